"""The table of the release that each entry of `filing.toml` means, and whether its header agrees."""

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
from linetag.tag.ledger import LedgerEntry, Status, ledger_entry
from linetag.wording import counted, position, positions

_NO_TABS = (
    "No line of the release contains a tab, and the blanks between its figures do not show all columns."
    " Export it again with a tab between the columns; an editor may have replaced the tabs by spaces."
)


TableEntry = TableSpec | LeftSpec | Highlight
"""What `filing.toml` may say of a table: it is tagged, left on purpose, or compared with the facts."""


@dataclass(frozen=True, slots=True)
class Located:
    """The tables of the release that entries of `filing.toml` mean, in the order of the entries."""

    tagged: tuple[tuple[TableSpec, Table], ...]
    left: tuple[tuple[LeftSpec, Table], ...]
    highlights: tuple[tuple[Highlight, Table], ...]


def locate(document: Document, filing: Filing) -> tuple[Located, tuple[Finding, ...]]:
    """Return the table of the release that each entry means; every entry must mean exactly one.

    Findings T301 to T303, and those of `headers.header`.
    """
    found: list[Finding] = []
    chosen: dict[Origin, tuple[TableEntry, Table]] = {}
    compared = filing.summary.highlights if filing.summary else ()
    entries: tuple[TableEntry, ...] = (*filing.release.tables, *filing.release.left, *compared)
    for entry in entries:
        table, problem = _only(entry, document)
        if table is None:
            found.extend(problem)
        elif table.origin in chosen:
            related = (chosen[table.origin][0].origin, table.origin)
            found.append(finding("T303", entry.origin, related=related, place=position(table.origin)))
        else:
            chosen[table.origin] = entry, table
    tagged = tuple((entry, t) for entry, t in chosen.values() if isinstance(entry, TableSpec))
    left = tuple((entry, t) for entry, t in chosen.values() if isinstance(entry, LeftSpec))
    highlights = tuple((entry, t) for entry, t in chosen.values() if isinstance(entry, Highlight))
    for spec, table in tagged:
        found.extend(header(spec, table, filing))
    return Located(tagged, left, highlights), tuple(found)


def matches(table: Table, heading: Iterable[str], holds: str) -> bool:
    """Whether every word group of `heading` stands above the table and a row is labelled `holds`."""
    if holds and all(normal(row.label) != normal(holds) for row in table.rows):
        return False
    above = normal(" ".join((*(o.text for o in table.heading), *(c.text for c in table.columns))))
    return all(normal(words) in above for words in heading)


def _only(entry: TableEntry, document: Document) -> tuple[Table | None, tuple[Finding, ...]]:
    """The one table that an entry means; a finding where there is none (T301), or several (T302)."""
    tables = [t for t in document.tables if matches(t, entry.heading, entry.holds)]
    if len(tables) == 1:
        return tables[0], ()
    what: Words = {"heading": " + ".join(entry.heading), "holds": entry.holds}
    if tables:
        related = tuple(t.origin for t in tables)
        return None, (finding("T302", entry.origin, related=related, places=positions(related), **what),)
    lacking = document.lines and not any("\t" in line for line in document.lines)
    hint = _NO_TABS if lacking else None
    return None, (finding("T301", entry.origin, path=document.path, hint=hint, **what),)


def unclaimed(
    document: Document, claimed: Sequence[LedgerEntry]
) -> tuple[tuple[LedgerEntry, ...], tuple[Finding, ...]]:
    """Report each table that no entry names (T304), and return ledger entries for its figures."""
    lines = {(entry.origin.part, entry.origin.line) for entry in claimed}
    entries: list[LedgerEntry] = []
    found: list[Finding] = []
    for table in document.tables:
        places = [place for row in table.rows for place in (row.origin, *(cell.origin for cell in row.cells))]
        if any((place.part, place.line) in lines for place in places):
            continue
        heading = table.heading[-1].text if table.heading else ""
        new = tuple(entries_of(table, heading, "reported", "no entry of filing.toml names this table"))
        if new:
            count = counted(len(new), "figure", "figures")
            found.append(finding("T304", table.origin, heading=heading[:80], count=count))
            entries.extend(new)
    return tuple(entries), tuple(found)


def entries_of(table: Table, name: str, status: Status, reason: str) -> Iterator[LedgerEntry]:
    """Return ledger entries for every figure of a table that is not tagged, with one reason for all."""
    for row in table.rows:
        for cell in row.cells:
            if cell.kind != "blank":
                yield ledger_entry(name, row, cell, status, reason=reason)
        for amount in row.amounts:
            yield ledger_entry(name, row, amount, status, reason=reason)
