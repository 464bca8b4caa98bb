"""A small company's summary: filing section, facts and release, each readable where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.filing.summary_settings import summary
from linetag.inputs.toml import TomlTable, places
from linetag.model import Aspects, Duration, Entity, Fact, Instant, Origin, Period, QName, Report, Unit
from linetag.release.records import Document
from linetag.release.text import read
from linetag.tag.ledger import LedgerEntry
from linetag.tag.locate import matches
from linetag.tanshin.derive import derive
from linetag.tieout.tie import tie

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.filing.summary import SummarySpec
    from linetag.findings import Finding
    from linetag.tieout.cells import Summary

FILING = """\
[summary]
rounding = "half-up"
[summary.rows]
current = "half"
prior = "prior-half"
end = "now"
prior-end = "prior-end"
year = "year"
prior-year = "prior-year"
[summary.cover]
document-name = { en = "Results of Example", ja = "第２四半期決算短信" }
filing-date = 2012-11-08
company = { en = "Example & Co.", ja = "株式会社例" }
exchange = { en = "Tokyo", ja = "東" }
code = "9999"
url = "http://example.test/"
representative-title = { en = "President", ja = "社長" }
representative-name = { en = "A. Sample", ja = "例　太郎" }
contact-title = { en = "CFO", ja = "財務担当" }
contact-name = { en = "B. Sample", ja = "例　花子" }
tel = "03-0000-0000"
report-date = 2012-11-14
supplement = true
briefing = false
rounding = { en = "(rounded)", ja = "（百万円未満四捨五入）" }
[summary.notes]
dividends-changed = false
standards-changed = true
[summary.lines]
"cover.code" = "Stock code: 9999"
[[summary.item]]
section = "results"
key = "revenues"
concept = "gaap:Revenues"
label = { en = "Revenues", ja = "営業収益" }
forecast = { en = "Revenues", ja = "営業収益" }
[[summary.item]]
section = "results"
key = "net-income"
concept = "gaap:NetIncomeLoss"
label = { en = "Net income", ja = "四半期純利益" }
forecast = { en = "Net income", ja = "当期純利益" }
[[summary.item]]
section = "comprehensive"
key = "income"
concept = "gaap:ComprehensiveIncome"
siblings = ["gaap:TotalComprehensiveIncome"]
label = { en = "Comprehensive income attributable to us", ja = "四半期包括利益" }
[[summary.item]]
section = "per-share"
key = "eps"
concept = "gaap:EarningsPerShareBasic"
quotient = ["gaap:NetIncomeLoss", "gaap:WeightedShares"]
label = { en = "Net income per share", ja = "1株当たり当社株主に帰属する四半期純利益" }
forecast = { en = "Net income per share", ja = "1株当たり当期純利益" }
[[summary.item]]
section = "position"
key = "assets"
concept = "gaap:Assets"
label = { en = "Total assets", ja = "総資産" }
[[summary.item]]
section = "position"
key = "equity-ratio"
quotient = ["gaap:StockholdersEquity", "gaap:Assets"]
label = { en = "Equity ratio", ja = "株主資本比率" }
[[summary.item]]
section = "shares"
key = "issued"
concept = "gaap:SharesIssued"
label = { en = "Shares issued", ja = "期末発行済株式数" }
[[summary.item]]
section = "shares"
key = "treasury"
concept = "gaap:TreasuryStockShares"
label = { en = "Treasury stock", ja = "期末自己株式数" }
[[summary.stated]]
reason = { en = "no earlier period", ja = "前期なし" }
"results.revenues.growth@prior-half" = "8.1"
"results.net-income.growth@prior-half" = "-3.2"
[[summary.stated]]
reason = { en = "in no statement", ja = "財務諸表になし" }
"dividends.first-quarter@prior-year" = "-"
"dividends.second-quarter@prior-year" = "10.00"
"dividends.third-quarter@prior-year" = "-"
"dividends.year-end@prior-year" = "10.00"
"dividends.total@prior-year" = "20.00"
"dividends.first-quarter@year" = "-"
"dividends.second-quarter@year" = "10.00"
"dividends.third-quarter@year-forecast" = "-"
"dividends.year-end@year-forecast" = "12.00"
"dividends.total@year-forecast" = "22.00"
"forecast.revenues@year" = "5,000"
"forecast.revenues.growth@year" = "5.0"
"forecast.net-income@year" = "400"
"forecast.net-income.growth@year" = "6.0"
"forecast.eps@year" = "400.00"
[[summary.table]]
section = "results"
under = "(1) Results"
columns = ["revenues", "revenues.growth", "net-income", "net-income.growth"]
rows = ["half", "prior-half"]
[[summary.table]]
section = "comprehensive"
under = "Comprehensive income attributable"
columns = ["income", "income.growth"]
rows = ["half", "prior-half"]
[[summary.table]]
section = "per-share"
under = "Basic per share"
columns = ["eps"]
rows = ["half", "prior-half"]
[[summary.table]]
section = "position"
under = "(2) Position"
columns = ["assets", "equity-ratio"]
rows = ["now", "prior-end"]
[[summary.table]]
section = "dividends"
under = "2. Dividends"
columns = ["first-quarter", "second-quarter", "third-quarter", "year-end", "total"]
rows = ["prior-year", "year", "year-forecast"]
[[summary.table]]
section = "forecast"
under = "3. Forecast"
columns = ["revenues", "revenues.growth", "net-income", "net-income.growth", "eps"]
rows = ["year"]
[[summary.table]]
section = "shares"
under = "1) Shares issued"
columns = ["issued"]
rows = ["now", "prior-end"]
[[summary.table]]
section = "shares"
under = "2) Treasury stock"
columns = ["treasury"]
rows = ["now", "prior-end"]
"""

RELEASE = """\
Stock code: 9999

