"""Why a sum is believed: reasons in words for a person, and how sure it is against the next best sum."""

from __future__ import annotations

from decimal import Decimal

from linetag import wording
from linetag.propose.records import Evidence
from linetag.propose.sum_candidates import SumCandidate
from linetag.propose.sum_weights import BIT

_CONFIDENCE = ((16, "0.99"), (10, "0.97"), (6, "0.9"), (3, "0.75"))
"""How sure a sum is by the bits that it gains over the next best one, or over none."""

_LEAST_SURE = Decimal("0.6")


def of_sum(one: SumCandidate) -> Evidence:
    """Return why a sum is believed."""
    columns = _columns(one)
    count = wording.counted(len(one.parts), "line", "lines")
    deducted = sum(weight < 0 for _, weight in one.parts)
    reasons = [f"{count} add up to it in {columns}" + (f", {deducted} of them deducted" if deducted else "")]
    if one.total.words.kind in ("total", "result"):
        reasons.append("its caption is that of a total")
    if one.total.look.ruled:
        reasons.append("a rule stands above it")
    if one.rivals:
        rival = one.rivals[0]
        count = wording.counted(len(rival.parts), "line", "lines")
        reasons.append(f"the next best sum, of {count}, holds in {_columns(rival)}")
    return Evidence("; ".join(reasons), None, _confidence(one))


def _columns(one: SumCandidate) -> str:
    """In how many columns a sum holds."""
    printed = sum(difference is not None for difference in one.fit.differences)
    return "every column" if one.fit.columns == printed else f"{one.fit.columns} of {printed} columns"


def _confidence(one: SumCandidate) -> Decimal:
    bits = lead(one) // BIT
    return next((Decimal(sure) for least, sure in _CONFIDENCE if bits >= least), _LEAST_SURE)


def lead(one: SumCandidate) -> int:
    """Return by how much a sum is better than the next best one, or than none, in sixteenths of a bit."""
    return one.gain - one.rivals[0].gain if one.rivals else one.gain
