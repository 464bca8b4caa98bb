"""A failing sum, and the changes of its tree or of its figures with which it would hold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import combinations, islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from linetag.checks.explain.names import similarity
from linetag.checks.limits import (
    MOST_CHANGES,
    MOST_DIGIT_TERMS,
    MOST_OF_AN_AMOUNT,
    MOST_REPAIRS,
    MOST_REPORTED,
    MOST_WEIGHTS_TRIED,
    SPREAD_OF_FIGURES,
)
from linetag.checks.relation import Relation, WeightedSum, unit
from linetag.model import Aspects, Duration, Fact, Instant, QName

if TYPE_CHECKING:
    from linetag.checks.case import Case

Kind = Literal[
    "once",  # a contributor that the tree lists twice counts once
    "missing",  # a contributor without a figure has it for members, or at the instant of the same day
    "renamed",  # another concept with a similar name has the figure of a contributor that has none
    "weight",  # a contributor has the other weight
    "instead",  # another figure, of this concept or another, stands in the place of a contributor
    "total",  # the contributors are those of another total
    "added",  # another figure is added
    "without",  # a contributor is not added
]
# Changes of the tree, whatever the figures.
OF_THE_TREE: tuple[Kind, ...] = ("once", "weight", "without")


class FigureSource(NamedTuple):
    """Where a figure is found: for the members of these axes together, or for these members."""

    concept: QName
    axes: tuple[QName, ...] = ()
    members: tuple[tuple[QName, QName], ...] | None = None
    is_instant: bool = False


class Change(NamedTuple):
    """A change to a sum: what it adds to the computed total, and the amount that was looked for.

    `among` is how many figures could have been that amount.
    """

    kind: Kind
    concept: QName
    source: FigureSource | None
    adds: Decimal
    amount: Decimal
    facts: tuple[Fact, ...]
    among: int

    @property
    def key(self) -> tuple[Kind, QName, FigureSource | None]:
        """What the change is, whatever the context."""
        return self.kind, self.concept, self.source


class ReportedFigures:
    """The figures of the concepts that failing sums have, by the day on which their periods end."""

    def __init__(self, case: Case) -> None:
        """Of a case, looked up when a concept is asked for."""
        self._case = case
        self._facts: dict[QName, dict[object, list[Fact]]] = {}

    def near(self, concept: QName, own: Aspects) -> Sequence[Fact]:
        """Return the figures of a concept for that day but other members; none where there are too many."""
        by_day = self._facts.get(concept)
        if by_day is None:
            by_day = self._facts[concept] = defaultdict(list)
            for fact in self._case.of_concept(concept):
                by_day[_day(fact.aspects)].append(fact)
        facts = by_day.get(_day(own), ())
        return [f for f in facts if _is_near(f.aspects, own)] if len(facts) <= MOST_REPORTED else ()


class FailingSum:
    """A failing sum with the figures around it, in which a repair is looked for."""

    def __init__(self, relation: Relation, figures: Sequence[Fact], reported: ReportedFigures) -> None:
        """Of a relation with a calculation; `figures` are all of its context and unit."""
        self.relation = relation
        self._reported = reported
        self._figures = figures
        self._values = relation.values
        self._aspects = relation.total.aspects
        self.difference = relation.difference(self._values) or Decimal(0)
        self.slack = relation.formula.slack
        self.terms = relation.formula.terms if isinstance(relation.formula, WeightedSum) else ()
        self._own = {fact.concept for fact in relation.facts}
        self.missing = dict(relation.missing)

    @property
    def is_searched(self) -> bool:
        """Whether it is short enough, and fails by more than rounding."""
        is_minor = abs(self.difference) <= self.slack
        return not is_minor and len(self.terms) <= MOST_CHANGES and bool(self._aspects)

    def holds_with(self, changes: Sequence[Change]) -> bool:
        """Whether the sum holds but for rounding."""
        return abs(sum((change.adds for change in changes), Decimal(0)) - self.difference) <= self.slack

    def chance(self, changes: Sequence[Change]) -> Decimal:
        """Return how likely it is that one amount fits by chance."""
        several = len(changes) > 1
        amount = abs(self.difference) if several else changes[0].amount
        width = (2 * self.slack + unit(self.relation.total)) / SPREAD_OF_FIGURES
        return min(Decimal(1), width / amount) if amount else Decimal(1)

    # --- single changes -----------------------------------------------------------------------

    def change(self, kind: Kind, concept: QName, source: FigureSource | None) -> Change | None:
        """Return a change of this kind in this context, None if there is none or it changes nothing."""
        if kind in OF_THE_TREE:
            return next((c for c in self._of_the_tree if (c.kind, c.concept) == (kind, concept)), None)
        if kind == "missing" or (kind == "instead" and source and source.concept == concept):
            return next((c for c in self._other_figures if c.key == (kind, concept, source)), None)
        figure = self._by_concept.get(source.concept) if source else None
        return self._with(kind, concept, figure) if figure else None

    @cached_property
    def _by_concept(self) -> Mapping[QName, Fact]:
        return {fact.concept: fact for fact in self._figures}

    @cached_property
    def _of_the_tree(self) -> Sequence[Change]:
        """The changes of the tree: other weights, contributors that are left out, or counted once."""
        counts = Counter(fact.id for fact, _ in self.terms)
        found: dict[object, Change] = {}
        for fact, weight in self.terms:
            value = self._values[fact.id]
            added = weight * value
            if added and fact.id not in found:
                kinds: tuple[Kind, ...] = ("once",) if counts[fact.id] > 1 else ("weight", "without")
                for kind in kinds:
                    adds = -2 * added if kind == "weight" else -added
                    among = (
                        sum(counts[f.id] > 1 for f, _ in self.terms) if kind == "once" else len(self.terms)
                    )
                    found[fact.id, kind] = Change(kind, fact.concept, None, adds, abs(value), (fact,), among)
        return tuple(found.values())

    @cached_property
    def _other_figures(self) -> Sequence[Change]:
        """The figures of missing contributors for other members or dates, and those of reported ones."""
        found: list[Change] = []
        for concept, weight in self.missing.items():
            found += self._sources("missing", concept, weight, Decimal(0))
        for fact, weight in self.terms if len(self.terms) <= MOST_DIGIT_TERMS else ():
            found += self._sources("instead", fact.concept, weight, self._values[fact.id])
        return tuple(found)

    def _sources(self, kind: Kind, concept: QName, weight: Decimal, own: Decimal) -> Iterator[Change]:
        near = self._reported.near(concept, self._aspects)
        singles: dict[FigureSource, tuple[Fact, ...]] = {}
        together: dict[FigureSource, dict[object, Fact]] = defaultdict(dict)
        for fact in near:
            is_instant = isinstance(fact.aspects.period, Instant)
            if kind == "instead" and fact.aspects.period != self._aspects.period:
                continue
            source = FigureSource(concept, (), fact.aspects.members, is_instant)
            singles[source] = (fact,)
            more = [pair for pair in fact.aspects.members if pair not in self._aspects.members]
            if more and len(more) + len(self._aspects.members) == len(fact.aspects.members):
                axes = tuple(axis for axis, _ in more)
                together[FigureSource(concept, axes, None, is_instant)][tuple(more)] = fact
        sums = {source: tuple(same.values()) for source, same in together.items() if len(same) > 1}
        for source, figures in {**sums, **singles}.items():
            value = sum((f.value for f in figures if isinstance(f.value, Decimal)), Decimal(0))
            if value != own and value:
                among = len(sums) if source.axes else len(singles)
                yield Change(kind, concept, source, weight * (value - own), abs(value), figures, among)

    def _with(self, kind: Kind, concept: QName, fact: Fact) -> Change | None:
        """Return the change that another figure of this context makes."""
        value = fact.value if isinstance(fact.value, Decimal) else Decimal(0)
        source = FigureSource(fact.concept)
        among = len(self._figures)
        if not value or fact.concept in self._own or fact.concept in self.missing:
            return None
        if kind == "total":
            if sum(bool(self._values[own.id]) for own, _ in self.terms) == 1:
                return None  # any copy of a lone contributor would do
            adds = self._values[self.relation.total.id] - value
            return Change(kind, concept, source, adds, abs(value), (fact,), among)
        if kind == "added":
            sign = 1 if (value > 0) == (self.difference > 0) else -1
            return Change(kind, concept, source, sign * value, abs(value), (fact,), 2 * among)
        if kind == "renamed":
            alike = self._alike(concept, fact)
            adds = self.missing.get(concept, Decimal(0)) * value
            return Change(kind, concept, source, adds, abs(value), (fact,), alike) if alike and adds else None
        return self._instead(concept, fact, value)

    def _instead(self, concept: QName, fact: Fact, value: Decimal) -> Change | None:
        """Return what another figure changes in the place of a contributor.

        Any copy of the total would do in the place of a lone contributor, and where something is missing a
        figure with another name is less likely.
        """
        alike = self._alike(concept, fact)
        is_copy = abs(value) == abs(self._values[self.relation.total.id])
        if is_copy or not (alike or not self.relation.missing_count):
            return None
        for own, weight in self.terms:
            if own.concept == concept and self._values[own.id]:
                adds = weight * (value - self._values[own.id])
                among = (alike or len(self._figures)) * len(self.terms)
                return Change(
                    "instead", concept, FigureSource(fact.concept), adds, abs(value), (fact,), among
                )
        return None

    def _alike(self, concept: QName, fact: Fact) -> int:
        """Return how many figures of the context have a name that is as similar, 0 if it is not similar."""
        own = similarity(concept, fact.concept)
        return sum(similarity(concept, other.concept) >= own for other in self._figures) if own else 0

    # --- what fits ----------------------------------------------------------------------------

    @cached_property
    def hits(self) -> Sequence[tuple[Change, ...]]:
        """The changes with which the sum holds, single ones and several together."""
        return tuple(islice(self._hits(), MOST_REPAIRS))

    def _hits(self) -> Iterator[tuple[Change, ...]]:
        tree, others = self._of_the_tree, self._other_figures
        yield from ((change,) for change in (*tree, *others) if self.holds_with((change,)))
        yield from ((change,) for change in self._by_amount() if self.holds_with((change,)))
        several = [
            change
            for change in (*tree, *others)
            if change.kind in ("once", "weight", "missing") or (change.source and change.source.axes)
        ]
        if len(several) <= MOST_CHANGES:
            yield from self._pairs(several)
        weights = [change for change in tree if change.kind == "weight"]
        if len(weights) <= MOST_WEIGHTS_TRIED:
            yield from self._weights(weights)

    def _weights(self, weights: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
        """Yield three or four other weights that make up the difference: one or two, and two after them."""
        numbers = range(len(weights))
        pairs = sorted((weights[i].adds + weights[j].adds, i, j) for i, j in combinations(numbers, 2))
        amounts = [amount for amount, _, _ in pairs]
        for some in (*combinations(numbers, 1), *combinations(numbers, 2)):
            wanted = self.difference - sum((weights[i].adds for i in some), Decimal(0))
            near = slice(
                bisect_left(amounts, wanted - self.slack), bisect_right(amounts, wanted + self.slack)
            )
            yield from (tuple(weights[n] for n in (*some, i, j)) for _, i, j in pairs[near] if i > some[-1])

    def _pairs(self, changes: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
        """Yield the pairs of changes of different concepts that make up the difference together."""
        ordered = sorted(changes, key=lambda change: change.adds)
        amounts = [change.adds for change in ordered]
        for number, one in enumerate(ordered):
            wanted = self.difference - one.adds
            start = max(number + 1, bisect_left(amounts, wanted - self.slack))
            for other in ordered[start : bisect_right(amounts, wanted + self.slack)]:
                if other.concept != one.concept:
                    yield one, other

    def _by_amount(self) -> Iterator[Change]:
        """Yield the changes with another figure of the context, found by its amount."""
        total = self.relation.total
        wanted: list[tuple[Kind, QName, Decimal, Decimal]] = [
            ("total", total.concept, self._values[total.id] - self.difference, self.slack),
            ("added", total.concept, self.difference, self.slack),
            ("added", total.concept, -self.difference, self.slack),
        ]
        wanted += [
            ("renamed", concept, self.difference / weight, self.slack / abs(weight))
            for concept, weight in self.missing.items()
            if len(self.missing) == 1
        ]
        wanted += [
            (
                "instead",
                fact.concept,
                self._values[fact.id] + self.difference / weight,
                self.slack / abs(weight),
            )
            for fact, weight in self.terms
        ]
        for kind, concept, amount, near in wanted:
            facts = self._valued(amount - near, amount + near)
            # One of many figures of the same amount is found by chance.
            for fact in facts if len(facts) <= MOST_OF_AN_AMOUNT else ():
                if (change := self._with(kind, concept, fact)) is not None:
                    yield change

    def _valued(self, low: Decimal, high: Decimal) -> Sequence[Fact]:
        amounts, facts = self._ordered
        return facts[bisect_left(amounts, low) : bisect_right(amounts, high)]

    @cached_property
    def _ordered(self) -> tuple[Sequence[Decimal], Sequence[Fact]]:
        pairs = [
            (fact.value, n, fact) for n, fact in enumerate(self._figures) if isinstance(fact.value, Decimal)
        ]
        pairs.sort(key=lambda pair: pair[:2])
        return [value for value, _, _ in pairs], [fact for _, _, fact in pairs]


def _day(aspects: Aspects) -> object:
    period = aspects.period
    return period.end if isinstance(period, Duration) else period.on


def _is_near(aspects: Aspects, own: Aspects) -> bool:
    """Whether a figure of the same day is of the same period or an instant, and of that unit and entity."""
    one, other = aspects.period, own.period
    if one != other and isinstance(one, Instant) == isinstance(other, Instant):
        return False
    is_same = aspects.unit == own.unit and aspects.entity == own.entity and aspects.typed == own.typed
    return is_same and aspects.other == own.other and (aspects.members != own.members or one != other)
