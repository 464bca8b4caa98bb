"""The formulas of the summary against exact fractions, for exact operands and for rounded ones."""

from __future__ import annotations

import csv
import doctest
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag import data
from linetag.calc import figures, formulas, intervals
from linetag.calc.figures import Kind, Rounding
from linetag.calc.formulas import CHANGE, ITSELF, OVER_OUTSTANDING, PRODUCT, RATIO, SUM, Formula
from linetag.calc.intervals import Interval, exactly, unrounded
from linetag.tanshin import derivations
from linetag.tanshin.derivations import RULES, by_element, by_item, table

# A quotient is exact to 400 digits.
CLOSE = Fraction(1, 10**300)
ROUNDINGS: tuple[Rounding | None, ...] = ("half-up", "down", None)
UNIT = Decimal(1000)

# Each formula with its number of operands, and as exact fractions compute it.
EXACT: Sequence[tuple[Formula, int, Callable[[Sequence[Fraction]], Fraction | None]]] = (
    (SUM, 4, lambda p: sum(p, Fraction(0))),
    (RATIO, 2, lambda p: p[0] / p[1] if p[1] else None),
    (RATIO, 3, lambda p: p[0] / ((p[1] + p[2]) / 2) if p[1] + p[2] else None),
    (CHANGE, 2, lambda p: (p[0] - p[1]) / abs(p[1]) if p[1] else None),
    (OVER_OUTSTANDING, 3, lambda p: p[0] / (p[1] - p[2]) if p[1] != p[2] else None),
    (PRODUCT, 2, lambda p: p[0] * p[1] if min(p) >= 0 else None),
    (ITSELF, 1, lambda p: p[0]),
)
CASES = pytest.mark.parametrize(
    ("formula", "count", "exact"), EXACT, ids=[f"{formula.name} of {count}" for formula, count, _ in EXACT]
)
amounts = st.lists(st.integers(-(10**9), 10**9).map(Decimal), min_size=4, max_size=4)


def lies_in(value: Fraction, span: Interval) -> bool:
    return Fraction(span.low) - CLOSE <= value <= Fraction(span.high) + CLOSE


def printed(amount: Decimal, rounding: Rounding) -> Decimal:
    """An amount rounded to thousands, in units of one."""
    return figures.scaled(amount, 3, 0, rounding) * UNIT


@CASES
@given(amounts)
def test_a_formula_gives_what_exact_fractions_give(
    formula: Formula,
    count: int,
    exact: Callable[[Sequence[Fraction]], Fraction | None],
    operands: list[Decimal],
) -> None:
    value, expected = formula.exactly(*operands[:count]), exact([Fraction(one) for one in operands[:count]])
    assert (value is None) == (expected is None)
    if value is not None and expected is not None:
        assert abs(Fraction(value) - expected) <= CLOSE


@pytest.mark.slow
@CASES
@given(amounts, st.sampled_from(["percent", "per-share"]))
def test_exact_operands_are_intervals_of_one_number(
    formula: Formula,
    count: int,
    exact: Callable[[Sequence[Fraction]], Fraction | None],  # noqa: ARG001 - of the table
    operands: list[Decimal],
    kind: Kind,
) -> None:
    points = [exactly(one) for one in operands[:count]]
    value, span = formula.exactly(*operands[:count]), formula.between(points)
    assert span == (None if value is None else exactly(value))
    figure, ends = formula.printed(kind, *operands[:count]), formula.printed_between(kind, points)
    assert ends == (None if figure is None else (figure, figure))


@pytest.mark.slow
@CASES
@given(amounts, st.sampled_from(ROUNDINGS), st.sampled_from(["half-up", "down"]))
def test_an_exact_figure_lies_in_the_interval_of_its_rounded_operands(  # noqa: PLR0913, PLR0917
    formula: Formula,
    count: int,
    exact: Callable[[Sequence[Fraction]], Fraction | None],
    operands: list[Decimal],
    known: Rounding | None,
    used: Rounding,
) -> None:
    if formula == PRODUCT:
        operands = [abs(one) + UNIT for one in operands]  # none that may be negative
    rounded = [printed(one, known or used) for one in operands[:count]]
    span = formula.between([unrounded(one, UNIT, known) for one in rounded])
    expected = exact([Fraction(one) for one in operands[:count]])
    if span is None:
        assert formula in {RATIO, CHANGE, OVER_OUTSTANDING}  # the divisor may be zero
    else:
        assert expected is not None
        assert lies_in(expected, span)


