"""The sample with one thing altered at a time: it is reported where it was altered.

"Reported at its line" is: a new error or warning stands in that line. Where the figures alone
cannot tell which of several is wrong (a digit of a part that stands in one sum only), a finding
names the line in its hint and among the related places.

One thing escapes by design: a figure that nothing but its translation holds may be off by up to
one unit of the dollar figure, since the release's own translations are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from support.alterations import (
    KINDS,
    Row,
    alter,
    build,
    chosen,
    digit,
    groups,
    of,
    replaced,
    said,
    sign,
)
from support.iij import ONE_OF_EACH, ORIGINAL, written
from support.shared import needs

pytestmark = pytest.mark.usefixtures("quick_builds")


# --- one figure -------------------------------------------------------------------------------


def unreported(which: str, kind: Callable[[str], str], rows: Sequence[Row], folder: Path) -> list[str]:
    """The alterations that no finding stands at, or for a digit at least leads to."""
    missed = []
    for row in rows:
        other, line = kind(row["printed"]), int(row["line"])
        told = build(replaced(written(which).text, (row, other)), folder, which)
        if not (told.at(line) or (kind is digit and told.names(line))):
            missed.append(f"{line}: {row['printed']} -> {other}")
    return missed


def test_the_figures_chosen_are_of_every_table_and_every_column() -> None:
    tables = {row["table"] for kind in KINDS for row in chosen("sample", kind)}
    columns = {(row["table"], row["figure_column"]) for kind in KINDS for row in chosen("sample", kind)}

    assert len(columns) == len(list(groups("sample", "tagged"))) == 38
    assert tables == {row["table"] for row in written("sample").ledger if row["status"] == "tagged"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_altered_figure_is_reported_at_its_line(kind: Callable[[str], str], tmp_path: Path) -> None:
    assert unreported("sample", kind, chosen("sample", kind), tmp_path) == []


@needs(ORIGINAL)
@pytest.mark.parametrize("kind", KINDS)
def test_so_it_is_in_the_original_release(kind: Callable[[str], str], tmp_path: Path) -> None:
    rows = chosen("original", kind)[::5]

    assert len(rows) >= 4
    assert unreported("original", kind, rows, tmp_path) == []


# --- the figures of the summary and of the highlight tables ---------------------------------------


def opposite(printed: str) -> str:
    return printed.replace("up", "down") if printed.startswith("up") else sign(printed)


def swapped(printed: str) -> str:
    """Two neighbouring digits swapped; another digit where all are alike."""
    for found in re.finditer(r"(?=(\d)(\d|,\d))", printed):
        one, other = found[1], found[2]
        if one != other[-1]:
            start, end = found.start(), found.start() + 1 + len(other)
            return f"{printed[:start]}{other[-1]}{other[:-1]}{one}{printed[end:]}"
    return digit(printed)


def gone(_: str) -> str:
    return ""


def by_one(printed: str) -> str:
    """The last digit up by one, as rounding would explain."""
    last = max(i for i, character in enumerate(printed) if character.isdigit())
    return f"{printed[:last]}{(int(printed[last]) + 1) % 10}{printed[last + 1 :]}"


def tied(which: str) -> list[Row]:
    """The figures that are tied to facts and to each other, in the order of the release."""
    rows = (row for row in written(which).ledger if row["status"] == "tied")
    return [row for row in rows if re.search(r"\d", row["printed"]) and len(row["printed"]) < 40]


def test_the_figures_tied_are_those_of_the_summary_and_of_nine_highlight_tables() -> None:
    tables = {row["table"] for row in tied("sample")}
    assert len([table for table in tables if table.startswith("highlight: ")]) == 9
    assert tables - {table for table in tables if table.startswith("highlight: ")} == {
        f"summary: {name}"
        for name in ("results", "comprehensive", "per-share", "position", "dividends", "forecast", "shares")
    }


@ONE_OF_EACH
@pytest.mark.parametrize(("kind", "first"), [(digit, 0), (opposite, 2), (swapped, 4)])
def test_an_altered_figure_of_the_summary_or_a_highlight_table_is_reported_at_its_line(
    kind: Callable[[str], str], first: int, which: str, tmp_path: Path
) -> None:
    missed = []
    for row in tied(which)[first :: 11 if which == "original" else 23]:
        other = kind(row["printed"])
        if not build(replaced(written(which).text, (row, other)), tmp_path, which).at(int(row["line"])):
            missed.append(f"{row['line']}: {row['printed']} -> {other}")
    assert missed == []


@ONE_OF_EACH
def test_a_figure_of_them_that_is_gone_is_noticed(which: str, tmp_path: Path) -> None:
    # there may be no line to point at: then it is told where filing.toml says what the table prints
    whole = {(f.code, f.message) for f in build(written(which).text, tmp_path, which).findings}
    missed = []
    for row in tied(which)[6 :: 11 if which == "original" else 23]:
        told = build(replaced(written(which).text, (row, gone(row["printed"]))), tmp_path, which)
        if {(f.code, f.message) for f in told.findings} <= whole:
            missed.append(f"{row['line']}: {row['printed']}")
    assert missed == []


@ONE_OF_EACH
def test_a_figure_that_is_one_off_is_reported_or_led_to(which: str, tmp_path: Path) -> None:
    """Where only a sum speaks against it, the sum is told, and leads to each of its parts."""
    record = json.loads(written(which).built.files["tanshin/summary.json"])
    right = {cell["key"]: cell["value"] for cell in record["highlights"]}
    missed = []
    for row in tied(which)[5 :: 11 if which == "original" else 23]:
        other, line = by_one(row["printed"]), int(row["line"])
        told = build(replaced(written(which).text, (row, other)), tmp_path, which)
        repaired = other.replace(",", "") == right.get(row["facts"])
        if not (told.leads(line) or repaired):  # one that was forced to foot is put right
            missed.append(f"{line}: {row['printed']} -> {other}")
    assert missed == []


# --- what the figures cannot tell -------------------------------------------------------------


TRANSLATION = "USD = JPY / 77.92"


def test_only_a_translation_lets_a_figure_be_one_unit_off(tmp_path: Path) -> None:
    row = of("Income taxes paid", "cf-half-financing", 2)
    assert (row["printed"], row["relations"]) == ("29,369", TRANSLATION)

    near, line = alter(row, "29,370", tmp_path)  # 2,288,440 / 77.92 = 29,369.1
    assert near.findings == ()
    far, line = alter(row, "29,371", tmp_path)
    assert far.codes == {("K504", line)}


def test_a_digit_that_fits_several_figures_of_one_sum_is_told_with_each_of_them(tmp_path: Path) -> None:
    told, line = alter(of("Purchase of other investments", "cf-half", 1), "(56,112)", tmp_path)

    (found,) = told.findings
    assert found.code == "C401"
    assert f'"Purchase of other investments" (line {line}) is -56,112 and should be -56,115' in found.hint
    assert told.names(line)


# --- hints ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "table", "column", "printed", "hint"),
    [
        (
            "Total current assets",
            "bs-assets",
            3,
            "33,454,130",
            "33,454,103: two neighbouring digits are swapped",
        ),
        ("Dividends paid", "cf-half-financing", 3, "354,697", "-354,697: its sign is reversed"),
        ("Inventories", "bs-assets", 3, "1,590,661,000", "1,590,661: it is off by a factor of a thousand"),
        ("Losses on write-down", "is-half", 3, "(19,748)", "-19,788: line 282 prints this figure"),
        (
            "Inventories",
            "bs-assets",
            3,
            "-",
            "is nothing (a dash) and should be 1,590,661: its figure may be",
        ),
        ("NET INCOME ATTRIBUTABLE TO INTERNET", "is-half", 3, "2,007,165", "2,007,156: two neighbouring"),
        ("DILUTED WEIGHTED-AVERAGE NUMBER OF SHARES", "eps-half", 3, "-", "should be 40,564,800"),
        ("BASIC NET INCOME PER SHARE", "eps-quarter", 3, "27.93", "27.39: two neighbouring"),
    ],
)
def test_the_hint_says_what_should_stand_there(  # noqa: PLR0913, PLR0917 - the columns of the table above
    label: str, table: str, column: int, printed: str, hint: str, tmp_path: Path
) -> None:
    told, line = alter(of(label, table, column), printed, tmp_path)

    assert hint in said(told, line)
