"""A page of HTML → a `Document`: press releases, exhibits, whole quarterly reports.

The pages of a file are walked once, in the order of their text. A table without tables inside is one grid
(`html_table`); a table around other tables only arranges the page, and its cells are read as paragraphs.
Elements that browsers do not show are skipped, those of Inline XBRL are read as if they were not there.
Nothing that the page refers to is opened.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from linetag.findings import Finding, finding
from linetag.inputs.files import read_bytes
from linetag.model import Origin, Part
from linetag.release import composing, html_source, html_table, text
from linetag.release.composing import Block
from linetag.release.html_style import BLOCKS, hidden
from linetag.release.limits import MAX_HTML_BYTES, MAX_PAGE_CELLS, MAX_PARAGRAPHS
from linetag.release.records import Document
from linetag.release.source import RELEASE_CODES


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the page at `path`, or None if it cannot be read. Findings R101, R102, R105, R106, R110 to R113.

    `name` is the path that places show; by default it is `path`.
    """
    shown = str(path) if name is None else name
    data, unread = read_bytes(path, shown, MAX_HTML_BYTES, RELEASE_CODES)
    if data is None:
        return None, unread
    roots, wrong = html_source.roots(data, shown)
    if not roots:
        return None, wrong
    document, findings = composing.document(shown, _blocks(roots, shown))
    if not document.tables:
        findings = (*findings, finding("R106", Origin(shown, 1, 1), path=shown))
    return document, (*wrong, *findings)


def _blocks(roots: Iterable[HtmlElement], path: str) -> Iterator[Block]:
    """The paragraphs and tables of the pages, in order, up to their limits."""
    number = cells = paragraphs = 0
    last = Origin(path, 1, 1)
    for element in itertools.chain.from_iterable(map(_elements, roots)):
        if paragraphs >= MAX_PARAGRAPHS:
            yield finding("R112", last, path=path, limit=MAX_PARAGRAPHS, what="paragraphs")
            return
        if isinstance(element, str) or element.tag == "pre":
            lines = list(_lines(element, Origin(path, 1, 1, "", Part("paragraph", paragraphs + 1))))
            paragraphs += len(lines)
            last = lines[-1] if lines else last
            yield from lines if isinstance(element, str) else text.pieces(lines)
            continue
        number += 1
        at = Origin(path, 1, 1, "", Part("table", number))
        cells += sum(1 for _ in element.iterdescendants("td", "th"))
        if cells > MAX_PAGE_CELLS:
            yield finding("R112", at, path=path, limit=MAX_PAGE_CELLS, what="cells")
            return
        grid, wide = html_table.grid(element, at)
        yield from wide
        yield grid


def _lines(element: str | HtmlElement, at: Origin) -> Iterator[Origin]:
    """A paragraph, or the lines of a preformatted text."""
    if isinstance(element, str):
        yield at._replace(text=element)
        return
    for line, printed in enumerate("".join(element.itertext()).splitlines(), 1):
        if printed.strip():
            yield at._replace(line=line, text=printed.rstrip())


def _elements(root: HtmlElement) -> Iterator[str | HtmlElement]:
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
