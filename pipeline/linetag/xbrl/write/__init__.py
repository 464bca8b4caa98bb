"""Compose the files of a filing: instance, extension schema, linkbases.

A writer decides nothing: the facts, concepts and networks that it receives are what it writes.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.xbrl.write.extension import declarable, schema
from linetag.xbrl.write.instance import instance
from linetag.xbrl.write.labels import labels
from linetag.xbrl.write.linkbases import relations, unknown_arcroles
from linetag.xbrl.write.markup import illegal
from linetag.xbrl.write.target import WriteTarget, role_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linetag.model import Report, Taxonomy

__all__ = ["WriteTarget", "write"]


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
    ids = role_ids(taxonomy, target)
    label_files, label_findings = labels(taxonomy, target)
    linkbases = (*relations(taxonomy, target, ids), *label_files)
    refs = [(linkbase.role, f"{target.stem}{linkbase.suffix}") for linkbase in linkbases]
    facts, fact_findings = instance(report, taxonomy, target)
    declarations, schema_findings = schema(taxonomy, target, ids, refs)
    texts = {f"{target.stem}.xml": facts, target.schema: declarations}
    texts.update((f"{target.stem}{linkbase.suffix}", linkbase.text) for linkbase in linkbases)
    findings = [*undeclared, *unknown_arcroles(taxonomy), *fact_findings, *schema_findings]
    findings.extend(found for linkbase in linkbases for found in linkbase.findings)
    findings.extend(label_findings)
    files: dict[str, bytes] = {}
    for name, text in texts.items():
        # The last resort, for a role or an address that nobody proved.
        character = illegal(text)
        if character:
            findings.append(finding("X801", what=f"the file {name}", character=character))
        else:
            files[name] = text.encode("utf-8")
    return MappingProxyType(files), tuple(findings)
