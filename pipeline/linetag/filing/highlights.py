"""`[[summary.highlight]]` as frozen records: tables of the release that repeat figures of the statements.

A highlight table repeats figures of the statements in millions, with a line item per row and a period
or a change per column. Its figures have keys like the cells of the summary: "half.revenues@half",
"half.revenues.growth@half".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linetag.model import Origin

Change = Literal["growth", "change"]
RowKind = Literal["amount", "per-share", "shares"]
COPY = "copy"


@dataclass(frozen=True, slots=True)
class HighlightColumn:
    """A figure column: a period by its name, or a change between two periods.

    `change` is "growth" (in percent) or "change" (the difference); in a
    change `period` is compared with the earlier period `before`.
    """

    period: str
    change: Change | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class HighlightRow:
    """A line item of a highlight table.

    `terms` are the concepts that it shows the sum of, as (sign, concept), all with the (axis, member)
    pairs of `members`; there are none where no statement has the line item. `parts` are the rows that
    contribute to it, as (sign, key). `label` is its printed caption, "" in a table without captions;
    `siblings` are concepts that the caption may be confused with.
    """

    key: str
    label: str
    terms: tuple[tuple[int, str], ...]
    kind: RowKind
    members: tuple[tuple[str, str], ...]
    parts: tuple[tuple[int, str], ...]
    siblings: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlight table of the release: where it is, and what its rows and columns are.

    It has every word of `heading` above it and a row labelled `holds`. Amounts count 10**`scale` and are
    printed with `decimals` digits after the point; a scale of 0 is a table of exact counts. A broken copy in
    the last row may repeat columns: `copies` has their positions, from 0, for each figure column.
    """

    name: str
    heading: tuple[str, ...]
    holds: str
    scale: int
    decimals: int
    columns: tuple[HighlightColumn, ...]
    rows: tuple[HighlightRow, ...]
    copies: tuple[tuple[int, ...], ...]
    reason: str
    origin: Origin

    @property
    def unit(self) -> Decimal:
        """One unit of the last decimal: 0.1 where a figure has one."""
        return Decimal(1).scaleb(-self.decimals)

    def item(self, row: HighlightRow, column: HighlightColumn) -> str:
        """The middle of a figure's key: "revenues", or "revenues.growth" in a column of changes."""
        return f"{row.key}.{column.change}" if column.change else row.key

    def figures(self) -> Iterator[tuple[HighlightRow, HighlightColumn]]:
        """Return every (row, column) of the table, row by row."""
        for row in self.rows:
            for column in self.columns:
                yield row, column
