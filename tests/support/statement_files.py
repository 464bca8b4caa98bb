"""Printed statements as files of office programs: with separators, as a workbook, as a Word document."""

from __future__ import annotations

import csv as separated
import io
from collections.abc import Iterable, Iterator

from support.printed_statements import HeaderText, PrintedStatement


def csv(statements: Iterable[PrintedStatement]) -> bytes:
    """A file with commas as a spreadsheet program exports it: texts with commas in quotes, blank rows."""
    text = io.StringIO()
    writer = separated.writer(text)
    for statement in statements:
        writer.writerows(_csv_rows(statement))
        writer.writerow([""] * (statement.columns + 1))
    return text.getvalue().encode()


def _csv_rows(statement: PrintedStatement) -> Iterator[list[str]]:
    blank = [""] * statement.columns
    yield from ([text, *blank] for text in statement.heading)
    yield ["", *blank]
    yield from (["", *_over(row, statement.columns)] for row in statement.header)
    for row in statement.rows:
        yield [f"{'  ' * row.indent}{row.caption}", *(row.figures or blank)]


def _over(row: Iterable[HeaderText], columns: int) -> list[str]:
    """The pieces of a header, each over the first of its columns."""
    texts = {piece.first: piece.text for piece in row}
    return [texts.get(column, "") for column in range(columns)]
