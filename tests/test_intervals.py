"""Between what a figure lies, against exact fractions: every amount that is printed so."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linetag.calc import intervals
from linetag.calc.figures import Rounding
from linetag.calc.formulas import CHANGE
from linetag.calc.intervals import Interval, unrounded

Method = Rounding | None
methods: st.SearchStrategy[Method] = st.sampled_from(["half-up", "down", None])
# amounts in hundredths of the unit that is printed
fine = st.integers(-(10**6), 10**6)
positive = st.integers(101, 10**6)
ONE = Decimal(1)


def rounded(value: Fraction, method: Literal["half-up", "down"]) -> int:
    """As the form rounds: by the size of the amount, the sign put back."""
    size = floor(abs(value) + (Fraction(1, 2) if method == "half-up" else 0))
    return -size if value < 0 else size


def printed(hundredths: int, method: Method, other: Literal["half-up", "down"]) -> Decimal:
    return Decimal(rounded(Fraction(hundredths, 100), method or other))


def holds(value: Fraction, span: Interval) -> bool:
    low, high = Fraction(span.low), Fraction(span.high)
    return (low < value or (low == value and span.low_in)) and (
        value < high or (value == high and span.high_in)
    )


@given(fine, methods, st.sampled_from(["half-up", "down"]))
def test_an_amount_lies_behind_the_figure_printed_for_it(
    amount: int, method: Method, other: Literal["half-up", "down"]
) -> None:
    assert holds(Fraction(amount, 100), unrounded(printed(amount, method, other), ONE, method))


@given(st.integers(-1000, 1000), st.integers(-150, 150), st.sampled_from(["half-up", "down"]))
def test_what_lies_behind_a_figure_is_printed_as_it_and_nothing_else(
    figure: int, away: int, method: Literal["half-up", "down"]
) -> None:
    amount = figure + Fraction(away, 100)
    told = unrounded(Decimal(figure), ONE, method)
    assert holds(amount, told) == (rounded(amount, method) == figure)


@given(fine, positive, methods, st.sampled_from(["half-up", "down"]))
def test_the_growth_of_unrounded_amounts_is_in_the_interval_of_the_printed_ones(
    current: int, prior: int, method: Method, other: Literal["half-up", "down"]
) -> None:
    pair = [unrounded(printed(amount, method, other), ONE, method) for amount in (current, prior)]
    span = CHANGE.between(pair)
    if span is None:
        assert pair[1].low <= 0
        return
    exact = Fraction(current, prior) - 1
    # the quotient is exact to 400 digits
    grace = Fraction(1, 10**300)
    assert Fraction(span.low) - grace <= exact <= Fraction(span.high) + grace
    stated = Decimal(rounded(exact * 1000, "half-up")).scaleb(-3)
    assert span.overlaps(unrounded(stated, Decimal("0.001"), "half-up"))


@given(st.integers(-(10**4), 10**4), st.integers(2, 10**4), methods)
def test_the_bounds_of_a_growth_are_reached(current: int, prior: int, method: Method) -> None:
    top, bottom = (unrounded(Decimal(figure), ONE, method) for figure in (current, prior))
    span = CHANGE.between((top, bottom))
    assert span is not None
    near = Fraction(1, 10**9)
    lows = [Fraction(top.low) + near, Fraction(top.high) - near]
    ends = [Fraction(bottom.low) + near, Fraction(bottom.high) - near]
    reached = [amount / divisor - 1 for amount in lows for divisor in ends]
    # how far a growth moves when an amount moves by `near`
    room = near * (2 + 2 * (abs(current) + 2)) * 4
    assert min(reached) - Fraction(span.low) <= room
    assert Fraction(span.high) - max(reached) <= room


@given(positive, positive, methods, st.sampled_from(["half-up", "down"]))
def test_a_ratio_of_unrounded_amounts_is_in_the_interval(
    part: int, whole: int, method: Method, other: Literal["half-up", "down"]
) -> None:
    pair = [unrounded(printed(amount, method, other), ONE, method) for amount in (part, whole)]
    span = intervals.quotient(*pair)
    assume(span is not None)
    assert span is not None
    stated = Decimal(rounded(Fraction(part, whole) * 1000, "half-up")).scaleb(-3)
    assert span.overlaps(unrounded(stated, Decimal("0.001"), "half-up"))


@st.composite
def spans(draw: st.DrawFn, widest: int) -> Interval:
    """An interval that is no point, its ends in hundredths."""
    low = draw(st.integers(-(10**4), 10**4))
    high = low + draw(st.integers(1, widest))
    ends = draw(st.booleans()), draw(st.booleans())
    return Interval(Decimal(low).scaleb(-2), Decimal(high).scaleb(-2), *ends)


@given(spans(10**4), spans(10**4))
def test_two_intervals_meet_where_they_have_a_number_in_common(one: Interval, other: Interval) -> None:
    ends = sorted({Fraction(end) for end in (*one[:2], *other[:2])})
    points = [*ends, *((a + b) / 2 for a, b in pairwise(ends))]
    assert one.overlaps(other) == any(holds(point, one) and holds(point, other) for point in points)
    assert one.overlaps(other) == other.overlaps(one)


@pytest.mark.slow
@given(spans(500))
def test_the_figures_printed_for_an_interval_are_its_least_and_greatest(span: Interval) -> None:
    low, width = Fraction(span.low), Fraction(span.high) - Fraction(span.low)
    inside = [low + width * Fraction(n, 1000) for n in range(1001)]
    figures = [rounded(value, "half-up") for value in inside if holds(value, span)]
    assert tuple(map(int, span.printed(0))) == (min(figures), max(figures))


@pytest.mark.parametrize(
    ("figure", "method", "low", "high"),
    [
        ("8.3", "half-up", "8.25", "8.35"),
        ("-8.3", "half-up", "-8.35", "-8.25"),
        ("8.3", "down", "8.3", "8.4"),
        ("8.3", None, "8.25", "8.4"),
        ("0", "down", "-0.1", "0.1"),
        ("-0.0", "half-up", "-0.05", "0.05"),
    ],
)
def test_what_lies_behind_a_figure(figure: str, method: Method, low: str, high: str) -> None:
    assert unrounded(Decimal(figure), Decimal("0.1"), method)[:2] == (Decimal(low), Decimal(high))
