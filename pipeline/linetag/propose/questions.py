"""What contradicts itself or is uncertain in a recognised statement, as findings with all places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linetag import wording
from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.propose import columns, header_words, scales
from linetag.propose.candidates import TypedTable
from linetag.propose.records import Statement, StatementColumn, StatementTable
from linetag.propose.shares import SharesCheck

NAMES = {
    "BS": "balance sheet",
    "IS": "income statement",
    "CI": "statement of comprehensive income",
    "CF": "statement of cash flows",
    "EQ": "statement of changes in equity",
    "SEG": "segment information",
    "DEI": "cover",
}


def of_statement(statement: Statement, main: TypedTable, checked: SharesCheck | None) -> Iterator[Finding]:
    """Yield the questions on a statement: title, share counts, then each of its tables.

    `main` is the table that decided, `checked` how the counts of shares agree with the income per share.
    """
    yield from _on_title(statement, main)
    yield from _on_shares(statement, checked)
    for table in statement.tables:
        yield from _on_scale(table)
        yield from _on_currency(table)
        if statement.code not in ("EQ", "SEG"):
            yield from _on_periods(statement, table)


def _on_title(statement: Statement, main: TypedTable) -> Iterator[Finding]:
    name = NAMES[statement.code]
    if main.contradicted:
        at = main.evidence.at or main.table.origin
        yield finding("P103", at, related=(main.table.origin,), title=at.text, statement=name)
    elif main.title is None:
        yield finding("P110", main.table.origin, statement=name)


def _on_shares(statement: Statement, checked: SharesCheck | None) -> Iterator[Finding]:
    """Share counts whose scale had to be changed against what the lines above say."""
    if checked is None or not checked.shift:
        return
    counts = [line for line in statement.lines if line.unit == "shares" and not line.in_caption]
    for table in statement.tables[:1]:
        words = scales.first([*table.table.stub[::-1], *columns.header_lines(table.table)[::-1]])
        if words.at is not None and words.shares is not None:
            scale = counts[0].scale
            related = tuple(line.row.origin for line in counts)
            yield finding("P102", words.at, related=related, text=words.at.text, scale=_scale(scale))


def _on_scale(table: StatementTable) -> Iterator[Finding]:
    """A column whose header says another scale than the lines above; no scale at all."""
    printed = table.table
    stated = scales.first([*printed.stub[::-1], *columns.header_lines(printed)[::-1]])
    headers = [piece for column in printed.columns for piece in column.header]
    in_headers = [(piece, scale) for piece in headers if (scale := scales.read(piece.text).money) is not None]
    if stated.at is not None and stated.money is not None:
        for piece, scale in in_headers:
            if scale != stated.money:
                above = stated.at.text
                yield finding(
                    "P101", piece, related=(stated.at,), header=piece.text, heading=above, scale=_scale(scale)
                )
                return
    elif not in_headers and not any(column.scale for column in table.columns):
        yield finding("P106", printed.origin)


def _on_currency(table: StatementTable) -> Iterator[Finding]:
    for column, signs in zip(table.columns, columns.printed_currencies(table.table), strict=True):
        if column.role in ("reported", "convenience") and not column.currency:
            yield finding("P107", _header(table, column))
            return
        if signs and column.currency and signs != column.currency:
            at = _header(table, column)
            yield finding("P109", at, currency=column.currency, signs=signs)
            return


def _on_periods(statement: Statement, table: StatementTable) -> Iterator[Finding]:
    """Columns without a period, two columns of one period, and years that only the lines above name."""
    reported = [column for column in table.columns if column.role == "reported" or column.period is None]
    seen: dict[object, StatementColumn] = {}
    for column in reported:
        at = _header(table, column)
        if column.period is None and column.role not in ("note", "percent", "change"):
            yield finding("P104", at, statement=NAMES[statement.code], number=column.number)
        if column.period is None:
            continue
        first = seen.setdefault((column.period, column.currency), column)
        if first is not column:
            related = (_header(table, first),)
            period = wording.period(column.period)
            yield finding(
                "P105", at, related=related, number=column.number, other=first.number, period=period
            )
    yield from _on_years(table, reported)
    if statement.code != "BS" and not _names_length(table):
        yield finding("P111", table.table.origin, statement=NAMES[statement.code])


def _names_length(table: StatementTable) -> bool:
    """Whether any header or line above the table says how long its periods are, or none has a period."""
    printed = table.table
    texts = [column.text for column in printed.columns]
    texts += [line.text for line in (*printed.stub, *columns.header_lines(printed))]
    words = [header_words.read(text) for text in texts]
    stated = any(one.length is not None or one.name or one.span for one in words)
    return stated or all(column.period is None for column in table.columns)


def _on_years(table: StatementTable, reported: Sequence[StatementColumn]) -> Iterator[Finding]:
    """A line above that names other years than the columns have."""
    years = {column.period.last_day.year for column in reported if column.period}
    for line in reversed(columns.header_lines(table.table)):
        named = {day.year for day in header_words.read(line.text).dates}
        if named and years:
            if not named <= years | {min(years) - 1}:
                headers = tuple(_header(table, column) for column in reported)
                printed = ", ".join(map(str, sorted(years)))
                yield finding("P108", line, related=headers, text=line.text, years=printed)
            return


def _header(table: StatementTable, column: StatementColumn) -> Origin:
    printed = table.table.columns[column.number - 1]
    return printed.header[-1] if printed.header else table.table.origin


def _scale(power: int) -> str:
    return {0: "units", 3: "thousands", 6: "millions", 9: "billions"}.get(power, f"10^{power}")
