"""A workbook (.xlsx) → a `Document`: the tables of its sheets as they are printed.

What counts is what a cell shows, not what it stores: "#,##0," hides three zeros. A place is the sheet, the
row and the column. Hidden sheets, rows and columns are left out with a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.model import Origin, Part
from linetag.release import cell_lines, composing, packages, sheets, workbook, worksheet
from linetag.release.cell_lines import SpannedCell
from linetag.release.composing import Block
from linetag.release.limits import MAX_PAGE_CELLS
from linetag.release.records import Document
from linetag.release.workbook import Sheet, Workbook

_MOST_NAMED = 10


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the workbook at `path`, or None if it cannot be read.

    Findings R101, R102, R105, R106, R113, R140, R143, R145, R146, R148 to R151. `name` is the path that
    places show; by default it is `path`.
    """
    shown = str(path) if name is None else name
    package, unread = packages.open_package(path, shown)
    if package is None:
        return None, unread
    book, wrong = workbook.workbook(package)
    if book is None:
        return None, wrong
    document, found = composing.document(shown, _blocks(book, shown))
    if not document.tables:
        found = (*found, finding("R106", Origin(shown, 1, 1), path=shown))
    return document, (*wrong, *package.not_read(), *found)


def _blocks(book: Workbook, path: str) -> Iterator[Block]:
    """The names, texts and tables of the shown sheets, in order, up to the limit of cells."""
    left = MAX_PAGE_CELLS
    for sheet in book.sheets:
        at = Origin(path, 1, 1, sheet.name, Part("sheet", sheet.number, sheet.name))
        if sheet.hidden:
            continue
        found, wrong = worksheet.rows(book, sheet.part, at._replace(text=""), left)
        left -= found.size
        yield at
        yield from sheets.blocks(cell_lines.grid_rows(_with_blanks(found.rows), at))
        yield from wrong
        if found.unsaved:
            first, *others = found.unsaved
            yield finding("R149", first, related=others[:_MOST_NAMED], count=len(found.unsaved))
        if found.errors:
            first, *others = found.errors
            yield finding(
                "R150", first, related=others[:_MOST_NAMED], count=len(found.errors), text=first.text
            )
        if found.hidden:
            what = f"{found.hidden:,} cells in hidden rows or columns"
            yield finding("R151", at._replace(text=""), what=what, sheet=sheet.name)
        if any(item.code == "R140" for item in wrong):
            return
    yield from _hidden(book.sheets, path)


def _hidden(all_sheets: Sequence[Sheet], path: str) -> Iterator[Finding]:
    for sheet in all_sheets:
        if sheet.hidden:
            at = Origin(path, 1, 1, "", Part("sheet", sheet.number, sheet.name))
            yield finding("R151", at, what="the whole sheet, which is hidden", sheet=sheet.name)


def _with_blanks(
    rows: Mapping[int, Sequence[SpannedCell]],
) -> Iterator[tuple[int, Sequence[SpannedCell]]]:
    """The rows, with one without cells where others are missing between them."""
    before = 0
    for number, cells in rows.items():
        if number > before + 1:
            yield number - 1, ()
        yield number, cells
        before = number
