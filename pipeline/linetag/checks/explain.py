"""Failing relations → findings at the figure that is most likely wrong, with the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from linetag.checks import words
from linetag.checks.advice import advice
from linetag.checks.diagnose import Cause, Suspect, diagnose
from linetag.checks.elsewhere import Amounts
from linetag.checks.relation import EXACT
from linetag.findings import Finding, Words, explanation, finding

if TYPE_CHECKING:
    from linetag.checks.case import Case
    from linetag.checks.relation import Relation
    from linetag.model import Fact, Origin

# Slips that any difference could be.
_VAGUE = ("lost", "other")
_SETTLED = "This follows from a decision in filing.toml on one of these figures."


class _Account(NamedTuple):
    """What is known of a root cause: the suspects worth pointing at, and the lines beside the sum.

    It is `settled` where it follows from what the preparer decided.
    """

    cause: Cause
    settled: bool
    suspects: tuple[Suspect, ...] = ()
    beside: Sequence[Fact] = ()

    def lack(self) -> object:
        """What the sums of one total lack, the same in each of them; None where it is something else."""
        first, *followers = self.cause.relations
        found = [fact.concept for fact in self.beside] or [concept for concept, _ in first.missing]
        if self.settled or self.suspects or followers or len(found) != 1 or not first.is_sum:
            return None
        return first.total.concept, first.total.aspects.members, found[0]


def explain(relations: Sequence[Relation], case: Case) -> Iterator[Finding]:
    """One finding per root cause; what follows from it is named in the hint."""
    accounts: dict[object, list[_Account]] = {}
    for number, cause in enumerate(diagnose(relations, tuple(case.figures.values()))):
        account = _account(cause, case)
        accounts.setdefault(account.lack() or number, []).append(account)
    for account, *alike in accounts.values():
        yield _told(account, [other.cause.relations[0] for other in alike], case)


def _account(cause: Cause, case: Case) -> _Account:
    # As printed it would hold: then the failure is what the preparer decided to accept.
    as_printed = {**case.values, **case.settled}
    if not any(relation.failure(as_printed) for relation in cause.relations):
        return _Account(cause, settled=True)
    suspects = _pointed(cause)
    beside = _beside(cause, suspects, case)
    return _Account(cause, settled=False, suspects=() if beside else suspects, beside=beside)


def _told(account: _Account, alike: Sequence[Relation], case: Case) -> Finding:
    """The finding on one root cause, and on sums that lack the same."""
    cause, settled, suspects, beside = account
    first = cause.relations[0]
    code = first.failure(case.values) or first.code
    severity = explanation(code).severity
    if settled and severity == "warning":
        severity = "note"
    hint = _SETTLED if settled else " ".join(advice(cause, suspects, beside, alike, case))
    decided = [fact for fact in first.facts if settled and fact.id in case.settled]
    pointed = (*decided, *(fact for s in suspects for fact in s.line or (s.fact,)))
    places = _places(first, pointed, (*beside, *(relation.total for relation in alike)), case)
    return finding(
        code,
        places[0] if places else None,
        related=places[1:],
        facts=tuple(dict.fromkeys(f.id for r in (*cause.relations, *alike) for f in r.facts)),
        severity=severity,
        hint=hint,
        **_values(first, case.values, case),
    )


def _pointed(cause: Cause) -> tuple[Suspect, ...]:
    """The suspects worth pointing at: the only one of its kind, or those that a slip explains.

    None when nothing but the difference speaks against a figure: then any could be wrong.
    """
    if cause.sure:
        return cause.suspects[:1]
    telling = tuple(s for s in cause.suspects if s.slip not in _VAGUE)
    return telling or tuple(s for s in cause.suspects if s.slip == "lost")


def _beside(cause: Cause, suspects: Sequence[Suspect], case: Case) -> Sequence[Fact]:
    """Lines that are just what a sum lacks or has too much, where no slip speaks against its figures."""
    first, *followers = cause.relations
    gap = first.difference(case.values)
    slip = any(suspect.slip not in _VAGUE for suspect in suspects)
    if followers or slip or gap is None or not first.is_sum:
        return ()
    twice = [abs(2 * weight * case.values[fact.id]) for fact, weight in first.parts]
    if any(abs(abs(gap) - amount) <= first.slack for amount in twice):
        return ()  # rather a sign
    amounts = Amounts()
    for fact in case.figures.values():
        if fact.aspects == first.total.aspects:
            amounts.add(fact, case.values[fact.id])
    return amounts.left_out(gap, first.slack, first.total, {fact.concept for fact in first.facts})


def _places(
    relation: Relation, pointed: Sequence[Fact], beside: Sequence[Fact], case: Case
) -> tuple[Origin, ...]:
    """The figures pointed at, then all that take part, then those beside and the rows of the missing."""
    absent = {concept for concept, _ in relation.missing} if not pointed else set()
    rows = (fact for fact in case.figures.values() if fact.concept in absent)
    facts = (*pointed, *relation.facts[:1], *beside, *relation.facts, *rows)
    return tuple(dict.fromkeys(origin for fact in facts for origin in fact.origins))


def _values(relation: Relation, values: Mapping[str, Decimal], case: Case) -> Words:
    """What the catalogue's templates speak of."""
    total = relation.total
    difference = relation.difference(values)
    sum_, computed = _sum(relation, values), _rounded(relation.expected(values), total)
    return {
        "name": relation.name,
        "total": words.label(total.concept, case.taxonomy),
        "period": words.where(total.aspects),
        "unit": words.measure(total),
        "reported": words.amount(values[total.id], total),
        "computed": computed,
        "difference": _rounded(difference, total),
        "slack": words.amount(relation.slack, total),
        "parts": sum_,
        "sum": sum_ if sum_ == computed else f"{sum_} = {computed}",
    }


def _rounded(value: Decimal | None, like: Fact) -> str:
    """A computed value with at most one digit more than the figure it is held against."""
    if value is None:
        return "undefined"
    return words.amount(value.quantize(Decimal(1).scaleb(-(like.decimals or 0) - 1), context=EXACT), like)


def _sum(relation: Relation, values: Mapping[str, Decimal]) -> str:
    """The right-hand side as a person writes it: "7,276,865 + 2,930,147 - 12,000"."""
    text = ""
    for fact, weight in relation.parts:
        if not values[fact.id] and len(relation.parts) > 1:
            continue
        value = words.amount(abs(values[fact.id]), fact)
        factor = "" if abs(weight) == 1 else f"{words.number(abs(weight))} x "
        minus = (values[fact.id] < 0) != (weight < 0)
        text += (" - " if minus else " + ") + factor + value
    text = f"-{text.removeprefix(' - ')}" if text.startswith(" - ") else text.removeprefix(" + ") or "0"
    if relation.divisor is not None:
        return f"{text} / {words.number(values[relation.divisor.id])}"
    return f"{text} / {words.number(relation.rate)}" if relation.rate != 1 else text
