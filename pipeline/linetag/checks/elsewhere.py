"""Where a report has what a failing sum lacks: parts in other contexts, lines that no sum adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from linetag.calc import FactSets
from linetag.calc.sets import listed
from linetag.checks.failing import Failure
from linetag.checks.relation import unit
from linetag.model import Aspects, Fact, Network, QName

# A difference of fewer units or slacks than this is found among the figures by chance, and so is one
# of fewer units than there are figures to compare it with.
_TELLING_UNITS = 100
_TELLING_SLACKS = 4
_MOST_OFF = 3
# Looking further down than this from a part is for trees of another world.
_MOST_BELOW = 10_000
# Of more parts that are not reported none is looked for.
MOST_MISSING = 50


class Missing(NamedTuple):
    """A part that is not reported in the context of the sum, and the value that would put it right."""

    concept: QName
    needed: Decimal
    near: Decimal


class Amounts:
    """The figures of one context by their amounts, whatever their signs."""

    def __init__(self) -> None:
        """Without any yet."""
        self._facts: dict[Decimal, list[Fact]] = defaultdict(list)
        self._count = 0

    def add(self, fact: Fact, value: Decimal) -> None:
        """A figure."""
        self._facts[abs(value)].append(fact)
        self._count += 1

    def left_out(self, gap: Decimal, slack: Decimal, total: Fact, own: Container[QName]) -> Sequence[Fact]:
        """Figures that are the difference of a sum, but for rounding, and no part of it (its `own`)."""
        one, gap = unit(total), abs(gap)
        most = min(_MOST_OFF, int(slack / one))
        by_chance = one * max(_TELLING_UNITS, self._count * (1 + 2 * most))
        if gap < by_chance or gap <= _TELLING_SLACKS * slack:
            return ()
        for off in sorted(range(-most, most + 1), key=abs):
            same = self._facts.get(gap + off * one, ())
            found = {fact.concept: fact for fact in same if fact.concept not in own}
            if found:
                return list(found.values())
        return ()


class Elsewhere:
    """The figures of a report as far as they may explain the failures."""

    def __init__(self, failures: Sequence[Failure], figures: FactSets, networks: Iterable[Network]) -> None:
        """Looks at the figures in the contexts of the failures, and at the networks of their roles."""
        self._arcs = _arcs(failures, networks)
        self._columns = figures.columns, figures.nested
        self._by_concept: dict[QName, Sequence[Fact]] = {}
        self._amounts: dict[int, Amounts] = defaultdict(Amounts)
        contexts = {failure.calculation.candidate.number for failure in failures}
        for column in chain.from_iterable(columns.values() for columns in self._columns):
            for number in contexts if len(contexts) < len(column) else column:
                if number in contexts and number in column:
                    for fact, value in _numbers(column[number]):
                        self._amounts[number].add(fact, value)

    def missing(self, failure: Failure) -> Sequence[Missing]:
        """The parts that are not reported with the others; none where they are too many."""
        weights = self._arcs.get(failure.calculation.role, {}).get(failure.total.concept, {})
        found = ((name, weights.get(name)) for name in _few(failure))
        return [Missing(n, failure.gap / w, failure.slack / abs(w)) for n, w in found if w]

    def facts(self, concept: QName) -> Sequence[Fact]:
        """Every figure of a concept, in the order of the documents."""
        known = self._by_concept.get(concept)
        if known is None:
            sets = (same for columns in self._columns for same in columns.get(concept, {}).values())
            known = self._by_concept[concept] = [fact for same in sets for fact, _ in _numbers(same)]
        return known

    def left_out(self, failure: Failure) -> Sequence[Fact]:
        """Figures of the same context that are the difference, but for rounding, and no part of the sum."""
        amounts = self._amounts[failure.calculation.candidate.number]
        own = {fact.concept for fact in failure.facts}
        return amounts.left_out(failure.gap, failure.slack, failure.total, own)

    def inside(self, concept: QName, failure: Failure) -> QName | None:
        """Another part of the sum which the concept is a part of, in the same role."""
        below = self._arcs.get(failure.calculation.role, {})
        seen: set[QName] = set()
        for other in [part.fact.concept for part in failure.parts if part.fact.concept != concept]:
            waiting = [other]
            while waiting and len(seen) < _MOST_BELOW:
                for part in below.get(waiting.pop(), ()):
                    if part == concept:
                        return other
                    if part not in seen:
                        seen.add(part)
                        waiting.append(part)
        return None

    def made_of(self, concept: QName, failure: Failure) -> Sequence[QName]:
        """The parts of the sum that the concept, another part of it, is the total of in the same role."""
        own = self._arcs.get(failure.calculation.role, {}).get(concept, {})
        return [part.fact.concept for part in failure.parts if part.fact.concept in own]


def _numbers(same: Fact | list[Fact]) -> Iterator[tuple[Fact, Decimal]]:
    return ((fact, fact.value) for fact in listed(same) if isinstance(fact.value, Decimal))


def _few(failure: Failure) -> Sequence[QName]:
    calculation = failure.calculation
    return calculation.missing if calculation.missing_count <= MOST_MISSING else ()


_Below = Mapping[QName, Mapping[QName, Decimal | None]]


def _arcs(failures: Sequence[Failure], networks: Iterable[Network]) -> Mapping[str, _Below]:
    """Role -> total -> part -> weight, for the roles in which sums fail."""
    roles = {failure.calculation.role for failure in failures}
    found: dict[str, dict[QName, dict[QName, Decimal | None]]] = {role: {} for role in roles}
    for network in networks:
        below = found.get(network.role)
        for arc in network.arcs if below is not None else ():
            if below is not None:
                below.setdefault(arc.source, {})[arc.target] = arc.weight
    return found


def with_more_members(facts: Iterable[Fact], aspects: Aspects) -> Iterator[tuple[QName, Fact]]:
    """The facts of one more member than the aspects have, which are else the same, with its axis."""
    own = set(aspects.members)
    for fact in facts:
        members = fact.aspects.members
        if len(members) == len(own) + 1 and own.issubset(members) and _alike(fact.aspects, aspects):
            yield next(axis for axis, member in members if (axis, member) not in own), fact


def _alike(one: Aspects, other: Aspects) -> bool:
    """Whether they differ in their members only."""
    return one._replace(members=()) == other._replace(members=())
