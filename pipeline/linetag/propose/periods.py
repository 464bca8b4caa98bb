"""The periods of the columns of a statement, put together from headers, neighbours, heading and other tables.

Each column takes what its own header says; what is missing comes from the header over the captions, from
the column before it, from the lines above the table, and from the balance sheet of the same document.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from linetag.model import Duration, Instant, Period
from linetag.propose import header_words
from linetag.propose.header_words import FiscalName, HeaderWords, Length
from linetag.release import dates

_NEAR = 10
_LEAST_TO_DATE, _MOST_TO_DATE = 80, 380
_LAST_QUARTER, _WEEKS_PER_QUARTER, _MONTHS_OF_YEAR = 4, 13, 12


class HeaderClues(NamedTuple):
    """The words of each column of a table, of the header over its captions, and of the lines above it.

    `heading` is in the order of reading. `fallback` says which columns take what the others leave: those
    of a convenience translation follow the latest period of the others.
    """

    columns: tuple[HeaderWords, ...]
    stub: HeaderWords
    heading: tuple[HeaderWords, ...]
    translated: tuple[bool, ...]


_Day = tuple[int, int]


class _DatedColumn(NamedTuple):
    end: date | None
    length: Length | None
    start: date | None = None


class _OtherLines(NamedTuple):
    day: _Day | None
    length: Length | None


def of_columns(clues: HeaderClues, *, instants: bool, known: Sequence[date]) -> tuple[Period | None, ...]:
    """Return the period of each column: instants for a balance sheet, else durations; None if unknown.

    `known` are ends of periods that other statements print, latest first.
    """
    columns = _from_headers(clues, known)
    columns = _from_heading(columns, clues)
    columns = _without_year(columns, clues)
    columns = _translated(columns, clues)
    if instants:
        return tuple(None if column.end is None else Instant(column.end) for column in columns)
    ends = (*known, *(column.end for column in columns if column.end))
    return tuple(_duration(column, ends) for column in columns)


# --- ends and lengths -----------------------------------------------------------------------------


def _from_headers(clues: HeaderClues, known: Sequence[date]) -> list[_DatedColumn]:
    """The columns as their own headers, the stub, the columns to the left and the heading say."""
    found: list[_DatedColumn] = []
    day: _Day | None = None
    length: Length | None = None
    others = _of_other_lines(clues)
    by_name = _ends_of_names([words.name for words in clues.columns], known)
    latest = max((words.years[-1] for words in clues.columns if words.years), default=0)
    for words, end_of_name in zip(clues.columns, by_name, strict=True):
        day = _own_day(words) or day
        length = words.length if words.length is not None else (words.name and words.name.length) or length
        usual = day or others.day
        year = next(iter(words.years[-1:] or _year_of_name(words) or clues.stub.years[-1:]), None)
        start: date | None = None
        end = words.dates[-1] if words.dates else None
        if (span := words.span or clues.stub.span) and (end or year):
            start, end = _spanned(span, end.year if end else year or 0)
            if words.span and len(words.dates) > 1:
                start, end = words.dates[-2:]
        elif words.rest and (whole := _whole(words.rest, clues.heading)):
            end = whole
        elif end is None and year and not day and (named := _of_year(year, clues)):
            end = named
        elif end is None and usual and year and not _is_quarter(words):
            end = dates.day_in(year, usual)
        elif end is None:
            end = end_of_name
            if end is None and year and known and not usual:
                end = _back(known[0], 12 * (latest - year), known)
        found.append(_DatedColumn(end, length if length is not None else others.length, start))
    return _spread_years(found, clues)


def _of_other_lines(clues: HeaderClues) -> _OtherLines:
    """The day and the length that the stub names, or else the nearest line of the heading that does."""
    lines = [clues.stub, *reversed(clues.heading)]
    days = (_own_day(words) for words in lines)
    lengths = (words.length for words in lines)
    return _OtherLines(
        next(filter(None, days), None), next((one for one in lengths if one is not None), None)
    )


def _own_day(words: HeaderWords) -> _Day | None:
    if words.dates:
        return words.dates[-1].month, words.dates[-1].day
    return words.days[-1] if words.days else None


def _whole(rest: tuple[int, int], heading: Sequence[HeaderWords]) -> date | None:
    """The date in the lines above whose day and year are the `rest` of a broken date."""
    found = (day for words in reversed(heading) for day in words.dates if (day.day, day.year) == rest)
    return next(found, None)


def _of_year(year: int, clues: HeaderClues) -> date | None:
    """The one date of a year in the stub or the nearest line with dates: years of weeks end on other days."""
    lines = (clues.stub, *reversed(clues.heading))
    found = next((words.dates for words in lines if words.dates), ())
    of_year = {day for day in found if day.year == year}
    return of_year.pop() if len(of_year) == 1 else None


def _year_of_name(words: HeaderWords) -> tuple[int, ...]:
    """The year of "FY23" or "2H12", as a tuple of one; () if the text names no fiscal year or its end."""
    return (words.name.year,) if words.name and words.name.quarter == _LAST_QUARTER else ()


def _is_quarter(words: HeaderWords) -> bool:
    """Whether the text names a part of a fiscal year, which does not end on the day of the year's end."""
    return words.name is not None and words.name.quarter != _LAST_QUARTER and not words.days


