"""Each tie of the checks on a few figures."""

from __future__ import annotations

import pytest

from linetag.model import Fact
from support.figures import (
    CASH_TIE,
    DOLLARS_PER_SHARE,
    EPS_TIE,
    HALF,
    JPY,
    NOW,
    PER_SHARE,
    QUARTER,
    SHARES,
    START,
    USD,
    checked,
    figure,
    tie,
)

CASH = "CashAndCashEquivalentsAtCarryingValue"
CHANGE = "CashAndCashEquivalentsPeriodIncreaseDecrease"
WEIGHTED = "WeightedAverageNumberOfSharesOutstandingBasic"


# --- ties that hold for every filer -----------------------------------------------------------


def test_a_tie_is_checked_in_every_period_and_unit_that_has_its_figures() -> None:
    places = [(START, JPY), (NOW, USD), (NOW, JPY)]
    facts = [
        figure(local, "100", line=line, column=column, period=period, unit=unit)
        for line, local in ((1, "Assets"), (9, "LiabilitiesAndStockholdersEquity"))
        for column, (period, unit) in enumerate(places, start=1)
    ]

    result = checked(*facts, figure("Assets", "90", period=HALF))

    assert result.names == ["total assets = total liabilities and equity"] * 3
    assert result.findings == ()


def test_a_tie_that_does_not_hold_is_told_with_both_places() -> None:
    result = checked(
        figure("Assets", "1,000", line=10, column=4),
        figure("LiabilitiesAndStockholdersEquity", "1,300", line=20),
    )

    (found,) = result.findings
    assert result.told == [("K501", "error", 10)]
    assert [(origin.line, origin.column) for origin in found.related] == [(20, 1)]
    assert (
        "Assets (2012-09-30, thousand JPY) is 1,000, but the figures that it is tied to give 1,300"
        " (difference -300; rounding explains at most 1)" in found.message
    )
    assert '"gaap:Assets" (line 10) is 1,000 and should be 1,300: one digit differs' in found.hint
    assert '"gaap:LiabilitiesAndStockholdersEquity" (line 20) is 1,300 and should be 1,000' in found.hint


def cash(start: str, change: str, end: str) -> tuple[Fact, ...]:
    return (
        figure(CASH, start, line=1, period=START),
        figure(CHANGE, change, line=2, period=HALF),
        figure(CASH, end, line=3, period=NOW),
    )


@pytest.mark.parametrize(
    ("end", "said"),
    [("1,300", []), ("1,301", [("K502", "warning")]), ("1,302", [("K501", "error")])],
)
def test_balances_at_the_ends_of_a_period_tie_to_its_flow(end: str, said: list[tuple[str, str]]) -> None:
    result = checked(*cash("1,000", "300", end))

    assert result.names == [CASH_TIE]
    assert [(code, severity) for code, severity, _ in result.told] == said


def test_a_tie_takes_weights_and_counts_are_exact() -> None:
    shares = [("CommonStockSharesOutstanding", 7), ("CommonStockSharesIssued", 8), ("TreasuryStockShares", 9)]

    def said(*printed: str) -> list[tuple[str, str, int | None]]:
        rows = zip(shares, printed, strict=True)
        return checked(*(figure(name, text, line=n, unit=SHARES) for (name, n), text in rows)).told

    assert said("900", "1,000", "100") == []
    assert said("900", "1,000", "-") == [("K501", "error", 9)]
    assert [code for code, *_ in said("901", "1,000", "100")] == ["K501"]


def per_share(printed: str, shares: str = "40,000", income: str = "2,000") -> tuple[Fact, ...]:
    return (
        figure("EarningsPerShareBasic", printed, line=3, period=HALF, unit=PER_SHARE),
        figure("NetIncomeLoss", income, line=1, period=HALF),
        figure(WEIGHTED, shares, line=2, period=HALF, unit=SHARES),
    )


@pytest.mark.parametrize("printed", ["50.00", "50.01", "49.99"])
def test_income_per_share_may_differ_by_what_its_figures_are_rounded(printed: str) -> None:
    # 2,000 thousand is 1,999.5 to 2,000.5 thousand; over 40,000 shares 49.9875 to 50.0125, and 0.005 more.
    result = checked(*per_share(printed))

    assert result.names == [EPS_TIE]
    assert result.findings == ()


def test_income_per_share_that_does_not_recompute_is_told_at_its_place() -> None:
    result = checked(*per_share("50.20"))

    (found,) = result.findings
    assert result.told == [("K503", "error", 3)]
    assert (
        "(2012-04-01 to 2012-09-30, JPY per share) is 50.2, "
        "but income divided by shares gives 2,000 / 40,000 = 50" in found.message
    )
    assert "(line 3) is 50.2 and should be 50: one digit differs" in found.hint


def test_income_per_share_over_a_dash_is_told_too() -> None:
    result = checked(*per_share("50.00", shares="-"))

    (found,) = result.findings
    assert found.code == "K503"
    assert "undefined" in found.message
    assert {origin.line for origin in (found.at, *found.related) if origin} == {1, 2, 3}


def test_segments_and_eliminations_make_the_consolidated_figure() -> None:
    def said(elimination: str) -> list[tuple[str, str, int | None]]:
        name = "SegmentReportingInformationRevenue"
        return checked(
            figure(name, "900", line=1, period=HALF, member="NetworkMember"),
            figure(name, "200", line=2, period=HALF, member="AtmMember"),
            figure(name, elimination, line=3, period=HALF, member="EliminationMember"),
            figure("Revenues", "1,050", line=4, period=HALF),
        ).told

    assert said("(50)") == []
    assert [code for code, *_ in said("(51)")] == ["K502"]
    assert said("50") == [("K501", "error", 3)]
    assert said("-") == [("K501", "error", 3)]


