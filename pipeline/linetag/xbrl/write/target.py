"""What is to be written, and what the files of one filing share: names, addresses, role ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from linetag.model import Concept, Label, Network, QName, Taxonomy, Unit
from linetag.xbrl.names import LINK_ROLE, XBRLDT
from linetag.xbrl.write.markup import is_ncname, unused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from linetag.findings import Finding

_Item = TypeVar("_Item")


class FileLayout(NamedTuple):
    """How receivers of schemas and linkbases want the same content to look.

    `joint` stands between the stem and the kind of a file ("_" in `iij-20120930_def.xml`). With
    `unprefixed` the elements of a schema and of a linkbase are in the default namespace;
    `namespaces` are declared in each file, used or not. `schema_locations` adds
    xsi:schemaLocation to linkbases. With `references_first` the imports of a schema stand before its
    annotation, and the locators of an extended link, by address, before its arcs.
    """

    joint: str = "_"
    unprefixed: bool = False
    namespaces: tuple[str, ...] = ()
    schema_locations: bool = True
    references_first: bool = False


_USUAL = FileLayout()


@dataclass(frozen=True, slots=True)
class WriteTarget:
    """A filing to be written.

    `prefix` and `namespace` are the company's own; `stem` begins every file name
    ("iij-20120930"); the first of `languages` has `_lab.xml`, each other `_lab-<language>.xml`.
    `imports` are (namespace, schema address) of the base taxonomy; `prefixes` maps namespaces to
    prefixes. `stamp` is a comment at the top of each file. `added_labels` are labels that the
    filing gives to concepts of the base. `roles` are the roles that the base declares, each with
    the address of its roleType, and `linkbases` those of the base that the schema refers to:
    (role of the reference, address).
    """

    prefix: str
    namespace: str
    stem: str
    languages: tuple[str, ...]
    imports: tuple[tuple[str, str], ...]
    prefixes: Mapping[str, str]
    stamp: str | None = None
    added_labels: Mapping[QName, tuple[Label, ...]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    linkbases: tuple[tuple[str, str], ...] = ()
    layout: FileLayout = _USUAL

    @property
    def schema(self) -> str:
        """The file name of the extension schema."""
        return f"{self.stem}.xsd"

    @property
    def wanted(self) -> dict[str, str]:
        """Namespace to prefix, the company's own included."""
        return {**self.prefixes, self.namespace: self.prefix}

    def file(self, suffix: str) -> str:
        """The name of a linkbase by its suffix: "iij-20120930_lab-ja.xml" of "lab-ja.xml"."""
        return f"{self.stem}{self.layout.joint}{suffix}"

    def id(self, concept: Concept) -> str:
        """The id of the concept's declaration: `prefix_Name` when it is the company's own."""
        own = concept.name.namespace == self.namespace
        return f"{self.prefix}_{concept.name.local}" if own else concept.id

    def href(self, concept: Concept) -> str:
        """The address of the concept's declaration; relative when it is the company's own."""
        own = concept.name.namespace == self.namespace
        return f"{self.schema if own else concept.schema}#{self.id(concept)}"

    def own(self, taxonomy: Taxonomy) -> list[Concept]:
        """The concepts that the extension schema declares, by name."""
        names = sorted(name.local for name in taxonomy.concepts if name.namespace == self.namespace)
        return [taxonomy.concepts[QName(self.namespace, local)] for local in names]


class InstanceTarget(NamedTuple):
    """An instance or inline document to be written; `schema` is the address that it refers to.

    `prefixes` maps namespaces to prefixes, and `declared` are namespaces to declare even where
    nothing names them. A fact that states the id of its context (`Fact.context`) keeps it;
    `contexts` puts such ids in order, those not listed follow as they occur. `units` are units
    with their ids, all of which are written, in this order. `container` holds the members. Without
    `fact_ids` the ids of the facts are not written.
    """

    schema: str
    prefixes: Mapping[str, str]
    declared: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    units: tuple[tuple[str, Unit], ...] = ()
    container: Literal["segment", "scenario"] = "segment"
    fact_ids: bool = True
    stamp: str | None = None


def writable(
    items: Iterable[_Item], faults: Callable[[_Item], Iterable[Finding]]
) -> tuple[list[_Item], list[Finding]]:
    """The items without faults, in their order, and the faults of the others, which are left out."""
    checked = [(item, tuple(faults(item))) for item in items]
    good = [item for item, own in checked if not own]
    return good, [fault for _, own in checked for fault in own]


def role_ids(taxonomy: Taxonomy, target: WriteTarget) -> dict[str, str]:
    """The id in the extension schema of every extended link role that the base does not declare.

    It is the last part of the role's URI, made unique among the ids of the schema. The roles are in the
    order of the networks.
    """
    taken = {target.id(concept) for concept in target.own(taxonomy)}
    ids: dict[str, str] = {}
    for role in dict.fromkeys(role for network in taxonomy.networks for role in roles_of(network)):
        if role == LINK_ROLE or role in target.roles:
            continue
        stem = role.rstrip("/").rsplit("/", 1)[-1]
        ids[role] = unused(stem if is_ncname(stem) else "role", taken, "_")
        taken.add(ids[role])
    return ids


def roles_of(network: Network) -> tuple[str, ...]:
    """The network's extended link role, and those that its arcs name (Dimensions 1.0 section 2.4.3)."""
    named = (v for arc in network.arcs for n, v in arc.attributes if attribute(n) == "xbrldt:targetRole")
    return tuple(dict.fromkeys((network.role, *named)))


def attribute(name: str) -> str:
    """The name of an arc attribute as written: `{namespace}local` of Dimensions becomes `xbrldt:local`."""
    return name.replace(f"{{{XBRLDT}}}", "xbrldt:")
