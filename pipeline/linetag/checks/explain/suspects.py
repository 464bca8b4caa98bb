"""Who is suspected, and the causes that a search ends with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.calc.slips import Slip
from linetag.checks.relation import PRECISE, Relation
from linetag.model import Fact


class Suspect(NamedTuple):
    """A figure, the value that would put things right, and the slip that explains the printed one.

    `mends` are the numbers of the relations that would hold then, or be off by rounding only; `exact` is
    how many of them hold exactly. `is_telling` means that the figures themselves speak for it: any figure
    of a sum could be wrong by the difference. `partner` is the figure of the same row whose value is the
    right one, and which should have this one's. `line` are the figures of the line item that should all
    have the other sign, or be added with another weight, or not.
    """

    fact: Fact
    printed: Decimal
    right: Decimal
    slip: Slip
    mends: tuple[int, ...]
    exact: int
    is_telling: bool = True
    partner: Fact | None = None
    line: tuple[Fact, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The figures that would be others."""
        return self.line or (self.fact, *filter(None, (self.partner,)))


class Cause(NamedTuple):
    """Failing relations that one figure explains, the most likely suspect first.

    Without suspects nothing simple explains them. `is_sure` means that no other figure does as well;
    `is_searched` is False where there were too many figures to look at.
    """

    relations: tuple[Relation, ...]
    suspects: tuple[Suspect, ...]
    is_sure: bool
    is_searched: bool = True


def has_digits(value: Decimal) -> bool:
    """Whether a figure has more than one digit: 5,000 is one digit away from any 3,000."""
    return len(value.normalize(PRECISE).as_tuple().digits) > 1


def item_of(fact: Fact) -> object:
    """Return what the figures of a line item share, whatever their periods and units.

    A release prints the figures of each member in a row of its own; the weights of a report hold for all.
    """
    return fact.concept, fact.aspects.members if fact.origins else ()


def partners_of(
    figures: Sequence[Fact], pairs: Sequence[Sequence[Fact]] = ()
) -> Mapping[str, tuple[Fact, ...]]:
    """Return the figures of the same item that stand in the same line, from the left, by fact id.

    `pairs` are other figures that may stand in each other's place.
    """
    rows: dict[object, dict[str, Fact]] = defaultdict(dict)
    places = [(origin, fact) for fact in figures for origin in fact.origins]
    for origin, fact in sorted(places, key=lambda p: (p[0].path, p[0].order())):
        rows[origin.path, origin.part, origin.line, fact.concept, fact.aspects.members][fact.id] = fact
    partners: dict[str, dict[str, Fact]] = defaultdict(dict)
    for row in (*rows.values(), *({fact.id: fact for fact in pair} for pair in pairs)):
        for key in row:
            partners[key].update({other: fact for other, fact in row.items() if other != key})
    return {key: tuple(found.values()) for key, found in partners.items()}
