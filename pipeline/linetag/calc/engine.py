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
from typing import cast

from linetag.calc.binding import Candidate, bound, bound_in_tuples, index
from linetag.calc.readings import EXACT, OPEN, PLACES, Reading, Reason, needed, read, rounded
from linetag.calc.results import Branch, Calculation, Calculations, Readings, Sum
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
_UNITS = frozenset((Decimal(1), Decimal(-1)))


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
    columns, nested = index(
        facts, (end for n in wanted for arc in n.arcs for end in (arc.source, arc.target))
    )
    readers = {truncated: _Reader(truncated=truncated) for truncated in (False, True)}
    refused: Reason | None = "not OIM-compatible" if incompatible else None
    judges = {mode: _Judge(mode, readers[mode == "1.1-truncation"], refused) for mode in modes}
    unbound: Counter[Mode] = Counter()
    results: list[Calculation] = []
    for network in wanted:
        role = network.role
        active = [judges[mode] for mode in modes if network.arcrole in _ARCROLES[mode]]
        for total, branches, more in _totals(network):
            targets = [columns[branch.target] for branch in branches]
            candidates = list(bound(columns[total], branches, targets))
            places = len(set(columns[total]).union(*targets))
            inside = candidates
            if nested:
                pairs = [
                    (columns[name], nested.get(name, {})) for name in (total, *(b.target for b in branches))
                ]
                inside = list(bound_in_tuples(pairs[0], branches, pairs[1:]))
            for judge in active:
                own = inside if judge.mode == "1.0" else candidates
                unbound[judge.mode] += max(places - len(own), 0)
            if inside is candidates:
                results += [judge(role, total, c, more) for c in candidates for judge in active]
                continue
            for judge in active:
                own = inside if judge.mode == "1.0" else candidates
                results += [judge(role, total, candidate, more) for candidate in own]
    return Calculations(tuple(results), MappingProxyType({mode: unbound[mode] for mode in modes}))


def _totals(network: Network) -> Iterator[tuple[QName, list[Branch], int]]:
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
            yield total, *_scaled([(arc.target, _usable(arc.weight)) for arc in children])


def _usable(weight: Decimal | None) -> Decimal | None:
    if weight is None or weight in _UNITS:
        return weight
    if not weight.is_finite():
        return None
    digits = weight.as_tuple()
    exponent = digits.exponent if isinstance(digits.exponent, int) else 0
    return weight if len(digits.digits) + abs(exponent) <= _LONGEST_WEIGHT else None


def _scaled(branches: Sequence[tuple[QName, Decimal | None]]) -> tuple[list[Branch], int]:
    """The branches with their weights as integers, nearly always 1 and -1, times 10**places."""
    known = {weight for _, weight in branches if weight is not None}
    exponents = (weight.normalize().as_tuple().exponent for weight in known - _UNITS)
    places = max((-e for e in exponents if isinstance(e, int) and e < 0), default=0)
    scaled = {weight: int(weight.scaleb(places, EXACT)) for weight in known}
    return [Branch(target, w, 0 if w is None else scaled[w]) for target, w in branches], places


