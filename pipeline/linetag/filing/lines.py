"""`lines.csv` → frozen rows: the line items of the release, and the concept that a preparer gives each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from linetag.filing.settings import split_section
from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at, read_table
from linetag.model import Origin

if TYPE_CHECKING:
    from pathlib import Path

LINE_COLUMNS = ("statement", "section", "caption", "at", "concept")
"""The columns that say which line has which concept."""
MORE_LINE_COLUMNS = ("sign", "members", "found", "confidence", "ok")
"""Columns that may be left out."""
_STATEMENTS = ("BS", "IS", "CI", "CF", "SEG")
_CONFIRMED: Mapping[str, bool] = {"": False, "yes": True, "no": False}
_SIGNS = ("", "1", "-1")


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row of `lines.csv`: the address of a line item, and the concept of its figures.

    `at` makes the address unique where statement, section and caption are not enough. The fact is `sign` x
    the printed figure; None leaves the sign to the sums and balances. `is_confirmed` says that somebody
    looked at the row. A row without a concept leaves its line untagged on purpose ("-") or open ("").
    """

    statement: str
    section: tuple[str, ...]
    caption: str
    at: str
    concept: str
    sign: Literal[1, -1] | None
    members: tuple[tuple[str, str], ...]
    is_confirmed: bool
    origin: Origin


def read_lines(path: Path, name: str) -> tuple[tuple[LineRow, ...], tuple[Finding, ...]]:
    """Return the rows of `lines.csv`; one with a defect is left out and is a finding (F130, F150).

    Two rows with one address and one concept are a finding (F150); with two concepts they give two facts
    from one figure.
    """
    rows, problems = read_table(path, name, LINE_COLUMNS, MORE_LINE_COLUMNS)
    found = list(problems)
    kept: dict[tuple[object, ...], LineRow] = {}
    for row in rows:
        if wrong := tuple(_defects(row)):
            found += wrong
            continue
        line = _line_row(row)
        key = (line.statement, line.section, line.caption, line.at, line.concept)
        if key in kept:
            first = kept[key].origin
            found.append(finding("F150", row.origin, related=(first,), caption=line.caption, line=first.line))
        else:
            kept[key] = line
    return tuple(kept.values()), tuple(found)


def _defects(row: TableRow) -> Iterator[Finding]:
    known: Mapping[str, tuple[str, ...]] = {
        "statement": _STATEMENTS,
        "sign": _SIGNS,
        "ok": tuple(_CONFIRMED),
    }
    for column, words in known.items():
        if row[column].strip() not in words:
            yield _wrong(row, column, "one of " + ", ".join(word or "nothing" for word in words))
    if not all(axis and member for axis, member in _members(row)):
        yield _wrong(row, "members", "axis=member, several joined by ;")


def _wrong(row: TableRow, column: str, expected: str) -> Finding:
    place = at(row, column)
    return finding("F130", place, path=place.path, column=column, value=row[column], expected=expected)


def _line_row(row: TableRow) -> LineRow:
    return LineRow(
        statement=row["statement"],
        section=split_section(row["section"]),
        caption=row["caption"],
        at=row["at"],
        concept=row["concept"],
        sign=cast("Literal[1, -1]", int(row["sign"])) if row["sign"] else None,
        members=_members(row),
        is_confirmed=_CONFIRMED[row["ok"]],
        origin=row.origin,
    )


def _members(row: TableRow) -> tuple[tuple[str, str], ...]:
    """The (axis, member) pairs of "axis=member; axis=member"; "" stands for what is not written."""
    pairs = (pair.partition("=") for pair in row["members"].split(";") if pair.strip())
    return tuple(sorted((axis.strip(), member.strip()) for axis, _, member in pairs))
