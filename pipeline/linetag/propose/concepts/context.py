"""What the whole filing shows: for each line its question and place, and what rules ask about the filing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.propose import total_words
from linetag.propose.concepts import zones
from linetag.propose.concepts.captions import IN_CAPTION
from linetag.propose.concepts.folding import folded
from linetag.propose.concepts.votes import CaptionQuery
from linetag.propose.records import Statement, StatementCode, StatementLine

_NONCONTROLLING = re.compile(r"non ?controlling|minority|少数株主|非支配株主")
_RESTRICTED = re.compile(r"restricted cash|cash.*restricted")
_DISCONTINUED = re.compile(r"discontinued operation|非継続")
_EQUITY_METHOD = re.compile(
    r"equity (?:in|method|income|loss|earnings).*|(?:unconsolidated|affiliates|investees).*"
)
_PAID_IN = re.compile(r"paid in|capital surplus|in excess of par|資本剰余金")
_PREFERRED = re.compile(
    r"preferred (?:stock |share )?dividend|dividends? .*preferred|participating securities"
)
_EXCHANGE = re.compile(r"exchange rate|currenc.*\bcash|effect of exchange|為替")
_HEAD = re.compile(r"[,;:(—–―]| - ")
_MONEY_THAT_SAYS_MUCH = 100

FLAGS = (
    "noncontrolling",
    "restricted",
    "discontinued",
    "equity method",
    "paid-in",
    "preferred",
    "exchange",
    "classified",
)

Place = tuple[int, int]
"""A line, by the numbers of its statement and of itself."""


class LineContext(NamedTuple):
    """A line in its filing.

    `same` are the lines of other statements that print the same figures. `is_negative` is None without
    figures; `is_balance` says that the line is an amount at one time.
    """

    line: CaptionQuery
    place: Place
    is_total: bool
    is_negative: bool | None
    is_balance: bool
    same: tuple[Place, ...]


class FilingContext(NamedTuple):
    """The lines of each statement, and what the filing has: names of FLAGS. `year` is 0 if unknown.

    A filing that is not `is_whole` is a caption alone, of which rules about other lines say nothing.
    """

    year: int
    statements: tuple[tuple[LineContext, ...], ...]
    flags: frozenset[str]
    is_whole: bool = True


def of_filing(statements: Sequence[Statement]) -> FilingContext:
    """Return the context of all lines of a filing."""
    asked = [questions(one) for one in statements]
    same = _same(statements)
    found = []
    for number, statement in enumerate(statements):
        totals = {one.total for one in statement.sums}
        found.append(
            tuple(
                LineContext(
                    asked[number][i],
                    (number, i),
                    i in totals,
                    _is_negative(line),
                    is_balance(statement.code, line.caption),
                    tuple(place for place in same.get(_figures(line), ()) if place[0] != number),
                )
                for i, line in enumerate(statement.lines)
            )
        )
    return FilingContext(_year(statements), tuple(found), _flags(found))


def questions(statement: Statement) -> tuple[CaptionQuery, ...]:
    """Return what is asked about each line of a statement."""
    found = zones.of_lines(statement.code, statement.lines)
    return tuple(
        CaptionQuery(_introduced(one), IN_CAPTION, "", unit_of(one.unit))
        if one.in_caption
        else CaptionQuery(zones.caption_of(one), statement.code, zone, unit_of(one.unit))
        for one, zone in zip(statement.lines, found, strict=True)
    )


def _introduced(line: StatementLine) -> str:
    """The folded beginning of a caption and the words that introduce the amount: "common stock par value"."""
    return folded(f"{_HEAD.split(line.caption, maxsplit=1)[0]} {line.at}")


def unit_of(unit: str) -> str:
    """Return the kind of a line's unit: "money", "shares", "per share" or "other"."""
    if unit in ("shares", "pure"):
        return "shares" if unit == "shares" else "other"
    return "per share" if "/" in unit else "money"


def _same(statements: Sequence[Statement]) -> Mapping[tuple[Decimal, ...], list[Place]]:
    """The lines with the same first figures, where these are large enough to say something."""
    found: dict[tuple[Decimal, ...], list[Place]] = defaultdict(list)
    for number, statement in enumerate(statements):
        for i, line in enumerate(statement.lines):
            if figures := _figures(line):
                found[figures].append((number, i))
    return found


def _figures(line: StatementLine) -> tuple[Decimal, ...]:
    first = next((abs(cell.value) for cell in line.cells if cell.value), Decimal(0))
    return (first,) if first > _MONEY_THAT_SAYS_MUCH else ()


def _is_negative(line: StatementLine) -> bool | None:
    values = [cell.value for cell in line.cells if cell.value]
    return sum(value < 0 for value in values) * 2 > len(values) if values else None


def is_balance(code: StatementCode | None, caption: str) -> bool:
    """Return whether a line of a statement is an amount at one time."""
    return code == "BS" or (code in ("CF", "EQ") and total_words.of_caption(caption).kind == "balance")


def _flags(statements: Iterable[Sequence[LineContext]]) -> frozenset[str]:
    lines = [one.line for statement in statements for one in statement]
    texts = [line.text for line in lines]
    words = {
        "noncontrolling": _NONCONTROLLING,
        "restricted": _RESTRICTED,
        "discontinued": _DISCONTINUED,
        "equity method": _EQUITY_METHOD,
        "preferred": _PREFERRED,
    }
    found = {name for name, each in words.items() if any(each.search(text) for text in texts)}
    if any(line.statement == "BS" and _PAID_IN.search(line.text) for line in lines):
        found.add("paid-in")
    if any(line.statement == "CF" and line.zone == "S" and _EXCHANGE.search(line.text) for line in lines):
        found.add("exchange")
    if any(line.zone in ("CA", "CL") for line in lines):
        found.add("classified")
    return frozenset(found)


def _year(statements: Sequence[Statement]) -> int:
    """The year of the latest period that is printed, that of the balance sheet if there is one."""
    ends = [
        column.period.last_day.year
        for statement in sorted(statements, key=lambda one: one.code != "BS")[:1]
        for table in statement.tables
        for column in table.columns
        if column.period is not None
    ]
    return max(ends, default=0)
