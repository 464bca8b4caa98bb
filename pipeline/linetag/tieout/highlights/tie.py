"""The tie-out of highlight tables: every figure against the facts, its column and the figures beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from linetag.calc import figures
from linetag.filing.highlights import COPY, Highlight, HighlightRow
from linetag.filing.summary import SummarySpec, Wording
from linetag.findings import Finding, Words, finding
from linetag.model import Origin
from linetag.release.records import Cell, Row, Table
from linetag.tag.ledger import LedgerEntry
from linetag.tieout.cells import SummaryCell, cell_key
from linetag.tieout.compare import difference, unproved
from linetag.tieout.highlights import changes, copies
from linetag.tieout.highlights.derive import key_of
from linetag.tieout.highlights.read import Grid, read
from linetag.tieout.highlights.sums import Column, Sum, columns, unbalanced
from linetag.tieout.settle import settled

Located = Sequence[tuple[Highlight, Table]]
"""The highlight tables and where the release has them."""


@dataclass(slots=True)
class _Tie:
    """One table being tied: what holds each figure, and what speaks against it."""

    grid: Grid
    cells: Mapping[str, SummaryCell]
    spec: SummarySpec
    held: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    against: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    forced: set[str] = field(default_factory=set)
    found: list[Finding] = field(default_factory=list)


def tie(
    located: Located, cells: Sequence[SummaryCell], spec: SummarySpec
) -> tuple[tuple[SummaryCell, ...], tuple[LedgerEntry, ...], tuple[Finding, ...]]:
    """The cells with what is printed, a ledger entry per printed figure, and the findings.

    Findings S623, S625, S626, S630 to S636, S640 to S643, S680 to S686, S688 and S689.
    """
    by_key = {cell.key: cell for cell in cells}
    entries: list[LedgerEntry] = []
    found: list[Finding] = []
    for table_spec, table in located:
        work = _Tie(read(table_spec, table), by_key, spec)
        _amounts(work)
        work.found.extend(copies.unlike(work.grid, by_key))
        by_key.update((cell.key, cell) for cell in _settled(work))
        entries.extend(_entries(work))
        found.extend((*work.grid.found, *work.found))
    return tuple(by_key.values()), tuple(entries), tuple(found)


def _amounts(work: _Tie) -> None:
    """Amounts, then changes, then the sums, which the changes help to judge."""
    wrong: list[str] = []
    periods = list(columns(work.grid, work.cells))
    for column, sums in periods:
        for row in work.grid.spec.rows:
            _amount(key_of(work.grid.spec, row, column), sums, work)
    for key, problem in changes.checked(work.grid, work.cells):
        work.held[key].append("the change recomputes")
        beside = tuple(_beside(key, work.grid))
        if not work.cells[key].facts:
            for amount in beside:
                work.held[amount].append("its change recomputes")
        if problem:
            work.against[key].append(problem)
            wrong.extend(beside)
        elif key not in work.spec.decisions and (note := unproved(work.cells[key], work.grid.printed[key])):
            work.found.append(note)
    for _, sums in periods:
        for key, problem in unbalanced(sums, wrong):
            work.against[key].append(problem)
    _not_printed(work)


def _beside(key: str, grid: Grid) -> Iterator[str]:
    """The keys of the two amounts that a change is of."""
    for row, column in grid.spec.figures():
        if key_of(grid.spec, row, column) == key:
            yield from (cell_key(grid.spec.name, row.key, name) for name in (column.period, column.before))


def _amount(key: str, sums: Column, work: _Tie) -> None:
    cell, at = work.cells[key], work.grid.printed.get(key)
    if at is None:
        return
    work.held[key].extend(sums.held(key))
    if not cell.facts and cell.status != "stated":
        return
    work.held[key].insert(0, cell.rule)
    if (problem := difference(cell, at)) is None:
        return
    if key not in work.spec.decisions and (one := sums.forced(key)):
        work.forced.add(key)
        work.found.append(_forced(key, one, sums, work))
    else:
        work.against[key].append(problem)


def _forced(key: str, one: Sum, sums: Column, work: _Tie) -> Finding:
    cell, at, total = work.cells[key], work.grid.printed[key], work.grid.printed[one.total]
    values: Words = {
        "key": key,
        "printed": figures.shown(at.value, cell.kind),
        "value": figures.shown(cell.figure, cell.kind),
        "total": total.origin.text,
    }
    others = (sums.grid.printed[other].origin for other in one.keys if other != key)
    return finding("S680", at.origin, related=(*cell.origins, *others), facts=cell.facts, **values)


def _not_printed(work: _Tie) -> None:
    """Figures that the table should have and does not print: S636, and S689 of what no statement has."""
    for row, column in work.grid.spec.figures():
        key = key_of(work.grid.spec, row, column)
        if key in work.grid.printed or key in work.grid.lost:
            continue
        cell, at = work.cells[key], work.grid.rows[row.key].origin
        if cell.figure is not None:
            value = figures.shown(cell.figure, cell.kind)
            missing = finding("S636", at, related=(row.origin,), facts=cell.facts, key=key, value=value)
            work.found.append(missing)
        elif not row.terms and cell.status == "unavailable":
            work.found.append(finding("S689", at, related=(row.origin,), key=key))


_FORCED = Wording("altered by one unit so that the printed column adds up", "縦計を合わせるための端数調整")


def _settled(work: _Tie) -> Iterator[SummaryCell]:
    for row, column in work.grid.spec.figures():
        key = key_of(work.grid.spec, row, column)
        cell, at = work.cells[key], work.grid.printed.get(key)
        if at is not None:
            cell = replace(cell, printed=at.origin, released=at.value)
        if key in work.forced:
            cell = replace(cell, reason=_FORCED)
        yield settled(cell, work.spec.decisions.get(key), work.against.get(key, ()), work.found)


# --- the ledger -----------------------------------------------------------------------------------


def _entries(work: _Tie) -> Iterator[LedgerEntry]:
    grid = work.grid
    for row, column in grid.spec.figures():
        key = key_of(grid.spec, row, column)
        if key in grid.printed:
            yield _entry(row, key, work)
    for printed_row, cell, _ in grid.copies:
        held = ("repeats the figures of its columns",)
        place = _place(grid, printed_row, cell)
        yield LedgerEntry(*place, "tied", (f"{grid.spec.name}.{COPY}",), held=held)
    for printed_row, cell in grid.others:
        yield LedgerEntry(
            *_place(grid, printed_row, cell), "reported", reason="no figure of the table stands here"
        )


def _place(grid: Grid, row: Row, cell: Cell) -> tuple[str, tuple[str, ...], str, int, Origin]:
    return f"highlight: {grid.spec.name}", row.section, row.label, cell.column, cell.origin


def _entry(row: HighlightRow, key: str, work: _Tie) -> LedgerEntry:
    grid, held = work.grid, tuple(dict.fromkeys(work.held[key]))
    place = (f"highlight: {grid.spec.name}", grid.rows[row.key].section, grid.rows[row.key].label)
    tied = bool(held or work.against.get(key))
    return LedgerEntry(
        *place,
        grid.columns[key],
        grid.printed[key].origin,
        "tied" if tied else "left",
        (key,) if tied else (),
        "" if tied else grid.spec.reason,
        held,
    )
