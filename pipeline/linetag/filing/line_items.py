"""`mapping.csv` and `rollup.csv` → frozen rows; a row with a defect is left out and reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

from linetag.filing.records import MapRow, RollUp
from linetag.filing.settings import split_section
from linetag.findings import Finding, Words, finding
from linetag.inputs.tables import TableRow, at, read_table, written_number

if TYPE_CHECKING:
    from pathlib import Path

MAPPING_COLUMNS = ("rows", "section", "label", "lead", "statement", "concept", "sign", "at", "members")
ROLLUP_COLUMNS = ("statement", "parent", "child", "weight", "order")


def read_mapping(path: Path, name: str) -> tuple[tuple[MapRow, ...], tuple[Finding, ...]]:
    """Return the rows of the mapping; a row with a defect is left out and is a finding (F130)."""
    rows, problems = read_table(path, name, MAPPING_COLUMNS)
    wrong = {row.origin: tuple(_map_defects(row)) for row in rows}
    mapped = tuple(_map_row(row) for row in rows if not wrong[row.origin])
    return mapped, (*problems, *(defect for defects in wrong.values() for defect in defects))


def _map_defects(row: TableRow) -> Iterator[Finding]:
    for column in ("rows", "label", "statement", "concept"):
        if not row[column]:
            yield _wrong(row, column, "a value")
    if row["sign"] not in ("", "1", "-1"):
        yield _wrong(row, "sign", "1 or -1")
    if row["at"] not in ("", "start", "end"):
        yield _wrong(row, "at", "start, end or nothing")
    if not all(axis and member for axis, member in _members(row)):
        yield _wrong(row, "members", "axis=member, several joined by ;")


def _map_row(row: TableRow) -> MapRow:
    return MapRow(
        rows=row["rows"],
        section=split_section(row["section"]),
        label=row["label"],
        lead=row["lead"],
        statement=row["statement"],
        concepts=tuple(row["concept"].split()),
        sign=-1 if row["sign"] == "-1" else 1,
        at=cast("Literal['', 'start', 'end']", row["at"]),
        members=_members(row),
        origin=row.origin,
    )


def _members(row: TableRow) -> tuple[tuple[str, str], ...]:
    """The (axis, member) pairs of "axis=member; axis=member"; "" stands for what is not written."""
    pairs = (pair.partition("=") for pair in row["members"].split(";") if pair.strip())
    return tuple(sorted((axis.strip(), member.strip()) for axis, _, member in pairs))


def read_rollups(path: Path, name: str) -> tuple[tuple[RollUp, ...], tuple[Finding, ...]]:
    """Return the roll-up rows; two rows of one statement, parent and child conflict (F131)."""
    rows, problems = read_table(path, name, ROLLUP_COLUMNS)
    found = list(problems)
    rollups: dict[tuple[str, str, str], RollUp] = {}
    for row in rows:
        weight, order = written_number(row["weight"]), written_number(row["order"])
        key = (row["statement"], row["parent"], row["child"])
        first = rollups.get(key)
        if not weight:
            found.append(_wrong(row, "weight", "a number other than 0"))
        if order is None:
            found.append(_wrong(row, "order", "a number"))
        elif weight and first:
            values: Words = {"statement": key[0], "parent": key[1], "child": key[2]}
            found.append(finding("F131", row.origin, related=(first.origin,), **values))
        elif weight:
            rollups[key] = RollUp(*key, weight, order, row.origin)
    return tuple(rollups.values()), tuple(found)


def _wrong(row: TableRow, column: str, expected: str) -> Finding:
    place = at(row, column)
    return finding("F130", place, path=place.path, column=column, value=row[column], expected=expected)
