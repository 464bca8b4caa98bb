"""Tables of the release's own summary (`[[summary.table]]`): what they should print, and where they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from linetag.calc.figures import Kind
from linetag.filing.summary import SummarySpec, SummaryTableSpec
from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release.captions import normal
from linetag.release.records import Document, PrintedUnit, Table
from linetag.tieout.cells import Summary
from linetag.tieout.expected import ExpectedFigure, ExpectedRow, ExpectedTable

_UNITS: Mapping[Kind, PrintedUnit] = {
    "millions": PrintedUnit("JPY", 6),
    "percent": PrintedUnit("%"),
    "per-share": PrintedUnit("JPY"),
    "shares": PrintedUnit("shares"),
}


def expected(spec: SummaryTableSpec, summary: Summary) -> ExpectedTable:
    """Describe a table of the summary; a column or row that the form lacks expects no figure."""
    kinds = {cell.key: cell.kind for cell in summary.cells}
    rows = []
    for row in spec.rows:
        keys = (column and summary.printed_key(spec.section, column, row) for column in spec.columns)
        figures = tuple(ExpectedFigure(key, _UNITS[kinds[key]]) if key in kinds else None for key in keys)
        rows.append(ExpectedRow(row, "", summary.period(row), figures, spec.origin))
    return ExpectedTable("summary", spec.section, spec.under, tuple(rows), spec.origin)


def located(
    spec: SummarySpec, summary: Summary, document: Document
) -> tuple[tuple[tuple[ExpectedTable, Table | None], ...], tuple[Finding, ...]]:
    """Each table of the summary with the table of the release that prints it, or None.

    Findings S620 (no such table), S621 (two entries for one table) and S622 (several tables).
    """
    tables: list[tuple[ExpectedTable, Table | None]] = []
    found: list[Finding] = []
    claimed: dict[Origin, Origin] = {}
    for entry in spec.tables:
        nearest = _nearest(entry.under, document.tables)
        table = nearest[0] if len(nearest) == 1 else None
        if table is None:
            found.append(_not_one(entry, nearest, document.path))
        elif (first := claimed.setdefault(table.origin, entry.origin)) != entry.origin:
            places = (first, table.origin)
            line = table.origin.line
            found.append(finding("S621", entry.origin, related=places, under=entry.under, line=line))
            table = None
        tables.append((expected(entry, summary), table))
    return tuple(tables), tuple(found)


def _not_one(entry: SummaryTableSpec, tables: Iterable[Table], path: str) -> Finding:
    places = sorted((table.origin for table in tables), key=lambda at: at.line)
    if not places:
        return finding("S620", entry.origin, under=entry.under, path=path)
    lines = ", ".join(str(at.line) for at in places)
    return finding("S622", entry.origin, related=places, under=entry.under, lines=lines)


def _nearest(under: str, tables: Iterable[Table]) -> Sequence[Table]:
    """The tables nearest below the words; of tables under one line, the first is the nearest."""
    matches = [(match, table) for table in tables if (match := _match(table, under))]
    least = min((distance for (distance, _), _ in matches), default=None)
    return list({at: table for (distance, at), table in reversed(matches) if distance == least}.values())


def _match(table: Table, under: str) -> tuple[int, Origin] | None:
    """The line with the words, and how many lines above the table it is; 0 for its own header."""
    words = normal(under)
    header = ((0, column.text, column.origin) for column in table.columns)
    heading = ((distance, line.text, line) for distance, line in enumerate(reversed(table.heading), 1))
    return next(((distance, at) for distance, text, at in (*header, *heading) if words in normal(text)), None)
