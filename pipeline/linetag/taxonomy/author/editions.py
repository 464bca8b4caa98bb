"""The editions of a taxonomy that one set of tables describes, and which rows each of them has.

A row of a table may say `since` and `until`: the first and the last edition that it belongs to, by their
versions. Versions are dates such as "2012-01-31", which sort as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at

EDITION_COLUMNS = ("since", "until")
"""The columns that any table of a taxonomy may have; a row without them belongs to every edition."""


def package_folder(first: Path, editions: Sequence[str], version: str) -> Path:
    """Return the package folder of an edition, beside that of the first one.

    >>> package_folder(Path("taxonomy/tiny"), ["2012-01-31", "2025-01-31"], "2025-01-31").name
    'tiny-2025-01-31'
    """
    return first if version == editions[0] else first.with_name(f"{first.name}-{version}")


def belongs(row: TableRow, version: str) -> bool:
    """Return whether a row of a table belongs to an edition."""
    return row["since"] <= version and (not row["until"] or version <= row["until"])


def edition_faults(rows: Iterable[TableRow], editions: Sequence[str]) -> tuple[Finding, ...]:
    """Report each `since` and `until` that is not the version of an edition (X704)."""
    return tuple(
        finding("X704", at(row, column), column=column, value=row[column], known=", ".join(editions))
        for row in rows
        for column in EDITION_COLUMNS
        if row[column] and row[column] not in editions
    )
