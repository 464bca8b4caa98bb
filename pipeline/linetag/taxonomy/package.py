"""Taxonomy packages (Taxonomy Packages 1.0): open one safely, find a URL in it, write one as a zip."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.xbrl.xml import parse

TP = "http://xbrl.org/2016/taxonomy-package"
CATALOG = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
META = "META-INF/taxonomyPackage.xml"
CATALOG_FILE = "META-INF/catalog.xml"

# A zip may hold far more than it weighs: the US GAAP package has 600 files and 100 MB.
MAX_FILES = 20_000
MAX_TOTAL = 1024 * 1024 * 1024
# What reading a member can raise beside the usual: one kind of error for each kind of compression.
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)


@dataclass(frozen=True, slots=True)
class Package:
    """An open taxonomy package.

    `rewrites` maps the beginnings of URLs to paths inside the package, the longest first;
    `read` gives the bytes at such a path, or None.
    """

    path: str
    identifier: str
    version: str
    entry_points: tuple[str, ...]
    rewrites: tuple[tuple[str, str], ...]
    read: Callable[[str], bytes | None]

    def fetch(self, url: str) -> bytes | None:
        """What the package holds for the URL (section 3.2: the longest match), or None."""
        for start, prefix in self.rewrites:
            if url.startswith(start):
                return self.read(posixpath.normpath(prefix + url[len(start) :]))
        return None


@contextmanager
def open_package(path: Path) -> Iterator[tuple[Package | None, tuple[Finding, ...]]]:
    """Open a package folder or zip; None with findings when it is none (X752-X755)."""
    at = Origin(str(path), 1, 1)
    if path.is_dir():
        yield _package(str(path), _folder_reader(path))
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        why = getattr(error, "strerror", None) or str(error)
        yield None, (finding("X752", at, path=path, why=why),)
        return
    with archive:
        members, found = _members(archive, str(path))
        if found:
            yield None, found
        else:
            yield _package(str(path), _zip_reader(archive, members))


def _folder_reader(folder: Path) -> Callable[[str], bytes | None]:
    root = folder.resolve()

    def read(name: str) -> bytes | None:
        try:
            target = (root / name).resolve()
            return target.read_bytes() if target.is_relative_to(root) else None
        except (OSError, RuntimeError, ValueError):
            return None  # not there, a ring of links, or no name of a file at all

    return read


def _zip_reader(archive: zipfile.ZipFile, members: Mapping[str, str]) -> Callable[[str], bytes | None]:
    def read(name: str) -> bytes | None:
        member = members.get(name)
        try:
            return None if member is None else archive.read(member)
        except (*_DAMAGED, OSError, RuntimeError, ValueError):
            return None  # damaged or encrypted: as if it were not there

    return read


def _members(archive: zipfile.ZipFile, path: str) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """Path inside the package → name in the zip, without the one folder that everything lies in."""
    at = Origin(path, 1, 1)
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES or total > MAX_TOTAL:
        megabytes = total // 1024 // 1024
        return {}, (finding("X754", at, path=path, files=len(entries), megabytes=megabytes),)
    unsafe = next((entry.filename for entry in entries if not _safe(entry.filename)), None)
    if unsafe is not None:
        return {}, (finding("X753", at, path=path, name=unsafe),)
    tops = {PurePosixPath(entry.filename).parts[0] for entry in entries}
    if len(tops) != 1:
        return {}, (finding("X755", at, path=path, why="a package zip holds exactly one folder"),)
    skip = len(next(iter(tops))) + 1
    return {entry.filename[skip:]: entry.filename for entry in entries}, ()


def _safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/"):
        return False
    return "\\" not in name and ":" not in parts[0]


def _package(path: str, read: Callable[[str], bytes | None]) -> tuple[Package | None, tuple[Finding, ...]]:
    roots: dict[str, etree._Element] = {}
    for name in (META, CATALOG_FILE):
        data, place = read(name), f"{path}/{name}"
        if data is None:
            return None, (finding("X755", Origin(path, 1, 1), path=path, why=f"it has no {name}"),)
        root, found = parse(data, place)
        if root is None:
            return None, found
        roots[name] = root
    meta = roots[META]
    entries = (node.get("href", "") for node in meta.iter(f"{{{TP}}}entryPointDocument"))
    rewrites = {
        node.get("uriStartString", ""): _inside(node.get("rewritePrefix", ""))
        for node in roots[CATALOG_FILE].iter(f"{{{CATALOG}}}rewriteURI")
    }
    package = Package(
        path=path,
        identifier=(meta.findtext(f"{{{TP}}}identifier") or "").strip(),
        version=(meta.findtext(f"{{{TP}}}version") or "").strip(),
        entry_points=tuple(entries),
        rewrites=tuple(sorted(rewrites.items(), key=lambda pair: -len(pair[0]))),
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
    with open_package(folder) as (package, _):
        version = package.version if package else ""
    top = f"{folder.resolve().name}-{version}" if version else folder.resolve().name
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] in ("META-INF", version)
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{top}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return f"{top}.zip", buffer.getvalue()
