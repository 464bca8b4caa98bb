"""Grids → tables: figure columns, pieces of figures, headers over several columns, tables in one grid."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linetag.model import Origin
from linetag.release import build
from linetag.release.grids import Field, Grid, GridRow
from linetag.release.records import Table

_AT = Origin("g", 1, 1)


def _grid(*lines: str) -> Grid:
    """A grid from lines in fixed width; a grid column is a character, fields are two spaces apart."""
    rows: list[GridRow] = []
    for number, line in enumerate(lines, 1):
        fields: list[Field] = []
        position = 0
        for piece in line.split("  "):
            if text := piece.strip():
                left = position + len(piece) - len(piece.lstrip())
                fields.append(Field(Origin("g", number, left + 1, text), left, left + len(text)))
            position += len(piece) + 2
        rows.append(GridRow(tuple(fields)))
    return Grid((), tuple(rows))


def _tables(*lines: str) -> tuple[Table, ...]:
    tables, findings = build.tables(_grid(*lines))
    assert findings == ()
    return tables


def _printed(table: Table) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.origin.text for cell in row.cells)) for row in table.rows]


def _headers(table: Table) -> list[list[str]]:
    return [[piece.text for piece in column.header] for column in table.columns]


def test_pieces_of_figures_are_joined() -> None:
    (table,) = _tables(
        "                 2024         2023",
        "Sales      $    1,234      $  567",
        "Loss       $  (     5  )      (67  )",
        "Margin            3.2  %        4  %",
        "Loss in %  (      3.2  )%       -",
        "Dividend   US$     —       $    —",
        "Growth            1.5          ---  %",
    )
    assert _headers(table) == [["2024"], ["2023"]]
    assert _printed(table) == [
        ("Sales", "$1,234", "$567"),
        ("Loss", "$(5)", "(67)"),
        ("Margin", "3.2%", "4%"),
        ("Loss in %", "(3.2)%", "-"),
        ("Dividend", "US$—", "$—"),
        ("Growth", "1.5", "---%"),
    ]


def test_headers_stand_over_the_columns_they_span() -> None:
    (table,) = _tables(
        "               Three Months Ended     Nine Months Ended",
        "(In millions)     2024     2023        2024     2023",
        "Sales              100       90         300      270",
        "Cost               (60)     (50)       (180)    (150)",
    )
    assert _headers(table) == [
        [period, year] for period in ("Three Months Ended", "Nine Months Ended") for year in ("2024", "2023")
    ]
    assert [piece.text for piece in table.stub] == ["(In millions)"]
    assert _printed(table)[0] == ("Sales", "100", "90", "300", "270")


def test_a_label_beside_the_header_opens_the_first_section() -> None:
    (table,) = _tables(
        "ASSETS          2024     2023",
        "Current assets:",
        "Cash             100       90",
    )
    assert [(row.label, row.section) for row in table.rows] == [
        ("ASSETS", ()),
        ("Current assets:", ("ASSETS",)),
        ("Cash", ("ASSETS", "Current assets:")),
    ]


def test_the_first_section_may_stand_above_the_header() -> None:
    (table,) = _tables("Example Corp.", "ASSETS", "         2024    2023", "Cash       5       6")
    assert [piece.text for piece in table.heading] == ["Example Corp."]
    assert [row.label for row in table.rows] == ["ASSETS", "Cash"]


def test_notes_below_the_header_are_part_of_it() -> None:
    (table,) = _tables(
        "          12/31/23  13 weeks   2024*     $000",
        "(In thousands)",
        "Cash   $      1         2   $         $    4",
        "Debt          1         2       3          4",
    )
    assert _headers(table) == [["12/31/23"], ["13 weeks"], ["2024*"], ["$000"]]
    assert [piece.text for piece in table.stub] == ["(In thousands)"]
    assert _printed(table)[0] == ("Cash", "$1", "2", "", "$4")


def test_a_figure_has_its_cell_for_itself() -> None:
    (table,) = _tables(
        "               2024     Notes     2023",
        "Sales           100                 90",
        "Cost            (50)  see A        (40)",
        "Tax       about  100                90",
    )
    assert _headers(table) == [["2024"], ["2023"]]
    assert [piece.text for piece in table.stub] == ["Notes"]
    assert _printed(table) == [
        ("Sales", "100", "90"),
        ("Cost see A", "(50)", "(40)"),
        ("Tax about", "100", "90"),
    ]


def test_titles_above_the_header_are_heading_and_a_wide_period_is_a_header() -> None:
    wide = [Field(_AT._replace(text=text), 0, 24) for text in ("Balance Sheets", "Years Ended June 30,")]
    grid = _grid("          2024      2023", "Cash       100        90")
    tables, _ = build.tables(Grid((), (*(GridRow((field,)) for field in wide), *grid.rows)))
    assert [[piece.text for piece in table.heading] for table in tables] == [["Balance Sheets"]]
    assert _headers(tables[0]) == [["Years Ended June 30,", "2024"], ["Years Ended June 30,", "2023"]]


def test_figures_off_their_column_are_under_its_header() -> None:
    (table,) = _tables(
        "            Year ended 2024   Year ended 2023",
        "Sales                   100               200",
        "  Rent       10",
        "  Wages      20                  30",
        "Cost                     30                30",
    )
    assert _printed(table) == [
        ("Sales", "100", "200"),
        ("Rent", "10", ""),
        ("Wages", "20", "30"),
        ("Cost", "30", "30"),
    ]


def test_a_header_that_comes_again() -> None:
    (table,) = _tables(
        "            2024    2023",
        "Sales        100      90",
        "            2024    2023",
        "Cost          50      40",
    )
    assert _printed(table) == [("Sales", "100", "90"), ("Cost", "50", "40")]


def test_another_header_begins_another_table() -> None:
    first, second = _tables(
        "Balance Sheets",
        "              June 30, 2024   June 30, 2023",
        "Cash                    100              90",
        "Statements of Income",
        "                             Years ended",
        "                    2024    2023    2022",
        "Sales                  7       8       9",
    )
    assert [piece.text for piece in first.heading] == ["Balance Sheets"]
    assert [piece.text for piece in second.heading] == ["Balance Sheets", "Statements of Income"]
    assert _printed(first) == [("Cash", "100", "90")]
    assert _printed(second) == [("Sales", "7", "8", "9")]
    assert _headers(second)[1] == ["Years ended", "2023"]


def test_captions_side_by_side_are_two_tables() -> None:
    left, right = _tables(
        "Assets      2024    Liabilities      2024",
        "Cash         100    Debt               30",
        "Land         200    Payables           20",
        "Plant         50    Equity            300",
        "Total        350    Total             350",
    )
    assert _printed(left)[1:3] == [("Cash", "100"), ("Land", "200")]
    assert _printed(right)[1:3] == [("Debt", "30"), ("Payables", "20")]
    assert _headers(right) == [["2024"]]


def test_numbers_of_lines_and_years_in_captions_are_no_columns() -> None:
    (table,) = _tables(
        "                        2024    2023",
        "1    Sales               100      90",
        "2    Cost                 50      40",
        "2025  notes              7       8",
    )
    assert _printed(table) == [("1 Sales", "100", "90"), ("2 Cost", "50", "40"), ("2025 notes", "7", "8")]


def test_numbers_of_notes_are_no_column_unless_they_have_a_header() -> None:
    rows = ("Cash     (1)  100", "Debt          200", "Equity   (2)  300")
    (table,) = _tables("              2024", *rows)
    assert _printed(table) == [("Cash (1)", "100"), ("Debt", "200"), ("Equity (2)", "300")]
    (table,) = _tables("         Diff  2024", *rows)
    assert _printed(table)[0] == ("Cash", "(1)", "100")


def test_rules_of_dashes_are_no_rows() -> None:
    (table,) = _tables(
        "Cash     100",
        "        ----",
        "Total    100",
        "        ====",
        "Debt       5",
    )
    assert [(row.label, row.look.ruled) for row in table.rows] == [
        ("Cash", False),
        ("Total", True),
        ("Debt", False),
    ]


def test_unlabelled_totals_and_words_in_place_of_figures() -> None:
    (table,) = _tables(
        "          2024    2023",
        "Cash       100     N/M",
        "           100      90",
        "Note         -",
    )
    assert _printed(table) == [("Cash", "100", "N/M"), ("", "100", "90"), ("Note", "-", "")]
    assert [cell.kind for cell in table.rows[0].cells] == ["number", "text"]


def test_a_grid_without_figures_or_with_a_page_number_only_is_no_table() -> None:
    assert _tables("Notes to Financial Statements   999") == ()
    assert len(_tables("Notes to Financial Statements   1,000")) == 1
    assert _tables("Sales rose", "and profit fell") == ()
    assert build.tables(Grid((), ())) == ((), ())


_FIGURES = st.one_of(
    st.integers(-(10**9), 10**9).map(lambda n: f"({-n:,})" if n < 0 else f"{n:,}"),
    st.sampled_from(("—", "-", "$5", "1.25", "12.5%")),
)


@given(
    st.integers(1, 5).flatmap(
        lambda count: st.lists(st.lists(_FIGURES, min_size=count, max_size=count), min_size=2, max_size=8)
    )
)
def test_every_figure_comes_back_in_its_column(rows: list[list[str]]) -> None:
    width = 20
    lines = [
        f"{f'Line item {chr(97 + number)}':20}" + "".join(f"{figure:>{width}}" for figure in row)
        for number, row in enumerate(rows)
    ]
    (table,) = _tables(*lines)
    assert [[cell.origin.text for cell in row.cells] for row in table.rows] == rows


_TEXTS = st.sampled_from(
    ("Cash", "2024", "$", "(", ")", "%", "5", "(6)", "1,000", "—", "Year ended", "n/a", "*")
)
_ROW = st.lists(st.tuples(_TEXTS, st.integers(0, 3), st.integers(1, 4)), max_size=6)


@given(st.lists(_ROW, max_size=8))
def test_no_text_of_a_grid_is_lost(rows: list[list[tuple[str, int, int]]]) -> None:
    grid_rows: list[GridRow] = []
    words: list[str] = []
    for line, row in enumerate(rows, 1):
        fields: list[Field] = []
        column = 0
        for text, gap, width in row:
            fields.append(Field(Origin("g", line, column + 1, text), column + gap, column + gap + width))
            column += gap + width
            words += [text] if text in {"Cash", "5", "1,000", "n/a"} else []
        grid_rows.append(GridRow(tuple(fields)))
    tables, _ = build.tables(Grid((), tuple(grid_rows)))
    if not tables:
        return
    printed = [
        piece.text
        for table in tables
        for piece in (
            *table.heading,
            *table.stub,
            *(piece for column in table.columns for piece in column.header),
            *(row.origin for row in table.rows),
            *(cell.origin for row in table.rows for cell in row.cells),
        )
    ]
    assert [word for word in words if not any(word in text for text in printed)] == []
