"""Interval arithmetic on printed figures.

A printed figure stands for every amount that is rounded to it, so what is computed from printed figures
is an interval. Two statements of a figure agree when their intervals have a number in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple

from linetag.calc import figures
from linetag.calc.figures import DIGITS, Rounding, rounded

_HALF = Decimal("0.5")
_ONE = Decimal(1)


class Interval(NamedTuple):
    """The numbers from `low` to `high`; `low_in` and `high_in` say whether the ends belong to it."""

    low: Decimal
    high: Decimal
    low_in: bool = True
    high_in: bool = True

    def overlaps(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        low = max((self.low, not self.low_in), (other.low, not other.low_in))
        high = min((self.high, self.high_in), (other.high, other.high_in))
        return low[0] < high[0] or (low[0] == high[0] and not low[1] and high[1])

    def printed(self, decimals: int, rounding: Rounding = "half-up") -> tuple[Decimal, Decimal]:
        """The least and the greatest figure that a number of the interval is printed as.

        >>> Interval(Decimal("0.25"), Decimal("0.5"), low_in=False).printed(1)
        (Decimal('0.3'), Decimal('0.5'))
        """
        unit = _ONE.scaleb(-decimals)
        with localcontext(prec=DIGITS):
            low, high = rounded(self.low, decimals, rounding), rounded(self.high, decimals, rounding)
            low = low if unrounded(low, unit, rounding).overlaps(self) else low + unit
            return low, high if unrounded(high, unit, rounding).overlaps(self) else high - unit


def exactly(figure: Decimal) -> Interval:
    """A figure that is not rounded."""
    return Interval(figure, figure)


def unrounded(figure: Decimal, unit: Decimal, rounding: Rounding | None) -> Interval:
    """The amounts that are printed as `figure`, a multiple of `unit`; by either method without one.

    A half is rounded away from zero, and fractions are cut off towards zero, so that amounts of both
    signs are treated the same; a zero may be printed for an amount of either sign.

    >>> unrounded(Decimal("8.3"), Decimal("0.1"), "half-up")
    Interval(low=Decimal('8.25'), high=Decimal('8.35'), low_in=True, high_in=False)
    """
    with localcontext(prec=DIGITS):
        above = unit * _HALF if rounding == "half-up" else unit
        if not figure:
            return Interval(-above, above, low_in=False, high_in=False)
        size = abs(figure)
        least = size if rounding == "down" else size - unit * _HALF
        positive = Interval(least, size + above, high_in=False)
        return positive if figure > 0 else negative(positive)


def total(operands: Sequence[Interval]) -> Interval:
    """The sums of one number of each."""
    return Interval(
        figures.total(one.low for one in operands),
        figures.total(one.high for one in operands),
        all(one.low_in for one in operands),
        all(one.high_in for one in operands),
    )


def negative(one: Interval) -> Interval:
    """The numbers with the other sign."""
    with localcontext(prec=DIGITS):
        return Interval(-one.high, -one.low, one.high_in, one.low_in)


def scaled(one: Interval, factor: Decimal) -> Interval:
    """The numbers times a factor above zero."""
    with localcontext(prec=DIGITS):
        return Interval(one.low * factor, one.high * factor, one.low_in, one.high_in)


def product(one: Interval, other: Interval) -> Interval | None:
    """The products of one number of each; None if one of them may be less than zero."""
    if one.low < 0 or other.low < 0:
        return None
    with localcontext(prec=DIGITS):
        return Interval(
            one.low * other.low,
            one.high * other.high,
            one.low_in and other.low_in,
            one.high_in and other.high_in,
        )


def quotient(numerator: Interval, denominator: Interval) -> Interval | None:
    """The quotients of one number of each; None if the denominator may be zero."""
    if denominator.high < 0:
        return quotient(negative(numerator), negative(denominator))
    if denominator.low <= 0:
        return None
    least, greatest = denominator[::2], denominator[1::2]
    low, low_in = greatest if numerator.low > 0 else least
    high, high_in = least if numerator.high > 0 else greatest
    with localcontext(prec=DIGITS):
        return Interval(
            numerator.low / low,
            numerator.high / high,
            numerator.low_in and (low_in or not numerator.low),
            numerator.high_in and (high_in or not numerator.high),
        )


def mean(operands: Sequence[Interval]) -> Interval:
    """The means of one number of each."""
    sums, count = total(operands), Decimal(len(operands))
    with localcontext(prec=DIGITS):
        return sums._replace(low=sums.low / count, high=sums.high / count)
