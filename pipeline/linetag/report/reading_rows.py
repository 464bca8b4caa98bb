"""A statement as rows to show: headings, captions by their depth, figures in the statement's scale, marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.model import EXACT, Instant, Period
from linetag.propose.amounts import column_keys, decimals
from linetag.propose.records import ColumnRole, DerivedSum, Statement, StatementCell, StatementLine
from linetag.propose.sum_weights import is_rounding
from linetag.report.tree_table import Scale, figure
from linetag.wording import period, scaled

ColumnKey = tuple[int, int]
"""The index of a table of the statement, and that of a column in it."""

_APART: Mapping[ColumnRole, tuple[Scale, str]] = {
    "percent": (Scale(-2, "", None), "%"),
    "note": (Scale(0, "", None), ""),
}
"""The columns whose figures have a scale of their own, and what stands behind them."""

HOLDS, ROUNDED, FAILS = "✓", "≈", "!"
_DASH = "–"
_MOST_INDENTED = 8


class StatementRow(NamedTuple):
    """A row to show: a line item, a heading (without figures) or a remark on the total above it.

    `ruled` asks for a rule above the figures. `mark` is empty unless the row is a total. A remark belongs
    to the column `remarks_on`; all other rows have None there.
    """

    indent: int
    label: str
    figures: Mapping[ColumnKey, str] = {}
    mark: str = ""
    ruled: bool = False
    remarks_on: ColumnKey | None = None


class ColumnHead(NamedTuple):
    """A column to show, with the words over it from top to bottom."""

    key: ColumnKey
    words: tuple[str, ...]


def heads(statement: Statement) -> Sequence[Sequence[ColumnHead]]:
    """Return the columns of each table that have figures: dates, then what else tells them apart."""
    used = {(cell.table, cell.column) for line in statement.lines for cell in line.cells}
    currencies = {column.currency for table in statement.tables for column in table.columns}
    groups = []
    for i, table in enumerate(statement.tables):
        group = []
        for j, column in enumerate(table.columns):
            more = (column.currency if len(currencies) > 1 else "", column.role)
            dates = () if column.role in _APART and column.period is None else _dates(column.period)
            words = (*dates, *(word for word in more if word not in ("", "reported")))
            if (i, j) in used:
                group.append(ColumnHead((i, j), words))
        groups.append(group)
    return [group for group in groups if group]


def usual_unit(statement: Statement) -> tuple[str, int]:
    """Return the unit and scale of most lines; ("", 0) for a statement without lines."""
    found = Counter((line.unit, line.scale) for line in statement.lines if not line.in_caption)
    return max(found, key=lambda key: found[key], default=("", 0))


def rows(statement: Statement) -> Iterator[StatementRow]:
    """Yield the rows of a statement in the order in which its lines are printed."""
    sums = {one.total: one for one in statement.sums}
    depths = _depths(statement)
    usual = usual_unit(statement)
    section: tuple[str, ...] = ()
    for i, line in enumerate(statement.lines):
        yield from _headings(section, line.section, depths[i])
        section = line.section
        if line.in_caption and (not i or statement.lines[i - 1].row is not line.row):
            yield StatementRow(depths[i], line.caption)
        own = sums.get(i)
        label = _label(line, usual)
        indent = depths[i] + (2 if line.in_caption else 0)
        if own is None:
            yield StatementRow(indent, label, _figures(statement, line))
        else:
            mark, remarks = _judged(statement, own)
            yield StatementRow(indent, label, _figures(statement, line), mark, ruled=True)
            for key, remark in remarks.items():
                yield StatementRow(indent + 2, remark, remarks_on=key)


def _dates(when: Period | None) -> tuple[str, ...]:
    if when is None:
        return ("period?",)
    return (when.on.isoformat(),) if isinstance(when, Instant) else (f"{when.start}–", f"{when.end}")


def _headings(before: tuple[str, ...], now: tuple[str, ...], depth: int) -> Iterator[StatementRow]:
    """Yield the headings that begin with this line, each indented less than the lines under it."""
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    for level in range(same, len(now)):
        yield StatementRow(max(0, depth - len(now) + level), now[level])


def _depths(statement: Statement) -> Sequence[int]:
    """Return how far each line is indented: by one below the total that it adds to.

    A running total is not indented below the next one: where the first contributor is itself a total, as
    gross profit is for operating income, all contributors stand at the depth of their total. A line of no
    sum stands below the heading of its section.
    """
    totals = {one.total for one in statement.sums}
    above: dict[int, tuple[int, int]] = {}
    for one in statement.sums:
        first = min((part.line for part in one.contributors), default=-1)
        step = 0 if first in totals else 1
        for part in one.contributors:
            above.setdefault(part.line, (one.total, step))
    depths = [_depth(line, above) for line in range(len(statement.lines))]
    alone = set(range(len(depths))) - totals - above.keys()
    return [
        1 if i in alone and line.section else depth
        for i, (line, depth) in enumerate(zip(statement.lines, depths, strict=True))
    ]


def _depth(line: int, above: Mapping[int, tuple[int, int]]) -> int:
    depth, seen = 0, {line}
    while line in above:
        line, step = above[line]
        depth += step
        if line in seen:
            break
        seen.add(line)
    return min(depth, _MOST_INDENTED)


def _label(line: StatementLine, usual: tuple[str, int]) -> str:
    """Return the caption, with the unit where it is not the usual one."""
    label = (line.at or line.caption) if line.in_caption else line.caption
    members = "".join(f" [{member}]" for _, member in line.members)
    named = scaled(line.unit.replace("/shares", " per share"), line.scale) if line.unit != "pure" else ""
    other = f" ({named})" if named and line.cells and (line.unit, line.scale) != usual else ""
    return f"{label}{members}{other}"


def _figures(statement: Statement, line: StatementLine) -> Mapping[ColumnKey, str]:
    """Return the figures as a statement prints them: in its scale, negative ones in parentheses."""
    roles = [statement.tables[cell.table].columns[cell.column].role for cell in line.cells]
    usual = _scale([cell for cell, role in zip(line.cells, roles, strict=True) if role not in _APART], line)
    return {
        (cell.table, cell.column): _figure(cell, *_APART.get(role, (usual, "")))
        for cell, role in zip(line.cells, roles, strict=True)
    }


def _scale(cells: Sequence[StatementCell], line: StatementLine) -> Scale:
    values = [cell.value for cell in cells if cell.value is not None]
    return Scale(line.scale, "", max((_decimals(value, line.scale) for value in values), default=0))


def _figure(cell: StatementCell, scale: Scale, sign: str) -> str:
    if cell.value is None:
        return f"{_DASH} "
    text = f"{figure(abs(cell.value), scale)}{sign}"
    return f"({text})" if cell.value < 0 else f"{text} "


def _decimals(value: Decimal, scale: int) -> int:
    """Return how many digits a figure has after its point, in units of ten to the `scale`."""
    shown = EXACT.scaleb(value, -scale) if scale else value
    exponent = (shown.normalize(EXACT) if scale else shown).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _judged(statement: Statement, own: DerivedSum) -> tuple[str, Mapping[ColumnKey, str]]:
    """Return the mark of a total, and a remark for each column in which its contributors make another sum.

    Rounding is allowed for as it is where sums are found.
    """
    keys = column_keys(statement)
    total = statement.lines[own.total]
    parts = [(_filled(statement.lines[part.line], keys), part.weight) for part in own.contributors]
    remarks: dict[ColumnKey, str] = {}
    exact = True
    for cell in total.cells:
        key = (cell.table, cell.column)
        same = keys.get(key)
        added = [(cells[same], weight) for cells, weight in parts if same in cells]
        if cell.value is None or not added:
            continue
        computed = Decimal(0)
        units = _last_digit(cell)
        for part, weight in added:
            computed = EXACT.add(computed, EXACT.multiply(part.value or Decimal(0), Decimal(weight)))
            units = EXACT.add(units, _last_digit(part))
        difference = EXACT.subtract(cell.value, computed)
        exact = exact and not difference
        if not is_rounding(difference, units):
            remarks[key] = _remark(statement, cell, total.scale, computed, difference)
    return FAILS if remarks else HOLDS if exact else ROUNDED, remarks


def _filled(line: StatementLine, keys: Mapping[ColumnKey, object]) -> Mapping[object, StatementCell]:
    """The cells of a line with figures, by what identifies their columns."""
    places = ((keys.get((cell.table, cell.column)), cell) for cell in line.cells)
    return {key: cell for key, cell in places if key is not None and cell.value is not None}


def _last_digit(cell: StatementCell) -> Decimal:
    """The unit of the last printed digit of a figure; none for a zero, which is not rounded."""
    return Decimal(1).scaleb(-decimals(cell), context=EXACT) if cell.value else Decimal(0)


def _remark(
    statement: Statement, cell: StatementCell, scale: int, computed: Decimal, difference: Decimal
) -> str:
    when = cell.period or statement.tables[cell.table].columns[cell.column].period
    shown = Scale(scale, "", None)
    column = period(when) if when else f"column {cell.column + 1}"
    return f"off by {figure(difference, shown)} in {column}: the lines add up to {figure(computed, shown)}"
