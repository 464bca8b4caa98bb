"""Which reports are in a folder, a zip or a file, and of which documents each consists.

A classic instance is a report of its own. Inline documents form sets: as a report package or a
manifest (TDnet, EDINET) says, or else those of one folder that do not name different schemas.
"""

from __future__ import annotations

import posixpath
import re
import stat
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.xbrl import limits
from linetag.xbrl.files import Files, folder_reader, open_folder
from linetag.xbrl.hrefs import address, path_of
from linetag.xbrl.names import INLINE_1_0, INLINE_1_1, XBRLI
from linetag.xbrl.xml import from_root, head, parse

ZIPS = (".zip", ".xbri", ".xbr")
_SUFFIXES = (".xml", ".xbrl", ".htm", ".html", ".xhtml")
_INSTANCE = ".xbrl"
_SNIFFED = 64 * 1024
_ROOT = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>][^>]*")
_INLINE = (INLINE_1_0.encode(), INLINE_1_1.encode())
# Compiled when they are needed, for some reports only.
_SCHEMA_REF = rb"<[\w.-]*:?schemaRef\s[^<>]*href\s*=\s*[\"']([^\"']+)[\"']"
_JSON = rb'"documentType"\s*:\s*"https?://(www\.)?xbrl\.org/[^"]*(xbrl-json|oim)[^"]*"'
_MANIFEST = r"(?i)manifest(_\w+)?\.xml"

Kind = Literal["instance", "inline", ""]


class Source(NamedTuple):
    """One report: the addresses of its instance, or of the inline documents that form it.

    `findings` are those on the folder or zip in which it lies; the first report there has them.
    """

    files: Files
    path: str
    documents: tuple[str, ...]
    inline: bool
    findings: tuple[Finding, ...] = ()


@contextmanager
def open_files(path: Path) -> Iterator[tuple[Files | None, tuple[Finding, ...]]]:
    """Open what is at the path; None with the reason when it cannot be (X752-X754, X971).

    A single file is opened with the folder that it stands in, for what it refers to.
    """
    try:
        mode = path.stat().st_mode
        zipped = stat.S_ISREG(mode) and _begins(path) == b"PK"
    except (OSError, ValueError) as error:
        yield None, (_unopened(path, getattr(error, "strerror", None) or str(error)),)
        return
    if stat.S_ISDIR(mode):
        yield open_folder(path), ()
    elif zipped:
        from linetag.xbrl.zips import open_zip  # noqa: PLC0415 - a single file needs none of it

        with open_zip(path) as opened:
            yield opened
    elif stat.S_ISREG(mode):
        folder = "" if path.parent == Path() else str(path.parent)
        yield Files(folder, (address(path.name),), folder_reader(path.parent)), ()
    else:
        yield None, (_unopened(path, "it is neither a file nor a folder"),)


