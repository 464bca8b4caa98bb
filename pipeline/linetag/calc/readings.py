"""What the facts of one concept, context and unit amount to in a calculation: a reading.

XBRL 2.1 section 5.2.5.2 lets duplicates block a sum; Calculations 1.1 takes what they share.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from linetag.calc import intervals
from linetag.calc.intervals import TOO_MANY_DIGITS, ZERO, Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linetag.model import Fact, Mode

Reason = Literal[
    "duplicate total",  # 1.0: the total is reported more than once, nil or not
    "duplicate contributor",  # 1.0: a contributor that has a value is reported again, nil or not
    "disallowed duplicates",  # 1.1: nil beside a figure, or figures that cannot all be true
    "excess digits",  # 1.1: digits beyond the decimals, 1234 at -3
    "not a number",  # a value that is text, NaN or infinite
    "no weight",  # an arc whose weight is absent or not finite
    "too many digits",  # an exact result would have more than 20,000 digits
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Every reason for which a sum is left unchecked: the closed list."""


class Reading(NamedTuple):
    """A set of facts as one figure. With a `fault`, the interval is its best figure by itself.

    A tuple for the same reason as `Interval`. `decimals` are those of the most precise fact.
    """

    facts: tuple[Fact, ...]
    interval: Interval
    decimals: int | None
    fault: Reason | None


def read(facts: Sequence[Fact], mode: Mode) -> Reading:
    """Read the facts of one concept, context and unit, one of them not nil, as one figure.

    In 1.0 the interval is the rounded value alone; a duplicate is called that of a contributor.
    """
    best = facts[0] if len(facts) == 1 else max((f for f in facts if f.value is not None), key=_precision)
    try:
        found = _single(facts, best) if mode == "1.0" else _shared(facts, best, mode)
    except TOO_MANY_DIGITS:
        found = "too many digits"
    if isinstance(found, Interval):
        return Reading(tuple(facts), found, best.decimals, None)
    return Reading(tuple(facts), Interval(_number(best) or ZERO), best.decimals, found)


def is_present(facts: Sequence[Fact]) -> bool:
    """Whether one of the facts is not nil."""
    return facts[0].value is not None or any(fact.value is not None for fact in facts)


def _number(fact: Fact) -> Decimal | None:
    return fact.value if isinstance(fact.value, Decimal) and fact.value.is_finite() else None


def _precision(fact: Fact) -> tuple[bool, bool, int, Decimal]:
    """Numbers first, then the most decimals; among equals the value settles it, not the order."""
    value = _number(fact)
    return value is not None, fact.decimals is None, fact.decimals or 0, value or ZERO


def _single(facts: Sequence[Fact], fact: Fact) -> Interval | Reason:
    """1.0: the one fact, rounded to its decimals."""
    if len(facts) > 1:
        return "duplicate contributor"
    value = _number(fact)
    return "not a number" if value is None else Interval(intervals.rounded(value, fact.decimals))


def _shared(facts: Sequence[Fact], best: Fact, mode: Mode) -> Interval | Reason:
    """1.1: what all the facts allow. The most precise one comes first, so that its value is kept."""
    truncated = mode == "1.1-truncation"
    if len(facts) == 1:
        return _range(best, truncated=truncated)
    if any(fact.value is None for fact in facts):
        return "disallowed duplicates"
    ranges = [_range(fact, truncated=truncated) for fact in (best, *facts)]
    # faults by their weight, so that the order of the facts does not choose the reason
    for fault in ("not a number", "excess digits"):
        if fault in ranges:
            return fault
    at: dict[int | None, Interval] = {}
    for fact, found in zip((best, *facts), ranges, strict=True):
        # two figures at the same decimals contradict each other even where their intervals touch
        if not isinstance(found, Interval) or at.setdefault(fact.decimals, found) != found:
            return "disallowed duplicates"
    return intervals.common(at.values()) or "disallowed duplicates"


def _range(fact: Fact, *, truncated: bool) -> Interval | Reason:
    value = _number(fact)
    if value is None:
        return "not a number"
    if intervals.has_excess_digits(value, fact.decimals):
        return "excess digits"
    return intervals.around(value, fact.decimals, truncated=truncated)
