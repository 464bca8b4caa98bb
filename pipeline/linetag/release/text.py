"""A release kept as text → a `Document`: tables are runs of lines with tabs, headings the text before.

A reader knows no concepts: every rule applies to any release. Its modules: `source` (bytes to lines),
`grid` (lines to a table), `headers`, `sections`, `captions`, `lists`, `numbers`, `dates`, `units`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import build, characters, grid, lists, source
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


_Kind = Literal["table", "list", "text"]


@dataclass(frozen=True, slots=True)
class _Block:
    kind: _Kind
    lines: tuple[Origin, ...]
    items: tuple[lists.ListItem, ...] = ()


def _tables(lines: Sequence[Origin]) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Every table with the text before it; a table directly after another has the heading of that one."""
    tables: list[Table] = []
    findings: list[Finding] = []
    heading: list[Origin] = []
    for block in _blocks(lines):
        if block.kind == "text":
            heading += map(_heading, block.lines)
            continue
        before = tuple(heading) if heading or not tables else build.inherited(tables[-1])
        if block.kind == "list":
            table, wrong = grid.list_table(block.items, block.lines[0], before)
        else:
            found, wrong = grid.table(block.lines, before)
            if found is None:
                continue
            table = found
        tables.append(table)
        findings += wrong
        heading = []
    return tuple(tables), tuple(findings)


def _blocks(lines: Sequence[Origin]) -> Iterator[_Block]:
    """The lines in blocks: runs with tabs, runs of list lines (with blank ones between), text."""
    run: list[Origin] = []
    items: list[lists.ListItem] = []
    kind: _Kind = "text"
    for line in lines:
        tabs = "\t" in line.text
        blank = not tabs and not line.text.strip()
        found = () if tabs or blank else lists.items(line)
        now: _Kind = "table" if tabs else "list" if found else "text"
        if run and (kind == "table" if blank else now != kind):
            yield _Block(kind, tuple(run), tuple(items))
            run, items = [], []
        if not blank:
            kind = now
            run.append(line)
            items += found
    if run:
        yield _Block(kind, tuple(run), tuple(items))


def _heading(line: Origin) -> Origin:
    """The line as a heading: without markup, at the column where its text begins."""
    lead = len(line.text) - len(line.text.lstrip())
    return line._replace(column=1 + lead, text=characters.heading(line.text))
