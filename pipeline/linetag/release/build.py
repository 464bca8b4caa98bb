"""A grid → tables: the one builder behind every reader.

Pieces of one figure are joined (`$`, `(`, `)`, `%` in cells of their own), figure columns are found by the
right edges of the figures (`edges`), every row becomes a label and a cell for each column, and the
header rows, sections, captions and figures are read as in any other table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from linetag.findings import Finding
from linetag.model import Origin
from linetag.release import captions, edges, headers, numbers, sections
from linetag.release.edges import FigureColumn
from linetag.release.grids import Field, Grid, GridRow
from linetag.release.headers import TableLine
from linetag.release.limits import MAX_INHERITED_LINES
from linetag.release.records import Look, Row, Table


def tables(grid: Grid) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Return the tables that the grid prints; none if it has no figures (then its texts are prose)."""
    rows = [row._replace(fields=edges.joined(row.fields)) for row in grid.rows]
    columns = edges.columns(rows)
    if not columns:
        return (), ()
    placed = [_placed(row, columns) for row in rows if row.fields]
    titles, placed = _titles(placed)
    table, findings = of_lines([row.line for row in placed], len(columns), (*grid.heading, *titles))
    return ((table,) if table is not None else ()), findings


def of_lines(
    lines: Sequence[TableLine], count: int, heading: tuple[Origin, ...], first: Origin | None = None
) -> tuple[Table | None, tuple[Finding, ...]]:
    """Return the table of lines whose labels and cells stand in their places; None if there are no lines.

    `count` is the number of figure columns, `first` the place of the table (by default that of its
    first line).
    """
    if not lines:
        return None, ()
    start = first or next((at for at in (lines[0].label, *lines[0].printed()) if at.text), lines[0].label)
    head, body = headers.split(lines)
    columns, findings = headers.columns(head, count, start)
    rows, wrong = _rows(body, count)
    stub = tuple(line.label for line in head if line.label.text)
    return Table(start, heading, columns, rows, stub), (*findings, *wrong)


def inherited(table: Table) -> tuple[Origin, ...]:
    """The heading of `table`, and the headings without figures that end it, nearest last."""
    last: list[Origin] = []
    for row in reversed(table.rows):
        if not row.label or any(cell.kind != "blank" for cell in row.cells):
            break
        last.append(row.origin._replace(text=row.label))
    return (*table.heading, *reversed(last))[-MAX_INHERITED_LINES:]


def _rows(body: Sequence[TableLine], count: int) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    found: list[captions.Caption] = []
    findings: list[Finding] = []
    for row in body:
        caption, wrong = captions.read(row.label)
        found.append(caption)
        findings += wrong
    rows = zip(body, found, strict=True)
    paths = sections.paths([sections.SectionLine(c.label, bool(row.printed())) for row, c in rows])
    read: list[Row] = []
    for row, caption, path in zip(body, found, paths, strict=True):
        cells = tuple(numbers.cell(cell, column) for column, cell in enumerate(row.cells[:count], 1))
        read.append(Row(row.label, caption.label, path, cells, caption.amounts, row.look))
    return tuple(read), tuple(findings)


class _PlacedRow(NamedTuple):
    """A row of the grid as a line; `wide` says that its only text spans captions and figure columns."""

    line: TableLine
    wide: bool


def _placed(row: GridRow, columns: Sequence[FigureColumn]) -> _PlacedRow:
    label: list[Field] = []
    cells: list[Origin | None] = [None] * len(columns)
    for field in row.fields:
        over = edges.covered(field, columns)
        if (field.left < columns[0].left and not edges.is_figure(field.origin.text)) or not over:
            label.append(field)
            continue
        for index in over:
            before = cells[index]
            cells[index] = field.origin if before is None else _together((before, field.origin))
    first = row.fields[0]
    at = _together([field.origin for field in label]) if label else first.origin._replace(text="")
    blank = first.origin._replace(text="")
    look = Look(row.indent, bool(label) and all(field.bold for field in label), row.ruled)
    line = TableLine(at, tuple(blank if cell is None else cell for cell in cells), look)
    wide = len(row.fields) == 1 and first.left < columns[0].left and first.right > columns[-1].left
    return _PlacedRow(line, wide)


def _titles(rows: Sequence[_PlacedRow]) -> tuple[tuple[Origin, ...], list[_PlacedRow]]:
    """The titles over the whole width that stand above the first header row, and the other rows."""
    count = next((index for index, row in enumerate(rows) if row.line.printed()), 0)
    titles = tuple(row.line.label for row in rows[:count] if row.wide)
    return titles, [row for index, row in enumerate(rows) if index >= count or not row.wide]


def _together(pieces: Sequence[Origin]) -> Origin:
    """Return one place for pieces that belong together, their texts joined by a space."""
    return pieces[0]._replace(text=" ".join(piece.text for piece in pieces if piece.text))
