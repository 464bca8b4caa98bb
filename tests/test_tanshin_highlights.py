"""Highlight tables: what each figure is compared with, what was forced to foot, and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from linetag.findings import Finding
from linetag.model import Report
from linetag.tag.ledger import LedgerEntry
from linetag.tieout.cells import Summary
from support.tanshin_case import FILING, RELEASE, codes, decision, line_of, parse, report, tied

HIGHLIGHT = """\
[[summary.highlight]]
name = "brief"
heading = ["In brief"]
holds = "Total revenues"
reason = "management data"
columns = ["prior-half", "half", "growth"]
rows = [
  { key = "revenues", label = "Total revenues", concept = "gaap:Revenues", parts = ["services", "goods"] },
  { key = "services", label = "Services", concept = "gaap:Services", parts = ["online", "visits"] },
  { key = "online", label = "Online" },
  { key = "visits", label = "Visits" },
  { key = "goods", label = "Goods", concept = "gaap:Goods" },
  { key = "costs", label = "Costs", concepts = ["gaap:Wages", "gaap:Rent"] },
  { key = "result", label = "Net income", concept = "gaap:NetIncomeLoss", siblings = ["gaap:ProfitLoss"] },
]
[[summary.highlight]]
name = "contracts"
heading = ["Contracts"]
holds = "All"
scale = 0
reason = "operating data"
columns = ["prior-half", "half", "change"]
rows = [
  { key = "all", label = "All", parts = ["new", "old"] },
  { key = "new", label = "New" },
  { key = "old", label = "Old" },
]
[[summary.highlight]]
name = "plain"
heading = ["Without captions"]
holds = "Results"
columns = ["prior-half", "half"]
rows = [
  { key = "revenues", concept = "gaap:Revenues" },
  { key = "net-income", concept = "gaap:NetIncomeLoss" },
]
copies = ["prior-half", "prior-half half"]
"""

# Goods are 946.1: printed 947, so that 1,399 + 947 is the 2,346 of the revenues.
TABLES = """
In brief

\t1H11\t1H12\tYoY %
\tJPY millions\tJPY millions\t
Total revenues\t2,000\t2,346\t17.3
Services\t1,200\t1,399\t16.6
Online\t700\t820\t17.1
Visits\t500\t579\t15.8
Goods\t800\t947\t18.3
Costs\t1,850\t2,136\t15.4
Net income\t150\t210\t39.6

Contracts

\t1H11\t1H12\tChange
All\t812\t1,003\t191
New\t12\t103\t91
Old\t800\t900\t100

Without captions

\t1H11\t1H12
\tJPY millions\tJPY millions
Results\t\t
\t2,000\t2,346
\t150\t210
\t1H11 JPY millions 2,000 150\t1H11 1H12 2,000 2,346 150

