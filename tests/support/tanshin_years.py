"""A full year of the small company of `tanshin_case`: its settings and its facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from linetag.filing.quarters import year_before
from linetag.findings import Finding
from linetag.model import Aspects, Duration, Fact, Instant, Origin, Period, QName, Report, Unit
from linetag.tanshin.derive import derive
from linetag.tieout.cells import Summary
from support.tanshin_case import ENTITY, FILING, specified

BEFORE, START, END = date(2011, 3, 31), date(2012, 3, 31), date(2013, 3, 31)
YEAR = Duration(date(2012, 4, 1), END)
YEARS: dict[str, Period] = {
    "now": Instant(END),
    "prior-end": Instant(START),
    "year": YEAR,
    "prior-year": year_before(YEAR),
    "next-year": Duration(date(2013, 4, 1), date(2014, 3, 31)),
}


ITEMS = """\
[[summary.item]]
section = "returns"
key = "equity"
quotient = ["gaap:NetIncomeLoss", "gaap:StockholdersEquity@average"]
label = { en = "Return on equity", ja = "株主資本当期純利益率" }
[[summary.item]]
section = "returns"
key = "revenues"
quotient = ["gaap:NetIncomeLoss", "gaap:Revenues"]
label = { en = "Income to revenues", ja = "営業収益営業利益率" }
[[summary.item]]
section = "position"
key = "equity-per-share"
kind = "per-share"
quotient = ["gaap:StockholdersEquity", "gaap:SharesOutstanding"]
label = { en = "Equity per share", ja = "1株当たり株主資本" }
[[summary.item]]
section = "cash-flows"
key = "cash"
concept = "gaap:Cash"
periods = ["now", "prior-end"]
label = { en = "Cash at the end", ja = "現金及び現金同等物期末残高" }
[[summary.item]]
section = "dividends"
key = "paid"
label = { en = "Total dividends paid", ja = "配当金総額" }
[[summary.item]]
section = "dividends"
key = "payout-ratio"
label = { en = "Payout ratio", ja = "配当性向" }
[[summary.item]]
section = "dividends"
key = "equity-ratio"
label = { en = "Dividends on equity", ja = "株主資本配当率" }
[[summary.stated]]
reason = { en = "in no statement", ja = "財務諸表になし" }
"dividends.first-quarter@prior-year" = "-"
"dividends.second-quarter@prior-year" = "10.00"
"dividends.third-quarter@prior-year" = "-"
"dividends.year-end@prior-year" = "10.00"
"dividends.total@prior-year" = "20.00"
"dividends.first-quarter@year" = "-"
"dividends.second-quarter@year" = "10.00"
"dividends.third-quarter@year" = "-"
"dividends.year-end@year" = "12.00"
"dividends.total@year" = "22.00"
"dividends.second-quarter@next-year-forecast" = "11.00"
"dividends.year-end@next-year-forecast" = "11.00"
"dividends.total@next-year-forecast" = "22.00"
"dividends.paid@year" = "22"
"forecast.revenues@next-year" = "5,000"
"forecast.net-income@next-year" = "400"
"forecast.eps@next-year" = "400.00"
"""


def full_year() -> str:
    """The filing of `tanshin_case`, of a full year."""
    head, _, rest = FILING.partition("[[summary.stated]]")
    assert rest
    for old, new in (
        ('current = "half"', 'current = "year"'),
        ('prior = "prior-half"', 'prior = "prior-year"'),
        ('year = "year"\n', 'year = "next-year"\n'),
        ('prior-year = "prior-year"', 'prior-year = "year"'),
    ):
        assert old in head
        head = head.replace(old, new, 1)
    return head + ITEMS


SHARES = Unit((QName("http://www.xbrl.org/2003/instance", "shares"),))
YEN = Unit((QName("http://www.xbrl.org/2003/iso4217", "JPY"),))
FACTS = {
    ("Revenues", "year"): "4600400000",
    ("Revenues", "prior-year"): "4000000000",
    ("NetIncomeLoss", "year"): "350500000",
    ("NetIncomeLoss", "prior-year"): "300000000",
    ("ComprehensiveIncome", "year"): "1",
    ("ComprehensiveIncome", "prior-year"): "1",
    ("EarningsPerShareBasic", "year"): "350.50",
    ("EarningsPerShareBasic", "prior-year"): "300.00",
    ("WeightedShares", "year"): "1000000",
    ("WeightedShares", "prior-year"): "1000000",
    ("Assets", "now"): "9000000000",
    ("Assets", "prior-end"): "8500000000",
    ("StockholdersEquity", "now"): "4050000000",
    ("StockholdersEquity", "prior-end"): "3800000000",
    ("Cash", "now"): "1234500000",
    ("Cash", "prior-end"): "1000000000",
    ("SharesIssued", "now"): "1100000",
    ("SharesIssued", "prior-end"): "1100000",
    ("TreasuryStockShares", "now"): "100000",
    ("TreasuryStockShares", "prior-end"): "100000",
    ("SharesOutstanding", "now"): "1000000",
    ("SharesOutstanding", "prior-end"): "1000000",
}


def unit(concept: str) -> Unit:
    if concept.startswith("EarningsPerShare"):
        return Unit(YEN.numerators, SHARES.numerators)
    return SHARES if "Shares" in concept else YEN


def derived(filing: str, **without: str) -> tuple[Summary, tuple[Finding, ...]]:
    facts = [
        Fact(
            f"{concept}-{row}",
            QName("http://example.test/gaap", concept, "gaap"),
            Aspects(ENTITY, YEARS[row], unit(concept)),
            Decimal(value),
            None,
            (Origin("statements.txt", 1, 1, value),),
        )
        for (concept, row), value in FACTS.items()
        if without.get(concept) != row
    ]
    return derive(specified(filing), Report(tuple(facts)), ENTITY, YEARS)


def value(summary: Summary, key: str) -> str | None:
    cell = summary.cell(key)
    assert cell is not None, key
    return None if cell.figure is None else str(cell.figure)
