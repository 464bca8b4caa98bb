"""Filings with known concepts, as statements: the answers of `releases/statements.zip`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

from linetag.model import Duration, Instant, Origin, Period
from linetag.propose import trees
from linetag.propose.concepts.captions import OWN
from linetag.propose.records import (
    Evidence,
    Statement,
    StatementCell,
    StatementColumn,
    StatementLine,
    StatementTable,
)
from linetag.release.records import Row, Table

_Json = Mapping[str, Any]
_EVIDENCE = Evidence("the answers say it")
_CODES = ("BS", "IS", "CI", "CF")
_UNITS = {"shares": "shares", "pure": "pure"}


class KnownStatement(NamedTuple):
    """A statement and the concept of each line: a name, OWN, or "" where it is not to be compared."""

    statement: Statement
    concepts: tuple[str, ...]


class KnownFiling(NamedTuple):
    """A filing whose concepts are known. `company` is the same for all filings of a company."""

    key: str
    company: str
    end: date | None
    statements: tuple[KnownStatement, ...]


def filings(archive: Path) -> tuple[KnownFiling, ...]:
    """Return the filings of an archive by name."""
    with ZipFile(archive) as source:
        names = sorted(n for n in source.namelist() if n.endswith(".json"))
        answers = [(Path(name).stem, json.loads(source.read(name))) for name in names]
    return tuple(_filing(key, answer) for key, answer in answers)


def _filing(key: str, answer: _Json) -> KnownFiling:
    statements = [_statement(one) for one in answer["statements"] if one["statement"] in _CODES]
    found = tuple(one for one in statements if one is not None)
    ends = [_end(c.period) for one in found for t in one.statement.tables for c in t.columns if c.period]
    return KnownFiling(key, _company(answer["company"], key), max(ends, default=None), found)


def _company(name: str, key: str) -> str:
    """A company's name without its form: "NETFLIX INC" and "Netflix, Inc." are one."""
    words = re.sub(r"[^a-z0-9 ]", "", (name or key).lower().replace("\xa0", " ")).split()
    return " ".join(word for word in words if word not in ("inc", "corp", "corporation", "co", "company"))


def _end(period: Period) -> date:
    return period.end if isinstance(period, Duration) else period.on


def _period(text: str) -> Period:
    start, _, end = text.partition("/")
    if end:
        return Duration(date.fromisoformat(start), date.fromisoformat(end))
    return Instant(date.fromisoformat(start))


def _statement(answer: _Json) -> KnownStatement | None:
    code = answer["statement"]
    periods = [v["period"] for row in answer["rows"] for v in row.get("values", ()) if v.get("period")]
    wanted = list(dict.fromkeys(p for p in periods if ("/" in p) == (code != "BS")))
    rows = [row for row in answer["rows"] if row.get("values") and not row.get("heading")]
    found = [(_line(row, number, wanted), _concept(row)) for number, row in enumerate(rows)]
    if not wanted or not any(line.cells for line, _ in found):
        return None
    columns = [
        StatementColumn(n, _period(p), "USD", 0, "reported", _EVIDENCE) for n, p in enumerate(wanted, 1)
    ]
    table = StatementTable("", Table(Origin("", 1, 1), (), (), ()), tuple(columns))
    lines = tuple(line for line, _ in found)
    bare = Statement(code, "", (table,), lines, _EVIDENCE)
    return KnownStatement(bare._replace(sums=trees.sums(bare)[0]), tuple(concept for _, concept in found))


def _concept(row: _Json) -> str:
    if row.get("dims") or not row.get("concept"):
        return ""
    prefix, _, name = row["concept"].partition(":")
    return name if prefix == "us-gaap" else OWN


def _line(row: _Json, number: int, periods: Sequence[str]) -> StatementLine:
    cells = tuple(_cells(row["values"], number, periods))
    section = tuple(row.get("section", ()))
    printed = Row(Origin("", number + 1, 1, row["label"]), row["label"], section)
    return StatementLine(section, row["label"], "", _unit(row["values"]), 0, cells, printed)


def _unit(values: Sequence[_Json]) -> str:
    unit = next((str(v["unit"]) for v in values if v.get("unit")), "USD").lower()
    if "/" in unit or "per" in unit:
        return "USD/shares"
    return _UNITS.get(unit, "USD")


def _cells(values: Sequence[_Json], number: int, periods: Sequence[str]) -> Iterator[StatementCell]:
    """Yield a cell for each column; a balance in a statement of flows stands in the column that ends then."""
    ends = {period.partition("/")[2]: place for place, period in reversed(list(enumerate(periods)))}
    seen: set[int] = set()
    for value in values:
        period = value.get("period") or ""
        column = periods.index(period) if period in periods else ends.get(period)
        if column is None or column in seen:
            continue
        seen.add(column)
        scale = int(value.get("scale") or 0)
        printed = value.get("printed")
        amount = None if printed is None else Decimal(str(printed)).scaleb(scale)
        own = _period(period) if period not in periods else None
        yield StatementCell(0, column, amount, Origin("", number + 1, column + 2), -scale, own)
