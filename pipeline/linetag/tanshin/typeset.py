"""Figures, dates and the names of periods as the Japanese and the English form write them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from string import ascii_lowercase

from linetag.model import Duration, Period
from linetag.tanshin import figures
from linetag.tanshin.quarters import QUARTERS, english, era_year, japanese, last_day, months
from linetag.tanshin.spec import Kind, Language

NIL = {"en": "–", "ja": "―"}
_MONTHS_IN_WORDS = {3: "Three months", 6: "Six months", 9: "Nine months"}


def number(value: Decimal | None, kind: Kind, lang: Language) -> str:
    """A figure: a decline is △1.2 in Japanese and (1.2) in English, no figure is a dash."""
    if value is None:
        return NIL[lang]
    digits = figures.shown(value.copy_abs(), kind)
    if not value.is_signed():
        return digits
    return f"△{digits}" if lang == "ja" else f"({digits})"


def letters(index: int) -> str:
    """A footnote mark, counted from 0: a, b, ..., z, aa, ab."""
    before, last = divmod(index, len(ascii_lowercase))
    return (letters(before - 1) if before else "") + ascii_lowercase[last]


def day(on: date, lang: Language) -> str:
    """A date: 平成24年11月8日, November 8, 2012."""
    return japanese(on) if lang == "ja" else english(on)


def span(period: Period, lang: Language) -> str:
    """A duration from its first to its last day."""
    if not isinstance(period, Duration):
        return day(last_day(period), lang)
    joined = "～" if lang == "ja" else " to "
    return f"{day(period.start, lang)}{joined}{day(period.end, lang)}"


def fiscal_end(on: date, year_end: date) -> date:
    """The last day of the fiscal year that holds a day; `year_end` is that of any fiscal year."""
    year = on.year + (on.month > year_end.month)
    return date(year, year_end.month, monthrange(year, year_end.month)[1])


def fiscal_year(on: date, year_end: date, *, short: bool = False) -> str:
    """The fiscal year of a day in Japanese: 平成25年3月期; `short`: 25年3月期."""
    end = fiscal_end(on, year_end)
    return f"{era_year(end, short=short)}{end.month}月期"


def quarter(on: date, year_end: date) -> int:
    """The quarter that a day ends or lies in, 4 for the last."""
    end = fiscal_end(on, year_end)
    before = (end.year - on.year) * 12 + end.month - on.month
    return QUARTERS - before // 3


def row_label(period: Period, year_end: date, today: date, lang: Language) -> str:
    """The caption of a row: 25年3月期第2四半期, "Six months ended September 30, 2012".

    `today` is the day that the summary is about: a later year is "ending".
    """
    on = last_day(period)
    if lang == "ja":
        number_of = quarter(on, year_end)
        name = fiscal_year(on, year_end, short=True)
        return name if number_of == QUARTERS else f"{name}第{number_of}四半期"
    if not isinstance(period, Duration):
        return f"As of {english(on)}"
    words = _MONTHS_IN_WORDS.get(months(period), "Fiscal year")
    return f"{words} {'ended' if on <= today else 'ending'} {english(on)}"
