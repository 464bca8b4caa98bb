"""Dates as releases print them, in English and Japanese, whole or in parts.

Whole: "September 30, 2012", "Sept. 30 2012", "30-Sep-12", "9/30/2012", "2012-09-30", "2012年9月30日",
"平成24年9月30日", "令和元年五月一日", "H24.9.30". Parts, whose rest stands elsewhere: "December 31,", "2012",
"Sep-12", "2012年9月期". Spans of time as well: "April 1 to September 30, 2012",
"自2012年4月1日 至2012年9月30日".

All functions expect folded text (`characters.fold`).
"""

from __future__ import annotations

import bisect
import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

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

_ERAS = {
    **dict.fromkeys(("明治", "㍾", "M"), 1867),
    **dict.fromkeys(("大正", "㍽", "T"), 1911),
    **dict.fromkeys(("昭和", "㍼", "S"), 1925),
    **dict.fromkeys(("平成", "㍻", "H"), 1988),
    **dict.fromkeys(("令和", "㋿", "R"), 2018),
}
"""The names and letters of the Japanese eras: the year before the first year of each."""

_KANJI = "〇一二三四五六七八九"
_ERA = "|".join(era for era in _ERAS if not era.isascii())
_COUNT = rf"(?:[0-9]{{1,2}}|[{_KANJI}十]{{1,3}})"
_ERA_YEAR = rf"(?:(?:{_ERA})\s*(?:元|{_COUNT})|[12][0-9]{{3}}|[{_KANJI}]{{4}})\s*年"
_END = r"(?![A-Za-z0-9]|[.,/-][0-9])"
_BEGINS = rf"(?=[0-9{_KANJI}十]|[MTSHR][0-9]|{'|'.join(name[:3] for name in MONTHS)}|{_ERA})"
"""What a date begins with; asked first, because most words of a text begin with nothing of it."""