"""
TEXT = TABLES + RELEASE
FACTS = report(
    Services=("1399400000", "1200400000"),
    Goods=("946100000", "799600000"),
    Wages=("2000400000", "1750200000"),
    Rent=("135200000", "99900000"),
    ProfitLoss=("213400000", "151000000"),
)


def compared(
    folder: Path, text: str = TEXT, more: str = "", facts: Report = FACTS
) -> tuple[Summary, tuple[LedgerEntry, ...], tuple[Finding, ...]]:
    return tied(folder, text, FILING + HIGHLIGHT + more, facts)


def places(found: tuple[Finding, ...]) -> list[tuple[str, int]]:
    """Code and line of the findings, without the note about the one figure that was forced to foot."""
    return sorted((f.code, f.at.line) for f in found if f.at and f.code not in {"S633", "S680"})


def test_every_figure_is_tied_and_one_is_noted_as_forced_to_foot(tmp_path: Path) -> None:
    summary, entries, found = compared(tmp_path)
    assert codes(found) == ["S680"]
    (note,) = (item for item in found if item.code == "S680")
    assert note.severity == "note"
    assert note.at is not None
    assert (note.at.line, note.at.text) == (line_of(TEXT, "Goods"), "947")
    assert "is printed as 947, but the statements give 946" in note.message
    assert "adds up to 2,346" in note.message
    assert {at.path for at in note.related} == {"statements.txt", "release.txt"}
    of_tables = [entry for entry in entries if entry.table.startswith("highlight")]
    assert len(of_tables) == 7 * 3 + 3 * 3 + 2 * 2 + 2
    assert {entry.status for entry in of_tables} == {"tied"}
    cell = next(cell for cell in summary.highlights if cell.key == "brief.goods@half")
    assert (str(cell.value), str(cell.tie_out.released), cell.proved) == ("946", "947", True)
    assert cell.reason is not None
    assert cell.source.facts == ("Goods-half",)


def test_the_ledger_says_what_holds_each_figure(tmp_path: Path) -> None:
    _, entries, _ = compared(tmp_path)
    held = {entry.facts[0]: entry.relations for entry in entries if entry.table.startswith("highlight")}
    assert held["brief.revenues@half"] == (
        "gaap:Revenues in JPY millions, half up",
        "contributors of brief.revenues@half add up",
    )
    assert held["brief.online@half"] == (
        "contributors of brief.services@half add up",
        "its change recomputes",
    )
    assert held["brief.costs@half"] == ("gaap:Wages + gaap:Rent in JPY millions, half up",)
    assert held["contracts.new.change@half"] == ("the change recomputes",)
    assert held["plain.copy"] == ("repeats the figures of its columns",)


CHANGES = [
    # the statements speak against it
    (
        "Services\t1,200\t1,399",
        "Services\t1,200\t1,939",
        "S630",
        "brief.services@half",
        "neighbouring digits",
    ),
    ("Goods\t800\t947", "Goods\t800\t948", "S630", "brief.goods@half", "One digit differs"),
    ("Total revenues\t2,000\t2,346", "Total revenues\t2,000\t(2,346)", "S630", "brief.revenues@half", "sign"),
    ("Costs\t1,850\t2,136", "Costs\t1,850\t2,135", "S630", "brief.costs@half", "cut off"),
    ("Goods\t800\t947\t18.3", "Goods\t800\t947\t19.3", "S630", "brief.goods.growth@half", "One digit"),
    (
        "Net income\t150\t210\t39.6",
        "Net income\t150\t210\t40.0",
        "S632",
        "brief.result.growth@half",
        "unrounded",
    ),
    ("Net income\t150\t210", "Net income\t150\t213", "S631", "brief.result@half", "gaap:ProfitLoss"),
    ("Goods\t800\t947\t18.3", "Goods\t800\t947\t", "S636", "brief.goods.growth@half", "lost a figure"),
    # only the table speaks against it
    ("Visits\t500\t579\t15.8", "Visits\t500\t579\t18.5", "S683", "brief.visits.growth@half", "15.8"),
    (
        "Visits\t500\t579\t15.8",
        "Visits\t500\t579\t15.7",
        "S688",
        "brief.visits.growth@half",
        "State the figure",
    ),
    ("Visits\t500\t579\t15.8", "Visits\t500\t579\t", "S689", "brief.visits.growth@half", "lost a figure"),
    ("New\t12\t103\t91", "New\t12\t103\t19", "S683", "contracts.new.change@half", "91"),
    # the table is another one
    ("JPY millions\t\nTotal", "JPY thousands\t\nTotal", "S626", "brief.revenues@half", "JPY x 10^3"),
    ("Goods\t800\t947", "Goods\t800\t9A7", "S626", "brief.goods@half", "no figure"),
    ("Costs\t1,850\t2,136\t15.4", "Costs\t1,850\t2,136\t15.4\t7", "S625", "", '"7"'),
    ("Costs\t1,850", "Expenses\t1,850", "S685", "", '"Expenses", but filing.toml expects "Costs"'),
    ("JPY millions 2,000 150", "JPY millions 2,000 105", "S684", "", "105, but the table prints 150"),
    ("1H12 2,000 2,346 150", "1H12 2,000 150", "S684", "", "150, but the table prints 2,346"),
    ("2,000 2,346 150\n", "2,000 2,346 150 210 9\n", "S684", "", "9, but the table prints nothing"),
]


@pytest.mark.parametrize(("old", "new", "code", "key", "words"), CHANGES)
def test_a_change_is_reported_at_its_line(  # noqa: PLR0913, PLR0917 - a row of the table above
    tmp_path: Path, old: str, new: str, code: str, key: str, words: str
) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    _, _, found = compared(tmp_path, text)
    (item, *_) = (item for item in found if item.code == code)
    assert item.at is not None
    changed = next(
        n for n, (a, b) in enumerate(zip(TEXT.split("\n"), text.split("\n"), strict=True), 1) if a != b
    )
    assert item.at.line == changed + (code == "S626" and "thousands" in new)
    assert item.message.startswith(key)
    assert words in item.message + item.hint


def test_a_misprint_elsewhere_leaves_a_forced_figure_forced(tmp_path: Path) -> None:
    _, _, found = compared(tmp_path, TEXT.replace("Services\t1,200\t1,399", "Services\t1,200\t1,939"))
    assert [item.code for item in found if item.code == "S680"] == ["S680"]
    assert places(found) == [("S630", line_of(TEXT, "Services"))]


def test_one_off_is_a_misprint_where_the_column_does_not_add_up(tmp_path: Path) -> None:
    text = TEXT.replace("Total revenues\t2,000\t2,346", "Total revenues\t2,000\t2,347")
    _, _, found = compared(tmp_path, text)
    assert places(found) == [("S630", line_of(TEXT, "Total revenues")), ("S630", line_of(TEXT, "Goods"))]


def test_figures_that_need_not_add_up_are_no_finding(tmp_path: Path) -> None:
    _, _, found = compared(tmp_path, TEXT.replace("Goods\t800\t947", "Goods\t800\t946"))
    assert codes(found) == []


def test_of_figures_in_no_statement_the_one_with_a_wrong_change_is_reported(tmp_path: Path) -> None:
    _, _, found = compared(tmp_path, TEXT.replace("Online\t700\t820", "Online\t700\t920"))
    line = line_of(TEXT, "Online")
    assert places(found) == [("S681", line), ("S683", line)]
    (item,) = (item for item in found if item.code == "S681")
    assert (
        "brief.services@half is printed as 1,399, but its contributors give 920 + 579 = 1,499" in item.message
    )
    assert "820 would make the column add up" in item.hint


def test_a_sum_within_rounding_is_a_warning(tmp_path: Path) -> None:
    _, _, found = compared(tmp_path, TEXT.replace("Visits\t500\t579", "Visits\t500\t580"))
    assert places(found) == [("S682", line_of(TEXT, "Visits")), ("S688", line_of(TEXT, "Visits"))]


def test_counts_add_up_exactly(tmp_path: Path) -> None:
    _, _, found = compared(tmp_path, TEXT.replace("Old\t800\t900\t100", "Old\t800\t901\t101"))
    assert places(found) == [("S681", line_of(TEXT, "All\t"))]


def test_a_lost_row_is_reported_once_and_its_neighbours_stay_tied(tmp_path: Path) -> None:
    _, entries, found = compared(tmp_path, TEXT.replace("Goods\t800\t947\t18.3\n", ""))
    assert [item.code for item in found if item.code != "S633"] == ["S686"]
    assert '"Goods"' in next(item.message for item in found if item.code == "S686")
    assert "brief.costs@half" in {fact for entry in entries for fact in entry.facts}


def test_a_table_that_is_not_found_loses_no_figure_of_its_own(tmp_path: Path) -> None:
    # The stage that locates the tables says that it is not there (T301).
    stated = '[[summary.stated]]\nreason = "of unrounded amounts"\n"brief.visits.growth@half" = "15.7"\n'
    _, _, found = compared(tmp_path, TEXT.replace("In brief", "In short"), stated)
    assert codes(found) == []
    assert [item for item in found if "brief" in item.message] == []


def test_rows_without_captions_must_be_as_many(tmp_path: Path) -> None:
    _, entries, found = compared(tmp_path, TEXT.replace("\t150\t210\n\t1H11", "\t1H11"))
    assert "S623" in codes(found)
    lost = [entry for entry in entries if entry.status == "reported"]
    assert [entry.origin.text for entry in lost] == ["2,000", "2,346"]


def test_a_decision_settles_a_figure_of_a_highlight_table(tmp_path: Path) -> None:
    text = TEXT.replace("Services\t1,200\t1,399", "Services\t1,200\t1,939")
    key = "brief.services@half"
    summary, _, found = compared(tmp_path, text, decision(key, "1,939", "1,399"))
    assert codes(found) == ["S640", "S680"]
    cell = next(cell for cell in summary.highlights if cell.key == key)
    assert cell.tie_out.decision is not None
    _, _, found = compared(tmp_path, TEXT, decision(key, "1,939", "1,399"))
    assert codes(found) == ["S641", "S680"]


def test_growth_of_no_statement_is_noted_as_stated_and_held_to_it(tmp_path: Path) -> None:
    stated = '[[summary.stated]]\nreason = "of unrounded amounts"\n"brief.visits.growth@half" = "15.7"\n'
    text = TEXT.replace("579\t15.8", "579\t15.7")
    _, _, found = compared(tmp_path, text, stated)
    assert places(found) == []
    assert any(item.code == "S633" and item.message.startswith("brief.visits.growth") for item in found)
    _, _, found = compared(tmp_path, TEXT.replace("579\t15.8", "579\t15.9"), stated)
    assert [code for code, _ in places(found)] == ["S635"]
    _, _, found = compared(tmp_path, text.replace("579\t15.7", "579\t25.7"), stated.replace("15.7", "25.7"))
    assert [code for code, _ in places(found)] == ["S683"]
    _, _, found = compared(tmp_path, text, stated.replace("visits", "goods"))
    assert "S606" in codes(found)  # what the facts give is not stated


def test_a_concept_that_is_not_reported_is_reported_at_its_row(tmp_path: Path) -> None:
    _, _, found = compared(tmp_path, facts=report(Services=("1399400000", "1200400000")))
    missing = [item for item in found if item.code == "S610"]
    assert {
        item.at.line - line_of(FILING + HIGHLIGHT, 'key = "revenues", l') for item in missing if item.at
    } == {4, 5}


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ('parts = ["online", "visits"]', 'parts = ["online", "mail"]', "S687", 'key = "services"'),
        ('{ key = "visits"', '{ key = "online"', "S603", 'label = "Online"'),
        ('name = "contracts"', 'name = "brief"', "S603", 'name = "brief"'),
        ('name = "contracts"', 'name = "results"', "F122", 'name = "results"'),
        ('["prior-half", "half", "change"]', '["half", "change"]', "F122", 'columns = ["half", "change"]'),
        ('reason = "operating data"\n', "", "F122", "[[summary.highlight]]"),
        ('copies = ["prior-half", ', 'copies = ["quarter", ', "F122", "copies"),
        ('{ key = "goods"', '{ key = "the.goods"', "F122", "the.goods"),
        ("scale = 0", "scale = 99", "F122", "scale = 99"),
        ('{ key = "goods",', '{ key = "goods", labels = "x",', "F123", "labels"),
    ],
)
def test_a_defect_of_an_entry_is_a_finding_at_its_place(old: str, new: str, code: str, words: str) -> None:
    text = (FILING + HIGHLIGHT).replace(old, new, 1)
    assert text != FILING + HIGHLIGHT
    spec, found = parse(text)
    assert spec is None
    assert code in [item.code for item in found]
    at = next(item.at for item in found if item.code == code)
    assert at is not None
    assert words in text.splitlines()[at.line - 1]


def test_a_column_that_names_no_period(tmp_path: Path) -> None:
    more = HIGHLIGHT.replace('"prior-half", "half", "change"', '"before", "half", "change"')
    _, _, found = tied(tmp_path, TEXT, FILING + more, FACTS)
    assert "S605" in codes(found)
