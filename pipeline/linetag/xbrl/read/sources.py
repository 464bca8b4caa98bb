"""Which reports are in a folder, a zip or a file, and of which documents each consists.

A classic instance is a report of its own. Inline documents form sets: as a report package or a
manifest (TDnet, EDINET) says, or else those of one folder that do not name different schemas.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.xbrl.files import Files
from linetag.xbrl.names import INLINE_1_0, INLINE_1_1, XBRLI
from linetag.xbrl.xml import parse

_SUFFIXES = (".xml", ".xbrl", ".htm", ".html", ".xhtml")
_SNIFFED = 64 * 1024
_PROLOGUE = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s+)*", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>][^>]*")
_SCHEMA_REF = re.compile(rb"<[\w.-]*:?schemaRef\s[^<>]*href\s*=\s*[\"']([^\"']+)[\"']")
_INLINE = (INLINE_1_0.encode(), INLINE_1_1.encode())
_MANIFEST = "manifest.xml"

Kind = Literal["instance", "inline", ""]


class Source(NamedTuple):
    """One report: the addresses of its instance, or of the inline documents that form it."""

    files: Files
    path: str
    documents: tuple[str, ...]
    inline: bool


def sources(files: Files, given: Path) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The reports among the files, in the order of their addresses; X970 where there are none, X972.

    The instance that the SEC extracts from an inline report beside it (x.htm, x_htm.xml) is the
    same report again and left out.
    """
    alone = len(files.addresses) == 1
    heads = {
        address: files.read(address, _SNIFFED)
        for address in files.addresses
        if alone or (address.lower().endswith(_SUFFIXES) and "/META-INF/" not in address)
    }
    kinds = {address: _kind(head) for address, head in heads.items() if head is not None}
    torn = [files.shown(address) for address, head in heads.items() if head is None]
    unread = tuple(finding("X972", Origin(path, 1, 1), path=path) for path in torn)
    inline = [address for address, kind in kinds.items() if kind == "inline"]
    extracted = {f"{posixpath.splitext(address)[0]}_htm.xml" for address in inline}
    groups = [[a] for a, kind in kinds.items() if kind == "instance" and a not in extracted]
    found = [named(files, group, inline=False) for group in groups]
    found += [named(files, group, inline=True) for group in _sets(files, inline)]
    if found or unread:
        return tuple(sorted(found, key=lambda source: source.documents[0])), unread
    at = Origin(str(given), 1, 1)
    return (), (finding("X970", at, path=given, files=len(files.addresses)),)


def named(files: Files, documents: Sequence[str], *, inline: bool) -> Source:
    """A report with the name under which a person is told of it."""
    first = files.shown(documents[0])
    path = first if len(documents) == 1 else f"{first} (and {len(documents) - 1} more documents)"
    return Source(files, path, tuple(documents), inline)


def _kind(head: bytes) -> Kind:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="ignore").encode()
    if any(namespace in head for namespace in _INLINE):
        return "inline"
    start = _PROLOGUE.match(head.removeprefix(b"\xef\xbb\xbf"))
    rest = head.removeprefix(b"\xef\xbb\xbf")[start.end() if start else 0 :]
    root = _ROOT.match(rest)
    return "instance" if root is not None and XBRLI.encode() in root[0] else ""


def _sets(files: Files, inline: Sequence[str]) -> Iterator[list[str]]:
    """The inline documents, grouped into reports."""
    left = dict.fromkeys(inline)
    for group in _by_manifest(files, left):
        yield group
        for address in group:
            del left[address]
    folders: dict[str, list[str]] = defaultdict(list)
    packaged = _report_folders(files)
    for address in left:
        folder = posixpath.dirname(address)
        # directly under reports/ each document is a report, Report Packages 1.0 section 4.2
        folders[address if folder in packaged else folder].append(address)
    for group in folders.values():
        yield from _by_schema(files, group)


def _report_folders(files: Files) -> frozenset[str]:
    tops = {posixpath.dirname(posixpath.dirname(a)) for a in files.addresses if "/META-INF/" in a}
    return frozenset(posixpath.join(top, "reports") for top in tops)


def _by_manifest(files: Files, inline: Mapping[str, None]) -> Iterator[list[str]]:
    """What the manifests of TDnet and EDINET list: instance elements with the documents of each."""
    taken: set[str] = set()
    for manifest in files.addresses:
        if posixpath.basename(manifest) != _MANIFEST:
            continue
        root, _ = parse(files.read(manifest) or b"", files.shown(manifest))
        if root is None:
            continue
        for instance in root.iter("{*}instance"):
            names = ((node.text or "").strip() for node in instance.iter("{*}ixbrl"))
            listed = [posixpath.join(posixpath.dirname(manifest), name) for name in names]
            group = [a for a in dict.fromkeys(listed) if a in inline and a not in taken]
            taken.update(group)
            if group:
                yield group


def _by_schema(files: Files, group: Sequence[str]) -> Iterable[list[str]]:
    """One report, unless its documents name different schemas."""
    if len(group) == 1:
        return [list(group)]
    schemas = {address: frozenset(_SCHEMA_REF.findall(files.read(address) or b"")) for address in group}
    named: dict[frozenset[bytes], list[str]] = defaultdict(list)
    for address in group:
        named[schemas[address]].append(address)
    bare = named.pop(frozenset(), [])
    if len(named) < 2:  # noqa: PLR2004 - one schema, or none, for all
        return [list(group)]
    return [*named.values(), *([address] for address in bare)]
