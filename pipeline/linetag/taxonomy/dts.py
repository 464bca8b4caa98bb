"""The calculation networks of a report: its schemas and linkbases, as far as they can be reached.

Nothing is ever fetched from a network. Where a schema is out of reach, the names of its concepts
are read off the locators: their file is one that a schema at hand imports, which gives the
namespace, and their id is `prefix_LocalName` by convention.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from linetag.findings import Finding, finding
from linetag.model import Label, Network, Origin, QName
from linetag.taxonomy.documents import Reach, TaxonomyDocument, guessed
from linetag.taxonomy.linkbase import MAX_RELATIONS, Address, LinkbaseFile, Relationship
from linetag.taxonomy.networks import labels_of, networks_of
from linetag.taxonomy.schema import Balance
from linetag.wording import counted
from linetag.xbrl.hrefs import host, without_fragment
from linetag.xbrl.names import EDINET_LABELS, LINKBASE_ROLE, STANDARD_HOSTS, STANDARD_LABEL
from linetag.xbrl.read.records import Reference

_LABELS = f"{LINKBASE_ROLE}labelLinkbaseRef"
# Linkbases referred to under these roles hold no calculations, XBRL 2.1 section 4.3.4.
_OTHER = frozenset(
    f"{LINKBASE_ROLE}{name}LinkbaseRef" for name in ("presentation", "definition", "label", "reference")
)
_MOST_NAMED = 3
# The largest taxonomies consist of a few thousand files.
MAX_DOCUMENTS = 20_000


class Dts:
    """The summation networks of a report; definitions of roles, and labels, on demand."""

    def __init__(self, networks: tuple[Network, ...], search: _Search) -> None:
        """With what the search found."""
        self.networks = networks
        self._search = search
        self._roles: Mapping[str, str] | None = None
        self._labels: Mapping[QName, tuple[Label, ...]] | None = None

    @property
    def roles(self) -> Mapping[str, str]:
        """The definitions of the roles that have one."""
        if self._roles is None:
            declared = (item for document in self._search.schemas for item in document.roles.items())
            self._roles = {role: text for role, text in declared if text}
        return self._roles

    def balances(self, concepts: Iterable[QName]) -> Mapping[QName, Balance]:
        """The balance of each concept that has one and whose schema is at hand."""
        at_hand = self._search.by_namespace()
        found = ((c, d.balances.get(c.local)) for c in concepts for d in at_hand.get(c.namespace, ()))
        return {concept: balance for concept, balance in found if balance}

    def places(
        self, wanted: Container[tuple[str, QName, QName]]
    ) -> Mapping[tuple[str, QName, QName], Origin]:
        """Where the relationships of a role between two concepts stand: role, source and target."""
        return self._search.places(wanted)

    def labels(self, concepts: Iterable[QName], lang: str = "en") -> Mapping[QName, str]:
        """The standard label of each concept that has one, in the language if there is one in it."""
        if self._labels is None:
            files = list(self._search.label_files())
            ends = dict.fromkeys(label.source for file in files for label in file.labels)
            self._labels = labels_of(files, self._search.names(ends))
        found = ((concept, _chosen(self._labels.get(concept, ()), lang)) for concept in concepts)
        return {concept: text for concept, text in found if text}


def _chosen(labels: Sequence[Label], lang: str) -> str:
    standard = [label for label in labels if label.role == STANDARD_LABEL and label.text]
    exact = [label for label in standard if _primary(label.lang) == _primary(lang)]
    return next((label.text for label in (*exact, *standard)), "")


def _primary(lang: str) -> str:
    return lang.lower().partition("-")[0]


def discover(
    references: Sequence[Reference], namespaces: Mapping[str, str], reach: Reach
) -> tuple[Dts, tuple[Finding, ...]]:
    """The networks that the references of a report lead to (XBRL 2.1 section 3.2), and X760-X765.

    `namespaces` are the prefixes that the report declares. What only presentation, definition, label
    and reference linkbases point at is not followed.
    """
    search = _Search(reach, namespaces)
    search.follow(references)
    relations = [relation for file in search.linkbases for relation in file.relations]
    ends = dict.fromkeys(end for relation in relations for end in relation[1:3])
    names = search.names(ends)
    types = search.types(relations)
    networks = networks_of(relations, names, types) if types else networks_of(relations, names)
    lost = dict.fromkeys(end for end in ends if end not in names)
    found = [*reach.findings(), *(item for file in search.linkbases for item in file.findings)]
    found.extend(search.told(references, lost))
    return Dts(networks, search), tuple(found)


class _Search:
    """Breadth first through schemas and linkbases, each once."""

    def __init__(self, reach: Reach, namespaces: Mapping[str, str]) -> None:
        self._reach = reach
        self._prefixes = dict(namespaces)
        self._schemas: dict[str, TaxonomyDocument] = {}
        self._imported: dict[str, str] = {}
        self._label_urls: dict[str, None] = {}
        self._absent: dict[str, None] = {}
        self._absent_linkbases: dict[str, None] = {}
        self._guessed: dict[str, None] = {}
        self._waiting: deque[tuple[str, str, bool]] = deque()
        self._seen: set[str] = set()
        self._bounds: list[Finding] = []
        self.linkbases: list[LinkbaseFile] = []

    @property
    def schemas(self) -> Iterable[TaxonomyDocument]:
        """The schemas that were read."""
        return self._schemas.values()

    def follow(self, references: Sequence[Reference]) -> None:
        """Read what the references lead to, as far as it may hold or name calculations."""
        count = 0
        for reference in references:
            self._add(reference.address, reference.role, linkbase=reference.kind == "linkbase")
        while self._waiting:
            url, role, linkbase = self._waiting.popleft()
            document = self._reach.document(url)
            if document is None:
                self._absent[url] = None
                if linkbase:
                    self._absent_linkbases[url] = None
                continue
            self._enter(url, document)
            if not role:
                self._label_urls[url] = None
            for file in document.summations:
                count += len(file.relations)
                if count > MAX_RELATIONS:
                    at = Origin(file.shown, 1, 1)
                    self._bounds.append(finding("X760", at, path=file.shown, most=f"{MAX_RELATIONS:,}"))
                    return
                self.linkbases.append(file)
                for at_ in file.references:
                    self._add(at_)

    def _add(self, url: str, role: str = "", *, linkbase: bool = False) -> None:
        url = without_fragment(url)
        if role == _LABELS:
            self._label_urls[url] = None
        if role in _OTHER or url in self._seen:
            return
        if len(self._seen) >= MAX_DOCUMENTS:
            if not self._bounds:
                path = self._reach.shown(url)
                self._bounds.append(finding("X765", None, path=path, most=f"{MAX_DOCUMENTS:,}"))
            return
        self._seen.add(url)
        self._waiting.append((url, role, linkbase))

    def _enter(self, url: str, document: TaxonomyDocument) -> None:
        """Take note of a schema and of what it refers to."""
        head = document.head
        if head is None:
            return
        self._schemas[url] = document
        own = head.namespace or self._imported.get(url, "")
        for namespace, at in head.imports:
            self._imported.setdefault(without_fragment(at), own if namespace is None else namespace)
            self._add(at)
        for at, role in head.linkbases:
            self._add(at, role, linkbase=True)
        for prefix, namespace_ in document.prefixes.items():
            self._prefixes.setdefault(prefix, namespace_)

    def label_files(self) -> Iterator[LinkbaseFile]:
        """Every linkbase that may hold labels; a concept whose label lies beyond all bounds has its name."""
        count = 0
        for url in self._label_urls:
            document = self._reach.document(url)
            for file in document.labels if document is not None else ():
                count += len(file.labels)
                if count > MAX_RELATIONS:
                    return
                yield file

    def names(self, ends: Iterable[Address]) -> Mapping[Address, QName]:
        """The concepts at these addresses, by their schemas or by the convention of ids."""
        found: dict[Address, QName] = {}
        documents: dict[str, tuple[TaxonomyDocument | None, str | None]] = {}
        for end in ends:
            url, fragment = end
            if url not in documents:
                at_hand = None if url in self._absent else self._reach.document(url)
                documents[url] = at_hand, self._imported.get(url)
            document, namespace = documents[url]
            if document is not None:
                name = document.name(fragment, namespace or "")
                if name is not None and not name.prefix:
                    name = QName(name.namespace, name.local, self._prefix(name.namespace))
            else:
                name = guessed(fragment, namespace, self._prefixes)
                if name is not None:
                    self._guessed[url] = None
            if name is not None:
                found[end] = name
        return found

    def by_namespace(self) -> Mapping[str, Sequence[TaxonomyDocument]]:
        """The schemas by the namespaces of their elements."""
        found: dict[str, list[TaxonomyDocument]] = defaultdict(list)
        for url, document in self._schemas.items():
            if document.head is not None:
                found[document.head.namespace or self._imported.get(url, "")].append(document)
        return found

    def places(
        self, wanted: Container[tuple[str, QName, QName]]
    ) -> Mapping[tuple[str, QName, QName], Origin]:
        """Where the relationships of a role between two concepts stand, the first of each."""
        found: dict[tuple[str, QName, QName], Origin] = {}
        for file in self.linkbases:
            names = self.names(dict.fromkeys(end for relation in file.relations for end in relation[1:3]))
            between = {
                (base_set[0], source, target): key
                for base_set, source, target, _, _, prohibited in file.relations
                if not prohibited
                and source in names
                and target in names
                and (key := (base_set[0], names[source], names[target])) in wanted
            }
            document = self._reach.document(file.url) if between else None
            lines = document.lines(between.keys()) if document is not None else {}
            for arc, key in between.items():
                found.setdefault(key, Origin(file.shown, lines.get(arc, 1), 1))
        return found

    def types(self, relations: Iterable[Relationship]) -> Mapping[str, str]:
        """The types of the attributes by which arcs may differ; few arcs have any."""
        if not any(relation.kind.attributes for relation in relations):
            return {}
        return {name: kind for document in self.schemas for name, kind in document.attribute_types.items()}

    def _prefix(self, namespace: str) -> str:
        """The prefix by which the report knows a namespace that is the default of its schema."""
        return next((prefix for prefix, uri in self._prefixes.items() if uri == namespace), "")

    def told(self, references: Sequence[Reference], lost: Container[Address]) -> Iterator[Finding]:
        """What could not be reached, and what that means for the calculations."""
        yield from self._bounds
        asked = {without_fragment(reference.address): reference.at for reference in references}
        start = next(iter(asked.values()), None)
        own = [url for url in asked if url in self._absent and host(url) not in STANDARD_HOSTS]
        if own:
            yield finding("X764", asked[own[0]], paths=self._listed(own))
        if self._guessed:
            yield finding("X761", start, paths=self._listed(self._guessed))
        if sums := [url for url in self._absent_linkbases if not _holds_labels(url)]:
            yield finding("X762", start, paths=self._listed(sums))
        for file in self.linkbases:
            ends = dict.fromkeys(end for relation in file.relations for end in relation[1:3] if end in lost)
            if ends:
                url, fragment = next(iter(ends))
                at = Origin(file.shown, 1, 1)
                count = counted(
                    len(ends),
                    "end of a calculation relationship leads",
                    "ends of calculation relationships lead",
                )
                yield finding("X763", at, count=count, href=f"{self._reach.shown(url)}#{fragment}")

    def _listed(self, urls: Iterable[str]) -> str:
        names = [self._reach.shown(url) for url in urls]
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        return ", ".join(names[:_MOST_NAMED]) + more


def _holds_labels(url: str) -> bool:
    """Whether a linkbase that is out of reach, and of no stated role, is known to hold labels only."""
    taxonomies, folder = EDINET_LABELS
    return url.startswith(taxonomies) and folder in url
