"""The instance holds the facts that were given: each is read back and compared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from linetag.model import Aspects, Concept, Entity, Fact, Label, QName, Report, Taxonomy
from linetag.xbrl import names
from linetag.xbrl.write.contexts import context_ids, unit_ids
from support import synthetic
from support.readback import built, part, read_back, strings, xpath
from support.synthetic import END, HALF, JPY, TARGET, fact, own

_NOT_XML = "".join(map(chr, {*range(32), 0xFFFE, 0xFFFF} - {9, 10, 13}))
BASE_SCHEMA = "http://base.example/2012/base.xsd"


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
    assert list(root.attrib) == []


def test_two_namespaces_never_share_a_prefix_nor_take_one_of_xbrl() -> None:
    base = {
        QName(f"http://{n}.example", "Cash"): Concept(
            QName(f"http://{n}.example", "Cash"), "b_Cash", BASE_SCHEMA, synthetic.MONETARY, "instant"
        )
        for n in "abc"
    }
    prefixes = {"http://a.example": "gaap", "http://b.example": "gaap", "http://c.example": "link"}
    facts = tuple(fact("Cash", Decimal(n))._replace(concept=name, id=f"f{n}") for n, name in enumerate(base))

    files, findings = built(Report(facts), Taxonomy(base, {}), replace(TARGET, prefixes=prefixes))

    assert findings == ()
    assert [item.concept for item in read_back(files["co-20120930.xml"])] == list(base)
    nsmap = part(files, ".xml").nsmap
    assert nsmap["link"] == names.LINK
    assert {nsmap["gaap"], nsmap["gaap2"], nsmap["link2"]} == set(prefixes)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=_NOT_XML)))
@settings(max_examples=60, deadline=None)
def test_any_text_survives(text: str) -> None:
    whole = f"{text}\r\n\t]]>&<\"'{text} "
    labels = {own("Title"): (Label(names.STANDARD_LABEL, "en", whole),)}
    roles = {synthetic.BALANCE_SHEET: {"en": whole}}
    taxonomy = synthetic.taxonomy()._replace(labels=labels, roles=roles)
    entity = Entity(f"http://x.example/{whole}", whole)
    item = fact("Title", whole, None, HALF, None)
    item = item._replace(aspects=item.aspects._replace(entity=entity))

    files, findings = built(Report((item,)), taxonomy)

    assert findings == ()
    assert read_back(files["co-20120930.xml"]) == (item,)
    assert strings(part(files, "_lab.xml"), "//link:label/text()") == [whole]
    assert strings(part(files, ".xsd"), "//link:definition/text()") == [whole]


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
        dict(reversed(list(taxonomy.concepts.items()))),
        dict(reversed(list(taxonomy.labels.items()))),
        taxonomy.networks,
        dict(reversed(list(taxonomy.roles.items()))),
    )

    files, _ = built(taxonomy=taxonomy)

    assert files == built(taxonomy=taxonomy)[0]
    assert files == built(taxonomy=turned)[0]
    assert list(files) == [
        f"co-20120930{ending}"
        for ending in (".xml", ".xsd", "_pre.xml", "_cal.xml", "_def.xml", "_lab.xml", "_lab-ja.xml")
    ]


def test_a_linkbase_with_nothing_in_it_is_not_written() -> None:
    files, _ = built(taxonomy=synthetic.taxonomy()._replace(networks=(), labels={}))

    assert list(files) == ["co-20120930.xml", "co-20120930.xsd"]
    assert xpath(part(files, ".xsd"), "//link:linkbaseRef | //link:roleType") == []


def test_the_stamp_heads_every_file() -> None:
    files, _ = built(target=replace(TARGET, stamp="built with --force: 2 errors"))

    for data in files.values():
        comment = etree.fromstring(data).getprevious()
        assert comment is not None
        assert str(comment.text).replace("- -", "--") == " built with --force: 2 errors "
