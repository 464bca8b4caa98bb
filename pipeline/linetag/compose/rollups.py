"""The sums of printed lines as roll-ups of concepts, as far as a calculation linkbase can say them.

An arc of a linkbase holds wherever its concepts have facts of one period and unit, not only where a table
prints the sum. So a sum is left out, with a note, if its parts are not all tagged, if its signs contradict
the balances (XBRL 2.1 section 5.1.1.2), if its total is the sum of other lines in the same network, or if
it would fail for a period that its own table does not print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.compose.addresses import AddressedLine
from linetag.compose.names import Names
from linetag.compose.signs import Key, period_of
from linetag.filing.records import RollUp
from linetag.findings import Finding, finding
from linetag.propose.records import DerivedSum
from linetag.wording import quoted_list

Where = tuple[object, str]
"""Period and currency of a fact."""
Facts = Mapping[str, Mapping[Where, Decimal]]
"""The values of the facts by concept."""


class _Addend(NamedTuple):
    line: AddressedLine
    concept: str
    weight: int


class _LinesOfSums(NamedTuple):
    """All lines by key, the signs of their facts, their facts, and the names of the filing."""

    by_key: Mapping[Key, AddressedLine]
    signs: Mapping[Key, int]
    facts: Facts
    names: Names


def rollups_of(
    lines: Sequence[AddressedLine], signs: Mapping[Key, int], names: Names
) -> tuple[tuple[RollUp, ...], tuple[Finding, ...]]:
    """Return the roll-ups of all statements, and a note (F154) for every sum that is left out."""
    known = _LinesOfSums(
        {(one.statement.code, one.number): one for one in lines}, signs, _facts(lines, signs), names
    )
    found: list[Finding] = []
    rollups: dict[tuple[str, str], list[RollUp]] = {}
    for statement in {one.statement.code: one.statement for one in lines}.values():
        for each in sorted(statement.sums, key=lambda each: (-each.columns, each.total)):
            total = known.by_key[statement.code, each.total]
            if not total.tagged:
                continue
            parent = names.full(total.tagged[0].concept)
            parts = _parts(total, each, known)
            why = _untagged(total, each, known) or _contradicts(parent, parts, names)
            why = why or _fails_elsewhere(total, parent, parts, known)
            if (total.network, parent) in rollups:
                why = why or "another sum of this concept stands in the same statement"
            if why:
                found.append(finding("F154", total.tagged[0].origin, caption=total.line.caption, why=why))
                continue
            rollups[total.network, parent] = [
                RollUp(total.network, parent, part.concept, Decimal(part.weight), Decimal(order), place)
                for order, part in enumerate(parts, 1)
                for place in (part.line.tagged[0].origin,)
            ]
    return tuple(one for each in rollups.values() for one in each), tuple(found)


def _parts(total: AddressedLine, one: DerivedSum, known: _LinesOfSums) -> Sequence[_Addend]:
    """The contributors that have a concept, each with the weight of its facts."""
    code = total.statement.code
    found = []
    for part in one.contributors:
        line = known.by_key[code, part.line]
        if line.tagged:
            weight = part.weight * known.signs[code, one.total] * known.signs[code, part.line]
            found.append(_Addend(line, known.names.full(line.tagged[0].concept), weight))
    return found


def _untagged(total: AddressedLine, one: DerivedSum, known: _LinesOfSums) -> str:
    lines = [known.by_key[total.statement.code, part.line] for part in one.contributors]
    bare = [line.line.caption for line in lines if not line.tagged]
    return f"{quoted_list(bare)} is not tagged" if bare else ""


def _contradicts(parent: str, parts: Sequence[_Addend], names: Names) -> str:
    """Whether periods or balances forbid the sum, or two of its lines have one concept."""
    above = names.concept_of(parent)
    concepts = [part.concept for part in parts]
    if parent in concepts or len(set(concepts)) < len(concepts):
        return "two of its lines have the same concept"
    for part in parts:
        below = names.concept_of(part.concept)
        if above is None or below is None or above.abstract or below.abstract:
            return ""  # tagging reports the name
        if above.period != below.period:
            return f"{part.concept} and {parent} have different types of period"
        if above.balance and below.balance and (above.balance == below.balance) != (part.weight > 0):
            return f"the balances of {part.concept} and {parent} contradict the sign in the sum"
    return ""


def _facts(lines: Sequence[AddressedLine], signs: Mapping[Key, int]) -> Facts:
    found: dict[str, dict[Where, Decimal]] = {}
    for one in lines:
        for row in one.tagged:
            values = found.setdefault(row.concept, {})
            for where, value in _values(one).items():
                values.setdefault(where, value * signs[one.statement.code, one.number])
    return found


def _values(one: AddressedLine) -> Mapping[Where, Decimal]:
    """The printed values of a line that are filed; a dash is 0."""
    found: dict[Where, Decimal] = {}
    for number, cell in enumerate(one.line.cells):
        column = one.statement.tables[cell.table].columns[cell.column]
        if column.role == "reported":
            where = (period_of(one.statement, one.line, number), column.currency)
            found.setdefault(where, cell.value or Decimal(0))
    return found


def _fails_elsewhere(total: AddressedLine, parent: str, parts: Sequence[_Addend], known: _LinesOfSums) -> str:
    """Whether the sum would fail for a period that its own table does not print."""
    own = _values(total)
    slack = Decimal(len(parts) + 1).scaleb(total.line.scale)
    for where, value in known.facts.get(total.tagged[0].concept, {}).items():
        if where in own:
            continue
        facts = [(part, known.facts[part.line.tagged[0].concept].get(where)) for part in parts]
        reported = [part.weight * fact for part, fact in facts if fact is not None]
        if reported and abs(sum(reported, Decimal(0)) - value) > slack:
            return f"{parent} has figures for other periods in which not all of its parts are printed"
    return ""
