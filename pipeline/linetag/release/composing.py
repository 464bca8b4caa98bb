"""Paragraphs and grids in the order of a file → a `Document`: each table with the text before it.

A reader that walks a file yields its blocks; what is common to the files of all programs is here.
"""

from __future__ import annotations

from collections.abc import Iterable

from linetag.findings import Finding
from linetag.model import Origin
from linetag.release import build
from linetag.release.grids import Grid
from linetag.release.records import Document, Table

Block = Origin | Grid | Finding
"""A paragraph, a table with its own title, or what is wrong at this place of the file."""


def document(
    path: str, blocks: Iterable[Block], lines: tuple[str, ...] = ()
) -> tuple[Document, tuple[Finding, ...]]:
    """Return the document that the blocks make, and their findings with those of its tables.

    A table directly after another has the heading of that one, unless a new sheet begins between them.
    """
    tables: list[Table] = []
    paragraphs: list[Origin] = []
    heading: list[Origin] = []
    findings: list[Finding] = []
    for block in blocks:
        if isinstance(block, Finding):
            findings.append(block)
            continue
        if isinstance(block, Origin):
            if heading and block.part != heading[-1].part and block.part.kind == "sheet":
                heading = []
            paragraphs.append(block)
            heading.append(block)
            continue
        before = tuple(heading) if heading or not tables else build.inherited(tables[-1])
        found, wrong = build.tables(block._replace(heading=(*before, *block.heading)))
        if found and tables:
            found = (build.continued(found[0], tables[-1], heading), *found[1:])
        tables += found
        findings += wrong
        texts = [] if found else [field.origin for row in block.rows for field in row.fields]
        paragraphs += texts
        heading = [] if found else [*heading, *texts]
    return Document(path, lines, tuple(tables), tuple(paragraphs)), tuple(findings)