def _spanned(span: tuple[_Day, _Day], year: int) -> tuple[date, date]:
    """The first and last day of "July 22 to September 30" that ends in a year."""
    start, end = (dates.day_in(year, day) for day in span)
    return (start if start <= end else dates.day_in(year - 1, span[0])), end


def _ends_of_names(names: Sequence[FiscalName | None], known: Sequence[date]) -> list[date | None]:
    """The ends of fiscal quarters and years by name: the latest ends when the latest balance sheet does."""
    indexes = [name.year * 4 + name.quarter for name in names if name]
    if not indexes or not known:
        return [None for _ in names]
    latest = max(indexes)
    return [
        None if name is None else _back(known[0], 3 * (latest - name.year * 4 - name.quarter), known)
        for name in names
    ]


def _spread_years(columns: list[_DatedColumn], clues: HeaderClues) -> list[_DatedColumn]:
    """Columns that have only a header with two years, "2023 2022", as many as there are columns."""
    missing = [index for index, column in enumerate(columns) if column.end is None]
    years = clues.stub.years or next((w.years for w in reversed(clues.heading) if len(w.years) > 1), ())
    day = _own_day(clues.stub) or next((_own_day(w) for w in reversed(clues.heading) if _own_day(w)), None)
    if day and missing and len(missing) == len(columns) == len(years):
        return [c._replace(end=dates.day_in(y, day)) for c, y in zip(columns, years, strict=True)]
    return columns


def _from_heading(columns: list[_DatedColumn], clues: HeaderClues) -> list[_DatedColumn]:
    """The columns without an end, from the dates in the lines above, in the order in which both stand."""
    missing = [
        index for index, column in enumerate(columns) if column.end is None and not clues.translated[index]
    ]
    if not missing:
        return columns
    ends = _heading_ends(clues.heading)
    taken = {c.end for index, c in enumerate(columns) if c.end and not clues.translated[index]}
    if not ends:
        ends = [c.end for index, c in enumerate(columns) if c.end and clues.translated[index]]
    rest = [end for end in dict.fromkeys(ends) if end not in taken] or list(dict.fromkeys(ends))
    if not rest or len(missing) % len(rest):
        return columns
    found = list(columns)
    for place, index in enumerate(missing):
        found[index] = found[index]._replace(end=rest[place % len(rest)])
    return found


