"""The forecasts of the summary, which only the filer can state, and their growth."""

from __future__ import annotations

from collections.abc import Iterator

from linetag.calc import figures
from linetag.calc.figures import Kind
from linetag.filing.quarters import year_before
from linetag.filing.summary import BOUNDS, SummaryItem, SummarySpec
from linetag.model import Duration
from linetag.tanshin.items import growth_cell
from linetag.tanshin.operands import Operand, of_facts
from linetag.tieout.cells import SummaryCell, cell_key
from linetag.tieout.sources import Sources, stated


def forecasts(sources: Sources) -> Iterator[SummaryCell]:
    """The forecasts of each row, with their growth where the form shows it."""
    for row in sources.spec.rows.forecasts:
        for item in sources.spec.forecasts:
            yield from bounded(sources.spec, "forecast", item.key, row, item.kind)
            if item.growth:
                yield from (_growth(item, name, row, sources) for name in _growing(item, row, sources))


def bounded(spec: SummarySpec, section: str, item: str, row: str, kind: Kind) -> Iterator[SummaryCell]:
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
