"""What is proposed for a line or a caption: candidates, confidence, drafts of own concepts, words."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.propose.concepts import at_hand, confidence, own, propose
from linetag.propose.concepts.context import LineContext, of_filing
from linetag.propose.concepts.limits import MAX_CANDIDATES, MAX_NAME, MAX_PROPOSED
from linetag.propose.concepts.ranking import rank, shares
from linetag.propose.concepts.votes import CaptionQuery
from linetag.propose.records import OwnConcept, ReleaseReading, Statement
from linetag.report.derived_json import derived_json
from linetag.report.proposals import concept_lines, proposal_text, sure
from support.command import invoke
from support.understood import column, line, statement, table

KNOTS = ((0.2, 0.2), (0.8, 0.9), (1.0, 0.99))
SHEET = statement(
    "BS",
    [table(0, column(1, "2023-12-31"))],
    [
        line("Cash and cash equivalents", "100", section=["Current assets:"]),
        line("Frequency spectrum rebates", "70", section=["Current assets:"]),
        line("Total current assets", "170"),
        line("Total assets", "170"),
    ],
    {3: [1, 2]},
)


def proposed() -> Statement:
    (found,) = propose.of_statements([SHEET])
    return found


def test_each_line_has_five_candidates_at_most_and_a_draft() -> None:
    found = proposed()
    assert len(found.proposals) == len(found.lines)
    assert {len(one.candidates) for one in found.proposals} == {MAX_PROPOSED}
    assert found.proposals[0].candidates[0].concept == "CashAndCashEquivalentsAtCarryingValue"
    assert found.proposals[0].found == "label"
    assert found.proposals[3].candidates[0].concept == "Assets"


def test_nothing_is_proposed_for_no_statements() -> None:
    assert propose.of_statements([]) == ()


def test_a_caption_that_nobody_prints_gets_an_own_concept() -> None:
    found = proposed().proposals[1]
    assert found.own == OwnConcept(
        "FrequencySpectrumRebatesCurrent",
        "monetary", "instant", "debit", "Frequency spectrum rebates", found.own.confidence,
    )  # fmt: skip
    assert found.own.confidence > proposed().proposals[0].own.confidence


def test_no_more_concepts_are_weighed_than_the_limit() -> None:
    have = propose.embedded()
    (choices,) = rank(of_filing([SHEET]), have.known)
    assert max(len(one.candidates) for one in choices) == MAX_CANDIDATES + 1  # and "none fits"


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, "0.001"), (0.1, "0.1"), (0.5, "0.55"), (0.9, "0.945"), (1.0, "0.99")]
)
def test_a_confidence_is_interpolated(share: float, expected: str) -> None:
    assert confidence.of_share(share, KNOTS) == Decimal(expected)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_is_never_less_sure(one: float, other: float) -> None:
    knots = propose.embedded().knots
    low, high = sorted((one, other))
    assert confidence.of_share(low, knots) <= confidence.of_share(high, knots)


def test_the_shares_of_all_candidates_make_one() -> None:
    assert shares([{"a": 1.0}, {"a": 2.0}, {}], {"a": 3.0}) == pytest.approx(
        [0.0473, 0.9503, 0.0024], abs=1e-3
    )
    assert shares([], {}) == []


def drafted(caption: str, code: str, zone: str, *section: str, negative: bool | None = None) -> OwnConcept:
    asked = LineContext(
        CaptionQuery(caption.lower(), code, zone, "money"), (0, 0), is_total=False, is_negative=negative,
        is_balance=code == "BS", same=(),
    )  # fmt: skip
    return own.draft(asked, caption, section, "", Decimal("0.5"))


DRAFTS = [
    (("Spectrum licenses", "BS", "NA", (), None), "SpectrumLicensesNoncurrent", "debit"),
    (("Spectrum fees due", "BS", "CL", (), None), "SpectrumFeesDueCurrent", "credit"),
    (("Treasury units", "BS", "EQ", (), None), "TreasuryUnits", "debit"),
    (("Network services", "IS", "O", ("Revenues:",), None), "NetworkServicesRevenue", "credit"),
    (("Network services", "IS", "O", ("Cost of revenues:",), None), "NetworkServicesCostOfRevenue", "debit"),
    (("Launch costs", "IS", "O", (), None), "LaunchCosts", "debit"),
    (("Spectrum", "CF", "I", (), True), "PaymentsForSpectrum", "credit"),
    (("Spectrum", "CF", "I", (), False), "ProceedsFromSpectrum", "debit"),
    (("Spectrum fees", "CF", "O", ("Changes in assets:",), None), "IncreaseDecreaseInSpectrumFees", ""),
]


@pytest.mark.parametrize(("case", "name", "balance"), DRAFTS, ids=[d[1] for d in DRAFTS])
def test_a_draft_is_named_by_its_caption_and_place(case: tuple[Any, ...], name: str, balance: str) -> None:
    caption, code, zone, section, negative = case
    found = drafted(caption, code, zone, *section, negative=negative)
    assert (found.name, found.balance) == (name, balance)
    assert found.period == ("instant" if code == "BS" else "duration")


@pytest.mark.parametrize("length", [MAX_NAME, MAX_NAME + 1])
def test_a_name_is_cut_at_its_limit(length: int) -> None:
    assert len(drafted("A" + "b" * (length - 1), "EQ", "").name) == MAX_NAME


def test_what_is_deducted_in_a_sum_has_the_other_balance() -> None:
    lines = [line("Sales", "100"), line("Fees of licensors", "40"), line("Net income", "60")]
    found = statement("IS", [table(0, column(1, "2023-01-01/2023-12-31"))], lines, {3: [1, -2]})
    assert own.balances(found) == {0: "credit", 1: "debit"}


def test_the_edition_at_hand_is_that_of_the_year() -> None:
    assert at_hand.edition(2012) == "2012-01-31"
    assert at_hand.edition(1999) == "2012-01-31"
    assert "Assets" in at_hand.names(at_hand.edition(2012))


def test_a_concept_that_the_taxonomy_lacks_is_marked() -> None:
    found = propose.of_caption("Operating lease right-of-use assets", "BS", ("Noncurrent assets",), 2012)
    lacking = [one for one in found.candidates if one.is_absent]
    assert "OperatingLeaseRightOfUseAsset" in [one.concept for one in lacking]
    assert any("not in the embedded taxonomy" in text for text in proposal_text(found, 200))


def test_a_japanese_caption_is_found_by_its_label() -> None:
    found = propose.of_caption("棚卸資産", "BS", ("流動資産",), 2012)
    assert found.candidates[0].concept == "InventoryNet"
    assert found.found == "name"


@given(st.text(max_size=60))
def test_any_caption_gets_an_answer(caption: str) -> None:
    found = propose.of_caption(caption, "BS")
    assert len(found.candidates) <= MAX_PROPOSED
    assert found.own.name


def test_the_json_of_a_line_has_concept_candidates_and_draft() -> None:
    content = json.loads(derived_json(ReleaseReading((proposed(),), ())))
    cash, unknown, *_ = content["statements"][0]["lines"]
    assert cash["concept"] == "us-gaap:CashAndCashEquivalentsAtCarryingValue"
    assert cash["confidence"] == cash["candidates"][0]["confidence"]
    assert unknown["own"]["concept"] == "own:FrequencySpectrumRebatesCurrent"


def test_the_text_shows_a_second_choice_where_the_first_is_in_doubt() -> None:
    found = proposed()
    shown = list(concept_lines(found, 400))
    assert len(shown) == len(found.lines)
    assert [", or " in text for text in shown] == [
        one.found == "none fits" or one.candidates[0].evidence.confidence < Decimal("0.95")
        for one in found.proposals
    ]
    assert sure([found]) == sum(", or " not in text for text in shown)


def test_the_command_shows_candidates_with_reasons() -> None:
    result = invoke("suggest", "Inventories, net", "--statement", "bs", "--section", "Current assets")
    assert result.exit_code == 0
    first, *_ = result.stdout.splitlines()
    assert "InventoryNet: used for this caption by" in first
    assert (
        "none fits; an own concept would be InventoriesNetCurrent (monetary, instant, debit)" in result.stdout
    )


def test_the_command_gives_json() -> None:
    content = json.loads(
        invoke("suggest", "Inventories, net", "--statement", "BS", "--format", "json").stdout
    )
    assert content["candidates"][0]["concept"].startswith("us-gaap:Inventor")
    assert set(content) == {"found", "concept", "confidence", "reason", "candidates", "own"}


def test_a_statement_that_does_not_exist_is_wrong_usage() -> None:
    result = invoke("suggest", "Inventories", "--statement", "XX")
    assert (result.exit_code, result.stdout) == (2, "")
