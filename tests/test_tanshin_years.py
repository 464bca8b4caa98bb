"""The full-year form and the first quarter: their rows, what only they have, and ranges of forecasts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from linetag.filing.quarters import year_before
from linetag.model import Duration, Report
from linetag.tanshin.derive import derive
from support.tanshin_case import ENTITY, FILING, specified
from support.tanshin_years import YEARS, derived, full_year, value


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("results.revenues.growth@year", "15.0"),
        ("returns.equity@year", "8.9"),  # 350.5 / ((4,050 + 3,800) / 2)
        ("returns.revenues@prior-year", "7.5"),
        ("position.equity-per-share@now", "4050.00"),
        ("cash-flows.cash@now", "1235"),
        ("dividends.paid@year", "22"),
        ("dividends.payout-ratio@year", "6.3"),  # 22.00 / 350.50
        ("dividends.payout-ratio@next-year-forecast", "5.5"),  # 22.00 / 400.00
        ("dividends.equity-ratio@year", "0.6"),  # 22.00 / ((4,050.00 + 3,800.00) / 2)
        ("forecast.revenues.growth@next-year", "8.7"),  # 5,000 against 4,600.4, not against 4,600
        ("forecast.net-income.growth@next-year", "14.1"),
    ],
)
def test_a_full_year_has_ratios_cash_flows_and_what_dividends_are_of_income(key: str, figure: str) -> None:
    summary, found = derived(full_year())
    assert [item.message for item in found] == []
    assert value(summary, key) == figure


def test_a_cell_of_dividends_says_what_it_is_made_from() -> None:
    cell = derived(full_year())[0].cell("dividends.payout-ratio@year")
    assert cell is not None
    assert cell.source.rule == "dividends.total@year / gaap:EarningsPerShareBasic x 100, half up to 0.1"
    assert cell.source.facts == ("EarningsPerShareBasic-year",)
    assert {origin.path for origin in cell.source.origins} == {"filing.toml", "statements.txt"}
    assert cell.proved


@pytest.mark.parametrize("key", ["returns.equity@prior-year", "dividends.equity-ratio@prior-year"])
def test_an_average_from_before_this_document_is_a_dash_or_stated(key: str) -> None:
    summary, found = derived(full_year())
    cell = summary.cell(key)
    assert found == ()  # no balance sheet of March 31, 2011 is expected here
    assert cell is not None
    assert (cell.value, cell.status) == (None, "unavailable")
    assert cell.reason is not None
    summary, found = derived(full_year() + f'"{key}" = "8.1"\n')
    cell = summary.cell(key)
    assert cell is not None
    assert (found, cell.figure, cell.status, cell.proved) == ((), Decimal("8.1"), "stated", False)


def test_rows_of_dividends_of_a_full_year() -> None:
    cells = [cell for cell in derived(full_year())[0].cells if cell.section == "dividends"]
    parts = [cell for cell in cells if cell.kind == "per-share"]
    assert [cell.period for cell in parts] == [
        row for row in ("prior-year", "year", "next-year-forecast") for _ in range(5)
    ]


def test_dividends_of_before_a_split_count_for_as_many_shares() -> None:
    split = '[summary.split]\neffective = 2012-10-01\nratio = "10"\n'
    summary, _ = derived(full_year() + split)
    assert value(summary, "dividends.payout-ratio@year") == "3.7"  # (10.00 / 10 + 12.00) / 350.50
    assert value(summary, "dividends.payout-ratio@prior-year") == "0.7"  # 20.00 / 10 / 300.00
    assert value(summary, "dividends.payout-ratio@next-year-forecast") == "5.5"


@pytest.mark.parametrize(
    ("effective", "ratio", "rule"),
    [
        ("2012-04-01", "6.3", "dividends.total@year"),
        ("2012-04-02", "6.3", "dividends@year per share after the 1:10 split"),
        ("2012-10-01", "3.7", "dividends@year per share after the 1:10 split"),
    ],
)
def test_dividends_are_restated_for_a_split_after_the_start_of_the_year(
    effective: str, ratio: str, rule: str
) -> None:
    split = f'[summary.split]\neffective = {effective}\nratio = "10"\n'
    cell = derived(full_year() + split)[0].cell("dividends.payout-ratio@year")
    assert cell is not None
    assert str(cell.figure) == ratio
    assert cell.source.rule == f"{rule} / gaap:EarningsPerShareBasic x 100, half up to 0.1"


@pytest.mark.parametrize(
    ("eps", "ratio"), [("-1.00", None), ("0.00", None), ("0.01", "220000.0"), ("400.00", "5.5")]
)
def test_a_loss_has_no_payout_ratio(eps: str, ratio: str | None) -> None:
    stated = '"forecast.eps@next-year" = "400.00"'
    cell = derived(full_year().replace(stated, stated.replace("400.00", eps)))[0].cell(
        "dividends.payout-ratio@next-year-forecast"
    )
    assert cell is not None
    assert (None if cell.figure is None else str(cell.figure)) == ratio
    assert (cell.status, cell.proved) == ("derived", True)
    assert (cell.reason is None) == (ratio is not None)


def test_a_payout_ratio_without_a_dividend_is_unavailable() -> None:
    cell = derived(full_year().replace('"dividends.total@year" = "22.00"\n', ""))[0].cell(
        "dividends.payout-ratio@year"
    )
    assert cell is not None
    assert (cell.figure, cell.status, cell.proved) == (None, "unavailable", False)
    assert cell.reason is not None


def test_a_fact_that_should_be_there_is_a_finding_unless_the_filer_states_the_cell() -> None:
    key = "position.equity-per-share@prior-end"
    _, found = derived(full_year(), SharesOutstanding="prior-end")
    assert [item.code for item in found] == ["S610"]
    assert found[0].message.startswith(f"{key} needs gaap:SharesOutstanding for prior-end")
    summary, found = derived(full_year() + f'"{key}" = "3,800.00"\n', SharesOutstanding="prior-end")
    assert found == ()
    assert value(summary, key) == "3800.00"


def test_growth_on_another_basis_is_stated_as_a_dash() -> None:
    summary, found = derived(full_year() + '"results.revenues.growth@year" = "-"\n')
    cell = summary.cell("results.revenues.growth@year")
    assert cell is not None
    assert (found, cell.value, cell.status) == ((), None, "stated")
    _, found = derived(full_year() + '"results.revenues.growth@year" = "15.0"\n')
    assert [item.code for item in found] == ["S606"]


def test_a_range_has_growth_at_both_ends() -> None:
    text = full_year().replace('"forecast.revenues@next-year" = "5,000"', "")
    text += '"forecast.revenues.upper@next-year" = "5,100"\n"forecast.revenues.lower@next-year" = "4,900"\n'
    summary, found = derived(text)
    assert found == ()
    assert value(summary, "forecast.revenues@next-year") is None
    assert value(summary, "forecast.revenues.growth@next-year") is None
    assert value(summary, "forecast.revenues.upper.growth@next-year") == "10.9"
    assert value(summary, "forecast.revenues.lower.growth@next-year") == "6.5"


def test_a_forecast_of_the_half_year_has_its_own_row() -> None:
    text = FILING.replace('prior-year = "prior-year"', 'prior-year = "prior-year"\nhalf = "half"')
    text += '[[summary.stated]]\nreason = "x"\n"forecast.revenues@half" = "2,300"\n'
    keys = [cell.key for cell in derive(specified(text), Report(()), ENTITY, YEARS)[0].cells]
    assert keys.index("forecast.revenues@half") < keys.index("forecast.revenues@year")


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("2013-04-01", "2014-03-31"), ("2012-04-01", "2013-03-31")),
        (("2012-01-01", "2012-02-29"), ("2011-01-01", "2011-02-28")),
        (("2012-12-01", "2013-02-28"), ("2011-12-01", "2012-02-29")),
    ],
)
def test_the_year_before_ends_with_its_month(period: tuple[str, str], before: tuple[str, str]) -> None:
    start, end = (date.fromisoformat(day) for day in period)
    assert year_before(Duration(start, end)) == Duration(*(date.fromisoformat(day) for day in before))
