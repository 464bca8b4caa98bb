"""A page of HTML → a `Document`: press releases, exhibits, whole quarterly reports.

The page is walked once, in the order of its text. A table without tables inside is one grid
(`html_table`); a table around other tables only arranges the page, and its cells are read as paragraphs.
Elements that browsers do not show are skipped, those of Inline XBRL are read as if they were not there.
Nothing that the page refers to is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from linetag.findings import Finding, finding
from linetag.inputs.files import FileCodes, read_bytes
from linetag.model import Origin, Part
from linetag.release import build, html_source, html_table
from linetag.release.html_style import BLOCKS, hidden
from linetag.release.limits import MAX_HTML_BYTES, MAX_PAGE_CELLS, MAX_PARAGRAPHS
from linetag.release.records import Document, Table

_CODES = FileCodes("R101", "R105")


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the page at `path`, or None if it cannot be read. Findings R101, R102, R105, R106, R110 to R113.

    `name` is the path that places show; by default it is `path`.
    """
    shown = str(path) if name is None else name
    data, unread = read_bytes(path, shown, MAX_HTML_BYTES, _CODES)
    if data is None:
        return None, unread
    root, wrong = html_source.root(data, shown)
    if root is None:
        return None, wrong
    document, findings = _document(root, shown)
    if not document.tables:
        findings = (*findings, finding("R106", Origin(shown, 1, 1), path=shown))
    return document, (*wrong, *findings)


def _document(root: HtmlElement, path: str) -> tuple[Document, tuple[Finding, ...]]:
    tables: list[Table] = []
    paragraphs: list[Origin] = []
    heading: list[Origin] = []
    findings: list[Finding] = []
    number = cells = 0
    for block in _blocks(root):
        if len(paragraphs) >= MAX_PARAGRAPHS:
            at = paragraphs[-1]
            findings.append(finding("R112", at, path=path, limit=MAX_PARAGRAPHS, what="paragraphs"))
            break
        if isinstance(block, str):
            paragraphs.append(Origin(path, 1, 1, block, Part("paragraph", len(paragraphs) + 1)))
            heading.append(paragraphs[-1])
            continue
        if block.tag == "pre":
            part = Part("paragraph", len(paragraphs) + 1)
            lines = [
                Origin(path, line, 1, text.rstrip(), part)
                for line, text in enumerate("".join(block.itertext()).splitlines(), 1)
                if text.strip()
            ]
            paragraphs += lines
            heading += lines
            continue
        number += 1
        at = Origin(path, 1, 1, "", Part("table", number))
        cells += sum(1 for _ in block.iterdescendants("td", "th"))
        if cells > MAX_PAGE_CELLS:
            findings.append(finding("R112", at, path=path, limit=MAX_PAGE_CELLS, what="cells"))
            break
        before = tuple(heading) if heading or not tables else build.inherited(tables[-1])
        grid, wide = html_table.grid(block, at, before)
        found, wrong = build.tables(grid)
        if found and tables:
            found = (build.continued(found[0], tables[-1], heading), *found[1:])
        tables += found
        findings += (*wide, *wrong)
        texts = [] if found else [field.origin for row in grid.rows for field in row.fields]
        paragraphs += texts
        heading = [] if found else [*heading, *texts]
    return Document(path, (), tuple(tables), tuple(paragraphs)), tuple(findings)


def _blocks(root: HtmlElement) -> Iterator[str | HtmlElement]:
    """The paragraphs, preformatted texts and tables of the page, in order."""
    pieces: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "end":
            if tag in BLOCKS:
                yield from _paragraph(pieces)
            if element.tail:
                pieces.append(element.tail)
            continue
        if tag in BLOCKS or tag == "br":
            yield from _paragraph(pieces)
        if hidden(element):
            walker.skip_subtree()
        elif tag == "pre" or (tag == "table" and next(element.iterdescendants("table"), None) is None):
            walker.skip_subtree()
            yield element
        elif element.text:
            pieces.append(element.text)
    yield from _paragraph(pieces)


def _paragraph(pieces: list[str]) -> Iterator[str]:
    """The text of `pieces`, if there is any, with white space folded; `pieces` is emptied."""
    text = " ".join("".join(pieces).split())
    pieces.clear()
    if text:
        yield text
