"""Captions and their search: folding, stems, zones, the table that travels, and the index over it."""

from __future__ import annotations

import gzip
from importlib.resources import files
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.propose.concepts import zones
from linetag.propose.concepts.captions import CaptionTable, Header, Observation, observation_line
from linetag.propose.concepts.folding import folded, spelled, stems
from linetag.propose.concepts.index import CaptionIndex
from linetag.propose.concepts.limits import MAX_CAPTION_WORDS, MAX_POSTINGS, MAX_SIMILAR
from linetag.propose.concepts.votes import CaptionQuery, era, of_line
from linetag.propose.records import StatementCode
from support.understood import column, line, statement, table


def small(*rows: tuple[str, str, str, str, int, int], concepts: str = "") -> CaptionTable:
    """A table of (caption, statement, zone, concept, companies then, companies now)."""
    lines = [Header(100, 10).line()]
    for caption, code, zone, concept, then, now in rows:
        lines.append(observation_line(caption, Observation(code, zone, concept, then, now)))
    text = "".join(f"{one}\n" for one in lines)
    return CaptionTable(gzip.compress(text.encode()), gzip.compress(concepts.encode()))


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("Receivables, net of allowance of $1,234 and $5 (Note 3)", "receivables net of allowance of and"),
        ("Stockholders’ equity", "stockholders equity"),
        ("TOTAL ASSETS", "total assets"),
        ("Net income attributable to Harrowgate Instruments", "net income attributable to company"),
        ("Income attributable to others (noncontrolling)", "income attributable to others noncontrolling"),
        ("受取手形及び売掛金（純額）", "受取手形及び売掛金 純額"),
        ("ｿﾌﾄｳｪｱ", "ソフトウェア"),
        ("…", ""),
    ],
)  # fmt: skip
def test_a_caption_is_folded(caption: str, words: str) -> None:
    assert folded(caption) == words


def test_other_forms_of_a_word_have_the_same_stem() -> None:
    assert stems("receivables from the shareholders") == stems("receivable stockholder")
    assert stems("inventories") == stems("inventory")
    assert stems("loss") == ("loss",)


def test_japanese_is_compared_by_pairs_of_characters() -> None:
    assert stems("売掛金") == ("売掛", "掛金")


def test_the_words_of_a_name_are_spelled() -> None:
    assert spelled("IncreaseDecreaseInAccountsReceivable") == "increase decrease in accounts receivable"


@pytest.mark.parametrize("count", [MAX_CAPTION_WORDS, MAX_CAPTION_WORDS + 1])
def test_a_long_caption_is_compared_by_its_first_words(count: int) -> None:
    assert len(stems("word " * count)) == MAX_CAPTION_WORDS


