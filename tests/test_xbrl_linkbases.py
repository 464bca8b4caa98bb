"""The extension schema and the linkbases hold the concepts, labels and relationships given."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from lxml import etree

from linetag.model import Concept, Label, Network, QName
from linetag.xbrl import names
from support import synthetic
from support.readback import XLINK, built, part, strings, xpath
from support.synthetic import OWN, TARGET

BASE = "http://base.example/2012"
BASE_SCHEMA = "http://base.example/2012/base.xsd"


def test_the_schema_declares_the_companys_concepts() -> None:
    root = part(built()[0], ".xsd")

    assert root.get("targetNamespace") == OWN
    (axis,) = xpath(root, "xs:element[@id='co_SegmentAxis']")
    assert dict(axis.attrib) == {
        "id": "co_SegmentAxis",
        "name": "SegmentAxis",
        "type": "xbrli:stringItemType",
        "substitutionGroup": "xbrldt:dimensionItem",
        "abstract": "true",
        "nillable": "true",
        f"{{{names.XBRLI}}}periodType": "duration",
    }
    (assets,) = xpath(root, "xs:element[@name='Assets']")
    assert assets.get(f"{{{names.XBRLI}}}balance") == "debit"
    assert strings(root, "xs:element/@name") == sorted(item.name.local for item in synthetic.CONCEPTS)


def test_the_schema_imports_what_its_concepts_and_the_filing_need() -> None:
    files, _ = built(target=replace(TARGET, imports=((BASE, BASE_SCHEMA),)))

    assert strings(part(files, ".xsd"), "xs:import/@namespace") == sorted(
        (BASE, names.XBRLI, names.NUMERIC, names.NON_NUMERIC, names.XBRLDT)
    )


def test_roles_are_declared_with_the_links_that_use_them() -> None:
    root = part(built()[0], ".xsd")

    used_on = {
        str(role.get("id")): strings(role, "link:usedOn/text()") for role in xpath(root, "//link:roleType")
    }
    assert used_on == {
        "BalanceSheet": ["link:presentationLink", "link:calculationLink"],
        "Segments": ["link:presentationLink", "link:definitionLink"],
    }


def test_role_ids_stay_clear_of_each_other_and_of_concepts() -> None:
    roles = ("http://a.example/co_Cash", "http://a.example/role/X", "http://b.example/role/X/", "urn:x:1 2")
    child = synthetic.arc("BalanceSheetAbstract", "Cash")
    networks = tuple(Network(role, names.PARENT_CHILD, (child,)) for role in roles)

    root = part(built(taxonomy=synthetic.taxonomy()._replace(networks=networks))[0], ".xsd")

    assert strings(root, "//link:roleType/@id") == ["co_Cash_2", "X", "X_2", "role"]


def test_every_relationship_is_read_back_and_no_pair_of_labels_has_two_arcs() -> None:
    files, _ = built()
    written: Counter[tuple[str, ...]] = Counter()
    for ending in ("_pre.xml", "_cal.xml", "_def.xml"):
        for link in xpath(part(files, ending), "*[@xlink:type='extended']"):
            written.update(_arcs(link))

    expected = Counter(
        (
            *(network.role, network.arcrole, arc.source.local, arc.target.local),
            *(f"{arc.order}", "" if arc.weight is None else f"{arc.weight}", arc.preferred_label or ""),
        )
        for network in synthetic.networks()
        for arc in network.arcs
    )
    assert written == expected


def _arcs(link: etree._Element) -> list[tuple[str, ...]]:
    places = {str(loc.get(f"{XLINK}label")): str(loc.get(f"{XLINK}href")) for loc in xpath(link, "link:loc")}
    arcs = xpath(link, "*[@xlink:type='arc']")
    pairs = [(str(arc.get(f"{XLINK}from")), str(arc.get(f"{XLINK}to"))) for arc in arcs]
    assert len(set(pairs)) == len(pairs)
    return [
        (
            str(link.get(f"{XLINK}role")),
            str(arc.get(f"{XLINK}arcrole")),
            *(places[end].removeprefix("co-20120930.xsd#co_") for end in pair),
            *(str(arc.get(name) or "") for name in ("order", "weight", "preferredLabel")),
        )
        for arc, pair in zip(arcs, pairs, strict=True)
    ]


def test_roles_and_arcroles_beyond_xbrl_are_referred_to() -> None:
    files, _ = built(taxonomy=synthetic.taxonomy(names.SUMMATION_2023))

    assert strings(part(files, "_cal.xml"), "link:arcroleRef/@xlink:href") == [
        "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"
    ]
    negated = "http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd#negatedLabel"
    assert strings(part(files, "_lab.xml"), "link:roleRef/@xlink:href") == [negated]
    assert strings(part(files, "_lab-ja.xml"), "link:roleRef/@xlink:href") == []
    assert strings(part(files, "_pre.xml"), "link:roleRef/@xlink:href") == [
        "co-20120930.xsd#BalanceSheet",
        "co-20120930.xsd#Segments",
        negated,
    ]
    assert strings(part(built()[0], "_cal.xml"), "link:arcroleRef/@xlink:href") == []


def test_a_target_role_of_an_arc_is_declared_too() -> None:
    attributes = (
        ("{http://xbrl.org/2005/xbrldt}contextElement", "segment"),
        ("xbrldt:targetRole", "http://a.example/role/Other"),
    )
    arc = synthetic.arc("SegmentLineItems", "SegmentTable", attributes=attributes)
    network = Network(synthetic.SEGMENTS, names.ALL, (arc,))

    files, findings = built(taxonomy=synthetic.taxonomy()._replace(networks=(network,)))

    assert findings == ()
    assert strings(part(files, "_def.xml"), "link:roleRef/@xlink:href") == [
        "co-20120930.xsd#Other",
        "co-20120930.xsd#Segments",
    ]
    (written,) = xpath(part(files, "_def.xml"), "//link:definitionArc")
    assert written.get(f"{{{names.XBRLDT}}}contextElement") == "segment"


def test_labels_are_in_the_linkbase_of_their_language() -> None:
    files, _ = built()

    assert set(strings(part(files, "_lab.xml"), "//link:label/@xml:lang")) == {"en"}
    assert set(strings(part(files, "_lab-ja.xml"), "//link:label/@xml:lang")) == {"ja"}
    assert "項目 Cash" in strings(part(files, "_lab-ja.xml"), "//link:label/text()")


def test_a_base_concept_is_located_in_its_schema_and_has_added_labels_alone() -> None:
    name = QName(BASE, "Assets", "base")
    taxonomy = synthetic.taxonomy()
    taxonomy = taxonomy._replace(
        concepts={
            **taxonomy.concepts,
            name: Concept(name, "base_A", BASE_SCHEMA, synthetic.MONETARY, "instant"),
        },
        labels={**taxonomy.labels, name: (Label(names.STANDARD_LABEL, "en", "Assets of the base"),)},
    )
    added = {name: (Label(names.TOTAL_LABEL, "en", "Total of the base"),)}

    files, findings = built(taxonomy=taxonomy, target=replace(TARGET, added_labels=added))

    assert findings == ()
    texts = strings(part(files, "_lab.xml"), "//link:label/text()")
    assert "Total of the base" in texts
    assert "Assets of the base" not in texts
    assert f"{BASE_SCHEMA}#base_A" in strings(part(files, "_lab.xml"), "//link:loc/@xlink:href")
    assert "Assets" in strings(part(files, ".xsd"), "xs:element/@name")
