"""A summary becomes the document of the form: every item this filer uses, in its contexts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from linetag.filing.quarters import edition_of
from linetag.model import Duration, Fact, Instant
from linetag.tanshin.form.facts import typed, unit_of
from linetag.tanshin.form.fill import Filled, fill
from linetag.tanshin.form.legacy_instance import legacy_instance, padded
from linetag.tanshin.form.records import Tanshin, context_of
from support.form_lists import expected_2007, expected_2014, legacy_facts, modern_facts
from support.iij import ONE_OF_EACH, written
from support.iij_form import FORM_2007, FORM_2014
from support.tanshin_case import FILING, PERIODS, derived, line_of, specified

if TYPE_CHECKING:
    from linetag.findings import Finding

LISTED = '[summary]\nlisted = ["TokyoStockExchange1stSection"]\n'
STATED = FILING.replace("[summary]\n", LISTED, 1).replace(
    'ja = "1株当たり四半期純利益"', 'ja = "1株当たり当社株主に帰属する四半期純利益"'
)


def filled(text: str) -> tuple[Filled, tuple[Finding, ...]]:
    """The document of a small company's summary."""
    summary, _ = derived(text)
    result, found = fill(summary, specified(text))
    assert result is not None
    return result, found


def values(document: Filled, element: str) -> dict[str, object]:
    """The values of an element by the ids of its contexts."""
    return {fact.context: typed(fact) for fact in document.tanshin.facts if fact.concept.local == element}


def facts_of(document: Filled, cell: str) -> list[Fact]:
    """The facts that a cell of the summary fills."""
    return [f for f in document.tanshin.facts if document.tanshin.cells.get(f.id) == cell]


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [item.code for item in found if item.code != "S653"]


# --- IIJ against the lists made by hand -------------------------------------------------------------


@ONE_OF_EACH
def test_every_fact_of_iij_in_the_2014_form(which: str) -> None:
    tanshin = tanshin_of(which)
    facts = modern_facts(tanshin.facts)
    assert len(set(facts)) == len(facts)
    assert set(facts) == expected_2014(FORM_2014)
    assert tanshin.name.stem == "tse-qcedussm-37740-20121108337740"
    assert tanshin.periods == {
        "PriorAccumulatedQ2Duration": Duration(date(2011, 4, 1), date(2011, 9, 30)),
        "PriorYearDuration": Duration(date(2011, 4, 1), date(2012, 3, 31)),
        "PriorYearInstant": Instant(date(2012, 3, 31)),
        "CurrentAccumulatedQ2Duration": Duration(date(2012, 4, 1), date(2012, 9, 30)),
        "CurrentAccumulatedQ2Instant": Instant(date(2012, 9, 30)),
        "CurrentYearDuration": Duration(date(2012, 4, 1), date(2013, 3, 31)),
        "CurrentYearInstant": Instant(date(2013, 3, 31)),
    }


def tanshin_of(which: str) -> Tanshin:
    filled = written(which).built.filled
    assert filled is not None
    return filled.tanshin


@ONE_OF_EACH
def test_every_fact_of_iij_in_the_2007_form(which: str) -> None:
    name = "tanshin/tdnet-qcedussm-37740-20121108337740.xbrl"
    facts = legacy_facts(written(which).built.files[name])
    assert len(set(facts)) == len(facts)
    assert set(facts) == expected_2007(FORM_2007)


# --- what a small company states --------------------------------------------------------------------


def test_the_cover_says_on_which_markets_the_company_is_listed() -> None:
    document, found = filled(STATED)
    assert codes(found) == []
    true = {
        f.concept.local for f in document.tanshin.facts if "Exchange" in f.concept.local and typed(f) is True
    }
    assert true == {"TokyoStockExchange", "TokyoStockExchange1stSection"}
    markets = {f.concept.local for f in facts_of(document, "cover.listing")}
    assert "TokyoStockExchangePrime" not in markets
    assert "FukuokaStockExchangeQBoard" in markets


