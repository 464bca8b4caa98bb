"""Dates in every spelling, parts of dates, and the words that name periods."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.release import characters, dates, period_words

_SEPTEMBER = date(2012, 9, 30)
_SPELLINGS = (
    *("SEPTEMBER 30 2012", "Sep-30-2012", "30-Sep-12", "30-SEP-2012", "Sep/30/12", "Sept. 30, '12"),
    *("30th of September 2012", "9/30/2012", "09/30/12", "30/9/2012", "9-30-2012", "2012.9.30"),
    *(
        "２０１２年９月３０日",
        "2012 年 9 月 30 日",
        "平成24年9月30日",
        "平成二十四年九月三十日",
        "㍻24年9月30日",
    ),
    *("H24.9.30", "H24/09/30", "h24-9-30", "二〇一二年九月三十日"),
)


@pytest.mark.parametrize("text", _SPELLINGS)
def test_a_date_is_found_in_every_spelling(text: str) -> None:
    (found,) = dates.find(characters.fold(f"({text})"))
    assert (found.value, found.start, found.end) == (_SEPTEMBER, 1, 1 + len(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R6/3/31", date(2024, 3, 31)),
        ("昭和63年3月31日", date(1988, 3, 31)),
        ("大正元年12月1日", date(1912, 12, 1)),
        ("12/31/98", date(1998, 12, 31)),
        ("12/31/69", date(2069, 12, 31)),
        ("12/31/70", date(1970, 12, 31)),
        ("3/4/2012", date(2012, 3, 4)),
        ("9/31/2012", None),
    ],
)
def test_eras_centuries_and_the_order_of_digits(text: str, day: date | None) -> None:
    assert [found.value for found in dates.find(text)] == [day]


def test_years_after_a_date_repeat_its_day() -> None:
    found = dates.find("December 31, 2024, 2023 and 2022")
    assert [(day.start, day.value) for day in found] == [
        (0, date(2024, 12, 31)),
        (19, date(2023, 12, 31)),
        (28, date(2022, 12, 31)),
    ]


@pytest.mark.parametrize("text", ["1,234/5/67", "24/7/365", "1.2.3", "$1/2/12.5", "S12", "2012-13", "10/12"])
def test_figures_are_no_dates(text: str) -> None:
    assert dates.find(text) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Three Months Ended December 31,", [(None, 12, 31)]),
        ("31 Dec", [(None, 12, 31)]),
        ("9月30日", [(None, 9, 30)]),
        ("2024 2023", [(2024, None, None), (2023, None, None)]),
        ("Sep-12", [(2012, 9, None)]),
        ("Dec '12", [(2012, 12, None)]),
        ("September 2012", [(2012, 9, None)]),
        ("2012年9月期", [(2012, 9, None)]),
        ("平成24年度", [(2012, None, None)]),
        ("September 30, 2012", []),
        ("$2,012 and 2012.5 and 1,2012 and 2012%", []),
    ],
)
def test_parts_of_dates(text: str, parts: list[tuple[int | None, ...]]) -> None:
    assert [part[2:] for part in dates.parts(text)] == parts


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("from April 1, 2012 through September 30, 2012", (date(2012, 4, 1), _SEPTEMBER)),
        ("自2012年4月1日 至2012年9月30日", (date(2012, 4, 1), _SEPTEMBER)),
        ("(自 平成24年4月1日　至 平成24年9月30日)", (date(2012, 4, 1), _SEPTEMBER)),
        ("2012年4月1日～2012年9月30日", (date(2012, 4, 1), _SEPTEMBER)),
    ],
)
def test_spans_of_time(text: str, span: tuple[date, date]) -> None:
    assert list(dates.spans(characters.fold(text))) == [span]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("April 1 to September 30, 2012", date(2012, 4, 1)),
        ("October 1 - September 30, 2012", date(2011, 10, 1)),
        ("10月1日から2012年9月30日", date(2011, 10, 1)),
    ],
)
def test_spans_of_time_that_print_one_year(text: str, start: date) -> None:
    assert list(dates.spans_to_one_year(text)) == [(start, _SEPTEMBER)]
    assert list(dates.spans(text)) == []


def test_the_last_day_of_a_month() -> None:
    assert dates.last_day(2024, 2) == date(2024, 2, 29)


_FORMATS = (
    *(
        "{month} {0.day}, {0.year}",
        "{short}. {0.day}, {0.year}",
        "{0.day} {month} {0.year}",
        "{short}-{0.day}-{0.year}",
    ),
    *("{0.month}/{0.day}/{0.year}", "{0:%Y-%m-%d}", "{0.year}年{0.month}月{0.day}日", "{0:%m/%d/%y}"),
    *("平成{era}年{0.month}月{0.day}日", "H{era}.{0.month}.{0.day}"),
)


@given(day=st.dates(date(1990, 1, 1), date(2060, 12, 31)), form=st.sampled_from(_FORMATS), wide=st.booleans())
def test_a_printed_date_is_the_date_read(*, day: date, form: str, wide: bool) -> None:
    name = dates.MONTHS[day.month - 1]
    text = form.format(day, month=name, short=name[:3], era=day.year - 1988)
    if wide:
        text = text.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    assert [found.value for found in dates.find(characters.fold(text))] == [day]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Three Months Ended", {"months": 3}),
        ("six-month period", {"months": 6}),
        ("the three (3) months ended", {"months": 3}),
        ("13 weeks ended", {"weeks": 13}),
        ("Twenty-six Weeks Ended", {"weeks": 26}),
        ("Quarters ended", {"months": 3}),
        ("Fiscal year ended", {"months": 12}),
        ("three years ended", {"months": 36}),
        ("Q3 FY25", {"months": 3, "ordinal": 3, "year": 2025}),
        ("3Q25", {"months": 3, "ordinal": 3, "year": 2025}),
        ("4Q '24", {"months": 3, "ordinal": 4, "year": 2024}),
        ("1H12", {"months": 6, "ordinal": 1, "year": 2012}),
        ("Second Quarter", {"months": 3, "ordinal": 2}),
        ("second quarter of fiscal 2024", {"months": 3, "ordinal": 2, "year": 2024}),
        ("FY24 Q2", {"months": 3, "ordinal": 2, "year": 2024}),
        ("fiscal 2024", {"months": 12, "year": 2024}),
        ("prior fiscal year", {"months": 12, "relation": "prior"}),
        ("Year-to-Date", {"cumulative": True}),
        ("第2四半期", {"months": 3, "ordinal": 2}),
        ("前第２四半期連結累計期間", {"months": 6, "ordinal": 2, "relation": "prior", "cumulative": True}),
        ("第三四半期（累計）", {"months": 9, "ordinal": 3, "cumulative": True}),
        ("当連結会計年度", {"months": 12, "relation": "current"}),
        ("前年同期", {"relation": "prior"}),
        ("当中間期", {"months": 6, "ordinal": 1, "relation": "current"}),
        ("9ヶ月間", {"months": 9}),
        ("13週間", {"weeks": 13}),
        ("通期", {"months": 12}),
    ],
)
def test_words_that_name_periods(text: str, words: dict[str, Any]) -> None:
    (found,) = period_words.find(characters.fold(text))
    assert found == period_words.PeriodWords(found.start, found.end, **words)


@pytest.mark.parametrize(
    "text", ["1,234 months", "headquarters", "Q5", "12.5 years", "Total", "first", "期間"]
)
def test_other_words_name_no_period(text: str) -> None:
    assert period_words.find(text) == ()


@given(st.integers(1, 59))
def test_numbers_in_words(count: int) -> None:
    ones = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    teens = (
        *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
        *("sixteen", "seventeen", "eighteen", "nineteen"),
    )
    tens = ("", "", "twenty", "thirty", "forty", "fifty")
    teen = 10 <= count < 20
    word = teens[count - 10] if teen else "-".join(filter(None, (tens[count // 10], ones[count % 10])))
    (found,) = period_words.find(f"{word} weeks")
    assert found.weeks == count


@pytest.mark.slow
@given(st.text(alphabet="0123456789/-.,年月日平成令和元十QHFY' JanMayweeks第四半期累計前当", max_size=40))
def test_any_text_has_dates_or_not_but_never_fails(text: str) -> None:
    folded = characters.fold(text)
    for start, end in (
        *((found.start, found.end) for found in dates.find(folded)),
        *(part[:2] for part in dates.parts(folded)),
        *(words[:2] for words in period_words.find(folded)),
    ):
        assert 0 <= start < end <= len(folded)
    assert all(start <= end for start, end in dates.spans_to_one_year(folded))
    assert all(start and end for start, end in dates.spans(folded))
