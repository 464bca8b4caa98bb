"""Tables whose separators do not agree from row to row: pasted from a browser, or converted to Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.model import Origin
from linetag.release import build, limits, pasted
from linetag.release.text import read

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.release.records import Document, Table

_PASTED = """\
Statements of Income
(In millions)
 →Three Months Ended
 →May 5, 2024→→May 7, 2023
Revenue→$→31,250 →→→$→8,410 →
Operating expenses:→ →→ →
Research→(3,150→)→→(1,990→)→
Other→72→→→—→
Gains, second quarter only→→→→12→
Other income (expense), net
415 →→→88 →
Net change in accounts and
other receivables→(7)→→→(6)→
Net income→$→18,001 →→→$→3,203 →

See the notes.
""".replace("→", "\t")


def _document(folder: Path, text: str) -> Document:
    path = folder / "release.txt"
    path.write_text(text, "utf-8", newline="")
    document, findings = read(path, "r.txt")
    assert findings == ()
    assert document is not None
    return document


def _printed(table: Table) -> list[tuple[str, ...]]:
    return [(row.origin.text, *(cell.origin.text for cell in row.cells)) for row in table.rows]


def test_figures_of_a_paste_are_counted_and_captions_get_theirs_back(tmp_path: Path) -> None:
    (table,) = _document(tmp_path, _PASTED).tables
    assert [line.text for line in table.heading] == ["Statements of Income", "(In millions)"]
    assert [column.text for column in table.columns] == [
        "Three Months Ended May 5, 2024",
        "Three Months Ended May 7, 2023",
    ]
    assert _printed(table) == [
        ("Revenue", "$31,250", "$8,410"),
        ("Operating expenses:", "", ""),
        ("Research", "(3,150)", "(1,990)"),
        ("Other", "72", "—"),
        ("Gains, second quarter only", "", "12"),
        ("Other income (expense), net", "415", "88"),
        ("Net change in accounts and other receivables", "(7)", "(6)"),
        ("Net income", "$18,001", "$3,203"),
    ]
    assert (table.rows[5].origin.line, table.rows[5].cells[1].origin.line) == (10, 11)


def test_a_word_in_a_row_stands_in_one_cell(tmp_path: Path) -> None:
    (table,) = _document(tmp_path, "\t2012\t2011\nCash\tn.a.\nLand\t$\t1\t$\t2\n").tables
    assert _printed(table) == [("Cash", "n.a.", ""), ("Land", "$1", "$2")]


def test_a_caption_above_a_table_is_its_heading_and_no_row_of_it(tmp_path: Path) -> None:
    (table,) = _document(tmp_path, "Balance Sheets\n1,234\t5\n7\t8\n").tables
    assert [line.text for line in table.heading] == ["Balance Sheets"]
    first, second = _document(tmp_path, "Cash\t1,234\t5\n\nOther\n\n7\t8\n").tables
    assert (len(first.rows), len(second.rows)) == (1, 1)


_TRIMMED = """\
Balance Sheets
→2012→2011
Current assets:
Cash→5→6

→2012→2011
ASSETS
Current assets:
Cash→5→6
Other assets
Land→7→8
Statement of Income
→2012→2011
Sales→1→2
""".replace("→", "\t")


def test_headings_that_lost_their_tabs_are_rows_and_titles_are_not(tmp_path: Path) -> None:
    balance, assets, income = _document(tmp_path, _TRIMMED).tables
    assert _printed(assets) == [
        ("ASSETS",),
        ("Current assets:",),
        ("Cash", "5", "6"),
        ("Other assets",),
        ("Land", "7", "8"),
    ]
    assert [column.text for column in assets.columns] == ["2012", "2011"]
    assert [row.section for row in balance.rows] == [(), ("Current assets:",)]
    assert [line.text for line in income.heading] == ["Statement of Income"]


@pytest.mark.parametrize("over", [False, True])
def test_the_limits_of_headings_between_rows(tmp_path: Path, *, over: bool) -> None:
    lines = "\n".join(["Heading"] * (limits.MAX_HEADING_ROWS + over))
    assert len(_document(tmp_path, f"A\t1\t2\n{lines}\nB\t1\t2\n").tables) == 1 + over
    line = "h" * (limits.MAX_HEADING_ROW + over)
    assert len(_document(tmp_path, f"A\t1\t2\n{line}\nB\t1\t2\n").tables) == 1 + over


_MARKDOWN = r"""
## Balance Sheets

| (In millions)        | June 30, 2025 | | June 30, 2024 | |
|:---------------------|--:|---|--:|---|
| **Current assets:**  |   |   |   |   |
| Cash \| equivalents  | $ | 1,234 | $ | 900 |
| Receivables          | 56 | | (78 | ) |
| **Total**            | $ | 1,290 | $ | 822 |
"""


def test_a_table_of_markdown(tmp_path: Path) -> None:
    (table,) = _document(tmp_path, _MARKDOWN).tables
    assert [line.text for line in table.heading] == ["Balance Sheets"]
    assert [column.text for column in table.columns] == ["June 30, 2025", "June 30, 2024"]
    assert [(row.label, *(cell.value for cell in row.cells)) for row in table.rows] == [
        ("Current assets:", None, None),
        ("Cash | equivalents", 1234, 900),
        ("Receivables", 56, -78),
        ("Total", 1290, 822),
    ]


@pytest.mark.parametrize(
    ("text", "irregular"),
    [
        ("A\t1\t2\nB\t3\t4", False),
        ("A\t1\t2\nB\t3\t", False),
        ("\tJPY\t%\nA\t1\t2\nB\t3\t4", False),
        ("A\t1\t2\nB\t$\t4", True),
        ("A\t1\t2\nB\t(3\t)", True),
        ("A\t1\t\t2\nB\t1\t\t2\nC\t1\t2\nD\t1\t2", True),
        ("A\t1\t\t2\nB\t1\t\t2\nC\t1\t2", False),
    ],
)
def test_which_tables_are_irregular(text: str, *, irregular: bool) -> None:
    lines = [Origin("r.txt", number, 1, line) for number, line in enumerate(text.split("\n"), 1)]
    assert pasted.is_irregular(lines) is irregular


_VALUE = st.integers(0, 99_999) | st.integers(-99_999, -100)  # "(1)" can be the mark of a footnote
_FIGURE = _VALUE.map(lambda value: f"({-value:,})" if value < 0 else f"{value:,}")


@given(st.lists(st.tuples(_FIGURE, _FIGURE, st.booleans()), min_size=4, max_size=8))
def test_full_rows_are_in_order_wherever_their_figures_stand(rows: list[tuple[str, str, bool]]) -> None:
    lines = [
        Origin(
            "r.txt", number, 1, f"Row\t$\t{one} \t\t\t$\t{two} \t" if signs else f"Row\t{one} \t\t\t{two} \t"
        )
        for number, (one, two, signs) in enumerate(rows, 1)
    ]
    (table,), findings = build.tables(pasted.tabs(lines, ()))
    assert findings == ()
    printed = [tuple(cell.origin.text.lstrip("$") for cell in row.cells) for row in table.rows]
    assert printed == [(one, two) for one, two, _ in rows]
