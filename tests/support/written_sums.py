"""Facts and networks written in a line, and a report of them: an instance, its schema, its linkbase."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.model import SUMMATION_2003, Arc, Aspects, Entity, Fact, Instant, Mode, Network, QName, Unit

if TYPE_CHECKING:
    from pathlib import Path


MODES: tuple[Mode, ...] = ("1.0", "1.1", "1.1-truncation")
ENTITY = Entity("http://www.tse.or.jp/sicc", "37740")
JPY = Unit((QName("http://www.xbrl.org/2003/iso4217", "JPY"),))
HERE = Aspects(ENTITY, Instant(date(2012, 9, 30)), JPY)
ROLE = "http://linetag.example/role/sum"


def name(local: str) -> QName:
    return QName("http://linetag.example/c", local, "c")


def facts(text: str, aspects: Aspects = HERE) -> tuple[Fact, ...]:
    """Read "T=9@0 A=nil": concept=value@decimals, INF without decimals."""
    found = []
    for i, word in enumerate(text.split()):
        concept, _, stated = word.partition("=")
        value, _, decimals = stated.partition("@")
        number = None if value == "nil" else Decimal(value)
        found.append(Fact(f"f{i}", name(concept), aspects, number, int(decimals) if decimals else None))
    return tuple(found)


def network(text: str, arcrole: str = SUMMATION_2003, role: str = ROLE) -> Network:
    """Read "T=A-B+0.5C": the total, then weight and contributor; contributors are one letter."""
    total, _, sum_ = text.partition("=")
    arcs: list[Arc] = []
    sign, weight = "+", ""
    for character in sum_:
        if character in "+-":
            sign, weight = character, ""
        elif character.isalpha():
            arcs.append(
                Arc(name(total), name(character), Decimal(len(arcs)), Decimal(f"{sign}{weight or 1}"))
            )
        else:
            weight += character
    return Network(role, arcrole, tuple(arcs))


def these(*values: object) -> tuple[object, ...]:
    """Hold values to compare: a Decimal equals an int, which mypy does not take from a tuple."""
    return values


def write(folder: Path, stated: list[Fact], networks: list[Network]) -> Path:
    """A schema, a calculation linkbase and an instance, by hand."""
    names = sorted({c.local for n in networks for a in n.arcs for c in (a.source, a.target)})
    roles = "".join(
        f'<link:roleType id="r{i}" roleURI="{n.role}"><link:usedOn>link:calculationLink</link:usedOn>'
        "</link:roleType>"
        for i, n in enumerate(networks)
    )
    (folder / "c.xsd").write_text(
        '<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"'
        ' xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' targetNamespace="http://linetag.example/c" elementFormDefault="qualified">'
        f"<annotation><appinfo>{roles}"
        '<link:linkbaseRef xlink:type="simple" xlink:href="c_cal.xml"'
        ' xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"'
        ' xlink:role="http://www.xbrl.org/2003/role/calculationLinkbaseRef"/></appinfo></annotation>'
        '<import namespace="http://www.xbrl.org/2003/instance"'
        ' schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
        + "".join(
            f'<element name="{name}" id="c_{name}" type="xbrli:monetaryItemType" nillable="true"'
            ' substitutionGroup="xbrli:item" xbrli:periodType="instant"/>'
            for name in names
        )
        + "</schema>",
        "utf-8",
    )
    (folder / "c_cal.xml").write_text(
        '<linkbase xmlns="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
        + "".join(
            f'<roleRef roleURI="{n.role}" xlink:type="simple" xlink:href="c.xsd#r{i}"/>'
            for i, n in enumerate(networks)
        )
        + "".join(_link(tree) for tree in networks)
        + "</linkbase>",
        "utf-8",
    )
    instance = folder / "c.xml"
    others = dict.fromkeys(fact.aspects for fact in stated if fact.aspects != HERE)
    keys = {HERE: "x", **{aspects: f"x{number}" for number, aspects in enumerate(others)}}
    instance.write_text(
        '<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:c="http://linetag.example/c"'
        ' xmlns:iso4217="http://www.xbrl.org/2003/iso4217"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:xbrldi="http://xbrl.org/2006/xbrldi">'
        '<link:schemaRef xlink:type="simple" xlink:href="c.xsd"/>'
        + "".join(_context(aspects, key) for aspects, key in keys.items())
        + '<unit id="u"><measure>iso4217:JPY</measure></unit>'
        + "".join(_fact(fact, keys.get(fact.aspects, "x")) for fact in stated)
        + "</xbrl>",
        "utf-8",
    )
    return instance


def _link(tree: Network) -> str:
    concepts = dict.fromkeys(c.local for a in tree.arcs for c in (a.source, a.target))
    locs = (f'<loc xlink:type="locator" xlink:label="{c}" xlink:href="c.xsd#c_{c}"/>' for c in concepts)
    arcs = (
        f'<calculationArc xlink:type="arc" xlink:arcrole="{tree.arcrole}" xlink:from="{a.source.local}"'
        f' xlink:to="{a.target.local}" order="{a.order}" weight="{a.weight}"/>'
        for a in tree.arcs
    )
    start = f'<calculationLink xlink:type="extended" xlink:role="{tree.role}">'
    return start + "".join((*locs, *arcs)) + "</calculationLink>"


def _context(aspects: Aspects, key: str) -> str:
    """A context by its id, with the period and the members of the aspects."""
    members = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'
        for axis, member in aspects.members
    )
    period = aspects.period
    when = (
        f"<instant>{period.on}</instant>"
        if isinstance(period, Instant)
        else f"<startDate>{period.start}</startDate><endDate>{period.end}</endDate>"
    )
    return (
        f'<context id="{key}"><entity><identifier scheme="http://www.tse.or.jp/sicc">37740</identifier>'
        + (f"<segment>{members}</segment>" if members else "")
        + f"</entity><period>{when}</period></context>"
    )


def _fact(fact: Fact, context: str) -> str:
    start = f'<c:{fact.concept.local} contextRef="{context}" unitRef="u"'
    if fact.value is None:
        return f'{start} xsi:nil="true"/>'
    decimals = "INF" if fact.decimals is None else fact.decimals
    return f'{start} decimals="{decimals}">{fact.value}</c:{fact.concept.local}>'
