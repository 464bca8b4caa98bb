"""The Dimensions 1.0 conformance suite: the concepts and dimensions of facts, as the suite expects them.

Whether facts may have these dimensions is a matter of their taxonomy, which an audit of sums does
not validate; what is not told is listed by its reason, and a wrong list fails.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from linetag import audit
from linetag.model import Fact
from support.shared import CORPUS, needs
from support.suites import Variation, unpacked, variations

SUITE = "xdt-conf-2025-09-09.zip"
ALL = variations(SUITE, "xdt.xml")
REPORTS = [one for one in ALL if one.kind == "instance"]
# What an error of the suite amounts to here; of the others nothing is said.
TOLD = {"xbrldie:RepeatedDimensionInInstanceError": ["X902"]}
NOT_TOLD = {
    "xbrldie:PrimaryItemDimensionallyInvalidError": "hypercubes are not followed",
    "xbrldie:DefaultValueUsedInInstanceError": "the default of a dimension is not looked up",
    "xbrldie:TypedMemberNotTypedDimensionError": "dimensions are not looked up",
    "xbrldie:ExplicitMemberNotExplicitDimensionError": "dimensions are not looked up",
    "xbrldie:ExplicitMemberUndefinedQNameError": "members are not looked up",
    "xbrldie:IllegalTypedDimensionContentError": "contexts are not validated against schemas",
}
UNUSED = "204 V-07"  # the context that repeats a dimension has no facts
# The schema of these is not in the suite.
WITHOUT_SCHEMA = ("207 V-02", "207 V-03", "207 V-04")
# All that is said of sums and of Calculations 1.1, beside what concerns dimensions.
OTHER = {"C405", "C408", "C409", "X977", "X978"}

pytestmark = needs(CORPUS)


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(SUITE, tmp_path_factory.mktemp("suite"))


def test_the_whole_suite_is_looked_at() -> None:
    assert len(REPORTS) == 243
    assert {one.expected for one in REPORTS} == {"valid", *TOLD, *NOT_TOLD}
    # errors in taxonomies: dimensions are read in contexts only
    others = {one.expected.partition(":")[0] for one in ALL if one.kind != "instance"}
    assert others == {"valid", "xbrldte", "sche"}


@pytest.mark.slow
@pytest.mark.parametrize("case", REPORTS, ids=[case.name for case in REPORTS])
def test_facts_have_the_dimensions_that_the_suite_expects(suite: Path, case: Variation) -> None:
    (report,) = audit.read(suite / case.file)
    assert report.instance is not None
    facts = report.instance.facts()
    codes = [item.code for item in audit.check(report).findings if item.code not in OTHER]
    if case.name in WITHOUT_SCHEMA:
        assert codes == ["X764"]
    else:
        assert codes == (TOLD.get(case.expected, []) if case.name != UNUSED else [])
    if case.expected == "valid" and case.output:
        assert Counter(map(dimensions, facts)) == expected(suite / case.output)


def dimensions(fact: Fact) -> tuple[str, ...]:
    axes = [axis for axis, _ in (*fact.aspects.members, *fact.aspects.typed)]
    return fact.concept.local, *sorted(axis.local for axis in axes)


def expected(output: Path) -> Counter[tuple[str, ...]]:
    """The facts of a list, each with the dimensions that are not left to their defaults."""
    return Counter(
        (
            local(item),
            *sorted(
                local(member) for member in item.iter("member") if member.findtext("bDefaulted") == "false"
            ),
        )
        for item in etree.parse(output).iter("item")
    )


def local(node: etree._Element) -> str:
    name = node.findtext("qnElement") or node.findtext("qnDimension") or ""
    return name.strip().rpartition(":")[2]
