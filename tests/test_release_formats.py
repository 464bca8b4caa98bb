"""What cells of a sheet print: their number formats."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.release import formats, numbers

ACCOUNTING = '_($* #,##0_);_($* (#,##0);_($* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        ("41207", "General", "41207"),
        ("0.35999999999999999", "General", "0.36"),
        ("-1234.5", "General", "-1234.5"),
        ("41207.4389123456", "General", "41207.43891"),
        ("12345678901234", "General", "12345678901234"),
        ("0", "General", "0"),
        ("41207438", "#,##0,", "41,207"),
        ("41207438", "#,##0,,", "41"),
        ("41207438", "0.0,,", "41.2"),
        ("-1279", "#,##0", "-1,279"),
        ("-1279", "#,##0_);(#,##0)", "(1,279)"),
        ("1279", "(#,##0)", "(1,279)"),
        ("-1279", '#,##0;"△"#,##0', "△1,279"),
        ("-1279", "#,##0;[Red]-#,##0", "-1,279"),
        ("-1279", '[<0]"△"#,##0;#,##0', "△1,279"),
        ("1279", '[>=1000]#,##0," k";0', "1 k"),
        ("12", '[>=1000]#,##0," k";0', "12"),
        ("0", '0;(0);"—"', "—"),
        ("0", '0;(0);"a;b"', "a;b"),
        ("0", "#,###", ""),
        ("0", "#,##0", "0"),
        ("0", ";;;", ""),
        ("0.5", "0", "1"),
        ("2.5", "0", "3"),
        ("1.005", "0.00", "1.01"),
        ("-0.3", "#,##0", "0"),
        ("7", "000", "007"),
        ("1234", "0,000", "1,234"),
        ("1.5", "0.0#", "1.5"),
        ("1.25", "0.0#", "1.25"),
        ("3", "#,##0.##", "3"),
        ("0.123", "0.0%", "12.3%"),
        ("-0.123", "0.0%;(0.0%)", "(12.3%)"),
        ("137510", ACCOUNTING, "$ 137,510"),
        ("-1279", ACCOUNTING, "$ (1,279)"),
        ("0", ACCOUNTING, "$ -"),
        ("5", "[$¥-411]#,##0", "¥5"),
        ("5", '[$€-407] #,##0.00" Mio"', "€ 5.00 Mio"),
        ("5", "\\(0\\)", "(5)"),
        ("12.5", "# ?/?", "12.5"),
        ("1234", "0.00E+00", "1234"),
        ("5", "0_) x", "5 x"),
        ("3", '"Note "@', "Note 3"),
        ("3", 'General" items"', "3 items"),
        ("1e400", "0", "1E+400"),
        ("1e299", "0%%", "1E+299"),
    ],
)
def test_a_number_is_printed_as_its_format_says(value: str, code: str, printed: str) -> None:
    assert " ".join(formats.number(Decimal(value), code).split()) == printed


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        ("41182", "mmmm d, yyyy", "September 30, 2012"),
        ("41182", "mmm-yy", "Sep-12"),
        ("41182", "m/d/yyyy", "9/30/2012"),
        ("41182", "dd/mm/yyyy", "30 September 2012"),
        ("41182", "d.m.", "30 September"),
        ("41182", "yyyy", "2012"),
        ("41182", '[$-411]yyyy"年"m"月"d"日"', "2012年9月30日"),
        ("41182", '[$-411]ggge"年"m"月"d"日"', "2012年9月30日"),
        ("41182", "dddd, mmmmm", "Sunday, S"),
        ("41182.53125", "yyyy-mm-dd hh:mm:ss", "2012-09-30 12:45:00"),
        ("41182.53125", "h:mm AM/PM", "12:45 PM"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("-1", "yyyy", "-1"),
        ("2958466", "yyyy", "2958466"),
    ],
)
def test_a_date_is_printed_as_its_format_says(value: str, code: str, printed: str) -> None:
    assert formats.number(Decimal(value), code) == printed


def test_days_may_count_from_1904() -> None:
    assert formats.number(Decimal(39720), "yyyy-mm-dd", since_1904=True) == "2012-09-30"


@pytest.mark.parametrize(
    ("code", "printed"),
    [("General", "Cash"), ("@", "Cash"), ("0;0;0;", ""), ('0;0;0;"* "@', "* Cash"), ("0;0;0", "Cash")],
)
def test_a_text_is_printed_unless_its_format_hides_it(code: str, printed: str) -> None:
    assert formats.text("Cash", code) == printed


@given(st.decimals(allow_nan=False, allow_infinity=False), st.text(max_size=30))
def test_every_format_prints_something_of_bounded_length(value: Decimal, code: str) -> None:
    assert len(formats.number(value, code)) < 20_000


@given(st.decimals(-(10**12), 10**12, places=2))
def test_usual_formats_print_the_figure_that_is_read(value: Decimal) -> None:
    for code in ("#,##0.00", "#,##0.00_);(#,##0.00)", '#,##0.00;"△"#,##0.00'):
        figure = numbers.parse(formats.number(value, code))
        assert figure is not None
        assert (figure.value, figure.decimals) == (value, 2)
