"""A printed figure against the cell that it should agree with.

Printed figures are evidence, never a source. A difference is named for what it most likely is: a
caption that means another figure, growth of rounded amounts, a figure that the filer states
otherwise, or a misprint.
"""

from __future__ import annotations

from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.checks import slips
from linetag.findings import Finding, finding
from linetag.tieout.cells import Sibling, SummaryCell
from linetag.tieout.printed import PrintedFigure

_PAIR = 2
"""The amounts of a growth: the current and the prior one."""
_TENTH = Decimal("0.1")
_DECIMALS = 2
"""The most decimals of a percentage or an amount per share; digits may be swapped across the point."""
_MISPRINTS = ("sign", "transposed digits", "digit", "scale")
"""The slips that a single misprinted figure shows; the others are about the figures of a sum."""


def difference(cell: SummaryCell, printed: PrintedFigure) -> Finding | None:
    """Return the finding for a cell that differs from what is printed, or None where the two agree.

    S634: printed, but neither derived nor stated. S635: stated otherwise. S631: the figure of another
    concept. S632: growth of rounded amounts. S639: growth where the form shows a dash. S630: any other.
    """
    if cell.value == printed.value:
        return None
    if cell.status == "unavailable":
        return _finding("S634", cell, printed)
    return _finding("S635", cell, printed) if cell.status == "stated" else _from_derived(cell, printed)


def _from_derived(cell: SummaryCell, printed: PrintedFigure) -> Finding:
    for sibling in cell.siblings:
        if printed.value is not None and sibling.value == printed.value:
            return _finding("S631", cell, printed, sibling=sibling)
    if _is_growth_of_rounded(cell, printed.value):
        return _finding("S632", cell, printed)
    if is_growth_without_nil_rules(cell, printed.value):
        return _finding("S639", cell, printed)
    likely = _likely(cell, printed.value)
    hint = f"{likely}; unless one of the statements' own figures is the wrong one" if likely else None
    return _finding("S630", cell, printed, hint=hint)


def _finding(
    code: str,
    cell: SummaryCell,
    printed: PrintedFigure,
    *,
    hint: str | None = None,
    sibling: Sibling | None = None,
) -> Finding:
    return finding(
        code,
        printed.origin,
        related=(*cell.origins, *(sibling.origins if sibling else ())),
        facts=cell.facts,
        hint=hint,
        key=cell.key,
        printed=figures.shown(printed.value, cell.kind),
        value=figures.shown(cell.figure, cell.kind),
        rule=cell.rule,
        sibling=sibling.concept if sibling else "",
        reason=cell.reason.en if cell.reason else "",
    )


def is_growth_without_nil_rules(cell: SummaryCell, printed: Decimal | None) -> bool:
    """Whether a printed growth is right as a figure, where the form shows a dash by rule (TSE.md C2)."""
    if not cell.is_growth or cell.value is not None or printed is None or len(cell.operands) != _PAIR:
        return False
    return printed == formulas.CHANGE.printed("percent", *cell.operands)


def _is_growth_of_rounded(cell: SummaryCell, printed: Decimal | None) -> bool:
    """Whether a printed growth is that of the amounts in millions, or 0.1 off within their rounding."""
    if not cell.is_growth or printed is None or len(cell.operands) != _PAIR:
        return False
    current, prior = (figures.millions(amount, "half-up") for amount in cell.operands)
    if printed == formulas.growth(current, prior)[0]:
        return True
    span = formulas.growth_range(current, prior)
    near = cell.figure is not None and abs(cell.figure - printed) == _TENTH
    return near and span is not None and span[0] <= printed <= span[1]


def _likely(cell: SummaryCell, printed: Decimal | None) -> str:
    """What most likely happened to a misprinted figure, in words; "" for no idea."""
    right = cell.figure
    if cell.is_growth and right is not None and printed is None:
        return (
            "a dash is right where the earlier figure is not on the same basis: "
            f'state "{cell.key}" = "-" in [[summary.stated]] then, with the reason'
        )
    if right is None or printed is None:
        return ""
    slip = slips.slip(printed.scaleb(_DECIMALS), right.scaleb(_DECIMALS))
    if cell.kind == "millions" and slip != "sign" and abs(right) - abs(printed) == 1:
        return "the fractions are cut off there, but the rounding statement says they are rounded"
    if right and (abs(printed) / abs(right)).normalize().as_tuple().digits == (1,) and slip != "sign":
        theirs, ours = figures.shown(printed, cell.kind), figures.shown(right, cell.kind)
        return f"the figure is printed at another scale: {theirs} for {ours}"
    return slips.words(slip) if slip in _MISPRINTS else ""
