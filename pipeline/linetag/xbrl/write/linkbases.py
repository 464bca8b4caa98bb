"""Write the linkbases of relationships: presentation, calculation, definition."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from linetag.findings import Finding, finding
from linetag.model import Arc, Network, QName, Taxonomy
from linetag.xbrl.names import (
    ARCROLE_DECLARATIONS,
    LINK,
    LINKBASE_ROLE,
    PARENT_CHILD,
    SUMMATION_2003,
    SUMMATION_2023,
    XBRLDT,
    XLINK,
    XSI,
)
from linetag.xbrl.write import links
from linetag.xbrl.write.links import Linkbase, references
from linetag.xbrl.write.markup import Prefixes
from linetag.xbrl.write.target import attribute, roles_of, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linetag.xbrl.write.target import WriteTarget


class LinkbaseKind(NamedTuple):
    """A kind of linkbases ("presentation"), and the arcroles of the relationships in it."""

    name: str
    arcroles: frozenset[str]

    @property
    def link(self) -> str:
        """The name of its extended links."""
        return f"{self.name}Link"


KINDS = (
    LinkbaseKind("presentation", frozenset({PARENT_CHILD})),
    LinkbaseKind("calculation", frozenset({SUMMATION_2003, SUMMATION_2023})),
    LinkbaseKind(
        "definition",
        frozenset(set(ARCROLE_DECLARATIONS) - {SUMMATION_2023})
        | {
            f"http://www.xbrl.org/2003/arcrole/{name}"
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


def relations(
    taxonomy: Taxonomy, target: WriteTarget, ids: Mapping[str, str]
) -> tuple[tuple[Linkbase, ...], tuple[Finding, ...]]:
    """Presentation, calculation and definition; a linkbase that would be empty is left out.

    `ids` are the ids of the extended link roles. Each role has one extended link per linkbase,
    in the order of the networks; a network or arc that cannot be written is a finding (X802, X807).
    """
    known = frozenset().union(*(kind.arcroles for kind in KINDS))
    networks: list[Network] = []
    findings: list[Finding] = []
    for network in taxonomy.networks:
        if network.arcrole not in known:
            findings.append(finding("X807", role=network.role, what=f"arcrole {network.arcrole}"))
            continue
        arcs, found = writable(network.arcs, partial(_faults, network, taxonomy, target))
        networks.append(network._replace(arcs=tuple(arcs)))
        findings += found
    chosen = [(kind, [n for n in networks if n.arcrole in kind.arcroles]) for kind in KINDS]
    written = (_relations(kind, own, taxonomy, target, ids) for kind, own in chosen if own)
    return tuple(written), tuple(findings)


def _faults(network: Network, taxonomy: Taxonomy, target: WriteTarget, arc: Arc) -> Iterator[Finding]:
    """Why the arc cannot be written."""
    for name in (arc.source, arc.target):
        if name not in taxonomy.concepts:
            yield finding("X802", what=f"the network {network.role}", concept=name)
    if arc.preferred_label and not links.is_known(arc.preferred_label, target):
        yield finding("X807", role=network.role, what=f"label role {arc.preferred_label}")
    for extra, _ in arc.attributes:
        if attribute(extra) not in _ARC_ATTRIBUTES:
            yield finding("X807", role=network.role, what=f"arc attribute {extra}")


def _relations(
    kind: LinkbaseKind,
    networks: Sequence[Network],
    taxonomy: Taxonomy,
    target: WriteTarget,
    ids: Mapping[str, str],
) -> Linkbase:
    arcs: dict[str, list[tuple[str, Arc]]] = defaultdict(list)
    for network in networks:
        arcs[network.role].extend((network.arcrole, arc) for arc in network.arcs)
    every = [arc for network in networks for arc in network.arcs]
    preferred = links.label_roles((arc.preferred_label for arc in every), target)
    declared = {**target.roles, **{role: f"{target.schema}#{own}" for role, own in ids.items()}}
    roles = {role: declared[role] for n in networks for role in roles_of(n) if role in declared}
    arcroles = {n.arcrole: ARCROLE_DECLARATIONS.get(n.arcrole) for n in networks}
    body = [
        *references("roleRef", "roleURI", roles),
        *references("roleRef", "roleURI", preferred),
        *references("arcroleRef", "arcroleURI", {role: href for role, href in arcroles.items() if href}),
    ]
    for role, own in arcs.items():
        lines = _lines(kind, own, taxonomy, target)
        if target.layout.references_first:
            lines = iter(sorted(lines, key=_locators_first))
        body.extend(links.extended_link(kind.link, role, lines))
    dimensional = any(attribute(name).startswith("xbrldt:") for arc in every for name, _ in arc.attributes)
    prefixes = Prefixes({}, (LINK, XLINK, XSI, *((XBRLDT,) if dimensional else ())))
    ref = f"{LINKBASE_ROLE}{kind.name}LinkbaseRef"
    return Linkbase(f"{kind.name[:3]}.xml", ref, links.linkbase(prefixes, body, target))


def _lines(
    kind: LinkbaseKind, arcs: Iterable[tuple[str, Arc]], taxonomy: Taxonomy, target: WriteTarget
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
                locators[end] = links.new_label(target.id(concept), taken)
                yield links.locator(concept, target, locators[end])
        own = (
            ("order", f"{arc.order:f}"),
            ("weight", None if arc.weight is None else f"{arc.weight:f}"),
            ("preferredLabel", arc.preferred_label),
            *((attribute(name), value) for name, value in arc.attributes),
        )
        yield links.arc(f"{kind.name}Arc", arcrole, locators[ends[0]], locators[ends[1]], own)


def _locators_first(line: str) -> tuple[bool, str]:
    """The order of locators by their address, and after them of all arcs as they are."""
    is_locator = line.lstrip().startswith("<link:loc ")
    return not is_locator, line if is_locator else ""
