"""How periods, units and counts are written wherever people read them."""

from __future__ import annotations

from linetag.model import FOREVER, Instant, Period, Unit


def period(value: Period) -> str:
    """Return a period in words: "2012-09-30", "2012-04-01 to 2012-09-30" or "forever"."""
    if value == FOREVER:
        return "forever"
    return f"{value.on}" if isinstance(value, Instant) else f"{value.start} to {value.end}"


def unit(value: Unit | None) -> str:
    """Return a unit in words: "JPY", "JPY per share", "shares", or "" for no unit."""
    if value is None:
        return ""
    numerator = " x ".join(name.local for name in value.numerators)
    denominator = " x ".join(name.local.removesuffix("s") for name in value.denominators)
    return f"{numerator} per {denominator}" if denominator else numerator


def counted(count: int, one: str, many: str) -> str:
    """Return a count with the words for one or many.

    >>> counted(1, "figure is", "figures are"), counted(2000, "figure is", "figures are")
    ('1 figure is', '2,000 figures are')
    """
    return f"{count:,} {one if count == 1 else many}"


_SCALE_WORDS = {0: "", 3: "thousand", 6: "million", 9: "billion"}


def scaled(unit: str, scale: int) -> str:
    """Return a unit with its power of ten in words.

    >>> scaled("USD", 6), scaled("shares", 0), scaled("JPY", 8)
    ('million USD', 'shares', '10^8 JPY')
    """
    return f"{_SCALE_WORDS.get(scale, f'10^{scale}')} {unit}".strip()
