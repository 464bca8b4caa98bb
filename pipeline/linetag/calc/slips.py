"""Which slip of the pen makes one figure into another: the one vocabulary of all explanations."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

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
_SCALES = (3, 6, -3, -6)


def slip(printed: Decimal, right: Decimal) -> Slip:
    """Return the slip that turns `right` into `printed`, exactly."""
    if printed == 0:
        return "lost"
    if printed == -right:
        return "sign"
    if any(printed == right.scaleb(power) for power in _SCALES):
        return "scale"
    return _digit_slip(printed, right)


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
