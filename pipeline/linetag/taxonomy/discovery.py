"""Discovery of a taxonomy (XBRL 2.1 section 3.2): schemas and linkbases, read as far as needed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from linetag.findings import Finding, finding
from linetag.model import Label, Origin, QName, Taxonomy
from linetag.taxonomy import limits
from linetag.taxonomy.lazy import Concepts, OnDemand
from linetag.taxonomy.names import ConceptNames
from linetag.taxonomy.networks import DIMENSIONAL, labels_of, networks_of
from linetag.xbrl.hrefs import without_fragment
from linetag.xbrl.names import LABEL_REF, LINKBASE_ROLE

if TYPE_CHECKING:
    from linetag.taxonomy.document import TaxonomyDocument
    from linetag.taxonomy.files import TaxonomyFiles
    from linetag.taxonomy.linkbase import Address, LinkbaseFile
    from linetag.xbrl.read.records import Reference

# Linkbases referred to under these roles hold no calculations, XBRL 2.1 section 4.3.4.
_NO_CALCULATIONS = frozenset(
    f"{LINKBASE_ROLE}{name}LinkbaseRef" for name in ("presentation", "definition", "label", "reference")
)


class Absent(NamedTuple):
    """The file that refers to one that is not at hand, and whether by a linkbaseRef."""

    referrer: str
    linkbase: bool


class Discovery:
    """Goes breadth first through schemas and linkbases, each once.

    With `arcroles`, only relationships of these are read, linkbases that cannot hold them are not
    followed, and labels are read when they are asked for. Without, everything is read.
    """

    def __init__(
        self,
        files: TaxonomyFiles,
        prefixes: Mapping[str, str],
        arcroles: frozenset[str] | None = None,
    ) -> None:
        """With the files that are at hand and the prefixes that the report declares."""
        self.files = files
        self.names = ConceptNames(files, prefixes)
        self.linkbases: list[LinkbaseFile] = []
        self.absent: dict[str, Absent] = {}
        # Findings on what was left out (X760, X765).
        self.findings: list[Finding] = []
        self._arcroles = arcroles
        self._schemas: dict[str, TaxonomyDocument] = {}
        self._label_urls: dict[str, None] = {}
        self._waiting: deque[tuple[str, str, bool, str]] = deque()
        self._seen: set[str] = set()

    def follow(self, references: Iterable[Reference]) -> None:
        """Read the files to which the references lead."""
        count = 0
        for reference in references:
            self._add(
                reference.address, reference.at.path, reference.role, linkbase=reference.kind == "linkbase"
            )
        while self._waiting:
            url, role, linkbase, referrer = self._waiting.popleft()
            document = self.files.document(url)
            if document is None:
                self.absent[url] = Absent(referrer, linkbase)
                continue
            self._enter(url, document)
            if not role:
                self._label_urls[url] = None
            for file in document.linkbases(self._arcroles):
                count += len(file.relations)
                if count > limits.MAX_RELATIONS:
                    at, most = Origin(file.shown, 1, 1), f"{limits.MAX_RELATIONS:,}"
                    self.findings.append(finding("X760", at, path=file.shown, most=most))
                    return
                self.linkbases.append(file)
                for address in file.references:
                    self._add(address, url)

    def _add(self, url: str, referrer: str, role: str = "", *, linkbase: bool = False) -> None:
        url = without_fragment(url)
        if role == LABEL_REF:
            self._label_urls[url] = None
        if url in self._seen or (self._arcroles is not None and role in _NO_CALCULATIONS):
            return
        if len(self._seen) >= limits.MAX_DOCUMENTS:
            if not self.findings:
                path, most = self.files.shown(url), f"{limits.MAX_DOCUMENTS:,}"
                self.findings.append(finding("X765", None, path=path, most=most))
            return
        self._seen.add(url)
        self._waiting.append((url, role, linkbase, referrer))

    def _enter(self, url: str, document: TaxonomyDocument) -> None:
        """Take note of a schema and of the files to which it refers."""
        head = document.head
        if head is None:
            return
        self._schemas[url] = document
        own = head.namespace or self.names.namespaces.get(url, "")
        for namespace, address in head.imports:
            self.names.namespaces.setdefault(
                without_fragment(address), own if namespace is None else namespace
            )
            self._add(address, url)
        for address, role in head.linkbases:
            self._add(address, url, role, linkbase=True)
        for prefix, namespace_ in document.prefixes.items():
            self.names.prefixes.setdefault(prefix, namespace_)

    def taxonomy(self, known: Mapping[Address, QName]) -> Taxonomy:
        """Return the taxonomy with networks between these concepts; the rest is read when it is asked for.

        Labels are those of any concept where only some arcroles are read, else of the known ones.
        """
        return Taxonomy(
            concepts=self.concepts,
            labels=OnDemand(partial(self._labels, None if self._arcroles is not None else known)),
            networks=networks_of(self.linkbases, known, self._attribute_types()),
            roles=OnDemand(self._roles),
        )

    @cached_property
    def concepts(self) -> Concepts:
        """The items that the schemas declare."""
        found: dict[str, list[TaxonomyDocument]] = defaultdict(list)
        for url, document in self._schemas.items():
            if document.head is not None:
                found[document.head.namespace or self.names.namespaces.get(url, "")].append(document)
        return Concepts(found)

    def _roles(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, Mapping[str, str]] = {}
        for document in self._schemas.values():
            for role, definition in document.roles.items():
                if definition or role not in found:
                    found[role] = {"en": definition} if definition else {}
        return found

    def _labels(self, known: Mapping[Address, QName] | None) -> Mapping[QName, tuple[Label, ...]]:
        if known is not None:
            return labels_of(self.linkbases, known)
        files = list(self._label_files())
        return labels_of(files, self.names.of(label.source for file in files for label in file.labels))

    def _label_files(self) -> Iterator[LinkbaseFile]:
        """Every linkbase that may hold labels; labels beyond the limit are left out."""
        count = 0
        for url in self._label_urls:
            document = self.files.document(url)
            for file in document.labels if document is not None else ():
                count += len(file.labels)
                if count > limits.MAX_RELATIONS:
                    return
                yield file

    def _attribute_types(self) -> Mapping[str, str]:
        """The types of the attributes by which arcs may differ; few arcs have any."""
        if not any(r.kind.attributes for file in self.linkbases for r in file.relations):
            return {}
        declared = (item for d in self._schemas.values() for item in d.attribute_types.items())
        return {**DIMENSIONAL, **dict(declared)}
