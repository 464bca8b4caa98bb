"""Which slip of the pen makes one printed figure into another."""

from __future__ import annotations

from decimal import Decimal

from linetag.model import Fact, Origin

# In order of how convincing each is: all figures of a line item have the other sign, or the line
# another weight in a sum or none; the right figure stands in another column of the row, or at another place
# that prints the same; one keystroke or decision was wrong; a figure too many; a dash where a figure
# should be (anything would do in its place); any other value.
RANK = (
    "line sign",
    "weight",
    "no part",
    "swapped",
    "elsewhere",
    "sign",
    "scale",
    "transposed digits",
    "digit",
    "extra",
    "lost",
    "other",
)

_SCALES = (3, 6, -3, -6)
# A release prints in units, thousands, millions or billions.
_PRINTED = (0, 3, 6, 9)


def slip(printed: Decimal, right: Decimal) -> str:
    """The slip that turns `right` into `printed`, in the words of RANK."""
    if printed == 0:
        return "lost"
    if printed == -right:
        return "sign"
    if any(printed == right.scaleb(power) for power in _SCALES):
        return "scale"
    return _digit_slip(printed, right)


def _digit_slip(printed: Decimal, right: Decimal) -> str:
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
    """The digits in plain notation, both numbers of a pair having as many behind the point."""
    return f"{abs(value):.6f}"


def elsewhere(fact: Fact, right: Decimal) -> Origin | None:
    """The place among those that print the fact where it has the right figure, whatever its sign."""
    for origin in fact.origins[1:]:
        value = printed(origin.text)
        if value is not None and any(abs(value).scaleb(power) == abs(right) for power in _PRINTED):
            return origin
    return None


def printed(text: str) -> Decimal | None:
    """The figure that a text prints, not scaled; None where it prints none."""
    from linetag.release import digits  # noqa: PLC0415 - reports have figures as numbers; releases print them

    figure = digits.parse(text)
    if figure is None and any(map(str.isdigit, text)):
        from linetag.release import numbers  # noqa: PLC0415 - few releases need the whole grammar

        figure = numbers.parse(text)
    return figure.value if figure else None


def words(kind: str) -> str:
    """How a hint names the slip."""
    return {
        "sign": "the sign is the other way round",
        "scale": "it is off by a factor of a thousand or a million",
        "transposed digits": "two neighbouring digits are swapped",
        "digit": "one digit differs",
        "double": "it is twice that",
        "extra": "the others make the sum without it",
        "lost": "its figure may be lost",
    }.get(kind, "")