_DATE = re.compile(
    rf"""(?<![A-Za-z0-9]){_BEGINS}(?:
      (?P<m1>{_MONTH})\.?\s*(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s*,)?\s*(?P<y1>[0-9]{{4}})(?![A-Za-z0-9])
      (?P<again>(?:\s*,\s*[0-9]{{4}}(?![A-Za-z0-9.]|,[0-9]))*(?:,?\s+(?:and|&)\s+[0-9]{{4}}(?![A-Za-z0-9]))?)
    | (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})\.?,?\s+(?P<y2>[0-9]{{4}}){_END}
    | (?P<m3>{_MONTH})(?P<sep3>[-/])(?P<d3>[0-9]{{1,2}})(?P=sep3)(?P<y3>[0-9]{{4}}|[0-9]{{2}}){_END}
    | (?P<d4>[0-9]{{1,2}})(?P<sep4>[-/])(?P<m4>{_MONTH})(?P=sep4)(?P<y4>[0-9]{{4}}|[0-9]{{2}}){_END}
    | (?P<y5>[0-9]{{4}})(?P<sep5>[-/.])(?P<m5>[0-9]{{1,2}})(?P=sep5)(?P<d5>[0-9]{{1,2}}){_END}
    | (?<![-/.,])(?P<n6>[0-9]{{1,2}})(?P<sep6>[-/])(?P<o6>[0-9]{{1,2}})(?P=sep6)(?P<y6>[0-9]{{4}}){_END}
    | (?<![-/.,])(?P<n7>[0-9]{{1,2}})/(?P<o7>[0-9]{{1,2}})/(?P<y7>[0-9]{{2}}){_END}
    | (?P<y8>[MTSHR][0-9]{{1,2}})(?P<sep8>[-/.])(?P<m8>[0-9]{{1,2}})(?P=sep8)(?P<d8>[0-9]{{1,2}}){_END}
    | (?P<y9>{_ERA_YEAR})\s*(?P<m9>{_COUNT})\s*月\s*(?P<d9>{_COUNT})\s*日
    | (?P<m0>{_MONTH})\.?\s*(?P<d0>[0-9]{{1,2}}),?\s*['’](?P<y0>[0-9]{{2}}){_END}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_PART = re.compile(
    rf"""(?<![A-Za-z0-9]){_BEGINS}(?:
      (?P<m1>{_MONTH})\.?\s*(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9A-Za-z]|,?[0-9]|\.[0-9])
    | (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m2>{_MONTH})\.?(?![0-9A-Za-z])
    | (?P<m3>{_MONTH})(?:\.?,?\s+|[-/]|\.?\s*['’])(?P<y3>(?:19|20)[0-9]{{2}}|(?<=[-/'’])[0-9]{{2}}){_END}
    | (?P<y4>{_ERA_YEAR})(?:\s*(?P<m4>{_COUNT})\s*月)?
    | (?P<m5>{_COUNT})\s*月\s*(?P<d5>{_COUNT})\s*日
    | (?<![$¥€£,.'’-])(?P<y6>(?:19|20)[0-9]{{2}})(?![A-Za-z0-9%]|[,.][0-9]|-[0-9]{{3}})
    | (?P<m7>{_MONTH})(?![A-Za-z])\.?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FORMS = ("1", "2", "3", "4", "5", "8", "9", "0")
_MONTHS_NAMED = re.compile(r"\b(\d{1,2}|three|six|nine|twelve)[ -]months?\b", re.IGNORECASE)
_WORDS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_JOINS = re.compile(
    r"^\W*(?:\([^()]*\)\W*)?(?:to|through|thru|until|and\s+ending|[-–—~〜]|から|至)\W*$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d,.])((?:19|20)\d\d)(?![\d,.]*\d)")
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
_CENTURY_TURNS = 70
"""Years of two digits below this are of this century: "12" is 2012, "98" is 1998."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at text[start:end]; `value` is None when the calendar has no such day."""

    start: int
    end: int
    value: date | None


class DatePart(NamedTuple):
    """A part of a date at text[start:end]: "December 31" has no year, "2012年9月期" no day."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None


def find(text: str) -> tuple[FoundDate, ...]:
    """Return the dates in the folded `text`, in order; "March 31, 2012 and 2011" has two.

    Dates in digits are month, day, year, as in the United States, unless only the other order is a date.
    """
    found: list[FoundDate] = []
    for match in _DATE.finditer(text):
        year, month, day = _numbers(match)
        end = match.start("again") if match["again"] else match.end()
        found.append(FoundDate(match.start(), end, _day(year, month, day)))
        if match["again"]:
            years = _FOUR_DIGITS.finditer(text, *match.span("again"))
            found += [FoundDate(*again.span(), _day(int(again[0]), month, day)) for again in years]
    return tuple(found)


def parts(text: str) -> tuple[DatePart, ...]:
    """Return the parts of dates in the folded `text` that are not in whole dates, in order.

    A year is one of 1900 to 2099 that does not look like an amount. "May" alone is a part, too: whether it
    means the month is for the caller to say.
    """
    whole = find(text)
    found: list[DatePart] = []
    for match in _PART.finditer(text):
        before = bisect.bisect_left(whole, match.end(), key=lambda day: day.start)
        if before and match.start() < whole[before - 1].end:
            continue
        groups = match.groupdict()
        year, month, day = (
            next((value for name, value in groups.items() if value and name[0] == kind), None)
            for kind in "ymd"
        )
        number = _month(month) if month else None
        numbered = _count(day) if day else None
        if (number is not None and not 1 <= number <= len(MONTHS)) or numbered == 0:
            continue
        found.append(DatePart(*match.span(), year_of(year) if year else None, number, numbered))
    return tuple(found)


def last_day(year: int, month: int) -> date:
    """Return the last day of the month; months before January and after December are of other years."""
    years, index = divmod(month - 1, len(MONTHS))
    return date(year + years, index + 1, calendar.monthrange(year + years, index + 1)[1])


def day_in(year: int, day: tuple[int, int]) -> date:
    """Return the (month, day) of the year, or the last day of its month where the month is shorter."""
    return _day(year, *day) or last_day(year, day[0])


def year_of(printed: str) -> int:
    """Return the year printed as "2012", "12", "'12", "H24", "平成24年", "令和元年" or "二〇一二年"."""
    text = printed.strip("'’年 \t")
    era = next((era for era in _ERAS if text.upper().startswith(era)), "")
    if era:
        count = text[len(era) :].strip()
        return _ERAS[era] + (1 if count == "元" else _count(count))
    if text.isdecimal() and len(text) == len("12"):
        return int(text) + (2000 if int(text) < _CENTURY_TURNS else 1900)
    return _count(text)


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


def spans_to_one_year(text: str) -> Iterator[tuple[date, date]]:
    """Return the dates of each "D1 to D2" whose D1 prints no year: "October 1 to March 31, 2012"."""
    starts = [part for part in parts(text) if part.year is None]
    for found in find(text):
        for month, day in ((part.month, part.day) for part in starts if _joined(text, part, found)):
            if (end := found.value) is None or month is None or day is None:
                continue
            start = _day(end.year - ((month, day) > (end.month, end.day)), month, day)
            if start is not None:
                yield start, end


def day_spans(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the (month, day) of both ends of each "D1 to D2", whatever years they print."""
    days = [(one.start, one.end, (one.value.month, one.value.day)) for one in find(text) if one.value]
    days += [(one.start, one.end, (one.month, one.day)) for one in parts(text) if one.month and one.day]
    for (_, end, first), (start, _, last) in pairwise(sorted(days)):
        if end <= start and _JOINS.match(text[end:start]):
            yield first, last


def _joined(text: str, part: DatePart, found: FoundDate) -> bool:
    return part.end <= found.start and _JOINS.match(text[part.end : found.start]) is not None


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day of a match of `_DATE`."""
    for form in ("6", "7"):
        if match[f"y{form}"]:
            month, day = int(match[f"n{form}"]), int(match[f"o{form}"])
            if month > len(MONTHS) >= day:
                month, day = day, month
            return year_of(match[f"y{form}"]), month, day
    form = next(form for form in _FORMS if match[f"y{form}"])
    return year_of(match[f"y{form}"]), _month(match[f"m{form}"]), _count(match[f"d{form}"])


def _month(printed: str) -> int:
    return _NUMBER.get(printed.casefold()) or _count(printed)


def _count(printed: str) -> int:
    """The number of "24", "二十四", "十", "二〇一二"."""
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.partition("十")
    if not ten:
        return int("".join(str(_KANJI.index(digit)) for digit in printed))
    return (_count(tens) if tens else 1) * 10 + (_count(ones) if ones else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
