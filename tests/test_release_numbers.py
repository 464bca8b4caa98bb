"""The number grammar of releases: every spelling, and what is no figure and why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.model import Origin
from linetag.release import characters, numbers, units
from linetag.release.records import PrintedUnit

_READ: list[tuple[str, str, PrintedUnit | None]] = [
    ("1,234", "1234", None),
    ("(1,234)", "-1234", None),
    ("△1,234", "-1234", None),
    ("▲ 1,234", "-1234", None),
    ("-1,234", "-1234", None),
    ("−1,234", "-1234", None),
    ("+5", "5", None),
    ("33.59", "33.59", None),
    ("1,750.00", "1750.00", None),
    (".33", "0.33", None),
    ("(2.7)", "-2.7", None),
    ("12.3%", "12.3", PrintedUnit("%")),
    ("(2.7)%", "-2.7", PrintedUnit("%")),
    ("(2.7%)", "-2.7", PrintedUnit("%")),
    ("820.7 Gbps", "820.7", PrintedUnit("Gbps")),
    ("1,003.3Gbps", "1003.3", PrintedUnit("Gbps")),
    ("41,295,600 shares", "41295600", PrintedUnit("shares")),
    ("12 thousand shares", "12", PrintedUnit("shares", 3)),
    ("JPY1,998 million", "1998", PrintedUnit("JPY", 6)),
    ("1,998 million yen", "1998", PrintedUnit("JPY", 6)),
    ("1,998 million", "1998", PrintedUnit("", 6)),
    ("¥1,234", "1234", PrintedUnit("JPY")),
    (r"\$656 million", "656", PrintedUnit("USD", 6)),
    ("US$1.5", "1.5", PrintedUnit("USD")),
    ("$ (430)", "-430", PrintedUnit("USD")),
    ("(JPY 5 million)", "-5", PrintedUnit("JPY", 6)),
    ("1,234百万円", "1234", PrintedUnit("JPY", 6)),
    ("△１，２３４百万円", "-1234", PrintedUnit("JPY", 6)),
    ("(△ 5.2％)", "-5.2", PrintedUnit("%")),
    ("5億円", "5", PrintedUnit("JPY", 8)),
    ("12億3,400万円", "123400", PrintedUnit("JPY", 4)),
    ("△1,234億5千万円", "-12345", PrintedUnit("JPY", 7)),
    ("33円59銭", "33.59", PrintedUnit("JPY")),
    ("HK$1.5 million", "1.5", PrintedUnit("HKD", 6)),
    ("RMB 1,234", "1234", PrintedUnit("CNY")),
    ("１，２３４", "1234", None),
    ("（１２３）", "-123", None),
    ("\u00a01,234\u2009", "1234", None),
    ("1\u202f234\u202f567", "1234567", None),
    ("**1,234**", "1234", None),
    ("(0)", "0", None),
]


@pytest.mark.parametrize(("text", "value", "measure"), _READ)
def test_a_figure_is_read_in_every_spelling(text: str, value: str, measure: PrintedUnit | None) -> None:
    number = numbers.parse(text)
    assert number is not None
    assert str(number.value) == value
    assert number.decimals == len(value.partition(".")[2])
    assert number.unit == measure
    assert numbers.why_not(text) == ""


_REFUSED = {
    "1,23,456": "its thousands separators are not three digits apart",
    "12,34": "its thousands separators are not three digits apart",
    "0,123": "its thousands separators are not three digits apart",
    "12,3O4": "it has the character O where a zero is expected",
    "758,80O shares": "it has the character O where a zero is expected",
    "1,2l4": "it has the character l where a one is expected",
    "1,234 1,300": "two numbers are in one cell",
    "(1,234": "one of its parentheses is missing",
    "1,234)": "one of its parentheses is missing",
    "(-5)": "it has more than one sign",
    "--5": "it has more than one sign",
    "1.234.5": "a decimal point is in the wrong place",
    "1.234,5": "a decimal point is in the wrong place",
    "1,234¹": "a footnote mark is attached to it",
    "5 widgets": 'the unit "widgets" is unknown',
    "13,536 ,824": "it contains characters that are not part of a figure",
    "007": "it begins with a zero",
    "5.": "its digits are incomplete",
}


@pytest.mark.parametrize(("text", "why"), _REFUSED.items())
def test_what_is_no_figure_stays_text_and_says_why(text: str, why: str) -> None:
    assert numbers.parse(text) is None
    assert numbers.why_not(text) == why


@pytest.mark.parametrize(
    "text", ["1H11", "1Q", "FY2012", "2nd Quarter", "30 September", "2012-09-30", "n/a", ""]
)
def test_names_of_periods_and_words_were_not_meant_as_figures(text: str) -> None:
    assert numbers.parse(text) is None
    assert numbers.why_not(text) == ""


@pytest.mark.parametrize("text", ["-", "—", "–", "―", "－", "_", "--", "(-)", "$ —", "-%", " - "])
def test_dashes(text: str) -> None:
    assert numbers.cell(Origin("r.txt", 1, 1, text), 1).kind == "dash"


@pytest.mark.parametrize(
    ("text", "kind"), [("", "blank"), ("\u3000", "blank"), ("*", "text"), ("n/a", "text")]
)
def test_what_is_no_dash(text: str, kind: str) -> None:
    assert numbers.cell(Origin("r.txt", 1, 1, text), 1).kind == kind


@pytest.mark.parametrize("text", ["12億34,000万円", "5千5億円", "3億04万円", "(△5)", "(-5)", "△-5"])
def test_compound_figures_descend_and_only_triangles_stand_in_parentheses(text: str) -> None:
    assert (numbers.parse(text) is not None) == (text == "(△5)")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("（単位：百万円）", PrintedUnit("JPY", 6)),
        ("（単位：千円、％表示は対前期増減率）", PrintedUnit("JPY", 3)),
        ("（％表示は、対前年同四半期増減率）", None),
        ("Change in 2012 %", PrintedUnit("%")),
        ("Adjusted for a 25% stock dividend, 2006", None),
        ("円　銭", PrintedUnit("JPY")),
        ("千米ドル", PrintedUnit("USD", 3)),
        ("千株", PrintedUnit("shares", 3)),
        ("RMB’000", PrintedUnit("CNY", 3)),
        ("$000s", PrintedUnit("USD", 3)),
        ("(In thousands of New Taiwan dollars)", PrintedUnit("TWD", 3)),
    ],
)
def test_units_of_headers(text: str, unit: PrintedUnit | None) -> None:
    assert units.of_header(characters.fold(text)) == unit


def test_a_cell_keeps_its_text_as_printed() -> None:
    cell = numbers.cell(Origin("r.txt", 7, 12, "（１，２３４）"), 2)
    assert (cell.origin.text, cell.origin.line, cell.origin.column) == ("（１，２３４）", 7, 12)
    assert (cell.kind, cell.value, cell.decimals, cell.column) == ("number", Decimal(-1234), 0, 2)


def test_a_currency_and_a_unit_that_contradict_each_other_are_no_measure() -> None:
    assert units.suffix("million dollars", "JPY") is None
    assert units.suffix("shares", "JPY") is None
    assert units.suffix("million yen", "JPY") == PrintedUnit("JPY", 6)


_FULL_WIDTH = str.maketrans("0123456789,.()", "０１２３４５６７８９，．（）")
_NEGATIVE = ("({})", "-{}", "−{}", "△{}", "▲{}", "▲ {}")
_AROUND = ("{}", " {} ", "\u00a0{}\u2009", "**{}**", "<u>{}</u>")
_VALUES = st.decimals(min_value=0, max_value=10**15, places=3, allow_nan=False, allow_infinity=False)


@given(
    _VALUES,
    st.integers(0, 3),
    st.sampled_from(("", *_NEGATIVE)),
    st.sampled_from(_AROUND),
    st.sets(st.sampled_from(("grouped", "wide"))),
)
def test_what_is_printed_is_what_is_read(
    amount: Decimal, places: int, sign: str, around: str, style: set[str]
) -> None:
    exact = amount.quantize(Decimal(1).scaleb(-places))
    printed = (sign or "{}").format(f"{exact:,}" if "grouped" in style else f"{exact:f}")
    number = numbers.parse(around.format(printed.translate(_FULL_WIDTH) if "wide" in style else printed))
    assert number is not None
    assert number.value == (-exact if sign else exact)
    assert number.decimals == places
    assert not (number.value.is_zero() and number.value.is_signed())


@given(st.integers(1_000, 10**12), st.data())
def test_a_separator_in_another_place_is_refused(amount: int, data: st.DataObject) -> None:
    right = f"{amount:,}"
    digits = right.replace(",", "")
    cut = data.draw(st.integers(1, len(digits) - 1))
    wrong = f"{digits[:cut]},{digits[cut:]}"
    assert wrong == right or numbers.parse(wrong) is None


@pytest.mark.slow
@given(st.text(max_size=120) | st.text(alphabet="0123456789,.()-△$¥% OlJPYmillionshares", max_size=40))
def test_any_text_is_parsed_or_not_but_never_fails(text: str) -> None:
    number = numbers.parse(text)
    why = numbers.why_not(text)
    assert number is None or (not why and number.value.is_finite())
