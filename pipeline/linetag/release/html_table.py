"""A table element without tables inside → a `Grid`: spans, texts, indents and rules of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import cell_lines, characters
from linetag.release.cell_lines import SpannedCell
from linetag.release.grids import Grid
from linetag.release.html_style import hidden
from linetag.release.html_text import shown
from linetag.release.limits import MAX_GRID_COLUMNS

_ROWS = frozenset({"thead", "tbody", "tfoot"})
_NO_ROWS = frozenset({"caption", "colgroup", "col"})
_SPAN_DIGITS = 9


def grid(table: HtmlElement, at: Origin) -> tuple[Grid, tuple[Finding, ...]]:
    """Return the grid of a table; `at` is its place: lines and columns count its rows and cells.

    Finding R113: cells beyond the last column of the widest table are not read.
    """
    titles = [characters.one_line(shown(element).text) for element in table.iterchildren("caption")]
    busy: dict[int, int] = {}
    rows: list[list[SpannedCell]] = []
    cut = False
    for element in _rows(table):
        cells, busy, more = _cells(element, busy)
        cut = cut or more
        rows.append(cells)
    findings = (finding("R113", at, limit=MAX_GRID_COLUMNS),) if cut else ()
    heading = tuple(at._replace(text=title) for title in titles if title)
    return Grid(heading, tuple(cell_lines.grid_rows(enumerate(rows, 1), at))), findings


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
) -> tuple[list[SpannedCell], dict[int, int], bool]:
    """The shown cells of a row, the columns taken in rows below, and whether cells beyond the last were cut.

    `taken` are the columns that cells of the rows above take, each with the number of rows.
    """
    busy = {index: left - 1 for index, left in taken.items() if left > 1}
    found: list[SpannedCell] = []
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
            found.append(SpannedCell(number, column, right, *shown(element)))
        column = right
    return found, busy, False


def _span(cell: HtmlElement, name: str) -> int:
    text = (cell.get(name) or "1").strip()[:_SPAN_DIGITS]
    return max(1, min(int(text), MAX_GRID_COLUMNS)) if text.isdecimal() else 1
