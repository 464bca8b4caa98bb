"""Statements of a company that does not exist, as printed, and as HTML, fixed-width text and pasted text.

A statement has nested totals, a total without a caption, amounts per share, shares in thousands, dashes,
negative figures, a figure inside a caption, and headers that span columns. `statement_files` and `pdf_files`
write the same as other formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple


class HeaderText(NamedTuple):
    """A piece of a header over the figure columns `first` to `last`, counted from 0, both included."""

    text: str
    first: int
    last: int


class PrintedRow(NamedTuple):
    """A row as printed; a heading has no figures, and a figure that is not printed is ""."""

    caption: str
    figures: tuple[str, ...] = ()
    indent: int = 0
    bold: bool = False
    ruled: bool = False


class PrintedStatement(NamedTuple):
    """A statement as printed: lines above, header rows, rows. `columns` counts the figure columns."""

    heading: tuple[str, ...]
    header: tuple[tuple[HeaderText, ...], ...]
    rows: tuple[PrintedRow, ...]
    columns: int


def _header(*rows: Sequence[tuple[str, int, int]]) -> tuple[tuple[HeaderText, ...], ...]:
    return tuple(tuple(HeaderText(*piece) for piece in row) for row in rows)


def _rows(text: str) -> tuple[PrintedRow, ...]:
    """Rows drawn as "  caption | 1 | 2": two blanks indent, = before the caption is a total, * is bold."""
    return tuple(map(_row, text.strip("\n").splitlines()))


def _row(line: str) -> PrintedRow:
    first, *figures = line.split("|")
    caption = first.strip()
    indent = (len(first) - len(first.lstrip())) // 2
    ruled, bold = caption.startswith("="), caption.startswith("*")
    return PrintedRow(caption.lstrip("=*").strip(), tuple(f.strip() for f in figures), indent, bold, ruled)


_COMPANY = "HARROWGATE INSTRUMENTS, INC."
_THOUSANDS = "(In thousands, except per share data)"

BALANCE_SHEET = PrintedStatement(
    (_COMPANY, "CONSOLIDATED BALANCE SHEETS", _THOUSANDS, "(Unaudited)"),
    _header([("September 30, 2012", 0, 0), ("December 31, 2011", 1, 1)]),
    _rows("""
*ASSETS
Current assets:
  Cash and cash equivalents | $ 41,207 | $ 38,954
  Short-term investments | - | 2,500
  Accounts receivable, net of allowances of $512 and $498 | 27,318 | 24,871
  Inventories | 19,446 | 18,203
=Total current assets | 87,971 | 84,528
Property and equipment, net | 33,812 | 35,104
Goodwill | 12,650 | 12,650
Other assets | 3,077 | 2,916
=Total assets | $ 137,510 | $ 135,198
*LIABILITIES AND STOCKHOLDERS' EQUITY
Current liabilities:
  Accounts payable | $ 11,942 | $ 12,377
  Accrued expenses | 9,385 | 8,714
  Current portion of long-term debt | 2,000 | 2,000
=Total current liabilities | 23,327 | 23,091
Long-term debt | 21,500 | 23,000
Other liabilities | 4,163 | 3,982
=Total liabilities | 48,990 | 50,073
Stockholders' equity:
  Additional paid-in capital | 61,408 | 60,117
  Retained earnings | 28,391 | 26,160
  Accumulated other comprehensive loss | (1,279) | (1,152)
=Total stockholders' equity | 88,520 | 85,125
=Total liabilities and stockholders' equity | $ 137,510 | $ 135,198
"""),
    2,
)

INCOME_STATEMENT = PrintedStatement(
    (_COMPANY, "CONSOLIDATED STATEMENTS OF OPERATIONS", _THOUSANDS, "(Unaudited)"),
    _header([("Nine Months Ended September 30,", 0, 1)], [("2012", 0, 0), ("2011", 1, 1)]),
    _rows("""
Revenues:
  Instruments | $ 96,214 | $ 90,385
  Services | 31,077 | 28,642
= | 127,291 | 119,027
Cost of revenues | 71,846 | 68,119
=Gross profit | 55,445 | 50,908
Operating expenses:
  Research and development | 15,203 | 14,477
  Selling, general and administrative | 28,916 | 27,350
  Restructuring | - | 1,284
=Total operating expenses | 44,119 | 43,111
=Operating income | 11,326 | 7,797
Interest expense | (1,038) | (1,172)
Other income (expense), net | 217 | (95)
=Income before income taxes | 10,505 | 6,530
Provision for income taxes | 3,574 | 2,213
=Net income | $ 6,931 | $ 4,317
Net income per share:
  Basic | $ 0.36 | $ 0.23
  Diluted | $ 0.35 | $ 0.22
Weighted average shares outstanding:
  Basic | 19,253 | 18,770
  Diluted | 19,803 | 19,623
"""),
    2,
)

CASH_FLOWS = PrintedStatement(
    (_COMPANY, "CONSOLIDATED STATEMENTS OF CASH FLOWS", "(In thousands)", "(Unaudited)"),
    _header([("Nine Months Ended September 30,", 0, 1)], [("2012", 0, 0), ("2011", 1, 1)]),
    _rows("""
