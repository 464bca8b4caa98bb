"""Which slip of the pen makes one figure into another: the one vocabulary of all explanations."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal, get_args

from linetag.checks.limits import TELLING_SLACKS
from linetag.model import Fact, Origin

Slip = Literal[
    "line sign",  # all figures of a line item have the other sign
    "swapped",  # the right figure stands in another column of the row
    "other printing",  # another place that prints the figure has the right one
    "sign",
    "weight",  # the sum has the other weight for the figure
    "scale",  # thousands for units, or the other way round
    "not added",  # the sum holds without the figure: it is counted twice, or belongs to another sum
    "double",  # the figure is twice what it should be
    "transposed digits",
    "digit",
    "extra",  # a figure where a dash should be
    "lost",  # a dash where a figure should be: anything would do in its place
    "agreed",  # several relations ask for the same value
    "other",
]
# In order of how convincing each is.
RANK: tuple[Slip, ...] = get_args(Slip)
# What a sum makes of a figure if its weight is wrong, or if it should not be added.
OF_THE_SUM: dict[Slip, Decimal] = {"weight": Decimal(-1), "not added": Decimal(0)}

_SCALES = (3, 6, -3, -6)
_FACTORS = {1: "ten", 2: "a hundred", 3: "a thousand", 6: "a million", 9: "a billion"}
_NEAR_POWERS = (3, 6, 9, -3, -6, -9)
# Percentages are off by a factor of ten or a hundred as well.
_POWERS = (-3, 3, -1, 1, -2, 2)
# A release prints in units, thousands, millions or billions.
_PRINTED = (0, 3, 6, 9)


def slip(printed: Decimal, right: Decimal) -> Slip:
    """Return the slip that turns `right` into `printed`, exactly."""
    if printed == 0:
        return "lost"
    if printed == -right:
        return "sign"
    if any(printed == right.scaleb(power) for power in _SCALES):
        return "scale"
    return _digit_slip(printed, right)


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


def _digit_slip(printed: Decimal, right: Decimal) -> Slip:
    one, other = _digits(printed), _digits(right)
    width = max(len(one), len(other))
    one, other = one.zfill(width), other.zfill(width)
    differing = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if printed * right >= 0 and len(differing) == 1:
        return "digit"
    if right == 0:
        return "extra"
    if not differing or printed * right < 0:
        return "other"
    first = differing[0]
    swapped = one[:first] + one[first + 1 : first + 2] + one[first] + one[first + 2 :]
    return "transposed digits" if swapped == other else "other"


def _digits(value: Decimal) -> str:
    """Return the digits without an exponent, both numbers of a pair having as many decimals."""
    return f"{abs(value):.6f}"


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


def words(kind: str) -> str:
    """Return how a hint names the slip, "" for one that needs no name."""
    return {
        "sign": "its sign is reversed",
        "scale": "it is off by a factor of a thousand or a million",
        "transposed digits": "two neighbouring digits are swapped",
        "digit": "one digit differs",
        "double": "it is twice that",
        "extra": "the sum holds without it",
        "not added": "the sum holds without it",
        "lost": "its figure may be lost",
    }.get(kind, "")


def factor(stated: Decimal, right: Decimal) -> str:
    """Return the factor between two values that a slip of scale parts: "a thousand"."""
    return _FACTORS.get(abs(right.adjusted() - stated.adjusted()), "a thousand or a million")
