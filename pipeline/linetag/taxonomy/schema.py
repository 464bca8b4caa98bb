"""One taxonomy schema → its item declarations, its roles, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, cast

from lxml import etree

from linetag.model import Concept, QName
from linetag.xbrl.hrefs import join
from linetag.xbrl.names import LINK, XBRLDT, XBRLI, XLINK, XML, XS

_HREF, _ROLE, _BASE = f"{{{XLINK}}}href", f"{{{XLINK}}}role", f"{{{XML}}}base"
_PERIOD, _BALANCE = f"{{{XBRLI}}}periodType", f"{{{XBRLI}}}balance"
_HEADS: Mapping[tuple[str, str], Literal["item", "hypercube", "dimension"]] = {
    (XBRLI, "item"): "item",
    (XBRLDT, "hypercubeItem"): "hypercube",
    (XBRLDT, "dimensionItem"): "dimension",
}


class Element(NamedTuple):
    """A global element declaration; whether it is an item shows when all schemas are read."""

    name: QName
    id: str
    type: QName
    group: QName
    period: Literal["instant", "duration"]
    balance: Literal["debit", "credit"] | None
    abstract: bool
    nillable: bool


class SchemaHead(NamedTuple):
    """What one schema belongs together with: URLs of the schemas it imports or includes, and linkbases.

    `imports` are (namespace, URL), `linkbases` (URL, xlink:role of the reference).
    """

    url: str
    namespace: str
    prefix: str
    roles: Mapping[str, str]
    imports: tuple[tuple[str, str], ...]
    linkbases: tuple[tuple[str, str], ...]


class SchemaFile(NamedTuple):
    """What one schema says. `references` are URLs of schemas and linkbases that belong to it."""

    url: str
    elements: tuple[Element, ...]
    roles: Mapping[str, str]
    references: tuple[str, ...]


def read_head(root: etree._Element, url: str) -> SchemaHead:
    """What the schema at `url` refers to (XBRL 2.1 section 5.1), without its elements."""
    namespace = root.get("targetNamespace", "")
    prefix = next((p for p, uri in root.nsmap.items() if p and uri == namespace), "")
    base = join(url, root.get(_BASE, ""))
    imports = tuple(
        (node.get("namespace", namespace), join(base, location.strip()))
        for tag in (f"{{{XS}}}import", f"{{{XS}}}include")
        for node in root.iterchildren(tag)
        if (location := node.get("schemaLocation"))
    )
    linkbases = tuple(
        (join(base, href.strip()), node.get(_ROLE, ""))
        for info in _appinfos(root)
        for node in info.iterchildren(f"{{{LINK}}}linkbaseRef")
        if (href := node.get(_HREF))
    )
    return SchemaHead(url, namespace, prefix, dict(_roles(root)), imports, linkbases)


def read_schema(root: etree._Element, url: str) -> SchemaFile:
    """The schema at `url` (XBRL 2.1 section 5.1)."""
    head = read_head(root, url)
    elements = (
        _element(node, QName(head.namespace, node.get("name", ""), head.prefix))
        for node in root.iterchildren(f"{{{XS}}}element")
        if node.get("substitutionGroup")
    )
    references = (*(at for _, at in head.imports), *(at for at, _ in head.linkbases))
    return SchemaFile(url, tuple(elements), head.roles, references)


def _element(node: etree._Element, name: QName) -> Element:
    spaces = node.nsmap
    return Element(
        name=name,
        id=node.get("id", ""),
        type=_qname(node.get("type") or _derived_from(node), spaces),
        group=_qname(node.get("substitutionGroup", ""), spaces),
        period="instant" if node.get(_PERIOD) == "instant" else "duration",
        balance=cast("Literal['debit', 'credit'] | None", node.get(_BALANCE)),
        abstract=node.get("abstract") in ("true", "1"),
        nillable=node.get("nillable") in ("true", "1"),
    )


def _derived_from(node: etree._Element) -> str:
    """The base of a type that is declared within the element."""
    path = f"{{{XS}}}complexType/{{{XS}}}simpleContent/*"
    return next((part.get("base", "") for part in node.iterfind(path)), "")


def _qname(text: str, spaces: Mapping[str | None, str]) -> QName:
    prefix, _, local = text.strip().rpartition(":")
    return QName(spaces.get(prefix or None, ""), local, prefix)


def _appinfos(root: etree._Element) -> Iterator[etree._Element]:
    for annotation in root.iterchildren(f"{{{XS}}}annotation"):
        yield from annotation.iterchildren(f"{{{XS}}}appinfo")


def _roles(root: etree._Element) -> Iterator[tuple[str, str]]:
    for info in _appinfos(root):
        for node in info.iterchildren(f"{{{LINK}}}roleType"):
            yield node.get("roleURI", ""), (node.findtext(f"{{{LINK}}}definition") or "").strip()


def concepts_of(files: Iterable[SchemaFile]) -> dict[QName, Concept]:
    """The items among the elements of all schemas; tuples and other elements are left out."""
    known = {element.name: (element, file.url) for file in files for element in file.elements}
    concepts: dict[QName, Concept] = {}
    for name, (element, url) in known.items():
        head = _head(element, known)
        if head is not None:
            concepts[name] = Concept(
                name=name,
                id=element.id,
                schema=url,
                type=element.type,
                period=element.period,
                balance=element.balance,
                abstract=element.abstract,
                nillable=element.nillable,
                substitution=head,
            )
    return concepts


def _head(
    element: Element, known: Mapping[QName, tuple[Element, str]]
) -> Literal["item", "hypercube", "dimension"] | None:
    """Follow the substitution groups up to one that XBRL gives."""
    group, seen = element.group, {element.name}
    while (group.namespace, group.local) not in _HEADS:
        if group not in known or group in seen:
            return None
        seen.add(group)
        group = known[group][0].group
    return _HEADS[group.namespace, group.local]
