"""What the share of a candidate says about its being right: the table of confidences.

A confidence of 0.9 or more is cumulative: of all lines whose first candidate has at least this confidence, so
many are right. One can accept every line above a threshold and knows the rate of errors. Below 0.9 it is the
rate of right lines among those with about the same share.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_TARGETS = (0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.91, 0.9)
_LEAST_LINES = 200
_BINS = 14


class Outcome(NamedTuple):
    """The share of the first candidate of a line, and whether it is right."""

    share: float
    right: bool


def knots(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """Return (share, confidence) pairs, rising in both; between them confidences are interpolated."""
    ordered = sorted(outcomes, key=lambda one: -one.share)
    found = list(_cumulative(ordered))
    least = found[-1][0] if found else 1.0
    found += [
        (share, min(rate, _TARGETS[-1])) for share, rate in _local([o for o in ordered if o.share < least])
    ]
    rising: list[tuple[float, float]] = [(1.0, max([_TARGETS[0], *(c for _, c in found)]))]
    for share, confidence in found:
        if share < rising[-1][0]:
            rising.append((share, min(confidence, rising[-1][1])))
    return [(round(share, 4), round(confidence, 3)) for share, confidence in reversed(rising)]


def _cumulative(ordered: Sequence[Outcome]) -> list[tuple[float, float]]:
    """The least share above which so many lines are right, for each target that is reached."""
    least: dict[float, float] = {}
    right = 0
    for number, one in enumerate(ordered, 1):
        right += one.right
        if number >= _LEAST_LINES:
            for target in _TARGETS:
                if right / number >= target:
                    least[target] = one.share
    return [(least[target], target) for target in _TARGETS if target in least]


def _local(ordered: Sequence[Outcome]) -> list[tuple[float, float]]:
    """The rate of right lines in groups of equal size, those that do not fall with the share joined."""
    size = max(1, len(ordered) // _BINS)
    groups = [list(ordered[at : at + size]) for at in range(0, size * (len(ordered) // size), size)]
    rates = [
        [sum(one.right for one in group), len(group), sum(one.share for one in group)] for group in groups
    ]
    joined: list[list[float]] = []
    for rate in rates:
        joined.append(list(map(float, rate)))
        while len(joined) > 1 and joined[-1][0] / joined[-1][1] > joined[-2][0] / joined[-2][1]:
            last = joined.pop()
            joined[-1] = [one + other for one, other in zip(joined[-1], last, strict=True)]
    return [(shares / count, right / count) for right, count, shares in joined]
