"""Statements as understood, as text: columns, captions by depth, figures in scale, totals with marks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.propose.records import (
    ConceptCandidate,
    ConceptProposal,
    Evidence,
    OwnConcept,
    ReleaseReading,
    Statement,
)
from linetag.report.reading_text import reading_text, summary
from linetag.report.terminal_text import width
from support.understood import column, line, other, statement, table

HALVES = "2012-04-01/2012-09-30", "2011-04-01/2011-09-30"
INCOME = statement(
    "IS",
    [table(3, *(column(i, when) for i, when in enumerate(HALVES, 1)))],
    [
        line("Products", "700", "600", section=["REVENUES:"]),
        line("Network services", "300", "280", section=["REVENUES:"]),
        line("Total revenues", "1,000", "880", section=["REVENUES:"]),
        line("Cost of revenues", "(400)", "(380)"),
        line("Gross profit", "600", "500"),
        line("Research", "(100)", "-", section=["OPERATING EXPENSES:"]),
        line("General", "(200)", "(150)", section=["OPERATING EXPENSES:"]),
        line("", "(301)", "(150)", section=["OPERATING EXPENSES:"]),
        line("OPERATING INCOME", "299", "353"),
        line("Diluted", "1.50", "1.40", unit="USD/shares", scale=0, section=["PER SHARE:"]),
    ],
    {3: [1, 2], 5: [3, 4], 8: [6, 7], 9: [5, 8]},
    title="STATEMENTS OF INCOME",
)


def shown(*statements: Statement, room: int = 80) -> list[str]:
    return list(reading_text(ReleaseReading(statements, ()), room))


def test_a_statement_is_shown_as_its_readers_expect_it() -> None:
    assert "\n".join(shown(INCOME)) == (
        """\
✓ adds up in every column   ≈ within rounding   ! does not add up

Income statement: "STATEMENTS OF INCOME"
  table 3
  99 % sure: its title

                             2012-04-01–   2011-04-01–
  thousand USD                2012-09-30    2011-09-30
  REVENUES:
    Products                         700           600
    Network services                 300           280
                             -----------   -----------
  Total revenues                   1,000           880  ✓
  Cost of revenues                  (400)         (380)
                             -----------   -----------
  Gross profit                       600           500  ✓
  OPERATING EXPENSES:
    Research                        (100)            –
    General                         (200)         (150)
                             -----------   -----------
                                    (301)         (150) ≈
                             -----------   -----------
  OPERATING INCOME                   299           353  !
      off by 3 in 2011-04-01 to 2011-09-30: the lines add up to 350
  PER SHARE:
    Diluted (USD per share)         1.50          1.40
