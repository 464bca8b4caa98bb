"""Bytes of a page of HTML → its tree of elements, whatever its encoding says and however deep it nests."""

from __future__ import annotations

import codecs
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from linetag.findings import Finding, finding
from linetag.model import Origin

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_HEAD_BYTES = 4096
_LATIN = ("iso8859-1", "ascii")
"""Pages that declare these are windows-1252 (WHATWG Encoding Standard, section 4.2)."""

_REFERENCE = re.compile(r"&#(1[2-5][0-9]);?|[\x80-\x9f]")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*\[.*?\]\s*>|<\?xml[^>]*\?>", re.IGNORECASE | re.DOTALL)


def root(data: bytes, name: str) -> tuple[HtmlElement | None, tuple[Finding, ...]]:
    """Return the root element of the page; None if it has no element. Findings R102, R110 and R111."""
    text, findings = _decoded(data, name)
    # Declarations of entities are cut, not expanded; nothing that the page refers to is loaded.
    text = _REFERENCE.sub(_windows, _DOCTYPE.sub("", text).replace("\0", ""))
    parser = HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=True, no_network=True, encoding="utf-8"
    )
    try:
        found = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None, (*findings, finding("R102", Origin(name, 1, 1), path=name))
    fatal = next((error for error in parser.error_log if error.level == etree.ErrorLevels.FATAL), None)
    if fatal is not None:
        findings = (*findings, finding("R111", Origin(name, fatal.line, 1), path=name, line=fatal.line))
    return found, findings


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    for mark, code in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(code, "replace"), ()
    match = _DECLARED.search(data[:_HEAD_BYTES])
    declared = _codec(match[1].decode("ascii")) if match else ""
    wrong: tuple[Finding, ...] = ()
    if declared and declared not in _LATIN:
        try:
            return data.decode(declared), ()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            byte = f"0x{data[error.start]:02X}"
            wrong = (
                finding("R110", Origin(name, line, 1), declared=declared, byte=byte, offset=error.start),
            )
    for code in ("utf-8", "cp1252"):
        try:
            return data.decode(code), wrong
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace"), wrong


def _codec(label: str) -> str:
    """The name of Python's codec for the encoding; "" if it has none that decodes text."""
    try:
        b"<?".decode(label, "replace")  # nothing would be decoded without looking the codec up
    except (LookupError, UnicodeError):
        return ""
    return codecs.lookup(label).name


def _windows(match: re.Match[str]) -> str:
    """The character that old pages mean by the code points 128 to 159: that of windows-1252."""
    code = int(match[1]) if match[1] else ord(match[0])
    if not 0x80 <= code <= 0x9F:  # noqa: PLR2004 - the control characters C1
        return match[0]
    return bytes([code]).decode("cp1252", "replace")
