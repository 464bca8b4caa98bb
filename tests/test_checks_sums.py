"""Sums, decisions and relations: what is told of a sum that fails, and where."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linetag.model import SUMMATION_2023, Fact, Origin
from support.figures import (
    CASH_TIE,
    EPS_TIE,
    HALF,
    START,
    arc,
    checked,
    figure,
    gaap,
)
from support.iij import written

# --- sums -------------------------------------------------------------------------------------

TREE = (arc("Assets", "Cash"), arc("Assets", "Land"), arc("Assets", "Allowance", -1))


def assets(total: str, cash_: str, land: str, allowance: str = "10") -> tuple[Fact, ...]:
    rows = (("Cash", cash_), ("Land", land), ("Allowance", allowance), ("Assets", total))
    return tuple(figure(name, printed, line=n) for n, (name, printed) in enumerate(rows, start=1))


def test_a_sum_that_adds_up_is_one_relation() -> None:
    result = checked(*assets("100", "60", "50"), arcs=TREE)

    assert result.checked.counts() == {"sum of gaap:Assets": (1, 1)}
    covering = result.checked.covering()
    assert {key.split(".")[0] for key in covering} == {"Assets", "Cash", "Land", "Allowance"}
    assert set(covering.values()) == {("sum of gaap:Assets",)}
    assert result.findings == ()


def test_a_sum_beyond_rounding_is_told_at_the_figure_that_is_wrong() -> None:
    result = checked(*assets("100", "60", "50", "(10)"), arcs=TREE)

    (found,) = result.findings
    assert result.told == [("C402", "error", 3)]
    assert found.standard == "calc11e:inconsistentCalculationUsingRounding"
    assert found.message.endswith("60 + 50 + 10 = 120 (difference -20; rounding explains at most 2)")
    assert found.hint == '"gaap:Allowance" (line 3) is -10 and should be 10: its sign is reversed.'
    assert [origin.line for origin in found.related] == [4, 1, 2]


def test_a_sum_within_rounding_is_a_warning_under_the_older_rule_only() -> None:
    figures = assets("102", "60", "50")
    (strict,) = checked(*figures, arcs=TREE).findings
    assert (strict.code, strict.severity) == ("C401", "warning")
    assert "(difference 2; rounding explains up to 2)" in strict.message

    assert checked(*figures, arcs=TREE, arcrole=SUMMATION_2023).findings == ()


def test_a_slice_that_lacks_parts_is_a_warning() -> None:
    member = ((gaap("Axis"), gaap("AtmMember")),)
    sums = assets("100", "60", "50")
    facts = [fact._replace(aspects=fact.aspects._replace(members=member)) for fact in sums]
    whole = checked(*facts, arcs=TREE)
    lacking = checked(*facts[:1], *facts[2:], arcs=TREE)

    assert whole.findings == ()
    (found,) = lacking.findings
    assert (found.code, found.severity) == ("C406", "warning")
    assert "AtmMember" in found.message


def test_a_sum_without_a_verdict_is_told_for_each_rule_with_the_reason() -> None:
    total, *parts = reversed(assets("100", "60", "50"))
    result = checked(total._replace(value=Decimal(100_400)), *parts, arcs=TREE)

    # XBRL 2.1 rounds the figure first; Calculations 1.1 refuses digits that its decimals disown.
    assert sorted(result.told) == [("C404", "error", 4), ("C407", "warning", 4)]
    figure, unsummed = sorted(result.findings, key=lambda item: item.code)
    assert "100,400" in figure.message
    assert figure.standard == "calc11e:excessDigits"
    assert unsummed.message.endswith("under Calculations 1.1: excess digits")
    assert result.names == []


def test_figures_that_cannot_all_be_true_are_told_with_both_places() -> None:
    total, *parts = reversed(assets("100", "60", "50"))
    copy = total._replace(id="copy", value=Decimal(107_000), origins=(Origin("release.txt", 9, 1, "107"),))
    result = checked(total, copy, *parts, arcs=TREE)

    (found,) = [item for item in result.findings if item.code == "C405"]
    assert found.message.endswith(
        "is reported as 100,000 and 107,000, and these values contradict each other"
    )
    assert found.at is not None
    assert [found.at.line, *(origin.line for origin in found.related)] == [4, 9]


def test_a_dash_in_the_place_of_a_figure_is_pointed_at() -> None:
    result = checked(*assets("100", "60", "-"), arcs=TREE)

    (found,) = result.findings
    assert result.told == [("C402", "error", 2)]
    assert '"gaap:Land" (line 2) is nothing (a dash) and should be 50: its figure may be lost.' in found.hint
    assert "If not, any other of its figures could be wrong by the difference." in found.hint


@pytest.mark.parametrize(
    ("figures", "line"), [(assets("-", "60", "55"), 4), (assets("60", "-", "-", "-"), None)]
)
def test_sums_that_no_processor_binds_for_a_dash_are_told(
    figures: tuple[Fact, ...], line: int | None
) -> None:
    result = checked(*figures, arcs=TREE)

    ((code, severity, at),) = result.told
    assert (code, severity) == ("K501", "error")
    assert line in {None, at}
    assert result.names == ["sum of gaap:Assets"]


def test_a_figure_in_the_place_of_a_dash_is_pointed_at() -> None:
    result = checked(*assets("50", "60", "1,234"), arcs=TREE)

    (found,) = result.findings
    assert result.told == [("C402", "error", 2)]
    assert "is 1,234 and should be nothing (a dash): the sum holds without it" in found.hint


def test_a_part_that_is_not_reported_is_named_with_the_row_that_lacks_it() -> None:
    before = figure("Land", "70", line=2, period=START)
    facts = [fact for fact in assets("100", "60", "50") if fact.concept.local != "Land"]
    result = checked(*facts, before, arcs=TREE)

    (found,) = result.findings
    assert found.code == "C402"
    assert (
        '"gaap:Land" (line 2), which is a contributor as well, has no figure here; 50 would put it right.'
        in found.hint
    )
    assert 2 in {origin.line for origin in found.related}


def test_a_figure_is_quoted_with_the_sign_that_the_release_prints() -> None:
    result = checked(
        figure("Net", "(700)", line=3, period=HALF),
        figure("Payments", "(905)", line=1, period=HALF, sign=-1),
        figure("Proceeds", "200", line=2, period=HALF),
        arcs=(arc("Net", "Payments", -1), arc("Net", "Proceeds")),
    )

    (found,) = result.findings
    assert '"gaap:Payments" (line 1) is -905 and should be -900: one digit differs' in found.hint


# --- decisions --------------------------------------------------------------------------------


def test_what_follows_from_a_decision_is_a_note() -> None:
    figures = assets("101", "60", "50")
    result = checked(*figures, arcs=TREE, settled={figures[3].id: Decimal(100_000)})

    assert [(code, severity) for code, severity, _ in result.told] == [("C401", "note")]
    assert result.findings[0].hint == "This follows from a decision in filing.toml on one of these figures."


def test_what_would_fail_as_printed_too_stays_a_warning() -> None:
    figures = assets("102", "60", "50")
    result = checked(*figures, arcs=TREE, settled={figures[3].id: Decimal(101_000)})

    assert [(code, severity) for code, severity, _ in result.told] == [("C401", "warning")]


def test_a_decision_that_breaks_a_sum_stays_an_error() -> None:
    figures = assets("110", "60", "50")
    result = checked(*figures, arcs=TREE, settled={figures[3].id: Decimal(100_000)})

    assert [(code, severity) for code, severity, _ in result.told] == [("C402", "error")]


# --- the engine and the relations -------------------------------------------------------------


def test_every_calculation_of_the_sample_is_a_relation_with_the_same_verdict() -> None:
    built = written("sample").built
    values = {fact.id: fact.value for fact in built.report.facts if isinstance(fact.value, Decimal)}
    values |= {fact.id: Decimal(0) for fact in built.report.facts if fact.value is None}
    sums = [relation for relation in built.checked.relations if relation.kind == "sum"]
    older = {(c.role, c.total, c.aspects): c for c in written("sample").calculations.in_mode("1.0")}
    newer = written("sample").calculations.in_mode("1.1")

    assert len(sums) == len(newer) == len(older) > 100
    assert {c.verdict for c in newer} == {"consistent"}
    for relation, calculation in zip(sums, newer, strict=True):
        strict = older[calculation.role, calculation.total, calculation.aspects]
        failure = relation.failure(values)
        assert relation.total.id == calculation.facts[0].id
        assert (failure == relation.code) == (calculation.verdict == "inconsistent")
        assert bool(failure) == (strict.verdict == "inconsistent")


@pytest.mark.parametrize("off", [0, 1, 2, 3, 40])
def test_a_relation_fails_by_more_than_rounding_where_the_engine_says_so(off: int) -> None:
    result = checked(*assets(str(100 + off), "60", "50"), arcs=TREE)

    codes = [code for code, *_ in result.told]
    assert codes == ([] if not off else ["C401"] if off <= 2 else ["C402"])


def test_every_relation_of_the_sample_is_counted_once() -> None:
    checked_ = written("sample").built.checked
    counts = checked_.counts()

    assert sum(of for _, of in counts.values()) == len(checked_.relations)
    assert sum(of - hold for hold, of in counts.values()) == len(checked_.failing) == 1
    assert counts["total assets = total liabilities and equity"] == (3, 3)
    assert counts[CASH_TIE] == (6, 6)
    assert counts["segments + eliminations = consolidated revenues"] == (2, 2)
    assert counts[EPS_TIE] == (6, 6)
    hold, of = counts["USD = JPY / 77.92"]
    assert hold == of > 150


def test_figures_that_no_relation_holds_are_told_once_at_the_first() -> None:
    build = written("sample")
    bare = [row for row in build.ledger if row["status"] == "tagged" and row["covered"] == "no"]

    (note,) = (item for item in build.findings if item.code == "K510")
    assert note.at is not None
    assert (str(note.at.line), str(note.at.column)) in {(row["line"], row["column"]) for row in bare}
