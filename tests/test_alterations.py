"""The sample with one thing altered at a time: it is reported where it was altered.

"Reported at its line" is: a new error or warning stands in that line. Where the figures alone
cannot tell which of several is wrong (a digit of a part that stands in one sum only), a finding
names the line in its hint and among the related places.

One thing escapes by design: a figure that nothing but its translation holds may be off by up to
one unit of the dollar figure, since the release's own translations are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from iij import ORIGINAL, written
from linetag import data, run
from linetag.findings import Finding

Row = dict[str, str]
ALIKE = re.compile(r"printed \d+ times alike")


@dataclass(frozen=True)
class Told:
    """What a build of the altered release says that the build of the release itself does not."""

    findings: tuple[Finding, ...]
    path: str

    @property
    def codes(self) -> set[tuple[str, int]]:
        """Code and line of the findings that stand in the release."""
        return {(f.code, f.at.line) for f in self.findings if f.at and f.at.path == self.path}

    def at(self, line: int) -> bool:
        return any(told == line for _, told in self.codes)

    def names(self, line: int) -> bool:
        """Whether a finding leads to the line, although it stands at another."""
        return any(
            re.search(rf"\b{line}\b", f.hint) and any(o.line == line for o in f.related)
            for f in self.findings
        )


def build(text: str, folder: Path, which: str = "sample") -> Told:
    path = folder / "release.txt"
    path.write_text(text, "utf-8")
    known = {(f.code, f.message) for f in written(which).findings}
    outcome = run.build(data.sample(), path)
    new = (f for f in outcome.findings if f.severity != "note" and (f.code, f.message) not in known)
    return Told(tuple(new), str(path))


def replaced(text: str, *cells: tuple[Row, str]) -> str:
    """The release with these figures of one line printed otherwise."""
    lines = text.splitlines()
    for row, printed in sorted(cells, key=lambda cell: -int(cell[0]["column"])):
        line, start = int(row["line"]) - 1, int(row["column"]) - 1
        old = lines[line]
        assert old.startswith(row["printed"], start)
        lines[line] = old[:start] + printed + old[start + len(row["printed"]) :]
    return "\n".join(lines) + "\n"


# --- one figure -------------------------------------------------------------------------------


def digit(printed: str) -> str:
    """Another digit in the second place, or in the only one."""
    digits = [i for i, character in enumerate(printed) if character.isdigit()]
    place = digits[min(1, len(digits) - 1)]
    return f"{printed[:place]}{(int(printed[place]) + 4) % 10}{printed[place + 1 :]}"


def sign(printed: str) -> str:
    return printed[1:-1] if printed.startswith("(") else f"({printed})"


def scale(printed: str) -> str:
    return re.sub(r"(\d[\d,.]*)", r"\1,000", printed, count=1)


KINDS: tuple[Callable[[str], str], ...] = (digit, sign, scale)


def groups(which: str, status: str) -> Iterator[tuple[int, list[Row]]]:
    """The figures that the ledger calls covered, by table and column, numbered."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in written(which).ledger:
        if row["status"] == status and row["covered"] == "yes" and re.search(r"\d", row["printed"]):
            found[row["table"], row["figure_column"]].append(row)
    yield from enumerate(found.values())


def chosen(which: str, kind: Callable[[str], str]) -> list[Row]:
    """One figure of every column of every tagged table, the kinds of alteration in turn."""
    rows = []
    for number, group in groups(which, "tagged"):
        if KINDS[number % 3] is kind:
            rows.append(group[7 * number % len(group)])
    return rows


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


def test_an_altered_figure_of_the_summary_is_reported_at_its_line(tmp_path: Path) -> None:
    rows = [group[number % len(group)] for number, group in groups("sample", "tied")]

    assert len(rows) == 30
    missed = []
    for row in rows:
        told = build(replaced(written("sample").text, (row, digit(row["printed"]))), tmp_path)
        if not told.at(int(row["line"])):
            missed.append(row)
    assert missed == []


@pytest.mark.skipif(not ORIGINAL.exists(), reason="not here")
@pytest.mark.parametrize("kind", KINDS)
def test_so_it_is_in_the_original_release(kind: Callable[[str], str], tmp_path: Path) -> None:
    rows = chosen("original", kind)[::3]

    assert len(rows) >= 4
    assert unreported("original", kind, rows, tmp_path) == []


def of(label: str, table: str, column: int) -> Row:
    """The figure of a row and a column of the sample."""
    (row,) = (
        row
        for row in written("sample").ledger
        if (row["table"], row["figure_column"]) == (table, str(column)) and row["label"].startswith(label)
    )
    return row


def said(told: Told, line: int) -> str:
    """The hints of what is reported at a line."""
    return " ".join(f.hint for f in told.findings if f.at and f.at.line == line)


def alter(row: Row, printed: str, folder: Path) -> tuple[Told, int]:
    return build(replaced(written("sample").text, (row, printed)), folder), int(row["line"])


@pytest.mark.parametrize(
    ("label", "table", "column", "printed", "hint"),
    [
        ("Total current assets", "bs-assets", 3, "33,454,130", "33,454,103: two neighbouring digits are swapped"),
        ("Dividends paid", "cf-half-financing", 3, "354,697", "-354,697: the sign is the other way round"),
        ("Inventories", "bs-assets", 3, "1,590,661,000", "1,590,661: it is off by a factor of a thousand"),
        ("Losses on write-down", "is-half", 3, "(19,748)", "-19,788: line 282 prints it so"),
        ("Inventories", "bs-assets", 3, "-", "is nothing (a dash) and should be 1,590,661: its figure may be"),
        ("NET INCOME ATTRIBUTABLE TO INTERNET", "is-half", 3, "2,007,165", "2,007,156: line"),
        ("DILUTED WEIGHTED-AVERAGE NUMBER OF SHARES", "eps-half", 3, "-", "should be 40,564,800"),
        ("BASIC NET INCOME PER SHARE", "eps-quarter", 3, "26.64", "should be 27.64"),
    ],
)
def test_the_hint_says_what_should_stand_there(  # noqa: PLR0913, PLR0917 - the columns of the table above
    label: str, table: str, column: int, printed: str, hint: str, tmp_path: Path
) -> None:
    told, line = alter(of(label, table, column), printed, tmp_path)

    assert hint in said(told, line)
