"""Totals of a balance sheet that have no caption: its two sides are equal, the assets first."""

from __future__ import annotations

from itertools import combinations

from linetag.propose.records import Statement, StatementLine

_SIDES = ("Total assets", "Total liabilities and shareholders' equity")


def named(statement: Statement) -> Statement:
    """Return a balance sheet whose two sides have captions; any other statement as it is.

    A side is a total that is part of no other sum, and the other side has the same figures.
    """
    if statement.code != "BS":
        return statement
    parts = {part.line for one in statement.sums for part in one.contributors}
    sides = sorted(one.total for one in statement.sums if one.total not in parts)
    lines = list(statement.lines)
    for pair in combinations(sides, 2):
        first, second = (lines[number] for number in pair)
        if _figures(first) and _figures(first) == _figures(second):
            for number, caption in zip(pair, _SIDES, strict=True):
                if not any(sign.isalnum() for sign in lines[number].caption):
                    lines[number] = lines[number]._replace(caption=caption)
            break
    return statement._replace(lines=tuple(lines))


def _figures(line: StatementLine) -> tuple[object, ...]:
    return tuple((cell.table, cell.column, cell.value) for cell in line.cells if cell.value)
