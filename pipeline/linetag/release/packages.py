"""Office files (.docx, .xlsx): zips of XML parts, opened without trust.

Only so many bytes are unpacked, entities are not declared, and nothing outside the file is opened. The parts
refer to each other by relationships (ECMA-376 part 2, section 9).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from linetag.findings import Finding, finding
from linetag.inputs.files import read_bytes
from linetag.inputs.limits import MIB
from linetag.model import Origin
from linetag.release.limits import (
    MAX_OFFICE_BYTES,
    MAX_PACKAGE_PARTS,
    MAX_PART_BYTES,
    MAX_PART_TAGS,
    MAX_SHRINKING,
    MAX_UNPACKED_BYTES,
)
from linetag.release.source import RELEASE_CODES

_DIGITS = 9
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_NOT_READ = {
    "macros": ("vbaproject", "/macrosheets/"),
    "links to other files": ("/externallinks/",),
    "embedded objects": ("/embeddings/", "/activex/"),
    "inserted files": ("/afchunk",),
}
"""What parts of these names hold; none of it is needed to read the figures."""


class OfficeRelationship(NamedTuple):
    """A part that another one refers to: the end of the URI of its type, and its name."""

    kind: str
    target: str


@dataclass(slots=True)
class Package:
    """The parts of an Office file by their names, "xl/workbook.xml", and how many bytes may be unpacked."""

    path: str
    parts: Mapping[str, zipfile.ZipInfo]
    archive: zipfile.ZipFile
    left: int = MAX_UNPACKED_BYTES
    _folded: dict[str, str] = field(default_factory=dict)

    def xml(self, name: str) -> tuple[bytes | None, tuple[Finding, ...]]:
        """Return a part in UTF-8 that declares no entities, or None and a finding (R143, R145, R146).

        A part that is not there is None without a finding.
        """
        data, found = self._read(name)
        if data is None:
            return None, found
        if encoding := _UTF_16.get(data[:2]):
            data = data.decode(encoding, "replace").encode("utf-8", "replace")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            return None, (finding("R146", Origin(self.path, 1, 1), path=self.path, part=name),)
        if data.count(b"<") > MAX_PART_TAGS:
            why = f"has more than {MAX_PART_TAGS:,} tags"
            return None, (finding("R145", Origin(self.path, 1, 1), path=self.path, part=name, why=why),)
        return data, ()

    def root(self, name: str) -> tuple[etree._Element | None, tuple[Finding, ...]]:
        """Return the root element of a part, or None; findings as for `xml`, and R143."""
        data, found = self.xml(name)
        if data is None:
            return None, found
        try:
            return etree.fromstring(data, etree.XMLParser(**PARSING)), ()
        except etree.XMLSyntaxError as error:
            return None, (self.damaged(name, error.msg),)

    def damaged(self, name: str, why: str) -> Finding:
        """Return the finding for a part that cannot be read."""
        return finding("R143", Origin(self.path, 1, 1), path=self.path, part=name, why=why)

    def relationships(self, name: str) -> tuple[Mapping[str, OfficeRelationship], tuple[Finding, ...]]:
        """Return the parts that a part refers to, by identifier; links to other files are left out.

        The name "" is that of the package. Findings as for `root`.
        """
        folder, file = posixpath.split(name)
        root, findings = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, OfficeRelationship] = {}
        for element in root if root is not None else ():
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or ""))
                kind = (element.get("Type") or "").rpartition("/")[2]
                found[element.get("Id") or ""] = OfficeRelationship(kind, target.lstrip("/"))
        return found, findings

    def main(self, what: str) -> tuple[str, etree._Element | None, tuple[Finding, ...]]:
        """Return the name and the root of the part that the file is about, which is called `what`.

        The root is None with a finding if there is no such part, or if it cannot be read.
        """
        related, findings = self.relationships("")
        name = next((one.target for one in related.values() if one.kind == "officeDocument"), "")
        root, wrong = self.root(name)
        if root is None and not (findings or wrong):
            wrong = (self.damaged(what, "it is not there"),)
        return name, root, (*findings, *wrong)

    def not_read(self) -> Iterator[Finding]:
        """Yield a note on macros, links to other files and embedded objects (R148)."""
        names = [f"/{name.casefold()}" for name in self.parts]
        held = [what for what, marks in _NOT_READ.items() if any(m in n for m in marks for n in names)]
        if held:
            yield finding("R148", Origin(self.path, 1, 1), path=self.path, what=", ".join(held))

    def _read(self, name: str) -> tuple[bytes | None, tuple[Finding, ...]]:
        if not self._folded:
            self._folded.update((known.casefold(), known) for known in self.parts)
        entry = self.parts.get(self._folded.get(name.casefold(), ""))
        if entry is None:
            return None, ()
        at = Origin(self.path, 1, 1)
        limit = min(MAX_PART_BYTES, self.left)
        if entry.file_size > max(MIB, MAX_SHRINKING * entry.compress_size):
            times = entry.file_size // max(entry.compress_size, 1)
            why = f"grows {times:,} times while it is unpacked"
            return None, (finding("R145", at, path=self.path, part=name, why=why),)
        try:
            with self.archive.open(entry) as stream:
                data = stream.read(limit + 1)
        except _DAMAGED as error:
            return None, (self.damaged(name, str(error)),)
        except (RuntimeError, NotImplementedError):
            return None, (self.damaged(name, "it is encrypted, or packed in an unknown way"),)
        self.left -= len(data)
        if len(data) > limit:
            why = f"unpacks to more than {limit // MIB} MiB"
            return None, (finding("R145", at, path=self.path, part=name, why=why),)
        return data, ()


PARSING: Mapping[str, Any] = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": True,  # what it may weigh is bounded before
    "remove_comments": True,
    "remove_pis": True,
}
"""The options of the parser: whatever a part declares, it is UTF-8 here, so that no DOCTYPE hides in it."""


def open_package(path: Path, name: str) -> tuple[Package | None, tuple[Finding, ...]]:
    """Return the package at `path`, or None and a finding (R101, R102, R105, R143, R145)."""
    data, unread = read_bytes(path, name, MAX_OFFICE_BYTES, RELEASE_CODES)
    if data is None:
        return None, unread
    at = Origin(name, 1, 1)
    if not data:
        return None, (finding("R102", at, path=name),)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_DAMAGED, NotImplementedError) as error:
        return None, (finding("R143", at, path=name, part="the zip", why=str(error)),)
    entries = archive.infolist()
    if len(entries) > MAX_PACKAGE_PARTS:
        why = f"has more than {MAX_PACKAGE_PARTS:,} parts"
        return None, (finding("R145", at, path=name, part="it", why=why),)
    return Package(name, {entry.filename.lstrip("/"): entry for entry in entries}, archive), ()


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace: those of the two editions of the format differ."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str:
    """Return the value of an attribute by its name without namespace; "" if it is not there."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def elements(data: bytes, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of these local names, one by one; each is emptied when the next one comes.

    Raises `etree.XMLSyntaxError` where the XML breaks off.
    """
    if not data:
        return
    wanted = [f"{{*}}{tag}" for tag in tags]
    for _, element in etree.iterparse(io.BytesIO(data), events=("end",), tag=wanted, **PARSING):
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def whole_number(text: str | None, default: int) -> int:
    """Return the number that an attribute writes in at most nine digits, else `default`."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _DIGITS else default


def is_on(elements: Iterable[etree._Element], name: str) -> bool:
    """Whether a property such as bold is among the elements and not switched off."""
    return any(
        local(element) == name and attribute(element, "val") not in {"0", "false", "off", "none"}
        for element in elements
    )
