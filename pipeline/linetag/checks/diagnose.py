"""From relations that fail to the figure that is wrong: each root cause is told once.

A figure is suspect when another value for it makes failing relations hold and breaks none that
holds; two figures of a row are when changing places does, and a line item is when the other sign of
all its figures does, or its other weight in the sums of one total. What mends the most wins, among equals
the more plausible slip. What it explains besides is told under it.
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.checks import slips
from linetag.checks.relation import EXACT, Relation, unit
from linetag.model import Fact

# So many figures of a line item must be proven to have the wrong sign before all are said to.
_MANY = 2
# What a sum makes of a line item if its weight is wrong, or if it should not be there.
_OF_SUMS = {"weight": Decimal(-1), "no part": Decimal(0)}


class Suspect(NamedTuple):
    """A figure, the value that would put things right, and the slip that explains the printed one.

    `mends` are the numbers of the relations that would hold then. `partner` is the figure of the
    same row whose value is the right one, and which should have this one's. `line` are all figures
    of the line item, where each should have the other sign, or be added with the other weight, or not.
    """

    fact: Fact
    printed: Decimal
    right: Decimal
    slip: str
    mends: tuple[int, ...]
    partner: Fact | None = None
    line: tuple[Fact, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The figures that would be others."""
        return self.line or (self.fact, *filter(None, (self.partner,)))


class Cause(NamedTuple):
    """Failing relations that one figure explains, the most likely suspect first.

    Without suspects nothing simple explains them. `sure` means that no other figure does as well.
    """

    relations: tuple[Relation, ...]
    suspects: tuple[Suspect, ...]
    sure: bool


def diagnose(relations: Sequence[Relation], figures: Sequence[Fact]) -> tuple[Cause, ...]:
    """Explain every failing relation, each exactly once; `figures` are all that the report has."""
    search = _Search(relations, figures)
    causes: list[Cause] = []
    while suspects := search.suspects():
        best = suspects[0]
        equal = tuple(s for s in suspects if s.mends == best.mends)
        rivals = sum(s.slip == best.slip for s in equal)
        order = sorted(best.mends, key=lambda i: (i not in search.grave, i))
        causes.append(Cause(tuple(relations[i] for i in order), equal, sure=rivals == 1))
        search.accept(best)
    for index in sorted(search.open):
        columns = tuple(search.columns(index))
        causes.append(Cause((relations[index],), columns, sure=len(columns) == 1))
    return tuple(causes)


