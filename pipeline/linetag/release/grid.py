"""Lines with tabs → a `Table`: fields in their places, header rows, rows, sections, cells.

The first field of a line is its label, unless it is a figure: then the line has lost its label
and the figures begin with the first column. A year is a label; a dash is a figure where other
rows of the table have lost their labels too.
"""

from __future__ import annotations

from collections.abc import Sequence

from linetag.findings import Finding
from linetag.model import Origin
from linetag.release import build, captions, characters, headers, lists, numbers
from linetag.release.headers import TableLine
from linetag.release.records import Column, Row, Table


def table(lines: Sequence[Origin], heading: tuple[Origin, ...]) -> tuple[Table | None, tuple[Finding, ...]]:
    """Return the table that the `lines`, all with tabs, print; None if they print nothing."""
    found = [fields(line) for line in lines]
    rows = _aligned([row for row in found if any(field.text for field in row)])
    count = max((index for row in rows for index, cell in enumerate(row.cells, 1) if cell.text), default=0)
    if not rows:
        return None, ()
    return build.of_lines(rows, count, heading, lines[0])


def list_table(lines: Sequence[Origin], heading: tuple[Origin, ...]) -> tuple[Table, tuple[Finding, ...]]:
    """Return the table whose rows are the items (`lists.items`) of lines without tabs."""
    rows: list[Row] = []
    findings: list[Finding] = []
    for place, cells in (item for line in lines for item in lists.items(line)):
        caption, wrong = captions.read(place)
        rows.append(Row(place, caption.label, (), cells, caption.amounts))
        findings += wrong
    count = max(len(row.cells) for row in rows)
    columns = tuple(Column(_empty(lines[0]), "") for _ in range(count))
    return Table(lines[0], heading, columns, tuple(rows)), tuple(findings)


def fields(line: Origin, separator: str = "\t") -> list[Origin]:
    """Return the fields of a line, trimmed, each at the column where its text begins."""
    found: list[Origin] = []
    column = line.column
    for raw in line.text.split(separator):
        text = characters.trimmed(raw)
        lead = raw.index(text[0]) if text else 0
        found.append(line._replace(column=column + lead, text=text))
        column += len(raw) + len(separator)
    return found


def _aligned(lines: Sequence[Sequence[Origin]]) -> tuple[TableLine, ...]:
    """The lines with labels and cells apart."""
    firsts = [fields[0].text for fields in lines if fields[0].text]
    lost = any(_is_figure(text) for text in firsts)
    # Where every label is lost, the words in front of a header row are its first column's.
    bare = lost and all(
        _is_figure(fields[0].text) or numbers.is_dash(fields[0].text)
        for fields in lines
        if fields[0].text and any(_is_figure(field.text) for field in fields)
    )
    rows: list[TableLine] = []
    for fields in lines:
        first = fields[0]
        shifted = _is_figure(first.text) or (lost and numbers.is_dash(first.text))
        shifted = shifted or (bare and bool(first.text) and any(field.text for field in fields[1:]))
        label, cells = (_empty(first), fields) if shifted else (first, fields[1:])
        rows.append(TableLine(label, tuple(cells)))
    return tuple(rows)


def _is_figure(text: str) -> bool:
    return numbers.parse(text) is not None and not headers.YEAR.fullmatch(characters.fold(text).strip())


def _empty(at: Origin) -> Origin:
    return Origin(at.path, at.line, at.column)
