"""Every limit of reading a filing folder and a release, with a case on both sides of it."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from linetag import data
from linetag.filing.limits import MAX_COLUMN, MAX_DECIMALS, MAX_SCALE, MAX_STEM, MAX_SUBSIDIARIES
from linetag.filing.load import load
from linetag.filing.names import unknown
from linetag.inputs.limits import MAX_DIGITS
from linetag.inputs.tables import written_number
from linetag.model import Concept, Origin, QName, Taxonomy
from linetag.release import captions, lists, numbers, sections
from linetag.release.limits import MAX_CAPTION, MAX_FIGURE, MAX_INHERITED_LINES, MAX_LIST_LINE
from linetag.release.text import read
from linetag.xbrl import names
from support import tiny

AT = Origin("r.txt", 1, 1)

# A setting of the sample, and its value at the limit and beyond it.
SETTINGS = [
    ("scale = 3\n", f"scale = {MAX_SCALE}\n", f"scale = {MAX_SCALE + 1}\n"),
    ("column = 2\n", f"column = {MAX_COLUMN}\n", f"column = {MAX_COLUMN + 1}\n"),
    ("scale = 0\n", f"places = {MAX_DECIMALS}\n", f"places = {MAX_DECIMALS + 1}\n"),
    ("scale = 0\n", f"scale = {MAX_SCALE}\n", f"scale = {MAX_SCALE + 1}\n"),
    ('"iij-20120930"', f'"{"a" * MAX_STEM}"', f'"{"a" * (MAX_STEM + 1)}"'),
    ("subsidiaries-changed = false", f"subsidiaries-changed = true\nsubsidiaries-added = {MAX_SUBSIDIARIES}",
     f"subsidiaries-changed = true\nsubsidiaries-added = {MAX_SUBSIDIARIES + 1}"),
    ("year = { start = 2012", "year = { start = 1801", "year = { start = 1800"),
    ("end = 2013-03-31 }", "end = 2999-03-31 }", "end = 3000-03-31 }"),
    ('"77.92"', f'"{"9" * MAX_DIGITS}.{"9" * MAX_DIGITS}"', f'"{"9" * (MAX_DIGITS + 1)}"'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "most", "more"), SETTINGS)
def test_settings(tmp_path: Path, old: str, most: str, more: str) -> None:
    folder = Path(shutil.copytree(data.sample(), tmp_path / "filing"))
    text = (folder / "filing.toml").read_text("utf-8")
    assert old in text
    (folder / "filing.toml").write_text(text.replace(old, most, 1), "utf-8")
    assert [item.code for item in load(folder)[1]] == []
    (folder / "filing.toml").write_text(text.replace(old, more, 1), "utf-8")
    assert [item.code for item in load(folder)[1]] == ["F122"]


def test_digits_after_the_point() -> None:
    assert written_number(f"0.{'9' * MAX_DIGITS}") is not None
    assert written_number(f"0.{'9' * (MAX_DIGITS + 1)}") is None


@pytest.mark.parametrize(("shared", "suggested"), [(7, True), (6, False)])
def test_a_name_is_suggested_where_seven_of_ten_characters_agree(*, shared: int, suggested: bool) -> None:
    name = QName("http://e.example", "abcdefgh", "p")
    concept = Concept(name, "id", "s.xsd", QName(names.XBRLI, "stringItemType"), "duration", None)
    written = str(name)[:shared] + "0123456789"[shared:]
    taxonomy = Taxonomy({name: concept}, {})
    hint = unknown("T360", written, AT, taxonomy).hint
    assert (hint is not None and "p:abcdefgh" in hint) is suggested


# --- the release ------------------------------------------------------------------------------------


@pytest.mark.parametrize("digits", ["1" * MAX_FIGURE, "1" * (MAX_FIGURE - 1) + "%"])
def test_figures(digits: str) -> None:
    assert numbers.parse(digits) is not None
    assert numbers.parse(f"1{digits}") is None
    assert numbers.why_not(f"1{digits}") == ""


def test_amounts_in_captions() -> None:
    amount = " of JPY 5"
    label = "x" * (MAX_CAPTION - len(amount)) + amount
    assert [a.value for a in captions.read(AT._replace(text=label))[0].amounts] == [Decimal(5)]
    assert captions.read(AT._replace(text=f"x{label}"))[0].amounts == ()


def test_lines_of_lists() -> None:
    item = "As of September 30, 2012: 5"
    line = item + " " * (MAX_LIST_LINE - len(item))
    assert len(lists.items(AT._replace(text=line))) == 1
    assert lists.items(AT._replace(text=f"{line} ")) == ()


@pytest.mark.parametrize("count", [MAX_INHERITED_LINES, MAX_INHERITED_LINES + 1])
def test_headings_that_tables_take_over(tmp_path: Path, count: int) -> None:
    heading = "".join(f"Line {number}\n" for number in range(count))
    (tmp_path / "r.txt").write_text(f"{heading}A\t1\n\nB\t2\n", "utf-8")
    document, _ = read(tmp_path / "r.txt")
    assert document is not None
    first, second = document.tables
    assert (len(first.heading), len(second.heading)) == (count, MAX_INHERITED_LINES)
    assert second.heading == first.heading[-MAX_INHERITED_LINES:]


@pytest.mark.parametrize(("word", "path"), [("OEM", ("Connectivity:",)), ("OEMS", ())])
def test_a_word_of_three_capitals_is_an_abbreviation(word: str, path: tuple[str, ...]) -> None:
    rows = [("Connectivity:", False), ("Own brand", True), (word, True)]
    assert sections.paths([sections.SectionLine(*row) for row in rows])[-1] == path


# --- the release compared with the settings ---------------------------------------------------------


@pytest.mark.parametrize(("lines", "codes"), [(2, ["T313"]), (3, [])])
def test_a_date_counts_in_the_three_lines_above_a_table(tmp_path: Path, lines: int, codes: list[str]) -> None:
    old = "(As of March 31, 2012 and September 30, 2012)"
    new = "(As of March 31, 2013)" + "\nMore words" * lines
    assert [item.code for item in tiny.run(tmp_path, ("release.txt", old, new)).findings] == codes


def hint(folder: Path, code: str, mapped: str, printed: str) -> str:
    """The hint where the mapping calls the land of the release otherwise."""
    run = tiny.run(
        folder,
        ("mapping.csv", "ASSETS,Land,", f"ASSETS,{mapped},"),
        ("release.txt", "\nLand|", f"\n{printed}|"),
    )
    return next(item.hint or "" for item in run.findings if item.code == code)


@pytest.mark.parametrize(("printed", "named"), [("abcdefgh01", True), ("abcdefg012", False)])
def test_a_row_of_the_mapping_is_named_where_eight_of_ten_letters_agree(
    tmp_path: Path, *, printed: str, named: bool
) -> None:
    assert ("abcdefghij" in hint(tmp_path, "T320", "abcdefghij", printed)) is named


@pytest.mark.parametrize(("printed", "named"), [("abcdef0123", True), ("abcde01234", False)])
def test_a_line_item_is_named_where_six_of_ten_letters_agree(
    tmp_path: Path, *, printed: str, named: bool
) -> None:
    assert (printed in hint(tmp_path, "T322", "abcdefghij", printed)) is named
