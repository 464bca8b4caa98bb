"""The Inline XBRL 1.0 conformance suite: every input is read as the reports of the expected output.

Out of scope is what says nothing of a fact: attributes of ix:references, footnotes, and the markup of
escaped texts, whose text alone is taken.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from lxml import etree

from linetag.model import Fact
from linetag.xbrl.read.inline import read_inline
from linetag.xbrl.read.instance import read_instance
from support.shared import CORPUS, needs

SUITE = CORPUS / "conformance/inline-1.0-conf-2010-04-20.zip"
# What is found in inputs that are to be refused; nothing where that is out of scope.
REFUSED = {
    "FAIL-multi-input-duplicate-context-ids": ["X904"],
    "FAIL-multi-input-duplicate-unit-ids": ["X905"],
    "FAIL-ix-references-09": ["X906"],
    "FAIL-element-ix-footnote-04": [],
    "FAIL-element-ix-nonNumeric-escape-01": [],
    "FAIL-ix-references-03": [],
    "FAIL-ix-references-08": [],
}

pytestmark = needs(SUITE)


def cases() -> dict[str, bytes]:
    if not SUITE.exists():
        return {}
    with zipfile.ZipFile(SUITE) as archive:
        names = [name for name in archive.namelist() if name.endswith(".example")]
        return {name.rpartition("/")[2].removesuffix(".example"): archive.read(name) for name in names}


CASES = cases()


def documents(case: bytes) -> list[tuple[bytes, str, str]]:
    root = etree.fromstring(case)
    pages = [page for part in root.iter("input") for page in part if isinstance(page.tag, str)]
    return [(etree.tostring(page), f"{i}.htm", f"/{i}.htm") for i, page in enumerate(pages)]


def said(fact: Fact) -> tuple[object, ...]:
    """What a fact says; of texts without markup and white space."""
    value = fact.value
    if isinstance(value, str):
        value = "".join(html.unescape(re.sub("</?[a-z][^>]*>", "", value)).split())
    return fact.concept, fact.aspects, value, fact.decimals, fact.unstated, len(fact.tuples)


def reports(facts: Iterable[Iterable[Fact]]) -> list[Counter[tuple[object, ...]]]:
    """What each report says that has any facts, in a fixed order."""
    return sorted(filter(None, (Counter(map(said, report)) for report in facts)), key=repr)


def expected(case: bytes) -> Iterator[tuple[Fact, ...]]:
    for output in etree.fromstring(case).iter("transformedOutput"):
        for report in output.iter("{http://www.xbrl.org/2003/instance}xbrl"):
            instance, problems = read_instance(etree.tostring(report), "o.xml", "/o.xml")
            assert problems == ()
            assert instance is not None
            yield instance.facts()


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("PASS")])
def test_an_input_is_read_as_the_expected_reports(name: str) -> None:
    instances, problems = read_inline(documents(CASES[name]))
    assert problems == ()
    assert reports(instance.facts() for instance in instances) == reports(expected(CASES[name]))
    assert [instance.findings() for instance in instances] == [()] * len(instances)


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("FAIL")])
def test_a_defective_input_is_told_of(name: str) -> None:
    (instance,), problems = read_inline(documents(CASES[name]))
    assert problems == ()
    assert len(instance.facts()) == instance.count
    assert [item.code for item in instance.findings()] == REFUSED[name]


def test_the_whole_suite_is_run() -> None:
    assert len(CASES) >= 90
