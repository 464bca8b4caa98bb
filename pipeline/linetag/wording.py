"""How periods, units and numbers of things are named wherever people read them."""

from __future__ import annotations

from linetag.model import FOREVER, Instant, Period, Unit


def period(value: Period) -> str:
    """An instant as 2012-09-30, a duration as 2012-04-01 to 2012-09-30, or "forever"."""
    if value == FOREVER:
        return "forever"
    return f"{value.on}" if isinstance(value, Instant) else f"{value.start} to {value.end}"


def unit(value: Unit | None) -> str:
    """Such as JPY, JPY per share, shares."""
    if value is None:
        return ""
    words = " x ".join(measure.local for measure in value.numerators)
    over = " x ".join(measure.local.removesuffix("s") for measure in value.denominators)
    return f"{words} per {over}" if over else words


def counted(count: int, one: str, many: str) -> str:
    """Such as "1 figure is" and "2 figures are"."""
    return f"{count:,} {one if count == 1 else many}"
