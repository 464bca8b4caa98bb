"""Verdicts: XBRL 2.1 section 5.2.5.2 and Calculations 1.1 on the figures of one candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from linetag.calc.readings import OPEN, PLACES, Reading, Reason, needed, read, rounded

if TYPE_CHECKING:
    from linetag.calc.binding import Branch, Candidate
    from linetag.model import Mode


class Judgement(NamedTuple):
    """What a mode makes of a candidate: integers scaled by 10**places, and by 2**shift.

    `computed` and `slack` are also scaled by 10**more, for weights such as 0.5. `fault` is why no
    verdict is possible.
    """

    mode: Mode
    total: Reading
    parts: Sequence[tuple[Branch, Reading]]
    places: int
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
        """What took part: in 1.0 the figure rounded to its decimals."""
        return reading.near if self.mode == "1.0" else reading.value


def weighed(candidate: Candidate) -> tuple[bool, bool] | None:
    """Whether the sum agrees under XBRL 2.1, and under Calculations 1.1 with rounding.

    Of plain figures with plain weights only, which is nearly always so; None of any other.
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
    """The weighted sum of plain figures, and how far the total may lie from it, to either side."""
    total, parts, summation = candidate[:3]
    slack = total.half
    if slack < 0 or summation.more:
        return None
    computed = 0
    for (_, plain, weight), (_, figure, half, _, _) in parts:
        if half < 0 or plain is None:
            return None
        if weight == 1:
            computed += figure
            slack += half
        else:
            computed += weight * figure
            slack += abs(weight) * half
    return computed, slack


def judged(candidate: Candidate, mode: Mode) -> Judgement:
    """The sum of a candidate of any kind, with all its figures."""
    truncated = mode == "1.1-truncation"
    added = None if truncated else _added(candidate)
    if added is not None:
        total, (computed, slack) = candidate.total, added
        if mode == "1.0":
            computed, slack = rounded(computed, total.unit), 0
        agrees = abs(total.value - computed) <= slack
        return Judgement(mode, total, candidate.parts, PLACES, 0, 0, computed, slack, agrees, None)
    total, parts, places = _read(candidate, truncated=truncated)
    judge = _rounded if mode == "1.0" else _spanned
    more, shift = candidate.summation.more, OPEN if truncated else 0
    computed, slack, agrees, fault = judge(total, parts, 10**more, shift)
    return Judgement(mode, total, parts, places, shift, more, computed, slack, agrees, fault)


def _read(candidate: Candidate, *, truncated: bool) -> tuple[Reading, Sequence[tuple[Branch, Reading]], int]:
    """The figures, at a scale at which all of them are whole."""
    if not truncated and candidate.total.unit >= 0 and all(part.unit >= 0 for _, part in candidate.parts):
        return candidate.total, candidate.parts, PLACES
    sets = [candidate.total.facts, *(part.facts for _, part in candidate.parts)]
    places = needed([fact for facts in sets for fact in facts])
    readings = [read(facts, places, truncated=truncated) for facts in sets]
    known = [reading for reading in readings if reading is not None]  # all: the scale fits
    return (
        known[0],
        [(branch, own) for (branch, _), own in zip(candidate.parts, known[1:], strict=True)],
        places,
    )


_Verdict = tuple[int, int, bool, Reason | None]


def _rounded(total: Reading, parts: Sequence[tuple[Branch, Reading]], one: int, _: int) -> _Verdict:
    """XBRL 2.1: the weighted sum, the slack (none), whether it agrees, and what forbids to say."""
    fault: Reason | None = "duplicate total" if total.blocked == "duplicate contributor" else total.blocked
    computed = 0
    for branch, part in parts:
        computed += branch.scaled * part.near
        # what does not bind at all goes before a figure of which nothing is known
        if fault in (None, "precision 0") and (part.blocked is not None or branch.weight is None):
            own: Reason | None = part.blocked if branch.weight is not None else "no weight"
            fault = own if fault is None or own != "precision 0" else fault
    computed = rounded(computed, total.unit * one)
    return computed, 0, computed == total.near * one, fault


def _spanned(total: Reading, parts: Sequence[tuple[Branch, Reading]], one: int, shift: int) -> _Verdict:
    """Calculations 1.1: the same, by the intervals for which the figures stand."""
    fault = total.fault
    computed = low = high = 0
    for branch, part in parts:
        weight, (bottom, top) = branch.scaled, part.ends
        computed += weight * part.value
        low += weight * (bottom if weight > 0 else top)
        high += weight * (top if weight > 0 else bottom)
        if fault is None and (part.fault is not None or branch.weight is None):
            fault = part.fault if branch.weight is not None else "no weight"
    value, (bottom, top) = total.value * one, total.ends
    bottom, top = bottom * one, top * one
    reach = value - bottom + high - computed if value >= computed else top - value + computed - low
    if shift:  # without what was taken off for open ends
        reach = ((reach + (1 << (shift - 1))) >> shift) << shift
    return computed, reach, low <= top and bottom <= high, fault
