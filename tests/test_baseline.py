"""Findings that are accepted: their ids, the file that lists them, and the table across reports."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from linetag.report.baseline import COLUMNS, identified
from linetag.report.overview import OverviewRow, overview
from support.command import invoke as run
from support.reports import change, only, report

WRONG = "T=50@0 A=20@0 B=40@0"


def ids(path: Path) -> list[str]:
    return [item.id for item in identified(only(path)).findings]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


# --- ids ----------------------------------------------------------------------------------------------


def test_an_id_survives_another_folder_and_other_lines(tmp_path: Path) -> None:
    one, other = report(tmp_path / "one", WRONG), report(tmp_path / "two", WRONG)
    change(other, "<c:T ", "\n\n<!-- later -->\n<c:T ")
    assert ids(one) == ids(other)


def test_an_id_changes_with_the_figures_and_with_the_report(tmp_path: Path) -> None:
    path = report(tmp_path, WRONG)
    (first,) = ids(path)
    change(path, ">50<", ">51<")
    (second,) = ids(path)
    change(path, ">51<", ">50<")
    (third,) = ids(path.rename(tmp_path / "d.xml"))
    assert len({first, second, third}) == 3


def test_the_path_in_a_message_does_not_count(tmp_path: Path) -> None:
    found = []
    for folder in ("one", "two"):
        path = report(tmp_path / folder, WRONG)
        (tmp_path / folder / "c.xsd").unlink()
        found.append(ids(path))
    assert found[0] == found[1]


def test_equal_findings_have_different_ids(tmp_path: Path) -> None:
    audited = only(report(tmp_path, WRONG))
    twice = identified(audited._replace(findings=audited.findings * 2))
    assert len({item.id for item in twice.findings}) == 2


# --- the file -----------------------------------------------------------------------------------------


def test_accepted_findings_do_not_count_and_new_ones_do(tmp_path: Path) -> None:
    path, accepted = report(tmp_path / "r", WRONG), tmp_path / "accepted.csv"
    written = run("check", path, "--write-baseline", accepted)
    assert (written.exit_code, written.stderr.splitlines()[-1]) == (1, f"wrote 1 finding to {accepted}")
    (row,) = rows(accepted)
    assert tuple(row) == COLUMNS
    assert (row["report"], row["severity"], row["code"]) == ("c.xml", "error", "C402")
    again = run("check", path, "--baseline", accepted)
    assert (again.exit_code, again.stderr) == (0, "1 report: 0 errors, 0 warnings, 0 notes\n")
    assert "1 accepted finding is not shown" in again.stdout
    assert "1 sum fails as accepted" in again.stdout
    assert "C402" not in again.stdout
    change(path, ">50<", ">70<")
    new = run("check", path, "--baseline", accepted)
    assert new.exit_code == 1
    assert "error C402: c:T (2012-09-30, JPY) is 70" in new.stdout
    assert "1 accepted finding was not found again; the first is C402 of c.xml" in new.stderr


def test_reasons_are_kept(tmp_path: Path) -> None:
    path, accepted = report(tmp_path / "r", WRONG), tmp_path / "accepted.csv"
    run("check", path, "--write-baseline", accepted)
    text = accepted.read_text("utf-8").rstrip()
    accepted.write_text(f"{text}printed so\n", "utf-8")
    run("check", path, "--baseline", accepted, "--write-baseline", accepted)
    assert [row["reason"] for row in rows(accepted)] == ["printed so"]


def test_json_says_what_is_accepted(tmp_path: Path) -> None:
    path, accepted = report(tmp_path / "r", WRONG), tmp_path / "accepted.csv"
    run("check", path, "--write-baseline", accepted)
    done = run("check", path, "--baseline", accepted, "--format", "json")
    (item,) = json.loads(done.stdout)["reports"][0]["findings"]
    assert (item["code"], item["id"], item["accepted"]) == ("C402", rows(accepted)[0]["id"], True)
    assert done.exit_code == 0


@pytest.mark.parametrize(("text", "code"), [(None, "F101"), ("id,why\n", "F111"), ("", "F113")])
def test_a_file_that_cannot_be_used_is_wrong_usage(tmp_path: Path, text: str | None, code: str) -> None:
    accepted = tmp_path / "accepted.csv"
    if text is not None:
        accepted.write_text(text, "utf-8")
    done = run("check", report(tmp_path / "r"), "--baseline", accepted)
    assert done.exit_code == 2
    assert code in done.stdout


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    done = run("check", report(tmp_path / "r"), "--write-baseline", tmp_path / "no" / "accepted.csv")
    assert done.exit_code == 2
    assert "O903" in done.stderr


# --- the table across reports -------------------------------------------------------------------------


def test_several_reports_have_a_table(tmp_path: Path) -> None:
    for name, stated in (("a", "T=5@0 A=2@0 B=3@0"), ("b", WRONG)):
        report(tmp_path / name, stated).rename(tmp_path / name / f"{name}.xml")
    shown = run("check", tmp_path).stdout.splitlines()
    assert shown[-4:] == [
        "2 reports         errors  warnings  statements hold  sums fail",
        "b.xml                  1         0                –     1 of 1",
        "a.xml                  0         0                –     0 of 1",
        "",
    ]


def test_one_report_has_none(tmp_path: Path) -> None:
    assert "statements hold" not in run("check", report(tmp_path)).stdout


@pytest.mark.parametrize("columns", [80, 100])
def test_the_table_fits(columns: int) -> None:
    lines = [
        OverviewRow("四半期報告書" * 20, 1, 2, 3, (3, 4), (2, 1000)),
        OverviewRow("c.xml", 1, 0, 0, (0, 0), (0, 0), readable=False),
    ]
    table = list(overview(lines, columns))
    assert " ".join(table[0].split()) == "2 reports errors warnings accepted statements hold sums fail"
    assert table[1].endswith("unreadable")
    assert max(len(line) for line in table) <= columns
