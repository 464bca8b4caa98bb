"""The dividends of a year: the annual one is the sum of its parts, the amount paid that for each share."""

from __future__ import annotations

from collections.abc import Iterator

from linetag.calc.formulas import PRODUCT, SUM
from linetag.model import Fact
from linetag.tanshin.form.facts import element_of
from linetag.tanshin.form.records import FormContext, context_of
from linetag.tanshin.verify.relation import Relation, Stated, Way
from linetag.tanshin.verify.rules import DIVIDEND, PAID

_PARTS = ("FirstQuarterMember", "SecondQuarterMember", "ThirdQuarterMember", "YearEndMember")
_ANNUAL, _RESULT = "AnnualMember", "ResultMember"
_AVERAGE = "AverageNumberOfShares"


def relations(stated: Stated) -> Iterator[Relation]:
    """The annual dividends that are stated, and the amounts paid."""
    for fact in stated.facts:
        if fact.value is None or _ANNUAL not in context_of(fact).members:
            continue
        if element_of(fact) == DIVIDEND:
            yield Relation("dividends", "S703", fact, tuple(_sum(fact, stated)))
        elif element_of(fact) == PAID:
            yield from _paid(fact, stated)


def _sum(fact: Fact, stated: Stated) -> Iterator[Way]:
    """The four parts, of a forecast with those that have become results; a dash adds nothing."""
    parts: list[Fact] = []
    kinds = [m for m in context_of(fact).members if m != _ANNUAL and not m.endswith("ConsolidatedMember")]
    for part in _PARTS:
        options = (
            stated.fact(DIVIDEND, _in_place(context_of(fact), part, kind))
            for kind in dict.fromkeys((*kinds, "ForecastMember" if kinds != [_RESULT] else _RESULT, _RESULT))
        )
        there = [option for option in options if option]
        if not there:
            return
        parts.append(next((one for one in there if one.value is not None), there[0]))
    paid = tuple(part for part in parts if part.value is not None)
    yield Way(paid, SUM)


def _in_place(context: FormContext, part: str, kind: str) -> FormContext:
    scope = tuple(m for m in context.members if m.endswith("ConsolidatedMember"))
    return FormContext(context.period, (part, *scope, kind))


def _paid(fact: Fact, stated: Stated) -> Iterator[Relation]:
    """The dividend for each of the average shares, or about: shares come and go between two dividends."""
    per_share = stated.fact(DIVIDEND, context_of(fact))
    shares = stated.fact(_AVERAGE, FormContext(context_of(fact).period, ("NonConsolidatedMember", _RESULT)))
    if per_share and shares:
        yield Relation("dividends", "S708", fact, (Way((per_share, shares), PRODUCT),), "near")
