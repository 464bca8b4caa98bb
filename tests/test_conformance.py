"""The XBRL 2.1 conformance suite: which sums are inconsistent, as the suite expects it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from linetag import audit

if TYPE_CHECKING:
    from collections.abc import Iterator

SUITE = Path(__file__).parents[2] / "shared/corpus/conformance/xbrl-2.1-conf-2025-07-16.zip"
FOLDER = "XBRL-CONF-2025-07-16/Common/300-instance/"
CASES = {"320-CalculationBinding.xml": 33, "397-Testcase-SummationItem.xml": 31}
SPEC = "http://www.xbrl.org/2003/"

pytestmark = pytest.mark.skipif(not SUITE.exists(), reason="no conformance suite beside the checkout")


def variations(case: str) -> Iterator[tuple[str, str, str]]:
    """(id, instance, expected) of each variation."""
    if not SUITE.exists():
        return
    with zipfile.ZipFile(SUITE) as archive:
        root = etree.fromstring(archive.read(FOLDER + case))
    for node in root.iter("{*}variation"):
        instance = next(n.text or "" for n in node.iter("{*}instance") if n.get("readMeFirst") == "true")
        expected = next(n.get("expected", "") for n in node.iter("{*}result"))
        yield node.get("id", ""), instance, expected


ALL = [(f"{case[:3]} {name}", file, expected) for case in CASES for name, file, expected in variations(case)]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("suite")
    with zipfile.ZipFile(SUITE) as archive:
        for name in archive.namelist():
            if name.startswith(FOLDER):
                archive.extract(name, folder)
    return folder / FOLDER


def test_every_variation_is_run() -> None:
    assert len(ALL) == sum(CASES.values())


@pytest.mark.parametrize(("file", "expected"), [case[1:] for case in ALL], ids=[case[0] for case in ALL])
def test_a_variation_is_judged_as_the_suite_expects(suite: Path, file: str, expected: str) -> None:
    (report,) = audit.read(suite / file)
    assert report.instance is not None
    results = audit.calculate(report, ["1.0"]).results
    inconsistent = [str(result.total) for result in results if result.verdict == "inconsistent"]
    assert bool(inconsistent) == (expected == "invalid"), inconsistent
    findings = {item.code for item in audit.check(report, ["1.0"]).findings}
    assert bool(findings & {"C401", "C402", "C406", "C407"}) or not inconsistent
