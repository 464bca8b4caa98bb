"""Dates as releases print them: "September 30, 2012", "30 Sept. 2012", "2012-09-30", "2012年9月30日".

Spans of time as well: "Six Months", "(3 months)", "April 1, 2012 to September 30, 2012".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBER = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![A-Za-z0-9])(?:
      (?P<m1>{_MONTH})\.?\s*(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s*,)?\s*(?P<y1>[0-9]{{4}})(?![A-Za-z0-9])
      (?:\s+and\s+(?P<again>[0-9]{{4}})(?![A-Za-z0-9]))?
    | (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})\.?,?\s+(?P<y2>[0-9]{{4}})(?![A-Za-z0-9])
    | (?P<y3>[0-9]{{4}})(?P<sep>[-/])(?P<m3>[0-9]{{1,2}})(?P=sep)(?P<d3>[0-9]{{1,2}})(?![A-Za-z0-9])
    | (?P<y4>[0-9]{{4}})年(?P<m4>[0-9]{{1,2}})月(?P<d4>[0-9]{{1,2}})日
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FORMS = ("1", "2", "3", "4")
_MONTHS_NAMED = re.compile(r"\b(\d{1,2}|three|six|nine|twelve)[ -]months?\b", re.IGNORECASE)
_WORDS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_JOINS = re.compile(r"^\W*(?:to|through|until|-|–)\W*$", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d,.])((?:19|20)\d\d)(?![\d,.]*\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at text[start:end]; `value` is None when the calendar has no such day."""

    start: int
    end: int
    value: date | None


def find(text: str) -> tuple[FoundDate, ...]:
    """Return the dates in the folded `text`, in order; "March 31, 2012 and 2011" has two."""
    found: list[FoundDate] = []
    for match in _DATE.finditer(text):
        form = next(form for form in _FORMS if match[f"y{form}"])
        month, day = match[f"m{form}"], int(match[f"d{form}"])
        number = _NUMBER.get(month.casefold()) or int(month)
        end = match.end("y1") if match["again"] else match.end()
        found.append(FoundDate(match.start(), end, _day(int(match[f"y{form}"]), number, day)))
        if again := match["again"]:
            found.append(FoundDate(match.start("again"), match.end("again"), _day(int(again), number, day)))
    return tuple(found)


def months_named(text: str) -> tuple[int, ...]:
    """Return the numbers of months that the text names: (6,) for "Six Months Ended"."""
    words = (match[1].casefold() for match in _MONTHS_NAMED.finditer(text))
    return tuple(_WORDS.get(word) or int(word) for word in words)


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
    for first, second in pairwise(find(text)):
        between = text[first.end : second.start]
        if first.value and second.value and _JOINS.match(between):
            yield first.value, second.value


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
