"""Facts by concept and by aspects: what sums are made of, and where duplicates show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linetag.model import Aspects, Fact, QName, Unit

# The facts of one concept by the number of their aspects: one, or a list of duplicates.
Column = dict[int, Fact | list[Fact]]


class FactSets(NamedTuple):
    """Facts that share concept and aspects, together: those at the top level, and those in tuples."""

    columns: dict[QName, Column]
    nested: dict[QName, Column]

    def repeated(self) -> Iterator[list[Fact]]:
        """Each set of facts that share concept, aspects and tuple."""
        for column in self.columns.values():
            yield from (same for same in column.values() if isinstance(same, list))
        for column in self.nested.values():
            for same in column.values():
                if isinstance(same, list):
                    yield from (group for group in by_place(same).values() if len(group) > 1)


def sets_of(facts: Iterable[Fact]) -> FactSets:
    """One pass over the facts; the order of measures in a unit does not matter."""
    columns: dict[QName, Column] = {}
    nested: dict[QName, Column] = {}
    numbers: dict[Aspects, int] = {}
    # Readers share one Aspects among the facts of a context and unit, and one name among those of a
    # concept: comparing identity first saves hashing them. The objects are kept, so that their ids
    # are not given to others.
    known: dict[int, tuple[Aspects, int]] = {}
    by_id: dict[int, tuple[QName, Column]] = {}
    for fact in facts:
        concept, aspects = fact.concept, fact.aspects
        found = by_id.get(id(concept))
        if found is None:
            found = by_id[id(concept)] = concept, columns.setdefault(concept, {})
        entry = known.get(id(aspects))
        if entry is None:
            entry = known[id(aspects)] = aspects, numbers.setdefault(_canonical(aspects), len(numbers))
        column, number = found[1], entry[1]
        if fact.tuples:
            column = nested.setdefault(concept, {})
        same = column.get(number)
        if same is None:
            column[number] = fact
        elif isinstance(same, list):
            same.append(fact)
        else:
            column[number] = [same, fact]
    return FactSets(columns, nested)


def listed(same: Fact | list[Fact] | None) -> list[Fact]:
    """What a column holds as a list."""
    if isinstance(same, list):
        return same
    return [] if same is None else [same]


def by_place(facts: Iterable[Fact]) -> dict[tuple[int, ...], list[Fact]]:
    """Facts by the tuples in which they stand."""
    groups: dict[tuple[int, ...], list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.tuples, []).append(fact)
    return groups


def _canonical(aspects: Aspects) -> Aspects:
    """Sort the measures of the unit: u-equality knows no order (XBRL 2.1 section 4.10)."""
    unit = aspects.unit
    if unit is None or (len(unit.numerators) < 2 and len(unit.denominators) < 2):  # noqa: PLR2004 - one needs no order
        return aspects
    return aspects._replace(unit=Unit(*(tuple(sorted(measures)) for measures in unit)))
