"""The summary as records: the room `tanshin` derives them, the tie-out compares them, the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

from linetag.calc.figures import Kind
from linetag.filing.summary import FORECAST, SummaryDecision, Wording
from linetag.model import Duration, Instant, Origin, Period

Status = Literal["derived", "stated", "unavailable"]
Value = Decimal | Wording | date | bool | None


class Sibling(NamedTuple):
    """What a cell would show if its caption meant another concept."""

    concept: str
    value: Decimal | None
    origins: tuple[Origin, ...]


class MissingFact(NamedTuple):
    """A fact that the report lacks, and the place in `filing.toml` that asks for it."""

    concept: str
    period: Period
    origin: Origin


class CellSource(NamedTuple):
    """What a cell is made from.

    `rule` says how it was made, `facts` are the ids of the facts, `origins` their places (or the place in
    `filing.toml` of a stated cell), and `operands` the unrounded amounts that it derives from.
    """

    rule: str = ""
    facts: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    operands: tuple[Decimal, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    missing: tuple[MissingFact, ...] = ()


class TieOut(NamedTuple):
    """What the release's own summary prints for a cell: the place, the figure there, and a decision on it."""

    printed: Origin | None = None
    released: Decimal | None = None
    decision: SummaryDecision | None = None


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """A cell of the form. `value` is what is filed: yen in millions, growth and ratios in percent.

    `status` says where it comes from: facts ("derived"), `filing.toml` ("stated"), or nowhere
    ("unavailable", value None). `proved` means that the facts of this document prove the value.
    `reason` says why it is a dash or cannot be proved.
    """

    section: str
    item: str
    period: str
    kind: Kind
    value: Value
    status: Status
    proved: bool = False
    reason: Wording | None = None
    source: CellSource = field(default_factory=CellSource)
    tie_out: TieOut = field(default_factory=TieOut)

    @property
    def key(self) -> str:
        """The key of the cell; see `cell_key`."""
        return cell_key(self.section, self.item, self.period)

    @property
    def figure(self) -> Decimal | None:
        """The value of a numeric cell."""
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def is_growth(self) -> bool:
        """Whether the cell is the change of an item."""
        return self.item.endswith(".growth")


class Implied(NamedTuple):
    """What other cells, the `operands`, imply for a cell that the filer states.

    `value` is the figure implied, `between` the least and the greatest one that the rounding of the operands
    allows. `words` are further figures for people to read, `origins` further places to look at.
    """

    cell: SummaryCell
    rule: Literal["sum", "one basis", "per share"]
    value: Decimal
    between: tuple[Decimal, Decimal]
    operands: tuple[SummaryCell, ...]
    words: Mapping[str, str] = MappingProxyType({})
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """All cells, in form order, and the periods that their rows are named after.

    `highlights` are the figures of the release's highlight tables, which the form does not have; `implied`
    what stated cells imply for each other.
    """

    cells: tuple[SummaryCell, ...]
    periods: Mapping[str, Period]
    highlights: tuple[SummaryCell, ...] = ()
    implied: tuple[Implied, ...] = ()

    def cell(self, key: str) -> SummaryCell | None:
        """The cell of a key."""
        return next((cell for cell in self.cells if cell.key == key), None)

    def period(self, row: str) -> Period | None:
        """The period of a row; the forecast row of a year is of that year."""
        return self.periods.get(row.removesuffix(FORECAST))

    def printed_key(self, section: str, item: str, row: str) -> str:
        """The key of the cell that a table prints in a row.

        A balance in a row of flows, such as the cash at the end among the cash flows, is that of the
        period's last day.
        """
        key, period = cell_key(section, item, row), self.period(row)
        if isinstance(period, Duration) and self.cell(key) is None:
            for cell in self.cells:
                here = (cell.section, cell.item) == (section, item)
                if here and self.periods.get(cell.period) == Instant(period.end):
                    return cell.key
        return key


def cell_key(section: str, item: str, row: str = "") -> str:
    """The key of a cell: "results.revenues@half", "cover.company"."""
    return f"{section}.{item}@{row}" if row else f"{section}.{item}"
