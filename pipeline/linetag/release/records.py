"""A release as read: its tables, rows, columns and cells, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from linetag.model import Origin


class PrintedUnit(NamedTuple):
    """What a printed figure counts, times 10**`scale`.

    `name` is an ISO currency, "shares", "%" or another word of `units`; "JPY x 10^3" is ("JPY", 3).
    """

    name: str
    scale: int = 0


CellKind = Literal["number", "dash", "blank", "text"]


class Cell(NamedTuple):
    """A place in a table row. `column` counts the figure columns from 1.

    `value` is the printed figure with its sign, not scaled, and None unless kind is "number";
    `decimals` are the digits printed after the decimal point; `unit` is the unit printed in
    the cell itself, if any.
    """

    origin: Origin
    column: int
    kind: CellKind
    value: Decimal | None = None
    decimals: int = 0
    unit: PrintedUnit | None = None


class Amount(NamedTuple):
    """A figure inside a caption: "allowance for doubtful accounts of JPY 107,919 thousand".

    `lead` are the words that introduce it ("allowance for doubtful accounts of"), `dates` the
    dates in the caption that apply to it ("at March 31, 2012 and ..., respectively").
    """

    origin: Origin
    lead: str
    value: Decimal
    decimals: int
    unit: PrintedUnit
    dates: tuple[date, ...] = ()


class Look(NamedTuple):
    """How a row is printed, as far as its format shows it.

    `indent` grows with the depth of the row (its unit is that of the format: only more or less counts),
    `ruled` says that a rule stands between the figures of the row and those above it.
    """

    indent: int = 0
    bold: bool = False
    ruled: bool = False


class Row(NamedTuple):
    """A line item. `label` has white space folded and every amount and date replaced by "…"."""

    origin: Origin
    label: str
    section: tuple[str, ...]
    cells: tuple[Cell, ...] = ()
    amounts: tuple[Amount, ...] = ()
    look: Look = Look()


class Column(NamedTuple):
    """A figure column and what its header says, as far as the broken header can be read.

    `unit_origin` is the line of the header that prints the unit. `header` are the pieces printed over
    the column from top to bottom; a piece that spans several columns stands in each of them.
    """

    origin: Origin
    text: str
    unit: PrintedUnit | None = None
    dates: tuple[date, ...] = ()
    unit_origin: Origin | None = None
    header: tuple[Origin, ...] = ()


class Table(NamedTuple):
    """A block of rows. `heading` are the lines of text before it, nearest last.

    `stub` are the pieces of its header that stand over the captions: "(In thousands)".
    """

    origin: Origin
    heading: tuple[Origin, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stub: tuple[Origin, ...] = ()


class Document(NamedTuple):
    """A release as read: the lines of a file of text, the tables, and the text that stands in none.

    `lines` is empty for formats whose places are not lines.
    """

    path: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    paragraphs: tuple[Origin, ...] = ()

    def texts(self) -> Iterator[Origin]:
        """Yield all printed texts: the lines, or else the paragraphs and what stands in the tables."""
        if self.lines:
            yield from (Origin(self.path, number, 1, line) for number, line in enumerate(self.lines, 1))
            return
        yield from self.paragraphs
        for table in self.tables:
            for row in table.rows:
                yield row.origin
                yield from (cell.origin for cell in row.cells)
