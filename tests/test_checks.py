"""Each rule of the checks on a few figures, and the engine's verdicts as relations."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figures import (
    DOLLARS_PER_SHARE,
    HALF,
    JPY,
    NOW,
    PER_SHARE,
    QUARTER,
    SHARES,
    START,
    USD,
    arc,
    checked,
    figure,
    gaap,
    tie,
)
from iij import written
from linetag.calc import SUMMATION_2023
from linetag.checks.sums import SUM
from linetag.model import Fact, Origin

CASH = "CashAndCashEquivalentsAtCarryingValue"
CHANGE = "CashAndCashEquivalentsPeriodIncreaseDecrease"
CASH_TIE = "cash at the end = cash at the start + change in cash"
EPS_TIE = "basic income per share = net income / weighted shares"
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
    assert "Assets is 1,000 (2012-09-30, thousand JPY), but 1,300 = 1,300; difference -300" in found.message
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
    assert "is 50.2 (2012-04-01 to 2012-09-30, JPY per share), but 2,000 / 40,000 = 50" in found.message
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
    assert "but 1,000 / 80 = 12.5" in found.message


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
        return checked(*facts, ties=(equivalents,)).told[2:]

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
        return result.told[4:]

    assert said("50") == []
    assert [code for code, *_ in said("80")] == ["K501"]


def test_a_tie_that_cannot_be_understood_is_told_at_its_place() -> None:
    result = checked(
        figure("Assets", "1"),
        ties=(tie("misspelt", "gaap:Assets@ende", "gaap:Cash"), tie("own", "none:Assets", "gaap:Assets")),
    )

    assert {(code, line) for code, _, line in result.told} == {("F136", 7)}
    terms = ("gaap:Assets@ende", "gaap:Cash", "none:Assets", "gaap:Assets")  # the taxonomy has no concept
    assert [f.message.split('term "')[1].rstrip('"') for f in result.findings] == list(terms)
    assert result.names == []


@pytest.mark.parametrize(("total", "part"), [("gaap:Assets", "gaap:Assets"), ("gaap:Assets", "gaap:Absent")])
def test_a_tie_of_a_figure_with_itself_or_without_one_is_none(total: str, part: str) -> None:
    assert checked(figure("Assets", "1"), ties=(tie("", total, part),)).names == []


def test_dashes_alone_are_no_tie() -> None:
    assert checked(figure("Assets", "-"), figure("LiabilitiesAndStockholdersEquity", "-")).names == []


# --- sums -------------------------------------------------------------------------------------

TREE = (arc("Assets", "Cash"), arc("Assets", "Land"), arc("Assets", "Allowance", -1))


def assets(total: str, cash_: str, land: str, allowance: str = "10") -> tuple[Fact, ...]:
    rows = (("Cash", cash_), ("Land", land), ("Allowance", allowance), ("Assets", total))
    return tuple(figure(name, printed, line=n) for n, (name, printed) in enumerate(rows, start=1))


def test_a_sum_that_adds_up_is_one_relation() -> None:
    result = checked(*assets("100", "60", "50"), arcs=TREE)

    assert result.checked.counts() == {"sum of gaap:Assets": (1, 1)}
    covering = result.checked.covering()
    assert {key.split(".")[0] for key in covering} == {"Assets", "Cash", "Land", "Allowance"}
    assert set(covering.values()) == {("sum of gaap:Assets",)}
    assert result.findings == ()


def test_a_sum_beyond_rounding_is_told_at_the_figure_that_is_wrong() -> None:
    result = checked(*assets("100", "60", "50", "(10)"), arcs=TREE)

    (found,) = result.findings
    assert result.told == [("C402", "error", 3)]
    assert found.standard == "calc11e:inconsistentCalculationUsingRounding"
    assert found.message.endswith("60 + 50 + 10 = 120: -20 apart, rounding explains at most 2")
    assert found.hint == '"gaap:Allowance" (line 3) is -10 and should be 10: the sign is the other way round.'
    assert [origin.line for origin in found.related] == [4, 1, 2]


def test_a_sum_within_rounding_is_a_warning_under_the_older_rule_only() -> None:
    figures = assets("102", "60", "50")
    (strict,) = checked(*figures, arcs=TREE).findings
    assert (strict.code, strict.severity) == ("C401", "warning")
    assert "2 apart, within the 2 that rounding can explain" in strict.message

    assert checked(*figures, arcs=TREE, arcrole=SUMMATION_2023).findings == ()


def test_a_slice_that_lacks_parts_is_a_warning() -> None:
    member = ((gaap("Axis"), gaap("AtmMember")),)
    sums = assets("100", "60", "50")
    facts = [fact._replace(aspects=fact.aspects._replace(members=member)) for fact in sums]
    whole = checked(*facts, arcs=TREE)
    lacking = checked(*facts[:1], *facts[2:], arcs=TREE)

    assert whole.findings == ()
    (found,) = lacking.findings
    assert (found.code, found.severity) == ("C406", "warning")
    assert "AtmMember" in found.message


def test_a_sum_without_a_verdict_is_told_for_each_rule_with_the_reason() -> None:
    total, *parts = reversed(assets("100", "60", "50"))
    result = checked(total._replace(value=Decimal(100_400)), *parts, arcs=TREE)

    # XBRL 2.1 rounds the figure first; Calculations 1.1 refuses digits that its decimals disown.
    assert sorted(result.told) == [("C404", "error", 4), ("C407", "warning", 4)]
    figure, unsummed = sorted(result.findings, key=lambda item: item.code)
    assert "100,400" in figure.message
    assert figure.standard == "calc11e:excessDigits"
    assert unsummed.message.endswith("under calculations 1.1: excess digits")
    assert result.names == []


def test_figures_that_cannot_all_be_true_are_told_with_both_places() -> None:
    total, *parts = reversed(assets("100", "60", "50"))
    copy = total._replace(id="copy", value=Decimal(107_000), origins=(Origin("release.txt", 9, 1, "107"),))
    result = checked(total, copy, *parts, arcs=TREE)

    (found,) = [item for item in result.findings if item.code == "C405"]
    assert found.message.endswith("is reported as 100,000 and 107,000, which cannot all be true")
    assert found.at is not None
    assert [found.at.line, *(origin.line for origin in found.related)] == [4, 9]


def test_a_dash_in_the_place_of_a_figure_is_pointed_at() -> None:
    result = checked(*assets("100", "60", "-"), arcs=TREE)

    (found,) = result.findings
    assert result.told == [("C402", "error", 2)]
    assert '"gaap:Land" (line 2) is nothing (a dash) and should be 50: its figure may be lost.' in found.hint
    assert "If not, any other of its figures could be wrong by the difference." in found.hint


@pytest.mark.parametrize(
    ("figures", "line"), [(assets("-", "60", "55"), 4), (assets("60", "-", "-", "-"), None)]
)
def test_sums_that_no_processor_binds_for_a_dash_are_told(
    figures: tuple[Fact, ...], line: int | None
) -> None:
    result = checked(*figures, arcs=TREE)

    ((code, severity, at),) = result.told
    assert (code, severity) == ("K501", "error")
    assert line in {None, at}
    assert result.names == ["sum of gaap:Assets"]


def test_a_figure_in_the_place_of_a_dash_is_pointed_at() -> None:
    result = checked(*assets("50", "60", "1,234"), arcs=TREE)

    (found,) = result.findings
    assert result.told == [("C402", "error", 2)]
    assert "is 1,234 and should be nothing (a dash): the others make the sum without it" in found.hint


def test_a_part_that_is_not_reported_is_named_with_the_row_that_lacks_it() -> None:
    before = figure("Land", "70", line=2, period=START)
    facts = [fact for fact in assets("100", "60", "50") if fact.concept.local != "Land"]
    result = checked(*facts, before, arcs=TREE)

    (found,) = result.findings
    assert found.code == "C402"
    assert (
        '"gaap:Land" (line 2), which the roll-up adds, has no figure here; 50 would put it right.'
        in found.hint
    )
    assert 2 in {origin.line for origin in found.related}


def test_a_figure_is_quoted_with_the_sign_that_the_release_prints() -> None:
    result = checked(
        figure("Net", "(700)", line=3, period=HALF),
        figure("Payments", "(905)", line=1, period=HALF, sign=-1),
        figure("Proceeds", "200", line=2, period=HALF),
        arcs=(arc("Net", "Payments", -1), arc("Net", "Proceeds")),
    )

    (found,) = result.findings
    assert '"gaap:Payments" (line 1) is -905 and should be -900: one digit differs' in found.hint


# --- decisions --------------------------------------------------------------------------------


def test_what_follows_from_a_decision_is_a_note() -> None:
    figures = assets("101", "60", "50")
    result = checked(*figures, arcs=TREE, settled={figures[3].id: Decimal(100_000)})

    assert [(code, severity) for code, severity, _ in result.told] == [("C401", "note")]
    assert result.findings[0].hint == "This follows from a decision in filing.toml on one of these figures."


def test_what_would_fail_as_printed_too_stays_a_warning() -> None:
    figures = assets("102", "60", "50")
    result = checked(*figures, arcs=TREE, settled={figures[3].id: Decimal(101_000)})

    assert [(code, severity) for code, severity, _ in result.told] == [("C401", "warning")]


def test_a_decision_that_breaks_a_sum_stays_an_error() -> None:
    figures = assets("110", "60", "50")
    result = checked(*figures, arcs=TREE, settled={figures[3].id: Decimal(100_000)})

    assert [(code, severity) for code, severity, _ in result.told] == [("C402", "error")]


# --- the engine and the relations -------------------------------------------------------------


def test_every_calculation_of_the_sample_is_a_relation_with_the_same_verdict() -> None:
    built = written("sample").built
    values = {fact.id: fact.value for fact in built.report.facts if isinstance(fact.value, Decimal)}
    values |= {fact.id: Decimal(0) for fact in built.report.facts if fact.value is None}
    sums = [relation for relation in built.checked.relations if relation.name.startswith(SUM)]
    older = {(c.role, c.total, c.aspects): c for c in built.calculations.in_mode("1.0")}
    newer = built.calculations.in_mode("1.1")

    assert len(sums) == len(newer) == len(older) > 100
    assert {c.verdict for c in newer} == {"consistent"}
    for relation, calculation in zip(sums, newer, strict=True):
        strict = older[calculation.role, calculation.total, calculation.aspects]
        failure = relation.failure(values)
        assert relation.total.id == calculation.facts[0].id
        assert (failure == relation.code) == (calculation.verdict == "inconsistent")
        assert bool(failure) == (strict.verdict == "inconsistent")


@pytest.mark.parametrize("off", [0, 1, 2, 3, 40])
def test_a_relation_fails_by_more_than_rounding_where_the_engine_says_so(off: int) -> None:
    result = checked(*assets(str(100 + off), "60", "50"), arcs=TREE)

    codes = [code for code, *_ in result.told]
    assert codes == ([] if not off else ["C401"] if off <= 2 else ["C402"])


def test_every_relation_of_the_sample_is_counted_once() -> None:
    checked_ = written("sample").built.checked
    counts = checked_.counts()

    assert sum(of for _, of in counts.values()) == len(checked_.relations)
    assert sum(of - hold for hold, of in counts.values()) == len(checked_.failing) == 1
    assert counts["total assets = total liabilities and equity"] == (3, 3)
    assert counts[CASH_TIE] == (6, 6)
    assert counts["segments + eliminations = consolidated revenues"] == (2, 2)
    assert counts[EPS_TIE] == (6, 6)
    hold, of = counts["USD = JPY / 77.92"]
    assert hold == of > 150


def test_figures_that_no_relation_holds_are_told_once_at_the_first() -> None:
    build = written("sample")
    bare = [row for row in build.ledger if row["status"] == "tagged" and row["covered"] == "no"]

    (note,) = (item for item in build.findings if item.code == "K510")
    assert note.at is not None
    assert (str(note.at.line), str(note.at.column)) in {(row["line"], row["column"]) for row in bare}
