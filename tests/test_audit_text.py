"""What `check` prints of a report: the verdict first, then what is wrong, in few lines."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from linetag import audit
from linetag.checks.roles import is_face, title
from linetag.findings import finding
from linetag.model import Network
from linetag.report.audit_text import report_text
from linetag.report.result import Result
from linetag.report.verdict import verdict_text
from support.command import invoke as run
from support.reports import change, only, report
from support.shared import CORPUS, needs
from support.written_sums import facts, network, write

BALANCE, NOTE = "http://c.example/role/BalanceSheet", "http://c.example/role/DebtDetails"


def roles(folder: Path, stated: str, **sums: str) -> Result:
    """The audit of a report with a balance sheet and a note; each has the sums that are given."""
    networks = [
        Network(BALANCE if name == "balance" else NOTE, one.arcrole, one.arcs)
        for name, text in sums.items()
        for one in (network(text),)
    ]
    (audited,) = audit.check_path(write(folder, list(facts(stated)), networks), labels="en")
    return audited


def lines(audited: Result, columns: int | None = None) -> list[str]:
    return list(report_text(audited, columns))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("104 - Statement - CONSOLIDATED INCOME", True),
        ("9954 - Disclosure - Balance Sheet Components (Details)", False),
        ("http://c.example/role/ConsolidatedBalanceSheets", True),
        ("http://c.example/role/DisclosureBalanceSheetComponentsDetails", False),
        ("310010 連結貸借対照表", True),
        ("Notes - Segments", False),
    ],
)
def test_face_statements_are_recognised(role: str, expected: bool) -> None:  # noqa: FBT001 - a parameter
    assert is_face(role) is expected


def test_a_role_is_named_without_what_sorts_it() -> None:
    assert title("104 - Statement - INCOME") == "INCOME"
    assert title("http://c.example/role/Balance/") == "Balance"
    assert title("Segments") == "Segments"


# --- the verdict --------------------------------------------------------------------------------------


def test_all_holds(tmp_path: Path) -> None:
    audited = roles(tmp_path, "T=5@0 A=2@0 B=3@0 U=9@0 C=4@0 D=5@0", balance="T=A+B", note="U=C+D")
    assert verdict_text(audited) == "1 face statement holds; 1 sum in notes holds."


def test_a_note_fails_and_the_face_statement_holds(tmp_path: Path) -> None:
    audited = roles(tmp_path, "T=5@0 A=2@0 B=3@0 U=90@0 C=4@0 D=5@0", balance="T=A+B", note="U=C+D")
    assert verdict_text(audited) == "1 face statement holds; 1 sum in notes fails."


def test_the_face_statement_that_fails_is_named(tmp_path: Path) -> None:
    audited = roles(tmp_path, "T=50@0 A=2@0 B=3@0 U=9@0 C=4@0 D=5@0", balance="T=A+B", note="U=C+D")
    assert verdict_text(audited) == "1 face statement fails (BalanceSheet); 1 sum in notes holds."


def test_without_face_statements_sums_are_counted(tmp_path: Path) -> None:
    audited = roles(tmp_path, "T=5@0 A=2@0 B=3@0", note="T=A+B")
    assert verdict_text(audited) == "1 sum holds."
    assert verdict_text(only(report(tmp_path / "none", ""))) == "Nothing was checked."


def test_a_single_cause_is_named(tmp_path: Path) -> None:
    stated = "T=57@0 A=20@0 B=30@0 C=4@0 U=61@0 D=4@0"
    audited = roles(tmp_path, stated, note="T=A+B+C", balance="U=T+D")
    text = verdict_text(audited)
    assert text == "1 face statement holds; 1 sum in notes fails."


# --- the lines ----------------------------------------------------------------------------------------


def test_each_contributor_has_its_value_and_place(tmp_path: Path) -> None:
    audited = roles(tmp_path, "T=900@0 A=250@0 B=300@0 C=nil", note="T=A-B+2C+D")
    assert lines(audited)[4] == "  line 1: 900 ≠ c:A 250 (line 1) - c:B 300 (line 1); not reported: c:D"


def test_labels_stand_in_place_of_names(tmp_path: Path) -> None:
    audited = roles(tmp_path, "T=900@0 A=250@0 B=300@0", note="T=A+B")
    names = {arc.target: f"Line {arc.target.local}" for arc in network("T=A+B").arcs}
    shown = lines(audited._replace(labels=names))
    assert 'line 1: 900 ≠ "Line A" 250 (line 1) + "Line B" 300 (line 1)' in shown[4]
    same = dict.fromkeys(names, "Other")  # a label of two concepts tells neither
    assert "c:A 250 (line 1) + c:B 300" in lines(audited._replace(labels=same))[4]


def test_many_contributors_are_added_up(tmp_path: Path) -> None:
    letters = "ABCDEFGHIJKLMN"
    stated = " ".join(f"{letter}=10@0" for letter in letters)
    shown = lines(roles(tmp_path, f"Z=900@0 {stated}", note=f"Z={'+'.join(letters)}"))[4]
    assert shown.endswith("c:L 10 (line 1) + 2 more contributors 20")


def test_notes_are_counted_and_shown_when_asked_for(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(tmp_path / "c_cal.xml", 'href="c.xsd#c_', 'href="http://base.example/b.xsd#c_')
    brief, whole = run("check", path).stdout, run("check", path, "--verbose").stdout
    assert "X761" not in brief
    assert "1 note says that nothing is wrong; --verbose shows it" in brief
    assert "note X761: " in whole
    assert "--verbose" not in whole


def test_the_path_is_printed_once(tmp_path: Path) -> None:
    path = report(tmp_path, "T=50@0 A=20@0 B=40@0")
    assert run("check", path).stdout.count(str(path)) == 1


def test_errors_come_before_warnings(tmp_path: Path) -> None:
    warning, error = finding("X762", paths="a"), finding("X977")
    shown = lines(only(report(tmp_path))._replace(findings=(warning, error)))
    assert [line.split(":")[0] for line in shown if " X9" in line or " X7" in line] == [
        "error X977",
        "warning X762",
    ]


def test_many_findings_are_cut_and_counted(tmp_path: Path) -> None:
    found = tuple(finding("X762", paths=f"file{i}.xml") for i in range(200))
    shown = lines(only(report(tmp_path))._replace(findings=found))
    assert len(shown) <= 120
    assert any("more findings; --verbose shows everything" in line for line in shown)
    assert any(line.startswith("  hint: ") for line in shown)


@pytest.mark.parametrize("columns", [40, 80])
def test_lines_fit_the_terminal(tmp_path: Path, columns: int) -> None:
    audited = roles(tmp_path, "T=900@0 A=250@0 B=300@0", note="T=A+B+C+D+E+F")
    shown = lines(audited._replace(path="c.xml"), columns)
    assert max(map(len, shown)) <= columns


@pytest.mark.slow
@needs(CORPUS)
def test_real_filings_are_told_in_few_lines() -> None:
    files = [path for folder in ("sec", "tdnet", "kvk") for path in sorted((CORPUS / folder).glob("*"))]
    counts = [len(lines(audited, 80)) for path in files for audited in audit.check_path(path, labels="en")]
    assert median(counts) <= 20
    assert max(counts) <= 120
