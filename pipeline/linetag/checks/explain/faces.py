"""The order in which failing relations are explained: face statements first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from linetag.checks.relation import Relation
from linetag.checks.sums import GRAVEST, is_slice

if TYPE_CHECKING:
    from linetag.checks.case import Case

# "104 - Statement - CONSOLIDATED BALANCE SHEETS" is how the SEC has roles defined.
_SORTED = re.compile(r"\S+ - (Document|Statement|Disclosure|Schedule) - ")
_FACE = re.compile(r"statement|balance ?sheet|financial ?position|cash ?flow", re.IGNORECASE)


def ranked(failing: Sequence[Relation], case: Case) -> Sequence[Relation]:
    """Return the failing relations in order, a sum of the same figures in several roles once.

    The sums of face statements come first, those of the whole entity before those of a slice, then in
    the order of the documents; other relations follow as they are.
    """
    groups: dict[object, list[Relation]] = {}
    for relation in failing:
        terms = tuple(sorted((fact.id, weight) for fact, weight in relation.formula.terms))
        key = (relation.total.id, terms) if relation.kind == "sum" else id(relation)
        groups.setdefault(key, []).append(relation)
    once: list[Relation] = []
    for same in groups.values():
        first, *others = sorted(same, key=lambda one: (_gravity(one), _rank(one, case)))
        roles = dict.fromkeys(role for one in (first, *others) for role in one.roles)
        once.append(first._replace(roles=tuple(roles)) if others else first)
    return sorted(once, key=lambda relation: _rank(relation, case))


def _gravity(relation: Relation) -> int:
    return GRAVEST[relation.calculation.mode] if relation.calculation else 0


def _rank(relation: Relation, case: Case) -> tuple[bool, bool, bool, int, int]:
    total = relation.total
    is_tie = relation.kind != "sum"
    named = any(is_face(case.role(role)) for role in relation.roles)
    return is_tie, not is_tie and not named, not is_tie and is_slice(total), total.document, total.line


def is_face(role: str) -> bool:
    """Whether a role is that of a face statement, by its definition or else its address."""
    kind = _SORTED.match(role)
    return kind[1] == "Statement" if kind else _FACE.search(role) is not None
