"""The sums of calculation networks as relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.calc import Calculation
from linetag.checks.relation import Relation, WeightedSum, half_unit
from linetag.model import SUMMATION_2003, SUMMATION_2023, Arc, Fact, Mode, QName

if TYPE_CHECKING:
    from linetag.checks.case import Case

# Of the verdicts on one sum the gravest counts: 1.1 allows for rounding, XBRL 2.1 does not.
GRAVEST: Mapping[Mode, int] = {"1.1": 0, "1.1-truncation": 1, "1.0": 2}
_LONGEST = 100


def sums(case: Case) -> Iterator[Relation]:
    """Yield the sums of a build, which all of its figures are looked up in, or the failing ones of an audit.

    What XBRL 2.1 alone refuses is the minor failure. The sums of a report that hold stay calculations.
    """
    found: dict[int, dict[Mode, Calculation]] = defaultdict(dict)
    for calculation in case.calculations.results:
        if calculation.verdict != "consistent" if case.filing is None else calculation.verdict != "unchecked":
            found[id(calculation.candidate)][calculation.mode] = calculation
    for by_mode in found.values():
        judged = {mode: own for mode, own in by_mode.items() if own.verdict != "unchecked" and not own.reason}
        if case.filing is not None:
            strict = judged.get("1.0")
            if "1.1" in judged:
                fails = strict is not None and strict.verdict == "inconsistent"
                yield sum_of(judged["1.1"], case, "C401" if fails else "")
        elif judged:
            gravest = judged[min(judged, key=lambda mode: GRAVEST[mode])]
            if is_printable(gravest):
                yield sum_of(gravest, case, "C401" if gravest.mode == "1.0" else "")


def sum_of(calculation: Calculation, case: Case, minor: str = "") -> Relation:
    """Return a calculation as a relation; `minor` is the code of a failure within rounding.

    Its figures have the values that took part: rounded under XBRL 2.1, the shared one of duplicates.
    """
    reported, _, difference, slack = calculation.amounts
    total = taken(calculation.facts, reported)
    added = [(taken(one.facts, one.value), one.weight) for one in calculation.contributors if one.weight]
    if calculation.mode == "1.0" or any(is_overprecise(fact) for facts in calculation.sets for fact in facts):
        slack = rounding(total, added)
    is_open = calculation.verdict == "inconsistent" and abs(difference) <= slack and not minor
    code = "C403" if calculation.mode == "1.1-truncation" else "C402"
    if total.aspects.is_slice and calculation.missing_count:
        code = "C406"
    return Relation(
        "sum",
        f"sum of {case.name(calculation.total)}",
        code,
        minor,
        total,
        WeightedSum((*added, *_dashes(calculation, case)), slack, is_open=is_open),
        calculation,
        (calculation.role,),
    )


def taken(facts: Sequence[Fact], value: Decimal) -> Fact:
    """Return the first of duplicate facts that has a figure, with the value that took part in the sum.

    One with decimals that no amount has is exact.
    """
    fact = next((fact for fact in facts if isinstance(fact.value, Decimal)), facts[0])
    if is_overprecise(fact):
        fact = fact._replace(decimals=None)
    return fact if fact.value == value else fact._replace(value=value)


def rounding(total: Fact, terms: Sequence[tuple[Fact, Decimal]]) -> Decimal:
    """Return what rounding may explain: half a unit of each figure (Calculations 1.1)."""
    stated = [(Decimal(1), total.decimals), *((abs(weight), fact.decimals) for fact, weight in terms)]
    known = ((weight, decimals) for weight, decimals in stated if decimals is not None)
    return sum((weight * Decimal(5).scaleb(-decimals - 1) for weight, decimals in known), Decimal(0))


def is_printable(calculation: Calculation) -> bool:
    """Whether its figures are short enough for a person, and for a search for slips."""
    return all(
        abs(value.adjusted()) < _LONGEST and len(str(value)) < _LONGEST and (fact.decimals or 0) > -_LONGEST
        for facts in calculation.sets
        for fact in facts
        if isinstance(value := fact.value, Decimal)
    )


def is_overprecise(fact: Fact) -> bool:
    """Whether a figure is stated with more decimals than any amount has: a zero with decimals 128."""
    return (fact.decimals or 0) >= _LONGEST


def _dashes(calculation: Calculation, case: Case) -> Iterator[tuple[Fact, Decimal]]:
    """Yield the nil contributors of a build: they add nothing, but each could be a figure that was lost."""
    if case.filing is None:
        return
    added = {one.concept for one in calculation.contributors}
    for arc in calculation.candidate.summation.arcs:
        fact = case.figures.get((arc.target, calculation.aspects))
        if fact is not None and arc.target not in added and arc.weight is not None:
            yield fact, arc.weight


def unbound(case: Case) -> Iterator[Relation]:
    """Yield the sums of a build that no calculation binds, since dashes stand for the total or all else.

    An XBRL processor passes over them too: a total without contributors is no error there. Printed
    side by side they contradict each other.
    """
    if case.filing is None:
        return
    bound = {(c.role, c.total, c.aspects) for c in case.calculations.results}
    totals: dict[QName, list[Fact]] = defaultdict(list)
    for fact in case.figures.values():
        totals[fact.concept].append(fact)
    for (role, concept), arcs in _arcs(case).items():
        for total in totals[concept]:
            if (role, concept, total.aspects) in bound:
                continue
            found = [(case.figures.get((arc.target, total.aspects)), arc.weight) for arc in arcs]
            terms = tuple((fact, weight) for fact, weight in found if fact and weight)
            if terms and any(fact.value for fact in (total, *(fact for fact, _ in terms))):
                slack = sum((abs(weight) * half_unit(fact) for fact, weight in terms), half_unit(total))
                name, formula = f"sum of {case.name(concept)}", WeightedSum(terms, slack)
                yield Relation("sum", name, "K501", "K502", total, formula, roles=(role,))


def _arcs(case: Case) -> Mapping[tuple[str, QName], list[Arc]]:
    """Return the arcs of each total in each extended link role."""
    found: dict[tuple[str, QName], list[Arc]] = defaultdict(list)
    for network in case.taxonomy.networks:
        if network.arcrole in (SUMMATION_2003, SUMMATION_2023):
            for arc in network.arcs:
                found[network.role, arc.source].append(arc)
    return found


def holding(case: Case, failing: Sequence[Relation]) -> Mapping[str, Sequence[Calculation]]:
    """Return the sums that hold in the contexts of failing ones, by the ids of the figures of the latter."""
    wanted = {fact.id for relation in failing for fact in relation.facts}
    numbers = {own.calculation.candidate.number for own in failing if own.calculation is not None}
    mode: Mode = next((mode for mode in GRAVEST if mode in case.calculations.not_bound), "1.1")
    found: dict[str, list[Calculation]] = defaultdict(list)
    for calculation in case.calculations.in_mode(mode):
        if calculation.verdict == "consistent" and calculation.candidate.number in numbers:
            for facts in calculation.sets:
                name = next((fact for fact in facts if isinstance(fact.value, Decimal)), facts[0]).id
                if name in wanted:
                    found[name].append(calculation)
    return found
