"""Workbooks: what their cells print, merged and hidden cells, formulas without values, limits."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from linetag.findings import Finding
from linetag.release import limits, packages, workbook, xlsx
from linetag.release.records import Document, Table
from support.office_files import workbook_parts, zipped


def _read(folder: Path, content: bytes) -> tuple[Document, tuple[Finding, ...]]:
    path = folder / "book.xlsx"
    path.write_bytes(content)
    document, findings = xlsx.read(path, "book.xlsx")
    assert document is not None
    return document, findings


def _saved(fill: Callable[[Worksheet], object]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Statement"
    fill(sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _printed(table: Table) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.origin.text for cell in row.cells)) for row in table.rows]


def _rows(*rows: str) -> str:
    """Rows of cells as XML, as in "<c><v>1</v></c>"."""
    inside = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, 1))
    return f"<sheetData>{inside}</sheetData>"


def _text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = "<c/><c><v>2012</v></c><c><v>2011</v></c>"


def test_a_sheet_is_read_as_it_is_printed(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "CONSOLIDATED BALANCE SHEETS"
        sheet.merge_cells("A1:C1")
        sheet["B3"] = "As of September 30,"
        sheet.merge_cells("B3:C3")
        sheet["B4"], sheet["C4"] = date(2012, 9, 30), date(2011, 9, 30)
        sheet["B4"].number_format = sheet["C4"].number_format = "yyyy"
        sheet["A5"], sheet["B5"], sheet["C5"] = "  Cash", 41_207_438, -1_279_000
        sheet["B5"].number_format = sheet["C5"].number_format = "#,##0,;(#,##0,)"
        sheet["A5"].alignment = Alignment(indent=2)
        sheet["A6"], sheet["B6"], sheet["C6"] = "Total", 0, 0.125
        sheet["A6"].font = Font(bold=True)
        sheet["B6"].number_format, sheet["C6"].number_format = '0;0;"—"', "0.0%"
        sheet["B6"].border = Border(top=Side(style="thin"))

    document, findings = _read(tmp_path, _saved(fill))
    assert findings == ()
    (table,) = document.tables
    assert [item.text for item in table.heading] == ["Statement", "CONSOLIDATED BALANCE SHEETS"]
    texts = [column.text for column in table.columns]
    assert texts == ["As of September 30, 2012", "As of September 30, 2011"]
    assert _printed(table) == [("Cash", "41,207", "(1,279)"), ("Total", "—", "12.5%")]
    assert [cell.value for cell in table.rows[0].cells] == [41207, -1279]
    assert [row.look for row in table.rows] == [(2300, False, False), (0, True, True)]
    origin = table.rows[1].cells[1].origin
    assert (origin.path, origin.line, origin.column, origin.part) == (
        "book.xlsx",
        6,
        3,
        ("sheet", 1, "Statement"),
    )


def test_text_centred_over_empty_cells_names_their_columns(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([None, "Three Months Ended", None, "Change"])
        sheet.append([None, 2012, 2011, "in %"])
        sheet.append(["Sales", 100, 200, 3])
        for cell in ("B1", "C1"):
            sheet[cell].alignment = Alignment(horizontal="centerContinuous")

    (table,) = _read(tmp_path, _saved(fill))[0].tables
    assert [c.text for c in table.columns] == [
        "Three Months Ended 2012",
        "Three Months Ended 2011",
        "Change in %",
    ]


def test_hidden_sheets_rows_and_columns_are_left_out_with_a_note(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["", 2012, "secret", 2011], ["Cash", 100, 1, 200], ["Plug", 9, 9, 9], ["Debt", 300, 1, 400]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Draft").append(["Secret", 1])
    book.create_sheet("Notes").append(["Secret", 1])
    book["Draft"].sheet_state, book["Notes"].sheet_state = "hidden", "veryHidden"
    content = io.BytesIO()
    book.save(content)
    document, findings = _read(tmp_path, content.getvalue())
    (table,) = document.tables
    assert _printed(table) == [("Cash", "100", "200"), ("Debt", "300", "400")]
    assert [(item.code, item.at and item.at.part) for item in findings] == [
        ("R151", ("sheet", 1, "Sheet")),
        ("R151", ("sheet", 2, "Draft")),
        ("R151", ("sheet", 3, "Notes")),
    ]
    assert findings[0].message == 'left out of "Sheet": 7 cells in hidden rows or columns'


def test_formulas_without_saved_values_are_listed(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["", 2012, 2011])
        sheet.append(["Cash", 100, "=C2*2"])
        sheet.append(["Total", "=SUM(B2:B2)", 400])

    document, findings = _read(tmp_path, _saved(fill))
    (found,) = findings
    places = [found.at, *found.related]
    assert (found.code, [at and (at.line, at.column) for at in places]) == ("R149", [(2, 3), (3, 2)])
    assert [cell.kind for row in document.tables[0].rows for cell in row.cells] == [
        "number", "blank", "blank", "number",
    ]  # fmt: skip


@pytest.mark.parametrize(("properties", "other", "codes"), [
    ('<calcPr fullCalcOnLoad="1"/>', "0", ["R149"]),
    ('<calcPr fullCalcOnLoad="1"/>', "5", []),
    ("", "0", []),
])  # fmt: skip
def test_formulas_whose_values_are_all_0_were_never_calculated(
    tmp_path: Path, properties: str, other: str, codes: list[str]
) -> None:
    row = f"{_text('Cash')}<c><f>1+1</f><v>0</v></c><c><f>1+2</f><v>{other}</v></c>"
    content = zipped(workbook_parts(_rows(HEADER, row, row), properties=properties))
    _, findings = _read(tmp_path, content)
    assert [item.code for item in findings if item.code != "R106"] == codes


def test_cells_with_errors_are_a_finding(tmp_path: Path) -> None:
    row = f'{_text("Cash")}<c><v>12</v></c><c t="e"><f>A9</f><v>#REF!</v></c>'
    _, findings = _read(tmp_path, zipped(workbook_parts(_rows(HEADER, row, row))))
    (found,) = findings
    assert (found.code, found.at and found.at[1:4], len(found.related)) == ("R150", (2, 3, "#REF!"), 1)


def test_every_kind_of_value_is_read(tmp_path: Path) -> None:
    strings = (
        "<si><t>Cash</t></si><si><r><t>Debt</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>(1)</t></r>"
        "<rPh><t>x</t></rPh></si>"
    )
    rows = _rows(
        HEADER,
        '<c t="s"><v>0</v></c><c t="str"><f>x</f><v>1,234</v></c><c t="n"><v>5.0</v></c>',
        '<c t="s"><v>1</v></c><c t="b"><v>1</v></c><c><v>-7E1</v></c>',
        '<c t="d"><v>2012-09-30T00:00:00</v></c><c t="s"><v>99</v></c><c r="C4"><v>8</v></c>',
    )
    (table,) = _read(tmp_path, zipped(workbook_parts(rows, strings=strings)))[0].tables
    assert _printed(table) == [("Cash", "1,234", "5"), ("Debt", "TRUE", "-70"), ("2012-09-30", "", "8")]


def test_tables_of_a_sheet_have_their_own_headings_and_sheets_do_not_inherit(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["Balance Sheet"], [], ["", 2012], ["Cash", 100], ["Debt", 200], [],
        ["Income"], ["", "FY12"], ["Sales", 300],
    ):  # fmt: skip
        book.active.append(row)
    for row in (["", 2012], ["Wages", 400]):
        book.create_sheet("Two" if "Two" not in book.sheetnames else "x")
        book["Two"].append(row)
    content = io.BytesIO()
    book.save(content)
    document, _ = _read(tmp_path, content.getvalue())
    headings = [[item.text for item in table.heading] for table in document.tables]
    assert headings == [["Sheet", "Balance Sheet"], ["Income"], ["Two"]]


def test_what_a_file_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    rows = _rows(HEADER, f"{_text('Cash')}<c><v>12</v></c><c><v>3</v></c>").replace(
        "</sheetData>", far + "</sheetData>"
    )
    content = zipped(
        workbook_parts(
            f'<dimension ref="A1:XFD1048576"/>{rows}<mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>'
        )
    )
    document, findings = _read(tmp_path, content)
    assert [(item.code, item.at and item.at[1:3]) for item in findings] == [("R113", (1048576, 16384))]
    assert len(document.tables) == 1


def test_the_widest_sheet_has_so_many_columns(tmp_path: Path) -> None:
    row = f"{_text('Cash')}{'<c><v>12</v></c>' * (limits.MAX_GRID_COLUMNS - 1)}"
    assert _read(tmp_path, zipped(workbook_parts(_rows(row))))[1] == ()
    _, findings = _read(tmp_path, zipped(workbook_parts(_rows(f"{row}<c><v>1</v></c>"))))
    assert [item.code for item in findings] == ["R113"]


def test_cells_beyond_the_limit_are_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = f"{_text('Cash')}<c><v>12</v></c><c><v>3</v></c>"
    content = zipped(workbook_parts(_rows(row, row)))
    monkeypatch.setattr(xlsx, "MAX_PAGE_CELLS", 6)
    assert _read(tmp_path, content)[1] == ()
    monkeypatch.setattr(xlsx, "MAX_PAGE_CELLS", 5)
    document, findings = _read(tmp_path, content)
    assert [(item.code, item.at and item.at[1:3]) for item in findings] == [("R140", (2, 3))]
    assert len(document.tables[0].rows) == 2


def test_long_texts_count_as_several_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_PAGE_CELLS", 8)
    content = [_rows(f"{_text('x' * size)}<c><v>12</v></c>", _text("End")) for size in (1_199, 1_200)]
    codes = [[item.code for item in _read(tmp_path, zipped(workbook_parts(one)))[1]] for one in content]
    assert codes == [[], ["R140", "R106"]]


def test_a_format_that_is_too_long_is_not_used(tmp_path: Path) -> None:
    codes = ["0" * limits.MAX_FORMAT, "0" * (limits.MAX_FORMAT + 1)]
    known = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{code}"/>' for i, code in enumerate(codes))
    styles = f'<numFmts>{known}</numFmts><cellXfs><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs>'
    path = tmp_path / "book.xlsx"
    path.write_bytes(zipped(workbook_parts("", styles=styles)))
    package, _ = packages.open_package(path, "book.xlsx")
    assert package is not None
    book, _ = workbook.workbook(package)
    assert book is not None
    assert [style.code for style in book.styles] == [codes[0], "General"]


def test_a_workbook_without_figures_keeps_its_texts(tmp_path: Path) -> None:
    document, findings = _read(tmp_path, zipped(workbook_parts(_rows(_text("Dear reader")))))
    assert [item.code for item in findings] == ["R106"]
    assert [item.text for item in document.paragraphs] == ["Sheet", "Dear reader"]


def test_parts_in_utf_16_and_of_the_strict_edition_are_read(tmp_path: Path) -> None:
    parts = workbook_parts(_rows(HEADER, f"{_text('Cash')}<c><v>12</v></c><c><v>3</v></c>"))
    strict = {
        name: str(text).replace("http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml")
        for name, text in parts.items()
    }
    wide: dict[str, str | bytes] = {**strict}
    wide |= {"xl/worksheets/sheet1.xml": strict["xl/worksheets/sheet1.xml"].encode("utf-16")}
    (table,) = _read(tmp_path, zipped(wide))[0].tables
    assert _printed(table) == [("Cash", "12", "3")]
