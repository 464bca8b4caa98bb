"""The arithmetic of the form (TSE.md C2): rounding half up, growth with its nil rules, quotients."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

# A release prints figures of up to 100 characters, in units of up to 10**12. This is wide enough
# that no quotient of two of them rounds onto a tie of its own, or is too long to be rounded at all.
DIGITS = 400
_MILLIONS = 6
_LARGEST = Decimal(1000)

Kind = Literal["millions", "percent", "per-share", "shares", "count", "text", "date", "boolean"]
"""What a cell of the summary counts; "count" is a plain whole number."""
Rounding = Literal["half-up", "down"]
NilReason = Literal["no-figure", "prior-not-positive", "current-negative", "too-large"]


def rounded(value: Decimal, places: int, rounding: Rounding = "half-up") -> Decimal:
    """`value` to `places` decimal places, a half away from zero; a zero keeps its sign."""
    way = ROUND_HALF_UP if rounding == "half-up" else ROUND_DOWN
    with localcontext(prec=DIGITS):
        return value.quantize(Decimal(1).scaleb(-places), way)


def scaled(amount: Decimal, scale: int, places: int, rounding: Rounding) -> Decimal:
    """An amount in units of 10**`scale`, with `places` decimals."""
    with localcontext(prec=DIGITS):
        return rounded(amount.scaleb(-scale), places, rounding)


def millions(amount: Decimal, rounding: Rounding) -> Decimal:
    """An amount in yen as the form shows it: whole millions, by one method for all cells."""
    return scaled(amount, _MILLIONS, 0, rounding)


def yen(amount: Decimal) -> Decimal:
    """An amount in millions as yen."""
    with localcontext(prec=DIGITS):
        return amount.scaleb(_MILLIONS)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, with every digit."""
    with localcontext(prec=DIGITS):
        return sum(amounts, Decimal(0))


def mean(amounts: Sequence[Decimal]) -> Decimal:
    """The mean of amounts, with every digit of it that takes part in a figure of the form."""
    with localcontext(prec=DIGITS):
        return sum(amounts, Decimal(0)) / len(amounts)


def divided(numerator: Decimal, denominator: Decimal) -> Decimal:
    """A quotient on the way to a figure of the form, not rounded as one."""
    with localcontext(prec=DIGITS):
        return numerator / denominator


def quotient(numerator: Decimal, denominator: Decimal, places: int, *, times: int = 1) -> Decimal | None:
    """`times` the quotient, half up; None when the denominator is zero."""
    if not denominator:
        return None
    with localcontext(prec=DIGITS):
        return rounded(numerator * times / denominator, places)


def growth(current: Decimal | None, prior: Decimal | None) -> tuple[Decimal | None, NilReason | None]:
    """The change from `prior` to `current` in percent, one decimal, half up, of unrounded amounts.

    None with a reason where the form shows a dash: a figure is missing, the prior one is zero or
    negative, the current one negative, or the growth 1,000 % or more.
    """
    if current is None or prior is None:
        return None, "no-figure"
    if prior <= 0:
        return None, "prior-not-positive"
    if current < 0:
        return None, "current-negative"
    with localcontext(prec=DIGITS):
        change = rounded((current - prior) * 100 / prior, 1)
    return (None, "too-large") if change >= _LARGEST else (change, None)


def plain_growth(current: Decimal, prior: Decimal) -> Decimal | None:
    """The change in percent, one decimal, whatever the signs; None only from nothing.

    What tables outside the form may print where the form shows a dash.
    """
    return quotient(total((current, -prior)), abs(prior), 1, times=100)


def shown(value: Decimal | None, kind: Kind) -> str:
    """A figure as the form prints it, with a plain minus: "1,758.75", "-0.0"; "nil" for none."""
    if value is None:
        return "nil"
    places = {"percent": 1, "per-share": 2}.get(kind, 0)
    return f"{value:,.{max(places, _places(value))}f}"


def _places(value: Decimal) -> int:
    return len(f"{value:f}".partition(".")[2].rstrip("0"))
