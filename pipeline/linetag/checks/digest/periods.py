"""What the cover says of the period, and what the contexts say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from linetag.derivations import Derivation
from linetag.findings import Finding, finding
from linetag.tanshin.form.instance import document_name
from linetag.tanshin.form.records import Digest, FormFact
from linetag.tanshin.quarters import last_day

_QUARTER = "CurrentAccumulatedQ"


class Told(NamedTuple):
    """A verdict, and the finding where it fails."""

    derivation: Derivation
    finding: Finding | None


def periods(digest: Digest) -> Iterator[Told]:
    """The end of the fiscal year is that of the contexts of the year, and the quarter that of the cover."""
    for fact in digest.facts:
        if fact.element == "FiscalYearEnd" and isinstance(fact.value, date):
            named = (digest.periods.get(f"CurrentYear{kind}") for kind in ("Duration", "Instant"))
            ends = {last_day(period) for period in named if period}
            if ends:
                told = ", ".join(sorted(end.isoformat() for end in ends))
                yield _told(fact, fact.value.isoformat(), told, holds=ends == {fact.value})
        elif fact.element == "QuarterlyPeriod" and isinstance(fact.value, Decimal):
            name = document_name(digest)
            said = name.removeprefix(_QUARTER) if name.startswith(_QUARTER) else "none"
            yield _told(fact, f"{fact.value:f}", said, holds=f"{fact.value:f}" == said)


def _told(fact: FormFact, says: str, contexts: str, *, holds: bool) -> Told:
    derivation = Derivation(
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
    if holds:
        return Told(derivation, None)
    found = finding("S709", fact.origin, facts=(fact.id,), item=fact.element, says=says, contexts=contexts)
    return Told(derivation, found)