def test_from_april_2022_the_markets_are_prime_standard_and_growth() -> None:
    text = STATED.replace("filing-date = 2012-11-08", "filing-date = 2022-11-08")
    document, found = filled(text)
    assert codes(found) == ["S656"]
    assert found[-1].at is not None
    assert found[-1].at.line == line_of(text, "listed =")
    assert "TokyoStockExchange1stSection" in found[-1].message
    text = text.replace("TokyoStockExchange1stSection", "TokyoStockExchangePrime")
    document, found = filled(text)
    assert codes(found) == []
    assert values(document, "TokyoStockExchangePrime") == {"CurrentAccumulatedQ2Instant": True}
    assert values(document, "TokyoStockExchange1stSection") == {}


def test_a_cover_without_a_market_is_an_error() -> None:
    _, found = filled(STATED.replace('listed = ["TokyoStockExchange1stSection"]', ""))
    assert codes(found) == ["S656"]
    assert "none is not a market" in found[-1].message


def test_the_items_of_2024_by_a_switch() -> None:
    text = STATED.replace("listed", 'edition = "2024"\nlisted').replace("1stSection", "Prime")
    document, found = filled(text)
    assert codes(found) == []
    assert document.form.code == "scedussy"
    elements = {fact.concept.local for fact in document.tanshin.facts}
    assert {"SemiAnnualStatementFilingDateAsPlanned", "SupplementalMaterialOfResults"} <= elements
    assert "SignificantChangesInTheScopeOfConsolidationDuringThePeriodUS" in elements
    assert not elements & {
        "QuarterlyStatementFilingDateAsPlanned",
        "SupplementalMaterialOfQuarterlyResults",
        "ExpressionOfImplementationStatusOfQuarterlyReviewProcedures",
    }


@pytest.mark.parametrize(
    ("end", "filed", "edition"),
    [
        (date(2012, 9, 30), date(2012, 11, 8), "2014"),
        (date(2022, 2, 28), date(2022, 4, 3), "2014"),
        (date(2022, 2, 28), date(2022, 4, 4), "2022"),
        (date(2024, 3, 31), date(2024, 5, 14), "2022"),
        (date(2024, 5, 31), date(2024, 7, 12), "2022"),
        (date(2024, 6, 30), date(2024, 8, 9), "2024"),
    ],
)
def test_the_dates_tell_which_items_are_in_use(end: date, filed: date, edition: str) -> None:
    spec = specified(STATED.replace("filing-date = 2012-11-08", f"filing-date = {filed}"))
    periods = {**PERIODS, "half": Duration(date(end.year - 1, end.month, 1), end)}
    assert edition_of(spec, periods) == edition


HEADINGS = {
    "売上高": "NetSalesUS",
    "営業収益": "OperatingRevenuesUS",
    "営業収入": "OperatingRevenuesSpecificUS",
    "売上高及び営業収入": "NetSalesAndOperatingRevenuesUS",
    "総収益": "GrossRevenuesUS",
    "収益": "RevenuesUS",
    "収益合計": "TotalRevenuesUS",
}
REVENUE = 'label = { en = "Revenues", ja = "営業収益" }'


@pytest.mark.parametrize(("heading", "element"), HEADINGS.items())
def test_each_revenue_heading_has_its_element(heading: str, element: str) -> None:
    by_caption = STATED.replace(REVENUE, REVENUE.replace("営業収益", heading))
    by_element = STATED.replace(REVENUE, f'element = "{element}"\n{REVENUE.replace("営業収益", heading)}')
    for text in (by_caption, by_element):
        document, found = filled(text)
        assert codes(found) == []
        assert values(document, element) == {
            "CurrentAccumulatedQ2Duration_ConsolidatedMember_ResultMember": Decimal(2346000000),
            "PriorAccumulatedQ2Duration_ConsolidatedMember_ResultMember": Decimal(2000000000),
            "CurrentYearDuration_ConsolidatedMember_ForecastMember": Decimal(5000000000),
            "CurrentYearDuration_ConsolidatedMember_UpperMember": None,
            "CurrentYearDuration_ConsolidatedMember_LowerMember": None,
        }
        growth = values(document, f"ChangeIn{element}")
        assert growth["PriorAccumulatedQ2Duration_ConsolidatedMember_ResultMember"] == Decimal("0.081")
        others = {fact.concept.local for fact in document.tanshin.facts} & {*HEADINGS.values()} - {element}
        assert others == set()


