"""What a table of the release should print, row by row.

Tables of the release's own summary (`summary_tables.py`) and highlight tables (`highlights.py`) are
described by these records, so that one reader and one comparison serve both.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from linetag.model import Origin, Period
from linetag.release.records import PrintedUnit


class ExpectedFigure(NamedTuple):
    """A figure by the key of its cell, and the unit it is printed in; a unit of None may be anything."""

    key: str
    unit: PrintedUnit | None


class ExpectedRow(NamedTuple):
    """A row: its figures by column, None where the filing expects none.

    `label` is its caption, "" in a table whose rows are known by their order; `period` is what a date
    in the caption must end, if anything.
    """

    name: str
    label: str
    period: Period | None
    figures: tuple[ExpectedFigure | None, ...]
    origin: Origin

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its figures."""
        return tuple(figure.key for figure in self.figures if figure)


class ColumnSum(NamedTuple):
    """A total of a column and its contributors, by their keys, each with its sign."""

    total: str
    contributors: tuple[tuple[int, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The total and the contributors."""
        return (self.total, *(key for _, key in self.contributors))


class ExpectedChange(NamedTuple):
    """A printed change by its key: a growth in percent or a difference of the two figures named."""

    key: str
    current: str
    before: str
    is_growth: bool


class TableArithmetic(NamedTuple):
    """The sums and changes within a table.

    `unit` is one unit of the last decimal printed; figures that are not `rounded` are exact counts.
    """

    sums: tuple[ColumnSum, ...] = ()
    changes: tuple[ExpectedChange, ...] = ()
    unit: Decimal = Decimal(1)
    rounded: bool = True


NO_ARITHMETIC = TableArithmetic()


@dataclass(frozen=True, slots=True)
class ExpectedTable:
    """A table of the release as `filing.toml` describes it.

    `words` say in findings which table it is. `reason` says why figures of a highlight table may be in
    no statement. `copies` are the keys that each text cell of a broken copy in the last row repeats.
    """

    kind: Literal["summary", "highlight"]
    name: str
    words: str
    rows: tuple[ExpectedRow, ...]
    origin: Origin
    reason: str = ""
    arithmetic: TableArithmetic = NO_ARITHMETIC
    copies: tuple[tuple[str, ...], ...] = ()
