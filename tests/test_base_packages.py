"""The base taxonomy as a setting: packages of FASB by their names alone, and packages that lack something."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from linetag import data, run
from linetag.extension.bases import load_bases
from linetag.extension.labels import _sign_words_swapped
from linetag.filing.base_taxonomies import BaseChoice, bases
from linetag.filing.records import Base
from linetag.filing.standard_names import family_of
from linetag.model import Fact, Origin
from linetag.reference.arelle import second_opinion
from linetag.report import folder as output
from linetag.report.result import Result
from support.shared import CORPUS, needs
from support.small_folder import SETTINGS, built, changed, codes, proposed

GAAP, DEI = CORPUS / "taxonomy/us-gaap-2011.zip", CORPUS / "taxonomy/us-gaap-2009.zip"
AT = Origin("filing.toml", 8, 1)
PACKAGES = '\n[taxonomy]\ngaap = "us-gaap-2011.zip"\ndei = "us-gaap-2009.zip"\n'


def with_packages(filing: Path) -> Path:
    for package in (GAAP, DEI):
        shutil.copy(package, filing / package.name)
    return filing


def filed(result: Result) -> dict[str, tuple[object, int | None]]:
    """The facts of the statements by id, with value and decimals."""
    assert result.built is not None
    found: list[Fact] = [fact for fact in result.built.report.facts if not fact.id.startswith("DEI_")]
    return {fact.id: (fact.value, fact.decimals) for fact in found}


def opinion(result: Result, folder: Path) -> list[str]:
    assert result.built is not None
    target, problems = output.write_folder(folder / "output", "filing", result.built.files)
    assert problems == ()
    instance = next(
        path for path in (target / "xbrl").iterdir() if path.suffix == ".xml" and "_" not in path.name
    )
    packages = [*(target / "packages").glob("us-gaap-*.zip")] or [GAAP, DEI]
    return [remark.code for remark in second_opinion(instance, packages, "round-to-nearest")]


@pytest.mark.slow
@needs(GAAP, DEI)
def test_two_lines_switch_a_filing_to_the_packages_of_fasb(tmp_path: Path) -> None:
    filing = proposed(tmp_path)
    embedded = built(filing)
    assert opinion(embedded, tmp_path / "embedded") == []
    (with_packages(filing) / "filing.toml").write_text(SETTINGS + PACKAGES, "utf-8")
    result = built(filing)
    assert codes(result) == ["F153"]
    assert filed(result) == filed(embedded)
    assert result.built is not None
    assert {base.namespace for base in result.built.filing.bases} == {
        "http://fasb.org/us-gaap/2011-01-31",
        "http://xbrl.us/dei/2009-01-31",
    }
    assert result.built.ties == (8, 8)
    assert opinion(result, tmp_path / "fasb") == []


@pytest.mark.slow
@needs(GAAP, DEI)
def test_two_lines_switch_the_sample(tmp_path: Path) -> None:
    folder = tmp_path / "iij"
    shutil.copytree(data.sample(), folder)
    text = (folder / "filing.toml").read_text("utf-8")
    text = re.sub(r"\n\[\[taxonomy\]\].*?(?=\[periods\])", PACKAGES, text, flags=re.DOTALL)
    (with_packages(folder) / "filing.toml").write_text(text, "utf-8")
    result = run.build(folder)
    assert codes(result) == []
    assert filed(result) == filed(run.build(data.sample()))
    assert result.built is not None
    assert result.built.ties == (313, 313)
    (heading,) = (item for item in result.findings if item.code == "F172")
    assert heading.message.startswith("dei:DocumentAndEntityInformationAbstract is not in the base taxonomy")
    assert opinion(result, tmp_path) == []


@needs(GAAP, DEI)
def test_labels_that_the_schema_does_not_link_are_written(tmp_path: Path) -> None:
    filing = with_packages(proposed(tmp_path))
    (filing / "filing.toml").write_text(SETTINGS + PACKAGES, "utf-8")
    result = built(filing)
    assert result.built is not None
    assert [name for name in result.built.files if "lab" in name] == ["xbrl/hgi-20120930_lab.xml"]
    labels = re.findall(
        r'role/label"[^>]*>([^<]*)<', result.built.files["xbrl/hgi-20120930_lab.xml"].decode()
    )
    assert "Inventories" in labels  # the caption: the package of 2011 has no labels
    assert len(labels) == len(set(labels))
    assert "Basic" in labels
    assert "Basic (Weighted Average Number Of Shares Outstanding Basic)" in labels


def test_a_package_that_is_not_there(tmp_path: Path) -> None:
    filing = proposed(tmp_path)
    (filing / "filing.toml").write_text(SETTINGS + PACKAGES.replace("dei", "# dei"), "utf-8")
    result = built(filing)
    (item,) = (item for item in result.findings if item.code == "F171")
    assert item.at is not None
    assert (item.at.path, item.at.line) == ("filing.toml", 8)
    assert item.message == "the package us-gaap-2011.zip is not in the filing folder"
    assert result.built is None


def test_a_package_that_is_none(tmp_path: Path) -> None:
    filing = proposed(tmp_path)
    (filing / "us-gaap-2011.zip").write_bytes(b"PK no zip")
    (filing / "filing.toml").write_text(SETTINGS + PACKAGES.replace("dei", "# dei"), "utf-8")
    result = built(filing)
    assert result.built is None
    assert [item.code for item in result.findings if item.code.startswith("X75")] == ["X752"]


def test_english_alone_leaves_no_trace_of_japanese(tmp_path: Path) -> None:
    filing = proposed(tmp_path)
    changed(filing, "Goodwill", ok="yes")
    result = built(filing)
    assert result.built is not None
    assert not [name for name in result.built.files if "ja" in name]
    written = b"".join(content for name, content in result.built.files.items() if name.startswith("xbrl/"))
    assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", written.decode())


def test_the_words_of_a_sign_are_swapped() -> None:
    assert _sign_words_swapped("Increase (decrease) in inventories") == "Decrease (increase) in inventories"
    assert _sign_words_swapped("Inventories") == "Inventories"


# --- families and prefixes, entry points, other years ------------------------------------------------


def with_taxonomy(folder: Path, settings: str) -> Path:
    """A copy of the sample with these settings in place of its `[[taxonomy]]`."""
    shutil.copytree(data.sample(), folder)
    path = folder / "filing.toml"
    text = re.sub(
        r"\n\[\[taxonomy\]\].*?(?=\[periods\])", lambda _: settings, path.read_text("utf-8"), flags=re.DOTALL
    )
    path.write_text(text, "utf-8")
    return folder


def test_ties_and_items_find_their_concepts_under_another_prefix(tmp_path: Path) -> None:
    folder = tmp_path / "iij"
    shutil.copytree(data.sample(), folder)
    for name in ("filing.toml", "mapping.csv", "rollup.csv"):
        text = (folder / name).read_text("utf-8")
        text = re.sub(r"\bgaap:", "us-gaap:", text).replace('prefix = "gaap"', 'prefix = "us-gaap"')
        (folder / name).write_text(text, "utf-8")
    result = run.build(folder)
    assert codes(result) == []
    assert result.built is not None
    assert result.built.ties == (313, 313)
    assert filed(result) == filed(run.build(data.sample()))


def test_a_concept_of_the_family_is_meant_by_the_usual_prefixes(tmp_path: Path) -> None:
    filing = proposed(tmp_path)
    lines = (filing / "lines.csv").read_text("utf-8-sig").replace("gaap:", "us-gaap:")
    before = filed(built(filing))
    (filing / "lines.csv").write_text(lines, "utf-8")
    assert filed(built(filing)) == before


ENTRY_POINTS = """
[[taxonomy]]
prefix = "gaap"
package = "us-gaap-2011.zip"
namespace = "http://fasb.org/us-gaap/2011-01-31"
schema = "http://xbrl.fasb.org/us-gaap/2011/entire/us-gaap-entryPoint-std-2011-01-31.xsd"

