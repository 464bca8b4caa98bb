"""The written networks of the IIJ filing: its totals, its one rounding difference, its hypercube, labels."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from lxml import etree

from linetag import data, run
from linetag.model import Duration, Fact, Instant
from linetag.xbrl import names
from support.iij import Written, written
from support.readback import XLINK, strings, xpath

STEM = "xbrl/iij-20120930"
ROLE = "http://www.iij.ad.jp/20120930/role/"
NAMESPACE = "http://www.iij.ad.jp/20120930"

# Every total that the statements print: its statement, the section and the caption as printed, its concept.
TOTALS = """
BS | CURRENT ASSETS: | Total current assets | AssetsCurrent
BS | ASSETS | TOTAL | Assets
BS | CURRENT LIABILITIES: | Total current liabilities | LiabilitiesCurrent
BS | EQUITY | Total Liabilities | Liabilities
BS | EQUITY: | Total Internet Initiative Japan Inc. shareholders' equity | StockholdersEquity
BS | EQUITY | Total equity | \
StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest
BS | EQUITY | TOTAL | LiabilitiesAndStockholdersEquity
IS | Network services: | Total | NetworkServicesRevenues
IS | Systems integration: | Total | SystemsIntegrationRevenues
IS | REVENUES: | Total revenues | Revenues
IS | EXPENSES: | Total cost | CostOfRevenue
IS | EXPENSES: | Total cost and expenses | CostsAndExpenses
IS | | OPERATING INCOME | OperatingIncomeLoss
IS | (EXPENSE): | Other expense — net | NonoperatingIncomeExpense
IS | | INCOME FROM OPERATIONS BEFORE INCOME TAX EXPENSE AND EQUITY IN NET INCOME \
OF EQUITY METHOD INVESTEES | IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLoss\
FromEquityMethodInvestments
IS | | INCOME FROM OPERATIONS BEFORE INCOME TAX EXPENSE AND EQUITY IN NET INCOME \
IN EQUITY METHOD INVESTEES | IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLoss\
FromEquityMethodInvestments
IS | | NET INCOME | ProfitLoss
IS | | NET INCOME ATTRIBUTABLE TO INTERNET INITIATIVE JAPAN INC. | NetIncomeLoss
CI | (loss): | Total comprehensive income (loss) | \
ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest
CI | | Comprehensive income attributable to Internet Initiative \
Japan Inc. | ComprehensiveIncomeNetOfTax
CF | ACTIVITIES: | Net cash provided by operating activities | \
NetCashProvidedByUsedInOperatingActivities
CF | ACTIVITIES: | Net cash used in investing activities | \
NetCashProvidedByUsedInInvestingActivities
CF | ACTIVITIES: | Net cash used in financing activities | \
NetCashProvidedByUsedInFinancingActivities
CF | | NET DECREASE IN CASH AND CASH EQUIVALENTS | \
CashAndCashEquivalentsPeriodIncreaseDecrease
CF | | NET INCREASE (DECREASE) IN CASH AND CASH EQUIVALENTS | \
CashAndCashEquivalentsPeriodIncreaseDecrease
CFS | company: | Cash paid | CashPaidForAcquisitionOfCompany
CFS | company: | Acquisition of a newly controlled company, net of \
cash acquired | PaymentsToAcquireBusinessesNetOfCashAcquired
SEG | | Network service and systems integration business | SegmentReportingInformationRevenue
SEG | | ATM operation business | SegmentReportingInformationRevenue
"""
# The role of each statement, and the tables of the release that print its totals.
ROLES = {
    "BS": ("ConsolidatedBalanceSheets", "bs-"),
    "IS": ("ConsolidatedStatementsOfIncome", "is-"),
    "CI": ("ConsolidatedStatementsOfOtherComprehensiveIncome", "ci-"),
    "CF": ("ConsolidatedStatementsOfCashFlows", "cf-"),
    "CFS": ("ConsolidatedStatementsOfCashFlowsSupplemental", "cf-"),
    "SEG": ("SegmentInformation", "segment-revenue"),
}


@dataclass(frozen=True)
class Total:
    statement: str
    section: str
    caption: str
    concept: str

    @property
    def role(self) -> str:
        return ROLE + ROLES[self.statement][0]

    def prints(self, row: dict[str, str]) -> bool:
        here = row["table"].startswith(ROLES[self.statement][1])
        return here and row["label"] == self.caption and row["section"].endswith(self.section)


@cache
def totals() -> tuple[Total, ...]:
    lines = (line.split("|") for line in TOTALS.strip().splitlines())
    return tuple(Total(*(part.strip() for part in line)) for line in lines)


def linkbase(build: Written, part: str) -> etree._Element:
    return etree.fromstring(build.built.files[f"{STEM}_{part}.xml"])


def local(href: str) -> str:
    return href.partition("#")[2].partition("_")[2]


def arcs(root: etree._Element, arcrole: str) -> set[tuple[str, str, str]]:
    """(role, source, target) of the arcs, by local names."""
    found = set()
    for link in xpath(root, "*[@xlink:type='extended']"):
        place = {
            str(loc.get(f"{XLINK}label")): local(str(loc.get(f"{XLINK}href")))
            for loc in xpath(link, "link:loc")
        }
        for arc in xpath(link, f"*[@xlink:arcrole='{arcrole}']"):
            source, target = (place[str(arc.get(f"{XLINK}{end}"))] for end in ("from", "to"))
            found.add((str(link.get(f"{XLINK}role")), source, target))
    return found


def test_every_printed_total_heads_a_network_and_is_checked_in_every_column() -> None:
    build = written("sample")
    heads = {(role, source) for role, source, _ in arcs(linkbase(build, "cal"), names.SUMMATION_2003)}
    checked = {
        (result.role, fact.id)
        for result in build.calculations.in_mode("1.1")
        if result.verdict == "consistent"
        for fact in result.facts
    }

    columns: Counter[str] = Counter()
    for total in totals():
        rows = [row for row in build.ledger if row["status"] == "tagged" and total.prints(row)]
        facts = [build.fact(row) for row in rows if row["printed"] not in {"-", "_"}]
        assert {fact.concept.local for fact in facts} == {total.concept}, total
        assert (total.role, total.concept) in heads
        assert [fact.id for fact in facts if (total.role, fact.id) not in checked] == [], total
        columns.update(_column(fact) for fact in facts)
    assert sorted(columns) == [
        *("2011-04-01 JPY", "2011-07-01 JPY", "2012-03-31 JPY", "2012-04-01 JPY", "2012-04-01 USD"),
        *("2012-07-01 JPY", "2012-07-01 USD", "2012-09-30 JPY", "2012-09-30 USD"),
    ]
    # The statement of income has ten totals, that of cash flows four.
    assert columns["2012-07-01 USD"] == columns["2011-07-01 JPY"] == 14
    assert columns["2012-09-30 USD"] == columns["2012-03-31 JPY"] == 7


def _column(fact: Fact) -> str:
    period = fact.aspects.period
    assert fact.aspects.unit is not None
    day = period.on if isinstance(period, Instant) else period.start
    return f"{day} {fact.aspects.unit.numerators[0].local}"


def test_nothing_else_heads_a_network() -> None:
    heads = {source for _, source, _ in arcs(linkbase(written("sample"), "cal"), names.SUMMATION_2003)}

    assert heads == {total.concept for total in totals()}


def test_one_sum_differs_by_one_under_xbrl_21_and_none_under_calculations_11() -> None:
    calculations = written("sample").calculations
    results = {mode: calculations.in_mode(mode) for mode in ("1.0", "1.1")}

    assert {mode: Counter(r.verdict for r in found) for mode, found in results.items()} == {
        "1.0": {"consistent": 118, "inconsistent": 1},
        "1.1": {"consistent": 119},
    }
    (only,) = (result for result in results["1.0"] if result.verdict == "inconsistent")
    assert only.total.local == "NetCashProvidedByUsedInOperatingActivities"
    assert only.role == ROLE + "ConsolidatedStatementsOfCashFlows"
    assert isinstance(only.aspects.period, Duration)
    assert [day.isoformat() for day in (only.aspects.period.start, only.aspects.period.end)] == [
        *("2012-07-01", "2012-09-30")
    ]
    assert _column(only.facts[0]) == "2012-07-01 USD"
    assert (only.reported, only.computed) == (Decimal(32_674_000), Decimal(32_673_000))
    (told,) = (item for item in written("sample").findings if item.code == "C401")
    assert told.severity == "note"
    assert "32,674" in told.message
    assert "32,673" in told.message


def test_the_hypercube_is_closed_in_the_segment_and_its_axis_has_a_default() -> None:
    root = linkbase(written("sample"), "def")
    (has,) = xpath(root, f".//link:definitionArc[@xlink:arcrole='{names.ALL}']")
    xbrldt = f"{{{names.XBRLDT}}}"

    assert (has.get(f"{xbrldt}closed"), has.get(f"{xbrldt}contextElement")) == ("true", "segment")
    segments = ROLE + "SegmentInformation"
    default = (segments, "StatementBusinessSegmentsAxis", "SegmentDomain")
    assert arcs(root, names.DIMENSION_DEFAULT) == {default}
    members = {target for _, source, target in arcs(root, names.DOMAIN_MEMBER) if source == default[2]}
    used = {m.local for fact in written("sample").facts.values() for _, m in fact.aspects.members}
    assert members == used
    assert len(used) == 3


def test_contexts_have_segments_and_no_scenario() -> None:
    root = etree.fromstring(written("sample").built.files[f"{STEM}.xml"])
    contexts = xpath(root, "x:context")

    assert xpath(root, ".//x:scenario") == []
    assert len(xpath(root, "x:context/x:entity/x:segment/xbrldi:explicitMember")) == 6
    contents = [etree.tostring(node, method="c14n").split(b">", 1)[1] for node in contexts]
    assert len(set(contents)) == len(contents), "two contexts with one content"
    assert set(strings(root, "x:context/x:entity/x:identifier/@scheme")) == {"http://www.tse.or.jp/sicc"}
    assert {node.text for node in xpath(root, "x:context/x:entity/x:identifier")} == {"37740"}


def test_every_extension_concept_is_labelled_and_documented_in_both_languages() -> None:
    build = written("sample")
    schema = etree.fromstring(build.built.files[f"{STEM}.xsd"])
    declared = strings(schema, "xs:element/@name")
    assert len(declared) == 28

    for part, lang in (("lab", "en"), ("lab-ja", "ja")):
        root = linkbase(build, part)
        for role in (names.STANDARD_LABEL, names.DOCUMENTATION):
            path = f".//link:label[@xlink:role='{role}' and @xml:lang='{lang}']"
            texts = {str(node.get(f"{XLINK}label")): node.text for node in xpath(root, path)}
            missing = [name for name in declared if not (texts.get(f"iij_{name}_label") or "").strip()]
            assert missing == [], (lang, role)


def test_every_extension_concept_is_shown_and_none_of_the_base_is_declared_again() -> None:
    build = written("sample")
    schema = etree.fromstring(build.built.files[f"{STEM}.xsd"])
    declared = set(strings(schema, "xs:element/@name"))
    shown = {
        name
        for _, source, target in arcs(linkbase(build, "pre"), names.PARENT_CHILD)
        for name in (source, target)
    }

    assert schema.get("targetNamespace") == NAMESPACE
    assert declared <= shown
    assert {fact.concept.local for fact in build.facts.values()} <= shown
    theirs = {fact.concept.local for fact in build.facts.values() if fact.concept.namespace != NAMESPACE}
    assert declared.isdisjoint(theirs)
    hrefs = strings(schema, ".//link:linkbaseRef/@xlink:href")
    assert sorted(hrefs) == [f"iij-20120930_{part}.xml" for part in ("cal", "def", "lab-ja", "lab", "pre")]


def test_calculations_11_arcs_by_a_setting(tmp_path: Path) -> None:
    folder = tmp_path / "iij-2012q2"
    shutil.copytree(data.sample(), folder)
    settings = (folder / "filing.toml").read_text("utf-8")
    assert settings.count('calculation = "2003"') == 1
    (folder / "filing.toml").write_text(
        settings.replace('calculation = "2003"', 'calculation = "2023"'), "utf-8"
    )

    result = run.build(folder)
    built = result.built

    assert built is not None
    sample = written("sample").built.files
    root = etree.fromstring(built.files[f"{STEM}_cal.xml"])
    assert arcs(root, names.SUMMATION_2003) == set()
    assert arcs(root, names.SUMMATION_2023) == arcs(linkbase(written("sample"), "cal"), names.SUMMATION_2003)
    assert [name for name in sample if built.files[name] != sample[name]] == [
        *(f"{STEM}_cal.xml", "findings.json")
    ]
    assert {calculation.verdict for calculation in result.calculations.results} == {"consistent"}
