"""Captions that belong to one kind of statement, and what they weigh.

A cue counts once however often it is printed, so that a long table weighs no more than a short one. The
first cues of a statement are those without which it is not whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from linetag.propose.limits import MAX_STATEMENT_ROWS
from linetag.propose.records import StatementCode
from linetag.release import captions
from linetag.release.records import Table


class Cue(NamedTuple):
    """Words of a caption, what they weigh, and whether they name an essential line of the statement."""

    weight: int
    words: re.Pattern[str]
    essential: str = ""


def _cues(*rows: tuple[int, str, str]) -> tuple[Cue, ...]:
    return tuple(Cue(weight, re.compile(words), essential) for weight, words, essential in rows)


_CLAIMS = (
    r"^total liabilit(?:y|ies)\b.*\b(?:equity"
    r"|deficit|deficiency|capital)\b|負債.*純資産合計"
)
_CHANGE_IN_CASH = (
    r"net (?:change|\(?(?:increase|decrease)\)?).*\bcash"
    r"|\b(?:increase|decrease|change)\b.*\bin cash"
)
_NET_INCOME = (
    r"^(?:consolidated )?\(?net \(?(?:income|loss|earnings"
    r"|profit)|^profit of|^profit\b|当期純利益|四半期純利益"
)
_OPERATING = (
    r"^operating (?:income|loss|profit|expenses)"
    r"|^\(?(?:income|loss)\)? from operations|営業利益"
)
_BEFORE_TAX = (
    r"before (?:provision for |benefit from |\w+ )?(?:income )?tax"
    r"|before (?:the )?(?:provision|benefit)|税引前"
)

CUES: Mapping[StatementCode, tuple[Cue, ...]] = {
    "BS": _cues(
        (6, r"^total assets\b|^assets,? total|資産合計", "assets"),
        (6, _CLAIMS, "claims"),
        (4, r"^total liabilities\b$|^total (?:[\w'-]+ ){0,3}liabilities$|負債合計", "claims"),
        (3, r"^total (?:[\w'.,-]+ ){0,6}(?:equity|deficit|deficiency|investment)\b|純資産合計", "claims"),
        (3, r"^total current assets|流動資産", ""),
        (3, r"^total current liabilities|流動負債", ""),
        (1, r"^accounts payable|買掛金", ""),
        (1, r"receivables?\b.*\bnet\b|^accounts receivable|売掛金", ""),
        (2, r"retained earnings|accumulated deficit|利益剰余金", ""),
        (2, r"paid-in capital|capital surplus|資本剰余金", ""),
        (2, r"accumulated other comprehensive", ""),
        (1, r"^inventor(?:y|ies)", ""),
        (1, r"^goodwill", ""),
        (2, r"property.*\bnet\b|property and equipment|有形固定資産", ""),
        (2, r"^common stock|^treasury stock|^preferred stock|資本金", ""),
        (2, r"^deposits|^total deposits|^loans\b|^total loans", ""),
    ),
    "CF": _cues(
        (6, r"net cash.*operat|cash.*(?:provided|used|generated|flows?).*operat.*|営業活動", "operating"),
        (5, r"net cash.*invest|cash.*(?:provided|used|flows?).*invest.*|投資活動", "investing"),
        (5, r"net cash.*financ|cash.*(?:provided|used|flows?).*financ.*|財務活動", "financing"),
        (4, _CHANGE_IN_CASH, "change"),
        (3, r"cash.*\bbeginning\b|\bbeginning\b.*\bcash", ""),
        (3, r"cash.*\bend\b|\bend of\b.*\bcash", ""),
        (3, r"adjustments? to reconcile|adjustments? for non-?cash", ""),
        (2, r"^depreciation|減価償却費", ""),
        (2, r"^proceeds from|^repayments? of|^payments? (?:of|on|for)", ""),
        (2, r"^purchases? of|^capital expenditures|^acquisitions? of|additions to property", ""),
        (1, r"stock-based compensation|share-based compensation", ""),
        (1, r"^net (?:income|loss|earnings)", ""),
    ),
    "IS": _cues(
        (5, _NET_INCOME, "net"),
        (3, r"^(?:total )?(?:net )?(?:operating )?(?:revenues?|sales)\b|売上高|営業収益", "revenue"),
        (3, r"^cost of|^costs? and expenses|売上原価", "expense"),
        (2, r"^gross (?:profit|margin)|売上総利益", "expense"),
        (3, _OPERATING, "expense"),
        (3, _BEFORE_TAX, "tax"),
        (3, r"provision.*tax|benefit.*tax|^income tax|^tax(?:es)? (?:on|expense|provision)|法人税", "tax"),
        (2, r"selling, general|general and administrative|^marketing|販売費及び一般管理費", ""),
        (2, r"^research and development|^research, development", ""),
        (1, r"^interest (?:expense|income)|^interest and", ""),
        (3, r"per (?:common )?share|^basic\b|^diluted\b|1株当たり", "per share"),
        (2, r"weighted[- ]average|average (?:number of )?(?:common )?shares", ""),
        (3, r"net interest income|provision for (?:loan|credit) losses|^premiums", "revenue"),
        (2, r"noninterest (?:income|expense)|non-interest (?:income|expense)", ""),
    ),
    "CI": _cues(
        (6, r"comprehensive \(?(?:income|loss|earnings|profit)|包括利益", "comprehensive"),
        (3, r"foreign currency translation|為替換算調整", ""),
        (3, r"unrealized|unrecognized|その他有価証券評価差額金", ""),
        (2, r"reclassif", ""),
        (2, r"pension|postretirement|defined benefit|actuarial", ""),
        (2, r"\bhedge|derivative", ""),
        (1, r"^net \(?(?:income|loss|earnings)", ""),
    ),
    "EQ": _cues(
        (5, r"^balances?\b|^(?:beginning|ending|opening|closing) balance", "balance"),
        (2, r"stock-based compensation|share-based", ""),
        (2, r"dividends", ""),
        (2, r"issu(?:ance|ed)|exercise", ""),
        (2, r"repurchase|treasury|tax withh", ""),
        (1, r"^net \(?(?:income|loss|earnings)", ""),
        (1, r"other comprehensive", ""),
    ),
    "SEG": _cues(
        (3, r"inter-?segment|eliminat", "segment"),
        (3, r"segment", "segment"),
        (2, r"^corporate|consolidated total|^total", ""),
        (2, r"^customers|external", ""),
    ),
}  # fmt: skip

_COMPONENTS = re.compile(
    r"\b(?:common (?:stock|shares)|ordinary shares|paid-in|retained|accumulated|treasury|deficit"
    r"|comprehensive|noncontrolling|non-controlling|equity|surplus)\b"
)
_LEAST_COMPONENTS = 3


class CaptionEvidence(NamedTuple):
    """What the captions of a table weigh for each statement, and the essential lines that they name."""

    weights: Mapping[StatementCode, int]
    essential: Mapping[StatementCode, frozenset[str]]

    def best(self) -> tuple[StatementCode, int, int]:
        """Return the statement that the captions fit best, its weight, and that of the second best."""
        ranked = sorted(self.weights, key=lambda code: -self.weights[code])
        return ranked[0], self.weights[ranked[0]], self.weights[ranked[1]]


def of_table(table: Table) -> CaptionEvidence:
    """Return what the captions of the table say, those of headings without figures included."""
    rows = table.rows[:MAX_STATEMENT_ROWS]
    labels = [captions.normal(row.label) for row in rows if row.label]
    weights: dict[StatementCode, int] = {}
    essential: dict[StatementCode, frozenset[str]] = {}
    for code, cues in CUES.items():
        hit = [cue for cue in cues if any(cue.words.search(label) for label in labels)]
        weights[code] = sum(cue.weight for cue in hit)
        essential[code] = frozenset(cue.essential for cue in hit if cue.essential)
    if _components(column.text for column in table.columns):
        weights["EQ"] += 8
    elif weights["EQ"]:
        weights["EQ"] //= 2
    return CaptionEvidence(weights, essential)


def _components(headers: Iterable[str]) -> bool:
    """Whether the columns are components of equity, as in a statement of changes in equity."""
    return sum(_COMPONENTS.search(captions.normal(text)) is not None for text in headers) >= _LEAST_COMPONENTS
