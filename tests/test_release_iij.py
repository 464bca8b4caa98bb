"""The real release, read as it is; skipped where it is not at hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from linetag.release.records import Document, PrintedUnit, Row, Table
from linetag.release.text import read
from support.shared import SHARED, needs

_RELEASE = SHARED / "release" / "iij-2012q2-release.txt"
pytestmark = needs(_RELEASE)

_JPY, _USD = PrintedUnit("JPY", 3), PrintedUnit("USD", 3)
_MILLIONS, _PERCENT = PrintedUnit("JPY", 6), PrintedUnit("%")


@pytest.fixture(scope="module")
def document() -> Document:
    found, findings = read(_RELEASE, "release.txt")
    assert found is not None
    assert findings == ()
    return found


def _table(document: Document, line: int) -> Table:
    return next(table for table in document.tables if table.origin.line == line)


def _row(document: Document, line: int) -> Row:
    return next(row for table in document.tables for row in table.rows if row.origin.line == line)


def test_the_lines_and_the_first_line_of_every_table(document: Document) -> None:
    assert len(document.lines) == 808  # the last is what follows the last line end
    first = [
        38,
        61,
        90,
        110,
        219,
        229,
        245,
        275,
        298,
        339,
        381,
        394,
        411,
        451,
        489,
        502,
        523,
        545,
        566,
        591,
        634,
    ]
    last = [651, 689, 736, 743, 749, 758, 765, 780, 797, 801, 805]
    assert [table.origin.line for table in document.tables] == first + last


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        (275, "(As of March 31, 2012 and September 30, 2012)"),
        (298, "(As of March 31, 2012 and September 30, 2012)"),
        (339, "Quarterly Consolidated Statements of Income"),
        (381, "Quarterly Consolidated Statements of Income"),
        (394, "Quarterly Consolidated Statements of Other comprehensive income"),
        (451, "(For The Six Months Ended September 30, 2011 and September 30, 2012)"),
        (489, "Revenues:"),
        (689, "(Three Months ended September 30, 2011 and September 30, 2012)"),
        (743, "(Note1) Total comprehensive income attributable to IIJ"),
        (801, "2) The number of treasury stock:"),
        (805, "3) The weighted average number of shares outstanding:"),
    ],
)
def test_the_nearest_heading(document: Document, line: int, heading: str) -> None:
    assert _table(document, line).heading[-1].text == heading


def test_markup_is_not_part_of_a_heading(document: Document) -> None:
    texts = [origin.text for origin in _table(document, 339).heading]
    assert texts[1].startswith("Quarterly Consolidated Statements of Income and Quarterly Consolidated")


@pytest.mark.parametrize(
    ("line", "measures"),
    [
        (38, (_MILLIONS, _MILLIONS, _PERCENT)),
        (110, (_MILLIONS, _MILLIONS, _PERCENT)),
        (275, (_JPY, _USD, _JPY)),
        (298, (_JPY, _USD, _JPY)),
        (339, (_JPY, _USD, _JPY)),
        (381, (None, None, None)),
        (394, (_JPY, _USD, _JPY)),
        (411, (_JPY, _USD, _JPY)),
        (451, (_JPY, _USD, _JPY)),
        (489, (_JPY, _JPY)),
        (545, (_MILLIONS, _MILLIONS, _PERCENT)),
        (591, (_JPY, _USD, _JPY)),
        (634, (None, None, None)),
        (651, (_JPY, _USD, _JPY)),
        (689, (None, None, _JPY)),
        (736, (_MILLIONS, _PERCENT) * 4),
        (749, (PrintedUnit("JPY"), PrintedUnit("JPY"))),
        (758, (_MILLIONS, _MILLIONS, _MILLIONS, _PERCENT)),
        (765, (PrintedUnit("JPY"),) * 5),
        (780, ((_MILLIONS, _PERCENT) * 4 + (PrintedUnit("JPY"),))),
    ],
)
def test_header_measures(document: Document, line: int, measures: tuple[PrintedUnit | None, ...]) -> None:
    assert tuple(column.unit for column in _table(document, line).columns) == measures


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        (275, ([date(2012, 3, 31)], [], [])),
        (339, ([date(2011, 9, 30)], [], [])),
        (394, ([date(2011, 9, 30)], [date(2012, 9, 30)], [])),
        (489, ([date(2011, 9, 30)], [date(2012, 9, 30)])),
        (591, ([], [], [])),
        (634, ([date(2011, 9, 30)], [], [date(2012, 9, 30)])),
    ],
)
def test_header_dates(document: Document, line: int, dates: tuple[list[date], ...]) -> None:
    assert tuple(list(column.dates) for column in _table(document, line).columns) == dates


@pytest.mark.parametrize(
    ("place", "printed", "value"),
    [
        ((54, 3, 13), "47.4", "47.4"),
        ((69, 1, 24), "(164)", "-164"),
        ((104, 1, 28), "820.7 Gbps", "820.7"),
        ((104, 2, 39), "1,003.3Gbps", "1003.3"),
        ((279, 1, 27), "13,536,824", "13536824"),
        ((280, 3, 184), "15,648,040", "15648040"),
        ((323, 2, 34), "(119,839)", "-119839"),
        ((347, 3, 26), "32,258,602", "32258602"),
        ((378, 2, 73), "(14)", "-14"),
        ((387, 2, 61), "0.64", "0.64"),
        ((399, 3, 52), "(13,379)", "-13379"),
        ((418, 3, 56), "86", "86"),
        ((434, 2, 53), "50,953", "50953"),
        ((463, 1, 46), "10,974,453", "10974453"),
        ((474, 3, 29), "119", "119"),
        ((497, 1, 13), "248,273", "248273"),
        ((505, 1, 24), "(163,814)", "-163814"),
        ((600, 2, 18), "207,483", "207483"),
        ((639, 3, 71), "81,138,000", "81138000"),
        ((673, 2, 89), "(9,052)", "-9052"),
        ((696, 1, 39), "(2,250,752)", "-2250752"),
        ((739, 3, 49), "2,488", "2488"),
        ((743, 1, 38), "JPY1,998 million", "1998"),
        ((761, 4, 43), "44.5", "44.5"),
        ((768, 4, 47), "1,750.00", "1750.00"),
        ((782, 9, 80), "98.68", "98.68"),
        ((797, 1, 27), "41,295,600 shares", "41295600"),
        ((801, 1, 27), "758,800 shares", "758800"),
        ((806, 1, 46), "40,536,800 shares", "40536800"),
    ],
)
def test_places_and_values_of_cells(
    document: Document, place: tuple[int, int, int], printed: str, value: str
) -> None:
    line, column, character = place
    cell = next(cell for cell in _row(document, line).cells if cell.column == column)
    assert (cell.kind, cell.value) == ("number", Decimal(value))
    assert (cell.origin.column, cell.origin.text) == (character, printed)
    begin = cell.origin.column - 1
    assert document.lines[line - 1][begin : begin + len(printed)] == printed


def test_dashes_and_blanks(document: Document) -> None:
    assert [cell.kind for cell in _row(document, 440).cells] == ["dash", "number", "number"]
    assert [cell.kind for cell in _row(document, 474).cells] == ["blank", "number", "number"]
    assert [cell.kind for cell in _row(document, 496).cells] == ["dash", "dash"]
    assert [cell.kind for cell in _row(document, 770).cells] == ["blank", "blank", "dash", "number", "number"]


def test_changes_printed_in_parentheses(document: Document) -> None:
    assert [(row.cells[1].value, row.cells[1].unit) for row in _table(document, 743).rows] == [
        (Decimal("49.8"), _PERCENT),
        (Decimal("115.7"), _PERCENT),
    ]


def test_amounts_in_captions(document: Document) -> None:
    march, september = date(2012, 3, 31), date(2012, 9, 30)
    amounts = [
        (row.origin.line, item.lead, int(item.value), item.unit.name, item.unit.scale, item.dates)
        for table in document.tables
        for row in table.rows
        for item in row.amounts
    ]
    allowance, depreciation = (
        "allowance for doubtful accounts of",
        "accumulated depreciation and amortization of",
    )
    assert amounts == [
        (280, allowance, 107919, "JPY", 3, (march,)),
        (280, allowance, 105762, "JPY", 3, (september,)),
        (284, allowance, 10732, "JPY", 3, (march,)),
        (284, allowance, 10733, "JPY", 3, (september,)),
        (288, depreciation, 25693163, "JPY", 3, (march,)),
        (288, depreciation, 27457471, "JPY", 3, (september,)),
        (295, allowance, 86388, "JPY", 3, (march,)),
        (295, allowance, 85995, "JPY", 3, (september,)),
        (321, "authorized", 75520000, "shares", 0, (march, september)),
        (321, "issued and outstanding", 41295600, "shares", 0, (march, september)),
        (325, "Treasury stock", 758800, "shares", 0, (march, september)),
    ]


_SECTIONS: list[tuple[range, tuple[str, ...]]] = [
    (range(277, 278), ()),
    (range(278, 279), ("ASSETS",)),
    (range(279, 286), ("ASSETS", "CURRENT ASSETS:")),
    (range(286, 297), ("ASSETS",)),
    (range(302, 312), ("LIABILITIES AND SHAREHOLDERS' EQUITY", "CURRENT LIABILITIES:")),
    (range(312, 321), ("LIABILITIES AND SHAREHOLDERS' EQUITY",)),
    (range(321, 327), ("LIABILITIES AND SHAREHOLDERS' EQUITY", "SHAREHOLDERS' EQUITY:")),
    (range(327, 330), ("LIABILITIES AND SHAREHOLDERS' EQUITY",)),
    (range(343, 348), ("REVENUES:", "Network services:")),
    (range(349, 352), ("REVENUES:", "Systems integration:")),
    (range(352, 355), ("REVENUES:",)),
    (range(356, 365), ("COST AND EXPENSES:",)),
    (range(365, 367), ()),
    (range(367, 374), ("OTHER INCOME (EXPENSE):",)),
    (range(374, 380), ()),
    (range(383, 391), ("NET INCOME PER SHARE",)),
    (range(396, 398), ()),
    (range(398, 402), ("Comprehensive income (loss):",)),
    (range(402, 404), ()),
    (range(414, 416), ("OPERATING ACTIVITIES:",)),
    (
        range(416, 426),
        (
            "OPERATING ACTIVITIES:",
            "Adjustments to reconcile net income to net cash provided by operating activities:",
        ),
    ),
    (range(426, 427), ("OPERATING ACTIVITIES:",)),
    (
        range(427, 434),
        (
            "OPERATING ACTIVITIES:",
            "Changes in operating assets and liabilities net of effects from acquisition of a company:",
        ),
    ),
    (range(434, 435), ("OPERATING ACTIVITIES:",)),
    (range(436, 450), ("INVESTING ACTIVITIES:",)),
    (range(454, 460), ("FINANCING ACTIVITIES:",)),
    (range(460, 465), ()),
    (range(465, 467), ("ADDITIONAL CASH FLOW INFORMATION:",)),
    (range(468, 472), ("NONCASH INVESTING AND FINANCING ACTIVITIES:",)),
    (range(472, 478), ("NONCASH INVESTING AND FINANCING ACTIVITIES:", "Acquisition of a company:")),
    (range(492, 494), ("Network service and systems integration business",)),
    (range(495, 497), ("ATM operation business",)),
    (range(497, 499), ()),
    (range(504, 508), ()),
    (range(596, 601), ("REVENUES:", "Network services:")),
    (range(602, 605), ("REVENUES:", "Systems integration:")),
    (range(605, 608), ("REVENUES:",)),
    (range(609, 618), ("COST AND EXPENSES:",)),
    (range(620, 627), ("OTHER INCOME (EXPENSE):",)),
    (range(627, 633), ()),
    (range(636, 644), ("NET INCOME PER SHARE",)),
    (range(676, 688), ("INVESTING ACTIVITIES:",)),
    (range(692, 697), ("FINANCING ACTIVITIES:",)),
    (range(697, 701), ()),
]


def test_the_section_of_every_statement_row(document: Document) -> None:
    found = {row.origin.line: row.section for table in document.tables for row in table.rows}
    expected = {line: section for lines, section in _SECTIONS for line in lines}
    assert {line: found[line] for line in expected} == expected


def test_every_figure_of_the_statements_is_a_number(document: Document) -> None:
    statements = [table for table in document.tables if table.origin.line in range(275, 510)]
    statements += [table for table in document.tables if table.origin.line in range(591, 700)]
    cells = [cell for table in statements for row in table.rows for cell in row.cells]
    assert all(cell.kind != "text" for cell in cells)
    assert sum(cell.kind == "number" for cell in cells) == sum(
        any(map(str.isdigit, field))
        for table in statements
        for row in table.rows
        for field in document.lines[row.origin.line - 1].split("\t")[1:]
    )
