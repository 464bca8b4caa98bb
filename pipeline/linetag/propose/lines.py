"""The line items of a statement's tables: addresses, units, scales, and the cells that print them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from linetag.model import EXACT, Duration, Instant, Period
from linetag.propose import columns as columns_of
from linetag.propose import scales
from linetag.propose.limits import MAX_SHARES
from linetag.propose.records import (
    StatementCell,
    StatementCode,
    StatementColumn,
    StatementLine,
    StatementTable,
)
from linetag.propose.scales import ScaleWords
from linetag.release import captions
from linetag.release.records import Amount, Cell, Row

_PER_SHARE = re.compile(
    r"\bper[\s-]+(?:basic |diluted |common |ordinary |class \w |limited partner(?:ship)? "
    r"|depositary )*(?:and )?(?:share|ads|unit)s?\b|\beps\b|1株当たり"
)
_SHARES = re.compile(
    r"\bweighted[\s-]+average\b|\baverage (?:number of )?(?:\w+[ -]){0,4}(?:shares|units)\b"
    r"|\b(?:shares|units)(?: of [\w ]+)? (?:outstanding|used|issued)"
    r"|\bnumber of (?:\w+ ){0,3}(?:shares|units)\b"
    r"|\bshares (?:basic|diluted)|\b(?:basic|diluted) (?:\w+ ){0,2}shares\b|^shares\b|\bshares[:,]?$|株式数"
)
_USED_IN = re.compile(r"\b(?:used (?:in|to|for)|shares|average)\b.*\bper\b")
_EARLIEST = re.compile(r"\b(?:beginning|start|opening)\b")
_LATEST = re.compile(r"\bend(?:ing)?\b|\bclosing\b")
_BALANCE = re.compile(
    r"\bcash\b|\bbalances?\b|\baccumulated other comprehensive\b"
    r"|\bretained earnings\b|\baccumulated deficit\b"
)
_PAR = re.compile(
    r"[\s,]*(?:par|stated|nominal|no[- ]par)\b|[\s,]*per\s+(?:\w+\s+)?share|[\s,]*(?:a|each)\s+share",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\W\d]*(?:basic|diluted|assuming dilution|primary)\b")
"""Captions that say only which of two figures it is: what they count stands above."""

_COMMITMENTS = re.compile(r"\bcommitments?\b|\bcontingenc")


class RowUnit(NamedTuple):
    """What the figures of a row count, and their scale; `scale` None is that of the column."""

    kind: str
    scale: int | None = None


def of_table(
    table: int, printed: StatementTable, code: StatementCode, words: ScaleWords
) -> tuple[StatementLine, ...]:
    """Return the lines of the statement's table with the index `table`; `words` are its stated scales.

    Every row with a figure or a dash is a line, and so is every amount inside a caption. So are the
    commitments and contingencies of a balance sheet, which never have a figure.
    """
    found: list[StatementLine] = []
    heading = ""
    for row in printed.table.rows:
        figures = [cell for cell in row.cells if cell.kind in ("number", "dash")]
        if not figures and row.label:
            heading = row.label
        if figures or (code == "BS" and not row.amounts and _COMMITMENTS.search(captions.normal(row.label))):
            found.append(_line(table, printed, row, row_unit(row, heading, code, words), code))
        found += _in_caption(table, printed, row, words)
    return numbered(found)


def row_unit(row: Row, heading: str, code: StatementCode, words: ScaleWords) -> RowUnit:
    """Return what the row's figures count: "money", "shares", "per share" or "pure".

    `heading` is the last row above without figures: it decides for "Basic" and "Diluted".
    """
    cells = [cell for cell in row.cells if cell.kind == "number"]
    if cells and all(cell.unit is not None and cell.unit.name == "%" for cell in cells):
        return RowUnit("pure", -2)
    label = captions.normal(row.label)
    own = scales.read(row.label)
    bare = _BARE.match(label) is not None
    decimals = any(cell.decimals for cell in cells)
    above = (*([captions.normal(heading)] if bare else []), *map(captions.normal, row.section[::-1]))
    for text in (label, *(above if code in ("IS", "CI", "SEG") else ())):
        kind = _kind(text, code)
        if kind == "shares":
            return RowUnit("shares", own.money if own.money is not None else _shares_scale(text, words))
        if kind and (text is label or bare or decimals):
            return RowUnit(kind, 0)
    return RowUnit("money", own.money)


def _kind(text: str, code: StatementCode) -> str:
    if code in ("BS", "CF", "EQ"):
        return (
            "shares"
            if re.search(r"^(?:common |treasury |preferred )?shares (?:issued|outstanding|authorized)", text)
            else ""
        )
    if _PER_SHARE.search(text) and not _USED_IN.search(text):
        return "per share"
    return "shares" if _SHARES.search(text) else ""


def _shares_scale(text: str, words: ScaleWords) -> int | None:
    said = scales.read(text)
    if said.money is not None or said.shares is not None:
        return said.money if said.money is not None else said.shares
    return words.shares if words.shares is not None else words.money


# --- cells ----------------------------------------------------------------------------------------


def _line(table: int, printed: StatementTable, row: Row, unit: RowUnit, code: StatementCode) -> StatementLine:
    cells: list[StatementCell] = []
    for cell in row.cells:
        if cell.kind not in ("number", "dash") or cell.column > len(printed.columns):
            continue
        column = printed.columns[cell.column - 1]
        scale = _cell_scale(cell, column, unit)
        period = _balance_period(row, column.period, code)
        cells.append(_cell(table, cell, scale, period))
    first = next((c for c in printed.columns if c.role == "reported"), printed.columns[0])
    scale = unit.scale if unit.scale is not None else first.scale
    caption = captions.without_figures(row.origin.text)
    return StatementLine(row.section, caption, "", _unit_name(unit, first.currency), scale, tuple(cells), row)


def _cell_scale(cell: Cell, column: StatementColumn, unit: RowUnit) -> int:
    if column.role in ("percent", "note") or (cell.unit is not None and cell.unit.name == "%"):
        return -2 if column.role != "note" else 0
    if cell.unit is not None and cell.unit.scale:
        return cell.unit.scale
    return unit.scale if unit.scale is not None else column.scale


def _cell(table: int, cell: Cell, scale: int, period: Period | None) -> StatementCell:
    if cell.value is None:
        return StatementCell(table, cell.column - 1, None, cell.origin, None, period)
    value = cell.value.scaleb(scale, context=EXACT)
    return StatementCell(table, cell.column - 1, value, cell.origin, cell.decimals - scale, period)


def _balance_period(row: Row, period: Period | None, code: StatementCode) -> Period | None:
    """The instant of a balance that opens or closes the period of a column; None for every other row."""
    if code == "BS" or not isinstance(period, Duration):
        return None
    label = captions.normal(row.label)
    if not _BALANCE.search(label):
        return None
    if _EARLIEST.search(label):
        return Instant(period.start - timedelta(days=1))
    return Instant(period.end) if _LATEST.search(label) else None


def _unit_name(unit: RowUnit, currency: str) -> str:
    names = {"shares": "shares", "per share": f"{currency}/shares", "pure": "pure"}
    return names.get(unit.kind, currency)


# --- amounts inside captions ----------------------------------------------------------------------


def _in_caption(table: int, printed: StatementTable, row: Row, words: ScaleWords) -> Iterator[StatementLine]:
    """Yield a line for each group of amounts of one lead and unit inside the caption."""
    if not row.amounts:
        return
    reported = next((column for column in printed.columns if column.role == "reported"), printed.columns[0])
    scales_of = {"shares": _caption_shares_scale(row, words), "money": reported.scale}
    groups: dict[tuple[str, str], list[Amount]] = {}
    for amount in row.amounts:
        groups.setdefault((amount.lead, _amount_kind(row, amount)), []).append(amount)
    caption = captions.without_figures(row.origin.text)
    for (lead, kind), amounts in groups.items():
        scale = scales_of.get(kind, 0)
        cells = tuple(_amount_cells(table, printed, amounts, scale))
        own = amounts[0].unit.name
        unit = _unit_name(RowUnit(kind), own if own.isupper() and own != "ADS" else reported.currency)
        yield StatementLine(row.section, caption, lead or kind, unit, scale, cells, row, in_caption=True)


def _amount_kind(row: Row, amount: Amount) -> str:
    if amount.unit.name in ("shares", "ADS"):
        return "shares"
    if amount.unit.name == "%":
        return "pure"
    start = amount.origin.column - row.origin.column + len(amount.origin.text)
    return "per share" if _PAR.match(row.origin.text[start:]) else "money"


def _caption_shares_scale(row: Row, words: ScaleWords) -> int:
    said = words.shares if words.shares is not None else words.money or 0
    counts = [a.value for a in row.amounts if a.unit.name in ("shares", "ADS")]
    largest = max(counts, default=Decimal(0))
    return 0 if largest.scaleb(said, context=EXACT) > MAX_SHARES else said


def _amount_cells(
    table: int, printed: StatementTable, amounts: Sequence[Amount], scale: int
) -> Iterator[StatementCell]:
    """Yield the cells of amounts: by their dates, else in the order of the columns, else for all columns."""
    reported = {i: c.period for i, c in enumerate(printed.columns) if c.role == "reported"} or {0: None}
    by_end = {columns_of.end_of(period): index for index, period in reported.items() if period}
    for place, amount in enumerate(amounts):
        targets: list[tuple[int, Period | None]] = []
        if amount.dates:
            first = next(iter(reported))
            targets = [
                (by_end.get(day, first), None if day in by_end else Instant(day)) for day in amount.dates
            ]
        elif len(amounts) == 1:
            targets = [(index, None) for index in reported]
        elif len(amounts) == len(reported):
            targets = [(list(reported)[place], None)]
        own = amount.unit.scale or scale
        value = amount.value.scaleb(own, context=EXACT)
        for index, period in targets:
            yield StatementCell(table, index, value, amount.origin, amount.decimals - own, period)


# --- addresses ------------------------------------------------------------------------------------


def numbered(found: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """Return the lines with `at` numbered among those that have the same section, caption and lead."""
    counts: Counter[tuple[tuple[str, ...], str, str]] = Counter()
    total = Counter(_address(line) for line in found)
    numbered_lines: list[StatementLine] = []
    for line in found:
        address = _address(line)
        counts[address] += 1
        if total[address] > 1:
            at = f"{line.at} {counts[address]}".strip()
            line = line._replace(at=at)  # noqa: PLW2901
        numbered_lines.append(line)
    return tuple(numbered_lines)


def _address(line: StatementLine) -> tuple[tuple[str, ...], str, str]:
    return line.section, captions.normal(line.caption), line.at
