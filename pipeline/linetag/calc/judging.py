"""Verdicts: XBRL 2.1 section 5.2.5.2 and Calculations 1.1 on the figures of one candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from linetag.calc.limits import SCALE
from linetag.calc.readings import OPEN, Reading, Reason, rounded

if TYPE_CHECKING:
    from linetag.calc.binding import Candidate, Contribution
    from linetag.model import Mode


class JudgedSum(NamedTuple):
    """The figures of a candidate in one mode: integers scaled by 10**scale, and by 2**shift.

    `computed` and `slack` are also scaled by 10**more, for weights such as 0.5. `fault` is why no
    verdict is possible.
    """

    mode: Mode
    total: Reading
    contributors: Sequence[Contribution]
    scale: int
    shift: int
    more: int
    computed: int
    slack: int
    agrees: bool
    fault: Reason | None

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Reported, computed, the difference and the slack, all of them scaled by 10**more as well."""
        reported = self.value(self.total) * 10**self.more
        return reported, self.computed, reported - self.computed, self.slack

    def value(self, reading: Reading) -> int:
        """The value that takes part in the sum: in 1.0 the figure rounded to its decimals."""
        return reading.near if self.mode == "1.0" else reading.value


def weighed(candidate: Candidate) -> tuple[bool, bool] | None:
    """Whether the sum agrees under XBRL 2.1, and under Calculations 1.1 with rounding.

    None unless all figures are regular and all weights whole numbers, as nearly all are.
    """
    added = _added(candidate)
    if added is None:
        return None
    computed, slack = added
    value = candidate.total.value
    if value == computed:
        return True, True
    return value == rounded(computed, candidate.total.unit), -slack <= value - computed <= slack


def _added(candidate: Candidate) -> tuple[int, int] | None:
    """The weighted sum of regular figures, and how far the total may lie from it, to either side."""
    total, contributors, summation = candidate[:3]
    slack = total.half
    if slack < 0 or summation.more:
        return None
    computed = 0
    for (_, stated, weight), (_, figure, half, _, _) in contributors:
        if half < 0 or stated is None:
            return None
        if weight == 1:
            computed += figure
            slack += half
        else:
            computed += weight * figure
            slack += abs(weight) * half
    return computed, slack


def judged(candidate: Candidate, mode: Mode) -> JudgedSum:
    """The sum of a candidate of any kind, with all its figures."""
    truncated = mode == "1.1-truncation"
    added = None if truncated else _added(candidate)
    if added is not None:
        total, (computed, slack) = candidate.total, added
        if mode == "1.0":
            computed, slack = rounded(computed, total.unit), 0
        agrees = abs(total.value - computed) <= slack
        return JudgedSum(mode, total, candidate.contributors, SCALE, 0, 0, computed, slack, agrees, None)
    total, contributors, scale = _read(candidate, truncated=truncated)
    judge = _rounded if mode == "1.0" else _spanned
    more, shift = candidate.summation.more, OPEN if truncated else 0
    computed, slack, agrees, fault = judge(total, contributors, 10**more, shift)
    return JudgedSum(mode, total, contributors, scale, shift, more, computed, slack, agrees, fault)


def _read(candidate: Candidate, *, truncated: bool) -> tuple[Reading, Sequence[Contribution], int]:
    """The figures, at a scale at which all of them are whole."""
    total, contributors, summation = candidate[:3]
    if not truncated and total.unit >= 0 and all(own.unit >= 0 for _, own in contributors):
        return total, contributors, SCALE
    readings = summation.readings
    scale = max(readings.needed_scale(own) for own in (total, *(own for _, own in contributors)))
    return (
        readings.at_scale(total, scale, truncated=truncated),
        [(arc, readings.at_scale(own, scale, truncated=truncated)) for arc, own in contributors],
        scale,
    )


_Verdict = tuple[int, int, bool, Reason | None]


def _rounded(total: Reading, contributors: Sequence[Contribution], one: int, _: int) -> _Verdict:
    """XBRL 2.1: the weighted sum, the slack (none), whether it agrees, and why that cannot be known."""
    fault: Reason | None = "duplicate total" if total.blocked == "duplicate contributor" else total.blocked
    computed = 0
    for arc, reading in contributors:
        computed += arc.scaled * reading.near
        # a contributor that does not bind at all goes before a figure without a known digit
        if fault in (None, "precision 0") and (reading.blocked is not None or arc.weight is None):
            own: Reason | None = reading.blocked if arc.weight is not None else "no weight"
            fault = own if fault is None or own != "precision 0" else fault
    computed = rounded(computed, total.unit * one)
    return computed, 0, computed == total.near * one, fault


def _spanned(total: Reading, contributors: Sequence[Contribution], one: int, shift: int) -> _Verdict:
    """Calculations 1.1: the same, by the intervals for which the figures stand."""
    fault = total.fault
    computed = low = high = 0
    for arc, reading in contributors:
        weight, (bottom, top) = arc.scaled, reading.ends
        computed += weight * reading.value
        low += weight * (bottom if weight > 0 else top)
        high += weight * (top if weight > 0 else bottom)
        if fault is None and (reading.fault is not None or arc.weight is None):
            fault = reading.fault if arc.weight is not None else "no weight"
    value, (bottom, top) = total.value * one, total.ends
    bottom, top = bottom * one, top * one
    slack = value - bottom + high - computed if value >= computed else top - value + computed - low
    if shift:  # add what was taken off for open ends
        slack = ((slack + (1 << (shift - 1))) >> shift) << shift
    return computed, slack, low <= top and bottom <= high, fault
