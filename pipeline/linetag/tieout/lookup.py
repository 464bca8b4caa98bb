"""Facts by concept, unit, period and members, in yen and in shares."""

from __future__ import annotations

from linetag.calc.figures import Kind
from linetag.model import Entity, Fact, Period, Report, Unit

_UNITS: dict[Kind, str] = {"millions": "JPY", "per-share": "JPY/shares", "shares": "shares"}


Members = tuple[tuple[str, str], ...]
"""(axis, member) pairs by the names of the filing's tables, sorted."""


class Lookup:
    """The facts of one entity, those without members first of all."""

    def __init__(self, report: Report, entity: Entity) -> None:
        """Index the facts once; a concept is named as in the filing's tables ("gaap:Assets")."""
        self._facts: dict[tuple[str, str, Period, Members], Fact] = {}
        for fact in report.facts:
            if fact.aspects.entity == entity:
                members = tuple(sorted((str(axis), str(member)) for axis, member in fact.aspects.members))
                key = (str(fact.concept), _name(fact.aspects.unit), fact.aspects.period, members)
                self._facts.setdefault(key, fact)

    def fact(self, concept: str, kind: Kind, period: Period, members: Members = ()) -> Fact | None:
        """The fact of a concept in the unit that cells of `kind` derive from."""
        return self._facts.get((concept, _UNITS[kind], period, members))


def _name(unit: Unit | None) -> str:
    """A unit as words: "JPY", "JPY/shares"."""
    if unit is None:
        return ""
    parts = ("*".join(m.local for m in side) for side in (unit.numerators, unit.denominators) if side)
    return "/".join(parts)
