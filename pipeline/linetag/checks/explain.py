"""Failing relations → findings at the figure that is most likely wrong, with the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.checks import slips, words
from linetag.checks.diagnose import Cause, Suspect, diagnose
from linetag.findings import Finding, Words, catalogue, finding
from linetag.release import numbers

if TYPE_CHECKING:
    from linetag.checks.case import Case
    from linetag.checks.relation import Relation
    from linetag.model import Fact, Origin

_MOST_NAMED = 4
_SETTLED = "This follows from a decision in filing.toml on one of these figures."


def explain(relations: Sequence[Relation], case: Case) -> Iterator[Finding]:
    """One finding per root cause; what follows from it is named in the hint."""
    values = case.values
    causes = diagnose(relations, values)
    pairs = _swaps(causes)
    for cause in causes:
        yield _finding(cause, values, case, pairs)


def _finding(
    cause: Cause, values: Mapping[str, Decimal], case: Case, pairs: Mapping[str, Suspect]
) -> Finding:
    first = cause.relations[0]
    code = first.failure(values) or first.code
    # As printed it would hold: then the failure is what the preparer decided to accept.
    as_printed = {**values, **case.settled}
    settled = not any(relation.failure(as_printed) for relation in cause.relations)
    severity = catalogue()[code].severity
    if settled and severity == "warning":
        severity = "note"
    suspects = _pointed(cause, pairs)
    hint = _SETTLED if settled else " ".join(_hint(cause, suspects, case, pairs))
    places = _places(first, suspects)
    return finding(
        code,
        places[0] if places else None,
        related=places[1:],
        facts=tuple(dict.fromkeys(f.id for r in cause.relations for f in r.facts)),
        severity=severity,
        hint=hint,
        **_values(first, values, case),
    )


def _pointed(cause: Cause, pairs: Mapping[str, Suspect]) -> tuple[Suspect, ...]:
    """The suspects worth pointing at: one of a swapped pair, the only one, or those that a slip explains.

    None when nothing but the difference speaks against a figure: then any could be wrong.
    """
    for suspect in cause.suspects:
        if suspect.fact.id in pairs:
            return (suspect,)
    if cause.sure:
        return cause.suspects[:1]
    return tuple(s for s in cause.suspects if s.slip != "other")


def _places(relation: Relation, suspects: Sequence[Suspect]) -> tuple[Origin, ...]:
    """The suspects' figures first, then all that take part."""
    facts = (*(s.fact for s in suspects), *relation.facts)
    return tuple(dict.fromkeys(origin for fact in facts for origin in fact.origins))


def _values(relation: Relation, values: Mapping[str, Decimal], case: Case) -> Words:
    """What the catalogue's templates speak of."""
    total = relation.total
    expected, difference = relation.expected(values), relation.difference(values)
    return {
        "name": relation.name,
        "total": words.label(total.concept, case.taxonomy),
        "period": words.where(total.aspects),
        "unit": words.measure(total),
        "reported": words.amount(values[total.id], total),
        "computed": _rounded(expected, total),
        "difference": _rounded(difference, total),
        "slack": words.amount(relation.slack, total),
        "parts": _sum(relation, values),
    }


def _rounded(value: Decimal | None, like: Fact) -> str:
    """A computed value with at most one digit more than the figure it is held against."""
    if value is None:
        return "undefined"
    return words.amount(round(value, (like.decimals or 0) + 1), like)


def _sum(relation: Relation, values: Mapping[str, Decimal]) -> str:
    """The right-hand side as a person writes it: "7,276,865 + 2,930,147 - 12,000"."""
    text = ""
    for fact, weight in relation.parts:
        value = words.amount(abs(values[fact.id]), fact)
        factor = "" if abs(weight) == 1 else f"{words.number(abs(weight))} x "
        minus = (values[fact.id] < 0) != (weight < 0)
        text += (" - " if minus else " + ") + factor + value
    text = text.removeprefix(" + ").strip()
    if relation.divisor is not None:
        return f"{text} / {words.number(values[relation.divisor.id])}"
    return f"{text} / {words.number(relation.rate)}" if relation.rate != 1 else text


def _hint(
    cause: Cause, suspects: Sequence[Suspect], case: Case, pairs: Mapping[str, Suspect]
) -> Iterator[str]:
    if not cause.suspects:
        yield "No single figure explains it; compare each figure named here with its source."
    elif not suspects:
        yield "Any one of its figures could be wrong by the difference; compare them with their source."
    elif suspects[0].fact.id in pairs:
        yield _swap_words(suspects[0], pairs[suspects[0].fact.id], case)
    elif len(suspects) == 1:
        yield f"{_words(suspects[0], case)}."
    else:
        named = "; or ".join(_words(s, case) for s in suspects[:_MOST_NAMED])
        rest = ", ".join(str(s.fact.origins[0].line) for s in suspects[_MOST_NAMED:] if s.fact.origins)
        yield f"Any one of these would put it right: {named}{f'; or one at line {rest}' if rest else ''}."
    if followers := cause.relations[1:]:
        names = "; ".join(dict.fromkeys(f"{r.name} ({words.where(r.total.aspects)})" for r in followers))
        yield f"The same figure also upsets: {names}."


def _words(suspect: Suspect, case: Case) -> str:
    fact = suspect.fact
    turned = _turned(suspect)
    printed, right = (words.amount(v * turned, fact) for v in (suspect.printed, suspect.right))
    line = f" (line {fact.origins[0].line})" if fact.origins else ""
    slip = slips.words(suspect.slip)
    label = words.label(fact.concept, case.taxonomy)
    return f'"{label}"{line} is {printed} and should be {right}{f": {slip}" if slip else ""}'


def _turned(suspect: Suspect) -> int:
    """-1 where the release prints the figure with the other sign than the fact has."""
    origins = suspect.fact.origins
    printed = numbers.parse(origins[0].text) if origins else None
    return -1 if printed and printed.value * suspect.printed < 0 else 1


def _swap_words(one: Suspect, other: Suspect, case: Case) -> str:
    label = words.label(one.fact.concept, case.taxonomy)
    lines = sorted({s.fact.origins[0].line for s in (one, other) if s.fact.origins})
    figures = " and ".join(words.amount(s.printed, s.fact) for s in (one, other))
    where = " and ".join(str(line) for line in lines)
    return f'"{label}" (line {where}): the figures {figures} look swapped between columns.'


def _swaps(causes: Sequence[Cause]) -> Mapping[str, Suspect]:
    """Suspects of different causes whose figures belong in each other's place, by fact id."""
    found: dict[str, Suspect] = {}
    suspects = [s for cause in causes for s in cause.suspects]
    for one in suspects:
        for other in suspects:
            if (
                one.fact.id != other.fact.id
                and one.fact.concept == other.fact.concept
                and one.right == other.printed
                and other.right == one.printed
            ):
                found[one.fact.id] = other
    return found
