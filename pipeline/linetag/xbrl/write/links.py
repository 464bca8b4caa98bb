"""What every linkbase is made of: locators, references to roles, the file around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linetag.model import Concept, QName
from linetag.xbrl.names import LABEL_ROLE_DECLARATIONS, LINK, SCHEMAS, STANDARD_LABEL_ROLES
from linetag.xbrl.write.markup import Prefixes, document, element, enclosing, unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linetag.xbrl.write.target import WriteTarget


class Linkbase(NamedTuple):
    """A written linkbase: the end of its file name, the role of its linkbaseRef, its text."""

    suffix: str
    role: str
    text: str


def locator(concept: Concept, target: WriteTarget, label: str) -> str:
    """XBRL 2.1 section 3.5.3.7."""
    pairs = (("xlink:type", "locator"), ("xlink:href", target.href(concept)), ("xlink:label", label))
    return element("link:loc", pairs, depth=2)


def arc(
    name: str, arcrole: str, source: str, target: str, pairs: Iterable[tuple[str, str | None]] = ()
) -> str:
    """An arc between two labels of its link, with further attributes: XBRL 2.1 section 3.5.3.9."""
    ends = (("xlink:type", "arc"), ("xlink:arcrole", arcrole), ("xlink:from", source), ("xlink:to", target))
    return element(f"link:{name}", (*ends, *pairs), depth=2)


def extended_link(name: str, role: str, lines: Iterable[str]) -> Iterator[str]:
    """An extended link around its locators, resources and arcs."""
    return enclosing(f"link:{name}", lines, (("xlink:type", "extended"), ("xlink:role", role)))


def new_label(stem: str, taken: set[str]) -> str:
    """An xlink:label that no other locator or resource of the link has; it is `taken` from now on."""
    label = unused(stem, taken, "_")
    taken.add(label)
    return label


def is_known(label_role: str, target: WriteTarget) -> bool:
    """Whether the label role is declared by XBRL 2.1, the Link Role Registry or the base taxonomy."""
    return label_role in STANDARD_LABEL_ROLES or bool(label_roles([label_role], target))


def label_roles(roles: Iterable[str | None], target: WriteTarget) -> dict[str, str]:
    """Role to href, for those label roles that need a roleRef."""
    declared = {**LABEL_ROLE_DECLARATIONS, **target.roles}
    return {role: declared[role] for role in roles if role and role in declared}


def references(name: str, uri: str, hrefs: Mapping[str, str]) -> Iterator[str]:
    """The roleRef or arcroleRef elements, by URI: XBRL 2.1 sections 3.5.2.4 and 3.5.2.5."""
    for role, href in sorted(hrefs.items()):
        yield element(f"link:{name}", ((uri, role), ("xlink:type", "simple"), ("xlink:href", href)))


def linkbase(prefixes: Prefixes, body: Iterable[str], target: WriteTarget) -> str:
    """The file around the body."""
    layout = target.layout
    for namespace in layout.namespaces:
        prefixes(QName(namespace, ""))
    location = f"{LINK} {SCHEMAS[LINK]}" if layout.schema_locations else None
    head = [*prefixes.declarations(), ("xsi:schemaLocation", location)]
    return document("link:linkbase", head, body, target.stamp, unprefixed=layout.unprefixed)
