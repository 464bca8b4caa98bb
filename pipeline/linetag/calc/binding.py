"""Binding: the figures of a total with those of its contributors, in one context and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from linetag.calc.readings import needed_scale, read, reading_of
from linetag.calc.sets import by_place, listed

if TYPE_CHECKING:
    from linetag.calc.readings import Reading
    from linetag.calc.sets import FactSets
    from linetag.model import Fact, QName


class WeightedArc(NamedTuple):
    """An arc of a total: its contributor, the weight if it is a number, and that as a scaled integer."""

    target: QName
    weight: Decimal | None
    scaled: int


# A contributor that is reported, by one arc.
Contribution = tuple[WeightedArc, "Reading"]
# The readings of one concept by the number of their aspects; None where all facts are nil.
Figures = dict[int, "Reading | None"]
# The facts of one concept by the number of their aspects, then by the tuples in which they stand.
Placed = Mapping[int, Mapping[tuple[int, ...], list["Fact"]]]


class Readings:
    """The readings of all figures, each made once: most take part in several sums and networks.

    A fact belongs to one set of duplicates only, so that its id stands for the set.
    """

    def __init__(self, sets: FactSets) -> None:
        """Of these facts."""
        self._sets = sets
        self._columns: dict[QName, Figures] = {}
        self._placed: dict[QName, Placed] = {}
        self._duplicates: dict[int, Reading | None] = {}
        self._scales: dict[int, int] = {}
        self._rescaled: dict[tuple[int, int, bool], Reading] = {}

    def column(self, concept: QName) -> Figures:
        """Return the readings of a concept at the top level."""
        found = self._columns.get(concept)
        if found is None:
            own = self._sets.columns.get(concept, {})
            found = self._columns[concept] = {number: reading_of(facts) for number, facts in own.items()}
        return found

    def placed(self, concept: QName) -> Placed:
        """Return the facts of a concept at the top level and in tuples."""
        found = self._placed.get(concept)
        if found is None:
            both = self._sets.columns.get(concept, {}), self._sets.nested.get(concept, {})
            found = self._placed[concept] = {
                number: by_place(fact for column in both for fact in listed(column.get(number)))
                for number in dict.fromkeys(chain(*both))
            }
        return found

    def of(self, facts: list[Fact]) -> Reading | None:
        """Return the reading of facts that share concept, aspects and tuple."""
        if len(facts) == 1:
            return reading_of(facts)
        key = id(facts[0])
        if key not in self._duplicates:
            self._duplicates[key] = reading_of(facts)
        return self._duplicates[key]

    def needed_scale(self, reading: Reading) -> int:
        """Return the scale at which the facts of a reading are whole."""
        key = id(reading.facts[0])
        found = self._scales.get(key)
        if found is None:
            found = self._scales[key] = needed_scale(reading.facts)
        return found

    def at_scale(self, reading: Reading, scale: int, *, truncated: bool) -> Reading:
        """Read the same facts at another scale, at least the one they need, or as truncated figures."""
        key = id(reading.facts[0]), scale, truncated
        found = self._rescaled.get(key)
        if found is None:
            found = self._rescaled[key] = read(reading.facts, scale, truncated=truncated) or reading
        return found


class Summation:
    """A total in a network: its arcs, whose weights are scaled by 10**more, and their readings."""

    def __init__(self, concept: QName, arcs: Sequence[WeightedArc], more: int, readings: Readings) -> None:
        """Of the total, its arcs, and the readings of all figures."""
        self.concept = concept
        self.arcs = arcs
        self.more = more
        self.readings = readings
        self.columns = [readings.column(arc.target) for arc in arcs]

    @cached_property
    def by_contributor(self) -> Mapping[QName, Figures]:
        """The readings of each contributor, in the order of the arcs; one may have several arcs."""
        return {arc.target: own for arc, own in zip(self.arcs, self.columns, strict=True)}

    @cached_property
    def reported(self) -> Counter[int]:
        """How many contributors are reported, nil ones among them, by number of their aspects."""
        return Counter(chain.from_iterable(self.by_contributor.values()))


class Candidate(NamedTuple):
    """The reading of a total with those of its contributors that are not nil, in one context and unit.

    `absent` are the contributors without a fact there; where it is None, they are those that have no
    `number` in their columns of the summation.
    """

    total: Reading
    contributors: Sequence[Contribution]
    summation: Summation
    number: int
    absent: tuple[QName, ...] | None = None

    @property
    def is_regular(self) -> bool:
        """Whether its figures are the same in every mode that rounds."""
        return self.total.half >= 0 and all(own.half >= 0 for _, own in self.contributors)

    @property
    def missing(self) -> tuple[QName, ...]:
        """The contributors that are not reported; nil ones are."""
        return tuple(self._missing())

    @property
    def missing_count(self) -> int:
        """How many these are, without going through them: a total may have a million arcs."""
        if self.absent is not None:
            return len(self.absent)
        return len(self.summation.by_contributor) - self.summation.reported[self.number]

    def first_missing(self, most: int) -> tuple[QName, ...]:
        """The first of them."""
        return tuple(islice(self._missing(), most))

    def _missing(self) -> Iterable[QName]:
        if self.absent is not None:
            return self.absent
        return (name for name, own in self.summation.by_contributor.items() if self.number not in own)


def bound(totals: Figures, summation: Summation) -> Iterator[Candidate]:
    """Yield the candidates among the facts at the top level, in the order of the total's facts.

    Walks the shorter of two columns, so that the time grows with the facts and the arcs, not with
    their product.
    """
    contributors: dict[int, list[Contribution]] = {
        number: [] for number, total in totals.items() if total is not None
    }
    for arc, own in zip(summation.arcs, summation.columns, strict=True):
        if len(own) < len(contributors):
            for number, reading in own.items():
                if reading is not None and number in contributors:
                    contributors[number].append((arc, reading))
        else:
            for number, found in contributors.items():
                reading = own.get(number)
                if reading is not None:
                    found.append((arc, reading))
    for number, found in contributors.items():
        total = totals[number]
        if found and total is not None:
            yield tuple.__new__(Candidate, (total, found, summation, number, None))


def bound_in_tuples(summation: Summation) -> tuple[list[Candidate], int]:
    """Return the candidates of XBRL 2.1, where facts may stand in tuples, and how many sums are not bound.

    A contributor is a sibling of the total, or a descendant of one of its siblings: it stands in
    all the tuples in which the total stands. Duplicates are facts in one and the same tuple.
    """
    candidates: list[Candidate] = []
    unbound = 0
    totals = summation.readings.placed(summation.concept)
    columns = [summation.readings.placed(arc.target) for arc in summation.arcs]
    for number in dict.fromkeys(chain(totals, *columns)):
        groups = totals.get(number, {})
        within = [_within(column.get(number, {}), groups) for column in columns]
        found = [
            candidate
            for place, facts in groups.items()
            if (
                candidate := _candidate(
                    facts, summation, [inside.get(place, []) for inside in within], number
                )
            )
        ]
        candidates += found
        unbound += max(len(groups), 1) - len(found)
    return candidates, unbound


def _candidate(
    facts: list[Fact], summation: Summation, inside: Sequence[Sequence[list[Fact]]], number: int
) -> Candidate | None:
    """The candidate of a total with the contributors that stand with it, or below."""
    readings = summation.readings
    total = readings.of(facts)
    pairs = list(zip(summation.arcs, inside, strict=True))
    contributors = [
        (arc, reading) for arc, sets in pairs for group in sets if (reading := readings.of(group)) is not None
    ]
    if total is None or not contributors:
        return None
    missing = dict.fromkeys(arc.target for arc, sets in pairs if not sets)
    return Candidate(total, contributors, summation, number, tuple(missing))


def _within(
    groups: Mapping[tuple[int, ...], list[Fact]], places: Collection[tuple[int, ...]]
) -> dict[tuple[int, ...], list[list[Fact]]]:
    """The groups of facts in or below each of the places."""
    depths = {len(place) for place in places}
    found: dict[tuple[int, ...], list[list[Fact]]] = {}
    for place, group in groups.items():
        for depth in depths:
            if depth <= len(place) and place[:depth] in places:
                found.setdefault(place[:depth], []).append(group)
    return found
