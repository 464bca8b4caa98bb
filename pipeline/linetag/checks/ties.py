"""Equalities across contexts, units and statements: the rules as code, their subjects as data.

The embedded `ties.toml` names what holds for every filer, `[[tie]]` in `filing.toml` what one
filer vouches for. A term is `[weight*]concept[@start|@end]`: the value in the period itself, or
for an instant at its ends.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from linetag.checks.case import Case
from linetag.checks.relation import Relation, half_unit
from linetag.filing.records import TieSpec
from linetag.findings import Finding, finding
from linetag.model import Duration, Fact, Instant, Origin, Period, QName, Unit
from linetag.xbrl.names import SHARES

_TERM = re.compile(r"(?:(?P<weight>-?\d+(?:\.\d+)?)\*)?(?P<concept>[\w.-]+:[\w.-]+)(?:@(?P<at>start|end))?")


@dataclass(frozen=True, slots=True)
class _Term:
    weight: Decimal
    concept: QName
    at: str

    def period(self, base: Period) -> Period | None:
        if not self.at:
            return base
        if isinstance(base, Instant):
            return None
        return base.opening if self.at == "start" else Instant(base.end)


@cache
def _embedded() -> Mapping[str, Any]:
    text = (resources.files("linetag.checks") / "ties.toml").read_text("utf-8")
    return tomllib.loads(text)


def _specs(case: Case) -> Iterator[TieSpec]:
    for entry in _embedded()["tie"]:
        place = Origin("ties.toml", 1, 1)
        yield TieSpec(entry["name"], entry["total"], tuple(entry["parts"]), entry.get("over", ""), place)
    yield from case.filing.ties


def malformed(case: Case) -> Iterator[Finding]:
    """Terms of `[[tie]]` that cannot be read or name no concept."""
    for spec in case.filing.ties:
        for text in (spec.total, *spec.parts, *filter(None, (spec.over,))):
            term = _term(text, case)
            if term is None or term.concept not in case.taxonomy.concepts:
                yield finding("F136", spec.origin, term=text, name=spec.name)


def _term(text: str, case: Case) -> _Term | None:
    if not (match := _TERM.fullmatch(text)):
        return None
    return _Term(Decimal(match["weight"] or 1), case.filing.qname(match["concept"]), match["at"] or "")


def declared(case: Case) -> Iterator[Relation]:
    """The ties of `ties.toml` and `filing.toml`, in every period and unit that has their figures."""
    periods = dict.fromkeys(fact.aspects.period for fact in case.report.facts)
    units = dict.fromkeys(fact.aspects.unit for fact in case.figures.values() if fact.aspects.unit)
    for spec in _specs(case):
        terms = [_term(text, case) for text in (spec.total, *spec.parts)]
        over = _term(spec.over, case) if spec.over else None
        if None in terms or (spec.over and over is None):
            continue
        for base in periods:
            for measure in units:
                relation = _bind(spec, [t for t in terms if t], over, (base, measure), case)
                if relation:
                    yield relation


def _bind(
    spec: TieSpec, terms: list[_Term], over: _Term | None, where: tuple[Period, Unit], case: Case
) -> Relation | None:
    base, measure = where
    part_unit = Unit(measure.numerators) if over else measure
    facts = [_fact(terms[0], base, measure, case)]
    facts.extend(_fact(term, base, part_unit, case) for term in terms[1:])
    divisor = _fact(over, base, Unit((SHARES,)), case) if over else None
    if None in facts or (over and divisor is None):
        return None
    total, *rest = (fact for fact in facts if fact is not None)
    nothing = not any(fact.value for fact in (total, *rest))
    if nothing or all(fact.id == total.id for fact in rest):
        return None
    parts = tuple((fact, term.weight) for fact, term in zip(rest, terms[1:], strict=True))
    slack = sum((abs(weight) * half_unit(fact) for fact, weight in parts), Decimal(0))
    if divisor is not None:
        shares = divisor.value if isinstance(divisor.value, Decimal) and divisor.value else Decimal(1)
        slack = slack / abs(shares) + half_unit(total)
        return Relation("K503", "", spec.name, total, parts, slack, divisor)
    return Relation("K501", "K502", spec.name, total, parts, slack + half_unit(total))


def _fact(term: _Term, base: Period, measure: Unit, case: Case) -> Fact | None:
    period = term.period(base)
    return case.fact(term.concept, period, measure) if period else None


def members(case: Case) -> Iterator[Relation]:
    """Segments and eliminations = consolidated, for the concepts that `ties.toml` pairs."""
    for entry in _embedded()["members"]:
        concept, axis = case.filing.qname(entry["concept"]), case.filing.qname(entry["axis"])
        slices: dict[tuple[Period, Unit | None], list[Fact]] = {}
        for fact in case.figures.values():
            axes = [a for a, _ in fact.aspects.members]
            if fact.concept == concept and axes == [axis]:
                slices.setdefault((fact.aspects.period, fact.aspects.unit), []).append(fact)
        for (period, measure), facts in slices.items():
            total = case.fact(case.filing.qname(entry["consolidated"]), period, measure)
            if total is not None:
                slack = sum((half_unit(fact) for fact in (total, *facts)), Decimal(0))
                parts = tuple((fact, Decimal(1)) for fact in facts)
                yield Relation("K501", "K502", entry["name"], total, parts, slack)


def cumulative(case: Case) -> Iterator[Relation]:
    """A flow that cannot be negative is at most as large in a part of a period as in the whole."""
    concepts = {case.filing.qname(name) for name in _embedded()["cumulative"]["concepts"]}
    flows: dict[tuple[QName, Unit | None], list[Fact]] = {}
    for fact in case.figures.values():
        if fact.concept in concepts and not fact.aspects.members:
            flows.setdefault((fact.concept, fact.aspects.unit), []).append(fact)
    for facts in flows.values():
        for part in facts:
            for whole in facts:
                if _within(part.aspects.period, whole.aspects.period):
                    slack = half_unit(part) + half_unit(whole)
                    name = "a part of a period = at most the whole period"
                    parts = ((whole, Decimal(1)),)
                    yield Relation("K505", "", name, part, parts, slack, form="at most")


def _within(part: Period, whole: Period) -> bool:
    if not isinstance(part, Duration) or not isinstance(whole, Duration) or part == whole:
        return False
    return whole.start <= part.start and part.end == whole.end
