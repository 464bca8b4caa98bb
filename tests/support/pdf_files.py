"""Small PDFs written by hand: plain objects of PDF 1.4, without a library and without compression.

`pdf` prints the statements of `printed_statements` as a word processor would; `file` puts pages together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from support.printed_statements import PrintedRow, PrintedStatement

_WIDTH, _HEIGHT, _MARGIN, _SIZE, _PITCH = 612, 792, 54, 9, 12
_FIGURE = 90
"""Points between the right edges of two columns of figures."""


class PrintedText(NamedTuple):
    """A text at a place in points from the lower left corner; its letters are 0.6 of its size wide."""

    x: float
    y: float
    text: str
    size: float = _SIZE
    bold: bool = False

    def content(self) -> bytes:
        """Return the operators that print it (PDF 1.4, section 5.3)."""
        escaped = self.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        font = "B" if self.bold else "R"
        return f"BT /{font} {self.size} Tf {self.x:.2f} {self.y:.2f} Td ({escaped}) Tj ET\n".encode("cp1252")


def rule(left: float, right: float, y: float) -> bytes:
    """Return the operators that draw a horizontal rule."""
    return f"0.5 w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S\n".encode()


def file(
    contents: Sequence[bytes],
    page: str = "",
    catalog: str = "",
    more: Sequence[bytes] = (),
    trailer: str = "",
) -> bytes:
    """Return a PDF with a page for each content.

    `page` and `catalog` are added to the dictionaries of the pages and of the catalog, `trailer` to the
    trailer; the objects `more` have the numbers from 5 on.
    """
    first = 5 + len(more)
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(contents)))
    fonts = "<</R 3 0 R /B 4 0 R>>"
    objects = [
        f"<</Type /Catalog /Pages 2 0 R {catalog}>>".encode(),
        f"<</Type /Pages /Kids [{kids}] /Count {len(contents)}>>".encode(),
        *(
            f"<</Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding>>".encode()
            for name in ("Courier", "Courier-Bold")
        ),
        *more,
    ]
    for index, content in enumerate(contents):
        box = "" if "/MediaBox" in page else f"/MediaBox [0 0 {_WIDTH} {_HEIGHT}]"
        objects.append(
            f"<</Type /Page /Parent 2 0 R {box} /Resources <</Font {fonts}>>"
            f" /Contents {first + 2 * index + 1} 0 R {page}>>".encode()
        )
        objects.append(b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content))
    return _assembled(objects, trailer)


def _assembled(objects: Iterable[bytes], trailer: str) -> bytes:
    """The file of the objects, with its table of places."""
    data, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size} /Root 1 0 R {trailer}>>\n"
    return data + end.encode() + b"startxref\n%d\n%%%%EOF\n" % len(data)


def pdf(statements: Iterable[PrintedStatement]) -> bytes:
    """Return the statements as a PDF, each on a page of its own."""
    return file([b"".join(_statement(statement)) for statement in statements])


def _statement(statement: PrintedStatement) -> Iterator[bytes]:
    y = _HEIGHT - _MARGIN
    for text in statement.heading:
        yield _centred(text, _MARGIN, _WIDTH - _MARGIN, y).content()
        y -= _PITCH
    for header in statement.header:
        y -= _PITCH
        for text, first, last in header:
            yield _centred(text, _right(first, statement) - _FIGURE, _right(last, statement), y).content()
    for row in statement.rows:
        y -= _PITCH
        yield from _row(row, statement, y)


def _row(row: PrintedRow, statement: PrintedStatement, y: float) -> Iterator[bytes]:
    if row.caption:
        yield PrintedText(_MARGIN + 12 * row.indent, y, row.caption, bold=row.bold).content()
    for column, printed in enumerate(row.figures):
        right = _right(column, statement)
        if row.ruled:
            yield rule(right - _FIGURE + 12, right, y + _SIZE)
        # A bracket hangs over the edge of the column, a sign stands at its left.
        sign, figure = ("$", printed[1:].strip()) if printed.startswith("$") else ("", printed)
        hanging = 1 if figure.endswith(")") else 0
        if sign:
            yield PrintedText(right - _FIGURE + 15, y, sign).content()
        yield PrintedText(right - 0.6 * _SIZE * (len(figure) - hanging), y, figure).content()


def _right(column: int, statement: PrintedStatement) -> float:
    return _WIDTH - _MARGIN - _FIGURE * (statement.columns - 1 - column)


def _centred(text: str, left: float, right: float, y: float) -> PrintedText:
    """A text in the middle, smaller where it is wider than its room."""
    size = min(_SIZE, (right - left - _SIZE) / (0.6 * len(text)))
    return PrintedText((left + right - 0.6 * size * len(text)) / 2, y, text, size)
