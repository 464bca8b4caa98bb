"""Cells that follow from the periods of the filing: fiscal year end, quarter, title of the forecasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from linetag.calc.figures import Kind
from linetag.filing.quarters import quarter_of
from linetag.filing.summary import SummarySpec, Wording
from linetag.model import Period
from linetag.tanshin import typeset
from linetag.tieout.cells import CellSource, SummaryCell, Value


def document_cells(spec: SummarySpec, periods: Mapping[str, Period]) -> Iterator[SummaryCell]:
    """The cells of the cover and the notes that nobody has to state; none if a row names no period."""
    if spec.rows.unusable(periods):
        return
    quarter = quarter_of(spec, periods)
    current, year = periods[spec.rows.current], periods[spec.rows.year]
    ends = typeset.fiscal_end(current.last_day, year.last_day)
    yield _cell("cover", "fiscal-year-end", "date", ends, "the end of the fiscal year")
    yield _cell("cover", "quarter", "count", Decimal(quarter), "from the length of the period")
    yield _cell("cover", "general-business", "boolean", not spec.specific, "no specified business company")
    yield _cell("cover", "specific-business", "boolean", spec.specific, "as stated in filing.toml")
    title = _forecast_title(year, spec.cover.get("filing-date"))
    yield _cell("notes", "forecast-title", "text", title, "from the period of the forecast")


def _cell(section: str, item: str, kind: Kind, value: Value, rule: str) -> SummaryCell:
    return SummaryCell(section, item, "", kind, value, "derived", proved=True, source=CellSource(rule))


def _forecast_title(year: Period, filed: object) -> Wording:
    end, west = year.last_day, isinstance(filed, date) and typeset.western(filed)
    english, japanese = typeset.span(year, "en"), typeset.span(year, "ja", west=west)
    return Wording(
        f"3. Consolidated forecast for the fiscal year ending {typeset.day(end, 'en')} ({english})",
        f"3．{typeset.fiscal_year(end, west=west)}の連結業績予想（{japanese}）",
    )
