"""What is written is what was given: every fact, label and relationship is read back and compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import synthetic
from linetag.model import (
    Aspects,
    Concept,
    Duration,
    Entity,
    Fact,
    Instant,
    Label,
    Network,
    Origin,
    Period,
    QName,
    Report,
    Taxonomy,
    Unit,
)
from linetag.xbrl import names
from linetag.xbrl.contexts import context_ids, unit_ids
from linetag.xbrl.write import Target, write
from synthetic import END, HALF, JPY, OWN, TARGET, fact, own

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linetag.findings import Finding

BASE = "http://base.example/2012"
BASE_SCHEMA = "http://base.example/2012/base.xsd"
_NS = {
    "x": names.XBRLI,
    "link": names.LINK,
    "xlink": names.XLINK,
    "xs": names.XS,
    "xbrldi": names.XBRLDI,
}
XLINK = f"{{{names.XLINK}}}"


def built(
    report: Report | None = None, taxonomy: Taxonomy | None = None, target: Target = TARGET
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Write the synthetic filing, or parts of it changed."""
    return write(report or synthetic.report(), taxonomy or synthetic.taxonomy(), target)


def part(files: Mapping[str, bytes], ending: str) -> etree._Element:
    return etree.fromstring(files[f"co-20120930{ending}"])


def xpath(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path, namespaces=_NS)
    assert isinstance(found, list)
    return [item for item in found if isinstance(item, etree._Element)]  # noqa: SLF001 - lxml's public type


def strings(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=_NS)
    assert isinstance(found, list)
    return [str(item) for item in found]


def resolved(element: etree._Element, text: str | None) -> QName:
    prefix, _, local = (text or "").strip().partition(":")
    return QName(str(element.nsmap[prefix]), local)


def read_back(data: bytes) -> tuple[Fact, ...]:
    """The facts of an instance, by a reader that shares nothing with the writer."""
    root = etree.fromstring(data)
    contexts = {str(node.get("id")): node for node in xpath(root, "x:context")}
    units = {str(node.get("id")): node for node in xpath(root, "x:unit")}
    nodes = [node for node in root if node.get("contextRef")]
    assert {node.get("contextRef") for node in nodes} == set(contexts), "an unused context"
    assert {node.get("unitRef") for node in nodes} - {None} == set(units), "an unused unit"
    return tuple(_fact(node, contexts, units) for node in nodes)


def _fact(
    node: etree._Element, contexts: dict[str, etree._Element], units: dict[str, etree._Element]
) -> Fact:
    name = etree.QName(node)
    context = contexts[str(node.get("contextRef"))]
    (identifier,) = xpath(context, "x:entity/x:identifier")
    unit_ref = node.get("unitRef")
    members = tuple(
        (resolved(member, member.get("dimension")), resolved(member, member.text))
        for member in xpath(context, "x:entity/x:segment/xbrldi:explicitMember")
    )
    entity = Entity(str(identifier.get("scheme")), identifier.text or "")
    unit = _unit(units[unit_ref]) if unit_ref else None
    decimals = node.get("decimals")
    text = node.text or ""
    value: Decimal | str | None = Decimal(text) if decimals else text
    if node.get(f"{{{names.XSI}}}nil") == "true":
        assert (decimals, text) == (None, "")
        value = None
    return Fact(
        id=str(node.get("id")),
        concept=QName(str(name.namespace), name.localname),
        aspects=Aspects(entity, _period(context), unit, members),
        value=value,
        decimals=int(decimals) if decimals not in {None, "INF"} else None,
    )


def _period(context: etree._Element) -> Period:
    days = [date.fromisoformat(str(node.text)) for node in xpath(context, "x:period/*")]
    return Instant(days[0]) if len(days) == 1 else Duration(days[0], days[1])


def _unit(unit: etree._Element) -> Unit:
    above = xpath(unit, "x:measure | x:divide/x:unitNumerator/x:measure")
    below = xpath(unit, "x:divide/x:unitDenominator/x:measure")
    return Unit(tuple(resolved(m, m.text) for m in above), tuple(resolved(m, m.text) for m in below))


