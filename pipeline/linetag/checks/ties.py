"""Equalities across contexts, units and statements: the rules as code, their subjects as data.

The embedded `ties.toml` names what holds for every filer, `[[tie]]` in `filing.toml` what one
filer vouches for. A term is `[weight*]concept[@start|@end]`: the value in the period itself, or
for an instant at its ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from linetag.checks.limits import LEAST_FAILING_QUOTIENTS
from linetag.checks.relation import Relation, WeightedSum, half_unit
from linetag.findings import Finding, finding
from linetag.model import Aspects, Duration, Fact, Instant, Origin, Period, QName, Unit
from linetag.xbrl.names import SHARES

if TYPE_CHECKING:
    from linetag.checks.case import Case
    from linetag.filing.records import Filing, TieSpec

# Compiled when a tie is read: an audit has none.
_LIBRARY = "ties.toml"
_TERM = r"(?:(?P<weight>-?\d+(?:\.\d+)?)\*)?(?P<concept>[\w.-]+:[\w.-]+)(?:@(?P<at>start|end))?"


class _TieTerm(NamedTuple):
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
    import tomllib  # noqa: PLC0415 - an audit has no ties
    from importlib import resources  # noqa: PLC0415

    text = (resources.files("linetag.checks") / "ties.toml").read_text("utf-8")
    return tomllib.loads(text)


def _specs(filing: Filing) -> Iterator[TieSpec]:
    from linetag.filing.records import TieSpec  # noqa: PLC0415 - an audit has no settings

    for entry in _embedded()["tie"]:
        place = Origin(_LIBRARY, 1, 1)
        yield TieSpec(entry["name"], entry["total"], tuple(entry["parts"]), entry.get("over", ""), place)
    yield from filing.ties


def malformed(case: Case) -> Iterator[Finding]:
    """Yield each `[[tie]]` with terms that cannot be read, name no concept, or have the weight 0."""
    filing = case.filing
    concepts = case.taxonomy.concepts if filing else {}
    for spec in filing.ties if filing else ():
        texts = dict.fromkeys((spec.total, *spec.parts, *filter(None, (spec.over,))))
        terms = {text: _term(text, filing) if filing else None for text in texts}
        wrong = [text for text, term in terms.items() if term is None or term.concept not in concepts]
        if wrong:
            yield finding("F136", spec.origin, term=", ".join(wrong), name=spec.name)


def _term(text: str, filing: Filing) -> _TieTerm | None:
    """Return a term as read; None if it is misspelt, or of the weight 0, which would tie nothing."""
    match = re.fullmatch(_TERM, text)
    weight = Decimal(match["weight"] or 1) if match else Decimal(0)
    return _TieTerm(weight, filing.qname(match["concept"]), match["at"] or "") if match and weight else None


def declared(case: Case) -> Iterator[Relation | Finding]:
    """Yield the ties of `ties.toml` and `filing.toml`, in every period and unit that has their figures.

    A quotient of `ties.toml` that fails in two or more periods, and in at least half of them, is not what
    this company divides (part of its income may belong to participating securities): one warning, K507.
    """
    if case.filing is None:
        return
    periods = dict.fromkeys(fact.aspects.period for fact in case.facts)
    units = dict.fromkeys(fact.aspects.unit for fact in case.figures.values() if fact.aspects.unit)
    for spec in _specs(case.filing):
        terms = [_term(text, case.filing) for text in (spec.total, *spec.parts)]
        divisor = _term(spec.over, case.filing) if spec.over else None
        if None in terms or (spec.over and divisor is None):
            continue
        places = ((base, unit) for base in periods for unit in units)
        bound = [_bind(spec, [t for t in terms if t], divisor, place, case) for place in places]
        relations = [relation for relation in bound if relation]
        failing = [one for one in relations if one.failure(one.values)]
        is_other = len(failing) >= LEAST_FAILING_QUOTIENTS and 2 * len(failing) >= len(relations)
        if divisor and spec.origin.path == _LIBRARY and is_other:
            yield _other_quotient(spec, relations, failing)
        else:
            yield from relations


def _other_quotient(spec: TieSpec, relations: Sequence[Relation], failing: Sequence[Relation]) -> Finding:
    first, *others = (one.total.origins[0] for one in failing)
    count = f"{len(failing)} of {len(relations)}"
    facts = tuple(one.total.id for one in failing)
    return finding("K507", first, related=others, facts=facts, name=spec.name, count=count)


def _bind(
    spec: TieSpec, terms: list[_TieTerm], divisor: _TieTerm | None, where: tuple[Period, Unit], case: Case
) -> Relation | None:
    base, unit = where
    own_unit = Unit(unit.numerators) if divisor else unit
    facts = [_fact(terms[0], base, unit, case)]
    facts.extend(_fact(term, base, own_unit, case) for term in terms[1:])
    over = _fact(divisor, base, Unit((SHARES,)), case) if divisor else None
    if None in facts or (divisor and over is None):
        return None
    total, *rest = (fact for fact in facts if fact is not None)
    nothing = not any(fact.value for fact in (total, *rest))
    if nothing or all(fact.id == total.id for fact in rest):
        return None
    added = tuple((fact, term.weight) for fact, term in zip(rest, terms[1:], strict=True))
    slack = sum((abs(weight) * half_unit(fact) for fact, weight in added), Decimal(0))
    if over is not None:
        formula = WeightedSum(added, _slack_of_quotient(added, slack, over) + half_unit(total), over)
        return Relation("tie", spec.name, "K503", "", total, formula)
    return Relation("tie", spec.name, "K501", "K502", total, WeightedSum(added, slack + half_unit(total)))


def _slack_of_quotient(added: Sequence[tuple[Fact, Decimal]], slack: Decimal, over: Fact) -> Decimal:
    """By how much a quotient may differ because its dividend and its divisor are rounded.

    With a dividend a +- s and a divisor b +- h: at most (s + |a/b| h) / (|b| - h).
    """
    divisor = abs(over.value) if isinstance(over.value, Decimal) and over.value else Decimal(1)
    least = divisor - half_unit(over)
    if least <= 0:
        return slack / divisor
    values = (weight * fact.value for fact, weight in added if isinstance(fact.value, Decimal))
    dividend: Decimal = sum(values, Decimal(0))
    quotient = abs(dividend) / divisor
    return (slack + quotient * half_unit(over)) / least


def _fact(term: _TieTerm, base: Period, unit: Unit | None, case: Case) -> Fact | None:
    """Return the figure of a term for the whole entity (no members), if it is reported."""
    period = term.period(base)
    return _whole(term.concept, period, unit, case) if period else None


def _whole(concept: QName, period: Period, unit: Unit | None, case: Case) -> Fact | None:
    return case.figures.get((concept, Aspects(case.filing.entity, period, unit))) if case.filing else None


def members(case: Case) -> Iterator[Relation]:
    """Yield the sums of segments and eliminations to the consolidated figure (concepts: `ties.toml`)."""
    if case.filing is None:
        return
    for entry in _embedded()["members"]:
        concept, axis, whole = (case.filing.qname(entry[key]) for key in ("concept", "axis", "consolidated"))
        slices: dict[tuple[Period, Unit | None], list[Fact]] = {}
        for fact in case.figures.values():
            axes = [a for a, _ in fact.aspects.members]
            if fact.concept == concept and axes == [axis]:
                slices.setdefault((fact.aspects.period, fact.aspects.unit), []).append(fact)
        for (period, unit), facts in slices.items():
            total = _whole(whole, period, unit, case)
            if total is not None:
                slack = sum((half_unit(fact) for fact in (total, *facts)), Decimal(0))
                formula = WeightedSum(tuple((fact, Decimal(1)) for fact in facts), slack)
                yield Relation("tie", entry["name"], "K501", "K502", total, formula)


def cumulative(case: Case) -> Iterator[Relation]:
    """Yield the limits of flows that cannot be negative: in a part of a period at most that of the whole."""
    if case.filing is None:
        return
    concepts = {case.filing.qname(name) for name in _embedded()["cumulative"]["concepts"]}
    flows: dict[tuple[QName, Unit | None], list[Fact]] = {}
    for fact in case.figures.values():
        if fact.concept in concepts and not fact.aspects.members:
            flows.setdefault((fact.concept, fact.aspects.unit), []).append(fact)
    name = "a part of a period = at most the whole period"
    for facts in flows.values():
        for inner in facts:
            for whole in facts:
                part, period = inner.aspects.period, whole.aspects.period
                if not isinstance(part, Duration) or not isinstance(period, Duration) or part == period:
                    continue
                if period.start <= part.start and part.end == period.end:
                    slack = half_unit(inner) + half_unit(whole)
                    formula = WeightedSum(((whole, Decimal(1)),), slack, form="at most")
                    yield Relation("tie", name, "K505", "", inner, formula)
