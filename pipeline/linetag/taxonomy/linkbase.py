"""One linkbase → labels and relationships, still by the addresses of their ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Arc, Label, Network, Origin, QName
from linetag.xbrl.hrefs import join
from linetag.xbrl.names import CONCEPT_LABEL, LINK, STANDARD_LABEL, XBRLDT, XLINK, XML

_LANG, _BASE = f"{{{XML}}}lang", f"{{{XML}}}base"
_TYPE, _LABEL, _HREF, _ROLE, _ARCROLE, _FROM, _TO = (
    f"{{{XLINK}}}{name}" for name in ("type", "label", "href", "role", "arcrole", "from", "to")
)
_LOC, _LABEL_LINK = f"{{{LINK}}}loc", f"{{{LINK}}}labelLink"
# Of no matter to the equivalence of arcs, XBRL 2.1 section 3.5.3.9.7.4, or read by name.
_NAMED = frozenset(("use", "priority", "order", "weight", "preferredLabel"))
_USUAL = _NAMED | {_TYPE, _ARCROLE, _FROM, _TO, f"{{{XLINK}}}title"}
_DIMENSIONAL = f"{{{XBRLDT}}}"
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*")
# An arc stands for every pair of locators with its labels: a small file could ask for billions.
MAX_RELATIONS = 3_000_000

Address = tuple[str, str]  # URL of a document, fragment that names an element in it
BaseSet = tuple[str, str, str, str]  # role, arcrole, link element, arc element


class Relation(NamedTuple):
    """An arc between two addresses, with what may prohibit or override it (section 3.5.3.9.7).

    `attributes` are those that are neither exempt from the equivalence of arcs nor named here.
    """

    base_set: BaseSet
    source: Address
    target: Address
    order: Decimal
    weight: Decimal | None
    preferred: str | None
    attributes: tuple[tuple[str, str], ...]
    priority: int
    prohibited: bool


class LabelRelation(NamedTuple):
    """A label arc: from a concept to a label resource, wherever that stands."""

    source: Address
    target: Address
    priority: int
    prohibited: bool


@dataclass(slots=True)
class LinkbaseFile:
    """What one linkbase says; `references` are the schemas that its locators point into."""

    url: str
    relations: list[Relation] = field(default_factory=list)
    labels: list[LabelRelation] = field(default_factory=list)
    resources: dict[Address, Label] = field(default_factory=dict)
    references: dict[str, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_linkbase(
    root: etree._Element, url: str, arcroles: Container[str] | None = None, *, labels: bool = True
) -> LinkbaseFile:
    """The linkbase at `url` (XBRL 2.1 sections 3.5 and 5.2).

    Only the arcs of these arcroles, if given; label links only if wanted.
    """
    file = LinkbaseFile(url)
    base = join(url, root.get(_BASE, ""))
    for link in root.iterchildren(etree.Element):
        if link.get(_TYPE) != "extended":
            continue
        if link.tag != _LABEL_LINK:
            _read_relations(link, base, file, arcroles)
        elif labels:
            _read_labels(link, base, file)
    return file


class _Locators:
    """The addresses that the locators of one extended link stand for, by xlink:label."""

    def __init__(self, link: etree._Element, base: str, file: LinkbaseFile) -> None:
        self.base = join(base, link.get(_BASE, ""))
        self._by_label: dict[str | None, list[Address]] = defaultdict(list)
        documents: dict[tuple[str, str], str] = {}
        for node in link.iterchildren(_LOC):
            document, _, fragment = node.get(_HREF, "").strip().partition("#")
            key = document, node.get(_BASE, "")
            url = documents.get(key)
            if url is None:
                url = documents[key] = join(join(self.base, key[1]), document)
                file.references[url] = None
            self._by_label[node.get(_LABEL)].append((url, unquote(fragment) if "%" in fragment else fragment))

    def __call__(self, label: str | None) -> list[Address]:
        return self._by_label.get(label, [])


def _read_labels(link: etree._Element, base: str, file: LinkbaseFile) -> None:
    locators = _Locators(link, base, file)
    resources: dict[str | None, list[Address]] = defaultdict(list)
    arcs: list[etree._Element] = []
    for node in link.iterchildren(etree.Element):
        kind = node.get(_TYPE)
        if kind == "resource":
            text = "".join(node.itertext()) if len(node) else node.text or ""
            name = node.get("id") or f"/{len(file.resources)}"
            file.resources[file.url, name] = Label(
                node.get(_ROLE, STANDARD_LABEL), node.get(_LANG, ""), text.strip()
            )
            resources[node.get(_LABEL)].append((file.url, name))
        elif kind == "arc" and node.get(_ARCROLE) == CONCEPT_LABEL:
            arcs.append(node)
    for arc in arcs:
        to = arc.get(_TO)
        try:
            priority = int(arc.get("priority", "0"))
        except ValueError:
            priority = 0
        targets = (*resources.get(to, ()), *locators(to))
        prohibited = arc.get("use") == "prohibited"
        sources = locators(arc.get(_FROM))
        if _too_many(len(file.labels), sources, targets, link, file):
            return
        file.labels.extend(
            LabelRelation(source, target, priority, prohibited) for source in sources for target in targets
        )


def _read_relations(
    link: etree._Element, base: str, file: LinkbaseFile, arcroles: Container[str] | None
) -> None:
    locators: _Locators | None = None
    role, link_tag = link.get(_ROLE, ""), str(link.tag)
    for node in link.iterchildren(etree.Element):
        arcrole = node.get(_ARCROLE)
        if arcrole is None or (arcroles is not None and arcrole not in arcroles) or node.get(_TYPE) != "arc":
            continue
        if locators is None:
            locators = _Locators(link, base, file)
        try:
            order = decimal(node.get("order", "1"))
            weight = None if (text := node.get("weight")) is None else decimal(text)
            priority = int(text) if (text := node.get("priority")) else 0
        except ValueError:
            at = Origin(file.url, int(node.sourceline or 1), 1)
            file.findings.append(finding("X759", at, role=role))
            continue
        base_set = role, arcrole, link_tag, str(node.tag)
        sources, targets = locators(node.get(_FROM)), locators(node.get(_TO))
        prohibited = node.get("use") == "prohibited"
        rest = order, weight, node.get("preferredLabel"), _attributes(node), priority, prohibited
        if len(sources) == len(targets) == 1:
            file.relations.append(Relation(base_set, sources[0], targets[0], *rest))
            continue
        if _too_many(len(file.relations), sources, targets, link, file):
            return
        file.relations.extend(
            Relation(base_set, source, target, *rest) for source in sources for target in targets
        )


def _too_many(
    count: int,
    sources: list[Address],
    targets: tuple[Address, ...] | list[Address],
    link: etree._Element,
    file: LinkbaseFile,
) -> bool:
    if count + len(sources) * len(targets) <= MAX_RELATIONS:
        return False
    at = Origin(file.url, link.sourceline or 1, 1)
    file.findings.append(finding("X760", at, path=file.url, most=f"{MAX_RELATIONS:,}"))
    return True


@lru_cache(maxsize=4096)
def decimal(text: str) -> Decimal:
    """A number of xs:decimal; ValueError for all that `Decimal` takes beyond it (NaN, 1e9, 1_000)."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _attributes(node: etree._Element) -> tuple[tuple[str, str], ...]:
    if _USUAL.issuperset(node.keys()):
        return ()
    found = [
        (f"xbrldt:{name[len(_DIMENSIONAL) :]}" if name.startswith(_DIMENSIONAL) else name, value)
        for name, value in node.items()
        if name not in _NAMED and not name.startswith(f"{{{XLINK}}}")
    ]
    return tuple(sorted(found)) if found else ()