def test_an_element_that_the_caption_contradicts() -> None:
    text = STATED.replace(REVENUE, f'element = "NetSalesUS"\n{REVENUE}')
    document, found = filled(text)
    assert values(document, "NetSalesUS")
    (warning,) = (item for item in found if "NetSalesUS" in item.message)
    assert (warning.code, warning.severity) == ("S653", "warning")
    assert "営業収益" in warning.message
    assert "売上高" in warning.message


def test_with_english_alone_the_revenues_are_total_revenues() -> None:
    document, found = filled(STATED.replace(REVENUE, 'label = "Revenues from everything"'))
    assert values(document, "TotalRevenuesUS")
    assert codes(found) == ["S651"]
    assert found[0].severity == "warning"


@pytest.mark.parametrize(
    ("caption", "element"),
    [
        ("1株当たり四半期純利益", "NetIncomePerShareUS"),
        ("基本的１株当たり純利益", "BasicNetIncomePerShareUS"),
    ],
)
def test_a_caption_in_other_words_is_the_heading_that_begins_as_it_does(caption: str, element: str) -> None:
    text = STATED.replace("1株当たり当社株主に帰属する四半期純利益", caption)
    document, found = filled(text)
    assert values(document, element)
    (warning,) = (item for item in found if item.code == "S653" and element in item.message)
    assert warning.severity == "warning"
    assert caption in warning.message


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (f'element = "OperatingIncomeUX"\n{REVENUE}', "S650"),
        (f'element = "ChangeInNetSalesUS"\n{REVENUE}', "S650"),
        ('label = { en = "Revenues", ja = "売上" }', "S652"),
        (f'element = "TotalRevenuesAfterDeductingFinancialExpenseUS"\n{REVENUE}', "S654"),
        (f'element = "NetIncomeUS"\n{REVENUE}', "S655"),
    ],
)
def test_an_element_that_the_form_does_not_have_there(new: str, code: str) -> None:
    text = STATED.replace(REVENUE, new)
    document, found = filled(text)
    assert codes(found) == [code]
    (problem,) = (item for item in found if item.code == code)
    assert problem.severity == "error"
    assert problem.at is not None
    assert problem.at.line in (line_of(text, "[[summary.item]]"), line_of(text, 'key = "net-income"') - 2)
    assert values(document, "OperatingRevenuesUS") == {}


def test_a_range_is_filed_as_its_two_ends() -> None:
    text = STATED.replace(
        '"forecast.revenues@year" = "5,000"\n',
        '"forecast.revenues@year" = "-"\n"forecast.revenues.upper@year" = "5,200"\n'
        '"forecast.revenues.lower@year" = "4,800"\n"forecast.revenues.upper.growth@year" = "9.2"\n'
        '"dividends.year-end.lower@year-forecast" = "11.00"\n',
    )
    document, found = filled(text)
    assert codes(found) == []
    forecast = values(document, "OperatingRevenuesUS")
    year = "CurrentYearDuration_ConsolidatedMember"
    assert forecast[f"{year}_ForecastMember"] is None
    assert forecast[f"{year}_UpperMember"] == Decimal(5200000000)
    assert forecast[f"{year}_LowerMember"] == Decimal(4800000000)
    assert values(document, "ChangeInOperatingRevenuesUS")[f"{year}_UpperMember"] == Decimal("0.092")
    dividends = values(document, "DividendPerShare")
    schedule = "CurrentYearDuration_YearEndMember_NonConsolidatedMember"
    assert dividends[f"{schedule}_ForecastMember"] == Decimal("12.00")
    assert dividends[f"{schedule}_LowerMember"] == Decimal("11.00")
    assert dividends[f"{schedule}_UpperMember"] is None


def test_what_nobody_states_is_nil() -> None:
    document, _ = filled(STATED)
    assert values(document, "DividendPayableDateAsPlanned") == {"CurrentAccumulatedQ2Instant": None}
    assert values(document, "FASFMemberMark") == {"CurrentAccumulatedQ2Instant": None}
    (simplified,) = facts_of(document, "notes.simplified-accounting")
    assert simplified.value is None
    nil = [fact for fact in document.tanshin.facts if fact.value is None]
    assert all(fact.decimals is None for fact in nil)


