"""The sums of a statement: which lines add up to which, as the figures of all columns and the words show."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from linetag.findings import Finding
from linetag.propose import amounts, sum_choice
from linetag.propose.amounts import SumLine
from linetag.propose.records import Contributor, DerivedSum, Evidence, Statement
from linetag.propose.sum_candidates import SumCandidate


def sums(statement: Statement) -> tuple[tuple[DerivedSum, ...], tuple[Finding, ...]]:
    """Return the sums of a statement by the number of their total."""
    found: list[DerivedSum] = []
    if statement.code in ("EQ", "DEI"):
        return (), ()
    for group in amounts.groups(statement):
        barrier = _barrier(group) if statement.code == "BS" else None
        tree = sum_choice.best(group, barrier)
        found += [_derived(one) for one in tree.sums]
    return tuple(sorted(found, key=lambda one: one.total)), ()


def _barrier(group: Sequence[SumLine]) -> int | None:
    """The number of the line of total assets: the largest figures that are printed twice."""
    best, place = 0, None
    seen: dict[tuple[int | None, ...], int] = {}
    for number, line in enumerate(group):
        size = sum(abs(value or 0) for value in line.values)
        if line.values in seen and size > best:
            best, place = size, seen[line.values]
        seen.setdefault(line.values, number)
    return place


def _derived(one: SumCandidate) -> DerivedSum:
    parts = tuple(Contributor(each.line.number, weight) for each, weight in one.parts)
    return DerivedSum(one.total.number, parts, one.fit.columns, Evidence("", None, Decimal(1)))
