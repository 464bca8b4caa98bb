"""PDFs: what is printed on their pages is read with its place; what cannot be read is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linetag.findings import Finding
from linetag.release import pdf, pdfium
from linetag.release.records import Document
from support import pdf_files
from support.pdf_files import PrintedText

HEADER = ("", "2012", "2011")
ROWS = [("Cash", "1,200", "1,100"), ("Land", "(300)", "250"), ("Total assets", "900", "1,350")]
COLUMNS = (60, 360, 460)


def page(rows: Sequence[tuple[str, ...]], top: float = 700, title: str = "BALANCE SHEETS") -> bytes:
    """A title and rows of fields at fixed places; the figures end at 400 and 500 points."""
    texts = [PrintedText(60, top, title)] if title else []
    for number, row in enumerate([HEADER, *rows], 2):
        texts += _row(row, top - 14 * number)
    return b"".join(text.content() for text in texts)


def _row(row: tuple[str, ...], y: float) -> list[PrintedText]:
    caption, *figures = row
    found = [PrintedText(60, y, caption)] if caption else []
    for right, figure in zip((400, 500), figures, strict=False):
        hanging = figure.endswith(")")
        found.append(PrintedText(right - 5.4 * (len(figure) - hanging), y, figure))
    return found


def read(folder: Path, data: bytes) -> tuple[Document | None, list[Finding]]:
    path = folder / "release.pdf"
    path.write_bytes(data)
    document, findings = pdf.read(path, "release.pdf")
    return document, list(findings)


def table(document: Document | None) -> list[list[str]]:
    assert document is not None
    return [[row.label, *(cell.origin.text for cell in row.cells)] for t in document.tables for row in t.rows]


def test_a_page_is_read_with_its_places(tmp_path: Path) -> None:
    document, findings = read(tmp_path, pdf_files.file([b"", page(ROWS)]))
    assert findings == []
    assert table(document) == [list(row) for row in ROWS]
    assert document is not None
    [found] = document.tables
    assert [column.text for column in found.columns] == ["2012", "2011"]
    assert [line.text for line in found.heading] == ["BALANCE SHEETS"]
    place = found.rows[1].cells[0].origin
    assert (place.path, place.part.kind, place.part.number, place.text) == ("release.pdf", "page", 2, "(300)")
    assert (place.line, place.column) == (4, 6)  # the sixth letter of the fourth line


def test_a_table_goes_on_on_the_next_page(tmp_path: Path) -> None:
    more = [("Total liabilities", "500", "600"), ("Equity", "400", "750")]
    second = b"".join(text.content() for n, row in enumerate(more) for text in _row(row, 700 - 14 * n))
    document, _ = read(tmp_path, pdf_files.file([page(ROWS, top=120), second]))
    assert table(document) == [list(row) for row in (*ROWS, *more)]


def test_a_page_that_is_turned_is_read_as_its_reader_turns_it(tmp_path: Path) -> None:
    sideways = b"q 0 1 -1 0 600 0 cm\n" + page(ROWS, top=560) + b"Q\n"
    document, _ = read(tmp_path, pdf_files.file([sideways], page="/Rotate 90"))
    assert table(document) == [list(row) for row in ROWS]


def test_prose_in_two_columns_is_no_table(tmp_path: Path) -> None:
    words = [
        "Revenue rose in all regions of",
        "the world, and in the quarter",
        "orders came from new customers",
    ]
    texts = [PrintedText(x, 700 - 12 * n, text) for x in (60, 320) for n, text in enumerate(words * 3)]
    document, findings = read(tmp_path, pdf_files.file([b"".join(text.content() for text in texts)]))
    assert document is not None
    assert document.tables == ()
    assert [one.code for one in findings] == ["R106"]
    assert all(any(word in one.text for one in document.paragraphs) for word in words)


# --- what cannot be read --------------------------------------------------------------------------

PICTURE = (
    b"<</Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    b" /Length 1>>\nstream\n0\nendstream"
)
SCANNED = b"q 500 0 0 700 50 50 cm /I Do Q\n"
_KEY = "/Filter /Standard /V 1 /R 2 /O ({0}) /U ({0}) /P -44".format("x" * 32)


def codes(findings: list[Finding]) -> list[str]:
    return [one.code for one in findings]


def test_a_password(tmp_path: Path) -> None:
    locked = pdf_files.file(
        [page(ROWS)], more=[f"<<{_KEY}>>".encode()], trailer="/Encrypt 5 0 R /ID [(a) (a)]"
    )
    document, findings = read(tmp_path, locked)
    assert document is None
    assert codes(findings) == ["R120"]


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\ngarbage", pdf_files.file([page(ROWS)])[:40]])
def test_a_damaged_file(tmp_path: Path, data: bytes) -> None:
    document, findings = read(tmp_path, data)
    assert document is None
    assert codes(findings) == ["R121"]


def test_pages_without_text(tmp_path: Path) -> None:
    pages = [SCANNED, page(ROWS), SCANNED, SCANNED]
    resources = "/Resources <</Font <</R 3 0 R /B 4 0 R>> /XObject <</I 5 0 R>>>>"
    document, findings = read(tmp_path, pdf_files.file(pages, page=resources, more=[PICTURE]))
    assert table(document) == [list(row) for row in ROWS]
    [scanned] = findings
    assert (scanned.code, scanned.at and scanned.at.part.number) == ("R122", 1)
    assert "page 1, 3 to 4" in scanned.message


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("MAX_PDF_PAGES", 2, "R123"),
        ("MAX_PDF_LETTERS", 150, "R123"),
        ("MAX_PAGE_LETTERS", 60, "R124"),
        ("MAX_PDF_BYTES", 1000, "R105"),
    ],
)
def test_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, code: str) -> None:
    data = pdf_files.file([page(ROWS)] * 3)
    assert codes(read(tmp_path, data)[1]) == []
    for module in (pdf, pdfium):
        monkeypatch.setattr(module, limit, value, raising=False)
    assert set(codes(read(tmp_path, data)[1])) == {code}


def test_limits_are_reached_and_not_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_files.file([page(ROWS)] * 3)
    document, _ = read(tmp_path, data)
    opened = pdfium.opened(data)
    assert isinstance(opened, pdfium.Pdf)
    letters = len(opened.page(0).letters)
    opened.close()
    limits = {
        "MAX_PDF_PAGES": 3,
        "MAX_PDF_BYTES": len(data),
        "MAX_PAGE_LETTERS": letters,
        "MAX_PDF_LETTERS": 3 * letters,
    }
    for limit, most in limits.items():
        for value, passes in ((most, True), (most - 1, False)):
            with monkeypatch.context() as patch:
                for module in (pdf, pdfium):
                    patch.setattr(module, limit, value, raising=False)
                again, findings = read(tmp_path, data)
            assert (again == document and findings == []) is passes, limit


def test_letters_without_meaning(tmp_path: Path) -> None:
    fonts = "/Resources <</Font <</R 5 0 R /B 4 0 R>>>>"
    font = (
        b"<</Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs <<>>"
        b" /Encoding <</Type /Encoding /Differences [32 /g1 /g2]>> /FirstChar 32 /LastChar 126"
        b" /Widths [" + b"600 " * 95 + b"]>>"
    )
    document, findings = read(tmp_path, pdf_files.file([page(ROWS)], page=fonts, more=[font]))
    assert document is not None
    assert "R125" in codes(findings)


def test_a_form_of_another_kind(tmp_path: Path) -> None:
    xfa = b"<</Length 12>>\nstream\n<xdp></xdp>\n\nendstream"
    catalog = "/AcroForm <</Fields [] /XFA 5 0 R>> /NeedsRendering true"
    _, findings = read(tmp_path, pdf_files.file([page(ROWS)], catalog=catalog, more=[xfa]))
    assert codes(findings) == ["R126"]


def test_scripts_and_attached_files_are_not_read(tmp_path: Path) -> None:
    script = b"<</S /JavaScript /JS (app.alert\\(1\\))>>"
    attached = [b"<</Type /Filespec /F (a.txt) /EF <</F 7 0 R>>>>", b"<</Length 1>>\nstream\na\nendstream"]
    catalog = "/Names <</JavaScript <</Names [(a) 5 0 R]>> /EmbeddedFiles <</Names [(a.txt) 6 0 R]>>>>"
    document, findings = read(
        tmp_path, pdf_files.file([page(ROWS)], catalog=catalog, more=[script, *attached])
    )
    assert table(document) == [list(row) for row in ROWS]
    assert [(one.code, one.severity) for one in findings] == [("R127", "note")] * 2
    assert ["attached files (1)" in findings[0].message, "scripts (1)" in findings[1].message] == [True, True]


def test_a_damaged_page(tmp_path: Path) -> None:
    data = pdf_files.file([page(ROWS), page(ROWS)])
    broken = data.replace(b"/Kids [5 0 R 7 0 R]", b"/Kids [5 0 R 99 0 R]")
    document, findings = read(tmp_path, broken)
    assert table(document) == [list(row) for row in ROWS]
    assert [(one.code, one.at and one.at.part.number) for one in findings] == [("R128", 2)]


@pytest.mark.parametrize("box", ["[0 0 1e30 1e30]", "[0 0 0 0]", "[-1e9 -1e9 1e9 1e9]", "[5 5 1 1]"])
def test_a_page_of_any_size(tmp_path: Path, box: str) -> None:
    document, _ = read(tmp_path, pdf_files.file([page(ROWS)], page=f"/MediaBox {box}"))
    assert document is not None


_REUSED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)


@_REUSED
@given(place=st.integers(0, 2_000), replaced=st.binary(max_size=12))
def test_any_bytes_are_read_or_refused_but_never_fail(tmp_path: Path, place: int, replaced: bytes) -> None:
    data = pdf_files.file([page(ROWS)])
    document, findings = read(tmp_path, data[:place] + replaced + data[place + len(replaced) :])
    assert document is not None or findings


CAPTIONS = (
    st.text("abcdefghij klmn", min_size=3, max_size=24).map(str.strip).filter(lambda text: len(text) > 2)
)
FIGURES = st.integers(-(10**8), 10**8).map(lambda n: f"({-n:,})" if n < 0 else f"{n:,}")


@pytest.mark.slow
@_REUSED
@given(rows=st.lists(st.tuples(CAPTIONS, FIGURES, FIGURES), min_size=2, max_size=12))
def test_no_figure_is_lost(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    document, _ = read(tmp_path, pdf_files.file([page([("Cash", "1", "2"), *rows])]))
    assert [one[1:] for one in table(document)] == [["1", "2"], *(list(row[1:]) for row in rows)]
