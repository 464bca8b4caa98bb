"""Facts by concept, unit and period: those of the whole entity, in yen and in shares."""

from __future__ import annotations

from linetag.model import Entity, Fact, Period, Report, Unit
from linetag.tanshin.spec import Kind

_UNITS: dict[Kind, str] = {"millions": "JPY", "per-share": "JPY/shares", "shares": "shares"}


class Lookup:
    """The facts without members of one entity."""

    def __init__(self, report: Report, entity: Entity) -> None:
        """Index the facts once; a concept is named as in the filing's tables ("gaap:Assets")."""
        self._facts: dict[tuple[str, str, Period], Fact] = {}
        for fact in report.facts:
            if not fact.aspects.members and fact.aspects.entity == entity:
                key = (str(fact.concept), _name(fact.aspects.unit), fact.aspects.period)
                self._facts.setdefault(key, fact)

    def fact(self, concept: str, kind: Kind, period: Period) -> Fact | None:
        """The fact of a concept in the unit that cells of `kind` derive from."""
        return self._facts.get((concept, _UNITS[kind], period))


def _name(unit: Unit | None) -> str:
    """A unit as words: "JPY", "JPY/shares"."""
    if unit is None:
        return ""
    parts = ("*".join(m.local for m in side) for side in (unit.numerators, unit.denominators) if side)
    return "/".join(parts)
