"""What the tables of a release should print, row by row, and where the tables are.

Tables of the release's own summary (`[[summary.table]]`) and highlight tables (`[[summary.highlight]]`)
are described by the same records, so that one reader and one comparison serve both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from linetag.calc.figures import Kind
from linetag.filing.highlights import Highlight, HighlightColumn, HighlightRow
from linetag.filing.summary import SummarySpec, SummaryTableSpec
from linetag.findings import Finding, finding
from linetag.model import Origin, Period
from linetag.release.captions import normal
from linetag.release.records import Document, PrintedUnit, Table
from linetag.tieout.cells import Summary, cell_key
from linetag.wording import position, positions


class ExpectedFigure(NamedTuple):
    """A figure by the key of its cell, and the unit it is printed in; a unit of None may be anything."""

    key: str
    unit: PrintedUnit | None


class ExpectedRow(NamedTuple):
    """A row: its figures by column, None where the filing expects none.

    `label` is its caption, "" in a table whose rows are known by their order; `period` is what a date
    in the caption must end, if anything.
    """

    name: str
    label: str
    period: Period | None
    figures: tuple[ExpectedFigure | None, ...]
    origin: Origin

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its figures."""
        return tuple(figure.key for figure in self.figures if figure)


class ColumnSum(NamedTuple):
    """A total of a column and its contributors, by their keys, each with its sign."""

    total: str
    contributors: tuple[tuple[int, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The total and the contributors."""
        return (self.total, *(key for _, key in self.contributors))


class ExpectedChange(NamedTuple):
    """A printed change by its key: a growth in percent or a difference of the two figures named."""

    key: str
    current: str
    before: str
    is_growth: bool


class TableArithmetic(NamedTuple):
    """The sums and changes within a table.

    `unit` is one unit of the last decimal printed; figures that are not `rounded` are exact counts.
    """

    sums: tuple[ColumnSum, ...] = ()
    changes: tuple[ExpectedChange, ...] = ()
    unit: Decimal = Decimal(1)
    rounded: bool = True


NO_ARITHMETIC = TableArithmetic()


@dataclass(frozen=True, slots=True)
class ExpectedTable:
    """A table of the release as `filing.toml` describes it.

    `words` say in findings which table it is. `reason` says why figures of a highlight table may be in
    no statement. `copies` are the keys that each text cell of a broken copy in the last row repeats.
    """

    kind: Literal["summary", "highlight"]
    name: str
    words: str
    rows: tuple[ExpectedRow, ...]
    origin: Origin
    reason: str = ""
    arithmetic: TableArithmetic = NO_ARITHMETIC
    copies: tuple[tuple[str, ...], ...] = ()


# --- the release's own summary ---------------------------------------------------------------------

_UNITS: Mapping[Kind, PrintedUnit] = {
    "millions": PrintedUnit("JPY", 6),
    "percent": PrintedUnit("%"),
    "per-share": PrintedUnit("JPY"),
    "shares": PrintedUnit("shares"),
}


def of_summary(spec: SummaryTableSpec, summary: Summary) -> ExpectedTable:
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
            there = position(table.origin)
            found.append(finding("S621", entry.origin, related=places, under=entry.under, place=there))
            table = None
        tables.append((of_summary(entry, summary), table))
    return tuple(tables), tuple(found)


def _not_one(entry: SummaryTableSpec, tables: Iterable[Table], path: str) -> Finding:
    places = sorted((table.origin for table in tables), key=Origin.order)
    if not places:
        return finding("S620", entry.origin, under=entry.under, path=path)
    return finding("S622", entry.origin, related=places, under=entry.under, places=positions(places))


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


# --- highlight tables ------------------------------------------------------------------------------


def of_highlight(table: Highlight) -> ExpectedTable:
    """Describe a highlight table: its rows by caption, its sums by column, its changes."""
    rows = tuple(
        ExpectedRow(
            row.key,
            row.label,
            None,
            tuple(
                ExpectedFigure(highlight_key(table, row, column), _unit(table, row, column))
                for column in table.columns
            ),
            row.origin,
        )
        for row in table.rows
    )
    copies = tuple(
        tuple(highlight_key(table, row, table.columns[at]) for row in table.rows for at in columns)
        for columns in table.copies
    )
    words = table.holds or table.name
    arithmetic = TableArithmetic(tuple(_sums(table)), tuple(_changes(table)), table.unit, bool(table.scale))
    return ExpectedTable("highlight", table.name, words, rows, table.origin, table.reason, arithmetic, copies)


def highlight_key(table: Highlight, row: HighlightRow, column: HighlightColumn) -> str:
    """The key of a figure of a highlight table."""
    return cell_key(table.name, table.item(row, column), column.period)


def _unit(table: Highlight, row: HighlightRow, column: HighlightColumn) -> PrintedUnit | None:
    """The unit of a figure, as far as it is known: line items of no statement may count anything."""
    if column.change == "growth":
        return PrintedUnit("%")
    if not row.terms:
        return None
    if row.kind == "shares":
        return PrintedUnit("shares")
    return PrintedUnit("JPY", table.scale if row.kind == "amount" else 0)


def _sums(table: Highlight) -> Iterator[ColumnSum]:
    for column in table.columns:
        if column.change is None:
            keys = {row.key: highlight_key(table, row, column) for row in table.rows}
            for row in table.rows:
                if row.parts:
                    yield ColumnSum(keys[row.key], tuple((sign, keys[part]) for sign, part in row.parts))


def _changes(table: Highlight) -> Iterator[ExpectedChange]:
    for row, column in table.figures():
        if column.change:
            current, before = (cell_key(table.name, row.key, name) for name in (column.period, column.before))
            yield ExpectedChange(
                highlight_key(table, row, column), current, before, column.change == "growth"
            )
