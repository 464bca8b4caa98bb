"""Where the release's own summary prints each cell, and the ledger of those tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from linetag.calc.figures import Kind
from linetag.filing.quarters import last_day
from linetag.filing.summary import SummarySpec, SummaryTableSpec
from linetag.findings import Finding, Words, finding
from linetag.model import Origin
from linetag.release import characters, dates, units
from linetag.release.captions import normal
from linetag.release.records import Cell, Document, PrintedUnit, Row, Table
from linetag.tag.ledger import LedgerEntry
from linetag.tieout.cells import Summary

_PRINTED_UNITS: Mapping[Kind, PrintedUnit] = {
    "millions": PrintedUnit("JPY", 6),
    "percent": PrintedUnit("%"),
    "per-share": PrintedUnit("JPY"),
    "shares": PrintedUnit("shares"),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of the release's own summary; value None is a dash."""

    origin: Origin
    value: Decimal | None


@dataclass(slots=True)
class PrintedSummary:
    """What the tables of the summary print: by cell key, with the ledger and the findings."""

    printed: dict[str, Printed] = field(default_factory=dict)
    entries: list[LedgerEntry] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    again: list[tuple[str, Printed]] = field(default_factory=list)
    """What further tables print of a cell, such as the targets repeated before the summary."""
    lost: set[str] = field(default_factory=set)
    """Keys whose table or row was not found, which is a finding of its own."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """What the cell of each key counts."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a summary table, with the table and what the filing says of it."""

    row: Row
    table: Table
    spec: SummaryTableSpec


def read(summary: Summary, spec: SummarySpec, document: Document) -> PrintedSummary:
    """Every figure that the summary tables print. Findings S620 to S626."""
    reading = PrintedSummary(kinds={cell.key: cell.kind for cell in summary.cells})
    claimed: dict[Origin, SummaryTableSpec] = {}
    for table_spec in spec.tables:
        table = _locate(table_spec, document, reading)
        if table is None:
            reading.lost.update(key for row in table_spec.rows for key in _keys(table_spec, row, summary))
        elif (first := claimed.setdefault(table.origin, table_spec)) is not table_spec:
            places = (first.origin, table.origin)
            reading.found.append(
                finding(
                    "S621", table_spec.origin, related=places, under=table_spec.under, line=table.origin.line
                )
            )
        else:
            _read_table(table, table_spec, summary, reading)
    return reading


def _locate(spec: SummaryTableSpec, document: Document, reading: PrintedSummary) -> Table | None:
    """The table nearest below the words; of tables under one line, the first is the nearest."""
    matches = [(match, table) for table in document.tables if (match := _match(table, spec.under))]
    nearest = min((distance for (distance, _), _ in matches), default=None)
    tables = {at: table for (distance, at), table in reversed(matches) if distance == nearest}
    if len(tables) == 1:
        return next(iter(tables.values()))
    if tables:
        related = sorted((table.origin for table in tables.values()), key=lambda at: at.line)
        lines = ", ".join(str(at.line) for at in related)
        reading.found.append(finding("S622", spec.origin, related=related, under=spec.under, lines=lines))
    else:
        reading.found.append(finding("S620", spec.origin, under=spec.under, path=document.path))
    return None


def _match(table: Table, under: str) -> tuple[int, Origin] | None:
    """The line with the words, and how many lines above the table; 0 for its own header."""
    words = normal(under)
    for column in table.columns:
        if words in normal(column.text):
            return 0, column.origin
    for distance, line in enumerate(reversed(table.heading), 1):
        if words in normal(line.text):
            return distance, line
    return None


