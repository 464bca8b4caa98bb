"""The tie-out: what the release's own summary prints against the cells, and what settles it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from support.tanshin_case import FILING, RELEASE, codes, decision, line_of, report, tied


def test_every_figure_ties(tmp_path: Path) -> None:
    summary, entries, found = tied(tmp_path)
    assert codes(found) == []
    assert len(entries) == 36
    assert {entry.status for entry in entries} == {"tied"}
    assert len({entry.facts for entry in entries}) == 36
    cell = summary.cell("results.revenues@half")
    assert cell is not None
    assert cell.tie_out.printed is not None
    assert (cell.tie_out.printed.line, cell.tie_out.printed.text) == (line_of(RELEASE, "2,346"), "2,346")
    code = summary.cell("cover.code")
    assert code is not None
    assert code.tie_out.printed is not None
    assert code.tie_out.printed.line == 1


def test_stated_growth_is_noted(tmp_path: Path) -> None:
    _, _, found = tied(tmp_path)
    assert [item.code for item in found] == ["S633"] * 4
    assert {item.severity for item in found} == {"note"}


CHANGES = [
    ("2,346\t17.3", "2,436\t17.3", "S630", "results.revenues@half", "neighbouring digits are swapped"),
    ("2,346\t17.3", "2,345\t17.3", "S630", "results.revenues@half", "cut off"),
    (
        "2,346\t17.3",
        "2,346\t71.3",
        "S630",
        "results.revenues.growth@half",
        "neighbouring digits are swapped",
    ),
    ("2,346\t17.3", "2,346\t(17.3)", "S630", "results.revenues.growth@half", "sign"),
    ("9,000\t45.0", "9,000\t40.5", "S630", "position.equity-ratio@now", "neighbouring digits are swapped"),
    ("210\t39.6", "210\t40.0", "S632", "results.net-income.growth@half", "unrounded"),
    ("210\t39.6", "210\t39.7", "S632", "results.net-income.growth@half", "unrounded"),
    ("210\t39.6", "210\t39.8", "S630", "results.net-income.growth@half", "One digit differs"),
    ("210\t39.6", "210\t-", "S630", "results.net-income.growth@half", "on the same basis"),
    ("JPY205 million", "JPY208 million", "S631", "comprehensive.income@half", "caption"),
    ("up 37.0%", "up 37.7%", "S631", "comprehensive.income.growth@half", "caption"),
    ("9,000\t45.0", "90,000\t45.0", "S630", "position.assets@now", "scale"),
    ("9,000\t45.0", "9,000\t45.1", "S630", "position.equity-ratio@now", "One digit differs"),
    ("210.00\n", "210.01\n", "S630", "per-share.eps@half", "One digit differs"),
    ("1,100,000 shares\nAs", "1,100,001 shares\nAs", "S630", "shares.issued@now", "One digit differs"),
    ("12.00\t22.00", "12.50\t22.00", "S635", "dividends.year-end@year-forecast", "mistyped"),
    ("2,000\t8.1", "2,000\t8.2", "S635", "results.revenues.growth@prior-half", "mistyped"),
    ("400\t6.0\t400.00", "400\t6.0\t-", "S635", "forecast.eps@year", "mistyped"),
]


@pytest.mark.parametrize(("old", "new", "code", "key", "hint"), CHANGES)
def test_a_changed_figure_is_found_at_its_place(  # noqa: PLR0913, PLR0917 - a row of the table above
    tmp_path: Path, old: str, new: str, code: str, key: str, hint: str
) -> None:
    text = RELEASE.replace(old, new, 1)
    assert text != RELEASE
    _, _, found = tied(tmp_path, text)
    assert codes(found) == [code]
    (item,) = (item for item in found if item.code == code)
    assert item.at is not None
    assert (item.at.path, item.at.line) == ("release.txt", line_of(RELEASE, old.split("\n", 1)[0]))
    assert item.message.startswith(key)
    assert item.related  # the place of the other figure
    assert hint in item.message + item.hint


def test_a_misprint_names_the_facts_and_their_places(tmp_path: Path) -> None:
    _, _, found = tied(tmp_path, RELEASE.replace("2,346", "2,366"))
    (item,) = (item for item in found if item.code == "S630")
    assert item.severity == "error"
    assert item.facts == ("Revenues-half",)
    assert [at.path for at in item.related] == ["statements.txt"]
    assert "2,366" in item.message
    assert "2,346" in item.message


def test_a_dash_by_rule_against_a_printed_growth(tmp_path: Path) -> None:
    facts = report(NetIncomeLoss=("210000000", "-150400000"), EarningsPerShareBasic=("210.00", "-150.40"))
    text = RELEASE.replace("\t150\t", "\t(150)\t").replace("150.40", "(150.40)")
    _, _, found = tied(tmp_path, text, facts=facts)
    assert codes(found) == ["S630"]


def test_a_growth_that_the_form_shows_as_a_dash(tmp_path: Path) -> None:
    facts = report(NetIncomeLoss=("1804800000", "150400000"), EarningsPerShareBasic=("1804.80", "150.40"))
    text = RELEASE.replace("\t210\t39.6", "\t1,805\t1,100.0").replace("210.00\n", "1,804.80\n", 1)
    _, _, found = tied(tmp_path, text, facts=facts)
    assert codes(found) == ["S639"]
    (item,) = (item for item in found if item.code == "S639")
    assert (item.severity, "1,000%" in item.message) == ("warning", True)


def test_printed_but_neither_derivable_nor_stated(tmp_path: Path) -> None:
    filing = FILING.replace('"results.revenues.growth@prior-half" = "8.1"\n', "")
    summary, _, found = tied(tmp_path, filing=filing)
    assert codes(found) == ["S634"]
    cell = summary.cell("results.revenues.growth@prior-half")
    assert cell is not None
    assert cell.value is None
    assert cell.tie_out.released == Decimal("8.1")


def test_a_figure_of_ours_that_is_not_printed(tmp_path: Path) -> None:
    text = RELEASE.replace("2,346\t17.3", "2,346\t")
    _, _, found = tied(tmp_path, text)
    assert codes(found) == ["S636"]
    at = next(item.at for item in found if item.code == "S636")
    assert at is not None
    assert (at.path, at.line) == ("release.txt", line_of(text, "2,346"))


def test_words_that_the_release_does_not_have(tmp_path: Path) -> None:
    _, _, found = tied(tmp_path, RELEASE.replace("code: 9999", "code: 9998"))
    assert codes(found) == ["S637"]


# --- tables that are not what the filing says ----------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("(2) Position", "(2) Situation", "S620"),
        ("2) Treasury stock", "1) Shares issued", "S622"),
        ("As of March 31, 2012: 1,100,000 shares\n", "", "S623"),
        ("Six Months Ended September 30, 2011\t2,000", "Six Months Ended September 30, 2010\t2,000", "S624"),
        ("45.0\n", "45.0\t7\n", "S625"),
        ("\tJPY millions\t%\n", "\tJPY thousands\t%\n", "S626"),
        ("JPY205 million", "JPY205 thousand", "S626"),
        ("9,000\t45.0", "9,0o0x\t45.0", "S626"),
    ],
)
def test_a_table_that_cannot_be_compared(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = RELEASE.replace(old, new, 1)
    assert text != RELEASE
    _, _, found = tied(tmp_path, text)
    assert code in codes(found)


def test_two_entries_for_one_table(tmp_path: Path) -> None:
    _, _, found = tied(tmp_path, filing=FILING.replace("2) Treasury stock", "1) Shares issued"))
    (item,) = (item for item in found if item.code == "S621")
    assert item.at is not None
    assert item.at.path == "filing.toml"


def test_a_figure_without_a_cell_is_in_the_ledger(tmp_path: Path) -> None:
    _, entries, _ = tied(tmp_path, RELEASE.replace("45.0\n", "45.0\t7\n"))
    (entry,) = (entry for entry in entries if entry.status == "reported")
    assert entry.origin.text == "7"
    assert (entry.status, entry.reason) == ("reported", "no figure of the table is expected here")


def test_words_among_the_figures_are_left(tmp_path: Path) -> None:
    _, entries, found = tied(tmp_path, RELEASE.replace("45.0\n", "45.0\trestated\n"))
    assert codes(found) == []
    (entry,) = (entry for entry in entries if entry.status == "left")
    assert (entry.origin.text, entry.reason) == ("restated", "words, not a figure")


def test_words_with_a_figure_are_not_left_silently(tmp_path: Path) -> None:
    _, entries, found = tied(tmp_path, RELEASE.replace("45.0\n", "45.0\tsee 44.0 above\n"))
    assert codes(found) == ["S625"]
    assert [entry.origin.text for entry in entries if entry.status == "reported"] == ["see 44.0 above"]


def test_a_figure_that_cannot_be_compared_is_reported_in_the_ledger(tmp_path: Path) -> None:
    _, entries, found = tied(tmp_path, RELEASE.replace("9,000\t45.0", "9,0o0x\t45.0"))
    assert codes(found) == ["S626"]  # and no S636: the finding says already why it is missing
    (entry,) = (entry for entry in entries if entry.status == "reported")
    assert (entry.origin.text, entry.reason) == ("9,0o0x", "cannot be compared: it is no figure")


def test_a_table_that_is_not_found_is_one_finding(tmp_path: Path) -> None:
    _, entries, found = tied(tmp_path, RELEASE.replace("(2) Position", "(2) Situation"))
    assert codes(found) == ["S620"]
    assert len(entries) == 32


def test_the_ledger_says_what_each_figure_was_compared_with(tmp_path: Path) -> None:
    _, entries, _ = tied(tmp_path)
    relations = {entry.facts[0]: entry.relations for entry in entries}
    assert relations["results.revenues@half"] == ("gaap:Revenues, in JPY millions, half up",)
    assert relations["forecast.eps@year"] == ("as stated in filing.toml",)
    assert all(relations.values())


REPEATED = """[[summary.table]]
section = "forecast"
under = "Targets"
columns = ["revenues", "revenues.growth"]
rows = ["year"]
"""
TARGETS = """Targets