class _Reader:
    """Reads each set of facts once, as most are part and total, and in two modes."""

    def __init__(self, *, truncated: bool) -> None:
        self._truncated = truncated
        self._known: dict[int, Reading] = {}
        self._rescaled: dict[tuple[int, int], Reading | None] = {}
        self._kept: list[list[Fact]] = []
        self._last: tuple[Candidate, Readings] | None = None

    def _read(self, facts: list[Fact]) -> Reading | None:
        reading = read(facts, truncated=self._truncated)
        if reading is not None:
            self._kept.append(facts)  # so that its id is not given to another
            self._known[id(facts)] = reading
        return reading

    def _at(self, facts: list[Fact], places: int) -> Reading | None:
        """The reading at another scale, once as well: one long figure may stand beside many others."""
        key = id(facts), places
        if key not in self._rescaled:
            self._kept.append(facts)
            self._rescaled[key] = read(facts, places, truncated=self._truncated)
        return self._rescaled[key]

    def __call__(self, candidate: Candidate) -> Readings:
        """The figures of a candidate, at a scale at which all of them are whole."""
        if self._last is not None and self._last[0] is candidate:
            return self._last[1]
        known, places = self._known.get, PLACES
        total = known(id(candidate.facts)) or self._read(candidate.facts)
        parts = tuple([(branch, known(id(facts)) or self._read(facts)) for branch, facts in candidate.parts])
        if total is None or None in [part for _, part in parts]:
            places = needed([*candidate.facts, *(fact for _, facts in candidate.parts for fact in facts)])
            total = self._at(candidate.facts, places)
            parts = tuple((branch, self._at(facts, places)) for branch, facts in candidate.parts)
        found = Readings(cast("Reading", total), cast("tuple[tuple[Branch, Reading], ...]", parts), places)
        self._last = candidate, found
        return found


class _Judge:
    """Judges candidates in one mode."""

    def __init__(self, mode: Mode, reader: _Reader, refused: Reason | None) -> None:
        self.mode: Mode = mode
        self._reader = reader
        self._judged = self._rounded if mode == "1.0" else self._spanned
        self._shift = OPEN if mode == "1.1-truncation" else 0
        self._refused = refused if mode != "1.0" else None

    def __call__(self, role: str, concept: QName, candidate: Candidate, more: int) -> Calculation:
        """Judge a candidate; the weights of its branches are scaled by 10**more."""
        readings = self._reader(candidate)
        computed, slack, agrees, fault = self._judged(readings, 10**more)
        reason = self._refused or fault
        verdict: Verdict = "unchecked" if reason else "consistent" if agrees else "inconsistent"
        if reason:
            slack = 0
            if reason == "precision 0" and self.mode == "1.0":
                verdict = "inconsistent"  # as the conformance suite wants it: 320 V-06, 397 V-24, V-29
        return Calculation(
            self.mode,
            role,
            concept,
            candidate.facts[0].aspects,
            candidate.missing,
            verdict,
            reason,
            Sum(readings, computed, slack, more, self._shift),
        )

    def _rounded(self, readings: Readings, one: int) -> tuple[int, int, bool, Reason | None]:
        """XBRL 2.1: the weighted sum, the slack (none), whether it agrees, and what forbids to say."""
        total, parts, _ = readings
        fault: Reason | None = (
            "duplicate total" if total.blocked == "duplicate contributor" else total.blocked
        )
        computed = 0
        for branch, part in parts:
            computed += branch.scaled * part.near
            # what does not bind at all goes before a figure of which nothing is known
            if fault in (None, "precision 0") and (part.blocked is not None or branch.weight is None):
                own: Reason | None = part.blocked if branch.weight is not None else "no weight"
                fault = own if fault is None or own != "precision 0" else fault
        computed = rounded(computed, total.unit * one)
        return computed, 0, computed == total.near * one, fault

    def _spanned(self, readings: Readings, one: int) -> tuple[int, int, bool, Reason | None]:
        """Calculations 1.1: the same, by the intervals for which the figures stand."""
        total, parts, _ = readings
        fault = total.fault
        computed = low = high = 0
        for branch, part in parts:
            weight = branch.scaled
            computed += weight * part.value
            if weight > 0:
                low += weight * part.low
                high += weight * part.high
            else:
                low += weight * part.high
                high += weight * part.low
            if fault is None and (part.fault is not None or branch.weight is None):
                fault = part.fault if branch.weight is not None else "no weight"
        value, bottom, top = total.value * one, total.low * one, total.high * one
        reach = value - bottom + high - computed if value >= computed else top - value + computed - low
        if self._shift:  # without what was taken off for open ends
            reach = ((reach + (1 << (self._shift - 1))) >> self._shift) << self._shift
        return computed, reach, low <= top and bottom <= high, fault
