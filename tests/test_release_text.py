"""Reading a release: a small one, readable here; bad files; and that nothing is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linetag.model import Origin
from linetag.release import characters, limits, numbers, pasted
from linetag.release.records import Column, Document, PrintedUnit, Table
from linetag.release.text import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_RELEASE = """\
# Example Corp. Results

<u>Balance Sheets</u>

→As of March 31, 2012→As of Sept→tember 30, 2012
→Thousands of JPY→Thousands of U.S. Dollars→Thousands of JPY
ASSETS→→→
Cash→13,536→149→(1,670)
Goodwill, net of JPY 5 thousand at March 31, 2012→△7→-→
Broken→12,3O4→1,23,456

→Three Months→Change→
→JPY→%→
Per share→33.59→(2.7)→

Sales were JPY5 million, up 8.3%, on March 31, 2012: a record.

Income in brief
Six Months Ended September 30, 2012: JPY1,998 million (up 49.8% YoY)

Six Months Ended September 30, 2011: JPY1,334 million (down 5.5%)

Shares
1) Outstanding:→
As of September 30, 2012:→41,295,600 shares
2) Treasury:→

As of September 30, 2012: 758,800 shares As of March 31, 2012: 758,8O0 shares
""".replace("→", "\t")


def _document(folder: Path, text: str) -> Document:
    path = folder / "release.txt"
    path.write_text(text, "utf-8", newline="")
    document, findings = read(path, "r.txt")
    assert findings == ()
    assert document is not None
    return document


def _tables(folder: Path, *lines: str) -> tuple[Table, ...]:
    return _document(folder, "\n".join(line.replace("→", "\t") for line in lines)).tables


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Table, ...]:
    return _document(tmp_path, _RELEASE).tables


def test_tables_lists_and_their_headings(tables: Sequence[Table]) -> None:
    assert [(item.origin.line, [line.text for line in item.heading]) for item in tables] == [
        (5, ["Example Corp. Results", "Balance Sheets"]),
        (12, ["Example Corp. Results", "Balance Sheets"]),
        (19, ["Sales were JPY5 million, up 8.3%, on March 31, 2012: a record.", "Income in brief"]),
        (24, ["Shares"]),
        (28, ["Shares", "2) Treasury:"]),
    ]
    assert tables[0].heading[1].line == 3


def test_broken_headers_say_only_what_is_certain(tables: Sequence[Table]) -> None:
    assert [column.unit_origin and column.unit_origin.line for column in tables[0].columns] == [6, 6, 6]
    assert [piece.text for piece in tables[0].columns[0].header] == [
        "As of March 31, 2012",
        "Thousands of JPY",
    ]
    assert tuple(column._replace(unit_origin=None, header=()) for column in tables[0].columns) == (
        Column(
            Origin("r.txt", 5, 2, "As of March 31, 2012"),
            "As of March 31, 2012 Thousands of JPY",
            PrintedUnit("JPY", 3),
            (date(2012, 3, 31),),
        ),
        Column(
            Origin("r.txt", 5, 23, "As of Sept"),
            "As of Sept Thousands of U.S. Dollars",
            PrintedUnit("USD", 3),
        ),
        Column(
            Origin("r.txt", 5, 34, "tember 30, 2012"),
            "tember 30, 2012 Thousands of JPY",
            PrintedUnit("JPY", 3),
        ),
    )
    assert [item.unit for item in tables[1].columns] == [PrintedUnit("JPY"), PrintedUnit("%")]


def test_cells_know_their_place_and_kind(tables: Sequence[Table]) -> None:
    _, cash, goodwill, broken = tables[0].rows
    assert [(cell.column, cell.value, cell.origin) for cell in cash.cells] == [
        (1, Decimal(13536), Origin("r.txt", 8, 6, "13,536")),
        (2, Decimal(149), Origin("r.txt", 8, 13, "149")),
        (3, Decimal(-1670), Origin("r.txt", 8, 17, "(1,670)")),
    ]
    assert cash.section == ("ASSETS",)
    assert goodwill.label == "Goodwill, net of … at …"
    assert [(item.value, item.dates) for item in goodwill.amounts] == [(Decimal(5), (date(2012, 3, 31),))]
    assert [cell.kind for cell in goodwill.cells] == ["number", "dash", "blank"]
    # A row with fewer cells than its table keeps what it has; nothing is guessed.
    assert [(cell.kind, cell.origin.text) for cell in broken.cells] == [
        ("text", "12,3O4"),
        ("text", "1,23,456"),
    ]


def test_lists_without_tabs(tables: Sequence[Table]) -> None:
    first, second = tables[2].rows
    assert first.label == "Six Months Ended September 30, 2012:"
    assert [(cell.value, cell.unit) for cell in first.cells] == [
        (Decimal(1998), PrintedUnit("JPY", 6)),
        (Decimal("49.8"), PrintedUnit("%")),
    ]
    assert first.cells[1].origin == Origin("r.txt", 19, 56, "up 49.8%")
    assert (second.origin.line, second.cells[1].value) == (21, Decimal("-5.5"))
    one, other = tables[4].rows
    assert (one.label, one.cells[0].value) == ("As of September 30, 2012:", Decimal(758800))
    assert other.origin == Origin("r.txt", 28, 42, "As of March 31, 2012:")
    # A damaged figure in a list is kept as text, so that it is reported and not lost.
    assert (other.cells[0].kind, other.cells[0].origin.text) == ("text", "758,8O0 shares")


def test_a_figure_of_a_list_in_parentheses_is_negative(tmp_path: Path) -> None:
    line = "As of May 1, 2012: (758,800 shares) As of May 1, 2011: (JPY5 million) (down 5.5% YoY)\n"
    (table,) = _document(tmp_path, f"Shares\n\n{line}").tables
    cells = [cell for row in table.rows for cell in row.cells]
    assert [(cell.value, cell.unit) for cell in cells] == [
        (Decimal(-758800), PrintedUnit("shares")),
        (Decimal(-5), PrintedUnit("JPY", 6)),
        (Decimal("-5.5"), PrintedUnit("%")),
    ]


def test_a_table_without_a_header_has_nameless_columns(tables: Sequence[Table]) -> None:
    assert [item.text for item in tables[3].columns] == [""]
    assert tables[3].rows[1].cells[0].unit == PrintedUnit("shares")


def test_rows_that_lost_their_labels_have_their_figures_from_the_first_column(tmp_path: Path) -> None:
    (table,) = _tables(
        tmp_path, "Summary→→→", "1H11→1H12→Change→", "JPY millions→JPY millions→%→", "47,207→51,109→8.3→"
    )
    assert [item.text for item in table.columns] == ["1H11 JPY millions", "1H12 JPY millions", "Change %"]
    heading, row = table.rows
    assert (heading.label, row.label, row.section) == ("Summary", "", ("Summary",))
    assert [cell.value for cell in row.cells] == [Decimal(47207), Decimal(51109), Decimal("8.3")]
    assert [cell.origin.column for cell in row.cells] == [1, 8, 15]


def test_years_are_labels_and_headers_not_figures(tmp_path: Path) -> None:
    (table,) = _tables(tmp_path, "→Sales→Profit", "2011→1,000→50", "2012→2,000→60")
    assert [row.label for row in table.rows] == ["2011", "2012"]
    (table,) = _tables(tmp_path, "(Millions of yen)→2012→2011", "Sales→2,000→1,000")
    assert [(item.text, item.unit) for item in table.columns] == [
        ("2012", PrintedUnit("JPY", 6)),
        ("2011", PrintedUnit("JPY", 6)),
    ]


def test_a_first_line_item_with_a_broken_figure_is_no_header(tmp_path: Path) -> None:
    (table,) = _tables(tmp_path, "→JPY", "Sales→12,3O4", "Profit→5")
    assert [(row.label, row.cells[0].kind) for row in table.rows] == [("Sales", "text"), ("Profit", "number")]
    (table,) = _tables(tmp_path, "→JPY", "Forecast revised→None", "Profit→5")
    assert [row.label for row in table.rows] == ["Forecast revised", "Profit"]


def test_units_that_contradict_each_other_over_a_column_give_none(tmp_path: Path) -> None:
    (table,) = _tables(tmp_path, "→Thousands of JPY→JPY / U.S. Dollars", "Sales→5→6")
    assert [item.unit for item in table.columns] == [PrintedUnit("JPY", 3), None]


def test_an_impossible_date_in_a_header_is_reported_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("\tAs of June 31, 2012\nCash\t5\n", "utf-8")
    document, (finding,) = read(path)
    assert document is not None
    assert document.tables[0].columns[0].dates == ()
    assert (finding.code, finding.at) == ("R108", Origin(str(path), 1, 8, "June 31, 2012"))


def test_line_ends_and_byte_order_marks_make_no_difference(tmp_path: Path) -> None:
    expected = _document(tmp_path, _RELEASE)
    path = tmp_path / "other.txt"
    windows = _RELEASE.replace("\n", "\r\n")
    for data in (
        windows.encode("utf-8-sig"),
        _RELEASE.replace("\n", "\r").encode(),
        windows.encode("utf-16"),
        b"\xfe\xff" + windows.encode("utf-16-be"),
    ):
        path.write_bytes(data)
        assert read(path, "r.txt") == (expected, ())


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "R102", "contains no text"),
        (b"\xef\xbb\xbf \n\t\n", "R102", "contains no text"),
        (b"%PDF-1.7\n", "R103", "a PDF document"),
        (b"PK\x03\x04\x14", "R103", "a ZIP archive"),
        (b"a\0b", "R103", "binary data"),
        ("資産\t1".encode("cp932"), "R104", "not UTF-8: byte 0x8E at offset 0"),
        (b"Cash\t5\r\nG\xc3\xa9n\xe9\t7\n", "R104", "byte 0xE9 at offset 12"),
        (b"\xff\xfea\0\x00\xd8", "R104", "not UTF-16: byte 0x00 at offset 4"),
        (b"x" * (limits.MAX_BYTES + 1), "R105", "larger than 16 MiB"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(
    tmp_path: Path, data: bytes, code: str, words: str
) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes(data)
    document, (finding,) = read(path, "r.txt")
    assert document is None
    assert (finding.code, finding.severity) == (code, "error")
    assert words in finding.message
    assert finding.at is not None
    assert finding.at.path == "r.txt"


def test_the_place_of_a_wrong_byte_is_a_line_and_a_column(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes(b"\xef\xbb\xbfCash\t5\r\nG\xc3\xa9n\xe9\t7\n")
    _, (finding,) = read(path, "r.txt")
    assert finding.at == Origin("r.txt", 2, 4, "Gén")
    assert "offset 15" in finding.message


def test_a_file_that_is_not_there_or_a_folder_is_a_finding(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        document, (finding,) = read(path)
        assert (document, finding.code) == (None, "R101")


def test_prose_alone_is_a_document_without_tables(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("Sales were JPY5 million as of March 31, 2012: a record.\n", "utf-8")
    document, (finding,) = read(path)
    assert document is not None
    assert (document.tables, finding.code) == ((), "R106")


def test_lost_characters_are_a_warning_at_the_first(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("Cash\t5\nLoss\t\ufffd1,234\n", "utf-8")
    _, (finding,) = read(path, "r.txt")
    assert (finding.code, finding.severity) == ("R109", "warning")
    assert finding.at is not None
    assert (finding.at.line, finding.at.column) == (2, 6)


# --- properties -------------------------------------------------------------------------------

_REUSED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
_FIELD = st.sampled_from(
    [
        "",
        "-",
        "1,234",
        "(5)",
        "12,3O4",
        "Sales",
        "TOTAL",
        "Assets:",
        "2012",
        "JPY",
        "%",
        "As of May 1, 2012",
        "2012 2011",
    ]
) | st.text(st.characters(exclude_characters="\t\r\n\0", exclude_categories=["Cs"]), max_size=8)


@_REUSED
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_but_never_fail(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes(data)
    document, findings = read(path)
    assert document is not None or findings


@_REUSED
@given(rows=st.lists(st.lists(_FIELD, min_size=2, max_size=5), min_size=1, max_size=8))
def test_no_field_of_a_table_is_lost(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "release.txt"
    path.write_text("\n".join("\t".join(row) for row in rows), "utf-8", newline="")
    document, _ = read(path)
    tables = document.tables if document else ()
    if pasted.is_irregular([Origin("r", 1, 1, "\t".join(row)) for row in rows]):
        return  # its columns are found anew: tests/test_release_pasted.py
    for number, fields in enumerate(rows, 1):
        # What is in neither a row's label nor its cells stands in the header of a column.
        kept = [cell.origin for table in tables for row in table.rows for cell in row.cells]
        kept += [row.origin for table in tables for row in table.rows]
        there = {origin.text for origin in kept if origin.line == number}
        header = " ".join(column.text for table in tables for column in table.columns)
        is_header = not there
        for field in fields[1:] if is_header else fields:
            text = characters.trimmed(field)
            if is_header and (numbers.is_blank(text) or numbers.is_dash(text)):
                continue
            assert characters.label(text) in header if is_header else text in there or not text


@pytest.mark.parametrize(("width", "tables"), [(limits.MAX_PAGE_WIDTH, 1), (limits.MAX_PAGE_WIDTH + 1, 0)])
def test_columns_made_of_blanks_are_looked_for_on_pages(tmp_path: Path, width: int, tables: int) -> None:
    """A longer line is a paragraph, in which a blank before a figure is no empty column."""
    rows = [
        ("", "2023", "2022"),
        ("Cash", "1,200", "1,100"),
        ("Inventories", "", "250"),
        ("Total", "1,200", "1,350"),
    ]
    printed = "\n".join(f"{caption:{width - 20}}{now:>10}{then:>10}" for caption, now, then in rows)
    path = tmp_path / "release.txt"
    path.write_text(f"BALANCE SHEETS\n\n{printed}\n", "utf-8")
    document, findings = read(path)
    assert document is not None
    assert len(document.tables) == tables
    assert [one.code for one in findings] == ["R106"] * (not tables)
