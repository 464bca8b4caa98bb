"""What a summary must obey: growth, ranges, annual dividends, and the rules of the table of derivations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, product

from linetag.calc.formulas import CHANGE, ITSELF, SUM
from linetag.checks.derivations import Alternative, Derived
from linetag.checks.relation import Relation
from linetag.model import Fact
from linetag.tanshin.derivations import RESULT, Rule, by_element, contexts
from linetag.tanshin.form.facts import element_of, unit_of
from linetag.tanshin.form.names import FORECASTS
from linetag.tanshin.form.records import FormContext, context_of
from linetag.tanshin.verify.figures import SummaryFigures

_CHANGE = re.compile(r"Changes?In(?P<base>.+)")
_EARLIER = {"Current": "Prior", "Next": "Current"}
_TOKEN = re.compile(r"(Prior|Current|Next)(.+?)(Instant|Duration)")
_ANNUAL = "AnnualMember"
_DIVIDENDS = ("FirstQuarterMember", "SecondQuarterMember", "ThirdQuarterMember", "YearEndMember")


def relations(figures: SummaryFigures) -> Sequence[Relation]:
    """Return every relation of a document in its order, those on dividends last."""
    found = [relation for fact in figures.facts for relation in _relations(fact, figures)]
    return sorted(found, key=lambda relation: relation.name == "dividends")


def _relations(fact: Fact, figures: SummaryFigures) -> Iterator[Relation]:
    change = _CHANGE.fullmatch(element_of(fact))
    if change and unit_of(fact) == "Pure":
        yield from _growth(fact, change["base"], figures)
    elif fact.value is not None:
        for rule in by_element().get(element_of(fact), ()):
            yield from _by_rule(fact, rule, figures)
        if unit_of(fact) in ("JPY", "JPYPerShares"):
            yield from _range(fact, figures)


def _growth(fact: Fact, base: str, figures: SummaryFigures) -> Iterator[Relation]:
    """A change on the period before; a forecast's on the result of the year before, where it is stated."""
    before = earlier(context_of(fact))
    if before is None:
        return
    amounts = figures.fact(base, context_of(fact)), figures.fact(base, before)
    stated = tuple(amount for amount in amounts if amount)
    is_forecast = before.members != context_of(fact).members
    is_complete = len(stated) == len(amounts)
    if not is_complete and (is_forecast or fact.value is None or not stated):
        return
    if fact.value is None and any(amount.value is None for amount in stated):
        return
    alternatives = (Alternative(stated, CHANGE),) if is_complete else ()
    yield Relation("derivation", "growth", "S702", "", fact, Derived(alternatives, figures, "growth"))


def earlier(context: FormContext) -> FormContext | None:
    """Return the context of the result a year before; None where no form has it."""
    match = _TOKEN.fullmatch(context.period)
    word = _EARLIER.get(match[1]) if match else None
    if match is None or word is None or {"CurrentMember", "PreviousMember"} & {*context.members}:
        return None
    members = tuple(RESULT if m in FORECASTS else m for m in context.members)
    return FormContext(f"{word}{match[2]}{match[3]}", members)


def _range(fact: Fact, figures: SummaryFigures) -> Iterator[Relation]:
    """The lower end of a forecast is at most its upper end."""
    if "LowerMember" in context_of(fact).members:
        members = tuple("UpperMember" if m == "LowerMember" else m for m in context_of(fact).members)
        upper = figures.fact(element_of(fact), FormContext(context_of(fact).period, members))
        if upper and upper.value is not None:
            formula = Derived((Alternative((upper,), ITSELF),), figures, "at most")
            yield Relation("derivation", "limit", "S707", "", fact, formula)


def _by_rule(fact: Fact, rule: Rule, figures: SummaryFigures) -> Iterator[Relation]:
    """The relation of a rule that applies to the context of a fact."""
    context, spec = context_of(fact), rule.spec
    if rule.rule == "dividends-total":
        found = _dividends(fact, figures) if _ANNUAL in context.members else None
    else:
        found = _alternatives(context, rule, figures)
    if found is None or (spec.needs_operands and not found):
        return
    if spec.form == "at most" and unit_of(fact) == "JPYPerShares":
        # The loss per share may be smaller if it is diluted.
        values = [one.operands[0].value for one in found]
        if any(not isinstance(value, Decimal) or value <= 0 for value in values):
            return
    yield Relation("derivation", spec.kind, spec.code, "", fact, Derived(found, figures, spec.form))


def _alternatives(
    context: FormContext, rule: Rule, figures: SummaryFigures
) -> tuple[Alternative, ...] | None:
    """Return each combination of the operands that the document states; None if the rule does not apply."""
    found, spec = list[Alternative](), rule.spec
    for operands in spec.operands:
        choices: list[list[tuple[Fact, ...]]] = []
        for name, _, where in (operand.partition("@") for operand in operands.split()):
            places = contexts(where, context, figures.document)
            if not places:
                return None
            stated = [[figures.fact(element, at) for at in places] for element in rule.elements(name)]
            choices.append([tuple(f for f in facts if f) for facts in stated if None not in facts])
        found += [Alternative(tuple(chain.from_iterable(one)), spec.formula) for one in product(*choices)]
    return tuple(found)


def _dividends(fact: Fact, figures: SummaryFigures) -> tuple[Alternative, ...]:
    """The dividends of a year, of a forecast with those that have become results; a dash adds nothing."""
    context, added = context_of(fact), list[Fact]()
    scope = tuple(m for m in context.members if m.endswith("ConsolidatedMember"))
    kinds = [m for m in context.members if m != _ANNUAL and m not in scope]
    options = dict.fromkeys((*kinds, "ForecastMember" if kinds != [RESULT] else RESULT, RESULT))
    for time in _DIVIDENDS:
        contexts = (FormContext(context.period, (time, *scope, kind)) for kind in options)
        stated = [one for at in contexts if (one := figures.fact(element_of(fact), at))]
        if not stated:
            return ()
        added.append(next((one for one in stated if one.value is not None), stated[0]))
    return (Alternative(tuple(one for one in added if one.value is not None), SUM),)
