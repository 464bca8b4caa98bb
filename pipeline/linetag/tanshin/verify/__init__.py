"""A TSE summary as read → whether its figures derive from each other: relations, verdicts on its periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linetag.calc import formulas
from linetag.checks.derivations import Derivation
from linetag.checks.relation import Relation
from linetag.findings import Finding, finding
from linetag.tanshin.form.facts import origin_of
from linetag.tanshin.form.read import ReadTanshin
from linetag.tanshin.verify import statements
from linetag.tanshin.verify.figures import SummaryFigures
from linetag.tanshin.verify.periods import periods
from linetag.tanshin.verify.relations import relations
from linetag.wording import counted
from linetag.xbrl.read.report import Instance


def derivations(
    found: ReadTanshin, attached: Sequence[Instance] = ()
) -> Iterator[Relation | Derivation | Finding]:
    """Yield the relations of a summary, the verdicts on its periods, and findings S701, S709, S710, S712.

    `attached` are the statements that were submitted with it. Relations that fail have the codes S702 to
    S708 and S711.
    """
    figures = SummaryFigures(found.tanshin)
    for relation in (*relations(figures), *statements.relations(figures, attached)):
        yield relation
        if _states_a_dash(relation):
            fact = relation.total
            named, shown = figures.named(fact), figures.shown(fact.value, fact)
            yield finding("S701", origin_of(fact), facts=(fact.id,), figure=named, stated=shown)
    yield from periods(found.tanshin)
    if found.strays:
        first = found.strays[0]
        count = counted(len(found.strays), "fact stands", "facts stand")
        yield finding("S710", None, facts=(first.id,), count=count, context=first.context)


def _states_a_dash(relation: Relation) -> bool:
    """Whether a growth is stated where the form shows a dash, and is right otherwise."""
    amounts = [relation.values.get(fact.id) for fact in relation.exchangeable]
    if not amounts or relation.total.value is None or None in amounts:
        return False
    return not relation.failure(relation.values) and formulas.growth(*amounts)[1] is not None
