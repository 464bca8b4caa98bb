"""CSV tables that people edit: rows as mappings, each with its place; defects are findings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

# Far above any table that a person edits; below what would exhaust memory.
MAX_BYTES = 32 * 1024 * 1024
# No exponents: the digits of 1e999999999, written out, would exhaust memory as well.
_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?")


def plain_number(text: str) -> Decimal | None:
    """A number in digits as people write it ("-1", "77.92"); None for anything else."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record of a CSV file: the fields by column name, stripped, and where the row starts."""

    origin: Origin
    fields: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.fields[column]


def read_text(path: Path, name: str) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of a UTF-8 file (a byte order mark is skipped), or a finding that says why not."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, (finding("F102", Origin(name, 1, 1), path=name, limit=MAX_BYTES // 1024 // 1024),)
        data = path.read_bytes()
    except OSError as error:
        return None, (finding("F101", Origin(name, 1, 1), path=name, why=error.strerror or str(error)),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        # `error.object` lacks the byte order mark; what stands before the byte is UTF-8.
        before = error.object[: error.start].decode("utf-8")
        column = len(before) - (before.rfind("\n") + 1) + 1
        byte = f"0x{error.object[error.start]:02X}"
        at = Origin(name, before.count("\n") + 1, column)
        return None, (finding("F103", at, path=name, byte=byte),)


def read_table(
    path: Path, name: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    """The rows of a CSV file with a header row; `columns` must be there, `optional` may be.

    Blank lines are skipped. A missing or unknown column, or a row with another number of fields
    than the header, is a finding; such a row is left out.
    """
    text, problems = read_text(path, name)
    if text is None:
        return (), problems
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[TableRow] = []
    found: list[Finding] = []
    start = 1
    try:
        for record in reader:
            origin = Origin(name, start, 1, ",".join(record))
            start = reader.line_num + 1
            if not any(field.strip() for field in record):
                continue
            if not header:
                header = [field.strip() for field in record]
                found.extend(_header_findings(header, columns, optional, origin))
                if found:
                    return (), tuple(found)
            elif len(record) != len(header):
                found.append(
                    finding(
                        "F112",
                        origin,
                        path=name,
                        count=counted(len(record), "field", "fields"),
                        expected=len(header),
                    )
                )
            else:
                fields = dict(zip(header, (field.strip() for field in record), strict=True))
                rows.append(TableRow(origin, {**fields, **{c: "" for c in optional if c not in fields}}))
    except csv.Error as error:
        found.append(finding("F110", Origin(name, start, 1), path=name, why=str(error)))
    if not header and not found:
        found.append(finding("F113", Origin(name, 1, 1), path=name, columns=", ".join(columns)))
    return tuple(rows), tuple(found)


def _header_findings(
    header: Sequence[str], columns: Sequence[str], optional: Sequence[str], origin: Origin
) -> list[Finding]:
    known = {*columns, *optional}
    found = [finding("F111", origin, path=origin.path, column=c) for c in columns if c not in header]
    for index, column in enumerate(header):
        if column not in known or column in header[:index]:
            expected = ", ".join((*columns, *optional))
            found.append(finding("F114", origin, path=origin.path, column=column, expected=expected))
    return found
