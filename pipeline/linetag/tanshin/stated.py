"""Dividends and forecasts: what only the filer can state, and the figures that derive from it.

The payout ratio and the dividends on equity are quotients of amounts per share, as the exchange defines
them. The statements restate their figures per share for a split, but dividends stay as they were paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from linetag.calc import figures
from linetag.calc.figures import Kind
from linetag.filing.quarters import QUARTERS, quarter_of, year_before
from linetag.filing.summary import (
    BOUNDS,
    DIVIDEND_ITEMS,
    FORECAST,
    PAID,
    PAYOUT,
    SummaryItem,
    SummarySpec,
    Wording,
)
from linetag.model import Duration, Period
from linetag.tanshin.derivations import by_item
from linetag.tanshin.items import growth_cell, quotient_cell
from linetag.tanshin.operands import Operand, of_facts, of_item
from linetag.tieout.cells import SummaryCell, cell_key
from linetag.tieout.sources import Sources, or_stated, stated

_UNKNOWN = Wording("dividends or figures per share are not known", "1株当たりの金額が明らかでないため")
_LOSS = Wording("the figure per share is not positive", "1株当たりの金額が正でないため")

Row = tuple[str, tuple[str, ...]]
"""A row of the table of dividends, and which of its cells the form has."""


def dividend_rows(spec: SummarySpec, periods: Mapping[str, Period]) -> tuple[Row, ...]:
    """Of a quarter: last year, this year up to the quarter that has ended, the forecast of the rest.

    Of a full year: last year, this year, and the forecast of the next.
    """
    rows, passed = spec.rows, quarter_of(spec, periods)
    if passed == QUARTERS:
        names = (rows.prior, rows.current, rows.year + FORECAST)
        return tuple((name, DIVIDEND_ITEMS) for name in names)
    return (
        (rows.prior_year, DIVIDEND_ITEMS),
        (rows.year, DIVIDEND_ITEMS[:passed]),
        (rows.year + FORECAST, DIVIDEND_ITEMS[passed:]),
    )


def dividends(sources: Sources) -> Iterator[SummaryCell]:
    """Dividends per share as stated; of a full year, what they are of income and equity."""
    rows = dividend_rows(sources.spec, sources.periods)
    for row, names in rows:
        for name in names:
            yield from _bounded(sources.spec, "dividends", name, row, "per-share")
    for item in sources.spec.of("dividends"):
        for row, _ in rows:
            if row.endswith(FORECAST) and item.key != PAYOUT:
                continue  # the form has a forecast of the payout ratio only
            if item.key == PAID:
                yield stated(sources.spec, "dividends", PAID, row, item.kind)
            else:
                yield _payout(item, row, sources)


def _payout(item: SummaryItem, row: str, sources: Sources) -> SummaryCell:
    """The payout ratio, or the dividends on equity, in percent."""
    terms = by_item()[f"dividends.{item.key}"].terms
    dividend, base = (of_item(term, row, sources) for term in terms)
    cell = quotient_cell(("dividends", item.key, row), item.kind, (dividend, base), _UNKNOWN)
    if dividend.amounts and base.amounts and figures.total(base.amounts) <= 0:
        return replace(cell, value=None, status="derived", proved=True, reason=_LOSS)
    return or_stated(cell, sources.spec)


def forecasts(sources: Sources) -> Iterator[SummaryCell]:
    """The forecasts of each row, with their growth where the form shows it."""
    for row in sources.spec.rows.forecasts:
        for item in sources.spec.forecasts:
            yield from _bounded(sources.spec, "forecast", item.key, row, item.kind)
            if item.growth:
                yield from (_growth(item, name, row, sources) for name in _growing(item, row, sources))


def _bounded(spec: SummarySpec, section: str, item: str, row: str, kind: Kind) -> Iterator[SummaryCell]:
    """A figure, and the upper and lower end of the range where the filer states one."""
    yield stated(spec, section, item, row, kind)
    for bound in BOUNDS:
        if cell_key(section, f"{item}.{bound}", row) in spec.stated:
            yield stated(spec, section, f"{item}.{bound}", row, kind)


def _growing(item: SummaryItem, row: str, sources: Sources) -> Iterator[str]:
    """The item, and the ends of its range for which the filer states a forecast or its growth."""
    yield item.key
    for bound in BOUNDS:
        names = (f"{item.key}.{bound}", f"{item.key}.{bound}.growth")
        if any(cell_key("forecast", name, row) in sources.spec.stated for name in names):
            yield names[0]


def _growth(item: SummaryItem, name: str, row: str, sources: Sources) -> SummaryCell:
    """The change on the same period a year before, where this document has its figure."""
    place = ("forecast", f"{name}.growth", row)
    cell = stated(sources.spec, *place, "percent")
    forecast = sources.spec.stated.get(cell_key("forecast", name, row))
    period = sources.periods.get(row)
    before = year_before(period) if isinstance(period, Duration) else None
    prior = of_facts(item.concept, (before and sources.lookup.fact(item.concept, item.kind, before),))
    states_dash = cell.status == "stated" and cell.value is None
    if not prior.amounts or forecast is None or forecast.value is None or states_dash:
        return cell
    current = Operand(name, (figures.yen(forecast.value),), stated=(forecast.origin,))
    rule = f"(forecast.{name} / {item.concept} of the year before - 1) x 100, half up to 0.1"
    return growth_cell(place, rule, current, prior)
