"""A Word document (.docx) → a `Document`: its tables, paragraphs with tabs, and other paragraphs, in order.

Footnotes come at the end, text boxes after the paragraph that they belong to. A table around other tables
only arranges the page, and its cells are read as paragraphs. Macros, links and embedded objects are left
alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin, Part
from linetag.release import cell_lines, characters, composing, packages, pasted, text, word_text
from linetag.release.cell_lines import SpannedCell
from linetag.release.composing import Block
from linetag.release.grids import Grid
from linetag.release.limits import MAX_GRID_COLUMNS, MAX_PAGE_CELLS, MAX_PARAGRAPHS
from linetag.release.packages import attribute, is_on, local, whole_number
from linetag.release.records import Document
from linetag.release.word_text import WordStyle, WordText

_TRANSPARENT = frozenset(
    {
        "body",
        "footnote",
        "endnote",
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "customXml",
        "smartTag",
        "AlternateContent",
        "Choice",
        "txbxContent",
    }
)
"""Elements around paragraphs, tables, rows and cells that print nothing themselves."""

_NOTES = ("footnotes", "endnotes")

_ARRANGING = frozenset({"tbl", "tr", "tc"})
_SPACE = 250
"""How far a space or a tab in front of a text moves it, in 1/100 pt."""


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the document at `path`, or None if it cannot be read.

    Findings R101, R102, R105, R106, R112, R113, R140, R143, R145, R146, R148, R151, R152. `name` is the path
    that places show; by default it is `path`.
    """
    shown = str(path) if name is None else name
    package, unread = packages.open_package(path, shown)
    if package is None:
        return None, unread
    main, root, wrong = package.main("the document")
    if root is None:
        return None, wrong
    related, lacking = package.relationships(main)
    kinds = {one.kind: one.target for one in related.values()}
    roots = {kind: package.root(kinds.get(kind, "")) for kind in ("styles", *_NOTES)}
    more = (item for _, findings in roots.values() for item in findings)
    walk = _Walk(shown, word_text.styles(roots["styles"][0]))
    document, found = composing.document(shown, walk.blocks(root, *(roots[kind][0] for kind in _NOTES)))
    if not document.tables:
        found = (*found, finding("R106", Origin(shown, 1, 1), path=shown))
    return document, (*wrong, *lacking, *more, *package.not_read(), *found, *walk.left_out())


@dataclass(slots=True)
class _Walk:
    """The way through a document: what has been counted so far."""

    path: str
    styles: Mapping[str, WordStyle]
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0
    hidden: int = 0
    changed: bool = False

    def blocks(self, *roots: etree._Element | None) -> Iterator[Block]:
        """Yield the paragraphs and tables of the document and of its notes, up to its limits."""
        lines: list[Origin] = []
        for element in chain.from_iterable(_flow(root) for root in roots if root is not None):
            if local(element) == "p":
                lines += self._lines(element)
                if self.paragraphs >= MAX_PARAGRAPHS:
                    yield from _texts(lines)
                    at = Origin(self.path, 1, 1, "", Part("paragraph", self.paragraphs))
                    yield finding("R112", at, path=self.path, limit=MAX_PARAGRAPHS, what="paragraphs")
                    return
                continue
            yield from _texts(lines)
            lines = []
            self.tables += 1
            at = Origin(self.path, 1, 1, "", Part("table", self.tables))
            rows, wide = self._rows(element)
            if self.cells > MAX_PAGE_CELLS:
                yield finding("R140", at, path=self.path, limit=MAX_PAGE_CELLS)
                return
            if wide:
                yield finding("R113", at, limit=MAX_GRID_COLUMNS)
            yield Grid((), tuple(cell_lines.grid_rows(enumerate(rows, 1), at)))
        yield from _texts(lines)

    def left_out(self) -> Iterator[Finding]:
        """Yield notes on hidden text and tracked changes."""
        at = Origin(self.path, 1, 1)
        if self.hidden:
            yield finding("R151", at, what=f"{self.hidden:,} characters of hidden text", sheet=self.path)
        if self.changed:
            yield finding("R152", at, path=self.path)

    def _lines(self, element: etree._Element) -> Iterator[Origin]:
        """The lines of a paragraph, one without text for an empty paragraph."""
        self.paragraphs += 1
        part = Part("paragraph", self.paragraphs)
        for number, line in enumerate(self._shown(element).text.split("\n"), 1):
            yield Origin(self.path, number, 1, line.rstrip(), part)

    def _shown(self, element: etree._Element) -> WordText:
        found = word_text.shown(element, self.styles)
        self.hidden += found.hidden
        self.changed = self.changed or found.changed
        return found

    def _rows(self, table: etree._Element) -> tuple[list[list[SpannedCell]], bool]:
        """The cells of each row, and whether cells beyond the last column were cut."""
        rows: list[list[SpannedCell]] = []
        wide = False
        for row in _children(table, "tr"):
            properties = {local(item): item for item in _properties(row, "trPr")}
            self.changed = self.changed or "del" in properties
            if "del" in properties or is_on(properties.values(), "hidden"):
                continue
            placed, more = _placed(row, properties.get("gridBefore"))
            wide = wide or more
            rows.append([self._cell(*cell) for cell in placed])
            self.cells += len(placed)
            if self.cells > MAX_PAGE_CELLS:
                break
        return rows, wide

    def _cell(self, cell: etree._Element, number: int, left: int, right: int) -> SpannedCell:
        texts = [self._shown(element) for element in _flow(cell)]
        printed = [one for one in texts if one.text.strip()]
        content = "\n".join(one.text for one in texts)
        first = printed[0] if printed else WordText("")
        lead = len(first.text) - len(first.text.lstrip())
        above, below = word_text.borders(cell)
        return SpannedCell(
            number,
            left,
            right,
            content.replace("\t", " "),
            first.indent + _SPACE * lead,
            bool(printed) and all(one.bold for one in printed),
            above or any(one.above for one in texts),
            below or any(one.below for one in texts),
        )


