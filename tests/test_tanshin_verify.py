"""A summary read back: what derives from what, in real submissions, in ours, and in altered ones."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from linetag.checks import limits
from linetag.checks.explain import search
from support.command import invoke
from support.shared import TDNET
from support.summaries import BEFORE, NOW, OURS_2007, OURS_2014, altered, real, summary, told

# holds, undecided; nothing fails.
REAL = {
    "tdnet-47760-20240514.zip": (34, 1),  # the forecast per share is of another number of shares
    "tdnet-62690-20240514.zip": (24, 0),
    "tdnet-qcedjpsm-43680-20121101343680.xbrl": (23, 0),
    "tdnet-qcedussm-72030-20130717093034.xbrl": (22, 0),
    "tdnet-qcedussm-94320-20130805394320.xbrl": (22, 1),  # NTT forecasts with the shares of a buyback to come
    "tse-acedussm-72030-20140311018771-ixbrl.htm": (54, 2),  # dividends paid on the shares of two days
    "tse-qcedjpsm-46410-20140805346410-ixbrl.htm": (13, 7),  # the results are not tagged
}


@pytest.mark.slow
@real
@pytest.mark.parametrize("name", sorted(REAL))
def test_a_real_summary_holds(name: str) -> None:
    counts = summary(TDNET / name).counts()
    assert (counts["holds"], counts["undecided"]) == REAL[name]
    assert counts["fails"] == 0
    assert told(TDNET / name) == []


@real
def test_what_a_full_year_derives() -> None:
    path = TDNET / "tse-acedussm-72030-20140311018771-ixbrl.htm"
    kinds = Counter(one.kind for one in summary(path).all)
    # 9 changes of results and 8 of forecasts, consolidated and alone; margin, returns, equity, payout
    assert kinds == {
        "growth": 17,
        "ratio": 11,
        "limit": 10,
        "per share": 8,
        "dividends": 4,
        "forecast": 2,
        "period": 4,
    }


@pytest.mark.parametrize("path", [OURS_2014, OURS_2007], ids=["2014", "2007"])
def test_our_own_summary_holds_in_both_forms(path: Path) -> None:
    found = summary(path)
    assert found.counts() == {"holds": 23, "fails": 0, "undecided": 0}
    kinds = Counter(one.kind for one in found.all)
    assert kinds == {
        "growth": 5,
        "limit": 6,
        "per share": 2,
        "ratio": 2,
        "dividends": 2,
        "period": 5,
        "forecast": 1,
    }


def test_both_forms_say_the_same() -> None:
    one, other = (
        {(d.item, d.context, d.verdict, d.stated, d.low, d.high, d.operands) for d in summary(path).all}
        for path in (OURS_2014, OURS_2007)
    )
    assert one == other


def test_the_text_and_the_json_tell_it() -> None:
    text = invoke("check", OURS_2014).stdout
    assert "23 of 23 derivations of the summary hold.\n" in text
    (one,) = json.loads(invoke("check", OURS_2014, "--format", "json").stdout)["reports"]
    assert one["summary"]["counts"] == {"holds": 23, "fails": 0, "undecided": 0}
    first = one["summary"]["derivations"][0]
    assert first == {
        "kind": "growth",
        "item": "ChangeInOperatingRevenuesUS",
        "context": "CurrentAccumulatedQ2Duration_ConsolidatedMember_ResultMember",
        "verdict": "holds",
        "reason": None,
        "stated": "0.083",
        "derived": {"low": "0.083", "high": "0.083"},
        "parts": [
            {
                "item": "OperatingRevenuesUS",
                "context": "CurrentAccumulatedQ2Duration_ConsolidatedMember_ResultMember",
                "value": "51109000000",
            },
            {
                "item": "OperatingRevenuesUS",
                "context": "PriorAccumulatedQ2Duration_ConsolidatedMember_ResultMember",
                "value": first["parts"][1]["value"],
            },
        ],
        "at": first["at"],
    }
    assert first["at"]["text"] == "8.3"


def test_a_report_that_is_no_summary_has_none(tmp_path: Path) -> None:
    from support.reports import report  # noqa: PLC0415

    path = report(tmp_path)
    assert "summary" not in invoke("check", path).stdout
    (one,) = json.loads(invoke("check", path, "--format", "json").stdout)["reports"]
    assert "summary" not in one


# --- one figure altered -------------------------------------------------------------------------------


YEAR = "CurrentYearConsolidatedDuration"
TREASURY = "NumberOfTreasuryStockAtTheEndOfFiscalYear"

ALTERED = {
    "a growth": ("ChangeInOperatingRevenuesUS", f"{NOW}Duration", "0.838", "S702"),
    "its sign": ("ChangeInOperatingRevenuesUS", f"{NOW}Duration", "-0.083", "S702"),
    "an amount": ("OperatingRevenuesUS", f"{NOW}Duration", "51901000000", "S702"),
    "a prior amount": ("NetIncomeUS", f"{BEFORE}Duration", "138800000", "S702"),
    "an equity ratio": ("ShareholdersEquityRatioUS", f"{NOW}Instant", "0.435", "S704"),
    "an equity": ("ShareholdersEquityUS", f"{NOW}Instant", "43499000000", "S704"),
    "a dividend": ("ResultDividendPerShareFiscalYearEnd", "PriorYearConsolidatedDuration", "1850.00", "S703"),
    "an income per share": ("BasicNetIncomePerShareUS", f"{NOW}Duration", "40.28", "S705"),
    "a forecast per share": ("ForecastBasicNetIncomePerShareUS", YEAR, "986.80", "S706"),
    "treasury stock": (
        TREASURY,
        "PriorYearConsolidatedInstant",
        "99999999",
        "S707",
    ),
    "the fiscal year": ("FiscalYearEnd", f"{NOW}Instant", "2012-03-31", "S709"),
    "the quarter": ("QuarterlyPeriod", f"{NOW}Instant", "1", "S709"),
}


@pytest.mark.parametrize("name", sorted(ALTERED))
def test_an_altered_figure_is_told_at_its_place(tmp_path: Path, name: str) -> None:
    element, context, value, code = ALTERED[name]
    path = altered(tmp_path, (element, context, value))
    found = told(path)
    assert code in {item.code for item in found}
    lines = path.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if f':{element} contextRef="{context}"' in text)
    places = [place for item in found for place in (item.at, *item.related) if place]
    assert line in {place.line for place in places}


def test_a_wrong_sign_and_a_wrong_scale_are_named(tmp_path: Path) -> None:
    (sign,) = told(altered(tmp_path, ("ChangeInOperatingRevenuesUS", f"{NOW}Duration", "-0.083")))
    assert sign.hint.endswith("its sign is reversed.")
    assert sign.message.startswith("ChangeInOperatingRevenuesUS (2012-04-01 to 2012-09-30) is -8.3%")
    assert "is -8.3%, but the amounts give 8.3%" in sign.message


def test_a_percentage_that_is_cut_off_is_a_warning(tmp_path: Path) -> None:
    (item,) = told(altered(tmp_path, ("ChangeInOperatingRevenuesUS", f"{NOW}Duration", "0.082")))
    assert (item.code, item.severity) == ("S702", "warning")
    assert "may be cut off" in item.hint


def test_an_amount_with_the_wrong_sign_is_pointed_at(tmp_path: Path) -> None:
    (item,) = told(altered(tmp_path, ("OperatingRevenuesUS", f"{BEFORE}Duration", "-47177000000")))
    assert (item.code, item.severity) == ("S702", "error")
    assert item.at is not None
    assert item.at.text == "-47177000000"
    assert item.hint == (
        "OperatingRevenuesUS (2011-04-01 to 2011-09-30) is -47,177 million and should be 47,177 million: "
        "its sign is reversed."
    )


@pytest.mark.parametrize(("most", "is_named"), [(1, True), (0, False)])
def test_slips_are_tried_on_figures_of_few_relations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, *, is_named: bool
) -> None:
    assert limits.MOST_TOUCHED == 50
    monkeypatch.setattr(search, "MOST_TOUCHED", most)
    (item,) = told(altered(tmp_path, ("OperatingRevenuesUS", f"{BEFORE}Duration", "-47177000000")))
    assert ("its sign is reversed" in item.hint) == is_named


def test_amounts_of_the_two_periods_exchanged_are_named(tmp_path: Path) -> None:
    now = "51109000000"
    text = OURS_2007.read_text("utf-8")
    before = re.search(rf'OperatingRevenuesUS contextRef="{BEFORE}Duration"[^>]*>(\d+)', text)
    assert before
    changes = (
        ("OperatingRevenuesUS", f"{NOW}Duration", before[1]),
        ("OperatingRevenuesUS", f"{BEFORE}Duration", now),
    )
    found = told(altered(tmp_path, *changes))
    assert [item.code for item in found] == ["S702"]
    assert "look swapped between periods" in found[0].hint
