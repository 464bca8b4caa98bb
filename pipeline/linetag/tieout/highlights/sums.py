"""The columns of a highlight table: whether they add up as printed, and what was altered so that they do.

Companies often alter a rounded part by one so that a printed column adds up ("forced to foot"). Such a
figure is told apart from a misprint: it is one unit off, and every sum that it stands in holds exactly.
Clear misprints elsewhere in the column do not count against it: there the statements' figures are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linetag.calc import figures
from linetag.filing.highlights import HighlightColumn
from linetag.findings import Finding, Words, finding
from linetag.tieout.cells import SummaryCell
from linetag.tieout.highlights.derive import key_of, kind_of
from linetag.tieout.highlights.read import Grid

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Sum:
    """A total of a column and its parts, by their keys, each with its sign."""

    total: str
    parts: tuple[tuple[int, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The total and the parts."""
        return (self.total, *(key for _, key in self.parts))


@dataclass(frozen=True, slots=True)
class Column:
    """One period of a table: what is printed, what the facts give, and the sums."""

    grid: Grid
    cells: Mapping[str, SummaryCell]
    sums: tuple[Sum, ...]

    def printed(self, key: str) -> Decimal | None:
        """The figure printed, a dash being nothing; None where none is printed."""
        at = self.grid.printed.get(key)
        return None if at is None else at.value or Decimal(0)

    def off(self, key: str) -> Decimal | None:
        """By how much a printed figure differs from the statements; None where they say nothing."""
        printed, cell = self.printed(key), self.cells[key]
        return None if printed is None or cell.figure is None else figures.total((printed, -cell.figure))

    def misprinted(self, key: str) -> bool:
        """Whether a figure is off by more than anything but a misprint explains."""
        off = self.off(key)
        return off is not None and abs(off) > self.grid.spec.unit

    def difference(self, one: Sum) -> Decimal | None:
        """The total less its parts, with the statements' figure for a clear misprint."""
        total = self._meant(one.total)
        terms = [(sign, value) for sign, key in one.parts if (value := self._meant(key)) is not None]
        if total is None or len(terms) < len(one.parts):
            return None
        return figures.total((total, *(value * -sign for sign, value in terms)))

    def _meant(self, key: str) -> Decimal | None:
        return self.cells[key].figure if self.misprinted(key) else self.printed(key)

    def forced(self, key: str) -> Sum | None:
        """The sum for which a figure was altered by one unit; None if it was not, or if that was not why."""
        off = self.off(key)
        sums = [one for one in self.sums if key in one.keys]
        if off is None or abs(off) != self.grid.spec.unit or not sums:
            return None
        return sums[0] if all(self.difference(one) == 0 for one in sums) else None

    def held(self, key: str) -> Iterator[str]:
        """The sums that hold and that a figure stands in, in words."""
        for one in self.sums:
            if key in one.keys and self.difference(one) == 0:
                yield f"parts of {one.total} add up"


def columns(grid: Grid, cells: Mapping[str, SummaryCell]) -> Iterator[tuple[HighlightColumn, Column]]:
    """The periods of a table, with their sums."""
    for column in grid.spec.columns:
        if column.change is None:
            by_row = {row.key: key_of(grid.spec, row, column) for row in grid.spec.rows}
            sums = tuple(
                Sum(by_row[row.key], tuple((sign, by_row[part]) for sign, part in row.parts))
                for row in grid.spec.rows
                if row.parts
            )
            yield column, Column(grid, cells, sums)


def unbalanced(column: Column, wrong_changes: Sequence[str]) -> Iterator[tuple[str, Finding]]:
    """Key and finding of each sum that fails although the statements do not say why: S681 and S682.

    Where all figures are in the statements, each is tied there and a sum of rounded figures need not
    hold. `wrong_changes` are the figures whose change over the period does not hold either: of several
    that nothing else ties, such a one is the wrong one.
    """
    for one in column.sums:
        difference = column.difference(one)
        loose = [key for key in one.keys if not column.cells[key].facts]
        if not difference or not loose or not all(key in column.grid.printed for key in one.keys):
            continue
        suspects = [key for key in loose if key in wrong_changes] or loose
        at = suspects[0] if len(suspects) == 1 else one.total
        terms = len(one.keys) if column.grid.spec.scale else 0
        within = abs(difference) <= column.grid.spec.unit * _HALF * terms
        yield at, _unbalanced(column, one, at, "S682" if within else "S681")


def _unbalanced(column: Column, one: Sum, at: str, code: str) -> Finding:
    printed = column.grid.printed
    rows = {key_of(column.grid.spec, row, c): row for row, c in column.grid.spec.figures()}

    def shown(value: Decimal | None, key: str) -> str:
        return figures.shown(value, kind_of(column.grid.spec, rows[key]))

    terms = [(sign, column.printed(key) or Decimal(0), key) for sign, key in one.parts]
    computed = figures.total(value * sign for sign, value, _ in terms)
    written = " ".join(f"{'-' if sign < 0 else '+'} {shown(value, key)}" for sign, value, key in terms)
    values: Words = {
        "key": one.total,
        "total": shown(column.printed(one.total), one.total),
        "parts": written.removeprefix("+ "),
        "computed": shown(computed, one.total),
        "suspect": at,
        "needed": shown(_needed(column, one, at), at),
    }
    related = (printed[key].origin for key in one.keys if key != at)
    facts = (fact for key in one.keys for fact in column.cells[key].facts)
    return finding(code, printed[at].origin, related=related, facts=facts, **values)


def _needed(column: Column, one: Sum, key: str) -> Decimal:
    """What a figure would have to be for the sum to hold."""
    difference = column.difference(one) or Decimal(0)
    printed = column.printed(key) or Decimal(0)
    if key == one.total:
        return figures.total((printed, -difference))
    sign = next(sign for sign, part in one.parts if part == key)
    return figures.total((printed, difference * sign))
