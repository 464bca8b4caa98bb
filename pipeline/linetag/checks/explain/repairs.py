"""What else would make a sum hold: other weights, a contributor that is reported elsewhere, another figure.

Each repair is a set of changes to the tree of a total, tried in all contexts in which the sum fails. How
likely it is that so many figures fit by chance decides whether it is named.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from linetag.calc.sets import listed
from linetag.checks.explain.names import similarity
from linetag.checks.limits import (
    MOST_CHANCE,
    MOST_CHANGES,
    MOST_REPORTED,
    MOST_WEIGHTS_TRIED,
    SPREAD_OF_FIGURES,
)
from linetag.checks.relation import Relation, unit
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
# In order of how convincing each is.
_RANK: tuple[Kind, ...] = get_args(Kind)
# A total of a role, of the whole entity or of slices.
_Total = tuple[str, QName, bool]
_OF_THE_TREE: tuple[Kind, ...] = ("once", "weight", "without")


class Source(NamedTuple):
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
    source: Source | None
    adds: Decimal
    amount: Decimal
    facts: tuple[Fact, ...]
    among: int

    @property
    def key(self) -> tuple[Kind, QName, Source | None]:
        """What the change is, whatever the context."""
        return self.kind, self.concept, self.source


class Repair(NamedTuple):
    """Changes with which a sum holds; `name` is the same in all contexts that they explain."""

    changes: tuple[Change, ...]
    name: frozenset[object]


class Repairs:
    """The repairs of the failing sums of a case."""

    def __init__(self, failing: Sequence[Relation], case: Case) -> None:
        """Find for each failing sum of an audit the repair that fits most contexts of its total."""
        self._case = case
        self._found: dict[int, Repair] = {}
        groups: dict[_Total, list[FailingSum]] = defaultdict(list)
        figures = _by_number(failing, case)
        for relation in failing:
            calculation = relation.calculation
            if calculation is not None and case.instance is not None and relation.formula.is_linear:
                one = FailingSum(relation, figures[calculation.candidate.number], case)
                if one.is_searched:
                    key = calculation.role, calculation.total, calculation.aspects.is_slice
                    groups[key].append(one)
        kept = _kept(groups, case)
        for key, group in groups.items():
            self._search(group, kept[key])

    def of(self, relation: Relation) -> Repair | None:
        """Return the repair of a failing sum."""
        return self._found.get(id(relation))

    def _search(self, group: list[FailingSum], kept: frozenset[QName]) -> None:
        """Find the repairs of the sums of one total; `kept` are contributors that other sums hold with."""
        left = list(group)
        while left:
            tried: dict[
                frozenset[object], tuple[tuple[Decimal | int, ...], list[FailingSum], list[Repair]]
            ] = {}
            for one in left:
                for changes in one.hits():
                    name = frozenset(change.key for change in changes)
                    if name not in tried:
                        tried[name] = self._tried(changes, left, kept)
            found = [one for one in tried.values() if one[1] and not _is_one_of_many(one, tried.values())]
            best = min(found, key=lambda one: one[0], default=None)
            if best is None:
                return
            for one, repair in zip(best[1], best[2], strict=True):
                self._found[id(one.relation)] = repair
            done = {id(one) for one in best[1]}
            left = [one for one in left if id(one) not in done]

    @staticmethod
    def _tried(changes: Sequence[Change], left: Sequence[FailingSum], kept: frozenset[QName]) -> _Tried:
        """Return how good a repair is, the sums that it makes hold, and their changes."""
        if any(change.kind in _OF_THE_TREE and change.concept in kept for change in changes):
            return (), [], []
        fitting: list[tuple[FailingSum, tuple[Change, ...]]] = []
        for one in left:
            own = tuple(found for change in changes if (found := one.change(*change.key)) is not None)
            if own and one.holds_with(own):
                fitting.append((one, own))
        chance = Decimal(1)
        seen: set[Decimal] = set()
        for one, own in fitting:
            if one.difference not in seen:
                chance *= one.chance(own) if seen else one.chance(own) * _tries(own)
                seen.add(one.difference)
        if not fitting or chance > MOST_CHANCE:
            return (), [], []
        name = frozenset(change.key for change in changes)
        rank = max(_RANK.index(change.kind) for change in changes)
        ones = [one for one, _ in fitting]
        return (-len(fitting), len(changes), rank, chance), ones, [Repair(own, name) for _, own in fitting]


# How good a repair is, the smaller the better, the sums that it makes hold, and their changes.
_Tried = tuple[tuple[Decimal | int, ...], "list[FailingSum]", list[Repair]]


class FailingSum:
    """A failing sum with the figures around it, in which a repair is looked for."""

    def __init__(self, relation: Relation, figures: Sequence[Fact], case: Case) -> None:
        """Of a relation with a calculation; `figures` are all of its context and unit."""
        self.relation = relation
        self._case = case
        self._figures = figures
        self._values = relation.values
        self._aspects = relation.total.aspects
        self.difference = relation.difference(self._values) or Decimal(0)
        self.slack = relation.formula.slack
        self.terms = tuple(relation.formula.terms) if hasattr(relation.formula, "terms") else ()
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

    def change(self, kind: Kind, concept: QName, source: Source | None) -> Change | None:
        """Return a change of this kind in this context, None if there is none or it changes nothing."""
        if kind in _OF_THE_TREE:
            return next((c for c in self._of_the_tree if (c.kind, c.concept) == (kind, concept)), None)
        if kind == "missing" or (kind == "instead" and source and source.concept == concept):
            return next((c for c in self._elsewhere if c.key == (kind, concept, source)), None)
        figures = [fact for fact in self._figures if source and fact.concept == source.concept]
        return self._with(kind, concept, figures[0]) if figures else None

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
    def _elsewhere(self) -> Sequence[Change]:
        """The figures of missing contributors for other members or dates, and those of reported ones."""
        found: list[Change] = []
        for concept, weight in self.missing.items():
            found += self._sources("missing", concept, weight, Decimal(0))
        for fact, weight in self.terms:
            found += self._sources("instead", fact.concept, weight, self._values[fact.id])
        return tuple(found)

    def _sources(self, kind: Kind, concept: QName, weight: Decimal, own: Decimal) -> Iterator[Change]:
        facts = self._case.of_concept(concept)
        near = [fact for fact in facts[:MOST_REPORTED] if _is_near(fact.aspects, self._aspects)]
        singles: dict[Source, tuple[Fact, ...]] = {}
        together: dict[Source, dict[object, Fact]] = defaultdict(dict)
        for fact in near:
            is_instant = isinstance(fact.aspects.period, Instant)
            if kind == "instead" and fact.aspects.period != self._aspects.period:
                continue
            source = Source(concept, (), fact.aspects.members, is_instant)
            singles[source] = (fact,)
            more = [pair for pair in fact.aspects.members if pair not in self._aspects.members]
            if more and len(more) + len(self._aspects.members) == len(fact.aspects.members):
                axes = tuple(axis for axis, _ in more)
                together[Source(concept, axes, None, is_instant)][tuple(more)] = fact
        sums = {source: tuple(same.values()) for source, same in together.items() if len(same) > 1}
        for source, figures in {**sums, **singles}.items():
            value = sum((f.value for f in figures if isinstance(f.value, Decimal)), Decimal(0))
            if value != own and value:
                among = len(singles) + len(sums)
                yield Change(kind, concept, source, weight * (value - own), abs(value), figures, among)

    def _with(self, kind: Kind, concept: QName, fact: Fact) -> Change | None:
        """Return the change that another figure of this context makes."""
        value = fact.value if isinstance(fact.value, Decimal) else Decimal(0)
        source = Source(fact.concept)
        among = len(self._figures)
        if not value or fact.concept in self._own or fact.concept in self.missing:
            return None
        if kind == "total":
            adds = self._values[self.relation.total.id] - value
            return Change(kind, concept, source, adds, abs(value), (fact,), among)
        if kind == "added":
            sign = 1 if (value > 0) == (self.difference > 0) else -1
            return Change(kind, concept, source, sign * value, abs(value), (fact,), 2 * among)
        alike = self._alike(concept, fact)
        if kind == "renamed" and concept in self.missing and alike:
            return Change(kind, concept, source, self.missing[concept] * value, abs(value), (fact,), alike)
        for own, weight in self.terms if kind == "instead" else ():
            if own.concept == concept and self._values[own.id]:
                adds = weight * (value - self._values[own.id])
                among = (alike or among) * len(self.terms)
                return Change(kind, concept, source, adds, abs(value), (fact,), among)
        return None

    def _alike(self, concept: QName, fact: Fact) -> int:
        """Return how many figures of the context have a name that is as similar, 0 if it is not similar."""
        own = similarity(concept, fact.concept)
        return sum(similarity(concept, other.concept) >= own for other in self._figures) if own else 0

    # --- what fits ----------------------------------------------------------------------------

    def hits(self) -> Iterator[tuple[Change, ...]]:
        """Yield the changes with which the sum holds, single ones and several together."""
        tree, elsewhere = self._of_the_tree, self._elsewhere
        yield from ((change,) for change in (*tree, *elsewhere) if self.holds_with((change,)))
        yield from ((change,) for change in self._by_amount() if self.holds_with((change,)))
        several = [change for change in (*tree, *elsewhere) if change.kind in ("once", "weight", "missing")]
        if len(several) <= MOST_CHANGES:
            yield from self._pairs(several)
        weights = [change for change in tree if change.kind == "weight"]
        if len(weights) <= MOST_WEIGHTS_TRIED:
            for count in (3, 4):
                yield from (some for some in combinations(weights, count) if self.holds_with(some))

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
            for fact in self._valued(amount - near, amount + near):
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


def _is_one_of_many(one: _Tried, tried: Iterable[_Tried]) -> bool:
    """Whether other repairs are as good, so that nothing speaks for this one.

    Figures that are found are as good as each other.
    """
    kinds = {change.kind for repair in one[2] for change in repair.changes}
    is_found = kinds <= {"missing", "added", "once"}
    return not is_found and sum(bool(other[1]) and other[0] == one[0] for other in tried) > 1


def _tries(changes: Sequence[Change]) -> int:
    """Return how many sets of changes of these kinds were tried."""
    if len(changes) > 1 and all(change.kind == "weight" for change in changes):
        return comb(changes[0].among, len(changes))
    tries = 1
    for change in changes:
        tries *= change.among
    return tries


def _is_near(aspects: Aspects, own: Aspects) -> bool:
    """Whether a figure is of the same day or period, unit and entity, but not of the same members."""
    one, other = aspects.period, own.period
    if one == other:
        is_same_day = True
    else:
        ends = [period.end if isinstance(period, Duration) else period.on for period in (one, other)]
        is_same_day = ends[0] == ends[1] and isinstance(one, Instant) != isinstance(other, Instant)
    same = aspects._replace(period=own.period, members=own.members)
    return is_same_day and aspects != own and same == own


def _by_number(failing: Sequence[Relation], case: Case) -> Mapping[int, Sequence[Fact]]:
    """Return the figures of the contexts of failing sums, by the number of their aspects."""
    wanted = {one.calculation.candidate.number for one in failing if one.calculation is not None}
    found: dict[int, list[Fact]] = {number: [] for number in wanted}
    for column in case.sets.columns.values() if wanted else ():
        for number in wanted.intersection(column):
            facts = (fact for fact in listed(column[number]) if isinstance(fact.value, Decimal))
            found[number] += [fact for fact, _ in zip(facts, range(1), strict=False)]
    return found


def _kept(groups: Mapping[_Total, Sequence[FailingSum]], case: Case) -> Mapping[_Total, frozenset[QName]]:
    """Return the contributors with which the same sum holds in other contexts, by the key of each group."""
    found: dict[_Total, set[QName]] = {key: set() for key in groups}
    for one in case.calculations.results if groups else ():
        key = one.role, one.total, one.aspects.is_slice
        if one.verdict == "consistent" and key in found:
            found[key].update(arc.target for arc, reading in one.candidate.contributors if reading.value)
    return {key: frozenset(names) for key, names in found.items()}
