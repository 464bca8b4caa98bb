"""What stated figures must agree with among themselves: dividend totals and forecasts per share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linetag.calc import figures, formulas, intervals
from linetag.filing.quarters import quarter_ends
from linetag.filing.summary import BOUNDS, DIVIDEND_ITEMS, FORECAST, Split, SummaryItem, SummarySpec
from linetag.findings import Finding, Words, finding
from linetag.model import Duration, Origin
from linetag.tieout.cells import Summary, SummaryCell, cell_key
from linetag.tieout.printed import Printed

_SEN = Decimal("0.01")
_TOTAL = DIVIDEND_ITEMS[-1]
_ENDS = ("", *(f".{bound}" for bound in BOUNDS))
"""What follows the item: nothing, or the end of a range."""


def disagreements(
    summary: Summary, spec: SummarySpec, printed: Mapping[str, Printed]
) -> Iterator[tuple[str, Finding]]:
    """Cell key and finding: S612 (a total), S613 (mixed bases), S614 and S615 (a forecast EPS)."""
    stated = _Stated(summary, spec, printed)
    for total_row, rows in stated.years():
        for end in _ENDS:
            yield from stated.dividends(total_row, rows, end)
    for item in spec.forecasts:
        if item.section == "per-share":
            for row in spec.rows.forecasts:
                for end in _ENDS:
                    yield from stated.per_share(item, row, end)


@dataclass(frozen=True, slots=True)
class _Stated:
    """The cells, what the filing says of them, and where the release prints them."""

    summary: Summary
    spec: SummarySpec
    printed: Mapping[str, Printed]

    def cell(self, section: str, item: str, row: str) -> SummaryCell | None:
        """A cell that has a figure."""
        cell = self.summary.cell(cell_key(section, item, row))
        return cell if cell and cell.figure is not None else None

    def place(self, cell: SummaryCell) -> tuple[Origin, ...]:
        """Where a cell is printed, or else stated."""
        return (self.printed[cell.key].origin,) if cell.key in self.printed else cell.origins[:1]

    def years(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The row of each annual dividend, and the rows with its parts: a forecast ends a year begun."""
        for row in dict.fromkeys(cell.period for cell in self.summary.cells if cell.section == "dividends"):
            begun = row.removesuffix(FORECAST)
            if self.summary.cell(cell_key("dividends", _TOTAL, row)) is None:
                continue
            ended = self.summary.cell(cell_key("dividends", _TOTAL, begun)) is not None
            yield row, ((row,) if ended else (begun, row))

    def dividends(self, total_row: str, rows: Sequence[str], end: str) -> Iterator[tuple[str, Finding]]:
        """The annual dividend is the sum of its parts, and means something only on one basis."""
        total = self.cell("dividends", _TOTAL + end, total_row)
        if total is None:
            return
        parts: dict[str, SummaryCell] = {}
        for item in DIVIDEND_ITEMS[:-1]:
            options = (self.cell("dividends", item + e, row) for row in rows for e in (end, ""))
            if part := next((cell for cell in options if cell), None):
                parts[item] = part
        terms = [(item, part.figure) for item, part in parts.items() if part.figure is not None]
        computed = figures.total(figure for _, figure in terms)
        if computed != total.figure:
            values: Words = {
                "value": figures.shown(total.figure, "per-share"),
                "computed": figures.shown(computed, "per-share"),
            }
            related = tuple(place for part in parts.values() for place in self.place(part))
            at = next(iter(self.place(total)), None)
            yield total.key, finding("S612", at, related=related, key=total.key, **values)
        yield from self.mixed(total, parts, terms)

    def mixed(
        self, total: SummaryCell, parts: Mapping[str, SummaryCell], terms: Sequence[tuple[str, Decimal]]
    ) -> Iterator[tuple[str, Finding]]:
        """A total of dividends per share from before and after a split."""
        year, split = self.summary.period(total.period), self.spec.split
        if split is None or not isinstance(year, Duration):
            return
        ends = dict(zip(DIVIDEND_ITEMS, quarter_ends(year), strict=False))
        earlier = figures.total(figure for item, figure in terms if ends[item] < split.effective)
        later = figures.total(figure for item, figure in terms if ends[item] >= split.effective)
        if not (earlier and later):
            return
        one_basis = figures.rounded(on_new_basis(terms, year, split), 2)
        origins = tuple(origin for part in parts.values() for origin in part.origins)
        values: Words = {
            "value": figures.shown(total.figure, "per-share"),
            "before": figures.shown(earlier, "per-share"),
            "after": figures.shown(later, "per-share"),
            "ratio": split.ratio,
            "one_basis": figures.shown(one_basis, "per-share"),
        }
        at = next(iter(self.place(total)), None)
        yield total.key, finding("S613", at, related=(split.origin, *origins), key=total.key, **values)

    def per_share(self, item: SummaryItem, row: str, end: str) -> Iterator[tuple[str, Finding]]:
        """A forecast per share is the forecast income / (shares issued - treasury shares)."""
        cell = self.cell("forecast", item.key + end, row)
        sources = (i for i in self.spec.of("results") if item.quotient and i.concept == item.quotient[0])
        source = next(sources, None)
        income = self.cell("forecast", source.key + end, row) if source else None
        issued = self.cell("shares", "issued", self.spec.rows.end)
        treasury = self.cell("shares", "treasury", self.spec.rows.end)
        if cell is None or cell.figure is None or income is None or issued is None or treasury is None:
            return
        of = income.figure or Decimal(0)
        shares = figures.total((issued.figure or Decimal(0), -(treasury.figure or Decimal(0))))
        expected = formulas.RATIO.printed("per-share", figures.yen(of), shares)
        if expected is None or expected == cell.figure:
            return
        within = _may_be(cell.figure, of, shares)
        parts = (income, issued, treasury)
        yield (
            cell.key,
            finding(
                "S615" if within else "S614",
                next(iter(self.place(cell)), None),
                related=tuple(place for part in parts for place in self.place(part)),
                facts=tuple(fact for part in parts for fact in part.facts),
                key=cell.key,
                value=figures.shown(cell.figure, "per-share"),
                expected=figures.shown(expected, "per-share"),
                shares=figures.shown(shares, "shares"),
            ),
        )


def on_new_basis(parts: Iterable[tuple[str, Decimal]], year: Duration, split: Split | None) -> Decimal:
    """The dividends of a year, by items of `DIVIDEND_ITEMS`, for a share as there is after the split."""
    if split is None:
        return figures.total(part for _, part in parts)
    ends = dict(zip(DIVIDEND_ITEMS, quarter_ends(year), strict=False))
    in_old_shares = [part * (1 if ends[item] < split.effective else split.ratio) for item, part in parts]
    return formulas.RATIO.exactly(figures.total(in_old_shares), split.ratio) or Decimal(0)


def _may_be(per_share: Decimal, millions: Decimal, shares: Decimal) -> bool:
    """Whether an income that is rounded to these millions makes that per share."""
    income = intervals.scaled(intervals.unrounded(millions, Decimal(1), "half-up"), figures.yen(Decimal(1)))
    span = intervals.quotient(income, intervals.exactly(shares))
    return span is not None and span.overlaps(intervals.unrounded(per_share, _SEN, "half-up"))
