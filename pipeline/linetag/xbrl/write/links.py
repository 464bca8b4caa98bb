"""What every linkbase is made of: locators, references to roles, the file around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linetag.xbrl.names import LABEL_ROLE_DECLARATIONS, LINK, SCHEMAS, STANDARD_LABEL_ROLES
from linetag.xbrl.write.markup import Prefixes, document, element, unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linetag.findings import Finding
    from linetag.model import Concept
    from linetag.xbrl.write.target import WriteTarget


@dataclass(frozen=True, slots=True)
class Linkbase:
    """A linkbase to be written: end of the file name, role of its linkbaseRef, text, findings."""

    suffix: str
    role: str
    text: str
    findings: tuple[Finding, ...]


def locator(concept: Concept, target: WriteTarget, label: str) -> str:
    """XBRL 2.1 section 3.5.3.7."""
    pairs = (("xlink:type", "locator"), ("xlink:href", target.href(concept)), ("xlink:label", label))
    return element("link:loc", pairs, depth=2)


def new_label(stem: str, taken: set[str]) -> str:
    """An xlink:label that no other locator or resource of the link has; it is `taken` from now on."""
    label = unused(stem, taken, "_")
    taken.add(label)
    return label


def is_known(label_role: str) -> bool:
    """Whether the label role is declared by XBRL 2.1 or the Link Role Registry."""
    return label_role in STANDARD_LABEL_ROLES or label_role in LABEL_ROLE_DECLARATIONS


def label_roles(roles: Iterable[str | None]) -> dict[str, str]:
    """Role to href, for those label roles that need a roleRef."""
    return {role: LABEL_ROLE_DECLARATIONS[role] for role in roles if role and role in LABEL_ROLE_DECLARATIONS}


def references(name: str, uri: str, hrefs: Mapping[str, str]) -> Iterator[str]:
    """The roleRef or arcroleRef elements, by URI: XBRL 2.1 sections 3.5.2.4 and 3.5.2.5."""
    for role, href in sorted(hrefs.items()):
        yield element(f"link:{name}", ((uri, role), ("xlink:type", "simple"), ("xlink:href", href)))


def linkbase(prefixes: Prefixes, body: Iterable[str], target: WriteTarget) -> str:
    """The file around the body."""
    head = [*prefixes.declarations(), ("xsi:schemaLocation", f"{LINK} {SCHEMAS[LINK]}")]
    return document("link:linkbase", head, body, target.stamp)
