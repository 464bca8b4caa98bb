"""Printed statements as files of office programs: with separators, as a workbook, as a Word document."""

from __future__ import annotations

import csv as separated
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import escape

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side

from support.office_files import word_parts, zipped
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


def docx(statements: Iterable[PrintedStatement]) -> bytes:
    """A Word document with a table for each statement: `$` in cells of their own, indents, rules."""
    return zipped(word_parts("".join(map(_word_statement, statements))))


def _word_statement(statement: PrintedStatement) -> str:
    headings = "".join(f"<w:p>{_run(text)}</w:p>" for text in statement.heading)
    rows = "".join(
        f"<w:tr>{_word_cell('')}{''.join(_word_header(row, statement.columns))}</w:tr>"
        for row in statement.header
    )
    for row in statement.rows:
        indent = f'<w:pPr><w:ind w:left="{240 * row.indent}"/></w:pPr>'
        cells = [_word_cell(_run(row.caption, bold=row.bold), indent)]
        for figure in row.figures:
            cells += _word_figure(figure, ruled=row.ruled)
        rows += f"<w:tr>{''.join(cells)}</w:tr>"
    return f"{headings}<w:tbl>{rows}</w:tbl>"


def _word_header(row: Iterable[HeaderText], columns: int) -> Iterator[str]:
    column = 0
    for text, first, last in row:
        yield _word_cell("") * (2 * (first - column))
        yield _word_cell(_run(text, bold=True), cell=f'<w:gridSpan w:val="{2 * (last - first + 1)}"/>')
        column = last + 1
    yield _word_cell("") * (2 * (columns - column))


def _word_figure(figure: str, *, ruled: bool) -> Iterator[str]:
    sign, digits = ("$", figure[1:].strip()) if figure.startswith("$") else ("", figure)
    rule = '<w:tcBorders><w:top w:val="single"/></w:tcBorders>' if ruled else ""
    yield _word_cell(_run(sign), cell=rule)
    yield _word_cell(_run(digits), cell=rule)


def _word_cell(run: str, paragraph: str = "", cell: str = "") -> str:
    return f"<w:tc><w:tcPr>{cell}</w:tcPr><w:p>{paragraph}{run}</w:p></w:tc>"


def _run(text: str, *, bold: bool = False) -> str:
    return f"<w:r><w:rPr>{'<w:b/>' if bold else ''}</w:rPr><w:t>{escape(text)}</w:t></w:r>" if text else ""
