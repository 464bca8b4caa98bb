"""A first and a third quarter, and a full year, from the sample's folder by other settings and another release."""

# ruff: noqa: E501 - a fact is a line, whatever the length of its name

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from lxml import etree

from linetag import audit, run
from linetag.reference.arelle import second_opinion
from linetag.report import folder as output
from linetag.report.result import Built
from support.browser import CHROMIUM, printed_pages
from support.filing_full_year import full_year
from support.filing_years import first_quarter, replaced, third_quarter
from support.form_lists import PERIODS, Expected, expected_2007, expected_2014, legacy_facts, modern_facts
from support.iij_form import FORM_2007, FORM_2014
from support.shared import CORPUS, needs

PUBLISHED = CORPUS / "taxonomy/tse-ed-2014-01-12.zip"
FOLDERS = {"first-quarter": first_quarter, "third-quarter": third_quarter, "full-year": full_year}
STEMS = {"first-quarter": "iij-20120630", "third-quarter": "iij-20121231", "full-year": "iij-20130331"}
FORMS = {
    "first-quarter": "qcedussm-37740-20120808337740",
    "third-quarter": "qcedussm-37740-20130208337740",
    "full-year": "acedussm-37740-20130515337740",
}
EACH = pytest.mark.parametrize("which", FOLDERS)


@cache
def built(which: str) -> Built:
    """The build, without a finding of any weight."""
    with TemporaryDirectory() as folder:
        outcome = run.build(FOLDERS[which](Path(folder) / which))
    assert [item for item in outcome.findings if item.severity != "note"] == []
    assert outcome.built is not None
    return outcome.built


@pytest.fixture
def written(which: str, tmp_path: Path) -> Path:
    target, problems = output.write_folder(tmp_path, which, built(which).files)
    assert problems == ()
    return target


# --- the filing -----------------------------------------------------------------------------------


@EACH
def test_every_sum_of_the_filing_holds_for_us_and_for_arelle(which: str, written: Path) -> None:
    (package,) = (written / "packages").glob("us-gaap-style-*.zip")
    instance = written / "xbrl" / f"{STEMS[which]}.xml"
    with audit.library([package]) as (packages, _):
        (audited,) = audit.check_path(instance, packages)
    assert audited.findings == ()
    assert {c.verdict for c in audited.calculations.results} == {"consistent"}
    assert len(audited.calculations.results) == 2 * 77
    assert second_opinion(instance, [package], "xbrl21") == ()


# --- the form of 2014 -----------------------------------------------------------------------------


@EACH
@pytest.mark.parametrize(
    "taxonomy",
    ["stand-in", pytest.param("published", marks=needs(PUBLISHED))],
)  # fmt: skip
def test_the_summary_is_valid(which: str, taxonomy: str, written: Path) -> None:
    (package,) = (written / "packages").glob("tse-ed-*-standin.zip")
    document = written / "tanshin/XBRLData/Summary" / f"tse-{FORMS[which]}-ixbrl.htm"
    assert second_opinion(document, [PUBLISHED if taxonomy == "published" else package], strict=True) == ()


def facts(which: str) -> list[Expected]:
    filled = built(which).filled
    assert filled is not None
    found = modern_facts(filled.tanshin.facts)
    assert len(set(found)) == len(found)
    return found


def legacy(which: str) -> list[Expected]:
    return legacy_facts(built(which).files[f"tanshin/tdnet-{FORMS[which]}.xbrl"])


# What a first quarter states otherwise than the half year of the same figures.
FIRST_QUARTER = {name: period.replace("AccumulatedQ2", "AccumulatedQ1") for name, period in PERIODS.items()}
WORDS = [
    ("第２四半期決算短信", "第１四半期決算短信"),
    ("2012-11-08", "2012-08-08"),
    ("QuarterlyPeriod | now | 2", "QuarterlyPeriod | now | 1"),
    ("QuarterlyStatementFilingDateAsPlanned | now | 2012-11-14", "QuarterlyStatementFilingDateAsPlanned | now | 2012-08-14"),
    ("DividendPayableDateAsPlanned | now | 2012-12-06", "DividendPayableDateAsPlanned | now | nil"),
]  # fmt: skip
DIVIDENDS_2014 = """\
DividendPerShare | year 2Q N forecast | 1750.00 | JPYPerShares
DividendPerShare | year 2Q N upper | nil | JPYPerShares
DividendPerShare | year 2Q N lower | nil | JPYPerShares
"""
DIVIDENDS_2007 = """\
ed:ForecastDividendPerShare2ndQuarter | year | 1750.00 | JPYPerShares
ed:ForecastUpperDividendPerShare2ndQuarter | year | nil | JPYPerShares
ed:ForecastLowerDividendPerShare2ndQuarter | year | nil | JPYPerShares
"""


