"""The one shape that every reader of a table fills: fields at columns of a grid.

A reader of HTML, of a sheet or of a file with separators knows the columns of its grid. A reader of pages
or of fixed-width text finds them by the edges of the figures (`layout`). `build` makes a `Table` of a grid.
"""

from __future__ import annotations

from typing import NamedTuple

from linetag.model import Origin


class Field(NamedTuple):
    """A piece of text in the grid's columns `left` to `right`, counted from 0; `right` is the last + 1."""

    origin: Origin
    left: int
    right: int
    bold: bool = False


class GridRow(NamedTuple):
    """The fields of one line of a grid, from left to right; fields without text are left out.

    `indent` and `ruled` are as in `records.Look`.
    """

    fields: tuple[Field, ...]
    indent: int = 0
    ruled: bool = False


class Grid(NamedTuple):
    """The rows of one table, captions, headers and figures alike, with the lines of text before it."""

    heading: tuple[Origin, ...]
    rows: tuple[GridRow, ...]
