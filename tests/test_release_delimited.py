"""Files with separators: quotes, headers over several columns, several tables, decimal commas, limits."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.findings import Finding
from linetag.release import delimited, limits
from linetag.release.records import Document, Table


def _read(folder: Path, content: str | bytes) -> tuple[Document, tuple[Finding, ...]]:
    path = folder / "r.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    document, findings = delimited.read(path, "r.csv")
    assert document is not None
    return document, findings


def _tables(folder: Path, content: str) -> tuple[Table, ...]:
    document, findings = _read(folder, content)
    assert findings == ()
    return document.tables


def _printed(table: Table) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.origin.text for cell in row.cells)) for row in table.rows]


def test_fields_in_quotes_have_the_place_where_their_text_begins(tmp_path: Path) -> None:
    content = 'Balance Sheet\n,"June 30,\n2012","June 30, 2011"\n"Cash, ""free""","1,234", (567)\n'
    (table,) = _tables(tmp_path, content)
    assert [item.text for item in table.heading] == ["Balance Sheet"]
    assert [column.text for column in table.columns] == ["June 30, 2012", "June 30, 2011"]
    assert _printed(table) == [('Cash, "free"', "1,234", "(567)")]
    assert [cell.origin[1:3] for cell in table.rows[0].cells] == [(4, 19), (4, 27)]


def test_a_quote_that_is_never_closed_stands_for_itself(tmp_path: Path) -> None:
    (table,) = _tables(tmp_path, ',2012,2011\n"Cash,1,2\nDebt,3,4\n5" pipes,6,7\n')
    assert _printed(table) == [('"Cash', "1", "2"), ("Debt", "3", "4"), ('5" pipes', "6", "7")]


