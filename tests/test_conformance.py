"""The XBRL 2.1 conformance suite, variation by variation: what is read, and which sums are inconsistent.

An audit follows sums and what they are made of; it does not validate. The variations of which it
says less, or more, than the suite are listed by their reasons, and a wrong list fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from linetag import audit
from linetag.model import Fact, Origin, Taxonomy
from linetag.taxonomy.files import TaxonomyFiles, TaxonomyPackages
from linetag.taxonomy.load import discover, load
from linetag.xbrl.files import Files, folder_reader
from linetag.xbrl.names import CONCEPT_LABEL
from linetag.xbrl.read.records import Reference
from support.shared import CORPUS, needs
from support.suites import Variation, listed, unpacked, variations

SUITE = "xbrl-2.1-conf-2025-07-16.zip"
ALL = variations(SUITE, "xbrl.xml")
# A nil beside a figure contradicts it under Calculations 1.1 only.
BEYOND = {"C405", "X910", "X977"}
# What is found in an invalid report beside, or instead of, a sum that does not add up.
FOUND = {
    "301 V-4": {"X902"},
    "301 V-5": {"X903"},
    "302 V-05": {"X909"},
    "302 V-06": {"X909"},
    "302 V-10": {"X907"},
    **{f"208 V-{one}": {"C419"} for one in ("03", "03_11", "04", "04_11", "06", "09")},
    "208 V-10": {"C402", "C421"},
    "208 V-10_11": {"C421"},
    "400 v01": {"X970"},
    "400 v02": {"X970"},
}
SUMS = {"C401", "C402", "C406", "C407"}

# Invalid reports of which nothing is said: no sum depends on it.
NOT_TOLD = listed(
    {
        "footnotes are passed over": "301 V-8 V-9 V-10 V-11 V-12 V-14 V-15 V-16 V-18 V-19 V-20;"
        " 309 V-02 V-03 V-04 V-07; 311 V-04",
        "reports are not validated against their schemas": "302 V-02 V-04; 314 V-03 V-04 V-05 V-06;"
        " 104 V-10; 305 V-08",
        "the period of a concept is not looked up": "301 V-3; 303 V-03 V-04 V-05",
        "whether a unit suits the type of a concept is not looked up": "304 V-06 V-07 V-08 V-09 V-11 V-15"
        " V-15a V-16 V-21 V-22 V-23 V-25 V-26 V-28",
        "decimals are read, not asked for": "305 V-03 V-04 V-05 V-06",
        "requires-element, general-special and essence-alias are no sums": "306 V-3; 392 V-6 V-8 V-10 V-13"
        " V-15 V-17; 204 V-18 V-21 V-24; 207 V-2 V-3 V-4 V-8 V-10 V-14",
        "presentation may have cycles": "204 V-6 V-8 V-30",
        "a reference to what is no schema leads nowhere": "307 V-2 V-3",
        "roles and arcroles need not be declared": "308 V-01 V-02; 205 V-8 V-9 V-11; 206 V-2 V-3 V-4 V-5 V-7",
        "defaults and types of elements in a segment are not looked up": "302 V-11 V-12; 330 V-16",
        "the types of concepts are not looked up": "105 V-01 V-02",
    }
)
# Valid reports that are told of.
TOLD = listed(
    {
        "decimals that a schema declares are not looked up": "322 V-00 V-02 V-04 V-05; 395 V-3",
        "values in a segment are compared as texts, whatever their types and defaults": "330 V-12 V-13 V-17;"
        " 395 V-5 V-7",
    }
)
# Invalid schemas and linkbases.
NOT_VALIDATED = listed(
    {
        "schemas are not validated": "102 V-2 V-3; 103 V-1; 104 V-10c V-10d1 V-10d2 V-12 V-17 V-18; 105 V-05;"
        " 106 V-2; 107 V-1; 114 V-02 V-03 V-05; 161 V-02 V-03 V-04 V-12 V-13 V-14 V-15 V-16; 392 V-12;"
        " 400 v03 v04 v05 v06; 401 v401-05; uniqueParticleAttribution V-03 V-06",
        "roles and arcroles need not be declared": "115 V-02 V-04; 160 V-01 V-02 V-09; 205 V-12; 206 V-9;"
        " 211 V-01 V-02; 215 V-01 V-02 V-03 V-04 V-05 V-06 V-07 V-08 V-09 V-10; 220 V-04; 221 V-02 V-03 V-05;"
        " 292 V-03",
        "linkbases without calculations are not followed": "201 V-04 V-05 V-06 V-07 V-08 V-10; 202 V-02 V-02a"
        " V-02c V-02d V-03c V-08 V-11 V-12 V-14 V-15 V-16 V-17 V-18; 204 V-32; 214 V-02 V-04; 216 V-04;"
        " 291 V-3 V-7 V-08 V-12 V-13 V-14; preferredLabel V-2 V-3 V-5; arc V-04 V-04a V-04b V-04c",
        "the types of a sum are looked at where it has figures": "213 V-02 V-03",
    }
)

REPORTS = [one for one in ALL if one.kind == "instance"]
TAXONOMIES = [one for one in ALL if one.kind != "instance"]
INFERRED = [one for one in REPORTS if one.name.startswith("391a")]
# Arcs that stand, as the suite expects them; of reference links nothing is read.
ARCS = [
    one
    for one in TAXONOMIES
    if one.output and one.expected == "valid" and one.name not in ("291 V-10", "291 V-11", "291 V-15")
]

pytestmark = needs(CORPUS)


def named(cases: list[Variation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = unpacked(SUITE, tmp_path_factory.mktemp("suite"))
    # as a package, which gives its files URLs
    (folder / "META-INF").mkdir()
    (folder / "META-INF/taxonomyPackage.xml").write_text(
        '<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package">'
        "<tp:identifier>http://suite.example/</tp:identifier></tp:taxonomyPackage>",
        "utf-8",
    )
    (folder / "META-INF/catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        '<rewriteURI uriStartString="http://suite.example/" rewritePrefix="../"/></catalog>',
        "utf-8",
    )
    return folder


def test_the_lists_name_what_there_is() -> None:
    names = {(one.name, one.expected) for one in REPORTS}
    assert len(names) == len(REPORTS) == 404
    assert {(name, "invalid") for name in (*NOT_TOLD, *FOUND)} < names
    assert {(name, "valid") for name in TOLD} < names
    invalid = [one.name for one in TAXONOMIES if one.expected == "invalid" and one.name != "201 V-01"]
    assert sorted(NOT_VALIDATED) == sorted(invalid)


@named(REPORTS)
def test_a_report_is_judged_as_the_suite_expects(suite: Path, case: Variation) -> None:
    told: set[str] = set()
    inconsistent = 0
    for report in audit.read(suite / case.file):
        audited = audit.check(report, ["1.0"])
        told.update(item.code for item in audited.findings if item.severity != "note")
        inconsistent += audited.calculations.counts().get("1.0", {}).get("inconsistent", 0)
    told -= BEYOND
    if case.name in FOUND:
        assert told == FOUND[case.name]
    elif case.name in TOLD or (case.expected == "invalid" and case.name not in NOT_TOLD):
        assert told
        assert told <= SUMS
        assert inconsistent or case.name in TOLD or told == {"C407"}
    else:
        assert (told, inconsistent) == (set(), 0)


@pytest.mark.slow
@named(INFERRED)
def test_decimals_are_inferred_from_a_precision(suite: Path, case: Variation) -> None:
    (report,) = audit.read(suite / case.file)
    assert report.instance is not None
    facts = {fact.concept.local: fact for fact in report.instance.facts()}
    expected = {etree.QName(node).localname: node for node in etree.parse(suite / case.output).iter("{*}*")}
    compared = {name: node for name, node in expected.items() if node.get("decimals") and name in facts}
    assert len(compared) == len(facts) > 0
    assert {name: stated(facts[name]) for name in compared} == {
        name: (node.get("decimals"), Decimal(node.text or "")) for name, node in compared.items()
    }


def stated(fact: Fact) -> tuple[str, object]:
    return "INF" if fact.decimals is None and not fact.unstated else str(fact.decimals), fact.value


@pytest.fixture(scope="module")
def addresses(suite: Path) -> tuple[str, ...]:
    return tuple(f"/{path.relative_to(suite)}" for path in sorted(suite.rglob("*")) if path.is_file())


@named(TAXONOMIES)
def test_a_taxonomy_is_followed_without_a_word(
    suite: Path, addresses: tuple[str, ...], case: Variation
) -> None:
    files = Files(str(suite), addresses, folder_reader(suite))
    at = Origin(case.file, 1, 1)
    reference = Reference(f"/{case.file}", "schema" if case.kind == "xsd" else "linkbase", "", at)
    _, found = discover((reference,), {}, TaxonomyFiles(TaxonomyPackages(), files))
    assert [item.code for item in found] == (["X762"] if case.name == "201 V-01" else [])


@named(ARCS)
def test_the_arcs_that_stand_are_those_that_the_suite_expects(suite: Path, case: Variation) -> None:
    taxonomy, found = load(suite, [f"http://suite.example/{case.file}"])
    assert found == ()
    names = {concept.id: name.local for name, concept in taxonomy.concepts.items()}
    nodes = list(etree.parse(suite / case.output).iter("{*}arc"))
    labels = [node for node in nodes if node.get("arcRole") == CONCEPT_LABEL]
    others = [node for node in nodes if node not in labels]
    assert Counter(arcs_of(taxonomy)) == Counter(expected_arc(node, names) for node in others)
    assert Counter(
        (name.local, label.role, label.text) for name, own in taxonomy.labels.items() for label in own
    ) == Counter((end(node, "fromPath", names), node.get("resRole"), node.text) for node in labels)


def expected_arc(node: etree._Element, names: Mapping[str, str]) -> tuple[object, ...]:
    weight = node.get("weight")
    return (
        *(node.get("extRole"), node.get("arcRole"), end(node, "fromPath", names), end(node, "toPath", names)),
        *(Decimal(node.get("order", "1")), weight and Decimal(weight), node.get("preferredLabel")),
    )


def end(node: etree._Element, name: str, names: Mapping[str, str]) -> str:
    """The local name of a concept, which may be named by its id."""
    fragment = node.get(name, "").rpartition("#")[2]
    return names.get(fragment, fragment)


def arcs_of(taxonomy: Taxonomy) -> Iterator[tuple[object, ...]]:
    for network in taxonomy.networks:
        for source, target, order, weight, preferred, *_ in network.arcs:
            yield network.role, network.arcrole, source.local, target.local, order, weight, preferred


def test_linkbases_in_a_schema_are_read(suite: Path) -> None:
    for name, arcs in [
        ("292-00-Embeddedlinkbaseinthexsd.xsd", 11),
        ("292-01-Embeddedlinkbaseinthexsd.xsd", 11),
    ]:
        taxonomy, found = load(suite, [f"http://suite.example/Common/200-linkbase/{name}"])
        assert found == ()
        assert sum(len(network.arcs) for network in taxonomy.networks) == arcs
