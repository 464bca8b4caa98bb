"""What a preparer is told to look at when something does not hold: the sentences of the hints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from linetag.checks import slips, words

if TYPE_CHECKING:
    from linetag.checks.case import Case
    from linetag.checks.diagnose import Cause, Suspect
    from linetag.checks.relation import Relation
    from linetag.model import Fact, Origin

_MOST_NAMED = 4
_TURNED = {
    "line sign": "with the other sign of all its figures",
    "weight": "with the other weight",
    "no part": "without it",
}


def advice(
    cause: Cause, suspects: Sequence[Suspect], beside: Sequence[Fact], alike: Sequence[Relation], case: Case
) -> Iterator[str]:
    """The sentences of a hint: what to look at, and what else the same cause upsets.

    `suspects` are those worth pointing at, `beside` lines that are just the difference, and `alike`
    other sums that lack the same.
    """
    if beside:
        yield _left_out(cause.relations[0], beside, case)
    elif alike:  # several lack the same: then it is not any of the figures
        yield from _absent(cause.relations[0], case)
    else:
        yield from _causes(cause, suspects, case)
    if alike:
        yield f"The same in: {'; '.join(_lacks(relation, beside, case) for relation in alike)}."


def _causes(cause: Cause, suspects: Sequence[Suspect], case: Case) -> Iterator[str]:
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


def _lacks(relation: Relation, beside: Sequence[Fact], case: Case) -> str:
    """Where another sum lacks the same, and how much."""
    gap = abs(relation.difference(case.values) or Decimal(0))
    amount = words.amount(gap, relation.total) if beside else next(_needed(relation, case), ("", ""))[1]
    return f"{words.where(relation.total.aspects)}, {words.measure(relation.total)} ({amount})"


def _absent(relation: Relation, case: Case) -> Iterator[str]:
    for label, would in _needed(relation, case):
        yield f"{label}, which the roll-up adds, has no figure here; {would} would put it right."


def _needed(relation: Relation, case: Case) -> Iterator[tuple[str, str]]:
    """The parts of the roll-up that are not reported beside the others, unless there are many.

    Each with the figure that would put the sum right.
    """
    difference = relation.difference(case.values)
    if difference is None or len(relation.missing) > _MOST_NAMED:
        return
    for concept, weight in relation.missing:
        row = next((f for f in case.figures.values() if f.concept == concept), None)
        would = words.amount(difference / weight * (_turned(row, case) if row else 1), relation.total)
        yield f'"{words.label(concept, case.taxonomy)}"{_line(row) if row else ""}', would


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
    """Where the settings give a line item its sign, its weight and its parent."""
    name, concept = case.filing.qname, suspect.fact.concept
    ends = total.concept, concept
    rollup = next((r.origin for r in case.filing.rollups if (name(r.parent), name(r.child)) == ends), None)
    mapped = next((r.origin for r in case.filing.mapping if concept in map(name, r.concepts)), None)
    if suspect.slip == "no part":
        return f"correct its parent{_setting(rollup)}"
    if suspect.slip == "weight":
        return f"correct its weight{_setting(rollup)}"
    return f"unless they are misprinted, correct its sign{_setting(mapped)} or its weight{_setting(rollup)}"


def _setting(at: Origin | None) -> str:
    return f" ({at.path}, line {at.line})" if at else ""


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
