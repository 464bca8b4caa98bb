"""The columns of a statement's table: period, currency, scale and role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from linetag.model import Origin, Period
from linetag.propose import header_words, periods, roles, scales, titles
from linetag.propose.header_words import HeaderWords
from linetag.propose.limits import MAX_HEADER_TEXT, MAX_TITLE_LINES
from linetag.propose.periods import HeaderClues
from linetag.propose.records import Evidence, StatementCode, StatementColumn
from linetag.propose.scales import ScaleWords
from linetag.release.records import Column, Table

_SURE, _PROBABLE, _UNSURE = Decimal("0.95"), Decimal("0.7"), Decimal("0.3")
_MOST_LINES_OVER_TITLE = 4
_CODE_LENGTH = 3


class Surroundings(NamedTuple):
    """What other tables of the document say: ends of periods, latest first, and the currency and scale."""

    ends: tuple[date, ...] = ()
    currency: str = ""
    scale: ScaleWords = ScaleWords()


def of_table(table: Table, code: StatementCode | None, around: Surroundings) -> tuple[StatementColumn, ...]:
    """Return the columns of a table of the statement `code`; None stands for a table of any other kind.

    What no line of the table says comes from `around`, the other tables of the document.
    """
    lines = header_lines(table)
    stated = scales.first([*table.stub[::-1], *lines[::-1]])
    signs = printed_currencies(table)
    currencies = [
        scales.read(column.text).currency or stated.currency or sign or around.currency
        for column, sign in zip(table.columns, signs, strict=True)
    ]
    main = Counter(filter(None, currencies)).most_common(1)
    translated = tuple(bool(main) and currency not in ("", main[0][0]) for currency in currencies)
    clues = HeaderClues(
        tuple(header_words.read(column.text) for column in table.columns),
        _joined(table.stub),
        tuple(header_words.read(line.text) for line in lines),
        translated,
    )
    found = periods.of_columns(clues, instants=code == "BS", known=around.ends)
    own = _scales(table.columns, currencies, stated.money)
    columns: list[StatementColumn] = []
    for number, role in enumerate(roles.of_columns(table, found, translated), 1):
        printed, period = table.columns[number - 1], found[number - 1]
        said = own[number - 1]
        scale = said if said is not None else around.scale.money or 0
        evidence = _evidence(printed, period, table.origin)
        columns.append(StatementColumn(number, period, currencies[number - 1], scale, role, evidence))
    return tuple(columns)


def _scales(
    printed: Sequence[Column], currencies: Sequence[str], stated: int | None
) -> tuple[int | None, ...]:
    """The scale of each column as its header says, or else `stated`, or else another header of its currency.

    "（単位：千円）" often stands in the header of the first column alone.
    """
    own = [scales.read(column.text).money for column in printed]
    others = {currency: scale for currency, scale in zip(currencies, own, strict=True) if scale is not None}
    return tuple(
        scale if scale is not None else stated if stated is not None else others.get(currency)
        for scale, currency in zip(own, currencies, strict=True)
    )


def header_lines(table: Table) -> tuple[Origin, ...]:
    """Return the lines above the table that can speak of its periods and scales.

    These are the lines since the last sentence, up to the title and the lines of periods and scales over it.
    """
    found: list[Origin] = []
    titled = False
    for line in reversed(table.heading[-MAX_TITLE_LINES:]):
        named = titles.of_line(line)
        is_title = named is not None and named.code is not None
        if titles.is_prose(line.text) or (titled and (is_title or len(found) > _MOST_LINES_OVER_TITLE)):
            break
        if titled and not header_words.read(line.text) and scales.read(line.text).money is None:
            break
        titled = titled or is_title
        found.append(line)
    return tuple(reversed(found))


def scale_words(table: Table, around: Surroundings) -> ScaleWords:
    """Return what the table's own lines and headers say of scales, or else what other statements do."""
    pieces = [piece for column in table.columns for piece in column.header]
    own = scales.first([*table.stub[::-1], *header_lines(table)[::-1], *pieces])
    return around.scale._replace(at=None) if own.money is None and own.shares is None else own


def ends(columns: Sequence[StatementColumn]) -> tuple[date, ...]:
    """Return the ends of the periods of reported columns, latest first."""
    found = {column.period.last_day for column in columns if column.period and column.role == "reported"}
    return tuple(sorted(found, reverse=True))


def _joined(lines: Sequence[Origin]) -> HeaderWords:
    text = " ".join(line.text for line in lines)
    return header_words.read(text) if len(text) <= MAX_HEADER_TEXT else HeaderWords()


def printed_currencies(table: Table) -> tuple[str, ...]:
    """Return for each column the currency whose sign most of its figures bear, "" if none does."""
    names: list[Counter[str]] = [Counter() for _ in table.columns]
    for row in table.rows:
        for cell in row.cells[: len(names)]:
            if cell.unit is not None and _is_currency(cell.unit.name):
                names[cell.column - 1][cell.unit.name] += 1
    return tuple(counted.most_common(1)[0][0] if counted else "" for counted in names)


def _is_currency(name: str) -> bool:
    return len(name) == _CODE_LENGTH and name.isupper() and name != "ADS"


def _evidence(printed: Column, period: Period | None, at: Origin) -> Evidence:
    if printed.text:
        reason = f'its header says "{printed.text}"'
        return Evidence(reason, printed.header[-1] if printed.header else at, _SURE if period else _UNSURE)
    reason = "it follows from the lines above and from the other columns"
    return Evidence(reason, at, _PROBABLE if period else _UNSURE)
