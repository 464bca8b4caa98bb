"""What an audit says of the failing sums of somebody else's report: each root cause once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cached_property

from linetag.calc import Calculation, Calculations, FactSets
from linetag.checks import words
from linetag.checks.causes import Cause, Held, find
from linetag.checks.elsewhere import MOST_MISSING, Elsewhere
from linetag.checks.failing import Failure, cut_off, failing, failure_of, holding, is_printable
from linetag.checks.hints import Told, hint
from linetag.checks.relation import EXACT
from linetag.findings import Finding, Severity, finding
from linetag.model import Fact, Origin, Taxonomy
from linetag.wording import counted
from linetag.xbrl.read.report import Instance

# More root causes than this nobody reads; the results hold every failure.
MOST_EXPLAINED = 100
# Failures of which the cause is looked for: many may be alike.
_MOST_SEARCHED = 500
# From so many on, sums that fail by rounding are told together.
_MANY = 4
# So many sums have to hold only if figures are cut off, and most of those that fail by little.
_TELLING = 3
_MOST_OF = Decimal("0.9")
_MOST_PLACES = 30


def failing_sums(
    instance: Instance, figures: FactSets, taxonomy: Taxonomy, calculations: Calculations
) -> Sequence[Finding]:
    """Findings on the sums that fail, those of the face statements first."""
    with localcontext(EXACT):
        return list(_failing_sums(instance, figures, taxonomy, calculations))


def _failing_sums(
    instance: Instance, figures: FactSets, taxonomy: Taxonomy, calculations: Calculations
) -> Iterator[Finding]:
    failures, endless = failing(calculations, taxonomy.definitions())
    for calculation in endless[:_MANY]:
        fact = instance.located(calculation.facts[0])
        total, mode = calculation.total, calculation.mode
        yield finding("C413", fact.origins[0], facts=(fact.id,), total=total, mode=mode)
    alike, single = _by_rounding(failures)
    for code, same in alike.items():
        yield _together(code, same, instance)
    searched = single[:_MOST_SEARCHED]
    causes = find(searched, _Holding(calculations, searched))
    groups = list(_grouped(searched, causes))
    shown = _with_upset(groups[:MOST_EXPLAINED], single[_MOST_SEARCHED:])
    if shown:
        elsewhere = Elsewhere([group.first for group in shown], figures, taxonomy.networks)
        for group in shown:
            yield _told(group, hint(group, elsewhere, taxonomy.definitions()), instance)
    told = sum(1 + len(group.upset) + len(group.alike) for group in shown)
    left = len(single) - told + max(len(endless) - _MANY, 0)
    if left:
        yield finding("C410", count=counted(left, "more sum fails and is", "more sums fail and are"))


def _by_rounding(failures: Sequence[Failure]) -> tuple[Mapping[str, Sequence[Failure]], Sequence[Failure]]:
    """Failures to be told together, by code, and the others one by one."""
    holding = [f for f in failures if f.code != "C403" and cut_off(f)]
    telling = [f for f in holding if not cut_off(f, mirrored=True)]
    little = {id(f) for f in (*holding, *(f for f in failures if f.by_rounding))}
    if len(telling) >= _TELLING and len(holding) >= _MOST_OF * len(little):
        alike = {"C417": holding}
    else:
        alike = {"C416": [f for f in failures if f.by_rounding]}
    rounded = [f for f in failures if f.code == "C403" and abs(f.gap) <= f.rounding]
    found = {code: same for code, same in {**alike, "C418": rounded}.items() if len(same) >= _MANY}
    together = {id(failure) for same in found.values() for failure in same}
    return found, [failure for failure in failures if id(failure) not in together]


def _together(code: str, same: Sequence[Failure], instance: Instance) -> Finding:
    """One finding on sums that all fail by rounding."""
    severity: Severity = "error" if any(not f.by_rounding for f in same) else "warning"
    places = [place for f in same[:_MOST_PLACES] for place in instance.located(f.total).origins]
    most = max(failure.units for failure in same)
    return finding(
        code,
        places[0],
        related=places[1:],
        facts=dict.fromkeys(failure.total.id for failure in same),
        severity=severity,
        count=len(same),
        first=f"{same[0].total.concept} ({words.where(same[0].total.aspects)})",
        units=words.number(most),
    )


class _Holding:
    """The sums that hold and have a figure of a failing one; looked for when the first is asked for."""

    def __init__(self, calculations: Calculations, failures: Sequence[Failure]) -> None:
        self._of = calculations, failures
        self._known: dict[str, Sequence[Held]] = {}

    @cached_property
    def _sums(self) -> Mapping[str, Sequence[Calculation]]:
        return holding(*self._of)

    def __call__(self, fact: Fact) -> Sequence[Held]:
        known = self._known.get(fact.id)
        if known is None:
            sums = self._sums.get(fact.id, ())
            known = self._known[fact.id] = [
                Held(held.gap, held.slack, coefficient)
                for held in map(failure_of, filter(is_printable, sums))
                for own, coefficient in _terms(held)
                if own.id == fact.id
            ]
        return known


def _terms(failure: Failure) -> Iterator[tuple[Fact, Decimal]]:
    """Each figure, and how the gap grows with it."""
    yield failure.total, Decimal(1)
    for part in failure.parts:
        yield part.fact, -part.weight


def _grouped(failures: Sequence[Failure], causes: Sequence[Cause]) -> Iterator[Told]:
    """One finding for all contexts in which a total fails in the same way."""
    groups: dict[object, list[Cause]] = {}
    for cause in causes:
        first = failures[cause.failures[0]]
        how = tuple((c.kind, c.fact.concept) for c in cause.corrections) or _lacking(first)
        key: object = (first.code, first.roles, first.total.concept, how)
        groups.setdefault(key if len(cause.failures) == 1 else id(cause), []).append(cause)
    for cause, *others in groups.values():
        first, *upset = (failures[index] for index in cause.failures)
        yield Told(cause, first, upset, [failures[other.failures[0]] for other in others])


def _lacking(failure: Failure) -> object:
    """What tells sums that lack the same parts from others; of very many parts only their number."""
    own = failure.calculation
    return own.missing if own.missing_count <= MOST_MISSING else own.missing_count


def _with_upset(groups: Sequence[Told], others: Sequence[Failure]) -> Sequence[Told]:
    """The groups, with those of the failures that were not searched which the same figure puts right."""
    sure = {
        group.cause.corrections[0].fact.id: number
        for number, group in enumerate(groups)
        if len(group.cause.corrections) == 1 and group.cause.corrections[0].is_of_figure
    }
    upset: list[list[Failure]] = [[*group.upset] for group in groups]
    for failure in others if sure else ():
        for fact, coefficient in _terms(failure):
            number = sure.get(fact.id)
            if number is not None:
                correction = groups[number].cause.corrections[0]
                if abs(failure.gap + coefficient * (correction.right - correction.value)) <= failure.slack:
                    upset[number].append(failure)
                    break
    return [group._replace(upset=found) for group, found in zip(groups, upset, strict=True)]


def _told(group: Told, why: str, instance: Instance) -> Finding:
    """The finding: at the figure that is wrong if it is known, else at the total."""
    failure, total = group.first, group.first.total
    pointed = [correction.fact for correction in group.cause.corrections]
    places = _places([*pointed, *failure.facts], instance)
    facts = (fact for f in (failure, *group.upset, *group.alike) for fact in f.facts)
    return finding(
        failure.code,
        places[0],
        related=places[1:],
        facts=dict.fromkeys(fact.id for fact in facts),
        hint=why,
        total=total.concept,
        period=words.where(total.aspects),
        unit=words.measure(total),
        reported=words.amount(failure.reported, total),
        sum=words.sum_of([(p.value, p.weight) for p in failure.parts], failure.computed, total),
        difference=words.amount(failure.gap, total),
        slack=words.amount(failure.slack, total),
    )


def _places(facts: Sequence[Fact], instance: Instance) -> Sequence[Origin]:
    known = {fact.id: fact for fact in facts[: 2 * _MOST_PLACES]}
    located = (instance.located(fact) for fact in list(known.values())[:_MOST_PLACES])
    return list(dict.fromkeys(origin for fact in located for origin in fact.origins))
