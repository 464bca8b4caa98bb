"""What a receiver prescribes: ids and order of contexts and units, where members stand, how files look."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from lxml import etree

from linetag.model import FOREVER, Aspects, Entity, Fact
from linetag.xbrl import names
from linetag.xbrl.write import FileLayout, InstanceTarget, write_taxonomy
from linetag.xbrl.write.inline import InlineDocument
from linetag.xbrl.write.instance import document_of
from support import synthetic
from support.readback import XLINK, strings, xpath
from support.synthetic import END, HALF, JPY, TARGET, own

ENTITY = Entity("http://scheme.example", "1234")
AXIS = ((own("SegmentAxis"), own("NetworkMember")),)
SCENARIO = "scenario <co:Alone xmlns:co='http://co.example/2012'/>"


def fact(name: str, aspects: Aspects, context: str = "", *, nil: bool = False) -> Fact:
    value = None if nil else Decimal(-1500)
    return Fact(f"F.{name}.{context}", own(name), aspects, value, None if nil else -2, context=context)


FACTS = (
    fact("Revenue", Aspects(ENTITY, HALF, JPY), "CurrentDuration"),
    fact("Cash", Aspects(ENTITY, END, JPY, AXIS), "CurrentInstant_Network"),
    fact("Assets", Aspects(ENTITY, END, JPY, other=(SCENARIO,)), "CurrentInstant"),
    fact("Title", Aspects(ENTITY, FOREVER), nil=True),
)
PRESCRIBED = InstanceTarget(
    schema="co.xsd",
    prefixes={synthetic.TARGET.namespace: "co"},
    contexts=("CurrentInstant", "CurrentInstant_Network"),
    units=(("Yen", JPY),),
    container="scenario",
    fact_ids=False,
)


def test_ids_that_facts_and_target_prescribe_are_kept_in_the_order_of_the_target() -> None:
    root = etree.fromstring(document_of(FACTS, PRESCRIBED).encode())
    assert strings(root, "//x:context/@id") == [
        "Forever",
        "CurrentInstant",
        "CurrentInstant_Network",
        "CurrentDuration",
    ]
    assert strings(root, "//x:unit/@id") == ["Yen"]
    assert [node.get("contextRef") for node in root if node.get("contextRef")] == [
        "CurrentDuration",
        "CurrentInstant_Network",
        "CurrentInstant",
        "Forever",
    ]
    assert not [node for node in root if node.get("contextRef") and node.get("id")]


def test_members_and_other_content_stand_where_they_belong() -> None:
    root = etree.fromstring(document_of(FACTS, PRESCRIBED).encode())
    assert xpath(root, "//x:segment") == []
    (member,) = xpath(root, "//x:context[@id='CurrentInstant_Network']/x:scenario/*")
    assert member.tag == f"{{{names.XBRLDI}}}explicitMember"
    (alone,) = xpath(root, "//x:context[@id='CurrentInstant']/x:scenario/*")
    assert alone.tag == "{http://co.example/2012}Alone"
    assert len(xpath(root, "//x:period/x:forever")) == 1
    segments = etree.fromstring(document_of(FACTS, PRESCRIBED._replace(container="segment")).encode())
    assert len(xpath(segments, "//x:entity/x:segment/*")) == 1


def test_two_contexts_of_one_prescribed_id_get_ids_of_their_own() -> None:
    twice = (FACTS[0], fact("Revenue", Aspects(ENTITY, END, JPY), "CurrentDuration"))
    root = etree.fromstring(document_of(twice, PRESCRIBED).encode())
    assert strings(root, "//x:context/@id") == ["CurrentDuration", "CurrentDuration-2"]


def test_a_number_is_tagged_with_its_scale_and_sign_and_a_nil_without() -> None:
    document = InlineDocument.of(FACTS, PRESCRIBED)
    assert document.tag(FACTS[0], "15", "ixt:numdotdecimal", 2) == (
        '<ix:nonFraction contextRef="CurrentDuration" name="co:Revenue" unitRef="Yen" decimals="-2" '
        'format="ixt:numdotdecimal" scale="2" sign="-">15</ix:nonFraction>'
    )
    nil = '<ix:nonNumeric contextRef="Forever" name="co:Title" xsi:nil="true"></ix:nonNumeric>'
    assert document.tag(FACTS[3], "", None) == nil
    header = "".join(document.header(()))
    assert "<ix:hidden>" not in header
    assert header.count("<xbrli:context ") == 4
    assert f"<ix:hidden>{nil}</ix:hidden>" in "".join(document.header([nil]))


def test_a_layout_changes_how_files_look_and_not_what_they_mean() -> None:
    layout = FileLayout(
        joint="-",
        unprefixed=True,
        namespaces=(names.XBRLDT,),
        schema_locations=False,
        references_first=True,
    )
    roles = dict.fromkeys(network.role for network in synthetic.taxonomy().networks)
    declared = {role: f"http://base.example/roles.xsd#{n}" for n, role in enumerate(roles)}
    target = replace(
        TARGET, layout=layout, roles=declared, linkbases=(("http://role.example", "http://base.example/lab"),)
    )
    usual, _ = write_taxonomy(synthetic.taxonomy(), TARGET)
    files, findings = write_taxonomy(synthetic.taxonomy(), target)
    assert findings == ()
    assert [name.replace("co-20120930-", "co-20120930_") for name in files] == list(usual)
    schema = etree.fromstring(files["co-20120930.xsd"])
    assert schema.nsmap[None] == names.XS
    assert schema.nsmap["xbrldt"] == names.XBRLDT
    kinds = [etree.QName(node).localname for node in schema]
    assert kinds.index("annotation") == kinds.count("import")
    assert xpath(schema, "//link:roleType") == []
    assert strings(schema, "//link:linkbaseRef/@xlink:href")[0] == "http://base.example/lab"
    linkbase = etree.fromstring(files["co-20120930-pre.xml"])
    assert linkbase.nsmap[None] == names.LINK
    assert list(linkbase.attrib) == []
    hrefs = {
        str(ref.get("roleURI")): str(ref.get(f"{XLINK}href")) for ref in xpath(linkbase, "//link:roleRef")
    }
    assert {role: href for role, href in hrefs.items() if role in declared}.items() <= declared.items()
    assert set(declared) & set(hrefs)
    for link in xpath(linkbase, "//link:presentationLink"):
        tags = [etree.QName(node).localname for node in link]
        assert tags == sorted(tags, key=lambda tag: tag != "loc")
        addresses = [str(node.get(f"{XLINK}href")) for node in xpath(link, "link:loc")]
        assert addresses == sorted(addresses)
