"""The sums of a statement: which lines add up to which, as the figures of all columns and the words show.

amounts          the lines as whole numbers, in groups that may add up
sums_above       totals that stand above their lines
sum_candidates   for a total, the lines before it that can be its contributors, with their weights
sum_weights      how well such a sum explains the total, in bits
sum_choice       the sums that explain the most together; a line has one parent, and no two sums cross
sum_evidence     why a sum is believed, in words
sum_questions    what is in doubt

An example, in one column: Revenue 1,000, Cost of revenue 612, Gross profit 388, Research 121, Marketing 96,
Operating income 171. At "Gross profit" two lines are open; 1,000 - 612 gives 388, a figure of three digits
(8 bits); "gross profit" sounds like a total (3 bits more), "cost" like a line to deduct (1 bit less). So
this sum gains 10 bits, and Gross profit is the only open line. At "Operating income" Gross profit, Research
and Marketing are open, and 388 - 121 - 96 gives 171. Another tree, in which Gross profit is an item, is
followed at the same time, but no sum makes up for the bits that it does without. Each further column that
holds adds the bits of its figure; one that fails costs 9 bits and is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from linetag.findings import Finding
from linetag.propose import amounts, sum_choice, sum_evidence, sum_questions, sums_above
from linetag.propose.amounts import SumGroup, SumLine
from linetag.propose.records import DerivedSum, Statement, WeightedLine
from linetag.propose.sum_candidates import SumCandidate


def sums(statement: Statement) -> tuple[tuple[DerivedSum, ...], tuple[Finding, ...]]:
    """Return the sums of a statement by the number of their total, and what is in doubt (P140 to P146).

    Changes in equity and covers have none: components of equity are columns there.
    """
    found: list[DerivedSum] = []
    findings: list[Finding] = []
    if statement.code in ("EQ", "DEI"):
        return (), ()
    for group in amounts.groups(statement):
        chosen = _chosen(group, statement)
        found += map(_derived, chosen)
        findings += sum_questions.questions(statement, group, chosen)
    return tuple(sorted(found, key=lambda one: one.total)), tuple(findings)


def _chosen(group: SumGroup, statement: Statement) -> list[SumCandidate]:
    """The sums of a group: those above their lines first, then the best tree of the other lines.

    Segment information has only the former, a segment's revenue from customers and from other segments. Its
    segments add up to the company, but they are members of an axis, which no calculation adds.
    """
    above = list(sums_above.find(group.lines, statement.lines))
    if statement.code == "SEG":
        return above
    taken = {part.line.number for one in above for part, _ in one.parts}
    rest = [line for line in group.lines if line.number not in taken]
    barrier = _barrier(rest) if statement.code == "BS" else None
    found = [*above, *sum_choice.best(rest, barrier).sums]
    return [one for one in found if group.kind != "shares" or _are_diluted(one, statement)]


def _barrier(lines: Sequence[SumLine]) -> int | None:
    """The number of the line of total assets: the largest figures of a total that are printed twice."""
    best, place = 0, None
    seen: dict[tuple[int | None, ...], int] = {}
    for line in lines:
        size = sum(abs(value or 0) for value in line.values)
        if line.values in seen and size > best:
            best, place = size, seen[line.values]
        if line.words.kind == "total":
            seen.setdefault(line.values, line.number)
    return place


def _are_diluted(one: SumCandidate, statement: Statement) -> bool:
    """Whether shares add up as they do in statements: basic and dilutive ones to diluted ones, exactly."""
    return "dilut" in statement.lines[one.total.number].caption.casefold() and not any(one.fit.differences)


def _derived(one: SumCandidate) -> DerivedSum:
    parts = tuple(WeightedLine(each.line.number, weight) for each, weight in one.parts)
    return DerivedSum(one.total.number, parts, one.fit.columns, sum_evidence.of_sum(one))
