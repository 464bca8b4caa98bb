"""What the annual dividend is of income and of equity: the payout ratio, and dividends on equity.

Both are quotients of amounts per share, as the exchange defines them. The statements restate their
figures per share for a split, dividends stay as they were paid: one of before a split counts for as
many shares as one share became.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.filing.summary import DIVIDEND_ITEMS, FORECAST, PAYOUT, SummaryItem, Wording
from linetag.model import Duration, Fact, Instant, Origin
from linetag.tieout.arithmetic import on_new_basis
from linetag.tieout.cells import SummaryCell, cell_key
from linetag.tieout.sources import Sources, amount, or_stated, places

_NO_PART = Wording("dividends or figures per share are not known", "1株当たりの金額が明らかでないため")
_LOSS = Wording("the figure per share is not positive", "1株当たりの金額が正でないため")


@dataclass(frozen=True, slots=True)
class PerShare:
    """An amount per share, where it comes from and how."""

    amount: Decimal | None
    rule: str
    facts: tuple[Fact, ...] = ()
    origins: tuple[Origin, ...] = ()


def payout(item: SummaryItem, row: str, sources: Sources) -> SummaryCell:
    """The cell of the payout ratio (`PAYOUT`) or of the dividends on equity, in percent."""
    key = cell_key("dividends", item.key, row)
    dividend = _dividend(row, sources)
    base = _income(row, sources) if item.key == PAYOUT else _equity(row, sources)
    cell = SummaryCell(
        key=key,
        section="dividends",
        item=item.key,
        period=row,
        kind=item.kind,
        value=None,
        status="unavailable",
        rule=f"{dividend.rule} / {base.rule} x 100, half up to 0.1",
        facts=tuple(fact.id for fact in base.facts),
        origins=(*dividend.origins, *base.origins, *places(base.facts)),
        reason=_NO_PART,
    )
    if dividend.amount is None or base.amount is None:
        return or_stated(cell, sources.spec)
    cell = replace(cell, status="derived", proved=True)
    if base.amount <= 0:
        return replace(cell, reason=_LOSS)
    value = formulas.RATIO.printed("percent", dividend.amount, base.amount)
    return replace(cell, value=value, reason=None)


def _dividend(row: str, sources: Sources) -> PerShare:
    """The dividend of a year as stated; across or before a split, on the basis of after it."""
    spec, year = sources.spec, sources.periods.get(row.removesuffix(FORECAST))
    total = spec.stated.get(key := cell_key("dividends", DIVIDEND_ITEMS[-1], row))
    if total is None or total.value is None or not isinstance(year, Duration):
        return PerShare(None, key)
    if spec.split is None or spec.split.effective <= year.start:
        return PerShare(total.value, key, origins=(total.origin,))
    stated = [
        (item, says)
        for item in DIVIDEND_ITEMS[:-1]
        if (says := spec.stated.get(cell_key("dividends", item, row))) and says.value is not None
    ]
    parts = [(item, says.value) for item, says in stated if says.value is not None]
    value = on_new_basis(parts, year, spec.split)
    rule = f"dividends@{row} per share after the 1:{spec.split.ratio} split"
    return PerShare(value, rule, origins=tuple(says.origin for _, says in stated))


def _income(row: str, sources: Sources) -> PerShare:
    """Income per share: of a year that has ended the fact, of one to come the forecast."""
    item = next((item for item in sources.spec.of("per-share")), None)
    if item is None:
        return PerShare(None, "income per share")
    if row.endswith(FORECAST):
        key = cell_key("forecast", item.key, row.removesuffix(FORECAST))
        forecast = sources.spec.stated.get(key)
        return PerShare(forecast.value, key, origins=(forecast.origin,)) if forecast else PerShare(None, key)
    period = sources.periods.get(row)
    fact = sources.lookup.fact(item.concept, "per-share", period) if period else None
    return PerShare(amount(fact), item.concept, (fact,) if fact else ())


def _equity(row: str, sources: Sources) -> PerShare:
    """The mean of the equity per share at the two ends of a year."""
    items = [item for item in sources.spec.of("position") if item.kind == "per-share" and item.quotient]
    year = sources.periods.get(row)
    rule = "mean of the equity per share at the start and at the end"
    if not items or not isinstance(year, Duration):
        return PerShare(None, rule)
    over, under = items[0].quotient
    facts: list[Fact] = []
    ratios: list[Decimal] = []
    for end in (year.opening, Instant(year.end)):
        equity = sources.lookup.fact(over, "millions", end)
        shares = sources.lookup.fact(under, "shares", end)
        value, count = amount(equity), amount(shares)
        if equity is None or shares is None or value is None or not count:
            return PerShare(None, rule)
        facts += [equity, shares]
        ratios.append(formulas.RATIO.exactly(value, count) or Decimal(0))
    return PerShare(formulas.RATIO.exactly(figures.total(ratios), Decimal(2)), rule, tuple(facts))
