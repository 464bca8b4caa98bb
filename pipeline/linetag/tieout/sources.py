"""Where a figure of the summary comes from: facts of the report, or what `filing.toml` states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from linetag.calc.figures import Kind
from linetag.filing.standard_names import standard_name, standard_name_of
from linetag.filing.summary import SummarySpec, Wording
from linetag.model import Entity, Fact, Origin, Period, Report
from linetag.tieout.cells import CellSource, SummaryCell, cell_key
from linetag.wording import unit

UNSTATED = Wording(
    "neither the statements nor the filer state it", "財務諸表及び会社の記載のいずれにもないため"
)
NO_FACT = Wording("the statements show no figure", "財務諸表に金額がないため")
_UNITS: dict[Kind, str] = {"millions": "JPY", "per-share": "JPY per share", "shares": "shares"}

Members = tuple[tuple[str, str], ...]
"""(axis, member) pairs by the names of the filing's tables, sorted."""
_Name = tuple[str, str]


class Lookup:
    """The facts of one entity, those without members first of all."""

    def __init__(self, report: Report, entity: Entity) -> None:
        """Index the facts once; concepts, axes and members are found by family and local name."""
        self._facts: dict[tuple[_Name, str, Period, tuple[tuple[_Name, _Name], ...]], Fact] = {}
        for fact in report.facts:
            if fact.aspects.entity == entity:
                members = sorted(
                    (standard_name_of(axis), standard_name_of(member))
                    for axis, member in fact.aspects.members
                )
                key = (
                    standard_name_of(fact.concept),
                    unit(fact.aspects.unit),
                    fact.aspects.period,
                    tuple(members),
                )
                self._facts.setdefault(key, fact)

    def fact(self, concept: str, kind: Kind, period: Period, members: Members = ()) -> Fact | None:
        """The fact of a concept, named as in "gaap:Assets", in the unit that cells of `kind` derive from."""
        of = sorted((standard_name(axis), standard_name(member)) for axis, member in members)
        return self._facts.get((standard_name(concept), _UNITS[kind], period, tuple(of)))


class Sources(NamedTuple):
    """What every cell is made from: the settings of the summary, the facts, and the periods by name."""

    spec: SummarySpec
    lookup: Lookup
    periods: Mapping[str, Period]


def amount(fact: Fact | None) -> Decimal | None:
    """The figure of a fact; None for nil."""
    return fact.value if fact and isinstance(fact.value, Decimal) else None


def places(facts: Iterable[Fact]) -> tuple[Origin, ...]:
    """Where each fact is printed first."""
    return tuple(origin for fact in facts for origin in fact.origins[:1])


def stated(spec: SummarySpec, section: str, item: str, row: str, kind: Kind) -> SummaryCell:
    """A cell as the filer states it, or a dash that says that nobody does."""
    words = spec.stated.get(cell_key(section, item, row))
    if words is None:
        return SummaryCell(section, item, row, kind, None, "unavailable", reason=UNSTATED)
    source = CellSource("as stated in filing.toml", origins=(words.origin,))
    return SummaryCell(section, item, row, kind, words.value, "stated", reason=words.reason, source=source)


def or_stated(cell: SummaryCell, spec: SummarySpec) -> SummaryCell:
    """A cell that no fact gives, as the filer states it, if at all."""
    if cell.status != "unavailable" or cell.key not in spec.stated:
        return cell
    given = stated(spec, cell.section, cell.item, cell.period, cell.kind)
    return replace(given, source=given.source._replace(missing=cell.source.missing))
