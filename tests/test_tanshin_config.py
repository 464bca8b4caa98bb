"""The [summary] section of filing.toml: what it says, and every way it can be wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from support.tanshin_case import FILING, decision, line_of, parse, specified


def test_the_section_becomes_records() -> None:
    spec = specified()
    assert spec.rows.prior_end == "prior-end"
    assert [item.kind for item in spec.of("position")] == ["millions", "percent"]
    assert spec.of("shares")[0].periods == ("now", "prior-end")
    assert spec.cover["filing-date"] == date(2012, 11, 8)
    assert spec.stated["dividends.first-quarter@year"].value is None
    assert spec.stated["forecast.revenues@year"].value == Decimal(5000)
    assert spec.stated["forecast.revenues@year"].origin.line == line_of(FILING, '"forecast.revenues@year"')


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ('tel = "03-0000-0000"\n', "", "F121", "[summary.cover]"),
        ("briefing = false", 'briefing = "no"', "F122", "briefing"),
        ("report-date = 2012-11-14", 'report-date = "soon"', "F122", "report-date"),
        ('exchange = { en = "Tokyo", ja = "東" }', 'exchange = { en = "Tokyo" }', "F121", "exchange"),
        ('section = "position"\nkey = "assets"', 'section = "balance"\nkey = "assets"', "F122", '"balance"'),
        (
            'quotient = ["gaap:StockholdersEquity", "gaap:Assets"]',
            'quotient = ["gaap:Assets"]',
            "F122",
            "quot",
        ),
        (
            'label = { en = "Total assets", ja',
            'forecast = "x"\nlabel = { en = "Total assets", ja',
            "F122",
            '"x"',
        ),
        ("standards-changed = true", "standard-changed = true", "F123", "standard-changed"),
        ('rounding = "half-up"', 'rounding = "up"', "F122", 'rounding = "up"'),
        (
            '"dividends.year-end@year-forecast" = "12.00"',
            '"dividends.year-end@year-forecast" = "12,x"',
            "S602",
            "12,x",
        ),
        ('key = "treasury"', 'key = "issued"', "S603", "[[summary.item]]"),
        ("（百万円未満四捨五入）", "（百万円未満切捨て）", "S604", "切捨て"),
    ],
)
def test_a_defect_is_a_finding_at_its_place(old: str, new: str, code: str, words: str) -> None:
    text = FILING.replace(old, new, 1)
    assert text != FILING
    spec, found = parse(text)
    assert spec is None
    assert code in [item.code for item in found]
    at = next(item.at for item in found if item.code == code)
    assert at is not None
    assert at.path == "filing.toml"
    assert words in text.splitlines()[at.line - 1]


def test_cutting_off_goes_with_its_own_statement() -> None:
    text = FILING.replace("half-up", "down").replace("四捨五入", "切捨て")
    assert specified(text).rounding == "down"


def test_a_figure_that_is_stated_or_decided_twice() -> None:
    again = '[[summary.stated]]\nreason = "x"\n"forecast.eps@year" = "1.00"\n'
    _, found = parse(FILING + again)
    assert [item.code for item in found] == ["S603"]
    assert found[0].at is not None
    assert found[0].at.line == len(FILING.splitlines()) + 3
    assert found[0].related[0].line == line_of(FILING, '"forecast.eps@year"')
    _, found = parse(FILING + decision("a.b", "1", "2") + decision("a.b", "1", "2"))
    assert [item.code for item in found] == ["S603"]