@given(st.text())
def test_any_text_can_be_folded(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert len(stems(once)) <= MAX_CAPTION_WORDS


def zoned(code: StatementCode, *printed: tuple[str, str]) -> list[str]:
    return list(zones.of_lines(code, [line(caption, "1", unit=unit) for caption, unit in printed]))


def money(*captions_: str) -> list[tuple[str, str]]:
    return [(caption, "USD") for caption in captions_]


def test_the_printed_totals_of_a_balance_sheet_end_its_zones() -> None:
    printed = money(
        "Cash", "Total current assets", "Goodwill", "Total assets", "Payables", "Total current liabilities",
        "Debt", "Total liabilities", "Common stock", "Total liabilities and stockholders' equity",
    )  # fmt: skip
    assert zoned("BS", *printed) == ["CA", "CA", "NA", "NA", "CL", "CL", "NL", "NL", "EQ", "EQ"]


def test_a_balance_sheet_without_current_totals_is_not_classified() -> None:
    printed = money("Cash", "Total assets", "Deposits", "Total liabilities", "Common stock")
    assert zoned("BS", *printed) == ["A", "A", "L", "L", "EQ"]


def test_without_total_liabilities_equity_begins_at_its_words() -> None:
    printed = money(
        "Total current assets", "Total assets", "Total current liabilities", "Debt", "Common stock"
    )
    assert zoned("BS", *printed) == ["CA", "NA", "CL", "NL", "EQ"]


def test_cash_flows_are_in_the_activity_whose_total_follows() -> None:
    printed = money(
        "Net income", "Net cash provided by operating activities", "Capital expenditures",
        "Net cash used in investing activities", "Dividends", "Net cash used in financing activities",
        "Net increase in cash", "Cash paid for operating leases",
    )  # fmt: skip
    assert zoned("CF", *printed) == ["O", "O", "I", "I", "F", "F", "S", "S"]


def test_income_is_divided_by_its_results() -> None:
    printed = [
        *money(
            "Sales", "Gross profit", "Research", "Operating income", "Interest", "Income before income taxes"
        ),
        *money("Income taxes", "Net income"),
        ("Net income per share", "USD/shares"),
    ]
    assert zoned("IS", *printed) == ["G", "G", "O", "O", "B", "B", "N", "N", "P"]


def test_without_totals_the_headings_name_the_zone() -> None:
    assert zones.of_section("BS", ("ASSETS", "Current assets:")) == "CA"
    assert zones.of_section("CF", ("Cash flows from investing activities:",)) == "I"
    assert zones.of_section("BS", ("Property",)) == "NA"
    assert zones.of_section("BS", ("Elsewhere",)) == ""


def test_a_bare_total_names_its_section() -> None:
    assert zones.caption_of(line("", "1", section=["Current assets:"])) == "total current assets"
    assert zones.caption_of(line("Total", "1", section=["Inventories"])) == "total inventories"


ROWS = small(
    ("accounts receivable net", "BS", "CA", "AccountsReceivableNetCurrent", 50, 8),
    ("accounts receivable trade", "BS", "CA", "ReceivablesNetCurrent", 9, 0),
    ("inventories", "BS", "CA", "InventoryNet", 70, 9),
    ("inventories", "CF", "O", "IncreaseDecreaseInInventories", 70, 9),
)


def test_the_same_caption_is_the_most_similar() -> None:
    found = CaptionIndex(ROWS).similar("accounts receivable net")
    assert ROWS.captions[found[0].number] == "accounts receivable net"
    assert found[0].similarity == pytest.approx(1)
    assert found[1].similarity < 1


def test_a_word_with_a_slip_finds_the_usual_one() -> None:
    found = CaptionIndex(ROWS).similar("acounts recievable")
    assert "accounts receivable net" in [ROWS.captions[one.number] for one in found]


def test_the_statement_decides_between_concepts_of_one_caption() -> None:
    index = CaptionIndex(ROWS)
    sheet = of_line(index, CaptionQuery("inventories", "BS", "CA", "money"), era(2024)).of
    flows = of_line(index, CaptionQuery("inventories", "CF", "O", "money"), era(2024)).of
    assert sheet["InventoryNet"].exact > 0.9
    assert flows["IncreaseDecreaseInInventories"].exact > 0.9


def test_captions_of_then_count_little_for_filings_of_now_and_fully_for_those_of_then() -> None:
    rows = small(
        ("deferred revenue", "BS", "CL", "DeferredRevenueCurrent", 90, 1),
        ("deferred revenue", "BS", "CL", "ContractWithCustomerLiabilityCurrent", 0, 6),
        concepts=(
            "DeferredRevenueCurrent\tmoney\tinstant\tcredit\t\t90\t1\n"
            "ContractWithCustomerLiabilityCurrent\tmoney\tinstant\t\t\t0\t6\n"
        ),
    )
    line_ = CaptionQuery("deferred revenue", "BS", "CL", "money")
    now, then = (of_line(CaptionIndex(rows), line_, era(year)).of for year in (2024, 2010))
    assert now["ContractWithCustomerLiabilityCurrent"].exact > 0.7
    assert then["DeferredRevenueCurrent"].exact > 0.9


@pytest.mark.parametrize("more", [0, 5])
def test_so_many_similar_captions_are_compared(more: int) -> None:
    words = [f"{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(MAX_SIMILAR + more)]
    rows = small(*[(f"payable {word}", "BS", "CL", "AccountsPayable", 1, 1) for word in words])
    assert len(CaptionIndex(rows).similar("payable")) == MAX_SIMILAR


def words(count: int) -> list[str]:
    """So many different words of four letters."""
    return [f"{chr(97 + i // 676)}{chr(97 + i // 26 % 26)}{chr(97 + i % 26)}x" for i in range(count)]


@pytest.mark.parametrize(("more", "found"), [(0, True), (1, False)])
def test_captions_with_the_commoner_word_alone_are_found_up_to_a_limit(more: int, found: bool) -> None:  # noqa: FBT001
    rare, common = words(MAX_POSTINGS // 2 - 1), words(MAX_POSTINGS // 2 + 1 + more)
    printed = [
        *(f"rebate {one} of some other kind" for one in rare),
        *(f"payable {one}" for one in common),
        *words(6 * MAX_POSTINGS),
    ]
    rows = small(*[(caption, "BS", "CL", "AccountsPayable", 1, 1) for caption in printed])
    similar = [rows.captions[one.number] for one in CaptionIndex(rows).similar("payable rebate")]
    assert any(caption.startswith("payable") for caption in similar) is found


def test_the_embedded_table_is_small_and_quickly_there() -> None:
    start = perf_counter()
    room = files("linetag.propose.concepts")
    data = [room.joinpath(f"{name}.tsv.gz").read_bytes() for name in ("captions", "concepts")]
    table_ = CaptionTable(*data)
    CaptionIndex(table_)
    assert perf_counter() - start < 3  # 0.2 s on a machine that does nothing else
    assert sum(map(len, data)) < 1_000_000
    assert len(table_.captions) > 40_000


@given(st.text(alphabet="abcdeinorst ", min_size=1, max_size=60))
def test_similarities_are_ordered_and_at_most_one(text: str) -> None:
    found = CaptionIndex(ROWS).similar(folded(text))
    values = [one.similarity for one in found]
    assert values == sorted(values, reverse=True)
    assert all(0 < value <= 1 + 1e-9 for value in values)


def test_a_statement_of_equity_has_no_zones() -> None:
    one = statement("EQ", [table(0, column(1, "2012-09-30"))], [line("Balance", "1")])
    assert zones.of_lines(one.code, one.lines) == ("",)
