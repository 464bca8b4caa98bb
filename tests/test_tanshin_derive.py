"""Cells derived from facts, or stated, or dashes with a reason: never invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linetag.model import Origin, QName, Report, Unit
from support.tanshin_case import FILING, codes, decision, derived, line_of, report


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("results.revenues@half", "2346"),  # 2,345.5: a half goes up
        ("results.revenues.growth@half", "17.3"),
        ("results.net-income.growth@half", "39.6"),  # 40.0 of the rounded amounts
        ("comprehensive.income@prior-half", "150"),
        ("per-share.eps@half", "210.00"),
        ("position.assets@prior-end", "8500"),
        ("position.equity-ratio@prior-end", "44.7"),
        ("shares.issued@now", "1100000"),
    ],
)
def test_a_cell_derives_from_facts(key: str, value: str) -> None:
    summary, found = derived()
    cell = summary.cell(key)
    assert not found
    assert cell is not None
    assert (cell.value, cell.status, cell.proved) == (Decimal(value), "derived", True)
    assert cell.source.facts
    assert cell.source.origins


def test_amounts_are_cut_off_when_the_filing_says_so() -> None:
    text = FILING.replace("half-up", "down").replace("四捨五入", "切捨て")
    summary, _ = derived(text)
    cell = summary.cell("results.revenues@half")
    assert cell is not None
    assert cell.value == Decimal(2345)


def test_growth_has_both_facts_and_its_operands() -> None:
    cell = derived()[0].cell("results.revenues.growth@half")
    assert cell is not None
    assert cell.source.facts == ("Revenues-half", "Revenues-prior-half")
    assert cell.source.operands == (Decimal(2345500000), Decimal(2000000000))


def test_a_copied_figure_names_every_place_that_prints_it() -> None:
    first, *rest = report().facts
    again = Origin("statements.txt", 9, 1, "2,345,500,000")
    summary, _ = derived(facts=Report((first._replace(origins=(*first.origins, again)), *rest)))
    copied, growth = (summary.cell(f"results.revenues{name}@half") for name in ("", ".growth"))
    assert copied is not None
    assert growth is not None
    assert copied.source.origins == (*first.origins, again)
    assert growth.source.origins[0] == first.origins[0]
    assert again not in growth.source.origins


def test_what_no_statement_holds_is_stated_and_unproved() -> None:
    summary, _ = derived()
    cell = summary.cell("results.net-income.growth@prior-half")
    assert cell is not None
    assert (cell.value, cell.status, cell.proved) == (Decimal("-3.2"), "stated", False)
    assert cell.reason is not None
    assert cell.reason.en == "no earlier period"


def test_what_is_neither_derivable_nor_stated_is_a_dash_with_a_reason() -> None:
    cell = derived()[0].cell("comprehensive.income.growth@prior-half")
    assert cell is not None
    assert (cell.value, cell.status) == (None, "unavailable")
    assert cell.reason is not None


def test_growth_from_a_loss_is_a_proved_dash() -> None:
    summary, found = derived(
        facts=report(NetIncomeLoss=("210000000", "-150400000"), WeightedShares=(None, None))
    )
    cell = summary.cell("results.net-income.growth@half")
    assert cell is not None
    assert (cell.value, cell.status, cell.proved) == (None, "derived", True)
    assert cell.reason is not None
    assert cell.reason.en == "the earlier figure is not positive"
    assert set(codes(found)) == {"S610"}


def test_dividend_rows_follow_the_quarter() -> None:
    keys = [cell.key for cell in derived()[0].cells if cell.section == "dividends"]
    assert "dividends.second-quarter@year" in keys
    assert "dividends.third-quarter@year" not in keys
    assert "dividends.third-quarter@year-forecast" in keys


def test_a_missing_fact_is_found_once_at_the_item() -> None:
    summary, found = derived(facts=report(Revenues=("2345500000", None)))
    assert codes(found) == ["S610"]
    assert found[0].at is not None
    assert found[0].at.line == line_of(FILING, 'key = "revenues"') - 2
    cell = summary.cell("results.revenues.growth@half")
    assert cell is not None
    assert (cell.value, cell.status) == (None, "unavailable")


def test_facts_with_members_or_in_dollars_are_other_facts() -> None:
    first, *rest = report().facts
    axis = QName("http://example.test/gaap", "SegmentAxis", "gaap")
    dollars = Unit((QName("http://www.xbrl.org/2003/iso4217", "USD", "iso4217"),))
    for aspects in (first.aspects._replace(members=((axis, axis),)), first.aspects._replace(unit=dollars)):
        _, found = derived(facts=Report((first._replace(aspects=aspects), *rest)))
        assert codes(found) == ["S610"]


def test_a_per_share_figure_must_recompute() -> None:
    _, found = derived(facts=report(EarningsPerShareBasic=("210.10", "150.40")))
    assert codes(found) == ["S611"]
    assert "210.00" in found[0].message
    assert found[0].at is not None
    assert found[0].at.text == "210.10"
    assert found[0].facts[0] == "EarningsPerShareBasic-half"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (FILING.replace('"forecast.eps@year"', '"forecast.eps@half"'), "S601", '"forecast.eps@half"'),
        (FILING.replace('"cover.code" =', '"cover.kode" ='), "S601", '"cover.kode"'),
        (FILING + decision("results.sales@half", "1", "2"), "S601", "[[summary.decision]]"),
        (FILING.replace('["assets", "equity-ratio"]', '["assets", "ratio"]'), "S601", "[[summary.table]]"),
        (FILING.replace('prior = "prior-half"', 'prior = "before"'), "S605", "[summary]"),
        (
            FILING.replace('"forecast.eps@year" =', '"position.assets@now" = "9,000"\n"forecast.eps@year" ='),
            "S606",
            '"position.assets@now"',
        ),
    ],
)
def test_keys_that_do_not_fit_the_form(text: str, code: str, words: str) -> None:
    summary, found = derived(text)
    at = next(item.at for item in found if item.code == code)
    assert at is not None
    assert words in text.splitlines()[at.line - 1]
    assert summary.cells


# --- what stated figures imply of each other ------------------------------------------------------


def test_the_dividends_and_the_forecast_income_imply_figures() -> None:
    implied = {(one.cell.key, one.rule): one for one in derived()[0].implied}
    assert set(implied) == {
        ("dividends.total@prior-year", "sum"),
        ("dividends.total@year-forecast", "sum"),
        ("forecast.eps@year", "per share"),
    }
    total = implied["dividends.total@year-forecast", "sum"]
    assert total.value == Decimal(22)
    assert [cell.key for cell in total.operands] == [
        "dividends.second-quarter@year",
        "dividends.year-end@year-forecast",
    ]
    # 400 million, which may be anything from 399.5 up to 400.5 million, over 1,000,000 shares
    per_share = implied["forecast.eps@year", "per share"]
    assert per_share.value == Decimal("400.00")
    assert per_share.between == (Decimal("399.50"), Decimal("400.50"))
    assert per_share.words == {"shares": "1,000,000"}


@pytest.mark.parametrize(
    ("effective", "value"),
    [
        ("2012-06-30", None),  # both dividends are from after the split
        ("2012-09-30", None),  # the quarter ends on the first day of the new shares
        ("2012-10-01", "17.00"),  # 10.00 / 2 + 12.00
        ("2013-03-31", "17.00"),
        ("2013-04-01", None),  # both are from before it
    ],
)
def test_dividends_from_both_sides_of_a_split_imply_a_total_on_one_basis(
    effective: str, value: str | None
) -> None:
    summary, _ = derived(FILING + f'[summary.split]\neffective = {effective}\nratio = "2"\n')
    found = [one for one in summary.implied if one.rule == "one basis"]
    assert [str(one.value) for one in found] == ([] if value is None else [value])
    for one in found:
        assert one.words == {"before": "10.00", "after": "12.00", "ratio": "2"}
