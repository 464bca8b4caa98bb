"""The statements of the IIJ release, read by plain splitting: nothing of the program takes part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

HALF, PRIOR_HALF = ("2012-04-01", "2012-09-30"), ("2011-04-01", "2011-09-30")
QUARTER, PRIOR_QUARTER = ("2012-07-01", "2012-09-30"), ("2011-07-01", "2011-09-30")
NOW, YEAR_END = ("2012-09-30",), ("2012-03-31",)
BEFORE = {"2012-04-01": "2012-03-31", "2011-04-01": "2011-03-31", "2012-07-01": "2012-06-30"} | {
    "2011-07-01": "2011-06-30"
}
_HALVES = ((PRIOR_HALF, "JPY"), (HALF, "USD"), (HALF, "JPY"))
_QUARTERS = ((PRIOR_QUARTER, "JPY"), (QUARTER, "USD"), (QUARTER, "JPY"))
# Statement, how its heading begins, its columns; each ends where the next begins.
STATEMENTS = (
    (
        "BS",
        "Internet Initiative Japan Inc. Quarterly Consolidated Balance Sheets",
        ((YEAR_END, "JPY"), (NOW, "USD"), (NOW, "JPY")),
    ),
    ("IS", "Quarterly Consolidated Statements of Income", _HALVES),
    ("CI", "Quarterly Consolidated Statements of Other comprehensive income", _HALVES),
    ("CF", "Quarterly Consolidated Statements of Cash Flows", _HALVES),
    ("", "Going Concern Assumption", ()),
    ("SEG", "Business Segments:", ((PRIOR_HALF, "JPY"), (HALF, "JPY"))),
    ("", "Material Changes In Shareholders' Equity", ()),
    ("IS3", "Quarterly Consolidated Statements of Income", _QUARTERS),
    ("CF3", "Quarterly Consolidated Statements of Cash Flows", _QUARTERS),
    ("", "Consolidated Financial Results for the Six Months Ended", ()),
)
_CAPTION = re.compile(r"(JPY ?)?([\d,]{5,}) (thousand|shares)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell: line and column from 1, what is printed, and what it must mean as a fact.

    `value` has the sign as printed and is scaled; None for a dash. `blank` is no figure at all.
    """

    statement: str
    caption: str
    line: int
    column: int
    text: str
    period: tuple[str, ...]
    unit: str
    decimals: int
    value: Decimal | None
    blank: bool = False


def statements(text: str) -> Iterator[Printed]:
    """Every cell of every statement table, from left to right and from top to bottom."""
    waiting = list(STATEMENTS)
    statement = ""
    columns: tuple[tuple[tuple[str, ...], str], ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if waiting and line.startswith(waiting[0][1]):
            statement, _, columns = waiting.pop(0)
        if statement and "\t" in line and not line.startswith("\t"):
            yield from _row(statement, number, line, columns)
    assert not waiting, waiting[0]


def _row(
    statement: str, number: int, line: str, columns: tuple[tuple[tuple[str, ...], str], ...]
) -> Iterator[Printed]:
    caption, *fields = line.split("\t")
    assert not "".join(fields[len(columns) :]).strip(), line
    if not "".join(fields).strip():
        return
    offset = len(caption) + 1
    for text, (period, currency) in zip(fields, columns, strict=False):
        unit, decimals, scale = _measure(caption, currency)
        value = None if text in {"-", "_", ""} else _number(text) * scale
        at = _instant(caption, period)
        yield Printed(statement, caption, number, offset + 1, text, at, unit, decimals, value, blank=not text)
        offset += len(text) + 1


def _number(text: str) -> Decimal:
    digits = text.replace(",", "")
    return -Decimal(digits[1:-1]) if digits.startswith("(") else Decimal(digits)


def _measure(caption: str, currency: str) -> tuple[str, int, int]:
    """Unit, decimals, and what one printed unit counts."""
    if caption.endswith(("(shares)", "(ADSs)")):
        return "shares", 0, 1
    if caption.endswith("(JPY / U.S. Dollars / JPY)"):
        return f"{currency}/shares", 2, 1
    return currency, -3, 1000


def _instant(caption: str, period: tuple[str, ...]) -> tuple[str, ...]:
    """Cash at the two ends of a period is no flow."""
    if caption.endswith(", BEGINNING OF THE PERIOD"):
        return (BEFORE[period[0]],)
    return (period[1],) if caption.endswith(", END OF THE PERIOD") else period


def in_captions(text: str) -> Iterator[tuple[int, int, Decimal, str]]:
    """The amounts inside captions of the balance sheets: line, column, value, unit."""
    rows = {cell.line: cell.caption for cell in statements(text) if cell.statement == "BS"}
    for line, caption in rows.items():
        for found in _CAPTION.finditer(caption):
            shares = found[3] == "shares"
            yield (
                line,
                found.start() + 1,
                _number(found[2]) * (1 if shares else 1000),
                "shares" if shares else "JPY",
            )
