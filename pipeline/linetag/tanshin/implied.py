"""What stated figures imply of each other: totals of dividends, and forecasts of income per share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from linetag.calc import figures, intervals
from linetag.filing.summary import BOUNDS, FORECAST, SummarySpec
from linetag.model import Duration
from linetag.tanshin.derivations import by_item
from linetag.tanshin.operands import across_split
from linetag.tieout.cells import Implied, Summary, SummaryCell

_TOTAL, _EPS = "dividends.total", "forecast.eps"
_ENDS = ("", *(f".{bound}" for bound in BOUNDS))
"""What follows the key of an item: nothing, or the end of a range."""


def implied(summary: Summary, spec: SummarySpec) -> Iterator[Implied]:
    """The figures that other cells imply for stated ones, by the table of derivations.

    The annual dividend is the sum of its contributors, which means something only if all of them are per
    share of one size. A forecast of income per share is the forecast income over the shares in circulation.
    """
    for row, rows in _dividend_years(summary):
        for end in _ENDS:
            yield from _dividends(summary, spec, row, rows, end)
    for row in spec.rows.forecasts:
        for end in _ENDS:
            yield from _per_share(summary, spec, row, end)


def _figure(summary: Summary, item: str, row: str) -> SummaryCell | None:
    """The cell of an item if it has a figure."""
    cell = summary.cell(f"{item}@{row}")
    return cell if cell and cell.figure is not None else None


def _dividend_years(summary: Summary) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The row of each annual dividend, and the rows of its contributors: a forecast ends a year begun."""
    rows = dict.fromkeys(cell.period for cell in summary.cells if cell.section == "dividends")
    totals = [row for row in rows if summary.cell(f"{_TOTAL}@{row}")]
    for row in totals:
        begun = row.removesuffix(FORECAST)
        yield row, ((row,) if begun in totals else (begun, row))


def _dividends(
    summary: Summary, spec: SummarySpec, row: str, rows: Sequence[str], end: str
) -> Iterator[Implied]:
    """The sum of the year's dividends; and if some are from before a split, their sum per share after it."""
    total, rule = _figure(summary, _TOTAL + end, row), by_item()[_TOTAL]
    if total is None:
        return
    found: dict[str, SummaryCell] = {}
    for term in rule.terms:
        options = (_figure(summary, term + e, name) for name in rows for e in (end, ""))
        if cell := next((cell for cell in options if cell), None):
            found[term.removeprefix("dividends.")] = cell
    amounts = {item: cell.figure for item, cell in found.items() if cell.figure is not None}
    contributors, value = tuple(found.values()), rule.spec.formula.exactly(*amounts.values())
    if value is not None:
        yield Implied(total, "sum", value, (value, value), contributors)
    year, split = summary.period(row), spec.split
    if split is None or not isinstance(year, Duration):
        return
    before, after, restated = across_split(amounts, year, split)
    if before and after and restated is not None:
        value = figures.rounded(restated, figures.DECIMALS["per-share"])
        words = {"before": figures.shown(before, "per-share"), "after": figures.shown(after, "per-share")}
        words["ratio"] = f"{split.ratio}"
        yield Implied(total, "one basis", value, (value, value), contributors, words, (split.origin,))


def _per_share(summary: Summary, spec: SummarySpec, row: str, end: str) -> Iterator[Implied]:
    """The forecast income, which is rounded to millions, over the shares in circulation."""
    cell, rule = _figure(summary, _EPS + end, row), by_item()[_EPS]
    term, *of_shares = rule.terms
    operands = [_figure(summary, term + end, row)]
    operands += [_figure(summary, item, spec.rows.end) for item in of_shares]
    known = tuple(operand for operand in operands if operand)
    amounts = [operand.figure for operand in known if operand.figure is not None]
    if cell is None or len(amounts) < len(operands):
        return
    amounts[0] = figures.yen(amounts[0])
    income = intervals.unrounded(amounts[0], figures.yen(Decimal(1)), "half-up")
    value = rule.spec.formula.printed("per-share", *amounts)
    between = rule.spec.formula.printed_between("per-share", [income, *map(intervals.exactly, amounts[1:])])
    if value is not None and between is not None:
        shares = figures.total((amounts[1], -amounts[2]))
        yield Implied(cell, "per share", value, between, known, {"shares": figures.shown(shares, "shares")})
