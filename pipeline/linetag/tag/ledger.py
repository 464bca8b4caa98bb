"""The ledger: what became of every figure that a release prints."""

from __future__ import annotations

from typing import Literal, NamedTuple

from linetag.model import Origin

Status = Literal["tagged", "tied", "left", "reported"]


class LedgerEntry(NamedTuple):
    """What became of one printed figure: a line of the ledger.

    `column` is the table column, or 0 for an amount inside a caption. `facts` are fact ids
    (status "tagged") or summary keys ("tied"); `reason` says why it was left or reported, `held` what
    a figure that is tied agrees with.
    """

    table: str
    section: tuple[str, ...]
    label: str
    column: int
    origin: Origin
    status: Status
    facts: tuple[str, ...] = ()
    reason: str = ""
    held: tuple[str, ...] = ()
