"""Zips, opened without trust: bounded in size and number, and never outside the zip.

Names without the mark of UTF-8 are read as UTF-8 or as Shift_JIS where they are that; backslashes
of old programs for Windows count as slashes.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.xbrl import limits
from linetag.xbrl.files import Files, Read, Refused, is_safe
from linetag.xbrl.hrefs import address

_UTF_8_NAME = 0x800
# Errors of reading a damaged member: one kind for each kind of compression.
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)


@dataclass(slots=True)
class Budget:
    """How many bytes may still be unpacked, of a zip and of the zips in it, and how many of these opened."""

    left: int
    zips: int


@contextmanager
def open_zip(path: Path) -> Iterator[tuple[Files | None, tuple[Finding, ...]]]:
    """Open a zip; None with findings if it is not one or not to be trusted (X752-X754)."""
    name = str(path)
    archive, found = _archive(path, name)
    if archive is None:
        yield None, found
        return
    with archive:
        yield _files(archive, name, Budget(limits.MAX_TOTAL, limits.MAX_ZIPS), depth=1)


def open_inside(files: Files, zip_: str) -> Files | None:
    """Return the files of a zip that lies in a zip or folder, by its address; None if it is not usable."""
    if files.inner is not None:
        return files.inner(zip_)[0]
    data, name = files.read(zip_), files.shown(zip_)
    archive = None if data is None else _archive(io.BytesIO(data), name)[0]
    if archive is None:
        return None
    return _files(archive, name, Budget(limits.MAX_TOTAL, limits.MAX_ZIPS), depth=1)[0]


def _archive(source: Path | IO[bytes], name: str) -> tuple[zipfile.ZipFile | None, tuple[Finding, ...]]:
    try:
        return zipfile.ZipFile(source), ()
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        why = getattr(error, "strerror", None) or str(error)
        return None, (finding("X752", Origin(name, 1, 1), path=name, why=why),)


def _files(
    archive: zipfile.ZipFile, name: str, budget: Budget, *, depth: int
) -> tuple[Files | None, tuple[Finding, ...]]:
    members: dict[str, zipfile.ZipInfo] = {}
    twice: dict[str, None] = {}
    for entry in archive.infolist():
        inside = _name(entry)
        if inside in members:
            twice[inside] = None
        if not inside.endswith("/"):
            members[inside] = entry
    unsafe = tuple(_unsafe(members, name))
    if unsafe:
        return None, unsafe
    repeated = tuple(finding("X975", Origin(name, 1, 1), path=name, name=inside) for inside in twice)
    read = _reader(archive, members, budget)
    files = Files(name, tuple(sorted(map(address, members))), read, findings=repeated)
    files.inner = lambda inside: _inner(files, inside, budget, depth + 1)
    return files, ()


def _inner(files: Files, inside: str, budget: Budget, depth: int) -> tuple[Files | None, tuple[Finding, ...]]:
    """A zip in a zip, from the same budget; one too deep or one too many is a finding (X972)."""
    name = files.shown(inside)
    budget.zips -= 1
    if budget.zips < -1:
        return None, ()  # one finding stands for all
    if depth > limits.MAX_DEPTH or budget.zips < 0:
        why = (
            f"it lies {depth} zips deep"
            if depth > limits.MAX_DEPTH
            else f"there are more than {limits.MAX_ZIPS:,} zips"
        )
        hint = "Unpack it and check the reports in it: zips inside zips are not opened."
        return None, (finding("X972", Origin(name, 1, 1), path=name, why=why, hint=hint),)
    data = files.read(inside)
    if data is None:
        return None, files.unreadable(inside)
    archive, found = _archive(io.BytesIO(data), name)
    return (None, found) if archive is None else _files(archive, name, budget, depth=depth)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a member, decoded as its author meant it."""
    name = entry.filename
    if not entry.flag_bits & _UTF_8_NAME and not name.isascii():
        raw = name.encode("cp437")  # for what is not marked, zipfile reads that
        for encoding in ("utf-8", "cp932"):
            try:
                name = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            break
    return name.replace("\\", "/")


def _reader(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], budget: Budget) -> Read:
    folded: dict[str, str] = {}

    def read(name: str, size: int | None = None) -> bytes | None:
        member = members.get(name)
        if member is None:
            if not folded:
                folded.update((known.casefold(), known) for known in members)
            member = members.get(folded.get(name.casefold(), ""))
        if member is None:
            return None
        if member.file_size > max(limits.SUSPICIOUS_BYTES, limits.MAX_SHRINKING * member.compress_size):
            times = member.file_size // max(member.compress_size, 1)
            raise Refused(f"it would grow {times:,} times while it is unpacked")
        if budget.left <= 0:
            raise Refused(f"the zip unpacks to more than {limits.MAX_TOTAL // 1024 // 1024} MB")
        try:
            with archive.open(member) as stream:
                data = _bounded(stream, min(budget.left, limits.MAX_BYTES + 1) if size is None else size)
        except (*_DAMAGED, OSError, ValueError):
            raise Refused("it is damaged") from None
        except (RuntimeError, NotImplementedError):
            raise Refused("it is encrypted, or packed in an unknown way") from None
        budget.left -= len(data)
        return data

    return read


def _bounded(stream: IO[bytes], most: int) -> bytes:
    pieces: list[bytes] = []
    while most > 0 and (piece := stream.read(min(most, 1024 * 1024))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _unsafe(members: Mapping[str, zipfile.ZipInfo], name: str) -> Iterator[Finding]:
    """The defects for which a whole zip is refused."""
    at = Origin(name, 1, 1)
    total = sum(entry.file_size for entry in members.values())
    if len(members) > limits.MAX_FILES or total > limits.MAX_TOTAL:
        yield finding("X754", at, path=name, files=len(members), megabytes=total // 1024 // 1024)
    outside = next((inside for inside in members if not is_safe(inside)), None)
    if outside is not None:
        yield finding("X753", at, path=name, name=outside)
