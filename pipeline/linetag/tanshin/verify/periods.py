"""What the cover says of the period, and what the contexts say of it and of each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from linetag.checks.derivations import Derivation
from linetag.filing.quarters import last_day, months, year_before
from linetag.findings import Finding, finding
from linetag.model import Duration, Period
from linetag.tanshin.form.instance import document_name
from linetag.tanshin.form.records import Digest, FormFact
from linetag.wording import period as shown

_QUARTER = "CurrentAccumulatedQ"
_PAIRS = (("Prior", "Current"), ("Current", "Next"))
# A year of 52 or 53 weeks ends up to so many days from the day of the year before.
_WEEK = 7


class Told(NamedTuple):
    """A verdict, and the finding where it fails."""

    derivation: Derivation
    finding: Finding | None


def periods(digest: Digest) -> Iterator[Told]:
    """The fiscal year and the quarter of the cover against the contexts; the years against each other."""
    name = document_name(digest)
    first = {fact.context.period: fact for fact in reversed(digest.facts)}
    told: set[tuple[str, object]] = set()
    for fact in digest.facts:
        if (fact.element, fact.value) in told:
            continue
        told.add((fact.element, fact.value))
        if fact.element == "FiscalYearEnd" and isinstance(fact.value, date):
            named = (digest.periods.get(f"CurrentYear{kind}") for kind in ("Duration", "Instant"))
            ends = {last_day(period) for period in named if period}
            if ends:
                says = ", ".join(sorted(end.isoformat() for end in ends))
                yield _cover(fact, fact.value.isoformat(), says, holds=ends == {fact.value})
        elif fact.element == "QuarterlyPeriod" and isinstance(fact.value, Decimal):
            said = _quarter(name, digest)
            yield _cover(fact, f"{fact.value:f}", said, holds=f"{fact.value:f}" == said)
    for later, period in digest.periods.items():
        for word, following in _PAIRS:
            earlier = later.replace(following, word, 1)
            before = digest.periods.get(earlier)
            if later.startswith(following) and before is not None:
                yield _apart(first[earlier], first[later], before, period)


def _quarter(name: str, digest: Digest) -> str:
    """The quarter by the name of the document's period and by its length, where the two agree."""
    number = name.removeprefix(_QUARTER) if name.startswith(_QUARTER) else "none"
    span = digest.periods.get(f"{name}Duration")
    if isinstance(span, Duration) and number.isdecimal():
        length = (span.end - span.start).days + 1
        # a quarter has 13 weeks or three months
        if abs(length - 91 * int(number)) > _WEEK * 2:
            return f"{months(span)} months"
    return number


def _apart(earlier: FormFact, later: FormFact, before: Period, after: Period) -> Told:
    """Two periods of one name, a year apart."""
    holds = type(before) is type(after) and all(
        abs((one - other).days) <= _WEEK
        for one, other in zip(_span(before), year_before(_span(after)), strict=True)
    )
    derivation = _derivation(earlier, holds=holds)._replace(item=earlier.context.period)
    if holds:
        return Told(derivation, None)
    found = finding(
        "S712",
        earlier.origin,
        related=(later.origin,) if later.origin else (),
        facts=(earlier.id, later.id),
        earlier=earlier.context.period,
        before=shown(before),
        later=later.context.period,
        after=shown(after),
    )
    return Told(derivation, found)


def _span(period: Period) -> Duration:
    return period if isinstance(period, Duration) else Duration(period.on, period.on)


def _cover(fact: FormFact, says: str, contexts: str, *, holds: bool) -> Told:
    derivation = _derivation(fact, holds=holds)
    if holds:
        return Told(derivation, None)
    found = finding("S709", fact.origin, facts=(fact.id,), item=fact.element, says=says, contexts=contexts)
    return Told(derivation, found)


def _derivation(fact: FormFact, *, holds: bool) -> Derivation:
    return Derivation(
        kind="period",
        item=fact.element,
        context=fact.context.id,
        verdict="holds" if holds else "fails",
        reason=None,
        stated=fact.value if isinstance(fact.value, Decimal) else None,
        low=None,
        high=None,
        parts=(),
        at=fact.origin,
    )
