"""Taxonomy packages (Taxonomy Packages 1.0): open one safely, find a URL in it, write it as a zip."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.xbrl.files import Files, folder_reader
from linetag.xbrl.hrefs import address, path_of
from linetag.xbrl.names import CATALOG, CATALOG_FILE, PACKAGE_FILE, TP
from linetag.xbrl.xml import parse


class TaxonomyPackage(NamedTuple):
    """An open taxonomy package.

    `rewrites` maps the beginnings of URLs to paths inside the package, the longest first; `names` are the
    paths of the files of a zip;
    `read` gives the bytes at such a path, which may be escaped as a URL is, or None.
    """

    path: str
    identifier: str
    version: str
    entry_points: tuple[str, ...]
    rewrites: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    read: Callable[[str], bytes | None]

    def fetch(self, url: str) -> bytes | None:
        """Return the file at the URL (section 3.2: the longest match), or None."""
        for start, prefix in self.rewrites:
            if url.startswith(start):
                return self.read(posixpath.normpath(prefix + url[len(start) :]))
        return None


@contextmanager
def open_package(path: Path) -> Iterator[tuple[TaxonomyPackage | None, tuple[Finding, ...]]]:
    """Open a package folder or zip; None with findings when it is not a package (X752-X755)."""
    if path.is_dir():
        yield _package(Files(str(path), (), folder_reader(path)))
        return
    from linetag.xbrl.zips import open_zip  # noqa: PLC0415 - a folder needs none of it

    with open_zip(path) as (files, found):
        if files is None:
            yield None, found
            return
        tops = {path_of(inside).partition("/")[0] for inside in files.addresses}
        if len(tops) == 1:
            yield _package(files, f"{tops.pop()}/")
        else:
            why = "a package zip holds exactly one folder"
            yield None, (finding("X755", Origin(str(path), 1, 1), path=path, why=why),)


def package_around(files: Files, document: str) -> TaxonomyPackage | None:
    """The taxonomy package in which a file of a report lies, if it lies in one."""
    folder = posixpath.dirname(path_of(document))
    while True:
        top = f"{folder}/" if folder else ""
        if files.read(address(f"{top}{CATALOG_FILE}")) is not None:
            return _package(files, top)[0]
        if not top:
            return None
        folder = posixpath.dirname(folder)


def _package(files: Files, top: str = "") -> tuple[TaxonomyPackage | None, tuple[Finding, ...]]:
    """A package; in a zip everything lies in one folder, `top`."""
    path, root = files.name, address(top)

    def read(name: str) -> bytes | None:
        return files.read(f"{root}{name}")

    roots: dict[str, etree._Element] = {}
    for name in (PACKAGE_FILE, CATALOG_FILE):
        data, place = read(name), f"{path}/{name}"
        if data is None:
            return None, (finding("X755", Origin(path, 1, 1), path=path, why=f"it has no {name}"),)
        parsed, found = parse(data, place)
        if parsed is None:
            return None, found
        roots[name] = parsed
    meta = roots[PACKAGE_FILE]
    entries = (node.get("href", "") for node in meta.iter(f"{{{TP}}}entryPointDocument"))
    rewrites = {
        start: _inside(node.get("rewritePrefix", ""))
        for node in roots[CATALOG_FILE].iter(f"{{{CATALOG}}}rewriteURI")
        if (start := node.get("uriStartString", ""))
    }
    package = TaxonomyPackage(
        path=path,
        identifier=(meta.findtext(f"{{{TP}}}identifier") or "").strip(),
        version=(meta.findtext(f"{{{TP}}}version") or "").strip(),
        entry_points=tuple(entries),
        rewrites=tuple(sorted(rewrites.items(), key=lambda pair: -len(pair[0]))),
        names=tuple(one.removeprefix(root) for one in files.addresses if one.startswith(root)),
        read=read,
    )
    return package, ()


def _inside(prefix: str) -> str:
    """A rewrite prefix, relative to the catalog, as a path inside the package."""
    path = posixpath.normpath(posixpath.join("META-INF", prefix))
    return f"{path}/" if prefix.endswith("/") else path


def write_package_zip(folder: Path) -> tuple[str, bytes]:
    """A package folder as (name of the zip, bytes): the published files, not the author's tables.

    Equal files give equal bytes on every machine: fixed dates, fixed order, and nothing deflated,
    since compression libraries differ.
    """
    from linetag.xbrl.write.package import stored_zip  # noqa: PLC0415 - audits write no packages

    with open_package(folder) as (package, _):
        version = package.version if package else ""
    name = folder.resolve().name
    top = name if name.endswith(version) else f"{name}-{version}"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] in ("META-INF", version)
    }
    return f"{top}.zip", stored_zip({f"{top}/{name}": content for name, content in files.items()})
