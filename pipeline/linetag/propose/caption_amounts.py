"""Lines for the amounts inside captions: "net of allowance of $12 and $14", "1,000 shares authorized"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from linetag.model import EXACT, Instant, Period
from linetag.propose import row_units
from linetag.propose.limits import MAX_DOUBTFUL_SHARES, MAX_SCALED_SHARES
from linetag.propose.records import StatementCell, StatementLine, StatementTable
from linetag.propose.row_units import Kind
from linetag.propose.scales import ScaleWords
from linetag.release import captions
from linetag.release.records import Amount, Row

_PER_SHARE = re.compile(
    r"[\s,]*(?:par|stated|nominal|no[- ]par)\b|[\s,]*per\s+(?:\w+\s+)?share|[\s,]*(?:a|each)\s+share",
    re.IGNORECASE,
)
"""What follows an amount that is one per share: "$0.01 par value"."""

_NAME_BEHIND = re.compile(
    r"\s*(?:per\s+share\s+)?(?:shares?\s+)?((?:authorized|issued|outstanding|reserved|held|par\s+value|stated\s+value"
    r"|liquidation)(?:(?:\s+|,\s+|\s+and\s+)(?:authorized|issued|outstanding|value|preference))*)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*,?\s*(?:and|or)\s*")

_SHARES = ("shares", "ADS")


def lines(index: int, printed: StatementTable, row: Row, shares: int) -> Iterator[StatementLine]:
    """Yield a line for each group of amounts of one name and unit inside the caption of a row.

    `index` is that of the table in its statement, `shares` is what `scale_of_shares` returns for the table.
    """
    if not row.amounts:
        return
    reported = next((column for column in printed.columns if column.role == "reported"), printed.columns[0])
    scales_of: dict[Kind, int] = {
        "shares": shares,
        "money": reported.scale,
    }
    groups: dict[tuple[str, Kind], list[Amount]] = {}
    for amount, name in zip(row.amounts, _names(row), strict=True):
        kind = _kind(row, amount)
        groups.setdefault((name or kind, kind), []).append(amount)
    caption = captions.without_figures(row.origin.text)
    for (name, kind), amounts in groups.items():
        scale = scales_of.get(kind, 0)
        own = amounts[0].unit.name
        unit = row_units.name(kind, own if own.isupper() and own not in _SHARES else reported.currency)
        cells = tuple(_cells(index, printed, amounts, scale))
        yield StatementLine(row.section, caption, name, unit, scale, cells, row, in_caption=True)


def _names(row: Row) -> list[str]:
    """What names each amount: the words behind it ("shares authorized"), or else those that introduce it.

    The first of "100 and 90 shares issued" has the name of the second.
    """
    text = row.origin.text
    found: list[str] = []
    following = len(text)
    for amount in reversed(row.amounts):
        start = amount.origin.column - row.origin.column
        end = start + len(amount.origin.text)
        behind = _NAME_BEHIND.match(text, end)
        if found and _JOINED.fullmatch(text, end, following):
            found.append(found[-1])
        else:
            found.append(" ".join(behind[1].split()).casefold() if behind else amount.lead)
        following = start
    return found[::-1]


def _kind(row: Row, amount: Amount) -> Kind:
    if amount.unit.name in _SHARES:
        return "shares"
    if amount.unit.name == "%":
        return "pure"
    end = amount.origin.column - row.origin.column + len(amount.origin.text)
    return "per share" if _PER_SHARE.match(row.origin.text[end:]) else "money"


def scale_of_shares(rows: Sequence[Row], words: ScaleWords) -> int:
    """Return the scale of the counts of shares in the captions of a table: the largest of them decides."""
    counts = (amount.value for row in rows for amount in row.amounts if amount.unit.name in _SHARES)
    largest = max(counts, default=Decimal(0))
    if largest > MAX_SCALED_SHARES:
        return 0
    if words.shares is not None:
        return words.shares
    return 0 if largest > MAX_DOUBTFUL_SHARES else words.money or 0


def _cells(
    index: int, printed: StatementTable, amounts: Sequence[Amount], scale: int
) -> Iterator[StatementCell]:
    """Yield the cells of amounts: by their dates, else in the order of the columns, else for all columns."""
    reported = {i: c.period for i, c in enumerate(printed.columns) if c.role == "reported"} or {0: None}
    by_end = {period.last_day: column for column, period in reported.items() if period}
    for place, amount in enumerate(amounts):
        targets: list[tuple[int, Period | None]] = []
        if amount.dates:
            first = next(iter(reported))
            targets = [
                (by_end.get(day, first), None if day in by_end else Instant(day)) for day in amount.dates
            ]
        elif len(amounts) == 1:
            targets = [(column, None) for column in reported]
        elif len(amounts) == len(reported):
            targets = [(list(reported)[place], None)]
        own = amount.unit.scale or scale
        value = amount.value.scaleb(own, context=EXACT)
        for column, period in dict.fromkeys(targets):
            yield StatementCell(index, column, value, amount.origin, amount.decimals - own, period)
