"""Releases that are meant to do harm: a coded finding each, in bounded time and memory."""

from __future__ import annotations

import gzip
import re
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linetag.findings import catalogue
from linetag.release import packages
from linetag.release.read import read
from support import statement_files
from support.office_files import relationships, word_parts, workbook_parts, zipped
from support.printed_statements import STATEMENTS

SECONDS, MEMORY = 30, 1536 * 1024**2
BOOK, WORD, SEPARATED = (
    write(STATEMENTS) for write in (statement_files.xlsx, statement_files.docx, statement_files.csv)
)
ROW = '<row><c t="inlineStr"><is><t>Cash</t></is></c><c><v>12.5</v></c><c><v>3.5</v></c></row>'
SHEET = f"<sheetData>{ROW}{ROW}</sheetData>"
CELL = "<w:tc><w:p><w:r><w:t>12.5</w:t></w:r></w:p></w:tc>"
SHARED = '<row><c t="s"><v>0</v></c></row>'
SAME = '<c r="A1"><v>1.5</v></c>'
HIDDEN = '<col min="1" max="499" hidden="1"/>'
MERGED = '<mergeCell ref="A1:XFD1048576"/>'
TABLE = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cash</w:t></w:r></w:p></w:tc>{CELL}</w:tr></w:tbl>"


def codes(path: Path) -> list[str]:
    """The codes that the command finds, with bounds on time and memory."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    command = [sys.executable, "-c", "from linetag.cli import main; main()", "read", "--format", "json"]
    done = subprocess.run(
        [*command, str(path)], capture_output=True, text=True, check=False, preexec_fn=bound, timeout=90
    )
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr, done.stderr
    assert done.returncode in (0, 1, 2)
    return sorted(re.findall(r"^(?:error|warning|note) ([A-Z][0-9]+)", done.stderr, re.MULTILINE))


def found(folder: Path, content: bytes, name: str = "r") -> list[str]:
    """The codes of the findings on a file with this content, read in this process."""
    path = folder / name
    path.write_bytes(content)
    return [item.code for item in read(path)[1]]


def book(sheet: str, strings: str = "") -> bytes:
    """A workbook whose parts are not compressed."""
    return zipped(workbook_parts(sheet, strings=strings), zipfile.ZIP_STORED)


def word(body: str) -> bytes:
    """A Word document whose parts are not compressed."""
    return zipped(word_parts(body), zipfile.ZIP_STORED)


# --- zips -----------------------------------------------------------------------------------------


def bomb(path: Path, name: str, parts: dict[str, str | bytes], size: int) -> Path:
    """A file with these parts, and one that unpacks to so many bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, text in parts.items():
            if other != name:
                archive.writestr(other, text)
        with archive.open(name, "w", force_zip64=True) as stream:
            for _ in range(size // 1024**2):
                stream.write(b" " * 1024**2)
    return path


@pytest.mark.parametrize(
    ("name", "parts", "all_codes"),
    [
        ("xl/worksheets/sheet1.xml", workbook_parts(SHEET), ["R106", "R145"]),
        ("xl/strings.xml", workbook_parts(SHEET), ["R145"]),
        ("xl/workbook.xml", workbook_parts(SHEET), ["R145"]),
        ("word/document.xml", word_parts(TABLE), ["R145"]),
        ("_rels/.rels", word_parts(TABLE), ["R145"]),
    ],
)
def test_a_zip_bomb_is_not_unpacked(
    tmp_path: Path, name: str, parts: dict[str, str | bytes], all_codes: list[str]
) -> None:
    found_codes = [code for code in codes(bomb(tmp_path / "r", name, parts, 100 * 1024**2)) if code != "P160"]
    assert found_codes == all_codes


def test_a_part_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    content = bytearray(zipped(word_parts(TABLE * 100)))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (50).to_bytes(4, "little")
    assert found(tmp_path, bytes(content)) == ["R143"]


@pytest.mark.parametrize(
    ("limit", "allowed"),
    [
        ("MAX_OFFICE_BYTES", len(zipped(word_parts(TABLE)))),
        ("MAX_PART_BYTES", len(str(word_parts(TABLE)["word/document.xml"]))),
        ("MAX_PART_TAGS", str(word_parts(TABLE)["word/document.xml"]).count("<")),
        ("MAX_PACKAGE_PARTS", 2),
    ],
)
def test_limits_of_office_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, allowed: int
) -> None:
    content = zipped(word_parts(TABLE))
    monkeypatch.setattr(packages, limit, allowed)
    assert found(tmp_path, content) == []
    monkeypatch.setattr(packages, limit, allowed - 1)
    assert found(tmp_path, content) == ["R105" if limit == "MAX_OFFICE_BYTES" else "R145"]


