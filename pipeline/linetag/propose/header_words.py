"""What a piece of a header says of a period: dates, days, years, lengths, quarters.

Nothing is decided here. "Nine Months Ended September 30," has a length and a day but no year; `periods`
puts the pieces of a column, of its neighbours and of the heading together. How dates and periods are
spelt is known to `release.dates` and `release.period_words`; this module adds what only headers have:
words that ran into each other, and dates that were broken between columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from linetag.propose.limits import MAX_HEADER_TEXT
from linetag.release import characters, dates, period_words
from linetag.release.period_words import PeriodWords


class Length(NamedTuple):
    """How long a period is, in whole months or, for years of 52 and 53 weeks, in weeks; the other is 0."""

    months: int = 0
    weeks: int = 0


YEARS = range(1900, 2200)
"""The years that a period can be of; a date of any other year is none."""

YEAR_TO_DATE = Length()
"""The length of a period that began with the fiscal year."""


class FiscalName(NamedTuple):
    """A period named by its fiscal year and, unless it is the year, by its quarter or half (then 2 or 4)."""

    year: int
    quarter: int
    length: Length


class HeaderWords(NamedTuple):
    """What a text says of a period: what it does not say is empty.

    `days` are days of the year without a year, as (month, day); `span` is the first and last day of
    "January 1 to July 21", each a day of the year. `rest` is what a broken header leaves of a date whose
    month is in another column: the day of the month and the year of "tember 30, 2012".
    """

    dates: tuple[date, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    years: tuple[int, ...] = ()
    length: Length | None = None
    name: FiscalName | None = None
    span: tuple[tuple[int, int], tuple[int, int]] | None = None
    rest: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        """Whether the text says anything of a period."""
        return any(self)


_MONTHS_OF_YEAR, _MONTHS_OF_HALF, _QUARTERS = 12, 6, 4
_REST = re.compile(r"(?<![0-9])(?P<d>[0-9]{1,2}),\s*(?P<y>(?:19|20)[0-9]{2})(?![0-9])")
_SHORT_YEAR = re.compile(r"['’]([0-9]{2})(?![0-9])")
_ALONE = (
    (re.compile(r"\bhalf\b|\bsemi-?annual|半期", re.IGNORECASE), Length(6)),
    (re.compile(r"\bquarter(?:s|ly)?\b", re.IGNORECASE), Length(3)),
    (re.compile(r"\b(?:fiscal|years?|annual)\b|年度", re.IGNORECASE), Length(12)),
)
"""Words that name a length wherever they stand; asked last."""

_GLUED = re.compile(r"(?<=[a-z)])(?=[A-Z0-9(])|(?<=[0-9])(?=[A-Z][a-z]{2})")


@lru_cache(maxsize=4_096)
def read(text: str) -> HeaderWords:
    """Return what `text` says of a period; nothing if it is longer than a header."""
    if not text or len(text) > MAX_HEADER_TEXT:
        return HeaderWords()
    folded = _GLUED.sub(" ", characters.fold(text))
    parts = dates.parts(folded)
    found = [(day.start, day.value) for day in dates.find(folded) if day.value]
    found += [(p.start, dates.last_day(p.year, p.month)) for p in parts if p.year and p.month and not p.day]
    days = tuple((part.month, part.day) for part in parts if part.month and part.day and not part.year)
    years = tuple(part.year for part in parts if part.year and not part.month)
    years = years or tuple(dates.year_of(year) for year in _SHORT_YEAR.findall(folded) if not found)
    broken = None if found or days else _REST.search(folded)
    words = period_words.find(folded)
    return HeaderWords(
        tuple(day for _, day in sorted(found) if day.year in YEARS),
        days,
        years,
        _length(words, folded),
        next((_name(word.year, word) for word in words if word.year), None),
        next(dates.day_spans(folded), None),
        (int(broken["d"]), int(broken["y"])) if broken else None,
    )


def _length(words: Sequence[PeriodWords], text: str) -> Length | None:
    """The length that the words name: counted or named before "prior year", and that before "annual"."""
    for word in sorted(words, key=lambda word: bool(word.relation)):
        if word.months or word.weeks:
            return Length(word.months, word.weeks)
        if word.cumulative:
            return YEAR_TO_DATE
    return next((length for pattern, length in _ALONE if pattern.search(text)), None)


def _name(year: int, word: PeriodWords) -> FiscalName:
    if not word.ordinal:
        return FiscalName(year, _QUARTERS, Length(_MONTHS_OF_YEAR))
    quarter = 2 * word.ordinal if word.months == _MONTHS_OF_HALF else word.ordinal
    return FiscalName(year, quarter, Length(word.months))
