"""A sum with one figure altered: the altered figure and its right value are among the suspects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linetag.calc import SUMMATION_2003, calculate
from linetag.checks import hints
from linetag.checks.hints import Figure, Suspect, suspects
from linetag.model import Arc, Aspects, Entity, Fact, Instant, Network, QName

ONE = Decimal(1)


def thousands(*values: int) -> list[Figure]:
    return [Figure(Decimal(value) * 1000, -3, ONE) for value in values]


def found(total: int, *parts: int, slack: int = 0, missing: int = 0) -> list[tuple[int, str, int]]:
    """Index, kind and right value in thousands."""
    (head,) = thousands(total)
    return [
        (s.index, s.kind, int(s.value) // 1000)
        for s in suspects(head, thousands(*parts), Decimal(slack), missing=missing)
    ]


def test_a_sum_that_is_right_has_no_suspects() -> None:
    assert found(300, 100, 200) == []


def test_a_sign_comes_before_digits() -> None:
    # 1,500 - 400 = 1,100, printed as 1,900
    assert found(1_900, 1_500, -400) == [(1, "sign", 400), (-1, "digit", 1_100)]


def test_the_sign_of_the_total() -> None:
    assert found(-300, 100, 200)[0] == (-1, "sign", 300)


def test_a_scale_factor_of_a_part() -> None:
    assert (0, "scale", 5_000) in found(5_250, 5_000_000, 250)
    assert (0, "scale", 5_000_000) in found(5_000_250, 5_000, 250)
    assert (1, "scale", 7_000_000) in found(7_000_250, 250, 7)


def test_swapped_neighbours() -> None:
    assert found(1_346, 1_000, 364) == [
        (-1, "transposed digits", 1_364),
        (1, "transposed digits", 346),
    ]


def test_one_wrong_digit_names_every_figure_that_could_have_it() -> None:
    assert found(4_300, 1_000, 300) == [(-1, "digit", 1_300), (0, "digit", 4_000)]


def test_a_first_digit_of_zero_is_never_proposed() -> None:
    assert (0, "digit", 300) not in found(500, 1_300, 200)


def test_zeros_before_a_fraction_can_be_the_wrong_digits() -> None:
    total = Figure(Decimal("0.05"), 2, ONE)
    assert suspects(total, [Figure(Decimal("0.45"), 2, ONE)], Decimal(0)) == (
        Suspect(-1, "digit", Decimal("0.45")),
        Suspect(0, "digit", Decimal("0.05")),
    )


def test_a_part_left_out_and_a_part_counted_twice() -> None:
    assert (1, "left out", 0) in found(1_117, 1_117, 345)
    assert (1, "counted twice", 690) in found(1_807, 1_117, 345)


def test_a_difference_of_a_unit_is_rounding_before_all_else() -> None:
    kinds = [(index, kind, value) for index, kind, value in found(301, 100, 200)]
    assert kinds[0] == (-1, "rounding", 300)
    assert (1, "digit", 201) in kinds


def test_one_missing_contributor_has_the_difference_as_its_value() -> None:
    assert found(987, 100, 200, missing=1)[-1] == (2, "missing", 687)
    assert found(987, 100, 200, missing=2) == []


def test_a_weight_turns_the_right_value_round() -> None:
    parts = [Figure(Decimal(900), 0, ONE), Figure(Decimal(150), 0, Decimal(-2))]
    # 900 - 2 x 250 = 400
    listed = suspects(Figure(Decimal(400), 0, ONE), parts, Decimal(0))
    assert [(s.index, s.kind, int(s.value)) for s in listed] == [
        (-1, "digit", 600),
        (0, "digit", 700),
        (1, "digit", 250),
    ]


def test_values_print_without_an_exponent() -> None:
    (head,) = thousands(6_000)
    listed = suspects(head, [Figure(Decimal("6E+3"), -3, ONE)], Decimal(0))
    assert [(s.kind, str(s.value)) for s in listed] == [("scale", "6000.000"), ("scale", "6000000")]


@pytest.mark.parametrize(
    "value", ["1E+1000000000", "1E-1000000000", "0E-1000000000", "NaN", "Infinity", "1" * 50]
)
def test_monstrous_figures_have_no_hint(value: str) -> None:
    assert suspects(Figure(Decimal(value), 0, ONE), thousands(1), Decimal(0)) == ()
    assert suspects(Figure(ONE, 10**9, ONE), thousands(1), Decimal(0)) == ()
    assert suspects(Figure(ONE, 0, ONE), thousands(*range(1_001)), Decimal(0)) == ()


def test_a_calculation_is_explained_directly() -> None:
    here = Aspects(Entity("s", "1"), Instant(date(2012, 9, 30)))
    names = [QName("c", local) for local in "TAB"]
    facts = [
        Fact(f"f{i}", concept, here, Decimal(value), -3)
        for i, (concept, value) in enumerate(zip(names, (900_000, 500_000, -400_000), strict=True))
    ]
    arcs = tuple(Arc(names[0], concept, weight=ONE) for concept in names[1:])
    (result,) = calculate(facts, [Network("r", SUMMATION_2003, arcs)], ["1.1"]).results
    assert hints.of(result)[0] == Suspect(1, "sign", Decimal(400_000))


# --- any sum, any slip --------------------------------------------------------------------------

amounts = st.integers(-9_999_999, 9_999_999)
weights = st.sampled_from([Decimal(w) for w in ("1", "-1", "2", "0.5")])
decimals_ = st.sampled_from([-6, -3, 0, 2])


def slipped(units: int, kind: str, position: int, digit: int) -> int | None:
    """The printed number with the slip, None if that slip cannot happen to it."""
    digits = list(str(abs(units)))
    sign = -1 if units < 0 else 1
    if kind == "sign":
        return -units
    if kind == "scale":
        return units * 1000
    if kind == "transposed digits":
        position %= len(digits)
        if position + 1 == len(digits):
            return None
        digits[position], digits[position + 1] = digits[position + 1], digits[position]
    else:
        digits[position % len(digits)] = str(digit)
    if digits[0] == "0" and len(digits) > 1:
        return None
    return sign * int("".join(digits))


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(amounts, weights), min_size=1, max_size=8),
    decimals_,
    st.sampled_from(["sign", "scale", "transposed digits", "digit"]),
    st.integers(0, 8),
    st.integers(0, 7),
    st.integers(0, 9),
    st.integers(-2, 2),
)
def test_the_altered_figure_is_suspected_with_its_right_value(  # noqa: PLR0913, PLR0917 - what hypothesis draws
    parts: list[tuple[int, Decimal]],
    decimals: int,
    kind: str,
    which: int,
    position: int,
    digit: int,
    rounding: int,
) -> None:
    sum_ = 2 * sum(value * weight for value, weight in parts)
    assume(sum_ % 2 == 0)
    units = [int(sum_) // 2 + rounding, *(value for value, _ in parts)]
    which %= len(units)
    right = units[which]
    wrong = slipped(right, kind, position, digit)
    slack = sum((weight for _, weight in parts if weight > 0), ONE) if rounding else Decimal(0)
    assume(wrong is not None and wrong != right and abs(rounding) <= slack)
    assert wrong is not None
    weight = Decimal(-1) if which == 0 else parts[which - 1][1]
    off = (wrong - right) * weight + (-rounding)
    assume(abs(off) > slack)  # else nobody would ask
    units[which] = wrong
    figures = [
        Figure(Decimal(value).scaleb(-decimals), decimals, weight_)
        for value, weight_ in zip(units, (ONE, *(w for _, w in parts)), strict=True)
    ]
    listed = suspects(figures[0], figures[1:], slack.scaleb(-decimals))
    assert (which - 1, kind, Decimal(right).scaleb(-decimals)) in [(s.index, s.kind, s.value) for s in listed]


@settings(max_examples=200, deadline=None)
@given(amounts, st.lists(st.tuples(amounts, weights), min_size=1, max_size=5), decimals_, st.integers(0, 3))
def test_every_suspect_puts_the_sum_right(
    total: int, parts: list[tuple[int, Decimal]], decimals: int, slack_units: int
) -> None:
    head = Figure(Decimal(total).scaleb(-decimals), decimals, ONE)
    figures = [Figure(Decimal(v).scaleb(-decimals), decimals, w) for v, w in parts]
    slack = Decimal(slack_units).scaleb(-decimals)
    for suspect in suspects(head, figures, slack):
        values = [head.value, *(figure.value for figure in figures)]
        values[suspect.index + 1] = suspect.value
        sum_ = sum((f.weight * v for f, v in zip(figures, values[1:], strict=True)), Decimal(0))
        assert abs(values[0] - sum_) <= slack, suspect
