"""What the cover says of the period, and what the contexts say of it and of each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from linetag.checks.derivations import Derivation
from linetag.filing.quarters import months, year_before
from linetag.findings import Finding, finding
from linetag.model import Duration, Fact, Period
from linetag.tanshin.form.facts import document_name, element_of, origin_of, typed
from linetag.tanshin.form.records import Tanshin, context_of
from linetag.wording import period as shown

_QUARTER = "CurrentAccumulatedQ"
_PAIRS = (("Prior", "Current"), ("Current", "Next"))
# A year of 52 or 53 weeks ends up to so many days from the day of the year before.
_WEEK = 7


def periods(tanshin: Tanshin) -> Iterator[Derivation | Finding]:
    """Yield the verdicts on the cover against the contexts, and on the years against each other."""
    name = document_name(tanshin)
    located = {context_of(fact).period: fact for fact in reversed(tanshin.facts)}
    seen: set[tuple[str, object]] = set()
    for fact in tanshin.facts:
        if (element_of(fact), fact.value) in seen:
            continue
        seen.add((element_of(fact), fact.value))
        if element_of(fact) == "FiscalYearEnd" and isinstance(day := typed(fact), date):
            known = (tanshin.periods.get(f"CurrentYear{kind}") for kind in ("Duration", "Instant"))
            ends = {period.last_day for period in known if period}
            if ends:
                says = ", ".join(sorted(end.isoformat() for end in ends))
                yield from _cover(fact, day.isoformat(), says, holds=ends == {day})
        elif element_of(fact) == "QuarterlyPeriod" and isinstance(fact.value, Decimal):
            stated = _quarter(name, tanshin)
            yield from _cover(fact, f"{fact.value:f}", stated, holds=f"{fact.value:f}" == stated)
    for later, period in tanshin.periods.items():
        for word, following in _PAIRS:
            earlier = later.replace(following, word, 1)
            before = tanshin.periods.get(earlier)
            if later.startswith(following) and before is not None:
                yield from _apart(located[earlier], located[later], before, period)


def _quarter(name: str, tanshin: Tanshin) -> str:
    """Return the quarter by the name of the document's period and by its length, where the two agree."""
    number = name.removeprefix(_QUARTER) if name.startswith(_QUARTER) else "none"
    span = tanshin.periods.get(f"{name}Duration")
    if isinstance(span, Duration) and number.isdecimal():
        length = (span.end - span.start).days + 1
        # a quarter has 13 weeks or three months
        if abs(length - 91 * int(number)) > _WEEK * 2:
            return f"{months(span)} months"
    return number


def _apart(earlier: Fact, later: Fact, before: Period, after: Period) -> Iterator[Derivation | Finding]:
    """Yield whether two periods of one name are a year apart."""
    holds = type(before) is type(after) and all(
        abs((one - other).days) <= _WEEK
        for one, other in zip(_span(before), year_before(_span(after)), strict=True)
    )
    yield _derivation(earlier, holds=holds)._replace(item=context_of(earlier).period)
    if not holds:
        yield finding(
            "S712",
            origin_of(earlier),
            related=later.origins[:1],
            facts=(earlier.id, later.id),
            earlier=context_of(earlier).period,
            before=shown(before),
            later=context_of(later).period,
            after=shown(after),
        )


def _span(period: Period) -> Duration:
    return period if isinstance(period, Duration) else Duration(period.on, period.on)


def _cover(fact: Fact, says: str, contexts: str, *, holds: bool) -> Iterator[Derivation | Finding]:
    yield _derivation(fact, holds=holds)
    if not holds:
        item = element_of(fact)
        yield finding("S709", origin_of(fact), facts=(fact.id,), item=item, says=says, contexts=contexts)


def _derivation(fact: Fact, *, holds: bool) -> Derivation:
    return Derivation(
        kind="period",
        item=element_of(fact),
        context=fact.context,
        verdict="holds" if holds else "fails",
        reason=None,
        stated=fact.value if isinstance(fact.value, Decimal) else None,
        low=None,
        high=None,
        operands=(),
        at=origin_of(fact),
    )
