"""Calculations of the engine as relations, and what it could not check as findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.calc import SUMMATION_2003, SUMMATION_2023, Calculation
from linetag.checks import words
from linetag.checks.relation import SUM, Relation, half_unit
from linetag.findings import Finding, Words, finding
from linetag.model import Arc, Fact, Mode, QName, Taxonomy
from linetag.wording import unit

if TYPE_CHECKING:
    from linetag.checks.case import Case

_OF_NO_DIGIT = "XBRL 2.1 calls such a sum inconsistent: a figure states that none of its digits is known"

_Arcs = Mapping[tuple[str, QName], tuple[Arc, ...]]


def sums(case: Case) -> Iterator[Relation]:
    """Every candidate under Calculations 1.1; what only XBRL 2.1 refuses is the minor failure."""
    strict = {
        (c.role, c.total, c.aspects)
        for c in case.calculations.results
        if c.mode == "1.0" and c.verdict != "unchecked"
    }
    arcs = _arcs(case.taxonomy)
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
            (*((c.facts[0], c.weight) for c in calculation.contributors), *_dashes(calculation, arcs, case)),
            calculation.slack,
            missing=tuple(
                (arc.target, arc.weight)
                for arc in arcs.get((calculation.role, calculation.total), ())
                if arc.target in calculation.missing and arc.weight
            ),
        )


def unbound(case: Case) -> Iterator[Relation]:
    """Sums that the engine does not bind because a dash stands for the total, or for all parts.

    An XBRL processor passes over them too: a total without parts is no error there. Printed side
    by side they contradict each other.
    """
    bound = {(c.role, c.total, c.aspects) for c in case.calculations.results}
    totals: dict[QName, list[Fact]] = defaultdict(list)
    for fact in case.figures.values():
        totals[fact.concept].append(fact)
    for (role, concept), arcs in _arcs(case.taxonomy).items():
        for total in totals[concept]:
            if (role, concept, total.aspects) in bound:
                continue
            found = [(case.figures.get((arc.target, total.aspects)), arc.weight) for arc in arcs]
            parts = tuple((fact, weight) for fact, weight in found if fact and weight)
            if parts and any(fact.value for fact in (total, *(fact for fact, _ in parts))):
                slack = sum((abs(weight) * half_unit(fact) for fact, weight in parts), half_unit(total))
                yield Relation("K501", "K502", SUM + words.label(concept, case.taxonomy), total, parts, slack)


def _arcs(taxonomy: Taxonomy) -> _Arcs:
    found: dict[tuple[str, QName], tuple[Arc, ...]] = {}
    for network in taxonomy.networks:
        if network.arcrole in (SUMMATION_2003, SUMMATION_2023):
            for arc in network.arcs:
                key = (network.role, arc.source)
                found[key] = (*found.get(key, ()), arc)
    return found


def _dashes(calculation: Calculation, arcs: _Arcs, case: Case) -> Iterator[tuple[Fact, Decimal]]:
    """The nil contributors: they add nothing, but each could be a figure that was lost."""
    summed = {contributor.concept for contributor in calculation.contributors}
    for arc in arcs.get((calculation.role, calculation.total), ()):
        fact = case.figures.get((arc.target, calculation.aspects))
        if fact is not None and arc.target not in summed and arc.weight is not None:
            yield fact, arc.weight


# What the engine calls the fault of a set of facts → the finding about that set.
_FAULTS = {"excess digits": "C404", "disallowed duplicates": "C405"}


def unchecked(case: Case) -> Iterator[Finding]:
    """Candidates without a verdict: the facts at fault where the engine names them, and the sum."""
    for calculation in case.calculations.results:
        if calculation.verdict == "unchecked":
            if code := _FAULTS.get(calculation.reason or ""):
                yield from (fault(code, facts) for facts in calculation.faulty)
            yield without_verdict(
                calculation, calculation.facts, words.label(calculation.total, case.taxonomy)
            )


def without_verdict(
    calculation: Calculation, facts: Sequence[Fact], label: str = "", modes: Sequence[Mode] = ()
) -> Finding:
    """The finding on a sum that could not be checked in these modes; `facts` are those of its total."""
    values: Words = {"total": label or calculation.total, "reason": calculation.reason}
    values["mode"] = words.joined(modes or (calculation.mode,))
    if calculation.verdict == "inconsistent":
        values |= {"severity": "error", "hint": _OF_NO_DIGIT}
    return _about(facts, "C407", values)


def fault(code: str, facts: Sequence[Fact]) -> Finding:
    """The finding on the facts of one concept, context and unit that block a sum."""
    stated = map(words.stated if code == "C404" else words.figure, facts)
    figures = " and ".join(dict.fromkeys(stated))
    return _about(facts, code, {"concept": facts[0].concept, "figures": figures})


def _about(facts: Sequence[Fact], code: str, values: Words) -> Finding:
    """A finding at the first place of the facts, all of which share context and unit."""
    places = [origin for fact in facts for origin in fact.origins]
    aspects = facts[0].aspects
    return finding(
        code,
        places[0] if places else None,
        related=places[1:],
        facts=(fact.id for fact in facts),
        period=words.where(aspects),
        unit=unit(aspects.unit),
        **values,
    )
