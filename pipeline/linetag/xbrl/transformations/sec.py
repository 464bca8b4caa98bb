"""The formats of the SEC: numbers and durations in words, ballot boxes, quarters, names with a code.

The names of countries are left as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from linetag.xbrl.limits import MAX_SEC_TEXT
from linetag.xbrl.transformations.numbers import DASHES, Convert, collapsed
from linetag.xbrl.transformations.tables import names

# --- numbers in words -----------------------------------------------------------------------------

_ONES, _TEENS, _TENS, _POWERS = (
    {word: int(worth) for word, worth in names(kind).items()} for kind in ("one", "teen", "ten", "power")
)
_WORTH = {**_ONES, **_TEENS, **_TENS}


def _short(text: str) -> str:
    """The text with its white space collapsed; "" for one that is too long for these formats."""
    return collapsed(text) if len(text) < MAX_SEC_TEXT else ""


def _any(words: Iterable[str]) -> str:
    """One of the words, with a small or a capital letter first."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words)


_DASH = f"[{re.escape(''.join(sorted(DASHES)))}]"
_SPACE = r"\s+"
_JOINT = rf"(?:{_DASH}|\s+)"
_BELOW_20 = f"(?:{_any([*_ONES, *_TEENS])})"
_BELOW_100 = f"(?:(?:{_any(_TENS)})(?:{_JOINT}(?:{_any(_ONES)}))?|{_BELOW_20})"


def _hundreds(space: str) -> str:
    return rf"{_BELOW_20}{space}[Hh]undred(?:{space}(?:and\s+)?{_BELOW_100})?"


_GROUP = rf"(?:{_hundreds(_SPACE)}|{_BELOW_100})"
_NEXT = r"(?:\s*,\s*|\s+|$)"
_NUMBER = re.compile(
    "".join(rf"(?:{_GROUP}\s+{_any([power])}{_NEXT})?" for power in reversed(list(_POWERS)[1:]))
    + rf"(?:{_GROUP}\s+[Tt]housand(?:(?:\s*,\s*|\s+)(?:{_hundreds(_SPACE)}|(?:and\s+)?{_BELOW_100}))?"
    + rf"|{_GROUP})?"
)
_NOTHING = re.compile("[Zz]ero|[Nn]o(?:ne)?|[Nn]il")
_WORD = re.compile("[a-z]+")


def _numwordsen(text: str) -> str | None:
    """English numbers: two hundred and five thousand; no, none and nil are zero."""
    text = _short(text)
    if _NOTHING.fullmatch(text):
        return "0"
    return str(_counted(text)) if text and _NUMBER.fullmatch(text) else None


def _counted(text: str) -> int:
    whole = part = 0
    for word in _WORD.findall(text.lower()):
        if word in _POWERS:
            whole, part = whole + part * _POWERS[word], 0
        elif word == "hundred":
            part *= 100
        else:
            part += _WORTH.get(word, 0)  # "and"
    return whole + part


# --- durations ------------------------------------------------------------------------------------

_COUNT = rf"({_hundreds(_JOINT)}|{_BELOW_100}|[Zz]ero|[Nn]o|[0-9]{{1,4}})"
_THEN = rf"(?:,?{_JOINT}(?:and\s+)?|$)"
_IN_WORDS = re.compile(
    rf"(?:{_COUNT}{_JOINT}[Yy]ears?{_THEN})?(?:{_COUNT}{_JOINT}[Mm]onths?{_THEN})?(?:{_COUNT}{_JOINT}[Dd]ays?)?"
)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DAYS_OF_A_MONTH = Decimal("30.4375")


def _durwordsen(text: str) -> str | None:
    """Years, months and days in words: two years and six months → P2Y6M."""
    text = _short(text)
    match = _IN_WORDS.fullmatch(text) if text else None
    if match is None:
        return None
    words = [word or "" for word in match.groups()]
    counts = [int(word) if word.isdecimal() else _counted(word) for word in words]
    return _duration(dict(zip("YMD", counts, strict=True)), "D", "")


