"""The only module that knows pypdfium2: a PDF → the letters and rules of its pages.

Scripts are not run, attached files are not opened, forms are not filled, nothing is drawn.
"""

from __future__ import annotations

import ctypes
import math
import sys
import unicodedata
from typing import Any, Literal, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as c  # type: ignore[import-untyped]

from linetag.release.limits import MAX_PAGE_LETTERS, MAX_PAGE_OBJECTS

_HUNDREDTHS = 100
_FARTHEST = 10_000_000
"""No place on a page is farther away, in hundredths of a point; PDF 1.7 allows pages of 14,400 points."""

_BOLD = 600
_THIN, _LONG = 250, 300
"""A path is a rule if it is at most so high and at least so long, in hundredths of a point."""

_NAME_LENGTH = 128
_QUARTER = math.pi / 2
_HYPHEN = "\x02"
_UNKNOWN = "\ufffd"
_LIGATURES = ("\ufb00", "\ufb06")

Problem = Literal["password", "broken"]


class Letter(NamedTuple):
    """A character at its baseline, in hundredths of a point from left to right and from top to bottom.

    Places are those of a reader who turns the page by `turn` quarters, so that the text runs to the right. A
    blank has no place.
    """

    text: str
    left: int
    right: int
    baseline: int
    em: int
    bold: bool
    turn: int


class DrawnLine(NamedTuple):
    """A thin horizontal path on a page that is not turned, at a distance from the top of the page."""

    left: int
    right: int
    top: int


class Page(NamedTuple):
    """What is printed on a page; `more` says that it has more letters than were read.

    `unknown` counts the characters that the font gives no meaning; `pictures` says that it has images. A page
    that is `damaged` has nothing else.
    """

    letters: tuple[Letter, ...] = ()
    rules: tuple[DrawnLine, ...] = ()
    unknown: int = 0
    pictures: bool = False
    more: bool = False
    damaged: bool = False


