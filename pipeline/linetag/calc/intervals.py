"""Between what a figure lies that printed figures give: rounding allows for more than one.

A printed figure stands for every amount that is rounded to it; what is computed from such figures is
an interval, too. Two statements agree when their intervals have a number in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple

from linetag.calc.figures import DIGITS, Rounding, rounded

_HALF = Decimal("0.5")
_NOTHING = Decimal(0)
_ONE = Decimal(1)
_HUNDRED = Decimal(100)


class Interval(NamedTuple):
    """The numbers from `low` to `high`; `low_in` and `high_in` say whether the ends belong to it."""

    low: Decimal
    high: Decimal
    low_in: bool = True
    high_in: bool = True

    def meets(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        low = max((self.low, not self.low_in), (other.low, not other.low_in))
        high = min((self.high, self.high_in), (other.high, other.high_in))
        return low[0] < high[0] or (low[0] == high[0] and not low[1] and high[1])

    def printed(self, places: int, rounding: Rounding = "half-up") -> tuple[Decimal, Decimal]:
        """The least and the greatest figure, to `places` decimals, that a number of it is printed as."""
        unit = _ONE.scaleb(-places)
        with localcontext(prec=DIGITS):
            low, high = rounded(self.low, places, rounding), rounded(self.high, places, rounding)
            low = low if behind(low, unit, rounding).meets(self) else low + unit
            return low, high if behind(high, unit, rounding).meets(self) else high - unit


def exactly(figure: Decimal) -> Interval:
    """A figure that is not rounded."""
    return Interval(figure, figure)


def behind(figure: Decimal, unit: Decimal, rounding: Rounding | None) -> Interval:
    """The amounts that are printed as `figure`, a multiple of `unit`; by either method without one.

    A half is rounded away from zero, and what is cut off goes towards zero, so that both signs are
    alike; nothing may be printed for an amount of either sign.
    """
    with localcontext(prec=DIGITS):
        most = unit * _HALF if rounding == "half-up" else unit
        if not figure:
            return Interval(-most, most, low_in=False, high_in=False)
        size = abs(figure)
        least = size if rounding == "down" else size - unit * _HALF
        if figure > 0:
            return Interval(least, size + most, high_in=False)
        return Interval(-size - most, -least, low_in=False)


def total(parts: Sequence[Interval]) -> Interval:
    """The sums of a number of each."""
    with localcontext(prec=DIGITS):
        return Interval(
            sum((part.low for part in parts), _NOTHING),
            sum((part.high for part in parts), _NOTHING),
            all(part.low_in for part in parts),
            all(part.high_in for part in parts),
        )


def negative(one: Interval) -> Interval:
    """The numbers with the other sign."""
    return Interval(-one.high, -one.low, one.high_in, one.low_in)


def scaled(one: Interval, factor: Decimal) -> Interval:
    """The numbers times a factor above zero."""
    with localcontext(prec=DIGITS):
        return Interval(one.low * factor, one.high * factor, one.low_in, one.high_in)


def product(one: Interval, other: Interval) -> Interval | None:
    """The products of a number of each; None where a number is less than zero."""
    if one.low < 0 or other.low < 0:
        return None
    with localcontext(prec=DIGITS):
        return Interval(
            one.low * other.low,
            one.high * other.high,
            one.low_in and other.low_in,
            one.high_in and other.high_in,
        )


def quotient(top: Interval, bottom: Interval) -> Interval | None:
    """The quotients of a number of each; None where the lower one may be nothing."""
    if bottom.high < 0:
        return quotient(negative(top), negative(bottom))
    if bottom.low <= 0:
        return None
    with localcontext(prec=DIGITS):
        low, low_in = (bottom.high, bottom.high_in) if top.low > 0 else (bottom.low, bottom.low_in)
        high, high_in = (bottom.low, bottom.low_in) if top.high > 0 else (bottom.high, bottom.high_in)
        return Interval(
            top.low / low,
            top.high / high,
            top.low_in and (low_in or not top.low),
            top.high_in and (high_in or not top.high),
        )


def growth(current: Interval, prior: Interval) -> Interval | None:
    """The changes from `prior` to `current` as fractions; None where the earlier may be nothing or less."""
    times = quotient(current, prior) if prior.low > 0 else None
    return total((times, exactly(-_ONE))) if times else None


def growth_range(
    current: Decimal, prior: Decimal, unit: Decimal = _ONE, rounding: Rounding | None = "half-up"
) -> tuple[Decimal, Decimal] | None:
    """The least and greatest growth in percent, one decimal, of amounts rounded to a `unit`.

    None where the earlier amount may have been nothing or a loss.
    """
    span = growth(behind(current, unit, rounding), behind(prior, unit, rounding))
    return scaled(span, _HUNDRED).printed(1) if span else None


def mean(parts: Sequence[Interval]) -> Interval:
    """The means of a number of each."""
    with localcontext(prec=DIGITS):
        return scaled(total(parts), _ONE / len(parts))
