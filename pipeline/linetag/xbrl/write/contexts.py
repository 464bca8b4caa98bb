"""Contexts and units of a written file: which there are, in which order, under which ids.

Both are derived from the aspects of the facts, so equal aspects cannot get two contexts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TypeVar

from linetag.model import Aspects, Fact, Instant, Period, QName, Unit
from linetag.xbrl.names import SHARES
from linetag.xbrl.write.markup import unused

_Key = TypeVar("_Key", bound=Hashable)
_NameKey = tuple[str, str]


def context_of(aspects: Aspects) -> Aspects:
    """The aspects that a context holds: without the unit, members sorted by axis."""
    members = sorted(aspects.members, key=lambda pair: (_name_key(pair[0]), _name_key(pair[1])))
    return aspects._replace(unit=None, members=tuple(members))


def unit_of(unit: Unit) -> Unit:
    """The unit with its measures sorted: their order means nothing (XBRL 2.1 section 4.10)."""
    return Unit(
        tuple(sorted(unit.numerators, key=_name_key)), tuple(sorted(unit.denominators, key=_name_key))
    )


def context_ids(facts: Iterable[Fact], taken: Collection[str] = ()) -> dict[Aspects, str]:
    """The id of each context, in writing order: consolidated first, then by members, end and start.

    Ids read `I20120930`, `D20120401-20120930`, `D20120401-20120930_EliminationsMember`; `taken`
    are ids that the file uses otherwise.
    """
    contexts = sorted({context_of(fact.aspects) for fact in facts}, key=_context_key)
    return _distinct(contexts, _context_id, taken)


def unit_ids(facts: Iterable[Fact], taken: Collection[str] = ()) -> dict[Unit, str]:
    """The id of each unit, in writing order: `JPY`, `JPYPerShare`, `USD`, `pure`, `shares`."""
    units = {unit_of(fact.aspects.unit) for fact in facts if fact.aspects.unit is not None}
    return _distinct(sorted(units, key=lambda unit: (_unit_id(unit), _unit_key(unit))), _unit_id, taken)


def _distinct(items: Iterable[_Key], name: Callable[[_Key], str], taken: Collection[str]) -> dict[_Key, str]:
    """Each item under its name, with a number after it where the name is taken."""
    used = set(taken)
    ids: dict[_Key, str] = {}
    for item in items:
        ids[item] = unused(name(item), used, "-")
        used.add(ids[item])
    return ids


def _name_key(name: QName) -> _NameKey:
    return (name.namespace, name.local)


def _context_key(context: Aspects) -> tuple[str, str, list[tuple[_NameKey, _NameKey]], str]:
    entity = context.entity
    members = [(_name_key(axis), _name_key(member)) for axis, member in context.members]
    return (entity.scheme, entity.value, members, _period_key(context.period))


def _period_key(period: Period) -> str:
    """Balance sheet dates before the periods that end there, and of those the longest first."""
    if isinstance(period, Instant):
        return period.on.isoformat()
    return f"{period.end.isoformat()} {period.start.isoformat()}"


def _context_id(context: Aspects) -> str:
    period = context.period
    if isinstance(period, Instant):
        stem = f"I{period.on:%Y%m%d}"
    else:
        stem = f"D{period.start:%Y%m%d}-{period.end:%Y%m%d}"
    return "_".join((stem, *(member.local for _, member in context.members)))


def _unit_key(unit: Unit) -> tuple[list[_NameKey], list[_NameKey]]:
    return ([_name_key(name) for name in unit.numerators], [_name_key(name) for name in unit.denominators])


def _unit_id(unit: Unit) -> str:
    above = "-".join(name.local for name in unit.numerators)
    below = "-".join("Share" if name == SHARES else name.local for name in unit.denominators)
    return f"{above}Per{below}" if below else above
