"""Why a sum is believed, in words for a person, and what of the sums of a statement is in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag import wording
from linetag.calc import slips
from linetag.findings import Finding, Words, finding
from linetag.model import EXACT
from linetag.propose.amounts import SumGroup, column_keys
from linetag.propose.records import Evidence, Statement, StatementCell
from linetag.propose.sum_candidates import SumCandidate
from linetag.propose.sum_weights import BIT

_CONFIDENCE = ((16, "0.99"), (10, "0.97"), (6, "0.9"), (3, "0.75"))
"""How sure a sum is by the bits that it gains over the next best one, or over none."""

_LEAST_SURE = Decimal("0.6")
_NEAR = 3 * BIT
"""A sum that gains so little more than another is in doubt."""

_MISPRINTS = ("sign", "scale", "transposed digits", "digit", "lost")
_LEAST_ABOVE = 2


def of_sum(one: SumCandidate) -> Evidence:
    """Return why a sum is believed."""
    printed = sum(difference is not None for difference in one.fit.differences)
    columns = "every column" if one.fit.columns == printed else f"{one.fit.columns} of {printed} columns"
    count = wording.counted(len(one.parts), "line", "lines")
    deducted = sum(weight < 0 for _, weight in one.parts)
    reasons = [f"{count} add up to it in {columns}" + (f", {deducted} of them deducted" if deducted else "")]
    if one.total.words.kind in ("total", "result"):
        reasons.append("its caption is that of a total")
    if one.total.look.ruled:
        reasons.append("a rule stands above it")
    if one.rival is not None:
        columns = f"{one.rival.fit.columns} of {printed} columns"
        reasons.append(f"the next best sum, of {len(one.rival.parts)} other lines, holds in {columns}")
    return Evidence("; ".join(reasons), None, _confidence(one))


def _confidence(one: SumCandidate) -> Decimal:
    bits = _lead(one) // BIT
    return next((Decimal(sure) for least, sure in _CONFIDENCE if bits >= least), _LEAST_SURE)


def _lead(one: SumCandidate) -> int:
    return one.gain if one.rival is None else one.gain - one.rival.gain


# --- questions ------------------------------------------------------------------------------------


def questions(statement: Statement, group: SumGroup, chosen: Sequence[SumCandidate]) -> Iterator[Finding]:
    """Yield P140 for two sums nearly as good, P141 for one that fails in a column, P142 for a lone total."""
    columns = _Columns(statement, group)
    for one in chosen:
        if one.fit.failing:
            yield columns.failure(one)
        elif one.rival is not None and _lead(one) < _NEAR:
            yield _rivals(statement, one, one.rival)
    totals = {one.total.number for one in chosen}
    for place, line in enumerate(group.lines):
        printed = statement.lines[line.number]
        is_total = line.words.kind == "total" and bool(printed.caption) and not line.is_nil
        if is_total and line.number not in totals and place >= _LEAST_ABOVE:
            yield finding("P142", printed.row.origin, total=printed.caption)


def _rivals(statement: Statement, one: SumCandidate, rival: SumCandidate) -> Finding:
    """The question which of two sums is meant."""
    lines = statement.lines
    differing = sorted({number for number, _ in one.printed ^ rival.printed})
    return finding(
        "P140",
        lines[one.total.number].row.origin,
        related=[lines[number].row.origin for number in differing],
        total=lines[one.total.number].caption,
        count=len(one.printed),
        other=len(rival.printed),
    )


class _Suspect(NamedTuple):
    """A figure that one slip would put right: its line, its cell, and the value that the sum needs."""

    line: int
    cell: StatementCell
    right: Decimal
    slip: slips.Slip


class _Columns:
    """The printed cells of the columns in which a group adds up."""

    def __init__(self, statement: Statement, group: SumGroup) -> None:
        """Of a group of the statement."""
        self._statement = statement
        self._group = group
        self._keys = column_keys(statement)

    def failure(self, one: SumCandidate) -> Finding:
        """The finding for a sum that fails in a column: at the figure that a slip explains, or at the total."""
        column = next(place for place, off in enumerate(one.fit.differences) if self._fails(one, place, off))
        difference = self._amount(one.fit.differences[column] or 0)
        total = self._cell(one.total.number, column)
        assert total is not None  # noqa: S101 - only a total that is printed in the column fails there
        suspects = list(self._suspects(one, column, difference))
        caption = self._statement.lines[one.total.number].caption
        printed = total.value or Decimal(0)
        words: Words = {
            "total": caption,
            "printed": f"{printed:,f}",
            "computed": f"{EXACT.add(printed, difference):,f}",
            "column": self._name(total),
        }
        others = [self._cell(part.line.number, column) for part, _ in one.parts]
        if len(suspects) != 1:
            related = [cell.origin for cell in others if cell is not None]
            return finding("P141", total.origin, related=related, **words)
        suspect = suspects[0]
        hint = (
            f'Compare "{self._statement.lines[suspect.line].caption}" with the original:'
            f" {suspect.right:,f} would put it right ({slips.words(suspect.slip)})."
        )
        return finding("P141", suspect.cell.origin, related=(total.origin,), hint=hint, **words)

    def _fails(self, one: SumCandidate, place: int, off: int | None) -> bool:
        """Whether the sum fails in a column by more than rounding explains."""
        slack = one.total.units[place] + sum(
            part.line.units[place] for part, _ in one.parts if part.line.values[place]
        )
        return off is not None and 2 * abs(off) > slack

    def _suspects(self, one: SumCandidate, column: int, difference: Decimal) -> Iterator[_Suspect]:
        weighted = [(part.line.number, weight) for part, weight in one.parts]
        for number, weight in [*weighted, (one.total.number, -1)]:
            cell = self._cell(number, column)
            if cell is None:
                continue
            value = cell.value or Decimal(0)
            right = EXACT.subtract(value, EXACT.multiply(difference, Decimal(weight)))
            slip = slips.slip(value, right)
            if slip in _MISPRINTS:
                yield _Suspect(number, cell, right, slip)

    def _cell(self, number: int, column: int) -> StatementCell | None:
        key = self._group.columns[column]
        cells = self._statement.lines[number].cells
        return next((cell for cell in cells if self._keys.get((cell.table, cell.column)) == key), None)

    def _amount(self, whole: int) -> Decimal:
        return Decimal(whole).scaleb(-self._group.decimals, context=EXACT)

    def _name(self, cell: StatementCell) -> str:
        period = cell.period or self._statement.tables[cell.table].columns[cell.column].period
        return wording.period(period) if period else f"column {cell.column + 1}"
