"""Draft a concept of the company's own for a line: name, type, period, balance and label from its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from linetag.propose import total_words
from linetag.propose.concepts.context import LineContext
from linetag.propose.concepts.folding import folded
from linetag.propose.concepts.limits import MAX_NAME
from linetag.propose.records import OwnConcept, Statement
from linetag.release import captions, characters

_TYPES = {"money": "monetary", "shares": "shares", "per share": "perShare", "other": "pure"}
_DEBIT, _CREDIT = "debit", "credit"
_OTHER = {_DEBIT: _CREDIT, _CREDIT: _DEBIT}
_BY_ZONE = {
    "CA": _DEBIT,
    "NA": _DEBIT,
    "A": _DEBIT,
    "CL": _CREDIT,
    "NL": _CREDIT,
    "L": _CREDIT,
    "EQ": _CREDIT,
}
_SUFFIXES = {"CA": "Current", "CL": "Current", "NA": "Noncurrent", "NL": "Noncurrent"}
_REVENUES = re.compile(r"\b(?:revenues?|sales)\b")
_COSTS = re.compile(r"\bcosts?\b|\bexpenses?\b")
_DEDUCTED = re.compile(r"treasury|deficit|accumulated depreciation|allowance|receivable from stock")
_CHANGES = re.compile(r"changes in|increase|decrease|operating assets")
_PAYS = re.compile(r"payment|repay|purchase|acqui|repurchase|distribution|dividend|redemption|invest")


def draft(
    line: LineContext, caption: str, section: Sequence[str], balance: str, confidence: Decimal
) -> OwnConcept:
    """Return a draft for a line of a statement. `balance` is what its place in the sums says, or ""."""
    period = "instant" if line.is_balance else "duration"
    kind = _TYPES.get(line.line.unit, "monetary")
    label = characters.label(captions.without_figures(caption).replace("…", "")).strip(" ,;:-")
    called = name(line, section)
    own = balance or _balance(line, called) if kind == "monetary" else ""
    return OwnConcept(called, kind, period, own, label, confidence)


def name(line: LineContext, section: Sequence[str]) -> str:
    """Return a name in the style of the taxonomy: the words of the caption, each with a capital."""
    text = line.line.text
    heading = folded(section[-1]) if section else ""
    words = _capitals(text)
    statement, zone = line.line.statement, line.line.zone
    if statement == "BS" and zone in _SUFFIXES and "urrent" not in words:
        words += _SUFFIXES[zone]
    elif statement == "IS" and line.line.unit in ("money", ""):
        if _REVENUES.search(heading) and not (_REVENUES.search(text) or _COSTS.search(text)):
            words += "CostOfRevenue" if _COSTS.search(heading) else "Revenue"
        elif _COSTS.search(heading) and not _COSTS.search(text):
            words += "Expense"
    elif statement == "CF" and zone == "O" and _CHANGES.search(heading) and not _CHANGES.search(text):
        words = f"IncreaseDecreaseIn{words}"
    elif (
        statement == "CF" and zone in ("I", "F") and not text.startswith(("payment", "proceeds", "repayment"))
    ):
        words = f"{'PaymentsFor' if _pays(line) else 'ProceedsFrom'}{words}"
    return words[:MAX_NAME] or "UnnamedLine"


def balances(statement: Statement) -> Mapping[int, str]:
    """Return the balance of lines that take part in sums: that of the total, or its opposite if deducted."""
    parents = {part.line: (one.total, part.weight) for one in statement.sums for part in one.contributors}
    found: dict[int, str] = {}
    if statement.code not in ("IS", "CI"):
        return found
    for number in parents:
        sign, top = 1, number
        for _ in range(len(parents)):
            if top not in parents:
                break
            top, weight = parents[top]
            sign *= weight
        root = _root(statement.lines[top].caption)
        found[number] = root if sign > 0 else _OTHER[root]
    return found


def _root(caption: str) -> str:
    words = total_words.of_caption(caption)
    return _DEBIT if words.is_deducted and words.kind == "total" else _CREDIT


def _balance(line: LineContext, called: str) -> str:
    statement, text = line.line.statement, line.line.text
    if statement == "BS":
        own = _BY_ZONE.get(line.line.zone, "")
        return _OTHER[own] if own and _DEDUCTED.search(text) else own
    if statement == "CF" and line.line.zone in ("I", "F"):
        return _CREDIT if _pays(line) else _DEBIT
    if statement == "IS":
        is_cost = called.endswith(("CostOfRevenue", "Expense")) or total_words.of_caption(text).is_deducted
        return _DEBIT if is_cost else _CREDIT
    return ""


def _pays(line: LineContext) -> bool:
    return line.is_negative if line.is_negative is not None else _PAYS.search(line.line.text) is not None


def _capitals(text: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in text.split() if word.isascii())
