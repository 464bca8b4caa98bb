"""The line items of a statement's tables: addresses, units, scales, and the cells that print them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from linetag.model import EXACT, Period
from linetag.propose import caption_amounts, row_periods, row_units
from linetag.propose.records import (
    StatementCell,
    StatementCode,
    StatementColumn,
    StatementLine,
    StatementTable,
)
from linetag.propose.row_units import RowUnit
from linetag.propose.scales import ScaleWords
from linetag.release import captions
from linetag.release.records import Cell, Row

_COMMITMENTS = re.compile(r"\bcommitments?\b|\bcontingenc")
_PERCENT_SCALE = -2


def of_table(
    index: int, printed: StatementTable, code: StatementCode, words: ScaleWords
) -> tuple[StatementLine, ...]:
    """Return the lines of the table with this index in its statement; `words` are its stated scales.

    Every row with a figure or a dash is a line, and so is every amount inside a caption. So are the
    commitments and contingencies of a balance sheet, which never have a figure.
    """
    shares = caption_amounts.scale_of_shares(printed.table.rows, words)
    known = row_units.clues(printed.table, code, words)
    rows = printed.table.rows
    periods = [row_periods.of_rows(rows, code, column.period) for column in printed.columns]
    found: list[StatementLine] = []
    heading = ""
    for number, row in enumerate(rows):
        has_figures = any(cell.kind in ("number", "dash") for cell in row.cells)
        if not has_figures and row.label:
            heading = row.label
        nil = code == "BS" and not row.amounts and _COMMITMENTS.search(captions.normal(row.label)) is not None
        if has_figures or nil:
            unit = row_units.of_row(row, heading, known)
            found.append(_line(index, printed, row, unit, [each[number] for each in periods]))
        found += caption_amounts.lines(index, printed, row, shares)
    return tuple(found)


def _line(
    index: int, printed: StatementTable, row: Row, unit: RowUnit, periods: Sequence[Period | None]
) -> StatementLine:
    """The line of a row; `periods` are those of its cells where they differ from those of the columns."""
    cells: list[StatementCell] = []
    for cell in row.cells:
        if cell.kind in ("number", "dash") and cell.column <= len(printed.columns):
            scale = _scale(cell, printed.columns[cell.column - 1], unit)
            cells.append(_cell(index, cell, scale, periods[cell.column - 1]))
    first = next((column for column in printed.columns if column.role == "reported"), printed.columns[0])
    scale = unit.scale if unit.scale is not None else first.scale
    caption = captions.without_figures(row.origin.text)
    name = row_units.name(unit.kind, first.currency)
    return StatementLine(row.section, caption, "", name, scale, tuple(cells), row)


def _scale(cell: Cell, column: StatementColumn, unit: RowUnit) -> int:
    """The power of ten of a figure: that of its own unit, of its row, or of its column."""
    if column.role == "note":
        return 0
    if column.role == "percent" or (cell.unit is not None and cell.unit.name == "%"):
        return _PERCENT_SCALE
    if cell.unit is not None and cell.unit.scale:
        return cell.unit.scale
    return unit.scale if unit.scale is not None else column.scale


def _cell(index: int, cell: Cell, scale: int, period: Period | None) -> StatementCell:
    if cell.value is None:
        return StatementCell(index, cell.column - 1, None, cell.origin, None, period)
    value = cell.value.scaleb(scale, context=EXACT)
    return StatementCell(index, cell.column - 1, value, cell.origin, cell.decimals - scale, period)


# --- addresses ------------------------------------------------------------------------------------


def numbered(found: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """Return the lines with `at` numbered among those that have the same section, caption and lead."""
    total = Counter(_address(line) for line in found)
    counts: Counter[tuple[tuple[str, ...], str, str]] = Counter()
    result: list[StatementLine] = []
    for line in found:
        address = _address(line)
        counts[address] += 1
        at = f"{line.at} {counts[address]}".strip() if total[address] > 1 else line.at
        result.append(line._replace(at=at))
    return tuple(result)


def _address(line: StatementLine) -> tuple[tuple[str, ...], str, str]:
    return line.section, captions.normal(line.caption), captions.normal(line.at)
