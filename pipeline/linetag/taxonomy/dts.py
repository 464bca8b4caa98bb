"""The calculation networks of a report: its schemas and linkbases, as far as they can be reached.

Nothing is ever fetched from a network. Where a schema is out of reach, the names of its concepts
are read off the locators: their file is one that a schema at hand imports, which gives the
namespace, and their id is `prefix_LocalName` by convention.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from linetag.findings import Finding, finding
from linetag.model import Label, Network, Origin, QName
from linetag.taxonomy.documents import Document, Reach
from linetag.taxonomy.linkbase import Address, LinkbaseFile, labels_of, networks_of
from linetag.taxonomy.schema import SchemaHead
from linetag.xbrl.hrefs import host, without_fragment
from linetag.xbrl.names import LINKBASE_ROLE, STANDARD_HOSTS, STANDARD_LABEL
from linetag.xbrl.read.records import Reference

_LABELS = f"{LINKBASE_ROLE}labelLinkbaseRef"
# Linkbases referred to under these roles hold no calculations, XBRL 2.1 section 4.3.4.
_OTHER = frozenset(
    f"{LINKBASE_ROLE}{name}LinkbaseRef" for name in ("presentation", "definition", "label", "reference")
)
_MOST_NAMED = 3


@dataclass(slots=True)
class Dts:
    """The summation networks of a report, and the definitions of the roles; labels on demand."""

    networks: tuple[Network, ...]
    roles: Mapping[str, str]
    _search: _Search
    _labels: Mapping[QName, tuple[Label, ...]] | None = None

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
    """The networks that the references of a report lead to (XBRL 2.1 section 3.2), and X761-X764.

    `namespaces` are the prefixes that the report declares.
    """
    search = _Search(reach, namespaces)
    search.follow(references)
    relations = [relation for file in search.linkbases for relation in file.relations]
    ends: dict[Address, None] = {}
    for relation in relations:
        ends[relation.source] = ends[relation.target] = None
    names = search.names(ends)
    found = [*reach.findings, *(item for file in search.linkbases for item in file.findings)]
    found.extend(search.told(references, [end for end in ends if end not in names]))
    roles = {role: text for head in search.heads() for role, text in head.roles.items() if text}
    return Dts(networks_of(relations, names), roles, search), tuple(found)


class _Search:
    """Breadth first through schemas and linkbases, each once."""

    def __init__(self, reach: Reach, namespaces: Mapping[str, str]) -> None:
        self._reach = reach
        self._prefixes = dict(namespaces)
        self._schemas: dict[str, Document] = {}
        self._imported: dict[str, str] = {}
        self._label_urls: dict[str, None] = {}
        self._absent: dict[str, None] = {}
        self._absent_linkbases: dict[str, None] = {}
        self._guessed: dict[str, None] = {}
        self._waiting: deque[tuple[str, str, bool]] = deque()
        self._seen: set[str] = set()
        self.linkbases: list[LinkbaseFile] = []

    def follow(self, references: Sequence[Reference]) -> None:
        """Read what the references lead to, as far as it may hold or name calculations."""
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
            for file in document.summations:
                self.linkbases.append(file)
                for at in file.references:
                    self._add(at)
            if not role and document.summations:
                self._label_urls[url] = None

    def _add(self, url: str, role: str = "", *, linkbase: bool = False) -> None:
        url = without_fragment(url)
        if role == _LABELS:
            self._label_urls[url] = None
        if role not in _OTHER and url not in self._seen:
            self._seen.add(url)
            self._waiting.append((url, role, linkbase))

    def _enter(self, url: str, document: Document) -> None:
        """Take note of a schema and of what it refers to."""
        head = document.head
        if head is None:
            return
        self._schemas[url] = document
        for namespace, at in head.imports:
            self._imported.setdefault(without_fragment(at), namespace)
            self._add(at)
        for at, role in head.linkbases:
            self._add(at, role, linkbase=True)
        for prefix, namespace in document.prefixes.items():
            self._prefixes.setdefault(prefix, namespace)

    def heads(self) -> Iterator[SchemaHead]:
        """The schemas that were read."""
        return (document.head for document in self._schemas.values() if document.head is not None)

    def label_files(self) -> Iterator[LinkbaseFile]:
        """Every linkbase that may hold labels."""
        for url in self._label_urls:
            document = self._reach.document(url)
            if document is not None:
                yield from document.labels

    def names(self, ends: Iterable[Address]) -> Mapping[Address, QName]:
        """The concepts at these addresses, by their schemas or by the convention of ids."""
        found: dict[Address, QName] = {}
        guesses: dict[str, _Guess] = {}
        for end in ends:
            url, fragment = end
            document = None if url in self._absent else self._reach.document(url)
            if document is not None:
                name = document.name(fragment)
                if name is not None and not name.prefix:
                    name = name.prefixed(self._prefix(name.namespace))
            else:
                guess = guesses.get(url)
                if guess is None:
                    guess = guesses[url] = _Guess(self._imported.get(url), self._prefixes)
                name = guess(fragment)
                if name is not None:
                    self._guessed[url] = None
            if name is not None:
                found[end] = name
        return found

    def _prefix(self, namespace: str) -> str:
        """The prefix by which the report knows a namespace that is the default of its schema."""
        return next((prefix for prefix, uri in self._prefixes.items() if uri == namespace), "")

    def told(self, references: Sequence[Reference], lost: Sequence[Address]) -> Iterator[Finding]:
        """What could not be reached, and what that means for the calculations."""
        asked = {without_fragment(reference.address): reference.at for reference in references}
        start = next(iter(asked.values()), None)
        own = [url for url in asked if url in self._absent and host(url) not in STANDARD_HOSTS]
        if own:
            yield finding("X764", asked[own[0]], paths=self._listed(own))
        if self._guessed:
            yield finding("X761", start, paths=self._listed(self._guessed))
        if self._absent_linkbases:
            yield finding("X762", start, paths=self._listed(self._absent_linkbases))
        if lost:
            url, fragment = lost[0]
            at = Origin(self._reach.shown(self.linkbases[0].url), 1, 1)
            yield finding("X763", at, count=len(lost), href=f"{self._reach.shown(url)}#{fragment}")

    def _listed(self, urls: Iterable[str]) -> str:
        names = [self._reach.shown(url) for url in urls]
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        return ", ".join(names[:_MOST_NAMED]) + more


class _Guess:
    """Names of concepts from ids alone, for the locators of one schema out of reach.

    `prefix_LocalName`: the namespace is that under which a schema at hand imports the file, or
    else that of the prefix; prefixes may hold underscores, so the longest that fits counts.
    """

    def __init__(self, namespace: str | None, prefixes: Mapping[str, str]) -> None:
        fitting = (p for p, uri in prefixes.items() if p and (namespace is None or uri == namespace))
        self._prefixes = sorted(fitting, key=lambda prefix: (-len(prefix), prefix))
        self._spaces = prefixes
        self._namespace = namespace

    def __call__(self, fragment: str) -> QName | None:
        for prefix in self._prefixes:
            if fragment.startswith(prefix) and fragment[len(prefix) : len(prefix) + 1] == "_":
                return QName(self._spaces[prefix], fragment[len(prefix) + 1 :], prefix)
        if self._namespace is None or "_" not in fragment:
            return None
        prefix, _, local = fragment.rpartition("_")
        return QName(self._namespace, local, prefix)
