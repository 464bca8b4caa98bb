"""The Inline XBRL 1.0 conformance suite: every input is read as the facts of the expected output."""

from __future__ import annotations

import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from linetag.model import Fact
from linetag.xbrl.read.inline import read_inline
from linetag.xbrl.read.instance import read_instance

SUITE = Path(__file__).parents[2] / "shared/corpus/conformance/inline-1.0-conf-2010-04-20.zip"
# Out of scope: the text of escaped content is read without its markup.
ESCAPED = ("escape", "nonNumeric-escaped")

pytestmark = pytest.mark.skipif(not SUITE.exists(), reason="no conformance suite beside the checkout")


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
    """What a fact says, white space in texts aside."""
    value = fact.value if isinstance(fact.value, Decimal | None) else " ".join(fact.value.split())
    return fact.concept, fact.aspects, value, fact.decimals, fact.unstated, len(fact.tuples)


def expected(case: bytes) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter()
    for output in etree.fromstring(case).iter("transformedOutput"):
        for report in output.iter("{http://www.xbrl.org/2003/instance}xbrl"):
            instance, problems = read_instance(etree.tostring(report), "o.xml", "/o.xml")
            assert problems == ()
            assert instance is not None
            found.update(map(said, instance.facts()))
    return found


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("PASS")])
def test_an_input_is_read_as_the_expected_facts(name: str) -> None:
    instances, problems = read_inline(documents(CASES[name]))
    assert problems == ()
    ours = Counter(said(fact) for instance in instances for fact in instance.facts())
    if any(word in name for word in ESCAPED):
        assert sum(ours.values()) == sum(expected(CASES[name]).values())
    else:
        assert ours == expected(CASES[name])


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("FAIL")])
def test_a_defective_input_is_read_or_refused_but_never_raises(name: str) -> None:
    instances, problems = read_inline(documents(CASES[name]))
    assert instances or problems
    for instance in instances:
        assert len(instance.facts()) <= instance.count


def test_the_whole_suite_is_run() -> None:
    assert len(CASES) >= 90
