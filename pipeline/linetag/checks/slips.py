"""Which slip of the pen makes one printed figure into another."""

from __future__ import annotations

from decimal import Decimal

# In order of how convincing each is: the first four change one keystroke or one decision.
RANK = ("sign", "scale", "transposed digits", "digit", "other")

_SCALES = (3, 6, -3, -6)


def slip(printed: Decimal, right: Decimal) -> str:
    """The slip that turns `right` into `printed`, in the words of RANK."""
    if printed == -right:
        return "sign"
    if any(printed == right.scaleb(power) for power in _SCALES):
        return "scale"
    one, other = _digits(printed), _digits(right)
    if len(one) != len(other) or printed * right < 0:
        return "other"
    differing = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differing) == 1:
        return "digit"
    if len(differing) == 2:
        first, second = differing
        if second == first + 1 and one[first] == other[second] and one[second] == other[first]:
            return "transposed digits"
    return "other"


def _digits(value: Decimal) -> str:
    """The digits in plain notation, both numbers of a pair having as many behind the point."""
    return f"{abs(value):.6f}"


def words(kind: str) -> str:
    """How a hint names the slip."""
    return {
        "sign": "the sign is the other way round",
        "scale": "it is off by a factor of a thousand or a million",
        "transposed digits": "two neighbouring digits are swapped",
        "digit": "one digit differs",
    }.get(kind, "")
