"""Findings: equal ones are merged, causes come first, and no text is longer than a person reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from linetag import data, run
from linetag.findings import finding, ordered
from linetag.model import Origin
from support.iij import altered


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


@pytest.mark.parametrize("digits", [28, 40, 70])
def test_a_figure_longer_than_the_usual_precision_is_reported_exactly(tmp_path: Path, digits: int) -> None:
    figure = "9" + ",999" * ((digits - 1) // 3)
    outcome = altered(tmp_path, "release.txt", "Inventories\t752,075", f"Inventories\t{figure}")
    (found,) = [f for f in outcome.findings if f.code == "C402"]
    rest = 13_536_824 + 15_722_135 + 1_848_344 + 939_370 + 891_560
    computed = int(figure.replace(",", "")) + rest
    assert f" + {figure} + " in found.message
    assert f" = {computed:,} (difference {33_690_308 - computed:,}; rounding" in found.message


def test_a_decision_about_an_amount_of_two_dates_is_reported_once() -> None:
    outcome = run.build(data.sample())
    places = [(f.at.line, f.at.column) for f in outcome.findings if f.code == "T351" and f.at]
    assert len(places) == len(set(places)) == 2


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
