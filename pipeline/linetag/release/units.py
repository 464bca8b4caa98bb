"""The words for currencies, scales and units, after a figure and in a header.

The tables here are complete lists: a word that is not in them is not a unit, and a person has to look
at the text that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from linetag.release.records import PrintedUnit

_CODES = (
    *("JPY", "USD", "EUR", "GBP", "CNY", "KRW", "HKD", "SGD", "TWD", "AUD", "CAD", "CHF", "INR", "THB"),
    *("BRL", "DKK", "ILS", "MXN", "NOK", "NZD", "SEK"),
)

_SIGNS = {
    **dict.fromkeys(("$", "US$", "U.S.$"), "USD"),
    "¥": "JPY",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
    "₪": "ILS",
    "RMB": "CNY",
    "A$": "AUD",
    "C$": "CAD",
    "HK$": "HKD",
    "NT$": "TWD",
    "NZ$": "NZD",
    "R$": "BRL",
    "S$": "SGD",
}
PREFIXES = {**{code: code for code in _CODES}, **_SIGNS, "U.S. $": "USD"}
"""Signs and codes of currencies that stand before a figure."""

_SCALES = {
    **dict.fromkeys(("thousand", "thousands"), 3),
    **dict.fromkeys(("million", "millions", "mn"), 6),
    **dict.fromkeys(("billion", "billions", "bn"), 9),
    **dict.fromkeys(("trillion", "trillions"), 12),
}
_LETTERS = {"K": 3, "M": 6, "B": 9, "T": 12}
"""Scales after an amount with a currency only: "$12.9B"."""

_JAPANESE_SCALES = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "億": 8, "十億": 9, "兆": 12}
_NAMES = {
    **{code.casefold(): code for code in _CODES},
    **{sign.casefold(): code for sign, code in _SIGNS.items()},
    **dict.fromkeys(("yen", "japanese yen"), "JPY"),
    **dict.fromkeys(("u.s. dollar", "u.s. dollars", "us dollar", "us dollars"), "USD"),
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("renminbi", "chinese yuan"), "CNY"),
    **dict.fromkeys(("pounds sterling", "british pounds"), "GBP"),
    "canadian dollars": "CAD",
    "australian dollars": "AUD",
    "hong kong dollars": "HKD",
    "singapore dollars": "SGD",
    "new taiwan dollars": "TWD",
    "swiss francs": "CHF",
}
_UNITS = {
    **dict.fromkeys(("%", "percent"), "%"),
    **dict.fromkeys(("share", "shares"), "shares"),
    **dict.fromkeys(("ads", "adss"), "ADS"),
    **{name.casefold(): name for name in ("bps", "Kbps", "Mbps", "Gbps", "Tbps", "times", "points")},
    **dict.fromkeys(("persons", "people", "employees"), "persons"),
}
_JAPANESE = {"円": "JPY", "米ドル": "USD", "ドル": "USD", "株": "shares"}


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


PREFIX = _alternatives(PREFIXES)
SCALE = _alternatives(_SCALES)
UNIT_WORD = _alternatives([*_SCALES, *_NAMES, *_UNITS])
"""Pieces of regular expressions: any prefix, scale, or word that may follow a figure."""

_WORDS = re.compile(rf"(?:(?P<scale>{SCALE})\b)?\s*(?P<unit>\S.*)?", re.IGNORECASE)
_JAPANESE_WORDS = re.compile(rf"(?P<scale>{_alternatives(_JAPANESE_SCALES)})?(?P<unit>円|米ドル|ドル|株)")

_NAME = _alternatives(_NAMES)
_HEADER = re.compile(
    rf"""(?<![A-Za-z])(?:
      (?P<scale1>{SCALE})\s+of\s+(?P<name1>{_NAME}|shares)(?![A-Za-z])
    | (?P<name2>{_NAME})(?:\s*[,(]\s*|\s+)(?:in\s+)?(?P<scale2>{SCALE})(?![A-Za-z])
    | (?P<name5>{_NAME})\s?['’`]?000['’`]?s?(?![0-9A-Za-z])
    | (?P<name3>{_NAME})(?![A-Za-z])
    | (?P<scale4>百万|千万|十億|千|万|億|兆)?(?P<name4>円|米ドル|ドル|株)
    | (?P<percent>(?<![0-9])%(?!表示)|percent(?:age)?(?![A-Za-z]))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ONLY_SHARES = re.compile(r"\(?\s*shares\s*\)?", re.IGNORECASE)


def words(unit: PrintedUnit) -> str:
    """Return the unit as messages name it: "JPY x 10^3", "shares"."""
    return f"{unit.name} x 10^{unit.scale}" if unit.scale else unit.name


def suffix(words: str, currency: str = "") -> PrintedUnit | None:
    """Return the unit that the words after a figure name ("million", "thousand yen", "shares", "%").

    `currency` is the one before the figure. A scale alone gives the name "": the unit is that of the
    column. None if the words are not a unit, or contradict the currency.
    """
    words = " ".join(words.split())
    if not words:
        return PrintedUnit(currency)
    if (japanese := _JAPANESE_WORDS.fullmatch(words)) and not currency:
        return PrintedUnit(_JAPANESE[japanese["unit"]], _JAPANESE_SCALES[japanese["scale"] or ""])
    if currency and words in _LETTERS:
        return PrintedUnit(currency, _LETTERS[words])
    match = _WORDS.fullmatch(words)
    if match is None:
        return None
    scale = _SCALES[match["scale"].casefold()] if match["scale"] else 0
    name = (match["unit"] or "").casefold()
    if not name:
        return PrintedUnit(currency, scale)
    unit = _NAMES.get(name) or ("" if currency else _UNITS.get(name, ""))
    return PrintedUnit(unit, scale) if unit and currency in ("", unit) else None


def of_header(text: str) -> PrintedUnit | None:
    """Return the one unit that the header `text` names; None if it names none or several."""
    if _ONLY_SHARES.fullmatch(text):
        return PrintedUnit("shares")
    found = {_header_unit(match) for match in _HEADER.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _header_unit(match: re.Match[str]) -> PrintedUnit:
    if match["percent"]:
        return PrintedUnit("%")
    if match["name5"]:
        return PrintedUnit(_NAMES[match["name5"].casefold()], 3)
    if match["name4"]:
        return PrintedUnit(_JAPANESE[match["name4"]], _JAPANESE_SCALES[match["scale4"] or ""])
    name = (match["name1"] or match["name2"] or match["name3"]).casefold()
    scale = match["scale1"] or match["scale2"]
    unit = "shares" if name == "shares" else _NAMES[name]
    return PrintedUnit(unit, _SCALES[scale.casefold()] if scale else 0)
