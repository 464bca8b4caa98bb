"""What binds: the figures of a total with those of its contributors, in one context and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from linetag.calc.readings import ordinary
from linetag.calc.sets import by_place, listed

if TYPE_CHECKING:
    from linetag.calc.readings import Reading
    from linetag.calc.sets import Column, FactSets
    from linetag.model import Fact, QName


class Branch(NamedTuple):
    """An arc of a total: its contributor, the weight if it is a number, and that as an integer."""

    target: QName
    weight: Decimal | None
    scaled: int


# The readings of one concept by the number of their aspects; None where all facts are nil.
Readings = dict[int, "Reading | None"]


class Summation:
    """A total in a network: its branches, whose weights are scaled by 10**more, with their readings."""

    def __init__(
        self, concept: QName, branches: Sequence[Branch], more: int, columns: Sequence[Readings]
    ) -> None:
        """Of the total, its branches, and for each of these the readings of its contributor."""
        self.concept = concept
        self.branches = branches
        self.more = more
        self.columns = columns

    @cached_property
    def by_contributor(self) -> Mapping[QName, Readings]:
        """The readings of each contributor, in the order of the arcs; one may have several arcs."""
        of = zip(self.branches, self.columns, strict=True)
        return {branch.target: own for branch, own in of}

    @cached_property
    def reported(self) -> Counter[int]:
        """How many contributors are reported, nil ones among them, by number of their aspects."""
        return Counter(chain.from_iterable(self.by_contributor.values()))


class Candidate(NamedTuple):
    """The reading of a total with those of its contributors that are not nil, in one context and unit.

    `absent` are the contributors without any fact there, if they are known already; else they are
    found in the columns of the summation, under `number`.
    """

    total: Reading
    parts: Sequence[tuple[Branch, Reading]]
    summation: Summation
    number: int
    absent: tuple[QName, ...] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether its figures are the same in every mode that rounds."""
        return self.total.half >= 0 and all(part.half >= 0 for _, part in self.parts)

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


class Desk:
    """The readings of each concept, made once, since most figures are part and total."""

    def __init__(self, sets: FactSets) -> None:
        """Of these facts."""
        self._sets = sets
        self._columns: dict[QName, Readings] = {}

    def column(self, concept: QName) -> Readings:
        """The readings of a concept at the top level."""
        found = self._columns.get(concept)
        if found is None:
            own = self._sets.columns.get(concept, {})
            found = self._columns[concept] = {number: ordinary(facts) for number, facts in own.items()}
        return found


def bound(totals: Readings, summation: Summation) -> Iterator[Candidate]:
    """The candidates among the facts at the top level, in the order of the total's facts.

    Goes through the shorter of two columns, so that many contexts times many arcs are no matter.
    """
    parts: dict[int, list[tuple[Branch, Reading]]] = {
        number: [] for number, total in totals.items() if total is not None
    }
    for branch, own in zip(summation.branches, summation.columns, strict=True):
        if len(own) < len(parts):
            for number, reading in own.items():
                if reading is not None and number in parts:
                    parts[number].append((branch, reading))
        else:
            for number, found in parts.items():
                reading = own.get(number)
                if reading is not None:
                    found.append((branch, reading))
    for number, found in parts.items():
        total = totals[number]
        if found and total is not None:
            yield tuple.__new__(Candidate, (total, found, summation, number, None))


def bound_in_tuples(
    totals: Sequence[Column], summation: Summation, columns: Sequence[Sequence[Column]]
) -> tuple[list[Candidate], int]:
    """The candidates of XBRL 2.1, where facts may stand in tuples, and how many sums are not bound.

    A contributor is a sibling of the total, or a descendant of one of its siblings: it stands in
    all the tuples in which the total stands. Duplicates are facts in one and the same tuple.
    `totals` and each of `columns` are the facts at the top level and those in tuples.
    """
    candidates: list[Candidate] = []
    unbound = 0
    numbers = dict.fromkeys(number for pair in (totals, *columns) for column in pair for number in column)
    for number in numbers:
        groups = by_place(fact for column in totals for fact in listed(column.get(number)))
        depths = {len(place) for place in groups}
        within = [
            _within((f for column in pair for f in listed(column.get(number))), groups.keys(), depths)
            for pair in columns
        ]
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
    """The candidate of a total with what stands beside it, or below."""
    total = ordinary(facts)
    pairs = list(zip(summation.branches, inside, strict=True))
    parts = [
        (branch, reading)
        for branch, sets in pairs
        for group in sets
        if (reading := ordinary(group)) is not None
    ]
    if total is None or not parts:
        return None
    missing = dict.fromkeys(branch.target for branch, sets in pairs if not sets)
    return Candidate(total, parts, summation, number, tuple(missing))


def _within(
    facts: Iterable[Fact], places: Iterable[tuple[int, ...]], depths: Iterable[int]
) -> dict[tuple[int, ...], list[list[Fact]]]:
    """The facts in or below each of the places, duplicates together."""
    wanted = frozenset(places)
    found: dict[tuple[int, ...], list[list[Fact]]] = {}
    for place, group in by_place(facts).items():
        for depth in depths:
            if depth <= len(place) and place[:depth] in wanted:
                found.setdefault(place[:depth], []).append(group)
    return found
