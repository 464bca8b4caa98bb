"""The calculation trees of a report as rows: which sums one table holds, and its rows from the roots down."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import NamedTuple

from linetag.calc import Calculation
from linetag.calc.binding import Summation
from linetag.model import Aspects, Instant, Period, QName

# A total may have a million arcs, of which a report fills ten: so many that are not reported are shown.
_MOST_MISSING = 8

# Concept and weight of a contributor, and its number among the arcs that have the same two (mostly 0).
ContributorKey = tuple[QName, Decimal, int]
Sums = Mapping[QName, Mapping[Period, Calculation]]


class TreeCell(NamedTuple):
    """A figure in a column, or a word in its place; a total also has a mark."""

    value: Decimal | None
    word: str = ""
    mark: str = ""


class TreeRow(NamedTuple):
    """A row of a tree: `above` is the index of the row of its total, -1 for a root.

    The row of a concept has a weight (None for a root); other rows have a text. `folded` is the number of
    contributors that are not shown, None if they are shown further up.
    """

    above: int
    depth: int
    concept: QName | None
    cells: dict[Period, TreeCell]
    weight: Decimal | None = None
    text: str = ""
    folded: int | None = 0


class TreeTable(NamedTuple):
    """The sums of a role whose contexts differ only in their dates: total -> period -> sum."""

    role: str
    aspects: Aspects
    sums: Sums


def fails(own: Mapping[Period, Calculation]) -> bool:
    """Whether a total fails or could not be checked in some period."""
    return any(one.verdict != "consistent" for one in own.values())


def blocks(calculations: Iterable[Calculation]) -> Sequence[TreeTable]:
    """Return the tables of each role, those without members first."""
    found: dict[str, dict[Aspects, dict[QName, dict[Period, Calculation]]]] = {}
    kinds: dict[bool, Period] = {}
    for one in calculations:
        when = one.aspects.period
        kind = kinds.setdefault(isinstance(when, Instant), when)
        same_aspects = found.setdefault(one.role, {}).setdefault(one.aspects._replace(period=kind), {})
        own = same_aspects.setdefault(one.total, {})
        # two networks, or tuples, may state one total twice: the one that fails is shown
        if when not in own or own[when].verdict == "consistent":
            own[when] = one
    return [
        TreeTable(role, aspects, sums)
        for role, same_aspects in found.items()
        for aspects, sums in sorted(same_aspects.items(), key=lambda pair: pair[0].is_slice)
    ]


class Forest:
    """The trees of tables, with what has to be known of each network found once for all of them."""

    def __init__(self, found: Sequence[TreeTable]) -> None:
        """With every table of a report."""
        self._arcs: dict[int, Mapping[ContributorKey, int]] = {}
        self._inner: dict[int, frozenset[QName]] = {}
        totals = {total for block in found for total in block.sums}
        for block in found:
            for own in block.sums.values():
                for summation in _summations(own):
                    if id(summation) not in self._arcs:
                        self._index(summation, totals)

    def _index(self, summation: Summation, totals: set[QName]) -> None:
        counted: Counter[tuple[QName, Decimal]] = Counter()
        numbers: dict[ContributorKey, int] = {}
        for number, own in enumerate(summation.arcs):
            arc = own.target, own.weight or Decimal(0)
            numbers[(*arc, counted[arc])] = number
            counted[arc] += 1
        self._arcs[id(summation)] = numbers
        self._inner[id(summation)] = frozenset(t for t, _ in counted if t in totals) - {summation.concept}

    def roots(self, sums: Sums) -> Sequence[QName]:
        """Return the totals that contribute to no other total, and the first of each ring of totals."""
        below = {total: self._below(own) for total, own in sums.items()}
        contributing = {concept for inner in below.values() for concept in inner}
        tops = [total for total in sums if total not in contributing]
        reached = _reached(tops, below)
        for total in sums:
            if total not in reached:
                tops.append(total)
                reached |= _reached([total], below)
        return tops

    def failing(self, sums: Sums) -> AbstractSet[QName]:
        """Return the totals that do not hold in some period, and those above them."""
        above: dict[QName, set[QName]] = defaultdict(set)
        for total, own in sums.items():
            for concept in self._below(own):
                above[concept].add(total)
        return _reached([total for total, own in sums.items() if fails(own)], above)

    def _below(self, own: Mapping[Period, Calculation]) -> AbstractSet[QName]:
        return frozenset().union(*(self._inner[id(summation)] for summation in _summations(own)))

    def rows(
        self, roots: Sequence[QName], sums: Sums, unfolded: AbstractSet[QName], depth: int
    ) -> Sequence[TreeRow]:
        """Return the rows of the totals, each followed by those of its contributors in their order.

        The contributors are not shown of totals that are not `unfolded` or lie as deep as `depth`. Those of
        a total that occurs again are shown the first time only, so that there are no more rows than arcs.
        """
        rows: list[TreeRow] = []
        totals = cache(
            lambda concept: {w: TreeCell(s.reported, mark=_mark(s)) for w, s in sums[concept].items()}
        )
        shown, explained = set[QName](), set[QName]()
        waiting = [TreeRow(-1, 0, root, {}) for root in reversed(roots)]
        while waiting:
            row = waiting.pop()
            own = sums.get(row.concept) if row.concept else None
            if own is None or row.concept is None:
                rows.append(row)
                continue
            here, cells = len(rows), row.cells | totals(row.concept)
            if row.concept in shown:
                rows.append(row._replace(cells=cells, folded=None))
                continue
            whole = row.depth < depth and row.concept in unfolded
            folded = 0 if whole else max(len(self._arcs[id(s)]) for s in _summations(own))
            rows.append(row._replace(cells=cells, folded=folded))
            if row.concept not in explained:
                rows += _explained(own, here, row.depth + 1)
            explained.add(row.concept)
            if whole:
                shown.add(row.concept)
                waiting.extend(reversed(self._contributors(own, here, row.depth + 1)))
        return rows

    def _contributors(self, own: Mapping[Period, Calculation], above: int, depth: int) -> Sequence[TreeRow]:
        """Return the contributors of a total in the order of its arcs; of those never reported a few.

        Of a slice, such as a segment, most contributors are not reported: these are counted only.
        """
        cells = _reported(own)
        is_slice = any(one.aspects.is_slice for one in own.values())

        def hidden(number: int, summation: Summation) -> bool:
            """Whether a contributor of a slice is reported in none of the periods, not even as nil."""
            same = [one for one in own.values() if one.candidate.summation is summation]
            return is_slice and all(_is_missing(one, number) for one in same)

        order: dict[ContributorKey, int] = {}
        left = 0
        for summation in _summations(own):
            arcs = self._arcs[id(summation)]
            named = [key for key in cells if key in arcs]
            absent = (
                key for key, number in arcs.items() if key not in cells and not hidden(number, summation)
            )
            missing = list(islice(absent, _MOST_MISSING))
            left += len(arcs) - len(named) - len(missing)
            cells |= {key: {} for key in missing}
        for key, known in cells.items():
            for when, one in own.items():
                number = self._arcs[id(one.candidate.summation)].get(key)
                if number is not None:
                    order.setdefault(key, number)
                    if when not in known:
                        known[when] = TreeCell(None, "–" if _is_missing(one, number) else "nil")
        rows = [
            TreeRow(above, depth, key[0], cells[key], key[1])
            for key in sorted(cells, key=lambda key: order.get(key, order.get((*key[:2], 0), 0)))
        ]
        if left:
            rows.append(TreeRow(above, depth, None, {}, text=f"… and {left:,} more that are not reported"))
        return rows


def _summations(own: Mapping[Period, Calculation]) -> Sequence[Summation]:
    return tuple({id(s): s for s in (one.candidate.summation for one in own.values())}.values())


def _is_missing(one: Calculation, number: int) -> bool:
    """Whether the contributor of this number, which has no figure, is not reported; else it is nil."""
    summation, absent = one.candidate.summation, one.candidate.absent
    if absent is not None:
        return summation.arcs[number].target in absent
    return one.candidate.number not in summation.columns[number]


def _reported(own: Mapping[Period, Calculation]) -> dict[ContributorKey, dict[Period, TreeCell]]:
    cells: dict[ContributorKey, dict[Period, TreeCell]] = {}
    for when, one in own.items():
        counted: Counter[tuple[QName, Decimal]] = Counter()
        for contributor in one.contributors:
            pair = contributor.concept, contributor.weight
            cells.setdefault((*pair, counted[pair]), {})[when] = TreeCell(contributor.value)
            counted[pair] += 1
    return cells


def _mark(one: Calculation) -> str:
    if one.verdict == "consistent":
        return "≈" if one.difference else "✓"
    return "✗" if one.verdict == "inconsistent" else "·"


def _explained(own: Mapping[Period, Calculation], above: int, depth: int) -> Iterator[TreeRow]:
    """Yield what the contributors of a failing total add up to, the difference, or why it is unchecked."""
    failed = {when: one.amounts for when, one in own.items() if one.verdict == "inconsistent"}
    if failed:
        computed = {when: TreeCell(amounts.computed) for when, amounts in failed.items()}
        yield TreeRow(above, depth, None, computed, text="✗ computed")
        differences = {when: TreeCell(amounts.difference) for when, amounts in failed.items()}
        yield TreeRow(above, depth, None, differences, text="✗ difference")
        slack = {when: TreeCell(amounts.slack) for when, amounts in failed.items() if amounts.slack}
        if slack:
            yield TreeRow(above, depth, None, slack, text="✗ rounding explains")
    reasons: dict[str, dict[Period, TreeCell]] = {}
    for when, one in own.items():
        if one.verdict == "unchecked":
            reasons.setdefault(str(one.reason), {})[when] = TreeCell(None, mark="·")
    for reason, cells in reasons.items():
        yield TreeRow(above, depth, None, cells, text=f"· {reason}")


def _reached(start: Iterable[QName], edges: Mapping[QName, Iterable[QName]]) -> set[QName]:
    waiting = list(start)
    found = set(waiting)
    while waiting:
        new = set(edges.get(waiting.pop(), ())) - found
        found |= new
        waiting.extend(new)
    return found
