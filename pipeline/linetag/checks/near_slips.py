"""Slips where sums and rounding ask for a value only nearly, and the places that print another one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import get_args

from linetag.calc.slips import Slip
from linetag.checks.limits import TELLING_SLACKS
from linetag.model import Fact, Origin

# In order of how convincing each is.
RANK: tuple[Slip, ...] = get_args(Slip)
# What a sum makes of a figure if its weight is wrong, or if it should not be added.
OF_THE_SUM: dict[Slip, Decimal] = {"weight": Decimal(-1), "not added": Decimal(0)}

_FACTORS = {1: "ten", 2: "a hundred", 3: "a thousand", 6: "a million", 9: "a billion"}
_NEAR_POWERS = (3, 6, 9, -3, -6, -9)
# Percentages are off by a factor of ten or a hundred as well.
_POWERS = (-3, 3, -1, 1, -2, 2)
# A release prints in units, thousands, millions or billions.
_PRINTED = (0, 3, 6, 9)


def near_slip(value: Decimal, right: Decimal, near: Decimal, terms: int) -> tuple[Slip, Decimal] | None:
    """Return the slip that explains a figure but for rounding, and the value that it should have.

    `right` is what a sum of so many `terms` asks for, `near` how far rounding lets it be off. A figure
    that is not clearly larger than that is no evidence, and one of many terms is about twice of what is
    wanted by chance.
    """
    least = TELLING_SLACKS * near
    if abs(value) > least:
        if abs(right + value) <= near:
            return "sign", -value
        if abs(right) <= near:
            return "not added", Decimal(0)
        if 2 * right == value or (abs(value) > terms * least and abs(2 * right - value) <= 2 * near):
            return "double", value / 2
    if not right or not value:
        return None
    apart = right.adjusted() - value.adjusted()
    for power in _NEAR_POWERS:
        wanted = value.scaleb(power)
        if abs(apart - power) <= 1 and abs(right - wanted) <= near and abs(wanted) > least:
            return "scale", wanted
    return None


def corrections(value: Decimal | None, decimals: int) -> Iterator[tuple[Decimal, Slip]]:
    """Yield the values that one slip turns into the one printed, the more convincing slips first.

    For relations that cannot be solved for a figure, such as those of rounded figures.
    """
    if not value:
        return
    yield -value, "sign"
    for power in _POWERS:
        yield value.scaleb(power), "scale"
    digits = f"{abs(value.scaleb(decimals)):.0f}"
    texts: list[tuple[str, Slip]] = [
        (digits[:at] + two[1] + two[0] + digits[at + 2 :], "transposed digits")
        for at, two in enumerate(pairwise(digits))
        if two[0] != two[1]
    ]
    texts += [
        (digits[:at] + digit + digits[at + 1 :], "digit")
        for at, own in enumerate(digits)
        for digit in "0123456789"
        if digit != own
    ]
    for text, kind in texts:
        yield Decimal(text).copy_sign(value).scaleb(-decimals), kind


def other_printing(fact: Fact, right: Decimal) -> Origin | None:
    """Return the place among those that print the fact where it has the right figure, whatever its sign."""
    for origin in fact.origins[1:]:
        value = printed(origin.text)
        if value is not None and any(abs(value).scaleb(power) == abs(right) for power in _PRINTED):
            return origin
    return None


def printed(text: str) -> Decimal | None:
    """Return the figure that a text prints, not scaled; None where it prints none."""
    from linetag.release import digits  # noqa: PLC0415 - reports have figures as numbers; releases print them

    figure = digits.parse(text)
    if figure is None and any(map(str.isdigit, text)):
        from linetag.release import numbers  # noqa: PLC0415 - few releases need the whole grammar

        figure = numbers.parse(text)
    return figure.value if figure else None


def factor(stated: Decimal, right: Decimal) -> str:
    """Return the factor between two values that a slip of scale parts: "a thousand"."""
    return _FACTORS.get(abs(right.adjusted() - stated.adjusted()), "a thousand or a million")
