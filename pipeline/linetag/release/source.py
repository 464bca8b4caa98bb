"""Bytes of a release → its lines; what cannot be read is a finding with its place."""

from __future__ import annotations

import codecs
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.inputs.files import FileCodes, read_bytes
from linetag.model import Origin
from linetag.release.limits import MAX_BYTES

_CODES = FileCodes("R101", "R105")
_CONTAINERS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (a spreadsheet or a Word document, perhaps)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a compressed file"),
)
_MARKS = ((codecs.BOM_UTF16_LE, "UTF-16-LE"), (codecs.BOM_UTF16_BE, "UTF-16-BE"))
_SHOWN = 200


def lines(path: Path, name: str) -> tuple[tuple[str, ...] | None, tuple[Finding, ...]]:
    """Return the lines of the file without their ends. Findings R101 to R105, and R109.

    UTF-8, with or without a byte order mark, or UTF-16 with one. Lines end in LF, CR LF or CR.
    """
    start = Origin(name, 1, 1)
    data, unread = read_bytes(path, name, MAX_BYTES, _CODES)
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
    return found, _lost(found, name)


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _decoded(data: bytes, name: str) -> tuple[str | None, tuple[Finding, ...]]:
    encoding = next((code for mark, code in _MARKS if data.startswith(mark)), "UTF-8")
    mark = 0 if encoding == "UTF-8" else 2
    if data.startswith(codecs.BOM_UTF8):
        mark = len(codecs.BOM_UTF8)
    what = "" if encoding != "UTF-8" else _binary(data)
    try:
        text = "" if what else data[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[mark : mark + error.start].decode(encoding)
        return None, (_undecodable(data, before, mark + error.start, encoding, name),)
    if what or "\0" in text:
        return None, (finding("R103", Origin(name, 1, 1), path=name, what=what or "binary data"),)
    return text, ()


def _binary(data: bytes) -> str:
    for magic, what in _CONTAINERS:
        if data.startswith(magic):
            return what
    return "binary data, or UTF-16 without a byte order mark" if b"\0" in data else ""


def _undecodable(data: bytes, before: str, offset: int, encoding: str, name: str) -> Finding:
    """`before` is the text that could be read, up to the byte at `offset`."""
    *above, last = _split(before)
    at = Origin(name, len(above) + 1, len(last) + 1, last[-_SHOWN:])
    hint = "It is written in Shift_JIS. Save it as UTF-8." if _is_shift_jis(data) else None
    shown, byte = encoding[:6].rstrip("-"), f"0x{data[offset]:02X}"
    return finding("R104", at, hint=hint, path=name, encoding=shown, offset=offset, byte=byte)


def _is_shift_jis(data: bytes) -> bool:
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return False
    # Single half-width letters are what other encodings look like when read as this one.
    return any("\u3040" <= letter <= "\u30ff" for letter in text)


def _lost(found: tuple[str, ...], name: str) -> tuple[Finding, ...]:
    for number, line in enumerate(found, 1):
        column = line.find("\ufffd") + 1
        if column:
            return (finding("R109", Origin(name, number, column, line[max(0, column - 40) : column + 40])),)
    return ()
