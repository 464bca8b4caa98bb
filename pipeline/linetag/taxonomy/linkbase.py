"""One linkbase → labels and relationships, still by the addresses of their ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urljoin

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Arc, Label, Network, Origin, QName
from linetag.xbrl.names import CONCEPT_LABEL, LINK, STANDARD_LABEL, XBRLDT, XLINK

_XML = "http://www.w3.org/XML/1998/namespace"
_LANG, _BASE = f"{{{_XML}}}lang", f"{{{_XML}}}base"
_TYPE, _LABEL, _HREF, _ROLE, _ARCROLE, _FROM, _TO = (
    f"{{{XLINK}}}{name}" for name in ("type", "label", "href", "role", "arcrole", "from", "to")
)
_RELATIONS = frozenset(
    f"{{{LINK}}}{name}" for name in ("presentationLink", "calculationLink", "definitionLink")
)
_LABELS = f"{{{LINK}}}labelLink"
_DIMENSIONAL = f"{{{XBRLDT}}}"
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*")

Address = tuple[str, str]  # URL of a schema, id of an element in it


@dataclass(frozen=True, slots=True)
class Relation:
    """An arc between two addresses, with what may prohibit or override it (section 3.5.3.9.7)."""

    role: str
    arcrole: str
    source: Address
    target: Address
    order: Decimal
    weight: Decimal | None
    preferred: str | None
    attributes: tuple[tuple[str, str], ...]
    priority: int
    prohibited: bool


@dataclass(slots=True)
class LinkbaseFile:
    """What one linkbase says; `references` are the schemas that its locators point into."""

    url: str
    relations: list[Relation] = field(default_factory=list)
    labels: list[tuple[Address, Label]] = field(default_factory=list)
    references: dict[str, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_linkbase(root: etree._Element, url: str) -> LinkbaseFile:
    """The linkbase at `url` (XBRL 2.1 sections 3.5 and 5.2).

    A label arc adds a label; one that prohibits another label is ignored.
    """
    file = LinkbaseFile(url)
    base = urljoin(url, root.get(_BASE, ""))
    for link in root.iterchildren():
        if link.tag == _LABELS:
            _read_labels(link, _Locators(link, base, file), file)
        elif link.tag in _RELATIONS:
            _read_relations(link, _Locators(link, base, file), file)
    return file


class _Locators:
    """The addresses that the locators of one extended link stand for, by xlink:label."""

    def __init__(self, link: etree._Element, base: str, file: LinkbaseFile) -> None:
        self._by_label: dict[str, list[Address]] = defaultdict(list)
        documents: dict[str, str] = {}
        base = urljoin(base, link.get(_BASE, ""))
        for node in link.iterchildren(f"{{{LINK}}}loc"):
            document, _, fragment = node.get(_HREF, "").partition("#")
            if document not in documents:
                documents[document] = urljoin(base, document)
                file.references[documents[document]] = None
            self._by_label[node.get(_LABEL, "")].append((documents[document], fragment))

    def __call__(self, label: str | None) -> list[Address]:
        return self._by_label.get(label or "", [])


def _read_labels(link: etree._Element, locators: _Locators, file: LinkbaseFile) -> None:
    resources: dict[str, list[Label]] = defaultdict(list)
    for node in link.iterchildren(f"{{{LINK}}}label"):
        text = "".join(node.itertext()) if len(node) else node.text or ""
        label = Label(node.get(_ROLE, STANDARD_LABEL), node.get(_LANG, ""), text.strip())
        resources[node.get(_LABEL, "")].append(label)
    for arc in link.iterchildren(f"{{{LINK}}}labelArc"):
        if arc.get("use") != "prohibited" and arc.get(_ARCROLE) == CONCEPT_LABEL:
            found = resources.get(arc.get(_TO, ""), ())
            file.labels.extend((source, label) for source in locators(arc.get(_FROM)) for label in found)


def _read_relations(link: etree._Element, locators: _Locators, file: LinkbaseFile) -> None:
    role = link.get(_ROLE, "")
    for node in link.iterchildren():
        if node.get(_TYPE) != "arc":
            continue
        try:
            order = _decimal(node.get("order", "1"))
            weight = None if (text := node.get("weight")) is None else _decimal(text)
            priority = int(node.get("priority", "0"))
        except ValueError:
            at = Origin(file.url, int(node.sourceline or 1), 1)
            file.findings.append(finding("X759", at, role=role))
            continue
        for source in locators(node.get(_FROM)):
            for target in locators(node.get(_TO)):
                file.relations.append(
                    Relation(
                        role=role,
                        arcrole=node.get(_ARCROLE, ""),
                        source=source,
                        target=target,
                        order=order,
                        weight=weight,
                        preferred=node.get("preferredLabel"),
                        attributes=tuple(_dimensional(node)),
                        priority=priority,
                        prohibited=node.get("use") == "prohibited",
                    )
                )


def _decimal(text: str) -> Decimal:
    """A number of xs:decimal; ValueError for all that `Decimal` takes beyond it (NaN, 1e9, 1_000)."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _dimensional(node: etree._Element) -> Iterator[tuple[str, str]]:
    for name, value in node.items():
        if name.startswith(_DIMENSIONAL):
            yield f"xbrldt:{name[len(_DIMENSIONAL) :]}", value


def networks_of(relations: Iterable[Relation], names: Mapping[Address, QName]) -> tuple[Network, ...]:
    """The relationships that stand, one network for each role and arcrole, in order of appearance.

    Of equivalent arcs the one with the highest priority decides, and a prohibition among equals
    (XBRL 2.1 section 3.5.3.9.7.5). A relationship with an unknown end is left out.
    """
    ranks: dict[tuple[str, str], dict[Arc, tuple[int, bool]]] = defaultdict(dict)
    for relation in relations:
        source, target = names.get(relation.source), names.get(relation.target)
        if source is None or target is None:
            continue
        arc = Arc(source, target, relation.order, relation.weight, relation.preferred, relation.attributes)
        arcs = ranks[relation.role, relation.arcrole]
        arcs[arc] = max(arcs.get(arc, (relation.priority, False)), (relation.priority, relation.prohibited))
    standing = (
        (key, tuple(arc for arc, (_, prohibited) in arcs.items() if not prohibited))
        for key, arcs in ranks.items()
    )
    return tuple(Network(role, arcrole, arcs) for (role, arcrole), arcs in standing if arcs)
