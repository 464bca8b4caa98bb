"""A table element without tables inside → a `Grid`: spans, texts, indents and rules of its cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from linetag.model import Origin
from linetag.release.grids import Field, Grid, GridRow
from linetag.release.html_style import BLOCKS, bold, hidden, indent, rules
from linetag.release.limits import MAX_GRID_COLUMNS

_SPAN_DIGITS = 9


class _Cell(NamedTuple):
    """The shown text of a cell, how far it is indented, whether all of it is bold, rules above and below."""

    text: str
    indent: int = 0
    bold: bool = False
    above: bool = False
    below: bool = False


def grid(table: HtmlElement, at: Origin, heading: tuple[Origin, ...]) -> Grid:
    """Return the grid of a table; `at` is its place: lines and columns count its rows and cells."""
    rows: list[GridRow] = []
    busy: dict[int, int] = {}
    ruled = False
    for line, element in enumerate(_rows(table), 1):
        fields: list[Field] = []
        first = _Cell("")
        above = below = False
        column = 0
        taken = busy
        busy = {index: left - 1 for index, left in busy.items() if left > 1}
        for number, cell in enumerate(element.iterchildren("td", "th"), 1):
            while column in taken:
                column += 1
            width = _span(cell, "colspan")
            right = min(column + width, MAX_GRID_COLUMNS)
            height = _span(cell, "rowspan")
            if height > 1:
                busy.update(dict.fromkeys(range(column, right), height - 1))
            if hidden(cell):
                continue
            shown = _cell(cell)
            above, below = above or (column > 0 and shown.above), below or (column > 0 and shown.below)
            if shown.text and column < right:
                if not fields:
                    first = shown
                origin = at._replace(line=line, column=number, text=shown.text)
                fields.append(Field(origin, column, right, shown.bold))
            column = right
        rows.append(GridRow(tuple(fields), first.indent, ruled or above))
        ruled = below or (not fields and (ruled or above))
    return Grid(heading, tuple(rows))


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table.iterchildren():
        if child.tag == "tr":
            if not hidden(child):
                yield child
        elif child.tag in ("thead", "tbody", "tfoot") and not hidden(child):
            yield from (row for row in child.iterchildren("tr") if not hidden(row))


def _span(cell: HtmlElement, name: str) -> int:
    text = (cell.get(name) or "1").strip()[:_SPAN_DIGITS]
    return max(1, min(int(text), MAX_GRID_COLUMNS)) if text.isdecimal() else 1


def _cell(cell: HtmlElement) -> _Cell:
    style = cell.get("style") or ""
    above, below = rules(style) if "border" in style else (False, False)
    if len(cell) == 0:
        text = cell.text or ""
        return _Cell(_folded(text), indent(style) + _spaces(text), bold(cell), above, below)
    moved = indent(style)
    pieces: list[str] = []
    weights: list[bool] = []
    moved += _pieces(cell, pieces, weights, heavy=bold(cell))
    text = "".join(pieces)
    for child in cell.iterdescendants():
        inner = child.get("style")
        if inner is not None and "border" in inner:
            up, down = rules(inner)
            above, below = above or up, below or down
    return _Cell(_folded(text), moved + _spaces(text), bool(weights) and all(weights), above, below)


def _pieces(element: HtmlElement, pieces: list[str], weights: list[bool], *, heavy: bool) -> int:
    moved = 0
    if element.text:
        _add(element.text, pieces, weights, heavy=heavy)
    for child in element.iterchildren():
        if not hidden(child):
            style = child.get("style")
            line = child.tag in BLOCKS or child.tag == "br"
            if line:
                pieces.append(" ")
            if style is not None and not any(weights) and not any(map(str.strip, pieces)):
                moved += indent(style)
            moved += _pieces(child, pieces, weights, heavy=heavy or bold(child))
            if line:
                pieces.append(" ")
        if child.tail:
            _add(child.tail, pieces, weights, heavy=heavy)
    return moved


def _add(text: str, pieces: list[str], weights: list[bool], *, heavy: bool) -> None:
    pieces.append(text)
    if text.strip():
        weights.append(heavy)


def _folded(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def _spaces(text: str) -> int:
    """The indent that hard spaces in front of the text make, 250 for each."""
    lead = len(text) - len(text.lstrip())
    return 250 * text[:lead].count("\u00a0")
