"""What is said of swapped columns and of other things that go wrong in a release."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from support.alterations import KINDS, REPRINTED, Row, build, chosen, replaced, said
from support.iij import written

pytestmark = pytest.mark.usefixtures("quick_builds")

# --- columns ----------------------------------------------------------------------------------


def by_line(table: str) -> list[list[Row]]:
    """The covered figures of each row of a table, from left to right."""
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in written("sample").ledger:
        if row["table"] == table and row["status"] == "tagged" and row["figure_column"].isdigit():
            lines[row["line"]].append(row)
    return list(lines.values())


TABLES = tuple(dict.fromkeys(row["table"] for kind in KINDS for row in chosen("sample", kind)))


def test_figures_swapped_between_columns_are_reported_at_their_line_as_swapped(tmp_path: Path) -> None:
    missed = []
    for number, table in enumerate(TABLES):
        rows = [
            (one, other)
            for row in by_line(table)
            for one, other in zip(row, (*row[1:], row[0]), strict=True)
            if one["printed"] != other["printed"] and "yes" in one["covered"] and "yes" in other["covered"]
        ]
        one, other = rows[5 * number % len(rows)]
        text = replaced(written("sample").text, (one, other["printed"]), (other, one["printed"]))
        line = int(one["line"])
        told = build(text, tmp_path)
        alike = REPRINTED.search(one["relations"] + other["relations"])  # then the other printing is named
        if not (told.at(line) and (alike or "look swapped between columns" in said(told, line))):
            missed.append(f"{line}: {one['printed']} and {other['printed']}")
    assert missed == []


def test_whole_columns_that_are_swapped_are_reported_in_every_row(tmp_path: Path) -> None:
    # The sums within each column hold: only the translation and the ties speak against it.
    text = written("sample").text
    rows = [row for row in by_line("bs-liabilities") if row[0]["printed"] != row[2]["printed"]]
    for row in rows:
        text = replaced(text, (row[0], row[2]["printed"]), (row[2], row[0]["printed"]))

    told = build(text, tmp_path)

    silent = [row[0]["printed"] for row in rows if not told.at(int(row[0]["line"]))]
    swapped = [row for row in rows if "look swapped between columns" in said(told, int(row[0]["line"]))]
    assert len(rows) == 23
    assert silent == []
    assert len(swapped) == 23


# --- other things that go wrong in a release --------------------------------------------------


def edited(old: str, new: str) -> tuple[str, int]:
    """The sample with one passage changed, "|" standing for a tab, and the line of it."""
    old, new = (words.replace("|", "\t") for words in (old, new))
    text = written("sample").text
    start = text.index(old)
    return text[:start] + new + text[start + len(old) :], text[:start].count("\n") + 1


HEADER = "|As of March 31, 2012|As of Sept|tember 30, 2012\n"
UNITS = "|Thousands of JPY|Thousands of U.S. Dollars|Thousands of JPY\nASSETS"
ROW = "Prepaid expenses|1,848,344|35,726|2,783,735\n"


@pytest.mark.parametrize(
    ("old", "new", "code", "below"),
    [
        pytest.param(
            UNITS, UNITS.replace("Thousands of U.S. Dollars", "Thousands of JPY"), "T311", 0, id="unit"
        ),
        pytest.param(UNITS, UNITS.replace("Thousands", "Millions", 1), "T311", 0, id="scale"),
        pytest.param(HEADER, HEADER.replace("31, 2012", "31, 2011"), "T312", 0, id="date"),
        pytest.param("(As of March 31, 2012 and", "(As of March 31, 2011 and", "T313", 0, id="heading"),
        pytest.param(ROW, ROW * 2, "T320", 1, id="row twice"),
        pytest.param(ROW, ROW.replace("s|1", "s1"), "T320", 0, id="first tab lost"),
        pytest.param(ROW, ROW.replace("26|2", "262"), "T330", 0, id="last tab lost"),
        pytest.param(ROW, ROW.replace("|", "||", 1), "T314", 0, id="tab too many"),
        pytest.param(ROW, ROW.replace("1,848,344", "1,848,34O"), "T330", 0, id="letter O"),
        pytest.param(ROW, ROW.replace("2,783,735", "2,783,73"), "T330", 0, id="digit lost"),
        pytest.param(ROW, ROW.replace("2,783,735", "-"), "C402", 0, id="dash for a number"),
        pytest.param(
            "Asset retirement obligation|42,273|-",
            "Asset retirement obligation|42,273|87",
            "K504",
            0,
            id="number for a dash",
        ),
    ],
)
def test_it_is_reported_where_it_was_altered(
    old: str, new: str, code: str, below: int, tmp_path: Path
) -> None:
    text, line = edited(old, new)

    assert (code, line + below) in build(text, tmp_path).codes


def test_a_lost_row_is_reported_at_its_mapping_and_at_the_totals(tmp_path: Path) -> None:
    text, _ = edited(ROW, "")

    told = build(text, tmp_path)

    assert [f.at.path for f in told.findings if f.code == "T322" and f.at] == ["mapping.csv"]
    assert [code for code, _ in told.codes] == ["C402"]
    (hint,) = [f.hint for f in told.findings if f.code == "C402"]
    lost = '"Prepaid expenses, current", which is a contributor as well, has no figure here; 1,848,344 would'
    others = "2012-09-30, thousand JPY (2,783,735); 2012-09-30, thousand USD (35,726)"
    assert hint == f"{lost} put it right. The sum fails in the same way for: {others}."


def test_a_figure_that_is_blank_is_named_by_its_total(tmp_path: Path) -> None:
    text, line = edited(ROW, ROW.replace("2,783,735", ""))

    told = build(text, tmp_path)

    assert told.names(line)
    (found,) = told.findings
    assert (
        f"(line {line}), which is a contributor as well, has no figure here; 2,783,735 would put it right"
        in found.hint
    )
