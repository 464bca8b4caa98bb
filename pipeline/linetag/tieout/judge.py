"""What speaks for and against the figures of a printed table: their cells, changes and column sums.

Companies often alter a rounded contributor by one so that a printed column adds up ("forced to foot").
Such a figure differs from a misprint: it is one unit off, and every sum that it belongs to holds
exactly. Where another figure of the column is clearly misprinted, the sum takes the statements' figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linetag.calc import figures
from linetag.findings import Finding, finding
from linetag.tieout.cells import SummaryCell
from linetag.tieout.compare import changed, difference
from linetag.tieout.expected import ColumnSum, TableArithmetic
from linetag.tieout.printed import PrintedFigure, PrintedTable

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class JudgedTable:
    """What the comparison of one table gave, by the keys of its figures.

    `relations` say what a figure was compared with, `against` are the differences, and `forced` the
    notes about figures that were altered so that their column adds up.
    """

    relations: Mapping[str, tuple[str, ...]]
    against: tuple[tuple[str, Finding], ...]
    forced: Mapping[str, Finding]


def judged(
    table: PrintedTable,
    printed: Mapping[str, PrintedFigure],
    cells: Mapping[str, SummaryCell],
    decided: Collection[str],
) -> JudgedTable:
    """Compare the figures of a table with their cells, their changes and their sums.

    `printed` are those of its figures that no earlier table prints, `decided` the keys that a decision
    settles. Findings S630 to S632, S634, S635, S639, S680 to S683 and S688.
    """
    arithmetic = table.expected.arithmetic
    columns = _ColumnSums(arithmetic, printed, cells)
    relations: dict[str, list[str]] = defaultdict(list)
    changes = {change.key: change for change in arithmetic.changes if change.key in printed}
    wrong = {}
    for key in (key for key in printed if key not in changes):
        if _is_compared(cells[key], table):
            relations[key].append(cells[key].source.rule or "the dash that is derived")
            if problem := difference(cells[key], printed[key]):
                wrong[key] = problem
        relations[key].extend(f"contributors of {one.total} add up" for one in columns.holding(key))
    notes = ((key, columns.forced(key)) for key in wrong if key not in decided)
    forced = {key: note for key, note in notes if note}
    unequal = {}
    for key, change in changes.items():
        is_known, problem = changed(change, arithmetic, cells[key], printed)
        if problem:
            unequal[key] = problem
        if is_known:
            relations[key].append("the change recomputes")
        if is_known and not cells[key].source.facts:
            relations[change.current].append("its change recomputes")
            relations[change.before].append("its change recomputes")
    suspected = {key for change in unequal for key in (changes[change].current, changes[change].before)}
    against = (
        *((key, problem) for key, problem in wrong.items() if key not in forced),
        *unequal.items(),
        *columns.unbalanced(suspected),
    )
    compared = {key: tuple(dict.fromkeys(words)) for key, words in relations.items() if words}
    return JudgedTable(compared, against, forced)


def _is_compared(cell: SummaryCell, table: PrintedTable) -> bool:
    """Whether a figure must be the cell's; a highlight table may print what no statement has."""
    return table.expected.kind == "summary" or bool(cell.source.facts) or cell.status == "stated"


@dataclass(frozen=True, slots=True)
class _ColumnSums:
    """The sums of a table, the figures printed in it, and the cells that they are compared with."""

    arithmetic: TableArithmetic
    printed: Mapping[str, PrintedFigure]
    cells: Mapping[str, SummaryCell]

    def value(self, key: str) -> Decimal | None:
        """Return the figure printed, 0 for a dash; None where none is printed."""
        at = self.printed.get(key)
        return None if at is None else at.value or Decimal(0)

    def off(self, key: str) -> Decimal | None:
        """Return by how much a printed figure differs from its cell; None where one of them is missing."""
        printed, right = self.value(key), self.cells[key].figure
        return None if printed is None or right is None else figures.total((printed, -right))

    def difference(self, one: ColumnSum) -> Decimal | None:
        """Return the total less its contributors, None where a figure is missing.

        A figure that is off by more than one unit is a misprint: its cell's figure stands in for it.
        """
        values = []
        for sign, key in ((1, one.total), *((-sign, key) for sign, key in one.contributors)):
            off = self.off(key)
            is_misprint = off is not None and abs(off) > self.arithmetic.unit
            value = self.cells[key].figure if is_misprint else self.value(key)
            if value is None:
                return None
            values.append(value * sign)
        return figures.total(values)

    def holding(self, key: str) -> Sequence[ColumnSum]:
        """Return the sums that a figure belongs to and that hold."""
        return [one for one in self._of(key) if self.difference(one) == 0]

    def _of(self, key: str) -> Sequence[ColumnSum]:
        return [one for one in self.arithmetic.sums if key in one.keys]

    def forced(self, key: str) -> Finding | None:
        """Return S680 for a figure that was altered by one unit so that all of its sums hold."""
        off, sums = self.off(key), self._of(key)
        if off is None or abs(off) != self.arithmetic.unit or not sums or self.holding(key) != sums:
            return None
        cell, at = self.cells[key], self.printed[key]
        others = (self.printed[other].origin for other in sums[0].keys if other != key)
        return finding(
            "S680",
            at.origin,
            related=(*cell.source.origins, *others),
            facts=cell.source.facts,
            key=key,
            printed=figures.shown(at.value, cell.kind),
            value=figures.shown(cell.figure, cell.kind),
            total=self.printed[sums[0].total].origin.text,
        )

    def unbalanced(self, suspected: Collection[str]) -> Iterator[tuple[str, Finding]]:
        """Yield the key and the finding of each sum that fails and that no statement decides: S681, S682.

        A sum of rounded figures need not hold where each of them is tied to the statements. The finding
        is at the only figure that nothing else ties, or that is `suspected` since its change over the
        period fails as well; otherwise at the total.
        """
        for one in self.arithmetic.sums:
            difference = self.difference(one)
            loose = [key for key in one.keys if not self.cells[key].source.facts]
            if not difference or not loose or not self.printed.keys() >= set(one.keys):
                continue
            suspects = [key for key in loose if key in suspected] or loose
            at = suspects[0] if len(suspects) == 1 else one.total
            allowed = self.arithmetic.unit * _HALF * len(one.keys) if self.arithmetic.rounded else 0
            yield at, self._unbalanced(one, at, "S682" if abs(difference) <= allowed else "S681")

    def _unbalanced(self, one: ColumnSum, at: str, code: str) -> Finding:
        values = {key: self.value(key) or Decimal(0) for key in one.keys}
        shown = {key: figures.shown(value, self.cells[key].kind) for key, value in values.items()}
        written = " ".join(f"{'-' if sign < 0 else '+'} {shown[key]}" for sign, key in one.contributors)
        computed = figures.total(values[key] * sign for sign, key in one.contributors)
        sign = next((sign for sign, key in one.contributors if key == at), -1)
        needed = figures.total((values[at], (self.difference(one) or Decimal(0)) * sign))
        return finding(
            code,
            self.printed[at].origin,
            related=(self.printed[key].origin for key in one.keys if key != at),
            facts=(fact for key in one.keys for fact in self.cells[key].source.facts),
            key=one.total,
            total=shown[one.total],
            parts=written.removeprefix("+ "),
            computed=figures.shown(computed, self.cells[one.total].kind),
            suspect=at,
            needed=figures.shown(needed, self.cells[at].kind),
        )