def test_every_fact_of_the_first_quarter_in_the_2014_form() -> None:
    old = "DividendPerShare | year 2Q N result | 1750.00 | JPYPerShares\n"
    text = replaced(FORM_2014, [*WORDS, (old, DIVIDENDS_2014)])
    assert set(facts("first-quarter")) == expected_2014(text, FIRST_QUARTER)


def test_every_fact_of_the_first_quarter_in_the_2007_form() -> None:
    old = "ed:ResultDividendPerShare2ndQuarter | year | 1750.00 | JPYPerShares\n"
    text = replaced(FORM_2007, [*WORDS, (old, DIVIDENDS_2007)])
    # The real first quarters of this form have no such item where no dividend is payable.
    text = replaced(text, [("ed:DividendPayableDateAsPlanned | now | nil\n", "")])
    assert set(legacy("first-quarter")) == expected_2007(text, FIRST_QUARTER)


# What a third quarter states otherwise: its own dividend is no forecast any more.
THIRD_QUARTER = {name: period.replace("AccumulatedQ2", "AccumulatedQ3") for name, period in PERIODS.items()}
WORDS_THIRD = [
    ("第２四半期決算短信", "第３四半期決算短信"),
    ("2012-11-08", "2013-02-08"),
    ("QuarterlyPeriod | now | 2", "QuarterlyPeriod | now | 3"),
    ("QuarterlyStatementFilingDateAsPlanned | now | 2012-11-14", "QuarterlyStatementFilingDateAsPlanned | now | 2013-02-14"),
    ("DividendPayableDateAsPlanned | now | 2012-12-06", "DividendPayableDateAsPlanned | now | nil"),
]  # fmt: skip


def test_every_fact_of_the_third_quarter_in_the_2014_form() -> None:
    old = """\
DividendPerShare | year 3Q N forecast | nil | JPYPerShares
DividendPerShare | year 3Q N upper | nil | JPYPerShares
DividendPerShare | year 3Q N lower | nil | JPYPerShares
"""
    new = "DividendPerShare | year 3Q N result | nil | JPYPerShares\n"
    text = replaced(FORM_2014, [*WORDS_THIRD, (old, new)])
    assert set(facts("third-quarter")) == expected_2014(text, THIRD_QUARTER)


