"""Evaluate families of checks on a case: one result, and one explanation of what fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import localcontext
from typing import TYPE_CHECKING, NamedTuple, get_args

from linetag.checks.case import Case
from linetag.checks.relation import PRECISE, Relation, WeightedSum
from linetag.findings import Finding, Severity

if TYPE_CHECKING:
    from linetag.checks.derivations import Derivation

_SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Family(NamedTuple):
    """A family of checks: what it is called, what it checks in one sentence, and the check itself."""

    name: str
    checks: str
    evaluate: Callable[[Case], Iterable[Relation | Derivation | Finding]]


class Checked(NamedTuple):
    """Every relation that was evaluated, whatever its verdict, and those that fail.

    `derivations` are the verdicts on what a summary derives: of its relations, then on its periods.
    """

    relations: tuple[Relation, ...]
    failing: tuple[Relation, ...]
    derivations: tuple[Derivation, ...] = ()

    def covering(self) -> Mapping[str, tuple[str, ...]]:
        """Return the names of the relations that each fact takes part in, by the id of the fact."""
        names: dict[str, dict[str, None]] = {}
        for relation in self.relations:
            for fact in relation.facts:
                names.setdefault(fact.id, {})[relation.name] = None
        return {key: tuple(found) for key, found in names.items()}

    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Return how many relations of each name hold and how many there are, in the order of the checks."""
        total = Counter(relation.name for relation in self.relations)
        failed = Counter(relation.name for relation in self.failing)
        return {name: (count - failed[name], count) for name, count in total.items()}


def check(case: Case, families: Sequence[Family]) -> tuple[Checked, tuple[Finding, ...]]:
    """Evaluate every relation once and explain the failing ones, each root cause once; errors come first.

    All of it in one exact context: the usual one would round figures of more than 28 digits.
    """
    relations: list[Relation] = []
    found: list[Finding] = []
    periods: list[Derivation] = []
    before = 0
    with localcontext(PRECISE):
        for family in families:
            for item in family.evaluate(case):
                if isinstance(item, Relation):
                    before = len(found) if not relations else before
                    relations.append(item)
                elif isinstance(item, Finding):
                    found.append(item)
                else:
                    periods.append(item)
        failing = tuple(relation for relation in relations if relation.failure(relation.values))
        if failing:
            from linetag.checks.explain import explain  # noqa: PLC0415 - what holds pays for no explanation

            found[before:before] = explain(relations, failing, case)
        derivations = [
            relation.formula.derivation(relation.name, relation.total, relation.values)
            for relation in relations
            if not isinstance(relation.formula, WeightedSum)
        ]
    found.sort(key=lambda item: _SEVERITIES.index(item.severity))
    return Checked(tuple(relations), failing, (*derivations, *periods)), tuple(found)
