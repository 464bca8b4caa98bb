"""Checks of an outline as a whole: its summations, and the shape of its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from linetag.findings import Finding, finding
from linetag.model import Concept, QName
from linetag.taxonomy.author.outline import AuthoredLine
from linetag.taxonomy.cycles import on_cycles
from linetag.taxonomy.declarations import Kind

# Under which kinds a line may stand when it, or what is above it, belongs to a table.
_ABOVE: Mapping[Kind, tuple[Kind, ...]] = {
    "axis": ("table",),
    "domain": ("axis",),
    "member": ("domain", "member"),
    "lineitems": ("table",),
}
_BELOW: Mapping[Kind, tuple[Kind, ...]] = {
    "table": ("axis", "lineitems"),
    "axis": ("domain",),
    "domain": ("member",),
    "member": ("member",),
}


def problems(outline: Sequence[AuthoredLine]) -> tuple[Finding, ...]:
    """Every defect of the summations and tables of one outline (X730-X737)."""
    return (
        *_summations(outline),
        *_cycles(outline),
        *_repetitions(outline),
        *_places(outline),
        *_incomplete(outline),
    )


def _summations(outline: Sequence[AuthoredLine]) -> Iterator[Finding]:
    """XBRL 2.1 sections 5.2.5.2 and 5.1.1.2: what may be summed, and with which weight."""
    present = {line.name for line in outline}
    seen: dict[tuple[QName, QName], AuthoredLine] = {}
    for line in outline:
        if line.total is None:
            continue
        total, part = line.total.concept, line.declared.concept
        if total.name not in present:
            yield finding("X730", line.origin, total=total.name, part=part.name)
        first = seen.setdefault((total.name, part.name), line)
        if first is not line:
            yield finding("X731", line.origin, related=(first.origin,), total=total.name, part=part.name)
        if (why := _misfit(total, part)) is not None:
            yield finding("X732", line.origin, total=total.name, part=part.name, why=why)
        elif total.balance and part.balance and (total.balance == part.balance) != (line.weight == 1):
            yield finding(
                "X733",
                line.origin,
                total=total.name,
                part=part.name,
                weight=line.weight,
                total_balance=total.balance,
                part_balance=part.balance,
            )


def _misfit(total: Concept, part: Concept) -> str | None:
    if total.abstract or part.abstract:
        return "one of them is abstract"
    if total.type != part.type:
        return f"their types are {total.type.local} and {part.type.local}"
    if total.period != part.period:
        return f"their periods are {total.period} and {part.period}"
    return None


def _cycles(outline: Sequence[AuthoredLine]) -> Iterator[Finding]:
    """A total that contributes to itself, through its contributors."""
    arcs = [(line, (line.total.concept.name, line.name)) for line in outline if line.total is not None]
    wrong = on_cycles([arc for _, arc in arcs])
    for line, (total, part) in arcs:
        if (total, part) in wrong:
            yield finding("X734", line.origin, part=part, total=total)


def _repetitions(outline: Sequence[AuthoredLine]) -> Iterator[Finding]:
    """The same line twice under one heading with the same label."""
    seen: dict[tuple[QName | None, QName, str | None], AuthoredLine] = {}
    for line in outline:
        above = None if line.parent is None else outline[line.parent].name
        first = seen.setdefault((above, line.name, line.preferred), line)
        if first is not line:
            yield finding("X735", line.origin, related=(first.origin,), concept=line.name)


def _places(outline: Sequence[AuthoredLine]) -> Iterator[Finding]:
    """An axis outside a table, a member outside a domain, a figure directly under a table."""
    for line in outline:
        kind = line.declared.kind
        above: Kind | None = None if line.parent is None else outline[line.parent].declared.kind
        wanted = _ABOVE.get(kind)
        if wanted and above not in wanted:
            yield finding("X736", line.origin, concept=line.name, kind=kind, above=" or ".join(wanted))
        elif above in _BELOW and not wanted:
            yield finding(
                "X736", line.origin, concept=line.name, kind=kind, above="the line items of the table"
            )


def _incomplete(outline: Sequence[AuthoredLine]) -> Iterator[Finding]:
    """A table without axis or line items, an axis without a domain."""
    below: Mapping[int, set[Kind]] = defaultdict(set)
    for line in outline:
        if line.parent is not None:
            below[line.parent].add(line.declared.kind)
    needs: Mapping[Kind, tuple[Kind, ...]] = {"table": ("axis", "lineitems"), "axis": ("domain",)}
    for index, line in enumerate(outline):
        for kind in needs.get(line.declared.kind, ()):
            if kind not in below[index]:
                yield finding("X737", line.origin, concept=line.name, missing=kind)
