"""What speaks for and against each figure of a printed table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from linetag.findings import Finding
from linetag.tieout.cells import SummaryCell
from linetag.tieout.changes import checked
from linetag.tieout.compare import difference
from linetag.tieout.footing import Footing
from linetag.tieout.printed import PrintedFigure, PrintedTable


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
    footing = Footing(arithmetic, printed, cells)
    relations: dict[str, list[str]] = defaultdict(list)
    changes = {change.key: change for change in arithmetic.changes if change.key in printed}
    wrong = {}
    for key in (key for key in printed if key not in changes):
        if _is_compared(cells[key], table):
            relations[key].append(cells[key].rule or "the dash that is derived")
            if problem := difference(cells[key], printed[key]):
                wrong[key] = problem
        relations[key].extend(f"contributors of {one.total} add up" for one in footing.holding(key))
    notes = ((key, footing.forced(key)) for key in wrong if key not in decided)
    forced = {key: note for key, note in notes if note}
    unequal = {}
    for key, change in changes.items():
        is_known, problem = checked(change, arithmetic, cells[key], printed)
        if problem:
            unequal[key] = problem
        if is_known:
            relations[key].append("the change recomputes")
        if is_known and not cells[key].facts:
            relations[change.current].append("its change recomputes")
            relations[change.before].append("its change recomputes")
    suspected = {key for change in unequal for key in (changes[change].current, changes[change].before)}
    against = (
        *((key, problem) for key, problem in wrong.items() if key not in forced),
        *unequal.items(),
        *footing.unbalanced(suspected),
    )
    compared = {key: tuple(dict.fromkeys(words)) for key, words in relations.items() if words}
    return JudgedTable(compared, against, forced)


def _is_compared(cell: SummaryCell, table: PrintedTable) -> bool:
    """Whether a figure must be the cell's; a highlight table may print what no statement has."""
    return table.expected.kind == "summary" or bool(cell.facts) or cell.status == "stated"
