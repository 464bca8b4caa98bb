"""Headings that a published base taxonomy lacks: abstract concepts of the company's own stand for them.

The embedded taxonomy has every heading that its statements need. Packages of other publishers differ: dei of
2009 has no DocumentAndEntityInformationAbstract.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from linetag.extension.bases import Bases
from linetag.filing.records import Filing
from linetag.findings import Finding, finding
from linetag.model import Label, Origin
from linetag.taxonomy.declarations import ConceptRow, item_type
from linetag.xbrl.names import STANDARD_LABEL

_END = "Abstract"


def with_own_headings(filing: Filing, bases: Bases) -> tuple[Filing, tuple[Finding, ...]]:
    """Return the filing with an own abstract for each heading that its packages lack, each a note (F172)."""
    published = {name.namespace for name in bases.unlinked}
    lacking: dict[str, ConceptRow] = {}
    found: list[Finding] = []
    for name, labels, at in _headings(filing):
        qname = filing.qname(name)
        if qname.namespace in published and qname not in bases.taxonomy.concepts and name not in lacking:
            row = ConceptRow(qname.local, item_type("string"), "duration", None, "abstract", labels, at)
            lacking[name] = row
            found.append(finding("F172", at, concept=name, own=f"{filing.document.prefix}:{qname.local}"))
    if not lacking:
        return filing, ()
    own = {name: f"{filing.document.prefix}:{row.name}" for name, row in lacking.items()}
    return replace(
        filing,
        statements=tuple(replace(one, root=own.get(one.root, one.root)) for one in filing.statements),
        mapping=tuple(
            replace(row, concepts=tuple(own.get(name, name) for name in row.concepts))
            for row in filing.mapping
        ),
        extension=(*filing.extension, *lacking.values()),
    ), tuple(found)


def _headings(filing: Filing) -> Iterator[tuple[str, tuple[Label, ...], Origin]]:
    """Each heading with its labels: roots of statements, and rows whose concept is named as one."""
    for statement in filing.statements:
        if statement.root.endswith(_END):
            texts = (
                Label(STANDARD_LABEL, lang, f"{text} [{_END}]") for lang, text in statement.titles.items()
            )
            yield statement.root, tuple(texts), statement.origin
    for row in filing.mapping:
        for name in row.concepts:
            if name.endswith(_END):
                yield name, (Label(STANDARD_LABEL, "en", row.label.strip(" :")),), row.origin
