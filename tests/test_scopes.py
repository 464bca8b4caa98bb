"""Sums of another scope: of the consolidated or the single statement, of a year or a quarter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from linetag import audit
from linetag.checks import limits
from linetag.checks.explain.scopes import Scope, is_single, scope_of_name
from linetag.model import Duration, Instant
from support.reports import codes, found
from support.shared import CORPUS, needs
from support.written_sums import HERE, facts, name, network, write

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.model import Aspects
    from linetag.report.result import Result

SINGLE = HERE._replace(members=((name("EntityAxis"), name("NonConsolidatedMember")),))
EUROPE = HERE._replace(members=((name("AreaAxis"), name("EuropeMember")),))
YEAR = HERE._replace(period=Duration(date(2011, 10, 1), date(2012, 9, 30)))
QUARTER = HERE._replace(period=Duration(date(2012, 7, 1), date(2012, 9, 30)))
CONSOLIDATED, ALONE = "ConsolidatedBalanceSheet", "BalanceSheet"


def audited(folder: Path, stated: dict[Aspects, str], roles: dict[str, str]) -> Result:
    """The audit of figures in several contexts, by the sum of each role."""
    figures = [fact for aspects, text in stated.items() for fact in facts(text, aspects)]
    trees = [network(sum_, role=f"http://linetag.example/role/{role}") for role, sum_ in roles.items()]
    (result,) = audit.check_path(write(folder, figures, trees))
    return result


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("http://x.example/role/rol_ConsolidatedBalanceSheet", Scope("consolidated")),
        ("http://x.example/role/rol_NonConsolidatedBalanceSheet", Scope("single")),
        ("http://x.example/role/rol_BalanceSheet", Scope()),
        ("012 - Disclosure - Parent Company (Balance Sheets) (Details)", Scope("single")),
        ("012 - Disclosure - Income Attributable to Parent and Others (Details)", Scope()),
        ("013 - Disclosure - Unconsolidated Joint Ventures (Details)", Scope()),
        ("貸借対照表 個別", Scope("single")),
        ("連結貸借対照表", Scope("consolidated")),
        ("rol_QuarterlyConsolidatedBalanceSheet", Scope("consolidated", "quarter")),
        ("rol_YearToQuarterEndConsolidatedStatementOfIncome", Scope("consolidated", "year to date")),
        ("rol_SemiAnnualConsolidatedStatementOfIncome", Scope("consolidated", "half of a year")),
        ("CONDENSED CONSOLIDATED INTERIM STATEMENTS OF INCOME", Scope("consolidated")),
    ],
)
def test_the_name_of_a_role_states_its_scope(text: str, scope: Scope) -> None:
    assert scope_of_name(text) == scope


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NonConsolidatedMember", True),
        ("ParentCompanyMember", True),
        ("scenario <o:NonConsolidated/>", True),
        ("ParentMember", True),
        ("UnconsolidatedPropertiesMember", False),
        ("ParentAndSubsidiariesMember", False),
    ],
)
def test_a_member_states_the_entity(text: str, expected: bool) -> None:  # noqa: FBT001 - a column
    assert is_single(text) == expected


def test_what_holds_by_its_own_statement_is_a_note(tmp_path: Path) -> None:
    stated = {HERE: "T=90@0 A=30@0 B=60@0", SINGLE: "T=50@0 A=20@0 C=30@0"}
    result = audited(tmp_path, stated, {CONSOLIDATED: "T=A+B", ALONE: "T=A+C"})
    assert codes(result) == ["C424", "C424"]
    first, second = (item.hint for item in result.findings)
    assert "it is that of the consolidated statements, and these are single figures" in first
    assert "it is that of the single statements, and these are consolidated figures" in second
    assert [
        (r.verdict, r.mode) for r in result.calculations.results if r.aspects == SINGLE and "Con" in r.role
    ] == [
        ("inconsistent", "1.0"),
        ("inconsistent", "1.1"),
    ]


def test_what_fails_in_its_own_statement_is_an_error_there_and_only_there(tmp_path: Path) -> None:
    stated = {HERE: "T=90@0 A=30@0 B=60@0", SINGLE: "T=57@0 A=20@0 C=30@0"}
    result = audited(tmp_path, stated, {CONSOLIDATED: "T=A+B", ALONE: "T=A+C+D"})
    (item,) = (item for item in result.findings if item.code != "C424")
    # members that only say which entity it is make no slice of its own statement
    assert (item.code, item.severity) == ("C402", "error")
    assert item.hint.endswith(f"Calculation: http://linetag.example/role/{ALONE}.")


def test_a_slice_of_a_statement_stays_a_warning(tmp_path: Path) -> None:
    stated = {HERE: "T=90@0 A=30@0 B=60@0", EUROPE: "T=57@0 A=20@0"}
    assert codes(audited(tmp_path, stated, {CONSOLIDATED: "T=A+B"})) == ["C406"]


@pytest.mark.parametrize("note", ["NoteDetails", "ParentCompanyDetails", "QuarterlyDataDetails"])
def test_a_face_statement_that_fails_stays_an_error_whatever_note_holds(tmp_path: Path, note: str) -> None:
    stated = {HERE: "T=90@0 A=30@0 B=50@0 C=60@0"}
    item = found(audited(tmp_path, stated, {CONSOLIDATED: "T=A+B+D", note: "T=A+C"}), "C402")
    assert item.severity == "error"


def test_a_figure_that_one_column_lost_is_not_a_table_of_few_lines(tmp_path: Path) -> None:
    year_before = HERE._replace(period=Instant(date(2011, 9, 30)))
    stated = {HERE: "T=90@0 A=30@0 B=50@0 E=90@0", year_before: "T=90@0 A=30@0 B=50@0 D=10@0"}
    item = found(audited(tmp_path, stated, {CONSOLIDATED: "T=A+B+D", "NoteDetails": "T=E"}), "C402")
    assert item.severity == "error"


def test_a_table_of_few_lines_has_a_sum_of_its_own(tmp_path: Path) -> None:
    stated = {YEAR: "T=90@0 A=10@0 B=20@0 C=30@0 D=30@0", QUARTER: "T=25@0 A=3@0 E=25@0"}
    roles = {"StatementOfIncome": "T=A+B+C+D", "QuarterlyDataDetails": "T=E"}
    item = found(audited(tmp_path, stated, roles), "C424")
    assert "it has many lines that are not reported for these periods or members" in item.hint


def test_the_tree_of_a_quarter_is_not_that_of_a_year(tmp_path: Path) -> None:
    stated = {YEAR: "T=90@0 A=10@0 B=80@0", QUARTER: "T=25@0 A=3@0 C=22@0"}
    roles = {"YearToQuarterEndStatementOfIncome": "T=A+B", "QuarterlyStatementOfIncome": "T=A+C"}
    hints = [item.hint for item in audited(tmp_path, stated, roles).findings if item.code == "C424"]
    assert [hint.rsplit("; ", 1)[1] for hint in hints] == [
        "it is that of a year to date.",
        "it is that of a quarter.",
    ]


@needs(CORPUS)
def test_no_statement_of_two_scopes_has_an_error_that_its_own_role_disproves() -> None:
    (result,) = audit.check_path(CORPUS / "edinet" / "edinet-x99001-2025.zip")
    notes = [item for item in result.findings if item.code == "C424"]
    failing = [r for r in result.calculations.results if r.verdict == "inconsistent"]
    assert len(failing) == 75
    assert sum(int(item.message.split()[0]) for item in notes) == 42
    assert [item.code for item in result.findings if item.severity != "note"] == []


@pytest.mark.parametrize(("lines", "severity"), [("ABC", "error"), ("ABCD", "warning")])
def test_less_than_half_of_the_lines_are_few(tmp_path: Path, lines: str, severity: str) -> None:
    # this year has two of the lines of the role, the year before all four or five
    before = HERE._replace(period=Instant(date(2011, 9, 30)))
    whole = " ".join(f"{line}=100@0" for line in lines)
    stated = {HERE: "T=90@0 A=30@0", before: f"T={100 * len(lines)}@0 {whole}"}
    item = found(audited(tmp_path, stated, {"BalanceSheet": f"T={'+'.join(lines)}"}), "C402")
    assert limits.FEW_LINES * 2 == 1
    assert item.severity == severity
