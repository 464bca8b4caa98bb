"""Which figure columns a piece of a header names: those of the rule under it, else those it is centred over.

Three Months Ended     Nine Months Ended
------------------     -----------------
  2012      2011         2012     2011
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from linetag.release import characters, dates
from linetag.release.edges import FigureColumn, nearest
from linetag.release.grids import Field
from linetag.release.limits import MAX_SPANNED_COLUMNS
from linetag.release.page_lines import DrawnRule, PageLine

_MORE, _FEWER, _NOT_THE_RULE = -5, 15, 300
"""What each further column costs a period over fuller headers, and any other field, and what it costs to
disagree with the rule under the field, in hundredths of the width of a column."""


_SEVERAL_PERIODS = re.compile(r"\b(?:months|weeks|quarters|years|ended)\b", re.IGNORECASE)
Run = tuple[int, int]
"""The first and the last column that a field names."""


def placed(
    lines: Sequence[PageLine], columns: Sequence[FigureColumn], below: PageLine
) -> list[tuple[Field, ...]]:
    """Return the fields of each header line that stand over figures, with the edges of the columns they name.

    `below` is the first line under the header.
    """
    found: list[tuple[Field, ...]] = []
    for index, line in enumerate(lines):
        under = lines[index + 1 :]
        over = over_figures(line, columns)
        fuller = any(len(over_figures(other, columns)) > len(over) for other in under)
        rules = next((other.rules for other in (*under, below) if other.rules), ())
        costs = [_Cost(field, fuller, _under(field, over, columns, rules)) for field in over]
        moved = [
            field._replace(left=columns[first].left, right=columns[last].right)
            for field, (first, last) in zip(over, _runs(costs, columns), strict=True)
        ]
        found.append(tuple(moved))
    return found


def over_figures(line: PageLine, columns: Sequence[FigureColumn]) -> tuple[Field, ...]:
    """Return the fields of a header line that stand over figures, not over captions."""
    return tuple(field for field in line.fields if field.left + field.right > 2 * columns[0].left)


class _Cost(NamedTuple):
    """What speaks against a run of columns for a field; `rule` are the columns of the rule under it."""

    field: Field
    fuller: bool
    rule: Run | None

    def of(self, columns: Sequence[FigureColumn], first: int, last: int) -> int:
        """What it costs if the field names the columns `first` to `last`."""
        run, field = columns[first : last + 1], self.field
        pitch = max(1, (columns[-1].right - columns[0].left) // len(columns))
        distance = abs(run[0].left + run[-1].right - field.left - field.right) // 2
        if first == last:
            distance = min(distance, abs(run[0].right - field.right))
        text = characters.fold(field.origin.text)
        several = _SEVERAL_PERIODS.search(text) or dates.parts(text) or dates.find(text)
        cost = 100 * distance // pitch + (_MORE if self.fuller and several else _FEWER) * (last - first)
        return cost + _NOT_THE_RULE * (self.rule not in (None, (first, last)))

    def suits(self, columns: Sequence[FigureColumn], run: Run) -> bool:
        """Whether the middle of the field stands over the columns of the run."""
        middle = (self.field.left + self.field.right) // 2
        inside = columns[run[0]].left <= middle <= columns[run[1]].right
        return inside and self.rule in (None, run)


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
