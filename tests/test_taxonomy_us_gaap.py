"""The taxonomy's first edition: committed as built, complete in both languages, in agreement with US GAAP."""

from __future__ import annotations

from collections import Counter

import pytest

from linetag import data
from linetag.model import Concept
from linetag.taxonomy.author.build import build
from linetag.taxonomy.author.tables import AuthoredTaxonomy, read
from linetag.taxonomy.load import load
from linetag.xbrl.names import DOCUMENTATION, PARENT_CHILD, STANDARD_LABEL
from support.shared import CORPUS, skip_without

FOLDER = data.embedded_taxonomy()
TAXONOMIES = CORPUS / "taxonomy"
BASE = "http://linetag.example/us-gaap-style/2012-01-31/"
THEIRS = {
    "gaap": ("us-gaap-2011.zip", "http://xbrl.fasb.org/us-gaap/2011/elts/us-gaap-2011-01-31.xsd"),
    "dei": ("us-gaap-2009.zip", "http://taxonomies.xbrl.us/us-gaap/2009/non-gaap/dei-2009-01-31.xsd"),
}


@pytest.fixture(scope="module")
def source() -> AuthoredTaxonomy:
    authored, found = read(FOLDER / "source")
    assert found == ()
    assert authored is not None
    return authored


def test_the_committed_files_equal_a_fresh_build() -> None:
    files, found = build(FOLDER / "source")
    assert found == ()
    committed = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in FOLDER.rglob("*")
        if path.is_file() and "source" not in path.relative_to(FOLDER).parts
    }
    assert sorted(committed) == sorted(files)
    assert [name for name in files if committed[name] != files[name]] == []


def test_it_has_concepts_and_statements_enough(source: AuthoredTaxonomy) -> None:
    prefixes = Counter(name.prefix for name in source.concepts)
    assert prefixes["gaap"] >= 350
    assert {"BS", "IS", "CI", "CF", "CFS", "EQ", "EPS", "SEG", "DEI", "BSP"} <= {
        statement.code for statement in source.statements
    }


def test_every_concept_stands_in_an_outline(source: AuthoredTaxonomy) -> None:
    shown = {line.name for statement in source.statements for line in statement.outline}
    assert sorted(str(name) for name in source.concepts if name not in shown) == []


def test_every_concept_has_its_four_texts() -> None:
    urls = (f"{BASE}us-gaap-style-2012-01-31.xsd", f"{BASE}dei-style-2012-01-31.xsd")
    taxonomy, found = load(FOLDER, urls)
    assert found == ()
    four = {(role, lang) for role in (STANDARD_LABEL, DOCUMENTATION) for lang in ("en", "ja")}
    for name in taxonomy.concepts:
        assert four <= {(label.role, label.lang) for label in taxonomy.labels[name] if label.text}, name


def test_a_label_names_one_concept_and_japanese_is_japanese(source: AuthoredTaxonomy) -> None:
    texts = Counter(
        (label.lang, name.namespace, label.text)
        for name, declared in source.concepts.items()
        for label in declared.labels
        if label.role == STANDARD_LABEL
    )
    assert [text for text, count in texts.items() if count > 1] == []
    ascii_only = [
        (str(name), label.text)
        for name, declared in source.concepts.items()
        for label in declared.labels
        if (label.lang == "ja") == label.text.isascii()
    ]
    assert ascii_only == []


def test_the_core_schemas_have_no_networks_and_each_entry_point_has_its_own(source: AuthoredTaxonomy) -> None:
    core, _ = load(FOLDER, (f"{BASE}us-gaap-style-2012-01-31.xsd", f"{BASE}dei-style-2012-01-31.xsd"))
    assert core.networks == ()
    for statement in source.statements:
        entry, found = load(FOLDER, (f"{BASE}us-gaap-style-{statement.entry}-2012-01-31.xsd",))
        assert found == ()
        assert {network.role for network in entry.networks} == {statement.role}
        assert PARENT_CHILD in {network.arcrole for network in entry.networks}
        assert entry.roles[statement.role] == {"en": statement.definitions["en"]}


def nature(concept: Concept) -> tuple[str, str | None, str]:
    return concept.type.local, concept.balance, concept.period


@pytest.mark.parametrize("prefix", list(THEIRS))
def test_names_types_balances_and_periods_agree_with_us_gaap(source: AuthoredTaxonomy, prefix: str) -> None:
    package, url = THEIRS[prefix]
    skip_without(TAXONOMIES / package)
    taxonomy, _ = load(TAXONOMIES / package, (url,))
    theirs = {
        concept.name.local: nature(concept) for concept in taxonomy.concepts.values() if concept.schema == url
    }
    ours = {name: nature(d.concept) for name, d in source.concepts.items() if name.prefix == prefix}
    different = {name for name, own in ours.items() if theirs.get(name.local) != own}
    listed = {difference.name for difference in source.differences if difference.name.prefix == prefix}
    assert sorted(str(name) for name in different - listed) == []
    assert sorted(str(name) for name in listed - different) == []
    assert len(ours) - len(different) >= 0.95 * len(ours)
