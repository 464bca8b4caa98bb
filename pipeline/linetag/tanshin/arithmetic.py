"""What stated figures must agree with among themselves: dividend totals and forecasts per share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from linetag.findings import Finding, Words, finding
from linetag.model import Duration, Origin
from linetag.tanshin import figures
from linetag.tanshin.printed import Printed
from linetag.tanshin.quarters import quarter_ends
from linetag.tanshin.spec import DIVIDEND_ITEMS, FORECAST, Item, SummarySpec
from linetag.tanshin.summary import Summary, SummaryCell, cell_key

_HALF = Decimal("0.5")


def disagreements(
    summary: Summary, spec: SummarySpec, printed: Mapping[str, Printed]
) -> Iterator[tuple[str, Finding]]:
    """Cell key and finding: S612 (a total), S613 (mixed bases), S614 and S615 (a forecast EPS)."""
    rows = spec.rows
    yield from _dividends(summary, spec, printed, rows.prior_year, (rows.prior_year,))
    yield from _dividends(summary, spec, printed, rows.year + FORECAST, (rows.year, rows.year + FORECAST))
    for item in spec.forecasts:
        if item.section == "per-share":
            yield from _per_share(summary, spec, printed, item)


def _place(cell: SummaryCell, printed: Mapping[str, Printed]) -> tuple[Origin, ...]:
    """Where a cell is printed, or else stated."""
    return (printed[cell.key].origin,) if cell.key in printed else cell.origins[:1]


def _dividends(
    summary: Summary,
    spec: SummarySpec,
    printed: Mapping[str, Printed],
    total_row: str,
    rows: tuple[str, ...],
) -> Iterator[tuple[str, Finding]]:
    """The annual dividend is the sum of its parts, and means something only on one basis."""
    parts = [
        cell
        for item in DIVIDEND_ITEMS[:-1]
        for row in rows
        if (cell := summary.cell(cell_key("dividends", item, row))) and cell.figure is not None
    ]
    total = summary.cell(cell_key("dividends", DIVIDEND_ITEMS[-1], total_row))
    if total is None or total.figure is None:
        return
    terms = [part.figure for part in parts if part.figure is not None]
    at = next(iter(_place(total, printed)), None)
    related = tuple(place for part in parts for place in _place(part, printed))
    if (computed := figures.total(terms)) != total.figure:
        values: Words = {
            "value": figures.shown(total.figure, "per-share"),
            "computed": figures.shown(computed, "per-share"),
        }
        yield total.key, finding("S612", at, related=related, key=total.key, **values)
    yield from _mixed(summary, spec, total, parts, at)


def _mixed(
    summary: Summary, spec: SummarySpec, total: SummaryCell, parts: list[SummaryCell], at: Origin | None
) -> Iterator[tuple[str, Finding]]:
    """A total of dividends per share from before and after a split."""
    year = summary.period(total.period)
    if spec.split is None or not isinstance(year, Duration):
        return
    ends = dict(zip(DIVIDEND_ITEMS, quarter_ends(year), strict=False))
    before = [part for part in parts if ends[part.item] < spec.split.effective]
    after = [part for part in parts if ends[part.item] >= spec.split.effective]
    earlier = figures.total(part.figure for part in before if part.figure)
    later = figures.total(part.figure for part in after if part.figure)
    if earlier and later:
        one_basis = figures.quotient(earlier + later * spec.split.ratio, spec.split.ratio, 2)
        yield (
            total.key,
            finding(
                "S613",
                at,
                related=(
                    spec.split.origin,
                    *(origin for part in (*before, *after) for origin in part.origins),
                ),
                key=total.key,
                value=figures.shown(total.figure, "per-share"),
                before=figures.shown(earlier, "per-share"),
                after=figures.shown(later, "per-share"),
                ratio=spec.split.ratio,
                one_basis=figures.shown(one_basis, "per-share"),
            ),
        )


def _per_share(
    summary: Summary, spec: SummarySpec, printed: Mapping[str, Printed], item: Item
) -> Iterator[tuple[str, Finding]]:
    """A forecast per share is the forecast income / (shares issued - treasury shares)."""
    cell = summary.cell(cell_key("forecast", item.key, spec.rows.year))
    source = next((i for i in spec.of("results") if item.quotient and i.concept == item.quotient[0]), None)
    parts = (
        summary.cell(cell_key("forecast", source.key if source else "", spec.rows.year)),
        summary.cell(cell_key("shares", "issued", spec.rows.end)),
        summary.cell(cell_key("shares", "treasury", spec.rows.end)),
    )
    income, issued, treasury = (part.figure if part else None for part in parts)
    if cell is None or cell.figure is None or income is None or issued is None or treasury is None:
        return
    shares = figures.total((issued, treasury.copy_negate()))
    expected = figures.quotient(income, shares, 2, times=1_000_000)
    if expected is None or expected == cell.figure:
        return
    edges = [
        figures.quotient(figures.total((income, side)), shares, 2, times=1_000_000)
        for side in (-_HALF, _HALF)
    ]
    within = edges[0] is not None and edges[1] is not None and edges[0] <= cell.figure <= edges[1]
    yield (
        cell.key,
        finding(
            "S615" if within else "S614",
            next(iter(_place(cell, printed)), None),
            related=tuple(place for part in parts if part for place in _place(part, printed)),
            facts=tuple(fact for part in parts if part for fact in part.facts),
            key=cell.key,
            value=figures.shown(cell.figure, "per-share"),
            expected=figures.shown(expected, "per-share"),
            shares=figures.shown(shares, "shares"),
        ),
    )
