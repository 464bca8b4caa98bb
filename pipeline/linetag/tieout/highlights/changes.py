"""The columns of changes of a highlight table: growth in percent and differences, recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.filing.highlights import Highlight, HighlightColumn, HighlightRow
from linetag.findings import Finding, Words, finding
from linetag.tieout.cells import SummaryCell, cell_key
from linetag.tieout.compare import difference
from linetag.tieout.highlights.derive import key_of, kind_of
from linetag.tieout.highlights.read import Grid
from linetag.tieout.printed import Printed

Pair = tuple[Printed, Printed]


def checked(grid: Grid, cells: Mapping[str, SummaryCell]) -> Iterator[tuple[str, Finding | None]]:
    """Each printed change by its key, with a finding where it does not hold.

    Of figures that statements have, the unrounded amounts decide (S630 to S632); of others, the range
    that the printed ones allow (S683): within it, only what the filer states is taken for right (S688).
    """
    for row, column in grid.spec.figures():
        key = key_of(grid.spec, row, column)
        at = grid.printed.get(key)
        if column.change is None or at is None:
            continue
        cell, pair = cells[key], _pair(grid, row, column)
        if cell.status == "derived":
            yield key, _derived(grid, row, column, cell, at)
        elif cell.status == "stated" and (wrong := difference(cell, at)):
            yield key, wrong
        elif pair:
            yield key, _printed(grid.spec, row, column, cell, (at, *pair))


def _pair(grid: Grid, row: HighlightRow, column: HighlightColumn) -> Pair | None:
    """The two figures printed beside a change."""
    keys = [cell_key(grid.spec.name, row.key, period) for period in (column.period, column.before)]
    current, before = (grid.printed.get(key) for key in keys)
    return (current, before) if current and before else None


def _derived(
    grid: Grid, row: HighlightRow, column: HighlightColumn, cell: SummaryCell, at: Printed
) -> Finding | None:
    if column.change == "growth":
        if cell.value is None and at.value == formulas.CHANGE.printed("percent", *cell.operands):
            return None  # the rules of the exchange for dashes bind its form, not a highlight table
        return difference(cell, at)
    pair = _pair(grid, row, column)
    if pair and at.value is not None and at.value == _less(*pair):
        return None  # the difference of the rounded amounts beside it
    return difference(cell, at)


def _less(current: Printed, before: Printed) -> Decimal:
    return figures.total((current.value or Decimal(0), (before.value or Decimal(0)).copy_negate()))


def _printed(
    spec: Highlight,
    row: HighlightRow,
    column: HighlightColumn,
    cell: SummaryCell,
    places: tuple[Printed, Printed, Printed],
) -> Finding | None:
    """A change that only the two figures printed beside it can prove: `places` are the three."""
    at, *pair = places
    exact, (low, high) = _expected(spec, column, (pair[0], pair[1]))
    if exact is None or at.value == exact:
        return None
    within = at.value is not None and low is not None and high is not None and low <= at.value <= high
    if within and cell.status == "stated":
        return None
    kind = "percent" if column.change == "growth" else kind_of(spec, row)
    values: Words = {
        "key": cell.key,
        "printed": figures.shown(at.value, kind),
        "current": pair[0].origin.text,
        "before": pair[1].origin.text,
        "expected": figures.shown(exact, kind),
    }
    related = (place.origin for place in pair)
    return finding("S688" if within else "S683", at.origin, related=related, **values)


def _expected(
    spec: Highlight, column: HighlightColumn, pair: Pair
) -> tuple[Decimal | None, tuple[Decimal, Decimal] | tuple[None, None]]:
    """The change of two printed figures, and the range that their rounding allows; counts are exact."""
    current, before = (place.value for place in pair)
    if column.change == "change":
        return _less(*pair), (None, None)
    if current is None or before is None:
        return None, (None, None)
    span = formulas.growth_range(current, before, spec.unit) if spec.scale else None
    return formulas.CHANGE.printed("percent", current, before), span or (None, None)
