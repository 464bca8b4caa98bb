"""`[[summary.highlight]]` of `filing.toml` → `Highlight`; defects are findings (F121 to F123, S603, S687)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from linetag.filing.highlights import Change, Highlight, HighlightColumn, HighlightRow, RowKind
from linetag.filing.limits import MAX_DECIMALS, MAX_SCALE
from linetag.filing.names import repeated
from linetag.findings import finding
from linetag.inputs.toml import TomlTable

_CHANGES: tuple[Change, ...] = get_args(Change)
_COLUMN = 'periods, and "growth" or "change": of the two periods, or as "growth <period> <period before>"'


def highlights(root: TomlTable, taken: Sequence[str]) -> tuple[Highlight, ...]:
    """Return the highlight tables of `[summary]`.

    A table's name begins the keys of its figures, so that it must not be one of the names `taken`.
    """
    parts = tuple(root.sections("highlight"))
    tables = tuple(_table(part) for part in parts)
    named = [(table.name, part.at("name")) for part, table in zip(parts, tables, strict=True)]
    for part, table in zip(parts, tables, strict=True):
        if table.name in taken:
            part.problem("name", "a name that is no section of the summary")
    for key, origin, first in repeated(named):
        root.found.append(finding("S603", origin, related=(first,), key=key))
    return tables


def _table(part: TomlTable) -> Highlight:
    columns = _columns(part)
    rows = tuple(_row(row) for row in part.sections("rows"))
    table = part.record(
        Highlight,
        holds=part.text("holds", ""),
        scale=part.integer("scale", MAX_SCALE, default=6),
        decimals=part.integer("places", MAX_DECIMALS),
        columns=columns,
        rows=rows,
        copies=tuple(_copies(part, columns)),
        reason=part.text("reason", ""),
    )
    if not table.reason and any(not row.terms for row in rows):
        part.problem("reason", "why rows without a concept are in no statement")
    _consistent(part, rows)
    return table


def _consistent(part: TomlTable, rows: Sequence[HighlightRow]) -> None:
    """Report rows that share a name (S603), and contributors that are not rows of the table (S687)."""
    keys = [row.key for row in rows]
    for row in rows:
        if keys.count(row.key) > 1:
            related = (other.origin for other in rows if other.key == row.key and other is not row)
            part.found.append(finding("S603", row.origin, related=related, key=row.key))
        for _, key in row.parts:
            if key not in keys or key == row.key:
                known = ", ".join(keys)
                part.found.append(finding("S687", row.origin, key=row.key, part=key, known=known))


def _columns(part: TomlTable) -> tuple[HighlightColumn, ...]:
    texts = [text.split() for text in part.texts("columns")]
    periods = [words[0] for words in texts if len(words) == 1 and words[0] not in _CHANGES]
    columns: list[HighlightColumn] = []
    for words in texts:
        if len(words) == 1 and words[0] in periods:
            columns.append(HighlightColumn(words[0]))
        elif words and words[0] in _CHANGES and (pair := _pair(words[1:], periods)):
            columns.append(HighlightColumn(pair[0], words[0], pair[1]))
        else:
            part.problem("columns", _COLUMN)
            break
    return tuple(columns)


def _pair(named: Sequence[str], periods: Sequence[str]) -> tuple[str, str] | None:
    """The period of a change and the one before it: as named, or the second and the first of two columns."""
    if not named and len(periods) == 2:  # noqa: PLR2004 - the two that are compared
        return periods[1], periods[0]
    return (named[0], named[1]) if len(named) == 2 and set(named) <= set(periods) else None  # noqa: PLR2004


def _row(part: TomlTable) -> HighlightRow:
    members = part.section("members", required=False)
    row = part.record(
        HighlightRow,
        label=part.text("label", ""),
        terms=_signed((part.text("concept"),) if "concept" in part.data else part.texts("concepts", ())),
        kind=part.choice("kind", get_args(RowKind), "amount"),
        members=tuple(sorted((axis, members.text(axis)) for axis in members.data)) if members else (),
        parts=_signed(part.texts("parts", ())),
        siblings=part.texts("siblings", ()),
    )
    if not row.key or "." in row.key or "@" in row.key:
        part.problem("key", 'a word without "." and "@"')
    return row


def _signed(names: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Names with their signs: "-gaap:InterestExpense" is (-1, "gaap:InterestExpense")."""
    return tuple((-1 if name.startswith("-") else 1, name.removeprefix("-")) for name in names)


def _copies(part: TomlTable, columns: Sequence[HighlightColumn]) -> Iterator[tuple[int, ...]]:
    """For each text cell of a broken copy, the positions of the columns that it repeats."""
    names = [column.change or column.period for column in columns]
    for text in part.texts("copies", ()):
        words = text.split()
        if not set(words) <= set(names):
            part.problem("copies", "columns of the table, joined by spaces")
            return
        yield tuple(names.index(word) for word in words)
