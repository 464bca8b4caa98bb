"""What a piece of a header says of a period: dates, days, years, lengths, quarters.

Nothing is decided here. "Nine Months Ended September 30," has a length and a day but no year; `periods`
puts the pieces of a column, of its neighbours and of the heading together.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from linetag.propose.limits import MAX_HEADER_TEXT
from linetag.release import characters, dates


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


class PeriodWords(NamedTuple):
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


_LAST_DAY, _LAST_OF_THIS_CENTURY = 31, 69
_MONTH = "|".join([*dates.MONTHS, *(f"{name[:3]}" for name in dates.MONTHS), "Sept"])
_NUMBER = {name[:3].casefold(): number for number, name in enumerate(dates.MONTHS, 1)}
_DAY = re.compile(
    rf"(?<![A-Za-z])(?P<m>{_MONTH})\.?\s*(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9])", re.IGNORECASE
)
_MONTH_YEAR = re.compile(
    rf"(?<![A-Za-z])(?P<m>{_MONTH})\.?[\s,'’-]*(?P<y>(?:19|20)[0-9]{{2}}|(?<=['’-])[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![0-9/.-])(?P<m>[0-9]{1,2})(?P<s>[/.-])(?P<d>[0-9]{1,2})(?P=s)(?P<y>(?:[0-9]{2}){1,2})(?![0-9/])"
)
_YEAR = re.compile(r"(?<![0-9,.$])((?:19|20)[0-9]{2})(?![0-9])")
_REST = re.compile(r"(?<![0-9])(?P<d>[0-9]{1,2}),\s*(?P<y>(?:19|20)[0-9]{2})(?![0-9])")
_SHORT_YEAR = re.compile(r"['’]([0-9]{2})(?![0-9])")
_SPAN = re.compile(
    rf"(?P<m1>{_MONTH})\.?\s*(?P<d1>[0-9]{{1,2}}),?\s*(?:(?:19|20)[0-9]{{2}})?\s*\)?\s*(?:\([^()]*\)\s*)?"
    r"(?:to|through|thru|until|[–—-])\s*"
    rf"(?P<m2>{_MONTH})\.?\s*(?P<d2>[0-9]{{1,2}})(?![0-9])",
    re.IGNORECASE,
)
_NUMERALS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_WEEKS = {"thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "twenty-four": 24, "twenty-six": 26}
_MORE_WEEKS = {"twenty-seven": 27, "twenty-eight": 28, "thirty-six": 36, "thirty-nine": 39, "forty": 40}
_YEARS = {"fifty-two": 52, "fifty-three": 53}
_COUNTS = {word: number for number, word in enumerate(_NUMERALS, 1)} | _WEEKS | _MORE_WEEKS | _YEARS
_COUNT = "|".join(sorted(_COUNTS, key=len, reverse=True))
_YEAR_TO_DATE = re.compile(r"\byear[\s-]+to[\s-]+date\b|\bytd\b|累計", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?<![\w-])(?P<n>[0-9]{{1,2}}|{_COUNT})[\s-]*(?P<of>months?|weeks?|quarters?)\b"
    r"|(?P<j>[0-9]{1,2})\s*[かヶカケ]月|第(?P<q>[1-4])四半期",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\bquarter(?:s|ly\s+period|ly)?\s+(?:ended|ending|period)|\bquarters?\b", re.IGNORECASE
)
_HALF = re.compile(r"\bhalf(?:[\s-]+years?)?\b|\bsemi-?annual|中間|半期", re.IGNORECASE)
_WHOLE_YEAR = re.compile(
    r"\b(?:fiscal\s+)?years?(?:[\s-]+(?:ended|ending|to\s+date))?\b|\bfiscal\b|\bannual\b|通期|年度",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_FISCAL = re.compile(
    rf"""\b(?:
      (?:Q(?P<q1>[1-4])|(?P<q2>[1-4])Q|(?P<q3>{"|".join(_ORDINALS)})\s+(?:fiscal\s+)?quarter(?:\s+(?:of|fiscal))*|(?P<h>[12])H|H(?P<h2>[12])
      |(?P<h3>first|second|1st|2nd)\s+half(?:\s+(?:of|fiscal))*
      |(?P<fy>FY|fiscal(?:\s+year)?|full[\s-]+year|year))
      [\s,'’]*(?:FY|fiscal\s+(?:year\s+)?)?[\s'’]*(?P<y>(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9/])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_GLUED = re.compile(r"(?<=[a-z)])(?=[A-Z0-9(])|(?<=[0-9])(?=[A-Z][a-z]{2})")


@lru_cache(maxsize=4_096)
def read(text: str) -> PeriodWords:
    """Return what `text` says of a period; nothing if it is longer than a header."""
    if not text or len(text) > MAX_HEADER_TEXT:
        return PeriodWords()
    folded = _GLUED.sub(" ", characters.fold(text))
    found = _dates(folded)
    rest = _without_dates(folded)
    days = tuple(
        (_NUMBER[m["m"][:3].casefold()], int(m["d"]))
        for m in _DAY.finditer(rest)
        if 0 < int(m["d"]) <= _LAST_DAY
    )
    years = tuple(int(year) for year in _YEAR.findall(rest))
    years = years or tuple(_year(year) for year in _SHORT_YEAR.findall(rest))
    broken = None if found or days else _REST.search(rest)
    rest_of_date = (int(broken["d"]), int(broken["y"])) if broken else None
    return PeriodWords(found, days, years, _length(folded), _fiscal(folded), _span(folded), rest_of_date)


def _dates(text: str) -> tuple[date, ...]:
    """The whole dates in order; of a month and a year ("Sept. 2023") the last day."""
    found = [(day.start, day.value) for day in dates.find(text) if day.value]
    rest = _without_dates(text)
    for match in _NUMERIC.finditer(rest):
        day = _day(_year(match["y"]), int(match["m"]), int(match["d"]))
        if day:
            found.append((match.start(), day))
    for match in _MONTH_YEAR.finditer(rest):
        last = month_end(_year(match["y"]), _NUMBER[match["m"][:3].casefold()])
        found.append((match.start(), last))
    return tuple(day for _, day in sorted(found) if day.year in YEARS)


def _without_dates(text: str) -> str:
    """The text with each date that `dates` finds replaced by as many spaces."""
    for day in reversed(dates.find(text)):
        text = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    return text


def _length(text: str) -> Length | None:
    counted = [_counted(match) for match in _COUNTED.finditer(text)]
    if counted:
        return counted[0]
    if _YEAR_TO_DATE.search(text):
        return YEAR_TO_DATE
    if _HALF.search(text):
        return Length(6)
    if _QUARTER.search(text):
        return Length(3)
    return Length(12) if _WHOLE_YEAR.search(text) else None


def _counted(match: re.Match[str]) -> Length:
    if match["j"]:
        return Length(int(match["j"]))
    if match["q"]:
        return Length(3 * int(match["q"]))
    number = _COUNTS.get(match["n"].casefold()) or int(match["n"])
    what = match["of"][0].casefold()
    return Length(weeks=number) if what == "w" else Length(number * (3 if what == "q" else 1))


def _fiscal(text: str) -> FiscalName | None:
    match = _FISCAL.search(text)
    if match is None:
        return None
    year = _year(match["y"])
    if match["fy"]:
        return FiscalName(year, 4, Length(12))
    if half := match["h"] or match["h2"] or (match["h3"] and _ORDINALS[match["h3"].casefold()]):
        return FiscalName(year, 2 * int(half), Length(6))
    quarter = match["q1"] or match["q2"] or _ORDINALS[match["q3"].casefold()]
    return FiscalName(year, int(quarter), Length(3))


def _span(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first and last day of "January 1 to July 21", or of "自 2012年4月1日 至 2012年9月30日"."""
    if match := _SPAN.search(text):
        first, last = (_NUMBER[match[name][:3].casefold()] for name in ("m1", "m2"))
        return (first, int(match["d1"])), (last, int(match["d2"]))
    days = [day.value for day in dates.find(text) if day.value] if "自" in text else []
    return ((days[0].month, days[0].day), (days[1].month, days[1].day)) if len(days) > 1 else None


def _year(digits: str) -> int:
    """The year that four digits name, or two: 00 to 69 are in this century."""
    year = int(digits)
    if len(digits) > len("99"):
        return year
    return year + (2000 if year <= _LAST_OF_THIS_CENTURY else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_in(year: int, day: tuple[int, int]) -> date:
    """Return the day of the year, or the last day of its month where the month is shorter."""
    return _day(year, *day) or month_end(year, day[0])


def month_end(year: int, month: int) -> date:
    """Return the last day of the month; months before January and after December are of other years."""
    years, index = divmod(month, 12)
    return date(year + years, index + 1, 1) - timedelta(days=1)
