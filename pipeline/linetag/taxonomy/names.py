"""The concepts at the ends of locators: by the schema they point into, or by the convention of ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from linetag.model import QName

if TYPE_CHECKING:
    from linetag.taxonomy.files import TaxonomyFiles
    from linetag.taxonomy.linkbase import Address

_ID = re.compile(r"[^\W\d][\w.\u00b7-]*")


class ConceptNames:
    """The names of concepts by their addresses.

    `namespaces` are those under which schemas are imported, by their URLs; `prefixes` those that the
    report and its schemas declare. Both may grow while schemas are read.
    """

    def __init__(self, files: TaxonomyFiles, prefixes: Mapping[str, str]) -> None:
        """With the files to look into and the first prefixes."""
        self.namespaces: dict[str, str] = {}
        self.prefixes = dict(prefixes)
        # URLs of schemas whose concepts were named by their ids alone, in order.
        self.guessed: dict[str, None] = {}
        self._files = files

    def of(self, ends: Iterable[Address]) -> Mapping[Address, QName]:
        """Return the names of the concepts at these addresses; addresses that lead nowhere are left out."""
        return {end: name for end in dict.fromkeys(ends) if (name := self._name(*end)) is not None}

    def _name(self, url: str, fragment: str) -> QName | None:
        document, namespace = self._files.document(url), self.namespaces.get(url)
        if document is None:
            name = guessed(fragment, namespace, self.prefixes)
            if name is not None:
                self.guessed[url] = None
            return name
        name = document.name(fragment, namespace or "")
        if name is not None and not name.prefix:  # the namespace is the default one of its schema
            prefix = next((p for p, uri in self.prefixes.items() if uri == name.namespace), "")
            return name.prefixed(prefix)
        return name


def guessed(fragment: str, namespace: str | None, prefixes: Mapping[str, str]) -> QName | None:
    """Return the name of a concept from its id alone, where its schema is not at hand.

    Ids are `prefix_LocalName` by convention: "us-gaap_Assets" → us-gaap:Assets. `namespace` is the one
    under which a schema at hand imports the file; without it, the prefix decides. Prefixes may hold
    underscores, so the longest known one counts. An id without a prefix has no name.
    """
    if not _ID.fullmatch(fragment):
        return None
    at = len(fragment)
    while (at := fragment.rfind("_", 0, at)) > 0:
        prefix, local = fragment[:at], fragment[at + 1 :]
        uri = prefixes.get(prefix)
        if uri is not None and local and namespace in (None, uri):
            return QName(uri, local, prefix)
    if namespace is None:
        return None
    prefix, _, local = fragment.rpartition("_")
    return QName(namespace, local, prefix) if local else None
