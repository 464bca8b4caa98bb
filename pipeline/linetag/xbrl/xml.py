"""The one XML parser: no entities, no network, no documents that grow beyond bounds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin

# The largest schema of the US GAAP taxonomy has 4 MB; the largest instances seen have 60, reports
# with pictures inside 200. Without entities a document cannot grow beyond what it weighs.
MAX_BYTES = 512 * 1024 * 1024
# From here on a document is read in pieces: its tree would take a dozen times its size.
LARGE = 6 * 1024 * 1024
_PIECE = 1024 * 1024


class Unreadable(Exception):  # noqa: N818 - it carries a finding to the caller, and goes no further
    """A document that breaks off or breaks the rules while it is read in pieces."""

    def __init__(self, found: Finding) -> None:
        """With the finding that says why."""
        super().__init__(found.message)
        self.found = found


def parse(data: bytes, path: str) -> tuple[etree._Element | None, tuple[Finding, ...]]:
    """The root element of an XML document, or a finding that says why there is none (X750, X751).

    Comments and processing instructions are left out. A document type declaration may stand there
    (inline reports have one), but it is not read and must declare no entities.
    """
    if len(data) > MAX_BYTES:
        return None, (_too_large(path),)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        return None, (_malformed(error, path),)
    return (None, (finding("X751", Origin(path, 1, 1), path=path),)) if _has_entities(root) else (root, ())


def children(data: bytes, path: str, root_tag: str) -> Iterator[etree._Element]:
    """The children of the root, one after the other; they are gone from it some time later.

    For documents whose tree would not fit. Yields nothing
    where the root has another tag; raises `Unreadable`.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(_too_large(path))
    parser = etree.XMLPullParser(
        events=("start",),
        tag=root_tag,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    root: etree._Element | None = None
    try:
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
            if root is None:
                root = next((element for _, element in parser.read_events()), None)
                if root is not None and _has_entities(root):
                    raise Unreadable(finding("X751", Origin(path, 1, 1), path=path))
            if root is not None:
                yield from _taken(root, len(root) - 1)  # the last one may go on in the next piece
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Unreadable(_malformed(error, path)) from None
    if root is not None:
        yield from _taken(root, len(root))


def _taken(root: etree._Element, count: int) -> Iterator[etree._Element]:
    """The first children of the root, which then go from it."""
    if count > 0:
        yield from islice(root, count)
        del root[:count]


def _too_large(path: str) -> Finding:
    return finding(
        "X750", Origin(path, 1, 1), path=path, why=f"it has more than {MAX_BYTES // 1024 // 1024} MB"
    )


def _malformed(error: etree.XMLSyntaxError, path: str) -> Finding:
    line, column = error.position
    return finding("X750", Origin(path, max(line or 1, 1), max(column or 1, 1)), path=path, why=error.msg)


def _has_entities(root: etree._Element) -> bool:
    declared = root.getroottree().docinfo.internalDTD
    return declared is not None and next(iter(declared.iterentities()), None) is not None


def _parser() -> etree.XMLParser:
    """A fresh parser: lxml keeps the error log of a parser that is used again."""
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,  # pictures inside a report; what it may weigh is bounded here
        remove_comments=True,
        remove_pis=True,
    )
