"""`mapping.csv` and `rollup.csv` → typed rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, cast

from linetag.filing.records import MapRow, RollUp
from linetag.filing.toml import split_section
from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, plain_number, read_table
from linetag.taxonomy.declarations import at

if TYPE_CHECKING:
    from pathlib import Path

MAPPING_COLUMNS = ("rows", "section", "label", "lead", "statement", "concept", "sign", "at", "members")
ROLLUP_COLUMNS = ("statement", "parent", "child", "weight", "order")


def read_mapping(path: Path, name: str) -> tuple[tuple[MapRow, ...], tuple[Finding, ...]]:
    """The mapping's rows; one that cannot be understood is left out and reported."""
    rows, problems = read_table(path, name, MAPPING_COLUMNS)
    found = list(problems)
    return tuple(m for row in rows if (m := _map_row(row, found))), tuple(found)


def _map_row(row: TableRow, found: list[Finding]) -> MapRow | None:
    before = len(found)
    needed = ("rows", "label", "statement", "concept")
    found.extend(_wrong(row, column, "a value") for column in needed if not row[column])
    if row["sign"] not in ("", "1", "-1"):
        found.append(_wrong(row, "sign", "1 or -1"))
    if row["at"] not in ("", "start", "end"):
        found.append(_wrong(row, "at", "start, end or nothing"))
    members = tuple(sorted(_member(pair, row, found) for pair in row["members"].split(";") if pair.strip()))
    if len(found) > before:
        return None
    return MapRow(
        rows=row["rows"],
        section=split_section(row["section"]),
        label=row["label"],
        lead=row["lead"],
        statement=row["statement"],
        concepts=tuple(row["concept"].split()),
        sign=-1 if row["sign"] == "-1" else 1,
        at=cast("Literal['', 'start', 'end']", row["at"]),
        members=members,
        origin=row.origin,
    )


def _member(pair: str, row: TableRow, found: list[Finding]) -> tuple[str, str]:
    axis, equals, member = (part.strip() for part in pair.partition("="))
    if not (axis and equals and member):
        found.append(_wrong(row, "members", "axis=member, several joined by ;"))
    return axis, member


def read_rollups(path: Path, name: str) -> tuple[tuple[RollUp, ...], tuple[Finding, ...]]:
    """The roll-up rows; two rows of one statement, parent and child conflict."""
    rows, problems = read_table(path, name, ROLLUP_COLUMNS)
    found = list(problems)
    rollups: dict[tuple[str, str, str], RollUp] = {}
    for row in rows:
        weight, order = _number(row, "weight", found), _number(row, "order", found)
        if weight is None or order is None:
            continue
        if weight == 0:
            found.append(_wrong(row, "weight", "a number other than 0"))
            continue
        key = (row["statement"], row["parent"], row["child"])
        if (first := rollups.get(key)) is not None:
            found.append(
                finding(
                    "F131", row.origin, related=(first.origin,), statement=key[0], parent=key[1], child=key[2]
                )
            )
            continue
        rollups[key] = RollUp(*key, weight, order, row.origin)
    return tuple(rollups.values()), tuple(found)


def _number(row: TableRow, column: str, found: list[Finding]) -> Decimal | None:
    number = plain_number(row[column])
    if number is None:
        found.append(_wrong(row, column, "a number"))
    return number


def _wrong(row: TableRow, column: str, expected: str) -> Finding:
    place = at(row, column)
    return finding("F130", place, path=place.path, column=column, value=row[column], expected=expected)
