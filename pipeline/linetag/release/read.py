"""The one way into a release: its content, then the suffix of its name, decide which reader reads it."""

from __future__ import annotations

import gzip
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from linetag.findings import Finding, finding
from linetag.inputs.limits import MIB
from linetag.model import Origin
from linetag.release import other_formats
from linetag.release.limits import MAX_HTML_BYTES
from linetag.release.records import Document

Format = Literal["html", "pdf", "docx", "xlsx", "delimited", "text"]
Read = Callable[[Path, str | None], tuple[Document | None, tuple[Finding, ...]]]

_SUFFIXES: Mapping[str, Format] = {
    **dict.fromkeys((".htm", ".html", ".xhtml"), "html"),
    ".pdf": "pdf",
    **dict.fromkeys((".docx", ".docm", ".dotx"), "docx"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx"), "xlsx"),
    **dict.fromkeys((".csv", ".tsv"), "delimited"),
}
_NAMES: Mapping[Format, str] = {
    "html": "a page of HTML",
    "pdf": "a PDF",
    "docx": "a Word document",
    "xlsx": "a workbook",
    "delimited": "text",
    "text": "text",
}
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|td|div|p)\b", re.IGNORECASE)
"""A page says what it is near its beginning. The <TABLE> of old text filings is no HTML, a cell of it is."""

_MARKUP = re.compile(rb"<[a-z!/?]", re.IGNORECASE)
_LOOKED_AT = 65_536
_PDF, _MARK_WITHIN = b"%PDF-", 1024
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the release at `path`, or None if it cannot be read at all, with the findings of its reader.

    `name` is the path that places show; by default it is `path`. Files without any of the known forms are
    read as text, whose reader says what is wrong with them. Findings R144 and R147 (a format that is not
    read), R153 (a suffix that misleads) and R154 (a compressed file that cannot be unpacked).
    """
    shown = str(path) if name is None else name
    beginning = _beginning(path)
    if beginning.startswith(_GZIP):
        return _unpacked(path, shown)
    if refused := other_formats.refused(path, beginning, shown):
        return None, (refused,)
    suffix = path.suffix.lower()
    found = _format(path, beginning.replace(b"\0", b""))  # so that UTF-16 is seen as well
    document, findings = _reader(found)(path, name)
    named = _SUFFIXES.get(suffix)
    if document is not None and (named or suffix in other_formats.SUFFIXES) and named != found:
        note = finding("R153", Origin(shown, 1, 1), path=shown, suffix=suffix, what=_NAMES[found])
        findings = (note, *findings)
    return document, findings


def _format(path: Path, beginning: bytes) -> Format:
    """The format by the content, or by the suffix where the content could be that."""
    named = _SUFFIXES.get(path.suffix.lower())
    if beginning.startswith(_ZIP.replace(b"\0", b"")):
        return _office(path, named)
    if _PDF in beginning[:_MARK_WITHIN]:
        return "pdf"
    if _HTML.search(beginning) or (named == "html" and (not beginning or _MARKUP.search(beginning))):
        return "html"
    return named if named in {"pdf", "delimited"} or (not beginning and named) else "text"


def _office(path: Path, named: Format | None) -> Format:
    """Whether a zip is a Word document or a workbook; one that cannot be opened is what its name says."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return "docx" if named == "docx" else "xlsx"
    return "docx" if any(name.lstrip("/").startswith("word/") for name in names) else "xlsx"


def _reader(found: Format) -> Read:
    """The reader of a format; none waits for the libraries of the others."""
    match found:
        case "html":
            from linetag.release.html import read as reader  # noqa: PLC0415
        case "pdf":
            from linetag.release.pdf import read as reader  # noqa: PLC0415
        case "docx":
            from linetag.release.docx import read as reader  # noqa: PLC0415
        case "xlsx":
            from linetag.release.xlsx import read as reader  # noqa: PLC0415
        case "delimited":
            from linetag.release.delimited import read as reader  # noqa: PLC0415
        case "text":
            from linetag.release.text import read as reader  # noqa: PLC0415
    return reader


def _unpacked(path: Path, shown: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """The release inside a file that gzip has compressed: "release.html.gz"."""
    at = Origin(shown, 1, 1)
    try:
        with gzip.open(path) as stream:
            data = stream.read(MAX_HTML_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        return None, (finding("R154", at, path=shown, why=str(error)),)
    if len(data) > MAX_HTML_BYTES:
        return None, (finding("R105", at, path=shown, limit=MAX_HTML_BYTES // MIB),)
    if data.startswith(_GZIP):
        return None, (finding("R154", at, path=shown, why="it is compressed twice"),)
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / f"release{Path(path.stem).suffix}"
        inside.write_bytes(data)
        return read(inside, shown)


def _beginning(path: Path) -> bytes:
    """Return the first bytes of a regular file, nothing of any other: the reader reports those."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_LOOKED_AT)
    except (OSError, ValueError):
        return b""
