"""The simplest figures, "1,234", "(1,234)" and "-1234.5": nearly all that reports and releases print.

`numbers` has the whole grammar, but takes longer to load.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from linetag.release.limits import MAX_FIGURE

if TYPE_CHECKING:
    from linetag.release.records import PrintedUnit

GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
DIGITS = rf"{GROUPED}|(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+"
_SIMPLE = re.compile(rf"(?:(?P<open>\()|(?P<minus>-))?(?P<digits>{DIGITS})(?(open)\))")


class Number(NamedTuple):
    """A figure as printed: signed, not scaled, with its digits after the point and its printed unit."""

    value: Decimal
    decimals: int
    unit: PrintedUnit | None = None


def parse(text: str) -> Number | None:
    """Return the figure that `text` is, or None if it is not one of the simplest."""
    match = _SIMPLE.fullmatch(text) if len(text) <= MAX_FIGURE else None
    return number(match["digits"], negative=bool(match["open"] or match["minus"])) if match else None


def number(digits: str, *, negative: bool, unit: PrintedUnit | None = None) -> Number:
    """Return the figure with these digits, in which commas may separate thousands."""
    ungrouped = digits.replace(",", "")
    value = Decimal(ungrouped)
    return Number(negated(value) if negative else value, len(ungrouped.partition(".")[2]), unit)


def negated(value: Decimal) -> Decimal:
    """Return `-value` with every digit; zero stays zero, because no printed figure means Decimal("-0")."""
    return value.copy_negate() if value else value
