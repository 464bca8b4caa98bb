"""The operands of a derivation: exact amounts of facts, or what the filer states."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.quarters import quarter_ends
from linetag.filing.summary import AVERAGE, DIVIDEND_ITEMS, FORECAST, Split, SummaryItem
from linetag.model import Duration, Fact, Instant, Origin
from linetag.tieout.cells import cell_key
from linetag.tieout.sources import Sources, amount, places

_MEAN_EQUITY = "mean of the equity per share at the start and at the end"


class Operand(NamedTuple):
    """An operand by its name: exact amounts, none where a figure is missing, two where their mean counts.

    `stated` are the places in `filing.toml` of an amount that the filer states.
    """

    name: str
    amounts: tuple[Decimal, ...]
    facts: tuple[Fact, ...] = ()
    stated: tuple[Origin, ...] = ()

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where the amounts are from."""
        return (*self.stated, *places(self.facts))


def of_facts(name: str, facts: Iterable[Fact | None]) -> Operand:
    """The facts of an operand; one that is None or nil leaves it without amounts."""
    found = tuple(facts)
    amounts = tuple(value for fact in found if (value := amount(fact)) is not None)
    reported = tuple(fact for fact in found if fact)
    return Operand(name, amounts if len(amounts) == len(found) else (), reported)


def of_concept(term: str, kind: Kind, row: str, item: SummaryItem, sources: Sources) -> Operand:
    """A term of a quotient: a concept in the period of the row, or at both ends of it (`AVERAGE`).

    A fact that is not reported is a finding (S610).
    """
    key = cell_key(item.section, item.key, row)
    period, concept = sources.periods.get(row), term.removesuffix(AVERAGE)
    periods = _ends(period) if concept != term and isinstance(period, Duration) else (period,)
    return of_facts(term, (p and sources.at(concept, kind, p, item, key) for p in periods))


def of_item(term: str, row: str, sources: Sources) -> Operand:
    """A term of the table of derivations: an item of the summary, "section.key", in a row.

    A forecast row takes the forecasts of its year. `AVERAGE` after a quotient takes it at both ends of
    the row's period.
    """
    name = term.removesuffix(AVERAGE)
    section, key = name.split(".")
    if section == "dividends":
        return _dividend(key, row, sources)
    if row.endswith(FORECAST):
        return _stated(cell_key("forecast", key, row.removesuffix(FORECAST)), sources)
    period = sources.periods.get(row)
    item = next((item for item in sources.spec.of(section) if item.key == key), None)
    if item and item.concept:
        return of_facts(item.concept, (period and sources.lookup.fact(item.concept, item.kind, period),))
    if item and item.quotient and isinstance(period, Duration):
        return _equity_per_share(item, period, sources)
    return Operand(_MEAN_EQUITY if term != name else name, ())


def _equity_per_share(item: SummaryItem, year: Duration, sources: Sources) -> Operand:
    """The equity per share at the start and at the end of a year, not rounded."""
    equity, shares = item.quotient
    facts: list[Fact] = []
    amounts: list[Decimal] = []
    for end in _ends(year):
        found = (sources.lookup.fact(equity, "millions", end), sources.lookup.fact(shares, "shares", end))
        pair = of_facts(item.key, found)
        value = formulas.RATIO.exactly(*pair.amounts) if pair.amounts else None
        if value is None:
            return Operand(_MEAN_EQUITY, ())
        facts += pair.facts
        amounts.append(value)
    return Operand(_MEAN_EQUITY, tuple(amounts), tuple(facts))


def _ends(period: Duration) -> tuple[Instant, Instant]:
    return period.opening, Instant(period.end)


def _stated(key: str, sources: Sources) -> Operand:
    stated = sources.spec.stated.get(key)
    if stated is None or stated.value is None:
        return Operand(key, ())
    return Operand(key, (stated.value,), stated=(stated.origin,))


def _dividend(item: str, row: str, sources: Sources) -> Operand:
    """The dividend of a year as stated; of a year that begins before a split, per share after it."""
    split, year = sources.spec.split, sources.periods.get(row.removesuffix(FORECAST))
    total = _stated(cell_key("dividends", item, row), sources)
    if not total.amounts or not isinstance(year, Duration):
        return Operand(total.name, ())
    if split is None or split.effective <= year.start:
        return total
    found = {name: _stated(cell_key("dividends", name, row), sources) for name in DIVIDEND_ITEMS[:-1]}
    found = {name: one for name, one in found.items() if one.amounts}
    restated = after_split(((name, one.amounts[0]) for name, one in found.items()), year, split)
    return Operand(
        name=f"dividends@{row} per share after the 1:{split.ratio} split",
        amounts=() if restated is None else (restated,),
        stated=tuple(origin for one in found.values() for origin in one.stated),
    )


def after_split(dividends: Iterable[tuple[str, Decimal]], year: Duration, split: Split) -> Decimal | None:
    """The dividends of a year, by items of `DIVIDEND_ITEMS`, per share as it is after the split.

    One from before the split is paid for a share that became `split.ratio` shares.
    """
    ends = dict(zip(DIVIDEND_ITEMS, quarter_ends(year), strict=False))
    per_old_share = [
        value * (1 if ends[item] < split.effective else split.ratio) for item, value in dividends
    ]
    return formulas.RATIO.exactly(figures.total(per_old_share), split.ratio)
