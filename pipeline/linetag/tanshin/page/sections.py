"""The facts of a summary by the sections of the form, and which of them already stand on the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linetag.model import Fact
from linetag.tanshin.form.facts import typed
from linetag.tanshin.form.period_names import base
from linetag.tanshin.form.records import Form, FormRow, Tanshin, context_of

_CHANGE = "ChangeIn"


class PageSection:
    """A section of the form: its rows, and the facts of the document that stand in it."""

    def __init__(self, role: str, rows: Sequence[FormRow], facts: Mapping[str, list[Fact]]) -> None:
        """With all rows of the role, and the facts by element."""
        self.role = role
        self.rows = tuple(rows)
        self._facts = facts
        self._by_name = {row.element: row for row in rows}
        self._taken: set[int] = set()

    @property
    def items(self) -> tuple[FormRow, ...]:
        """The rows that have facts, in form order."""
        return tuple(row for row in self.rows if row.element in self._facts and not row.concept.abstract)

    def facts(self, row: FormRow) -> Sequence[Fact]:
        """The facts of a row, on the page or not."""
        return self._facts.get(row.element, ())

    def take(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Those of the facts that are not on the page yet; they are marked as being on it."""
        new = tuple(fact for fact in facts if id(fact) not in self._taken)
        self._taken.update(map(id, new))
        return new

    def first(self, row: FormRow) -> tuple[Fact, ...]:
        """The first fact of a row, marked as being on the page; none if it is on the page already."""
        return self.take(self.facts(row)[:1])

    def of_period(self, row: FormRow, period: str) -> Sequence[Fact]:
        """The facts of a row in a period, which is named without its kind."""
        return [fact for fact in self.facts(row) if base(context_of(fact).period) == period]

    def texts(self, row: FormRow) -> tuple[Fact, ...]:
        """The texts of a row, given or nil, marked as being on the page."""
        return self.take(fact for fact in self.facts(row) if isinstance(typed(fact), str | None))

    def left(self) -> Iterator[Fact]:
        """The facts that are not on the page."""
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
        if above is None or not above.concept.abstract:
            return None
        items = [r for r in self.rows if r.parent == above.element and self.base_of(r) is None]
        return above if items == [row] and not above.element.endswith("LineItems") else None


def sections(tanshin: Tanshin, form: Form) -> tuple[tuple[PageSection, ...], tuple[Fact, ...]]:
    """The sections of the form that the document fills, in order, and the facts that stand in none."""
    facts: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    strays: list[Fact] = []
    for fact in tanshin.facts:
        row = form.row_of(fact)
        if row is None:
            strays.append(fact)
        else:
            facts[row.role][fact.concept.local].append(fact)
    found = (PageSection(role, rows, facts[role]) for role, rows in form.sections().items() if role in facts)
    return tuple(found), tuple(strays)
