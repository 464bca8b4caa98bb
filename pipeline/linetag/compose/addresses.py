"""Which rows of `lines.csv` mean which line item of a statement."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from linetag.filing.lines import LineRow
from linetag.findings import Finding, finding
from linetag.model import Instant, Origin
from linetag.propose.records import Statement, StatementLine
from linetag.release.captions import normal
from linetag.tag.limits import LABEL_SIMILARITY
from linetag.wording import counted

UNTAGGED = "-"
"""What stands for the concept of a line that is left untagged on purpose."""
TAGGED = ("BS", "IS", "CI", "CF")
"""The statements whose lines are tagged; segments and changes in equity need members for each column."""

Address = tuple[str, tuple[str, ...], str, str]


class AddressedLine(NamedTuple):
    """A line item and its rows. `number` is its index in the statement.

    `network` is the code of the network in which its facts stand: amounts inside captions have one of
    their own (BSP), and so has what follows the cash at the end of the period (CFS).
    """

    statement: Statement
    number: int
    line: StatementLine
    network: str
    rows: tuple[LineRow, ...]

    @property
    def tagged(self) -> tuple[LineRow, ...]:
        """The rows that give the line a concept."""
        return tuple(row for row in self.rows if row.concept and row.concept != UNTAGGED)


def address(line: LineRow) -> Address:
    """Return what a row must share with a line item to mean it; see also `address_of`."""
    return line.statement, tuple(map(normal, line.section)), normal(line.caption), normal(line.at)


def address_of(statement: Statement, line: StatementLine) -> Address:
    """Return the address of a line item, as its row writes it."""
    return statement.code, tuple(map(normal, line.section)), normal(line.caption), normal(line.at)


def addressed(
    statements: Sequence[Statement], rows: Sequence[LineRow], path: str
) -> tuple[tuple[AddressedLine, ...], tuple[Finding, ...]]:
    """Return the lines of the statements that are tagged, each with its rows of the file at `path`.

    Findings: F151 (a row that means no line), F152 (lines without a row), F153 (rows that are open).
    """
    by_address: dict[Address, list[LineRow]] = defaultdict(list)
    for row in rows:
        by_address[address(row)].append(row)
    found: list[AddressedLine] = []
    for statement in statements:
        if statement.code in TAGGED:
            networks = _networks(statement)
            for number, line in enumerate(statement.lines):
                its = tuple(by_address.get(address_of(statement, line), ()))
                found.append(AddressedLine(statement, number, line, networks[number], its))
    return tuple(found), (*_orphans(found, rows), *_without(found), *_open(found, path))


def _networks(statement: Statement) -> Sequence[str]:
    """The code of the network of each line."""
    codes: list[str] = []
    is_after = False
    for line in statement.lines:
        codes.append(f"{statement.code}P" if line.in_caption else f"{statement.code}{'S' * is_after}")
        is_after = is_after or (statement.code == "CF" and _closes(statement, line))
    return codes


def _closes(statement: Statement, line: StatementLine) -> bool:
    """Whether a line is the cash at the end of a period."""
    for cell in line.cells:
        column = statement.tables[cell.table].columns[cell.column]
        if isinstance(cell.period, Instant) and column.period is not None:
            return cell.period.on == column.period.last_day
    return False


def _orphans(found: Sequence[AddressedLine], rows: Sequence[LineRow]) -> Iterator[Finding]:
    """Rows that mean no line item of the release."""
    known = {address_of(one.statement, one.line): one.line for one in found}
    by_caption: Mapping[str, StatementLine] = {one[2]: line for one, line in known.items()}
    for row in rows:
        if address(row) in known:
            continue
        near = difflib.get_close_matches(normal(row.caption), by_caption, n=1, cutoff=LABEL_SIMILARITY)
        hint = None
        if near:
            line = by_caption[near[0]]
            parts = (" > ".join(line.section), line.caption, line.at)
            hint = f"The release has section, caption and at as {', '.join(map(_quoted, parts))}."
        yield finding("F151", row.origin, hint=hint, caption=row.caption, statement=row.statement)


def _quoted(text: str) -> str:
    return f'"{text}"'


def _without(found: Sequence[AddressedLine]) -> Iterator[Finding]:
    """Line items with figures that no row means: one finding for each statement."""
    for code in dict.fromkeys(one.statement.code for one in found):
        lines = [one for one in found if one.statement.code == code and not one.rows and one.line.cells]
        if lines:
            first, *others = (_place(one.line) for one in lines)
            row = _row(lines[0])
            count = counted(len(lines), "line item has", "line items have")
            yield finding("F152", first, related=others, statement=code, count=count, row=row)


def _row(one: AddressedLine) -> str:
    """The beginning of the row that is missing."""
    fields = (one.statement.code, " > ".join(one.line.section), one.line.caption, one.line.at)
    return ",".join(_field(text) for text in fields)


def _field(text: str) -> str:
    escaped = text.replace('"', '""')
    return f'"{escaped}"' if set(text) & set(',";\t\n') else text


def _open(found: Sequence[AddressedLine], path: str) -> Iterator[Finding]:
    """One finding on the rows that nobody has confirmed, and on those without a concept."""
    rows = [row for one in found for row in one.rows]
    waiting = [row for row in rows if not row.is_confirmed or not row.concept]
    if waiting:
        at = waiting[0].origin if len(waiting) < len(rows) else Origin(path, 1, 1)
        empty = sum(not row.concept for row in waiting)
        yield finding("F153", at, count=len(waiting), rows=len(rows), empty=empty)


def _place(line: StatementLine) -> Origin:
    return line.cells[0].origin if line.cells else line.row.origin
