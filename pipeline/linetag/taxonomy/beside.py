"""Schemas and linkbases of a report that lie in zips beside it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from linetag.taxonomy.package import package_around
from linetag.xbrl.hrefs import address, path_of
from linetag.xbrl.limits import MAX_BESIDE

if TYPE_CHECKING:
    from linetag.taxonomy.package import TaxonomyPackage
    from linetag.xbrl.files import Files

_ZIP = ".zip"
_ZIP_IN_PATH = re.compile(r"(?i)\.zip(?=/)")


class ZipsBeside:
    """The zips in the folder of a report, opened when something that it refers to is not at hand."""

    def __init__(self, files: Files, document: str) -> None:
        """With the files of a report and the address of its document."""
        self._files = files
        self._folder = posixpath.dirname(document)
        self._opened: dict[str, Files | None] = {}
        self._packages: dict[str, TaxonomyPackage | None] = {}

    def read(self, url: str) -> bytes | None:
        """Return the file at an address or URL out of a zip; None if no zip has it, or several have.

        An address may lead through a zip ("/x.zip/x/x.xsd"). A URL is looked up in the catalogue of a zip
        that is a taxonomy package; an address is found in the one zip that has a file of its name.
        """
        if not url.startswith("/"):
            return next((data for one in self._of_packages() if (data := one.fetch(url)) is not None), None)
        for end in _ZIP_IN_PATH.finditer(url):
            inside = self._open(url[: end.end()])
            data = None if inside is None else inside.read(url[end.end() :])
            if data is not None:
                return data
        name = posixpath.basename(url).casefold()
        found = [
            (inside, one)
            for inside in self._zips()
            for one in inside.addresses
            if posixpath.basename(one).casefold() == name
        ]
        return found[0][0].read(found[0][1]) if len(found) == 1 else None

    def _of_packages(self) -> Iterator[TaxonomyPackage]:
        for inside in self._zips():
            if inside.name not in self._packages:
                self._packages[inside.name] = (
                    package_around(inside, inside.addresses[0]) if inside.addresses else None
                )
            if (package := self._packages[inside.name]) is not None:
                yield package

    def _zips(self) -> Iterator[Files]:
        for zip_ in self._beside()[:MAX_BESIDE]:
            if (inside := self._open(zip_)) is not None:
                yield inside

    def _open(self, zip_: str) -> Files | None:
        if zip_ not in self._opened:
            from linetag.xbrl.zips import open_inside  # noqa: PLC0415 - most reports have none beside them

            self._opened[zip_] = open_inside(self._files, zip_)
        return self._opened[zip_]

    def _beside(self) -> Sequence[str]:
        """Return the addresses of the zips in the folder of the report."""
        files, folder = self._files, self._folder
        if files.inner is not None:
            known = (one for one in files.addresses if posixpath.dirname(one) == folder)
        else:
            try:
                names = sorted(path.name for path in (Path(files.name) / path_of(folder)).iterdir())
            except OSError:
                return ()
            known = (address(posixpath.join(path_of(folder), name)) for name in names if name[0] != ".")
        return tuple(one for one in known if one.lower().endswith(_ZIP))
