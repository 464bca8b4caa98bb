"""The best set of sums of a group of lines: trees grow line by line, and the best ones are followed.

Each line is an item, or the total of lines that no total has taken yet; it stands for them from there on. So
every line has at most one total, and no two sums cross. For the lines 60, 40, 100 (their total), 30 and 130
the open lines are 60, then 60 40, then 100, then 100 30, then 130. Of trees that leave the same lines open
only the best is followed: what comes later is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from linetag.propose import sum_candidates
from linetag.propose.amounts import SumLine
from linetag.propose.limits import MAX_OPEN_LINES, MAX_TREES
from linetag.propose.sum_candidates import OpenLine, SumCandidate
from linetag.propose.sum_weights import BIT

_GIVEN_UP = 64 * BIT


class Tree(NamedTuple):
    """The sums chosen so far, and the lines that no total takes yet."""

    score: int = 0
    open_lines: tuple[OpenLine, ...] = ()
    sums: tuple[SumCandidate, ...] = ()


def best(lines: Sequence[SumLine], barrier: int | None = None) -> Tree:
    """Return the sums that explain the most.

    `barrier` is the number of a line in the statement after which no line above it is a contributor.
    """
    trees = [Tree()]
    for line in lines:
        grown: dict[tuple[int, ...], Tree] = {}
        for tree in trees:
            for one in _grown(tree, line):
                key = tuple(each.line.number for each in one.open_lines)
                if key not in grown or grown[key].score < one.score:
                    grown[key] = one
        trees = sorted(grown.values(), key=lambda tree: -tree.score)[:MAX_TREES]
        trees = [tree for tree in trees if tree.score >= trees[0].score - _GIVEN_UP]
        if line.number == barrier:
            trees = [trees[0]._replace(open_lines=())]
    return trees[0]


def _grown(tree: Tree, line: SumLine) -> list[Tree]:
    """The trees with one more line: as an item, or as a total of lines before it."""
    as_item = tree._replace(open_lines=(*tree.open_lines, OpenLine(line))[-MAX_OPEN_LINES:])
    candidates = sum_candidates.of_total(tree.open_lines, line)
    return [as_item, *(Tree(tree.score + one.gain, one.left, (*tree.sums, one)) for one in candidates)]
