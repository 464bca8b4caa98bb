"""The files of a folder, a zip or a single file that the user names, and nothing outside it.

Inside, every file has an *address*: an absolute path without a scheme, "/XBRLData/Summary/x.xsd"
(see `hrefs`). Hrefs are resolved against addresses and never climb above the root. Upper and
lower case are not distinguished, as on most people's machines.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.xbrl import limits
from linetag.xbrl.hrefs import address, path_of

# Returns the first bytes of a file, or all of it, by its path inside; None if there is no such file.
# Raises `Refused` for one that cannot be read.
Read = Callable[[str, int | None], bytes | None]


class Refused(Exception):  # noqa: N818 - its text is the reason, and `Files` keeps it
    """A file that is there, and cannot or should not be read."""


class Files:
    """An open folder or zip, or a single file. `addresses` are sorted; `name` is that of the folder or zip.

    `inner` opens a zip in a zip by its address; `findings` are those on the whole; `refused` are the
    files found unreadable so far: address → why.
    """

    def __init__(
        self, name: str, addresses: tuple[str, ...], read: Read, *, findings: tuple[Finding, ...] = ()
    ) -> None:
        """With what reads a file of it."""
        self.name = name
        self.addresses = addresses
        self.findings = findings
        self.inner: Callable[[str], tuple[Files | None, tuple[Finding, ...]]] | None = None
        self.refused: dict[str, str] = {}
        self._read = read

    def read(self, address_: str, size: int | None = None) -> bytes | None:
        """Return the file at the address, or its first bytes; None if there is none or it cannot be read."""
        try:
            return self._read(path_of(address_), size)
        except Refused as error:
            self.refused[address_] = str(error)
            return None

    def shown(self, address_: str) -> str:
        """Return the address as the user would write it; a URL as it is."""
        if not address_.startswith("/"):
            return address_
        path = path_of(address_)
        return f"{self.name}/{path}" if self.name else path

    def unreadable(self, address_: str) -> tuple[Finding, ...]:
        """Return why a file that is there could not be read (X972), if so."""
        why = self.refused.get(address_)
        if why is None:
            return ()
        path = self.shown(address_)
        return (finding("X972", Origin(path, 1, 1), path=path, why=why),)


def open_folder(path: Path) -> Files:
    """A folder with all that lies under it; hidden files are left out."""
    refused: dict[str, str] = {}

    def deny(error: OSError) -> None:
        inside = Path(error.filename or path).relative_to(path).as_posix()
        refused[address("" if inside == "." else inside)] = error.strerror or str(error)

    found: list[str] = []
    for base, folders, names in os.walk(path, onerror=deny):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        prefix = Path(base).relative_to(path).as_posix()
        start = "" if prefix == "." else f"{prefix}/"
        found.extend(address(start + name) for name in names if not name.startswith("."))
    files = Files(str(path), tuple(sorted(found)), folder_reader(path))
    files.refused.update(refused)
    return files


def folder_reader(folder: Path) -> Read:
    """Return a reader of the files in a folder; it refuses links to the outside, and pipes and devices."""
    return partial(_read_in, folder.resolve())


def _read_in(root: Path, name: str, size: int | None = None) -> bytes | None:
    if not is_safe(name):
        return None
    try:
        target = (root / name).resolve()
        if not target.is_relative_to(root):
            raise Refused("it is a link that leads outside the folder")
        found = target.stat()
        if not stat.S_ISREG(found.st_mode):
            if stat.S_ISDIR(found.st_mode):
                return None
            raise Refused("it is no regular file")  # a pipe would wait forever
        with target.open("rb") as stream:
            return stream.read(min(found.st_size, limits.MAX_BYTES) + 1 if size is None else size)
    except FileNotFoundError:
        # names in a package are exact (Taxonomy Packages 1.0), and looked up in every folder
        other = None if "META-INF/" in name else _otherwise_exact(root, name)
        return None if other is None else _read_in(root, other, size)
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, (NotADirectoryError, ValueError)):
            return None
        raise Refused(getattr(error, "strerror", None) or str(error)) from None


def _otherwise_exact(root: Path, name: str) -> str | None:
    """The path that differs from a name in the case of its letters only, if one does."""
    inner = root
    for part in PurePosixPath(name).parts:
        if not (inner / part).exists():
            try:
                exact = sorted(e.name for e in inner.iterdir() if e.name.casefold() == part.casefold())
            except OSError:
                return None
            if not exact:
                return None
            part = exact[0]  # noqa: PLW2901 - this is how it is exact
        inner /= part
    found = inner.relative_to(root).as_posix()
    return found if found != name else None


def is_safe(name: str) -> bool:
    """Whether a path inside a zip or folder stays inside on every operating system."""
    if not name or name[0] == "/" or "\\" in name or "\0" in name:
        return False
    parts = name.split("/")
    return ".." not in parts and ":" not in parts[0] and name.strip("./") != ""
