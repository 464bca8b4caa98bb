"""Exact decimal intervals: what a figure with its stated decimals can stand for.

XBRL 2.1 section 4.6.7 (rounding) and Calculations 1.1 (round to nearest, truncation). No result
is ever rounded unasked: inside `exact()` an operation that would lose a digit raises one of
`TOO_MANY_DIGITS` instead, so that a hostile exponent costs neither time nor memory.
"""

from __future__ import annotations

from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
    Overflow,
    localcontext,
)
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

# Longer sums than this are no figures: a number of 10,000 digits times a weight still fits.
_DIGITS = 20_000
_EXACT = Context(
    prec=_DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=MIN_EMIN,
    Emax=MAX_EMAX,
    traps=[Inexact, InvalidOperation, Overflow],
)
_ROUNDING = Context(
    prec=_DIGITS, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[InvalidOperation, Overflow]
)
ZERO = Decimal(0)

# What an operation inside `exact()` raises when its result has too many digits.
TOO_MANY_DIGITS = (Inexact, InvalidOperation, Overflow)


class Interval(NamedTuple):
    """From `value - below` to `value + above`; an end may be open, `value` itself is inside.

    A tuple, not a dataclass: one is made for every figure of a report, and this is three times
    as fast. `below` and `above` are never negative, and an open end never has a width of 0.
    """

    value: Decimal
    below: Decimal = ZERO
    above: Decimal = ZERO
    open_below: bool = False
    open_above: bool = False


def exact() -> AbstractContextManager[Context]:
    """Enter a decimal context in which nothing is rounded silently; see `TOO_MANY_DIGITS`."""
    return localcontext(_EXACT)


@lru_cache(maxsize=256)
def _quantum(decimals: int) -> Decimal:
    """10**-decimals with that exponent, as `Decimal.quantize` wants it."""
    return Decimal(1).scaleb(-decimals, _EXACT)


@lru_cache(maxsize=256)
def _unit(decimals: int) -> Decimal:
    """10**-decimals in plain notation (1000, not 1E+3), so that sums print plainly."""
    return _EXACT.add(_quantum(decimals), ZERO)


@lru_cache(maxsize=256)
def _half(decimals: int) -> Decimal:
    """½·10**-decimals in plain notation."""
    return _EXACT.add(Decimal(5).scaleb(-decimals - 1, _EXACT), ZERO)


def rounded(value: Decimal, decimals: int | None) -> Decimal:
    """`value` rounded half-even to that many places, XBRL 2.1 section 4.6.7.2; None is INF.

    A value that needs no rounding is returned as it is written.
    """
    if decimals is None:
        return value
    near = value.quantize(_quantum(decimals), context=_ROUNDING)
    return value if near == value else near + ZERO


def has_excess_digits(value: Decimal, decimals: int | None) -> bool:
    """Whether a digit other than 0 stands beyond the decimals: 1234 at -3 does."""
    return decimals is not None and value.quantize(_quantum(decimals), context=_ROUNDING) != value


def around(value: Decimal, decimals: int | None, *, truncated: bool = False) -> Interval:
    """Span the numbers that are reported as `value` with these decimals (None = INF: only itself).

    Rounded to nearest: half a unit either way, both ends closed. Truncated: a whole unit away
    from zero, that end open; either way, both open, for a zero.
    """
    if decimals is None:
        return Interval(value)
    if not truncated:
        half = _half(decimals)
        return Interval(value, half, half)
    unit = _unit(decimals)
    below, above = value <= 0, value >= 0
    return Interval(value, unit if below else ZERO, unit if above else ZERO, below, above)


def common(intervals: Iterable[Interval]) -> Interval | None:
    """Intersect the intervals, None if empty; an end is open if the tighter bound is.

    `value` is that of the first interval, moved to the nearest end if it lies outside.
    """
    first, *others = intervals
    low, low_open = first.value - first.below, first.open_below
    high, high_open = first.value + first.above, first.open_above
    for other in others:
        bottom, top = other.value - other.below, other.value + other.above
        # (bound, open) sorts an open lower end behind a closed one, and so is the tighter
        low, low_open = max((low, low_open), (bottom, other.open_below))
        high, shut = min((high, not high_open), (top, not other.open_above))
        high_open = not shut
    if low > high or (low == high and (low_open or high_open)):
        return None
    value = min(max(first.value, low), high)
    return Interval(value, value - low, high - value, low_open, high_open)


def weighted_sum(parts: Iterable[tuple[Decimal, Interval]]) -> Interval:
    """Add weight × interval.

    A negative weight swaps the ends and their marks; one open end opens that end of the sum.
    """
    value = below = above = ZERO
    open_below = open_above = False
    for weight, part in parts:
        value += weight * part.value
        if weight > 0:
            below += weight * part.below
            above += weight * part.above
            open_below |= part.open_below
            open_above |= part.open_above
        elif weight < 0:
            below -= weight * part.above
            above -= weight * part.below
            open_below |= part.open_above
            open_above |= part.open_below
    return Interval(value, below, above, open_below, open_above)


def reach(reported: Interval, computed: Interval) -> tuple[Decimal, bool]:
    """How far the two values may lie apart, in the direction in which they do, and if less than.

    The intervals meet if |reported - computed| is below the first item, or equals it while the
    second is False: at a touching point both ends must be closed.
    """
    if reported.value >= computed.value:
        return reported.below + computed.above, reported.open_below or computed.open_above
    return reported.above + computed.below, reported.open_above or computed.open_below
