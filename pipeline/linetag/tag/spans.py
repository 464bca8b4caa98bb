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
    """The numbers of months that the text speaks of."""
    words = (match[1].casefold() for match in _MONTHS.finditer(text))
    return tuple(_NUMBERS.get(word) or int(word) for word in words)


def years_named(text: str) -> frozenset[int]:
    """The calendar years that stand in the text, as in a date that a broken header tore apart."""
    return frozenset(int(match[1]) for match in _YEAR.finditer(text))


def months(start: date, end: date) -> int:
    """Calendar months from the start of one day to the end of another; 0 if they are not whole ones."""
    after = end + timedelta(days=1)
    whole = after.day == start.day
    return (after.year - start.year) * 12 + after.month - start.month if whole else 0


def spans(text: str) -> Iterator[tuple[date, date]]:
    """Each "D1 to D2" of the text."""
    for first, second in pairwise(dates.find(text)):
        between = text[first.end : second.start]
        if first.value and second.value and _JOINS.match(between):
            yield first.value, second.value
