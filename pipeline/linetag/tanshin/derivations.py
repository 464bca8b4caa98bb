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

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from linetag import data
from linetag.calc.formulas import ITSELF, OVER_OUTSTANDING, PRODUCT, RATIO, SUM, Formula
from linetag.tanshin.form.names import FORECASTS
from linetag.tanshin.form.records import FormContext

_LISTS = ("numerator", "denominator", "per_share", "terms")
RESULT = "ResultMember"
_ALONE = ("NonConsolidatedMember", RESULT)
_ELEMENTS = {
    "average": "AverageNumberOfShares",
    "issued": "NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock",
    "treasury": "NumberOfTreasuryStockAtTheEndOfFiscalYear",
    "dividend": "DividendPerShare",
    "paid": "TotalDividendPaidAnnual",
}


class RuleSpec(NamedTuple):
    """What a rule says of its figures: the kind of the derivation, the code of its failure, the formula.

    `operands` are alternatives: the columns of the table and the elements (`_ELEMENTS`) that the formula
    takes, each with where it stands (`contexts`). `needs_operands`: without them nothing is said.
    """

    kind: str
    code: str
    formula: Formula
    operands: tuple[str, ...] = ()
    form: Literal["equal", "at most", "near"] = "equal"
    needs_operands: bool = False


RULES: Mapping[str, RuleSpec] = {
    "ratio": RuleSpec("ratio", "S704", RATIO, ("numerator@same denominator@same",)),
    "return": RuleSpec("ratio", "S704", RATIO, ("numerator@result denominator@ends",)),
    "per-share": RuleSpec("per share", "S705", RATIO, ("numerator@result average@shares",)),
    "forecast-per-share": RuleSpec(
        "forecast",
        "S706",
        OVER_OUTSTANDING,
        ("numerator@forecast issued@document treasury@document",),
        "near",
        needs_operands=True,
    ),
    "equity-per-share": RuleSpec(
        "per share", "S705", OVER_OUTSTANDING, ("numerator@same issued@shares treasury@shares",)
    ),
    "dividends-total": RuleSpec("dividends", "S703", SUM),
    "dividends-paid": RuleSpec(
        "dividends", "S708", PRODUCT, ("per_share@same average@shares",), "near", needs_operands=True
    ),
    "payout": RuleSpec(
        "ratio", "S704", RATIO, ("dividend@annual per_share@scope", "paid@annual denominator@scope")
    ),
    "dividends-on-equity": RuleSpec(
        "ratio", "S704", RATIO, ("dividend@annual per_share@ends", "paid@annual denominator@ends")
    ),
    "at-most": RuleSpec("limit", "S707", ITSELF, ("denominator@same",), "at most", needs_operands=True),
}
"""The rules of the table (`taxonomy/tse/README.md` describes them in words)."""


def contexts(where: str, context: FormContext, document: str) -> tuple[FormContext, ...]:
    """Return where an operand stands, by the context of the derived figure and the period of the document.

    Nothing is returned where the rule does not apply; "ends" are the start and the end of the year, and
    "scope" is the context without the schedule of dividends.
    """
    period, members = context
    scope = tuple(member for member in members if member != "AnnualMember")
    kind = next((member for member in members if member in (RESULT, *FORECASTS)), RESULT)
    ends = ("PriorYearInstant", "CurrentYearInstant") if period == "CurrentYearDuration" else ()
    found: Mapping[str, tuple[FormContext, ...]] = {
        "same": (context,),
        "result": (context,) if RESULT in members else (),
        "forecast": () if RESULT in members else (context,),
        "shares": (FormContext(period, _ALONE),),
        "document": (FormContext(f"{document}Instant", _ALONE),),
        "scope": (FormContext(period, scope),),
        "annual": (FormContext(period, ("AnnualMember", "NonConsolidatedMember", kind)),),
        "ends": tuple(FormContext(end, scope) for end in ends),
    }
    return found[where]


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

    def elements(self, name: str) -> tuple[str, ...]:
        """Return the elements that an operand of the rule may be: of a column, or the one of that name."""
        columns = {"numerator": self.numerator, "denominator": self.denominator, "per_share": self.per_share}
        return columns.get(name) or ((_ELEMENTS[name],) if name in _ELEMENTS else ())


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