def test_the_parts_of_a_file_have_one_limit_together(tmp_path: Path) -> None:
    path = tmp_path / "r"
    path.write_bytes(zipped(word_parts(TABLE)))
    package, _ = packages.open_package(path, "r")
    assert package is not None
    size = len(str(word_parts(TABLE)["word/document.xml"]))
    package.left = size
    assert package.xml("word/document.xml")[1] == ()
    data, wrong = package.xml("word/document.xml")
    assert (data, [item.code for item in wrong]) == (None, ["R145"])


def test_a_part_may_grow_a_hundred_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MIB", 1)
    content = zipped(word_parts(TABLE + " " * 100_000))
    with zipfile.ZipFile(tmp_path / "x", "w"):
        pass
    (tmp_path / "x").write_bytes(content)
    entry = zipfile.ZipFile(tmp_path / "x").getinfo("word/document.xml")
    times = -(-entry.file_size // entry.compress_size)
    monkeypatch.setattr(packages, "MAX_SHRINKING", times)
    assert found(tmp_path, content) == []
    monkeypatch.setattr(packages, "MAX_SHRINKING", times - 1)
    assert found(tmp_path, content) == ["R145"]


@pytest.mark.parametrize("content", [BOOK, WORD], ids=["xlsx", "docx"])
def test_a_zip_that_breaks_off(tmp_path: Path, content: bytes) -> None:
    for tenth in range(1, 10):
        assert found(tmp_path, content[: len(content) * tenth // 10]) == ["R143"]


def test_names_that_lead_out_of_the_file_lead_nowhere(tmp_path: Path) -> None:
    parts = word_parts(TABLE)
    outside = {**parts, "_rels/.rels": relationships(("officeDocument", "../../../../etc/passwd"))}
    assert found(tmp_path, zipped(outside)) == ["R143"]
    assert found(tmp_path, zipped({**parts, "../../evil.xml": "<a/>", "/word/x": ""})) == []


def test_a_compressed_page_that_grows_beyond_bounds(tmp_path: Path) -> None:
    path = tmp_path / "r.html.gz"
    path.write_bytes(gzip.compress(b"<p>" + b" " * 50_000_000))
    assert codes(path) == ["R105"]


# --- XML ------------------------------------------------------------------------------------------

BOMB = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
DOCTYPES = {
    "file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "http": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>',
    "bomb": f'<!DOCTYPE x [<!ENTITY e0 "ha">{BOMB}<!ENTITY e "&e11;">]>',
    "attribute": '<!DOCTYPE x [<!ATTLIST c r CDATA "A1">]>',
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/strings.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/.rels"]
)
def test_entities_are_refused(tmp_path: Path, name: str, encoding: str, doctype: str) -> None:
    parts = workbook_parts(SHEET)
    parts[name] = (doctype + str(parts[name])).encode(encoding)
    assert [code for code in found(tmp_path, zipped(parts)) if code != "R106"] == ["R146"]


def test_a_declared_encoding_hides_nothing(tmp_path: Path) -> None:
    parts = word_parts(TABLE)
    text = f'<?xml version="1.0" encoding="utf-7"?>{parts["word/document.xml"]!s}'
    hidden = text.replace("?>", '?>+ADwAIQ-DOCTYPE x [+ADwAIQ-ENTITY e "ha">]>')
    assert found(tmp_path, zipped({**parts, "word/document.xml": text})) == []
    assert found(tmp_path, zipped({**parts, "word/document.xml": hidden})) == ["R143"]


@pytest.mark.parametrize("depth", [200, 3_000, 100_000])
def test_deep_nesting(tmp_path: Path, depth: int) -> None:
    for tag in ("w:sdt", "w:tbl"):
        body = f"{f'<{tag}>' * depth}{TABLE}{f'</{tag}>' * depth}"
        assert found(tmp_path, word(body)) in ([], ["R143"])


@pytest.mark.parametrize("text", ["<a>", "", "no XML", "<a/><b/>", "\x00\x01", "<w:document/>"])
def test_parts_that_are_no_xml(tmp_path: Path, text: str) -> None:
    for name in ("word/document.xml", "_rels/.rels"):
        assert found(tmp_path, zipped({**word_parts(TABLE), name: text})) in (["R143"], ["R106"])
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/strings.xml", "xl/styles.xml"):
        assert set(found(tmp_path, zipped({**workbook_parts(SHEET), name: text}))) <= {"R143", "R106"}


# --- content --------------------------------------------------------------------------------------


def test_macros_links_and_objects_are_named_and_not_followed(tmp_path: Path) -> None:
    extra: dict[str, str | bytes] = {
        "xl/vbaProject.bin": b"\xd0\xcf",
        "xl/externalLinks/externalLink1.xml": "<a/>",
        "xl/embeddings/oleObject1.bin": b"",
    }
    path = tmp_path / "r.xlsm"
    path.write_bytes(zipped({**workbook_parts(SHEET), **extra}))
    _, findings = read(path, "r.xlsm")
    assert [(item.code, item.message) for item in findings] == [
        (
            "R148",
            "r.xlsm has macros, links to other files, embedded objects; they were not read or followed",
        )
    ]
    outside = relationships(("attachedTemplate", "http://127.0.0.1:9/t.dotm")).replace(
        "/></", ' TargetMode="External"/></'
    )
    assert found(tmp_path, zipped({**word_parts(TABLE), "word/_rels/document.xml.rels": outside})) == []


@pytest.mark.parametrize(
    ("content", "all_codes"),
    [
        (book(f"<sheetData>{ROW * 90_000}</sheetData>"), ["R140"]),
        (book(f"<sheetData>{'<row/>' * 1_000_000}{ROW * 3}</sheetData>"), []),
        (book(f"<sheetData><row>{'<c/>' * 1_000_000}</row>{ROW * 3}</sheetData>"), []),
        (book(f"<sheetData><row>{'<c><v>1</v></c>' * 800_000}</row></sheetData>"), ["R106", "R145"]),
        (book(f"{SHEET}<mergeCells>{MERGED * 500_000}</mergeCells>"), []),
        (book(SHEET, strings="<si><t>x</t></si>" * 400_000), []),
        (
            book(f"<sheetData>{SHARED * 100_000}</sheetData>", f"<si><t>{'x' * 20_000_000}</t></si>"),
            ["R106", "R140"],
        ),
        (book(f"<sheetData><row>{SAME * 140_000}</row></sheetData>"), []),
        (book(f"{HIDDEN * 400_000}{SHEET}"), ["R106", "R151"]),
        (word(f"<w:tbl>{f'<w:tr>{CELL * 2}</w:tr>' * 80_000}</w:tbl>"), ["R106", "R140"]),
        (word("<w:p/>" * 200_000 + TABLE), ["R106", "R112"]),
        (b"Cash,1,2\n" * 1_000_000, ["R140"]),
        (b"1," * 4_000_000, ["R113"]),
        (b'"' * 4_000_000, ["R106"]),
        (b'a,"b\n' * 500_000, ["R106", "R140"]),
        (b"\n" * 8_000_000, ["R102"]),
    ],
    ids=[
        *("cells", "rows", "empty cells", "tags", "merged", "strings", "shared", "same", "hidden"),
        *("word cells", "paragraphs"),
        *("lines", "fields", "quotes", "open quotes", "blank lines"),
    ],
)
def test_files_beyond_all_measure(tmp_path: Path, content: bytes, all_codes: list[str]) -> None:
    path = tmp_path / ("r" if content.startswith(b"PK") else "r.csv")
    path.write_bytes(content)
    assert [code for code in codes(path) if not code.startswith("P")] == all_codes


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([BOOK, WORD, SEPARATED]), st.data())
def test_damaged_files_are_findings(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 20))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "r.csv"
    path.write_bytes(changed)
    document, findings = read(path)
    assert document is not None or findings
    assert {item.code for item in findings} <= set(catalogue())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(
    st.sampled_from(["A1", "XFD9999999", "1A", "", "b2", "A0"]),
    st.sampled_from(["s", "n", "b", "e", "d", "str", "inlineStr", "zz", ""]),
    st.sampled_from(["", "0", "-1", "99999999999", "1e9999", "1e308", "x", "0.1", "41182", "nan", "#REF!"]),
    st.sampled_from(["", "<f/>", "<f>A1</f>"]),
    st.sampled_from(["", "0", "1", "2", "77", "x"]),
), max_size=12))  # fmt: skip
def test_any_cells_of_a_sheet_are_read(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str, str, str]]
) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="200" formatCode="[$-411]ggge&quot;年&quot;m/d;@;[&lt;x]0"/></numFmts>'
        "<fonts/>"
        '<cellXfs><xf/><xf numFmtId="200" fontId="9" borderId="z"/><xf numFmtId="14"/></cellXfs>'
    )
    row = "".join(
        f'<c r="{reference}" t="{kind}" s="{style}">{formula}<v>{value}</v></c>'
        for reference, kind, value, formula, style in cells
    )
    parts = workbook_parts(f'<sheetData><row r="0">{row}</row>{ROW}</sheetData>', styles=styles)
    path = tmp_path_factory.mktemp("cells") / "r.xlsx"
    path.write_bytes(zipped(parts))
    document, findings = read(path)
    assert document is not None
    assert {item.code for item in findings} <= set(catalogue())
