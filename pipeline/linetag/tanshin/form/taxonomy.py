"""The forms as a taxonomy: concepts, labels and sections of the exchange, made of our tables (TSE.md A3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby

from linetag.model import Arc, Concept, Label, Network, QName, Taxonomy
from linetag.tanshin.form.names import QUARTERLY_LABEL, ROLE, declared, named
from linetag.tanshin.form.records import Form, FormRow, Tanshin, context_of
from linetag.tanshin.form.tables import FORMS, load
from linetag.xbrl.names import (
    ALL,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    STANDARD_LABEL,
)

_CLOSED_IN_SCENARIO = (("xbrldt:contextElement", "scenario"), ("xbrldt:closed", "true"))


@cache
def taxonomy() -> Taxonomy:
    """Every concept of the three forms, with labels and the definitions of the sections; no networks."""
    rows = {row.element: row for code in FORMS for row in load(code).rows}
    roles = {row.role: row.labels.en for code in FORMS for row in reversed(load(code).rows)}
    return Taxonomy(
        concepts={concept.name: concept for concept in _concepts(rows.values())},
        labels={row.concept.name: tuple(_labels(row)) for row in rows.values()},
        roles={f"{ROLE}{role}": {"en": label} for role, label in roles.items()},
    )


@cache
def axes() -> Mapping[str, str]:
    """The axis of each member, by local names."""
    rows = (row for code in FORMS for row in load(code).rows)
    return {member: axis for row in rows for axis, members in row.axes for member in members}


def members(names: Iterable[str]) -> tuple[tuple[QName, QName], ...]:
    """Members by their local names, each with its axis, sorted by axis."""
    return tuple(sorted((named(axes()[member]), named(member)) for member in names))


def _concepts(rows: Iterable[FormRow]) -> Iterator[Concept]:
    yield from (row.concept for row in rows)
    for member, axis in axes().items():
        yield declared(member, "nonnum:domainItemType")
        yield declared(axis, "xbrli:stringItemType")._replace(substitution="dimension")


def _labels(row: FormRow) -> Iterator[Label]:
    yield Label(STANDARD_LABEL, "en", row.labels.en)
    yield Label(STANDARD_LABEL, "ja", row.labels.ja)
    if row.labels.ja_quarterly != row.labels.ja:
        yield Label(QUARTERLY_LABEL, "ja", row.labels.ja_quarterly)


def used_sections(tanshin: Tanshin, form: Form) -> Mapping[str, Sequence[FormRow]]:
    """The rows of each section that the summary uses: items, what stands above them, and the table.

    An element that stands in two sections belongs to those whose axes allow the members of a fact.
    """
    members: dict[str, set[frozenset[str]]] = {}
    for fact in tanshin.facts:
        members.setdefault(fact.concept.local, set()).add(frozenset(context_of(fact).members))
    used: dict[str, Sequence[FormRow]] = {}
    for role, rows in form.sections().items():
        items = {row.element for row in rows if any(map(row.admits, members.get(row.element, ())))}
        if items:
            wanted = _with_ancestors(rows, items) | {row.element for row in rows if row.is_table}
            used[role] = tuple(row for row in rows if row.element in wanted)
    return used


def _with_ancestors(rows: Sequence[FormRow], items: set[str]) -> set[str]:
    parents = {row.element: row.parent for row in rows}
    wanted: set[str] = set()
    for item in items:
        at = item
        while at and at not in wanted:
            wanted.add(at)
            at = parents[at]
    return wanted


def section_networks(role: str, rows: Sequence[FormRow]) -> Iterator[Network]:
    """The definition networks of a section of the form or of a part of it.

    A network ends where the next arc has another arcrole, so that written one after the other they
    keep the order of published linkbases: each axis is followed by its members.
    """
    for arcrole, arcs in groupby(_arcs(rows), key=lambda pair: pair[0]):
        yield Network(f"{ROLE}{role}", arcrole, tuple(arc for _, arc in arcs))


def _arcs(rows: Sequence[FormRow]) -> Iterator[tuple[str, Arc]]:
    """(arcrole, arc): the hypercube with its axes and their members, then the tree."""
    counts: dict[str, int] = {}
    for row in rows:
        if not row.parent:
            continue
        counts[row.parent] = counts.get(row.parent, 0) + 1
        arc = _arc(row.parent, row.element, counts[row.parent])
        if not row.is_table:
            yield DOMAIN_MEMBER, arc
            continue
        yield ALL, arc._replace(attributes=_CLOSED_IN_SCENARIO)
        for number, (axis, allowed) in enumerate(row.axes, 1):
            yield HYPERCUBE_DIMENSION, _arc(row.element, axis, number)
            for place, member in enumerate(allowed, 1):
                yield DIMENSION_DOMAIN, _arc(axis, member, place)


def _arc(source: str, target: str, order: int) -> Arc:
    return Arc(named(source), named(target), Decimal(order))