# --- instance ---------------------------------------------------------------------------------


def test_every_fact_is_read_back_as_it_was_given() -> None:
    files, findings = built()

    assert findings == ()
    assert read_back(files["co-20120930.xml"]) == synthetic.report().facts


def test_ids_of_contexts_and_units_can_be_read() -> None:
    facts = synthetic.report().facts

    assert list(context_ids(facts).values()) == [
        "I20120930",
        "D20120401-20120930",
        "D20120401-20120930_AtmMember",
        "D20120401-20120930_NetworkMember",
    ]
    assert list(unit_ids(facts).values()) == ["JPY", "JPYPerShare", "USD", "pure", "shares"]


def test_contexts_that_read_alike_get_ids_of_their_own() -> None:
    other = QName("http://other.example", "NetworkMember", "o")
    aspects = [
        Aspects(Entity("s", "1"), END, JPY, ((own("SegmentAxis"), own("NetworkMember")),)),
        Aspects(Entity("s", "1"), END, JPY, ((own("OtherAxis"), own("NetworkMember")),)),
        Aspects(Entity("s", "1"), END, JPY, ((own("SegmentAxis"), other),)),
        Aspects(Entity("s", "2"), END, JPY, ((own("SegmentAxis"), own("NetworkMember")),)),
    ]
    facts = [Fact(f"f{n}", own("Cash"), item, Decimal(1)) for n, item in enumerate(aspects)]

    ids = context_ids(facts, taken={"I20120930_NetworkMember"})

    assert list(ids.values()) == [f"I20120930_NetworkMember-{n}" for n in (2, 3, 4, 5)]
    assert context_ids(reversed(facts), taken={"I20120930_NetworkMember"}) == ids


def test_members_in_another_order_are_the_same_context() -> None:
    pairs = ((own("AAxis"), own("XMember")), (own("BAxis"), own("YMember")))
    one, two = (Aspects(Entity("s", "1"), END, JPY, members) for members in (pairs, pairs[::-1]))

    ids = context_ids([Fact("f1", own("Cash"), one, None), Fact("f2", own("Cash"), two, None)])

    assert list(ids.values()) == ["I20120930_XMember_YMember"]


def test_only_what_is_used_is_declared() -> None:
    files, _ = built(Report((fact("Title", "words", None, HALF, None),)))
    root = part(files, ".xml")

    assert set(root.nsmap) == {"co", "link", "xbrli", "xlink"}
    assert root.attrib == {}


def test_two_namespaces_never_share_a_prefix_nor_take_one_of_xbrl() -> None:
    base = {
        QName(f"http://{n}.example", "Cash"): Concept(
            QName(f"http://{n}.example", "Cash"), "b_Cash", BASE_SCHEMA, synthetic.MONETARY, "instant"
        )
        for n in "abc"
    }
    prefixes = {"http://a.example": "gaap", "http://b.example": "gaap", "http://c.example": "link"}
    facts = tuple(replace(fact("Cash", Decimal(n)), concept=name, id=f"f{n}") for n, name in enumerate(base))

    files, findings = built(Report(facts), Taxonomy(base, {}), replace(TARGET, prefixes=prefixes))

    assert findings == ()
    assert [item.concept for item in read_back(files["co-20120930.xml"])] == list(base)
    nsmap = part(files, ".xml").nsmap
    assert nsmap["link"] == names.LINK
    assert {nsmap["gaap"], nsmap["gaap2"], nsmap["link2"]} == set(prefixes)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
