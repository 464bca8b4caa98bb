"""The one XML parser: no entities, no network, no documents that grow beyond bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.xbrl import limits

# A tag and an attribute take so many bytes of a tree.
_TAG, _ATTRIBUTE = 120, 200
_PIECE = 64 * 1024  # what it grows by stays in the cache of a processor

# Encodings in which every ASCII byte stands for itself, so that markup is recognised by its bytes, and
# UTF-16, which is recognised by its zeros.
_ENCODINGS = (
    rb"(?i)utf-?8|us-ascii|ascii|(iso[-_]?)?8859-\d+|latin-?\d|windows-(125\d|31j|874)|cp(125\d|932|936|949|950)|koi8-[ru]|utf-?16(le|be)?"
    rb"|shift[_-]jis|x-sjis|ms_kanji|euc-(jp|kr|cn)|gb2312|gbk|gb18030|big5(-hkscs)?|ks_c_5601-1987"
)
_USUAL = (b"utf-8", b"UTF-8", b"us-ascii", b"US-ASCII")
_DECLARED = re.compile(rb"""<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")
# XML in UTF-32 and EBCDIC, with and without a mark.
_UNSUPPORTED = (b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"<\0\0\0", b"\0\0\0<", b"\x4c\x6f\xa7\x94")
# The beginnings of XML whose characters have two bytes, XML 1.0 appendix F.
UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_UTF_8_MARK = b"\xef\xbb\xbf"
_MISC = rb"\s|<\?(?>.*?\?>)|<!--(?>.*?-->)"
_PROLOGUE = re.compile(rb"(?:" + _MISC + rb")*+", re.DOTALL)
# A document type declaration up to its internal subset, and a subset that declares nothing of matter.
# Few documents have one: they are compiled when they are needed.
_DOCTYPE = rb"""<!DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*')*+"""
_SUBSET = rb"(?s)\[(?:" + _MISC + rb"|<!ELEMENT[^<>]*>)*+\]"
# The end of any document type declaration, from its internal subset on if it has one.
_DOCTYPE_END = (
    rb"""(?s)(?:\[(?:[^\]"'<]++|"[^"]*"|'[^']*'|<!--(?>.*?-->)|<\?(?>.*?\?>)|<(?!!--|\?))*+\]\s*)?>"""
)
_HEAD = 256 * 1024
_OPTIONS: Mapping[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": True,  # pictures inside a report; what it may weigh is bounded here
    "remove_comments": True,
    "remove_pis": True,
}


class Unreadable(Exception):  # noqa: N818 - it carries a finding to the caller, and goes no further
    """A document that breaks off or breaks the rules while it is read in pieces."""

    def __init__(self, found: Finding) -> None:
        """With the finding that says why."""
        super().__init__(found.message)
        self.found = found


def parse(data: bytes, path: str) -> tuple[etree._Element | None, tuple[Finding, ...]]:
    """Return the root element of an XML document, or the finding that says why not (X750, X751, X974).

    Comments and processing instructions are left out. A document type declaration may stand there
    (inline reports have one), but it is not read and must declare nothing.
    """
    refused = _refused(data, path, whole=True)
    if refused is not None:
        return None, (refused,)
    try:
        # a fresh parser: lxml keeps the error log of one that is used again
        root = etree.fromstring(data, etree.XMLParser(**_OPTIONS))
    except etree.XMLSyntaxError as error:
        return None, (_malformed(error, path),)
    return (None, (_entities(path),)) if _has_entities(root) else (root, ())


def children(data: bytes, path: str, root_tag: str) -> Iterator[list[etree._Element]]:
    """The children of the root, some at a time; they are gone from it when the next ones come.

    For documents whose tree would not fit. Yields nothing
    where the root has another tag; raises `Unreadable`.
    """
    for root, done in _grown(data, path, root_tag):
        count = len(root) - (not done)  # the last one may go on in the next piece
        if count > 0:
            yield root[:count]
            del root[:count]