class Pdf:
    """An open PDF."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        """Of a document that is open; `close` closes it."""
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    @property
    def is_xfa(self) -> bool:
        """Whether its content is a form of XFA, of which the pages show only a placeholder."""
        return c.FPDF_GetFormType(self._document) in (c.FORMTYPE_XFA_FULL, c.FORMTYPE_XFA_FOREGROUND)

    @property
    def attachments(self) -> int:
        """The number of files attached to it."""
        return max(0, int(c.FPDFDoc_GetAttachmentCount(self._document)))

    @property
    def scripts(self) -> int:
        """The number of scripts that the document holds."""
        return max(0, int(c.FPDFDoc_GetJavaScriptActionCount(self._document)))

    def page(self, index: int) -> Page:
        """Return the page at `index` from 0."""
        try:
            page = self._document[index]
        except pypdfium2.PdfiumError:
            return Page(damaged=True)
        try:
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            page.close()
            return Page(damaged=True)
        try:
            return _page(page, text)
        finally:
            text.close()
            page.close()

    def close(self) -> None:
        """Close the document."""
        self._document.close()


def opened(data: bytes) -> Pdf | Problem:
    """Return the PDF, or why it cannot be opened."""
    try:
        return Pdf(pypdfium2.PdfDocument(data))
    except pypdfium2.PdfiumError:
        locked = c.FPDF_GetLastError() in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY)
        return "password" if locked else "broken"


# --- one page -------------------------------------------------------------------------------------


def _page(page: Any, text: Any) -> Page:  # noqa: ANN401 - pypdfium2 has no types for its raw handles
    count = int(c.FPDFText_CountChars(text))
    letters: list[Letter] = []
    unknown = 0
    fonts: dict[tuple[int, bytes], bool] = {}
    width, height = _place(page.get_width()), _place(page.get_height())
    for index in range(min(count, MAX_PAGE_LETTERS)):
        letter = _letter(text, index, (width, height), fonts)
        unknown += letter.text == _UNKNOWN
        letters.append(letter)
    rules, pictures = _objects(page, height)
    return Page(tuple(letters), rules, unknown, pictures, count > MAX_PAGE_LETTERS)


def _letter(
    text: Any,  # noqa: ANN401
    index: int,
    size: tuple[int, int],
    fonts: dict[tuple[int, bytes], bool],
) -> Letter:
    character = _character(text, index)
    if character.isspace() or c.FPDFText_IsGenerated(text, index) == 1:
        return Letter(" " if character.isspace() else character, 0, 0, 0, 0, bold=False, turn=0)
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), c.FS_RECTF(), c.FS_MATRIX()
    c.FPDFText_GetCharOrigin(text, index, x, y)
    c.FPDFText_GetLooseCharBox(text, index, box)
    c.FPDFText_GetMatrix(text, index, matrix)
    em = _place(c.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d))
    turn = round(math.atan2(matrix.b, matrix.a) / _QUARTER) % 4
    height = size[1]
    left, baseline = _place(x.value), height - _place(y.value)
    sides = (_place(box.left), _place(box.right), height - _place(box.top), height - _place(box.bottom))
    letter = Letter(character, left, left, baseline, max(em, 1), _bold(text, index, fonts), turn)
    return _turned(letter, sides, size)


def _turned(letter: Letter, sides: tuple[int, int, int, int], size: tuple[int, int]) -> Letter:
    """The letter with the places that a reader of turned text sees.

    `sides` are those of its box, `size` the width and height of its page.
    """
    left, right, top, bottom = sides
    width, height = size
    x, y = letter.left, letter.baseline
    start, end, baseline = (
        (x, right, y),
        (height - y, height - top, x),
        (width - x, width - left, height - y),
        (y, bottom, width - x),
    )[letter.turn]
    return letter._replace(left=start, right=max(start, end), baseline=baseline)


def _character(text: Any, index: int) -> str:  # noqa: ANN401
    """The character, hyphens at the end of lines and ligatures made usual ones."""
    code = int(c.FPDFText_GetUnicode(text, index))
    found = chr(code) if 0 < code <= sys.maxunicode else _UNKNOWN
    if c.FPDFText_HasUnicodeMapError(text, index) == 1 or unicodedata.category(found) in ("Cs", "Cn"):
        return _UNKNOWN
    if found in (_HYPHEN, "\xad"):
        return "-"
    if _LIGATURES[0] <= found <= _LIGATURES[1]:
        return unicodedata.normalize("NFKC", found)
    return " " if unicodedata.category(found) == "Cc" else found


def _bold(text: Any, index: int, fonts: dict[tuple[int, bytes], bool]) -> bool:  # noqa: ANN401
    """Whether the letter is printed in bold, as the weight or the name of its font says."""
    name, flags = ctypes.create_string_buffer(_NAME_LENGTH), ctypes.c_int()
    c.FPDFText_GetFontInfo(text, index, name, _NAME_LENGTH, flags)
    weight = int(c.FPDFText_GetFontWeight(text, index))
    key = (weight, name.value)
    if key not in fonts:
        fonts[key] = weight >= _BOLD or any(
            word in name.value.lower() for word in (b"bold", b"black", b"heavy")
        )
    return fonts[key]


def _objects(page: Any, height: int) -> tuple[tuple[DrawnLine, ...], bool]:  # noqa: ANN401
    """The horizontal rules of a page, and whether it has pictures."""
    rules: list[DrawnLine] = []
    pictures = False
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(int(c.FPDFPage_CountObjects(page)), MAX_PAGE_OBJECTS)):
        item = c.FPDFPage_GetObject(page, index)
        kind = c.FPDFPageObj_GetType(item)
        pictures = pictures or kind in (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM)
        if kind != c.FPDF_PAGEOBJ_PATH or not c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        start, end = _place(left.value), _place(right.value)
        if end - start >= _LONG and _place(top.value) - _place(bottom.value) <= _THIN:
            rules.append(DrawnLine(start, end, height - _place(top.value)))
    return tuple(rules), pictures


def _place(points: float) -> int:
    """A place in points in hundredths of a point, kept within bounds."""
    if not math.isfinite(points):
        return 0
    return max(-_FARTHEST, min(_FARTHEST, round(points * _HUNDREDTHS)))
