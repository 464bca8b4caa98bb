"""The calculation trees of a report in the terminal: concepts are rows, periods are columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from linetag import audit
from linetag.calc import calculate
from linetag.model import (
    SUMMATION_2003,
    SUMMATION_2023,
    Arc,
    Aspects,
    Duration,
    Fact,
    Instant,
    Network,
    QName,
)
from linetag.report.result import Result
from linetag.report.terminal_text import width, wrapped
from linetag.report.tree import LEGEND, TreeSelection, nothing_like, tree
from support.command import invoke as run
from support.reports import report
from support.shared import CORPUS, skip_without
from support.written_sums import HERE, ROLE, facts, name, network

BEFORE = HERE._replace(period=Instant(date(2011, 9, 30)))
LONG_AGO = HERE._replace(period=Instant(date(2010, 9, 30)))
SLICE = HERE._replace(members=((name("Axis"), name("Member")),))


def quarter(year: int, months: int = 3) -> Aspects:
    return HERE._replace(period=Duration(date(year, 10 - months, 1), date(year, 9, 30)))


def lines(
    stated: Sequence[tuple[str, Aspects]],
    sums: Sequence[str | Network],
    choice: TreeSelection,
    labels: Mapping[QName, str] | None = None,
) -> list[str]:
    """The trees of a report with these figures, "T=9@0 A=2@0" in each context, and these sums."""
    shown = list(tree(audited(stated, sums, labels), choice))
    return shown[2:] if shown[0] == LEGEND else shown


def audited(
    stated: Sequence[tuple[str, Aspects]],
    sums: Sequence[str | Network],
    labels: Mapping[QName, str] | None = None,
) -> Result:
    all_facts = [fact for text, aspects in stated for fact in facts(text, aspects)]
    joint: list[Network] = [item for item in sums if isinstance(item, Network)]
    arcs = [arc for item in sums if isinstance(item, str) for arc in network(item).arcs]
    joint += [Network(ROLE, SUMMATION_2003, tuple(arcs))] if arcs else []
    return Result("r.xml", (), len(all_facts), calculate(all_facts, joint, ["1.1"]), labels=labels or {})


ALL = TreeSelection(everything=True)


def test_periods_are_columns_the_newest_first() -> None:
    stated = [("T=5@0 A=2@0 B=3@0", LONG_AGO), ("T=50@0 A=20@0 B=30@0", HERE), ("T=7@0 A=4@0 B=3@0", BEFORE)]
    assert lines(stated, ["T=A+B"], ALL) == [
        ROLE,
        "  JPY      2012-09-30    2011-09-30    2010-09-30",
        "  c:T              50 ✓           7 ✓           5 ✓",
        "    + c:A          20             4             2",
        "    + c:B          30             3             3",
        "",
    ]


def test_a_failing_total_tells_what_is_computed_and_by_how_much_it_fails() -> None:
    stated = [("T=50000@-3 A=20000@-3 B=40000@-3", HERE)]
    assert lines(stated, ["T=A+B-C"], TreeSelection()) == [
        ROLE,
        "  thousand JPY           2012-09-30",
        "  c:T                            50 ✗",
        "    ✗ computed                   60",
        "    ✗ difference                -10",
        "    ✗ rounding explains         1.5",
        "    + c:A                        20",
        "    + c:B                        40",
        "    - c:C                         –",
        "",
    ]


def test_each_mark_says_what_the_sum_is() -> None:
    stated = [
        ("T=5@0 A=2@0 B=3@0", HERE),
        ("T=6@0 A=2@0 B=3@0", BEFORE),
        ("T=6@0 T=8@0 A=2@0 B=nil", LONG_AGO),
    ]
    shown = lines(stated, ["T=A+B"], ALL)
    assert shown[2].split() == ["c:T", "5", "✓", "6", "≈", "8", "·"]
    assert shown[3].split() == ["·", "disallowed", "duplicates", "·"]
    assert shown[5].split() == ["+", "c:B", "3", "3", "nil"]


def test_only_failures_their_periods_and_the_way_to_them_are_shown() -> None:
    """T = A + B fails in A = C + D of 2012; B = E + F, the year before and U = G + H hold."""
    stated = [
        ("T=10@0 A=6@0 B=4@0 C=1@0 D=1@0 E=2@0 F=2@0 U=3@0 G=1@0 H=2@0", HERE),
        ("T=10@0 A=6@0 B=4@0 C=3@0 D=3@0", BEFORE),
        ("T=9@0 A=5@0 B=4@0", SLICE),
    ]
    sums = ["T=A+B", "A=C+D", "B=E+F", "U=G+H"]
    shown = lines(stated, sums, TreeSelection())
    assert shown == [
        ROLE,
        "  JPY                       2012-09-30",
        "  c:T                               10 ✓",
        "    + c:A                            6 ✗",
        "      ✗ computed                     2",
        "      ✗ difference                   4",
        "      ✗ rounding explains          1.5",
        "      + c:C                          1",
        "      + c:D                          1",
        "    + c:B (2 contributors)           4 ✓",
        "",
        "2 trees hold and are not shown; --all shows every tree.",
    ]
    assert not any("--all" in line for line in lines(stated, sums, ALL))


def test_slices_units_and_entities_have_tables_of_their_own() -> None:
    dollars = HERE._replace(unit=HERE.unit and HERE.unit._replace(numerators=(QName("", "USD"),)))
    other = HERE._replace(entity=HERE.entity._replace(value="9999"))
    typed = HERE._replace(typed=((name("Place"), "<a>Tokyo</a>"),), other=("segment <b>x</b>",))
    stated = [("T=5@0 A=5@0", aspects) for aspects in (SLICE, typed, HERE, dollars, other)]
    shown = lines(
        stated, ["T=A"], ALL, {name("Axis"): "Region", name("Member"): "東京", name("Place"): "Place"}
    )
    heads = [line for line in shown if line.startswith("  ") and not line.startswith(("  c:", "    "))]
    assert heads == [
        "  entity 37740 (http://www.tse.or.jp/sicc)",
        "  JPY      2012-09-30",
        "  entity 37740 (http://www.tse.or.jp/sicc)",
        "  USD      2012-09-30",
        "  entity 9999 (http://www.tse.or.jp/sicc)",
        "  JPY      2012-09-30",
        "  entity 37740 (http://www.tse.or.jp/sicc)",
        "  Region: 東京",
        "  JPY      2012-09-30",
        "  entity 37740 (http://www.tse.or.jp/sicc)",
        "  Place: <a>Tokyo</a>",
        "  segment <b>x</b>",
        "  JPY      2012-09-30",
    ]


def test_columns_that_do_not_fit_stand_in_a_second_table() -> None:
    stated = [(f"T={year}@0 A={year}@0", quarter(year)) for year in range(2006, 2013)]
    shown = lines(stated, ["T=A"], ALL._replace(width=80))
    years = [line.split()[-5:] for line in shown if line.endswith("-09-30")]
    assert [[word[:4] for word in words if word != "JPY"] for words in years] == [
        ["2012", "2011", "2010", "2009"],
        ["2008", "2007", "2006"],
    ]
    assert all(width(line) <= 80 for line in shown)


def test_quarters_and_half_years_are_not_mixed() -> None:
    stated = [(f"T={y}@0 A={y}@0", quarter(y, months)) for y in (2012, 2011) for months in (6, 3)]
    heads = [line.split() for line in lines(stated, ["T=A"], ALL) if "–" in line]
    assert heads == [["2012-07-01–", "2011-07-01–", "2012-04-01–", "2011-04-01–"]]
    narrow = [line.split() for line in lines(stated, ["T=A"], ALL._replace(width=60)) if "–" in line]
    assert narrow == [["2012-07-01–", "2011-07-01–"], ["2012-04-01–", "2011-04-01–"]]


def test_wide_characters_are_aligned() -> None:
    labels = {name("T"): "資産合計", name("A"): "流動資産、現金及び預金", name("B"): "Fixed assets"}
    shown = lines([("T=5@0 A=2@0 B=3@0", HERE)], ["T=A+B"], ALL, labels)
    ends = {width(line.rstrip(" ✓")) for line in shown[1:5]}
    assert len(ends) == 1
    assert shown[3].startswith("    + 流動資産、現金及び預金")


def test_long_labels_go_on_below_and_do_not_move_the_figures() -> None:
    labels = {name("T"): "Income (loss) from continuing operations before income taxes " * 2}
    shown = lines([("T=5@0 A=5@0", HERE)], ["T=A"], ALL._replace(width=60), labels)
    assert [line for line in shown if line.endswith("5 ✓")] == [shown[2]]
    assert shown[3].startswith("    before income taxes")
    assert all(width(line) <= 60 for line in shown)
    assert wrapped("c:LossFromEquityMethodInvestments", 12, 12, 3) == [
        "c:LossFrom",
        "EquityMethod",
        "Investments",
    ]
    assert wrapped("三四五六七八", 4, 6, 2) == ["三四", "五六…"]


def test_figures_that_are_not_whole_are_aligned_at_the_point() -> None:
    shown = lines([("T=6.2@2 A=6.16@2 B=0.04@2", HERE)], ["T=A+B"], ALL)
    assert [line.split()[-1].strip("✓") or line.split()[-2] for line in shown[2:5]] == [
        "6.20",
        "6.16",
        "0.04",
    ]


def test_of_parts_that_are_not_reported_eight_are_named() -> None:
    letters = [chr(ord("一") + i) for i in range(2_000)]
    shown = lines([("T=5@0 A=5@0", HERE)], [f"T={''.join(letters)}A"], ALL)
    assert [line.split()[1] for line in shown[3:11]] == [f"c:{letter}" for letter in letters[:8]]
    assert "… and 1,992 more that are not reported" in {line.strip() for line in shown}
    assert sum("c:A" in line for line in shown) == 1
    assert len(shown) == 14


def test_depth_folds_and_tells_of_failures_below() -> None:
    stated = [("T=6@0 A=6@0 C=1@0 D=1@0", HERE)]
    shown = lines(stated, ["T=A", "A=C+D"], TreeSelection(depth=0))
    assert shown[2:] == [
        "  c:T (1 contributor)           6 ✓",
        "",
        "1 sum that does not hold lies deeper than --depth 0 shows.",
    ]
    shown = lines(stated, ["T=A", "A=C+D"], TreeSelection(depth=1))
    assert [line.split()[-1] for line in shown if "c:A (2 contributors)" in line] == ["✗"]
    assert not any("c:C" in line or "--depth" in line for line in shown)


def test_rings_of_sums_end() -> None:
    """A ring beside a tree: T = A; B = C + D, C = B."""
    stated = [("T=1@0 A=1@0 B=5@0 C=5@0 D=0@0", HERE)]
    shown = lines(stated, ["T=A", "B=C+D", "C=B"], ALL)
    assert [line.split("  2")[0].strip().split("  ")[0] for line in shown[2:-1]] == [
        "c:T",
        "+ c:A",
        "c:B",
        "+ c:C",
        "+ c:B (see above)",
        "+ c:D",
    ]


@pytest.mark.slow
def test_a_chain_of_ten_thousand_sums_is_shown_to_its_end() -> None:
    names = [QName("", f"n{i}") for i in range(10_001)]
    chain = Network(
        ROLE,
        SUMMATION_2003,
        tuple(Arc(a, b, weight=Decimal(1)) for a, b in pairwise(names)),
    )
    stated = [Fact(f"f{i}", concept, HERE, Decimal(1)) for i, concept in enumerate(names)]
    found = Result("r.xml", (), 1, calculate(stated, [chain], ["1.1"]))
    shown = list(tree(found, ALL._replace(depth=20_000)))
    assert len(shown) == 10_001 + 5
    assert shown[-2].split()[:3] == ["(10000)", "+", "n10000"]
    assert len(list(tree(found, ALL))) == 51 + 5


def test_what_stands_in_several_trees_is_taken_apart_once() -> None:
    stated = [("T=5@0 U=5@0 A=5@0 B=5@0", HERE)]
    shown = lines(stated, ["T=A", "U=A", "A=B"], ALL)
    assert [" ".join(line.split()[:-2]) for line in shown[2:] if line.endswith("✓")] == [
        "c:T",
        "+ c:A",
        "c:U",
        "+ c:A (see above)",
    ]
    assert sum("c:B" in line for line in shown) == 1


def test_one_total_of_two_linkbases_shows_what_fails() -> None:
    stated = [("T=5@0 A=5@0 B=9@0", HERE)]
    for first, second in (("T=A", "T=B"), ("T=B", "T=A")):
        both = [network(first), network(second, SUMMATION_2023)]
        shown = lines(stated, both, TreeSelection())
        assert [line.split()[-1] for line in shown if line.startswith("  c:T")] == ["✗"]
        assert any("+ c:B" in line for line in shown)


def test_a_role_or_period_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = report(tmp_path)
    result = run("tree", path, "--role", "cash flow")
    assert (result.exit_code, "c:T" in result.stdout) == (2, False)
    assert result.stderr.splitlines()[-2:] == [
        'no role with sums contains "cash flow"; roles with sums:',
        f"  {ROLE}",
    ]
    result = run("tree", path, "--all", "--role", "ROLE/sum", "--period", "2011")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-2:] == [
        'no period with sums contains "2011"; periods with sums:',
        "  2012-09-30",
    ]
    assert run("tree", path, "--all", "--role", "ROLE/sum", "--period", "2012-09").exit_code == 0


def test_periods_are_named_as_messages_and_as_iso_8601_do() -> None:
    found = audited([("T=5@0 A=5@0", quarter(2012))], ["T=A"])
    assert not nothing_like(found, TreeSelection(period="2012-07-01 to 2012-09-30"))
    assert not nothing_like(found, TreeSelection(period="2012-07-01/2012-09-30"))
    assert nothing_like(found, TreeSelection(period="2012-06"))[1:] == ["  2012-07-01 to 2012-09-30"]


def test_roles_beyond_forty_are_counted() -> None:
    sums = [network("T=A")._replace(role=f"http://linetag.example/role/{i}") for i in range(50)]
    listed = nothing_like(audited([("T=5@0 A=5@0", HERE)], sums), TreeSelection(role="x y"))
    assert (len(listed), listed[-1]) == (42, "  … and 10 more")


def test_a_report_without_sums_says_so() -> None:
    assert lines([("T=5@0", HERE)], ["T=A"], ALL) == [
        "There is no sum to show: no total is reported together with one of its contributors."
    ]


def test_the_command_shows_failures_and_exits_1(tmp_path: Path) -> None:
    path = report(tmp_path, "T=50000@-3 A=20000@-3 B=40000@-3", "T=A+B-C")
    result = run("tree", path)
    assert result.exit_code == 1
    shown = result.stdout.splitlines()
    assert shown[0] == f"{path}: 0 sums hold, 1 fails"
    assert shown[1] == "✓ holds   ≈ holds within rounding   ✗ fails   · not checked   – not reported"
    assert "  c:T                            50 ✗" in shown


def test_networks_out_of_reach_are_told_above_the_trees(tmp_path: Path) -> None:
    path = report(tmp_path)
    (tmp_path / "c_cal.xml").unlink()
    shown = run("tree", path).stdout.splitlines()
    assert shown[0] == f"{path}: 0 sums hold, 0 fail"
    assert shown[1].startswith("warning X762: these linkbases are not available: ")


def test_trees_that_hold_are_shown_on_demand(tmp_path: Path) -> None:
    path = report(tmp_path)
    assert "c:T" not in run("tree", path).stdout
    assert "1 tree holds and is not shown" in run("tree", path).stdout
    assert "  c:T               5 ✓" in run("tree", path, "--all").stdout.splitlines()


@pytest.mark.parametrize("columns", ["40", "80", "120", "0", "x", "99999"])
def test_the_output_is_as_wide_as_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    path = report(tmp_path, f"T={'7' * 15} A={'7' * 15}")
    assert "777,777,777,777,777 ✓" in run("tree", path, "--all").stdout


@pytest.mark.slow
@pytest.mark.parametrize("filing", ["pg-10k-2010.zip", "aapl-10k-2023.zip", "tsla-10q-2024q2.zip"])
@pytest.mark.parametrize("room", [80, 120])
def test_every_failure_of_a_filing_is_shown_and_every_line_fits(filing: str, room: int) -> None:
    path = CORPUS / "sec" / filing
    skip_without(path)
    (found,) = audit.check_path(path, modes=["1.1"], labels="en")
    sums = found.calculations.in_mode("1.1")
    failing = [one for one in sums if one.verdict == "inconsistent"]
    for choice in (TreeSelection(width=room), ALL._replace(width=room)):
        shown = [line for text in tree(found, choice) for line in text.split("\n") if line != LEGEND]
        assert all(width(line) <= room for line in shown)
        totals = [line for line in shown if not line.strip().startswith("✗")]
        assert sum(line.count(" ✗") for line in totals) >= len(failing)
        assert any("✗" in line for line in shown) == bool(failing)
        whole = "\n".join(shown)
        names = {found.labels.get(one.total, str(one.total)).split()[0] for one in failing}
        assert all(word in whole for word in names)
