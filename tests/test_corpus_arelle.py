"""Real filings against Arelle: which sums are inconsistent, one by one; and without the base taxonomy."""

from __future__ import annotations

import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from linetag import audit
from linetag.reference.arelle import Calc, inconsistency, second_opinion
from support import plain_reference
from support.shared import CORPUS, needs

if TYPE_CHECKING:
    from linetag.model import Mode
    from linetag.report.result import Result

BASE = CORPUS / "taxonomy/us-gaap-2009.zip"
# Filings that load whole with the base taxonomy, and how many sums fail.
WHOLE = {"pg-10k-2010": 40, "aapl-10k-2010": 9, "nflx-10q-2010q3": 0}
MODES: tuple[Mode, ...] = ("1.0", "1.1")
CALCS: dict[Mode, Calc] = {"1.0": "xbrl21", "1.1": "round-to-nearest", "1.1-truncation": "truncation"}

pytestmark = needs(CORPUS)


def unpacked(name: str, folder: Path) -> Path:
    """The instance of a filing, its files beside it."""
    with zipfile.ZipFile(CORPUS / f"sec/{name}.zip") as archive:
        archive.extractall(folder)
    return next(path for path in folder.rglob("*.xml") if "_" not in path.stem)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("mode", CALCS)
def test_the_inconsistent_sums_are_those_of_arelle(name: str, mode: Mode, tmp_path: Path) -> None:
    instance = unpacked(name, tmp_path)
    (report,) = audit.read(instance)
    results = audit.calculate(report, [mode]).results
    assert report.instance is not None
    ours = {(c.role, str(c.total), c.aspects) for c in results if c.verdict == "inconsistent"}
    said = [inconsistency(remark) for remark in second_opinion(instance, [BASE], CALCS[mode])]
    theirs = {(s.role, s.total, report.instance.aspects(s.context, s.unit)) for s in said if s}
    assert ours == theirs
    assert len(ours) == WHOLE[name]


@pytest.mark.parametrize("name", WHOLE)
def test_the_base_taxonomy_changes_nothing(name: str) -> None:
    filing = CORPUS / f"sec/{name}.zip"
    (without,) = audit.check_path(filing)
    with audit.library([BASE]) as (library, found):
        assert found == ()
        (within,) = audit.check_path(filing, library)
    assert figures(within) == figures(without)
    assert "X761" in {item.code for item in without.findings}
    assert "X761" not in {item.code for item in within.findings}
    rest = [item for item in without.findings if item.code != "X761"]
    assert {(f.code, f.at) for f in rest} <= {(f.code, f.at) for f in within.findings}


def figures(audited: Result) -> list[tuple[object, ...]]:
    return [
        (
            *(c.mode, c.role, c.total, c.aspects, c.verdict, c.reason, c.reported, c.computed, c.slack),
            c.missing,
            tuple((p.concept, p.weight, p.value, p.decimals) for p in c.contributors),
        )
        for c in audited.calculations.results
    ]


BARE = ("aapl-10k-2023", "tsla-10q-2024q2", "msft-10k-2015", "nflx-10k-2023")


@pytest.mark.parametrize("name", [*WHOLE, *BARE])
def test_every_sum_is_judged_as_by_a_plain_reading(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(CORPUS / f"sec/{name}.zip") as archive:
        archive.extractall(tmp_path)
    (linkbase,) = tmp_path.rglob("*_cal.xml")
    instance = next(
        path for path in tmp_path.rglob("*.xml") if path.stem.endswith("_htm") or "_" not in path.stem
    )
    (report,) = audit.read(instance)
    assert report.instance is not None
    root = etree.parse(instance).getroot()
    assert report.instance.count == len(root.xpath("//*[@contextRef]"))
    contexts = {e.get("id"): plain_reference.plain_text(e) for e in root.iter("{*}context")}
    expected = plain_reference.judged(instance, linkbase)
    for mode in MODES:
        ours: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        theirs: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for c in audit.calculate(report, [mode]).results:
            ours[c.role, c.total.local, contexts[c.facts[0].context]][c.verdict] += 1
        for (role, total, context, _), verdict in expected[mode].items():
            theirs[role, total, context][verdict] += 1
        assert ours == theirs


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("sec/pg-10k-2019-inline.zip", [1]),
        ("tdnet/tdnet-47760-20240514.zip", [3, 1]),
        ("tdnet/tdnet-62690-20240514.zip", [5, 1]),
    ],
)
def test_inline_reports_have_as_many_facts_as_their_documents_have_tags(name: str, sizes: list[int]) -> None:
    found = list(audit.read(CORPUS / name))
    assert [len(report.source.documents) for report in found if report.source] == sizes
    with zipfile.ZipFile(CORPUS / name) as archive:
        for report in found:
            assert report.source is not None
            assert report.instance is not None
            tagged = sum(
                len(etree.fromstring(archive.read(address.lstrip("/"))).xpath("//*[@contextRef]"))
                for address in report.source.documents
            )
            assert report.instance.count == tagged
            assert report.instance.findings() == ()
            texts = [f for f in report.instance.facts() if f.aspects.unit and isinstance(f.value, str)]
            assert texts == []
