"""Printed figures compared with the cells, the changes and the implied figures that they should agree with.

Printed figures are evidence, never a source. A difference is named for what it most likely is: a
caption that means another figure, growth of rounded amounts, a figure that the filer states
otherwise, or a misprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from linetag.calc import figures, formulas, slips
from linetag.findings import Finding, Words, finding
from linetag.model import Origin
from linetag.release import numbers
from linetag.tieout.cells import Implied, Sibling, Summary, SummaryCell
from linetag.tieout.expected import ExpectedChange, TableArithmetic
from linetag.tieout.printed import PrintedFigure, PrintedTable

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
    for sibling in cell.source.siblings:
        if printed.value is not None and sibling.value == printed.value:
            return _finding("S631", cell, printed, sibling=sibling)
    if _is_growth_of_rounded(cell, printed.value):
        return _finding("S632", cell, printed)
    if is_growth_without_nil_rules(cell, printed.value):
        return _finding("S639", cell, printed)
    likely = _likely(cell, printed.value)
    hint = (
        f"{likely} If the printed figure is right, one of the statements' own is wrong." if likely else None
    )
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
        related=(*cell.source.origins, *(sibling.origins if sibling else ())),
        facts=cell.source.facts,
        hint=hint,
        key=cell.key,
        printed=figures.shown(printed.value, cell.kind),
        value=figures.shown(cell.figure, cell.kind),
        rule=cell.source.rule,
        sibling=sibling.concept if sibling else "",
        reason=cell.reason.en if cell.reason else "",
    )


def is_growth_without_nil_rules(cell: SummaryCell, printed: Decimal | None) -> bool:
    """Whether a printed growth is right as a figure, where the form shows a dash by rule (TSE.md C2)."""
    if not cell.is_growth or cell.value is not None or printed is None or len(cell.source.operands) != _PAIR:
        return False
    return printed == formulas.CHANGE.printed("percent", *cell.source.operands)


def _is_growth_of_rounded(cell: SummaryCell, printed: Decimal | None) -> bool:
    """Whether a printed growth is that of the amounts in millions, or 0.1 off within their rounding."""
    if not cell.is_growth or printed is None or len(cell.source.operands) != _PAIR:
        return False
    current, prior = (figures.millions(amount, "half-up") for amount in cell.source.operands)
    if printed == formulas.growth(current, prior)[0]:
        return True
    span = formulas.growth_range(current, prior)
    near = cell.figure is not None and abs(cell.figure - printed) == _TENTH
    return near and span is not None and span[0] <= printed <= span[1]


def _likely(cell: SummaryCell, printed: Decimal | None) -> str:
    """The sentence that says what most likely happened to a misprinted figure; "" if nothing is likely."""
    right = cell.figure
    if cell.is_growth and right is not None and printed is None:
        return (
            "A dash is right where the earlier figure is not on the same basis: "
            f'state "{cell.key}" = "-" in [[summary.stated]] then, with the reason.'
        )
    if right is None or printed is None:
        return ""
    slip = slips.slip(printed.scaleb(_DECIMALS), right.scaleb(_DECIMALS))
    if cell.kind == "millions" and slip != "sign" and abs(right) - abs(printed) == 1:
        return "The fractions are cut off there, but the rounding statement says they are rounded."
    if right and (abs(printed) / abs(right)).normalize().as_tuple().digits == (1,) and slip != "sign":
        theirs, ours = figures.shown(printed, cell.kind), figures.shown(right, cell.kind)
        return f"The figure is printed at another scale: {theirs} for {ours}."
    words = slips.words(slip) if slip in _MISPRINTS else ""
    return words and f"{words[0].upper()}{words[1:]}."


# --- changes ---------------------------------------------------------------------------------------

_Pair = tuple[PrintedFigure, PrintedFigure]


def changed(
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


def _is_right(change: ExpectedChange, cell: SummaryCell, at: PrintedFigure, pair: _Pair | None) -> bool:
    """Whether a table may print a change that differs from the derived one.

    The exchange's rules for dashes bind its form only, and a difference may be that of rounded figures.
    """
    if change.is_growth:
        return is_growth_without_nil_rules(cell, at.value)
    return pair is not None and at.value == _less(pair)


def _less(pair: _Pair) -> Decimal:
    current, before = (figure.value or Decimal(0) for figure in pair)
    return figures.total((current, before.copy_negate()))


def _of_printed(
    change: ExpectedChange, arithmetic: TableArithmetic, cell: SummaryCell, at: PrintedFigure, pair: _Pair
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


# --- stated figures and what they imply of each other ----------------------------------------------

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
            yield implied.cell.key, _disagreement(implied, printed)


def _disagreement(implied: Implied, printed: Mapping[str, PrintedFigure]) -> Finding:
    cell, (low, high) = implied.cell, implied.between
    wrong, rounded, name = _CODES[implied.rule]
    words: Words = {name: figures.shown(implied.value, cell.kind), **implied.words}
    return finding(
        rounded if cell.figure is not None and low <= cell.figure <= high else wrong,
        next(iter(_place_of(cell, printed)), None),
        related=(*implied.origins, *(place for one in implied.operands for place in _place_of(one, printed))),
        facts=tuple(fact for operand in implied.operands for fact in operand.source.facts),
        key=cell.key,
        value=figures.shown(cell.figure, cell.kind),
        **words,
    )


def _place_of(cell: SummaryCell, printed: Mapping[str, PrintedFigure]) -> tuple[Origin, ...]:
    """Where a cell is printed, or else stated."""
    return (printed[cell.key].origin,) if cell.key in printed else cell.source.origins[:1]


# --- copies of figures in texts --------------------------------------------------------------------

_FIGURE = re.compile(r"(?<!\S)\(?[△▲-]?[0-9][0-9,]*(?:\.[0-9]+)?\)?%?(?!\S)")
"""A figure among words: digits with separators, signs and percent, white space around."""


def unlike_copies(table: PrintedTable, cells: Mapping[str, SummaryCell]) -> Iterator[Finding]:
    """Yield S684 for the first figure of each copy that its table does not print.

    A copy may break off early. A figure in it may be the one that the table should print.
    """
    printed = {figure.key: figure for figure in table.figures}
    for copy in (cell for cell in table.cells if cell.repeats):
        places, keys = _figures(copy.origin), copy.repeats
        for place, key in zip(places, keys, strict=False):
            number, at = numbers.parse(place.text), printed.get(key)
            if at is not None and (number is None or number.value not in (at.value, cells[key].figure)):
                words: Words = {"copied": place.text, "printed": at.origin.text}
                yield finding("S684", place, related=(at.origin,), **words)
                break  # one figure lost or added shifts all that follow
        else:
            for place in places[len(keys) : len(keys) + 1]:
                related = (table.expected.origin,)
                yield finding("S684", place, related=related, copied=place.text, printed="nothing")


def _figures(origin: Origin) -> list[Origin]:
    """The figures in a text, each with its place in the line."""
    return [
        origin._replace(column=origin.column + match.start(), text=match[0])
        for match in _FIGURE.finditer(origin.text)
    ]
