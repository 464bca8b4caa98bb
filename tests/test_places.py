"""Places in files whose lines are not those of a text: sheets, tables and pages."""

from __future__ import annotations

import csv
import html
import io
from itertools import groupby
from pathlib import Path

import pytest
from openpyxl import Workbook

from linetag import data, run, wording
from linetag.findings import finding, ordered
from linetag.model import Origin, Part
from linetag.report.finding_json import finding_json
from linetag.report.finding_text import render
from linetag.report.result import Result

LINE = Origin("r.txt", 12, 3, "7")
CELL = Origin("r.html", 12, 2, "7", Part("table", 3))
SHEET = Origin("b.xlsx", 7, 28, "7", Part("sheet", 2, "Balance Sheet"))
PAGE = Origin("r.pdf", 12, 40, "7", Part("page", 3))


@pytest.mark.parametrize(
    ("origin", "place"),
    [
        (LINE, "r.txt:12:3"),
        (CELL, "r.html: table 3, row 12, cell 2"),
        (CELL._replace(line=1, column=1), "r.html: table 3"),
        (SHEET, "b.xlsx: Balance Sheet!AB7"),
        (PAGE, "r.pdf: page 3, line 12"),
        (Origin("r.html", 1, 1, "", Part("paragraph", 9)), "r.html: paragraph 9"),
        (Origin("r.docx", 2, 1, "", Part("paragraph", 9)), "r.docx: paragraph 9, line 2"),
    ],
)
def test_a_place_is_named_as_its_format_counts(origin: Origin, place: str) -> None:
    assert wording.place(origin) == place


def test_several_places_share_their_word() -> None:
    assert wording.positions([LINE, LINE._replace(line=15)]) == "lines 12, 15"
    assert wording.positions([LINE]) == "line 12"
    assert (
        wording.positions([CELL, CELL._replace(line=15)])
        == "table 3, row 12, cell 2; table 3, row 15, cell 2"
    )


def test_a_finding_shows_its_place_and_no_line_of_another_text() -> None:
    item = finding("T330", CELL, related=(CELL._replace(line=14), SHEET), text="7")
    text = list(render([item], {"r.html": ["never shown"] * 20}))
    assert "  --> r.html: table 3, row 12, cell 2" in text
    assert "  see also: table 3, row 14, cell 2, b.xlsx: Balance Sheet!AB7" in text
    assert not any("never shown" in line for line in text)


def test_json_has_the_part_only_where_there_is_one() -> None:
    text, cell = (finding_json(finding("T330", at, text="7"))["at"] for at in (LINE, SHEET))
    assert text == {"path": "r.txt", "line": 12, "column": 3, "text": "7"}
    part = {"kind": "sheet", "number": 2, "name": "Balance Sheet"}
    assert cell == {"path": "b.xlsx", "line": 7, "column": 28, "text": "7", "part": part}


def test_findings_are_sorted_by_part_before_line() -> None:
    places = [
        Origin("b.xlsx", line, 1, "", Part("sheet", sheet, "s")) for sheet, line in ((2, 1), (10, 1), (1, 9))
    ]
    found = ordered([finding("T330", at, text="x") for at in places])
    assert [item.at and item.at.part.number for item in found] == [1, 2, 10]


# --- building from another format -----------------------------------------------------------------


def _workbook(lines: list[str]) -> bytes:
    book = Workbook()
    book.active.title = "Release"
    for line in lines:
        book.active.append([field or None for field in line.split("\t")])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _page(lines: list[str]) -> bytes:
    text = ""
    for has_tabs, run_of_lines in groupby(lines, lambda line: "\t" in line):
        if has_tabs:
            rows = (html.escape(line).replace("\t", "</td><td>") for line in run_of_lines)
            text += f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>"
        else:
            text += "".join(f"<p>{html.escape(line)}</p>" for line in run_of_lines)
    return f"<html><body>{text}</body></html>".encode()


@pytest.fixture(scope="module")
def sample() -> Result:
    return run.build(data.sample())


@pytest.mark.slow
@pytest.mark.parametrize(("name", "write", "place"), [
    ("r.xlsx", _workbook, "Release!"),
    ("r.html", _page, "table "),
])  # fmt: skip
def test_the_sample_in_another_format_gives_the_same_facts(
    tmp_path: Path, sample: Result, name: str, write: object, place: str
) -> None:
    text = (data.sample() / "release.txt").read_text("utf-8")
    path = tmp_path / name
    assert callable(write)
    path.write_bytes(write(text.split("\n")))
    result = run.build(data.sample(), path)
    assert result.built is not None
    assert sample.built is not None
    values = [
        {(fact.concept, fact.aspects, fact.value) for fact in built.report.facts}
        for built in (result.built, sample.built)
    ]
    assert values[0] == values[1]
    ledger = list(csv.DictReader(io.StringIO(result.built.files["ledger.csv"].decode())))
    assert {row["place"].startswith(place) for row in ledger} == {True}
    assert "place" not in sample.built.files["ledger.csv"].decode().partition("\n")[0]
