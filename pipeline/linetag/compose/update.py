"""A new proposal beside the rows that a person has confirmed: those stay, what is new is added."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from linetag.filing.lines import LINE_COLUMNS, MORE_LINE_COLUMNS
from linetag.findings import Finding
from linetag.inputs.tables import TableRow, read_table
from linetag.release.captions import normal
from linetag.taxonomy.declarations import CONCEPT_COLUMNS

_COLUMNS = (*LINE_COLUMNS, *MORE_LINE_COLUMNS)


class UpdatedTables(NamedTuple):
    """Both tables as text, and how many rows were kept, are new, and mean no line any more."""

    lines: str
    extension: str
    kept: int
    added: int
    vanished: int


def updated(folder: Path, lines: str, extension: str) -> tuple[UpdatedTables | None, tuple[Finding, ...]]:
    """Return the tables of a folder with a new proposal; None where the old ones cannot be read.

    Rows of `lines.csv` with "yes" in the column ok stay as they are, and so do all rows of `extension.csv`.
    """
    old, found = read_table(folder / "lines.csv", "lines.csv", LINE_COLUMNS, MORE_LINE_COLUMNS)
    own: tuple[TableRow, ...] = ()
    if (folder / "extension.csv").exists():
        own, more = read_table(folder / "extension.csv", "extension.csv", CONCEPT_COLUMNS)
        found = (*found, *more)
    if found:
        return None, found
    kept = {_address(row.fields): row for row in old if row["ok"] == "yes"}
    proposed = list(csv.DictReader(io.StringIO(lines.removeprefix("\ufeff"))))
    known = {_address(row) for row in proposed}
    rows = [
        [kept[a][c] for c in _COLUMNS] if (a := _address(row)) in kept else list(row.values())
        for row in proposed
    ]
    gone = [row for address, row in kept.items() if address not in known]
    rows += [[row[column] for column in _COLUMNS] for row in gone]
    names = {row["name"] for row in own}
    drafted = list(csv.DictReader(io.StringIO(extension.removeprefix("\ufeff")))) if extension else []
    concepts = [
        *([row[column] for column in CONCEPT_COLUMNS] for row in own),
        *(list(row.values()) for row in drafted if row["name"] not in names),
    ]
    added = len(known - {_address(row.fields) for row in old})
    tables = (table(_COLUMNS, rows), table(CONCEPT_COLUMNS, concepts) if concepts else "")
    return UpdatedTables(*tables, len(kept), added, len(gone)), ()


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as spreadsheets open it: UTF-8 with a byte order mark."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return f"\ufeff{written.getvalue()}"


def _address(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(normal(row[column]) for column in ("statement", "section", "caption", "at"))
