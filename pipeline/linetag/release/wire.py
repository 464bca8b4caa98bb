"""Text of news wires: tables whose cells stand one after the other, in one paragraph or one to a line.

    "ASSETS March 31, 2025 December 31, 2024Current assets: Cash$ 5,170$ 4,880Inventory 2,033 2,481 …"

The header says how many columns there are; every run of as many figures ends a row, and the words before it
are its caption, with the headings before that. Figures without space between them are taken apart by their
groups of digits, then by the sums of the table (`glued_figures`, `glued_sums`).
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import characters, glued_figures, glued_sums, wire_captions, wire_headers
from linetag.release.glued_figures import FigureReading, FigureRun
from linetag.release.glued_sums import GluedRow
from linetag.release.glued_text import BORDER, GluedText, glued
from linetag.release.grids import Field, GridRow
from linetag.release.limits import MAX_GLUED_CAPTION
from linetag.release.wire_headers import WireHeader

_FEWEST_ROWS = 3
_MOST_TOTALS_UNLABELLED = 2
_MOST_SHOWN = 4

_SENTENCE = re.compile(r"[a-z]{2}[”\"’)]?\.\s+[“\"]?[A-Z][a-z]+,?\s+[a-z]+\s")
"""The end of a sentence and the beginning of another: captions have none."""

_NO_CAPTION = re.compile(r"://|\]\(|^[ \t]*[-=_*]{3,}[ \t]*$", re.MULTILINE)
"""What ends a table: the address of a page, a rule."""

_NO_FIGURES = re.compile(
    r"^[ \t]*[-=_*]{3,}[ \t]*$ | \(?\b[0-9]{3}\)?[\s.-]{0,2}[0-9]{3}[-.][0-9]{4}\b | \b[0-9]{1,2}:[0-9]{2}\b",
    re.MULTILINE | re.VERBOSE,
)
"""What looks like figures and is none: a rule, a telephone number, the time of day."""

_ABBREVIATION = re.compile(r"\b(?:Inc|Corp|Co|Ltd|No|Nos|Bros|Cos|cont)\.", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:[a-z;,]|&|%)")
"""What follows a figure inside a caption: "5,000,000 | shares authorized", "20,600,350 | and 20,544,691"."""

_IN_PARENTHESES = re.compile(r"[\s,;]*\)")
_REFERENCE = re.compile(rf"\(?[0-9]{{1,2}}\)?|(?:19|20)[0-9]{{2}}|[{characters.DASHES}]")
"""What may be between a caption and its figures: the number of a note, or a year or dash that ends it."""

_ASKS_FOR_MORE = re.compile(r"(?:\b(?:of|and|or|at|to|less|in)|[:;,—–-])\s*$")
"""The end of words that a figure belongs to: "less allowances of $180 and | $189 8,019 8,115"."""

_AMOUNT = re.compile(r"[$¥€£(]\s*[0-9]|[0-9],[0-9]{3}|\.[0-9]{2}")
_NOTE = re.compile(r"\s*\([^()]{1,200}\)")
_SECTION = re.compile(
    rf"(?:^|[\n{BORDER})]|[ ]{{2}})\s*(?P<name>(?i:(?:current\s+)?assets|revenues?|(?:net\s+)?sales):?)\s*$"
)
"""The first heading of the captions before the header: "ASSETS"."""


class WireTable(NamedTuple):
    """The rows of a table, headers included."""

    rows: tuple[GridRow, ...]


class _Line(NamedTuple):
    """A run of figures with the words before it, from `start`, and the ways to read it.

    A run can be two rows, the second without a caption; no reading is left where none has the right count.
    """

    start: int
    run: FigureRun
    readings: tuple[FigureReading, ...]


class _Block(NamedTuple):
    """A table in the text: its header, its number of figure columns, its lines and its end."""

    header: WireHeader
    columns: int
    lines: tuple[_Line, ...]
    end: int


def pieces(lines: Sequence[Origin]) -> tuple[tuple[Origin | WireTable, ...], tuple[Finding, ...]]:
    """Return the text of the `lines` and the tables in it, in order. Findings R130 and R131."""
    text = glued(lines)
    found: list[Origin | WireTable] = []
    findings: list[Finding] = []
    position = 0
    for block in _blocks(text):
        section = _SECTION.search(text.text, position, block.header.start)
        before = section.start("name") if section else block.header.start
        found += (text.at(*cell) for cell in text.cells(position, before))
        rows, wrong = _rows(text, block, section.span("name") if section else None)
        found.append(WireTable(rows))
        findings += wrong
        position = block.end
    if not position:
        return tuple(lines), ()
    found += (text.at(*cell) for cell in text.cells(position, len(text.text)))
    return tuple(found), tuple(findings)


def _blocks(text: GluedText) -> Iterator[_Block]:
    headers = wire_headers.find(text.text)
    if not headers:
        return
    masked = _NO_FIGURES.sub(lambda match: "x" * len(match[0]), wire_headers.masked(text.text))
    runs = glued_figures.runs(masked)
    for header, after in zip(
        headers, [*(header.start for header in headers[1:]), len(text.text)], strict=True
    ):
        first = bisect.bisect_left(runs, header.end, key=lambda run: run.start)
        behind = bisect.bisect_right(runs, after, key=lambda run: run.end)
        block = _block(text.text, header, runs[first:behind])
        if block is not None:
            yield block


def _block(text: str, header: WireHeader, runs: Sequence[FigureRun]) -> _Block | None:
    """The table under a header; None if too few of the runs are rows of it."""
    near = list(_before_prose(text, header, runs))
    columns = _columns(text, header.columns, near)
    lines = tuple(_lines(text, header.end, near, columns))
    whole = [line for line in lines if len(line.readings) == 1]
    if len(whole) < _FEWEST_ROWS:
        return None
    lines = lines[: lines.index(whole[-1]) + 1]
    return _Block(header, columns, lines, lines[-1].run.end)


def _before_prose(text: str, header: WireHeader, runs: Sequence[FigureRun]) -> Iterator[FigureRun]:
    """The runs up to the first one with prose before it."""
    position = header.end
    for run in runs:
        if _is_prose(text[position : run.start]):
            return
        yield run
        if len(run.pieces) > 1 or glued_figures.readings(text, run, header.columns):
            position = run.end


def _is_prose(caption: str) -> bool:
    if len(caption) > MAX_GLUED_CAPTION or _NO_CAPTION.search(caption):
        return True
    return _SENTENCE.search(_ABBREVIATION.sub("", caption)) is not None


def _columns(text: str, named: int, runs: Sequence[FigureRun]) -> int:
    """How many figures a row has: as many as the header names, unless another number suits far more runs."""
    fit: Counter[int] = Counter()
    for count in {named, *(len(run.pieces) for run in runs if len(run.pieces) > 1)}:
        fit[count] = sum(bool(glued_figures.readings(text, run, count)) for run in runs)
    best = max(fit, key=lambda count: (fit[count], count == named))
    return named if 2 * fit[named] >= fit[best] else best


# --- rows -----------------------------------------------------------------------------------------


def _lines(text: str, start: int, runs: Sequence[FigureRun], columns: int) -> Iterator[_Line]:
    for run in runs:
        if _IN_PARENTHESES.match(text, run.end):
            continue
        if len(run.pieces) != columns and _GOES_ON.match(text, run.end):
            continue
        line = _line(text, start, run, columns)
        if line is not None:
            yield line
            start = run.end


def _line(text: str, start: int, run: FigureRun, columns: int) -> _Line | None:
    """The line that a run ends; None if the run is part of a caption."""
    rows, extra = divmod(len(run.pieces), columns)
    if rows and extra and _may_end_caption(text, start, run):
        run = FigureRun(run.pieces[extra][0], run.end, run.pieces[extra:])
    for count in range(columns, columns * (_MOST_TOTALS_UNLABELLED + 1) + 1, columns):
        if found := glued_figures.readings(text, run, count):
            return _Line(start, run, found)
    if not rows and _ASKS_FOR_MORE.search(text, start, run.start):
        return None
    if len(run.pieces) == 1 and not _AMOUNT.search(text, run.start, run.end):
        return None
    return _Line(start, run, glued_figures.placements(text, run, columns))


def _may_end_caption(text: str, start: int, run: FigureRun) -> bool:
    """Whether the first figures of a run with too many of them belong to the caption before it."""
    reference = _REFERENCE.fullmatch(text, *run.pieces[0])
    return reference is not None or _ASKS_FOR_MORE.search(text, start, run.start) is not None


def _rows(
    text: GluedText, block: _Block, section: tuple[int, int] | None
) -> tuple[tuple[GridRow, ...], tuple[Finding, ...]]:
    rows = list(_header_rows(text, block))
    if section:
        rows[-1] = GridRow((_label(text, *section), *rows[-1].fields))
    findings: list[Finding] = []
    start = block.header.end
    while note := _NOTE.match(text.text, start):
        rows.append(_caption_row(text, start, note.end()))
        start = note.end()
    printed = _printed(text, block)
    for index, row in enumerate(printed):
        begin = max(row.start, start)
        *headings, caption = wire_captions.ranges(text.text, begin, row.caption_end, first=index == 0)
        rows += [_caption_row(text, *heading) for heading in headings]
        if len(row.readings) == 1:
            rows.append(_row(text, caption, row.readings[0]))
        else:
            # Figures whose columns are in doubt stay words of the caption: no cell may hold them.
            rows.append(_caption_row(text, caption[0], row.run.end))
            findings.append(_doubt(text, row, block.columns))
    return tuple(rows), tuple(findings)


class _PrintedRow(NamedTuple):
    """A row of the table: where its caption begins and ends, its run, and the readings of its figures."""

    start: int
    caption_end: int
    run: FigureRun
    readings: tuple[FigureReading, ...]


def _printed(text: GluedText, block: _Block) -> list[_PrintedRow]:
    """The rows of the block, those in one run taken apart, their readings decided by the sums."""
    rows: list[_PrintedRow] = []
    for line in block.lines:
        size = len(line.readings[0]) if line.readings else 0
        if size <= block.columns:
            rows.append(_PrintedRow(line.start, line.run.start, line.run, line.readings))
            continue
        for first in range(0, size, block.columns):
            parts = tuple(dict.fromkeys(r[first : first + block.columns] for r in line.readings))
            at = parts[0][0].start if first else line.run.start
            rows.append(_PrintedRow(at if first else line.start, at, line.run, parts))
    known = [GluedRow(_caption(text.text, row), row.readings) for row in rows]
    decided = glued_sums.decided(known)
    return [row._replace(readings=now.readings) for row, now in zip(rows, decided, strict=True)]


def _caption(text: str, row: _PrintedRow) -> str:
    *_, (start, end) = wire_captions.ranges(text, row.start, row.caption_end, first=False)
    return " ".join(text[start:end].split())


def _row(text: GluedText, caption: tuple[int, int], reading: FigureReading) -> GridRow:
    label = (_label(text, *caption),) if text.text[slice(*caption)].strip() else ()
    figures = (
        Field(text.at(figure.start, figure.end), column, column + 1)
        for column, figure in enumerate(reading, 1)
        if figure.end > figure.start
    )
    return GridRow((*label, *figures))


def _doubt(text: GluedText, row: _PrintedRow, columns: int) -> Finding:
    at = text.at(row.run.start, row.run.end)
    if not row.readings or any(figure.start == figure.end for figure in row.readings[0]):
        return finding("R131", at, text=at.text, found=len(row.run.pieces), count=columns)
    shown = [
        " | ".join(text.text[figure.start : figure.end] for figure in reading)
        for reading in row.readings[:_MOST_SHOWN]
    ]
    more = ", …" if len(row.readings) > _MOST_SHOWN else ""
    return finding("R130", at, text=at.text, count=columns, readings=", ".join(shown) + more)


def _header_rows(text: GluedText, block: _Block) -> Iterator[GridRow]:
    """The rows of the header, each field over its columns; over all of them where the numbers differ."""
    header = block.header
    for row in header.rows:
        if header.columns == block.columns:
            yield GridRow(tuple(Field(text.at(f.start, f.end), f.first + 1, f.last + 1) for f in row))
        else:
            at = text.at(row[0].start, row[-1].end)
            yield GridRow((Field(at, 1, block.columns + 1),))


def _caption_row(text: GluedText, start: int, end: int) -> GridRow:
    return GridRow((_label(text, start, end),))


def _label(text: GluedText, start: int, end: int) -> Field:
    return Field(text.at(start, end), 0, 1)
