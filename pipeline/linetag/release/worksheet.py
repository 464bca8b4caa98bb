"""A sheet of a workbook → its rows of printed cells, with merged cells, indents and rules.

What is not printed (hidden rows and columns) and what has no value (formulas that were never calculated) is
counted and listed.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import formats
from linetag.release.cell_lines import SpannedCell
from linetag.release.limits import MAX_CELL_TEXT, MAX_GRID_COLUMNS, MAX_PAGE_CELLS
from linetag.release.packages import elements, local, whole_number
from linetag.release.workbook import CellStyle, Workbook, string

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[+-]?[0-9]{1,4})?", re.IGNORECASE)
_SPACE = 250
"""How far a space in front of a text moves it, in 1/100 pt."""

_State = Literal["value", "formula", "zero", "unsaved", "error"]


class StoredCell(NamedTuple):
    """A cell of a sheet: what it prints, and whether that is a value, that of a formula, or an error.

    "zero" is a formula whose saved value is 0, "unsaved" one that has none.
    """

    row: int
    column: int
    text: str
    style: CellStyle
    state: _State
    hidden: bool


class SheetRows(NamedTuple):
    """The cells of the rows of a sheet, the rows by their numbers, and what has to be reported.

    `unsaved` are formulas without a value, `errors` cells with "#REF!" and the like, `hidden` counts the
    cells of hidden rows and columns, `size` says how many cells it counts as.
    """

    rows: Mapping[int, Sequence[SpannedCell]]
    unsaved: tuple[Origin, ...] = ()
    errors: tuple[Origin, ...] = ()
    hidden: int = 0
    size: int = 0


def rows(book: Workbook, part: str, at: Origin, most: int) -> tuple[SheetRows, tuple[Finding, ...]]:
    """Return the rows of the sheet in `part`, at most so many cells; `at` is its place.

    Findings R113 and R140 if there are more columns or cells, R143 if the sheet is damaged, R145, R146.
    """
    data, findings = book.package.xml(part)
    cells: list[StoredCell] = []
    hidden: set[int] = set()
    merged: dict[tuple[int, int], int] = {}
    row = size = 0
    try:
        for element in elements(data or b"", "row", "col", "mergeCell"):
            if local(element) == "row":
                row = whole_number(element.get("r"), row + 1)
                new = list(_cells(book, element, row, hidden))
                sizes = list(itertools.accumulate(map(_size, new), initial=size))
                fitting = bisect.bisect_right(sizes, most) - 1
                cells += new[:fitting]
                size = sizes[fitting]
                if fitting < len(new):
                    limit = _place(new[fitting], at)._replace(text="")
                    findings = (*findings, finding("R140", limit, path=at.path, limit=MAX_PAGE_CELLS))
                    break
            elif local(element) == "col" and _is_true(element.get("hidden")):
                first = whole_number(element.get("min"), 1)
                last = min(whole_number(element.get("max"), 0), MAX_GRID_COLUMNS)
                if not {first, last} <= hidden:
                    hidden.update(range(first, last + 1))
            elif local(element) == "mergeCell" and len(merged) < MAX_PAGE_CELLS:
                merged.update(_merged(element.get("ref") or ""))
    except etree.XMLSyntaxError as error:
        findings = (*findings, book.package.damaged(part, error.msg))
    wide = next((cell for cell in cells if cell.column > MAX_GRID_COLUMNS and not cell.hidden), None)
    if wide:
        place = at._replace(line=wide.row, column=wide.column)
        findings = (*findings, finding("R113", place, limit=MAX_GRID_COLUMNS))
    return _sheet_rows(book, cells, merged, at)._replace(size=size), findings


def _size(cell: StoredCell) -> int:
    """How many cells a cell counts as: a long text, which other cells may share, is several."""
    return 1 + len(cell.text) // MAX_CELL_TEXT


# --- cells ----------------------------------------------------------------------------------------


def _cells(
    book: Workbook, row: etree._Element, number: int, hidden_columns: Collection[int]
) -> Iterator[StoredCell]:
    """The cells of a row in which something is printed or missing, or which have rules."""
    is_hidden = _is_true(row.get("hidden"))
    column = 0
    for element in row:
        match = _REFERENCE.fullmatch(element.get("r") or "")
        column = _column(match[1]) if match else column + 1
        style = book.style(element.get("s"))
        text, state = _content(book, element, style)
        if text.strip() or state != "value" or style.above or style.below or style.centered:
            hidden = is_hidden or column in hidden_columns
            yield StoredCell(number, column, text, style, state, hidden)


def _content(book: Workbook, cell: etree._Element, style: CellStyle) -> tuple[str, _State]:
    """What a cell prints, and its state."""
    parts = {local(child): child for child in cell}
    value = (parts["v"].text or "").strip() if "v" in parts else ""
    has_formula = "f" in parts
    state: _State = "formula" if has_formula else "value"
    match cell.get("t") or "n":
        case "s":
            text = book.string(value)
        case "inlineStr":
            text = string(parts["is"]) if "is" in parts else ""
        case "str":
            text = (parts["v"].text or "") if "v" in parts else ""
        case "b":
            text = "TRUE" if value == "1" else "FALSE"
        case "e":
            return value, "error"
        case "d":
            text = value.partition("T")[0]
        case _ if _NUMBER.fullmatch(value):
            number = Decimal(value)
            shown = formats.number(number, style.code, since_1904=book.since_1904)
            return shown, "zero" if has_formula and not number else state
        case _:
            return value, "unsaved" if has_formula and not value else state
    return formats.text(text, style.code), state


def _merged(reference: str) -> Iterator[tuple[tuple[int, int], int]]:
    """The first cell of a merged range, and the last column of the range."""
    first, _, last = reference.partition(":")
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if begin and end:
        yield (int(begin[2]), _column(begin[1])), _column(end[1])


def _column(letters: str) -> int:
    """The number of a column by its letters, from 1: "AA" is 27."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _is_true(text: str | None) -> bool:
    return text in {"1", "true"}