\tRevenues\t
\tJPY millions\t%
Fiscal Year Ending March 31, 2013\t5,000\t5.0

"""


def test_a_figure_printed_in_two_tables_is_compared_in_both(tmp_path: Path) -> None:
    summary, entries, found = tied(tmp_path, TARGETS + RELEASE, FILING + REPEATED)
    assert codes(found) == []
    assert len([entry for entry in entries if entry.facts == ("forecast.revenues@year",)]) == 2
    text = TARGETS.replace("5,000", "5,001") + RELEASE
    summary, _, found = tied(tmp_path, text, FILING + REPEATED)
    (item,) = (item for item in found if item.code != "S633")
    assert item.code == "S635"
    assert item.at is not None
    assert item.at.line == line_of(text, "5,001")
    cell = summary.cell("forecast.revenues@year")
    assert cell is not None
    assert cell.tie_out.released == Decimal(5000)  # the printing of the first entry in filing.toml


# --- stated figures among themselves --------------------------------------------------------------


def test_a_dividend_total_that_does_not_add_up(tmp_path: Path) -> None:
    filing, text = FILING.replace('"22.00"', '"23.00"'), RELEASE.replace("22.00", "23.00")
    _, _, found = tied(tmp_path, text, filing)
    assert codes(found) == ["S612"]
    (item,) = (item for item in found if item.code == "S612")
    assert item.at is not None
    assert item.at.line == line_of(text, "23.00")
    assert "22.00" in item.message
    assert len(item.related) == 2


SPLIT = '[summary.split]\neffective = 2012-10-01\nratio = "2"\n'


def test_a_dividend_total_across_a_split(tmp_path: Path) -> None:
    _, _, found = tied(tmp_path, filing=FILING + SPLIT)
    assert codes(found) == ["S613"]
    (item,) = (item for item in found if item.code == "S613")
    assert item.severity == "warning"
    assert "10.00 per share before a 1:2 split and 12.00" in item.message
    assert "17.00" in item.hint


@pytest.mark.parametrize("day", ["2011-04-01", "2013-04-01"])
def test_a_split_outside_the_year_mixes_nothing(tmp_path: Path, day: str) -> None:
    _, _, found = tied(tmp_path, filing=FILING + SPLIT.replace("2012-10-01", day))
    assert codes(found) == []


@pytest.mark.parametrize(("eps", "code"), [("400.30", "S615"), ("404.00", "S614")])
def test_a_forecast_per_share_must_recompute(tmp_path: Path, eps: str, code: str) -> None:
    _, _, found = tied(tmp_path, RELEASE.replace("400.00", eps), FILING.replace("400.00", eps))
    assert codes(found) == [code]
    (item,) = (item for item in found if item.code == code)
    assert item.facts == ("SharesIssued-now", "TreasuryStockShares-now")
    assert "1,000,000 shares" in item.message


# --- decisions ------------------------------------------------------------------------------------

KEY = "results.revenues@half"
WRONG = RELEASE.replace("2,346", "2,366")


@pytest.mark.parametrize(
    ("file", "value", "proved"), [("2,346", "2346", True), ("2,366", "2366", False), ("-", None, False)]
)
def test_a_decision_settles_a_difference(
    tmp_path: Path, file: str, value: str | None, *, proved: bool
) -> None:
    summary, _, found = tied(tmp_path, WRONG, FILING + decision(KEY, "2,366", file))
    assert codes(found) == ["S640"]
    (item,) = (item for item in found if item.code == "S640")
    assert item.severity == "note"
    assert "because" in item.message
    assert {at.path for at in item.related} == {"filing.toml", "statements.txt"}
    cell = summary.cell(KEY)
    assert cell is not None
    assert cell.value == (None if value is None else Decimal(value))
    assert cell.proved is proved
    assert cell.tie_out.decision is not None


def test_a_decision_about_another_figure_is_stale(tmp_path: Path) -> None:
    filing = FILING + decision(KEY, "2,376", "2,346")
    summary, _, found = tied(tmp_path, WRONG, filing)
    assert codes(found) == ["S630", "S641"]
    at = next(item.at for item in found if item.code == "S641")
    assert at is not None
    assert at.line == line_of(filing, "[[summary.decision]]")
    cell = summary.cell(KEY)
    assert cell is not None
    assert cell.tie_out.decision is None


def test_a_decision_without_a_difference(tmp_path: Path) -> None:
    _, _, found = tied(tmp_path, filing=FILING + decision(KEY, "2,346", "2,346"))
    assert codes(found) == ["S642"]


def test_a_decision_may_not_invent_a_figure(tmp_path: Path) -> None:
    _, _, found = tied(tmp_path, WRONG, FILING + decision(KEY, "2,366", "2,356"))
    assert codes(found) == ["S630", "S643"]


def test_a_decision_settles_mixed_bases(tmp_path: Path) -> None:
    filing = FILING + SPLIT + decision("dividends.total@year-forecast", "22.00", "22.00")
    _, _, found = tied(tmp_path, filing=filing)
    assert codes(found) == ["S640"]