def test_counts_and_names_of_subsidiaries() -> None:
    text = STATED.replace(
        "standards-changed = true",
        "standards-changed = true\nsubsidiaries-added = 2\n"
        'subsidiaries-added-names = { en = "A, B", ja = "Ａ、Ｂ" }',
    )
    document, found = filled(text)
    assert codes(found) == []
    context = "CurrentAccumulatedQ2Duration_ConsolidatedMember_ResultMember"
    assert values(document, "NumberOfSubsidiariesNewlyConsolidatedUS") == {context: Decimal(2)}
    assert values(document, "NameOfSubsidiariesNewlyConsolidatedUS") == {context: "Ａ、Ｂ"}
    assert values(document, "NumberOfSubsidiariesExcludedFromConsolidationUS") == {context: None}


def test_a_specified_business_company() -> None:
    document, _ = filled(STATED.replace("listed", "specific-business = true\nlisted"))
    assert values(document, "GeneralBusiness") == {"CurrentYearInstant": False}
    assert values(document, "SpecificBusiness") == {"CurrentYearInstant": True}


def test_every_fact_has_the_unit_and_decimals_of_its_row_and_a_period() -> None:
    document, _ = filled(STATED)
    rows = {row.element: row for row in document.form.rows}
    for fact in document.tanshin.facts:
        row = rows[fact.concept.local]
        assert unit_of(fact) == row.unit
        assert fact.decimals == (None if fact.value is None else row.figure.decimals)
        assert context_of(fact).period in document.tanshin.periods


# --- the plain instance of 2007 ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal("51109E6"), -6, "51109000000"),
        (Decimal("-0.000"), 3, "-0.000"),
        (Decimal("0.1"), 3, "0.100"),
        (Decimal("-0.01"), 3, "-0.010"),
        (Decimal("98.6"), 2, "98.60"),
        (Decimal("98.654"), 2, "98.654"),
        (Decimal(2), 0, "2"),
    ],
)
def test_values_as_real_files_write_them(value: Decimal, decimals: int | None, text: str) -> None:
    assert f"{padded(value, decimals):f}" == text


def legacy_root(text: str) -> etree._Element:
    document, _ = filled(text)
    return etree.fromstring(legacy_instance(document.tanshin).encode())


def test_a_payment_date_that_is_not_planned_is_left_out_of_the_2007_form() -> None:
    root = legacy_root(STATED)
    names = [etree.QName(element).localname for element in root]
    assert "DividendPayableDateAsPlanned" not in names
    dated = legacy_root(STATED.replace("supplement = true", "dividend-date = 2012-12-06\nsupplement = true"))
    assert "DividendPayableDateAsPlanned" in [etree.QName(element).localname for element in dated]


@pytest.mark.parametrize(("filed", "there"), [("2013-07-15", False), ("2013-07-16", True)])
def test_the_2007_form_lists_the_jasdaq_market_of_tokyo_from_its_first_day(
    filed: str, *, there: bool
) -> None:
    root = legacy_root(STATED.replace("filing-date = 2012-11-08", f"filing-date = {filed}"))
    names = {etree.QName(element).localname for element in root}
    assert ("TokyoStockExchangeJASDAQ" in names) is there
    assert "OsakaStockExchangeJASDAQ" in names
    assert "TokyoStockExchangePROMarket" not in names


def test_contexts_and_units_of_the_2007_form_are_in_the_order_of_real_files() -> None:
    root = legacy_root(STATED)
    ids = [str(element.get("id")) for element in root if element.get("id")]
    assert ids == [
        "PriorAccumulatedQ2ConsolidatedDuration",
        "PriorYearConsolidatedDuration",
        "PriorYearConsolidatedInstant",
        "CurrentAccumulatedQ2ConsolidatedDuration",
        "CurrentAccumulatedQ2ConsolidatedInstant",
        "CurrentYearConsolidatedDuration",
        "JPY",
        "Pure",
        "Shares",
        "JPYPerShares",
        "NumberOfCompanies",
    ]


def test_a_stamp_stands_at_the_top() -> None:
    document, _ = filled(STATED)
    text = legacy_instance(document.tanshin, "forced in spite of 2 errors: not fit for submission")
    assert text.splitlines()[1] == "<!-- forced in spite of 2 errors: not fit for submission -->"
