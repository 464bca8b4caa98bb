"""Formats that are recognised but not read: what they are, and what to save instead."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.inputs.files import read_bytes
from linetag.model import Origin
from linetag.release.limits import MAX_OFFICE_BYTES
from linetag.release.source import RELEASE_CODES

SUFFIXES = frozenset({".doc", ".xls", ".rtf", ".odt", ".ods", ".xlsb", ".mht", ".mhtml"})

_WORD, _WORKBOOK, _PAGE = "a Word document (.docx)", "a workbook (.xlsx)", "a page of HTML"
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_STREAMS = (
    ("WordDocument", "an old Word document (.doc)", _WORD),
    ("Workbook", "an old workbook (.xls)", _WORKBOOK),
    ("Book", "an old workbook (.xls)", _WORKBOOK),
)
"""The streams of the old container of Office, the kind of document that has them, and what to save."""

_ENCRYPTED = "EncryptedPackage"
_BEGINNINGS = (
    (re.compile(rb"\s*\{\\rtf"), "a Rich Text document", _WORD),
    (
        re.compile(
            rb"(?=.*?^Content-Type:\s*multipart/related)(?:[\w-]+:|\s)",
            re.IGNORECASE | re.MULTILINE | re.DOTALL,
        ),
        "a web archive",
        _PAGE,
    ),
    (
        re.compile(rb"\s*<\?xml[^>]*\?>\s*<\?mso-application[^>]*Word"),
        "a Word document in one XML file",
        _WORD,
    ),
    (
        re.compile(rb"\s*<\?xml[^>]*\?>\s*<\?mso-application[^>]*Excel"),
        "a workbook in one XML file",
        _WORKBOOK,
    ),
)
_MEMBERS = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)", _WORKBOOK),
    ("ppt/", "a presentation", "a page of HTML or a PDF"),
    ("content.xml", "an OpenDocument file", f"{_WORKBOOK} or {_WORD}"),
)


def refused(path: Path, beginning: bytes, name: str) -> Finding | None:
    """Return why the file is in a format that is not read (R144), or locked by a password (R147)."""
    at = Origin(name, 1, 1)
    if beginning.startswith(_OLE):
        data, _ = read_bytes(path, name, MAX_OFFICE_BYTES, RELEASE_CODES)
        if _ENCRYPTED.encode("utf-16-le") in (data or beginning):
            return finding("R147", at, path=name)
        streams = (one for one in _STREAMS if one[0].encode("utf-16-le") in (data or beginning))
        _, what, instead = next(streams, ("", "an old Office document", f"{_WORD} or {_WORKBOOK}"))
        return finding("R144", at, path=name, what=what, instead=instead)
    for pattern, what, instead in _BEGINNINGS:
        if pattern.match(beginning):
            return finding("R144", at, path=name, what=what, instead=instead)
    if beginning.startswith(_ZIP):
        names = list(_names(path))
        for start, what, instead in _MEMBERS:
            if any(member.startswith(start) for member in names):
                return finding("R144", at, path=name, what=what, instead=instead)
        if names and not any(member.startswith(("word/", "xl/")) for member in names):
            return finding(
                "R144", at, path=name, what="a zip of other files", instead="the release in it alone"
            )
    return None


def _names(path: Path) -> Iterator[str]:
    """The names of the parts of a zip; none if it cannot be opened, which its reader reports."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield from (name.lstrip("/").casefold() for name in archive.namelist())
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return
