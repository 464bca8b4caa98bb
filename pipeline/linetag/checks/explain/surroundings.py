"""What a report has around a failing sum: lines that no sum adds, and other sums of the same role."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.calc.sets import listed
from linetag.checks.limits import MOST_BELOW, MOST_UNITS_OFF, TELLING_SLACKS, TELLING_UNITS_UNADDED
from linetag.checks.relation import Relation, unit
from linetag.model import Fact, QName

if TYPE_CHECKING:
    from linetag.checks.case import Case


class Amounts:
    """The figures of one context and unit by their amounts, whatever their signs."""

    def __init__(self) -> None:
        """Start without any."""
        self._facts: dict[Decimal, list[Fact]] = defaultdict(list)
        self._count = 0

    def add(self, fact: Fact) -> None:
        """Add a figure."""
        if isinstance(fact.value, Decimal):
            self._facts[abs(fact.value)].append(fact)
            self._count += 1

    def unadded(
        self, difference: Decimal, slack: Decimal, total: Fact, own: Container[QName]
    ) -> Sequence[Fact]:
        """Return figures that are the difference of a sum, but for rounding, except of its `own` concepts."""
        one, amount = unit(total), abs(difference)
        most = min(MOST_UNITS_OFF, int(slack / one))
        by_chance = one * max(TELLING_UNITS_UNADDED, self._count * (1 + 2 * most))
        if amount < by_chance or amount <= TELLING_SLACKS * slack:
            return ()
        for off in sorted(range(-most, most + 1), key=abs):
            same = self._facts.get(amount + off * one, ())
            found = {fact.concept: fact for fact in same if fact.concept not in own}
            if found:
                return list(found.values())
        return ()


class SumSurroundings:
    """The figures and sums of a case as far as they may explain its failing sums."""

    def __init__(self, failing: Sequence[Relation], case: Case, relations: Sequence[Relation] = ()) -> None:
        """Index the figures in the contexts of failing sums, and the sums of their roles."""
        self._derivations = [one for one in relations if one.kind == "derivation"]
        self._numbers = {relation.total.id: _number(relation, case) for relation in failing}
        self._amounts: dict[int | None, Amounts] = defaultdict(Amounts)
        wanted = set(self._numbers.values())
        for column in (column for columns in case.sets for column in columns.values()):
            for number in wanted.intersection(column):
                for fact in listed(column[number]) if number is not None else ():
                    self._amounts[number].add(fact)
        self._failures = Counter(_sum_of_role(relation) for relation in failing)
        roles = {role for relation in failing for role in relation.roles}
        self._below: dict[str, dict[QName, dict[QName, None]]] = {role: {} for role in roles}
        for network in case.taxonomy.networks:
            if (below := self._below.get(network.role)) is not None:
                for arc in network.arcs:
                    below.setdefault(arc.source, {})[arc.target] = None

    def unadded(self, relation: Relation) -> Sequence[Fact]:
        """Return figures of the same context that are the difference, and that the sum does not add."""
        difference = relation.difference(relation.values)
        if relation.kind != "sum" or difference is None:
            return ()
        own = {fact.concept for fact in relation.facts}
        amounts = self._amounts[self._numbers[relation.total.id]]
        return amounts.unadded(difference, relation.formula.slack, relation.total, own)

    def fails_alone(self, relation: Relation) -> bool:
        """Whether the sum fails in no other context of its role."""
        return self._failures[_sum_of_role(relation)] == 1

    def other_of_the_figure(self, relation: Relation) -> Relation | None:
        """Return another derivation of the same kind that holds with the figure, as if its row were wrong."""
        for other in self._derivations if relation.kind == "derivation" else ():
            own = relation._replace(formula=other.formula)
            is_other = other.total.id != relation.total.id and other.name == relation.name
            if is_other and not own.failure({**other.values, **relation.values}, undecided=relation.code):
                return other
        return None

    def total_above(self, concept: QName, relation: Relation) -> QName | None:
        """Return another contributor of the sum that the concept contributes to, in the same role."""
        below = self._contributors(relation)
        seen: set[QName] = set()
        for other in [fact.concept for fact, _ in relation.formula.terms if fact.concept != concept]:
            waiting = [other]
            while waiting and len(seen) < MOST_BELOW:
                for contributor in below.get(waiting.pop(), ()):
                    if contributor == concept:
                        return other
                    if contributor not in seen:
                        seen.add(contributor)
                        waiting.append(contributor)
        return None

    def is_counted_twice(self, fact: Fact, relation: Relation) -> bool:
        """Whether the tree shows that the sum adds a figure, and another one of which it is a part."""
        concept = fact.concept
        return bool(self.total_above(concept, relation) or self.contributors_below(concept, relation))

    def contributors_below(self, concept: QName, relation: Relation) -> Sequence[QName]:
        """Return the contributors of the sum that the concept is the total of, in the same role."""
        own = self._contributors(relation).get(concept, {})
        return [fact.concept for fact, _ in relation.formula.terms if fact.concept in own]

    def _contributors(self, relation: Relation) -> Mapping[QName, Mapping[QName, None]]:
        return self._below.get(relation.roles[0], {}) if relation.roles else {}


def _sum_of_role(relation: Relation) -> object:
    return relation.roles, relation.total.concept, relation.total.aspects.is_slice


def _number(relation: Relation, case: Case) -> int | None:
    """Return the number of the aspects of a total among the facts by concept."""
    if relation.calculation is not None:
        return relation.calculation.candidate.number
    column = case.sets.columns.get(relation.total.concept, {})
    own = relation.total.aspects
    return next((number for number, same in column.items() if listed(same)[0].aspects == own), None)
