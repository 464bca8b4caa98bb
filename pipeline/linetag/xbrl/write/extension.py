"""Write the extension schema: the company's concepts and roles, and what belongs to the filing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.model import Concept, QName, Taxonomy
from linetag.xbrl.names import LINK, LINKBASE_ARCROLE, SCHEMAS, XBRLDT, XBRLI, XLINK, XS
from linetag.xbrl.write.linkbases import KINDS
from linetag.xbrl.write.markup import Prefixes, document, element, illegal, is_ncname, opening
from linetag.xbrl.write.target import roles_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linetag.xbrl.write.target import WriteTarget

_GROUPS = {
    "item": QName(XBRLI, "item"),
    "hypercube": QName(XBRLDT, "hypercubeItem"),
    "dimension": QName(XBRLDT, "dimensionItem"),
}


def declarable(taxonomy: Taxonomy, target: WriteTarget) -> tuple[Taxonomy, tuple[Finding, ...]]:
    """The taxonomy without the company's concepts that no schema can declare (X805, X806)."""
    findings: list[Finding] = []
    addresses = _addresses(target)
    for concept in target.own(taxonomy):
        if not is_ncname(concept.name.local):
            findings.append(finding("X805", concept=concept.name))
        elif concept.type.namespace not in addresses:
            findings.append(finding("X806", concept=concept.name, type=concept.type))
    if not findings:
        return taxonomy, ()
    concepts = {
        name: concept
        for name, concept in taxonomy.concepts.items()
        if name.namespace != target.namespace
        or (is_ncname(name.local) and concept.type.namespace in addresses)
    }
    return taxonomy._replace(concepts=concepts), tuple(findings)


def schema(
    taxonomy: Taxonomy, target: WriteTarget, ids: Mapping[str, str], linkbases: Iterable[tuple[str, str]]
) -> tuple[str, tuple[Finding, ...]]:
    """The extension schema; `ids` are those of the roles, `linkbases` are (role, file name).

    Every concept of `target.namespace` is declared: `declarable` comes first.
    """
    prefixes = Prefixes(target.wanted, (XS, XBRLI, LINK, XLINK))
    prefixes(QName(target.namespace, ""))
    own = target.own(taxonomy)
    declarations = [_declaration(concept, target, prefixes) for concept in own]
    needed = {XBRLI, *dict(target.imports)}
    needed.update(concept.type.namespace for concept in own)
    needed.update(_GROUPS[concept.substitution].namespace for concept in own)
    needed.discard(target.namespace)
    roles, findings = _roles(taxonomy, ids)
    body = [
        "  <xs:annotation>",
        "    <xs:appinfo>",
        *roles,
        *(_linkbase_ref(role, file) for role, file in linkbases),
        "    </xs:appinfo>",
        "  </xs:annotation>",
        *_imports(needed, _addresses(target)),
        *declarations,
    ]
    head = [
        *prefixes.declarations(),
        ("targetNamespace", target.namespace),
        ("elementFormDefault", "qualified"),
        ("attributeFormDefault", "unqualified"),
    ]
    return document("xs:schema", head, body, target.stamp), tuple(findings)


def _addresses(target: WriteTarget) -> dict[str, str]:
    """Namespace to schema address, for whatever a type may come from."""
    return {**SCHEMAS, **dict(target.imports)}


def _declaration(concept: Concept, target: WriteTarget, prefixes: Prefixes) -> str:
    """XBRL 2.1 section 5.1.1."""
    pairs = (
        ("id", target.id(concept)),
        ("name", concept.name.local),
        ("type", prefixes(concept.type)),
        ("substitutionGroup", prefixes(_GROUPS[concept.substitution])),
        ("abstract", "true" if concept.abstract else None),
        ("nillable", "true" if concept.nillable else "false"),
        ("xbrli:balance", concept.balance),
        ("xbrli:periodType", concept.period),
    )
    return element("xs:element", pairs)


def _imports(needed: Iterable[str], addresses: Mapping[str, str]) -> Iterator[str]:
    for namespace in sorted(needed):
        yield element("xs:import", (("namespace", namespace), ("schemaLocation", addresses[namespace])))


def _linkbase_ref(role: str, file: str) -> str:
    pairs = (
        ("xlink:type", "simple"),
        ("xlink:href", file),
        ("xlink:role", role),
        ("xlink:arcrole", LINKBASE_ARCROLE),
    )
    return element("link:linkbaseRef", pairs, depth=3)


def _roles(taxonomy: Taxonomy, ids: Mapping[str, str]) -> tuple[list[str], list[Finding]]:
    """The roleType of every extended link role: XBRL 2.1 section 5.1.3."""
    lines: list[str] = []
    findings: list[Finding] = []
    for role, role_id in ids.items():
        definition = taxonomy.roles.get(role, {}).get("en")
        character = illegal(definition) if definition else None
        if character:
            findings.append(finding("X801", what=f"the definition of role {role}", character=character))
            definition = None
        lines.append(opening("link:roleType", (("roleURI", role), ("id", role_id)), depth=3))
        if definition:
            lines.append(element("link:definition", text=definition, depth=4))
        lines.extend(
            element("link:usedOn", text=f"link:{link}", depth=4) for link in _used_on(taxonomy, role)
        )
        lines.append("      </link:roleType>")
    return lines, findings


def _used_on(taxonomy: Taxonomy, role: str) -> list[str]:
    """The extended links of the role, each named once."""
    arcroles = {network.arcrole for network in taxonomy.networks if role in roles_of(network)}
    return [kind.link for kind in KINDS if arcroles & kind.arcroles]
