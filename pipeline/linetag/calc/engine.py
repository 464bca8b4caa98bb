"""The calculation engine: XBRL 2.1 section 5.2.5.2 ("1.0") and Calculations 1.1, in one pass.

Pure functions over facts and networks, whoever made them::

    for result in calculate(report.facts, taxonomy.networks).results:
        print(result.mode, result.total, result.verdict, result.difference)

A *candidate* is a total that is reported and not nil, with at least one such contributor, in one
context and unit. Every candidate becomes a `Calculation` per mode, passes included; what else a
network could have summed there is counted as not bound. 1.0 follows arcs of the 2003 arcrole
only, 1.1 those of 2003 and of 2023; networks of any other arcrole are passed over.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, get_args

from linetag.calc import intervals
from linetag.calc.intervals import TOO_MANY_DIGITS, ZERO, Interval
from linetag.calc.readings import REASONS, Reading, Reason, is_present, read
from linetag.model import (
    Arc,
    Aspects,
    Calculation,
    Contributor,
    Fact,
    Mode,
    Network,
    QName,
    Unit,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

__all__ = [
    "REASONS",
    "SUMMATION_2003",
    "SUMMATION_2023",
    "Calculations",
    "Reason",
    "calculate",
    "faulty_sets",
]

SUMMATION_2003 = "http://www.xbrl.org/2003/arcrole/summation-item"
SUMMATION_2023 = "https://xbrl.org/2023/arcrole/summation-item"
_ARCROLES: Mapping[Mode, tuple[str, ...]] = {
    "1.0": (SUMMATION_2003,),
    "1.1": (SUMMATION_2003, SUMMATION_2023),
    "1.1-truncation": (SUMMATION_2003, SUMMATION_2023),
}

# the facts of one concept, by the number of their aspects
_Column = dict[int, list[Fact]]


@dataclass(frozen=True, slots=True)
class Calculations:
    """All candidates with their verdicts, and per mode how many sums were not bound.

    `results` come by network, then total (from the roots down, level by level), then in the
    order of the total's facts, then by mode. In each, `difference` is reported - computed, and
    `slack` how far these may differ in that direction: 0 in 1.0, whose figures are the rounded
    ones. In an unchecked one the figures are only informative: the slack is 0, a value that is
    not a number stands as 0, and so do computed and difference where they have too many digits.
    A nil contributor is neither among the contributors nor missing.
    """

    results: tuple[Calculation, ...]
    not_bound: Mapping[Mode, int]

    def in_mode(self, mode: Mode) -> tuple[Calculation, ...]:
        """Select the results of one mode, in their order."""
        return tuple(result for result in self.results if result.mode == mode)

    def counts(self) -> Mapping[Mode, Mapping[str, int]]:
        """Mode -> {"consistent": n, "inconsistent": n, "unchecked": n, "not_bound": n}."""
        seen = Counter((result.mode, result.verdict) for result in self.results)
        return {
            mode: {**{verdict: seen[mode, verdict] for verdict in get_args(Verdict)}, "not_bound": unbound}
            for mode, unbound in self.not_bound.items()
        }


class _Branch(NamedTuple):
    """An arc with the facts of its target; `repeated` if an earlier arc has the same target."""

    target: QName
    weight: Decimal | None
    column: _Column
    repeated: bool


class _Candidate(NamedTuple):
    """A total's facts with those of its contributors that are not nil, in one context and unit."""

    facts: list[Fact]
    parts: list[tuple[_Branch, list[Fact]]]
    missing: tuple[QName, ...]


def calculate(
    facts: Iterable[Fact],
    networks: Iterable[Network],
    modes: Sequence[Mode] = ("1.0", "1.1"),
) -> Calculations:
    """Check every sum of the networks, whose arcs are resolved (no prohibited ones), in each mode.

    Facts of one concept bind where their aspects are equal; the order of measures in a unit does
    not matter. Text facts of concepts outside the networks are of no concern.
    """
    modes = tuple(dict.fromkeys(modes))
    wanted = [n for n in networks if any(n.arcrole in _ARCROLES[mode] for mode in modes)]
    columns = _index(facts, wanted)
    judges = {mode: _Judge(mode) for mode in modes}
    unbound: Counter[Mode] = Counter()
    results: list[Calculation] = []
    with intervals.exact():
        for network in wanted:
            active = [judges[mode] for mode in modes if network.arcrole in _ARCROLES[mode]]
            for total, branches in _totals(network, columns):
                before = len(results)
                for candidate in _candidates(columns.get(total, {}), branches):
                    results += [judge(network.role, total, candidate) for judge in active]
                places = set(columns.get(total, ())).union(*(branch.column for branch in branches))
                bound = (len(results) - before) // len(active)
                unbound.update({judge.mode: len(places) - bound for judge in active})
    return Calculations(tuple(results), MappingProxyType({mode: unbound[mode] for mode in modes}))


def faulty_sets(calculation: Calculation) -> tuple[tuple[Fact, ...], ...]:
    """Return the sets of facts (the total's, a contributor's) for which a sum was left unchecked.

    Empty where the fault is not in one concept's facts (weights, the length of the sum).
    """
    with intervals.exact():
        sets = (calculation.facts, *(part.facts for part in calculation.contributors))
        return tuple(facts for facts in sets if read(facts, calculation.mode).fault is not None)


