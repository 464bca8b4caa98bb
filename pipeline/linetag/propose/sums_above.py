"""Totals above their lines: "Revenue 100", and under it "of products 60" and "of services 40".

The lines are indented more than the total or stand in the section that it names, and add up to it exactly in
every column: nothing else tells such a total from the line before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linetag.propose import sum_weights as w
from linetag.propose.amounts import SumLine
from linetag.propose.limits import MAX_LINES_BELOW
from linetag.propose.records import StatementLine
from linetag.propose.sum_candidates import OpenLine, SumCandidate
from linetag.release import captions

_LEAST = 2
"""Lines with figures under a total."""


def find(lines: Sequence[SumLine], printed: Sequence[StatementLine]) -> Iterator[SumCandidate]:
    """Yield the sums of the lines that follow their total; `printed` are the lines of the statement."""
    taken: set[int] = set()
    for place, total in enumerate(lines):
        if total.is_nil or total.number in taken:
            continue
        run = _adding_up(total, _run(lines, place, printed))
        if run:
            taken |= {line.number for line in run}
            parts = tuple((OpenLine(line), 1) for line in run)
            fit = w.fit(total, run, [1] * len(run))
            yield SumCandidate(total, parts, fit.information, (), fit)


def _run(lines: Sequence[SumLine], place: int, printed: Sequence[StatementLine]) -> list[SumLine]:
    """The lines under the total at a place, up to one that is a total itself.

    "Property" above "Less: depreciation" and "Property, net" is the sum of the two, but means the opposite.
    """
    total = lines[place]
    caption = captions.normal(printed[total.number].caption)
    found: list[SumLine] = []
    for line in lines[place + 1 : place + 1 + MAX_LINES_BELOW]:
        named = bool(line.section) and captions.normal(line.section[-1]) == caption != ""
        is_under = named or line.look.indent > total.look.indent
        if not is_under or line.words.kind != "item":
            break
        found.append(line)
    return found


def _adding_up(total: SumLine, run: Sequence[SumLine]) -> Sequence[SumLine]:
    """The most of the lines, from the first one, that add up to the total wherever it is printed."""
    rest = list(total.values)
    printed = count = 0
    for number, line in enumerate(run, 1):
        printed += not line.is_nil
        rest = [
            None if left is None else left - (value or 0)
            for left, value in zip(rest, line.values, strict=True)
        ]
        if printed >= _LEAST and not any(rest):
            count = number
    return run[:count]
