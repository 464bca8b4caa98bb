"""The operands of a derivation: exact amounts of facts, or of what the filer states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.quarters import quarter_ends
from linetag.filing.summary import AVERAGE, DIVIDEND_ITEMS, FORECAST, Split, SummaryItem
from linetag.model import Duration, Fact, Instant, Origin
from linetag.tieout.cells import MissingFact, cell_key
from linetag.tieout.sources import Sources, amount, places

_MEAN_EQUITY = "mean of the equity per share at the start and at the end"


class Operand(NamedTuple):
    """An operand by its name: exact amounts, none where a figure is missing, two where their mean counts.

    `stated` are the places in `filing.toml` of an amount that the filer states; `missing` are the facts that
    the report lacks.
    """

    name: str
    amounts: tuple[Decimal, ...] = ()
    facts: tuple[Fact, ...] = ()
    stated: tuple[Origin, ...] = ()
    missing: tuple[MissingFact, ...] = ()

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
    """A term of a quotient: a concept in the period of the row, or at both ends of it (`AVERAGE`)."""
    period, concept = sources.periods.get(row), term.removesuffix(AVERAGE)
    periods = _ends(period) if concept != term and isinstance(period, Duration) else (period,)
    facts = [at and sources.lookup.fact(concept, kind, at) for at in periods]
    missing = (
        MissingFact(concept, at, item.origin)
        for at, fact in zip(periods, facts, strict=True)
        if at and not fact
    )
    return of_facts(term, facts)._replace(missing=tuple(missing))


def of_item(term: str, row: str, sources: Sources) -> Operand:
    """A term of the table of derivations: an item of the summary, "section.key", in a row.

    In a forecast row it is the forecast of the item. With `AVERAGE` it is a quotient at both ends of the
    row's period, not rounded.
    """
    section, key = term.removesuffix(AVERAGE).split(".")
    if section == "dividends":
        return _dividend(key, row, sources)
    if row.endswith(FORECAST):
        return _stated(cell_key("forecast", key, row.removesuffix(FORECAST)), sources)
    period = sources.periods.get(row)
    item = next((item for item in sources.spec.of(section) if item.key == key), None)
    if item and item.concept:
        return of_facts(item.concept, (period and sources.lookup.fact(item.concept, item.kind, period),))
    if item is None or not isinstance(period, Duration) or not term.endswith(AVERAGE):
        return Operand(_MEAN_EQUITY if term.endswith(AVERAGE) else term)
    (equity, shares), fact = item.quotient, sources.lookup.fact
    ends = [
        of_facts(term, (fact(equity, "millions", end), fact(shares, "shares", end))) for end in _ends(period)
    ]
    found = [formulas.RATIO.exactly(*end.amounts) for end in ends if end.amounts]
    amounts = tuple(value for value in found if value is not None)
    if len(amounts) < len(ends):
        return Operand(_MEAN_EQUITY)
    return Operand(_MEAN_EQUITY, amounts, tuple(fact for end in ends for fact in end.facts))


def _ends(period: Duration) -> tuple[Instant, Instant]:
    return period.opening, Instant(period.end)


def _stated(key: str, sources: Sources) -> Operand:
    stated = sources.spec.stated.get(key)
    if stated is None or stated.value is None:
        return Operand(key)
    return Operand(key, (stated.value,), stated=(stated.origin,))


def _dividend(item: str, row: str, sources: Sources) -> Operand:
    """The dividend of a year as stated; of a year that begins before a split, per share after it."""
    split, year = sources.spec.split, sources.periods.get(row.removesuffix(FORECAST))
    total = _stated(cell_key("dividends", item, row), sources)
    if not total.amounts or not isinstance(year, Duration):
        return Operand(total.name)
    if split is None or split.effective <= year.start:
        return total
    stated = {name: _stated(cell_key("dividends", name, row), sources) for name in DIVIDEND_ITEMS[:-1]}
    found = {name: one.amounts[0] for name, one in stated.items() if one.amounts}
    _, _, restated = across_split(found, year, split)
    return Operand(
        name=f"dividends@{row} per share after the 1:{split.ratio} split",
        amounts=() if restated is None else (restated,),
        stated=tuple(origin for one in stated.values() for origin in one.stated),
    )


def across_split(
    dividends: Mapping[str, Decimal], year: Duration, split: Split
) -> tuple[Decimal, Decimal, Decimal | None]:
    """The dividends of a year before the split, after it, and all of them per share as it is after it.

    `dividends` are by items of `DIVIDEND_ITEMS`. One from before the split was paid for a share that
    became `split.ratio` shares.
    """
    days = dict(zip(DIVIDEND_ITEMS, quarter_ends(year), strict=False))
    before = figures.total(value for item, value in dividends.items() if days[item] < split.effective)
    after = figures.total(value for item, value in dividends.items() if days[item] >= split.effective)
    restated = formulas.RATIO.exactly(before, split.ratio)
    return before, after, None if restated is None else figures.total((restated, after))
