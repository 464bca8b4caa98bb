"""The arithmetic of the form, against exact fractions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.quarters import english, era_year, quarter_ends
from linetag.model import Duration
from linetag.tanshin import typeset

amounts = st.integers(-(10**15), 10**15).map(Decimal)


def half_up(exact: Fraction, places: int) -> Fraction:
    unit = Fraction(1, 10**places)
    size = floor(abs(exact) / unit + Fraction(1, 2)) * unit
    return -size if exact < 0 else size


@given(amounts)
def test_millions_round_half_away_from_zero(amount: Decimal) -> None:
    assert Fraction(figures.millions(amount, "half-up")) == half_up(Fraction(amount) / 10**6, 0)


@given(amounts)
def test_millions_cut_off_go_towards_zero(amount: Decimal) -> None:
    cut = Fraction(figures.millions(amount, "down"))
    assert abs(cut) == floor(abs(Fraction(amount)) / 10**6)


@given(st.integers(0, 10**15).map(Decimal), st.integers(1, 10**15).map(Decimal))
def test_growth_is_rounded_once_from_the_exact_quotient(current: Decimal, prior: Decimal) -> None:
    exact = half_up((Fraction(current) / Fraction(prior) - 1) * 100, 1)
    change, reason = formulas.growth(current, prior)
    if exact >= 1000:
        assert (change, reason) == (None, "too-large")
    else:
        assert change is not None
        assert Fraction(change) == exact


@given(amounts, st.integers(1, 10**15).map(Decimal))
def test_quotient_is_rounded_once(top: Decimal, bottom: Decimal) -> None:
    value = formulas.RATIO.printed("per-share", top, bottom)
    assert value is not None
    assert Fraction(value) == half_up(Fraction(top) / Fraction(bottom), 2)


@pytest.mark.parametrize(
    ("current", "prior", "expected"),
    [
        ("10", None, (None, "no-figure")),
        (None, "10", (None, "no-figure")),
        ("10", "0", (None, "prior-not-positive")),
        ("10", "-5", (None, "prior-not-positive")),
        ("-10", "-20", (None, "prior-not-positive")),
        ("-1", "5", (None, "current-negative")),
        ("110", "10", (None, "too-large")),
        ("109.99", "10", (Decimal("999.9"), None)),
        ("0", "10", (Decimal("-100.0"), None)),
        ("10", "10", (Decimal("0.0"), None)),
        ("1082.5", "1000", (Decimal("8.3"), None)),
    ],
)
def test_growth_is_a_dash_where_it_means_nothing(
    current: str | None, prior: str | None, expected: tuple[Decimal | None, str | None]
) -> None:
    now, then = (None if text is None else Decimal(text) for text in (current, prior))
    assert formulas.growth(now, then) == expected


def test_a_decline_that_rounds_to_zero_keeps_its_sign() -> None:
    change, _ = formulas.growth(Decimal(99_999), Decimal(100_000))
    assert typeset.number(change, "percent", "ja") == "△0.0"
    assert typeset.number(change, "percent", "en") == "(0.0)"


def test_a_quotient_by_zero_is_none() -> None:
    assert formulas.RATIO.printed("per-share", Decimal(1), Decimal(0)) is None


def test_the_longest_figures_are_exact() -> None:
    longest = Decimal("9" * 98)
    tenth = Decimal("0." + "0" * 96 + "1")
    assert formulas.growth(longest, tenth) == (None, "too-large")
    assert figures.millions(longest, "down") == Decimal("9" * 92)
    assert formulas.RATIO.printed("per-share", longest, tenth) == Decimal("9" * 98 + "0" * 97)
    assert figures.total((longest, tenth, longest.copy_negate())) == tenth
    assert figures.shown(Decimal("123456789012345678901.2345678901"), "millions").endswith("901.2345678901")


def test_footnote_marks_do_not_run_out_of_letters() -> None:
    assert [typeset.letters(index) for index in (0, 25, 26, 27, 701, 702)] == [
        "a",
        "z",
        "aa",
        "ab",
        "zz",
        "aaa",
    ]


def test_growth_range_of_rounded_amounts() -> None:
    assert formulas.growth_range(Decimal(210), Decimal(150)) == (Decimal("39.2"), Decimal("40.8"))
    assert formulas.growth_range(Decimal(3), Decimal(0)) is None


@pytest.mark.parametrize(
    ("value", "kind", "ja", "en"),
    [
        ("-1234", "millions", "△1,234", "(1,234)"),
        ("1758.75", "per-share", "1,758.75", "1,758.75"),
        ("8", "per-share", "8.00", "8.00"),
        ("107000", "millions", "107,000", "107,000"),
        (None, "percent", "―", "–"),
    ],
)
def test_figures_of_both_languages(value: str | None, kind: Kind, ja: str, en: str) -> None:
    figure = None if value is None else Decimal(value)
    assert typeset.number(figure, kind, "ja") == ja
    assert typeset.number(figure, kind, "en") == en


@pytest.mark.parametrize(
    ("first", "year", "before"),
    [
        (date(2019, 5, 1), "令和元年", "平成31年"),
        (date(1989, 1, 8), "平成元年", "昭和64年"),
        (date(1926, 12, 25), "昭和元年", "大正15年"),
        (date(1912, 7, 30), "大正元年", "1912年"),
    ],
)
def test_eras_begin_on_their_first_day(first: date, year: str, before: str) -> None:
    assert era_year(first) == year
    assert era_year(first - timedelta(days=1)) == before


def test_dates() -> None:
    assert typeset.day(date(2012, 11, 8), "ja") == "平成24年11月8日"
    assert typeset.day(date(2024, 11, 8), "ja", west=True) == "2024年11月8日"
    assert english(date(2012, 11, 8)) == "November 8, 2012"


@pytest.mark.parametrize(
    ("on", "year_end", "name", "western"),
    [
        (date(2012, 9, 30), date(2013, 3, 31), "平成25年3月期", "2013年3月期"),
        (date(2012, 3, 31), date(2013, 3, 31), "平成24年3月期", "2012年3月期"),
        (date(2019, 4, 30), date(2019, 4, 30), "平成31年4月期", "2019年4月期"),
        (date(2019, 6, 30), date(2019, 12, 31), "令和元年12月期", "2019年12月期"),
        (date(2020, 2, 29), date(2020, 2, 29), "令和2年2月期", "2020年2月期"),
    ],
)
def test_fiscal_years_in_japanese(on: date, year_end: date, name: str, western: str) -> None:
    end = typeset.fiscal_end(on, year_end)
    assert typeset.fiscal_year(end) == name
    assert typeset.fiscal_year(end, west=True) == western


def test_quarter_ends_of_a_fiscal_year() -> None:
    ends = quarter_ends(Duration(date(2011, 4, 1), date(2012, 3, 31)))
    assert ends == (date(2011, 6, 30), date(2011, 9, 30), date(2011, 12, 31), date(2012, 3, 31))