def _without_year(columns: list[_DatedColumn], clues: HeaderClues) -> list[_DatedColumn]:
    """The columns whose header has a day and no year: the last such day before the latest of the others."""
    latest = max((column.end for column in columns if column.end), default=None)
    if latest is None:
        return columns
    found = list(columns)
    for index, (column, words) in enumerate(zip(columns, clues.columns, strict=True)):
        if column.end is None and words.days:
            days = (dates.day_in(year, words.days[-1]) for year in (latest.year, latest.year - 1))
            found[index] = column._replace(end=next(day for day in days if day < latest))
    return found


def _heading_ends(heading: Sequence[HeaderWords]) -> list[date]:
    """The ends that the nearest line with dates names: "September 30, 2012 and 2011" has two."""
    for words in reversed(heading):
        if words.dates:
            return list(words.dates)
        if words.days and words.years:
            return [dates.day_in(year, words.days[-1]) for year in words.years]
    return []


def _translated(columns: list[_DatedColumn], clues: HeaderClues) -> list[_DatedColumn]:
    """Columns of a convenience translation have the latest period of the others."""
    ends = [(c.end, c.length) for index, c in enumerate(columns) if c.end and not clues.translated[index]]
    if not ends or sum(clues.translated) * 2 >= len(columns):
        return columns
    latest, length = max(ends, key=lambda pair: pair[0])
    return [
        column._replace(end=latest, length=column.length or length) if clues.translated[index] else column
        for index, column in enumerate(columns)
    ]


# --- starts ---------------------------------------------------------------------------------------


def _duration(column: _DatedColumn, ends: Sequence[date]) -> Period | None:
    if column.end is None:
        return None
    if column.start is not None:
        return Duration(column.start, column.end)
    opening = _opening(column.end, column.length or Length(12), ends)
    return Duration(opening + timedelta(days=1), column.end)


def _opening(end: date, length: Length, ends: Sequence[date]) -> date:
    """The day before a period of a length begins: the end of the one before, where it is printed."""
    if length == header_words.YEAR_TO_DATE:
        before = [day for day in ends if _LEAST_TO_DATE <= (end - day).days <= _MOST_TO_DATE]
        return min(before, default=dates.last_day(end.year, 0))
    if length.weeks:
        return end - timedelta(weeks=length.weeks)
    return _back(end, length.months, ends)


def _back(end: date, months: int, known: Sequence[date]) -> date:
    """The end of the period that lies `months` before `end`: one of the `known` ends if one is near.

    Whole years are gone back one by one, since a year of weeks may have 52 or 53 of them.
    """
    while months >= _MONTHS_OF_YEAR:
        end = _snapped(_year_before(end), end, known)
        months -= _MONTHS_OF_YEAR
    if not months:
        return end
    if _is_month_end(end):
        return _snapped(dates.last_day(end.year, end.month - months), end, known)
    return _snapped(end - timedelta(days=months * 7 * _WEEKS_PER_QUARTER // 3), end, known)


def _year_before(end: date) -> date:
    """The end of the year before: a year of weeks is taken to end as near to a month's end as it can."""
    if _is_month_end(end):
        return dates.last_day(end.year - 1, end.month)
    return min((end - timedelta(weeks=weeks) for weeks in (52, 53)), key=_days_from_month_end)


def _days_from_month_end(day: date) -> int:
    months = (day.month - 1, day.month)
    return min(abs((day - dates.last_day(day.year, month)).days) for month in months)


def _snapped(estimate: date, end: date, known: Sequence[date]) -> date:
    """The known end nearest to an estimate; where others end with a year on a month's end, that day."""
    near = [day for day in known if abs((day - estimate).days) <= _NEAR and day < end]
    if near:
        return min(near, key=lambda day: abs((day - estimate).days))
    days = {(day.month, day.day) for day in known if _is_month_end(day)}
    same = [dates.day_in(estimate.year + shift, day) for day in sorted(days) for shift in (-1, 0)]
    return next((day for day in same if abs((day - estimate).days) <= _NEAR), estimate)


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
