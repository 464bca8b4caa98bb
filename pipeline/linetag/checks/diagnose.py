"""From relations that fail to the figure that is wrong: each root cause is told once.

A figure is suspect when one other value for it makes failing relations hold and breaks none
that holds. The value that mends the most wins; among equals a plausible slip (sign, scale,
swapped or single digits) does. What the one figure explains is told under it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linetag.checks import slips
from linetag.checks.relation import Relation
from linetag.model import Fact


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure, the value that would put things right, and the slip that explains the printed one."""

    fact: Fact
    printed: Decimal
    right: Decimal
    slip: str
    mends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """Failing relations that one figure explains, the most likely suspect first.

    Without suspects nothing simple explains them. `sure` means that no other figure does as well.
    """

    relations: tuple[Relation, ...]
    suspects: tuple[Suspect, ...]
    sure: bool


def diagnose(relations: Sequence[Relation], values: Mapping[str, Decimal]) -> tuple[Cause, ...]:
    """Explain every failing relation, each exactly once."""
    current = dict(values)
    by_fact: dict[str, list[int]] = defaultdict(list)
    for index, relation in enumerate(relations):
        for fact in relation.facts:
            if index not in by_fact[fact.id]:
                by_fact[fact.id].append(index)
    open_ = {i for i, relation in enumerate(relations) if relation.failure(current)}
    causes: list[Cause] = []
    while open_:
        suspects = _suspects(relations, by_fact, open_, current)
        if not suspects:
            causes.extend(Cause((relations[i],), (), sure=False) for i in sorted(open_))
            break
        best = suspects[0]
        equal = tuple(s for s in suspects if s.mends == best.mends)
        rivals = tuple(s for s in equal if s.slip == best.slip)
        mended = [i for i in best.mends if i in open_]
        order = sorted(mended, key=lambda i: (relations[i].failure(current) == relations[i].minor, i))
        causes.append(Cause(tuple(relations[i] for i in order), equal, sure=len(rivals) == 1))
        current[best.fact.id] = best.right
        open_ -= set(mended)
    return tuple(causes)


def _suspects(
    relations: Sequence[Relation],
    by_fact: Mapping[str, Sequence[int]],
    open_: set[int],
    current: Mapping[str, Decimal],
) -> list[Suspect]:
    found = []
    facts = {fact.id: fact for i in sorted(open_) for fact in relations[i].facts}
    for fact in facts.values():
        touching = by_fact[fact.id]
        solutions = dict.fromkeys(relations[i].solve(fact, current) for i in touching if i in open_)
        for right in solutions:
            if right is None or right == current[fact.id]:
                continue
            mends = _mended(relations, touching, open_, {**current, fact.id: right})
            if mends:
                printed = current[fact.id]
                found.append(Suspect(fact, printed, right, slips.slip(printed, right), mends))
    return sorted(found, key=lambda s: (-_weight(s, relations, current), slips.RANK.index(s.slip)))


def _weight(suspect: Suspect, relations: Sequence[Relation], current: Mapping[str, Decimal]) -> int:
    """How much a suspect mends: a failure beyond rounding counts more than one within."""
    grave = sum(relations[i].failure(current) == relations[i].code for i in suspect.mends)
    return grave * 1000 + len(suspect.mends)


def _mended(
    relations: Sequence[Relation], touching: Sequence[int], open_: set[int], values: Mapping[str, Decimal]
) -> tuple[int, ...]:
    """The failing relations that hold with these values; none if one that holds would fail."""
    mended = []
    for index in touching:
        holds = not relations[index].failure(values)
        if index not in open_ and not holds:
            return ()
        if index in open_ and holds:
            mended.append(index)
    return tuple(mended)
