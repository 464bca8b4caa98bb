"""The periods of rows that differ from those of their columns: balances among the movements of a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from linetag.model import Duration, Instant, Period
from linetag.propose import header_words
from linetag.propose.records import StatementCode
from linetag.release import captions
from linetag.release.records import Row

_EARLIEST = re.compile(r"\b(?:beginning|start)\b|\bopening (?:cash|balance)|期首")
_LATEST = re.compile(r"\bend(?:ing)?\b|\bclosing (?:cash|balance)|期末")
_MOVEMENT = re.compile(r"\b(?:paid|received|transferred|proceeds|payments?|contributed|distributed)\b")
_BALANCE = re.compile(
    r"\bcash\b|\bbalances?\b|\baccumulated other comprehensive\b"
    r"|\bretained earnings\b|\baccumulated deficit\b|現金"
)
_CASH = re.compile(
    r"^(?:less:? |add:? |plus:? )?(?:restricted |total )?cash\b(?!.*\b(?:paid|received|used|provided)\b)"
)
_TO_BALANCE_SHEET = re.compile(r"\breconciliation\b.*\bcash\b|\bbalance sheets?\b|\bfinancial position\b")


def of_rows(rows: Sequence[Row], code: StatementCode, period: Period | None) -> tuple[Period | None, ...]:
    """Return for each row the instant or duration of its figures, None where it is that of the column.

    `period` is the period of the column. In a statement of cash flows the cash at its beginning and end is
    a balance, and so is what splits the cash at the end into its parts; in a statement of changes in equity
    rows of balances that name dates open and close the periods of the rows between them.
    """
    if code == "BS":
        return tuple(None for _ in rows)
    if code == "EQ":
        return _between_balances(rows, period)
    if not isinstance(period, Duration):
        return tuple(None for _ in rows)
    found: list[Period | None] = []
    after_end = False
    for row in rows:
        label = captions.normal(row.label)
        is_heading = all(cell.kind == "blank" for cell in row.cells)
        if is_heading:
            after_end = code == "CF" and _TO_BALANCE_SHEET.search(label) is not None
        balance = None if is_heading else _balance(label, period)
        if balance is None and after_end and _CASH.search(label):
            balance = Instant(period.end)
        after_end = after_end or (code == "CF" and balance == Instant(period.end))
        found.append(balance)
    return tuple(found)


def _balance(label: str, period: Duration) -> Period | None:
    """The instant of a balance that opens or closes the period; None for every other row."""
    if not _BALANCE.search(label) or _MOVEMENT.search(label):
        return None
    if _EARLIEST.search(label):
        return period.opening
    return Instant(period.end) if _LATEST.search(label) else None


def _between_balances(rows: Sequence[Row], period: Period | None) -> tuple[Period | None, ...]:
    days = [_day_of_balance(row) for row in rows]
    found: list[Period | None] = []
    for day, before, after in zip(days, _last(days), _last(days[::-1])[::-1], strict=True):
        if day is not None:
            found.append(Instant(day))
        elif before and after and before < after:
            found.append(Duration(before + timedelta(days=1), after))
        else:
            found.append(None)
    return tuple(None if one == period else one for one in found)


def _last(days: Sequence[date | None]) -> list[date | None]:
    """The last day up to each place."""
    found: list[date | None] = []
    for day in days:
        found.append(day or (found[-1] if found else None))
    return found


def _day_of_balance(row: Row) -> date | None:
    """The date of a row like "Balance at June 30, 2023"; None for every other row."""
    words = header_words.read(row.origin.text)
    if not re.match(r"[\W\d]*balances?\b", captions.normal(row.label)) or not words.dates:
        return None
    return words.dates[-1]
