"""How a figure follows from other figures: each formula once, for exact amounts and for rounded ones.

A formula takes intervals. Rounded operands are the intervals of the amounts that are printed so
(`intervals.unrounded`), and the result is what the figure lies between. Exact operands are intervals of
one number, and so is the result.

>>> RATIO.printed("percent", Decimal(4050), Decimal(9000))
Decimal('45.0')
>>> thousands = [intervals.unrounded(Decimal(n), Decimal(1), "half-up") for n in (210, 150)]
>>> CHANGE.printed_between("percent", thousands)
(Decimal('39.2'), Decimal('40.8'))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from linetag.calc import intervals
from linetag.calc.figures import DECIMALS, Kind, Rounding
from linetag.calc.intervals import Interval

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_LARGEST_GROWTH = Decimal(1000)
"""In percent; the form shows a dash from here on."""

NilReason = Literal["no-figure", "prior-not-positive", "current-negative", "too-large"]


class Formula(NamedTuple):
    """A formula; `between` returns None where its divisor may be zero, or a sign has no meaning."""

    name: str
    between: Callable[[Sequence[Interval]], Interval | None]

    def exactly(self, *operands: Decimal) -> Decimal | None:
        """The figure of exact operands, with every digit that can take part in a printed one."""
        found = self.between([intervals.exactly(operand) for operand in operands])
        return found.low if found else None

    def printed(self, kind: Kind, *operands: Decimal) -> Decimal | None:
        """The figure of exact operands as the form prints it, half up: in percent, or per share."""
        value = self.printed_between(kind, [intervals.exactly(operand) for operand in operands])
        return value[0] if value else None

    def printed_between(self, kind: Kind, operands: Sequence[Interval]) -> tuple[Decimal, Decimal] | None:
        """The least and the greatest figure that the form may print."""
        found = self.between(operands)
        if found is None:
            return None
        factor = _HUNDRED if kind == "percent" else _ONE
        return intervals.scaled(found, factor).printed(DECIMALS.get(kind, 0))


def _change(operands: Sequence[Interval]) -> Interval | None:
    """(current - prior) / |prior|, which is current / prior - 1 if the prior figure is positive."""
    times = intervals.quotient(*operands)
    if times is None:
        return None
    change = intervals.total((times, intervals.exactly(-_ONE)))
    return intervals.negative(change) if operands[1].high < 0 else change


def _over_outstanding(operands: Sequence[Interval]) -> Interval | None:
    amount, issued, treasury = operands
    return intervals.quotient(amount, intervals.total((issued, intervals.negative(treasury))))


SUM = Formula("sum", intervals.total)
"""Of any number of operands."""
RATIO = Formula("ratio", lambda operands: intervals.quotient(operands[0], intervals.mean(operands[1:])))
"""Numerator, and the denominator or two of which the mean counts: a ratio, an amount per share, a payout
ratio; a return on the equity at the two ends of a year."""
CHANGE = Formula("change", _change)
"""Current and prior figure: growth as a fraction, whatever the signs; None from zero."""
OVER_OUTSTANDING = Formula("over outstanding", _over_outstanding)
"""Amount, shares issued, treasury shares: per share in circulation."""
PRODUCT = Formula("product", lambda operands: intervals.product(*operands))
"""Two figures that are not negative: an amount per share, and the number of shares."""
ITSELF = Formula("itself", lambda operands: operands[0])
"""One operand: a figure that is repeated, or that another may not exceed."""


def growth(current: Decimal | None, prior: Decimal | None) -> tuple[Decimal | None, NilReason | None]:
    """The change from `prior` to `current` in percent as the form prints it (TSE.md C2).

    None with a reason where the form shows a dash: a figure is missing, the prior one is zero or
    negative, the current one negative, or the growth 1,000 % or more.
    """
    if current is None or prior is None:
        return None, "no-figure"
    if prior <= 0:
        return None, "prior-not-positive"
    if current < 0:
        return None, "current-negative"
    change = CHANGE.printed("percent", current, prior)
    return (None, "too-large") if change is None or change >= _LARGEST_GROWTH else (change, None)


def growth_range(
    current: Decimal, prior: Decimal, unit: Decimal = _ONE, rounding: Rounding | None = "half-up"
) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest growth in percent of amounts that are rounded to a `unit`.

    None if the prior amount may have been zero.
    """
    pair = [intervals.unrounded(amount, unit, rounding) for amount in (current, prior)]
    return CHANGE.printed_between("percent", pair)
