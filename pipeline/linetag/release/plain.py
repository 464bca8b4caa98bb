"""The plainest figures, "1,234", "(1,234)" and "-1234.5", which are nearly all that reports hold.

`numbers` has the whole grammar, and takes a while to load.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from linetag.release.records import Measure

GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
DIGITS = rf"{GROUPED}|(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+"
LONGEST = 100
"""Characters of the longest text that is looked at as a figure; longer ones are prose."""

_PLAIN = re.compile(rf"(?:(?P<open>\()|(?P<minus>-))?(?P<digits>{DIGITS})(?(open)\))")


class Number(NamedTuple):
    """A figure as printed: signed, not scaled; `places` after the point; its printed measure."""

    value: Decimal
    places: int
    measure: Measure | None = None


def parse(text: str) -> Number | None:
    """The figure that `text` is, if it is a plain one."""
    match = _PLAIN.fullmatch(text) if len(text) <= LONGEST else None
    return number(match["digits"], negative=bool(match["open"] or match["minus"])) if match else None


def number(digits: str, *, negative: bool, measure: Measure | None = None) -> Number:
    """The figure with these digits, commas among them."""
    plain = digits.replace(",", "")
    value = Decimal(plain)
    return Number(negated(value) if negative else value, len(plain.partition(".")[2]), measure)


def negated(value: Decimal) -> Decimal:
    """`-value` with every digit; zero stays zero, for Decimal has a negative zero that no figure means."""
    return value.copy_negate() if value else value
