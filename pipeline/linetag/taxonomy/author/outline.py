"""An outline (`outlines/CODE.csv`) → the presentation, calculation and definition networks of a statement.

One row is one line of the statement: `depth` from 0, `concept`, the preferred `label`, and the
`total` that the line adds to with its `weight`. Tables, axes, members and line items stand in
the outline by the kind of their concept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at
from linetag.model import Arc, Concept, Label, Network, Origin, QName
from linetag.taxonomy.declarations import LABEL_ROLES, Kind
from linetag.xbrl.names import (
    ALL,
    CLOSED_IN_SEGMENT,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    PARENT_CHILD,
    SUMMATION_2003,
)

_WEIGHTS: Mapping[str, Decimal] = {"1": Decimal(1), "-1": Decimal(-1)}
OUTLINE_COLUMNS = ("depth", "concept", "label", "total", "weight")


@dataclass(frozen=True, slots=True)
class Declared:
    """A concept with what the tables say of it."""

    concept: Concept
    kind: Kind
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class AuthoredLine:
    """A row of an outline; `parent` is the index of the line it stands under, None for a root."""

    depth: int
    declared: Declared
    preferred: str | None
    total: Declared | None
    weight: Decimal | None
    parent: int | None
    origin: Origin

    @property
    def name(self) -> QName:
        """The concept's name."""
        return self.declared.concept.name


def lines(
    rows: Iterable[TableRow], known: Mapping[str, Declared], left_out: Container[Origin] = ()
) -> tuple[tuple[AuthoredLine, ...], tuple[Finding, ...]]:
    """The lines of an outline; `known` maps the names that a row may use to concepts.

    The rows at the places `left_out` belong to other editions. A row with a defect is left out as well
    (X720-X726). The rows under either stand under its parent.
    """
    found: list[Finding] = []
    result: list[AuthoredLine] = []
    path: list[int | None] = []  # by depth, the index of the line that is open there
    for row in rows:
        if row.origin not in left_out:
            found += _faults(row, known, len(path))
        if not _is_depth(row["depth"]):
            continue
        depth = min(int(row["depth"]), len(path))  # at most one below the line before
        parent = path[depth - 1] if depth else None
        declared = None if row.origin in left_out else known.get(row["concept"])
        path[depth:] = [len(result) if declared else parent]
        if declared is not None:
            preferred, weight = LABEL_ROLES.get(row["label"]), _WEIGHTS.get(row["weight"])
            total = known.get(row["total"]) if weight else None
            result.append(AuthoredLine(depth, declared, preferred, total, weight, parent, at(row, "concept")))
    return tuple(result), tuple(found)


def _is_depth(text: str) -> bool:
    """Whether it is a number of one or two digits, which are deep enough."""
    return text.isascii() and text.isdigit() and len(text) <= len("99")


def _faults(row: TableRow, known: Mapping[str, Declared], limit: int) -> Iterator[Finding]:
    """The defects of a row; `limit` is the depth that the line before allows."""
    depth = row["depth"]
    if not _is_depth(depth):
        yield finding("X720", at(row, "depth"), depth=depth)
    elif int(depth) > limit:
        yield finding("X721", at(row, "depth"), depth=depth, limit=limit)
    declared = known.get(row["concept"])
    if declared is None:
        yield finding("X722", at(row, "concept"), concept=row["concept"])
    if row["label"] not in ("", *LABEL_ROLES):
        roles = ", ".join(LABEL_ROLES)
        yield finding("X704", at(row, "label"), column="label", value=row["label"], known=roles)
    elif row["label"] and declared is not None:
        have = {label.lang for label in declared.labels if label.role == LABEL_ROLES[row["label"]]}
        missing = ", ".join(lang for lang in ("en", "ja") if lang not in have)
        if missing:
            concept = declared.concept.name
            yield finding("X723", at(row, "label"), role=row["label"], langs=missing, concept=concept)
    yield from _summation_faults(row, known)


