"""One concept for each line: the best candidates of the whole filing that do not contradict each other.

Two lines with different figures for one period cannot have one concept. The surer line keeps it; the other
takes its next candidate, or a concept of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.compose.signs import Key, period_of
from linetag.model import Concept, Instant
from linetag.propose.records import Statement, StatementLine
from linetag.tag.lines import unit_for

Figures = Mapping[object, Decimal]
"""The figures of a line without their signs, by period and currency."""


class ChosenConcept(NamedTuple):
    """The concept of the base that a line gets, "" for one of its own, and how sure that is."""

    concept: str
    confidence: Decimal


def assigned(statements: Sequence[Statement], known: Mapping[str, Concept]) -> Mapping[Key, ChosenConcept]:
    """Return the concept of each line of the statements, by statement and line.

    `known` are the concepts of the taxonomy at hand by local name. A candidate must be among them, and its
    type and period must be those of the line.
    """
    taken: dict[str, list[Figures]] = {}
    chosen: dict[Key, ChosenConcept] = {}
    for _, statement, number, concept, confidence in sorted(_offers(statements), key=lambda one: one[0]):
        key = (statement.code, number)
        if key in chosen:
            continue
        figures = figures_of(statement, statement.lines[number])
        if concept:
            if is_ambiguous(statement, statement.lines[number]):
                continue
            its = known.get(concept)
            if its is None or not _fits(statement, statement.lines[number], its):
                continue
            if any(contradict(figures, others) for others in taken.get(concept, ())):
                continue
            taken.setdefault(concept, []).append(figures)
        chosen[key] = ChosenConcept(concept, confidence)
    return chosen


def _offers(
    statements: Sequence[Statement],
) -> Iterator[tuple[tuple[object, ...], Statement, int, str, Decimal]]:
    """Every candidate of every line, and after them the concept of its own, each with its rank."""
    for place, statement in enumerate(statements):
        for number, proposal in enumerate(statement.proposals):
            own = proposal.own.confidence
            is_own = proposal.found == "none fits"
            yield ((-own if is_own else Decimal(1), place, number, 0), statement, number, "", own)
            least = Decimal(1)
            for rank, one in enumerate(() if is_own else proposal.candidates, 1):
                least = min(least, one.evidence.confidence)  # what comes first in a line is asked first
                sure = one.evidence.confidence
                yield ((-least, place, number, rank), statement, number, one.concept, sure)


def figures_of(statement: Statement, line: StatementLine) -> Figures:
    """Return the figures of a line that are filed; a dash counts as nothing."""
    return {
        (period_of(statement, line, number), statement.tables[cell.table].columns[cell.column].currency): (
            abs(cell.value or Decimal(0))
        )
        for number, cell in enumerate(line.cells)
        if statement.tables[cell.table].columns[cell.column].role == "reported"
    }


def is_ambiguous(statement: Statement, line: StatementLine) -> bool:
    """Return whether a line prints two figures for one period, as a caption with two amounts may."""
    figures = figures_of(statement, line)
    cells = [
        (period_of(statement, line, number), statement.tables[cell.table].columns[cell.column], cell.value)
        for number, cell in enumerate(line.cells)
    ]
    return any(
        figures[period, column.currency] != abs(value or Decimal(0))
        for period, column, value in cells
        if column.role == "reported"
    )


def contradict(one: Figures, other: Figures) -> bool:
    """Return whether two lines have different figures for one period and currency."""
    return any(other.get(key, value) != value for key, value in one.items())


def _fits(statement: Statement, line: StatementLine, concept: Concept) -> bool:
    """Whether a concept has the type and the period of a line."""
    if concept.abstract or unit_for(concept, line.unit, "") is None:
        return False
    periods = {period_of(statement, line, number) for number in range(len(line.cells))} - {None}
    return all(isinstance(period, Instant) == (concept.period == "instant") for period in periods)
