"""The findings of an audit: failing sums explained, sums without a verdict, duplicates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from linetag.calc import Calculations, FactSets
from linetag.checks.duplicates import duplicates
from linetag.checks.unchecked import unchecked_sums
from linetag.checks.weights import wrong_weights
from linetag.findings import Finding, finding
from linetag.model import Mode, Origin, QName, Taxonomy
from linetag.xbrl.read.report import Instance

_RANK: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}


def examine(
    instance: Instance,
    figures: FactSets,
    taxonomy: Taxonomy,
    calculations: Calculations,
    modes: Sequence[Mode],
) -> tuple[Finding, ...]:
    """What an auditor should know, errors first; among equals the face statements, then by place.

    `figures` are those of the instance, of which the calculations are made.
    """
    found = [
        *_failing(instance, figures, taxonomy, calculations),
        *duplicates(figures, instance),
        *wrong_weights(taxonomy),
        *unchecked_sums(instance, calculations),
        *(_whole(instance, taxonomy) if any(mode != "1.0" for mode in modes) else ()),
    ]
    return tuple(sorted(found, key=lambda item: _RANK[item.severity]))


def _failing(
    instance: Instance, figures: FactSets, taxonomy: Taxonomy, calculations: Calculations
) -> Iterator[Finding]:
    if all(calculation.verdict != "inconsistent" for calculation in calculations.results):
        return
    # a report that holds does not pay for the explanation
    from linetag.checks.foreign import failing_sums  # noqa: PLC0415

    yield from failing_sums(instance, figures, taxonomy, calculations)


def _whole(instance: Instance, taxonomy: Taxonomy) -> Iterator[Finding]:
    """What Calculations 1.1 says of the report and its networks as a whole."""
    at = Origin(instance.documents.paths[0], 1, 1)
    if instance.incompatible:
        yield finding("C408", at, why=instance.incompatible)
    if instance.has_tuples:
        yield finding("C409", at)
    concepts: set[QName] = set()
    for network in taxonomy.networks:
        pairs = Counter((arc.source, arc.target) for arc in network.arcs)
        concepts.update(concept for pair in pairs for concept in pair)
        for (total, part), count in pairs.items():
            if count > 1:
                yield finding("C414", at, total=total, part=part, role=network.role, count=count)
    misplaced = concepts.intersection(instance.without_unit)
    texts = {f.concept: f for f in instance.facts() if f.concept in misplaced} if misplaced else {}
    for concept, fact in texts.items():
        located = instance.located(fact)
        yield finding("C415", located.origins[0], facts=(located.id,), concept=concept)