def _decimal(units: str) -> Convert:
    """A decimal number of the first unit; what is left over counts in the next, down to the last.

    Sizes of the units follow the SEC: 12 months, 30.4375 days, 24 hours.
    """
    sizes = {"YM": Decimal(12), "MD": _DAYS_OF_A_MONTH, "DH": Decimal(24)}

    def convert(text: str) -> str | None:
        text = _short(text)
        if not _DECIMAL.fullmatch(text):
            return None
        left = abs(Decimal(text)) * (7 if units == "W" else 1)
        counts: dict[str, int] = {}
        for unit, following in zip(units, f"{units[1:]} ", strict=True):
            counts["D" if unit == "W" else unit] = int(left)
            left = (left - int(left)) * sizes.get(unit + following, 0)
        return _duration(counts, next(iter(counts)), "-" if text.startswith("-") else "")

    return convert


def _duration(counts: Mapping[str, int], none: str, sign: str) -> str:
    """ISO 8601 without units whose count is 0; `none` is the unit if all counts are 0."""
    kept = {unit: count for unit, count in counts.items() if count}
    parts = "".join(f"{'T' if unit == 'H' else ''}{count}{unit}" for unit, count in kept.items())
    return f"{sign}P{parts}" if kept else f"P{'T' if none == 'H' else ''}0{none}"


# --- dates, boxes, names --------------------------------------------------------------------------

_QUARTER = "(1|[Ff]irst|2|[Ss]econd|3|[Tt]hird|4|[Ff]ourth|[Ll]ast)"
_QUARTER_YEAR = re.compile(rf"(?:(?![0-9]{{2}})\w[^0-9]*)?{_QUARTER}[^0-9]*([0-9]{{4}})")
_YEAR_QUARTER = re.compile(rf"([0-9]{{4}})[^0-9]*{_QUARTER}(?:(?![0-9]).*\w+)?")


def _datequarterend(text: str) -> str | None:
    """The last day of a quarter: Q3 1999, 1999 1st Quarter."""
    text = _short(text)
    if (match := _QUARTER_YEAR.fullmatch(text)) is not None:
        quarter, year = match.groups()
    elif (match := _YEAR_QUARTER.fullmatch(text)) is not None:
        year, quarter = match.groups()
    else:
        return None
    return f"{year}-{names('quarter')[quarter.lower()]}"


_LARGE, _OTHER, _SMALL = "Large Accelerated Filer", "Accelerated Filer", "Non-accelerated Filer"
_FILERS = {
    _LARGE: _LARGE,
    _OTHER: _OTHER,
    **{f"Non{mark}{word}": _SMALL for mark in (*DASHES, " ") for word in (_OTHER, _OTHER.replace("A", "a"))},
}


def _named(codes: Mapping[str, str]) -> Convert:
    """The code of a name whose words may begin with a small letter."""

    def convert(text: str) -> str | None:
        words = collapsed(text).replace("\u00a0", " ").split(" ") if len(text) < MAX_SEC_TEXT else ()
        return codes.get(" ".join(word[:1].upper() + word[1:] for word in words))

    return convert


def _exchange() -> Convert:
    """The code of an exchange: its legal form, the comma before it and its full stop may be left out."""
    codes: dict[str, str] = {}
    for name, code in names("exchange").items():
        short, _, form = name.partition(", ")
        endings = [f"{comma} {word}" for comma in (",", "") for word in (form, form.rstrip(".")) if form]
        codes |= dict.fromkeys((short, *(f"{short}{ending}" for ending in endings)), code)

    def convert(text: str) -> str | None:
        key = collapsed(text).replace("\u00a0", " ").lower() if len(text) < MAX_SEC_TEXT else ""
        return codes.get(key.removeprefix("the "))

    return convert


READERS: Mapping[str, Callable[..., Convert]] = {
    "words": lambda: _numwordsen,
    "duration": _decimal,
    "duration-words": lambda: _durwordsen,
    "quarter-end": lambda: _datequarterend,
    "ballot-box": lambda no, yes: lambda text: {"☐": no, "☑": yes, "☒": yes}.get(collapsed(text)),
    "filer-category": lambda: _named(_FILERS),
    "exchange": _exchange,
    "state": lambda: _named(names("state")),
}
