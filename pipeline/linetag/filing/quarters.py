"""Fiscal quarters, and dates as Japanese and English forms write them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from linetag.filing.summary import Edition, SummarySpec
from linetag.model import Duration, Period

ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
)
"""The first day of each era, the newest first."""

QUARTERS = 4
"""Quarters of a fiscal year; the number of the last one stands for the year."""

# The markets Prime, Standard and Growth replace the sections; quarterly reports end.
_MARKETS = date(2022, 4, 4)
_NO_QUARTERLY_REPORTS = date(2024, 4, 1)


def months(period: Duration) -> int:
    """Return the length in months of a period that consists of whole months."""
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def year_before(period: Duration) -> Duration:
    """Return the same period a year earlier; the last day of a month stays the last day."""
    return Duration(_year_before(period.start), _year_before(period.end))


def _year_before(day: date) -> date:
    last = monthrange(day.year, day.month)[1] == day.day
    return date(day.year - 1, day.month, monthrange(day.year - 1, day.month)[1] if last else day.day)


def quarter_of(spec: SummarySpec, periods: Mapping[str, Period]) -> int:
    """Return the number of the quarter that a summary is about; 4 is the full year.

    It follows from the length of the current period.
    """
    current = periods.get(spec.rows.current)
    return min(QUARTERS, max(1, months(current) // 3)) if isinstance(current, Duration) else QUARTERS


def edition_of(spec: SummarySpec, periods: Mapping[str, Period]) -> Edition:
    """Return which items of the form are in use: as the filing states, or by its day and its last quarter."""
    if spec.edition:
        return spec.edition
    current, filed = periods.get(spec.rows.current), spec.cover.get("filing-date")
    if isinstance(current, Duration):
        quarter_start = _later(current.end + timedelta(days=1), -3)
        if quarter_start >= _NO_QUARTERLY_REPORTS:
            return "2024"
    return "2022" if isinstance(filed, date) and filed >= _MARKETS else "2014"


def _later(day: date, months: int) -> date:
    """The same day of another month, or its 28th; a negative number of months goes back."""
    month = day.year * 12 + day.month - 1 + months
    return date(month // 12, month % 12 + 1, min(day.day, 28))


def era_year(day: date, *, short: bool = False) -> str:
    """Return the year with its era, 平成25年 or 令和元年; `short` leaves the era out: 25年."""
    for first, name in ERAS:
        if day >= first:
            number = day.year - first.year + 1
            return f"{'' if short else name}{'元' if number == 1 else number}年"
    return f"{day.year}年"


def english(day: date) -> str:
    """Return a day as English forms write it, whatever the locale: November 8, 2012."""
    from linetag.release.dates import MONTHS  # noqa: PLC0415 - an audit has no release and needs no reader

    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def quarter_ends(year: Duration) -> tuple[date, ...]:
    """Return the last days of the four quarters of a fiscal year that starts on the first of a month."""
    starts = (_later(year.start.replace(day=1), 3 * quarter) for quarter in range(1, QUARTERS + 1))
    return tuple(start - timedelta(days=1) for start in starts)
