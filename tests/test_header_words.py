"""What headers and lines above a table say of periods and scales; no text breaks the readers of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.model import Duration, Origin
from linetag.propose import columns, header_words, periods, scales, titles
from linetag.propose.columns import Surroundings
from linetag.propose.header_words import FiscalName, HeaderWords, Length
from linetag.propose.limits import MAX_HEADER_TEXT, MAX_TITLE, MAX_TITLE_LINES
from linetag.release.records import Column, Table

DAY = date(2023, 6, 30)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Three Months EndedJune 30,", HeaderWords(days=((6, 30),), length=Length(3))),
        ("Twenty-Six Weeks Ended June 30, 2023", HeaderWords((DAY,), length=Length(weeks=26))),
        ("6/30/23", HeaderWords((DAY,))),
        ("FY23", HeaderWords(length=Length(12), name=FiscalName(2023, 4, Length(12)))),
        ("2Q23", HeaderWords(length=Length(3), name=FiscalName(2023, 2, Length(3)))),
        (
            "Second Quarter of Fiscal 2023",
            HeaderWords((), (), (2023,), Length(3), FiscalName(2023, 2, Length(3))),
        ),
        ("1H12", HeaderWords(length=Length(6), name=FiscalName(2012, 2, Length(6)))),
        ("Year-to-Date", HeaderWords(length=header_words.YEAR_TO_DATE)),
        ("January 1 to July 21", HeaderWords(days=((1, 1), (7, 21)), span=((1, 1), (7, 21)))),
        ("tember 30, 2012", HeaderWords(years=(2012,), rest=(30, 2012))),
        ("Common Stock", HeaderWords()),
        ("January 1, 0001", HeaderWords()),
    ],
)
def test_what_a_header_says_of_a_period(text: str, words: HeaderWords) -> None:
    assert header_words.read(text) == words


@pytest.mark.parametrize(
    ("text", "money", "shares", "currency"),
    [
        ("(In thousands, except share and per share data)", 3, 0, ""),
        ("(In millions, except per share data)", 6, 6, ""),
        ("(In millions, except par value per share)", 6, 6, ""),
        ("(Dollars in millions; shares in thousands)", 6, 3, "USD"),
        ("(dollars and shares in thousands)", 3, 3, "USD"),
        ("(Thousands of yen)", 3, None, "JPY"),
        ("US$'000", 3, 3, "USD"),
        ("($mm)", 6, 6, "USD"),
        ("Shares in thousands", None, 3, ""),
        ("(in thousands of Canadian dollars)", 3, None, "CAD"),
        ("(単位：百万円)", 6, None, "JPY"),
        ("Revenue was $5 million", None, None, "USD"),
    ],
)
def test_what_a_line_says_of_scales(text: str, money: int | None, shares: int | None, currency: str) -> None:
    assert scales.read(text)[:3] == (money, shares, currency)


PIECES = [
    *("Three Months", "Ended", "June 30,", "2023", "and", "to", "13 Weeks", "FY", "Q2", "12/31/23", "9999"),
    *("(in thousands", "except", "share", "per share data)", "$", "000", "Year to Date", "JPY", "第2四半期"),
    *("CONSOLIDATED BALANCE SHEETS", "Statements of", "Operations", "(", ")", "change", "%"),
    *("February 31", "January 1, 0001"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=6).map(" ".join)


def table(headers: list[str], heading: list[str]) -> Table:
    pieces = [Origin("r.html", 9, number, text) for number, text in enumerate(headers, 1)]
    found = tuple(Column(piece, piece.text, header=(piece,)) for piece in pieces)
    return Table(
        Origin("r.html", 9, 1), tuple(Origin("r.html", n, 1, t) for n, t in enumerate(heading, 1)), found, ()
    )


@given(
    st.lists(TEXTS, min_size=1, max_size=4), st.lists(TEXTS, max_size=4), st.sampled_from(["BS", "IS", None])
)
def test_any_header_gives_columns(headers: list[str], heading: list[str], code: str | None) -> None:
    around = Surroundings((DAY, date(2022, 12, 31)))
    found = columns.of_table(table(headers, heading), code, around)  # type: ignore[arg-type]
    assert [column.number for column in found] == list(range(1, len(headers) + 1))


def test_a_header_longer_than_any_says_nothing() -> None:
    text = "June 30, 2023, in thousands"
    assert header_words.read(text.rjust(MAX_HEADER_TEXT)).dates == (DAY,)
    assert scales.read(text.rjust(MAX_HEADER_TEXT)).money == 3
    assert not header_words.read(text.rjust(MAX_HEADER_TEXT + 1))
    assert scales.read(text.rjust(MAX_HEADER_TEXT + 1)).money is None


def line(text: str) -> Origin:
    return Origin("r.html", 1, 1, text)


def test_a_line_longer_than_any_title_names_nothing() -> None:
    title = "Consolidated Balance Sheets"
    assert titles.of_line(line("A" * (MAX_TITLE - len(title) - 1) + " " + title)) is not None
    assert titles.of_line(line("A" * (MAX_TITLE - len(title)) + " " + title)) is None


def test_a_title_too_far_above_a_table_is_not_its_own() -> None:
    between = ["Fairview"] * (MAX_TITLE_LINES - 1)
    assert titles.of_table(table(["2023"], ["Consolidated Balance Sheets", *between])) is not None
    assert titles.of_table(table(["2023"], ["Consolidated Balance Sheets", *between, "Hillside"])) is None


def test_a_period_to_date_began_with_the_fiscal_year() -> None:
    words = header_words.read("Year to Date September 30, 2023")
    clues = periods.HeaderClues((words,), HeaderWords(), (), (False,))
    found = periods.of_columns(clues, instants=False, known=(date(2023, 3, 31),))
    assert found == (Duration(date(2023, 4, 1), date(2023, 9, 30)),)
