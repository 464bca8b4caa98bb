"""What the figures of a row count: money, shares, money per share, or a pure number; and in which scale."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from linetag.propose import scales
from linetag.propose.records import StatementCode
from linetag.propose.scales import ScaleWords
from linetag.release import captions
from linetag.release.records import Row, Table

Kind = Literal["money", "shares", "per share", "pure"]

_PER_SHARE = re.compile(
    r"\bper[\s-]+(?:basic |diluted |common |ordinary |class \w |limited partner(?:ship)? "
    r"|depositary |american )*(?:and )?(?:share|ads|unit|stock)s?\b|\beps\b|1株当たり"
)
_SHARES = re.compile(
    r"\bweighted[\s-]+average\b|\baverage (?:number of )?(?:\w+[ -]){0,4}(?:shares|units)\b"
    r"|\b(?:shares|units)(?: of [\w ]+)? (?:outstanding|used|issued)"
    r"|\bnumber of (?:\w+ ){0,3}(?:shares|units)\b"
    r"|\bshares,? (?:basic|diluted)|\b(?:basic|diluted) (?:\w+ ){0,2}shares\b|^shares\b|\bshares[:,]?$|株式数"
    r"|\bdilutive\b"
)
_COUNT_OF_SHARES = re.compile(r"^(?:common |treasury |preferred )?shares (?:issued|outstanding|authorized)")
_USED_IN = re.compile(r"\b(?:used (?:in|to|for)|shares|average)\b.*\bper\b")
_BARE = re.compile(r"[\W\d]*(?:basic|diluted|assuming dilution|primary)\b")
"""Captions that say only which of two figures it is: what they count is printed above."""

_MONEY = re.compile(
    r"\b(?:income|loss|earnings|revenues?|sales|expenses?|costs?|dividends|depreciation|amortization|ebitda|cash"
    r"|total|provision|expenditures)\b"
)
"""Captions that count money whatever is printed above them."""

_CENTS = 2


class RowUnit(NamedTuple):
    """What the figures of a row count, and their scale; `scale` None is that of the column."""

    kind: Kind
    scale: int | None = None


class UnitClues(NamedTuple):
    """What decides the units of the rows of a table apart from their captions.

    `words` are the scales that the table states, `whole` says that most of its figures have no decimals.
    """

    code: StatementCode
    words: ScaleWords
    whole: bool


def clues(table: Table, code: StatementCode, words: ScaleWords) -> UnitClues:
    """Return the clues of a table of the statement `code`, whose stated scales are `words`."""
    figures = [cell for row in table.rows for cell in row.cells if cell.kind == "number"]
    return UnitClues(code, words, sum(cell.decimals == 0 for cell in figures) * 2 > len(figures))


def of_row(row: Row, heading: str, known: UnitClues) -> RowUnit:
    """Return what the row's figures count.

    `heading` is the last row above without figures: it decides for "Basic" and "Diluted".
    """
    cells = [cell for cell in row.cells if cell.kind == "number"]
    if cells and all(cell.unit is not None and cell.unit.name == "%" for cell in cells):
        return RowUnit("pure", -2)
    own = scales.read(row.label).money
    if known.code not in ("IS", "CI", "SEG"):
        counts = _COUNT_OF_SHARES.search(captions.normal(row.label)) is not None
        return RowUnit("shares", _shares_scale(row.label, known.words)) if counts else RowUnit("money", own)
    label = captions.normal(row.label)
    bare = _BARE.match(label) is not None
    decimals = any(cell.decimals for cell in cells)
    for text in (row.label, heading, *row.section[::-1]):
        kind = _kind(captions.normal(text))
        if kind == "shares" and (text is row.label or not _MONEY.search(label)):
            return RowUnit("shares", own if own is not None else _shares_scale(text, known.words))
        if kind == "per share" and (text is row.label or bare or decimals):
            return RowUnit("per share", 0)
    if known.code == "IS" and known.whole and cells and all(cell.decimals == _CENTS for cell in cells):
        return RowUnit("per share", 0)
    return RowUnit("money", own)


def _kind(text: str) -> Kind:
    if _PER_SHARE.search(text) and not _USED_IN.search(text):
        return "per share"
    return "shares" if _SHARES.search(text) else "money"


def _shares_scale(text: str, words: ScaleWords) -> int | None:
    """The scale that the text states ("in thousands"), or else that of the table for counts of shares."""
    said = scales.read(text)
    stated = (said.money, said.shares, words.shares, words.money)
    return next((scale for scale in stated if scale is not None), None)


def name(kind: Kind, currency: str) -> str:
    """Return the unit as `StatementLine.unit` names it: "USD", "shares", "USD/shares" or "pure"."""
    names: dict[Kind, str] = {"shares": "shares", "per share": f"{currency}/shares", "pure": "pure"}
    return names.get(kind, currency)
