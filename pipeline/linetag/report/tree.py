"""The calculation trees of a report as lines of text: concepts are rows, periods are columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, islice
from typing import NamedTuple

from linetag.calc import Calculation
from linetag.model import Mode, Period, QName
from linetag.report.result import Result
from linetag.report.terminal_text import clean, wrapped
from linetag.report.tree_rows import Forest, TreeRow, TreeTable, blocks, fails
from linetag.report.tree_table import TreeLine, newest_first, scale, tables
from linetag.wording import counted, period, unit

LEGEND = "✓ holds   ≈ holds within rounding   ✗ fails   · not checked   – not reported"
DEEPEST = 50
WIDTH = 100
_MOST_INDENTED = 10
_MOST_LISTED = 40
_LONGEST = 400


class TreeSelection(NamedTuple):
    """Which trees to show, in how many columns.

    `role` and `period` are texts that the role and the period must contain; `depth` is the number of levels.
    `everything` asks for the trees that hold as well.
    """

    role: str = ""
    period: str = ""
    depth: int = DEEPEST
    everything: bool = False
    mode: Mode = "1.1"
    width: int = WIDTH


def tree(result: Result, choice: TreeSelection) -> Iterator[str]:
    """Yield the lines: what the marks mean, the trees of each role, and what is left out.

    The contexts of a table differ only in their dates; the newest come first. Without `everything`, only
    trees and periods with a sum that does not hold are shown, and totals that hold without contributors.
    """
    shown = _Shown(result, choice)
    legend = [LEGEND, ""]
    for role, own_blocks in groupby(shown.blocks, key=lambda block: block.role):
        own = [line for block in own_blocks for line in shown.block(block)]
        if own:
            yield from legend
            yield from wrapped(_text(result.roles.get(role) or role), choice.width, choice.width, 3)
            yield from own
            legend = []
    yield from shown.rest()


def nothing_like(result: Result, choice: TreeSelection) -> Sequence[str]:
    """Return the roles or periods that there are, if none is like the one asked for; otherwise nothing."""
    all_sums = result.calculations.in_mode(choice.mode)
    sums = [one for one in all_sums if _in_role(result, one, choice.role)]
    if not all_sums or any(choice.period in when for one in sums for when in _names(one.aspects.period)):
        return ()
    if not sums:
        what, asked = "role", choice.role
        there = dict.fromkeys(_text(result.roles.get(one.role) or one.role) for one in all_sums)
    else:
        what, asked = "period", choice.period
        there = dict.fromkeys(map(period, newest_first(one.aspects.period for one in sums)))
    more = len(there) - _MOST_LISTED
    listed = [f"  {name}" for name in islice(there, _MOST_LISTED)]
    listed += [f"  … and {more} more"] if more > 0 else []
    return [clean(f'no {what} with sums contains "{asked}"; {what}s with sums:'), *listed]


def _in_role(result: Result, one: Calculation, word: str) -> bool:
    return word.lower() in f"{one.role} {result.roles.get(one.role, '')}".lower()


def _names(when: Period) -> Sequence[str]:
    """Return a period as messages write it, and in the form of ISO 8601."""
    return period(when), period(when).replace(" to ", "/")


def _text(text: str) -> str:
    """Return the text on one line, or its beginning if it is very long."""
    return clean(" ".join(text[:_LONGEST].split()))


class _Shown:
    """The lines of each table, and a count of what is left out."""

    def __init__(self, result: Result, choice: TreeSelection) -> None:
        self._result, self._choice = result, choice
        every = result.calculations.in_mode(choice.mode)
        self._entities = len({one.aspects.entity for one in every})
        first = {one.role: one for one in every}
        chosen = {role for role, one in first.items() if _in_role(result, one, choice.role)}
        self.blocks = blocks(
            one
            for one in every
            if one.role in chosen and any(choice.period in name for name in _names(one.aspects.period))
        )
        self._forest = Forest(self.blocks)
        self._holding = self._failing = self._deeper = 0

    def block(self, block: TreeTable) -> Iterator[str]:
        """Yield the lines of a block, under a heading that names its members."""
        choice, sums = self._choice, block.sums
        failing = self._forest.failing(sums)
        roots = self._forest.roots(sums)
        self._holding += sum(root not in failing for root in roots)
        self._failing += sum(root in failing for root in roots)
        if not choice.everything:
            if not failing:
                return
            bad = {when for own in sums.values() for when, one in own.items() if fails({when: one})}
            kept = {t: {when: one for when, one in own.items() if when in bad} for t, own in sums.items()}
            sums = {total: own for total, own in kept.items() if own}
            failing = self._forest.failing(sums)
            roots = [root for root in self._forest.roots(sums) if root in failing]
        unfolded = sums.keys() if choice.everything else failing
        rows = self._forest.rows(roots, sums, unfolded, choice.depth)
        shown = {row.concept for row in rows}
        self._deeper += sum(fails(own) and total not in shown for total, own in sums.items())
        yield from self._tables(block, rows)

    def _tables(self, block: TreeTable, rows: Sequence[TreeRow]) -> Iterator[str]:
        room = self._choice.width
        for text in self._members(block):
            yield "  " + "\n    ".join(wrapped(text, room - 2, room - 4, 3))
        reported = [cell.value for row in rows if row.concept for cell in row.cells.values()]
        at = scale(value for value in reported if value is not None)
        heading = _text(f"{at.word}{unit(block.aspects.unit)}")
        lines = [TreeLine(*self._labelled(row), row.cells, row.above) for row in rows]
        for table in tables(lines, f"  {heading}", at, room):
            yield from table
            yield ""

    def _members(self, block: TreeTable) -> Iterator[str]:
        aspects = block.aspects
        if self._entities > 1:
            yield _text(f"entity {aspects.entity.value} ({aspects.entity.scheme})")
        for axis, member in aspects.members:
            yield f"{self._label(axis)}: {self._label(member)}"
        for axis, content in aspects.typed:
            yield f"{self._label(axis)}: {_text(content)}"
        yield from map(_text, aspects.other)

    def _labelled(self, row: TreeRow) -> tuple[str, str]:
        indent = "  " * (min(row.depth, _MOST_INDENTED) + 1)
        deep = f"({row.depth}) " if row.depth > _MOST_INDENTED else ""
        if row.concept is None:
            return f"{indent}{deep}", row.text
        hidden = f" ({counted(row.folded, 'contributor', 'contributors')})" if row.folded else ""
        more = " (see above)" if row.folded is None else hidden
        return f"{indent}{deep}{_sign(row.weight)}", f"{self._label(row.concept)}{more}"

    def _label(self, concept: QName) -> str:
        return _text(self._result.labels.get(concept) or str(concept))

    def rest(self) -> Iterator[str]:
        """Yield what is not shown."""
        holding, failing = self._holding, self._failing
        if not holding and not failing:
            yield "There is no sum to show: no total is reported together with one of its contributors."
        elif holding and not self._choice.everything:
            trees = counted(holding, "tree holds and is", "trees hold and are")
            yield f"{trees} not shown; --all shows every tree."
        if self._deeper:
            lie = counted(self._deeper, "sum that does not hold lies", "sums that do not hold lie")
            yield f"{lie} deeper than --depth {self._choice.depth} shows."


def _sign(weight: Decimal | None) -> str:
    if weight is None:
        return ""
    if abs(weight) == 1:
        return "+ " if weight > 0 else "- "
    return f"{weight.normalize():+f} x "
