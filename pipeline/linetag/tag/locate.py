"""Which table of the release each entry of `filing.toml` means, and whether its header agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linetag.filing.highlights import Highlight
from linetag.filing.records import Filing, LeftSpec, TableSpec
from linetag.findings import Finding, Words, finding
from linetag.model import Origin
from linetag.release.captions import normal
from linetag.release.records import Document, Table
from linetag.tag.headers import header
from linetag.tag.ledger import LedgerEntry, Status
from linetag.wording import counted

_NO_TABS = (
    "no line of the release holds a tab, so that it has no table: export it again with a tab between the"
    " columns (an editor may have turned tabs into spaces)"
)


@dataclass(frozen=True, slots=True)
class Located:
    """The tables of the release that the filing speaks of, in the order of `filing.toml`."""

    tagged: tuple[tuple[TableSpec, Table], ...]
    left: tuple[tuple[LeftSpec, Table], ...]
    highlights: tuple[tuple[Highlight, Table], ...]


def locate(document: Document, filing: Filing) -> tuple[Located, tuple[Finding, ...]]:
    """Find each table that is tagged, compared or left on purpose: exactly one of the release each."""
    found: list[Finding] = []
    taken: dict[Origin, Origin] = {}
    tagged = tuple((spec, t) for spec in filing.tables if (t := _only(spec, document, taken, found)))
    left = tuple((spec, t) for spec in filing.left if (t := _only(spec, document, taken, found)))
    compared = filing.summary.highlights if filing.summary else ()
    highlights = tuple((spec, t) for spec in compared if (t := _only(spec, document, taken, found)))
    for spec, table in tagged:
        found.extend(header(spec, table, filing))
    return Located(tagged, left, highlights), tuple(found)


def matches(table: Table, heading: Iterable[str], holds: str) -> bool:
    """Whether every word group of `heading` stands above the table and a row is labelled `holds`."""
    if holds and all(normal(row.label) != normal(holds) for row in table.rows):
        return False
    above = normal(" ".join((*(o.text for o in table.heading), *(c.text for c in table.columns))))
    return all(normal(words) in above for words in heading)


def _only(
    spec: TableSpec | LeftSpec | Highlight,
    document: Document,
    taken: dict[Origin, Origin],
    found: list[Finding],
) -> Table | None:
    """The table that an entry means; `taken` are the places of tables and of the entries that have them."""
    tables = [t for t in document.tables if matches(t, spec.heading, spec.holds)]
    if len(tables) == 1:
        at = tables[0].origin
        if at not in taken:
            taken[at] = spec.origin
            return tables[0]
        found.append(finding("T303", spec.origin, related=(taken[at], at), line=at.line))
        return None
    what: Words = {"heading": " + ".join(spec.heading), "holds": spec.holds}
    if tables:
        lines = ", ".join(str(t.origin.line) for t in tables)
        related = tuple(t.origin for t in tables)
        found.append(finding("T302", spec.origin, related=related, lines=lines, **what))
    else:
        hint = None if any("\t" in line for line in document.lines) else _NO_TABS
        found.append(finding("T301", spec.origin, path=document.path, hint=hint, **what))
    return None


def unclaimed(
    document: Document, claimed: Sequence[LedgerEntry]
) -> tuple[tuple[LedgerEntry, ...], tuple[Finding, ...]]:
    """Tables that nothing speaks of: each is reported, and its figures stand in the ledger so."""
    lines = {entry.origin.line for entry in claimed}
    entries: list[LedgerEntry] = []
    found: list[Finding] = []
    for table in document.tables:
        if any(row.origin.line in lines for row in table.rows):
            continue
        heading = table.heading[-1].text if table.heading else ""
        new = tuple(entries_of(table, heading, "reported", "no entry of filing.toml speaks of this table"))
        if new:
            found.append(
                finding(
                    "T304", table.origin, heading=heading[:80], count=counted(len(new), "figure", "figures")
                )
            )
            entries.extend(new)
    return tuple(entries), tuple(found)


def entries_of(table: Table, name: str, status: Status, reason: str) -> Iterator[LedgerEntry]:
    """Ledger entries for every figure of a table that is not tagged, with one reason for all."""
    for row in table.rows:
        for cell in row.cells:
            if cell.kind != "blank":
                yield LedgerEntry(name, row.section, row.label, cell.column, cell.origin, status, (), reason)
        for amount in row.amounts:
            yield LedgerEntry(name, row.section, row.label, 0, amount.origin, status, (), reason)
