"""Limits of the calculation engine, each from both sides, and work that must not grow with the networks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from linetag.calc import Reading, binding, calculate, readings
from linetag.calc.limits import SCALE, USUAL_DIGITS
from linetag.model import Fact
from support.written_sums import MODES, facts, network, these


def test_a_long_figure_beside_many_duplicates_takes_no_time() -> None:
    stated = facts(" ".join(["T=1", "A=1@15", *["A=1"] * 2_000]))
    trees = [network("T=A")] * 2_000
    found = calculate(stated, trees, ["1.1"])
    assert found.counts()["1.1"]["consistent"] == 2_000


def test_facts_that_need_another_scale_are_read_once_for_all_networks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    def counted(facts: Sequence[Fact], scale: int, *, truncated: bool) -> Reading | None:
        read.append(len(facts))
        return readings.read(facts, scale, truncated=truncated)

    monkeypatch.setattr(binding, "read", counted)
    found = calculate(facts("T=1 A=1@15 A=1"), [network("T=A")] * 50, MODES)
    assert found.counts()["1.1"]["consistent"] == 50
    assert sorted(read) == [1, 1, 2, 2]  # the total and the duplicates, rounded and truncated


@pytest.mark.parametrize(
    ("total", "verdict"),
    [("10.5", "consistent"), ("9.5", "consistent"), ("10.6", "inconsistent"), ("9.4", "inconsistent")],
)
def test_a_difference_of_exactly_the_slack_is_consistent(total: str, verdict: str) -> None:
    (found,) = calculate(facts(f"T={total} A=6@0 B=4"), [network("T=A+B")], ["1.1"]).results
    assert these(found.slack, found.verdict) == (Decimal("0.5"), verdict)


@pytest.mark.parametrize(("digits", "verdict"), [(20_000, "consistent"), (20_001, "unchecked")])
def test_the_most_digits_of_a_figure(digits: int, verdict: str) -> None:
    number = f"1{'0' * digits}"  # its first digit stands `digits` places before the point
    (found,) = calculate(facts(f"T={number} A={number}"), [network("T=A")], ["1.1"]).results
    assert found.verdict == verdict


@pytest.mark.parametrize(("digits", "reason"), [(100, None), (101, "no weight")])
def test_the_most_digits_of_a_weight(digits: int, reason: str | None) -> None:
    (found,) = calculate(facts("T=1 A=1"), [network(f"T={'1' * digits}A")], ["1.1"]).results
    assert found.reason == reason


@pytest.mark.parametrize(("digits", "usual"), [(USUAL_DIGITS, True), (USUAL_DIGITS + 1, False)])
@pytest.mark.parametrize(("decimals", "whole"), [(SCALE - 1, True), (SCALE, False)])
def test_figures_beyond_the_usual_scale_are_added_as_exactly(
    digits: int, decimals: int, *, usual: bool, whole: bool
) -> None:
    large, small = "9" * digits, f"0.{'9' * decimals}"
    total, *rest = facts(f"T={large}{small[1:]}@{decimals} A={large}@{decimals} B={small}@{decimals}")
    (found,) = calculate([total, *rest], [network("T=A+B")], ["1.1"]).results
    assert these(found.verdict, found.difference) == ("consistent", 0)
    assert (readings.regular(total) is not None) == (usual and whole)
