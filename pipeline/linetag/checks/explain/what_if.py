"""The relations of a search with the values that it assumes, and what would be with others."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from linetag.checks.relation import Relation, WeightedSum
from linetag.model import Fact

# The relations that hold and have a figure, where not all are known beforehand.
Holding = Callable[[Fact], Iterable[Relation]]
Changes = Mapping[str, Decimal]


class WhatIf:
    """Relations by number: `open` ones fail, `grave` ones by more than rounding, the others hold.

    Of a linear relation the difference is kept, so that a change takes the same time in a sum of ten
    thousand figures as in one of three.
    """

    def __init__(self, relations: Sequence[Relation], figures: Sequence[Fact], holding: Holding) -> None:
        """Start with the figures as reported; `holding` finds more relations when a figure is looked at."""
        self._holding = holding
        self.values = {fact.id: fact.value for fact in figures if isinstance(fact.value, Decimal)}
        self.relations: list[Relation] = []
        self.differences: list[Decimal | None] = []
        # How the difference of a linear relation grows with each figure.
        self.coefficients: list[Mapping[str, Decimal]] = []
        self.touching: dict[str, dict[int, None]] = defaultdict(dict)
        self._numbers: dict[int, int] = {}
        self._asked: set[str] = set()
        self.open: set[int] = set()
        for relation in relations:
            self._add(relation)
        failing = {i: code for i in range(len(relations)) if (code := self.code(i, {}))}
        self.open = set(failing)
        self.grave = {i for i, code in failing.items() if code == relations[i].code}

    def _add(self, relation: Relation) -> None:
        index = self._numbers.setdefault(id(relation), len(self.relations))
        if index < len(self.relations):
            return
        self.relations.append(relation)
        coefficients = relation.coefficients()
        for fact in relation.facts:
            if isinstance(fact.value, Decimal):
                self.values.setdefault(fact.id, fact.value)
            self.touching[fact.id][index] = None
        self.coefficients.append(coefficients or {})
        self.differences.append(None if coefficients is None else relation.difference(self.values))

    def code(self, index: int, changes: Changes) -> str:
        """Return the code of the failure of a relation with some values changed, or ""."""
        relation, difference = self.relations[index], self.differences[index]
        if difference is None:
            # What fails and could not be decided then would not be mended.
            undecided = relation.code if index in self.open else ""
            return relation.failure(ChainMap(dict(changes), self.values), undecided=undecided)
        coefficients = self.coefficients[index]
        for key, value in changes.items():
            if key in coefficients:
                difference += coefficients[key] * (value - self.values[key])
        return relation.verdict(difference)

    def codes(self, fact: Fact, changes: Changes, partner: Fact | None = None) -> Mapping[int, str]:
        """Return the codes of all relations that a figure, or its partner too, takes part in."""
        touching = self.touched(fact) if partner is None else {**self.touched(fact), **self.touched(partner)}
        return {index: self.code(index, changes) for index in touching}

    def touched(self, fact: Fact) -> Mapping[int, None]:
        """Return the relations that a figure takes part in, those that hold looked up once."""
        if fact.id not in self._asked:
            self._asked.add(fact.id)
            for relation in self._holding(fact):
                self._add(relation)
        return self.touching[fact.id]

    def is_grave(self, index: int, code: str) -> bool:
        """Whether the code of a relation is that of a failure beyond rounding."""
        return code == self.relations[index].code

    def breaks(self, index: int, code: str) -> bool:
        """Whether a relation that holds would fail; one that was mended may be off by rounding already."""
        return bool(code) and index not in self.open and code != self.code(index, {})

    def mended(self, codes: Mapping[int, str]) -> tuple[int, ...]:
        """Return the open relations that would hold, or no longer fail by more than rounding."""
        own = {i: code for i, code in codes.items() if i in self.open}
        milder = self.grave.intersection(i for i, code in own.items() if not self.is_grave(i, code))
        return tuple(sorted(i for i, code in own.items() if not code or i in milder))

    def change(self, changes: Changes, touching: Iterable[int]) -> None:
        """Go on with other values; `touching` are the relations that have them."""
        for index in touching:
            if (difference := self.differences[index]) is not None:
                own = self.coefficients[index]
                moved = (own[key] * (new - self.values[key]) for key, new in changes.items() if key in own)
                self.differences[index] = difference + sum(moved, Decimal(0))
        self.values.update(changes)

    def reweight(self, index: int, facts: Sequence[Fact], factor: Decimal) -> None:
        """Go on with another sum, in which the weights of some figures are multiplied."""
        relation, line = self.relations[index], {fact.id for fact in facts}
        formula = relation.formula
        if not isinstance(formula, WeightedSum):
            return
        terms = tuple((f, w * factor if f.id in line else w) for f, w in formula.terms)
        self.relations[index] = other = relation._replace(formula=formula._replace(terms=terms))
        self.coefficients[index] = other.coefficients() or {}
        self.differences[index] = other.difference(self.values)

    def review(self, index: int) -> None:
        """See whether an open relation still fails by more than rounding."""
        self.grave.discard(index)
        if index in self.open and self.is_grave(index, self.code(index, {})):
            self.grave.add(index)
