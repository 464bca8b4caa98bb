"""`rollup.csv` → the calculation network of a statement, checked as XBRL 2.1 section 5.2.5.2 demands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from linetag.filing.names import unknown
from linetag.filing.records import Filing, RollUp, Statement
from linetag.findings import Finding, Words, finding
from linetag.model import Arc, Network, QName, Taxonomy
from linetag.taxonomy.cycles import on_cycles
from linetag.xbrl import names


def calculation(
    statement: Statement, filing: Filing, name: Callable[[str], QName], taxonomy: Taxonomy
) -> tuple[tuple[Network, ...], tuple[Finding, ...]]:
    """Return the calculation network of a statement, or none when it has no roll-ups.

    Findings T362 and F133 to F135; a row with a finding on its concepts adds no arc.
    """
    arcrole = names.SUMMATION_2003 if filing.document.calculation == "2003" else names.SUMMATION_2023
    found: list[Finding] = []
    arcs: list[Arc] = []
    rollups = [rollup for rollup in filing.rollups if rollup.statement == statement.code]
    for rollup in rollups:
        problems = _problems(rollup, name, taxonomy)
        found.extend(problems)
        if not problems:
            arcs.append(Arc(name(rollup.parent), name(rollup.child), rollup.order, rollup.weight))
    found.extend(_cycles(rollups))
    return ((Network(statement.role, arcrole, tuple(arcs)),) if arcs else ()), tuple(found)


def _problems(rollup: RollUp, name: Callable[[str], QName], taxonomy: Taxonomy) -> list[Finding]:
    pair = (rollup.parent, rollup.child)
    concepts = [taxonomy.concepts.get(name(text)) for text in pair]
    unusable = [
        text for text, concept in zip(pair, concepts, strict=True) if concept is None or concept.abstract
    ]
    if unusable:
        return [unknown("T362", text, rollup.origin, taxonomy) for text in unusable]
    parent, child = (concept for concept in concepts if concept is not None)
    values: Words = {"parent": rollup.parent, "child": rollup.child}
    found = []
    if parent.period != child.period:
        found.append(finding("F133", rollup.origin, periods=f"{parent.period}/{child.period}", **values))
    if parent.balance and child.balance and (parent.balance == child.balance) != (rollup.weight > 0):
        shown = f"{parent.balance}/{child.balance}"
        found.append(finding("F134", rollup.origin, weight=rollup.weight, balances=shown, **values))
    return found


def _cycles(rollups: Sequence[RollUp]) -> Iterator[Finding]:
    """Report totals that contribute to themselves, directly or through other totals."""
    wrong = on_cycles([(rollup.parent, rollup.child) for rollup in rollups])
    for rollup in rollups:
        if (rollup.parent, rollup.child) in wrong:
            yield finding("F135", rollup.origin, parent=rollup.parent, child=rollup.child)
