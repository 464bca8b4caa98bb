"""Bytes of a release → its lines; what cannot be read is a finding with its place."""

from __future__ import annotations

import codecs
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.inputs.files import FileCodes, read_bytes
from linetag.model import Origin
from linetag.release import encodings
from linetag.release.limits import MAX_BYTES

RELEASE_CODES = FileCodes("R101", "R105")
"""The codes of findings on a release that cannot be read, or that is too large."""
_CONTAINERS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (a spreadsheet or a Word document, perhaps)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a compressed file"),
)
_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
)
_SHOWN = 200


def lines(path: Path, name: str) -> tuple[tuple[str, ...] | None, tuple[Finding, ...]]:
    """Return the lines of the file without their ends. Findings R101 to R105, R109, and R132.

    UTF-8, with or without a byte order mark, UTF-16 with one, or an encoding that is certain (`encodings`).
    Lines end in LF, CR LF or CR.
    """
    start = Origin(name, 1, 1)
    data, unread = read_bytes(path, name, MAX_BYTES, RELEASE_CODES)
    if data is None:
        return None, unread
    if not data.strip():
        return None, (finding("R102", start, path=name),)
    text, wrong = _decoded(data, name)
    if text is None:
        return None, wrong
    if not text.strip():
        return None, (finding("R102", start, path=name),)
    found = _split(text)
    return found, (*wrong, *_lost(found, name))


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _decoded(data: bytes, name: str) -> tuple[str | None, tuple[Finding, ...]]:
    start = Origin(name, 1, 1)
    if what := next((what for magic, what in _CONTAINERS if data.startswith(magic)), ""):
        return None, (finding("R103", start, path=name, what=what),)
    mark, encoding = next((item for item in _MARKS if data.startswith(item[0])), (b"", "UTF-8"))
    text = ""
    wrong: tuple[Finding, ...] = ()
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[len(mark) : len(mark) + error.start].decode(encoding)
        wrong = (_undecodable(data, before, len(mark) + error.start, encoding, name),)
    if not mark and (wrong or "\0" in text or "\x1b" in text) and (other := encodings.decoded(data)):
        return other[0], (finding("R132", start, path=name, encoding=other[1]),)
    if "\0" in text or (wrong and not mark and b"\0" in data):
        return None, (finding("R103", start, path=name, what="binary data"),)
    return (None, wrong) if wrong else (text, ())


def _undecodable(data: bytes, before: str, offset: int, encoding: str, name: str) -> Finding:
    """`before` is the text that could be read, up to the byte at `offset`."""
    *above, last = _split(before)
    at = Origin(name, len(above) + 1, len(last) + 1, last[-_SHOWN:])
    shown, byte = encoding[:6].rstrip("-"), f"0x{data[offset]:02X}"
    return finding("R104", at, path=name, encoding=shown, offset=offset, byte=byte)


def _lost(found: tuple[str, ...], name: str) -> tuple[Finding, ...]:
    for number, line in enumerate(found, 1):
        column = line.find("\ufffd") + 1
        if column:
            return (finding("R109", Origin(name, number, column, line[max(0, column - 40) : column + 40])),)
    return ()