@given(st.lists(st.lists(st.text(alphabet='a1 ,;"\n', max_size=6), min_size=2, max_size=4), min_size=1))
def test_records_are_those_that_the_writer_of_the_standard_library_wrote(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    found = list(delimited.records(text.getvalue().removesuffix("\n"), ","))
    assert [[content for _, content in record] for record in found] == rows


@given(st.text(alphabet='a1 ,"\n', max_size=40))
def test_no_letter_of_a_file_is_lost(text: str) -> None:
    found = "".join(content for record in delimited.records(text, ",") for _, content in record)
    assert [letter for letter in found if letter in "a1"] == [letter for letter in text if letter in "a1"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_between_figures(tmp_path: Path, separator: str) -> None:
    rows = [["", "2012", "2011"], ["Cash; at bank, cleared|free", '"41,207"', "3"], ["Debt", "-", "(5)"]]
    rows[1][0] = f'"{rows[1][0]}"'
    (table,) = _tables(tmp_path, "\n".join(separator.join(row) for row in rows))
    assert _printed(table) == [("Cash; at bank, cleared|free", "41,207", "3"), ("Debt", "-", "(5)")]


def test_a_first_line_may_name_the_separator(tmp_path: Path) -> None:
    (table,) = _tables(tmp_path, "sep=;\n;2012;2011\nSales;1,234;5,678\n")
    assert _printed(table) == [("Sales", "1,234", "5,678")]
    assert table.rows[0].origin.line == 3


def test_pieces_of_a_header_stand_over_the_columns_up_to_the_next_piece(tmp_path: Path) -> None:
    (table,) = _tables(
        tmp_path,
        "Income\n,Three Months Ended June,,Six Months Ended June,,\n"
        ",2012,2011,2012,2011,Change\nSales,1,2,3,4,5 %\n",
    )
    three, six = "Three Months Ended June", "Six Months Ended June"
    texts = [column.text for column in table.columns]
    assert texts == [f"{three} 2012", f"{three} 2011", f"{six} 2012", f"{six} 2011", f"{six} Change"]


def test_headers_beside_their_figures_name_the_columns_in_order(tmp_path: Path) -> None:
    content = (
        '"(In millions)",,"Years ended 2023",,,,2022,,\nSales,,,$,"9,741",,,$,"8,748"\nCosts,,,,12,,,,34\n'
    )
    (table,) = _tables(tmp_path, content)
    assert [column.text for column in table.columns] == ["Years ended 2023", "2022"]


def test_a_blank_row_ends_a_table_only_before_another_header(tmp_path: Path) -> None:
    content = (
        "Example Corp.\n\nBalance Sheet\n\n,2012,2011\nCash,1,2\n\nLiabilities\n\n  Debt,3,4\n\n"
        "See the notes.\n\nIncome\n,FY12,FY11\nCosts:\nWages,5,6\n\nThe end.\n"
    )
    document, findings = _read(tmp_path, content)
    assert findings == ()
    first, second = document.tables
    assert [item.text for item in first.heading] == ["Example Corp.", "Balance Sheet"]
    assert _printed(first) == [("Cash", "1", "2"), ("Liabilities", "", ""), ("Debt", "3", "4")]
    assert [row.look.indent for row in first.rows] == [0, 0, 2]
    assert [item.text for item in second.heading] == ["See the notes.", "Income"]
    assert [row.label for row in second.rows] == ["Costs:", "Wages"]
    assert document.paragraphs[-1].text == "The end."


def test_headings_of_captions_directly_above_figures_belong_to_the_table(tmp_path: Path) -> None:
    (table,) = _tables(tmp_path, "Sales by region\nAmericas:\nUnited States,10,20\nCanada,30,40\n")
    assert [item.text for item in table.heading] == ["Sales by region"]
    assert [row.label for row in table.rows] == ["Americas:", "United States", "Canada"]


@pytest.mark.parametrize(
    ("content", "values"),
    [
        (";2012;2011\nUmsatz;1.234,5;(2,75)\nKosten;1.234;7\n", ["1234.5", "-2.75", "1234", "7"]),
        (";2012;2011\nUmsatz;1.234.567;2\nKosten;1.234;7\n", ["1234567", "2", "1234", "7"]),
        (";2012;2011\nUmsatz;1.234;2.345\n", ["1234", "2345"]),
        (',2012,2011\nUmsatz,"1,5","0,75"\n', ["1.5", "0.75"]),
    ],
)
def test_decimal_commas_are_understood_where_they_are_certain(
    tmp_path: Path, content: str, values: list[str]
) -> None:
    document, findings = _read(tmp_path, content)
    assert [item.code for item in findings] == ["R141"]
    assert findings[0].at is not None
    assert findings[0].at.line == 2
    cells = [cell.value for row in document.tables[0].rows for cell in row.cells]
    assert cells == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    "content",
    [
        ',2012,2011\nSales,"1,234","2,345"\nCosts,"1,23","(1,2)"\n',
        ',2012,2011\nSales,"1,234",1.234\nNotes,"(1,2)","(3,4)"\n',
    ],
)
def test_a_slip_among_thousands_is_no_decimal_comma(tmp_path: Path, content: str) -> None:
    document, findings = _read(tmp_path, content)
    assert findings == ()
    assert document.tables[0].rows[0].cells[0].value == 1234


def test_commas_and_points_that_contradict_each_other_are_a_finding_with_both_places(tmp_path: Path) -> None:
    _, findings = _read(tmp_path, ";2012;2011\nSales;1.234,5;1,234.5\n")
    (found,) = findings
    assert (found.code, found.at and found.at[1:3], found.related[0][1:3]) == ("R142", (2, 7), (2, 15))


def test_japanese_files_with_separators(tmp_path: Path) -> None:
    content = '（単位：千円）\n,2012年9月30日,2011年9月30日\nたな卸資産,"1,234",△56\nのれん,7,8\n'.encode(
        "cp932"
    )
    document, findings = _read(tmp_path, content)
    assert [item.code for item in findings] == ["R132"]
    assert [cell.value for cell in document.tables[0].rows[0].cells] == [1234, -56]


def test_a_file_without_figures_keeps_its_text(tmp_path: Path) -> None:
    document, findings = _read(tmp_path, "Dear reader,\nno figures, today\n")
    assert [item.code for item in findings] == ["R106"]
    assert [item.text for item in document.paragraphs] == ["Dear reader,", "no figures, today"]


def test_a_file_with_too_many_cells_is_cut_with_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "MAX_PAGE_CELLS", 6)
    whole, findings = _read(tmp_path, "Cash,1,2\nDebt,3,4\n")
    assert (findings, len(whole.tables[0].rows)) == ((), 2)
    cut, findings = _read(tmp_path, "Cash,1,2\nDebt,3,4\nNote,5,6\n")
    assert [(item.code, item.at and item.at.line) for item in findings] == [("R140", 3)]
    assert len(cut.tables[0].rows) == 2


def test_a_line_with_too_many_fields_is_cut_with_a_finding(tmp_path: Path) -> None:
    widest = ",".join(["Cash", *["1"] * (limits.MAX_GRID_COLUMNS - 1)])
    assert _read(tmp_path, widest)[1] == ()
    _, findings = _read(tmp_path, f"{widest},2")
    assert [(item.code, item.at and item.at.text) for item in findings] == [("R113", "2")]
