"""Findings in the terminal, `findings.json` and `ledger.csv`."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from types import SimpleNamespace

import pytest

from linetag import __version__
from linetag.findings import Finding
from linetag.model import Origin
from linetag.report.finding_json import findings_json
from linetag.report.finding_text import render
from linetag.report.ledger_csv import LEDGER_COLUMNS, ledger_csv
from linetag.report.result import Built, Result
from linetag.tag.ledger import LedgerEntry


def shown(line: str, marked: str, **more: object) -> list[str]:
    """The lines of a finding at the text `marked` of `line`, which is line 7 of the release."""
    at = Origin("release.txt", 7, line.index(marked) + 1, marked)
    item = Finding("T330", "error", "no number", at, **more)  # type: ignore[arg-type]
    return list(render([item], {"release.txt": [""] * 6 + [line]}))


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def marked_text(lines: list[str]) -> str:
    """What stands above the carets."""
    source, carets = lines[2], lines[3]
    start, length = carets.index("^"), carets.count("^")
    place, result = 0, ""
    for character in source:
        if start <= place < start + length:
            result += character
        place += columns(character)
    return result


def test_a_finding_shows_place_line_caret_and_hint() -> None:
    assert shown("Cash and deposits  1,O00", "1,O00", hint="the letter O") == [
        "error T330: no number",
        "  --> release.txt:7:20",
        "  7 | Cash and deposits  1,O00",
        "    |                    ^^^^^",
        "  hint: the letter O",
        "",
    ]


def test_carets_stand_under_the_place_behind_tabs() -> None:
    lines = shown("Cash\t\t1,O00\t9", "1,O00")
    assert lines[2:4] == ["  7 | Cash        1,O00    9", "    |             ^^^^^"]


def test_carets_stand_under_the_place_behind_wide_characters() -> None:
    lines = shown("現金及び預金　1,O00", "1,O00")
    assert lines[2:4] == ["  7 | 現金及び預金　1,O00", "    | " + " " * 14 + "^^^^^"]
    assert shown("△現金", "現金")[3] == "    |  ^^^^"


def test_combining_characters_take_no_column() -> None:
    assert shown("Cafe\u0301 1", "1")[3] == "    |      ^"


@pytest.mark.parametrize("filler", ["abcdefg ", "現金及び預金", "\t"])
@pytest.mark.parametrize("before", [0, 5, 40, 5000])
@pytest.mark.parametrize("after", [0, 5, 40, 5000])
def test_long_lines_are_cut_around_the_place(filler: str, before: int, after: int) -> None:
    lines = shown(filler * before + "1,O00" + filler * after, "1,O00")
    assert marked_text(lines) == "1,O00"
    assert columns(lines[2]) <= 106
    width = columns((filler * (before + after)).expandtabs(4)) + 5
    assert ("…" in lines[2]) == (width > 100)
    assert not after or not lines[2].endswith("1,O00…")


def test_a_long_place_is_cut_itself() -> None:
    lines = shown("a" * 50 + "b" * 5000, "b" * 5000)
    assert lines[3].count("^") <= 101
    assert lines[2].endswith("b…")
    assert columns(lines[2]) <= 108


def test_a_place_whose_text_is_not_there_gets_one_caret() -> None:
    at = Origin("release.txt", 1, 3, "elsewhere")
    lines = list(render([Finding("T330", "error", "m", at)], {"release.txt": ["abcdef"]}))
    assert lines[2:4] == ["  1 | abcdef", "    |   ^"]


@pytest.mark.parametrize(("line", "column"), [(0, 1), (2, 1), (1, 99), (99, 99)])
def test_places_beyond_the_file_do_no_harm(line: int, column: int) -> None:
    item = Finding("T330", "error", "m", Origin("release.txt", line, column))
    lines = list(render([item], {"release.txt": ["abcdef"]}))
    assert lines[:2] == ["error T330: m", f"  --> release.txt:{line}:{column}"]


def test_a_file_without_lines_and_a_finding_without_place() -> None:
    at = Origin("output", 1, 1)
    assert list(render([Finding("O901", "error", "m", at)], {})) == ["error O901: m", "  --> output:1:1", ""]
    assert list(render([Finding("K510", "note", "m", hint="h")], {})) == ["note K510: m", "  hint: h", ""]


def test_related_places_name_the_file_when_it_is_another() -> None:
    at = Origin("release.txt", 1, 1)
    related = (Origin("release.txt", 3, 4), Origin("filing.toml", 5, 6))
    lines = list(render([Finding("T350", "error", "m", at, related)], {}))
    assert lines[2] == "  see also: line 3:4, filing.toml:5:6"


def test_many_related_places_are_counted() -> None:
    related = tuple(Origin("a", n, 1) for n in range(1, 10))
    lines = list(render([Finding("T350", "error", "m", Origin("a", 1, 1), related)], {}))
    assert lines[2].endswith("line 6:1 and 3 more")


EVIL = "\x1b[31mred\x1b[0m\x07\x9b2J\r\u202egnp.exe\u2028\x7f\udc80"


def test_no_character_of_the_input_gives_the_terminal_an_order() -> None:
    at = Origin(f"re{EVIL}lease", 1, 2, EVIL)
    item = Finding("T330", "error", f"m{EVIL}", at, (Origin(EVIL, 1, 1),), hint=EVIL)
    lines = list(render([item], {at.path: [f"a{EVIL}b"]}))
    for line in lines:
        assert line.isprintable(), line
    assert lines[2] == "  1 | a?[31mred?[0m??2J ?gnp.exe???b"
    assert lines[3] == "    |  " + "^" * len(EVIL)


def test_spaces_of_other_kinds_are_spaces() -> None:
    assert shown("a\u00a0b\u2003c", "c")[2] == "  7 | a b c"


# --- findings.json ------------------------------------------------------------------------------

FOUND = Finding(
    code="T350",
    severity="error",
    message="売上高 differs",
    at=Origin("release.txt", 3, 4, "1,200"),
    related=(Origin("release.txt", 9, 1),),
    hint="decide",
    facts=("f1", "f2"),
    standard="xbrl.1",
)


def written(*findings: Finding) -> bytes:
    filing, checked = SimpleNamespace(name="iij"), SimpleNamespace(counts=lambda: {"sums": (3, 4)})
    built = Built(filing, None, None, (), checked, None, {})  # type: ignore[arg-type]
    return findings_json(Result("release.txt", findings, built=built))


def test_findings_json() -> None:
    note = Finding("T351", "note", "settled")
    assert json.loads(written(FOUND, note, note)) == {
        "version": 1,
        "generator": f"linetag {__version__}",
        "filing": "iij",
        "forced": False,
        "counts": {"error": 1, "warning": 0, "note": 2},
        "checks": [{"name": "sums", "hold": 3, "of": 4}],
        "findings": [
            {
                "code": "T350",
                "severity": "error",
                "message": "売上高 differs",
                "at": {"path": "release.txt", "line": 3, "column": 4, "text": "1,200"},
                "related": [{"path": "release.txt", "line": 9, "column": 1, "text": ""}],
                "hint": "decide",
                "facts": ["f1", "f2"],
                "standard": "xbrl.1",
            },
            *[
                {
                    "code": "T351",
                    "severity": "note",
                    "message": "settled",
                    "at": None,
                    "related": [],
                    "hint": "",
                    "facts": [],
                    "standard": "",
                }
            ]
            * 2,
        ],
    }


def test_findings_json_is_readable_utf8_and_the_same_every_time() -> None:
    assert written(FOUND) == written(FOUND)
    assert "売上高" in written(FOUND).decode("utf-8")
    assert written(FOUND).endswith(b"}\n")


def test_a_path_that_is_no_unicode_is_escaped() -> None:
    item = Finding("R101", "error", "m", Origin("a\udc80", 1, 1))
    assert json.loads(written(item))["findings"][0]["at"]["path"] == "a\udc80"


# --- ledger.csv ---------------------------------------------------------------------------------


def entry(line: int, column: int, text: str, number: int = 1, **more: object) -> LedgerEntry:
    values: dict[str, object] = {
        "table": "bs",
        "section": ("ASSETS", "CURRENT ASSETS:"),
        "label": "Cash, net",
        "column": number,
        "status": "tagged",
        "facts": ("f1",),
        **more,
    }
    return LedgerEntry(origin=Origin("release.txt", line, column, text), **values)  # type: ignore[arg-type]


def ledger(*entries: LedgerEntry, **covering: tuple[str, ...]) -> list[dict[str, str]]:
    text = ledger_csv(entries, covering).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_columns_of_the_ledger() -> None:
    expected = "line,column,table,section,label,figure_column,printed,status,facts,covered,relations,reason"
    assert ",".join(LEDGER_COLUMNS) == expected
    assert ledger_csv([], {}).decode() == expected + "\n"


def test_a_covered_figure_names_its_relations() -> None:
    (row,) = ledger(entry(3, 4, "1,200", facts=("f1", "f2")), f1=("sum a", "tie b"), f2=("tie b", "tie c"))
    assert row == {
        "line": "3",
        "column": "4",
        "table": "bs",
        "section": "ASSETS > CURRENT ASSETS:",
        "label": "Cash, net",
        "figure_column": "1",
        "printed": "1,200",
        "status": "tagged",
        "facts": "f1 f2",
        "covered": "yes",
        "relations": "sum a; tie b; tie c",
        "reason": "",
    }


def test_a_figure_that_nothing_covers_says_so() -> None:
    (row,) = ledger(entry(3, 4, "1"))
    assert (row["covered"], row["relations"]) == ("no", "")


def test_a_figure_printed_several_times_is_covered_by_its_copies() -> None:
    rows = ledger(entry(3, 4, "1"), entry(9, 4, "1"), entry(5, 1, "2", facts=("f2",)))
    assert [row["relations"] for row in rows] == ["printed in 2 places", "", "printed in 2 places"]


def test_other_statuses() -> None:
    rows = ledger(
        entry(1, 1, "5", status="left", facts=(), reason="in millions"),
        entry(2, 1, "6", status="tied", facts=("results.sales",), relations=("printed = derived",)),
        entry(3, 1, "7", status="reported", facts=(), reason="no mapping row"),
        entry(4, 1, "JPY 8 thousand", number=0),
    )
    assert [row["covered"] for row in rows] == ["no", "yes", "no", "no"]
    assert rows[1]["relations"] == "printed = derived"
    assert [row["reason"] for row in rows] == ["in millions", "", "no mapping row", ""]
    assert rows[3]["figure_column"] == "caption"


def test_the_ledger_is_in_the_order_of_the_release_whatever_comes_first() -> None:
    entries = [entry(9, 1, "a"), entry(3, 8, "b"), entry(3, 2, "c"), entry(10, 1, "d")]
    assert [row["printed"] for row in ledger(*entries)] == ["c", "b", "a", "d"]
    assert ledger_csv(entries, {}) == ledger_csv(entries[::-1], {})
