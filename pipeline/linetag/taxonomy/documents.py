"""The schemas and linkbases within reach of a report: its own files, and taxonomy packages."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from linetag.findings import Finding
from linetag.model import QName
from linetag.taxonomy.linkbase import (
    LINKBASE,
    Between,
    LinkbaseFile,
    lines_of,
    read_large_linkbase,
    read_linkbase,
)
from linetag.taxonomy.schema import (
    Balance,
    SchemaHead,
    attribute_types,
    elements_of,
    embedded,
    read_head,
    roles_of,
)
from linetag.xbrl.names import SUMMATION_2003, SUMMATION_2023, XS
from linetag.xbrl.xml import LARGE, head, parse

if TYPE_CHECKING:
    from linetag.taxonomy.package import Package
    from linetag.xbrl.files import Files

_SCHEMA, _ELEMENT = f"{{{XS}}}schema", f"{{{XS}}}element"
_SUMMATIONS = frozenset((SUMMATION_2003, SUMMATION_2023))
_LINKBASE_TAG = re.compile(rb"<(?:[\w.-]+:)?linkbase[\s>]")
_ID = re.compile(r"[^\W\d][\w.\u00b7-]*")


class TaxonomyDocument:
    """A file of a taxonomy; it is parsed when something is asked for that its bytes do not tell.

    `findings` say what was wrong with it so far.
    """

    def __init__(self, url: str, data: bytes, shown: str) -> None:
        """With its absolute address, and what a person is told instead of it."""
        self.url = url
        self.findings: list[Finding] = []
        self._data = data
        self._shown = shown
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

    @property
    def balances(self) -> Mapping[str, Balance]:
        """The balances that a schema gives its elements, by their local names."""
        return self._elements[1]

    def lines(self, wanted: Collection[Between]) -> Mapping[Between, int]:
        """The lines on which these arcs stand in its linkbases, unless it is too large for a tree."""
        found: dict[Between, int] = {}
        for node in () if self._is_linkbase and len(self._data) > LARGE else self._linkbase_nodes:
            found.update(lines_of(node, self.url, wanted))
        return found

    @cached_property
    def summations(self) -> tuple[LinkbaseFile, ...]:
        """Its linkbases, itself or embedded, with their summation-item arcs only."""
        if self._is_linkbase and not _may_hold(b"summation-item", self._data):
            return ()
        return self._linkbases(_SUMMATIONS, labels=False)

    @cached_property
    def labels(self) -> tuple[LinkbaseFile, ...]:
        """Its linkbases with their labels only."""
        return self._linkbases((), labels=True)

    def _linkbases(self, arcroles: Container[str], *, labels: bool) -> tuple[LinkbaseFile, ...]:
        if self._is_linkbase and len(self._data) > LARGE:
            large = read_large_linkbase(self._data, self.url, arcroles, labels=labels, shown=self._shown)
            if large is not None:
                return (large,)
        nodes = self._linkbase_nodes
        return tuple(read_linkbase(n, self.url, arcroles, labels=labels, shown=self._shown) for n in nodes)

    @property
    def _linkbase_nodes(self) -> Sequence[etree._Element]:
        if self._schema is not None:
            return embedded(self._schema)
        return () if self._root is None else tuple(self._root.iter(LINKBASE))

    @cached_property
    def _elements(self) -> tuple[Mapping[str, str], Mapping[str, Balance]]:
        return ({}, {}) if self._schema is None else elements_of(self._schema)

    def name(self, fragment: str, namespace: str = "") -> QName | None:
        """The element of a schema that a fragment points at, by its id or by element().

        `namespace` is that of the schema that includes it, for one that has none.
        """
        local = self._elements[0].get(fragment) or self._pointed(fragment)
        if not local or self.head is None:
            return None
        return QName(self.head.namespace or namespace, local, self.head.prefix)

    def _pointed(self, fragment: str) -> str:
        """The name of the element at `element(/1/14)` or `element(id/3)`, XPointer element() scheme.

        Of several pointers the first that leads somewhere counts; xpointer() and others are none
        (XBRL 2.1 section 3.5.4).
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


def _may_hold(text: bytes, data: bytes) -> bool:
    """Whether a text of ASCII may stand in an XML document: as it is, in UTF-16, or by references.

    Or would, if the document did not break off.
    """
    return text in data or b"&#" in data or b"\0" in data[:4] or not data.rstrip().endswith(b"linkbase>")


def _child(node: etree._Element | None, step: str) -> etree._Element | None:
    if node is None or not step.isdecimal() or len(step) > len("1000000"):
        return None
    index = int(step) - 1
    return node[index] if 0 <= index < len(node) else None


def guessed(fragment: str, namespace: str | None, prefixes: Mapping[str, str]) -> QName | None:
    """The name of a concept from its id alone, where its schema is out of reach.

    `prefix_LocalName`: `namespace` is that under which a schema at hand imports the file, or else
    that of the prefix among `prefixes`. Prefixes may hold underscores, so the longest that fits
    counts. An id without a prefix is the name itself.
    """
    if not _ID.fullmatch(fragment):
        return None
    at = len(fragment)
    while (at := fragment.rfind("_", 0, at)) > 0:
        prefix, local = fragment[:at], fragment[at + 1 :]
        uri = prefixes.get(prefix)
        if uri is not None and local and namespace in (None, uri):
            return QName(uri, local, prefix)
    if namespace is None:
        return None
    prefix, _, local = fragment.rpartition("_")
    return QName(namespace, local, prefix) if local else None


class Library:
    """Taxonomy packages, and what was read of them: a thousand reports share one base taxonomy."""

    def __init__(self, packages: tuple[Package, ...] = ()) -> None:
        """Of open packages, the first of which counts where several have a file."""
        self.packages = packages
        self._documents: dict[str, TaxonomyDocument | None] = {}

    def fetch(self, url: str) -> bytes | None:
        """What the first package that has it holds for the URL."""
        return next((data for package in self.packages if (data := package.fetch(url)) is not None), None)

    def document(self, url: str) -> TaxonomyDocument | None:
        """The file at the URL, read once."""
        if url not in self._documents:
            data = self.fetch(url)
            self._documents[url] = None if data is None else TaxonomyDocument(url, data, url)
        return self._documents[url]


class Reach:
    """What one report can reach: its own files by address, everything else in the library."""

    def __init__(self, files: Files, library: Library) -> None:
        """With the files of the report."""
        self._files = files
        self._library = library
        self._met: dict[str, TaxonomyDocument | None] = {}

    def document(self, url: str) -> TaxonomyDocument | None:
        """The file at an address or URL."""
        if url in self._met:
            return self._met[url]
        if url.startswith("/"):
            data = self._files.read(url)
            document = None if data is None else TaxonomyDocument(url, data, self._files.shown(url))
        else:
            document = self._library.document(url)
        self._met[url] = document
        return document

    def shown(self, url: str) -> str:
        """What a person is told instead of an address."""
        return self._files.shown(url)

    def findings(self) -> tuple[Finding, ...]:
        """What was wrong with the files so far."""
        found: list[Finding] = []
        for url, document in self._met.items():
            found.extend(self._files.told(url) if document is None else document.findings)
        return tuple(found)
