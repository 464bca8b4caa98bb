"""Tables that a news wire pasted into paragraphs: headers, glued figures, captions, doubts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.model import Origin
from linetag.release import build, glued_figures, glued_sums, limits, wire, wire_headers
from linetag.release.glued_sums import GluedRow
from linetag.release.glued_text import glued
from linetag.release.grids import Grid
from linetag.release.text import read

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.findings import Finding
    from linetag.release.records import Table

_INCOME = (
    "EXAMPLE, INC.STATEMENTS OF OPERATIONS(In thousands)(Unaudited)\n"
    "Three Months Ended March 31,   2025   2024 Net revenue: Product revenues$ 4,120 $ 3,050 Other 180"
    "   15 Total net revenues 4,3003,065 Operating expenses: Selling, general and administrative "
    "2,1002,040 Research 310205 Depreciation 4128Total operating expenses  2,451   2,273 1,849 792"
    "Other income, net -(2)Net income$ 1,849 $ 790Shares outstanding 20,600,35020,501,771 Balance Sheets\n"
    "December 31, 2024 2023Assets Cash $  6,407  $  5,453 Trade, less allowance of $12 and $15 1,528   1,431 "
    "Total assets 7,935 6,884 Common stock; 20,600,350 and 20,544,691 shares issued 11 11 Equity (Note 5) "
    "7,914 6,864 \n\n"
    "The company will host a call at 4:30 p.m. To access it, participants may dial 1 (202) 555-0142 or "
    "1 (800) 555-0199.\n"
)


def _lines(text: str) -> list[Origin]:
    return [Origin("r.txt", number, 1, line) for number, line in enumerate(text.split("\n"), 1)]


def _tables(text: str) -> tuple[list[Table], tuple[Finding, ...]]:
    pieces, findings = wire.pieces(_lines(text))
    found: list[Table] = []
    for piece in pieces:
        if isinstance(piece, wire.WireTable):
            tables, wrong = build.tables(Grid((), piece.rows))
            found += tables
            findings += wrong
    return found, findings


def _printed(table: Table) -> list[tuple[str, ...]]:
    return [(row.origin.text, *(cell.origin.text for cell in row.cells)) for row in table.rows]


def test_glued_tables_are_read_with_their_headings_totals_and_columns() -> None:
    (income, balance), findings = _tables(_INCOME)
    assert findings == ()
    assert [column.text for column in income.columns] == [
        "Three Months Ended March 31, 2025",
        "Three Months Ended March 31, 2024",
    ]
    assert _printed(income) == [
        ("Net revenue:", "", ""),
        ("Product revenues", "$ 4,120", "$ 3,050"),
        ("Other", "180", "15"),
        ("Total net revenues", "4,300", "3,065"),
        ("Operating expenses:", "", ""),
        ("Selling, general and administrative", "2,100", "2,040"),
        ("Research", "310", "205"),
        ("Depreciation", "41", "28"),
        ("Total operating expenses", "2,451", "2,273"),
        ("", "1,849", "792"),
        ("Other income, net", "-", "(2)"),
        ("Net income", "$ 1,849", "$ 790"),
        ("Shares outstanding", "20,600,350", "20,501,771"),
    ]
    assert [column.text for column in balance.columns] == ["December 31, 2024", "December 31, 2023"]
    assert _printed(balance) == [
        ("Assets", "", ""),
        ("Cash", "$ 6,407", "$ 5,453"),
        ("Trade, less allowance of $12 and $15", "1,528", "1,431"),
        ("Total assets", "7,935", "6,884"),
        ("Common stock; 20,600,350 and 20,544,691 shares issued", "11", "11"),
        ("Equity (Note 5)", "7,914", "6,864"),
    ]


def test_every_piece_has_its_place_and_the_text_around_stays() -> None:
    pieces, _ = wire.pieces(_lines(_INCOME))
    texts = [piece.text for piece in pieces if isinstance(piece, Origin)]
    assert texts[:4] == ["EXAMPLE, INC.", "STATEMENTS OF OPERATIONS", "(In thousands)", "(Unaudited)"]
    assert texts[4] == "Balance Sheets"
    assert texts[-1].startswith("The company will host a call")
    lines = _INCOME.split("\n")
    for table in _tables(_INCOME)[0]:
        cells = [cell.origin for row in table.rows for cell in row.cells]
        for place in (*(row.origin for row in table.rows), *cells):
            printed = " ".join(lines[place.line - 1][place.column - 1 :].split())
            assert printed.startswith(place.text)


def test_one_cell_to_a_line(tmp_path: Path) -> None:
    cells = (
        "Statements of Operations",
        *("Three Months Ended", "Nine Months Ended", "September 30,", "September 30,"),
        *("2024", "2023", "2024", "2023", " Revenue", "$    3,151", "$         -", "$   4,207", "$   -"),
        *("Research and", "development", "8,402", "7,118", "17,305", "15,240"),
        *("Loss", "(5,251)", "(7,118)", "(13,098)", "(15,240)"),
    )
    path = tmp_path / "release.txt"
    path.write_text("\n\n".join(cells), "utf-8")
    document, findings = read(path, "r.txt")
    assert findings == ()
    assert document is not None
    (table,) = document.tables
    assert [column.text for column in table.columns] == [
        f"{months} Months Ended September 30, {year}" for months in ("Three", "Nine") for year in (2024, 2023)
    ]
    assert _printed(table)[1] == ("Research and development", "8,402", "7,118", "17,305", "15,240")
    assert [line.text for line in table.heading] == ["Statements of Operations"]


_HEADERS = {
    "March 31, 2025 December 31, 2024Current assets": [["March 31, 2025", "December 31, 2024"]],
    "As of March 31, 2025 (unaudited) As of December 31, 2024 Assets": [
        ["As of March 31, 2025 (unaudited)", "As of December 31, 2024"]
    ],
    "Three Months EndedJune 30,\nSix Months EndedJune 30,\n2025202420252024 Revenue": [
        ["Three Months Ended 0-2", "Six Months Ended 2-4"],
        ["June 30, 0-2", "June 30, 2-4"],
        ["2025", "2024", "2025", "2024"],
    ],
    "Three Months Ended June 30, 2025 2024 Six Months Ended June 30, 2025 2024 Revenue": [
        ["Three Months Ended 0-2", "Six Months Ended 2-4"],
        ["June 30, 0-2", "June 30, 2-4"],
        ["2025", "2024", "2025", "2024"],
    ],
    "For the Three Months Ended March 31, 2025 and 2024 (Unaudited) 2025 2024 Revenue": [["2025", "2024"]],
    "Q3 FY25 Q2 FY25 Q3 FY24 Revenue": [["Q3 FY25", "Q2 FY25", "Q3 FY24"]],
    "2024 2023 % Change Revenue": [["2024", "2023", "% Change"]],
    "Thirteen Weeks Ended September 28, 2024 September 30, 2023 Sales": [
        ["Thirteen Weeks Ended 0-2"],
        ["September 28, 2024", "September 30, 2023"],
    ],
    "authorized at March 31, 2025 and December 31, 2024; none issued at March 31, 2025": [],
}


@pytest.mark.parametrize(("text", "rows"), _HEADERS.items())
def test_headers(text: str, rows: list[list[str]]) -> None:
    whole = glued(_lines(text))
    found = [
        [
            whole.at(field.start, field.end).text
            + (f" {field.first}-{field.last}" if field.last - field.first > 1 else "")
            for field in row
        ]
        for header in wire_headers.find(whole.text)
        for row in header.rows
    ]
    assert found == rows


@pytest.mark.parametrize(
    ("text", "count", "readings"),
    [
        ("2,1002,040", 2, ["2,100 2,040"]),
        ("310205", 2, ["310 205"]),
        ("4128", 2, ["4 128", "41 28", "412 8"]),
        ("$ 4,120 $ 3,050", 2, ["$ 4,120 $ 3,050"]),
        ("421(538)7(2,481)", 4, ["421 (538) 7 (2,481)"]),
        ("7,2816,47312,45110,346", 4, ["7,281 6,473 12,451 10,346"]),
        ("0.050.02", 2, ["0.05 0.02"]),
        ("-\n1", 2, ["- 1"]),
        ("--(919)", 3, ["- - (919)"]),
        ("--(919)", 2, ["-- (919)"]),
        ("-54,060-3,210", 4, ["- 54,060 - 3,210"]),
        ("—1,234", 2, ["— 1,234", "—1,23 4"][:1]),
        ("65%62%", 2, ["65% 62%"]),
        ("20,600,350", 2, []),
        ("0,600", 2, []),
        ("1,23", 2, []),
    ],
)
def test_glued_figures_end_where_their_groups_of_digits_do(
    text: str, count: int, readings: list[str]
) -> None:
    (run,) = glued_figures.runs(text)
    found = glued_figures.readings(text, run, count)
    assert [" ".join(text[figure.start : figure.end] for figure in reading) for reading in found] == readings


@pytest.mark.parametrize(
    "text", ["COVID-19", "401(k) plan", "GEO-CM04S1", "a 10K run", "x@y7.com", "Non-cash"]
)
def test_digits_in_words_are_no_figures(text: str) -> None:
    assert glued_figures.runs(text) == ()


_VALUE = st.integers(0, 9_999_999) | st.integers(-9_999_999, -100)  # "(1)" can be the mark of a footnote


@given(
    st.lists(st.lists(_VALUE, min_size=3, max_size=3), min_size=4, max_size=8),
    st.sampled_from((" ", "  ", "\n")),
)
def test_rows_with_space_between_their_figures_are_read_as_printed(rows: list[list[int]], space: str) -> None:
    printed = [[f"({-value:,})" if value < 0 else f"{value:,}" for value in row] for row in rows]
    names = [f"Item {chr(65 + index)}x" for index in range(len(rows))]
    body = "".join(f"{name} {space.join(row)}" for name, row in zip(names, printed, strict=True))
    (table,), findings = _tables(f"Years ended June 30, 2025 2024 2023 {body}")
    assert findings == ()
    assert _printed(table) == [(name, *row) for name, row in zip(names, printed, strict=True)]


def test_what_no_sum_decides_stays_text_with_its_readings() -> None:
    text = "Years ended June 30, 2025 2024 Sales 1,000 900 Interest 4128 Costs (50)(40)Net income 7 7 Tax 1 2"
    (table,), (wrong,) = _tables(text)
    assert (wrong.code, wrong.message) == (
        "R130",
        '"4128" is 2 figures without space between them, and can be read as 4 | 128, 41 | 28, 412 | 8',
    )
    assert _printed(table)[1] == ("Interest 4128", "", "")


def test_a_row_with_too_few_figures_stays_text() -> None:
    text = "June 30, 2025 June 30, 2024 Cash 1,000 900 Loan $ 50,000 Debt 5 6 Equity 7 8"
    (table,), (wrong,) = _tables(text)
    assert (wrong.code, wrong.at and wrong.at.column) == ("R131", text.index("$ 50,000") + 1)
    assert _printed(table)[1] == ("Loan $ 50,000", "", "")


def test_a_sum_shows_which_cell_of_a_row_is_empty() -> None:
    text = "June 30, 2025 June 30, 2024 Cash 1,000 900 Loan $ 50,000 Debt 5 6 Total 1,005 50,906 Equity 7 8"
    (table,), findings = _tables(text)
    assert findings == ()
    assert _printed(table)[1] == ("Loan", "", "$ 50,000")


def _row(caption: str, figures: str, columns: int = 2) -> GluedRow:
    (run,) = glued_figures.runs(figures)
    return GluedRow(caption, glued_figures.readings(figures, run, columns))


def test_several_rows_of_one_sum_are_decided_together() -> None:
    rows = [_row("A", "100 200"), _row("B", "1325"), _row("C", "4128"), _row("Total", "154 253")]
    values = [[int(figure.value) for figure in row.readings[0]] for row in glued_sums.decided(rows)]
    assert values == [[100, 200], [13, 25], [41, 28], [154, 253]]


def test_two_digits_that_agree_decide_nothing() -> None:
    rows = [_row("A", "1 1"), _row("B", "112"), _row("Total", "2 13"), _row("C", "5 5")]
    assert [len(row.readings) for row in glued_sums.decided(rows)] == [1, 1, 1, 1]
    rows = [_row("A", "1 1"), _row("B", "1 1"), _row("C", "123"), _row("Total", "3 25")]
    assert len(glued_sums.decided(rows)[2].readings) == 1
    rows = [_row("A", "1 1"), _row("B", "112"), _row("Total", "2 3"), _row("C", "5 5")]
    assert len(glued_sums.decided(rows)[1].readings) == len(rows[1].readings) == 2


@pytest.mark.parametrize("over", [False, True])
def test_the_limits_of_glued_figures(*, over: bool) -> None:
    figures = " ".join(["1"] * (limits.MAX_GLUED_FIGURES + over))
    (run,) = glued_figures.runs(figures)
    assert bool(glued_figures.readings(figures, run, limits.MAX_GLUED_FIGURES + over)) is not over
    empty = f"{' '.join('1' * (limits.MAX_PLACED_COLUMNS - 1))}"
    (run,) = glued_figures.runs(empty)
    assert bool(glued_figures.placements(empty, run, limits.MAX_PLACED_COLUMNS + over)) is not over
    caption = "x" * (limits.MAX_GLUED_CAPTION - 2 + over)
    tables, _ = _tables(f"June 30, 2025 June 30, 2024 A 1 2 B 3 4 C 5 6 {caption} 7 8")
    assert [len(table.rows) for table in tables] == [3 if over else 4]


@pytest.mark.parametrize("over", [False, True])
def test_the_limits_of_readings_and_of_sums(monkeypatch: pytest.MonkeyPatch, *, over: bool) -> None:
    monkeypatch.setattr(glued_figures, "MAX_GLUED_READINGS", 3 - over)
    assert len(_row("A", "4128").readings) == (0 if over else 3)
    monkeypatch.undo()
    others = [_row("B", "100 200")] * (limits.MAX_SUM_ROWS - 1 + over)
    total = _row("Total", f"{41 + 100 * len(others)} {28 + 200 * len(others)}")
    first, *_ = glued_sums.decided([_row("A", "4128"), *others, total])
    assert len(first.readings) == (3 if over else 1)


@pytest.mark.slow
def test_hostile_digits_take_no_time() -> None:
    started = time.process_time()
    header = "June 30, 2025 June 30, 2024 A 1 2 B 3 4 C 5 6 "
    for digits in (
        "1" * 100_000,
        "1 " * 50_000,
        "1" * 40 + ",12 " + "1," * 5_000,
        "(" * 50_000,
        "$" * 50_000,
    ):
        _tables(header + digits)
    assert time.process_time() - started < 5


@pytest.mark.slow
@given(st.text(alphabet="0123456789,.()-$% \n AZaz:;June 30, 2025", max_size=300))
def test_any_text_is_read_or_not_but_never_fails(text: str) -> None:
    pieces, _ = wire.pieces(_lines("June 30, 2025 June 30, 2024 A 1 2 B 3 4 C 5 6 " + text))
    assert pieces
