"""Why sums of a foreign report have no verdict: each cause once, and many of a kind together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from linetag.calc import Calculation, Calculations
from linetag.checks import words
from linetag.checks.sums import fault, without_verdict
from linetag.findings import Finding, Severity, finding
from linetag.model import Fact, Mode, QName
from linetag.wording import unit
from linetag.xbrl.read.report import Instance

# From so many on, causes of a kind are told together.
_MANY = 4
_MOST_PLACES = 30
# Duplicates have findings of their own, and what holds for the whole report has one.
_TOLD_ELSEWHERE = (
    *("duplicate total", "duplicate contributor", "disallowed duplicates"),
    *("not OIM-compatible",),
)


def unchecked_sums(instance: Instance, calculations: Calculations) -> Iterator[Finding]:
    """The figures with digits that their decimals disown, and the sums that have another fault."""
    excess: dict[str, Sequence[Fact]] = {}
    sums: dict[str, dict[tuple[QName, str], list[Calculation]]] = defaultdict(lambda: defaultdict(list))
    for calculation in calculations.results:
        reason = calculation.reason
        if reason == "excess digits":
            for facts in calculation.faulty:
                excess.setdefault(facts[0].id, facts)
        elif reason is not None and reason not in _TOLD_ELSEWHERE:
            sums[reason][calculation.total, calculation.facts[0].id].append(calculation)
    yield from _excess(list(excess.values()), instance)
    for same in sums.values():
        yield from _without_verdict(list(same.values()), instance)


def _excess(sets: Sequence[Sequence[Fact]], instance: Instance) -> Iterator[Finding]:
    if len(sets) < _MANY:
        yield from (fault("C404", [instance.located(fact) for fact in facts]) for facts in sets)
        return
    first, aspects = sets[0][0], sets[0][0].aspects
    yield _together(
        "C422",
        [facts[0] for facts in sets],
        instance,
        facts=(fact.id for facts in sets for fact in facts),
        count=f"{len(sets):,}",
        first=f"{first.concept} ({words.where(aspects)}, {unit(aspects.unit)})",
        figure=words.stated(first),
    )


def _without_verdict(sums: Sequence[Sequence[Calculation]], instance: Instance) -> Iterator[Finding]:
    """Of sums with one reason, each the same in one mode or more."""
    if len(sums) < _MANY:
        for same in sums:
            facts = [instance.located(fact) for fact in same[0].facts]
            yield without_verdict(same[0], facts, modes=_modes(same))
        return
    first, everything = sums[0][0], [calculation for same in sums for calculation in same]
    wrong = any(calculation.verdict == "inconsistent" for calculation in everything)
    yield _together(
        "C423",
        [same[0].facts[0] for same in sums],
        instance,
        facts=(same[0].facts[0].id for same in sums),
        severity="error" if wrong else "warning",
        count=f"{len(sums):,}",
        mode=words.joined(_modes(everything)),
        reason=first.reason,
        first=f"{first.total} ({words.where(first.aspects)}, {unit(first.aspects.unit)})",
    )


def _modes(same: Sequence[Calculation]) -> Sequence[Mode]:
    return list(dict.fromkeys(calculation.mode for calculation in same))


def _together(
    code: str,
    shown: Sequence[Fact],
    instance: Instance,
    *,
    facts: Iterator[str],
    severity: Severity | None = None,
    **values: str | None,
) -> Finding:
    places = [place for fact in shown[:_MOST_PLACES] for place in instance.located(fact).origins]
    return finding(code, places[0], related=places[1:], facts=facts, severity=severity, **values)
