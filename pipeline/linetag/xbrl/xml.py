"""The one XML parser: no entities, no network, no documents that grow beyond bounds."""

from __future__ import annotations

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin

# The largest schema of the US GAAP taxonomy has 4 MB; the largest instances seen have 60.
MAX_BYTES = 256 * 1024 * 1024


def parse(data: bytes, path: str) -> tuple[etree._Element | None, tuple[Finding, ...]]:
    """The root element of an XML document, or a finding that says why there is none (X750, X751).

    Comments and processing instructions are left out. A document type declaration may stand there
    (inline reports have one), but it is not read and must declare no entities.
    """
    if len(data) > MAX_BYTES:
        why = f"it has more than {MAX_BYTES // 1024 // 1024} MB"
        return None, (finding("X750", Origin(path, 1, 1), path=path, why=why),)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        origin = Origin(path, max(line, 1), max(column, 1))
        return None, (finding("X750", origin, path=path, why=error.msg),)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        return None, (finding("X751", Origin(path, 1, 1), path=path),)
    return root, ()


def _parser() -> etree.XMLParser:
    """A fresh parser: lxml keeps the error log of a parser that is used again."""
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
