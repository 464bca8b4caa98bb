"""The scale of share counts, checked against the figures: income is about shares times income per share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.model import EXACT, Period
from linetag.propose.limits import MAX_INCOMES
from linetag.propose.records import StatementCell, StatementLine, StatementTable
from linetag.release import captions

_INCOME = re.compile(
    r"^\(?net \(?(?:income|loss|earnings|profit)|^profit\b"
    r"|net (?:income|loss|earnings)\b.*(?:attributable|available|applicable)"
)
_LEAST_PER_SHARE = Decimal("0.05")
_LEAST, _MOST = Decimal("0.7"), Decimal("1.4")
_POWERS = (-9, -6, -3, 0, 3, 6, 9)


class SharesCheck(NamedTuple):
    """The power of ten by which share counts are off, and how many pairs of figures say so."""

    shift: int
    votes: int


def check(lines: Sequence[StatementLine], tables: Sequence[StatementTable]) -> SharesCheck | None:
    """Return by which power of ten the share counts must be scaled to agree with the income per share.

    None if no column has an income, an amount per share and a count of shares that fit any scale. No
    statement prints counts of shares in tenths: a scale below one comes from other figures.
    """
    votes: Counter[int] = Counter()
    income = _by_period([one for one in lines if _is_income(one)], tables)
    per_share = _by_period(
        [one for one in lines if one.unit.endswith("/shares") and not one.in_caption], tables
    )
    counts = _by_period([one for one in lines if one.unit == "shares" and not one.in_caption], tables)
    for period, values in counts.items():
        votes.update(_shifts(income.get(period, ()), per_share.get(period, ()), values))
    least = min((line.scale for line in lines if line.unit == "shares" and not line.in_caption), default=0)
    votes = Counter({shift: number for shift, number in votes.items() if least + shift >= 0})
    if not votes:
        return None
    shift, number = max(votes.items(), key=lambda pair: (pair[1], -abs(pair[0])))
    return SharesCheck(shift, number)


def rescaled(lines: Sequence[StatementLine], shift: int) -> tuple[StatementLine, ...]:
    """Return the lines with the counts of shares times 10**shift."""
    return tuple(
        _rescaled(line, shift) if line.unit == "shares" and not line.in_caption else line for line in lines
    )


def _rescaled(line: StatementLine, shift: int) -> StatementLine:
    cells = tuple(
        cell._replace(
            value=None if cell.value is None else cell.value.scaleb(shift, context=EXACT),
            decimals=None if cell.decimals is None else cell.decimals - shift,
        )
        for cell in line.cells
    )
    return line._replace(scale=line.scale + shift, cells=cells)


def _is_income(line: StatementLine) -> bool:
    return (
        line.unit.isupper()
        and len(line.unit) == len("USD")
        and _INCOME.search(captions.normal(line.caption)) is not None
    )


def _by_period(
    lines: Sequence[StatementLine], tables: Sequence[StatementTable]
) -> dict[tuple[Period, str], tuple[Decimal, ...]]:
    found: dict[tuple[Period, str], tuple[Decimal, ...]] = {}
    for line in lines:
        for cell in line.cells:
            key = _column(cell, tables)
            if key is not None and cell.value and len(found.get(key, ())) < MAX_INCOMES:
                found[key] = (*found.get(key, ()), abs(cell.value))
    return found


def _column(cell: StatementCell, tables: Sequence[StatementTable]) -> tuple[Period, str] | None:
    column = tables[cell.table].columns[cell.column]
    return (column.period, column.currency) if column.period and column.role == "reported" else None


def _shifts(income: Sequence[Decimal], per_share: Sequence[Decimal], counts: Sequence[Decimal]) -> list[int]:
    """The powers of ten that make a count of shares fit an income and an amount per share, each once."""
    found: set[int] = set()
    for amount in income:
        for each in per_share:
            if each < _LEAST_PER_SHARE:
                continue
            for count in counts:
                ratio = amount / (each * count)
                found.update(p for p in _POWERS if _LEAST < ratio.scaleb(-p, context=EXACT) < _MOST)
    return sorted(found)
