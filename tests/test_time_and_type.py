"""What the words of a release say of time, and what a figure is: held against the filing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linetag import data, run
from linetag.findings import Finding

RELEASE, SETTINGS, MAPPING = "release.txt", "filing.toml", "mapping.csv"


def altered(folder: Path, file: str, old: str, new: str) -> tuple[tuple[Finding, ...], int]:
    """The findings that are no notes after one change of the sample, and the line of the change."""
    copy = folder / "filing"
    shutil.copytree(data.sample(), copy)
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    found = run.build(copy).findings
    line = text[: text.index(old)].count("\n") + 1
    return tuple(item for item in found if item.severity != "note"), line


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (RELEASE, "er 30, 2012\t\n\tThousands", "er 30, 2015\t\n\tThousands", "T312"),
        (RELEASE, "\tThousands of JPY\tThousands of U.S.", "\tMillions of JPY\tThousands of U.S.", "T311"),
        (RELEASE, "\tSix Months Ended September 30, 2011", "\tNine Months Ended September 30, 2011", "T317"),
        (RELEASE, "(For The Six Months Ended", "(For The Three Months Ended", "T317"),
        (RELEASE, "(April 1, 2012 to September 30, 2012)", "(April 1, 2011 to September 30, 2012)", "T315"),
        (RELEASE, "(April 1, 2012 through March 31, 2013)", "(April 1, 2013 through March 31, 2014)", "T318"),
        (
            RELEASE,
            "for the Six Months Ended September 30, 2012 (April",
            "for the Six Months Ended September 30, 2011 (April",
            "T319",
        ),
        (RELEASE, "Inventories\t752,075\t20,414\t1,590,661", "Inventories\t752,075\t20,414", "T316"),
        (
            RELEASE,
            "GOODWILL\t5,788,333",
            "GOODWILL\t5,788,333\t76,604\t5,968,960\nGOODWILL\t5,788,333",
            "T326",
        ),
        (RELEASE, "JPY 107,919 thousand", "JPY 107,919 million", "T341"),
        (RELEASE, "JPY 107,919 thousand", "USD 107,919 thousand", "T341"),
        (RELEASE, "105,762 thousand at March 31, 2012", "105,762 thousand at March 31, 2011", "T325"),
        (SETTINGS, '"dei:AmendmentFlag" = "false"', '"dei:AmendmentFlag" = "nein"', "T364"),
        (
            SETTINGS,
            '"dei:DocumentPeriodEndDate" = "2012-09-30"',
            '"dei:DocumentPeriodEndDate" = "2011-09-30"',
            "T364",
        ),
        (RELEASE, "Payment of dividend: December 6, 2012", "Payment of dividend: December 7, 2012", "S637"),
    ],
)
def test_it_is_told_where_it_stands(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    findings, line = altered(tmp_path, file, old, new)
    places = [(item.at.path, item.at.line) for item in findings if item.code == code and item.at]
    repeated = code == "T326"  # the repetition is the row below
    assert (file, line + repeated) in places, [(item.code, item.at, item.message) for item in findings]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("filing-date = 2012-11-08", "filing-date = 2012-11-09", "cover.filing-date"),
        ("standards-changed = true", "standards-changed = false", "notes.standards-changed"),
        ("forecast-changed = false", "forecast-changed = true", "notes.forecast-changed"),
    ],
)
def test_a_statement_is_held_against_the_line_it_rests_on(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    findings, _ = altered(tmp_path, SETTINGS, old, new)
    (found,) = [item for item in findings if item.code == "S638"]
    assert found.message.startswith(f"{key} in filing.toml contradicts the words")
    assert found.at is not None
    settings = (tmp_path / "filing" / SETTINGS).read_text("utf-8").splitlines()
    assert settings[found.at.line - 1].startswith(f'"{key}" = ')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("gaap:InterestPaid", "gaap:EarningsPerShareBasic"),
        ("gaap:InventoryNet", "gaap:CommonStockSharesIssued"),
    ],
)
def test_an_amount_in_thousands_is_no_count_of_shares(tmp_path: Path, old: str, new: str) -> None:
    findings, line = altered(tmp_path, MAPPING, old, new)
    misfits = [item for item in findings if item.code == "T341"]
    assert misfits
    assert all((MAPPING, line) in [(o.path, o.line) for o in item.related] for item in misfits)


def test_a_lost_file_hides_nothing_behind_what_follows_from_it(tmp_path: Path) -> None:
    shutil.copytree(data.sample(), tmp_path / "filing")
    (tmp_path / "filing" / MAPPING).unlink()
    outcome = run.build(tmp_path / "filing")
    assert outcome.built is None
    assert [item.code for item in outcome.findings] == ["F101"]
