"""`linetag check` as a command (for `linetag tree` see test_tree): what it prints, and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from linetag.reference import second_opinion
from linetag.reference.arelle import Remark
from support.command import invoke as run
from support.reports import change, report


def test_what_holds_is_counted_and_exits_0(tmp_path: Path) -> None:
    path = report(tmp_path)
    result = run("check", path)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"== {path}",
        "1 sum holds.",
        "",
        "read     3 facts",
        "checked  1 sum under XBRL 2.1, without rounding: 1 hold",
        "checked  1 sum under Calculations 1.1: 1 hold",
        "",
    ]
    assert result.stderr == "1 report: 0 errors, 0 warnings, 0 notes\n"


def test_a_failure_is_shown_with_its_line_and_exits_1(tmp_path: Path) -> None:
    result = run("check", report(tmp_path, "T=50@0 A=20@0 B=40@0"))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[1:3] == ["1 sum fails.", ""]
    assert lines[3].startswith(
        "error C402: c:T (2012-09-30, JPY) is 50, but its 2 contributors add up to 60 (difference -10"
    )
    assert lines[4] == "  line 1: 50 ≠ c:A 20 (line 1) + c:B 40 (line 1)"
    marked = run("check", report(tmp_path, "T=50@0 A=20@0 B=40@0"), "--verbose").stdout.splitlines()
    assert marked[6].strip(" |") == "^^"


def test_a_small_report_is_checked_without_anything_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom linetag.cli.app import run\nstatus = run(['check', sys.argv[1]])\n"
        "rooms = {'arelle', 'jinja2', 'rich', 'openpyxl', 'linetag.run', 'linetag.release', 'linetag.filing',"
        " 'linetag.tag', 'linetag.tanshin', 'linetag.reference', 'linetag.report.result_json'}\n"
        "assert (status, rooms & set(sys.modules)) == (1, set()), rooms & set(sys.modules)"
    )
    path = report(tmp_path, "T=50@0 A=20@0 B=40@0")
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "1 report: 1 error, 0 warnings, 0 notes\n")


def test_warnings_count_only_when_strict(tmp_path: Path) -> None:
    path = report(tmp_path, "T=6@0 A=2@0 B=3@0")
    assert run("check", path).exit_code == 0
    assert run("check", path, "--strict").exit_code == 1
    assert run("check", path, "--calc", "1.1", "--strict").exit_code == 0


def test_unreadable_input_exits_2_and_the_others_are_reported(tmp_path: Path) -> None:
    result = run("check", tmp_path / "gone", report(tmp_path, "T=9@0 A=2@0 B=3@0"), "--format", "json")
    assert result.exit_code == 2
    gone, other = json.loads(result.stdout)["reports"]
    assert [item["code"] for item in gone["findings"]] == ["X971"]
    assert [item["code"] for item in other["findings"]] == ["C402"]


def test_wrong_usage_exits_2(tmp_path: Path) -> None:
    assert run("check").exit_code == 2
    assert run("check", report(tmp_path), "--calc", "2.0").exit_code == 2
    result = run("check", report(tmp_path), "--taxonomy-package", tmp_path / "gone.zip")
    assert (result.exit_code, "X752" in result.stdout) == (2, True)


def test_the_json_is_the_promised_one(tmp_path: Path) -> None:
    path = report(tmp_path, "T=900@-2 A=2.50@2", "T=-A+0.5B")
    result = run("check", path, "--format", "json", "--calc", "all")
    content = json.loads(result.stdout)
    assert list(content) == ["version", "reports"]
    (one,) = content["reports"]
    assert list(one) == ["path", "facts", "calculations", "results", "findings"]
    assert (content["version"], one["path"], one["facts"]) == (1, str(path), 2)
    counts = {"consistent": 0, "inconsistent": 1, "unchecked": 0, "not_bound": 0}
    assert one["calculations"] == {"1.0": counts, "1.1": counts, "1.1-truncation": counts}
    assert one["results"][1] == {
        "mode": "1.1",
        "role": "http://linetag.example/role/sum",
        "total": "c:T",
        "context": "x",
        "period": "2012-09-30",
        "unit": "iso4217:JPY",
        "members": {},
        "verdict": "inconsistent",
        "reason": None,
        "reported": "900",
        "computed": "-2.5",
        "difference": "902.5",
        "slack": "50.005",
        "contributors": [{"concept": "c:A", "weight": "-1", "value": "2.5", "decimals": 2}],
        "missing": ["c:B"],
        "missing_count": 1,
    }
    (item,) = one["findings"]
    assert set(item) >= {"code", "severity", "message", "at", "hint", "facts"}
    assert item["at"]["path"] == str(path)
    assert list(item["at"]) == ["path", "line", "column", "text"]


def test_of_the_parts_that_are_not_reported_a_thousand_are_named(tmp_path: Path) -> None:
    names = [chr(ord("一") + i) for i in range(1_200)]
    path = report(tmp_path, "T=9@0 A=2@0", f"T=A{''.join(names)}")
    (one,) = json.loads(run("check", path, "--format", "json").stdout)["reports"]
    for result in one["results"]:
        assert result["missing"] == [f"c:{name}" for name in names[:1_000]]
        assert result["missing_count"] == 1_200


def test_processes_give_the_same_output_in_the_same_order(tmp_path: Path) -> None:
    for i in range(5):
        report(tmp_path / f"r{i}", f"T={5 + i}@0 A=2@0 B=3@0")
    alone, together = (run("check", tmp_path, "--jobs", n, "--format", "json") for n in (1, 2))
    assert alone.exit_code == together.exit_code == 1
    assert alone.stdout == together.stdout
    paths = [one["path"] for one in json.loads(alone.stdout)["reports"]]
    assert paths == [f"{tmp_path}/r{i}/c.xml" for i in range(5)]


def test_unchecked_sums_are_counted_by_their_reason(tmp_path: Path) -> None:
    result = run("check", report(tmp_path, "T=5@0 T=5@0 A=2@0 B=3@0"), "--calc", "1.0")
    assert "         unchecked: 1 duplicate total" in result.stdout.splitlines()


@pytest.mark.slow
def test_the_second_opinion_agrees_on_a_wrong_sum(tmp_path: Path) -> None:
    result = run("check", report(tmp_path, "T=50@0 A=20@0 B=40@0"), "--second-opinion")
    assert (
        "under 1.0, 1 sum is inconsistent for both linetag and Arelle, and the two differ on 0"
        in result.stdout
    )
    assert result.stdout.count("note A104") == 2
    assert "A101" not in result.stdout


def test_a_sum_on_which_arelle_is_silent_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "second_opinion", lambda *_, **__: ())
    result = run("check", report(tmp_path, "T=50@0 A=20@0 B=40@0"), "--second-opinion", "--calc", "1.1")
    assert (
        "warning A102: under 1.1, linetag finds c:T in http://linetag.example/role/sum inconsistent"
        in result.stdout
    )


def test_errors_of_arelle_weaken_its_opinion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Remark("IOerror", "error", "no such file", ())
    monkeypatch.setattr(second_opinion, "second_opinion", lambda *_, **__: (broken,))
    result = run("check", report(tmp_path), "--second-opinion", "--calc", "1.1")
    assert "note A103: under 1.1, Arelle reports 1 error" in result.stdout
    assert "the first is IOerror no such file" in result.stdout


@pytest.mark.slow
def test_the_second_opinion_sees_the_sums_of_a_schema_that_is_missing(tmp_path: Path) -> None:
    path = report(tmp_path, "T=50@0 A=20@0 B=40@0")
    change(tmp_path / "c_cal.xml", 'href="c.xsd#c_', 'href="http://base.example/b.xsd#c_')
    text = (tmp_path / "c.xsd").read_text("utf-8")
    start = text.index("<element ")
    bare = text[:start] + text[text.index("</schema>") :]
    (tmp_path / "c.xsd").write_text(
        bare.replace("http://linetag.example/c", "http://linetag.example/d"), "utf-8"
    )
    result = run("check", path, "--second-opinion", "--calc", "1.1")
    assert (
        "under 1.1, 1 sum is inconsistent for both linetag and Arelle, and the two differ on 0"
        in result.stdout
    )
    assert "A102" not in result.stdout


@pytest.mark.parametrize("command", ["check", "tree"])
def test_an_unreadable_report_is_told(tmp_path: Path, command: str) -> None:
    result = run(command, tmp_path / "gone.xml")
    assert result.exit_code == 2
    assert "X971" in result.stdout
