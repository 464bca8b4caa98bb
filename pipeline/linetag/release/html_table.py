"""A table element without tables inside → a `Grid`: spans, texts, indents and rules of its cells.

Where the cells of one row each print the same number of lines (old pages put a whole statement into one
row, with `<br>` between its lines), each line is a row of the grid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import edges
from linetag.release.grids import Field, Grid, GridRow
from linetag.release.html_style import hidden
from linetag.release.html_text import folded, shown
from linetag.release.limits import MAX_GRID_COLUMNS

_LEAST_LINES = 3
_ROWS = frozenset({"thead", "tbody", "tfoot"})
_NO_ROWS = frozenset({"caption", "colgroup", "col"})
_SPAN_DIGITS = 9
_HARD_SPACE = 250
"""How far a hard space in front of a text indents it, in 1/100 pt."""


class _SpannedCell(NamedTuple):
    """A cell in the columns `left` to `right`: its text, lines apart, and how it is printed."""

    number: int
    left: int
    right: int
    text: str
    indent: int = 0
    bold: bool = False
    above: bool = False
    below: bool = False


def grid(table: HtmlElement, at: Origin, heading: tuple[Origin, ...]) -> tuple[Grid, tuple[Finding, ...]]:
    """Return the grid of a table; `at` is its place: lines and columns count its rows and cells.

    Finding R113: cells beyond the last column of the widest table are not read.
    """
    titles = [shown(element).text for element in table.iterchildren("caption")]
    rows: list[GridRow] = []
    busy: dict[int, int] = {}
    ruled = cut = False
    for line, element in enumerate(_rows(table), 1):
        cells, busy, more = _cells(element, busy)
        cut = cut or more
        found = list(_grid_rows(cells, at._replace(line=line)))
        above = any(cell.above for cell in cells if cell.left)
        rows += [row._replace(ruled=ruled or above) if k == 0 else row for k, row in enumerate(found)]
        printed = any(row.fields for row in found)
        ruled = any(cell.below for cell in cells if cell.left) or (not printed and (ruled or above))
    findings = (finding("R113", at, limit=MAX_GRID_COLUMNS),) if cut else ()
    above_all = (*heading, *(at._replace(text=folded(title)) for title in titles if folded(title)))
    return Grid(above_all, tuple(rows)), findings


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    """The shown cells of each row; cells that stand in no row are a row, other elements a cell."""
    loose: list[HtmlElement] = []
    for child in _children(table):
        if child.tag == "tr":
            if loose:
                yield loose
                loose = []
            yield list(child.iterchildren())
        elif child.tag not in _NO_ROWS:
            loose.append(child)
    if loose:
        yield loose


def _children(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table.iterchildren():
        if hidden(child):
            continue
        if child.tag in _ROWS:
            yield from (row for row in child.iterchildren() if not hidden(row))
        else:
            yield child


def _cells(
    elements: Sequence[HtmlElement], taken: dict[int, int]
) -> tuple[list[_SpannedCell], dict[int, int], bool]:
    """The shown cells of a row, the columns taken in rows below, and whether cells beyond the last were cut.

    `taken` are the columns that cells of the rows above take, each with the number of rows.
    """
    busy = {index: left - 1 for index, left in taken.items() if left > 1}
    found: list[_SpannedCell] = []
    column = 0
    for number, element in enumerate(elements, 1):
        while column in taken:
            column += 1
        if column >= MAX_GRID_COLUMNS:
            return found, busy, True
        right = min(column + _span(element, "colspan"), MAX_GRID_COLUMNS)
        height = _span(element, "rowspan")
        if height > 1:
            busy.update(dict.fromkeys(range(column, right), height - 1))
        if not hidden(element):
            found.append(_SpannedCell(number, column, right, *shown(element)))
        column = right
    return found, busy, False


def _grid_rows(cells: Sequence[_SpannedCell], at: Origin) -> Iterator[GridRow]:
    """The rows that a row of the table prints: one, or one for each line of its cells."""
    lines = [cell.text.strip("\n").split("\n") for cell in cells]
    count = _line_count(lines)
    for index in range(count):
        fields: list[Field] = []
        first: _SpannedCell | None = None
        for cell, texts in zip(cells, lines, strict=True):
            text = texts[index] if len(texts) == count > 1 else " ".join(texts) if index == 0 else ""
            if printed := folded(text):
                first = first or cell._replace(indent=cell.indent + _spaces(text))
                origin = at._replace(column=cell.number, text=printed)
                fields.append(Field(origin, cell.left, cell.right, cell.bold))
        yield GridRow(tuple(fields), first.indent if first else 0)


def _line_count(cells: Sequence[Sequence[str]]) -> int:
    """How many rows the lines of the cells of one row are: 1, unless captions and figures agree on more."""
    figures = {
        len(lines)
        for lines in cells
        if len(lines) >= _LEAST_LINES
        and sum(bool(folded(line)) for line in lines) > 1
        and all(edges.is_figure(line) for line in map(folded, lines) if line.strip("$ -_="))
    }
    words = {len(lines) for lines in cells if any(map(str.isalpha, "".join(lines)))}
    return max(figures) if len(figures) == 1 and figures & words else 1


def _span(cell: HtmlElement, name: str) -> int:
    text = (cell.get(name) or "1").strip()[:_SPAN_DIGITS]
    return max(1, min(int(text), MAX_GRID_COLUMNS)) if text.isdecimal() else 1


def _spaces(text: str) -> int:
    lead = len(text) - len(text.lstrip())
    return _HARD_SPACE * text[:lead].count("\u00a0")
