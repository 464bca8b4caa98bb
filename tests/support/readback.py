"""Read written files back, by a reader that shares nothing with the writer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml import etree

from linetag.model import Aspects, Duration, Entity, Fact, Instant, Period, QName, Report, Taxonomy, Unit
from linetag.xbrl import names
from linetag.xbrl.write import WriteTarget, write
from support import synthetic
from support.synthetic import TARGET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linetag.findings import Finding

_NS = {
    "x": names.XBRLI,
    "link": names.LINK,
    "xlink": names.XLINK,
    "xs": names.XS,
    "xbrldi": names.XBRLDI,
}
XLINK = f"{{{names.XLINK}}}"


def built(
    report: Report | None = None, taxonomy: Taxonomy | None = None, target: WriteTarget = TARGET
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
    """The facts of an instance; every context and unit of the file is used."""
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