@settings(max_examples=60, deadline=None)
def test_any_text_survives(text: str) -> None:
    whole = f"{text}\r\n\t]]>&<\"'{text} "
    labels = {own("Title"): (Label(names.STANDARD_LABEL, "en", whole),)}
    roles = {synthetic.BALANCE_SHEET: {"en": whole}}
    taxonomy = replace(synthetic.taxonomy(), labels=labels, roles=roles)
    entity = Entity(f"http://x.example/{whole}", whole)
    item = fact("Title", whole, None, HALF, None)
    item = replace(item, aspects=replace(item.aspects, entity=entity))

    files, findings = built(Report((item,)), taxonomy)

    if not findings:
        assert read_back(files["co-20120930.xml"]) == (item,)
        assert strings(part(files, "_lab.xml"), "//link:label/text()") == [whole]
        assert strings(part(files, ".xsd"), "//link:definition/text()") == [whole]
    else:
        assert {found.code for found in findings} == {"X801"}


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30),
    st.one_of(st.none(), st.integers(-20, 20)),
)
@settings(max_examples=100, deadline=None)
def test_any_number_survives_without_an_exponent(value: Decimal, decimals: int | None) -> None:
    item = fact("Cash", value, decimals=decimals)

    files, findings = built(Report((item,)))

    assert findings == ()
    assert read_back(files["co-20120930.xml"]) == (item,)
    (text,) = strings(part(files, ".xml"), "//*[@id='F.Cash.JPY']/text()")
    assert set(text) <= set("-.0123456789")


def test_equal_input_gives_equal_bytes_whatever_the_order_of_the_mappings() -> None:
    taxonomy = synthetic.taxonomy()
    turned = Taxonomy(
        dict(reversed(taxonomy.concepts.items())),
        dict(reversed(taxonomy.labels.items())),
        taxonomy.networks,
        dict(reversed(taxonomy.roles.items())),
    )

    files, _ = built(taxonomy=taxonomy)

    assert files == built(taxonomy=taxonomy)[0]
    assert files == built(taxonomy=turned)[0]
    assert list(files) == [
        f"co-20120930{ending}"
        for ending in (".xml", ".xsd", "_pre.xml", "_cal.xml", "_def.xml", "_lab.xml", "_lab-ja.xml")
    ]


def test_a_linkbase_with_nothing_in_it_is_not_written() -> None:
    files, _ = built(taxonomy=replace(synthetic.taxonomy(), networks=(), labels={}))

    assert list(files) == ["co-20120930.xml", "co-20120930.xsd"]
    assert xpath(part(files, ".xsd"), "//link:linkbaseRef | //link:roleType") == []


def test_the_stamp_heads_every_file() -> None:
    files, _ = built(target=replace(TARGET, stamp="built with --force: 2 errors"))

    for data in files.values():
        comment = etree.fromstring(data).getprevious()
        assert comment is not None
        assert str(comment.text).replace("- -", "--") == " built with --force: 2 errors "


# --- schema and linkbases ---------------------------------------------------------------------


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

    root = part(built(taxonomy=replace(synthetic.taxonomy(), networks=networks))[0], ".xsd")

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

    files, findings = built(taxonomy=replace(synthetic.taxonomy(), networks=(network,)))

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
    taxonomy = replace(
        taxonomy,
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


# --- what cannot be written -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (fact("Title", "a bell \a", None, HALF, None), "X801"),
        (fact("Title", "half a pair \ud800", None, HALF, None), "X801"),
        (fact("Unknown", Decimal(1)), "X802"),
        (fact("Revenue", Decimal(1), JPY, HALF, 0, "UnknownMember"), "X802"),
        (fact("Cash", Decimal(1), None), "X803"),
        (fact("Cash", "words"), "X803"),
        (fact("Cash", "words", None), "X803"),
        (fact("Title", Decimal(1)), "X803"),
        (fact("Cash", Decimal("NaN")), "X803"),
        (fact("Cash", None, None), "X803"),
        (replace(fact("Cash", Decimal(1)), id="1 cash"), "X804"),
    ],
)
def test_a_fact_that_cannot_be_written_is_left_out_and_reported_at_its_line(item: Fact, code: str) -> None:
    origin = Origin("release.txt", 12, 40, "1,234")
    good = fact("Receivables", Decimal(2))

    files, findings = built(Report((replace(item, origins=(origin,)), good)))

    assert [(found.code, found.severity, found.at) for found in findings] == [(code, "error", origin)]
    assert findings[0].facts == (item.id,)
    assert read_back(files["co-20120930.xml"]) == (good,)


