"""Write the linkbases of relationships: presentation, calculation, definition."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.model import Arc, Network, QName, Taxonomy
from linetag.xbrl.names import (
    ARCROLE_DECLARATIONS,
    LINK,
    PARENT_CHILD,
    SUMMATION_2003,
    SUMMATION_2023,
    XBRLDT,
    XLINK,
    XSI,
)
from linetag.xbrl.write.links import Linkbase, is_known, label_roles, linkbase, locator, new_label, references
from linetag.xbrl.write.markup import Prefixes, element, opening
from linetag.xbrl.write.target import attribute, roles_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linetag.xbrl.write.target import WriteTarget


@dataclass(frozen=True, slots=True)
class LinkbaseKind:
    """A linkbase: the end of its file name, its role, the names of its link and arc, its arcroles."""

    suffix: str
    role: str
    link: str
    arc: str
    arcroles: frozenset[str]


_2003 = "http://www.xbrl.org/2003"
KINDS = (
    LinkbaseKind(
        "pre.xml",
        f"{_2003}/role/presentationLinkbaseRef",
        "presentationLink",
        "presentationArc",
        frozenset({PARENT_CHILD}),
    ),
    LinkbaseKind(
        "cal.xml",
        f"{_2003}/role/calculationLinkbaseRef",
        "calculationLink",
        "calculationArc",
        frozenset({SUMMATION_2003, SUMMATION_2023}),
    ),
    LinkbaseKind(
        "def.xml",
        f"{_2003}/role/definitionLinkbaseRef",
        "definitionLink",
        "definitionArc",
        frozenset(set(ARCROLE_DECLARATIONS) - {SUMMATION_2023})
        | {
            f"{_2003}/arcrole/{name}"
            for name in ("general-special", "essence-alias", "similar-tuples", "requires-element")
        },
    ),
)

_ARC_ATTRIBUTES = frozenset(
    {
        *("xbrldt:closed", "xbrldt:contextElement", "xbrldt:usable", "xbrldt:targetRole"),
        *("use", "priority"),
    }
)


def relations(taxonomy: Taxonomy, target: WriteTarget, ids: Mapping[str, str]) -> tuple[Linkbase, ...]:
    """Presentation, calculation and definition; a linkbase that would be empty is left out.

    `ids` are the ids of the extended link roles. Each role has one extended link per linkbase,
    in the order of the networks; an arc that cannot be written is a finding (X802, X807).
    """
    return tuple(
        _relations(kind, networks, taxonomy, target, ids)
        for kind in KINDS
        if (networks := [network for network in taxonomy.networks if network.arcrole in kind.arcroles])
    )


def unknown_arcroles(taxonomy: Taxonomy) -> Iterator[Finding]:
    """X807 for every network that belongs in no linkbase."""
    known = frozenset().union(*(kind.arcroles for kind in KINDS))
    for network in taxonomy.networks:
        if network.arcrole not in known:
            yield finding("X807", role=network.role, what=f"arcrole {network.arcrole}")


def _relations(
    kind: LinkbaseKind,
    networks: list[Network],
    taxonomy: Taxonomy,
    target: WriteTarget,
    ids: Mapping[str, str],
) -> Linkbase:
    findings: list[Finding] = []
    prefixes = Prefixes({}, (LINK, XLINK, XSI))
    links: dict[str, list[tuple[str, Arc]]] = {}
    for network in networks:
        arcs = links.setdefault(network.role, [])
        for arc in network.arcs:
            faults = tuple(_faults(network, arc, taxonomy, target))
            findings.extend(faults)
            if not faults:
                arcs.append((network.arcrole, arc))
    labels = (arc.preferred_label for arcs in links.values() for _, arc in arcs)
    declared = {**target.roles, **{role: f"{target.schema}#{own}" for role, own in ids.items()}}
    roles = {role: declared[role] for n in networks for role in roles_of(n) if role in declared}
    body = [
        *references("roleRef", "roleURI", roles),
        *references("roleRef", "roleURI", label_roles(labels, target)),
        *references("arcroleRef", "arcroleURI", _arcroles(networks)),
    ]
    for role, arcs in links.items():
        body.append(opening(f"link:{kind.link}", (("xlink:type", "extended"), ("xlink:role", role))))
        lines = _extended_link(kind, arcs, taxonomy, target)
        body.extend(sorted(lines, key=_locators_first) if target.layout.references_first else lines)
        body.append(f"  </link:{kind.link}>")
    if any(
        attribute(name).startswith("xbrldt:") for n in networks for a in n.arcs for name, _ in a.attributes
    ):
        prefixes(QName(XBRLDT, ""))
    return Linkbase(kind.suffix, kind.role, linkbase(prefixes, body, target), tuple(findings))


def _faults(network: Network, arc: Arc, taxonomy: Taxonomy, target: WriteTarget) -> Iterator[Finding]:
    """Why the arc cannot be written."""
    for name in (arc.source, arc.target):
        if name not in taxonomy.concepts:
            yield finding("X802", what=f"the network {network.role}", concept=name)
    if arc.preferred_label and not is_known(arc.preferred_label, target):
        yield finding("X807", role=network.role, what=f"label role {arc.preferred_label}")
    for extra, _ in arc.attributes:
        if attribute(extra) not in _ARC_ATTRIBUTES:
            yield finding("X807", role=network.role, what=f"arc attribute {extra}")


def _extended_link(
    kind: LinkbaseKind, arcs: list[tuple[str, Arc]], taxonomy: Taxonomy, target: WriteTarget
) -> Iterator[str]:
    """Locators where they are first needed, and the arcs.

    XLink allows one arc between two labels, so a pair that occurs again (cash at the beginning and
    at the end) gets a second locator for its target.
    """
    locators: dict[tuple[QName, int], str] = {}
    taken: set[str] = set()
    pairs: Counter[tuple[QName, QName]] = Counter()
    for arcrole, arc in arcs:
        ends = ((arc.source, 0), (arc.target, pairs[arc.source, arc.target]))
        pairs[arc.source, arc.target] += 1
        for end in ends:
            if end not in locators:
                concept = taxonomy.concepts[end[0]]
                locators[end] = new_label(target.id(concept), taken)
                yield locator(concept, target, locators[end])
        yield element(
            f"link:{kind.arc}",
            (
                ("xlink:type", "arc"),
                ("xlink:arcrole", arcrole),
                ("xlink:from", locators[ends[0]]),
                ("xlink:to", locators[ends[1]]),
                ("order", f"{arc.order:f}"),
                ("weight", None if arc.weight is None else f"{arc.weight:f}"),
                ("preferredLabel", arc.preferred_label),
                *((attribute(name), value) for name, value in arc.attributes),
            ),
            depth=2,
        )


def _locators_first(line: str) -> tuple[bool, str]:
    """The order of locators by their address, and after them of all arcs as they are."""
    is_locator = line.lstrip().startswith("<link:loc ")
    return not is_locator, line if is_locator else ""


def _arcroles(networks: Iterable[Network]) -> dict[str, str]:
    """Arcrole to href, for those that need an arcroleRef."""
    return {n.arcrole: ARCROLE_DECLARATIONS[n.arcrole] for n in networks if n.arcrole in ARCROLE_DECLARATIONS}
