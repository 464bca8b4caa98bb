"""What of the sums of a statement is in doubt, as findings with all places: P140 to P146.

A sum that holds in some columns and fails in another is kept, and the figure that breaks it is pointed at.
One wrong figure of a subtotal breaks two sums, its own and the one that it adds to, by the same difference:
that is one finding, at the subtotal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag import wording
from linetag.calc import slips
from linetag.findings import Finding, Words, finding
from linetag.model import EXACT, Origin
from linetag.propose import sum_evidence
from linetag.propose import sum_weights as w
from linetag.propose.amounts import SumGroup, SumLine
from linetag.propose.limits import MAX_OPEN_LINES
from linetag.propose.records import Statement, StatementCell, StatementLine
from linetag.propose.sum_candidates import SumCandidate

_NEAR = 3 * w.BIT
"""A sum that is better than another by no more than this is in doubt."""

_MISPRINTS = ("sign", "scale", "transposed digits")
"""Slips that hardly any wrong figure looks like by chance."""

_WEAK_MISPRINTS = ("digit", "lost")
"""Slips that explain a difference if no other figure does."""

_LEAST_ABOVE = 2


def questions(statement: Statement, group: SumGroup, chosen: Sequence[SumCandidate]) -> Iterator[Finding]:
    """Yield what is in doubt of the sums of a group, those of one kind together."""
    yield from _Failures(statement, group, chosen).findings()
    for one in chosen:
        if one.rivals and not one.fit.failing and sum_evidence.lead(one) <= _NEAR:
            yield _rivals(statement, one, one.rivals[0])
        yield from _on_lines(statement, one)
    yield from _without_captions(statement, chosen)
    yield from _without_lines(statement, group, chosen)
    yield from _given_up(statement, group, chosen)


def _rivals(statement: Statement, one: SumCandidate, rival: SumCandidate) -> Finding:
    """The question which of two sums is meant."""
    differing = sorted({number for number, _ in one.printed ^ rival.printed})
    return finding(
        "P140",
        _place(_printed(statement, one)),
        related=[statement.lines[number].row.origin for number in differing],
        total=_name(_printed(statement, one)),
        first=_formula(statement, one),
        second=_formula(statement, rival),
    )


def _formula(statement: Statement, one: SumCandidate) -> str:
    """The contributors with figures: "Revenue" - "Costs"."""
    signed = [
        f"{'- ' if weight < 0 else '+ '}{_name(statement.lines[part.line.number])}"
        for part, weight in one.parts
        if not part.line.is_nil
    ]
    return " ".join(signed).removeprefix("+ ")


def _on_lines(statement: Statement, one: SumCandidate) -> Iterator[Finding]:
    """Lines whose part in a sum is not what their captions say."""
    lines = statement.lines
    total = lines[one.total.number]
    for part, weight in one.parts:
        line = part.line
        is_item = not (part.parts or line.words.is_deducted)
        if weight < 0 and is_item and _is_printed_positive(line):
            yield finding(
                "P144", _place(lines[line.number]), line=_name(lines[line.number]), total=_name(total)
            )
    added = {part.line.values for part, _ in one.parts}
    for skipped in one.skipped:
        line = skipped.line
        is_remark = line.is_nil or line.words.is_remark or line.values in added
        if not (skipped.parts or is_remark or line.words.kind != "item"):
            yield finding(
                "P145", _place(lines[line.number]), line=_name(lines[line.number]), total=_name(total)
            )


def _is_printed_positive(line: SumLine) -> bool:
    return all(value >= 0 for value in line.values if value is not None)


def _without_captions(statement: Statement, chosen: Sequence[SumCandidate]) -> Iterator[Finding]:
    """The totals of a group that have no caption: a company that leaves one out does so everywhere."""
    found = [one for one in chosen if not any(sign.isalnum() for sign in _printed(statement, one).caption)]
    if found:
        first, *others = (_place(_printed(statement, one)) for one in found)
        lines = wording.counted(
            len(found), "line without a caption is a total", "lines without captions are totals"
        )
        yield finding("P143", first, related=others, lines=lines, formula=_formula(statement, found[0]))


def _printed(statement: Statement, one: SumCandidate) -> StatementLine:
    return statement.lines[one.total.number]


def _without_lines(
    statement: Statement, group: SumGroup, chosen: Sequence[SumCandidate]
) -> Iterator[Finding]:
    """Lines whose captions are those of totals, without a sum."""
    totals = {one.total.number for one in chosen}
    if statement.code == "SEG":
        return
    for place, line in enumerate(group.lines):
        printed = statement.lines[line.number]
        is_total = line.words.kind == "total" and bool(printed.caption) and not line.is_nil
        repeats = line.values == group.lines[place - 1].values
        if is_total and line.number not in totals and place >= _LEAST_ABOVE and not repeats:
            yield finding("P142", _place(printed), total=_name(printed))


def _given_up(statement: Statement, group: SumGroup, chosen: Sequence[SumCandidate]) -> Iterator[Finding]:
    """A statement with so many lines without a total that the first ones were not looked at any more."""
    taken = {part.line.number for one in chosen for part, _ in one.parts}
    free = [line for line in group.lines if line.number not in taken]
    if len(free) > MAX_OPEN_LINES:
        first = statement.lines[free[0].number]
        yield finding("P146", _place(first), count=len(free), limit=MAX_OPEN_LINES)


# --- sums that fail in a column -------------------------------------------------------------------


class _Failure(NamedTuple):
    """A sum that does not hold in a column; `difference` is contributors less total, in full units."""

    sum: SumCandidate
    column: int
    difference: Decimal


class _Misprint(NamedTuple):
    """A figure that one slip would put right: its line, its cell, and the value that the sum needs."""

    line: StatementLine
    cell: StatementCell
    right: Decimal
    slip: slips.Slip


class _Failures:
    """The columns in which sums of a group fail, and the figures that may be the cause."""

    def __init__(self, statement: Statement, group: SumGroup, chosen: Sequence[SumCandidate]) -> None:
        """Of the chosen sums of a group of the statement."""
        self._statement = statement
        self._failures = [
            _Failure(one, column, Decimal(off or 0).scaleb(-group.decimals, context=EXACT))
            for one in chosen
            for column, off in enumerate(one.fit.differences)
            if off and not w.is_rounding(off, one.fit.units[column])
        ]

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each failure, or one for the two that a subtotal causes."""
        explained: set[int] = set()
        for failure in self._failures:
            above = self._broken_by(failure)
            if above is not None:
                explained |= {id(failure), id(above)}
                yield self._of_subtotal(failure, above)
        for failure in self._failures:
            if id(failure) not in explained:
                yield self._of_sum(failure)

    def _broken_by(self, failure: _Failure) -> _Failure | None:
        """The failure of the sum above that ends if the total of this one is put right, too."""
        number = failure.sum.total.number
        for other in self._failures:
            weight = next((sign for part, sign in other.sum.parts if part.line.number == number), 0)
            change = EXACT.multiply(failure.difference, Decimal(weight))
            if other.column == failure.column and weight and EXACT.add(other.difference, change) == 0:
                return other
        return None

    def _of_subtotal(self, failure: _Failure, above: _Failure) -> Finding:
        line = self._statement.lines[failure.sum.total.number]
        cell = _cell(failure.sum.total, failure.column)
        value = cell.value or Decimal(0)
        right = EXACT.add(value, failure.difference)
        hint = self._hint(_Misprint(line, cell, right, slips.slip(value, right)))
        related = (_cell(above.sum.total, above.column).origin, *self._places(failure))
        return finding("P141", cell.origin, related=related, hint=hint, **self._words(failure))

    def _of_sum(self, failure: _Failure) -> Finding:
        """The finding at the one figure that a slip explains, or at the total."""
        total = _cell(failure.sum.total, failure.column)
        found = list(self._suspects(failure))
        suspects = [suspect for suspect in found if suspect.slip in _MISPRINTS] or found
        if len(suspects) != 1:
            return finding("P141", total.origin, related=self._places(failure), **self._words(failure))
        suspect = suspects[0]
        hint = self._hint(suspect)
        return finding(
            "P141", suspect.cell.origin, related=(total.origin,), hint=hint, **self._words(failure)
        )

    def _hint(self, suspect: _Misprint) -> str:
        why = slips.words(suspect.slip)
        return (
            f"Compare {_name(suspect.line)} with the original: {_shown(suspect.right, suspect.line)}"
            f" would put it right{f' ({why})' if why else ''}."
        )

    def _words(self, failure: _Failure) -> Words:
        total = _cell(failure.sum.total, failure.column)
        line = self._statement.lines[failure.sum.total.number]
        printed = total.value or Decimal(0)
        held, count = failure.sum.fit.columns, sum(off is not None for off in failure.sum.fit.differences)
        where = "in the other columns" if held == count - 1 else f"in {held} of {count} columns"
        return {
            "total": _name(line),
            "printed": _shown(printed, line),
            "computed": _shown(EXACT.add(printed, failure.difference), line),
            "difference": _shown(failure.difference, line),
            "column": self._column(total),
            "others": f"; {where} they add up" if held else "",
        }

    def _places(self, failure: _Failure) -> list[Origin]:
        cells = [part.line.cells[failure.column] for part, _ in failure.sum.parts]
        return [cell.origin for cell in cells if cell is not None]

    def _suspects(self, failure: _Failure) -> Iterator[_Misprint]:
        for line, weight in [
            *((part.line, sign) for part, sign in failure.sum.parts),
            (failure.sum.total, -1),
        ]:
            cell = line.cells[failure.column]
            if cell is None:
                continue
            value = cell.value or Decimal(0)
            right = EXACT.subtract(value, EXACT.multiply(failure.difference, Decimal(weight)))
            slip = slips.slip(value, right)
            if slip in (*_MISPRINTS, *_WEAK_MISPRINTS):
                yield _Misprint(self._statement.lines[line.number], cell, right, slip)

    def _column(self, cell: StatementCell) -> str:
        period = cell.period or self._statement.tables[cell.table].columns[cell.column].period
        return wording.period(period) if period else f"column {cell.column + 1}"


def _cell(line: SumLine, column: int) -> StatementCell:
    cell = line.cells[column]
    assert cell is not None  # noqa: S101 - only a total that is printed in the column fails there
    return cell


def _place(line: StatementLine) -> Origin:
    return line.row.origin


def _name(line: StatementLine) -> str:
    """The caption in quotation marks, or words for a line without one."""
    return f'"{line.caption}"' if line.caption.strip() else "the line without a caption"


def _shown(amount: Decimal, line: StatementLine) -> str:
    """An amount in the scale in which its line is printed."""
    return f"{EXACT.scaleb(amount, -line.scale).normalize(EXACT):,f}"
