"""Which tables make up a statement: its parts, and its printings for other periods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from linetag.model import Period
from linetag.propose import header_words, titles
from linetag.propose.candidates import TypedTable, same_place
from linetag.propose.limits import MAX_CANDIDATES
from linetag.propose.records import StatementCode, StatementColumn
from linetag.release import captions

_MOST_OVERLAP = 3
"""Two parts of a statement share less than one caption in so many; two printings share most."""

_FULL_WEIGHT = 24
"""The weight from which the first table of several is the statement, not the one with most lines."""

_MOST_ADDED_LINES, _MOST_BETWEEN = 4, 2


class Printing(NamedTuple):
    """The tables that print a statement once, in order; the columns are those of `tables`."""

    tables: tuple[TypedTable, ...]
    columns: tuple[tuple[StatementColumn, ...], ...]


Columns = dict[int, tuple[StatementColumn, ...]]
"""The columns of each candidate, by its number."""


def best(candidates: Sequence[TypedTable], code: StatementCode) -> TypedTable | None:
    """Return the table that is most certainly the statement, or its first part."""
    found = [one for one in candidates if one.code == code]
    return max(found, key=_rank, default=None)


def _rank(one: TypedTable) -> tuple[bool, bool, int, int]:
    titled = one.title is not None and not one.title.short and not one.contradicted
    return titled, one.is_whole, min(one.weight, _FULL_WEIGHT) // 4, -one.number


def printings(candidates: Sequence[TypedTable], main: TypedTable, by_number: Columns) -> tuple[Printing, ...]:
    """Return the printings of the statement whose best table is `main`, in the order of the document."""
    groups: list[list[TypedTable]] = [[main]]
    others = [one for one in candidates if one is not main and one.code == main.code]
    for one in others[:MAX_CANDIDATES]:
        group = next((g for g in groups if _is_part(one, g, by_number)), None)
        if group is not None:
            group.append(one)
        elif _is_printing(one, groups, by_number):
            groups.append([one])
    for group in groups:
        group.sort(key=lambda one: one.number)
        _continue(group, candidates, by_number)
    groups.sort(key=lambda group: group[0].number)
    return tuple(Printing(tuple(g), tuple(by_number[one.number] for one in g)) for g in groups)


def _is_part(one: TypedTable, group: Sequence[TypedTable], by_number: Columns) -> bool:
    """Whether the table is a part of the printing: under one title line, or completing it."""
    periods, own = _periods(group, by_number), _periods([one], by_number)
    if own and periods and not own & periods and _overlaps(one, group):
        return False
    if any(one.title and other.title and same_place(one.title.at, other.title.at) for other in group):
        return True
    if own and periods and own != periods:
        return False
    near = min(abs(one.number - other.number) for other in group) <= _MOST_BETWEEN
    if not near or len(by_number[one.number]) != len(by_number[group[0].number]):
        return False
    if _overlaps(one, group):
        return False
    adds = one.essential - frozenset().union(*(other.essential for other in group))
    return bool(adds) or (one.title is not None and (one.title.continued or _same_title(one, group[-1])))


def _same_title(one: TypedTable, other: TypedTable) -> bool:
    if one.title is None or other.title is None:
        return False
    return captions.normal(one.title.at.text) == captions.normal(other.title.at.text)


def _is_printing(one: TypedTable, groups: Sequence[Sequence[TypedTable]], by_number: Columns) -> bool:
    """Whether the table prints the statement for other periods than those before."""
    if one.code == "BS" or one.title is None or one.title.short or one.contradicted:
        return False
    own = _periods([one], by_number)
    taken = frozenset().union(*(_periods(group, by_number) for group in groups))
    main = groups[0][0]
    return bool(own) and not own & taken and (one.is_whole or not main.is_whole) and _overlaps(one, groups[0])


def _periods(group: Sequence[TypedTable], by_number: Columns) -> frozenset[Period]:
    return frozenset(
        column.period
        for one in group
        for column in by_number[one.number]
        if column.period and column.role == "reported"
    )


def _overlaps(one: TypedTable, group: Sequence[TypedTable]) -> bool:
    own = _labels(one)
    others = frozenset().union(*(_labels(other) for other in group))
    return len(own & others) * _MOST_OVERLAP > min(len(own), len(others))


def _labels(one: TypedTable) -> frozenset[str]:
    return frozenset(
        captions.normal(row.label) for row in one.table.rows if row.label and any(c.value for c in row.cells)
    )


def _continue(group: list[TypedTable], candidates: Sequence[TypedTable], by_number: Columns) -> None:
    """Add the tables without a title that follow the last one, with the same columns and nothing between."""
    code = group[0].code
    for one in candidates:
        if one.number <= group[-1].number:
            continue
        last = group[-1]
        named = one.title is not None and (code != "CF" or one.title.qualifier != "supplement")
        if one.code not in (None, code) or named or one.number != last.number + 1:
            return
        if len(by_number[one.number]) != len(by_number[last.number]) or not _only_furniture(one, last):
            return
        own = _periods([one], by_number)
        if own and own != _periods([last], by_number):
            return
        group.append(one._replace(code=code))


def _only_furniture(one: TypedTable, last: TypedTable) -> bool:
    """Whether nothing but page numbers and the like stands between the table and the one before."""
    inherited = one.table.heading[: len(last.table.heading)] == last.table.heading
    own = one.table.heading[len(last.table.heading) :] if inherited else one.table.heading
    return len(own) <= _MOST_ADDED_LINES and not any(titles.is_prose(line.text) for line in own)


def completed(
    part: Sequence[StatementColumn], first: Sequence[StatementColumn], headers: Sequence[str]
) -> tuple[StatementColumn, ...]:
    """Return the columns of a part of a statement, with what the columns of its first part say.

    The parts of a statement have the same columns. Where the `headers` of a part are not whole, those of the
    first part count; a part with whole dates over all columns keeps its own.
    """
    if len(part) != len(first) or all(header_words.read(text).dates for text in headers):
        return tuple(part)
    return tuple(
        column._replace(period=model.period, currency=model.currency, role=model.role)
        if model.period
        else column
        for column, model in zip(part, first, strict=True)
    )
