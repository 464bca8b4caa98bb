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
from typing import NamedTuple

from linetag import data
from linetag.calc.formulas import ITSELF, OVER_OUTSTANDING, PRODUCT, RATIO, SUM, Formula

FORMULAS: Mapping[str, Formula] = {
    "ratio": RATIO,
    "return": RATIO,
    "per-share": RATIO,
    "forecast-per-share": OVER_OUTSTANDING,
    "equity-per-share": OVER_OUTSTANDING,
    "dividends-total": SUM,
    "dividends-paid": PRODUCT,
    "payout": RATIO,
    "dividends-on-equity": RATIO,
    "at-most": ITSELF,
}
"""The formula of each rule; `taxonomy/tse/README.md` says in which contexts the operands are."""
_LISTS = ("numerator", "denominator", "per_share", "terms")


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
    def formula(self) -> Formula:
        """The formula of the rule."""
        return FORMULAS[self.rule]


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
