"""A release as read: its tables, rows, columns and cells, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from linetag.model import Origin


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure counts as printed: ISO currency, "shares", "%" or another word; 10**scale."""

    unit: str
    scale: int = 0


CellKind = Literal["number", "dash", "blank", "text"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a table row. `column` counts the figure columns from 1.

    `value` is the printed figure with its sign, not scaled, and None unless kind is "number";
    `places` are the digits printed after the decimal point; `measure` is the unit printed in
    the cell itself, if any.
    """

    origin: Origin
    column: int
    kind: CellKind
    value: Decimal | None = None
    places: int = 0
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure inside a caption: "allowance for doubtful accounts of JPY 107,919 thousand".

    `lead` are the words that introduce it ("allowance for doubtful accounts of"), `dates` the
    dates of the caption that it speaks of ("at March 31, 2012 and ..., respectively").
    """

    origin: Origin
    lead: str
    value: Decimal
    measure: Measure
    dates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line item. `label` has white space folded and every amount and date replaced by "…"."""

    origin: Origin
    label: str
    section: tuple[str, ...]
    cells: tuple[Cell, ...] = ()
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A figure column and what its header says, as far as the broken header can be read.

    `measured` is the line of the header that prints the unit.
    """

    origin: Origin
    text: str
    measure: Measure | None = None
    dates: tuple[date, ...] = ()
    measured: Origin | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A block of rows. `heading` are the lines of text before it, nearest last."""

    origin: Origin
    heading: tuple[Origin, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A release as read: the lines of the file and the tables found in them."""

    path: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
