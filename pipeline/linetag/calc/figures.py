"""How figures are rounded and shown: the units, decimals and rounding methods of printed tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

# A release prints figures of up to 100 characters, in units of up to 10**12. This is wide enough
# that no quotient of two of them rounds onto a tie of its own, or is too long to be rounded at all.
DIGITS = 400
_MILLIONS = 6

Kind = Literal["millions", "percent", "per-share", "shares", "count", "text", "date", "boolean"]
"""What a cell of the summary counts; "count" is a whole number of anything else."""
Rounding = Literal["half-up", "down"]

DECIMALS: Mapping[Kind, int] = {"percent": 1, "per-share": 2}
"""The decimals that the form prints; none for kinds that are not listed."""


def rounded(value: Decimal, decimals: int, rounding: Rounding = "half-up") -> Decimal:
    """`value` with so many decimals, a half rounded away from zero; a zero keeps its sign."""
    mode = ROUND_HALF_UP if rounding == "half-up" else ROUND_DOWN
    with localcontext(prec=DIGITS):
        return value.quantize(Decimal(1).scaleb(-decimals), mode)


def scaled(amount: Decimal, scale: int, decimals: int, rounding: Rounding) -> Decimal:
    """An amount in units of 10**`scale`, with so many decimals."""
    with localcontext(prec=DIGITS):
        return rounded(amount.scaleb(-scale), decimals, rounding)


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


def shown(value: Decimal | None, kind: Kind) -> str:
    """A figure as the form prints it, but with a minus sign: "1,758.75", "-0.0"; "nil" for None."""
    if value is None:
        return "nil"
    stated = len(f"{value:f}".partition(".")[2].rstrip("0"))
    return f"{value:,.{max(DECIMALS.get(kind, 0), stated)}f}"
