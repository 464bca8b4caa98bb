"""The relations that the form implies: growth, and those of `taxonomy/tse/relations.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from linetag.calc.formulas import CHANGE, ITSELF, OVER_OUTSTANDING, RATIO
from linetag.model import Fact
from linetag.tanshin.derivations import Rule, by_element
from linetag.tanshin.form.facts import element_of, unit_of
from linetag.tanshin.form.records import FormContext, context_of
from linetag.tanshin.verify.relation import Relation, Stated, Way

_CHANGE = re.compile(r"Changes?In(?P<base>.+)")
_EARLIER = {"Current": "Prior", "Next": "Current"}
_TOKEN = re.compile(r"(Prior|Current|Next)(.+?)(Instant|Duration)")
_FORECASTS = ("ForecastMember", "UpperMember", "LowerMember")
_RESULT = "ResultMember"
_ISSUED = "NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock"
_TREASURY = "NumberOfTreasuryStockAtTheEndOfFiscalYear"
_AVERAGE = "AverageNumberOfShares"
_ALONE = ("NonConsolidatedMember", _RESULT)
DIVIDEND = "DividendPerShare"
PAID = "TotalDividendPaidAnnual"


def relations(stated: Stated) -> Iterator[Relation]:
    """Every relation of the document whose figures it should state, in the order of the document."""
    for fact in stated.facts:
        change = _CHANGE.fullmatch(element_of(fact))
        if change and unit_of(fact) == "Pure":
            yield from _growth(fact, change["base"], stated)
        elif fact.value is not None:
            for rule in by_element().get(element_of(fact), ()):
                if rule.rule in _RULES:
                    yield from _RULES[rule.rule](fact, rule, stated)
            if unit_of(fact) in ("JPY", "JPYPerShares"):
                yield from _range(fact, stated)


# --- growth ------------------------------------------------------------------------------------------


def _growth(fact: Fact, base: str, stated: Stated) -> Iterator[Relation]:
    """A change on the period before; a forecast's on the result of the year before, where it is stated."""
    before = earlier(context_of(fact))
    if before is None:
        return
    amounts = stated.fact(base, context_of(fact)), stated.fact(base, before)
    there = tuple(amount for amount in amounts if amount)
    forecast = before.members != context_of(fact).members
    complete = len(there) == len(amounts)
    if not complete and (forecast or fact.value is None or not there):
        return
    if fact.value is None and any(amount.value is None for amount in there):
        return
    way = Way(there, CHANGE)
    yield Relation("growth", "S702", fact, (way,) if complete else (), "growth")


def earlier(context: FormContext) -> FormContext | None:
    """The context of the result a year before; None where no form has it."""
    match = _TOKEN.fullmatch(context.period)
    word = _EARLIER.get(match[1]) if match else None
    if match is None or word is None or {"CurrentMember", "PreviousMember"} & {*context.members}:
        return None
    members = tuple(_RESULT if m in _FORECASTS else m for m in context.members)
    return FormContext(f"{word}{match[2]}{match[3]}", members)


# --- quotients ---------------------------------------------------------------------------------------


def _ratio(fact: Fact, rule: Rule, stated: Stated) -> Iterator[Relation]:
    top, bottom = (stated.any_of(names, context_of(fact)) for names in (rule.numerator, rule.denominator))
    yield Relation("ratio", "S704", fact, tuple(Way((t, b), RATIO) for t in top for b in bottom))


def _return(fact: Fact, rule: Rule, stated: Stated) -> Iterator[Relation]:
    """On the mean of the two ends of the period; the earlier end of the period before is not stated."""
    ends = _ends(context_of(fact))
    if ends:
        ways = tuple(
            Way((top, opening, closing), RATIO)
            for top in stated.any_of(rule.numerator, context_of(fact))
            for name in rule.denominator
            if (opening := stated.fact(name, ends[0])) and (closing := stated.fact(name, ends[1]))
        )
        yield Relation("ratio", "S704", fact, ways)


def _ends(
    context: FormContext, members: tuple[str, ...] | None = None
) -> tuple[FormContext, FormContext] | None:
    """The balance sheets at the start and the end of a year of results."""
    if context.period != "CurrentYearDuration" or (members is None and _RESULT not in context.members):
        return None
    members = context.members if members is None else members
    return FormContext("PriorYearInstant", members), FormContext("CurrentYearInstant", members)


