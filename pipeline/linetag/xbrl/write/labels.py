"""Write the label linkbases, one for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.xbrl.names import CONCEPT_LABEL, LINK, LINK_ROLE, STANDARD_LABEL, XLINK, XSI
from linetag.xbrl.write.links import Linkbase, is_known, label_roles, linkbase, locator, new_label, references
from linetag.xbrl.write.markup import Prefixes, element, illegal, opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linetag.model import Concept, Label, Taxonomy
    from linetag.xbrl.write.target import WriteTarget

LABEL_REF = "http://www.xbrl.org/2003/role/labelLinkbaseRef"


def labels(taxonomy: Taxonomy, target: WriteTarget) -> tuple[tuple[Linkbase, ...], tuple[Finding, ...]]:
    """One label linkbase per language: labels of the company's concepts, then those it adds to others.

    A label that cannot be written is left out and is a finding (X801, X802, X807, X808).
    """
    chosen: list[tuple[Concept, Label]] = []
    findings: list[Finding] = []
    for concept in target.own(taxonomy):
        chosen.extend((concept, label) for label in taxonomy.labels.get(concept.name, ()))
    for name in sorted(target.added_labels, key=lambda name: (name.namespace, name.local)):
        if name in taxonomy.concepts:
            chosen.extend((taxonomy.concepts[name], label) for label in target.added_labels[name])
        else:
            findings.append(finding("X802", what="an added label", concept=name))
    good: list[tuple[Concept, Label]] = []
    for concept, label in dict.fromkeys(chosen):
        faults = tuple(_label_faults(concept, label, target))
        findings.extend(faults)
        if not faults:
            good.append((concept, label))
    files = tuple(
        _labels(language, suffix, good, target)
        for language, suffix in _suffixes(target.languages)
        if any(label.lang == language for _, label in good)
    )
    return files, tuple(findings)


def _suffixes(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for index, language in enumerate(languages):
        yield language, f"lab-{language}.xml" if index else "lab.xml"


def _label_faults(concept: Concept, label: Label, target: WriteTarget) -> Iterator[Finding]:
    """Why the label cannot be written."""
    character = illegal(label.text)
    if character:
        yield finding("X801", what=f"a label ({label.lang}) of {concept.name}", character=character)
    if not is_known(label.role, target):
        yield finding("X807", role=LINK_ROLE, what=f"label role {label.role}")
    if label.lang not in target.languages:
        languages = ", ".join(target.languages)
        yield finding("X808", concept=concept.name, language=label.lang, languages=languages)


def _labels(language: str, suffix: str, chosen: list[tuple[Concept, Label]], target: WriteTarget) -> Linkbase:
    by_concept: dict[Concept, list[Label]] = {}
    for concept, label in chosen:
        if label.lang == language:
            by_concept.setdefault(concept, []).append(label)
    roles = label_roles((label.role for _, label in chosen if label.lang == language), target)
    body = list(references("roleRef", "roleURI", roles))
    body.append(opening("link:labelLink", (("xlink:type", "extended"), ("xlink:role", LINK_ROLE))))
    taken: set[str] = set()
    for concept, texts in by_concept.items():
        source = new_label(target.id(concept), taken)
        resource = new_label(f"{source}_label", taken)
        texts.sort(key=lambda label: (label.role != STANDARD_LABEL, label.role, label.text))
        body.append(locator(concept, target, source))
        body.extend(_label(label, resource) for label in texts)
        body.append(_label_arc(source, resource))
    body.append("  </link:labelLink>")
    return Linkbase(suffix, LABEL_REF, linkbase(Prefixes({}, (LINK, XLINK, XSI)), body, target), ())


def _label(label: Label, resource: str) -> str:
    pairs = (
        ("xlink:type", "resource"),
        ("xlink:label", resource),
        ("xlink:role", label.role),
        ("xml:lang", label.lang),
    )
    return element("link:label", pairs, text=label.text, depth=2)


def _label_arc(source: str, resource: str) -> str:
    pairs = (
        ("xlink:type", "arc"),
        ("xlink:arcrole", CONCEPT_LABEL),
        ("xlink:from", source),
        ("xlink:to", resource),
    )
    return element("link:labelArc", pairs, depth=2)
