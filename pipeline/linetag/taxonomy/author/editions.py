"""The editions of a taxonomy that one set of tables describes, and which rows each of them has.

A row of a table may say `since` and `until`: the first and the last edition that it belongs to, by their
versions. Versions are dates such as "2012-01-31", which sort as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at

EDITION_COLUMNS = ("since", "until")
"""The columns that any table of a taxonomy may have; a row without them belongs to every edition."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition: its version, and the first date of a balance sheet that is tagged with it.

    `balance_sheets_from` is None for the first edition, which serves all earlier balance sheets.
    """

    version: str
    balance_sheets_from: date | None


def edition_at(editions: Sequence[Edition], balance_sheet: date) -> Edition:
    """Return the edition for the date of a balance sheet: the last that had begun on it."""
    begun = [
        one for one in editions[1:] if one.balance_sheets_from and one.balance_sheets_from <= balance_sheet
    ]
    return begun[-1] if begun else editions[0]


def package_folder(first: Path, editions: Sequence[Edition], version: str) -> Path:
    """Return the package folder of an edition, beside that of the first one.

    >>> package_folder(Path("taxonomy/tiny"), [Edition("2012", None), Edition("2025", None)], "2025").name
    'tiny-2025'
    """
    return first if version == editions[0].version else first.with_name(f"{first.name}-{version}")


def belongs(row: TableRow, version: str) -> bool:
    """Return whether a row of a table belongs to an edition."""
    return row["since"] <= version and (not row["until"] or version <= row["until"])


def edition_faults(rows: Iterable[TableRow], editions: Sequence[Edition]) -> tuple[Finding, ...]:
    """Report each `since` and `until` that is not the version of an edition (X704)."""
    versions = [one.version for one in editions]
    return tuple(
        finding("X704", at(row, column), column=column, value=row[column], known=", ".join(versions))
        for row in rows
        for column in EDITION_COLUMNS
        if row[column] and row[column] not in versions
    )
