"""Contexts and units of a written file: which there are, in which order, under which ids, and their markup.

Both are derived from the aspects of the facts. Facts of equal aspects share a context, unless they
state context ids of their own that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from linetag.model import FOREVER, Aspects, Fact, Instant, Period, QName, Unit
from linetag.xbrl.names import SHARES, XBRLDI
from linetag.xbrl.write.markup import Prefixes, element, enclosing, unused
from linetag.xbrl.write.target import InstanceTarget

_Key = TypeVar("_Key", bound=Hashable)


class Resources(NamedTuple):
    """The contexts and units of a file in writing order, with their ids.

    A context goes by the id that its facts state ("" where they state none) and by its aspects.
    """

    contexts: Mapping[tuple[str, Aspects], str]
    units: Mapping[Unit, str]

    def context(self, fact: Fact) -> str:
        """The contextRef of a fact."""
        return self.contexts[fact.context, context_of(fact.aspects)]

    def unit(self, fact: Fact) -> str | None:
        """The unitRef of a fact; None for a fact without a unit."""
        unit = fact.aspects.unit
        return None if unit is None else self.units[unit_of(unit)]

    def lines(self, prefixes: Prefixes, container: Literal["segment", "scenario"]) -> Iterator[str]:
        """The markup of all contexts, then of all units; `container` is where the members stand."""
        for (_, context), context_id in self.contexts.items():
            lines = _context_lines(context, prefixes, container)
            yield from enclosing("xbrli:context", lines, (("id", context_id),))
        for unit, unit_id in self.units.items():
            yield from enclosing("xbrli:unit", _unit_lines(unit, prefixes), (("id", unit_id),))


def resources(facts: Sequence[Fact], target: InstanceTarget) -> Resources:
    """What the facts refer to. Ids that the facts or the target prescribe are kept, the others derived."""
    taken = {fact.id for fact in facts} if target.fact_ids else set()
    order = {context_id: place for place, context_id in enumerate(target.contexts)}
    derived = context_ids((fact for fact in facts if not fact.context), taken)
    stated = {(f.context, context_of(f.aspects)): None for f in facts if f.context}
    ordered = sorted(stated, key=lambda key: order.get(key[0], len(order)))
    prescribed = _distinct(ordered, lambda key: key[0], taken.union(derived.values()))
    contexts = {**{("", context): context_id for context, context_id in derived.items()}, **prescribed}
    known = {unit_of(unit): unit_id for unit_id, unit in target.units}
    others = [f for f in facts if f.aspects.unit is not None and unit_of(f.aspects.unit) not in known]
    units = unit_ids(others, taken.union(contexts.values(), known.values()))
    return Resources(contexts, {**known, **units})


def context_of(aspects: Aspects) -> Aspects:
    """The aspects that a context holds: without the unit, members sorted by axis."""
    return aspects._replace(unit=None, members=tuple(sorted(aspects.members)))


def unit_of(unit: Unit) -> Unit:
    """The unit with its measures sorted: their order means nothing (XBRL 2.1 section 4.10)."""
    return Unit(*(tuple(sorted(measures)) for measures in unit))


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
    return _distinct(sorted(units, key=lambda unit: (_unit_id(unit), unit)), _unit_id, taken)


def _distinct(items: Iterable[_Key], name: Callable[[_Key], str], taken: Collection[str]) -> dict[_Key, str]:
    """Each item under its name, with a number after it where the name is taken."""
    used = set(taken)
    ids: dict[_Key, str] = {}
    for item in items:
        ids[item] = unused(name(item), used, "-")
        used.add(ids[item])
    return ids


def _context_key(context: Aspects) -> tuple[str, str, tuple[tuple[QName, QName], ...], str]:
    entity = context.entity
    return (entity.scheme, entity.value, context.members, _period_key(context.period))


def _period_key(period: Period) -> str:
    """Balance sheet dates before the periods that end there, and of those the longest first."""
    if isinstance(period, Instant):
        return period.on.isoformat()
    return f"{period.end.isoformat()} {period.start.isoformat()}"


def _context_id(context: Aspects) -> str:
    period = context.period
    if period == FOREVER:
        stem = "Forever"
    elif isinstance(period, Instant):
        stem = f"I{period.on:%Y%m%d}"
    else:
        stem = f"D{period.start:%Y%m%d}-{period.end:%Y%m%d}"
    return "_".join((stem, *(member.local for _, member in context.members)))


def _unit_id(unit: Unit) -> str:
    above = "-".join(name.local for name in unit.numerators)
    below = "-".join("Share" if name == SHARES else name.local for name in unit.denominators)
    return f"{above}Per{below}" if below else above


def _context_lines(
    context: Aspects, prefixes: Prefixes, container: Literal["segment", "scenario"]
) -> Iterator[str]:
    """XBRL 2.1 section 4.7, with the members as Dimensions 1.0 section 3.1 has them."""
    scheme = (("scheme", context.entity.scheme),)
    identifier = element("xbrli:identifier", scheme, text=context.entity.value, depth=3)
    segment = _contents(context, "segment", prefixes, container)
    inside = enclosing("xbrli:segment", segment, depth=3) if segment else ()
    yield from enclosing("xbrli:entity", (identifier, *inside), depth=2)
    period = context.period
    if period == FOREVER:
        moments = [element("xbrli:forever", depth=3)]
    elif isinstance(period, Instant):
        moments = [element("xbrli:instant", text=period.on.isoformat(), depth=3)]
    else:
        ends = zip(("startDate", "endDate"), period, strict=True)
        moments = [element(f"xbrli:{name}", text=day.isoformat(), depth=3) for name, day in ends]
    yield from enclosing("xbrli:period", moments, depth=2)
    if scenario := _contents(context, "scenario", prefixes, container):
        yield from enclosing("xbrli:scenario", scenario, depth=2)


def _contents(context: Aspects, kind: str, prefixes: Prefixes, container: str) -> list[str]:
    """What the segment or the scenario of a context holds."""
    lines: list[str] = []
    for axis, member in context.members if kind == container else ():
        tag = prefixes(QName(XBRLDI, "explicitMember"))
        lines.append(element(tag, (("dimension", prefixes(axis)),), text=prefixes(member), depth=4))
    other = (text.partition(" ") for text in context.other)
    return [*lines, *(f"        {content}" for where, _, content in other if where == kind)]


def _unit_lines(unit: Unit, prefixes: Prefixes) -> Iterator[str]:
    """XBRL 2.1 section 4.8."""

    def measures(names: tuple[QName, ...], depth: int) -> Iterator[str]:
        return (element("xbrli:measure", text=prefixes(name), depth=depth) for name in names)

    if not unit.denominators:
        return measures(unit.numerators, 2)
    terms = (
        *enclosing("xbrli:unitNumerator", measures(unit.numerators, 4), depth=3),
        *enclosing("xbrli:unitDenominator", measures(unit.denominators, 4), depth=3),
    )
    return enclosing("xbrli:divide", terms, depth=2)