def _summation_faults(row: TableRow, known: Mapping[str, Declared]) -> Iterator[Finding]:
    if bool(row["total"]) != bool(row["weight"]):
        column = "weight" if row["total"] else "total"
        yield finding("X724", at(row, column), missing=column)
    elif row["total"]:
        if row["total"] not in known:
            yield finding("X722", at(row, "total"), concept=row["total"])
        if row["weight"] not in _WEIGHTS:
            weights = ", ".join(_WEIGHTS)
            yield finding("X704", at(row, "weight"), column="weight", value=row["weight"], known=weights)


def networks(role: str, outline: Sequence[AuthoredLine]) -> tuple[Network, ...]:
    """The networks of a statement; those without arcs are left out."""
    arcs: dict[str, list[Arc]] = {PARENT_CHILD: [], SUMMATION_2003: []}
    for name, arc in _presentation(outline):
        arcs[name].append(arc)
    arcs[SUMMATION_2003].extend(_calculation(outline))
    for name, arc in _definition(outline):
        arcs.setdefault(name, []).append(arc)
    return tuple(Network(role, arcrole, tuple(own)) for arcrole, own in arcs.items() if own)


def _presentation(outline: Sequence[AuthoredLine]) -> Iterator[tuple[str, Arc]]:
    order: dict[int, int] = defaultdict(int)
    for line in outline:
        if line.parent is not None:
            order[line.parent] += 1
            source, number = outline[line.parent].name, Decimal(order[line.parent])
            yield PARENT_CHILD, Arc(source, line.name, number, None, line.preferred)


def _calculation(outline: Sequence[AuthoredLine]) -> Iterator[Arc]:
    order: dict[QName, int] = defaultdict(int)
    for line in outline:
        if line.total is not None:
            total = line.total.concept.name
            order[total] += 1
            yield Arc(total, line.name, Decimal(order[total]), line.weight)


def _definition(outline: Sequence[AuthoredLine]) -> Iterator[tuple[str, Arc]]:
    """Closed hypercubes in the segment, each axis with its domain as default (Dimensions 1.0)."""
    order: dict[tuple[str, QName], int] = defaultdict(int)
    seen: set[tuple[str, QName, QName]] = set()
    inside = _under_line_items(outline)
    for index, line in enumerate(outline):
        if line.parent is None:
            continue
        for arc in _dimensional(outline[line.parent], line, inside=inside[index]):
            arcrole, source, target = arc
            if arc not in seen:
                seen.add(arc)
                order[arcrole, source] += 1
                number = Decimal(order[arcrole, source])
                yield (
                    arcrole,
                    Arc(source, target, number, attributes=CLOSED_IN_SEGMENT if arcrole == ALL else ()),
                )


def _under_line_items(outline: Sequence[AuthoredLine]) -> list[bool]:
    """For every line, whether it stands under a "line items" line, at any depth."""
    inside: list[bool] = []
    for line in outline:
        above = line.parent is not None and (
            inside[line.parent] or outline[line.parent].declared.kind == "lineitems"
        )
        inside.append(above)
    return inside


def _dimensional(
    above: AuthoredLine, line: AuthoredLine, *, inside: bool
) -> Iterator[tuple[str, QName, QName]]:
    """The (arcrole, source, target) that a line under another one stands for."""
    if inside:
        yield DOMAIN_MEMBER, above.name, line.name
        return
    match above.declared.kind, line.declared.kind:
        case "table", "axis":
            yield HYPERCUBE_DIMENSION, above.name, line.name
        case "table", "lineitems":
            yield ALL, line.name, above.name
        case "axis", "domain":
            yield DIMENSION_DOMAIN, above.name, line.name
            yield DIMENSION_DEFAULT, above.name, line.name
        case "domain" | "member", "member":
            yield DOMAIN_MEMBER, above.name, line.name
        case _:
            return
