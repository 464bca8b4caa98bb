"""Readers of numbers: printed digits with their separators → digits with a decimal point.

The patterns are those of the Transformation Rules Registries 1 to 5. A reader returns None for a text
that does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from linetag.xbrl.limits import MAX_NUMBER_TEXT

Convert = Callable[[str], str | None]

_SPACES = " \t\r\n"
_RUN = re.compile(r"[ \t\r\n]+")
_GAP = " \u00a0"
_APOSTROPHES = "'`´’′"
WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
DASHES = frozenset("-\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d")


def collapsed(text: str) -> str:
    """White space as XML Schema collapses it: no-break spaces stay."""
    return _RUN.sub(" ", text.strip(_SPACES))


def _fitting(text: str, fits: Callable[[str], object | None]) -> str | None:
    """The text as it fits: trimmed, or else collapsed, which few texts need."""
    text = text.strip(_SPACES)
    if fits(text) is not None:
        return text
    text = collapsed(text)
    return None if fits(text) is None else text


def _strict(point: str, groups: str, *, apart: str) -> Convert:
    """Registries 1 to 3: one to three digits, then groups of three; `apart` is "?" if they may touch."""
    between = f"[{re.escape(groups)}]{apart}" if groups else ""
    whole = rf"[0-9]{{1,3}}(?:{between}[0-9]{{3}})*" if groups else "[0-9]+"
    fits = re.compile(rf"{whole}(?:{re.escape(point)}[0-9]+)?").fullmatch
    table = _table(point, groups)

    def convert(text: str) -> str | None:
        fitting = _fitting(text, fits)
        return None if fitting is None else fitting.translate(table)

    return convert


def _loose(point: str, groups: str) -> Convert:
    """Registries 4 and 5: separators anywhere before the point, gaps behind it."""
    fits = re.compile(rf"[{re.escape(groups)}0-9]*(?:{re.escape(point)}[{_GAP}0-9]+)?").fullmatch
    table = _table(point, groups)

    def convert(text: str) -> str | None:
        fitting = _fitting(text, fits)
        return None if fitting is None else _canonical(fitting.translate(table))

    return convert


def _table(point: str, groups: str) -> Mapping[int, str | None]:
    return {**dict.fromkeys(map(ord, groups)), ord(point): "."}


def _canonical(digits: str) -> str | None:
    """Without superfluous zeros behind the point; None where there is no digit."""
    if "." not in digits:
        return digits or None
    if digits == ".":
        return None
    shorter = digits.rstrip("0").rstrip(".")
    return f"0{shorter}" if shorter[:1] in ("", ".") else shorter


def _with_units(digits: str, separators: str, *, strict: bool) -> Convert:
    """A number with words for its unit and its hundredths: 10円50銭, 1,000 rupees 5 paise.

    In registries 1 to 3 the digits come in groups of three.
    """
    kept = rf"[^0-9{re.escape(separators)}]"
    pattern = re.compile(
        rf"({digits}){kept}+([0-9]{{1,2}}){kept}*"
        if strict
        else rf"({digits}){kept}[^0-9]*([0-9]{{1,2}})[^0-9]*"
    )
    table = dict.fromkeys(map(ord, separators))

    def convert(text: str) -> str | None:
        match = (
            pattern.fullmatch(collapsed(text).translate(WIDE_DIGITS)) if len(text) < MAX_NUMBER_TEXT else None
        )
        if match is None:
            return None
        units = match[1].translate(table)
        number = f"{units}.{match[2].zfill(2)}" if units else ""
        return (number or None) if strict else _canonical(number)

    return convert


def _indian(unit: str) -> str:
    """Groups of two digits before the last three: 1,23,456; `unit` is what may follow."""
    return rf"((?:[0-9]{{1,2}}[,{_GAP}])?(?:[0-9]{{2}}[,{_GAP}])*[0-9]{{3}}|[0-9]+){unit}"


_INDIAN = re.compile(_indian(r"(\.[0-9]+)?"))
_INDIAN_UNITS = re.compile(_indian(r"[^0-9]+([0-9]{1,2})[^0-9]*"))
_SEPARATORS = dict.fromkeys(map(ord, f",{_GAP}"))


def _numdotdecimalin(text: str) -> str | None:
    match = _INDIAN.fullmatch(collapsed(text)) if len(text) < MAX_NUMBER_TEXT else None
    return None if match is None else match[1].translate(_SEPARATORS) + (match[2] or "")


def _numunitdecimalin(text: str) -> str | None:
    match = _INDIAN_UNITS.fullmatch(collapsed(text)) if len(text) < MAX_NUMBER_TEXT else None
    return None if match is None else f"{match[1].translate(_SEPARATORS)}.{match[2].zfill(2)}"


def _dash(text: str) -> str | None:
    return "0" if text.strip(_SPACES) in DASHES else None


def _hyphen(text: str) -> str | None:
    return "0" if text.strip(_SPACES) == "-" else None


def fixed(value: str = "") -> Convert:
    """Return a reader that gives the value whatever is printed."""
    return lambda _: value


_GROUPED = r"0|[1-9][0-9]{0,2}(?:[.,\uff0c\uff0e]?[0-9]{3})*"
# The separators by their names in `formats.csv`.
_MARKS = {"comma": ",", "dot": ".", "space": _GAP, "apostrophe": _APOSTROPHES}


def _separated(make: Callable[[str, str], Convert]) -> Callable[..., Convert]:
    """A reader of the name of the decimal sign and those of what may separate groups of digits."""
    return lambda point, *groups: make(_MARKS[point], "".join(_MARKS[name] for name in groups))


def _units(apostrophe: str = "") -> Convert:
    more = f"{_APOSTROPHES}\uff07" if apostrophe else ""
    return _with_units(f"[0-9.,\uff0c{more}]+", f".,\uff0c{more}", strict=False)


READERS: Mapping[str, Callable[..., Convert]] = {
    "grouped": _separated(partial(_strict, apart="")),
    "grouped-or-not": _separated(partial(_strict, apart="?")),
    "loose": _separated(_loose),
    "units-grouped": lambda: _with_units(_GROUPED, ".,\uff0c\uff0e", strict=True),
    "units": _units,
    "indian": lambda: _numdotdecimalin,
    "indian-units": lambda: _numunitdecimalin,
    "dash": lambda: _dash,
    "hyphen": lambda: _hyphen,
    "fixed": fixed,
    "as-printed": lambda: lambda printed: printed,
}