(1) Results

\tRevenues\t\tNet Income\t
\tJPY millions\t%\tJPY millions\t%
Six Months Ended September 30, 2012\t2,346\t17.3\t210\t39.6
Six Months Ended September 30, 2011\t2,000\t8.1\t150\t(3.2)

(Note) Comprehensive income attributable to us

Six Months Ended September 30, 2012: JPY205 million (up 37.0% YoY)
Six Months Ended September 30, 2011: JPY150 million

\tBasic per share
\tJPY
Six Months Ended September 30, 2012\t210.00
Six Months Ended September 30, 2011\t150.40

(2) Position

\tTotal Assets\tEquity ratio
\tJPY millions\t%
As of September 30, 2012\t9,000\t45.0
As of March 31, 2012\t8,500\t44.7

2. Dividends

\t1Q-end\t2Q-end\t3Q-end\tYear-end\tTotal
\tJPY\tJPY\tJPY\tJPY\tJPY
Fiscal Year Ended March 31, 2012\t-\t10.00\t-\t10.00\t20.00
Fiscal Year Ending March 31, 2013\t-\t10.00\t\t\t
Fiscal Year Ending March 31, 2013 (Target)\t\t\t-\t12.00\t22.00

3. Forecast

\tRevenues\t\tNet Income\t\tPer share
\tJPY millions\t%\tJPY millions\t%\tJPY
Fiscal Year Ending March 31, 2013\t5,000\t5.0\t400\t6.0\t400.00

1) Shares issued

As of September 30, 2012: 1,100,000 shares
As of March 31, 2012: 1,100,000 shares

2) Treasury stock

