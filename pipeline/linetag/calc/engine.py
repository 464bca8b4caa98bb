"""The calculation engine: XBRL 2.1 section 5.2.5.2 ("1.0") and Calculations 1.1, in one pass.

Pure functions over facts and networks, whoever made them::

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

from linetag.calc.binding import Candidate, bound, bound_in_tuples, index
from linetag.calc.readings import EXACT, OPEN, PLACES, Reading, Reason, needed, read, rounded
from linetag.calc.results import Branch, Calculation, Calculations, Sum
from linetag.model import Arc, Fact, Mode, Network, QName, Verdict

SUMMATION_2003 = "http://www.xbrl.org/2003/arcrole/summation-item"
SUMMATION_2023 = "https://xbrl.org/2023/arcrole/summation-item"
_ARCROLES: Mapping[Mode, tuple[str, ...]] = {
    "1.0": (SUMMATION_2003,),
    "1.1": (SUMMATION_2003, SUMMATION_2023),
    "1.1-truncation": (SUMMATION_2003, SUMMATION_2023),
}
# A weight of more digits than this is none.
_LONGEST_WEIGHT = 100


def calculate(
    facts: Iterable[Fact],
    networks: Iterable[Network],
    modes: Sequence[Mode] = ("1.0", "1.1"),
    incompatible: str = "",
) -> Calculations:
    """Check every sum of the networks, whose arcs are resolved (no prohibited ones), in each mode.

    Facts of one concept bind where their aspects are equal; the order of measures in a unit does
    not matter. Text facts of concepts outside the networks are of no concern. A report that is
    `incompatible` with the Open Information Model, for whatever reason, is unchecked under 1.1.
    """
    modes = tuple(dict.fromkeys(modes))
    wanted = [n for n in networks if any(n.arcrole in _ARCROLES[mode] for mode in modes)]
    columns, nested = index(facts, (end for n in wanted for arc in n.arcs for end in (arc.source, arc.target)))
    judges = {mode: _Judge(mode, incompatible=bool(incompatible)) for mode in modes}
    unbound: Counter[Mode] = Counter()
    results: list[Calculation] = []
    for network in wanted:
        active = [judges[mode] for mode in modes if network.arcrole in _ARCROLES[mode]]
        for total, branches in _totals(network):
            targets = [columns[branch.target] for branch in branches]
            candidates = list(bound(columns[total], branches, targets))
            places = len(set(columns[total]).union(*targets))
            inside = candidates
            if nested:
                pairs = [(columns[name], nested.get(name, {})) for name in (total, *(b.target for b in branches))]
                inside = list(bound_in_tuples(pairs[0], branches, pairs[1:]))
            for judge in active:
                own = inside if judge.mode == "1.0" else candidates
                unbound[judge.mode] += max(places - len(own), 0)
            weights = Weights(branches)
            if inside is candidates:
                role = network.role
                results += [judge(role, total, c, weights) for c in candidates for judge in active]
                continue
            for judge in active:
                own = inside if judge.mode == "1.0" else candidates
                results += [judge(network.role, total, candidate, weights) for candidate in own]
    return Calculations(tuple(results), MappingProxyType({mode: unbound[mode] for mode in modes}))


def _totals(network: Network) -> Iterator[tuple[QName, list[Branch]]]:
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
            yield total, [Branch(arc.target, _usable(arc.weight)) for arc in children]


def _usable(weight: Decimal | None) -> Decimal | None:
    if weight is None or not weight.is_finite():
        return None
    digits = weight.as_tuple()
    exponent = digits.exponent if isinstance(digits.exponent, int) else 0
    return weight if len(digits.digits) + abs(exponent) <= _LONGEST_WEIGHT else None


class Weights:
    """The weights of a total's branches as integers: nearly always 1 and -1."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        known = [branch.weight for branch in branches if branch.weight is not None]
        exponents = (weight.normalize().as_tuple().exponent for weight in known)
        self.places = max((-e for e in exponents if isinstance(e, int) and e < 0), default=0)
        self.one = 10**self.places
        self._scaled = {weight: int(weight.scaleb(self.places, EXACT)) for weight in known}

    def __call__(self, branch: Branch) -> int:
        return 0 if branch.weight is None else self._scaled[branch.weight]


class _Judge:
    """Judges candidates in one mode; reads each set of facts once, as most are part and total."""

    def __init__(self, mode: Mode, *, incompatible: bool) -> None:
        self.mode: Mode = mode
        self._known: dict[int, tuple[list[Fact], Reading | None]] = {}
        self._refused: Reason | None = "not OIM-compatible" if incompatible and mode != "1.0" else None

    def _read(self, facts: list[Fact]) -> Reading | None:
        known = self._known.get(id(facts))
        if known is None:
            # the list is kept beside its reading, so that its id is not given to another
            known = self._known[id(facts)] = facts, read(facts, self.mode)
        return known[1]

    def __call__(self, role: str, concept: QName, candidate: Candidate, weights: Weights) -> Calculation:
        """Judge a candidate."""
        places = PLACES
        total = self._read(candidate.facts)
        parts = [(branch, self._read(facts)) for branch, facts in candidate.parts]
        if total is None or None in [part for _, part in parts]:
            places = needed([*candidate.facts, *(fact for _, facts in candidate.parts for fact in facts)])
            total = read(candidate.facts, self.mode, places)
            parts = [(branch, read(facts, self.mode, places)) for branch, facts in candidate.parts]
        known = tuple((branch, part) for branch, part in parts if part is not None)
        assert total is not None and len(known) == len(parts)  # noqa: S101, PT018 - `needed` is enough for all
        found, agrees = self._summed(total, known, weights, places)
        reason = self._refused or _fault(total, known)
        verdict: Verdict = "unchecked" if reason else "consistent" if agrees else "inconsistent"
        if reason:
            found = found._replace(slack=0)
        return Calculation(
            self.mode, role, concept, candidate.facts[0].aspects, candidate.missing, verdict, reason, found
        )

    def _summed(
        self, total: Reading, parts: tuple[tuple[Branch, Reading], ...], weights: Weights, places: int
    ) -> tuple[Sum, bool]:
        """The weighted sum at the scale of the weights, and whether it agrees with the total."""
        computed = low = high = 0
        for branch, part in parts:
            weight = weights(branch)
            computed += weight * part.value
            if weight > 0:
                low += weight * part.low
                high += weight * part.high
            else:
                low += weight * part.high
                high += weight * part.low
        one = weights.one
        value = total.value * one
        if self.mode == "1.0":
            computed = rounded(computed, total.unit * one)
            return Sum(total, parts, computed, 0, places, weights.places, 0), computed == value
        agrees = low <= total.high * one and total.low * one <= high
        reach = value - total.low * one + high - computed if value >= computed else total.high * one - value + computed - low
        shift = OPEN if self.mode == "1.1-truncation" else 0
        if shift:  # without what was taken off for open ends
            reach = (reach + (1 << (shift - 1)) >> shift) << shift
        return Sum(total, parts, computed, reach, places, weights.places, shift), agrees


def _fault(total: Reading, parts: Iterable[tuple[Branch, Reading]]) -> Reason | None:
    """Why the sum cannot be checked: the total's fault first, then the contributors' in order."""
    if total.fault is not None:
        return "duplicate total" if total.fault == "duplicate contributor" else total.fault
    for branch, part in parts:
        if branch.weight is None:
            return "no weight"
        if part.fault is not None:
            return part.fault
    return None
