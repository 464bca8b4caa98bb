"""Failing relations → findings at the figure that is most likely wrong, with the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from linetag.checks import slips, words
from linetag.checks.diagnose import Cause, Suspect, diagnose
from linetag.checks.elsewhere import Amounts
from linetag.checks.relation import EXACT
from linetag.findings import Finding, Words, explanation, finding

if TYPE_CHECKING:
    from linetag.checks.case import Case
    from linetag.checks.relation import Relation
    from linetag.model import Fact, Origin

_MOST_NAMED = 4
# Slips that any difference could be.
_VAGUE = ("lost", "other")
_TURNED = {
    "line sign": "with the other sign of all its figures",
    "weight": "with the other weight",
    "no part": "without it",
}
_SETTLED = "This follows from a decision in filing.toml on one of these figures."


def explain(relations: Sequence[Relation], case: Case) -> Iterator[Finding]:
    """One finding per root cause; what follows from it is named in the hint."""
    values = case.values
    for cause in diagnose(relations, tuple(case.figures.values())):
        yield _told(cause, values, case)


def _told(cause: Cause, values: Mapping[str, Decimal], case: Case) -> Finding:
    """The finding on one root cause."""
    first = cause.relations[0]
    code = first.failure(values) or first.code
    # As printed it would hold: then the failure is what the preparer decided to accept.
    as_printed = {**values, **case.settled}
    settled = not any(relation.failure(as_printed) for relation in cause.relations)
    severity = explanation(code).severity
    if settled and severity == "warning":
        severity = "note"
    suspects = () if settled else _pointed(cause)
    beside = () if settled else _beside(cause, suspects, case)
    suspects = () if beside else suspects
    hint = _SETTLED if settled else " ".join(_hint(cause, suspects, beside, case))
    decided = [fact for fact in first.facts if settled and fact.id in case.settled]
    pointed = (*decided, *(fact for s in suspects for fact in s.line or (s.fact,)))
    places = _places(first, pointed, beside, case)
    return finding(
        code,
        places[0] if places else None,
        related=places[1:],
        facts=tuple(dict.fromkeys(f.id for r in cause.relations for f in r.facts)),
        severity=severity,
        hint=hint,
        **_values(first, values, case),
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


def _hint(cause: Cause, suspects: Sequence[Suspect], beside: Sequence[Fact], case: Case) -> Iterator[str]:
    if beside:
        yield _left_out(cause.relations[0], beside, case)
        return
    yield from _suspected(cause, suspects, case)
    if not suspects:
        yield from _absent(cause.relations[0], case)
    elif suspects[0].slip == "lost" and len(cause.suspects) > len(suspects):
        yield "If not, any other of its figures could be wrong by the difference."
    yield from _followers(cause)


def _suspected(cause: Cause, suspects: Sequence[Suspect], case: Case) -> Iterator[str]:
    first = cause.relations[0]
    if not cause.suspects:
        if not first.missing:
            yield "No single figure explains it; compare each figure named here with its source."
    elif not suspects:
        yield "Any one of its figures could be wrong by the difference; compare them with their source."
    elif len(suspects) == 1:
        yield f"{_words(suspects[0], first.total, case)}."
    else:
        named = "; or ".join(_words(s, first.total, case) for s in suspects[:_MOST_NAMED])
        rest = ", ".join(str(s.fact.origins[0].line) for s in suspects[_MOST_NAMED:] if s.fact.origins)
        yield f"Any one of these would put it right: {named}{f'; or one at line {rest}' if rest else ''}."


def _followers(cause: Cause) -> Iterator[str]:
    """What the same cause upsets."""
    if followers := cause.relations[1:]:
        names = "; ".join(dict.fromkeys(f"{r.name} ({words.where(r.total.aspects)})" for r in followers))
        one = "line" if cause.suspects and cause.suspects[0].line else "figure"
        yield f"The same {one} also upsets: {names}."


def _left_out(relation: Relation, beside: Sequence[Fact], case: Case) -> str:
    named = " and ".join(_named(fact, case) for fact in beside[:2])
    difference = words.amount(abs(relation.difference(case.values) or Decimal(0)), relation.total)
    are = "is" if len(beside) == 1 else "are each"
    return f"{named} {are} just the difference of {difference}, and the roll-up does not add it."


def _absent(relation: Relation, case: Case) -> Iterator[str]:
    """The parts of the roll-up that are not reported beside the others, unless there are many."""
    difference = relation.difference(case.values)
    if difference is None or len(relation.missing) > _MOST_NAMED:
        return
    for concept, weight in relation.missing:
        row = next((f for f in case.figures.values() if f.concept == concept), None)
        would = words.amount(difference / weight * (_turned(row, case) if row else 1), relation.total)
        label = f'"{words.label(concept, case.taxonomy)}"{_line(row) if row else ""}'
        yield f"{label}, which the roll-up adds, has no figure here; {would} would put it right."


def _words(suspect: Suspect, total: Fact, case: Case) -> str:
    fact = suspect.fact
    label = _named(fact, case)
    if suspect.line:
        return f"{label}: the sums hold {_TURNED[suspect.slip]}; {_mended(suspect, total, case)}"
    if suspect.partner is not None:
        figures = f"{_shown(suspect.printed, fact, case)} and {_shown(suspect.right, suspect.partner, case)}"
        return f"{label}: the figures {figures} look swapped between columns"
    printed, right = (_shown(value, fact, case) for value in (suspect.printed, suspect.right))
    place = slips.elsewhere(fact, suspect.right)
    slip = f"line {place.line} prints it so" if place else slips.words(suspect.slip)
    return f"{label} is {printed} and should be {right}{f': {slip}' if slip else ''}"


def _mended(suspect: Suspect, total: Fact, case: Case) -> str:
    """Where the settings give a line item its sign and its weight."""
    name, concept = case.filing.qname, suspect.fact.concept
    rollups = (r for r in case.filing.rollups if (name(r.parent), name(r.child)) == (total.concept, concept))
    weights = [f"its {{}} (rollup.csv, line {row.origin.line})" for row in rollups][:1] or ["its {}"]
    if suspect.slip != "line sign":
        return f"correct {weights[0].format('weight' if suspect.slip == 'weight' else 'parent')}"
    rows = (row for row in case.filing.mapping if concept in map(name, row.concepts))
    signs = [f"its sign (mapping.csv, line {row.origin.line})" for row in rows][:1]
    return f"unless they are misprinted, correct {' or '.join((*signs, weights[0].format('weight')))}"


def _named(fact: Fact, case: Case) -> str:
    return f'"{words.label(fact.concept, case.taxonomy)}"{_line(fact)}'


def _line(fact: Fact) -> str:
    return f" (line {fact.origins[0].line})" if fact.origins else ""


def _shown(value: Decimal, fact: Fact, case: Case) -> str:
    """A figure as the release prints it: in its scale, with the sign that it has there."""
    return words.amount(value * _turned(fact, case), fact) if value else "nothing (a dash)"


def _turned(fact: Fact, case: Case) -> int:
    """-1 where the release prints such figures with the other sign than the facts have."""
    alike = (other for other in case.figures.values() if other.concept == fact.concept)
    for figure in chain((fact,), alike):
        printed = slips.printed(figure.origins[0].text) if figure.origins else None
        if printed and isinstance(figure.value, Decimal) and figure.value:
            return -1 if (printed < 0) != (figure.value < 0) else 1
    return 1
