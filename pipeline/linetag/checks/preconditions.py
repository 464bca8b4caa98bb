"""What Calculations 1.1 requires of a report and its networks as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.model import Origin, QName

if TYPE_CHECKING:
    from linetag.checks.case import Case


def preconditions(case: Case) -> Iterator[Finding]:
    """Yield what an audited report has that keeps its sums, or some, from being checked under 1.1."""
    instance = case.instance
    if instance is None or set(case.calculations.not_bound) <= {"1.0"}:
        return
    at = Origin(instance.documents.paths[0], 1, 1)
    if instance.incompatible:
        yield finding("C408", at, why=instance.incompatible)
    if instance.has_tuples:
        yield finding("C409", at)
    concepts: set[QName] = set()
    for network in case.networks:
        pairs = Counter((arc.source, arc.target) for arc in network.arcs)
        concepts.update(concept for pair in pairs for concept in pair)
        for (total, contributor), count in pairs.items():
            if count > 1:
                yield finding("C414", at, total=total, part=contributor, role=network.role, count=count)
    misplaced = concepts.intersection(instance.without_unit)
    texts = {f.concept: f for f in instance.facts() if f.concept in misplaced} if misplaced else {}
    for concept, fact in texts.items():
        yield finding("C415", case.places(fact)[0], facts=(fact.id,), concept=concept)
