"""How well a sum explains its total: information gained from the figures, less what its form costs.

All scores are sixteenths of a bit. A total of five digits that its contributors give exactly is worth
17 bits in each column, since a wrong sum hits it once in 100,000. An unusual form costs as many bits as
there are forms of its kind to try.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from linetag.propose.amounts import SumLine

BIT = 16
LEAST_GAIN = 4 * BIT
"""What a sum must gain at least to be believed."""

_MAX_INFORMATION = 30 * BIT
_DIFFERS = 3 * BIT
_FAILS = 9 * BIT
_LEAST_FAILING = -12 * BIT

SOUNDS = {"total": 5 * BIT, "result": 3 * BIT, "net": BIT, "item": -5 * BIT, "balance": -9 * BIT}
RULED = 3 * BIT // 2
BOLD = BIT // 2

NATURAL_START = BIT
ODD_START = 4 * BIT
AFTER_NIL = 3 * BIT
NEGATIVE = 6 * BIT
NEGATIVE_WORDS = BIT
STILL_NEGATIVE = BIT
POSITIVE_WORDS = BIT // 2
POSITIVE_AGAIN = 3 * BIT
LEFT_OUT = 8 * BIT
LEFT_OUT_REMARK = BIT
LEFT_OUT_NEXT = BIT
LEFT_OUT_PARTS = 4 * BIT
ONE_FIGURE = 4 * BIT
ONE_FIGURE_ALONE = 10 * BIT


Amount = TypeVar("Amount", int, Decimal)


class Fit(NamedTuple):
    """How the figures of a sum agree: information gained, columns that hold, and the differences that remain.

    `differences` are contributors minus total for each column, None where no total is printed; `units` are
    the last digits of all figures of the sum in a column together.
    """

    information: int
    columns: int
    differences: tuple[int | None, ...]
    units: tuple[int, ...]
    failing: int


def bits(number: int) -> int:
    """Return the binary logarithm of a positive whole number in sixteenths, rounded down."""
    return int((number**BIT).bit_length()) - 1


def is_rounding(difference: Amount, units: Amount) -> bool:
    """Whether rounding explains the difference of a sum: each rounded figure is off by half its last digit.

    `units` are the last digits of the total and of its contributors that are not zero, added together.

    >>> is_rounding(2, 5), is_rounding(3, 5)
    (True, False)
    """
    return 2 * abs(difference) <= units


def fit(total: SumLine, parts: Sequence[SumLine], weights: Sequence[int]) -> Fit:
    """Return how the printed total agrees with its contributors in all columns."""
    information = held = failing = 0
    differences: list[int | None] = []
    units: list[int] = []
    for column, printed in enumerate(total.values):
        if printed is None:
            differences.append(None)
            units.append(0)
            continue
        unit = slack = total.units[column]
        difference = -printed
        for part, weight in zip(parts, weights, strict=True):
            value = part.values[column]
            if value:
                difference += weight * value
                slack += part.units[column]
        differences.append(difference)
        units.append(slack)
        known = min(_MAX_INFORMATION, bits(max(1, abs(printed) // unit)))
        if not difference:
            information += known
            held += 1
        elif is_rounding(difference, slack):
            information += known - _DIFFERS - bits(max(1, abs(difference) // unit))
            held += 1
        else:
            information += max(_LEAST_FAILING, known - bits(max(1, abs(difference) // unit)) - _FAILS)
            failing += 1
    return Fit(information, held, tuple(differences), tuple(units), failing)
