"""One linkbase → labels and relationships, still by the addresses of their ends."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Label, Origin
from linetag.taxonomy import limits
from linetag.taxonomy.schema import base_of
from linetag.xbrl.hrefs import join
from linetag.xbrl.names import BASE, CONCEPT_LABEL, HREF, LINK, ROLE, STANDARD_LABEL, XBRLDT, XLINK, XML
from linetag.xbrl.xml import Unreadable, grandchildren

LINKBASE = f"{{{LINK}}}linkbase"
_LANG = f"{{{XML}}}lang"
_TYPE, _LABEL, _ARCROLE, _FROM, _TO = (
    f"{{{XLINK}}}{name}" for name in ("type", "label", "arcrole", "from", "to")
)
_LABEL_LINK, _REFERENCE_LINK = f"{{{LINK}}}labelLink", f"{{{LINK}}}referenceLink"
_REFS = (f"{{{LINK}}}roleRef", f"{{{LINK}}}arcroleRef")
# Not compared where arcs are equivalent (XBRL 2.1 section 3.5.3.9.7.4), or read by name.
_NAMED = frozenset(("use", "priority", "order", "weight", "preferredLabel"))
_USUAL = _NAMED | {_TYPE, _ARCROLE, _FROM, _TO, f"{{{XLINK}}}title"}
_DIMENSIONAL = f"{{{XBRLDT}}}"
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*")
_WHOLE = re.compile(r"\s*[+-]?[0-9]+\s*")

Address = tuple[str, str]  # URL of a document, fragment that names an element in it
BaseSet = tuple[str, str, str, str]  # role, arcrole, link element, arc element
# The extended links of a linkbase, each with the elements in it.
Links = Iterable[tuple[etree._Element, Iterable[etree._Element]]]  # noqa: SLF001 - the name that lxml gives its type


class Attribute(NamedTuple):
    """An attribute of an arc without a field here; `expanded` is its value as a QName, if it can be one."""

    name: str
    value: str
    expanded: str


class ArcKind(NamedTuple):
    """The properties by which arcs with the same ends are equivalent (section 3.5.3.9.7.4).

    `attributes` are those that count and have no field of their own.
    """

    order: Decimal
    weight: Decimal | None
    preferred: str | None
    attributes: tuple[Attribute, ...]


class Relationship(NamedTuple):
    """An arc between two addresses, with what decides on prohibition (section 3.5.3.9.7), and its line.

    Equal arcs of a linkbase share one `kind`.
    """

    base_set: BaseSet
    source: Address
    target: Address
    kind: ArcKind
    priority: int
    prohibited: bool
    line: int


class LabelRelation(NamedTuple):
    """A label arc in a role: from a concept to a label resource, wherever that stands."""

    role: str
    source: Address
    target: Address
    priority: int
    prohibited: bool


class LinkbaseFile:
    """The content of one linkbase; `references` are the schemas of its locators and roleRefs.

    `shown` is the path that the user knows instead of its URL.
    """

    def __init__(self, url: str, shown: str) -> None:
        """Empty; its reader fills it."""
        self.url = url
        self.shown = shown
        self.relations: list[Relationship] = []
        self.labels: list[LabelRelation] = []
        self.resources: dict[Address, Label] = {}
        self.references: dict[str, None] = {}
        self.findings: list[Finding] = []
        self._kinds: dict[tuple[str | None, ...], tuple[ArcKind, int, bool]] = {}

    def kind(self, own: Mapping[str, str], node: etree._Element) -> tuple[ArcKind, int, bool]:
        """Return the kind of an arc, its priority, and whether it prohibits, from its attributes.

        Raises ValueError where a number is malformed.
        """
        get = own.get
        texts = get("order"), get("weight"), get("preferredLabel"), get("priority"), get("use")
        usual = own.keys() <= _USUAL
        known = self._kinds.get(texts) if usual else None
        if known is None:
            order, weight, preferred, priority, use = texts
            attributes = () if usual else tuple(_others(own, node))
            kind = ArcKind(
                Decimal(1) if order is None else decimal(order),
                None if weight is None else decimal(weight),
                preferred,
                attributes,
            )
            prohibited = use is not None and use.strip() == "prohibited"
            known = kind, 0 if priority is None else whole(priority), prohibited
            if usual:
                self._kinds[texts] = known
        return known


def read_linkbase(
    root: etree._Element,
    url: str,
    arcroles: Container[str] | None = None,
    *,
    labels: bool = True,
    shown: str = "",
) -> LinkbaseFile:
    """Read the linkbase at `url` (XBRL 2.1 sections 3.5 and 5.2).

    Only arcs of these arcroles if they are given, and labels only if wanted; references never.
    """
    file = LinkbaseFile(url, shown or url)
    base = base_of(root, url)
    _read_links(((link, link) for link in root), base, file, arcroles, labels=labels)
    for reference in root.iterchildren(*_REFS):
        href = reference.get(HREF, "").partition("#")[0].strip()
        file.references[join(join(base, reference.get(BASE, "")), href)] = None
    return file


def read_large_linkbase(
    data: bytes, url: str, arcroles: Container[str] | None = None, *, labels: bool = True, shown: str = ""
) -> LinkbaseFile | None:
    """Read a linkbase whose tree would be too large, without its roleRefs; None if it has no links."""
    file = LinkbaseFile(url, shown or url)
    pairs = grandchildren(data, file.shown, LINKBASE)
    try:
        first = next(pairs, None)
        if first is None:
            return None
        root = first[0].getparent()
        grouped = groupby(chain((first,), pairs), itemgetter(0))
        links = ((link, (inner for _, inner in group)) for link, group in grouped)
        _read_links(links, url if root is None else base_of(root, url), file, arcroles, labels=labels)
    except Unreadable as error:
        file.findings.append(error.found)
    return file


def _read_links(
    links: Links, base: str, file: LinkbaseFile, arcroles: Container[str] | None, *, labels: bool
) -> None:
    for link, nodes in links:
        if link.get(_TYPE) != "extended" or link.tag == _REFERENCE_LINK:
            continue
        own = join(base, link.get(BASE, ""))
        if link.tag != _LABEL_LINK:
            _read_relations(link, nodes, own, file, arcroles)
        elif labels:
            _read_labels(link, nodes, own, file)


class _Locators:
    """The addresses that the locators of one extended link stand for, by xlink:label."""

    def __init__(self, base: str, file: LinkbaseFile) -> None:
        self._base = base
        self._file = file
        self._by_label: dict[str, list[Address]] = {}
        self._documents: dict[tuple[str, str], str] = {}

    def add(self, label: str, href: str, base: str) -> None:
        """Take note of a locator."""
        document, _, fragment = href.strip().partition("#")
        key = document, base
        url = self._documents.get(key)
        if url is None:
            url = self._documents[key] = join(join(self._base, base), document)
            self._file.references[url] = None
        address = url, unquote(fragment) if "%" in fragment else fragment
        self._by_label.setdefault(label, []).append(address)

    def __call__(self, label: str) -> list[Address]:
        return self._by_label.get(label, [])


def _read_labels(
    link: etree._Element, nodes: Iterable[etree._Element], base: str, file: LinkbaseFile
) -> None:
    locators = _Locators(base, file)
    resources: dict[str, list[Address]] = {}
    arcs: list[tuple[str, str, int, bool]] = []
    for node in nodes:
        kind = node.get(_TYPE)
        if kind == "resource":
            text = "".join(node.itertext()) if len(node) else node.text or ""
            name = node.get("id") or f"/{len(file.resources)}"
            file.resources[file.url, name] = Label(
                node.get(ROLE, STANDARD_LABEL), node.get(_LANG, ""), text.strip()
            )
            resources.setdefault(node.get(_LABEL, ""), []).append((file.url, name))
        elif kind == "locator":
            locators.add(node.get(_LABEL, ""), node.get(HREF, ""), node.get(BASE, ""))
        elif kind == "arc" and node.get(_ARCROLE) == CONCEPT_LABEL:
            try:
                priority = whole(node.get("priority", "0"))
            except ValueError:
                priority = 0
            prohibited = node.get("use", "").strip() == "prohibited"
            arcs.append((node.get(_FROM, ""), node.get(_TO, ""), priority, prohibited))
    role = link.get(ROLE, "").strip()
    for from_, to, priority, prohibited in arcs:
        sources, targets = locators(from_), (*resources.get(to, ()), *locators(to))
        if _too_many(len(file.labels), len(sources) * len(targets), link, file):
            return
        file.labels.extend(
            LabelRelation(role, source, target, priority, prohibited)
            for source in sources
            for target in targets
        )


# An arc as it is written: labels of locators, then what its relations share.
_Arc = tuple[str, str, BaseSet, ArcKind, int, bool, int]


def _read_relations(
    link: etree._Element,
    nodes: Iterable[etree._Element],
    base: str,
    file: LinkbaseFile,
    arcroles: Container[str] | None,
) -> None:
    locators = _Locators(base, file)
    arcs: list[_Arc] = []
    base_sets: dict[tuple[str | None, object], BaseSet | None] = {}
    for node in nodes:
        kind = node.get(_TYPE)
        if kind == "locator":
            locators.add(node.get(_LABEL, ""), node.get(HREF, ""), node.get(BASE, ""))
        elif kind == "arc":
            own = dict(node.items())  # one call for all: each attribute asked for by itself costs as much
            key = own.get(_ARCROLE), node.tag
            if key not in base_sets:
                base_sets[key] = _base_set(link, key, arcroles)
            base_set = base_sets[key]
            if base_set is None:
                continue
            try:
                kept = file.kind(own, node)
                arcs.append((own.get(_FROM, ""), own.get(_TO, ""), base_set, *kept, node.sourceline or 1))
            except ValueError:
                at = Origin(file.shown, int(node.sourceline or 1), 1)
                file.findings.append(finding("X759", at, role=base_set[0]))
    _relate(arcs, locators, link, file)


def _relate(arcs: Iterable[_Arc], locators: _Locators, link: etree._Element, file: LinkbaseFile) -> None:
    """A relation for every pair of locators that the ends of an arc stand for."""
    relations = file.relations
    for from_, to, base_set, kind, priority, prohibited, line in arcs:
        sources, targets = locators(from_), locators(to)
        if _too_many(len(relations), len(sources) * len(targets), link, file):
            return
        for source in sources:
            for target in targets:
                relations.append(Relationship(base_set, source, target, kind, priority, prohibited, line))


def _base_set(
    link: etree._Element, arc: tuple[str | None, object], arcroles: Container[str] | None
) -> BaseSet | None:
    """The base set of arcs of an arcrole and tag (section 3.5.3.9.7.1), unless they are not wanted."""
    arcrole = (arc[0] or "").strip()
    wanted = arcroles is None or arcrole in arcroles
    return (link.get(ROLE, "").strip(), arcrole, str(link.tag), str(arc[1])) if wanted else None


def _too_many(count: int, more: int, link: etree._Element, file: LinkbaseFile) -> bool:
    if count + more <= limits.MAX_RELATIONS:
        return False
    at = Origin(file.shown, link.sourceline or 1, 1)
    file.findings.append(finding("X760", at, path=file.shown, most=f"{limits.MAX_RELATIONS:,}"))
    return True


def decimal(text: str) -> Decimal:
    """Return an xs:decimal; ValueError for what `Decimal` accepts beyond that (NaN, 1e9, 1_000)."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def whole(text: str) -> int:
    """Return an xs:integer; ValueError for what `int` accepts beyond that (1_000, other digits)."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _others(own: Mapping[str, str], node: etree._Element) -> Iterator[Attribute]:
    """The attributes that distinguish arcs and have no field here, in the order of their names."""
    for name, value in sorted(own.items()):
        if name not in _NAMED and not name.startswith(f"{{{XLINK}}}"):
            prefix, _, local = value.strip().rpartition(":")
            namespace = node.nsmap.get(prefix or None)
            expanded = f"{{{namespace}}}{local}" if namespace else local if not prefix else ""
            short = f"xbrldt:{name[len(_DIMENSIONAL) :]}" if name.startswith(_DIMENSIONAL) else name
            yield Attribute(short, value, expanded)
