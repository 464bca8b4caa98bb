"""What the columns of a table print: reported figures, a translation, a change, a percentage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linetag.model import Period
from linetag.propose import header_words
from linetag.propose.records import ColumnRole
from linetag.release import captions, characters
from linetag.release.records import PrintedUnit, Table

_PERCENT = re.compile(r"(?<![0-9])%|\bpercent(?:age)?\b|\bmargin\b|\bbasis\s+points?\b")
_CHANGE = re.compile(r"\b(?:change|variance|increase|decrease|difference|growth)\b|増減|前年同期比")
_NOTE = re.compile(r"^(?:notes?|ref(?:erence)?s?\.?|注記?)(?:\s+no\.?)?$")
_PRO_FORMA = re.compile(r"pro[\s-]?forma")
_RESTATED = re.compile(
    r"\brestated\b|\bas\s+(?:revised|adjusted)\b|\bas\s+(?:previously|originally)\s+(?:reported|filed)\b|^adjustments?$"
)
_OTHER_COMPANIES = ("predecessor", "successor")


def of_columns(table: Table, found: Sequence[Period | None], translated: Sequence[bool]) -> list[ColumnRole]:
    """Return the role of each column, whose periods were `found`; `translated` are translations."""
    texts = [captions.normal(characters.fold(column.text)) for column in table.columns]
    changes = [_is_change(text, period) for text, period in zip(texts, found, strict=True)]
    percents = _are_percents(table, texts)
    before = _of_other_company(texts)
    roles: list[ColumnRole] = []
    for index, text in enumerate(texts):
        role: ColumnRole = "reported" if found[index] or not text else "unknown"
        if _NOTE.match(text):
            role = "note"
        elif percents[index] and not all(percents):
            role = "percent"
        elif changes[index] and not all(changes):
            role = "change"
        elif translated[index]:
            role = "convenience"
        elif _PRO_FORMA.search(text):
            role = "pro forma"
        elif before[index]:
            role = "predecessor"
        elif _RESTATED.search(text) and found[index] and found.count(found[index]) > 1:
            # A comparative column "(As Restated)" that stands alone for its period is what is filed.
            role = "restated"
        roles.append(role)
    return roles


def _are_percents(table: Table, texts: Sequence[str]) -> list[bool]:
    """Which columns print percentages: the header says so, or most of the figures have the sign."""
    figures, percents = [0] * len(texts), [0] * len(texts)
    for row in table.rows:
        for cell in row.cells[: len(texts)]:
            if cell.kind == "number":
                figures[cell.column - 1] += 1
                percents[cell.column - 1] += _is_percent(cell.unit)
    return [
        _is_percent(column.unit) or _PERCENT.search(text) is not None or 2 * marked > count
        for column, text, marked, count in zip(table.columns, texts, percents, figures, strict=True)
    ]


def _is_percent(unit: PrintedUnit | None) -> bool:
    return unit is not None and unit.name == "%"


def _is_change(text: str, period: Period | None) -> bool:
    """Whether a column prints the change between others: it names no whole period of its own."""
    words = header_words.read(text)
    return _CHANGE.search(text) is not None and not (period and words.dates and words.length)


def _of_other_company(texts: Sequence[str]) -> list[bool]:
    """Which columns are of the predecessor or successor that is not printed first, where both are printed."""
    named = [next((name for name in _OTHER_COMPANIES if name in text), "") for text in texts]
    first = next((name for name in named if name), "")
    return [bool(name) and name != first for name in named]
