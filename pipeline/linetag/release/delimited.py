"""A file with separators (.csv, .tsv) → a `Document`: fields in quotes, commas or points for decimals.

A place is the line and the character where the text of a field begins.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import characters, composing, edges, sheets, source
from linetag.release.grids import Field, GridRow
from linetag.release.limits import MAX_FIGURE, MAX_GRID_COLUMNS, MAX_PAGE_CELLS
from linetag.release.records import Document

_SEPARATORS = ("\t", ";", "|", ",")
"""From the one that is rarely part of a text to the one that often is."""

_DECLARED = re.compile(r"sep=([,;|\t])\s*(?:\n|\Z)", re.IGNORECASE)
"""A first line in which spreadsheet programs name the separator."""

_LOOKED_AT = 200_000
"""Characters at the beginning of a file in which the separator is looked for."""

_SIGNED = r"[-−–+(\s$€£¥]*"
_COMMA = re.compile(
    rf"{_SIGNED}(?:[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]+|[0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,}}|[0-9]+,[0-9]{{1,2}})[\s€%)]*"
)
_POINT = re.compile(
    rf"{_SIGNED}(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+\.[0-9]+|[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,}}|[0-9]+\.[0-9]{{1,2}})[\s$%)]*"
)
"""Figures that are right only if the comma, or the point, begins the decimals."""

_COMMA_GROUPS = re.compile(rf"{_SIGNED}[0-9]{{1,3}},[0-9]{{3}}[\s$%)]*")
_POINT_GROUPS = re.compile(rf"{_SIGNED}[0-9]{{1,3}}\.[0-9]{{3}}[\s€%)]*")
"""Figures that are thousands if the other sign begins the decimals."""

_NOTES = re.compile(r"\([0-9],[0-9]\)")
_FIGURE = re.compile(rf"{_SIGNED}[0-9][0-9.,]*[\s€$%)]*")
_SWAPPED = str.maketrans(".,", ",.")


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the tables of the file at `path`, or None if it cannot be read.

    Findings R101 to R106, R109, R113, R132, R140 to R142. `name` is the path that places
    show; by default it is `path`.
    """
    shown = str(path) if name is None else name
    lines, findings = source.lines(path, shown)
    if lines is None:
        return None, findings
    text = "\n".join(lines)
    declared = _DECLARED.match(text)
    separator = declared[1] if declared else _separator(text)
    rows, wrong = _rows(text, declared.end() if declared else 0, separator, shown)
    rows, more = _with_points(rows, separator, shown)
    blocks = sheets.blocks(_grid_row(row) for row in rows)
    document, found = composing.document(shown, blocks, lines)
    if not document.tables:
        found = (*found, finding("R106", Origin(shown, 1, 1), path=shown))
    return document, (*findings, *wrong, *more, *found)


# --- fields ---------------------------------------------------------------------------------------


def _rows(text: str, begin: int, separator: str, path: str) -> tuple[list[list[Field]], tuple[Finding, ...]]:
    """The fields of each record that print something, at their columns, up to the limits."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    rows: list[list[Field]] = []
    count, wide = 0, None
    for record in records(text, separator, begin):
        row: list[Field] = []
        for column, (start, content) in enumerate(record):
            if not characters.trimmed(content):
                continue
            line = bisect.bisect_right(starts, start)
            at = Origin(path, line, start - starts[line - 1] + 1, content)
            if column >= MAX_GRID_COLUMNS:
                wide = wide or finding("R113", at, limit=MAX_GRID_COLUMNS)
                break
            count += 1
            row.append(Field(at, column, column + 1))
        if count > MAX_PAGE_CELLS:
            at = row[0].origin._replace(text="")
            return rows, (finding("R140", at, path=path, limit=MAX_PAGE_CELLS),)
        rows.append(row)
    return rows, (wide,) if wide else ()


def records(text: str, separator: str, begin: int = 0) -> Iterator[list[tuple[int, str]]]:
    """Return the fields of each record from `begin` on, each with the index where its content begins.

    A field in quotes may hold separators, line breaks and doubled quotes (RFC 4180); quotes inside a field,
    and a quote that is never closed, stand for themselves.
    """
    field = re.compile(rf'"((?:[^"]|"")*+)"(?=[{re.escape(separator)}\n]|\Z)|([^{re.escape(separator)}\n]*)')
    record: list[tuple[int, str]] = []
    position = begin
    while match := field.match(text, position):
        quoted = match[1] is not None
        record.append((match.start(1 if quoted else 2), match[1].replace('""', '"') if quoted else match[2]))
        position = match.end() + 1
        if not text.startswith(separator, match.end()):
            yield record
            record = []
        if position > len(text):
            break


def _separator(text: str) -> str:
    """The separator that leaves the most figures in fields after the first."""
    beginning = text[:_LOOKED_AT]

    def figures(separator: str) -> int:
        rows = records(beginning, separator)
        return sum(_is_figure(content) for record in rows for _, content in record[1:])

    return max(_SEPARATORS, key=figures)


def _is_figure(text: str) -> bool:
    return edges.is_figure(text) or (len(text) <= MAX_FIGURE and _COMMA.fullmatch(text) is not None)


def _grid_row(row: Sequence[Field]) -> GridRow:
    """The row with its texts on one line; spaces in front of the first one indent it."""
    if not row:
        return GridRow(())
    first = row[0].origin.text
    fields = (field._replace(origin=_trimmed(field.origin)) for field in row)
    return GridRow(tuple(fields), len(first) - len(first.lstrip()))


def _trimmed(at: Origin) -> Origin:
    lead = len(at.text) - len(at.text.lstrip(" "))
    return at._replace(column=at.column + lead, text=characters.one_line(at.text))


# --- decimals -------------------------------------------------------------------------------------


def _with_points(
    rows: list[list[Field]], separator: str, path: str
) -> tuple[list[list[Field]], tuple[Finding, ...]]:
    """The rows, with decimal points if the file has decimal commas.

    It has them where some figures are right only so, and where semicolons separate figures that all look
    like thousands: programs write semicolons because the comma is taken.
    """
    commas, points = list(_matching(rows, _COMMA)), list(_matching(rows, _POINT))
    like_commas, like_points = list(_matching(rows, _COMMA_GROUPS)), list(_matching(rows, _POINT_GROUPS))
    if separator == ";" and not like_commas:
        commas = commas or like_points
    if not commas or len(like_commas) > len(commas):
        return rows, ()
    if points:
        at, other = commas[0], points[0]
        return rows, (finding("R142", at, related=(other,), comma=at.text.strip(), point=other.text.strip()),)
    swapped = [[field._replace(origin=_swapped(field.origin)) for field in row] for row in rows]
    return swapped, (finding("R141", commas[0], path=path, text=commas[0].text.strip()),)


def _matching(rows: Iterable[Iterable[Field]], pattern: re.Pattern[str]) -> Iterator[Origin]:
    for row in rows:
        for field in row:
            text = field.origin.text
            if len(text) <= MAX_FIGURE and pattern.fullmatch(text) and not _NOTES.fullmatch(text.strip()):
                yield field.origin


def _swapped(at: Origin) -> Origin:
    if len(at.text) <= MAX_FIGURE and _FIGURE.fullmatch(at.text):
        return at._replace(text=at.text.translate(_SWAPPED))
    return at