def networks_of(relations: Iterable[Relation], names: Mapping[Address, QName]) -> tuple[Network, ...]:
    """The relationships that stand, one network for each base set, in order of appearance.

    Of equivalent arcs the one with the highest priority decides, and a prohibition among equals
    (XBRL 2.1 section 3.5.3.9.7.5). A relationship with an unknown end is left out.
    """
    one: dict[QName, QName] = {}
    known = {address: one.setdefault(name, name) for address, name in names.items()}
    sets: dict[BaseSet, dict[tuple[object, ...], tuple[int, bool, Relation]]] = defaultdict(dict)
    for relation in relations:
        source, target = known.get(relation.source), known.get(relation.target)
        if source is None or target is None:
            continue
        key = (id(source), id(target), *relation[3:7])
        arcs = sets[relation.base_set]
        first = arcs.get(key)
        rank = relation.priority, relation.prohibited
        if first is None:
            arcs[key] = (*rank, relation)
        elif rank > first[:2]:
            arcs[key] = (*rank, first[2])
    return tuple(_networks(sets, known))


def _networks(
    sets: Mapping[BaseSet, Mapping[tuple[object, ...], tuple[int, bool, Relation]]],
    known: Mapping[Address, QName],
) -> Iterator[Network]:
    for (role, arcrole, _, _), ranked in sets.items():
        arcs = tuple(
            Arc(known[arc.source], known[arc.target], arc.order, arc.weight, arc.preferred, arc.attributes)
            for _, prohibited, arc in ranked.values()
            if not prohibited
        )
        if arcs:
            yield Network(role, arcrole, arcs)


def labels_of(
    files: Iterable[LinkbaseFile], names: Mapping[Address, QName]
) -> Mapping[QName, tuple[Label, ...]]:
    """The labels of each concept that stand, in order of appearance; prohibition as for networks."""
    resources: dict[Address, Label] = {}
    ranked: dict[tuple[QName, Address], tuple[int, bool]] = {}
    for file in files:
        resources.update(file.resources)
        for source, target, priority, prohibited in file.labels:
            name = names.get(source)
            if name is not None:
                key, rank = (name, target), (priority, prohibited)
                ranked[key] = max(ranked.get(key, rank), rank)
    labels: dict[QName, dict[Label, None]] = defaultdict(dict)
    for (name, target), (_, prohibited) in ranked.items():
        if not prohibited and target in resources:
            labels[name][resources[target]] = None
    return {name: tuple(own) for name, own in labels.items()}
