"""Rules over the whole filing that decide between concepts of nearly the same meaning.

A rule speaks for a concept (1), against it (-1), or does not apply (0); how much it counts was fitted with
the other traits (`author/fitting.py`). Its reason is shown where it speaks for the first candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from linetag.propose.concepts.captions import ConceptUse
from linetag.propose.concepts.context import FilingContext, LineContext


class Asked(NamedTuple):
    """A concept that is weighed for a line. `use` is None where no company is known to use it."""

    concept: str
    use: ConceptUse | None
    line: LineContext
    filing: FilingContext


class FilingRule(NamedTuple):
    """A rule: the name of its weight, its reason, and what it says about a concept at a line."""

    name: str
    reason: str
    says: Callable[[Asked], int]


_WITH_NONCONTROLLING = frozenset(
    (
        "ProfitLoss",
        "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
        "ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest",
        "IncomeLossFromContinuingOperationsIncludingPortionAttributableToNoncontrollingInterest",
        "OtherComprehensiveIncomeLossNetOfTax",
    )
)
_OF_PARENT = frozenset(
    (
        "NetIncomeLoss",
        "StockholdersEquity",
        "ComprehensiveIncomeNetOfTax",
        "IncomeLossFromContinuingOperations",
        "OtherComprehensiveIncomeLossNetOfTaxPortionAttributableToParent",
    )
)
_ATTRIBUTED = re.compile(r"attributable|available|applicable|帰属")
_COMMON = re.compile(r"\bcommon\b|\bordinary\b|stockholders|shareholders")
_BEFORE_TAX = "IncomeLossFromContinuingOperationsBeforeIncomeTaxes"


def _with_noncontrolling(asked: Asked) -> int:
    if "noncontrolling" not in asked.filing.flags or _ATTRIBUTED.search(asked.line.line.text):
        return 0
    return (asked.concept in _WITH_NONCONTROLLING) - (asked.concept in _OF_PARENT)


def _no_noncontrolling(asked: Asked) -> int:
    if "noncontrolling" in asked.filing.flags:
        return 0
    return (asked.concept in _OF_PARENT) - (asked.concept in _WITH_NONCONTROLLING)


def _attributed(asked: Asked) -> int:
    if not _ATTRIBUTED.search(asked.line.line.text):
        return 0
    return (asked.concept in _OF_PARENT) - (asked.concept in _WITH_NONCONTROLLING)


def _to_common(asked: Asked) -> int:
    if asked.concept not in ("NetIncomeLossAvailableToCommonStockholdersBasic", "NetIncomeLoss"):
        return 0
    text = asked.line.line.text
    common = "preferred" in asked.filing.flags and _ATTRIBUTED.search(text) and _COMMON.search(text)
    sign = 1 if common else -1
    return sign if asked.concept != "NetIncomeLoss" else -sign


def _restricted(asked: Asked) -> int:
    if "cash" not in asked.line.line.text or "Cash" not in asked.concept or not asked.line.is_balance:
        return 0
    named = "RestrictedCash" in asked.concept
    if "restrict" in asked.line.line.text:
        return 1 if named else -1
    if asked.line.line.statement == "BS":
        return -1 if named else 1
    return 0


def _restricted_flows(asked: Asked) -> int:
    if (
        asked.line.line.statement != "CF"
        or "RestrictedCash" not in asked.concept
        or asked.line.line.zone != "S"
    ):
        return 0
    return 1 if "restricted" in asked.filing.flags else -1


def _classified(asked: Asked) -> int:
    zone, concept = asked.line.line.zone, asked.concept
    if asked.line.line.statement != "BS" or not zone:
        return 0
    if "CurrentAndNoncurrent" in concept:
        return 1 if zone in ("A", "L") else -1
    if concept.endswith("Noncurrent"):
        return {"NA": 1, "NL": 1, "CA": -1, "CL": -1}.get(zone, 0)
    if "Current" in concept:
        return 1 if zone in ("CA", "CL") else -1
    return 0


def _unclassified(asked: Asked) -> int:
    if asked.line.line.statement != "BS" or "classified" in asked.filing.flags:
        return 0
    return -1 if re.search("(?:Current|Noncurrent)$", asked.concept) and "AndNon" not in asked.concept else 0


def _direction(asked: Asked) -> int:
    if asked.line.line.statement != "CF" or asked.line.is_negative is None or asked.line.line.zone == "S":
        return 0
    if asked.concept.startswith(("Payments", "Repayments")):
        return 1 if asked.line.is_negative else -1
    if asked.concept.startswith("Proceeds") and "Payments" not in asked.concept:
        return -1 if asked.line.is_negative else 1
    return 0


def _unit(asked: Asked) -> int:
    if asked.use is None or asked.use.unit == "other" or asked.line.line.unit == "":
        return 0
    return 0 if asked.use.unit == asked.line.line.unit else -1


def _period(asked: Asked) -> int:
    if asked.use is None or not asked.line.line.statement:
        return 0
    return 0 if (asked.use.period == "instant") == asked.line.is_balance else -1


def _continuing(asked: Asked) -> int:
    if "ContinuingOperations" not in asked.concept or _BEFORE_TAX in asked.concept:
        return 0
    return 1 if "discontinued" in asked.filing.flags else -1


def _equity_method(asked: Asked) -> int:
    if _BEFORE_TAX not in asked.concept:
        return 0
    wide = "MinorityInterestAndIncomeLossFromEquityMethodInvestments" in asked.concept
    return 1 if wide == ("equity method" in asked.filing.flags) else -1


def _paid_in(asked: Asked) -> int:
    if not asked.concept.startswith(("CommonStocksIncluding", "CommonStockValue")):
        return 0
    wide = asked.concept.startswith("CommonStocksIncluding")
    return 1 if wide != ("paid-in" in asked.filing.flags) else -1


def _exchange(asked: Asked) -> int:
    if "ExchangeRateEffect" not in asked.concept or "PeriodIncreaseDecrease" not in asked.concept:
        return 0
    with_effect = "Including" in asked.concept.rpartition("PeriodIncreaseDecrease")[2]
    return 1 if with_effect == ("exchange" in asked.filing.flags) else -1


LINE_RULES = (
    FilingRule("attributed", "the caption names those to whom it is attributable", _attributed),
    FilingRule(
        "restricted", "the caption or the statement says whether restricted cash is included", _restricted
    ),
    FilingRule("classified", "the printed totals show whether it is current", _classified),
    FilingRule("direction", "the sign of the figures shows which way the cash went", _direction),
    FilingRule("unit", "it has the unit of the figures", _unit),
    FilingRule("period", "it is an amount at a date or of a period as the figures are", _period),
)
"""The rules that a line alone can decide."""

RULES = (
    *LINE_RULES,
    FilingRule("noncontrolling", "the filing has rows of noncontrolling interests", _with_noncontrolling),
    FilingRule("no noncontrolling", "the filing has no row of noncontrolling interests", _no_noncontrolling),
    FilingRule("to common", "the filing shows whether preferred dividends are deducted", _to_common),
    FilingRule("restricted flows", "the filing reports restricted cash", _restricted_flows),
    FilingRule("unclassified", "the balance sheet is not classified", _unclassified),
    FilingRule("continuing", "the filing shows whether operations are discontinued", _continuing),
    FilingRule("equity method", "the filing shows whether equity-method income follows", _equity_method),
    FilingRule("paid-in", "the filing shows whether paid-in capital has a row of its own", _paid_in),
    FilingRule("exchange", "the statement shows whether exchange rates have an effect on cash", _exchange),
)
"""All rules; those after the first need all lines of the filing."""
