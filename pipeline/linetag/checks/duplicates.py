"""Duplicate facts: one concept, context and unit reported more than once (XBRL 2.1 section 4.10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from linetag.calc.readings import needed, read
from linetag.checks import words
from linetag.findings import Finding, finding

if TYPE_CHECKING:
    from linetag.model import Fact
    from linetag.xbrl.read.report import Instance

Kind = Literal["complete", "consistent", "inconsistent"]
_MOST_PLACES = 5


def duplicates(instance: Instance) -> Iterator[Finding]:
    """Each inconsistent set by itself; complete and consistent ones counted, with the first places.

    Only facts that have a unit: whether texts are duplicates depends on their language.
    """
    sets: dict[Kind, list[Sequence[Fact]]] = {"complete": [], "consistent": [], "inconsistent": []}
    for facts in repeated(instance.figures()):
        sets[kind(facts)].append(facts)
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
    for same, code in ((sets["consistent"], "C411"), (sets["complete"], "C412")):
        if same:
            places = [
                instance.located(fact).origins[0] for facts in same[:_MOST_PLACES] for fact in facts[:2]
            ]
            yield finding(code, places[0], related=places[1:], count=len(same), concept=same[0][0].concept)


def repeated(facts: Iterable[Fact]) -> Iterator[Sequence[Fact]]:
    """The sets of facts with a unit that share concept, aspects and tuple."""
    numbers: dict[object, int] = {}
    known: dict[int, int] = {}  # names and aspects are shared by many facts: their ids spare hashing them

    def number(thing: object) -> int:
        return known.setdefault(id(thing), numbers.setdefault(thing, len(numbers)))

    found: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        aspects, concept = fact.aspects, fact.concept
        if aspects.unit is None:
            continue
        one, other = known.get(id(concept)), known.get(id(aspects))
        key = (
            number(concept) if one is None else one,
            number(aspects) if other is None else other,
            fact.tuples,
        )
        same = found.get(key)
        if same is None:
            found[key] = [fact]
        else:
            same.append(fact)
    return (same for same in found.values() if len(same) > 1)


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
