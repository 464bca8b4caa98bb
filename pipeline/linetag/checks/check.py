"""All checks of a tagged report: one list of families, one explanation of what fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import localcontext

from linetag.checks import sums, ties, translation
from linetag.checks.case import Case
from linetag.checks.explain import explain
from linetag.checks.relation import EXACT, Relation
from linetag.findings import Finding

RELATIONS = (
    sums.sums,
    sums.unbound,
    ties.declared,
    ties.members,
    translation.translation,
    ties.cumulative,
)
FINDINGS = (sums.unchecked, ties.malformed, translation.misrated)


@dataclass(frozen=True, slots=True)
class Checked:
    """Every relation that was evaluated, whatever its verdict."""

    relations: tuple[Relation, ...]
    failing: tuple[Relation, ...]

    def covering(self) -> Mapping[str, tuple[str, ...]]:
        """Fact id → the names of the relations that it takes part in."""
        names: dict[str, dict[str, None]] = {}
        for relation in self.relations:
            for fact in relation.facts:
                names.setdefault(fact.id, {})[relation.name] = None
        return {key: tuple(found) for key, found in names.items()}

    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Name → (how many hold, how many were evaluated), in the order of the checks."""
        total = Counter(relation.name for relation in self.relations)
        failed = Counter(relation.name for relation in self.failing)
        return {name: (count - failed[name], count) for name, count in total.items()}


def check(case: Case) -> tuple[Checked, tuple[Finding, ...]]:
    """Evaluate every relation once; failures come back explained, each root cause once.

    All of it in one exact context: the usual one would round figures of more than 28 digits.
    """
    with localcontext(EXACT):
        relations = tuple(relation for family in RELATIONS for relation in family(case))
        values = case.values
        failing = tuple(relation for relation in relations if relation.failure(values))
        found = [item for family in FINDINGS for item in family(case)]
        found.extend(explain(relations, case))
    return Checked(relations, failing), tuple(found)