# Written by hand from the release of `filing_full_year`: every figure but forecasts' unused limits, and
# what the cover has of its own. Ratios to the mean of two balances: 2,007,156 / 33,519,104.5 thousand;
# 3,176,298 / 74,608,214.5; per share 17.50 (1,750 / 200 + 8.75) / 826.88; payout 17.50 / 49.51.
FULL_YEAR = {
    "year": "CurrentYearDuration",
    "now": "CurrentYearInstant",
    "prior-year": "PriorYearDuration",
    "prior-end": "PriorYearInstant",
    "next": "NextYearDuration",
}
FULL_YEAR_FACTS = """
DocumentName | now | 決算短信〔米国基準〕（連結）
FilingDate | now | 2013-05-15
FiscalYearEnd | now | 2013-03-31
DateOfGeneralShareholdersMeetingAsPlanned | now | 2013-06-26
DividendPayableDateAsPlanned | now | 2013-06-28
AnnualSecuritiesReportFilingDateAsPlanned | now | 2013-06-27
SupplementalMaterialOfAnnualResults | now | true
ConveningBriefingOfAnnualResults | now | true
OperatingRevenuesUS | year C result | 51109000000 | JPY
OperatingRevenuesUS | prior-year C result | 47207000000 | JPY
ChangeInOperatingRevenuesUS | year C result | 0.083 | Pure
ChangeInOperatingRevenuesUS | prior-year C result | 0.377 | Pure
OperatingIncomeUS | year C result | 3263000000 | JPY
OperatingIncomeUS | prior-year C result | 2448000000 | JPY
ChangeInOperatingIncomeUS | year C result | 0.333 | Pure
ChangeInOperatingIncomeUS | prior-year C result | 1.038 | Pure
IncomeBeforeIncomeTaxesUS | year C result | 3176000000 | JPY
IncomeBeforeIncomeTaxesUS | prior-year C result | 2291000000 | JPY
ChangeInIncomeBeforeIncomeTaxesUS | year C result | 0.387 | Pure
ChangeInIncomeBeforeIncomeTaxesUS | prior-year C result | 1.277 | Pure
NetIncomeUS | year C result | 2007000000 | JPY
NetIncomeUS | prior-year C result | 1361000000 | JPY
ChangeInNetIncomeUS | year C result | 0.474 | Pure
ChangeInNetIncomeUS | prior-year C result | 0.584 | Pure
ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | year C result | 1997000000 | JPY
ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | prior-year C result | 1383000000 | JPY
ChangeInComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | year C result | 0.444 | Pure
BasicNetIncomePerShareUS | year C result | 49.51 | JPYPerShares
BasicNetIncomePerShareUS | prior-year C result | 33.59 | JPYPerShares
DilutedNetIncomePerShareUS | year C result | 49.48 | JPYPerShares
DilutedNetIncomePerShareUS | prior-year C result | 33.58 | JPYPerShares
NetIncomeToShareholdersEquityRatioUS | year C result | 0.060 | Pure
NetIncomeToShareholdersEquityRatioUS | prior-year C result | 0.042 | Pure
IncomeBeforeIncomeTaxesToTotalAssetsRatioUS | year C result | 0.043 | Pure
IncomeBeforeIncomeTaxesToTotalAssetsRatioUS | prior-year C result | 0.032 | Pure
OperatingIncomeToOperatingRevenuesRatioUS | year C result | 0.064 | Pure
OperatingIncomeToOperatingRevenuesRatioUS | prior-year C result | 0.052 | Pure
TotalAssetsUS | now C result | 75723000000 | JPY
TotalAssetsUS | prior-end C result | 73493000000 | JPY
NetAssetsUS | now C result | 34359000000 | JPY
NetAssetsUS | prior-end C result | 32696000000 | JPY
ShareholdersEquityUS | now C result | 34350000000 | JPY
ShareholdersEquityUS | prior-end C result | 32688000000 | JPY
ShareholdersEquityRatioUS | now C result | 0.454 | Pure
ShareholdersEquityRatioUS | prior-end C result | 0.445 | Pure
ShareholdersEquityPerShareUS | now C result | 847.38 | JPYPerShares
ShareholdersEquityPerShareUS | prior-end C result | 806.38 | JPYPerShares
CashFlowsFromOperatingActivitiesUS | year C result | 3970000000 | JPY
CashFlowsFromOperatingActivitiesUS | prior-year C result | 4288000000 | JPY
CashFlowsFromInvestingActivitiesUS | year C result | -3054000000 | JPY
CashFlowsFromInvestingActivitiesUS | prior-year C result | -3234000000 | JPY
CashFlowsFromFinancingActivitiesUS | year C result | -2756000000 | JPY
CashFlowsFromFinancingActivitiesUS | prior-year C result | -795000000 | JPY
CashAndEquivalentsEndOfPeriodUS | now C result | 11670000000 | JPY
CashAndEquivalentsEndOfPeriodUS | prior-end C result | 13537000000 | JPY
DividendPerShare | prior-year 2Q N result | 1500.00 | JPYPerShares
DividendPerShare | prior-year end N result | 1750.00 | JPYPerShares
DividendPerShare | prior-year total N result | 3250.00 | JPYPerShares
DividendPerShare | year 2Q N result | 1750.00 | JPYPerShares
DividendPerShare | year end N result | 8.75 | JPYPerShares
DividendPerShare | year total N result | 1758.75 | JPYPerShares
DividendPerShare | next 2Q N forecast | 9.00 | JPYPerShares
DividendPerShare | next end N forecast | 9.00 | JPYPerShares
DividendPerShare | next total N forecast | 18.00 | JPYPerShares
TotalDividendPaidAnnual | prior-year total N result | 659000000 | JPY
TotalDividendPaidAnnual | year total N result | 709000000 | JPY
PayoutRatioUS | prior-year total C result | 0.484 | Pure
PayoutRatioUS | year total C result | 0.353 | Pure
PayoutRatioUS | next total C forecast | 0.332 | Pure
RatioOfTotalAmountOfDividendsToShareholdersEquityUS | prior-year total C result | 0.021 | Pure
RatioOfTotalAmountOfDividendsToShareholdersEquityUS | year total C result | 0.021 | Pure
TitleForForecasts | next C forecast | 3．平成26年3月期の連結業績予想（平成25年4月1日～平成26年3月31日）
OperatingRevenuesUS | next C forecast | 55000000000 | JPY
ChangeInOperatingRevenuesUS | next C forecast | 0.076 | Pure
OperatingIncomeUS | next C forecast | 3600000000 | JPY
ChangeInOperatingIncomeUS | next C forecast | 0.103 | Pure
IncomeBeforeIncomeTaxesUS | next C forecast | 3400000000 | JPY
ChangeInIncomeBeforeIncomeTaxesUS | next C forecast | 0.070 | Pure
NetIncomeUS | next C forecast | 2200000000 | JPY
ChangeInNetIncomeUS | next C forecast | 0.096 | Pure
BasicNetIncomePerShareUS | next C forecast | 54.27 | JPYPerShares
NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock | now N result | 41295600 | Shares
NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock | prior-end N result | 41295600 | Shares
NumberOfTreasuryStockAtTheEndOfFiscalYear | now N result | 758800 | Shares
NumberOfTreasuryStockAtTheEndOfFiscalYear | prior-end N result | 758800 | Shares
AverageNumberOfShares | year N result | 40536800 | Shares
AverageNumberOfShares | prior-year N result | 40536800 | Shares
"""


