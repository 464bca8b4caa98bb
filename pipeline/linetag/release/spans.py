"""Which figure columns a piece of a header names: those of the rule under it, else those it is centred over.

Three Months Ended     Nine Months Ended
------------------     -----------------
  2012      2011         2012     2011
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from linetag.release import characters, column_edges, dates
from linetag.release.edges import FigureColumn, nearest
from linetag.release.grids import Field
from linetag.release.limits import MAX_SPANNED_COLUMNS
from linetag.release.page_lines import DrawnRule, PageLine

_MORE, _FEWER, _NOT_THE_RULE = -5, 15, 300
"""What each further column costs a period over fuller headers, and any other field, and what it costs to
disagree with the rule under the field, in hundredths of the width of a column."""


_SEVERAL_PERIODS = re.compile(r"\b(?:months|weeks|quarters|years?|ended|fiscal)\b", re.IGNORECASE)
_MONTH = re.compile(
    rf"\b(?:{'|'.join(f'{name}|{name[:3]}' for name in dates.MONTHS)}|Sept)\.?$", re.IGNORECASE
)
_LENGTH = re.compile(r"\b(?:months|weeks|quarters?|years?)$", re.IGNORECASE)
_ENDED = re.compile(r"end(?:ed|ing)\b", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{1,2},?(?:\s|$)")
Run = tuple[int, int]
"""The first and the last column that a field names."""


def placed(lines: Sequence[PageLine], columns: Sequence[FigureColumn], below: PageLine) -> list[list[Field]]:
    """Return the fields of each header line that stand over figures, with the edges of the columns they name.

    `below` is the first line under the header.
    """
    found: list[list[Field]] = []
    lines = _with_ends(lines)
    for index, line in enumerate(lines):
        under = lines[index + 1 :]
        over = over_figures(line, columns)
        fuller = any(len(over_figures(other, columns)) > len(over) for other in under)
        rules = _rules_under(len(over), under, below, columns)
        costs = [_Cost(field, fuller, _under(field, over, columns, rules)) for field in over]
        moved = [
            field._replace(left=columns[first].left, right=columns[last].right)
            for field, (first, last) in zip(over, _runs(costs, columns), strict=True)
        ]
        found.append(moved)
    return _with_days(found)


def _with_ends(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines of a header, "Twelve Months" joined with "Ended" where this stands under it alone."""
    found: list[PageLine] = []
    for line in lines:
        fields = list(line.fields)
        for above in found[-1].fields if found else ():
            under = [field for field in fields if field.left < above.right and above.left < field.right]
            if len(under) == 1 and _LENGTH.search(above.origin.text) and _ENDED.match(under[0].origin.text):
                text = f"{above.origin.text} {under[0].origin.text}"
                left, right = min(above.left, under[0].left), max(above.right, under[0].right)
                joined = Field(above.origin._replace(text=text), left, right, above.bold)
                fields[fields.index(under[0])] = joined
                found[-1] = found[-1]._replace(fields=tuple(f for f in found[-1].fields if f is not above))
        found.append(line._replace(fields=tuple(fields)))
    return found


def _rules_under(
    count: int, under: Sequence[PageLine], below: PageLine, columns: Sequence[FigureColumn]
) -> tuple[DrawnRule, ...]:
    """The first rules under a header line of `count` fields; those under names of all columns are theirs."""
    for line in (*under, below):
        if line.rules or len(over_figures(line, columns)) == len(columns) > count:
            return line.rules
    return ()


def _with_days(rows: list[list[Field]]) -> list[list[Field]]:
    """The rows of a header, a day joined with the month over it: "December" and "31, 2012" or "31,"."""
    for above, row in pairwise(rows):
        for field in list(row):
            month = next((f for f in above if (f.left, f.right) == (field.left, field.right)), None)
            if month is None or not (_MONTH.search(month.origin.text) and _DAY.match(field.origin.text)):
                continue
            text = f"{month.origin.text} {field.origin.text}"
            row[row.index(field)] = month._replace(origin=month.origin._replace(text=text))
            above.remove(month)
    return rows


