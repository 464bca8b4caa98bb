"""Findings as values: worded once, told once, and never longer than a person reads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linetag import data, run
from linetag.findings import finding, ordered
from linetag.model import Origin


def test_the_same_words_at_the_same_place_are_one_finding_about_the_facts_of_both() -> None:
    at, other = Origin("release.txt", 3, 7, "12"), Origin("release.txt", 9, 1, "13")
    found = [
        finding("T330", at, text="12,34", facts=("a",)),
        finding("T330", at, text="12,34", facts=("b",), related=(other,)),
    ]
    (one,) = ordered(found)
    assert (one.facts, one.related) == (("a", "b"), (other,))


def test_errors_come_first_then_places() -> None:
    late, early = Origin("release.txt", 9, 1), Origin("release.txt", 2, 5)
    found = ordered([finding("K510", early, count=1, tagged=2), finding("T330", late, text="x")])
    assert [item.code for item in found] == ["T330", "K510"]


def test_the_release_comes_after_the_settings_and_what_has_no_place_last() -> None:
    release, settings = Origin("a-release.txt", 2, 5), Origin("rollup.csv", 9, 1)
    found = [
        finding("X802", what="the network", concept="a:B"),
        finding("T330", release, text="x"),
        finding("T362", settings, concept="a:B"),
        finding("K510", settings, count=1, tagged=2),
    ]
    assert [item.code for item in ordered(found, "a-release.txt")] == ["T362", "T330", "X802", "K510"]


def test_endless_text_is_clipped_in_a_message() -> None:
    message = finding("T330", text="9" * 10_000).message
    assert len(message) < 500
    assert "(10000 characters)" in message


def altered(folder: Path, file: str, old: str, new: str) -> run.Outcome:
    copy = folder / "filing"
    shutil.copytree(data.sample(), copy)
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    return run.build(copy)


@pytest.mark.parametrize("digits", [28, 40, 70])
def test_a_figure_longer_than_the_usual_precision_is_told_exactly(tmp_path: Path, digits: int) -> None:
    figure = "9" + ",999" * ((digits - 1) // 3)
    outcome = altered(tmp_path, "release.txt", "Inventories\t752,075", f"Inventories\t{figure}")
    (found,) = [f for f in outcome.findings if f.code == "C402"]
    rest = 13_536_824 + 15_722_135 + 1_848_344 + 939_370 + 891_560
    computed = int(figure.replace(",", "")) + rest
    assert f" + {figure} + " in found.message
    assert f" = {computed:,}: {33_690_308 - computed:,} apart" in found.message


def test_a_decision_on_an_amount_of_two_dates_is_told_once() -> None:
    outcome = run.build(data.sample())
    told = [(f.at.line, f.at.column) for f in outcome.findings if f.code == "T351" and f.at]
    assert len(told) == len(set(told)) == 2


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("mapping.csv", "gaap:AssetsAbstract", "gaap:AssetsAbstractX", "T360"),
        ("mapping.csv", "iij:ATMOperationBusinessMember", "iij:ATMMember", "T360"),
        ("filing.toml", "role/SegmentInformation", "role/Segment Information<", "F122"),
        ("filing.toml", 'value = "37740"', 'value = "377\\u000740"', "F122"),
    ],
    ids=["heading", "member", "role", "control character"],
)
def test_what_no_figure_shows_is_checked_too(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    outcome = altered(tmp_path, file, old, new)
    (found, *_) = [item for item in outcome.findings if item.code == code]
    assert found.at is not None
    source = (tmp_path / "filing" / file).read_text("utf-8").splitlines()
    assert new in source[found.at.line - 1]


def test_a_misspelt_part_of_a_roll_up_is_told_before_the_sums_that_lack_it(tmp_path: Path) -> None:
    found = altered(
        tmp_path, "rollup.csv", "gaap:Assets,gaap:Goodwill,", "gaap:Assets,gaap:Godwill,"
    ).findings
    first, *sums = [item for item in found if item.severity == "error"]
    assert (first.code, first.hint) == ("T362", "did you mean gaap:Goodwill?")
    assert (first.at and first.at[:3]) == ("rollup.csv", 12, 1)
    assert [item.code for item in sums] == ["C402"] * 3


def test_a_heading_has_no_value_to_add(tmp_path: Path) -> None:
    old, new = "gaap:Assets,gaap:Goodwill,", "gaap:Assets,gaap:AssetsAbstract,"
    (hint,) = [f.hint for f in altered(tmp_path, "rollup.csv", old, new).findings if f.code == "T362"]
    assert hint == "it is a heading: name a concept that has values"


def test_a_line_that_a_roll_up_forgot_is_named_where_its_sum_fails(tmp_path: Path) -> None:
    found = altered(tmp_path, "rollup.csv", "BS,gaap:Assets,gaap:Goodwill,1,5\n", "").findings
    sums = [item for item in found if item.code == "C402"]
    assert [item.hint for item in sums] == [
        f'"Goodwill" (line 150) is just the difference of {amount}, and the roll-up does not add it.'
        for amount in ("5,788,333", "76,604", "5,968,960")
    ]
    assert [(item.at and item.at.line, item.related[0].line) for item in sums] == [(157, 150)] * 3


def test_a_slip_counts_more_than_a_line_that_happens_to_be_the_difference(tmp_path: Path) -> None:
    # with the other sign of the inventories the sum lacks twice their amount, which the allowance is then
    folder = tmp_path / "changed"
    shutil.copytree(data.sample(), folder)
    text = (folder / "release.txt").read_text("utf-8")
    text = text.replace("accounts of JPY 107,919 thousand", "accounts of JPY 1,504,150 thousand")
    (folder / "release.txt").write_text(
        text.replace("Inventories\t752,075", "Inventories\t(752,075)"), "utf-8"
    )
    (hint,) = [f.hint for f in run.build(folder).findings if f.code == "C402"]
    assert hint.startswith('"Inventories, net" (line 142) is -752,075 and should be 752,075')


def test_a_line_that_is_the_difference_counts_more_than_figures_that_could_be_anything(
    tmp_path: Path,
) -> None:
    outcome = altered(tmp_path, "release.txt", "Inventories\t752,075", "Inventories\t644,156")
    (found,) = [f for f in outcome.findings if f.code == "C402"]
    assert "107,919 apart" in found.message
    assert found.hint.endswith(
        "(line 141) is just the difference of 107,919, and the roll-up does not add it."
    )


def test_a_sign_of_the_mapping_that_is_wrong_is_told_once_and_not_as_misprints(tmp_path: Path) -> None:
    old = "gaap:PaymentsToAcquirePropertyPlantAndEquipment,-1,"
    found = altered(tmp_path, "mapping.csv", old, old.replace("-1", "1")).findings
    (cause,) = [item for item in found if item.code[0] in "CK" and item.severity != "note"]
    assert cause.code == "C402"
    assert cause.hint.startswith(
        '"Purchase of property, plant and equipment" (line 297): the sums hold with the other sign of all'
        " its figures; unless they are misprinted, correct its sign (mapping.csv, line 153) or its weight"
        " (rollup.csv, line 101)."
        " The same line also upsets: "
    )
    places = {(at.line, at.column) for at in (cause.at, *cause.related) if at}
    assert {(297, 36), (297, 48), (297, 57), (537, 36), (537, 48), (537, 57)} <= places


def test_a_weight_that_is_wrong_is_told_once(tmp_path: Path) -> None:
    old = "gaap:NetCashProvidedByUsedInOperatingActivities,gaap:IncreaseDecreaseInAccountsReceivable,-1,"
    found = altered(tmp_path, "rollup.csv", old, old.replace("-1", "1")).findings
    (cause,) = [item for item in found if item.severity == "error"]
    assert cause.code == "C402"
    assert cause.hint.startswith(
        '"Increase (decrease) in accounts receivable" (line 288): the sums hold with the other weight;'
        " correct its weight (rollup.csv, line 94). The same line also upsets: "
    )


def test_two_line_items_of_one_concept_may_be_a_slip_of_the_mapping(tmp_path: Path) -> None:
    found = altered(
        tmp_path, "mapping.csv", "BS,gaap:Goodwill,", "BS,gaap:DepositsAssetsNoncurrent,"
    ).findings
    hints = {item.hint for item in found if item.code == "T350"}
    assert len(hints) == 1
    assert min(hints).startswith("lines 17 and 19 of mapping.csv give both line items the same concept")


def test_a_sum_of_one_part_is_that_part(tmp_path: Path) -> None:
    row = "BS,gaap:Assets,gaap:Goodwill,1,5\n"
    found = altered(tmp_path, "rollup.csv", row, f"{row}BS,gaap:Goodwill,gaap:InventoryNet,1,1\n").findings
    messages = [item.message for item in found if item.code == "C402"]
    assert messages[0].startswith(
        "Goodwill (2012-03-31, thousand JPY) is 5,788,333, but its parts make 752,075: "
    )
