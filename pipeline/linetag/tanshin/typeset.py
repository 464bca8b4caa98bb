"""Figures, days and fiscal years as the Japanese and the English form write them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from string import ascii_lowercase

from linetag.calc import figures
from linetag.calc.figures import Kind
from linetag.filing.quarters import english, era_year
from linetag.filing.summary import Language
from linetag.model import Duration, Period

NIL = {"en": "–", "ja": "―"}
SIGN = {"en": ("(", ")"), "ja": ("△", "")}
"""What stands before and after a figure below zero."""

REIWA = date(2019, 5, 1)


def western(filed: date) -> bool:
    """Whether a Japanese document of that day names years in the western way.

    Those of the Reiwa era do: the real ones of 2024 write 2024年5月14日, those of 2014 平成26年5月8日.
    """
    return filed >= REIWA


def number(value: Decimal | None, kind: Kind, lang: Language) -> str:
    """A figure: a decline is △1.2 in Japanese and (1.2) in English, no figure is a dash."""
    if value is None:
        return NIL[lang]
    before, after = SIGN[lang] if value.is_signed() else ("", "")
    return f"{before}{figures.shown(value.copy_abs(), kind)}{after}"


def letters(index: int) -> str:
    """A footnote mark, counted from 0: a, b, ..., z, aa, ab."""
    before, last = divmod(index, len(ascii_lowercase))
    return (letters(before - 1) if before else "") + ascii_lowercase[last]


def year(on: date, *, west: bool, short: bool = False) -> str:
    """A year in Japanese: 平成24年, `short` 24年; 2024年 in the western way."""
    return f"{on.year}年" if west else era_year(on, short=short)


def day(on: date, lang: Language, *, west: bool = False) -> str:
    """A day: 平成24年11月8日, 2024年11月8日, November 8, 2012."""
    return english(on) if lang == "en" else f"{year(on, west=west)}{on.month}月{on.day}日"


def span(period: Period, lang: Language, *, west: bool = False) -> str:
    """A duration from its first to its last day."""
    if not isinstance(period, Duration):
        return day(period.last_day, lang, west=west)
    joined = "～" if lang == "ja" else " to "
    return f"{day(period.start, lang, west=west)}{joined}{day(period.end, lang, west=west)}"


def fiscal_end(on: date, year_end: date) -> date:
    """The last day of the fiscal year that holds a day; `year_end` is that of any fiscal year."""
    ends = on.year + (on.month > year_end.month)
    return date(ends, year_end.month, monthrange(ends, year_end.month)[1])


def fiscal_year(end: date, *, west: bool = False, short: bool = False) -> str:
    """The fiscal year that ends on a day, in Japanese: 平成25年3月期; `short`: 25年3月期."""
    return f"{year(end, west=west, short=short)}{end.month}月期"
