"""Duplicate facts: one concept, context and unit reported more than once (XBRL 2.1 section 4.10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from linetag.calc.readings import needed, read
from linetag.checks import words
from linetag.findings import Finding, finding

if TYPE_CHECKING:
    from linetag.calc import FactSets
    from linetag.model import Fact
    from linetag.xbrl.read.report import Instance

Kind = Literal["complete", "consistent", "inconsistent"]
_MOST_PLACES = 5


def duplicates(reported: FactSets, instance: Instance) -> Iterator[Finding]:
    """Each inconsistent set by itself; complete and consistent ones counted, with the first places.

    Only facts that have a unit: whether texts are duplicates depends on their language.
    """
    sets: dict[Kind, list[Sequence[Fact]]] = {"complete": [], "consistent": [], "inconsistent": []}
    for same in sorted(reported.repeated(), key=_place):
        sets[kind(same)].append(same)
    for facts in sets["inconsistent"]:
        located = [instance.located(fact) for fact in facts]
        figures = " and ".join(dict.fromkeys(_figure(fact) for fact in facts))
        yield finding(
            "C405",
            located[0].origins[0],
            related=(fact.origins[0] for fact in located[1:]),
            facts=(fact.id for fact in facts),
            concept=facts[0].concept,
            period=words.where(facts[0].aspects),
            unit=words.unit(facts[0].aspects.unit),
            figures=figures,
        )
    for alike, code in ((sets["consistent"], "C411"), (sets["complete"], "C412")):
        if alike:
            places = [
                instance.located(fact).origins[0] for facts in alike[:_MOST_PLACES] for fact in facts[:2]
            ]
            yield finding(code, places[0], related=places[1:], count=len(alike), concept=alike[0][0].concept)


def _place(facts: Sequence[Fact]) -> tuple[int, int]:
    return facts[0].document, facts[0].line


def kind(facts: Sequence[Fact]) -> Kind:
    """Complete: equal in value and decimals; consistent: one true figure can be behind all of them."""
    if len({(fact.value, fact.decimals, fact.unstated) for fact in facts}) == 1:
        return "complete"
    if any(fact.value is None for fact in facts):
        return "inconsistent"
    if not all(isinstance(fact.value, Decimal) for fact in facts):
        return "inconsistent"
    reading = read(facts, needed(facts))
    return (
        "inconsistent" if reading is not None and reading.fault == "disallowed duplicates" else "consistent"
    )


def _figure(fact: Fact) -> str:
    if fact.value is None:
        return "nil"
    return words.number(fact.value) if isinstance(fact.value, Decimal) else fact.value
