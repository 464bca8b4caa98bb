"""Bytes of pages of HTML → trees of elements, whatever their encoding says and however deep they nest."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release.limits import MAX_PAGES_OF_FILE

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
_END = r"/[Hh][Tt][Mm][Ll]\s*>"
_MARK = re.compile(
    rf"<(?:(?P<end>{_END})|(?P<comment>!--)|(?P<raw>[Ss][Cc][Rr][Ii][Pp][Tt]|[Ss][Tt][Yy][Ll][Ee])\b)"
)
"""Without the flag that ignores case, a page is searched twenty times as fast."""
_CLOSE = {
    "": re.compile("-->"),
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
}
"""What ends a comment, a script or a style."""

_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*\[.*?\]\s*>|<\?xml[^>]*\?>", re.IGNORECASE | re.DOTALL)


def roots(data: bytes, name: str) -> tuple[tuple[HtmlElement, ...], tuple[Finding, ...]]:
    """Return the root elements of the pages in a file. Findings R102 (no element) and R110 to R112.

    Filings print several pages one after the other, and text behind the end of a page is a page, too.
    """
    text, findings = _decoded(data, name)
    # Declarations of entities are cut, not expanded; nothing that the page refers to is loaded.
    text = _REFERENCE.sub(_windows, _DOCTYPE.sub("", text).replace("\0", ""))
    found: list[HtmlElement] = []
    line = 1
    for number, page in enumerate(_pages(text), 1):
        if number > MAX_PAGES_OF_FILE:
            at = Origin(name, line, 1)
            findings = (*findings, finding("R112", at, path=name, limit=MAX_PAGES_OF_FILE, what="pages"))
            break
        root, wrong = _root(page, line, name)
        found += [] if root is None else [root]
        findings = (*findings, *wrong)
        line += page.count("\n")
    if not found:
        findings = (*findings, finding("R102", Origin(name, 1, 1), path=name))
    return tuple(found), findings


def _root(page: str, line: int, name: str) -> tuple[HtmlElement | None, tuple[Finding, ...]]:
    """The root element of a page that begins in this line of the file; None if it has no element."""
    parser = HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=True, no_network=True, encoding="utf-8"
    )
    try:
        found = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None, ()
    fatal = next((error for error in parser.error_log if error.level == etree.ErrorLevels.FATAL), None)
    if fatal is None:
        return found, ()
    at = line + fatal.line - 1
    return found, (finding("R111", Origin(name, at, 1), path=name, line=at),)


def _pages(text: str) -> Iterator[str]:
    """The pages of a text: it is cut behind each end of a page that stands in no comment or script."""
    begin = position = 0
    while match := _MARK.search(text, position):
        position = match.end()
        if match["end"]:
            yield text[begin:position]
            begin = position
            continue
        close = _CLOSE[(match["raw"] or "").casefold()].search(text, position)
        if close is None:
            break
        position = close.start()
    if begin == 0 or text[begin:].strip():
        yield text[begin:]


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