def test_every_figure_of_the_full_year() -> None:
    listed = expected_2014(FULL_YEAR_FACTS, FULL_YEAR)
    found = set(facts("full-year"))
    assert listed - found == set()
    assert [fact for fact in found - listed if fact.unit and fact.value != "nil"] == []


def test_the_full_year_in_the_2007_form() -> None:
    root = etree.fromstring(built("full-year").files[f"tanshin/tdnet-{FORMS['full-year']}.xbrl"])
    contexts = [str(node.get("id")) for node in root.iter("{http://www.xbrl.org/2003/instance}context")]
    assert contexts == [
        "PriorYearConsolidatedDuration",
        "PriorYearConsolidatedInstant",
        "CurrentYearConsolidatedDuration",
        "CurrentYearConsolidatedInstant",
        "NextYearConsolidatedDuration",
    ]  # fmt: skip
    found = {(fact.element.partition(":")[2], fact.context): fact.value for fact in legacy("full-year")}
    assert found["CashAndEquivalentsEndOfPeriodUS", "CurrentYearConsolidatedInstant"] == "11670000000"
    assert found["ResultDividendPerShareAnnual", "CurrentYearConsolidatedDuration"] == "1758.75"
    assert found["ForecastDividendPerShareAnnual", "NextYearConsolidatedDuration"] == "18.00"
    assert found["ForecastOperatingRevenuesUS", "NextYearConsolidatedDuration"] == "55000000000"
    assert not [name for name, _ in found if "Quarterly" in name]


# --- reading back, and the pages ------------------------------------------------------------------


@EACH
@pytest.mark.parametrize("form", [2007, 2014])
def test_the_summary_is_recomputed_from_what_was_written(which: str, form: int, written: Path) -> None:
    name = f"tdnet-{FORMS[which]}.xbrl" if form == 2007 else f"tse-{FORMS[which]}.zip"
    (audited,) = audit.check_path(written / "tanshin" / name)
    assert audited.summary is not None
    counts = audited.summary.counts()
    if which != "full-year":
        assert counts == {"holds": 23, "fails": 0, "undecided": 0}
        return
    # A dividend of before the split and one of after it make no sum that shares could be paid by.
    assert counts == {"holds": 37, "fails": 2, "undecided": 0}
    told = [f for f in audited.findings if f.code.startswith("S")]
    assert [(f.code, f.severity) for f in told] == [("S708", "note")] * 2
    assert all("a share split during the year" in f.hint for f in told)


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("first-quarter", ["平成25年3月期　第１四半期決算短信〔米国基準〕（連結）", "四半期報告書提出予定日", "25年3月期第1四半期"]),
        ("full-year", ["平成25年3月期　決算短信〔米国基準〕（連結）", "有価証券報告書提出予定日", "(3) 連結キャッシュ・フローの状況", "26年3月期（予想）"]),
    ],
)  # fmt: skip
def test_the_japanese_page_is_of_its_period(which: str, words: list[str]) -> None:
    root = etree.fromstring(built(which).files[f"tanshin/XBRLData/Summary/tse-{FORMS[which]}-ixbrl.htm"])
    text = "".join(root.itertext())
    assert [word for word in words if word not in text] == []
    assert ("四半期報告書" in text) == (which == "first-quarter")


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("first-quarter", ["Three Months Ended June 30, 2012", "Filing of quarterly report (scheduled)", "Three months ended June 30, 2011"]),
        ("full-year", ["Fiscal Year Ended March 31, 2013", "General meeting of shareholders (scheduled)", "(3) Consolidated cash flows", "Payout ratio"]),
    ],
)  # fmt: skip
def test_the_english_page_is_of_its_period(which: str, words: list[str]) -> None:
    page = built(which).files["tanshin/summary.en.html"].decode()
    assert [word for word in words if word not in page] == []
    assert ("quarterly report" in page) == (which == "first-quarter")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
@EACH
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_two_sheets_of_a4(which: str, lang: str, tmp_path: Path) -> None:
    page = built(which).files[f"tanshin/summary.{lang}.html"].decode()
    assert printed_pages(page, tmp_path, f"{which}-{lang}.html") == 2