def over_figures(line: PageLine, columns: Sequence[FigureColumn]) -> tuple[Field, ...]:
    """Return the fields of a header line that stand over figures, not over captions.

    A field wider than the figures begins left of them; its middle or its end stands over theirs.
    """
    return tuple(field for field in line.fields if _is_over(field, columns, line.em))


def _is_over(field: Field, columns: Sequence[FigureColumn], em: int) -> bool:
    first = columns[0]
    middle = field.left + field.right
    if middle > 2 * first.left:
        return True
    centred = abs(middle - first.left - first.right) <= _pitch(columns)
    return field.right > first.left and (centred or column_edges.near(field.right, first.right, em))


class _Cost(NamedTuple):
    """What speaks against a run of columns for a field; `rule` are the columns of the rule under it."""

    field: Field
    fuller: bool
    rule: Run | None

    def of(self, columns: Sequence[FigureColumn], first: int, last: int) -> int:
        """What it costs if the field names the columns `first` to `last`."""
        run, field, pitch = columns[first : last + 1], self.field, _pitch(columns)
        distance = abs(run[0].left + run[-1].right - field.left - field.right) // 2
        if first == last and field.right - field.left <= pitch:
            distance = min(distance, abs(run[0].right - field.right))
        text = characters.fold(field.origin.text)
        several = _SEVERAL_PERIODS.search(text) or dates.parts(text) or dates.find(text)
        cost = 100 * distance // pitch + (_MORE if self.fuller and several else _FEWER) * (last - first)
        return cost + _NOT_THE_RULE * (self.rule not in (None, (first, last)))

    def suits(self, columns: Sequence[FigureColumn], run: Run) -> bool:
        """Whether the field stands over the middle of the run rather than over one of its columns."""
        field, inside = self.field, columns[run[0] : run[1] + 1]
        middle = field.left + field.right
        if not 2 * inside[0].left <= middle <= 2 * inside[-1].right or self.rule not in (None, run):
            return False
        off = abs(inside[0].left + inside[-1].right - middle)
        if len(inside) == 1 or field.right - field.left > _pitch(columns):
            return len(inside) == 1 or off <= _pitch(columns)
        single = min(
            min(abs(column.left + column.right - middle), 2 * abs(column.right - field.right))
            for column in inside
        )
        return off < single


def _pitch(columns: Sequence[FigureColumn]) -> int:
    """The width of a column with the gap beside it."""
    return max(1, (columns[-1].right - columns[0].left) // len(columns))


def _runs(costs: Sequence[_Cost], columns: Sequence[FigureColumn]) -> list[Run]:
    """The first and last column of each field, from left to right, so that the costs are least."""
    if len(costs) > len(columns) or len(columns) > MAX_SPANNED_COLUMNS:
        single = [nearest(cost.field, columns) for cost in costs]
        return [(column, column) for column in single]

    size, rest = divmod(len(columns), len(costs)) if costs else (0, 0)
    regular = [(size * number, size * (number + 1) - 1) for number in range(len(costs))]
    if not rest and all(cost.suits(columns, run) for cost, run in zip(costs, regular, strict=True)):
        return regular

    @cache
    def best(number: int, free: int) -> tuple[int, tuple[Run, ...]]:
        """The runs of the fields from `number` on, over the columns from `free` on, and what they cost."""
        if number == len(costs):
            return 0, ()
        behind = len(columns) - (len(costs) - number) + 1
        found: list[tuple[int, tuple[Run, ...]]] = []
        for first in range(free, behind):
            for last in range(first, behind):
                cost, others = best(number + 1, last + 1)
                found.append((costs[number].of(columns, first, last) + cost, ((first, last), *others)))
        return min(found)

    return list(best(0, 0)[1])


def _under(
    field: Field, fields: Sequence[Field], columns: Sequence[FigureColumn], rules: Sequence[DrawnRule]
) -> Run | None:
    """The columns of the rule under a field, if it is under no other field."""
    for rule in rules:
        if not (field.left < rule.right and rule.left < field.right):
            continue
        shared = [other for other in fields if other.left < rule.right and rule.left < other.right]
        inside = [i for i, column in enumerate(columns) if rule.left < column.right <= rule.right + 100]
        if len(shared) == 1 and inside and rule.left >= columns[0].left - 300:
            return inside[0], inside[-1]
    return None
