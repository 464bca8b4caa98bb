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
    first = differing[0]
    swapped = one[:first] + one[first + 1 : first + 2] + one[first] + one[first + 2 :]
    return "transposed digits" if swapped == other else "other"


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
