"""Printed statements as files of office programs: with separators, as a workbook, as a Word document."""

from __future__ import annotations

import csv as separated
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side

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


def xlsx(statements: Iterable[PrintedStatement]) -> bytes:
    """A workbook with a sheet for each statement: numbers with formats, indents, rules and merged headers."""
    book = Workbook()
    book.remove(book.active)
    for number, statement in enumerate(statements, 1):
        sheet = book.create_sheet(f"Page {number}")
        for text in statement.heading:
            sheet.append([text])
            sheet.merge_cells(
                start_row=sheet.max_row,
                end_row=sheet.max_row,
                start_column=1,
                end_column=statement.columns + 1,
            )
        line = sheet.max_row + 2
        for header in statement.header:
            for piece in header:
                sheet.cell(line, piece.first + 2, piece.text)
                if piece.last > piece.first:
                    sheet.merge_cells(
                        start_row=line, end_row=line, start_column=piece.first + 2, end_column=piece.last + 2
                    )
            line += 1
        for row in statement.rows:
            caption = sheet.cell(line, 1, row.caption or None)
            caption.alignment, caption.font = Alignment(indent=row.indent), Font(bold=row.bold)
            for column, figure in enumerate(row.figures, 2):
                _write(sheet.cell(line, column), figure, ruled=row.ruled)
            line += 1
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write(cell: Cell, figure: str, *, ruled: bool) -> None:
    """Store the figure in units, and print it in thousands, with parentheses, a dollar sign or a dash."""
    digits = figure.strip("$ ()").replace(",", "")
    if not digits:
        return
    amount = Decimal(digits.replace("-", "0"))
    per_share = "." in digits
    whole, decimals, sign = ("0", ".00", "") if per_share else ("#,##0", "", ",")
    dollar = '"$"' if figure.startswith("$") else ""
    places = f"{dollar}{whole}{decimals}{sign}"
    cell.number_format = f'{places}_);({places});"-"_)'
    cell.value = (-amount if "(" in figure else amount) * (1 if per_share else 1000)
    if ruled:
        cell.border = Border(top=Side(style="thin"))
