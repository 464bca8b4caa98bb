"""Write taxonomy packages (Taxonomy Packages 1.0): their metadata and catalogue, and zips of files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from linetag.xbrl.names import CATALOG, CATALOG_FILE, PACKAGE_FILE, TP
from linetag.xbrl.write.markup import document, element, enclosing


class EntryPoint(NamedTuple):
    """A schema that users of the package open: its names by language, address and label languages."""

    names: Mapping[str, str]
    href: str
    languages: tuple[str, ...] = ()


class PackageMetadata(NamedTuple):
    """What `taxonomyPackage.xml` says (section 4); texts are by language, empty ones are left out.

    `rewrites` are the pairs of the catalogue: addresses that begin so, and the folder of the package
    in which they are found, relative to META-INF.
    """

    identifier: str
    names: Mapping[str, str]
    version: str
    entry_points: tuple[EntryPoint, ...]
    rewrites: tuple[tuple[str, str], ...]
    descriptions: Mapping[str, str] = {}
    publisher: str = ""
    publisher_url: str = ""
    published: str = ""


def package_files(package: PackageMetadata) -> Mapping[str, bytes]:
    """The two files of META-INF by their name in the package."""
    head = (("xml:lang", "en"), ("xmlns:tp", TP))
    metadata = document("tp:taxonomyPackage", head, _metadata(package), None)
    rewrites = (
        element("rewriteURI", (("uriStartString", start), ("rewritePrefix", prefix)))
        for start, prefix in package.rewrites
    )
    catalog = document("catalog", (("xmlns", CATALOG),), rewrites, None)
    return {PACKAGE_FILE: metadata.encode(), CATALOG_FILE: catalog.encode()}


def _metadata(package: PackageMetadata) -> Iterator[str]:
    yield element("tp:identifier", text=package.identifier)
    yield from _translated("tp:name", package.names)
    yield from _translated("tp:description", package.descriptions)
    for name, text in (
        ("version", package.version),
        ("publisher", package.publisher),
        ("publisherURL", package.publisher_url),
        ("publicationDate", package.published),
    ):
        if text:
            yield element(f"tp:{name}", text=text)
    points = (enclosing("tp:entryPoint", _entry_point(entry), depth=2) for entry in package.entry_points)
    yield from enclosing("tp:entryPoints", chain.from_iterable(points))


def _entry_point(entry: EntryPoint) -> Iterator[str]:
    yield from _translated("tp:name", entry.names, depth=3)
    yield element("tp:entryPointDocument", (("href", entry.href),), depth=3)
    if entry.languages:
        languages = (element("tp:language", text=language, depth=4) for language in entry.languages)
        yield from enclosing("tp:languages", languages, depth=3)


def _translated(name: str, texts: Mapping[str, str], depth: int = 1) -> Iterable[str]:
    return (element(name, (("xml:lang", lang),), text=text, depth=depth) for lang, text in texts.items())


def stored_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by path; equal files give equal bytes on every machine.

    The dates are fixed, the files ordered by path, and nothing is deflated, since compression
    libraries differ.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
