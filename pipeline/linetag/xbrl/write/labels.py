"""Write the label linkbases, one for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.xbrl.names import CONCEPT_LABEL, LABEL_REF, LINK, LINK_ROLE, STANDARD_LABEL, XLINK, XSI
from linetag.xbrl.write import links
from linetag.xbrl.write.links import Linkbase
from linetag.xbrl.write.markup import Prefixes, element, illegal
from linetag.xbrl.write.target import writable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linetag.model import Concept, Label, Taxonomy
    from linetag.xbrl.write.target import WriteTarget


def labels(taxonomy: Taxonomy, target: WriteTarget) -> tuple[tuple[Linkbase, ...], tuple[Finding, ...]]:
    """One label linkbase per language: labels of the company's concepts, then those it adds to others.

    A label that cannot be written is left out and is a finding (X801, X802, X807, X808).
    """
    names = sorted(target.added_labels)
    concepts = [taxonomy.concepts[name] for name in names if name in taxonomy.concepts]
    chosen = [(one, label) for one in target.own(taxonomy) for label in taxonomy.labels.get(one.name, ())]
    chosen += [(concept, label) for concept in concepts for label in target.added_labels[concept.name]]
    good, findings = writable(dict.fromkeys(chosen), lambda pair: _faults(*pair, target))
    unknown = (name for name in names if name not in taxonomy.concepts)
    files = tuple(
        _labels(language, f"lab-{language}.xml" if index else "lab.xml", own, target)
        for index, language in enumerate(target.languages)
        if (own := [pair for pair in good if pair[1].lang == language])
    )
    return files, (*(finding("X802", what="an added label", concept=name) for name in unknown), *findings)


def _faults(concept: Concept, label: Label, target: WriteTarget) -> Iterator[Finding]:
    """Why the label cannot be written."""
    character = illegal(label.text)
    if character:
        yield finding("X801", what=f"a label ({label.lang}) of {concept.name}", character=character)
    if not links.is_known(label.role, target):
        yield finding("X807", role=LINK_ROLE, what=f"label role {label.role}")
    if label.lang not in target.languages:
        languages = ", ".join(target.languages)
        yield finding("X808", concept=concept.name, language=label.lang, languages=languages)


def _labels(
    language: str, suffix: str, chosen: Sequence[tuple[Concept, Label]], target: WriteTarget
) -> Linkbase:
    by_concept: dict[Concept, list[Label]] = {}
    for concept, label in chosen:
        by_concept.setdefault(concept, []).append(label)
    taken: set[str] = set()
    lines: list[str] = []
    for concept, texts in by_concept.items():
        source = links.new_label(target.id(concept), taken)
        resource = links.new_label(f"{source}_label", taken)
        texts.sort(key=lambda label: (label.role != STANDARD_LABEL, label.role, label.text))
        lines.append(links.locator(concept, target, source))
        for label in texts:
            pairs = (
                ("xlink:type", "resource"),
                ("xlink:label", resource),
                ("xlink:role", label.role),
                ("xml:lang", language),
            )
            lines.append(element("link:label", pairs, text=label.text, depth=2))
        lines.append(links.arc("labelArc", CONCEPT_LABEL, source, resource))
    roles = links.label_roles((label.role for _, label in chosen), target)
    body = (
        *links.references("roleRef", "roleURI", roles),
        *links.extended_link("labelLink", LINK_ROLE, lines),
    )
    return Linkbase(suffix, LABEL_REF, links.linkbase(Prefixes({}, (LINK, XLINK, XSI)), body, target))
