"""Readers of dates: as printed → ISO 8601, without the parts that are not printed (--12-31, 2012-09).

The patterns are those of the Transformation Rules Registries 1 to 5; days that no calendar has are
refused. The Indian national calendar is left as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from linetag.xbrl.limits import MAX_DATE_TEXT
from linetag.xbrl.transformations.numbers import WIDE_DIGITS, Convert, collapsed
from linetag.xbrl.transformations.tables import APART, languages, names

_DAY, _YEAR, _FULL_YEAR = "([0-9]{1,2})", "([0-9]{4}|[0-9]{1,2})", "([0-9]{4}|[0-9]{2})"
_GAP = r"[\s\u00a0]*"
_DEVANAGARI = str.maketrans("०१२३४५६७८९", "0123456789")


class _Date(NamedTuple):
    """A pattern, the numbers of names of months, and what makes its digits those of ASCII."""

    pattern: str
    months: Mapping[str, int] = {}
    digits: Mapping[int, int] = {}


@cache
def _converter(order: str, style: str) -> Convert:
    """Return a reader of dates whose parts come in that order: d, m and y; e is a Japanese era."""
    pattern, months, digits = _date(order, style)
    fits = re.compile(pattern).fullmatch

    def convert(text: str) -> str | None:
        if len(text) > MAX_DATE_TEXT:
            return None
        text = collapsed(text)
        match = fits(text.translate(digits) if digits else text)
        return None if match is None else _written(dict(zip(order, match.groups(), strict=True)), months)

    return convert


def _written(parts: Mapping[str, str], months: Mapping[str, int]) -> str | None:
    day = int(parts["d"]) if "d" in parts else None
    name = parts["m"]
    month = months[name] if name in months else int(name)
    year = _year(parts) if "y" in parts else None
    try:
        date(2000 if year is None else year, month, 1 if day is None else day)
    except ValueError:
        return None
    if year is None:
        return f"--{month:02}-{day:02}"
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day is not None else "")


def _year(parts: Mapping[str, str]) -> int:
    """Years of one or two digits are those after 2000, or of the era."""
    text = parts["y"]
    if "e" in parts:
        return int(names("era")[parts["e"]]) + (1 if text == "元" else int(text))
    return int(text) + (2000 if len(text) <= len("12") else 0)


def _date(order: str, style: str) -> _Date:
    if style in ("hi", "hi3"):
        return _hindi(order, "|[०-९]{1,2}" if style == "hi3" else "")
    if style in _SEPARATORS:
        separator, digits, tail = _SEPARATORS[style]
        return _Date(separator.join(_YEAR if part == "y" else _DAY for part in order) + tail, {}, digits)
    if style == "cjk":
        marks = {"y": f"{_YEAR}{_GAP}年", "m": f"{_DAY}{_GAP}月", "d": f"{_DAY}{_GAP}日"}
        if "e" in order:
            marks |= {"e": f"({'|'.join(names('era'))})", "y": f"([0-9]{{1,2}}|元){_GAP}年"}
        return _Date(_GAP.join(marks[part] for part in order), {}, WIDE_DIGITS)
    if style == "roman":
        months = {name: i for one, i in languages()[style].words().items() for name in (one, one.upper())}
        month, before = f"({'|'.join(months)})", "[^0-9]*[^0-9IVXivx]"
        parts = {"d": f"{_DAY}{before}", "m": month, "y": f"[^0-9IVXivx][^0-9]*{_YEAR}"}
        return _Date("".join(parts[part] for part in order), months)
    if style in ("long", "short"):
        return _english(order, style)
    return _in_words(order, style)


def _hindi(order: str, figures: str) -> _Date:
    """A date with digits of either script; `figures` is the pattern of a month in figures."""
    months = languages()["hi"].words()
    parts = {
        "d": "([0-9]{1,2}|[०-९]{1,2})",
        "m": f"({'|'.join(months)}{figures})",
        "y": "([0-9]{2}|[0-9]{4}|[०-९]{2}|[०-९]{4})",
    }
    return _Date("[^0-9०-९]+".join(parts[part] for part in order), months)


# What stands between figures, whose digits they may be, and what may follow them.
_SEPARATORS: Mapping[str, tuple[str, Mapping[int, int], str]] = {
    "figures": (APART, {}, ""),
    "letters": (APART, {}, "[A-Za-z]*"),
    "devanagari": (APART, _DEVANAGARI, ""),
    "wide": (APART, WIDE_DIGITS, "[^0-9]*"),
    "slash": ("/", {}, ""),
    "dot": (r"\.", {}, ""),
}


def _in_words(order: str, code: str) -> _Date:
    """A date with the name of its month in a language."""
    language = languages()[code]
    months = language.months(order)
    parts = {"m": f"({'|'.join(months)})", "d": _DAY, "y": _YEAR}
    pieces: list[str] = []
    for previous, part in zip(" " + order, order, strict=False):
        gap = language.before if part == "m" else language.after if previous == "m" else APART
        pieces.append(parts[part] if previous == " " else gap + parts[part])
    return _Date("".join(pieces) + language.tails.get(order, ""), months)


def _english(order: str, size: str) -> _Date:
    """An English date of the first registry: single spaces, and a comma before the year of an American."""
    names = languages()["en"].months(order).items()
    months = {n: i for n, i in names if not n.isupper() and (len(n) > len("Jan")) == (size == "long")}
    months["May"] = 5
    tail = "[A-Za-z]{0,2}" if (order, size) == ("md", "short") else ""
    parts = {"d": _DAY, "m": f"({'|'.join(months)})", "y": _FULL_YEAR}
    pattern = " ".join(parts[part] for part in order).replace(f"{_DAY} {_FULL_YEAR}", f"{_DAY}, {_FULL_YEAR}")
    return _Date(pattern + tail, months)


READERS: Mapping[str, Callable[..., Convert]] = {"date": _converter}
