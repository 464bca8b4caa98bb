"""The findings of an audit: failing sums explained, sums without a verdict, duplicates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from linetag.calc import Calculation, Calculations, FactSets
from linetag.checks.duplicates import duplicates
from linetag.checks.sums import fault, without_verdict
from linetag.checks.weights import wrong_weights
from linetag.findings import Finding, finding
from linetag.model import Mode, Origin, QName
from linetag.taxonomy.dts import Dts
from linetag.xbrl.read.report import Instance

_RANK: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}


def examine(
    instance: Instance, figures: FactSets, dts: Dts, calculations: Calculations, modes: Sequence[Mode]
) -> tuple[Finding, ...]:
    """What an auditor should know, errors first; among equals the face statements, then by place.

    `figures` are those of the instance, of which the calculations are made.
    """
    found = [
        *_failing(instance, figures, dts, calculations),
        *duplicates(figures, instance),
        *wrong_weights(dts),
        *_unchecked(instance, calculations),
        *(_whole(instance, dts) if any(mode != "1.0" for mode in modes) else ()),
    ]
    return tuple(sorted(found, key=lambda item: _RANK[item.severity]))


def _failing(
    instance: Instance, figures: FactSets, dts: Dts, calculations: Calculations
) -> Iterator[Finding]:
    if all(calculation.verdict != "inconsistent" for calculation in calculations.results):
        return
    # a report that holds does not pay for the explanation
    from linetag.checks.foreign import failing_sums  # noqa: PLC0415

    yield from failing_sums(instance, figures, dts, calculations)


def _unchecked(instance: Instance, calculations: Calculations) -> Iterator[Finding]:
    """Why sums have no verdict, each set of facts once; duplicates have findings of their own."""
    known: set[object] = set()
    for calculation in calculations.results:
        if calculation.reason is None or calculation.reason in _TOLD_ELSEWHERE:
            continue
        for facts in calculation.faulty:
            if calculation.reason == "excess digits" and (key := facts[0].id) not in known:
                known.add(key)
                yield fault("C404", [instance.located(fact) for fact in facts])
        if calculation.reason != "excess digits" and (place := _place(calculation)) not in known:
            known.add(place)
            yield without_verdict(calculation, [instance.located(fact) for fact in calculation.facts])


_TOLD_ELSEWHERE = (
    *("duplicate total", "duplicate contributor", "disallowed duplicates"),
    *("not OIM-compatible",),
)


def _place(calculation: Calculation) -> object:
    return calculation.total, calculation.facts[0].id, calculation.reason


def _whole(instance: Instance, dts: Dts) -> Iterator[Finding]:
    """What Calculations 1.1 says of the report and its networks as a whole."""
    at = Origin(instance.documents.paths[0], 1, 1)
    if instance.incompatible:
        yield finding("C408", at, why=instance.incompatible)
    if instance.has_tuples:
        yield finding("C409", at)
    concepts: set[QName] = set()
    for network in dts.networks:
        pairs = Counter((arc.source, arc.target) for arc in network.arcs)
        concepts.update(concept for pair in pairs for concept in pair)
        for (total, part), count in pairs.items():
            if count > 1:
                yield finding("C414", at, total=total, part=part, role=network.role, count=count)
    misplaced = concepts.intersection(instance.unmeasured)
    texts = {f.concept: f for f in instance.facts() if f.concept in misplaced} if misplaced else {}
    for concept, fact in texts.items():
        located = instance.located(fact)
        yield finding("C415", located.origins[0], facts=(located.id,), concept=concept)