def _texts(lines: list[Origin]) -> Iterator[Block]:
    """The tables among lines with tabs, and the other lines that print something."""
    if not any("\t" in line.text.strip() for line in lines):
        yield from (_paragraph(line) for line in lines if line.text.strip())
        return
    for block in text.blocks(lines):
        if block.kind == "tabs":
            yield pasted.tabs(block.lines, ())
        else:
            yield from map(_paragraph, block.lines)


def _paragraph(line: Origin) -> Origin:
    return line._replace(text=characters.one_line(line.text))


def _flow(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables inside an element, in order; each paragraph is followed by its text boxes.

    Tables around tables are entered. No recursion: a file nests as deep as it likes.
    """
    stack = [iter(parent)]
    while stack:
        for element in stack[-1]:
            name = local(element)
            if name == "p":
                yield element
                stack.extend(iter(box) for box in reversed(_boxes(element)))
                break
            if name in _TRANSPARENT or (name in _ARRANGING and (name != "tbl" or _arranges(element))):
                stack.append(iter(element))
                break
            if name == "tbl":
                yield element
        else:
            stack.pop()


def _arranges(table: etree._Element) -> bool:
    """Whether a table has tables inside."""
    return next(table.iterdescendants("{*}tbl"), None) is not None


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The text boxes of a paragraph, not those inside others or for programs that do not know them."""
    found: list[etree._Element] = []
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        name = local(element)
        if name in {"txbxContent", "Fallback"}:
            walker.skip_subtree()
            found += [element] if name == "txbxContent" else []
    return found


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those inside content controls included."""
    stack = [iter(parent)]
    while stack:
        for element in stack[-1]:
            if local(element) == name:
                yield element
            elif local(element) in _TRANSPARENT:
                stack.append(iter(element))
                break
        else:
            stack.pop()


def _placed(
    row: etree._Element, before: etree._Element | None
) -> tuple[list[tuple[etree._Element, int, int, int]], bool]:
    """The cells of a row with their numbers and columns, and whether cells beyond the last column were cut.

    Cells that continue a merged one are left out; `before` says how many columns the row leaves free.
    """
    found: list[tuple[etree._Element, int, int, int]] = []
    column = 0 if before is None else min(whole_number(attribute(before, "val"), 0), MAX_GRID_COLUMNS)
    for number, cell in enumerate(_children(row, "tc"), 1):
        if column >= MAX_GRID_COLUMNS:
            return found, True
        span = {local(item): item for item in _properties(cell, "tcPr")}
        count = whole_number(attribute(span["gridSpan"], "val"), 1) if "gridSpan" in span else 1
        right = min(column + max(count, 1), MAX_GRID_COLUMNS)
        if not any(_goes_on(span.get(name)) for name in ("vMerge", "hMerge")) and "cellDel" not in span:
            found.append((cell, number, column, right))
        column = right
    return found, False


def _properties(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (item for child in element if local(child) == name for item in child)


def _goes_on(merge: etree._Element | None) -> bool:
    """Whether a cell belongs to the merged cell above or before it."""
    return merge is not None and attribute(merge, "val") != "restart"