Cash flows from operating activities:
  Net income | $ 6,931 | $ 4,317
  Depreciation and amortization | 5,286 | 5,417
  Stock-based compensation | 1,174 | 1,068
  Changes in accounts receivable | (2,447) | (1,905)
  Changes in inventories | (1,243) | 388
  Changes in accounts payable | (435) | 762
=Net cash provided by operating activities | 9,266 | 10,047
Cash flows from investing activities:
  Purchases of property and equipment | (3,994) | (4,631)
  Proceeds from sales of investments | 2,500 | -
=Net cash used in investing activities | (1,494) | (4,631)
Cash flows from financing activities:
  Repayments of long-term debt | (1,500) | (1,500)
  Proceeds from stock options | 117 | 94
  Dividends paid | (4,009) | (3,750)
=Net cash used in financing activities | (5,392) | (5,156)
Effect of exchange rates on cash | (127) | 64
=Net increase in cash and cash equivalents | 2,253 | 324
Cash and cash equivalents at beginning of period | 38,954 | 36,018
=Cash and cash equivalents at end of period | $ 41,207 | $ 36,342
"""),
    2,
)

STATEMENTS = (BALANCE_SHEET, INCOME_STATEMENT, CASH_FLOWS)


def html(statements: Iterable[PrintedStatement]) -> str:
    """A page as filing agents make it: `$` and `)` in cells of their own, a gap before each column."""
    return f"<html><body>{''.join(map(_html, statements))}</body></html>\n"


def _html(statement: PrintedStatement) -> str:
    above = "".join(f'<p style="text-align:center">{escape(text)}</p>\n' for text in statement.heading)
    header = "".join(f"<tr><td></td>{_html_header(row)}</tr>\n" for row in statement.header)
    rows = "".join(map(_html_row, statement.rows))
    return f"{above}<table>\n{header}{rows}</table>\n"


def _html_header(row: Iterable[HeaderText]) -> str:
    cells, column = [], 0
    for text, first, last in row:
        cells += ["<td></td>" * 4 * (first - column)]
        cells += [f'<td></td><td colspan="{4 * (last - first + 1) - 1}"><b>{escape(text)}</b></td>']
        column = last + 1
    return "".join(cells)


def _html_row(row: PrintedRow) -> str:
    caption = f"<b>{escape(row.caption)}</b>" if row.bold else escape(row.caption)
    style = f"padding-left:{row.indent * 12}pt"
    return f'<tr><td style="{style}">{caption}</td>{"".join(_html_cell(f, row) for f in row.figures)}</tr>\n'


def _html_cell(figure: str, row: PrintedRow) -> str:
    sign, digits = ("$", figure[1:].strip()) if figure.startswith("$") else ("", figure)
    digits, after = (digits[:-1], ")") if digits.endswith(")") else (digits, "")
    rule = ' style="border-top:1px solid black"' if row.ruled else ""
    return f"<td></td><td{rule}>{sign}</td><td{rule}>{digits.replace('-', '—')}</td><td>{after}</td>"


_CAPTION = 60
_FIGURE = 14


def fixed(statements: Iterable[PrintedStatement]) -> str:
    """Fixed-width text as releases on wires had it: columns by blanks, rules of dashes above totals."""
    return "\n\n".join("\n".join(_fixed(statement)) for statement in statements) + "\n"


def _fixed(statement: PrintedStatement) -> Iterable[str]:
    whole = _CAPTION + statement.columns * (_FIGURE + 2)
    yield from (text.center(whole).rstrip() for text in statement.heading)
    yield ""
    for row in statement.header:
        line = " " * _CAPTION
        for text, first, last in row:
            line = line.ljust(_CAPTION + first * (_FIGURE + 2))
            line += "  " + _fitted(text, (last - first + 1) * (_FIGURE + 2) - 2)
        yield line.rstrip()
    yield " " * _CAPTION + f"  {'-' * _FIGURE}" * statement.columns
    for printed in statement.rows:
        if printed.ruled:
            yield " " * _CAPTION + f"  {'-' * _FIGURE}" * statement.columns
        caption = f"{'  ' * printed.indent}{printed.caption}"
        figures = "".join(f"  {_hanging(figure):>{_FIGURE}}" for figure in printed.figures)
        yield f"{caption:{_CAPTION}}{figures}".rstrip()


def _fitted(text: str, room: int) -> str:
    """A header over its columns: in the middle, abbreviated as typists do where it is too wide."""
    short = text.replace("September", "Sept.").replace("December", "Dec.") if len(text) > room else text
    return short.center(room)


def _hanging(figure: str) -> str:
    """A figure whose last digit stands where those of figures in parentheses do."""
    return figure if figure.endswith(")") else f"{figure} "


def pasted(statements: Iterable[PrintedStatement]) -> str:
    """Text with tabs, as it comes from a page through the clipboard."""
    return "\n\n".join("\n".join(_pasted(statement)) for statement in statements) + "\n"


def _pasted(statement: PrintedStatement) -> Iterable[str]:
    yield from statement.heading
    for row in statement.header:
        fields = [""] * (statement.columns + 1)
        for text, first, _ in row:
            fields[first + 1] = text
        yield "\t".join(fields).rstrip("\t")
    for printed in statement.rows:
        yield "\t".join((printed.caption, *printed.figures))
