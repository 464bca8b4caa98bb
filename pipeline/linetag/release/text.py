"""A release kept as text → a `Document`: tables are runs of lines with tabs, headings the text before.

A reader knows no concepts: every rule applies to any release. Its modules: `source` (bytes to lines),
`grid` (lines to a table), `headers`, `sections`, `captions`, `lists`, `numbers`, `dates`, `units`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import build, characters, fixed, grid, lists, pasted, source, wire
from linetag.release.grids import Grid
from linetag.release.limits import MAX_HEADING_ROW, MAX_HEADING_ROWS, MAX_PAGE_WIDTH
from linetag.release.records import Document, Table


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the release at `path`, or None if the file cannot be read at all. Findings R101 to R109.

    `name` is the path that places show; by default it is `path`.
    """
    shown = str(path) if name is None else name
    lines, findings = source.lines(path, shown)
    if lines is None:
        return None, findings
    tables, wrong = _tables([Origin(shown, number, 1, line) for number, line in enumerate(lines, 1)])
    if not tables:
        wrong = (*wrong, finding("R106", Origin(shown, 1, 1), path=shown))
    return Document(shown, lines, tables), (*findings, *wrong)


_TITLE = re.compile(r"^\s*\(|\b(?:statements?|balance\s+sheets?)\b|[.!?]\s*$", re.IGNORECASE)
"""What titles and sentences have that rows of a table without figures have not."""

_MARKDOWN = re.compile(r"\s*\|.*\|")
_Kind = Literal["tabs", "markdown", "list", "text", "blank"]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of one kind that follow each other."""

    kind: _Kind
    lines: tuple[Origin, ...]


def _tables(lines: Sequence[Origin]) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Every table with the text before it; a table directly after another has the heading of that one."""
    tables: list[Table] = []
    findings: list[Finding] = []
    heading: list[Origin] = []
    for block in blocks(lines):
        parts, wrong = _parts(block)
        findings += wrong
        for part in parts:
            if isinstance(part, Origin):
                heading.append(_heading(part))
                continue
            before = tuple(heading) if heading or not tables else build.inherited(tables[-1])
            found, wrong = _read(part, before)
            heading = [] if found else [*heading, *_texts(part)]
            tables += found
            findings += wrong
    return tuple(tables), tuple(findings)


def pieces(lines: Sequence[Origin]) -> Iterator[Origin | Grid | Finding]:
    """Return the lines of a text inside a file, its tables without their headings, and findings."""
    for block in blocks(lines):
        if block.kind == "tabs":
            yield pasted.tabs(block.lines, ())
        elif block.kind == "markdown":
            yield pasted.markdown(block.lines, ())
        elif block.kind == "list":
            yield from block.lines
        else:
            found, wrong = _text_parts(block.lines)
            yield from (Grid((), part.rows) if isinstance(part, wire.WireTable) else part for part in found)
            yield from wrong


def _parts(
    block: TextBlock,
) -> tuple[Sequence[Origin | Grid | wire.WireTable | TextBlock], tuple[Finding, ...]]:
    """The lines of a text and the tables among them; a block of any other kind as it is."""
    return _text_parts(block.lines) if block.kind == "text" else ([block], ())


def _text_parts(lines: Sequence[Origin]) -> tuple[list[Origin | Grid | wire.WireTable], tuple[Finding, ...]]:
    """The lines of a text and the tables among them."""
    found: list[Origin | Grid | wire.WireTable] = []
    findings: list[Finding] = []
    for is_text, run in groupby(_fixed(lines), lambda part: isinstance(part, Origin)):
        if not is_text:
            found += run
            continue
        texts, wrong = wire.pieces([part for part in run if isinstance(part, Origin)])
        found += texts
        findings += wrong
    return found, tuple(findings)


def _fixed(lines: Sequence[Origin]) -> Iterator[Origin | Grid]:
    """The tables whose columns are made of blanks, and the other lines; one wider than a page is prose."""
    for is_long, run in groupby(lines, lambda line: len(line.text) > MAX_PAGE_WIDTH):
        if is_long:
            yield from run
        else:
            yield from fixed.pieces(tuple(run))


def _texts(part: TextBlock | Grid | wire.WireTable) -> Iterator[Origin]:
    """The texts of a part that turned out to be no table."""
    if isinstance(part, Grid | wire.WireTable):
        return (field.origin for row in part.rows for field in row.fields)
    return (_heading(line) for line in part.lines if line.text.strip())


def _read(
    part: TextBlock | Grid | wire.WireTable, heading: tuple[Origin, ...]
) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The tables of a part of the text."""
    if isinstance(part, Grid | wire.WireTable):
        return build.tables(Grid(heading, part.rows))
    if part.kind == "list":
        table, findings = grid.list_table(part.lines, heading)
        return (table,), findings
    if part.kind == "markdown":
        return build.tables(pasted.markdown(part.lines, heading))
    if pasted.is_irregular(part.lines):
        return build.tables(pasted.tabs(part.lines, heading))
    found, findings = grid.table(part.lines, heading)
    return (found,) if found else (), findings


def blocks(lines: Sequence[Origin]) -> Iterator[TextBlock]:
    """Return the lines in blocks of one kind; only a run with tabs ends at a blank line."""
    run: list[Origin] = []
    kind: _Kind = "text"
    for line, now in zip(lines, _kinds(lines), strict=True):
        if run and (kind == "tabs" if now == "blank" else now != kind):
            yield TextBlock(kind, tuple(run))
            run = []
        if now != "blank":
            kind = now
            run.append(line)
    if run:
        yield TextBlock(kind, tuple(run))


def _kinds(lines: Sequence[Origin]) -> list[_Kind]:
    """The kind of each line; lines between two with tabs may be rows of their table that lost theirs."""
    kinds = [_kind(line) for line in lines]
    index = 0
    for kind, run in groupby(list(kinds)):
        stop = index + len(list(run))
        inside = kind == "text" and kinds[index - 1 : index] == ["tabs"] == kinds[stop : stop + 1]
        if inside and _are_rows(lines[index:stop], lines[stop]):
            kinds[index:stop] = ["tabs"] * (stop - index)
        index = stop
    return kinds


def _are_rows(lines: Sequence[Origin], below: Origin) -> bool:
    """Whether lines without tabs are rows of the table around them; `below` is its next line."""
    if not all(line.text.strip() for line in lines):
        return False
    if len(lines) == 1 and pasted.lacks_caption(below):
        return True
    if len(lines) > MAX_HEADING_ROWS or not pasted.is_line_item(below):
        return False
    return all(len(line.text) <= MAX_HEADING_ROW and not _TITLE.search(line.text) for line in lines)


def _kind(line: Origin) -> _Kind:
    if "\t" in line.text:
        return "tabs"
    if not line.text.strip():
        return "text" if "\f" in line.text else "blank"  # the end of a page
    if _MARKDOWN.match(line.text):
        return "markdown"
    return "list" if lists.items(line) else "text"


def _heading(line: Origin) -> Origin:
    """The line as a heading: without markup, at the column where its text begins."""
    lead = len(line.text) - len(line.text.lstrip())
    return line._replace(column=line.column + lead, text=characters.heading(line.text))
