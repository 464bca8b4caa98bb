"""Scales: what "(in thousands, except share and per share data)" says of amounts, shares and currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from linetag.model import Origin
from linetag.propose.limits import MAX_HEADER_TEXT
from linetag.release import characters, units

_POWERS = {"thousand": 3, "million": 6, "billion": 9, "千": 3, "百万": 6, "億": 8, "十億": 9}
_SCALE = re.compile(
    r"""\b(?P<word>thousand|million|billion)s\b
    | (?<![0-9,.])(?:[$¥€£]|US\$|USD|EUR|JPY)?\s?[('’`]?(?P<zeros>000(?:[,\s]?000)?)['’`]?s?\b(?![.,]?[0-9])
    | (?P<short>(?:\bin\s+|(?<!\w)(?:US)?[$€£]\s?|\()(?:mm|mn|m|k|bn)\b(?=[\s),;]|$))
    | (?P<japanese>十億|百万|千|億)(?=円|米?ドル|株)""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT = {"mm": 6, "mn": 6, "m": 6, "k": 3, "bn": 9}
_OWN_SHARES = re.compile(
    r"\bshares?\b(?!\s*(?:data|amounts?|price|value|information)\b)[^;.()]*?\bin\s+(thousand|million|billion)s\b",
    re.IGNORECASE,
)
_WITH_MONEY = re.compile(r"\b(?:dollars|amounts|yen|euros?)\s+and\s+(?:\w+\s+)?shares?\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except|excluding|other\s+than|unless)\b", re.IGNORECASE)
_COUNT = re.compile(
    r"(?<!per)(?<!per\s)(?<!per-)(?<!per\sordinary\s)(?<!per\scommon\s)\b(?:common\s+)?shares?\b"
    r"(?!\s*(?:price|value)\b)(?!holder)",
    re.IGNORECASE,
)
_DOLLARS = re.compile(r"\bdollars?\b", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:dollars?|yen|euros?|pounds?|JPY|USD|EUR)\b|円", re.IGNORECASE)
_OTHER_DOLLARS = re.compile(
    r"\b(canadian|australian|hong\s+kong|singapore|new\s+taiwan)\s+dollars?|\b(C|A|HK|S|NT)\$", re.IGNORECASE
)
_DOLLAR_CODES = {"c": "CAD", "a": "AUD", "h": "HKD", "s": "SGD", "n": "TWD"}
_SIGNS = re.compile(
    r"(?P<usd>US\s?\$|U\.S\.\s?\$|(?<![A-Z])\$|\bUSD\b|米ドル)|(?P<jpy>[¥￥]|\byen\b|\bJPY\b|円)|(?P<eur>€|\beuros?\b|\bEUR\b)"
    r"|(?P<gbp>£|\bGBP\b|\bpounds?\s+sterling\b)|(?P<cny>\bRMB\b|\bCNY\b|\brenminbi\b)|(?P<chf>\bCHF\b)|(?P<cad>\bCAD\b)",
    re.IGNORECASE,
)


class ScaleWords(NamedTuple):
    """What a text says of the scale: powers of ten, None where it says nothing, and the currency or "".

    `shares` is what it says of counts of shares; without an exception they have the scale of the amounts.
    """

    money: int | None = None
    shares: int | None = None
    currency: str = ""
    at: Origin | None = None


@lru_cache(maxsize=4_096)
def read(text: str) -> ScaleWords:
    """Return what the text says of scales; singular words ("$5 million") are amounts and say nothing.

    >>> read("(In thousands, except share and per share data)")[:3]
    (3, 0, '')
    >>> read("Dollars in millions; shares in thousands")[:3]
    (6, 3, 'USD')
    """
    if not text or len(text) > MAX_HEADER_TEXT:
        return ScaleWords()
    folded = characters.fold(text)
    match = _SCALE.search(folded)
    if match is None:
        return ScaleWords(currency=_currency(folded))
    money = _power(match)
    own = _OWN_SHARES.search(folded)
    exception = _EXCEPT.search(folded)
    if own and own.start(1) == match.start() and not _WITH_MONEY.search(folded):
        # "Shares in thousands" alone says nothing of money.
        return ScaleWords(None, _POWERS[own[1].casefold()], _currency(folded))
    shares: int | None = money
    if own:
        shares = _POWERS[own[1].casefold()]
    elif exception and _COUNT.search(folded, exception.end()):
        shares = 0
    elif _MONEY.search(folded) and not _WITH_MONEY.search(folded):
        shares = None
    return ScaleWords(money, shares, _currency(folded))


def _power(match: re.Match[str]) -> int:
    if match["word"]:
        return _POWERS[match["word"].casefold()]
    if match["zeros"]:
        return 6 if len(match["zeros"]) > len("000") else 3
    if match["short"]:
        return _SHORT[match["short"].casefold().strip("(").removeprefix("in").strip(" us$€£")]
    return _POWERS[match["japanese"]]


def _currency(text: str) -> str:
    if other := _OTHER_DOLLARS.search(text):
        return _DOLLAR_CODES[(other[1] or other[2])[0].casefold()]
    unit = units.of_header(text)
    if unit is not None and unit.name not in ("shares", "%"):
        return unit.name
    found = {match.lastgroup for match in _SIGNS.finditer(text)}
    if not found and _DOLLARS.search(text):
        return "USD"
    return (found.pop() or "").upper() if len(found) == 1 else ""


def first(lines: Iterable[Origin]) -> ScaleWords:
    """Return what the first of the lines that names a scale says, its currency from any of them."""
    said = [read(line.text)._replace(at=line) for line in lines]
    currency = next((words.currency for words in said if words.currency), "")
    words = next((words for words in said if words.money is not None), ScaleWords())
    shares = next((one.shares for one in said if one.money is None and one.shares is not None), words.shares)
    return words._replace(shares=shares, currency=words.currency or currency)
