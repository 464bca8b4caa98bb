"""The figures of a summary against those of the statements attached to it (`taxonomy/tse/statements.csv`)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from linetag import data
from linetag.calc.formulas import ITSELF
from linetag.checks.derivations import Alternative, Derived
from linetag.checks.relation import Relation
from linetag.model import Fact, Period
from linetag.tanshin.form.facts import element_of, unit_id, unit_of
from linetag.tanshin.form.read import is_figure
from linetag.tanshin.form.records import context_of
from linetag.tanshin.verify.figures import SummaryFigures
from linetag.xbrl.read.report import Instance

_TAXONOMY = re.compile(r"http://disclosure\.edinet-fsa\.go\.jp/(?:taxonomy/)?(?:jppfs|jpigp)/.*")
_CONSOLIDATED = ("ConsolidatedMember", "ResultMember")

Key = tuple[str, Period, str]
"""(local name, period, unit by its id of the form)."""


@cache
def table() -> Mapping[str, tuple[str, ...]]:
    """The concepts of the statements, by local names, that an element of the summary repeats."""
    rows = data.table("taxonomy", "tse/statements.csv")
    return {row["element"]: tuple(row["concepts"].split()) for row in rows}


def relations(summary: SummaryFigures, attached: Sequence[Instance]) -> Iterator[Relation]:
    """Yield every consolidated result that the statements report in the same currency for the same period."""
    if not attached:
        return
    figures = _figures(attached)
    for fact in summary.facts:
        period = summary.periods.get(context_of(fact).period)
        if context_of(fact).members != _CONSOLIDATED or period is None or not isinstance(fact.value, Decimal):
            continue
        for concept in table().get(element_of(fact), ()):
            same = figures.get((concept, period, unit_of(fact)), ())
            if same and len({one.value for _, one in same}) == 1:
                instance, figure = same[0]
                other = _comparable(instance.located(figure), fact)
                formula = Derived((Alternative((other,), ITSELF),), summary)
                yield Relation("comparison", "statement", "S711", "", fact, formula)
                break


def _figures(attached: Sequence[Instance]) -> Mapping[Key, Sequence[tuple[Instance, Fact]]]:
    """The figures of the standard taxonomies that are of the whole, without members."""
    found: dict[Key, list[tuple[Instance, Fact]]] = defaultdict(list)
    for instance in attached:
        for fact in instance.figures():
            aspects = fact.aspects
            whole = not (aspects.members or aspects.typed or aspects.other)
            standard = _TAXONOMY.fullmatch(fact.concept.namespace)
            if whole and standard and isinstance(fact.value, Decimal) and is_figure(fact.value):
                found[fact.concept.local, aspects.period, unit_id(aspects.unit)].append((instance, fact))
    return found


def _comparable(figure: Fact, fact: Fact) -> Fact:
    """Return a figure of the statements, to be compared with one of the summary in the same unit."""
    return figure._replace(
        id=f"{figure.origins[0].path} {figure.id}",
        decimals=None if figure.decimals == fact.decimals else figure.decimals,
    )
