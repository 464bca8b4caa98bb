"""Failing relations -> findings: each root cause once, the same for a preparer and for an auditor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.calc import Calculation
from linetag.calc.slips import Slip
from linetag.checks import words
from linetag.checks.explain.hints import RootCause, hint
from linetag.checks.explain.repairs import Repair, Repairs
from linetag.checks.explain.rounding import grouped_by_rounding, is_minor, is_percentage_cut_off, units
from linetag.checks.explain.scopes import Scopes, SumOfOtherScope
from linetag.checks.explain.search import find_causes
from linetag.checks.explain.surroundings import SumSurroundings
from linetag.checks.explain.suspects import Cause, Suspect
from linetag.checks.explain.what_if import Holding
from linetag.checks.limits import MOST_EXPLAINED, MOST_PLACES, MOST_RIVALS, MOST_SEARCHED
from linetag.checks.near_slips import OF_THE_SUM
from linetag.checks.relation import PRECISE, Relation, WeightedSum
from linetag.checks.roles import is_face
from linetag.checks.sums import GRAVEST, holding, sum_of
from linetag.findings import Finding, Words, explanation, finding
from linetag.model import Fact, Origin
from linetag.wording import counted

if TYPE_CHECKING:
    from linetag.checks.case import Case
# What is convincing of one figure of an audit, whatever repair there is.
_CONVINCING: tuple[Slip | None, ...] = (
    "line sign",
    "swapped",
    "other printing",
    "sign",
    "weight",
    "scale",
    "agreed",
)


def explain(relations: Sequence[Relation], failing: Sequence[Relation], case: Case) -> Iterator[Finding]:
    """Yield one finding per root cause; what follows from it is named in the hint."""
    scopes = Scopes(failing, case)
    own, others = scopes.separated(failing)
    for misplaced in others:
        yield _of_another_scope(misplaced, scopes, case)
    together, single = grouped_by_rounding(_ranked(own, case))
    for code, same in together.items():
        yield _together(code, same, case)
    cut_off = [relation for relation in single if is_percentage_cut_off(relation)]
    single = [relation for relation in single if not is_percentage_cut_off(relation)]
    searched = single[:MOST_SEARCHED]
    around = SumSurroundings(searched, case, relations)
    for relation in cut_off:
        yield _finding(RootCause(Cause((relation,), (), is_sure=False)), around, case)
    repairs = Repairs(searched, case)
    roots = [
        _root(cause, around, repairs, case)._replace(has_few_lines=scopes.has_few_lines(cause.relations[0]))
        for found in _causes(relations, searched, case)
        for cause in _divided(found, case)
    ]
    shown = _with_followers(_grouped(roots)[:MOST_EXPLAINED], single[MOST_SEARCHED:])
    for root in shown:
        yield _finding(root, around, case)
    left = len(single) - sum(len(root.cause.relations) + len(root.repeats) for root in shown)
    if left:
        yield finding("C410", count=counted(left, "more sum fails and is", "more sums fail and are"))


def _ranked(failing: Sequence[Relation], case: Case) -> Sequence[Relation]:
    """Return the failing relations in order, a sum of the same figures in several roles once.

    Two roles that add the same figures, but lack other contributors, are two sums. The sums of face
    statements come first, those of the whole entity before those of a slice, then in
    the order of the documents; other relations follow as they are.
    """
    groups: dict[object, list[Relation]] = {}
    for relation in failing:
        terms = tuple(sorted((fact.id, weight) for fact, weight in relation.formula.terms))
        key = (relation.total.id, terms, relation.missing) if relation.kind == "sum" else id(relation)
        groups.setdefault(key, []).append(relation)
    once: list[Relation] = []
    for same in groups.values():
        first, *others = sorted(same, key=lambda one: _rank(one, case, by_mode=True))
        roles = dict.fromkeys(role for one in (first, *others) for role in one.roles)
        once.append(first._replace(roles=tuple(roles)) if others else first)
    return sorted(once, key=lambda relation: _rank(relation, case))


def _rank(relation: Relation, case: Case, *, by_mode: bool = False) -> tuple[int, bool, bool, bool, int, int]:
    total, is_sum = relation.total, relation.kind == "sum"
    gravity = GRAVEST[relation.calculation.mode] if by_mode and relation.calculation else 0
    is_other = is_sum and not any(is_face(case.role(role)) for role in relation.roles)
    return gravity, not is_sum, is_other, is_sum and total.aspects.is_slice, total.document, total.line


def _causes(relations: Sequence[Relation], failing: Sequence[Relation], case: Case) -> Sequence[Cause]:
    """Search the causes in the order of the failing relations.

    A build knows all its relations; of a report the sums that hold are made as the search asks for them.
    """
    others = [relation for relation in relations if not relation.failure(relation.values)]
    if case.instance is None:
        return find_causes([*failing, *others], tuple(case.figures.values()))
    stated = {
        fact.id: fact.value
        for relation in failing
        if relation.calculation is not None
        for fact in (
            next((f for f in s if isinstance(f.value, Decimal)), s[0]) for s in relation.calculation.sets
        )
        if isinstance(fact.value, Decimal)
    }
    causes = find_causes([*failing, *others], holding=_holding(failing, case), stated=stated)
    order = {id(relation): number for number, relation in enumerate(failing)}
    return sorted(causes, key=lambda cause: min(order[id(relation)] for relation in cause.relations))


def _holding(failing: Sequence[Relation], case: Case) -> Holding:
    """Return what finds the sums that hold and have a figure of failing ones, made when first asked for."""
    calculations: list[Mapping[str, Sequence[Calculation]]] = []
    made: dict[int, Relation] = {}

    def sums_of(fact: Fact) -> Iterator[Relation]:
        if not calculations:
            calculations.append(holding(case, failing))
        for calculation in calculations[0].get(fact.id, ()):
            if id(calculation) not in made:
                made[id(calculation)] = sum_of(calculation, case)
            yield made[id(calculation)]

    return sums_of


def _divided(cause: Cause, case: Case) -> Sequence[Cause]:
    """Return a cause of several sums of an audit as one for each, unless a named figure explains all."""
    if case.instance is None or len(cause.relations) == 1 or _named(cause, case):
        return (cause,)
    return [
        Cause((relation,), (), is_sure=False, is_searched=cause.is_searched) for relation in cause.relations
    ]


def _root(cause: Cause, around: SumSurroundings, repairs: Repairs, case: Case) -> RootCause:
    """Return a cause with the suspects worth naming, a repair, or the lines that the sum does not add."""
    # As printed it would hold: then the failure is what the preparer decided to accept.
    if case.settled and not any(r.failure({**r.values, **case.settled}) for r in cause.relations):
        return RootCause(cause, is_settled=True)
    named = _named(cause, case)
    first, *followers = cause.relations
    is_telling = any(suspect.is_telling for suspect in named)
    if followers or is_minor(first):
        return RootCause(cause, named)
    if case.instance is None or first.kind != "sum":
        unadded = () if is_telling else around.unadded(first)
        return RootCause(cause, () if unadded else named, unadded)
    return _audited(RootCause(cause, named), around, repairs.of(first))


def _audited(root: RootCause, around: SumSurroundings, repair: Repair | None) -> RootCause:
    """Return the root cause of one sum of an audit: of a figure and a repair what is more convincing."""
    first = root.cause.relations[0]
    slip = root.suspects[0].slip if root.suspects else None
    if slip in _CONVINCING or (slip == "not added" and around.is_counted_twice(root.suspects[0].fact, first)):
        return root
    if repair is None:
        # What is wrong in several contexts is no slip of one figure.
        return root if around.fails_alone(first) else root._replace(suspects=())
    change = repair.changes[0]
    if len(repair.changes) > 1 or change.kind not in ("added", "without"):
        return root._replace(suspects=(), repair=repair)
    fact, value = change.facts[0], change.adds
    if change.kind == "added":
        return root._replace(suspects=(), unadded=around.unadded(first) or (fact,))
    added = Suspect(
        fact, abs(value).copy_sign(first.values[fact.id]), Decimal(0), "not added", (0,), 1, line=(fact,)
    )
    return root._replace(suspects=(added,))


def _named(cause: Cause, case: Case) -> tuple[Suspect, ...]:
    """Return the suspects worth naming.

    A preparer, who has the source at hand, is led to each figure that one slip could explain. An auditor
    reads only what the figures themselves support: any figure could be wrong by the difference.
    """
    if case.instance is None:
        if cause.is_sure:
            return cause.suspects[:1]
        known = tuple(s for s in cause.suspects if s.slip not in ("lost", "other"))
        return known or tuple(s for s in cause.suspects if s.slip == "lost")
    telling = [suspect for suspect in cause.suspects if suspect.is_telling]
    best = tuple(suspect for suspect in telling if suspect.slip == telling[0].slip)
    return best if len(best) <= MOST_RIVALS else ()


def _grouped(roots: Sequence[RootCause]) -> Sequence[RootCause]:
    """Return one root cause for all contexts in which a sum fails in the same way."""
    groups: dict[object, list[RootCause]] = {}
    for number, root in enumerate(roots):
        first, *followers = root.cause.relations
        if first.kind != "sum" or followers or root.is_settled:
            groups[number] = [root]
            continue
        how: object = tuple((s.slip, s.fact.concept) for s in root.suspects)
        lines = tuple(fact.concept for fact in root.unadded)
        missing = tuple(name for name, _ in first.missing) or first.missing_count
        code = first.failure(first.values)
        cause = (root.repair.name if root.repair else how) or missing or lines
        key = (code, first.roles, first.total.concept, cause, root.has_few_lines)
        groups.setdefault(key, []).append(root)
    return [
        first._replace(repeats=tuple(other.cause.relations[0] for other in others))
        for first, *others in groups.values()
    ]


def _with_followers(roots: Sequence[RootCause], others: Sequence[Relation]) -> Sequence[RootCause]:
    """Return the root causes, with those of the relations that were not searched which they explain."""
    alone = {number: root.suspects[0] for number, root in enumerate(roots) if len(root.suspects) == 1}
    sure = {s.fact.id: i for i, s in alone.items() if s.slip not in OF_THE_SUM and not s.partner}
    found: list[list[Relation]] = [[] for _ in roots]
    for relation in others if sure else ():
        for fact in relation.facts:
            number = sure.get(fact.id, -1)
            if number >= 0:
                right = {fact.id: roots[number].suspects[0].right}
                if relation.failure({**relation.values, **right}) != relation.code:
                    found[number].append(relation)
                    break
    return [
        root._replace(cause=root.cause._replace(relations=(*root.cause.relations, *more)))
        for root, more in zip(roots, found, strict=True)
    ]


# --- the findings -----------------------------------------------------------------------------


def _together(code: str, same: Sequence[Relation], case: Case) -> Finding:
    """Return the finding on sums that all fail by rounding."""
    places = _places([relation.total for relation in same], case)
    first = same[0].total
    return finding(
        code,
        places[0] if places else None,
        related=places[1:],
        facts=dict.fromkeys(relation.total.id for relation in same),
        severity="warning" if all(map(is_minor, same)) else "error",
        count=len(same),
        first=f"{case.name(first.concept)} ({words.where(first.aspects)})",
        units=words.number(max(map(units, same))),
    )


def _of_another_scope(same: Sequence[SumOfOtherScope], scopes: Scopes, case: Case) -> Finding:
    """Return the finding on totals that a role of another scope adds up, and that hold in their own."""
    first = same[0]
    totals = list({one.relation.total.id: one.relation.total for one in same}.values())
    places = _places(totals, case)
    return finding(
        "C424",
        places[0] if places else None,
        related=places[1:],
        facts=[total.id for total in totals],
        count=counted(len(same), "sum fails", "sums fail"),
        role=case.role(first.role),
        own=case.role(first.own),
        totals=words.listed(list(dict.fromkeys(case.name(total.concept) for total in totals))),
        why=scopes.reason(first),
    )


def _finding(root: RootCause, around: SumSurroundings, case: Case) -> Finding:
    """Return the finding at the figure that is wrong if it is known, else at the total."""
    first = root.cause.relations[0]
    code = first.failure(first.values) or first.code
    is_mild = is_percentage_cut_off(first) or root.has_few_lines
    severity = "warning" if is_mild else explanation(code).severity
    if root.is_settled and severity == "warning":
        severity = "note"
    decided = [fact for fact in first.facts if root.is_settled and fact.id in case.settled]
    pointed = [*decided, *(fact for s in root.suspects for fact in s.line or (s.fact,))]
    if root.repair is not None:
        pointed += [first.total, *(fact for change in root.repair.changes for fact in change.facts)]
    absent = {concept for concept, _ in first.missing} if case.instance is None else set()
    rows = [fact for fact in case.figures.values() if fact.concept in absent] if absent else []
    totals = (relation.total for relation in root.repeats)
    places = _places([*pointed, first.total, *root.unadded, *totals, *first.facts, *rows], case)
    relations = (*root.cause.relations, *root.repeats)
    return finding(
        code,
        places[0] if places else None,
        related=places[1:],
        facts=dict.fromkeys(fact.id for relation in relations for fact in relation.facts),
        severity=severity,
        hint=hint(root, around, case) or None,
        **_values(first, case),
    )


def _places(facts: Sequence[Fact], case: Case) -> Sequence[Origin]:
    known = list({fact.id: fact for fact in facts}.values())
    shown = known if case.instance is None else known[:MOST_PLACES]
    return list(dict.fromkeys(place for fact in shown for place in case.places(fact)))


def _values(relation: Relation, case: Case) -> Words:
    """Return what the templates of the catalogue name."""
    total, values, formula = relation.total, relation.values, relation.formula
    if not isinstance(formula, WeightedSum):
        return words.derived(formula, total, values)
    computed = _rounded(formula.expected(values), relation)
    return {
        "name": relation.name,
        "total": case.name(total.concept),
        "period": words.where(total.aspects),
        "unit": words.unit_of(total),
        "reported": words.amount(values[total.id], total),
        "computed": computed,
        "difference": _rounded(relation.difference(values), relation),
        "slack": words.amount(formula.slack, total),
        "contributors": _contributors(relation, formula),
        "missing": counted(relation.missing_count, "contributor is", "contributors are"),
        "sum": words.weighted_sum(formula, values, computed, total if relation.kind == "sum" else None),
    }


def _contributors(relation: Relation, formula: WeightedSum) -> str:
    """Return "2 reported contributors add up to", or what to say of one or none."""
    kind = "reported contributor" if relation.missing_count else "contributor"
    count = len(words.added(formula, relation.values))
    if count == 1:
        return f"only {kind} gives"
    return f"{count:,} {kind}s add up to" if count else f"{kind}s add up to"


def _rounded(value: Decimal | None, relation: Relation) -> str:
    """Return a sum with all digits, a quotient with one digit more than the total."""
    if value is None:
        return "undefined"
    if relation.formula.is_linear:
        return words.amount(value, relation.total)
    one = Decimal(1).scaleb(-(relation.total.decimals or 0) - 1)
    return words.amount(value.quantize(one, context=PRECISE), relation.total)
