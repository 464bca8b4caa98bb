"""The engine against a plain, slow reference with fractions, on figures that hypothesis makes up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from linetag.calc import Calculation, calculate
from linetag.model import SUMMATION_2003, Arc, Aspects, Entity, Fact, Instant, Mode, Network, QName, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

MODES: tuple[Mode, ...] = ("1.0", "1.1", "1.1-truncation")
HERE = Aspects(
    Entity("scheme", "1"),
    Instant(date(2012, 9, 30)),
    Unit((QName("http://www.xbrl.org/2003/iso4217", "JPY"),)),
)
Stated = tuple[Decimal | None, int | None]

# --- the reference: sets of numbers as (low, low closed, high, high closed) ---------------------


@dataclass(frozen=True)
class Span:
    low: Fraction
    high: Fraction
    ends: str = "[]"

    def is_empty(self) -> bool:
        return self.low > self.high or (self.low == self.high and self.ends != "[]")

    def meet(self, other: Span) -> Span:
        low, high = max(self.low, other.low), min(self.high, other.high)
        first = "(" if any(s.ends[0] == "(" for s in (self, other) if s.low == low) else "["
        last = ")" if any(s.ends[1] == ")" for s in (self, other) if s.high == high) else "]"
        return Span(low, high, first + last)

    def plus(self, other: Span) -> Span:
        first = "[" if self.ends[0] == other.ends[0] == "[" else "("
        last = "]" if self.ends[1] == other.ends[1] == "]" else ")"
        return Span(self.low + other.low, self.high + other.high, first + last)

    def times(self, weight: Fraction) -> Span:
        if weight < 0:
            mirrored = {"[]": "[]", "[)": "(]", "(]": "[)", "()": "()"}[self.ends]
            return Span(self.high * weight, self.low * weight, mirrored)
        return Span(self.low * weight, self.high * weight, self.ends)


NOTHING = Span(Fraction(0), Fraction(0))


def span(value: Decimal, decimals: int | None, mode: Mode) -> Span:
    middle = Fraction(value)
    if decimals is None:
        return Span(middle, middle)
    unit = Fraction(10) ** -decimals
    if mode == "1.1":
        return Span(middle - unit / 2, middle + unit / 2)
    if value > 0:
        return Span(middle, middle + unit, "[)")
    if value < 0:
        return Span(middle - unit, middle, "(]")
    return Span(-unit, unit, "()")


def to_places(value: Fraction, decimals: int | None) -> Fraction:
    if decimals is None:
        return value
    unit = Fraction(10) ** -decimals
    return round(value / unit) * unit  # round() of a fraction is half-even


def shared(stated: Sequence[Stated], mode: Mode) -> Span | str:
    if any(value is None for value, _ in stated):
        return "disallowed duplicates"
    found = Span(Fraction(-(10**40)), Fraction(10**40))
    figures = [(value, decimals) for value, decimals in stated if value is not None]
    if any(to_places(Fraction(v), d) != Fraction(v) for v, d in figures):
        return "fault"
    for value, decimals in figures:
        if any(v != value for v, d in figures if d == decimals):
            return "fault"
        found = found.meet(span(value, decimals, mode))
    return "fault" if found.is_empty() else found


def expected(total: Sequence[Stated], parts: Sequence[tuple[Decimal, Sequence[Stated]]], mode: Mode) -> str:
    present = [(w, stated) for w, stated in parts if any(value is not None for value, _ in stated)]
    if not present or all(value is None for value, _ in total):
        return "not bound"
    if mode == "1.0":
        if len(total) > 1 or any(len(stated) > 1 for _, stated in present):
            return "unchecked"
        sum_ = Fraction(0)
        for weight, [(value, decimals)] in present:
            assert value is not None
            sum_ += Fraction(weight) * to_places(Fraction(value), decimals)
        [(reported, decimals)] = total
        assert reported is not None
        agree = to_places(sum_, decimals) == to_places(Fraction(reported), decimals)
        return "consistent" if agree else "inconsistent"
    whole = NOTHING
    for weight, stated in present:
        part = shared(stated, mode)
        if isinstance(part, str):
            return "unchecked"
        whole = whole.plus(part.times(Fraction(weight)))
    heading = shared(total, mode)
    if isinstance(heading, str):
        return "unchecked"
    return "inconsistent" if heading.meet(whole).is_empty() else "consistent"


# --- figures ------------------------------------------------------------------------------------

# mostly within the ordinary scale of the engine, now and then far beyond it
decimals_ = st.one_of(st.none(), st.integers(-6, 6), st.integers(-6, 6), st.sampled_from([-30, 12, 30, 50]))
weights = st.sampled_from(
    [Decimal(w) for w in ("1", "-1", "1", "-1", "0.5", "-0.25", "3", "-1.01", "1.0", "70000000000000.5")]
)


@st.composite
def figure(draw: st.DrawFn) -> Stated:
    """A small multiple of the unit, so that sums come close; now and then excess digits or nil."""
    decimals = draw(decimals_)
    kind = draw(st.sampled_from(["unit"] * 12 + ["excess", "nil"]))
    if kind == "nil":
        return None, decimals
    unit = Decimal(draw(st.integers(-12, 12))).scaleb(-(decimals or 0))
    return (unit + Decimal("0.0000003") if kind == "excess" else unit), decimals


sets = st.one_of(st.tuples(figure()), st.lists(figure(), min_size=1, max_size=3).map(tuple))
sums = st.tuples(sets, st.lists(st.tuples(weights, sets), min_size=1, max_size=5))
Sum = tuple[tuple[Stated, ...], list[tuple[Decimal, tuple[Stated, ...]]]]


def name(index: int) -> QName:
    return QName("c", f"C{index}")


def report(sum_: Sum) -> tuple[list[Fact], Network]:
    total, parts = sum_
    facts = [
        Fact(f"{i}-{j}", name(i), HERE, value, decimals)
        for i, stated in enumerate([total, *(stated for _, stated in parts)])
        for j, (value, decimals) in enumerate(stated)
    ]
    arcs = tuple(Arc(name(0), name(i), Decimal(i), weight) for i, (weight, _) in enumerate(parts, 1))
    return facts, Network("role", SUMMATION_2003, arcs)


@settings(max_examples=400, deadline=None)
@given(sums)
@example((((Decimal(0), 0),), [(Decimal(-1), ((Decimal(0), 0),))]))
@example((((Decimal(1), 0),), [(Decimal(-1), ((Decimal(-1), 0), (Decimal("-1.5"), 1)))]))
def test_every_verdict_is_that_of_the_reference(sum_: Sum) -> None:
    facts, network = report(sum_)
    found = calculate(facts, [network], MODES)
    for mode in MODES:
        verdicts: list[str] = [result.verdict for result in found.in_mode(mode)]
        assert (verdicts or ["not bound"]) == [expected(*sum_, mode)], mode
        assert found.not_bound[mode] == (not verdicts)


@settings(max_examples=200, deadline=None)
@given(sums)
def test_the_difference_and_the_slack_explain_the_verdict(sum_: Sum) -> None:
    facts, network = report(sum_)
    for result in calculate(facts, [network], MODES).results:
        assert Fraction(result.difference) == Fraction(result.reported) - Fraction(result.computed)
        assert (result.verdict == "unchecked") == (result.reason is not None)
        if result.verdict == "consistent":
            assert abs(Fraction(result.difference)) <= result.slack
        elif result.verdict == "inconsistent":
            # at the very end of the slack truncation leaves the end open
            end = abs(Fraction(result.difference)) == result.slack and result.mode == "1.1-truncation"
            assert end or abs(Fraction(result.difference)) > result.slack


@settings(max_examples=100, deadline=None)
@given(sums, st.randoms(use_true_random=False))
def test_the_order_of_facts_and_arcs_changes_no_figure(sum_: Sum, random: Random) -> None:
    facts, network = report(sum_)
    arcs = list(network.arcs)
    before = calculate(facts, [network], MODES).results
    random.shuffle(facts)
    random.shuffle(arcs)
    after = calculate(facts, [Network(network.role, network.arcrole, tuple(arcs))], MODES).results

    def parts_of(result: Calculation) -> tuple[object, ...]:
        return tuple((c.concept, c.weight, c.value) for c in result.contributors)

    def figures(results: Sequence[Calculation]) -> list[tuple[object, ...]]:
        return [
            (r.mode, r.verdict, r.reason, r.reported, r.computed, r.slack, r.missing, parts_of(r))
            for r in results
        ]

    assert figures(before) == figures(after)


@settings(max_examples=200, deadline=None)
@given(st.decimals(-(10**9), 10**9, places=7), st.integers(-9, 9))
def test_rounding_is_half_even(value: Decimal, decimals: int) -> None:
    facts, network = report((((Decimal(1), None),), [(Decimal(1), ((value, decimals),))]))
    (old, new) = calculate(facts, [network], ["1.0", "1.1"]).results
    nearest = to_places(Fraction(value), decimals)
    assert Fraction(old.contributors[0].value) == nearest
    assert (new.reason == "excess digits") == (Fraction(value) != nearest)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(weights, figure()), min_size=1, max_size=4), st.sampled_from(["1.1", "1.1-truncation"])
)
def test_computed_and_slack_are_those_of_the_reference(
    parts: list[tuple[Decimal, Stated]], mode: Mode
) -> None:
    facts, network = report((((Decimal(0), None),), [(weight, (stated,)) for weight, stated in parts]))
    numbers = [(w, v, d) for w, (v, d) in parts if v is not None]
    for found in calculate(facts, [network], [mode]).results:
        assert Fraction(found.computed) == sum(Fraction(w) * Fraction(v) for w, v, _ in numbers)
        whole = NOTHING
        for weight, value, decimals in numbers:
            whole = whole.plus(span(value, decimals, mode).times(Fraction(weight)))
        computed = Fraction(found.computed)
        reach = whole.high - computed if computed <= 0 else computed - whole.low
        assert found.reason or Fraction(found.slack) == reach
