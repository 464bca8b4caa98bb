"""Duplicate facts: one concept, context and unit reported more than once (XBRL 2.1 section 4.10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Literal

from linetag.calc.limits import MOST_DIGITS
from linetag.checks import words
from linetag.checks.limits import MOST_DUPLICATES
from linetag.findings import Finding, finding
from linetag.wording import counted, unit

if TYPE_CHECKING:
    from linetag.checks.case import Case
    from linetag.model import Fact

Kind = Literal["complete", "consistent", "inconsistent"]
_PAIR = 2
# No sum of figures of so many digits, each side of the point, is rounded in it.
_EXACT = Context(prec=4 * MOST_DIGITS)


def duplicates(case: Case) -> Iterator[Finding]:
    """Yield each inconsistent set of an audited report; complete and consistent ones are counted.

    Only facts that have a unit: whether texts are duplicates depends on their language. A build has one
    fact for each concept and aspects; see `unchecked`.
    """
    if case.instance is None:
        return
    sets: dict[Kind, list[Sequence[Fact]]] = {"complete": [], "consistent": [], "inconsistent": []}
    for same in sorted(case.sets.repeated(), key=lambda facts: (facts[0].document, facts[0].line)):
        sets[kind(same)].append(same)
    for facts in sets["inconsistent"]:
        places = [case.places(fact)[0] for fact in facts]
        same_decimals = len({fact.decimals for fact in facts if fact.value is not None}) < _PAIR
        figures = dict.fromkeys(map(words.figure if same_decimals else words.stated, facts))
        yield finding(
            "C405",
            places[0],
            related=places[1:],
            facts=(fact.id for fact in facts),
            concept=facts[0].concept,
            period=words.where(facts[0].aspects),
            unit=unit(facts[0].aspects.unit),
            figures=words.joined(list(figures)),
        )
    for repeated, code in ((sets["consistent"], "C411"), (sets["complete"], "C412")):
        if repeated:
            places = [case.places(fact)[0] for facts in repeated[:MOST_DUPLICATES] for fact in facts[:2]]
            yield finding(
                code,
                places[0],
                related=places[1:],
                count=counted(len(repeated), "figure is", "figures are"),
                concept=repeated[0][0].concept,
            )


def kind(facts: Sequence[Fact]) -> Kind:
    """Return the kind of a set of duplicates.

    Complete ones are equal in value and decimals; one true figure can be behind consistent ones.
    """
    if len({(fact.value, fact.decimals, fact.unstated) for fact in facts}) == 1:
        return "complete"
    figures = {(fact.decimals, fact.value) for fact in facts if fact.unstated != "precision 0"}
    if not all(isinstance(value, Decimal) and value.is_finite() for _, value in figures):
        return "inconsistent"
    # two figures at the same decimals contradict each other even where their intervals touch
    if len(figures) > len({decimals for decimals, _ in figures}):
        return "inconsistent"
    ends = [_ends(value, decimals) for decimals, value in figures if isinstance(value, Decimal)]
    apart = max((low for low, _ in ends), default=0) > min((high for _, high in ends), default=0)
    return "inconsistent" if apart else "consistent"


def _ends(value: Decimal, decimals: int | None) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest true figure; one of endless digits is taken as exact."""
    longest = max(abs(value.adjusted()), len(value.as_tuple().digits), abs(decimals or 0))
    if decimals is None or longest > MOST_DIGITS:
        return value, value
    half = Decimal(5).scaleb(-decimals - 1, _EXACT)
    return _EXACT.subtract(value, half), _EXACT.add(value, half)