@given(
    st.integers(0, 10**9).map(Decimal),
    st.integers(1, 10**9).map(Decimal),
    st.sampled_from(["half-up", "down"]),
)
def test_the_growth_printed_lies_in_the_range_of_the_rounded_amounts(
    current: Decimal, prior: Decimal, rounding: Rounding
) -> None:
    ends = formulas.growth_range(printed(current, rounding), printed(prior, rounding), UNIT, rounding)
    growth, reason = formulas.growth(current, prior)
    if ends is None:
        assert prior <= UNIT  # nothing may be left of it
    elif growth is None:
        assert (reason, ends[1] >= 1000) == ("too-large", True)
    else:
        assert ends[0] <= growth <= ends[1]


@given(amounts, st.integers(0, 10**6).map(Decimal))
def test_a_return_lies_in_the_interval_of_the_printed_ratio(operands: list[Decimal], shares: Decimal) -> None:
    """Printed with the decimals of the form, the figure stands for an interval that the derived one meets."""
    income, opening, closing, issued = operands
    for formula, own in (
        (RATIO, (income, opening, closing)),
        (OVER_OUTSTANDING, (income, abs(issued), shares)),
    ):
        figure = formula.printed("per-share", *own)
        span = formula.between([unrounded(one, Decimal(1), "half-up") for one in own])
        if figure is not None and span is not None:
            assert span.overlaps(unrounded(figure, Decimal("0.01"), "half-up"))


@pytest.mark.parametrize(
    ("current", "prior", "change"),
    [
        ("-10", "-20", "50.0"),
        ("-20", "-10", "-100.0"),
        ("-10", "-10", "0.0"),
        ("5", "-10", "150.0"),
        ("110", "10", "1000.0"),
        ("1", "0", None),
    ],
)
def test_a_change_has_the_sign_of_the_difference(current: str, prior: str, change: str | None) -> None:
    found = CHANGE.printed("percent", Decimal(current), Decimal(prior))
    assert (None if found is None else str(found)) == change


def test_growth_is_a_dash_from_a_thousand_percent_on() -> None:
    assert formulas.growth(Decimal("109.99"), Decimal(10)) == (Decimal("999.9"), None)
    assert formulas.growth(Decimal("109.994"), Decimal(10)) == (Decimal("999.9"), None)
    assert formulas.growth(Decimal("109.995"), Decimal(10)) == (None, "too-large")


# --- the table of derivations ---------------------------------------------------------------------


def test_each_rule_of_the_table_has_a_formula_and_each_formula_a_rule() -> None:
    assert {rule.rule for rule in table()} == set(RULES)
    assert {rule.element for rule in table()} == set(by_element())
    rows = [(rule.rule, rule.element) for rule in table()]
    assert len(set(rows)) == len(rows)


def test_the_items_of_the_table_are_items_of_our_own_forms() -> None:
    with (data.folder("taxonomy") / "tse/acedussm.csv").open(encoding="utf-8", newline="") as file:
        keys = {(row["element"], row["key"]) for row in csv.DictReader(file)}
    for rule in table():
        if rule.item:
            # the table of dividends has one element for all its columns
            assert keys & {(rule.element, rule.item), (rule.element, rule.item.removesuffix(".total"))}, rule
    assert {term.split("@")[0] for rule in by_item().values() for term in rule.terms} == {
        *(f"dividends.{name}" for name in ("first-quarter", "second-quarter", "third-quarter", "year-end")),
        *("dividends.total", "per-share.eps", "position.equity-per-share"),
        *("forecast.net-income", "shares.issued", "shares.treasury"),
    }


@pytest.mark.parametrize("module", [intervals, formulas, derivations], ids=lambda module: module.__name__)
def test_the_examples_of_the_documentation_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
