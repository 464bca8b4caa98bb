"""Figures that two statements of a release both print: they show swapped columns and wrong scales.

Net income opens the statement of cash flows and closes the income statement; the cash at the end of the
statement of cash flows is that of the balance sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from linetag import wording
from linetag.findings import Finding, finding
from linetag.model import EXACT, Instant, Period
from linetag.propose.questions import NAMES
from linetag.propose.records import Statement, StatementCell
from linetag.release import captions

_NET_INCOME = re.compile(r"^(?:consolidated )?net \(?(?:income|loss|earnings)\b[ ()/,\w]*$")
_CASH = re.compile(r"^(?:total )?cash(?: and (?:cash )?equivalents|,? cash equivalents)?\b")
_POWERS = (-9, -6, -3, 3, 6, 9)

_Cells = Mapping[tuple[Period, str], StatementCell]


def questions(statements: Sequence[Statement]) -> Iterator[Finding]:
    """Yield P112 where the columns of two statements seem to be swapped, P113 where their scales differ."""
    by_code = {statement.code: statement for statement in statements}
    pairs = (("IS", "CF", _NET_INCOME), ("BS", "CF", _CASH))
    for first, second, words in pairs:
        if first in by_code and second in by_code:
            instants = first == "BS"
            ones, others = (_cells(by_code[code], words, instants=instants) for code in (first, second))
            yield from _compared(by_code[first], by_code[second], ones, others)


def _cells(statement: Statement, words: re.Pattern[str], *, instants: bool) -> _Cells:
    """The first figure of a line with these words for each period and currency."""
    found: dict[tuple[Period, str], StatementCell] = {}
    for line in statement.lines:
        if line.in_caption or not words.search(captions.normal(line.caption)):
            continue
        for cell in line.cells:
            column = statement.tables[cell.table].columns[cell.column]
            period = cell.period or column.period
            wanted = column.role == "reported" and isinstance(period, Instant) is instants
            if wanted and period is not None and cell.value:
                found.setdefault((period, column.currency), cell)
    return found


def _compared(first: Statement, second: Statement, ones: _Cells, others: _Cells) -> Iterator[Finding]:
    shared = [key for key in ones if key in others]
    names = f"{NAMES[first.code]} and the {NAMES[second.code]}"
    for key, other_key in combinations(shared, 2):
        printed = ones[key].value, ones[other_key].value
        if printed[0] != printed[1] and printed == (others[other_key].value, others[key].value):
            related = [cell.origin for cell in (ones[other_key], others[key], others[other_key])]
            periods = [wording.period(period) for period, _ in (key, other_key)]
            yield finding(
                "P112", ones[key].origin, related=related, names=names, period=periods[0], other=periods[1]
            )
            return
    for key in shared:
        if _differ_in_scale(ones[key].value, others[key].value):
            period = wording.period(key[0])
            yield finding("P113", ones[key].origin, related=(others[key].origin,), names=names, period=period)
            return


def _differ_in_scale(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two figures have the same digits and differ by a thousand, a million or a billion."""
    return one is not None and any(one.scaleb(power, context=EXACT) == other for power in _POWERS)
