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
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from linetag.findings import Finding, finding
from linetag.inputs.files import FileCodes, read_bytes
from linetag.model import Origin, Part
from linetag.release import build, html_table
from linetag.release.html_style import BLOCKS, hidden
from linetag.release.limits import MAX_HTML_BYTES
from linetag.release.records import Document, Table

_CODES = FileCodes("R101", "R105")


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the page at `path`, or None if the file cannot be read at all.

    `name` is the path that places show; by default it is `path`.
    """
    shown = str(path) if name is None else name
    data, unread = read_bytes(path, shown, MAX_HTML_BYTES, _CODES)
    if data is None:
        return None, unread
    tables: list[Table] = []
    paragraphs: list[Origin] = []
    heading: list[Origin] = []
    findings: list[Finding] = []
    number = 0
    for block in _blocks(_root(data)):
        if isinstance(block, str):
            paragraphs.append(Origin(shown, 1, 1, block, Part("paragraph", len(paragraphs) + 1)))
            heading.append(paragraphs[-1])
            continue
        number += 1
        before = tuple(heading) if heading or not tables else build.inherited(tables[-1])
        grid = html_table.grid(block, Origin(shown, 1, 1, "", Part("table", number)), before)
        found, wrong = build.tables(grid)
        tables += found
        findings += wrong
        if found:
            heading = []
        else:
            texts = [field.origin for row in grid.rows for field in row.fields]
            paragraphs += texts
            heading += texts
    if not tables:
        findings.append(finding("R106", Origin(shown, 1, 1), path=shown))
    return Document(shown, (), tuple(tables), tuple(paragraphs)), tuple(findings)


def _root(data: bytes) -> HtmlElement:
    parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, encoding=_encoding(data))
    return document_fromstring(data, parser=parser)


def _encoding(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _blocks(root: HtmlElement) -> Iterator[str | HtmlElement]:
    """The paragraphs and tables of the page, in order."""
    pieces: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            table = tag == "table" and next(element.iterdescendants("table"), None) is None
            if tag in BLOCKS or tag == "br":
                yield from _paragraph(pieces)
            if hidden(element) or table:
                walker.skip_subtree()
                if not hidden(element):
                    yield element
            elif element.text:
                pieces.append(element.text)
            continue
        if tag in BLOCKS:
            yield from _paragraph(pieces)
        if element.tail:
            pieces.append(element.tail)
    yield from _paragraph(pieces)


def _paragraph(pieces: list[str]) -> Iterator[str]:
    """The text of `pieces`, if there is any, with white space folded; `pieces` is emptied."""
    text = " ".join("".join(pieces).split())
    pieces.clear()
    if text:
        yield text
