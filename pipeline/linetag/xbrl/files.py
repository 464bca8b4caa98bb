"""The files of what a user points at: a folder, a zip or a single file, and nothing outside it.

Inside, every file has an *address*: an absolute path without a scheme, "/XBRLData/Summary/x.xsd".
Hrefs are resolved against addresses with `urljoin`, which never climbs above the root. Zips are
bounded by what they really hold, not by what they declare.
"""

from __future__ import annotations

import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.xbrl.xml import MAX_BYTES

# A zip may hold far more than it weighs: the US GAAP package has 600 files and 100 MB.
MAX_FILES = 20_000
MAX_TOTAL = 1024 * 1024 * 1024
# What reading a member can raise beside the usual: one kind of error for each kind of compression.
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)

Read = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a folder or zip. `addresses` are sorted; `read` gives None for what is not there.

    `shown` is what a person is told instead of an address: "filing.zip/a/b.xml".
    """

    name: str
    addresses: tuple[str, ...]
    read: Read
    head: Callable[[str, int], bytes]

    def shown(self, address: str) -> str:
        """The address as the user would write it; a URL as it is."""
        return f"{self.name}{address}" if address.startswith("/") else address


@contextmanager
def open_files(path: Path) -> Iterator[tuple[Files | None, tuple[Finding, ...]]]:
    """Open what is at the path; None with a finding when it cannot be (X752-X754, X971)."""
    if path.is_dir():
        yield _folder(path, str(path)), ()
        return
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
    except OSError as error:
        yield None, (finding("X971", Origin(str(path), 1, 1), path=path, why=error.strerror or str(error)),)
        return
    if magic[:2] != b"PK":
        yield _folder(path.parent, str(path.parent) if path.parent != Path() else "", only=path), ()
        return
    with open_zip(path) as (members, found):
        yield (None if members is None else members), found
