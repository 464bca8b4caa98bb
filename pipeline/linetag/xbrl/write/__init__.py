"""Compose the files of a filing: instance, extension schema, linkbases. The only writer of XBRL.

A writer decides nothing: the facts, concepts and networks that it receives are what it writes, and a
`WriteTarget` or an `InstanceTarget` says how a receiver wants them. `instance` writes facts as XBRL
2.1, `inline` tags them in a page. Another syntax (xBRL-JSON, xBRL-CSV) is another module like these two,
which takes the same facts.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.model import Report
from linetag.xbrl.write.instance import instance
from linetag.xbrl.write.labels import labels
from linetag.xbrl.write.linkbases import relations
from linetag.xbrl.write.markup import illegal
from linetag.xbrl.write.schema import declarable, schema
from linetag.xbrl.write.target import FileLayout, InstanceTarget, WriteTarget, role_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linetag.model import Taxonomy

__all__ = ["FileLayout", "InstanceTarget", "WriteTarget", "encoded", "write", "write_taxonomy"]


def write(
    report: Report, taxonomy: Taxonomy, target: WriteTarget
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """The files by name: `<stem>.xml`, `.xsd`, `_pre.xml`, `_cal.xml`, `_def.xml`, `_lab.xml`, `_lab-ja.xml`.

    `taxonomy` holds every concept that is named, and the networks of the filing alone; concepts of
    `target.namespace` are declared, with all their labels. Equal input gives equal bytes, whatever
    the order of the mappings. A linkbase with nothing in it is not written. What cannot be written
    is left out and is a finding (X801 to X808, most of them errors): the caller decides whether
    the rest is of use.
    """
    taxonomy, undeclared = declarable(taxonomy, target)
    facts, fact_findings = instance(report, taxonomy, target)
    texts, found = _taxonomy(taxonomy, target)
    files, illegal_found = encoded({f"{target.stem}.xml": facts, **texts})
    return files, (*undeclared, *fact_findings, *found, *illegal_found)


def write_taxonomy(
    taxonomy: Taxonomy, target: WriteTarget
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """The schema and the linkbases alone, otherwise as `write`."""
    taxonomy, undeclared = declarable(taxonomy, target)
    texts, found = _taxonomy(taxonomy, target)
    files, illegal_found = encoded(texts)
    return files, (*undeclared, *found, *illegal_found)


def _taxonomy(taxonomy: Taxonomy, target: WriteTarget) -> tuple[dict[str, str], tuple[Finding, ...]]:
    ids = role_ids(taxonomy, target)
    label_files, label_findings = labels(taxonomy, target)
    relation_files, relation_findings = relations(taxonomy, target, ids)
    linkbases = (*relation_files, *label_files)
    refs = [*target.linkbases, *((linkbase.role, target.file(linkbase.suffix)) for linkbase in linkbases)]
    declarations, schema_findings = schema(taxonomy, target, ids, refs)
    texts = {target.schema: declarations}
    texts.update((target.file(linkbase.suffix), linkbase.text) for linkbase in linkbases)
    return texts, (*schema_findings, *relation_findings, *label_findings)


def encoded(texts: Mapping[str, str]) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """The files as UTF-8; one that holds a character that XML cannot is left out (X801)."""
    faults = {name: character for name, text in texts.items() if (character := illegal(text))}
    files = {name: text.encode() for name, text in texts.items() if name not in faults}
    return MappingProxyType(files), tuple(
        finding("X801", what=f"the file {name}", character=character) for name, character in faults.items()
    )
