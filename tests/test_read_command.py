"""`linetag read` as a command: what it prints and where, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linetag.findings import Finding
from linetag.propose.recognise import recognise
from linetag.propose.records import ReleaseReading
from linetag.release.records import Document
from support.command import invoke as run
from support.printed_statements import BALANCE_SHEET, STATEMENTS, html
from support.understood import other

CONTENTS = "<table><tr><td>Overview</td><td>3</td></tr><tr><td>Outlook</td><td>7</td></tr></table>"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "release.html"
    path.write_text(html(STATEMENTS), "utf-8")
    return path


def test_the_statements_are_shown_as_understood(release: Path) -> None:
    result = run("read", release)
    assert (result.exit_code, result.stderr) == (0, "")
    text = result.stdout
    assert 'Balance sheet: "CONSOLIDATED BALANCE SHEETS"' in text
    assert 'Income statement: "CONSOLIDATED STATEMENTS OF OPERATIONS"' in text
    assert 'Cash flows: "CONSOLIDATED STATEMENTS OF CASH FLOWS"' in text
    (assets,) = (line for line in text.splitlines() if line.startswith("  Total assets"))
    assert assets.split() == ["Total", "assets", "137,510", "135,198", "✓"]
    (header,) = (line for line in text.splitlines() if "2011-12-31" in line)
    assert header.split() == ["thousand", "USD", "2012-09-30", "2011-12-31"]
    assert f"read     {release}: 3 statements with " in text


def test_the_json_goes_to_stdout_alone(release: Path) -> None:
    result = run("read", release, "--format", "json")
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert [one["code"] for one in content["statements"]] == ["BS", "IS", "CF"]
    assert "read     " not in result.stderr


def test_findings_of_the_json_go_to_stderr(tmp_path: Path) -> None:
    path = tmp_path / "contents.html"
    path.write_text(f"<h1>Contents</h1>{CONTENTS}", "utf-8")
    result = run("read", path, "--format", "json")
    content = json.loads(result.stdout)
    assert (result.exit_code, content["statements"], len(content["other"])) == (1, [], 1)
    assert result.stderr.startswith("error P160: no statement was recognised in ")


def test_a_page_without_statements_says_what_it_saw_and_why(tmp_path: Path) -> None:
    path = tmp_path / "contents.html"
    path.write_text(f"<h1>Contents</h1>{CONTENTS}", "utf-8")
    result = run("read", path)
    (kind,) = json.loads(run("read", path, "--format", "json").stdout)["other"]
    assert result.exit_code == 1
    assert (
        f"error P160: no statement was recognised in {path}; its tables are: 1 {kind['what']}"
        in result.stdout
    )
    assert f"{kind['what']}: {kind['reason']}" in " ".join(result.stdout.split())


def test_a_statement_that_may_be_in_an_unknown_table_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_unknown(document: Document) -> tuple[ReleaseReading, tuple[Finding, ...]]:
        known, findings = recognise(document)
        return known._replace(other=(*known.other, other(9, "unknown", "it has no title"))), findings

    monkeypatch.setattr("linetag.propose.reading.recognise", with_unknown)
    path = tmp_path / "release.html"
    path.write_text(html([BALANCE_SHEET]), "utf-8")
    result = run("read", path)
    assert result.exit_code == 0
    asked = [line for line in result.stdout.splitlines() if " P161: " in line]
    assert [line.partition(" was ")[0] for line in asked] == [
        "note P161: no income statement",
        "note P161: no statement of cash flows",
    ]


def test_a_file_that_cannot_be_read_exits_2(tmp_path: Path) -> None:
    gone = run("read", tmp_path / "gone.html")
    assert (gone.exit_code, "error R101: cannot read " in gone.stdout) == (2, True)
    as_json = run("read", tmp_path / "gone.html", "--format", "json")
    assert (as_json.exit_code, as_json.stdout, "R101" in as_json.stderr) == (2, "", True)


def test_wrong_usage_exits_2(release: Path) -> None:
    assert run("read").exit_code == 2
    assert run("read", release, "--format", "xml").exit_code == 2
    assert "Did you mean read?" in run("raed", release).stderr


def test_the_output_is_as_wide_as_columns_says(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    statements = run("read", release).stdout.partition("\nread ")[0]
    # a place is never folded
    assert max(len(line) for line in statements.splitlines() if str(release) not in line) <= 60


def test_the_help_has_examples() -> None:
    text = run("read", "--help").stdout
    assert "linetag read release.html" in text
    assert "derived.json" in text
