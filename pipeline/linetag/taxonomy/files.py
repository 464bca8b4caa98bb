"""The files of a taxonomy: those of a report by address, everything else from taxonomy packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linetag.taxonomy.document import TaxonomyDocument

if TYPE_CHECKING:
    from linetag.findings import Finding
    from linetag.taxonomy.beside import ZipsBeside
    from linetag.taxonomy.package import TaxonomyPackage
    from linetag.xbrl.files import Files


class TaxonomyPackages:
    """Open taxonomy packages with the documents read from them, which any number of reports share."""

    def __init__(self, packages: tuple[TaxonomyPackage, ...] = ()) -> None:
        """Of open packages; where several have a file, the first counts."""
        self.packages = packages
        self._documents: dict[str, TaxonomyDocument | None] = {}

    def document(self, url: str) -> TaxonomyDocument | None:
        """Return the file at the URL, read once; None if no package has it."""
        if url not in self._documents:
            found = (package.fetch(url) for package in self.packages)
            data = next((data for data in found if data is not None), None)
            self._documents[url] = None if data is None else TaxonomyDocument(url, data, url)
        return self._documents[url]


class TaxonomyFiles:
    """The documents that one taxonomy can consist of; nothing is ever fetched from a network."""

    def __init__(
        self, packages: TaxonomyPackages, own: Files | None = None, beside: ZipsBeside | None = None
    ) -> None:
        """With packages, and the files of the report and the zips beside it if there is one."""
        self._own = own
        self._beside = beside
        self._packages = packages
        self._met: dict[str, TaxonomyDocument | None] = {}

    def document(self, url: str) -> TaxonomyDocument | None:
        """Return the file at an address or URL; None if it is not at hand."""
        if url not in self._met:
            found = self._read(url) if url.startswith("/") else self._packages.document(url)
            self._met[url] = found if found is not None else self._in_zips(url)
        return self._met[url]

    def _read(self, address: str) -> TaxonomyDocument | None:
        data = self._own.read(address) if self._own is not None else None
        return None if data is None else TaxonomyDocument(address, data, self.shown(address))

    def _in_zips(self, url: str) -> TaxonomyDocument | None:
        data = self._beside.read(url) if self._beside is not None else None
        return None if data is None else TaxonomyDocument(url, data, self.shown(url))

    def shown(self, url: str) -> str:
        """Return the path that the user knows instead of an address; a URL as it is."""
        return url if self._own is None else self._own.shown(url)

    def findings(self) -> tuple[Finding, ...]:
        """Return the defects of the files that were asked for so far."""
        found: list[Finding] = []
        for url, document in self._met.items():
            if document is not None:
                found.extend(document.findings)
            elif self._own is not None:
                found.extend(self._own.unreadable(url))
        return tuple(found)