[[taxonomy]]
prefix = "dei"
package = "us-gaap-2009.zip"
namespace = "http://xbrl.us/dei/2009-01-31"
schema = "http://taxonomies.xbrl.us/us-gaap/2009/non-gaap/dei-ent-std-2009-01-31.xsd"

"""


@pytest.mark.slow
@needs(GAAP, DEI)
def test_the_schema_of_an_entry_point_leads_to_that_of_the_concepts(tmp_path: Path) -> None:
    result = run.build(with_packages(with_taxonomy(tmp_path / "iij", ENTRY_POINTS)))
    assert codes(result) == []
    assert result.built is not None
    assert [base.schema.rpartition("/")[2] for base in result.built.filing.bases] == [
        "us-gaap-2011-01-31.xsd",
        "dei-2009-01-31.xsd",
    ]
    assert opinion(result, tmp_path) == []


@needs(GAAP, DEI)
def test_dei_is_taken_from_the_package_of_us_gaap(tmp_path: Path) -> None:
    filing = with_packages(proposed(tmp_path))
    (filing / "filing.toml").write_text(SETTINGS + '\n[taxonomy]\ngaap = "us-gaap-2009.zip"\n', "utf-8")
    loaded, findings = load_bases((Base("gaap", "us-gaap-2009.zip", "", "", AT),), filing)
    assert [(base.prefix, base.namespace) for base in loaded.named] == [
        ("gaap", "http://xbrl.us/us-gaap/2009-01-31"),
        ("dei", "http://xbrl.us/dei/2009-01-31"),
    ]
    assert [item for item in findings if item.severity != "note"] == []


# --- one wrong setting, one finding -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "code", "line"),
    [
        ("gaap = 2011", "F122", 8),
        ('gaap = ""', "F122", 8),
        ('gap = "us-gaap-2011.zip"', "F123", 8),
        ('edition = "2013"', "F122", 8),
        ("edition = 2012-01-31", "F122", 8),
        ('gaap = "../us-gaap-2011.zip"', "F171", 8),
        ('gaap = "a.zip"\nus-gaap = "b.zip"', "F122", 9),
        ('edition = "2012-01-31"\ngaap = "a.zip"', "F122", 8),
    ],
)
def test_a_wrong_setting_of_the_base_is_one_finding(
    tmp_path: Path, settings: str, code: str, line: int
) -> None:
    filing = proposed(tmp_path)
    usual = set(codes(built(filing)))
    (filing / "filing.toml").write_text(f"{SETTINGS}\n[taxonomy]\n{settings}\n", "utf-8")
    found = [item for item in built(filing).findings if item.severity != "note" and item.code not in usual]
    named = [item for item in found if item.code != "F171"] or found
    assert [(item.code, item.at.path, item.at.line) for item in named if item.at] == [
        (code, "filing.toml", line)
    ]


def test_a_package_for_dei_alone_leaves_the_embedded_us_gaap() -> None:
    choice = BaseChoice((Base("dei", "dei.zip", "", "", AT),), "", AT)
    assert [(base.prefix, base.package) for base in bases(choice, None)] == [
        ("gaap", "us-gaap-style"),
        ("dei", "dei.zip"),
    ]


@pytest.mark.parametrize(
    ("namespace", "family"),
    [
        ("http://fasb.org/us-gaap/2011-01-31", "us-gaap"),
        ("http://xbrl.us/us-gaap/2009-01-31", "us-gaap"),
        ("http://fasb.org/us-gaap/2025", "us-gaap"),
        ("http://linetag.example/us-gaap-style/2012-01-31", "us-gaap"),
        ("http://xbrl.sec.gov/dei/2025", "dei"),
        ("http://fasb.org/srt/2025", "srt"),
        ("http://fasb.org/us-types/2025", ""),
        ("http://www.iij.ad.jp/20120930", ""),
    ],
)
def test_the_family_of_a_namespace(namespace: str, family: str) -> None:
    assert family_of(namespace) == family


def test_labels_of_other_languages_are_not_written(tmp_path: Path) -> None:
    folder = tmp_path / "iij"
    shutil.copytree(data.sample(), folder)
    text = (folder / "filing.toml").read_text("utf-8")
    (folder / "filing.toml").write_text(
        text.replace('languages = ["en", "ja"]', 'languages = ["en"]'), "utf-8"
    )
    result = run.build(folder)
    assert codes(result) == []
    assert result.built is not None
    written = b"".join(content for name, content in result.built.files.items() if name.startswith("xbrl/"))
    assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", written.decode())