def _read_table(table: Table, spec: SummaryTableSpec, summary: Summary, reading: PrintedSummary) -> None:
    rows = [row for row in table.rows if any(cell.kind != "blank" for cell in row.cells)]
    if len(rows) != len(spec.rows):
        names = ", ".join(spec.rows)
        counts: Words = {"printed": len(rows), "expected": len(spec.rows), "rows": names}
        reading.found.append(
            finding("S623", table.origin, related=(spec.origin,), under=spec.under, **counts)
        )
    for index, row in enumerate(rows):
        name = spec.rows[index] if index < len(spec.rows) else ""
        if name and not _dated(row, name, summary, spec, reading):
            name = ""
        for cell in row.cells:
            if cell.kind != "blank":
                _read_cell(cell, _key(spec, cell, name, summary), _Line(row, table, spec), reading)
    for name in spec.rows[len(rows) :]:
        reading.lost.update(_keys(spec, name, summary))


def _keys(spec: SummaryTableSpec, row: str, summary: Summary) -> Iterator[str]:
    """The keys of a row of the table."""
    return (summary.printed_key(spec.section, column, row) for column in spec.columns)


def _key(spec: SummaryTableSpec, cell: Cell, row: str, summary: Summary) -> str:
    column = spec.columns[cell.column - 1] if cell.column <= len(spec.columns) else ""
    return summary.printed_key(spec.section, column, row) if column and row else ""


def _dated(row: Row, name: str, summary: Summary, spec: SummaryTableSpec, reading: PrintedSummary) -> bool:
    """Whether the date in a row's caption, if there is one, ends the period it should be of."""
    period = summary.period(name)
    days = [day.value for day in dates.find(characters.fold(row.origin.text)) if day.value]
    if period is None or not days or last_day(period) in days:
        return True
    read = ", ".join(day.isoformat() for day in days)
    reading.found.append(
        finding(
            "S624",
            row.origin,
            related=(spec.origin,),
            read=read,
            row=name,
            expected=last_day(period).isoformat(),
        )
    )
    reading.lost.update(_keys(spec, name, summary))
    return False


def _read_cell(cell: Cell, key: str, line: _Line, reading: PrintedSummary) -> None:
    kind, spec = reading.kinds.get(key), line.spec
    if kind is None and cell.kind == "text" and not any(spec.columns[cell.column - 1 : cell.column]):
        words = _entry(cell, line, "", "words beside the figures")
        reading.entries.append(words._replace(status="left"))
        return
    if kind is None:
        why = "no cell of the summary stands here"
        reading.found.append(
            finding("S625", cell.origin, related=(spec.origin,), under=spec.under, text=cell.origin.text)
        )
        reading.entries.append(_entry(cell, line, "", why))
        return
    reading.entries.append(_entry(cell, line, key, ""))
    wrong = misfit(cell, line.table, _PRINTED_UNITS[kind])
    if wrong:
        reading.lost.add(key)
        reading.found.append(
            finding("S626", cell.origin, related=(spec.origin,), key=key, text=cell.origin.text, why=wrong)
        )
    elif key in reading.printed:
        reading.again.append((key, Printed(cell.origin, cell.value)))
    else:
        reading.printed[key] = Printed(cell.origin, cell.value)


def misfit(cell: Cell, table: Table, wanted: PrintedUnit | None) -> str:
    """Why a printed figure cannot be one that counts `wanted` (None: anything); "" if it can."""
    if cell.kind == "text":
        return "it is no figure"
    column = table.columns[cell.column - 1] if cell.column <= len(table.columns) else None
    unit = cell.unit or (column.unit if column else None)
    if unit is None or wanted is None or unit == wanted:
        return ""
    return f"it counts {units.words(unit)}, not {units.words(wanted)}"


def _entry(cell: Cell, line: _Line, key: str, reason: str) -> LedgerEntry:
    """The ledger's line: tied to the summary cell `key`, or reported for a reason."""
    return LedgerEntry(
        table=f"summary: {line.spec.section}",
        section=line.row.section,
        label=line.row.label,
        column=cell.column,
        origin=cell.origin,
        status="tied" if key else "reported",
        facts=(key,) if key else (),
        reason=reason,
        held=("printed summary = derived summary",) if key else (),
    )
