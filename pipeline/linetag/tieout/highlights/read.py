"""Which printed row of a highlight table is which, and the figures printed there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from linetag.filing.highlights import Highlight, HighlightColumn, HighlightRow
from linetag.findings import Finding, Words, finding
from linetag.release.captions import normal
from linetag.release.records import Cell, PrintedUnit, Row, Table
from linetag.tieout.highlights.derive import key_of
from linetag.tieout.printed import Printed, misfit

_UNITS: Mapping[str, str] = {"amount": "JPY", "per-share": "JPY", "shares": "shares"}


@dataclass(slots=True)
class Grid:
    """A highlight table as printed: its figures by key, and the cells that are none of its figures."""

    spec: Highlight
    printed: dict[str, Printed] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    """The printed row of each line item, by its key."""
    columns: dict[str, int] = field(default_factory=dict)
    """The figure column of each figure."""
    copies: list[tuple[Row, Cell, tuple[int, ...]]] = field(default_factory=list)
    """Text cells that repeat columns of the table."""
    others: list[tuple[Row, Cell]] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """Keys whose figure could not be read, which is a finding of its own."""
    found: list[Finding] = field(default_factory=list)


def read(spec: Highlight, table: Table) -> Grid:
    """The figures of a table. Findings S623, S625, S626, S685 and S686."""
    grid = Grid(spec)
    rows = [row for row in table.rows if any(cell.kind != "blank" for cell in row.cells)]
    if spec.copies and rows and all(cell.kind in ("blank", "text") for cell in rows[-1].cells):
        _copies(rows.pop(), grid)
    for item, row in _aligned(spec, rows, table, grid):
        if item is None:
            for cell in row.cells:
                _stray(row, cell, grid)
            continue
        grid.rows[item.key] = row
        for cell in row.cells:
            _cell(item, row, cell, table, grid)
    for item in spec.rows:
        if item.key not in grid.rows:
            grid.lost.update(key_of(spec, item, column) for column in spec.columns)
    return grid


def _copies(row: Row, grid: Grid) -> None:
    for cell in row.cells:
        if cell.kind == "text" and cell.column <= len(grid.spec.copies):
            grid.copies.append((row, cell, grid.spec.copies[cell.column - 1]))
        else:
            _stray(row, cell, grid)


def _stray(row: Row, cell: Cell, grid: Grid) -> None:
    """A figure that is none of the table's: it is reported, and stands in the ledger so."""
    if cell.kind == "blank":
        return
    grid.others.append((row, cell))
    values: Words = {"under": grid.spec.holds or grid.spec.name, "text": cell.origin.text}
    grid.found.append(finding("S625", cell.origin, related=(grid.spec.origin,), **values))


def _cell(item: HighlightRow, row: Row, cell: Cell, table: Table, grid: Grid) -> None:
    if cell.kind == "blank":
        return
    if cell.column > len(grid.spec.columns):
        _stray(row, cell, grid)
        return
    column = grid.spec.columns[cell.column - 1]
    key = key_of(grid.spec, item, column)
    grid.columns[key] = cell.column
    grid.printed[key] = Printed(cell.origin, cell.value)
    if why := misfit(cell, table, _measure(grid.spec, item, column)):
        del grid.printed[key]
        grid.lost.add(key)
        grid.others.append((row, cell))
        values: Words = {"key": key, "text": cell.origin.text, "why": why}
        grid.found.append(finding("S626", cell.origin, related=(item.origin,), **values))


def _measure(spec: Highlight, item: HighlightRow, column: HighlightColumn) -> PrintedUnit | None:
    """What a figure counts, as far as that is known: line items of no statement may count anything."""
    if column.change == "growth":
        return PrintedUnit("%")
    if not item.terms:
        return None
    return PrintedUnit(_UNITS[item.kind], spec.scale if item.kind == "amount" else 0)


# --- rows -----------------------------------------------------------------------------------------


def _aligned(
    spec: Highlight, rows: Sequence[Row], table: Table, grid: Grid
) -> Iterator[tuple[HighlightRow | None, Row]]:
    """Each printed row with its line item, by caption; a table without captions goes by order."""
    if not any(item.label for item in spec.rows):
        if len(rows) != len(spec.rows):
            names = ", ".join(item.key for item in spec.rows)
            counts: Words = {"printed": len(rows), "expected": len(spec.rows), "rows": names}
            under = spec.holds or spec.name
            grid.found.append(finding("S623", table.origin, related=(spec.origin,), under=under, **counts))
            yield from ((None, row) for row in rows)
            return
        yield from zip(spec.rows, rows, strict=True)
        return
    wanted = [normal(item.label) for item in spec.rows]
    labels = [normal(row.label) for row in rows]
    matcher = difflib.SequenceMatcher(None, wanted, labels, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        items, there = spec.rows[i:j], rows[k:m]
        if what == "replace" and len(items) == len(there):
            grid.found.extend(_otherwise(item, row) for item, row in zip(items, there, strict=True))
        if what == "equal" or len(items) == len(there):
            yield from zip(items, there, strict=True)
            continue
        grid.found.extend(
            finding("S686", table.origin, related=(item.origin,), label=item.label) for item in items
        )
        yield from ((None, row) for row in there)


def _otherwise(item: HighlightRow, row: Row) -> Finding:
    return finding("S685", row.origin, related=(item.origin,), printed=row.label, expected=item.label)
