"""The sign of each line's facts: from the sums of the printed figures and the balances of the concepts.

A calculation adds a debit to a debit and subtracts a credit from it (XBRL 2.1 section 5.1.1.2). So where
"(2,785)" is added to net cash (debit) and its concept is a payment (credit), the fact is 2,785. `sign` in
`lines.csv` overrides it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from linetag.compose.addresses import AddressedLine
from linetag.model import Concept, Period
from linetag.propose.records import Statement, StatementLine

Key = tuple[str, int]
"""A line: the code of its statement, and its index there."""
Find = Callable[[str], Concept | None]
"""Gives the concept that `lines.csv` writes as "gaap:Assets"."""
_ORDER = ("BS", "IS", "CI", "CF")


def signs(lines: Sequence[AddressedLine], concept_of: Find) -> Mapping[Key, int]:
    """Return for each tagged line what its printed figures are multiplied by, 1 or -1."""
    by_key: dict[Key, AddressedLine] = {(one.statement.code, one.number): one for one in lines if one.tagged}
    found: dict[Key, int] = {}
    known: dict[str, list[tuple[Mapping[object, Decimal], int]]] = {}
    for code in _ORDER:
        statements = {one.statement.code: one.statement for one in lines if one.statement.code == code}
        for statement in statements.values():
            for number in _from_the_top(statement):
                one = by_key.get((code, number))
                if one is None:
                    continue
                name = one.tagged[0].concept
                values = _values(statement, one.line)
                sign = one.tagged[0].sign or _as_elsewhere(values, known.get(name, ()))
                found[code, number] = sign or _in_sum(one, by_key, found, concept_of)
                known.setdefault(name, []).append((values, found[code, number]))
    return found


def _from_the_top(statement: Statement) -> Sequence[int]:
    """The lines, every total before its contributors."""
    parts = {one.total: [part.line for part in one.contributors] for one in statement.sums}
    children = {line for lines in parts.values() for line in lines}
    order: dict[int, None] = {}
    stack = [number for number in range(len(statement.lines)) if number not in children][::-1]
    while stack:
        number = stack.pop()
        if number not in order:
            order[number] = None
            stack += parts.get(number, [])[::-1]
    return tuple(order) + tuple(number for number in range(len(statement.lines)) if number not in order)


def _values(statement: Statement, line: StatementLine) -> Mapping[object, Decimal]:
    """The printed values by period and currency."""
    return {
        (period_of(statement, line, index), statement.tables[cell.table].columns[cell.column].currency): (
            cell.value
        )
        for index, cell in enumerate(line.cells)
        if cell.value is not None
    }


def period_of(statement: Statement, line: StatementLine, index: int) -> Period | None:
    """Return the period of the cell with this index: its own, or that of its column."""
    cell = line.cells[index]
    return cell.period or statement.tables[cell.table].columns[cell.column].period


def _as_elsewhere(
    values: Mapping[object, Decimal], before: Sequence[tuple[Mapping[object, Decimal], int]]
) -> int:
    """The sign with which the figures equal those of the same concept in another line; 0 for none."""
    for others, sign in before:
        for key, value in values.items():
            if value and abs(others.get(key, Decimal(0))) == abs(value):
                return sign if others[key] == value else -sign
    return 0


def _in_sum(
    one: AddressedLine, by_key: Mapping[Key, AddressedLine], found: Mapping[Key, int], concept_of: Find
) -> int:
    """The sign that the sum to which a line contributes asks for, by the balances; 1 without one."""
    code = one.statement.code
    concept = concept_of(one.tagged[0].concept)
    for each in one.statement.sums:
        for part in each.contributors:
            total = by_key.get((code, each.total))
            if part.line != one.number or total is None or concept is None or concept.balance is None:
                continue
            above = concept_of(total.tagged[0].concept)
            balance = above.balance if above is not None else None
            if balance is None:  # net cash from operations has none: it counts as a change of cash
                if code != "CF" or _is_income(concept):
                    continue
                balance = "debit"
            weight = 1 if concept.balance == balance else -1
            return weight * part.weight * found.get((code, each.total), 1)
    return 1


def _is_income(concept: Concept) -> bool:
    """Whether a concept is the income with which the cash flows from operations begin."""
    local = concept.name.local
    return local.startswith(("NetIncomeLoss", "ProfitLoss", "IncomeLossFromContinuingOperations"))