"""
    )


@given(st.integers(40, 140))
def test_no_line_is_wider_than_the_room(room: int) -> None:
    assert max(map(width, shown(INCOME, room=room))) <= room


def test_columns_that_do_not_fit_stand_below_each_other() -> None:
    text = shown(INCOME, room=50)
    assert [i for i, one in enumerate(text) if one.endswith("–") and "2012-04-01" in one] != []
    first, second = (next(i for i, one in enumerate(text) if f"{when[:10]}–" in one) for when in HALVES)
    assert second > first
    assert sum("Total revenues" in one for one in text) == 2
    # the remark stands below the column that it belongs to
    assert next(i for i, one in enumerate(text) if "off by" in one) > second


def test_a_long_caption_is_folded_and_its_figures_stand_on_the_last_line() -> None:
    caption = "Depreciation and amortization of the network equipment under capital leases and other assets"
    lines = [line(caption, "12,345", "678")]
    text = shown(statement("CF", INCOME.tables, lines), room=70)
    start = next(i for i, one in enumerate(text) if "Depreciation" in one)
    assert "12,345" not in text[start]
    assert [one.split()[-2:] for one in text if "12,345" in one] == [["12,345", "678"]]


def test_wide_characters_take_two_columns() -> None:
    lines = [line("現金及び現金同等物", "12", "3"), line("Cash", "12", "3")]
    wide, narrow = (one for one in shown(statement("BS", INCOME.tables, lines)) if one.endswith("  3"))
    assert width(wide) == width(narrow)


def test_columns_of_several_currencies_and_roles_say_so() -> None:
    columns = [
        column(1, "2012-09-30", "JPY"),
        column(2, "2012-09-30", "USD")._replace(role="convenience"),
        column(3, "2012-03-31", "JPY")._replace(period=None),
    ]
    text = shown(statement("BS", [table(1, *columns)], [line("Cash", "10", "1", "9", unit="JPY")]))
    heads = [one.split() for one in text[4:-2]]
    assert heads == [
        ["2012-09-30"],
        ["2012-09-30", "USD", "period?"],
        ["thousand", "JPY", "JPY", "convenience", "JPY"],
    ]


def test_a_figure_inside_a_caption_stands_below_its_line() -> None:
    lines = [
        line("Accounts receivable, net of allowance of …", "100", "90"),
        line("Accounts receivable, net of allowance of …", "8", "7", at="allowance of", in_caption=True),
    ]
    text = shown(statement("BS", INCOME.tables, lines))
    assert next(one for one in text if one.endswith(" 7")).startswith("      allowance of  ")


def test_a_statement_with_two_tables_shows_only_the_lines_of_each() -> None:
    tables = [table(1, column(1, HALVES[0]), name="half"), table(2, column(1, "2012-07-01/2012-09-30"))]
    lines = [line("Sales", "10"), line("Rent", "4", table=1)]
    text = shown(statement("IS", tables, lines), room=40)
    half = next(i for i, one in enumerate(text) if "2012-07-01" in one)
    assert [i < half for i, one in enumerate(text) if "Sales" in one] == [True]
    assert [i > half for i, one in enumerate(text) if "Rent" in one] == [True]
    assert "  half at table 1" in text


def test_a_total_adds_up_lines_of_another_part_of_its_statement() -> None:
    parts = [table(number, column(1, HALVES[0]), name=f"part {number}") for number in (1, 2)]
    lines = [
        line("Operations", "5"),
        line("Financing", "(2)", table=1),
        line("Increase in cash", "3", table=1),
    ]
    text = shown(statement("CF", parts, lines, {3: [1, 2]}))
    assert next(one for one in text if "Increase in cash" in one).endswith("✓")
    assert not any("off by" in one for one in text)


def test_other_tables_have_a_line_with_the_reason_each() -> None:
    reading = ReleaseReading((INCOME,), (other(4, "contents", "its figures are page numbers"),))
    text = list(reading_text(reading, 80))
    assert text[-3] == "1 other table:"
    assert text[-2].endswith("  contents: its figures are page numbers")


def test_other_tables_in_the_notes_have_one_line() -> None:
    others = [other(number, "note", "its title") for number in (4, 5, 6)]
    reading = ReleaseReading(
        (INCOME,), (*others, other(7, "unknown", "no title"), other(8, "note", "its title"))
    )
    text = list(reading_text(reading, 80))
    start = text.index("5 other tables:")
    assert [one.split("  ")[-1] for one in text[start + 1 : -1]] == [
        "note: 3 tables in the notes to the statements",
        "unknown: no title",
        "note: its title",
    ]


def test_columns_of_percentages_and_notes_do_not_change_the_figures_beside_them() -> None:
    percent = column(3, HALVES[0])._replace(role="percent", period=None)
    note = column(4, HALVES[0])._replace(role="note", period=None)
    changes = table(1, *(column(i, when) for i, when in enumerate(HALVES, 1)), percent, note)
    found = line("Sales", "10", "8", "25", "7")
    cells = [cell._replace(value=cell.value and cell.value.scaleb(-5)) for cell in found.cells[2:3]]
    seven = [cell._replace(value=cell.value and cell.value.scaleb(-3)) for cell in found.cells[3:]]
    text = shown(statement("IS", [changes], [found._replace(cells=(*found.cells[:2], *cells, *seven))]))
    assert next(one for one in text if "Sales" in one).split() == ["Sales", "10", "8", "25%", "7"]
    assert next(one for one in text if "thousand USD" in one).split()[-2:] == ["percent", "note"]


def test_a_caption_with_amounts_and_no_figures_stands_above_them() -> None:
    caption = "Preferred stock, $… par value; none issued"
    found = line(caption, "1.00", "1.00", unit="USD/shares", scale=0, at="par value", in_caption=True)
    text = [one.strip() for one in shown(statement("BS", INCOME.tables, [found]))]
    assert text[text.index(caption) + 1].startswith("par value (USD per share)")


def test_what_was_read_is_counted() -> None:
    reading = ReleaseReading((INCOME,), (other(4, "contents", "page numbers"),))
    expected = "read     r.html: 1 statement with 10 line items and 4 sums; 1 other table"
    assert summary(reading, "r.html") == expected
    own = OwnConcept("Sales", "monetary", "duration", "credit", "Sales", Decimal("0.04"))
    sure = ConceptCandidate("Revenues", Evidence("companies use it", confidence=Decimal("0.95")))
    unsure = sure._replace(evidence=Evidence("it resembles it", confidence=Decimal("0.94")))
    proposals = tuple(ConceptProposal("label", (one,), own) for one in (sure, unsure, sure))
    reading = ReleaseReading((INCOME._replace(proposals=proposals),), reading.other)
    assert summary(reading, "r.html") == expected.replace("; 1 other", "; 2 concepts are sure; 1 other")


@pytest.mark.parametrize("caption", ["\x1b[31mred", "a\tb", "\x00"])
def test_a_caption_gives_the_terminal_no_orders(caption: str) -> None:
    text = "".join(shown(statement("BS", INCOME.tables, [line(caption, "1", "2")])))
    assert not any(character in text for character in "\x1b\t\x00")
