"""A cell of the summary against the figure that the release's own summary prints.

Printed figures are evidence, never a source: a difference is named for what it most likely is,
a caption that means another figure, growth of rounded amounts, or a misprint.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from linetag.calc import figures, formulas
from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.tieout.cells import SummaryCell
from linetag.tieout.printed import Printed

_PAIR = 2
"""The amounts of a growth: the current and the prior one."""
_TENTH = Decimal("0.1")


def difference(cell: SummaryCell, printed: Printed) -> Finding | None:
    """The finding for a cell that differs from what is printed: S630 to S632, S634, S635 and S639."""
    if cell.status == "unavailable":
        reason = cell.reason.en if cell.reason else ""
        return None if printed.value is None else _finding("S634", cell, printed, reason=reason)
    if cell.value == printed.value:
        return None
    if cell.status == "stated":
        return _finding("S635", cell, printed)
    return _explained(cell, printed) or _misprint(cell, printed)


def _explained(cell: SummaryCell, printed: Printed) -> Finding | None:
    """A figure that is right in itself: of another concept, of rounded amounts, without the rules."""
    for sibling in cell.siblings:
        if printed.value is not None and sibling.value == printed.value:
            return _finding("S631", cell, printed, places=sibling.origins, sibling=sibling.concept)
    if cell.is_growth and _is_growth_of_rounded(cell, printed):
        return _finding("S632", cell, printed)
    if cell.is_growth and _is_growth_without_its_rules(cell, printed):
        reason = cell.reason.en if cell.reason else ""
        return _finding("S639", cell, printed, reason=reason)
    return None


def _misprint(cell: SummaryCell, printed: Printed) -> Finding:
    likely = _likely(cell, printed)
    hint = f"{likely}; unless one of the statements' own figures is the wrong one" if likely else None
    return _finding("S630", cell, printed, hint=hint)


def unproved(cell: SummaryCell, printed: Printed | None) -> Finding | None:
    """The note S633 for a stated growth, which nothing in this document proves."""
    if cell.status != "stated" or not cell.is_growth or cell.value is None:
        return None
    at = printed.origin if printed else cell.origins[0]
    reason = cell.reason.en if cell.reason else ""
    value = figures.shown(cell.figure, cell.kind)
    return finding("S633", at, related=cell.origins, key=cell.key, value=value, reason=reason)


def _finding(
    code: str,
    cell: SummaryCell,
    printed: Printed,
    *,
    places: tuple[Origin, ...] = (),
    hint: str | None = None,
    **values: Any,  # noqa: ANN401 - as `finding` takes them
) -> Finding:
    return finding(
        code,
        printed.origin,
        related=(*cell.origins, *places),
        facts=cell.facts,
        hint=hint,
        key=cell.key,
        printed=figures.shown(printed.value, cell.kind),
        value=figures.shown(cell.figure, cell.kind),
        rule=cell.rule,
        **values,
    )


def _is_growth_of_rounded(cell: SummaryCell, printed: Printed) -> bool:
    """Whether the printed growth is that of the amounts in millions, or 0.1 off within their rounding."""
    if printed.value is None or len(cell.operands) != _PAIR:
        return False
    current, prior = (figures.millions(amount, "half-up") for amount in cell.operands)
    if printed.value == formulas.growth(current, prior)[0]:
        return True
    span, value = formulas.growth_range(current, prior), cell.figure
    near = value is not None and abs(value - printed.value) == _TENTH
    return near and span is not None and span[0] <= printed.value <= span[1]


def _is_growth_without_its_rules(cell: SummaryCell, printed: Printed) -> bool:
    """Whether the printed growth is right as a figure, where the form shows a dash by rule."""
    if cell.value is not None or printed.value is None or len(cell.operands) != _PAIR:
        return False
    return printed.value == formulas.CHANGE.printed("percent", *cell.operands)


def _likely(cell: SummaryCell, printed: Printed) -> str | None:
    """What most likely happened to a misprinted figure; None for no idea."""
    value, wrong = cell.figure, printed.value
    if cell.is_growth and value is not None and wrong is None:
        return (
            "a dash is right where the earlier figure is not on the same basis: "
            f'state "{cell.key}" = "-" in [[summary.stated]] then, with the reason'
        )
    if value is None or wrong is None:
        return None
    ours, theirs = (figures.shown(figure, cell.kind) for figure in (value, wrong))
    if wrong == -value:
        return "the sign is turned round"
    if cell.kind == "millions" and abs(value) - abs(wrong) == 1:
        return "the fractions are cut off there, but the rounding statement says they are rounded"
    if value and wrong and (wrong / value).normalize().as_tuple().digits == (1,):
        return f"the figure is printed at another scale: {theirs} for {ours}"
    return _slip(ours, theirs)


def _slip(ours: str, theirs: str) -> str | None:
    """One digit that differs, or two that are swapped."""
    if len(ours) != len(theirs):
        return None
    differ = [index for index, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
    if len(differ) == 1:
        at = differ[0]
        return f'one digit differs: "{theirs[at]}" is printed in {theirs} where {ours} has "{ours[at]}"'
    if sorted(ours) == sorted(theirs) and len(differ) == 2:  # noqa: PLR2004 - a pair
        return f"two digits are swapped: {theirs} for {ours}"
    return None
