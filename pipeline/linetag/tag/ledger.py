"""The ledger: what became of every figure that a release prints."""

from __future__ import annotations

from typing import Literal, NamedTuple

from linetag.model import Origin
from linetag.release.records import Amount, Cell, Row

Status = Literal["tagged", "tied", "left", "reported"]


class LedgerEntry(NamedTuple):
    """What became of one printed figure: a line of the ledger.

    `column` is the table column, or 0 for an amount inside a caption. `facts` are the ids of facts
    (status "tagged") or the keys of summary cells ("tied"). `reason` says why a figure was left or
    reported, `relations` what a tied figure was compared with.
    """

    table: str
    section: tuple[str, ...]
    label: str
    column: int
    origin: Origin
    status: Status
    facts: tuple[str, ...] = ()
    reason: str = ""
    relations: tuple[str, ...] = ()


def ledger_entry(  # noqa: PLR0913 - the fields of a line
    table: str,
    row: Row,
    figure: Cell | Amount,
    status: Status,
    facts: tuple[str, ...] = (),
    *,
    reason: str = "",
    relations: tuple[str, ...] = (),
) -> LedgerEntry:
    """Return the line of the ledger for a figure of a table's row."""
    column = figure.column if isinstance(figure, Cell) else 0
    return LedgerEntry(table, row.section, row.label, column, figure.origin, status, facts, reason, relations)