# --- what binds ---------------------------------------------------------------------------------


def _index(facts: Iterable[Fact], networks: Iterable[Network]) -> dict[QName, _Column]:
    """One pass over the facts: concept -> number of the aspects -> facts, for the networks' concepts."""
    columns: dict[QName, _Column] = {}
    for network in networks:
        for arc in network.arcs:
            columns.setdefault(arc.source, {})
            columns.setdefault(arc.target, {})
    numbers: dict[Aspects, int] = {}
    # Readers share one Aspects among the facts of a context and unit: comparing identity first
    # saves hashing it for each. The object is kept, so that its id is not given to another.
    known: dict[int, tuple[Aspects, int]] = {}
    for fact in facts:
        column = columns.get(fact.concept)
        if column is None:
            continue
        aspects = fact.aspects
        entry = known.get(id(aspects))
        if entry is None:
            entry = known[id(aspects)] = aspects, numbers.setdefault(_canonical(aspects), len(numbers))
        column.setdefault(entry[1], []).append(fact)
    return columns


def _canonical(aspects: Aspects) -> Aspects:
    """Sort the measures of the unit: u-equality knows no order (XBRL 2.1 section 4.10)."""
    unit = aspects.unit
    if unit is None or (len(unit.numerators) < 2 and len(unit.denominators) < 2):  # noqa: PLR2004 - one needs no order
        return aspects

    def in_order(measures: tuple[QName, ...]) -> tuple[QName, ...]:
        return tuple(sorted(measures, key=lambda measure: (measure.namespace, measure.local)))

    unit = Unit(in_order(unit.numerators), in_order(unit.denominators))
    return Aspects(aspects.entity, aspects.period, unit, aspects.members)


def _totals(network: Network, columns: Mapping[QName, _Column]) -> Iterator[tuple[QName, list[_Branch]]]:
    """Yield the totals, from the roots down level by level, with their arcs in order."""
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
            yield total, _branches(children, columns)


def _branches(children: Iterable[Arc], columns: Mapping[QName, _Column]) -> list[_Branch]:
    met: set[QName] = set()
    branches = []
    for arc in children:
        weight = arc.weight if arc.weight is not None and arc.weight.is_finite() else None
        branches.append(_Branch(arc.target, weight, columns[arc.target], arc.target in met))
        met.add(arc.target)
    return branches


def _candidates(totals: _Column, branches: Sequence[_Branch]) -> Iterator[_Candidate]:
    for aspects, facts in totals.items():
        if not is_present(facts):
            continue
        parts = []
        missing = []
        for branch in branches:
            found = branch.column.get(aspects)
            if found is None:
                if not branch.repeated:
                    missing.append(branch.target)
            elif is_present(found):
                parts.append((branch, found))
        if parts:
            yield _Candidate(facts, parts, tuple(missing))


# --- the verdict ---------------------------------------------------------------------------------


class _Judge:
    """Judges candidates in one mode; reads each set of facts once, as most are part and total."""

    def __init__(self, mode: Mode) -> None:
        self.mode: Mode = mode
        self._known: dict[int, tuple[list[Fact], Reading]] = {}

    def _read(self, facts: list[Fact]) -> Reading:
        known = self._known.get(id(facts))
        if known is None:
            # the list is kept beside its reading, so that its id is not given to another
            known = self._known[id(facts)] = facts, read(facts, self.mode)
        return known[1]

    def __call__(self, role: str, concept: QName, candidate: _Candidate) -> Calculation:
        """Judge a candidate, inside `intervals.exact()`."""
        total = self._read(candidate.facts)
        parts = [(branch, self._read(facts)) for branch, facts in candidate.parts]
        reason = _fault(total, parts)
        computed = difference = slack = ZERO
        agrees = False
        try:
            found = intervals.weighted_sum((branch.weight or ZERO, part.interval) for branch, part in parts)
            if self.mode == "1.0":
                found = Interval(intervals.rounded(found.value, total.decimals))
            allowed, less = intervals.reach(total.interval, found)
            apart = total.interval.value - found.value
            agrees = abs(apart) < allowed or (abs(apart) == allowed and not less)
            computed, difference, slack = found.value, apart, ZERO if reason else allowed
        except TOO_MANY_DIGITS:
            reason = reason or "too many digits"
        return Calculation(
            mode=self.mode,
            role=role,
            total=concept,
            aspects=candidate.facts[0].aspects,
            facts=total.facts,
            contributors=tuple(
                Contributor(
                    branch.target, branch.weight or ZERO, part.interval.value, part.decimals, part.facts
                )
                for branch, part in parts
            ),
            missing=candidate.missing,
            reported=total.interval.value,
            computed=computed,
            difference=difference,
            slack=slack,
            verdict="unchecked" if reason else "consistent" if agrees else "inconsistent",
            reason=reason,
        )


def _fault(total: Reading, parts: Iterable[tuple[_Branch, Reading]]) -> Reason | None:
    """Why the sum cannot be checked: the total's fault first, then the contributors' in order."""
    if total.fault is not None:
        return "duplicate total" if total.fault == "duplicate contributor" else total.fault
    for branch, part in parts:
        if branch.weight is None:
            return "no weight"
        if part.fault is not None:
            return part.fault
    return None
