"""One taxonomy schema → its item declarations, its roles, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from lxml import etree

from linetag.model import QName
from linetag.taxonomy.limits import MAX_DERIVATIONS
from linetag.xbrl.hrefs import join
from linetag.xbrl.names import BASE, HREF, LINK, LINKBASE_REF, ROLE, XBRLDT, XBRLI, XS

_PERIOD, _BALANCE = f"{{{XBRLI}}}periodType", f"{{{XBRLI}}}balance"
_IMPORT, _SIMPLE_TYPE = f"{{{XS}}}import", f"{{{XS}}}simpleType"
_INCLUDES = (f"{{{XS}}}include", f"{{{XS}}}redefine")
_ANNOTATION, _APPINFO = f"{{{XS}}}annotation", f"{{{XS}}}appinfo"
_ROLE_TYPE, _DEFINITION = f"{{{LINK}}}roleType", f"{{{LINK}}}definition"
Balance = Literal["debit", "credit"]
_BALANCES: Mapping[str | None, Balance] = {"debit": "debit", "credit": "credit"}
Substitution = Literal["item", "hypercube", "dimension"]
# The elements that head the substitution groups of items.
HEADS: Mapping[tuple[str, str], Substitution] = {
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
    balance: Balance | None
    abstract: bool
    nillable: bool


class SchemaHead(NamedTuple):
    """The files to which one schema refers: URLs of the schemas it imports or includes, and linkbases.

    `imports` are (namespace, URL): "" where a schema without a namespace is imported, None where one
    is included or redefined, which takes the namespace of this schema if it has none. `linkbases` are
    (URL, xlink:role of the reference).
    """

    namespace: str
    prefix: str
    imports: tuple[tuple[str | None, str], ...]
    linkbases: tuple[tuple[str, str], ...]


def read_head(root: etree._Element, url: str) -> SchemaHead:
    """What the schema at `url` refers to (XBRL 2.1 sections 3.2 and 5.1), without its elements."""
    namespace = root.get("targetNamespace", "")
    prefix = next((p for p, uri in root.nsmap.items() if p and uri == namespace), "")
    imports = tuple(
        (
            node.get("namespace", "") if node.tag == _IMPORT else None,
            join(base_of(node, url), location.strip()),
        )
        for node in root.iterchildren(_IMPORT, *_INCLUDES)
        if (location := node.get("schemaLocation"))
    )
    linkbases = tuple(
        (join(base_of(node, url), href.strip()), node.get(ROLE, ""))
        for node in annotated(root, LINKBASE_REF)
        if (href := node.get(HREF))
    )
    return SchemaHead(namespace, prefix, imports, linkbases)


def roles_of(root: etree._Element) -> dict[str, str]:
    """The definitions of the roles that a schema declares (section 5.1.3)."""
    found = ((node.get("roleURI", ""), node.findtext(_DEFINITION)) for node in annotated(root, _ROLE_TYPE))
    return {role: (text or "").strip() for role, text in found}


def annotated(root: etree._Element, tag: str) -> Iterator[etree._Element]:
    """What stands under the tag in the annotations of a schema; its thousands of elements are passed over."""
    for annotation in root.iterchildren(_ANNOTATION):
        for appinfo in annotation.iterchildren(_APPINFO):
            yield from appinfo.iterchildren(tag)


def attribute_types(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The global attributes of a schema and the built-in types that theirs derive from.

    Names in Clark notation; only types of the same schema are looked into.
    """
    namespace = root.get("targetNamespace", "")
    derived = {node.get("name"): node for node in root.iterchildren(_SIMPLE_TYPE)}
    for node in root.iterchildren(f"{{{XS}}}attribute"):
        type_, holder = node.get("type"), node
        for _ in range(MAX_DERIVATIONS):
            if type_ is None:
                inner = holder if holder.tag == _SIMPLE_TYPE else holder.find(_SIMPLE_TYPE)
                restriction = None if inner is None else inner.find(f"{{{XS}}}restriction")
                type_ = None if restriction is None else restriction.get("base")
            if type_ is None:
                break
            name = _qname(type_, holder.nsmap)
            if name.namespace == XS:
                yield f"{{{namespace}}}{node.get('name')}", name.local
                break
            next_ = derived.get(name.local) if name.namespace == namespace else None
            if next_ is None:
                break
            type_, holder = None, next_


def base_of(element: etree._Element, url: str) -> str:
    """The base URI of an element in the document at `url` (XML Base): of all that it stands in."""
    bases = [element.get(BASE), *(outer.get(BASE) for outer in element.iterancestors())]
    for own in reversed(bases):
        if own:
            url = join(url, own)
    return url


def read_element(node: etree._Element, name: QName, spaces: Mapping[str | None, str]) -> Element:
    """Return the declaration of an element; `spaces` are the prefixes in its scope."""
    within = f"{{{XS}}}complexType/{{{XS}}}simpleContent/*"  # a type that is declared within the element
    derived_from = next((part.get("base", "") for part in node.iterfind(within)), "")
    return Element(
        name=name,
        id=node.get("id", ""),
        type=_qname(node.get("type") or derived_from, spaces),
        group=_qname(node.get("substitutionGroup", ""), spaces),
        period="instant" if node.get(_PERIOD) == "instant" else "duration",
        balance=_BALANCES.get(node.get(_BALANCE)),
        abstract=node.get("abstract") in ("true", "1"),
        nillable=node.get("nillable") in ("true", "1"),
    )


def prefixes_vary(root: etree._Element, data: bytes) -> bool:
    """Whether a schema may declare prefixes below its root: asking each element for them is slow."""
    return data.count(b"xmlns") != len(root.nsmap)


def _qname(text: str, spaces: Mapping[str | None, str]) -> QName:
    prefix, _, local = text.strip().rpartition(":")
    return QName(spaces.get(prefix or None, ""), local, prefix)
