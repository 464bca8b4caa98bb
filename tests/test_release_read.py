"""The way into a release: which reader reads a file."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from linetag.release import read as dispatch
from linetag.release.read import read
from support import statement_files
from support.office_files import zipped
from support.printed_statements import STATEMENTS

PAGE = "<html><body><table><tr><td>Cash</td><td>12</td><td>3</td></tr></table></body></html>"
TABS = "Balance\n\t2012\t2011\nCash\t12\t3\n"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("r.html", PAGE, "table"),
        ("r.txt", PAGE, "table"),
        ("r", PAGE.upper(), "table"),
        ("r.txt", TABS, ""),
        ("r.txt", f"<TABLE>\n<CAPTION>\n{TABS}</TABLE>\n", ""),
    ],
)
def test_the_content_decides_which_reader_reads_a_file(
    tmp_path: Path, name: str, content: str, kind: str
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    document, _ = read(path, "r")
    assert document is not None
    assert [table.origin.part.kind for table in document.tables] == [kind]
    assert document.path == "r"


def test_a_page_in_utf_16_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(PAGE, "utf-16")
    document, _ = read(path)
    assert document is not None
    assert [table.origin.part.kind for table in document.tables] == ["table"]


@pytest.mark.parametrize("name", ["gone.txt", "gone.html", "nul\0.txt", "."])
def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, name: str) -> None:
    document, findings = read(tmp_path / name)
    assert (document, [item.code for item in findings]) == (None, ["R101"])


BOOK, WORD, CSV = (
    write(STATEMENTS) for write in (statement_files.xlsx, statement_files.docx, statement_files.csv)
)
PDF_START = b"%PDF-1.4 cut off"


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("r.csv", BOOK, "a workbook"),
        ("r.docx", BOOK, "a workbook"),
        ("r.xls", BOOK, "a workbook"),
        ("r.xlsx", WORD, "a Word document"),
        ("r.html", WORD, "a Word document"),
        ("r.docx", PAGE.encode(), "a page of HTML"),
        ("r.xls", PAGE.encode(), "a page of HTML"),
        ("r.pdf", PAGE.encode(), "a page of HTML"),
        ("r.csv", PAGE.encode(), "a page of HTML"),
        ("r.xls", TABS.encode(), "text"),
        ("r.html", TABS.encode(), "text"),
        ("r.xlsx", CSV, "text"),
    ],
)
def test_a_suffix_that_misleads_is_a_note(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    document, findings = read(path, name)
    assert document is not None
    assert (findings[0].code, findings[0].message) == (
        "R153",
        f"{name} ends in {path.suffix}, but it is {what}; it was read as that",
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.xlsx", BOOK),
        ("r.xlsm", BOOK),
        ("r", BOOK),
        ("r.docx", WORD),
        ("r.txt", WORD),
        ("r.csv", CSV),
        ("r.TSV", CSV),
    ],
)
def test_office_files_are_recognised_by_their_content(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    document, findings = read(path)
    assert document is not None
    assert len(document.tables) == len(STATEMENTS)
    assert findings == ()


def test_a_compressed_page_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.html.gz"
    path.write_bytes(gzip.compress(PAGE.encode()))
    document, findings = read(path, "r.html.gz")
    assert document is not None
    assert (document.path, len(document.tables), findings) == ("r.html.gz", 1, ())
    monkeypatch.setattr(dispatch, "MAX_HTML_BYTES", len(PAGE))
    assert read(path)[1] == ()
    monkeypatch.setattr(dispatch, "MAX_HTML_BYTES", len(PAGE) - 1)
    assert [item.code for item in read(path)[1]] == ["R105"]


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)  # the same name of the test in every process that runs it


@pytest.mark.parametrize(
    "content", [_packed(PAGE.encode())[:-9], b"\x1f\x8b junk", _packed(_packed(b"a"))], ids=range(3)
)
def test_a_compressed_file_that_cannot_be_unpacked(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.gz"
    path.write_bytes(content)
    document, findings = read(path)
    assert (document, [item.code for item in findings]) == (None, ["R154"])


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "R147", "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "R144", "an old Word document (.doc)"),
        (OLE + bytes(70_000) + "Workbook".encode("utf-16-le"), "R144", "an old workbook (.xls)"),
        (OLE, "R144", "an old Office document"),
        (b"{\\rtf1 Balance}", "R144", "a Rich Text document"),
        (
            b"From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>",
            "R144",
            "a web archive",
        ),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', "R144", "one XML file"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
            "R144",
            "a workbook in one XML file",
        ),
        (zipped({"xl/workbook.bin": ""}), "R144", "a binary workbook (.xlsb)"),
        (zipped({"mimetype": "", "content.xml": ""}), "R144", "an OpenDocument file"),
        (zipped({"ppt/presentation.xml": ""}), "R144", "a presentation"),
        (zipped({"release.html": PAGE}), "R144", "a zip of other files"),
        (BOOK[:-100], "R143", "the zip"),
        (PDF_START, "R121", ""),
    ],
)
def test_formats_that_are_not_read_say_what_to_do(
    tmp_path: Path, content: bytes, code: str, words: str
) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(content)
    document, findings = read(path, "r.txt")
    assert (document, [item.code for item in findings]) == (None, [code])
    assert words in findings[0].message
