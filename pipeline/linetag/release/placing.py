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
    first = row.fields[0]
    label: list[Field] = []
    over: list[tuple[Field, list[int]]] = []
    for before, field in zip((None, *row.fields), row.fields, strict=False):
        inside = edges.covered(field, columns)
        caption = field is first and field.left <= last_caption and not edges.is_figure(field.origin.text)
        if not inside and edges.is_mark(field, before):
            continue
        if caption or (not inside and field.left < columns[0].left):
            label.append(field)
        else:
            over.append((field, inside))
    cells, others = _cells(over, columns)
    label = sorted([*label, *others], key=lambda field: field.left)
    blank = first.origin._replace(text="")
    at = _together([field.origin for field in label]) if label else blank
    look = Look(row.indent, bool(label) and all(field.bold for field in label), row.ruled)
    wide = len(row.fields) == 1 and first.left < columns[0].left and first.right > columns[-1].left
    if wide and headers.names_period(at.text):
        return TableLine(blank, tuple(at for _ in columns), look)
    return TableLine(at, tuple(cell or blank for cell in cells), look)


def _cells(
    over: Sequence[tuple[Field, list[int]]], columns: Sequence[FigureColumn]
) -> tuple[list[Origin | None], list[Field]]:
    """The cell of each column, and the fields for which no cell is free.

    A figure has its cell for itself; what stands between the columns belongs to the nearest one.
    """
    cells: list[Origin | None] = [None] * len(columns)
    others: list[Field] = []
    for field, inside in sorted(over, key=lambda placed: not (placed[1] and _is_figure(placed[0].origin))):
        places = inside or [edges.nearest(field, columns)]
        there = [cells[index] for index in places]
        if any(cell is not None and (not inside or _is_figure(cell)) for cell in there):
            others.append(field)
            continue
        for index, cell in zip(places, there, strict=True):
            cells[index] = field.origin if cell is None else _together((cell, field.origin))
    return cells, others


def _is_figure(origin: Origin) -> bool:
    return edges.is_figure(origin.text)


def _together(pieces: Sequence[Origin]) -> Origin:
    """Return one place for pieces that belong together, their texts joined by a space."""
    return pieces[0]._replace(text=" ".join(piece.text for piece in pieces if piece.text))
