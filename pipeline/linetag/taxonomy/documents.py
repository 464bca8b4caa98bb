"""The schemas and linkbases within reach of a report: its own files, and taxonomy packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from linetag.findings import Finding
from linetag.model import QName
from linetag.taxonomy.linkbase import LinkbaseFile, read_linkbase
from linetag.taxonomy.package import Package
from linetag.taxonomy.schema import SchemaHead, read_head
from linetag.xbrl.names import LINK, SUMMATION_2003, SUMMATION_2023, XS
from linetag.xbrl.xml import parse

_SCHEMA, _LINKBASE = f"{{{XS}}}schema", f"{{{LINK}}}linkbase"
_ELEMENT = f"{{{XS}}}element"
_SUMMATIONS = frozenset((SUMMATION_2003, SUMMATION_2023))


class Document:
    """A parsed file of a taxonomy; what it holds is read when it is asked for."""

    def __init__(self, url: str, root: etree._Element) -> None:
        """With its absolute address and its root element."""
        self.url = url
        self._root = root

    @cached_property
    def head(self) -> SchemaHead | None:
        """What it refers to, if it is a schema."""
        return read_head(self._root, self.url) if self._root.tag == _SCHEMA else None

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes declared at its root."""
        return {prefix: uri for prefix, uri in self._root.nsmap.items() if prefix}

    @cached_property
    def summations(self) -> tuple[LinkbaseFile, ...]:
        """Its linkbases, itself or embedded, with their summation-item arcs only."""
        return tuple(read_linkbase(node, self.url, _SUMMATIONS, labels=False) for node in self._linkbases())

    @cached_property
    def labels(self) -> tuple[LinkbaseFile, ...]:
        """Its linkbases with their labels only."""
        return tuple(read_linkbase(node, self.url, ()) for node in self._linkbases())

    def _linkbases(self) -> Sequence[etree._Element]:
        if self._root.tag == _LINKBASE:
            return (self._root,)
        return tuple(self._root.iter(_LINKBASE)) if self._root.tag == _SCHEMA else ()

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {node.get("id", ""): node.get("name", "") for node in self._root.iterchildren(_ELEMENT)}

    def name(self, fragment: str) -> QName | None:
        """The element of a schema that a fragment points at, by its id or by element()."""
        head = self.head
        if head is None:
            return None
        local = self._ids.get(fragment) or self._pointed(fragment)
        return QName(head.namespace, local, head.prefix) if local else None

    def _pointed(self, fragment: str) -> str:
        """The name of the element at `element(/1/14)` or `element(id/3)`, XPointer element() scheme."""
        for pointer in fragment.split(")"):
            scheme, _, path = pointer.strip().partition("(")
            if scheme != "element":
                continue
            first, *steps = path.split("/")
            node: etree._Element | None = self._root
            if first:
                node = next((e for e in self._root.iter(etree.Element) if e.get("id") == first), None)
            elif steps and steps.pop(0) != "1":
                node = None
            for step in steps:
                node = _child(node, step)
            if node is not None and node.tag == _ELEMENT and node.get("name"):
                return node.get("name", "")
        return ""


def _child(node: etree._Element | None, step: str) -> etree._Element | None:
    if node is None or not step.isdecimal() or len(step) > len("1000000"):
        return None
    index = int(step) - 1
    return node[index] if 0 <= index < len(node) else None


@dataclass(slots=True)
class Library:
    """Taxonomy packages, and what was read of them: a thousand reports share one base taxonomy."""

    packages: tuple[Package, ...] = ()
    _documents: dict[str, tuple[Document | None, tuple[Finding, ...]]] = field(default_factory=dict)

    def fetch(self, url: str) -> bytes | None:
        """What the first package that has it holds for the URL."""
        return next((data for package in self.packages if (data := package.fetch(url)) is not None), None)

    def document(self, url: str) -> tuple[Document | None, tuple[Finding, ...]]:
        """The file at the URL, parsed once."""
        if url not in self._documents:
            self._documents[url] = opened(self.fetch(url), url, url)
        return self._documents[url]


def opened(data: bytes | None, url: str, shown: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """Parse a file; None without a finding where there is none."""
    if data is None:
        return None, ()
    root, found = parse(data, shown)
    return (None if root is None else Document(url, root)), found


@dataclass(slots=True)
class Reach:
    """What one report can reach: its own files by address, everything else in the library.

    `shown` says what a person is told instead of an address of the report's own.
    """

    read: Callable[[str], bytes | None]
    shown: Callable[[str], str]
    library: Library = field(default_factory=Library)
    findings: list[Finding] = field(default_factory=list)
    _own: dict[str, Document | None] = field(default_factory=dict)

    def document(self, url: str) -> Document | None:
        """The file at an address or URL; what is wrong with it is told once."""
        if url in self._own:
            return self._own[url]
        if url.startswith("/"):
            document, found = opened(self.read(url), url, self.shown(url))
        else:
            document, found = self.library.document(url)
        self._own[url] = document
        self.findings.extend(found)
        return document
