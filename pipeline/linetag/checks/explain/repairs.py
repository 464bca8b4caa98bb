"""What else would make a sum hold: other weights, a contributor that is reported elsewhere, another figure.

Each repair is a set of changes to the tree of a total, tried in all contexts in which the sum fails. How
likely it is that so many figures fit by chance decides whether it is named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, NamedTuple, get_args

from linetag.calc.sets import listed
from linetag.checks.explain.failing_sum import OF_THE_TREE, Change, FailingSum, Kind, ReportedFigures
from linetag.checks.limits import MOST_CHANCE, MOST_CONTEXTS_TRIED, MOST_REPAIRS, MOST_WRONG_WEIGHTS
from linetag.model import Fact, QName

if TYPE_CHECKING:
    from linetag.checks.case import Case
    from linetag.checks.relation import Relation

# In order of how convincing each is.
_RANK: tuple[Kind, ...] = get_args(Kind)
# A total of a role, of the whole entity or of slices.
_Total = tuple[str, QName, bool]


class Repair(NamedTuple):
    """Changes with which a sum holds; `name` is the same in all contexts that they explain."""

    changes: tuple[Change, ...]
    name: frozenset[object]


class Repairs:
    """The repairs of the failing sums of a case."""

    def __init__(self, failing: Sequence[Relation], case: Case) -> None:
        """Find for each failing sum of an audit the repair that fits most contexts of its total."""
        self._found: dict[int, Repair] = {}
        groups: dict[_Total, list[FailingSum]] = defaultdict(list)
        figures, reported = _by_number(failing, case), ReportedFigures(case)
        for relation in failing:
            calculation = relation.calculation
            if calculation is not None and case.instance is not None and relation.formula.is_linear:
                one = FailingSum(relation, figures[calculation.candidate.number], reported)
                if one.is_searched:
                    key = calculation.role, calculation.total, calculation.aspects.is_slice
                    groups[key].append(one)
        kept = _kept(groups, case)
        for key, group in groups.items():
            self._search(group, kept[key])

    def of(self, relation: Relation) -> Repair | None:
        """Return the repair of a failing sum."""
        return self._found.get(id(relation))

    def _search(self, group: Sequence[FailingSum], kept: frozenset[QName]) -> None:
        """Find the repairs of the sums of one total; `kept` are contributors that other sums hold with."""
        left = list(group)
        for _ in range(MOST_REPAIRS):
            some = left[:MOST_CONTEXTS_TRIED]
            hits = {frozenset(c.key for c in changes): changes for one in some for changes in one.hits}
            tried = [
                self._tried(changes, some, kept) for changes in (*hits.values(), *_united(hits.values()))
            ]
            equal = Counter(one.order for one in tried)
            found = [one for one in tried if one.fitting and (one.is_found or equal[one.order] == 1)]
            if not found:
                return
            best = min(found, key=lambda one: one.order)
            fitting = dict(self._fitting(best.changes, left))
            for one, own in fitting.items():
                self._found[id(one.relation)] = Repair(own, frozenset(c.key for c in best.changes))
            left = [one for one in left if one not in fitting]

    @staticmethod
    def _fitting(
        changes: Sequence[Change], sums: Sequence[FailingSum]
    ) -> Iterator[tuple[FailingSum, tuple[Change, ...]]]:
        """Yield the sums that hold with the changes, with what these are in their contexts."""
        for one in sums:
            own = tuple(found for change in changes if (found := one.change(*change.key)) is not None)
            if own and one.holds_with(own):
                yield one, own

    def _tried(
        self, changes: tuple[Change, ...], sums: Sequence[FailingSum], kept: frozenset[QName]
    ) -> _Trial:
        """Return how good a repair is; it fits nothing if it would break other sums, or may fit by chance."""
        if any(change.kind in OF_THE_TREE and change.concept in kept for change in changes):
            return _Trial(changes, 0, 0, Decimal(1))
        chance = Decimal(1)
        seen: set[Decimal] = set()
        count = 0
        for one, own in self._fitting(changes, sums):
            count += 1
            if one.difference not in seen:
                chance *= one.chance(own) if seen else one.chance(own) * _tries(own)
                seen.add(one.difference)
        rank = max(_RANK.index(change.kind) for change in changes)
        return _Trial(changes, count if chance <= MOST_CHANCE else 0, rank, chance)


class _Trial(NamedTuple):
    """A repair that was tried: how many sums it makes hold, and how likely that is by chance."""

    changes: tuple[Change, ...]
    fitting: int
    rank: int
    chance: Decimal

    @property
    def is_found(self) -> bool:
        """Whether all its figures are found somewhere: then another such repair does not speak against it."""
        return {change.kind for change in self.changes} <= {"missing", "added", "once"}

    @property
    def order(self) -> tuple[int | Decimal, ...]:
        """The key to sort by, the best first."""
        return -self.fitting, len(self.changes), self.rank, self.chance


def _united(hits: Iterable[tuple[Change, ...]]) -> Iterator[tuple[Change, ...]]:
    """Yield the wrong weights of two contexts together: one may lack a contributor that is wrong in both."""
    weights = [changes for changes in hits if all(change.kind == "weight" for change in changes)]
    for one, other in combinations(weights[:MOST_REPAIRS], 2):
        known = {change.concept for change in one}
        more = tuple(change for change in other if change.concept not in known)
        if len(more) < len(other) and more and len(one) + len(more) <= MOST_WRONG_WEIGHTS:
            yield (*one, *more)


def _tries(changes: Sequence[Change]) -> int:
    """Return how many sets of changes of these kinds were tried."""
    if len(changes) > 1 and all(change.kind == "weight" for change in changes):
        return comb(changes[0].among, len(changes))
    tries = 1
    for change in changes:
        tries *= change.among
    return tries


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