def test_an_id_given_to_two_facts_is_reported_for_both() -> None:
    twice = (fact("Cash", Decimal(1)), replace(fact("Assets", Decimal(1)), id="F.Cash.JPY"))

    files, findings = built(Report(twice))

    assert [found.code for found in findings] == ["X804", "X804"]
    assert read_back(files["co-20120930.xml"]) == ()


@pytest.mark.parametrize(
    ("bad", "codes"),
    [
        (synthetic.concept("Two words"), ["X805"]),
        (synthetic.concept("Odd", QName("http://elsewhere.example", "oddItemType", "odd")), ["X806"]),
    ],
)
def test_a_concept_that_cannot_be_declared_is_left_out(bad: Concept, codes: list[str]) -> None:
    taxonomy = synthetic.taxonomy()
    taxonomy = replace(taxonomy, concepts={**taxonomy.concepts, bad.name: bad})

    files, findings = built(taxonomy=taxonomy)

    assert [found.code for found in findings] == codes
    assert files == built()[0]


@pytest.mark.parametrize(
    ("network", "code"),
    [
        (Network("http://a.example/r", "http://a.example/arcrole", ()), "X807"),
        (Network("http://a.example/r", names.PARENT_CHILD, (synthetic.arc("Cash", "Unknown"),)), "X802"),
        (
            Network(
                "http://a.example/r",
                names.PARENT_CHILD,
                (synthetic.arc("Assets", "Cash", preferred_label="http://a.example/odd"),),
            ),
            "X807",
        ),
        (
            Network(
                "http://a.example/r",
                names.PARENT_CHILD,
                (synthetic.arc("Assets", "Cash", attributes=(("onclick", "x"),)),),
            ),
            "X807",
        ),
        (Network("http://a.example/\a", names.PARENT_CHILD, ()), "X801"),
    ],
)
def test_a_relationship_that_cannot_be_written_is_reported(network: Network, code: str) -> None:
    taxonomy = replace(synthetic.taxonomy(), networks=(network,))

    files, findings = built(taxonomy=taxonomy)

    assert {(found.code, found.severity) for found in findings} == {(code, "error")}
    assert all(
        xpath(etree.fromstring(data), "//*[@xlink:type='arc'][@order]") == [] for data in files.values()
    )


@pytest.mark.parametrize(
    ("label", "code", "severity"),
    [
        (Label(names.STANDARD_LABEL, "en", "a bell \a"), "X801", "error"),
        (Label("http://a.example/odd", "en", "Title"), "X807", "error"),
        (Label(names.STANDARD_LABEL, "fr", "Titre"), "X808", "warning"),
    ],
)
def test_a_label_that_cannot_be_written_is_reported(label: Label, code: str, severity: str) -> None:
    _, findings = built(taxonomy=replace(synthetic.taxonomy(), labels={own("Title"): (label,)}))

    assert [(found.code, found.severity) for found in findings] == [(code, severity)]


def test_a_label_added_to_an_unknown_concept_is_reported() -> None:
    added = {QName(BASE, "Assets", "base"): (Label(names.STANDARD_LABEL, "en", "Assets"),)}

    _, findings = built(target=replace(TARGET, added_labels=added))

    assert [found.code for found in findings] == ["X802"]


def test_a_role_definition_that_cannot_be_written_is_reported() -> None:
    roles = {synthetic.BALANCE_SHEET: {"en": "a bell \a"}}

    files, findings = built(taxonomy=replace(synthetic.taxonomy(), roles=roles))

    assert [found.code for found in findings] == ["X801"]
    assert strings(part(files, ".xsd"), "//link:definition/text()") == []
