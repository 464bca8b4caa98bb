"""The amounts of a statement's lines as whole numbers, in the columns whose figures add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from linetag.model import EXACT, Instant
from linetag.propose import total_words
from linetag.propose.limits import MAX_EXPONENT, MAX_SUM_COLUMNS
from linetag.propose.records import ColumnRole, Statement, StatementCell, StatementLine
from linetag.propose.total_words import TotalWords
from linetag.release import captions
from linetag.release.records import Look

_ROLES: frozenset[ColumnRole] = frozenset(
    ("reported", "convenience", "restated", "pro forma", "predecessor", "change", "unknown")
)
ColumnKey = tuple[object, ...]
GroupKind = Literal["money", "balances", "shares"]


class SumLine(NamedTuple):
    """A line as far as it takes part in sums. `number` is its index in the statement.

    `values` has an amount for each column of its group, None where nothing is printed and 0 for a dash;
    `units` are the units of the last printed digits, in the same whole numbers; `cells` print them.
    """

    number: int
    values: tuple[int | None, ...]
    units: tuple[int, ...]
    cells: tuple[StatementCell | None, ...]
    words: TotalWords
    section: tuple[str, ...]
    look: Look

    @property
    def is_nil(self) -> bool:
        """Whether nothing but dashes and zeros is printed."""
        return not any(self.values)


class SumGroup(NamedTuple):
    """Lines that may add up with each other, in printed order.

    `columns` are the keys of the columns in `SumLine.values`, which count units of ten to the -`decimals`.
    """

    kind: GroupKind
    lines: tuple[SumLine, ...]
    columns: tuple[ColumnKey, ...]
    decimals: int


def groups(statement: Statement) -> tuple[SumGroup, ...]:
    """Return the lines of a statement that may add up with each other.

    Money and shares never mix, nor do flows and balances of one statement. Amounts per share and ratios add
    up to nothing; amounts inside captions take no part, nor do lines without any figure ("Commitments and
    contingencies"). Equal columns count once.
    """
    keys = column_keys(statement)
    by_kind: dict[GroupKind, list[int]] = {}
    for index, line in enumerate(statement.lines):
        kind = _kind(statement, line)
        if kind is not None and line.cells and not line.in_caption:
            by_kind.setdefault(kind, []).append(index)
    return tuple(_group(statement, kind, members, keys) for kind, members in by_kind.items())


def _kind(statement: Statement, line: StatementLine) -> GroupKind | None:
    """What the figures of a line count, and whether they are balances in a statement of flows."""
    if line.unit == "shares":
        return "shares"
    if line.unit == "pure" or line.unit.endswith("/shares"):
        return None
    if statement.code == "CF":
        words = total_words.of_caption(line.caption)
        if words.kind == "balance" or any(isinstance(cell.period, Instant) for cell in line.cells):
            return "balances"
    return "money"


def column_keys(statement: Statement) -> dict[tuple[int, int], ColumnKey]:
    """Return what identifies each column whose figures add up, by table and column.

    Columns of several tables that print the same period are one: a total in the second part of a statement
    adds up lines of the first.
    """
    keys: dict[tuple[int, int], ColumnKey] = {}
    for number, table in enumerate(statement.tables):
        seen: Counter[ColumnKey] = Counter()
        for place, column in enumerate(table.columns):
            if column.role not in _ROLES:
                continue
            key: ColumnKey = (column.period, column.currency, column.role)
            if column.period is None:
                key = (place, column.currency, column.role)
            seen[key] += 1
            keys[number, place] = (*key, seen[key])
    return keys


def _group(
    statement: Statement, kind: GroupKind, members: Sequence[int], keys: dict[tuple[int, int], ColumnKey]
) -> SumGroup:
    """The lines with these indexes, as whole numbers of the finest unit that any of them is printed in."""
    cells = [_cells(statement.lines[index], keys) for index in members]
    filled = Counter(key for own in cells for key in own)
    chosen = [key for key, _ in filled.most_common(MAX_SUM_COLUMNS)]
    chosen.sort(key=list(filled).index)
    finest = max((decimals(cell) for own in cells for cell in own.values() if cell.value), default=0)
    columns = [[_whole(own.get(key), finest) for own in cells] for key in chosen]
    units = [[_unit(own.get(key), finest) for own in cells] for key in chosen]
    kept = _distinct(columns)
    found: list[SumLine] = []
    printed: set[tuple[str, tuple[int | None, ...]]] = set()
    for place, line_number in enumerate(members):
        line = statement.lines[line_number]
        values = tuple(columns[column][place] for column in kept)
        ulps = tuple(units[column][place] for column in kept)
        words = total_words.of_caption(line.caption)
        repeated = (captions.normal(line.caption), values)
        if repeated in printed and line.caption:
            words = words._replace(kind="item")
        printed.add(repeated)
        shown = tuple(cells[place].get(chosen[column]) for column in kept)
        found.append(SumLine(line_number, values, ulps, shown, words, line.section, line.row.look))
    return SumGroup(kind, tuple(found), tuple(chosen[column] for column in kept), finest)


def _cells(line: StatementLine, keys: dict[tuple[int, int], ColumnKey]) -> dict[ColumnKey, StatementCell]:
    found: dict[ColumnKey, StatementCell] = {}
    for cell in line.cells:
        key = keys.get((cell.table, cell.column))
        if key is not None and (cell.value is None or abs(cell.value.adjusted()) <= MAX_EXPONENT):
            found.setdefault(key, cell)
    return found


def decimals(cell: StatementCell) -> int:
    """Return to how many decimal places a figure is printed, in full units: -3 for thousands."""
    if cell.decimals is not None:
        return max(-MAX_EXPONENT, min(cell.decimals, MAX_EXPONENT))
    exponent = cell.value.as_tuple().exponent if cell.value is not None else 0
    return -exponent if isinstance(exponent, int) else 0


def _whole(cell: StatementCell | None, finest: int) -> int | None:
    if cell is None:
        return None
    return 0 if cell.value is None else int(cell.value.scaleb(finest, context=EXACT))


def _unit(cell: StatementCell | None, finest: int) -> int:
    return 10 ** max(0, finest - decimals(cell)) if cell is not None and cell.value else 1


def _distinct(columns: Sequence[Iterable[int | None]]) -> list[int]:
    """The numbers of the columns without those that repeat one before them."""
    first: dict[tuple[int | None, ...], int] = {}
    for number, column in enumerate(columns):
        first.setdefault(tuple(column), number)
    return list(first.values())