As of September 30, 2012: 100,000 shares As of March 31, 2012: 100,000 shares
"""

ENTITY = Entity("http://www.tse.or.jp/sicc", "99990")
PERIODS: Mapping[str, Period] = {
    "now": Instant(date(2012, 9, 30)),
    "prior-end": Instant(date(2012, 3, 31)),
    "half": Duration(date(2012, 4, 1), date(2012, 9, 30)),
    "prior-half": Duration(date(2011, 4, 1), date(2011, 9, 30)),
    "year": Duration(date(2012, 4, 1), date(2013, 3, 31)),
    "prior-year": Duration(date(2011, 4, 1), date(2012, 3, 31)),
}
FACTS: Mapping[str, tuple[str | None, str | None]] = {  # concept: half or now, prior-half or prior-end
    "Revenues": ("2345500000", "2000000000"),
    "NetIncomeLoss": ("210000000", "150400000"),
    "ComprehensiveIncome": ("205000000", "149600000"),
    "TotalComprehensiveIncome": ("208000000", "151000000"),
    "EarningsPerShareBasic": ("210.00", "150.40"),
    "WeightedShares": ("1000000", "1000000"),
    "Assets": ("9000000000", "8500000000"),
    "StockholdersEquity": ("4050000000", "3800000000"),
    "SharesIssued": ("1100000", "1100000"),
    "TreasuryStockShares": ("100000", "100000"),
}
_INSTANT = ("Assets", "StockholdersEquity", "SharesIssued", "TreasuryStockShares")
_YEN = QName("http://www.xbrl.org/2003/iso4217", "JPY", "iso4217")
_SHARES = QName("http://www.xbrl.org/2003/instance", "shares", "xbrli")


def report(**changes: tuple[str | None, str | None]) -> Report:
    """The facts, some changed: a concept's figures for its two periods; None is no fact."""
    facts = []
    for concept, values in {**FACTS, **changes}.items():
        rows = ("now", "prior-end") if concept in _INSTANT else ("half", "prior-half")
        unit = Unit((_SHARES,)) if "Shares" in concept else Unit((_YEN,))
        if concept.startswith("EarningsPerShare"):
            unit = Unit((_YEN,), (_SHARES,))
        for line, (row, value) in enumerate(zip(rows, values, strict=True), 1):
            if value is not None:
                name = QName("http://example.test/gaap", concept, "gaap")
                at = Origin("statements.txt", line, 1, value)
                aspects = Aspects(ENTITY, PERIODS[row], unit)
                facts.append(Fact(f"{concept}-{row}", name, aspects, Decimal(value), None, (at,)))
    return Report(tuple(facts))


def parse(filing: str = FILING) -> tuple[SummarySpec | None, tuple[Finding, ...]]:
    """The [summary] section of a filing.toml."""
    root = TomlTable(tomllib.loads(filing), "", places(filing, "filing.toml"), [])
    return summary(root, PERIODS), tuple(root.found)


def specified(filing: str = FILING) -> SummarySpec:
    """The section, which must be right."""
    spec, found = parse(filing)
    assert spec is not None, found
    return spec


def derived(filing: str = FILING, facts: Report | None = None) -> tuple[Summary, tuple[Finding, ...]]:
    """The cells before the tie-out."""
    return derive(specified(filing), facts or report(), ENTITY, PERIODS)


def released(folder: Path, text: str = RELEASE) -> Document:
    """A release as the reader reads it."""
    path = folder / "release.txt"
    path.write_text(text, "utf-8")
    document, found = read(path, "release.txt")
    assert document is not None, found
    return document


def tied(
    folder: Path, release: str = RELEASE, filing: str = FILING, facts: Report | None = None
) -> tuple[Summary, tuple[LedgerEntry, ...], tuple[Finding, ...]]:
    """The cells after the tie-out, the ledger, and the findings of both stages."""
    summary, found = derived(filing, facts)
    spec, document = specified(filing), released(folder, release)
    tables = [
        (highlight, table)
        for highlight in spec.highlights
        for table in document.tables
        if matches(table, highlight.heading, highlight.holds)
    ]
    filed, entries, tie_found = tie(summary, spec, document, tables)
    return filed, entries, (*found, *tie_found)


def codes(found: tuple[Finding, ...]) -> list[str]:
    """The codes of the findings, without the notes about growth as stated."""
    return sorted(item.code for item in found if item.code != "S633")


def decision(key: str, printed: str, file: str) -> str:
    """A [[summary.decision]] to append to FILING."""
    return (
        f'[[summary.decision]]\nkey = "{key}"\nprinted = "{printed}"\nfile = "{file}"\n'
        'reason = { en = "because", ja = "そのため" }\n'
    )


def line_of(text: str, words: str) -> int:
    """The first line that has the words, from 1."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)
