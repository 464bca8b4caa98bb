"""Cells with spans → rows of a grid; cells that print a line for each row of figures are as many rows.

Where the cells of one row each print the same number of lines (old pages put a whole statement into one
row, with a line break between its lines), each line is a row of the grid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from linetag.model import Origin
from linetag.release import characters, edges
from linetag.release.grids import Field, GridRow

_LEAST_LINES = 3
_HARD_SPACE = 250
"""How far a hard space in front of a text indents it, in 1/100 pt."""


class SpannedCell(NamedTuple):
    """A cell in the columns `left` to `right`: its text, lines apart, and how it is printed.

    `number` counts the cells of its row, `indent` is in 1/100 pt; `above` and `below` are rules around it.
    """

    number: int
    left: int
    right: int
    text: str
    indent: int = 0
    bold: bool = False
    above: bool = False
    below: bool = False


def grid_rows(rows: Iterable[tuple[int, Sequence[SpannedCell]]], at: Origin) -> Iterator[GridRow]:
    """Yield the rows of a table, given the number and the cells of each; `at` is its place.

    A row is ruled if a rule stands above its figures or below those of the row before it.
    """
    ruled = False
    for line, cells in rows:
        printed = False
        above = any(cell.above for cell in cells if cell.left)
        for number, row in enumerate(_printed(cells, at._replace(line=line))):
            printed = printed or bool(row.fields)
            yield row._replace(ruled=(ruled or above) and number == 0)
        ruled = any(cell.below for cell in cells if cell.left) or (not printed and (ruled or above))


def _printed(cells: Sequence[SpannedCell], at: Origin) -> Iterator[GridRow]:
    """The rows that a row of the table prints: one, or one for each line of its cells."""
    lines = [cell.text.strip("\n").split("\n") for cell in cells]
    count = _line_count(lines)
    for index in range(count):
        fields: list[Field] = []
        first: SpannedCell | None = None
        for cell, texts in zip(cells, lines, strict=True):
            text = texts[index] if len(texts) == count > 1 else " ".join(texts) if index == 0 else ""
            if printed := characters.one_line(text):
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
        and sum(bool(characters.one_line(line)) for line in lines) > 1
        and all(edges.is_figure(line) for line in map(characters.one_line, lines) if line.strip("$ -_="))
    }
    words = {len(lines) for lines in cells if any(map(str.isalpha, "".join(lines)))}
    return max(figures) if len(figures) == 1 and figures & words else 1


def _spaces(text: str) -> int:
    lead = len(text) - len(text.lstrip())
    return _HARD_SPACE * text[:lead].count("\u00a0")
