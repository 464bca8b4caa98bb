"""What is derived from a release as JSON, version 1: a promised form, to which fields are only added.

`linetag read --format json` prints it. README, "derived.json", describes every field. Where no concepts are
proposed, the lines have no `concept`, `found`, `confidence`, `reason`, `candidates` and `own`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from linetag.propose.records import (
    ConceptProposal,
    DerivedSum,
    OtherTable,
    ReleaseReading,
    Statement,
    StatementCell,
    StatementColumn,
    StatementLine,
    StatementTable,
)
from linetag.report.finding_json import origin_json
from linetag.report.proposals import believed, proposal_json
from linetag.report.result_json import iso_period

VERSION = 1

_Json = dict[str, Any]


def derived_json(reading: ReleaseReading) -> str:
    """Return the reading as a JSON document; each table, line and sum has a line of its own."""
    statements = ",".join(map(_statement, reading.statements))
    other = _block(map(_other, reading.other), 1)
    return f'{{"version": {VERSION},\n "statements": [{statements}],\n "other": {other}}}\n'


def _statement(statement: Statement) -> str:
    head = _written({"code": statement.code, "title": statement.title, **believed(statement.evidence)})
    tables = _block(map(_table, statement.tables), 3)
    proposals = statement.proposals or (None,) * len(statement.lines)
    both = zip(statement.lines, proposals, strict=True)
    lines = _block((_line(line, statement.tables, its) for line, its in both), 3)
    sums = _block(map(_sum, statement.sums), 3)
    return f'\n  {head[:-1]},\n   "tables": {tables},\n   "lines": {lines},\n   "sums": {sums}}}'


def _table(table: StatementTable) -> _Json:
    return {
        "name": table.name,
        "at": origin_json(table.table.origin),
        "columns": [_column(column) for column in table.columns],
    }


def _column(column: StatementColumn) -> _Json:
    return {
        **({} if column.period is None else {"period": iso_period(column.period)}),
        "currency": column.currency,
        "scale": column.scale,
        "role": column.role,
        **believed(column.evidence),
    }


def _line(line: StatementLine, tables: Sequence[StatementTable], proposal: ConceptProposal | None) -> _Json:
    return {
        "address": {"section": list(line.section), "caption": line.caption, "at": line.at},
        "unit": line.unit,
        "scale": line.scale,
        "members": dict(line.members),
        "in_caption": line.in_caption,
        **(proposal_json(proposal) if proposal is not None else {}),
        "cells": [_cell(cell, tables) for cell in line.cells],
    }


def _cell(cell: StatementCell, tables: Sequence[StatementTable]) -> _Json:
    found: _Json = {
        "table": cell.table,
        "column": cell.column,
        "value": None if cell.value is None else full(cell.value),
        "printed": cell.origin.text.strip(),
        "at": origin_json(cell.origin),
    }
    if cell.period is not None and cell.period != tables[cell.table].columns[cell.column].period:
        found["period"] = iso_period(cell.period)
    return found


def _sum(one: DerivedSum) -> _Json:
    contributors = [{"line": part.line, "weight": part.weight} for part in one.contributors]
    return {
        "total": one.total,
        "contributors": contributors,
        "columns": one.columns,
        **believed(one.evidence),
    }


def _other(other: OtherTable) -> _Json:
    return {"at": origin_json(other.table.origin), "what": other.what, **believed(other.evidence)}


def full(value: Decimal) -> str:
    """Return an amount with all its digits, without exponent and without zeros that end its decimals.

    >>> full(Decimal("7286E6")), full(Decimal("0.50")), full(Decimal("-0"))
    ('7286000000', '0.5', '0')
    """
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _block(items: Iterable[_Json], indent: int) -> str:
    """Return a JSON array with a line for each item."""
    lines = (f"\n{' ' * (indent + 1)}{_written(item)}" for item in items)
    return f"[{','.join(lines)}]"


def _written(item: _Json) -> str:
    return json.dumps(item)
