"""The derivations of the summary: the table `taxonomy/tse/relations.csv`, and the formula of each rule.

The table is used in two directions.

Forwards, a cell of our own summary is derived from exact amounts. A row with an `item` names in `terms`
the items of the summary that are the operands (`operands.of_item`); items with a `quotient` in
`filing.toml` name their operands there, and their formula is `RATIO`. `Formula.printed` gives the figure
with the form's rounding.

Backwards, the figures of a summary that was read are checked against each other (`verify/`). A fact of
`element` must follow from the facts of `numerator`, `denominator` and `per_share`. Several names in one
column are alternatives, of which a document states one or more: each combination is one way to the
figure, and the figure holds if one of the ways gives it. All figures are rounded, so a way gives the
interval `formula.between(...)` of the intervals of its operands, and it must overlap the interval of the
stated figure. Growth has no rows, because the element of each growth is named after its base (`ChangeIn`
and the base, formula `CHANGE`); where `formulas.growth` gives a reason, a dash is right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from linetag import data
from linetag.calc.formulas import ITSELF, OVER_OUTSTANDING, PRODUCT, RATIO, SUM, Formula
from linetag.tanshin.form.records import FormContext

_LISTS = ("numerator", "denominator", "per_share", "terms")
_RESULT = "ResultMember"
_ALONE = ("NonConsolidatedMember", _RESULT)
_AVERAGE = "AverageNumberOfShares"
_ISSUED = "NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock"
_TREASURY = "NumberOfTreasuryStockAtTheEndOfFiscalYear"
_DIVIDEND, _PAID = "DividendPerShare", "TotalDividendPaidAnnual"

Contexts = tuple[FormContext, ...]


# --- where the operands are, by the context of the derived figure and the period of the document ------


def _same(context: FormContext, _: str) -> Contexts:
    return (context,)


def _of_result(context: FormContext, _: str) -> Contexts:
    return (context,) if _RESULT in context.members else ()


def _of_forecast(context: FormContext, _: str) -> Contexts:
    return () if _RESULT in context.members else (context,)


def _shares(context: FormContext, _: str) -> Contexts:
    return (FormContext(context.period, _ALONE),)


def _shares_at_end(_: FormContext, document: str) -> Contexts:
    return (FormContext(f"{document}Instant", _ALONE),)


def _without_schedule(context: FormContext, _: str) -> Contexts:
    return (FormContext(context.period, tuple(m for m in context.members if m != "AnnualMember")),)


def _annual(context: FormContext, _: str) -> Contexts:
    kinds = (_RESULT, "ForecastMember", "UpperMember", "LowerMember")
    kind = next((member for member in context.members if member in kinds), _RESULT)
    return (FormContext(context.period, ("AnnualMember", "NonConsolidatedMember", kind)),)


def _year_ends(context: FormContext, document: str) -> Contexts:
    """The balance sheets at the start and the end of the year; those of an earlier year are not stated."""
    if context.period != "CurrentYearDuration":
        return ()
    members = _without_schedule(context, document)[0].members
    return FormContext("PriorYearInstant", members), FormContext("CurrentYearInstant", members)


class Operands(NamedTuple):
    """One element of those that a column of the table names, or a given one, in one context or two."""

    column: str
    contexts: Callable[[FormContext, str], Contexts]

    def elements(self, rule: Rule) -> tuple[str, ...]:
        """Return the elements that are alternatives in a rule."""
        columns = {"numerator": rule.numerator, "denominator": rule.denominator, "per_share": rule.per_share}
        return columns.get(self.column, (self.column,))


class RuleSpec(NamedTuple):
    """How the figures of a rule derive: the formula, and the operands to verify a summary by.

    `operands` are one list of operands or two that are alternatives. `needs_operands`: without any figure
    to compare with nothing is said.
    """

    kind: str
    code: str
    formula: Formula
    operands: tuple[tuple[Operands, ...], ...] = ()
    form: Literal["equal", "at most", "near"] = "equal"
    needs_operands: bool = False


_OVER = Operands("numerator", _same)
RULES: Mapping[str, RuleSpec] = {
    "ratio": RuleSpec("ratio", "S704", RATIO, ((_OVER, Operands("denominator", _same)),)),
    "return": RuleSpec(
        "ratio",
        "S704",
        RATIO,
        ((Operands("numerator", _of_result), Operands("denominator", _year_ends)),),
    ),
    "per-share": RuleSpec(
        "per share", "S705", RATIO, ((Operands("numerator", _of_result), Operands(_AVERAGE, _shares)),)
    ),
    "forecast-per-share": RuleSpec(
        "forecast",
        "S706",
        OVER_OUTSTANDING,
        (
            (
                Operands("numerator", _of_forecast),
                Operands(_ISSUED, _shares_at_end),
                Operands(_TREASURY, _shares_at_end),
            ),
        ),
        "near",
        needs_operands=True,
    ),
    "equity-per-share": RuleSpec(
        "per share",
        "S705",
        OVER_OUTSTANDING,
        ((_OVER, Operands(_ISSUED, _shares), Operands(_TREASURY, _shares)),),
    ),
    "dividends-total": RuleSpec("dividends", "S703", SUM),
    "dividends-paid": RuleSpec(
        "dividends",
        "S708",
        PRODUCT,
        ((Operands("per_share", _same), Operands(_AVERAGE, _shares)),),
        "near",
        needs_operands=True,
    ),
    "payout": RuleSpec(
        "ratio",
        "S704",
        RATIO,
        (
            (Operands(_DIVIDEND, _annual), Operands("per_share", _without_schedule)),
            (Operands(_PAID, _annual), Operands("denominator", _without_schedule)),
        ),
    ),
    "dividends-on-equity": RuleSpec(
        "ratio",
        "S704",
        RATIO,
        (
            (Operands(_DIVIDEND, _annual), Operands("per_share", _year_ends)),
            (Operands(_PAID, _annual), Operands("denominator", _year_ends)),
        ),
    ),
    "at-most": RuleSpec(
        "limit", "S707", ITSELF, ((Operands("denominator", _same),),), "at most", needs_operands=True
    ),
}
"""The rules of the table (`taxonomy/tse/README.md` describes them in words)."""


class Rule(NamedTuple):
    """A row of the table: an element, and what it derives from (the columns: `taxonomy/tse/README.md`)."""

    rule: str
    element: str
    item: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    per_share: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def spec(self) -> RuleSpec:
        """What the rule says of its figures."""
        return RULES[self.rule]

    @property
    def formula(self) -> Formula:
        """The formula of the rule."""
        return self.spec.formula


@cache
def table() -> tuple[Rule, ...]:
    """The rows in their order."""
    return tuple(
        Rule(row["rule"], row["element"], row["item"], *(tuple(row[name].split()) for name in _LISTS))
        for row in data.table("taxonomy", "tse/relations.csv")
    )


@cache
def by_element() -> Mapping[str, tuple[Rule, ...]]:
    """The rules of each element, to verify a summary."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in table():
        found[rule.element] = (*found.get(rule.element, ()), rule)
    return found


@cache
def by_item() -> Mapping[str, Rule]:
    """The rule of each item that derives from other items, to derive our own summary.

    >>> by_item()["dividends.payout-ratio"].terms
    ('dividends.total', 'per-share.eps')
    """
    return {rule.item: rule for rule in reversed(table()) if rule.item}
