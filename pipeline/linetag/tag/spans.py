"""Spans of time as a release words them: "Six Months", "(3 months)", "April 1 to September 30"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from linetag.release import dates

_MONTHS = re.compile(r"\b(\d{1,2}|three|six|nine|twelve)[ -]months?\b", re.IGNORECASE)
_NUMBERS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_JOINS = re.compile(r"^\W*(?:to|through|until|-|–)\W*$", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d,.])((?:19|20)\d\d)(?![\d,.]*\d)")


def months_named(text: str) -> tuple[int, ...]:
    """Return the numbers of months that the text names: (6,) for "Six Months Ended"."""
    words = (match[1].casefold() for match in _MONTHS.finditer(text))
    return tuple(_NUMBERS.get(word) or int(word) for word in words)


def years_named(text: str) -> frozenset[int]:
    """Return the calendar years in the text, such as the end of a date that is split over two columns."""
    return frozenset(int(match[1]) for match in _YEAR.finditer(text))


def whole_months(start: date, end: date) -> int:
    """Return the calendar months from the start of one day to the end of another; 0 if they are not whole."""
    after = end + timedelta(days=1)
    whole = after.day == start.day
    return (after.year - start.year) * 12 + after.month - start.month if whole else 0


def spans(text: str) -> Iterator[tuple[date, date]]:
    """Return the dates of each "D1 to D2" in the text."""
    for first, second in pairwise(dates.find(text)):
        between = text[first.end : second.start]
        if first.value and second.value and _JOINS.match(between):
            yield first.value, second.value
