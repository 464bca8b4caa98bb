"""CSV tables that people edit: rows as mappings, each with its place; defects are findings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.inputs.files import FileCodes, read_bytes
from linetag.inputs.limits import MAX_BYTES, MAX_DIGITS
from linetag.model import Origin
from linetag.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

DELIMITERS = (",", ";", "\t")
"""What may separate the fields of a table. Spreadsheets write ";" where the comma is the decimal sign."""

_CODES = FileCodes("F101", "F102")
# No exponents: the digits of 1e999999999, written out, would exhaust memory as well.
_NUMBER = re.compile(rf"[+-]?[0-9]{{1,{MAX_DIGITS}}}(?:\.[0-9]{{1,{MAX_DIGITS}}})?")


def written_number(text: str) -> Decimal | None:
    """Return the number that `text` writes in digits ("-1", "77.92"), or None for anything else."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A record of a CSV file: its fields by column name, stripped, and the place where it starts."""

    origin: Origin
    fields: Mapping[str, str]
    delimiter: str = ","

    def __getitem__(self, column: str) -> str:
        return self.fields[column]


def at(row: TableRow, column: str) -> Origin:
    """Return the place of a field in its row, where fields are quoted no more than CSV asks for."""
    before = []
    for name, value in row.fields.items():
        if name == column:
            break
        before.append(value)
    written = io.StringIO()
    csv.writer(written, delimiter=row.delimiter, lineterminator="").writerow([*before, ""] if before else [])
    ahead = written.getvalue()
    line = row.origin.line + ahead.count("\n")
    return Origin(row.origin.path, line, len(ahead) - (ahead.rfind("\n") + 1) + 1, row[column])


def read_text(path: Path, name: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of a UTF-8 file without its byte order mark, or None and a finding (F101 to F103)."""
    content, problems = read_bytes(path, name, MAX_BYTES, _CODES)
    if content is None:
        return None, problems
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        # `error.object` lacks the byte order mark; everything before the byte is UTF-8.
        before = error.object[: error.start].decode("utf-8")
        column = len(before) - (before.rfind("\n") + 1) + 1
        byte = f"0x{error.object[error.start]:02X}"
        place = Origin(name, before.count("\n") + 1, column)
        return None, (finding("F103", place, path=name, byte=byte),)


def source_lines(path: Path) -> tuple[str, ...]:
    """Return the lines of a settings file or table as messages quote them; none if it cannot be read."""
    content, _ = read_bytes(path, path.name, MAX_BYTES, _CODES)
    return () if content is None else tuple(content.decode("utf-8-sig", errors="replace").splitlines())


def read_table(
    path: Path, name: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    """Return the rows of a CSV file with a header row; it must have these `columns`.

    It may have the `optional` ones, and no others; a field of an optional column that is not there is "".

    The fields are separated by one of `DELIMITERS`: the one that makes most columns of the header row
    known. Blank lines are skipped. A column that is missing or unknown is a finding (F111, F114), and
    so is a row with another number of fields than the header (F112), which is left out.
    """
    text, problems = read_text(path, name)
    if text is None:
        return (), problems
    delimiter = max(DELIMITERS, key=lambda one: len(set(columns).intersection(_header(text, one))))
    header: list[str] = []
    rows: list[TableRow] = []
    found: list[Finding] = []
    for line, record in _records(text, delimiter):
        if isinstance(record, csv.Error):
            found.append(finding("F110", Origin(name, line, 1), path=name, why=str(record)))
            continue
        origin = Origin(name, line, 1, delimiter.join(record))
        if not header:
            header = record
            if wrong := _header_findings(header, columns, optional, origin):
                return (), wrong
        elif len(record) != len(header):
            count = counted(len(record), "field", "fields")
            found.append(finding("F112", origin, path=name, count=count, expected=len(header)))
        else:
            absent = {column: "" for column in optional if column not in header}
            rows.append(TableRow(origin, dict(zip(header, record, strict=True)) | absent, delimiter))
    if not header and not found:
        found.append(finding("F113", Origin(name, 1, 1), path=name, columns=", ".join(columns)))
    return tuple(rows), tuple(found)


def _header(text: str, delimiter: str) -> Sequence[str]:
    """The names in the first record, as this delimiter separates them."""
    _, first = next(_records(text, delimiter), (1, []))
    return () if isinstance(first, csv.Error) else first


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each record that is not blank, stripped, with the line where it starts; last an error of quoting."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = [field.strip() for field in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error
            return
        if any(record):
            yield line, record


def _header_findings(
    header: Sequence[str], columns: Sequence[str], optional: Sequence[str], origin: Origin
) -> tuple[Finding, ...]:
    missing = [finding("F111", origin, path=origin.path, column=c) for c in columns if c not in header]
    wrong = [
        finding("F114", origin, path=origin.path, column=column, expected=", ".join(columns))
        for index, column in enumerate(header)
        if column not in {*columns, *optional} or column in header[:index]
    ]
    return (*missing, *wrong)
