"""How a document names its days and its periods, in Japanese and in English.

A period goes by its name in the form ("CurrentAccumulatedQ2", TSE.md A4): the name tells quarters
and years apart, on whichever days a fiscal year begins and ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from linetag.filing.quarters import QUARTERS, english, months
from linetag.filing.summary import Language
from linetag.model import Duration, Period
from linetag.tanshin import typeset
from linetag.tanshin.form.facts import typed
from linetag.tanshin.form.period_names import YEARS, base, parsed
from linetag.tanshin.form.records import Tanshin

_MONTHS_IN_WORDS = {3: "Three months", 6: "Six months", 9: "Nine months"}
_HALF = 2


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of a document in one language.

    `year_end` is the last day of its fiscal year, `current` the period that it is about, `western`
    whether its Japanese names years in the western way, `halves` whether half a year is called so
    rather than two quarters (the form of 2024).
    """

    tanshin: Tanshin
    lang: Language
    year_end: date
    current: str
    western: bool
    halves: bool

    @classmethod
    def of(cls, tanshin: Tanshin, lang: Language) -> Self:
        """The calendar that the names of periods and the filing date of a document give."""
        periods = tanshin.periods
        stated = {f.concept.local: day for f in tanshin.facts if isinstance(day := typed(f), date)}
        year = next((periods[n] for n in ("CurrentYearInstant", "CurrentYearDuration") if n in periods), None)
        latest = max((period.last_day for period in periods.values()), default=date.max)
        year_end = year.last_day if year else stated.get("FiscalYearEnd", latest)
        days = (name for name in periods if name.startswith("CurrentAcc") and name.endswith("Instant"))
        form, quarter = tanshin.name.form[:1], next(map(base, days), "CurrentYear")
        west = typeset.western(stated.get("FilingDate", latest))
        return cls(tanshin, lang, year_end, "CurrentYear" if form == "a" else quarter, west, form == "s")

    def period(self, name: str) -> Period | None:
        """The days of a period, be it by its whole name or without what it is."""
        periods = self.tanshin.periods
        return periods.get(name) or periods.get(f"{name}Duration") or periods.get(f"{name}Instant")

    def day(self, on: date) -> str:
        """A day: 平成24年11月8日, 2024年11月8日, November 8, 2012."""
        return typeset.day(on, self.lang, west=self.western)

    def span(self, period: Period | None) -> str:
        """A duration from its first to its last day."""
        return typeset.span(period, self.lang, west=self.western) if period else ""

    def fiscal_year(self, name: str, *, short: bool = False) -> str:
        """The fiscal year that a period is in: 平成25年3月期, `short` 25年3月期; its last day in English."""
        end = self._year_end(name)
        return english(end) if self.lang == "en" else typeset.fiscal_year(end, west=self.western, short=short)

    def quarter_name(self, name: str) -> str:
        """What follows the fiscal year in Japanese: 第2四半期, 中間期, nothing for the year."""
        quarter = _quarter(name)
        if quarter == QUARTERS:
            return ""
        return "中間期" if self.halves and quarter == _HALF else f"第{quarter}四半期"

    def row(self, name: str) -> str:
        """The caption of a row: 25年3月期第2四半期, "Six months ended September 30, 2012"."""
        if parsed(name) is None:
            return name
        if self.lang == "ja":
            return self.fiscal_year(name, short=True) + self.quarter_name(name)
        period = self.period(name)
        if period is None:
            return f"Fiscal year {self._verb(self._year_end(name))} {english(self._year_end(name))}"
        on = period.last_day
        if not isinstance(period, Duration):
            return f"As of {english(on)}"
        length = _MONTHS_IN_WORDS.get(months(period), "Fiscal year")
        return f"{length} {self._verb(on)} {english(on)}"

    def brief(self, name: str) -> str:
        """The caption of a number of shares: 25年3月期2Q."""
        if self.lang == "en" or parsed(name) is None:
            return self.row(name)
        quarter = _quarter(name)
        year = self.fiscal_year(name, short=True)
        return year if quarter == QUARTERS else f"{year}{'中間期' if self.halves else f'{quarter}Q'}"

    def part(self, name: str) -> str:
        """A part of the year that is forecast: 第2四半期（累計）, "First six months"."""
        quarter = _quarter(name)
        if self.lang == "en":
            return f"First {_MONTHS_IN_WORDS.get(3 * quarter, 'year').lower()}"
        return "中間期" if self.halves and quarter == _HALF else f"第{quarter}四半期（累計）"

    def _verb(self, on: date) -> str:
        current = self.period(self.current)
        return "ending" if current and on > current.last_day else "ended"

    def _year_end(self, name: str) -> date:
        parts = parsed(name)
        which = parts.year if parts else "Current"
        period = self.period(f"{which}Year")
        if period is not None:
            return period.last_day
        year = min(
            max(self.year_end.year + YEARS.index(which) - YEARS.index("Current"), date.min.year),
            date.max.year,
        )
        month = self.year_end.month
        return typeset.fiscal_end(date(year, month, 1), self.year_end)


def _quarter(name: str) -> int:
    parts = parsed(name)
    return parts.quarter if parts else QUARTERS