class _Search:
    """The relations that still fail, with the figures as mended so far."""

    def __init__(self, relations: Sequence[Relation], figures: Sequence[Fact]) -> None:
        self._relations = list(relations)
        self._values = {fact.id: fact.value for fact in figures if isinstance(fact.value, Decimal)}
        self._touching: dict[str, dict[int, None]] = defaultdict(dict)
        for index, relation in enumerate(relations):
            for fact in relation.facts:
                self._touching[fact.id][index] = None
        self._partners = _partners(figures)
        self._lines: dict[object, list[Fact]] = defaultdict(list)
        for fact in figures:
            if self._values.get(fact.id):
                self._lines[_item(fact)].append(fact)
        self.open = {i for i, relation in enumerate(relations) if relation.failure(self._values)}
        # Those of them that fail by more than rounding.
        self.grave = {i for i in self.open if self._fails_gravely(i, self._values)}
        # What each fact, or line item, is suspected of, until a figure that it is related to is mended.
        self._known: dict[object, tuple[Suspect, ...]] = {}

    def suspects(self) -> list[Suspect]:
        """All figures that would mend something, the most likely first; a pair counts once."""
        facts = {fact.id: fact for i in sorted(self.open) for fact in self._relations[i].facts}.values()
        items = dict.fromkeys(map(_item, facts))
        for item in items:
            if item not in self._known:
                self._known[item] = (*self._turned(self._lines[item]), *self._weighted(self._lines[item]))
        for fact in facts:
            if fact.id not in self._known:
                self._known[fact.id] = (*self._exchanged(fact), *self._changed(fact))
        found: dict[object, Suspect] = {}
        for key in (*items, *(fact.id for fact in facts)):
            for suspect in self._known[key]:
                several = len(suspect.facts) > 1 and frozenset(f.id for f in suspect.facts)
                found.setdefault(several or (suspect.fact.id, suspect.right), suspect)
        return sorted(found.values(), key=lambda s: (*self._left(s), slips.RANK.index(s.slip)))

    def _left(self, suspect: Suspect) -> tuple[int, int]:
        """How little a suspect mends: a failure beyond rounding counts before one within."""
        return -len(self.grave.intersection(suspect.mends)), -len(suspect.mends)

    def accept(self, suspect: Suspect) -> None:
        """Go on with the right value; what depends on it is to be judged anew."""
        self.open -= set(suspect.mends)
        if suspect.slip in _OF_SUMS:
            self._reweight(suspect, _OF_SUMS[suspect.slip])
            return
        if suspect.line:
            self._values.update((fact.id, -self._values[fact.id]) for fact in suspect.line)
        else:
            self._values.update(self._changes(suspect.fact, suspect.right, suspect.partner))
        for fact in suspect.facts:
            for index in self._touching[fact.id]:
                self._review(index)

    def _reweight(self, suspect: Suspect, factor: Decimal) -> None:
        """Go on with other sums, the figures being right."""
        line = {fact.id for fact in suspect.line}
        for index in suspect.mends:
            relation = self._relations[index]
            parts = tuple((f, weight * factor if f.id in line else weight) for f, weight in relation.parts)
            self._relations[index] = relation._replace(parts=parts)
            self._review(index)

    def _review(self, index: int) -> None:
        """A figure of this relation is another now: forget what was found with the old one."""
        self.grave.discard(index)
        if index in self.open and self._fails_gravely(index, self._values):
            self.grave.add(index)
        for fact in self._relations[index].facts:
            self._known.pop(_item(fact), None)
            for other in (fact, *self._partners[fact.id]):
                self._known.pop(other.id, None)

    def _turned(self, line: Sequence[Fact]) -> Iterator[Suspect]:
        """All figures of a line item with the other sign: a slip of the mapping or of a weight."""
        touching = {index: None for figure in line for index in self._touching[figure.id]}
        if len(self.grave.intersection(touching)) < _MANY:
            return
        signs = {fact.id: -self._values[fact.id] for fact in line}
        if any(self._breaks(index, signs) for index in touching):
            return
        mends = self._mended(touching, self._failing(touching, signs))
        proven = sum(not self.grave.isdisjoint(self._touching[f.id].keys() & set(mends)) for f in line)
        if proven >= _MANY:
            printed = self._values[line[0].id]
            yield Suspect(line[0], printed, -printed, "line sign", mends, line=tuple(line))

    def _weighted(self, line: Sequence[Fact]) -> Iterator[Suspect]:
        """Another weight of a line item in all sums of one total, or none; what else it is in stays."""
        sums: dict[str, dict[int, Fact]] = defaultdict(dict)
        for figure in line:
            for index in self._touching[figure.id]:
                relation = self._relations[index]
                if relation.is_sum and relation.total.id != figure.id:
                    sums[relation.name][index] = figure
        for parts in sums.values():
            mends = tuple(sorted(self.grave.intersection(parts)))
            for slip, factor in _OF_SUMS.items() if len(mends) >= _MANY else ():
                changes = {fact.id: factor * self._values[fact.id] for fact in parts.values()}
                if all(self._holds(index, changes) for index in parts):
                    wrong = tuple(parts[index] for index in mends)
                    printed = self._values[wrong[0].id]
                    yield Suspect(wrong[0], printed, factor * printed, slip, mends, line=wrong)

    def _holds(self, index: int, changes: dict[str, Decimal]) -> bool:
        """Whether a relation holds, but for rounding."""
        return not self._fails_gravely(index, ChainMap(changes, self._values))

    def _breaks(self, index: int, changes: dict[str, Decimal]) -> bool:
        """Whether a relation that holds, or one that fails by more than rounding, would fail then."""
        kept = index in self.grave or index not in self.open
        return kept and bool(self._relations[index].failure(ChainMap(changes, self._values)))

    def _changed(self, fact: Fact) -> Iterator[Suspect]:
        """The figure with each value that an open relation asks for."""
        touching = self._touching[fact.id]
        printed = self._values[fact.id]
        asked = (self._relations[i].solve(fact, self._values) for i in touching if i in self.open)
        for right in dict.fromkeys(asked):
            if right is None or right == printed or EXACT.remainder(right, unit(fact)):
                continue
            failing = self._failing(touching, {fact.id: right})
            if failing <= self.open and (mends := self._mended(touching, failing)):
                kind = "elsewhere" if slips.elsewhere(fact, right) else slips.slip(printed, right)
                yield Suspect(fact, printed, right, kind, mends)

    def _exchanged(self, fact: Fact) -> Iterator[Suspect]:
        """The figure and another of its row in each other's place; rounding may still part a sum."""
        for partner in self._partners[fact.id]:
            touching = {**self._touching[fact.id], **self._touching[partner.id]}
            printed, right = self._values[fact.id], self._values[partner.id]
            changes = self._changes(fact, right, partner)
            if printed == right:
                continue
            failing = self._failing(touching, changes)
            grave = any(self._fails_gravely(i, ChainMap(changes, self._values)) for i in failing)
            if failing <= self.open and not grave and self._mended(touching, failing):
                mends = tuple(sorted(i for i in touching if i in self.open))
                yield Suspect(fact, printed, right, "swapped", mends, partner)

    def columns(self, index: int) -> Iterator[Suspect]:
        """Pairs that would mend a relation alone: when whole columns are swapped, sums hold in both."""
        relation = self._relations[index]
        for number, fact in enumerate(relation.facts):
            for partner in self._partners[fact.id]:
                printed, right = self._values[fact.id], self._values[partner.id]
                values = ChainMap(self._changes(fact, right, partner), self._values)
                told = partner in relation.facts[:number]
                if printed != right and not told and not relation.failure(values):
                    yield Suspect(fact, printed, right, "swapped", (index,), partner)

    def _changes(self, fact: Fact, right: Decimal, partner: Fact | None) -> dict[str, Decimal]:
        changes = {fact.id: right}
        return changes if partner is None else {**changes, partner.id: self._values[fact.id]}

    def _failing(self, touching: Mapping[int, None], changes: dict[str, Decimal]) -> set[int]:
        values = ChainMap(changes, self._values)
        return {i for i in touching if self._relations[i].failure(values)}

    def _mended(self, touching: Mapping[int, None], failing: set[int]) -> tuple[int, ...]:
        return tuple(i for i in touching if i in self.open and i not in failing)

    def _fails_gravely(self, index: int, values: Mapping[str, Decimal]) -> bool:
        return self._relations[index].failure(values) == self._relations[index].code


def _item(fact: Fact) -> object:
    """What the figures of a line item share, whatever their periods and units."""
    return fact.concept, fact.aspects.members


def _partners(figures: Sequence[Fact]) -> Mapping[str, tuple[Fact, ...]]:
    """Fact id → the figures of the same item that stand in the same line, from the left."""
    rows: dict[object, dict[str, Fact]] = defaultdict(dict)
    places = [(origin, fact) for fact in figures for origin in fact.origins]
    for origin, fact in sorted(places, key=lambda p: (p[0].path, p[0].line, p[0].column)):
        rows[origin.path, origin.line, fact.concept, fact.aspects.members][fact.id] = fact
    partners: dict[str, dict[str, Fact]] = {fact.id: {} for fact in figures}
    for row in rows.values():
        for key in row:
            partners[key].update({other: fact for other, fact in row.items() if other != key})
    return {key: tuple(found.values()) for key, found in partners.items()}
