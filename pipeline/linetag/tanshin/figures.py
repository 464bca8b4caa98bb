"""The arithmetic of the form (TSE.md C2): rounding half up, growth with its nil rules, quotients."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

from linetag.tanshin.spec import Kind, Rounding

# Wide enough that a quotient of two amounts below 10**20 never rounds onto a tie of its own.
_DIGITS = 60
_MILLION = Decimal(1_000_000)
_LARGEST = Decimal(1000)

NilReason = Literal["no-figure", "prior-not-positive", "current-negative", "too-large"]


def rounded(value: Decimal, places: int, rounding: Rounding = "half-up") -> Decimal:
    """`value` to `places` decimal places, a half away from zero; a zero keeps its sign."""
    way = ROUND_HALF_UP if rounding == "half-up" else ROUND_DOWN
    with localcontext(prec=_DIGITS):
        return value.quantize(Decimal(1).scaleb(-places), way)


def millions(amount: Decimal, rounding: Rounding) -> Decimal:
    """An amount in yen as the form shows it: whole millions, by one method for all cells."""
    with localcontext(prec=_DIGITS):
        return rounded(amount / _MILLION, 0, rounding)


def quotient(numerator: Decimal, denominator: Decimal, places: int) -> Decimal | None:
    """The quotient, half up; None when the denominator is zero."""
    if not denominator:
        return None
    with localcontext(prec=_DIGITS):
        return rounded(numerator / denominator, places)


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
    with localcontext(prec=_DIGITS):
        change = rounded((current - prior) * 100 / prior, 1)
    return (None, "too-large") if change >= _LARGEST else (change, None)


def growth_range(current: Decimal, prior: Decimal, step: Decimal) -> tuple[Decimal, Decimal] | None:
    """The least and greatest growth, one decimal, that amounts within half a `step` can have."""
    half = step / 2
    if prior - half <= 0:
        return None
    with localcontext(prec=_DIGITS):
        low = rounded(((current - half) / (prior + half) - 1) * 100, 1)
        high = rounded(((current + half) / (prior - half) - 1) * 100, 1)
    return low, high


def shown(value: Decimal | None, kind: Kind) -> str:
    """A figure as the form prints it, with a plain minus: "1,758.75", "-0.0"; "nil" for none."""
    if value is None:
        return "nil"
    places = {"percent": 1, "per-share": 2}.get(kind, 0)
    return f"{value:,.{max(places, _places(value))}f}"


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
