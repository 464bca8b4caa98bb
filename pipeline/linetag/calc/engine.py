"""The calculation engine: XBRL 2.1 section 5.2.5.2 ("1.0") and Calculations 1.1, in one pass.

Pure functions over facts and networks, of own builds and of other reports::

    for result in calculate(facts, networks).results:
        print(result.mode, result.total, result.verdict, result.difference)

A *candidate* is a total that is reported and not nil, with at least one such contributor, in one
context and unit. Every candidate becomes a `Calculation` per mode, passes included; what else a
network could have summed there is counted as not bound. 1.0 follows arcs of the 2003 arcrole
only, 1.1 those of 2003 and of 2023; networks of any other arcrole are passed over.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from linetag.calc.binding import Candidate, Readings, Summation, WeightedArc, bound, bound_in_tuples
from linetag.calc.judging import judged, weighed
from linetag.calc.limits import MOST_WEIGHT_DIGITS
from linetag.calc.readings import Reason
from linetag.calc.results import Calculation, Calculations
from linetag.calc.sets import FactSets, sets_of
from linetag.model import EXACT, SUMMATION_2003, SUMMATION_2023, Arc, Fact, Mode, Network, QName, Verdict

_ARCROLES: Mapping[Mode, tuple[str, ...]] = {
    "1.0": (SUMMATION_2003,),
    "1.1": (SUMMATION_2003, SUMMATION_2023),
    "1.1-truncation": (SUMMATION_2003, SUMMATION_2023),
}
_UNITS: Mapping[Decimal | None, int] = {Decimal(1): 1, Decimal(-1): -1}


def calculate(
    facts: Iterable[Fact] | FactSets,
    networks: Iterable[Network],
    modes: Sequence[Mode] = ("1.0", "1.1"),
    incompatible: str = "",
) -> Calculations:
    """Check every sum of the networks, whose arcs are resolved (no prohibited ones), in each mode.

    Facts of one concept bind where their aspects are equal; the order of measures in a unit does
    not matter. Text facts of concepts outside the networks are of no concern. A report that is
    `incompatible` with the Open Information Model, for whatever reason, is unchecked under 1.1.
    """
    sets = facts if isinstance(facts, FactSets) else sets_of(facts)
    modes = tuple(dict.fromkeys(modes))
    refused: Reason | None = "not OIM-compatible" if incompatible else None
    readings = Readings(sets)
    unbound: Counter[Mode] = Counter(dict.fromkeys(modes, 0))
    results: list[Calculation] = []
    for network in networks:
        active = [mode for mode in modes if network.arcrole in _ARCROLES[mode]]
        for total, arcs, more in _totals(network) if active else ():
            summation = Summation(total, arcs, more, readings)
            own = readings.column(total)
            candidates = list(bound(own, summation))
            not_bound = len(set(own).union(*summation.columns)) - len(candidates)
            inside, not_bound_inside = candidates, not_bound
            if sets.nested and "1.0" in active:
                inside, not_bound_inside = bound_in_tuples(summation)
            for mode in active:
                unbound[mode] += not_bound_inside if mode == "1.0" else not_bound
            if inside is candidates:
                _judge(network.role, candidates, active, refused, results)
                continue
            for mode in active:
                _judge(network.role, inside if mode == "1.0" else candidates, [mode], refused, results)
    return Calculations(tuple(results), MappingProxyType(unbound))


def _judge(
    role: str,
    candidates: Sequence[Candidate],
    modes: Sequence[Mode],
    refused: Reason | None,
    results: list[Calculation],
) -> None:
    """Judge candidates of one total in each of the modes; a million go through this loop."""
    add, new = results.append, tuple.__new__
    for candidate in candidates:
        agreements = weighed(candidate)
        fact = candidate.total.facts[0]
        verdict: Verdict
        for mode in modes:
            if agreements is not None and (mode == "1.0" or (mode == "1.1" and refused is None)):
                agrees, reason = agreements[mode != "1.0"], None
                verdict = "consistent" if agrees else "inconsistent"
            else:
                verdict, reason = _careful(candidate, mode, refused)
            add(
                new(
                    Calculation,
                    (mode, role, candidate.summation.concept, fact.aspects, verdict, reason, candidate),
                )
            )


def _careful(candidate: Candidate, mode: Mode, refused: Reason | None) -> tuple[Verdict, Reason | None]:
    own = judged(candidate, mode)
    reason = (refused if mode != "1.0" else None) or own.fault
    if reason == "precision 0" and mode == "1.0":
        # as the conformance suite wants it: 320 V-06, 397 V-24, V-29
        return "inconsistent", reason
    if reason:
        return "unchecked", reason
    return ("consistent" if own.agrees else "inconsistent"), None


def _totals(network: Network) -> Iterator[tuple[QName, list[WeightedArc], int]]:
    """Yield the totals, from the roots down level by level, with their arcs in order; see `_scaled`."""
    arcs: dict[QName, list[Arc]] = {}
    for arc in network.arcs:
        arcs.setdefault(arc.source, []).append(arc)
    targets = {arc.target for arc in network.arcs}
    seen: set[QName] = set()
    # A cycle has no root; it is entered at the total whose arc comes first.
    for starts in ([total for total in arcs if total not in targets], *([total] for total in arcs)):
        queue = deque(starts)
        while queue:
            total = queue.popleft()
            if total in seen:
                continue
            seen.add(total)
            children = sorted(arcs[total], key=lambda arc: arc.order)
            queue.extend(arc.target for arc in children if arc.target in arcs)
            yield total, *_scaled(children)


def _usable(weight: Decimal | None) -> Decimal | None:
    if weight is None or not weight.is_finite():
        return None
    digits = weight.as_tuple()
    exponent = digits.exponent if isinstance(digits.exponent, int) else 0
    return weight if len(digits.digits) + abs(exponent) <= MOST_WEIGHT_DIGITS else None


def _scaled(arcs: Sequence[Arc]) -> tuple[list[WeightedArc], int]:
    """Return the arcs with their weights times 10**more as integers, nearly always 1 and -1, and `more`."""
    if all(arc.weight in _UNITS for arc in arcs):
        return [WeightedArc(arc.target, arc.weight, _UNITS[arc.weight]) for arc in arcs], 0
    weights = [_usable(arc.weight) for arc in arcs]
    known = {weight for weight in weights if weight is not None}
    exponents = (weight.normalize().as_tuple().exponent for weight in known)
    more = max((-e for e in exponents if isinstance(e, int) and e < 0), default=0)
    scaled = {weight: int(weight.scaleb(more, EXACT)) for weight in known}
    return [
        WeightedArc(arc.target, w, 0 if w is None else scaled[w])
        for arc, w in zip(arcs, weights, strict=True)
    ], more
