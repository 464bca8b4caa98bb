"""Findings on sums without a verdict: one for each cause, and one for many sums with the same cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from linetag.calc import Calculation
from linetag.checks import words
from linetag.checks.limits import MANY, MOST_PLACES
from linetag.checks.sums import is_overprecise, is_printable
from linetag.findings import Finding, Words, finding
from linetag.model import Fact, QName
from linetag.wording import counted, unit

if TYPE_CHECKING:
    from linetag.checks.case import Case

# Other families report what concerns the whole report, and duplicates that do not contradict each other.
_REPORTED_ONCE = ("duplicate total", "duplicate contributor", "not OIM-compatible")
# What the engine calls the fault of a set of facts -> the finding about that set.
_FAULTS = {"excess digits": "C404", "disallowed duplicates": "C405"}
_NO_DIGIT = "XBRL 2.1 calls such a sum inconsistent: a figure states that none of its digits is known"


def unchecked(case: Case) -> Iterator[Finding]:
    """Yield the facts that keep sums from a verdict, the sums with other faults, and those too long to show.

    An audit reports contradicting duplicates by themselves, whether or not a sum needs them.
    """
    faulty: dict[str, dict[str, Sequence[Fact]]] = {code: {} for code in _FAULTS.values()}
    sums: dict[str, dict[tuple[QName, str], list[Calculation]]] = defaultdict(lambda: defaultdict(list))
    failing: dict[int, Calculation] = {}
    for calculation in case.calculations.results:
        reason = calculation.reason
        if reason in _FAULTS:
            for facts in calculation.faulty:
                faulty[_FAULTS[reason]].setdefault(facts[0].id, facts)
        if reason is not None:
            sums[reason][calculation.total, calculation.facts[0].id].append(calculation)
        elif case.filing is None and calculation.verdict == "inconsistent":
            failing.setdefault(id(calculation.candidate), calculation)
    if case.instance is None:
        yield from (_fault("C405", facts, case) for facts in faulty["C405"].values())
    yield from _excess(list(faulty["C404"].values()), case)
    for why, same in sums.items():
        if case.instance is None or why not in (*_REPORTED_ONCE, *_FAULTS):
            yield from _without_verdict(list(same.values()), case)
    yield from _endless([one for one in failing.values() if not is_printable(one)], case)
    yield from _overprecise(failing.values(), case)


def _excess(sets: Sequence[Sequence[Fact]], case: Case) -> Iterator[Finding]:
    if len(sets) < MANY:
        yield from (_fault("C404", facts, case) for facts in sets)
        return
    first, aspects = sets[0][0], sets[0][0].aspects
    yield _located(
        "C422",
        [facts[0] for facts in sets[:MOST_PLACES]],
        case,
        facts=(fact.id for facts in sets for fact in facts),
        count=f"{len(sets):,}",
        first=f"{first.concept} ({words.where(aspects)}, {unit(aspects.unit)})",
        figure=words.stated(first),
    )


def _without_verdict(sums: Sequence[Sequence[Calculation]], case: Case) -> Iterator[Finding]:
    """Yield the findings on sums with one reason, each the same sum in one mode or more."""
    everything = [calculation for same in sums for calculation in same]
    if len(sums) < MANY:
        for same in sums:
            wrong = same[0].verdict == "inconsistent"
            values: Words = {"severity": "error", "hint": _NO_DIGIT} if wrong else {}
            first = same[0]
            values |= {"total": case.name(first.total), "reason": first.reason, "mode": _modes(same)}
            yield _about(first.facts, case, "C407", values)
        return
    first = sums[0][0]
    yield _located(
        "C423",
        [same[0].facts[0] for same in sums[:MOST_PLACES]],
        case,
        facts=(same[0].facts[0].id for same in sums),
        severity="error" if any(own.verdict == "inconsistent" for own in everything) else "warning",
        count=f"{len(sums):,}",
        mode=_modes(everything),
        reason=first.reason,
        first=f"{case.name(first.total)} ({words.where(first.aspects)}, {unit(first.aspects.unit)})",
    )


def _endless(failing: Sequence[Calculation], case: Case) -> Iterator[Finding]:
    """Yield the failing sums whose figures are too long to show, the rest of many counted."""
    for calculation in failing[:MANY]:
        fact, mode = calculation.facts[0], calculation.mode
        yield finding("C413", case.places(fact)[0], facts=(fact.id,), total=calculation.total, mode=mode)
    if (left := len(failing) - MANY) > 0:
        yield finding("C410", count=counted(left, "more sum fails and is", "more sums fail and are"))


def _overprecise(failing: Iterable[Calculation], case: Case) -> Iterator[Finding]:
    """Yield the finding on figures of failing sums with more decimals than any amount has."""
    every = (fact for one in failing for facts in one.sets for fact in facts)
    found = list({fact.id: fact for fact in every if is_overprecise(fact)}.values())
    for first in found[:1]:
        yield _located(
            "C425",
            found[:MOST_PLACES],
            case,
            facts=(fact.id for fact in found),
            count=counted(len(found), "figure of a failing sum is", "figures of failing sums are"),
            first=f"{first.concept} ({words.where(first.aspects)}, {unit(first.aspects.unit)})",
            decimals=first.decimals,
        )


def _fault(code: str, facts: Sequence[Fact], case: Case) -> Finding:
    """Return the finding on the facts of one concept, context and unit that block a sum."""
    stated = map(words.stated if code == "C404" else words.figure, facts)
    figures = " and ".join(dict.fromkeys(stated))
    return _about(facts, case, code, {"concept": facts[0].concept, "figures": figures})


def _about(facts: Sequence[Fact], case: Case, code: str, values: Words) -> Finding:
    """Return a finding on facts that share context and unit."""
    where = {"period": words.where(facts[0].aspects), "unit": unit(facts[0].aspects.unit)}
    return _located(code, facts, case, facts=(fact.id for fact in facts), **where, **values)


def _modes(same: Iterable[Calculation]) -> str:
    return words.joined(list(dict.fromkeys(calculation.mode for calculation in same)))


def _located(code: str, shown: Sequence[Fact], case: Case, **values: Any) -> Finding:  # noqa: ANN401
    """Return a finding at the first place of the facts shown; `values` are those of `finding`."""
    places = [place for fact in shown for place in case.places(fact)]
    return finding(code, places[0] if places else None, related=places[1:], **values)
