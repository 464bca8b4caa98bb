"""Rows of a grid → lines with a label and a cell for each figure column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from linetag.model import Origin
from linetag.release import edges, headers
from linetag.release.edges import FigureColumn
from linetag.release.grids import Field, GridRow
from linetag.release.headers import TableLine
from linetag.release.records import Look

_RULE = re.compile(r"[-_=–—―\s]{3,}")


def ruled(rows: Iterable[GridRow]) -> list[GridRow]:
    """Return the rows with something printed; a row of dashes is a rule over the next one."""
    found: list[GridRow] = []
    above = False
    for row in rows:
        if row.fields and all(_RULE.fullmatch(field.origin.text) for field in row.fields):
            above = above or not any("=" in field.origin.text for field in row.fields)
        elif row.fields:
            found.append(row._replace(ruled=row.ruled or above))
            above = False
    return found


def lines(rows: Sequence[GridRow], columns: Sequence[FigureColumn]) -> list[TableLine]:
    """Return the rows as lines. A period alone over captions and figures is a header of all columns."""
    last = edges.last_caption(rows, columns)
    return [_placed(row, columns, last) for row in rows]


def _placed(row: GridRow, columns: Sequence[FigureColumn], last_caption: int) -> TableLine:
    label: list[Field] = []
    cells: list[Origin | None] = [None] * len(columns)
    before: Field | None = None
    for field in row.fields:
        caption = before is None and field.left <= last_caption and not edges.is_figure(field.origin.text)
        over = [] if caption else _places(field, columns)
        mark = edges.is_mark(field, before)
        before = field
        if not over:
            label.append(field)
        for index in over:
            there = cells[index]
            if there is None:
                cells[index] = field.origin
            elif not mark:
                cells[index] = together((there, field.origin))
    first = row.fields[0]
    blank = first.origin._replace(text="")
    at = together([field.origin for field in label]) if label else blank
    look = Look(row.indent, bool(label) and all(field.bold for field in label), row.ruled)
    wide = len(row.fields) == 1 and first.left < columns[0].left and first.right > columns[-1].left
    if wide and headers.names_period(at.text):
        return TableLine(blank, tuple(at for _ in columns), look)
    return TableLine(at, tuple(blank if cell is None else cell for cell in cells), look)


def _places(field: Field, columns: Sequence[FigureColumn]) -> list[int]:
    """The indexes of the columns in which the field stands; none if it is (a piece of) the label."""
    over = edges.covered(field, columns)
    if over or field.left < columns[0].left:
        return over
    # Between the columns: what stands there belongs to the nearest one.
    gaps = [max(column.left - field.right, field.left - column.right) for column in columns]
    return [gaps.index(min(gaps))]


def together(pieces: Sequence[Origin]) -> Origin:
    """Return one place for pieces that belong together, their texts joined by a space."""
    return pieces[0]._replace(text=" ".join(piece.text for piece in pieces if piece.text))
