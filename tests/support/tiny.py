"""A release of a page and its filing folder, small enough to be read beside what a test expects."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from linetag.extension.extend import Extended, extend
from linetag.filing.load import load
from linetag.model import Concept, Label, QName, Taxonomy
from linetag.release.text import read
from linetag.tag.locate import unclaimed
from linetag.tag.tag import Tagging, tag
from linetag.xbrl import names

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.filing.records import Filing
    from linetag.findings import Finding
    from linetag.model import Fact
    from linetag.release.records import Document
    from linetag.tag.ledger import LedgerEntry

GAAP = "http://gaap.example/2012"
OWN = "http://tiny.example/20120930"
# Tabs are written "|", so that the columns can be seen.
RELEASE = """\
Tiny Company, results of the half year. Dollars at JPY80.00 per US$1.00.

Balance Sheet
(As of March 31, 2012 and September 30, 2012)

|March 31, 2012|September 30, 2012|September 30, 2012
|Thousands of JPY|Thousands of U.S. Dollars|Thousands of JPY
ASSETS|||
Cash|1,000|15|1,200
Receivables, net of allowance of JPY 30 thousand and JPY 40 thousand \
at March 31, 2012 and September 30, 2012, respectively|500|8|600
Land||3|200
Total assets|1,500|25|2,000

Cash Flows
(For the six months ended September 30, 2012)

|Six months ended September 30, 2012
|Thousands of JPY
Purchase of equipment|(700)
Dividends|-
Cash at the beginning|1,000
Cash at the end|1,200

Per Share Data
(For the six months ended September 30, 2012)

|Six months ended September 30, 2012
Income per share|12.50
Average shares|100,000

Segments
(For the six months ended September 30, 2012)

|Six months ended September 30, 2012
|Thousands of JPY
Network|800
Elimination|(50)

Highlights

