"""Stated figures that differ from what other stated figures imply: dividend totals, forecasts per share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linetag.calc import figures
from linetag.findings import Finding, Words, finding
from linetag.model import Origin
from linetag.tieout.cells import Implied, Summary, SummaryCell
from linetag.tieout.printed import PrintedFigure

# The code of a difference, the code of one that rounding explains, and what the message calls the figure.
_CODES = {
    "sum": ("S612", "S612", "computed"),
    "one basis": ("S613", "S613", "one_basis"),
    "per share": ("S614", "S615", "expected"),
}


def disagreements(summary: Summary, printed: Mapping[str, PrintedFigure]) -> Iterator[tuple[str, Finding]]:
    """Cell key and finding: S612 (a total), S613 (mixed bases), S614 and S615 (a forecast per share)."""
    for implied in summary.implied:
        if implied.cell.figure is not None and implied.cell.figure != implied.value:
            yield implied.cell.key, _finding(implied, printed)


def _finding(implied: Implied, printed: Mapping[str, PrintedFigure]) -> Finding:
    cell, (low, high) = implied.cell, implied.between
    wrong, rounded, name = _CODES[implied.rule]
    words: Words = {name: figures.shown(implied.value, cell.kind), **implied.words}
    return finding(
        rounded if cell.figure is not None and low <= cell.figure <= high else wrong,
        next(iter(_places(cell, printed)), None),
        related=(*implied.origins, *(place for one in implied.operands for place in _places(one, printed))),
        facts=tuple(fact for operand in implied.operands for fact in operand.facts),
        key=cell.key,
        value=figures.shown(cell.figure, cell.kind),
        **words,
    )


def _places(cell: SummaryCell, printed: Mapping[str, PrintedFigure]) -> tuple[Origin, ...]:
    """Where a cell is printed, or else stated."""
    return (printed[cell.key].origin,) if cell.key in printed else cell.origins[:1]