# --- rows -----------------------------------------------------------------------------------------


def _sheet_rows(
    book: Workbook, cells: Sequence[StoredCell], merged: Mapping[tuple[int, int], int], at: Origin
) -> SheetRows:
    shown = [cell for cell in cells if not cell.hidden and cell.column <= MAX_GRID_COLUMNS]
    never = book.recalculates and not any(cell.state == "formula" for cell in cells)
    lacking = {"unsaved", "zero"} if never else {"unsaved"}
    known = [cell._replace(text="") if cell.state in lacking else cell for cell in shown]
    return SheetRows(
        {
            number: list(_spanned(sorted(row, key=lambda cell: cell.column), merged))
            for number, row in itertools.groupby(
                sorted(known, key=lambda cell: cell.row), lambda cell: cell.row
            )
        },
        tuple(_place(cell, at) for cell in shown if cell.state in lacking),
        tuple(_place(cell, at) for cell in shown if cell.state == "error"),
        sum(cell.hidden and bool(cell.text.strip()) for cell in cells),
    )


def _place(cell: StoredCell, at: Origin) -> Origin:
    return at._replace(line=cell.row, column=cell.column, text=cell.text)


def _spanned(row: Sequence[StoredCell], merged: Mapping[tuple[int, int], int]) -> Iterator[SpannedCell]:
    """The cells of a row over the columns of their merged ranges, or over the empty cells they go on over."""
    behind = 0
    for index, cell in enumerate(row):
        if cell.column <= behind and not cell.text.strip():
            continue
        behind = max(behind, cell.column, merged.get((cell.row, cell.column), 0))
        following = index + 1
        while following < len(row) and _goes_on(cell, row[following], behind):
            behind = row[following].column
            following += 1
        text = cell.text.lstrip()
        indent = cell.style.indent + _SPACE * (len(cell.text) - len(text))
        look = indent, cell.style.bold, cell.style.above, cell.style.below
        yield SpannedCell(cell.column, cell.column - 1, min(behind, MAX_GRID_COLUMNS), text, *look)


def _goes_on(cell: StoredCell, after: StoredCell, behind: int) -> bool:
    """Whether a text centred over several cells goes on over the empty one in the column after `behind`."""
    centered = cell.style.centered and after.style.centered
    return centered and not after.text.strip() and after.column == behind + 1
