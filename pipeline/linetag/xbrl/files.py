"""The files of what a user points at: a folder, a zip or a single file, and nothing outside it.

Inside, every file has an *address*: an absolute path without a scheme, "/XBRLData/Summary/x.xsd".
Hrefs are resolved against addresses with `urljoin`, which never climbs above the root. Zips are
bounded by what they really hold, not only by what they declare.
"""

from __future__ import annotations

import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.xbrl.xml import MAX_BYTES

# A zip may hold far more than it weighs: the US GAAP package has 600 files and 100 MB.
MAX_FILES = 20_000
MAX_TOTAL = 1024 * 1024 * 1024
# What reading a member can raise beside the usual: one kind of error for each kind of compression.
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)

# The first bytes of a file inside, or all of it; None for what is not there or cannot be read.
Read = Callable[[str, int | None], bytes | None]


@dataclass(frozen=True, slots=True)
class Files:
    """What was opened. `addresses` are sorted; `name` is that of the folder or zip."""

    name: str
    addresses: tuple[str, ...]
    _read: Read

    def read(self, address: str, size: int | None = None) -> bytes | None:
        """The file at the address, or its first bytes; None where there is none that can be read."""
        name = address.lstrip("/")
        data = self._read(name, size)
        if data is None and "%" in name:
            return self._read(unquote(name), size)  # an href is a URL, where a space is %20
        return data

    def shown(self, address: str) -> str:
        """The address as the user would write it; a URL as it is."""
        if not address.startswith("/"):
            return address
        return f"{self.name}{address}" if self.name else address.removeprefix("/")


@contextmanager
def open_files(path: Path) -> Iterator[tuple[Files | None, tuple[Finding, ...]]]:
    """Open what is at the path; None with the reason when it cannot be (X752-X754, X971).

    A single file is opened with the folder that it stands in, for what it refers to.
    """
    try:
        with path.open("rb") as stream:
            zipped = stream.read(2) == b"PK"
    except IsADirectoryError:
        yield Files(str(path), tuple(_walk(path)), folder_reader(path)), ()
        return
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        yield None, (finding("X971", Origin(str(path), 1, 1), path=path, why=why),)
        return
    if not zipped:
        folder = "" if path.parent == Path() else str(path.parent)
        yield Files(folder, (f"/{path.name}",), folder_reader(path.parent)), ()
        return
    with open_zip(path, str(path)) as (members, read, found):
        yield (
            (None if found else Files(str(path), tuple(sorted(f"/{name}" for name in members)), read)),
            found,
        )


def _walk(folder: Path) -> Iterator[str]:
    """The files of a folder, hidden ones left out."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        prefix = Path(base).relative_to(folder).as_posix()
        start = "/" if prefix == "." else f"/{prefix}/"
        yield from (start + name for name in sorted(names) if not name.startswith("."))


def folder_reader(folder: Path) -> Read:
    """Read files of a folder by their paths in it; None for what leads outside."""
    root = folder.resolve()

    def read(name: str, size: int | None = None) -> bytes | None:
        try:
            target = (root / name).resolve()
            if not target.is_relative_to(root):
                return None
            with target.open("rb") as stream:
                return stream.read(MAX_BYTES + 1 if size is None else size)
        except (OSError, RuntimeError, ValueError):
            return None  # not there, a ring of links, or no name of a file at all

    return read


@contextmanager
def open_zip(
    source: Path | bytes, name: str
) -> Iterator[tuple[Mapping[str, int], Read, tuple[Finding, ...]]]:
    """The members of a zip (path → size) and how to read them; or findings (X752-X754)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        why = getattr(error, "strerror", None) or str(error)
        yield {}, _nothing, (finding("X752", Origin(name, 1, 1), path=name, why=why),)
        return
    with archive:
        entries = {entry.filename: entry for entry in archive.infolist() if not entry.filename.endswith("/")}
        found = tuple(_unsafe(entries.values(), name))
        yield {key: entry.file_size for key, entry in entries.items()}, _zip_reader(archive, entries), found


def _nothing(name: str, size: int | None = None) -> bytes | None:  # noqa: ARG001 - it reads nothing at all
    return None


def _zip_reader(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> Read:
    budget = MAX_TOTAL

    def read(name: str, size: int | None = None) -> bytes | None:
        nonlocal budget
        member = members.get(name)
        if member is None or budget <= 0:
            return None
        try:
            with archive.open(member) as stream:
                data = _bounded(stream, min(budget, MAX_BYTES + 1) if size is None else size)
        except (*_DAMAGED, OSError, RuntimeError, ValueError, NotImplementedError):
            return None  # damaged or encrypted: as if it were not there
        budget -= len(data)
        return data

    return read


def _bounded(stream: IO[bytes], most: int) -> bytes:
    pieces: list[bytes] = []
    while most > 0 and (piece := stream.read(min(most, 1024 * 1024))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _unsafe(members: Collection[zipfile.ZipInfo], name: str) -> Iterator[Finding]:
    """What forbids to use a zip at all."""
    at = Origin(name, 1, 1)
    total = sum(entry.file_size for entry in members)
    if len(members) > MAX_FILES or total > MAX_TOTAL:
        yield finding("X754", at, path=name, files=len(members), megabytes=total // 1024 // 1024)
    outside = next((entry.filename for entry in members if not is_safe(entry.filename)), None)
    if outside is not None:
        yield finding("X753", at, path=name, name=outside)


def is_safe(name: str) -> bool:
    """Whether a name in a zip stays inside when it is taken as a path."""
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/"):
        return False
    return "\\" not in name and ":" not in parts[0]
