"""Files that a user names: regular files only, and never more bytes than a limit."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, NamedTuple

from linetag.findings import Finding, finding
from linetag.inputs.limits import MIB
from linetag.model import Origin

if TYPE_CHECKING:
    from pathlib import Path


class FileCodes(NamedTuple):
    """The codes of findings on a file that cannot be read, and on one that is too large."""

    unreadable: str
    too_large: str


def read_bytes(
    path: Path, name: str, limit: int, codes: FileCodes
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Return the content of a regular file of at most `limit` bytes, or None and a finding.

    A pipe or a device is refused before it is opened, because reading it could wait forever. At most
    `limit` + 1 bytes are read, whatever size the file system reports. `name` is the path that the
    finding shows.
    """
    why = ""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb") as file:
                content = file.read(limit + 1)
            if len(content) <= limit:
                return content, ()
        else:
            why = "it is a folder" if stat.S_ISDIR(mode) else "it is not a regular file"
    except (OSError, ValueError) as error:  # ValueError: the path holds a NUL
        why = getattr(error, "strerror", None) or str(error)
    start = Origin(name, 1, 1)
    if why:
        return None, (finding(codes.unreadable, start, path=name, why=why),)
    return None, (finding(codes.too_large, start, path=name, limit=limit // MIB),)
