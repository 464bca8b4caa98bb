"""The dividends of the summary: per share as stated, and what they are of income and of equity.

The payout ratio and the dividends on equity are quotients of amounts per share, as the exchange defines
them. The statements restate their figures per share for a split, but dividends stay as they were paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linetag.calc import figures
from linetag.filing.quarters import QUARTERS, quarter_of
from linetag.filing.summary import DIVIDEND_ITEMS, FORECAST, PAID, PAYOUT, SummaryItem, SummarySpec, Wording
from linetag.model import Period
from linetag.tanshin.derivations import by_item
from linetag.tanshin.forecasts import bounded
from linetag.tanshin.items import derived_cell, quotient_words
from linetag.tanshin.operands import of_item
from linetag.tieout.cells import SummaryCell
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
            yield from bounded(sources.spec, "dividends", name, row, "per-share")
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
    derivation = by_item()[f"dividends.{item.key}"]
    operands = [of_item(term, row, sources) for term in derivation.terms]
    known = all(operand.amounts for operand in operands)
    is_loss = known and figures.total(operands[-1].amounts) <= 0
    amounts = (amount for operand in operands for amount in operand.amounts)
    cell = derived_cell(
        ("dividends", item.key, row),
        item.kind,
        derivation.formula.printed(item.kind, *amounts) if known and not is_loss else None,
        quotient_words(item.kind, (operand.name for operand in operands)),
        operands,
        reason=_LOSS if is_loss else _UNKNOWN,
        is_dash=is_loss,
    )
    return or_stated(cell, sources.spec)
