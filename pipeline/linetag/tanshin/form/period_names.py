"""The names of periods in the form: CurrentAccumulatedQ2Duration, PriorYearInstant (TSE.md A4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from linetag.filing.quarters import QUARTERS, quarter_ends, quarter_of
from linetag.filing.summary import Edition, SummarySpec
from linetag.model import Duration, Instant, Period

YEARS = ("Prior", "Current", "Next", "Next2")
"""The fiscal years of a document in order."""

_DAY = timedelta(days=1)
_NAME = re.compile(r"(Prior|Current|Next2|Next)(?:Year|AccumulatedQ([1-3]))(Duration|Instant)?")


class PeriodName(NamedTuple):
    """The parts of a name: a fiscal year of `YEARS`, the last quarter, and "Duration", "Instant" or ""."""

    year: str
    quarter: int
    kind: str


@cache
def parsed(name: str) -> PeriodName | None:
    """Return the parts of a name of the form, and None for any other name.

    >>> parsed("CurrentAccumulatedQ2Duration")
    PeriodName(year='Current', quarter=2, kind='Duration')
    """
    match = _NAME.fullmatch(name)
    return match and PeriodName(match[1], int(match[2] or QUARTERS), match[3] or "")


def base(name: str) -> str:
    """Return a name without its kind: "CurrentAccumulatedQ2" of a duration and of its last day."""
    return name.removesuffix("Duration").removesuffix("Instant")


def rank(name: str, years: tuple[str, ...] = YEARS) -> int:
    """Return the position of the year of a name in `years`; other names come last."""
    parts = parsed(name)
    return years.index(parts.year) if parts else len(years)


def named_periods(spec: SummarySpec, periods: Mapping[str, Period]) -> Mapping[str, Period]:
    """What each name stands for in a filing whose rows name periods of the right kind.

    Cumulative quarters and the neighbouring years follow from the fiscal year; the periods that the
    filing names take their place, so that a year of 52 weeks is as the filer states it.
    """
    quarter = quarter_of(spec, periods)
    rows = spec.rows
    year = periods[rows.year if quarter < QUARTERS else rows.current]
    prior = periods[rows.prior_year if quarter < QUARTERS else rows.prior]
    assert isinstance(year, Duration)  # noqa: S101 - a filing with unusable rows has no form
    assert isinstance(prior, Duration)  # noqa: S101
    names: dict[str, Period] = {}
    for word, span in (("Prior", prior), ("Current", year), ("Next", _following(year, periods))):
        names[f"{word}YearDuration"] = span
        names[f"{word}YearInstant"] = Instant(span.end)
        for number, end in enumerate(quarter_ends(span)[:-1], 1):
            names[f"{word}AccumulatedQ{number}Duration"] = Duration(span.start, end)
            names[f"{word}AccumulatedQ{number}Instant"] = Instant(end)
    document = f"AccumulatedQ{quarter}" if quarter < QUARTERS else "Year"
    names[f"Current{document}Duration"] = periods[rows.current]
    names[f"Current{document}Instant"] = periods[rows.end]
    names[f"Prior{document}Duration"] = periods[rows.prior]
    names["PriorYearInstant"] = periods[rows.prior_end]
    return names


def _following(year: Duration, periods: Mapping[str, Period]) -> Duration:
    """The fiscal year after one: as the filing names it, or of the same length."""
    start = year.end + _DAY
    named = [p for p in periods.values() if isinstance(p, Duration) and p.start == start]
    if named:
        return max(named, key=lambda span: span.end)
    return Duration(start, quarter_ends(Duration(start, start))[-1])


def form_code(quarter: int, edition: Edition) -> str:
    """The form of a consolidated summary under US GAAP (TSE.md A1)."""
    if quarter == QUARTERS:
        return "acedussm"
    return "scedussy" if quarter == QUARTERS // 2 and edition == "2024" else "qcedussm"
