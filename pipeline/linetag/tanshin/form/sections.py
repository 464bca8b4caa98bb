"""The sections of a form that a summary uses, and which facts stand in which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linetag.model import Fact
from linetag.tanshin.form.records import Form, FormRow, Tanshin, context_of


def row_of(fact: Fact, form: Form) -> FormRow | None:
    """The row of a fact: of its element, in the first section whose axes admit its members."""
    members = frozenset(context_of(fact).members)
    return next((row for row in form.places(fact.concept.local) if fits(row, members)), None)


def fits(row: FormRow, members: frozenset[str]) -> bool:
    """Whether a fact of these members stands in the section of a row: one of every axis, and no other."""
    on_axes = [members & set(allowed) for _, allowed in row.axes]
    return all(len(found) == 1 for found in on_axes) and len(members) == len(row.axes)


def used_sections(tanshin: Tanshin, form: Form) -> Mapping[str, Sequence[FormRow]]:
    """The rows of each section that the summary uses: items, what stands above them, and the table.

    An element that stands in two sections belongs to those whose axes allow the members of a fact.
    """
    members: dict[str, set[frozenset[str]]] = {}
    for fact in tanshin.facts:
        members.setdefault(fact.concept.local, set()).add(frozenset(context_of(fact).members))
    used: dict[str, Sequence[FormRow]] = {}
    for role, rows in form.sections().items():
        items = {row.element for row in rows if any(fits(row, one) for one in members.get(row.element, ()))}
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
