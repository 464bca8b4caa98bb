"""The `[summary]` section of `filing.toml` as frozen records.

The summary has cells; a cell's key is "section.item@row", or "section.item.growth@row" for the
change on the period before: "results.revenues.growth@half", "dividends.total@year-forecast".
A row is named after a period of `filing.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple, cast

from linetag import data
from linetag.calc.figures import Kind, Rounding
from linetag.filing.highlights import Highlight
from linetag.model import Duration, Instant, Origin, Period

Language = Literal["en", "ja"]
Edition = Literal["2014", "2022", "2024"]
"""Which items of the exchange's form are in use: as first published, since the markets of April 2022
(Prime, Standard, Growth), and for quarters that begin from April 2024 on."""

DIVIDEND_ITEMS = ("first-quarter", "second-quarter", "third-quarter", "year-end", "total")
FORECAST = "-forecast"
"""The row "year-forecast" is the forecast part of the dividends of the period "year"."""

BOUNDS = ("upper", "lower")
"""The ends of a forecast that is a range: "forecast.revenues.upper@year"."""

SECTIONS: Mapping[str, Kind] = {
    "results": "millions",
    "comprehensive": "millions",
    "per-share": "per-share",
    "returns": "percent",
    "equity-method": "millions",
    "position": "millions",
    "cash-flows": "millions",
    "dividends": "percent",
    "shares": "shares",
}
"""The sections that have items, in form order, and what their figures count.

Returns, equity method, cash flows, and the items of the dividends are of the full-year form only.
"""

PAID, PAYOUT, ON_EQUITY = "paid", "payout-ratio", "equity-ratio"
"""Items of the dividends: the total paid, and the annual dividend in percent of income and of equity."""

AVERAGE = "@average"
"""After a concept of a quotient: the mean of its figures at the two ends of the row's period."""


class TextItem(NamedTuple):
    """An item of the cover or the notes; where it is not required, the filing may leave it out."""

    key: str
    kind: Kind
    required: bool


@cache
def texts(section: str) -> tuple[TextItem, ...]:
    """Return the items of the section "cover" or "notes" in form order (`taxonomy/tse/texts.csv`)."""
    return tuple(
        TextItem(row["key"], cast("Kind", row["kind"]), row["required"] == "yes")
        for row in data.table("taxonomy", "tse/texts.csv")
        if row["section"] == section
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in English and Japanese."""

    en: str
    ja: str

    def of(self, lang: Language) -> str:
        """Return the words in one language."""
        return self.en if lang == "en" else self.ja


TextValue = Wording | date | bool | Decimal
"""What the filer states for a `TextItem`."""


@dataclass(frozen=True, slots=True)
class SummaryRows:
    """The periods of the form, by their names in `filing.toml`.

    `current` and `prior` are the period of the results and the one before, `end` and `prior_end`
    the days of the two balance sheets. `year` is the fiscal year that is forecast, in a
    full-year summary the next one, and `prior_year` the year before it. `half` is the first half of
    that year, "" when there is no forecast of it.
    """

    current: str
    prior: str
    end: str
    prior_end: str
    year: str
    prior_year: str
    half: str = ""

    @property
    def forecasts(self) -> tuple[str, ...]:
        """The rows of the forecasts: the half, if there is a forecast of it, and the year."""
        return (self.half, self.year) if self.half else (self.year,)

    def unusable(self, periods: Mapping[str, Period]) -> tuple[tuple[str, str], ...]:
        """Return (key, name) of the rows whose name is not a period, or is a period of the other kind."""
        named = (
            *(("current", self.current, Duration), ("prior", self.prior, Duration)),
            *(("year", self.year, Duration), ("prior-year", self.prior_year, Duration)),
            *((("half", self.half, Duration),) if self.half else ()),
            *(("end", self.end, Instant), ("prior-end", self.prior_end, Instant)),
        )
        return tuple((key, name) for key, name, kind in named if not isinstance(periods.get(name), kind))


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """An item of the form, whose figures derive from facts.

    `concept` is the concept that is copied. `quotient` are numerator and denominator: a copied figure must
    equal their quotient (an EPS), and without a concept the item is derived from them (a ratio, equity
    per share); see `AVERAGE`. The items of the dividends have neither. `siblings` are concepts that a
    caption may be confused with. `periods` are the rows, the current one first; the growth of a row is
    that since the next row. `forecast` is the caption among the forecasts, None if there is no forecast.
    `element` is the element of the exchange's form, "" where the Japanese caption determines it.
    """

    section: str
    key: str
    kind: Kind
    label: Wording
    periods: tuple[str, ...]
    origin: Origin
    concept: str = ""
    quotient: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    forecast: Wording | None = None
    element: str = ""

    @property
    def growth(self) -> bool:
        """Whether the form shows the change on the period before."""
        return self.section in ("results", "comprehensive")


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure that the filer states because no statement has it; None is a dash on the form."""

    value: Decimal | None
    reason: Wording
    origin: Origin


@dataclass(frozen=True, slots=True)
class SummaryDecision:
    """How a preparer settles a difference in a cell of the form: the figure printed, that filed, and why.

    `key` is that of the cell, which derives from facts and may be printed in several tables. A figure of a
    statement, which becomes a fact, is settled by a `Decision`.
    """

    key: str
    printed: Decimal | None
    file: Decimal | None
    reason: Wording
    origin: Origin


@dataclass(frozen=True, slots=True)
class SummaryTableSpec:
    """A table of the release that prints cells of the summary.

    It is the table nearest below a heading or column header with the words `under`. `columns`
    are the items of its figure columns, `rows` the rows of the summary in the order printed.
    """

    section: str
    under: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Split:
    """A share split: one share becomes `ratio` shares on the day `effective`."""

    effective: date
    ratio: Decimal
    origin: Origin


@dataclass(frozen=True, slots=True)
class SummarySpec:
    """The whole section.

    `listed` are the markets by their elements of the form, with their place; `specific` says whether the
    company is a specified business company. `edition` says which items of the form are in use, "" where
    the dates of the filing decide.
    """

    rows: SummaryRows
    rounding: Rounding
    edition: Edition | Literal[""]
    items: tuple[SummaryItem, ...]
    listed: tuple[tuple[str, ...], Origin]
    specific: bool
    cover: Mapping[str, TextValue]
    notes: Mapping[str, TextValue]
    lines: Mapping[str, tuple[str, Origin]]
    stated: Mapping[str, StatedFigure]
    tables: tuple[SummaryTableSpec, ...]
    decisions: Mapping[str, SummaryDecision]
    split: Split | None
    highlights: tuple[Highlight, ...]
    origin: Origin

    def of(self, section: str) -> tuple[SummaryItem, ...]:
        """Return the items of a section, in form order."""
        return tuple(item for item in self.items if item.section == section)

    @property
    def forecasts(self) -> tuple[SummaryItem, ...]:
        """The items that have a forecast, in form order."""
        return tuple(item for item in self.items if item.forecast is not None)