|1H12
|JPY millions
Sales|1
"""
FILING = f"""\
[document]
title_en = "Tiny"
title_ja = "小"
prefix = "tiny"
namespace = "{OWN}"
stem = "tiny-20120930"
languages = ["en", "ja"]
[entity]
scheme = "http://www.tse.or.jp/sicc"
value = "00000"
[[taxonomy]]
prefix = "gaap"
package = "none"
namespace = "{GAAP}"
schema = "http://gaap.example/2012/gaap.xsd"
[periods]
prior = 2012-03-31
now = 2012-09-30
half = {{ start = 2012-04-01, end = 2012-09-30 }}
[exchange]
from = "JPY"
to = "USD"
rate = "80.00"
stated = "JPY80.00 per US"
[cover]
period = "half"
"gaap:RegistrantName" = "Tiny Company"
[[statement]]
code = "BS"
role = "http://tiny.example/role/BS"
title_en = "Balance sheet"
title_ja = "貸借対照表"
root = "gaap:AssetsAbstract"
[[statement]]
code = "CF"
role = "http://tiny.example/role/CF"
title_en = "Cash flows"
title_ja = "キャッシュ・フロー計算書"
root = "gaap:CashFlowsAbstract"
[[statement]]
code = "SEG"
role = "http://tiny.example/role/SEG"
title_en = "Segments"
title_ja = "セグメント"
root = "gaap:SegmentsAbstract"
table = "gaap:SegmentTable"
line_items = "gaap:SegmentLineItems"
[statement.axes]
"gaap:SegmentAxis" = "gaap:SegmentDomain"
[[table]]
name = "balance"
rows = "bs"
heading = ["Balance Sheet"]
holds = "Total assets"
columns = ["prior JPY", "now USD", "now JPY"]
scale = 3
[[table]]
name = "flows"
rows = "cf"
heading = ["Cash Flows"]
holds = "Dividends"
columns = ["half JPY"]
scale = 3
[[table]]
name = "per-share"
rows = "eps"
heading = ["Per Share Data"]
holds = "Average shares"
columns = ["half JPY"]
[[table]]
name = "segments"
rows = "seg"
heading = ["Segments"]
holds = "Network"
columns = ["half JPY"]
scale = 3
[[left]]
heading = ["Highlights"]
holds = "Sales"
reason = "in millions"
"""
MAPPING = """\
rows,section,label,lead,statement,concept,sign,at,members
bs,,ASSETS,,BS,gaap:AssetsAbstract,,,
bs,ASSETS,Cash,,BS,gaap:Cash,1,,
bs,ASSETS,"Receivables, net of allowance of … and … at … and …, respectively",,BS,gaap:Receivables,1,,
bs,ASSETS,"Receivables, net of allowance of … and … at … and …, respectively",\
allowance of,BS,gaap:Allowance,1,,
bs,ASSETS,Land,,BS,tiny:Land,1,,
bs,ASSETS,Total assets,,BS,gaap:Assets,1,,
cf,,Purchase of equipment,,CF,gaap:PaymentsForEquipment,-1,,
cf,,Dividends,,CF,gaap:Dividends,-1,,
cf,,Cash at the beginning,,CF,gaap:Cash,1,start,
cf,,Cash at the end,,CF,gaap:Cash,1,end,
eps,,Income per share,,CF,gaap:IncomePerShare,1,,
eps,,Average shares,,CF,gaap:AverageShares,1,,
seg,,Network,,SEG,gaap:SegmentRevenue,1,,gaap:SegmentAxis=tiny:NetworkMember
seg,,Elimination,,SEG,gaap:SegmentRevenue,1,,gaap:SegmentAxis=gaap:EliminationMember
"""
ROLLUP = """\
statement,parent,child,weight,order
BS,gaap:Assets,gaap:Cash,1,1
BS,gaap:Assets,gaap:Receivables,1,2
BS,gaap:Assets,tiny:Land,1,3
"""
EXTENSION = """\
name,type,period,balance,kind,label_en,label_ja,documentation_en,documentation_ja
Land,monetary,instant,debit,item,Land,土地,Land owned.,所有する土地。
NetworkMember,domain,duration,,member,Network,ネットワーク,The network business.,ネットワーク事業。
"""


def gaap(local: str) -> QName:
    return QName(GAAP, local, "gaap")


def tiny(local: str) -> QName:
    return QName(OWN, local, "tiny")


def base() -> Taxonomy:
    """The base taxonomy that the mapping refers to."""
    money, text = QName(names.XBRLI, "monetaryItemType"), QName(names.XBRLI, "stringItemType")
    rows: tuple[tuple[str, QName, Literal["instant", "duration"], Literal["debit", "credit"] | None], ...] = (
        ("Assets", money, "instant", "debit"),
        ("Cash", money, "instant", "debit"),
        ("Receivables", money, "instant", "debit"),
        ("Allowance", money, "instant", "credit"),
        ("PaymentsForEquipment", money, "duration", "credit"),
        ("Dividends", money, "duration", "credit"),
        ("SegmentRevenue", money, "duration", "credit"),
        ("IncomePerShare", QName(names.NUMERIC, "perShareItemType"), "duration", None),
        ("AverageShares", QName(names.XBRLI, "sharesItemType"), "duration", None),
        ("Margin", QName(names.XBRLI, "pureItemType"), "duration", None),
        ("RegistrantName", text, "duration", None),
        *(
            (name, text, "duration", None)
            for name in (
                *("AssetsAbstract", "CashFlowsAbstract", "SegmentsAbstract", "SegmentTable"),
                *("SegmentAxis", "SegmentDomain", "SegmentLineItems", "EliminationMember"),
            )
        ),
    )
    abstract = ("Abstract", "Table", "Axis", "Domain", "LineItems", "Member")
    concepts = {
        gaap(local): Concept(
            name=gaap(local),
            id=f"gaap_{local}",
            schema="http://gaap.example/2012/gaap.xsd",
            type=kind,
            period=period,
            balance=balance,
            abstract=local.endswith(abstract),
        )
        for local, kind, period, balance in rows
    }
    labels = {
        name: tuple(Label(names.STANDARD_LABEL, lang, name.local) for lang in ("en", "ja"))
        for name in concepts
    }
    return Taxonomy(concepts, labels)


FILES = {
    "filing.toml": FILING,
    "mapping.csv": MAPPING,
    "rollup.csv": ROLLUP,
    "extension.csv": EXTENSION,
    "release.txt": RELEASE.replace("|", "\t"),
}
Change = tuple[str, str, str]


def write(folder: Path, *changes: Change) -> dict[str, str]:
    """Write the folder with each (file, old, new) replaced once; the texts as written."""
    files = dict(FILES)
    for name, old, new in changes:
        before, after = (text.replace("|", "\t") if name == "release.txt" else text for text in (old, new))
        assert files[name].count(before) == 1, f"{old!r} must stand once in {name}"
        files[name] = files[name].replace(before, after)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return files


@dataclass(frozen=True)
class Run:
    """What came of a folder: the texts, the stages' values, all findings."""

    files: dict[str, str]
    filing: Filing
    document: Document
    extended: Extended
    tagging: Tagging
    entries: tuple[LedgerEntry, ...]
    findings: tuple[Finding, ...]

    @property
    def codes(self) -> list[str]:
        return sorted(item.code for item in self.findings)