def grandchildren(data: bytes, path: str, root_tag: str) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The children of the children of the root, each with its parent; otherwise as `children`.

    Of a parent only its tag and attributes are to be asked for.
    """
    for root, done in _grown(data, path, root_tag):
        tops = list(root)
        for number, top in enumerate(tops, start=1):
            open_ = number == len(tops) and not done
            for inner in list(top)[:-1] if open_ else list(top):
                yield top, inner
                top.remove(inner)
            if not open_:
                root.remove(top)


def _grown(data: bytes, path: str, root_tag: str) -> Iterator[tuple[etree._Element, bool]]:
    """The root after each piece of the document, and whether it is complete."""
    refused = _refused(data, path, whole=False)
    if refused is not None:
        raise Unreadable(refused)
    parser = etree.XMLPullParser(
        events=("start",),
        tag=root_tag,
        **_OPTIONS,
    )
    root: etree._Element | None = None
    try:
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
            if root is None:
                root = next((element for _, element in parser.read_events()), None)
                if root is not None and _has_entities(root):
                    raise Unreadable(_entities(path))
            if root is not None:
                yield root, False
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Unreadable(_malformed(error, path)) from None
    if root is not None:
        yield root, True


def head(data: bytes, most: int = _HEAD) -> bytes:
    """The beginning of a document from its root element or DOCTYPE on, in an encoding that has ASCII.

    At most so many bytes; empty where the document begins as no XML can.
    """
    if data[:2] in UTF_16:
        data = data.decode(UTF_16[data[:2]], errors="ignore").encode(errors="ignore")
    start = _PROLOGUE.match(data, len(_UTF_8_MARK) if data.startswith(_UTF_8_MARK) else 0)
    begin = start.end() if start else 0
    return data[begin : begin + most] if data[begin : begin + 1] == b"<" else b""


def from_root(start: bytes) -> bytes:
    """The rest of what `head` returned, from the root element on; empty if that is not reached.

    `<!DOCTYPE a [<!ENTITY b "<c/>">]> <a>` → `<a>`.
    """
    if start.startswith(b"<!DOCTYPE"):
        doctype = re.match(_DOCTYPE, start)
        rest = start[doctype.end() :] if doctype else b""
        end = re.match(_DOCTYPE_END, rest)
        start = head(rest[end.end() :], len(rest)) if end else b""
    return b"" if start.startswith((b"<!", b"<?")) else start


def _refused(data: bytes, path: str, *, whole: bool) -> Finding | None:
    """Why a document is not parsed at all: its size, its encoding, or its declarations."""
    if len(data) > limits.MAX_BYTES:
        return _beyond(path, f"it has more than {limits.MAX_BYTES // 1024 // 1024} MB")
    if (
        whole
        and len(data) > limits.LARGE
        and (len(data) + _TAG * data.count(b"<") + _ATTRIBUTE * data.count(b"=") > limits.MAX_TREE)
    ):
        return _beyond(
            path, f"its {data.count(b'<'):,} tags would take more than {limits.MAX_TREE // 1024**3} GB"
        )
    declared = _DECLARED.match(data[:1024].removeprefix(_UTF_8_MARK))
    encoding = declared[1].strip() if declared else b"utf-8"
    known = encoding in _USUAL or re.fullmatch(_ENCODINGS, encoding)
    if data[:4] in _UNSUPPORTED or not known:
        return _beyond(path, "it is in an encoding in which no reports are written")
    start = head(data)
    return _entities(path) if start.startswith(b"<!DOCTYPE") and _declares(start) else None


def _declares(start: bytes) -> bool:
    """Whether a document type declaration declares entities, or attributes that elements then have.

    Both make a document grow: libxml2 copies a default attribute into every element. A declaration
    that cannot be distinguished from them here counts as one.
    """
    doctype = re.match(_DOCTYPE, start)
    return doctype is None or (
        start[doctype.end() : doctype.end() + 1] != b">" and not re.match(_SUBSET, start[doctype.end() :])
    )


def _beyond(path: str, why: str) -> Finding:
    return finding("X974", Origin(path, 1, 1), path=path, why=why)


def _entities(path: str) -> Finding:
    return finding("X751", Origin(path, 1, 1), path=path)


def _malformed(error: etree.XMLSyntaxError, path: str) -> Finding:
    line, column = error.position
    return finding("X750", Origin(path, max(line or 1, 1), max(column or 1, 1)), path=path, why=error.msg)


def _has_entities(root: etree._Element) -> bool:
    """Whether it declares entities, or uses those of an external DTD."""
    declared = root.getroottree().docinfo.internalDTD
    return declared is not None and (
        next(iter(declared.iterentities()), None) is not None
        or next(root.iter(etree.Entity), None) is not None
    )
