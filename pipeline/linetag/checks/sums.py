"""Calculations of the engine as relations, and what it could not check as findings."""

from __future__ import annotations

from collections.abc import Iterator

from linetag.checks import words
from linetag.checks.case import Case
from linetag.checks.relation import Relation
from linetag.findings import Finding, finding
from linetag.model import Calculation

# How the names of these relations begin.
SUM = "sum of "


def sums(case: Case) -> Iterator[Relation]:
    """Every candidate under Calculations 1.1; what only XBRL 2.1 refuses is the minor failure."""
    strict = {
        (c.role, c.total, c.aspects)
        for c in case.calculations.results
        if c.mode == "1.0" and c.verdict != "unchecked"
    }
    for calculation in case.calculations.results:
        if calculation.mode != "1.1" or calculation.verdict == "unchecked":
            continue
        code = "C406" if calculation.aspects.members and calculation.missing else "C402"
        key = (calculation.role, calculation.total, calculation.aspects)
        yield Relation(
            code,
            "C401" if key in strict else "",
            SUM + words.label(calculation.total, case.taxonomy),
            calculation.facts[0],
            tuple((c.facts[0], c.weight) for c in calculation.contributors),
            calculation.slack,
        )


def unchecked(case: Case) -> Iterator[Finding]:
    """Candidates without a verdict, each with the engine's reason."""
    for calculation in case.calculations.results:
        if calculation.verdict == "unchecked":
            yield _unchecked(calculation, case)


def _unchecked(calculation: Calculation, case: Case) -> Finding:
    places = [origin for fact in calculation.facts for origin in fact.origins]
    return finding(
        "C407",
        places[0] if places else None,
        related=places[1:],
        facts=(fact.id for fact in calculation.facts),
        total=words.label(calculation.total, case.taxonomy),
        period=words.where(calculation.aspects),
        unit=words.unit(calculation.aspects.unit),
        mode=calculation.mode,
        reason=calculation.reason,
    )
