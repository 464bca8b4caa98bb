"""Repairs as sentences: what would make a sum hold, and where the report says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.checks import words
from linetag.model import Duration, Fact, QName

if TYPE_CHECKING:
    from linetag.checks.explain.failing_sum import Change
    from linetag.checks.explain.repairs import Repair
    from linetag.checks.relation import Relation


def sentence(repair: Repair, relation: Relation) -> str:
    """Return what the sum of an audit needs to hold, with the figures that support it."""
    weights = [_named(change.facts[0], relation) for change in repair.changes if change.kind == "weight"]
    others = [_clause(change, relation) for change in repair.changes if change.kind != "weight"]
    if weights and not others:
        one = "weight" if len(weights) == 1 else "weights"
        return f"The sum holds with the opposite {one} of {words.joined(weights)}."
    if weights:
        others.append(f"the weight of {words.joined(weights)} is the opposite one")
    if len(others) == 1 and repair.changes[0].kind in ("total", "renamed"):
        return f"{others[0]}."
    needed = {1: "With it the sum holds", 2: "With both the sum holds"}.get(
        len(others), "With all the sum holds"
    )
    text = "; ".join(others)
    return f"{text[0].upper()}{text[1:]}. {needed}." if text.startswith("instead") else f"{text}. {needed}."


def _clause(change: Change, relation: Relation) -> str:
    concept, total = change.concept, relation.total
    amount = words.amount(sum(map(_value, change.facts), Decimal(0)), total)
    if change.kind == "once":
        return f"{_named(change.facts[0], relation)}, {amount}, is listed twice and should count once"
    absent = f"{concept}, which is a contributor as well, has no figure {_here(relation)}"
    if change.kind == "missing":
        return f"{absent}, but {_found(change, relation)}"
    if change.kind == "renamed":
        other = _named(change.facts[0], relation)
        return (
            f"{absent};"
            f" {other}, which the sum does not add, is exactly the difference of"
            f" {words.amount(abs(relation.difference(relation.values) or Decimal(0)), total)}"
        )
    if change.kind == "total":
        return (
            f"The contributors add up to {_named(change.facts[0], relation)}, {amount}, and not to {concept}"
        )
    own = next(fact for fact, _ in _terms(relation) if fact.concept == concept)
    stated = words.amount(relation.values[own.id], total)
    if change.source is not None and change.source.concept == concept:
        return f"instead of {_named(own, relation)}, {stated}, take {_found(change, relation)}"
    return f"instead of {_named(own, relation)}, {stated}, take {_named(change.facts[0], relation)}, {amount}"


def _found(change: Change, relation: Relation) -> str:
    """Return where the figure of a contributor is: by members, for others, or at the instant of the day."""
    total, source = relation.total, change.source
    amount = words.amount(sum(map(_value, change.facts), Decimal(0)), total)
    if source is not None and source.axes:
        own = total.aspects.members
        members = [
            m.local for f in change.facts for pair in f.aspects.members if pair not in own for m in pair[1:]
        ]
        axes = words.joined(list(dict.fromkeys(map(str, source.axes))))
        return f"figures for members on {axes} ({words.listed(members)}), which add up to {amount}"
    fact = change.facts[0]
    kind = (
        " at that instant"
        if isinstance(total.aspects.period, Duration) and source and source.is_instant
        else ""
    )
    return f"one of {amount}{kind} for {words.where(fact.aspects)}{_at(fact, relation)}"


def _here(relation: Relation) -> str:
    return "for these members" if relation.total.aspects.is_slice else "here"


def twice(relation: Relation) -> Sequence[QName]:
    """Return the contributors that the calculation lists more than once."""
    counted = Counter(fact.id for fact, _ in _terms(relation))
    return list(dict.fromkeys(fact.concept for fact, _ in _terms(relation) if counted[fact.id] > 1))


def is_of_one(relation: Relation) -> bool:
    """Whether the calculation has a single contributor, which makes no sum."""
    return len(_terms(relation)) == 1 and not relation.missing_count


def _terms(relation: Relation) -> Sequence[tuple[Fact, Decimal]]:
    return getattr(relation.formula, "terms", ())


def _named(fact: Fact, relation: Relation) -> str:
    return f"{fact.concept}{_at(fact, relation)}"


def _at(fact: Fact, relation: Relation) -> str:
    if not fact.line:
        return ""
    return f" (line {fact.line})" if fact.document == relation.total.document else " (in another document)"


def _value(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else Decimal(0)
