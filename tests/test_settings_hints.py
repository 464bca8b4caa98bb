"""Slips of the settings, not of the release: told once, first, and with the line to correct."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from linetag import data, run
from linetag.report.result import Result
from support.iij import altered

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.findings import Finding


def errors(outcome: Result, code: str) -> list[Finding]:
    return [item for item in outcome.findings if item.severity == "error" and item.code == code]


def test_a_misspelt_part_of_a_roll_up_is_told_before_the_sums_that_lack_it(tmp_path: Path) -> None:
    found = altered(
        tmp_path, "rollup.csv", "gaap:Assets,gaap:Goodwill,", "gaap:Assets,gaap:Godwill,"
    ).findings
    first, *sums = [item for item in found if item.severity == "error"]
    assert (first.code, first.hint) == ("T362", "Did you mean gaap:Goodwill?")
    assert (first.at and first.at[:3]) == ("rollup.csv", 12, 1)
    assert [item.code for item in sums] == ["C402"]


def test_a_heading_has_no_value_to_add(tmp_path: Path) -> None:
    old, new = "gaap:Assets,gaap:Goodwill,", "gaap:Assets,gaap:AssetsAbstract,"
    (hint,) = [f.hint for f in altered(tmp_path, "rollup.csv", old, new).findings if f.code == "T362"]
    assert hint == "It is a heading: name a concept that has values."


def test_a_line_that_a_roll_up_forgot_is_named_where_its_sum_fails(tmp_path: Path) -> None:
    found = altered(tmp_path, "rollup.csv", "BS,gaap:Assets,gaap:Goodwill,1,5\n", "").findings
    (told,) = [item for item in found if item.code == "C402"]
    assert told.hint == (
        '"Goodwill" (line 150) is exactly the difference of 5,788,333, and the sum does not add it.'
        " The sum fails in the same way for:"
        " 2012-09-30, thousand JPY (5,968,960); 2012-09-30, thousand USD (76,604)."
    )
    assert [(at.line, at.column) for at in (told.at, *told.related[:3]) if at] == [
        (157, 7),
        (150, 10),
        (157, 26),
        (157, 18),
    ]


def test_a_line_that_is_not_mapped_is_told_once_by_the_sums_that_lack_it(tmp_path: Path) -> None:
    found = altered(tmp_path, "mapping.csv", "bs,ASSETS,GOODWILL,,BS,gaap:Goodwill,1,,\n", "").findings
    unmapped, told = [item for item in found if item.severity == "error"]
    assert (unmapped.code, told.code) == ("T320", "C402")
    assert told.hint == (
        '"Goodwill", which is a contributor as well, has no figure here; 5,788,333 would put it right.'
        " The sum fails in the same way for:"
        " 2012-09-30, thousand JPY (5,968,960); 2012-09-30, thousand USD (76,604)."
    )


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
    assert "(difference 107,919; " in found.message
    assert found.hint.endswith(
        "(line 141) is exactly the difference of 107,919, and the sum does not add it."
    )


def test_a_sign_of_the_mapping_that_is_wrong_is_told_once_and_not_as_misprints(tmp_path: Path) -> None:
    old = "gaap:PaymentsToAcquirePropertyPlantAndEquipment,-1,"
    found = altered(tmp_path, "mapping.csv", old, old.replace("-1", "1")).findings
    (cause,) = [item for item in found if item.code[0] in "CK" and item.severity != "note"]
    assert cause.code == "C402"
    assert cause.hint.startswith(
        '"Purchase of property, plant and equipment" (line 297): the sums hold if all its figures'
        " have the opposite sign; unless they are misprinted, correct its sign (mapping.csv, line 153)"
        " or its weight (rollup.csv, line 101)."
        " The same line also explains: "
    )
    places = {(at.line, at.column) for at in (cause.at, *cause.related) if at}
    assert {(297, 36), (297, 48), (297, 57), (537, 36), (537, 48), (537, 57)} <= places


def test_a_weight_that_is_wrong_is_told_once(tmp_path: Path) -> None:
    old = "gaap:NetCashProvidedByUsedInOperatingActivities,gaap:IncreaseDecreaseInAccountsReceivable,-1,"
    found = altered(tmp_path, "rollup.csv", old, old.replace("-1", "1")).findings
    (cause,) = [item for item in found if item.severity == "error"]
    assert cause.code == "C402"
    assert cause.hint.startswith(
        '"Increase (decrease) in accounts receivable" (line 288): the sums hold with the opposite weight;'
        " correct its weight (rollup.csv, line 94). The same line also explains: "
    )


def test_two_line_items_of_one_concept_may_be_a_slip_of_the_mapping(tmp_path: Path) -> None:
    found = altered(
        tmp_path, "mapping.csv", "BS,gaap:Goodwill,", "BS,gaap:DepositsAssetsNoncurrent,"
    ).findings
    hints = {item.hint for item in found if item.code == "T350"}
    assert len(hints) == 1
    assert min(hints).startswith("Lines 17 and 19 of mapping.csv give both line items the same concept")


def test_a_sum_of_one_part_is_that_part(tmp_path: Path) -> None:
    row = "BS,gaap:Assets,gaap:Goodwill,1,5\n"
    found = altered(tmp_path, "rollup.csv", row, f"{row}BS,gaap:Goodwill,gaap:InventoryNet,1,1\n").findings
    messages = [item.message for item in found if item.code == "C402"]
    assert messages[0].startswith(
        "Goodwill (2012-03-31, thousand JPY) is 5,788,333, but its only contributor gives 752,075 ("
    )


def test_a_line_under_the_wrong_total_is_told_once_for_it_and_by_name_for_the_right_one(
    tmp_path: Path,
) -> None:
    old = "BS,gaap:Assets,gaap:Goodwill,"
    outcome = altered(tmp_path, "rollup.csv", old, "BS,gaap:AssetsCurrent,gaap:Goodwill,")
    wrong, *right = errors(outcome, "C402")
    assert wrong.message.startswith("Current assets (2012-03-31, thousand JPY)")
    assert wrong.hint == (
        '"Goodwill" (line 150): the sums hold without it; correct its parent (rollup.csv, line 12).'
        " The same line also explains: sum of Current assets (2012-09-30)."
    )
    assert [item.hint.partition(" is exactly")[0] for item in right] == ['"Goodwill" (line 150)']


def test_the_scale_of_a_table_makes_the_same_digits_differ(tmp_path: Path) -> None:
    found = errors(altered(tmp_path, "filing.toml", "scale = 3", "scale = 6"), "T350")
    hint = "Both print the same. Correct the `scale` of one of the two tables in filing.toml"
    rows = f"{hint}, or a sign in mapping.csv, lines 4 and"
    assert {item.hint for item in found} == {f"{rows} 179.", f"{rows} 180."}


def test_a_label_in_another_section_is_told_with_that_section(tmp_path: Path) -> None:
    outcome = altered(tmp_path, "mapping.csv", "bs,ASSETS,GOODWILL", "bs,ASSETS > CURRENT ASSETS:,GOODWILL")
    (unmatched,) = errors(outcome, "T322")
    assert unmatched.hint == 'The release has it under "ASSETS" (line 150). Correct the section.'
    (unmapped,) = errors(outcome, "T320")
    assert unmapped.hint.startswith(
        "If line 17 of mapping.csv means this line item, correct its section. Otherwise add to"
    )


def test_a_sum_of_one_negative_part_is_that_part(tmp_path: Path) -> None:
    outcome = altered(tmp_path, "mapping.csv", ",IS,gaap:Revenues,", ",IS,gaap:Assets,")
    (told,) = errors(outcome, "C402")
    assert (
        "is 1,533,637, but its only reported contributor gives -22,311,094 (difference 23,844,731; "
        in told.message
    )


def test_a_rate_of_another_period_is_told_once_and_with_the_one_that_fits(tmp_path: Path) -> None:
    outcome = altered(tmp_path, "filing.toml", 'rate = "77.92"', 'rate = "80.11"')
    (told,) = [item for item in outcome.findings if item.severity == "error"]
    assert told.code == "K506"
    assert (
        told.message == "USD = JPY / 80.11 holds for 28 of 209 figures, but the rate 77.92 fits 209 of them"
    )
    assert told.at is not None
    assert (told.at.path, told.at.line) == ("filing.toml", 39)


def test_a_column_of_figures_that_no_rate_fits_is_told_by_its_figures(tmp_path: Path) -> None:
    outcome = altered(tmp_path, "release.txt", "GOODWILL\t5,788,333\t76,604", "GOODWILL\t5,788,333\t67,604")
    assert {item.code for item in outcome.findings if item.severity == "error"} == {"C402"}
    assert "K504" not in {item.code for item in outcome.findings}


def test_what_is_wrong_with_a_mapping_comes_before_the_sums_and_these_before_the_summary(
    tmp_path: Path,
) -> None:
    outcome = altered(tmp_path, "mapping.csv", ",IS,gaap:Revenues,", ",IS,gaap:Assets,")
    codes = [item.code for item in outcome.findings if item.severity == "error"]
    assert codes == ["T342", "C402", "S610", "S610"]
