"""One file of a taxonomy, a schema or linkbase, which is parsed when something in it is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from lxml import etree

from linetag.findings import Finding
from linetag.model import QName
from linetag.taxonomy.limits import MAX_CHILD
from linetag.taxonomy.linkbase import LINKBASE, LinkbaseFile, read_large_linkbase, read_linkbase
from linetag.taxonomy.schema import (
    Element,
    SchemaHead,
    annotated,
    attribute_types,
    prefixes_vary,
    read_element,
    read_head,
    roles_of,
)
from linetag.xbrl.limits import LARGE
from linetag.xbrl.names import XS
from linetag.xbrl.xml import head, parse

_SCHEMA, _ELEMENT = f"{{{XS}}}schema", f"{{{XS}}}element"
_LINKBASE_TAG = re.compile(rb"<(?:[\w.-]+:)?linkbase[\s>]")


class TaxonomyDocument:
    """A file of a taxonomy; `findings` are the defects that were found in it so far."""

    def __init__(self, url: str, data: bytes, shown: str) -> None:
        """With its absolute address, and the path that the user knows instead."""
        self.url = url
        self.findings: list[Finding] = []
        self._data = data
        self._shown = shown
        self._linkbases: dict[frozenset[str] | None, tuple[LinkbaseFile, ...]] = {}
        self._is_linkbase = _LINKBASE_TAG.match(head(data)) is not None

    @cached_property
    def _root(self) -> etree._Element | None:
        root, found = parse(self._data, self._shown)
        self.findings.extend(found)
        return root

    @cached_property
    def _schema(self) -> etree._Element | None:
        root = None if self._is_linkbase else self._root
        return root if root is not None and root.tag == _SCHEMA else None

    @cached_property
    def head(self) -> SchemaHead | None:
        """What it refers to, if it is a schema."""
        return None if self._schema is None else read_head(self._schema, self.url)

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes declared at the root of a schema."""
        spaces = {} if self._schema is None else self._schema.nsmap
        return {prefix: uri for prefix, uri in spaces.items() if prefix}

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """The definitions of the roles that a schema declares."""
        return {} if self._schema is None else roles_of(self._schema)

    @cached_property
    def attribute_types(self) -> Mapping[str, str]:
        """The built-in types of the attributes that a schema declares, by their names in Clark notation."""
        return {} if self._schema is None else dict(attribute_types(self._schema))

    def linkbases(self, arcroles: frozenset[str] | None) -> tuple[LinkbaseFile, ...]:
        """Return its linkbases, itself or embedded: the arcs of these arcroles only, or everything."""
        if arcroles not in self._linkbases:
            possible = arcroles is None or not self._is_linkbase or _may_hold(arcroles, self._data)
            self._linkbases[arcroles] = self._read(arcroles, labels=arcroles is None) if possible else ()
        return self._linkbases[arcroles]

    @cached_property
    def labels(self) -> tuple[LinkbaseFile, ...]:
        """Its linkbases with their labels only."""
        return self._read(frozenset(), labels=True)

    def _read(self, arcroles: frozenset[str] | None, *, labels: bool) -> tuple[LinkbaseFile, ...]:
        if arcroles is not None and self._is_linkbase and len(self._data) > LARGE:
            large = read_large_linkbase(self._data, self.url, arcroles, labels=labels, shown=self._shown)
            if large is not None:
                return (large,)
        nodes: Iterable[etree._Element] = () if self._root is None else self._root.iter(LINKBASE)
        if self._schema is not None:
            nodes = annotated(self._schema, LINKBASE)  # XBRL 2.1 section 5.1
        return tuple(read_linkbase(n, self.url, arcroles, labels=labels, shown=self._shown) for n in nodes)

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """The local names of the global elements by their ids."""
        nodes = () if self._schema is None else self._schema.iterchildren(_ELEMENT)
        pairs = ((node.get("id"), node.get("name")) for node in nodes)
        return {id_: name for id_, name in pairs if id_ and name}

    @cached_property
    def declared(self) -> Mapping[str, etree._Element]:
        """The global elements that have a substitution group, as every item has, by local name."""
        nodes = () if self._schema is None else self._schema.iterchildren(_ELEMENT)
        return {node.get("name", ""): node for node in nodes if node.get("substitutionGroup")}

    def element(self, local: str) -> Element | None:
        """Return the global element of that name, if it may be an item."""
        node = self.declared.get(local)
        if node is None or self.head is None:
            return None
        spaces = node.nsmap if self._prefixes_vary or self._schema is None else self._schema.nsmap
        return read_element(node, QName(self.head.namespace, local, self.head.prefix), spaces)

    @cached_property
    def _prefixes_vary(self) -> bool:
        return self._schema is None or prefixes_vary(self._schema, self._data)

    def name(self, fragment: str, namespace: str = "") -> QName | None:
        """Return the name of the element to which a fragment points, by its id or by element().

        `namespace` is that of the schema that includes it, for one that has none.
        """
        local = self._ids.get(fragment) or self._pointed(fragment)
        if not local or self.head is None:
            return None
        return QName(self.head.namespace or namespace, local, self.head.prefix)

    def _pointed(self, fragment: str) -> str:
        """The name of the element at `element(/1/14)` or `element(id/3)`, XPointer element() scheme.

        Of several pointers the first that leads somewhere counts; other schemes are not allowed (XBRL 2.1
        section 3.5.4).
        """
        for pointer in fragment.split(")"):
            scheme, _, path = pointer.strip().partition("(")
            if scheme != "element" or self._schema is None:
                continue
            first, *steps = path.split("/")
            node: etree._Element | None = self._schema
            if first:
                node = next((e for e in self._schema.iter(etree.Element) if e.get("id") == first), None)
            elif steps and steps.pop(0) != "1":
                node = None
            for step in steps:
                node = _child(node, step)
            if node is not None and node.tag == _ELEMENT and node.get("name"):
                return node.get("name", "")
        return ""


def _may_hold(arcroles: frozenset[str], data: bytes) -> bool:
    """Whether an arcrole may stand in a linkbase: as it is, in UTF-16, by references, or behind a break."""
    return (
        any(name in data for name in {arcrole.rpartition("/")[2].encode() for arcrole in arcroles})
        or b"&#" in data
        or b"\0" in data[:4]
        or not data.rstrip().endswith(b"linkbase>")
    )


def _child(node: etree._Element | None, step: str) -> etree._Element | None:
    if node is None or not step.isdecimal() or len(step) > len(str(MAX_CHILD)):
        return None
    index = int(step) - 1
    return node[index] if 0 <= index < len(node) else None
