"""What binds: the facts of a total with those of its contributors, in one context and unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from linetag.calc.readings import is_present
from linetag.calc.results import Branch
from linetag.model import Aspects, Fact, QName, Unit

# The facts of one concept, by the number of their aspects.
Column = dict[int, list[Fact]]


class Candidate(NamedTuple):
    """A total's facts with those of its contributors that are not nil, in one context and unit."""

    facts: list[Fact]
    parts: list[tuple[Branch, list[Fact]]]
    missing: tuple[QName, ...]


def index(
    facts: Iterable[Fact], concepts: Iterable[QName]
) -> tuple[dict[QName, Column], dict[QName, Column]]:
    """One pass over the facts of these concepts: those at the top level, and those in tuples."""
    columns: dict[QName, Column] = {concept: {} for concept in concepts}
    nested: dict[QName, Column] = {}
    numbers: dict[Aspects, int] = {}
    # Readers share one Aspects among the facts of a context and unit, and one name among those of a
    # concept: comparing identity first saves hashing them. The objects are kept, so that their ids
    # are not given to others.
    known: dict[int, tuple[Aspects, int]] = {}
    by_id: dict[int, tuple[QName, Column | None]] = {}
    for fact in facts:
        concept = fact.concept
        found = by_id.get(id(concept))
        if found is None:
            found = by_id[id(concept)] = concept, columns.get(concept)
        column = found[1]
        if column is None:
            continue
        aspects = fact.aspects
        entry = known.get(id(aspects))
        if entry is None:
            entry = known[id(aspects)] = aspects, numbers.setdefault(_canonical(aspects), len(numbers))
        if fact.tuples:
            column = nested.setdefault(concept, {})
        same = column.get(entry[1])
        if same is None:
            column[entry[1]] = [fact]
        else:
            same.append(fact)
    return columns, nested


def _canonical(aspects: Aspects) -> Aspects:
    """Sort the measures of the unit: u-equality knows no order (XBRL 2.1 section 4.10)."""
    unit = aspects.unit
    if unit is None or (len(unit.numerators) < 2 and len(unit.denominators) < 2):  # noqa: PLR2004 - one needs no order
        return aspects

    def in_order(measures: tuple[QName, ...]) -> tuple[QName, ...]:
        return tuple(sorted(measures, key=lambda measure: (measure.namespace, measure.local)))

    unit = Unit(in_order(unit.numerators), in_order(unit.denominators))
    return Aspects(aspects.entity, aspects.period, unit, aspects.members, aspects.typed, aspects.other)


def bound(totals: Column, branches: Sequence[Branch], columns: Sequence[Column]) -> Iterator[Candidate]:
    """The candidates among the facts at the top level; `columns` are those of the branches."""
    pairs = list(zip(branches, columns, strict=True))
    for aspects, facts in totals.items():
        if facts[0].value is None and not is_present(facts):
            continue
        parts = []
        missing: dict[QName, None] = {}
        for branch, column in pairs:
            found = column.get(aspects)
            if found is None:
                missing[branch.target] = None
            elif found[0].value is not None or is_present(found):
                parts.append((branch, found))
        if parts:
            yield Candidate(facts, parts, tuple(missing))


def bound_in_tuples(
    totals: Sequence[Column], branches: Sequence[Branch], columns: Sequence[Sequence[Column]]
) -> Iterator[Candidate]:
    """The candidates of XBRL 2.1, where facts may stand in tuples; pairs of columns, top and nested.

    A contributor is a sibling of the total, or a descendant of one of its siblings: it stands in
    all the tuples in which the total stands. Duplicates are facts in one and the same tuple.
    """
    for aspects in dict.fromkeys(number for column in totals for number in column):
        groups = _by_place(fact for column in totals for fact in column.get(aspects, ()))
        depths = {len(place) for place in groups}
        within = [
            _within((f for column in pair for f in column.get(aspects, ())), groups.keys(), depths)
            for pair in columns
        ]
        for place, facts in groups.items():
            if not is_present(facts):
                continue
            found = [(branch, inside.get(place, [])) for branch, inside in zip(branches, within, strict=True)]
            parts = [(branch, group) for branch, sets in found for group in sets if is_present(group)]
            missing = dict.fromkeys(branch.target for branch, sets in found if not sets)
            if parts:
                yield Candidate(facts, parts, tuple(missing))


def _by_place(facts: Iterable[Fact]) -> dict[tuple[int, ...], list[Fact]]:
    groups: dict[tuple[int, ...], list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.tuples, []).append(fact)
    return groups


def _within(
    facts: Iterable[Fact], places: Iterable[tuple[int, ...]], depths: Iterable[int]
) -> dict[tuple[int, ...], list[list[Fact]]]:
    """The facts in or below each of the places, duplicates together."""
    wanted = frozenset(places)
    found: dict[tuple[int, ...], list[list[Fact]]] = {}
    for place, group in _by_place(facts).items():
        for depth in depths:
            if depth <= len(place) and place[:depth] in wanted:
                found.setdefault(place[:depth], []).append(group)
    return found
