"""How far a candidate can be relied on: its share, calibrated on companies that were not learnt from.

At 0.9 and above, a confidence says how many are right of all lines with at least that confidence; below, how
many of those with about the same share (`confidence.csv`, made by `author/calibration.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

_LEAST = Decimal("0.001")


def of_share(share: float, knots: Sequence[tuple[float, float]]) -> Decimal:
    """Return the confidence of a share, interpolated between (share, confidence) pairs that rise in both."""
    place = bisect_right([one for one, _ in knots], share)
    if place == len(knots):
        return _rounded(knots[-1][1])
    low, least = knots[place - 1] if place else (0.0, 0.0)
    high, most = knots[place]
    return _rounded(least + (most - least) * (share - low) / (high - low))


def _rounded(value: float) -> Decimal:
    return max(_LEAST, round(Decimal(value), 3))
