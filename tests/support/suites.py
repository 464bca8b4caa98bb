"""Conformance suites of XBRL International, beside the checkout: their variations, and the files."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from support.shared import CORPUS

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = CORPUS / "conformance"


class Variation(NamedTuple):
    """One input of a suite with what is expected of it.

    `kind` and `file` are what is to be read first, `expected` is "valid", "invalid" or the name of
    an error, `output` the file with the expected facts or arcs, or "".
    """

    name: str
    kind: str
    file: str
    expected: str
    output: str


def variations(suite: str, index: str) -> tuple[Variation, ...]:
    """Every variation that the index of a suite leads to, named by test case and id; none without it."""
    if not (FOLDER / suite).exists():
        return ()
    with zipfile.ZipFile(FOLDER / suite) as archive:
        top = posixpath.join(archive.namelist()[0].partition("/")[0], "")
        root = etree.fromstring(archive.read(top + index))
        cases = [node.get("uri", "") for node in root.iter("{*}testcase")]
        return tuple(
            _variation(case, node)
            for case in cases
            for node in etree.fromstring(archive.read(top + case)).iter("{*}variation")
        )


def _variation(case: str, node: etree._Element) -> Variation:
    folder, name = posixpath.split(case)
    first = next(part for part in node.iter("{*}*") if part.get("readMeFirst") == "true")
    result = next(node.iter("{*}result"))
    error = next((part.text or "" for part in result.iter("{*}error")), "valid")
    outputs = [part.text or "" for part in result.iter("{*}file")] or [(result.text or "").strip()]
    return Variation(
        f"{name.removesuffix('.xml').partition('-')[0]} {node.get('id')}",
        etree.QName(first).localname,
        posixpath.join(folder, (first.text or "").strip()),
        result.get("expected") or error.strip(),
        posixpath.join(folder, "out", outputs[0]) if outputs[0] else "",
    )


def unpacked(suite: str, folder: Path) -> Path:
    """The folder of a suite, after it is unpacked into another."""
    with zipfile.ZipFile(FOLDER / suite) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


def listed(reasons: Mapping[str, str]) -> dict[str, str]:
    """Variations, written as "304 V-06 V-07; 305 V-03", each with the reason under which it is listed."""
    return {
        f"{case} {name}": reason
        for reason, written in reasons.items()
        for part in written.split(";")
        for case, *names in [part.split()]
        for name in names
    }