def _begins(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(2)


def _unopened(path: Path, why: str) -> Finding:
    return finding("X971", Origin(str(path), 1, 1), path=path, why=why)


def sources(files: Files, given: str) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """Return the reports among the files, in the order of their addresses; X970 if there are none.

    Those of zips in a zip are among them. Files that could not be read are findings (X972). The
    instance that the SEC extracts from an inline report (x.htm, x_htm.xml), or that a manifest names
    together with inline documents, is the same report again and left out.
    """
    kinds = {a: kind for a in _looked_at(files) if (kind := _kind(files, a))}
    inline = [a for a, kind in kinds.items() if kind == "inline"]
    manifests = tuple(_manifests(files))
    extracted = {f"{posixpath.splitext(a)[0]}_htm.xml" for a in inline}
    extracted.update(name for name, documents in manifests if not kinds.keys().isdisjoint(documents))
    groups = [[a] for a, kind in kinds.items() if kind == "instance" and a not in extracted]
    found = [named(files, group, inline=False) for group in groups]
    found += [named(files, group, inline=True) for group in _sets(files, inline, manifests)]
    problems = [
        *_broken(files, kinds),
        *(item for a in sorted(files.refused) for item in files.unreadable(a)),
    ]
    for reports, more in _zipped(files):
        found += reports
        problems += [item for item in more if item.code != "X970"]
    found.sort(key=lambda source: (source.files.name, source.documents[0]))
    if found:
        found[0] = found[0]._replace(findings=(*files.findings, *_json(files), *found[0].findings))
    elif not problems:
        problems = [
            finding("X970", Origin(given, 1, 1), path=given, files=len(files.addresses)),
            *_json(files),
        ]
    return tuple(found), tuple(problems)


def _broken(files: Files, kinds: Container[str]) -> Iterator[Finding]:
    """What is named as an instance among other files, but is no XML."""
    for address_ in files.addresses if len(files.addresses) > 1 else ():
        if address_.lower().endswith(_INSTANCE) and address_ not in kinds:
            data = files.read(address_)
            yield from parse(data, files.shown(address_))[1] if data is not None else ()


def _zipped(files: Files) -> Iterator[tuple[tuple[Source, ...], tuple[Finding, ...]]]:
    """The reports in each zip in a zip."""
    if files.inner is None:
        return
    for address_ in files.addresses:
        if address_.lower().endswith(ZIPS):
            inside, unopened = files.inner(address_)
            yield ((), unopened) if inside is None else sources(inside, files.shown(address_))


def _looked_at(files: Files) -> Iterator[str]:
    """What may be a document of a report: a file that was given, whatever its name, and those so named.

    In a report package only what lies in its folder of reports (Report Packages 1.0, section 4).
    """
    if len(files.addresses) == 1:
        yield files.addresses[0]
        return
    packaged = {posixpath.dirname(folder): folder for folder in _report_folders(files)}
    direct = {posixpath.dirname(a) for a in files.addresses if _is_document(a)} & set(packaged.values())
    for address_ in files.addresses:
        if not _is_document(address_):
            continue
        top = next((top for top in packaged if address_.startswith(f"{top.rstrip('/')}/")), None)
        if top is not None:
            folder, reports = posixpath.dirname(address_), packaged[top]
            # documents directly in the folder, or else those of the folders in it
            if folder != reports and (reports in direct or posixpath.dirname(folder) != reports):
                continue
        yield address_


def _is_document(address_: str) -> bool:
    return address_.lower().endswith(_SUFFIXES) and "/META-INF/" not in address_


def named(files: Files, documents: Sequence[str], *, inline: bool) -> Source:
    """A report, with the path by which messages name it."""
    first = files.shown(documents[0])
    path = first if len(documents) == 1 else f"{first} (and {len(documents) - 1} more documents)"
    return Source(files, path, tuple(documents), inline)


def _kind(files: Files, address_: str) -> Kind:
    """What a document is, by its root element, or by the namespace of Inline XBRL anywhere in it.

    An instance may declare that namespace as well, since declarations are copied along.
    """
    data = files.read(address_, _SNIFFED) or b""
    start = head(data)
    first = from_root(start)
    if start and not first and len(data) == _SNIFFED:
        start = head(files.read(address_, limits.MAX_PROLOGUE) or b"", limits.MAX_PROLOGUE)
        first = from_root(start)
    root = _ROOT.match(first)
    if root is not None and XBRLI.encode() in root[0]:
        return "instance"
    if any(namespace in start for namespace in _INLINE):
        return "inline"
    if root is not None:
        return ""
    if len(data) == _SNIFFED and b"<html" in start:  # a style sheet may stand before the first tag
        whole = files.read(address_) or b""
        return "inline" if any(namespace in whole for namespace in _INLINE) else ""
    return ""


def _sets(
    files: Files, inline: Sequence[str], manifests: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[list[str]]:
    """The inline documents, grouped into reports."""
    left = dict.fromkeys(inline)
    for _, documents in manifests:
        group = [address_ for address_ in dict.fromkeys(documents) if address_ in left]
        for address_ in group:
            del left[address_]
        if group:
            yield group
    folders: dict[str, list[str]] = defaultdict(list)
    packaged = _report_folders(files)
    for address_ in left:
        folder = posixpath.dirname(address_)
        # directly in the folder of reports each document is a report
        folders[address_ if folder in packaged else folder].append(address_)
    for folder, group in folders.items():
        yield from [group] if posixpath.dirname(folder) in packaged else _by_schema(files, group)


def _report_folders(files: Files) -> frozenset[str]:
    """The folder `reports` of each report package, next to its META-INF."""
    tops = {a.partition("/META-INF/")[0] for a in files.addresses if "/META-INF/" in a}
    folders = {posixpath.dirname(a) for a in files.addresses}
    return frozenset(
        reports
        for reports in (f"{top}/reports" for top in tops)
        if any(folder == reports or folder.startswith(f"{reports}/") for folder in folders)
    )


def _manifests(files: Files) -> Iterator[tuple[str, Sequence[str]]]:
    """What the manifests of TDnet and EDINET list: the name of an instance, and its inline documents."""
    for manifest in files.addresses:
        if not re.fullmatch(_MANIFEST, posixpath.basename(manifest)):
            continue
        root, _ = parse(files.read(manifest) or b"", files.shown(manifest))
        if root is None:
            continue
        folder = posixpath.dirname(path_of(manifest))
        for instance in root.iter("{*}instance"):
            texts = ((node.text or "").strip() for node in instance.iter("{*}ixbrl"))
            documents = [address(posixpath.join(folder, text)) for text in texts]
            name = instance.get("preferredFilename", "")
            yield address(posixpath.join(folder, name)), documents


def _by_schema(files: Files, group: Sequence[str]) -> Iterable[list[str]]:
    """One report, unless its documents name different schemas."""
    if len(group) == 1:
        return [list(group)]
    schemas = {a: frozenset(re.findall(_SCHEMA_REF, files.read(a) or b"")) for a in group}
    named_: dict[frozenset[bytes], list[str]] = defaultdict(list)
    for address_ in group:
        named_[schemas[address_]].append(address_)
    bare = named_.pop(frozenset(), [])
    if len(named_) < 2:  # noqa: PLR2004 - one schema, or none, for all
        return [list(group)]
    return [*named_.values(), *([address_] for address_ in bare)]


def _json(files: Files) -> Iterator[Finding]:
    """The reports of a report package that are written as JSON."""
    for reports in sorted(_report_folders(files)):
        for address_ in files.addresses:
            if address_.startswith(f"{reports}/") and address_.lower().endswith(".json"):
                path = files.shown(address_)
                if re.search(_JSON, files.read(address_, _SNIFFED) or b""):
                    yield finding("X976", Origin(path, 1, 1), path=path)
