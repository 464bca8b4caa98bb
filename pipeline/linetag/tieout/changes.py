"""Printed changes between two figures of a row: growth in percent and differences, recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.findings import Finding, finding
from linetag.tieout.cells import SummaryCell
from linetag.tieout.compare import difference, is_growth_without_nil_rules
from linetag.tieout.expected import ExpectedChange, TableArithmetic
from linetag.tieout.printed import PrintedFigure

Pair = tuple[PrintedFigure, PrintedFigure]


def checked(
    change: ExpectedChange,
    arithmetic: TableArithmetic,
    cell: SummaryCell,
    printed: Mapping[str, PrintedFigure],
) -> tuple[bool, Finding | None]:
    """Return whether a printed change can be recomputed, and the finding where it does not agree.

    The unrounded amounts decide where statements have them (S630 to S632), else the range that the
    two printed figures allow (S683). Within that range, the figure needs the filer's statement (S688).
    """
    at = printed[change.key]
    current, before = printed.get(change.current), printed.get(change.before)
    pair = (current, before) if current and before else None
    if cell.status == "derived":
        return True, None if _is_right(change, cell, at, pair) else difference(cell, at)
    if cell.status == "stated" and (problem := difference(cell, at)):
        return True, problem
    return (True, _of_printed(change, arithmetic, cell, at, pair)) if pair else (False, None)


def _is_right(change: ExpectedChange, cell: SummaryCell, at: PrintedFigure, pair: Pair | None) -> bool:
    """Whether a table may print a change that differs from the derived one.

    The exchange's rules for dashes bind its form only, and a difference may be that of rounded figures.
    """
    if change.is_growth:
        return is_growth_without_nil_rules(cell, at.value)
    return pair is not None and at.value == _less(pair)


def _less(pair: Pair) -> Decimal:
    current, before = (figure.value or Decimal(0) for figure in pair)
    return figures.total((current, before.copy_negate()))


def _of_printed(
    change: ExpectedChange, arithmetic: TableArithmetic, cell: SummaryCell, at: PrintedFigure, pair: Pair
) -> Finding | None:
    """S683 or S688 for a change that differs from that of the two printed figures."""
    current, before = (figure.value for figure in pair)
    span, exact = None, None if change.is_growth else _less(pair)
    if change.is_growth and current is not None and before is not None:
        exact = formulas.CHANGE.printed("percent", current, before)
        span = formulas.growth_range(current, before, arithmetic.unit) if arithmetic.rounded else None
    if exact is None or at.value == exact:
        return None
    within = at.value is not None and span is not None and span[0] <= at.value <= span[1]
    if within and cell.status == "stated":
        return None
    return finding(
        "S688" if within else "S683",
        at.origin,
        related=(figure.origin for figure in pair),
        key=cell.key,
        printed=figures.shown(at.value, cell.kind),
        current=pair[0].origin.text,
        before=pair[1].origin.text,
        expected=figures.shown(exact, cell.kind),
    )
