"""The facts of a document by their places in the form, and which of them have been laid out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linetag.tanshin.form.records import Digest, Form, FormFact, FormRow
from linetag.tanshin.form.schema import fits

_CHANGE = "ChangeIn"


def place(fact: FormFact, form: Form) -> FormRow | None:
    """The row of a fact: of its element, in the section whose axes admit its members."""
    rows = form.places(fact.element)
    return next((row for row in rows if fits(row, frozenset(fact.context.members))), None)


class PageSection:
    """A section of the form: its rows, and the facts of the document that stand in it."""

    def __init__(self, role: str, rows: Sequence[FormRow], facts: Mapping[str, list[FormFact]]) -> None:
        """With all rows of the role, and the facts by element."""
        self.role = role
        self.rows = tuple(rows)
        self._facts = facts
        self._by_name = {row.element: row for row in rows}
        self._taken: set[int] = set()

    @property
    def items(self) -> tuple[FormRow, ...]:
        """The rows that have facts, in form order."""
        return tuple(row for row in self.rows if row.element in self._facts and not row.abstract)

    def facts(self, row: FormRow) -> Sequence[FormFact]:
        """The facts of a row, laid out or not."""
        return self._facts.get(row.element, ())

    def take(self, facts: Iterable[FormFact]) -> tuple[FormFact, ...]:
        """Those of the facts that are not laid out yet; from now on they are."""
        new = tuple(fact for fact in facts if id(fact) not in self._taken)
        self._taken.update(map(id, new))
        return new

    def left(self) -> Iterator[FormFact]:
        """The facts that are not laid out."""
        return (f for facts in self._facts.values() for f in facts if id(f) not in self._taken)

    def ancestors(self, row: FormRow) -> tuple[FormRow, ...]:
        """The abstracts above a row, the nearest first, without those that only hold the section."""
        found: list[FormRow] = []
        above = self._by_name.get(row.parent)
        while above is not None and not above.element.endswith("LineItems"):
            found.append(above)
            above = self._by_name.get(above.parent)
        return tuple(found)

    def base_of(self, row: FormRow) -> FormRow | None:
        """The amount that a row is the change of."""
        base = self._by_name.get(row.element.removeprefix(_CHANGE))
        return base if row.element.startswith(_CHANGE) and base and base.parent == row.parent else None

    def change_of(self, row: FormRow) -> FormRow | None:
        """The row that is the change of this one."""
        change = self._by_name.get(f"{_CHANGE}{row.element}")
        return change if change and change.parent == row.parent else None

    def own_abstract(self, row: FormRow) -> FormRow | None:
        """The abstract that holds this row and its change only: it captions both."""
        above = self._by_name.get(row.parent)
        if above is None or not above.abstract:
            return None
        held = [r for r in self.rows if r.parent == above.element and self.base_of(r) is None]
        return above if held == [row] and not above.element.endswith("LineItems") else None


def sections(digest: Digest, form: Form) -> tuple[tuple[PageSection, ...], tuple[FormFact, ...]]:
    """The sections of the form that the document fills, in order, and the facts that stand in none."""
    facts: dict[str, dict[str, list[FormFact]]] = defaultdict(lambda: defaultdict(list))
    strays: list[FormFact] = []
    for fact in digest.facts:
        row = place(fact, form)
        if row is None:
            strays.append(fact)
        else:
            facts[row.role][fact.element].append(fact)
    rows: dict[str, list[FormRow]] = defaultdict(list)
    for row in form.rows:
        rows[row.role].append(row)
    found = (PageSection(role, own, facts[role]) for role, own in rows.items() if role in facts)
    return tuple(found), tuple(strays)
