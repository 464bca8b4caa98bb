"""A PDF with a text layer → a `Document`: places are pages and their lines, counted from the top.

Only what is printed is read (`pdfium`): its letters make lines (`pdf_lines`), the lines tables (`layout`).
Pictures of text are not read, and nothing is guessed about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.inputs.files import read_bytes
from linetag.model import Origin, Part
from linetag.release import build, layout, page_breaks, page_lines, pdf_lines, pdfium
from linetag.release.grids import Grid
from linetag.release.limits import MAX_PAGE_LETTERS, MAX_PDF_BYTES, MAX_PDF_LETTERS, MAX_PDF_PAGES
from linetag.release.page_lines import PageLine
from linetag.release.records import Document, Table
from linetag.release.source import RELEASE_CODES

_WHY = {"password": "R120", "broken": "R121"}
_UNKNOWN_SHARE = 10
"""A page is reported if more than one of so many characters has no meaning."""


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the release at `path`, or None if it cannot be opened.

    Findings R101, R102, R105, R106 and R120 to R128. `name` is the path that places show, by default `path`.
    """
    shown = str(path) if name is None else name
    data, unread = read_bytes(path, shown, MAX_PDF_BYTES, RELEASE_CODES)
    if data is None:
        return None, unread
    start = Origin(shown, 1, 1)
    if not data.strip():
        return None, (finding("R102", start, path=shown),)
    pdf = pdfium.opened(data)
    if isinstance(pdf, str):
        return None, (finding(_WHY[pdf], start, path=shown),)
    try:
        lines, findings = _lines(pdf, start)
        findings = (*_of_document(pdf, start), *findings)
    finally:
        pdf.close()
    document, wrong = _document(lines, shown)
    if not document.tables and lines:
        wrong = (*wrong, finding("R106", start, path=shown))
    return document, (*findings, *wrong)


def _of_document(pdf: pdfium.Pdf, at: Origin) -> Iterator[Finding]:
    """What the document holds besides its pages."""
    if pdf.is_xfa:
        yield finding("R126", at, path=at.path)
    for count, what in ((pdf.attachments, "attached files"), (pdf.scripts, "scripts")):
        if count:
            yield finding("R127", at, path=at.path, count=count, what=what)
    if len(pdf) > MAX_PDF_PAGES:
        page = Part("page", MAX_PDF_PAGES + 1)
        yield finding("R123", at._replace(part=page), path=at.path, limit=MAX_PDF_PAGES, what="pages")


def _lines(pdf: pdfium.Pdf, at: Origin) -> tuple[list[PageLine], tuple[Finding, ...]]:
    """The lines of all pages."""
    lines: list[PageLine] = []
    findings: list[Finding] = []
    scanned: list[int] = []
    letters = 0
    for number, page in page_breaks.mended(_pages(pdf)):
        place = at._replace(part=Part("page", number))
        letters += len(page.letters)
        if letters > MAX_PDF_LETTERS:
            findings.append(finding("R123", place, path=at.path, limit=MAX_PDF_LETTERS, what="characters"))
            break
        found = pdf_lines.lines(page.letters, page.rules, place)
        lines += found
        findings += _of_page(page, place)
        if not found and page.pictures:
            scanned.append(number)
    if scanned:
        first = at._replace(part=Part("page", scanned[0]))
        findings.append(finding("R122", first, path=at.path, pages=_ranges(scanned)))
    return lines, tuple(findings)


def _pages(pdf: pdfium.Pdf) -> Iterator[tuple[int, pdfium.Page]]:
    return ((number, pdf.page(number - 1)) for number in range(1, min(len(pdf), MAX_PDF_PAGES) + 1))


def _of_page(page: pdfium.Page, at: Origin) -> Iterator[Finding]:
    if page.damaged:
        yield finding("R128", at, page=at.part.number)
    if page.more:
        yield finding("R124", at, page=at.part.number, limit=MAX_PAGE_LETTERS)
    if _UNKNOWN_SHARE * page.unknown > len(page.letters):
        yield finding("R125", at, page=at.part.number, count=page.unknown)


def _ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers as people write them: "1, 3 to 5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _document(lines: Sequence[PageLine], path: str) -> tuple[Document, tuple[Finding, ...]]:
    tables: list[Table] = []
    paragraphs: list[Origin] = []
    findings: list[Finding] = []
    texts: list[PageLine] = []
    edge = layout.right_edge(lines)
    for part in layout.parts(list(page_lines.ruled(lines))):
        if isinstance(part, PageLine):
            texts.append(part)
            continue
        heading = layout.paragraphs(texts, edge)
        paragraphs += heading
        before = heading if heading or not tables else build.inherited(tables[-1])
        found, wrong = build.tables(Grid(before, part.rows))
        if found and tables:
            found = (build.continued(found[0], tables[-1], heading), *found[1:])
        tables += found
        findings += wrong
        texts = []
        if not found:
            paragraphs += (field.origin for row in part.rows for field in row.fields)
    paragraphs += layout.paragraphs(texts, edge)
    return Document(path, (), tuple(tables), tuple(paragraphs)), tuple(findings)