@pytest.mark.parametrize("dollars", ["11", "12", "13", "14"])
def test_a_translation_may_be_a_unit_off(dollars: str) -> None:
    # 1,000 thousand yen are 12.5 thousand dollars, rounded either way; one unit from there.
    result = checked(
        figure("Goodwill", "1,000", line=5, column=30),
        figure("Goodwill", dollars, line=5, unit=USD),
        rate="80",
    )

    assert result.names == ["USD = JPY / 80"]
    assert result.findings == ()


@pytest.mark.parametrize("dollars", ["10", "15", "-", "(12)"])
def test_a_translation_further_off_is_told_at_the_second_currency(dollars: str) -> None:
    result = checked(
        figure("Goodwill", "1,000", line=5, column=30),
        figure("Goodwill", dollars, line=5, column=20, unit=USD),
        figure("Land", "7", line=6, column=20, unit=USD),
        rate="80",
    )

    (found,) = result.findings
    assert result.told == [("K504", "error", 5)]
    assert found.at is not None
    assert (found.at.column, found.related[0].column) == (20, 30)
    assert "but the exchange rate gives 1,000 / 80 = 12.5" in found.message


def test_a_translation_compares_figures_of_the_same_members_and_per_share() -> None:
    facts = (
        figure("Revenue", "800", period=HALF, member="AtmMember"),
        figure("Revenue", "10", period=HALF, member="AtmMember", unit=USD),
        figure("Revenue", "8,000", period=HALF),
        figure("Income", "16.00", period=HALF, unit=PER_SHARE),
        figure("Income", "0.20", period=HALF, unit=DOLLARS_PER_SHARE),
    )

    result = checked(*facts, rate="80")

    assert result.names == ["USD = JPY / 80"] * 2
    assert result.findings == ()
    assert checked(*facts).names == []  # no rate is stated


def test_a_part_of_a_period_is_at_most_the_whole() -> None:
    def said(quarter: str, half: str) -> list[tuple[str, str, int | None]]:
        return checked(
            figure("Revenues", half, line=1, period=HALF), figure("Revenues", quarter, line=2, period=QUARTER)
        ).told

    assert said("500", "900") == []
    assert said("901", "900") == []  # both rounded
    assert said("902", "900") == [("K505", "warning", 2)]
    assert said("500", "-") == [("K505", "warning", 2)]


def test_other_flows_may_be_larger_in_a_part() -> None:
    gain = "GainLossOnSaleOfPropertyPlantEquipment"

    assert checked(figure(gain, "900", period=QUARTER), figure(gain, "500", period=HALF)).names == []


# --- ties that one filer vouches for ----------------------------------------------------------


def test_a_tie_of_the_filing_may_scale_its_parts() -> None:
    equivalents = tie("ADS = 2 x shares", "gaap:Ads", "2*gaap:Shares")

    def said(ads: str) -> list[tuple[str, str, int | None]]:
        facts = (figure("Ads", ads, line=1, unit=SHARES), figure("Shares", "500", line=2, unit=SHARES))
        told = checked(*facts, ties=(equivalents,)).told
        return [item for item in told if item[0] != "F136"]

    assert said("1,000") == []
    assert said("1,001") == [("K501", "error", 1)]  # half a share cannot be printed: the total is wrong


def test_a_tie_of_the_filing_may_reach_the_ends_of_a_period() -> None:
    deficit = tie(
        "deficit", "gaap:Deficit@end", "gaap:Deficit@start", "gaap:NetIncomeLoss", "-1*gaap:Dividends"
    )

    def said(dividends: str) -> list[tuple[str, str, int | None]]:
        result = checked(
            figure("Deficit", "(900)", line=1, period=START),
            figure("Deficit", "(700)", line=2, period=NOW),
            figure("NetIncomeLoss", "250", line=3, period=HALF),
            figure("Dividends", dividends, line=4, period=HALF),
            ties=(deficit,),
        )
        assert result.names == ["deficit"]
        return [item for item in result.told if item[0] != "F136"]

    assert said("50") == []
    assert [code for code, *_ in said("80")] == ["K501"]


def test_a_tie_that_cannot_be_understood_is_told_at_its_place() -> None:
    result = checked(
        figure("Assets", "1"),
        ties=(tie("misspelt", "gaap:Assets@ende", "gaap:Cash"), tie("own", "none:Assets", "gaap:Assets")),
    )

    assert {(code, line) for code, _, line in result.told} == {("F136", 7)}
    terms = ("gaap:Assets@ende, gaap:Cash", "none:Assets, gaap:Assets")  # the taxonomy has no concept
    assert [f.message.split('term "')[1].rstrip('"') for f in result.findings] == list(terms)
    assert result.names == []


@pytest.mark.parametrize(("total", "part"), [("gaap:Assets", "gaap:Assets"), ("gaap:Assets", "gaap:Absent")])
def test_a_tie_of_a_figure_with_itself_or_without_one_is_none(total: str, part: str) -> None:
    assert checked(figure("Assets", "1"), ties=(tie("", total, part),)).names == []


def test_dashes_alone_are_no_tie() -> None:
    assert checked(figure("Assets", "-"), figure("LiabilitiesAndStockholdersEquity", "-")).names == []