def run(folder: Path, *changes: Change) -> Run:
    """Write the folder with the changes, and tag its release."""
    files = write(folder, *changes)
    filing, found = load(folder)
    document, read_found = read(folder / "release.txt", "release.txt")
    assert filing is not None
    assert document is not None
    extended, extend_found = extend(base(), filing)
    tagging, tag_found = tag(document, filing, extended.taxonomy)
    rest, rest_found = unclaimed(document, tagging.entries)
    findings = (*found, *read_found, *extend_found, *tag_found, *rest_found)
    entries = (*tagging.entries, *rest)
    return Run(files, filing, document, extended, tagging, entries, findings)


def place(files: dict[str, str], where: str) -> tuple[str, int, int]:
    """File, line and column of the mark "‸" in "file: text before‸text after", as written in the file."""
    name, text = where.split(": ", 1)
    text = text.replace("|", "\t") if name == "release.txt" else text
    start = files[name].index(text.replace("‸", "")) + text.index("‸")
    before = files[name][:start]
    return name, before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


def facts(run: Run, local: str, currency: str = "JPY") -> list[Fact]:
    """The facts of a concept in a currency, or in shares."""
    return [
        f
        for f in run.tagging.report.facts
        if f.concept.local == local and f.aspects.unit and f.aspects.unit.numerators[0].local == currency
    ]


def one(run: Run, local: str, currency: str = "JPY") -> Fact:
    (fact,) = facts(run, local, currency)
    return fact


def decision(printed: str, file: str, **more: str) -> Change:
    """A change that adds a [[decision]] on the cash of the balance sheet."""
    cell = {"table": '"balance"', "section": '"ASSETS"', "label": '"Cash"', "column": "3"} | more
    lines = "".join(f"{key} = {value}\n" for key, value in cell.items())
    end = f'[[decision]]\n{lines}printed = "{printed}"\nfile = "{file}"\nreason = "because"\n'
    return ("filing.toml", 'reason = "in millions"\n', f'reason = "in millions"\n{end}')


def assert_nothing_is_lost(run: Run) -> None:
    """read = tagged + left + reported: every printed figure has exactly one entry."""
    rows = [row for table in run.document.tables for row in table.rows]
    cells = [cell.origin for row in rows for cell in row.cells if cell.kind != "blank"]
    printed = Counter((*cells, *(amount.origin for row in rows for amount in row.amounts)))
    told = Counter(entry.origin for entry in run.entries if entry.origin.text)
    assert told == printed
    assert all(count == 1 for count in told.values())
    for entry in run.entries:
        assert entry.status in ("tagged", "left", "reported")
        assert bool(entry.facts) == (entry.status == "tagged")
        assert bool(entry.reason) == (entry.status != "tagged")
    ids = {fact.id for fact in run.tagging.report.facts}
    assert {fact for entry in run.entries for fact in entry.facts} <= ids