def _per_share(fact: Fact, rule: Rule, stated: Stated) -> Iterator[Relation]:
    """Income over the average number of shares; a forecast's is over those outstanding, or about."""
    incomes = stated.any_of(rule.numerator, context_of(fact))
    if _RESULT in context_of(fact).members:
        shares = stated.fact(_AVERAGE, FormContext(context_of(fact).period, _ALONE))
        yield Relation("per share", "S705", fact, tuple(Way((i, shares), RATIO) for i in incomes if shares))
        return
    at = FormContext(f"{stated.document}Instant", _ALONE)
    issued, treasury = stated.fact(_ISSUED, at), stated.fact(_TREASURY, at)
    ways = tuple(
        Way((income, issued, treasury), OVER_OUTSTANDING) for income in incomes if issued and treasury
    )
    if ways:
        yield Relation("forecast", "S706", fact, ways, "near")


def _equity_per_share(fact: Fact, rule: Rule, stated: Stated) -> Iterator[Relation]:
    at = FormContext(context_of(fact).period, _ALONE)
    shares = stated.fact(_ISSUED, at), stated.fact(_TREASURY, at)
    ways = tuple(
        Way((top, shares[0], shares[1]), OVER_OUTSTANDING)
        for top in stated.any_of(rule.numerator, context_of(fact))
        if shares[0] and shares[1]
    )
    yield Relation("per share", "S705", fact, ways)


def _dividends(fact: Fact, stated: Stated) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The annual dividend per share beside a ratio, and the amount paid."""
    kind = next((m for m in context_of(fact).members if m == _RESULT or m in _FORECASTS), _RESULT)
    at = FormContext(context_of(fact).period, ("AnnualMember", "NonConsolidatedMember", kind))
    return stated.any_of((DIVIDEND,), at), stated.any_of((PAID,), at)


def _plain(context: FormContext) -> FormContext:
    """The context of the same scope without a schedule of dividends."""
    return FormContext(context.period, tuple(m for m in context.members if m != "AnnualMember"))


def _payout(fact: Fact, rule: Rule, stated: Stated) -> Iterator[Relation]:
    """Dividends over income, both per share; or, of a result, in all."""
    per_share, paid = _dividends(fact, stated)
    at = _plain(context_of(fact))
    ways = [Way((d, e), RATIO) for d in per_share for e in stated.any_of(rule.per_share, at)]
    ways += [Way((p, i), RATIO) for p in paid for i in stated.any_of(rule.denominator, at)]
    yield Relation("ratio", "S704", fact, tuple(ways))


def _on_equity(fact: Fact, rule: Rule, stated: Stated) -> Iterator[Relation]:
    """Dividends over the mean equity, both per share or in all."""
    per_share, paid = _dividends(fact, stated)
    ends = _ends(context_of(fact), _plain(context_of(fact)).members)
    if not ends:
        return
    ways = [
        Way((top, opening, closing), RATIO)
        for tops, names in ((per_share, rule.per_share), (paid, rule.denominator))
        for top in tops
        for name in names
        if (opening := stated.fact(name, ends[0])) and (closing := stated.fact(name, ends[1]))
    ]
    yield Relation("ratio", "S704", fact, tuple(ways))


# --- limits ------------------------------------------------------------------------------------------


def _at_most(fact: Fact, rule: Rule, stated: Stated) -> Iterator[Relation]:
    most = stated.any_of(rule.denominator, context_of(fact))
    of_a_loss = unit_of(fact) == "JPYPerShares" and any(
        not isinstance(one.value, Decimal) or one.value <= 0 for one in most
    )
    if most and not of_a_loss:
        yield Relation("limit", "S707", fact, tuple(Way((one,), ITSELF) for one in most), "at most")


def _range(fact: Fact, stated: Stated) -> Iterator[Relation]:
    """The lower end of a forecast is at most its upper end."""
    if "LowerMember" in context_of(fact).members:
        members = tuple("UpperMember" if m == "LowerMember" else m for m in context_of(fact).members)
        upper = stated.fact(element_of(fact), FormContext(context_of(fact).period, members))
        if upper and upper.value is not None:
            yield Relation("limit", "S707", fact, (Way((upper,), ITSELF),), "at most")


_RULES = {
    "ratio": _ratio,
    "return": _return,
    "per-share": _per_share,
    "equity-per-share": _equity_per_share,
    "payout": _payout,
    "dividends-on-equity": _on_equity,
    "at-most": _at_most,
}
