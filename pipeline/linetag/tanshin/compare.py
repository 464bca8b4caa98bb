"""A cell of the summary against the figure that the release's own summary prints.

Printed figures are evidence, never a source: a difference is named for what it most likely is,
a caption that means another figure, growth of rounded amounts, or a misprint.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from linetag.findings import Finding, finding
from linetag.tanshin import figures
from linetag.tanshin.printed import Printed
from linetag.tanshin.summary import SummaryCell

_THOUSAND, _MILLION = Decimal(1000), Decimal(1_000_000)


def difference(cell: SummaryCell, printed: Printed) -> Finding | None:
    """The finding for a cell that differs from what is printed: S630 to S632, S634 and S635."""
    if cell.status == "unavailable":
        return None if printed.value is None else _finding("S634", cell, printed, reason=_reason(cell))
    if cell.value == printed.value:
        return None
    if cell.status == "stated":
        return _finding("S635", cell, printed)
    for sibling in cell.siblings:
        if printed.value is not None and sibling.value == printed.value:
            found = _finding("S631", cell, printed, sibling=sibling.concept)
            return _with_places(found, sibling.origins)
    if cell.is_growth and _within_rounding(cell, printed):
        return _finding("S632", cell, printed)
    return _finding("S630", cell, printed, hint=_likely(cell, printed))


def unproved(cell: SummaryCell, printed: Printed | None) -> Finding | None:
    """The note S633 for a stated growth, which nothing in this document proves."""
    if cell.status != "stated" or not cell.is_growth or cell.value is None:
        return None
    at = printed.origin if printed else cell.origins[0]
    value, reason = figures.shown(cell.figure, cell.kind), _reason(cell)
    return finding("S633", at, related=cell.origins, key=cell.key, value=value, reason=reason)


def _finding(code: str, cell: SummaryCell, printed: Printed, hint: str | None = None, **values: str) -> Finding:
    return finding(
        code,
        printed.origin,
        related=cell.origins,
        facts=cell.facts,
        hint=hint,
        key=cell.key,
        printed=figures.shown(printed.value, cell.kind),
        value=figures.shown(cell.figure, cell.kind),
        rule=cell.rule,
        **values,
    )


def _with_places(found: Finding, places: tuple[object, ...]) -> Finding:
    return found if not places else found
