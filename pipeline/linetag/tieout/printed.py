"""The figures that a table of the release prints, by the keys of the cells they belong to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from linetag.findings import Finding, Words, finding
from linetag.model import Origin
from linetag.release import characters, dates, units
from linetag.release.captions import normal
from linetag.release.records import Cell, PrintedUnit, Row, Table
from linetag.tieout.expected import ExpectedRow, ExpectedTable

if TYPE_CHECKING:
    from decimal import Decimal

_NUMBER = re.compile(r"(?<!\S)[(△▲-]*[0-9]")
"""A word of a text that begins like a figure."""


class PrintedFigure(NamedTuple):
    """A cell of the release: `key` is the cell of the filing that it prints, "" for none.

    `misfit` says why it cannot be compared with that cell, "" where it can. `repeats` are the keys that
    a text repeats, as a conversion from PDF leaves it behind.
    """

    key: str
    row: Row
    cell: Cell
    misfit: str = ""
    repeats: tuple[str, ...] = ()

    @property
    def origin(self) -> Origin:
        """Where it is printed."""
        return self.cell.origin

    @property
    def value(self) -> Decimal | None:
        """The figure as printed, not scaled; None for a dash."""
        return self.cell.value

    @property
    def is_words(self) -> bool:
        """Whether it is a text in which no word may be a figure."""
        return self.cell.kind == "text" and not _NUMBER.search(self.origin.text)


class PrintedTable(NamedTuple):
    """A table as printed: its cells that are not blank, and the place of the row of each key."""

    expected: ExpectedTable
    cells: tuple[PrintedFigure, ...] = ()
    rows: Mapping[str, Origin] = MappingProxyType({})

    @property
    def figures(self) -> tuple[PrintedFigure, ...]:
        """The cells that can be compared."""
        return tuple(cell for cell in self.cells if cell.key and not cell.misfit)

    @property
    def unread(self) -> frozenset[str]:
        """The keys whose figures could not be read, which a finding says already."""
        misfits = {cell.key for cell in self.cells if cell.misfit}
        return frozenset(misfits | {key for row in self.expected.rows for key in row.keys} - set(self.rows))


def read(expected: ExpectedTable, table: Table) -> tuple[PrintedTable, tuple[Finding, ...]]:
    """Read the figures of a table. Findings S623 to S626, S685 and S686."""
    rows = [row for row in table.rows if any(cell.kind != "blank" for cell in row.cells)]
    repeats = expected.copies and rows and all(cell.kind in ("blank", "text") for cell in rows[-1].cells)
    copy = [rows.pop()] if repeats else []
    aligned, found = _aligned(expected, rows, table.origin)
    pairs = [
        *((own, _printed(own, row, cell, table)) for own, row in aligned for cell in row.cells),
        *((None, _copy(expected, row, cell)) for row in copy for cell in row.cells),
    ]
    printed = [(own, figure) for own, figure in pairs if figure.cell.kind != "blank"]
    problems = (problem for own, figure in printed if (problem := _problem(own, figure, expected)))
    places = {key: row.origin for own, row in aligned if own for key in own.keys}
    return PrintedTable(expected, tuple(figure for _, figure in printed), places), (*found, *problems)


def _printed(own: ExpectedRow | None, row: Row, cell: Cell, table: Table) -> PrintedFigure:
    figure = own.figures[cell.column - 1] if own and cell.column <= len(own.figures) else None
    if figure is None:
        return PrintedFigure("", row, cell)
    return PrintedFigure(figure.key, row, cell, _misfit(cell, table, figure.unit))


def _copy(expected: ExpectedTable, row: Row, cell: Cell) -> PrintedFigure:
    repeats = expected.copies[cell.column - 1] if cell.column <= len(expected.copies) else ()
    return PrintedFigure("", row, cell, repeats=repeats)


def _misfit(cell: Cell, table: Table, wanted: PrintedUnit | None) -> str:
    """Why a cell cannot print a figure in the unit `wanted` (None: any unit); "" if it can."""
    if cell.kind == "text":
        return "it is no figure"
    column = table.columns[cell.column - 1] if cell.column <= len(table.columns) else None
    unit = cell.unit or (column.unit if column else None)
    if unit is None or wanted is None or unit == wanted:
        return ""
    return f"it counts {units.words(unit)}, not {units.words(wanted)}"


def _problem(own: ExpectedRow | None, figure: PrintedFigure, expected: ExpectedTable) -> Finding | None:
    """S626 for a figure that cannot be compared with its cell, S625 for one that no cell expects."""
    text = figure.origin.text
    if own and figure.misfit:
        related = (own.origin,)
        return finding("S626", figure.origin, related=related, key=figure.key, text=text, why=figure.misfit)
    if figure.key or figure.repeats or figure.is_words:
        return None
    return finding("S625", figure.origin, related=(expected.origin,), under=expected.words, text=text)


# --- rows -----------------------------------------------------------------------------------------

_Aligned = Sequence[tuple[ExpectedRow | None, Row]]


def _aligned(
    expected: ExpectedTable, rows: Sequence[Row], at: Origin
) -> tuple[_Aligned, tuple[Finding, ...]]:
    """Each printed row with the row that is expected there: by caption, or by order without captions."""
    if any(row.label for row in expected.rows):
        return _by_caption(expected.rows, rows, at)
    found = [problem for pair in zip(expected.rows, rows, strict=False) if (problem := _misdated(*pair))]
    wrong = {problem.at for problem in found}
    names: list[ExpectedRow | None] = [*expected.rows]
    if len(rows) != len(names):
        values: Words = {"printed": len(rows), "expected": len(names), "under": expected.words}
        listed = ", ".join(row.name for row in expected.rows)
        found.insert(0, finding("S623", at, related=(expected.origin,), rows=listed, **values))
        if all(row.period is None for row in expected.rows):
            names = []  # nothing shows which row is which
    names.extend([None] * (len(rows) - len(names)))
    pairs = zip(names, rows, strict=False)
    return [(None if row.origin in wrong else wanted, row) for wanted, row in pairs], tuple(found)


def _misdated(wanted: ExpectedRow, row: Row) -> Finding | None:
    """S624 where the caption of a row has dates, and none of them ends the period of the row."""
    days = [day.value for day in dates.find(characters.fold(row.origin.text)) if day.value]
    if wanted.period is None or not days or wanted.period.last_day in days:
        return None
    printed, last = ", ".join(day.isoformat() for day in days), wanted.period.last_day.isoformat()
    return finding("S624", row.origin, related=(wanted.origin,), read=printed, row=wanted.name, expected=last)


def _by_caption(
    expected: Sequence[ExpectedRow], rows: Sequence[Row], at: Origin
) -> tuple[_Aligned, tuple[Finding, ...]]:
    """Align rows by their captions: S685 for another caption in a row's place, S686 for a lost row."""
    aligned: list[tuple[ExpectedRow | None, Row]] = []
    found: list[Finding] = []
    labels = [normal(row.label) for row in expected], [normal(row.label) for row in rows]
    for what, i, j, k, m in difflib.SequenceMatcher(None, *labels, autojunk=False).get_opcodes():
        wanted, there = expected[i:j], rows[k:m]
        if len(wanted) != len(there):
            lost = (finding("S686", at, related=(row.origin,), label=row.label) for row in wanted)
            found.extend(lost)
            aligned.extend((None, row) for row in there)
            continue
        pairs = tuple(zip(wanted, there, strict=True))
        aligned.extend(pairs)
        if what == "replace":
            found.extend(
                finding("S685", row.origin, related=(own.origin,), printed=row.label, expected=own.label)
                for own, row in pairs
            )
    return aligned, tuple(found)
