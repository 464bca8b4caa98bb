"""Write schemas: the company's concepts and roles, and references to the rest of the filing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linetag.findings import Finding, finding
from linetag.model import Concept, QName, Taxonomy
from linetag.xbrl.names import LINK, LINKBASE_ARCROLE, SCHEMAS, XBRLDT, XBRLI, XLINK, XS, numeric
from linetag.xbrl.write.linkbases import KINDS
from linetag.xbrl.write.markup import Prefixes, document, element, enclosing, illegal, is_ncname
from linetag.xbrl.write.target import roles_of, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linetag.xbrl.write.target import WriteTarget

_GROUPS = {
    "item": QName(XBRLI, "item"),
    "hypercube": QName(XBRLDT, "hypercubeItem"),
    "dimension": QName(XBRLDT, "dimensionItem"),
}


class RoleType(NamedTuple):
    """The declaration of a role, XBRL 2.1 section 5.1.3; `used_on` are elements ("link:label")."""

    uri: str
    id: str
    definition: str
    used_on: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Its markup."""
        texts = (("link:definition", self.definition), *(("link:usedOn", name) for name in self.used_on))
        inside = (element(name, text=text, depth=4) for name, text in texts if text)
        return enclosing("link:roleType", inside, (("roleURI", self.uri), ("id", self.id)), depth=3)


class ItemType(NamedTuple):
    """An item type that restricts one of XBRL, XBRL 2.1 section 5.1.1.3; `values` are all it allows."""

    name: str
    base: QName
    documentation: str = ""
    pattern: str = ""
    values: tuple[str, ...] = ()

    def lines(self, prefixes: Prefixes) -> Iterator[str]:
        """Its markup."""
        group = "xbrli:numericItemAttrs" if numeric(self.base) else "xbrli:nonNumericItemAttrs"
        facets = (("pattern", self.pattern), *(("enumeration", value) for value in self.values))
        inside = (
            *(element(f"xs:{name}", (("value", text),), depth=4) for name, text in facets if text),
            element("xs:attributeGroup", (("ref", group),), depth=4),
        )
        restriction = enclosing("xs:restriction", inside, (("base", prefixes(self.base)),), depth=3)
        content = enclosing("xs:simpleContent", restriction, depth=2)
        text = element("xs:documentation", (("xml:lang", "en"),), text=self.documentation, depth=3)
        annotation = enclosing("xs:annotation", [text], depth=2) if self.documentation else ()
        return enclosing("xs:complexType", (*annotation, *content), (("name", self.name),))


def declarable(taxonomy: Taxonomy, target: WriteTarget) -> tuple[Taxonomy, tuple[Finding, ...]]:
    """The taxonomy without the company's concepts that no schema can declare (X805, X806)."""
    declared, findings = writable(target.own(taxonomy), lambda concept: _faults(concept, target))
    if not findings:
        return taxonomy, ()
    names = {concept.name for concept in declared}
    concepts = {
        name: concept
        for name, concept in taxonomy.concepts.items()
        if name.namespace != target.namespace or name in names
    }
    return taxonomy._replace(concepts=concepts), tuple(findings)


def _faults(concept: Concept, target: WriteTarget) -> Iterator[Finding]:
    if not is_ncname(concept.name.local):
        yield finding("X805", concept=concept.name)
    elif concept.type.namespace not in _addresses(target):
        yield finding("X806", concept=concept.name, type=concept.type)


def schema(
    taxonomy: Taxonomy, target: WriteTarget, ids: Mapping[str, str], linkbases: Iterable[tuple[str, str]]
) -> tuple[str, tuple[Finding, ...]]:
    """The extension schema; `ids` are those of the roles, `linkbases` are (role, file name).

    Every concept of `target.namespace` is declared: `declarable` comes first.
    """
    layout = target.layout
    prefixes = Prefixes(target.wanted, (XS, XBRLI, LINK, XLINK, *layout.namespaces))
    prefixes(QName(target.namespace, ""))
    own = target.own(taxonomy)
    declarations = [_declaration(concept, target, prefixes) for concept in own]
    roles, findings = _role_types(taxonomy, ids)
    annotation = _annotation((*roles, *(_linkbase_ref(role, file) for role, file in linkbases)))
    imports = _imports(_needed(own, target), _addresses(target))
    references = (*imports, *annotation) if layout.references_first else (*annotation, *imports)
    body = (*references, *declarations)
    return _schema(target, prefixes, body, ("attributeFormDefault", "unqualified")), tuple(findings)


def role_schema(roles: Iterable[RoleType], target: WriteTarget) -> str:
    """A schema that declares roles and nothing else."""
    prefixes = Prefixes(target.wanted, (XS, LINK))
    prefixes(QName(target.namespace, ""))
    return _schema(target, prefixes, _annotation(line for role in roles for line in role.lines()))


def type_schema(types: Iterable[ItemType], target: WriteTarget) -> str:
    """A schema that declares item types and nothing else."""
    prefixes = Prefixes(target.wanted, (XS, XBRLI))
    prefixes(QName(target.namespace, ""))
    imports = _imports((XBRLI,), SCHEMAS)
    return _schema(target, prefixes, (*imports, *(line for one in types for line in one.lines(prefixes))))


def _schema(
    target: WriteTarget, prefixes: Prefixes, body: Iterable[str], *attributes: tuple[str, str]
) -> str:
    """The file around the body."""
    head = [
        *prefixes.declarations(),
        ("targetNamespace", target.namespace),
        ("elementFormDefault", "qualified"),
        *attributes,
    ]
    return document("xs:schema", head, body, target.stamp, unprefixed=target.layout.unprefixed)


def _annotation(lines: Iterable[str]) -> Iterator[str]:
    return enclosing("xs:annotation", enclosing("xs:appinfo", lines, depth=2))


def _needed(own: Iterable[Concept], target: WriteTarget) -> list[str]:
    """The namespaces to import: in the order of the target, or all of them sorted."""
    needed = {concept.type.namespace: None for concept in own}
    needed.update((_GROUPS[concept.substitution].namespace, None) for concept in own)
    if target.layout.references_first:
        return [space for space in {**dict(target.imports), **needed} if space != target.namespace]
    return sorted({XBRLI, *dict(target.imports), *needed} - {target.namespace})


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
    for namespace in needed:
        yield element("xs:import", (("namespace", namespace), ("schemaLocation", addresses[namespace])))


def _linkbase_ref(role: str, file: str) -> str:
    pairs = (
        ("xlink:type", "simple"),
        ("xlink:href", file),
        ("xlink:role", role),
        ("xlink:arcrole", LINKBASE_ARCROLE),
    )
    return element("link:linkbaseRef", pairs, depth=3)


def _role_types(taxonomy: Taxonomy, ids: Mapping[str, str]) -> tuple[list[str], list[Finding]]:
    """The roleType of every extended link role that the filing declares."""
    lines: list[str] = []
    findings: list[Finding] = []
    for role, role_id in ids.items():
        definition = taxonomy.roles.get(role, {}).get("en", "")
        character = illegal(definition)
        if character:
            findings.append(finding("X801", what=f"the definition of role {role}", character=character))
            definition = ""
        arcroles = {network.arcrole for network in taxonomy.networks if role in roles_of(network)}
        used_on = tuple(f"link:{kind.link}" for kind in KINDS if arcroles & kind.arcroles)
        lines.extend(RoleType(role, role_id, definition, used_on).lines())
    return lines, findings
