"""Dividends and forecasts: what only the filer can state, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.quarters import QUARTERS, quarter_of, year_before
from linetag.filing.summary import BOUNDS, DIVIDEND_ITEMS, FORECAST, PAID, PAYOUT, SummaryItem, SummarySpec
from linetag.model import Duration, Period
from linetag.tanshin.items import NIL_REASONS
from linetag.tanshin.payouts import payout
from linetag.tieout.cells import SummaryCell, cell_key
from linetag.tieout.sources import Sources, amount, places, stated

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
                yield payout(item, row, sources)


def forecasts(sources: Sources) -> Iterator[SummaryCell]:
    """The forecasts of each row, with their growth where the form shows it."""
    for row in sources.spec.rows.forecasts:
        for item in sources.spec.forecasts:
            yield from _bounded(sources.spec, "forecast", item.key, row, item.kind)
            if item.growth:
                yield from (
                    _forecast_growth(item, bound, row, sources) for bound in _bounds(item, row, sources)
                )


def _bounded(spec: SummarySpec, section: str, item: str, row: str, kind: Kind) -> Iterator[SummaryCell]:
    """A figure, and the upper and lower end of the range where the filer states one."""
    yield stated(spec, section, item, row, kind)
    for bound in BOUNDS:
        if cell_key(section, f"{item}.{bound}", row) in spec.stated:
            yield stated(spec, section, f"{item}.{bound}", row, kind)


def _bounds(item: SummaryItem, row: str, sources: Sources) -> Iterator[str]:
    yield item.key
    for bound in BOUNDS:
        names = (f"{item.key}.{bound}", f"{item.key}.{bound}.growth")
        if any(cell_key("forecast", name, row) in sources.spec.stated for name in names):
            yield names[0]


def _forecast_growth(item: SummaryItem, name: str, row: str, sources: Sources) -> SummaryCell:
    """The change on the same period a year before, where this document holds its figure."""
    cell = stated(sources.spec, "forecast", f"{name}.growth", row, "percent")
    forecast = sources.spec.stated.get(cell_key("forecast", name, row))
    period = sources.periods.get(row)
    before = year_before(period) if isinstance(period, Duration) else None
    fact = sources.lookup.fact(item.concept, item.kind, before) if before else None
    prior = amount(fact)
    says_dash = cell.status == "stated" and cell.value is None
    if fact is None or prior is None or forecast is None or forecast.value is None or says_dash:
        return cell
    current = figures.yen(forecast.value)
    value, nil = formulas.growth(current, prior)
    return SummaryCell(
        key=cell.key,
        section="forecast",
        item=f"{name}.growth",
        period=row,
        kind="percent",
        value=value,
        status="derived",
        proved=True,
        rule=f"(forecast.{name} / {item.concept} of the year before - 1) x 100, half up to 0.1",
        facts=(fact.id,),
        origins=(forecast.origin, *places((fact,))),
        operands=(current, prior),
        reason=NIL_REASONS[nil] if nil else None,
    )
