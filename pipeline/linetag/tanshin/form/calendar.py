"""The names of periods in the form: CurrentAccumulatedQ2Duration, PriorYearInstant (TSE.md A4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from linetag.filing.quarters import QUARTERS, quarter_ends, quarter_of
from linetag.filing.summary import Edition, SummarySpec
from linetag.model import Duration, Instant, Period

_DAY = timedelta(days=1)


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
    document = document_period(quarter)
    names[f"Current{document}Duration"] = periods[rows.current]
    names[f"Current{document}Instant"] = periods[rows.end]
    names[f"Prior{document}Duration"] = periods[rows.prior]
    names["PriorYearInstant"] = periods[rows.prior_end]
    return names


def document_period(quarter: int) -> str:
    """The name of the period that a summary is about, without its year: "AccumulatedQ2", "Year"."""
    return f"AccumulatedQ{quarter}" if quarter < QUARTERS else "Year"


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
