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


def _converter(pattern: str, point: str, groups: str, finish: Callable[[str], str | None] = str) -> Convert:
    """A reader of the texts that fit: trimmed, or else collapsed, which few texts need."""
    fits = re.compile(pattern).fullmatch
    table = {**dict.fromkeys(map(ord, groups)), ord(point): "."}

    def convert(text: str) -> str | None:
        text = text.strip(_SPACES)
        if fits(text) is None:
            text = collapsed(text)
        return None if fits(text) is None else finish(text.translate(table))

    return convert


def _strict(point: str, groups: str, *, apart: str) -> Convert:
    """Registries 1 to 3: one to three digits, then groups of three; `apart` is "?" if they may touch."""
    between = f"[{re.escape(groups)}]{apart}" if groups else ""
    whole = rf"[0-9]{{1,3}}(?:{between}[0-9]{{3}})*" if groups else "[0-9]+"
    return _converter(rf"{whole}(?:{re.escape(point)}[0-9]+)?", point, groups)


def _loose(point: str, groups: str) -> Convert:
    """Registries 4 and 5: separators anywhere before the point, gaps behind it."""
    pattern = rf"[{re.escape(groups)}0-9]*(?:{re.escape(point)}[{_GAP}0-9]+)?"
    return _converter(pattern, point, groups, _canonical)


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


def _indian(*, units: bool) -> Convert:
    """Groups of two digits before the last three: 1,23,456; then a fraction, or words and hundredths."""
    rest = r"[^0-9]+([0-9]{1,2})[^0-9]*" if units else r"(?:\.([0-9]+))?"
    whole = rf"(?:[0-9]{{1,2}}[,{_GAP}])?(?:[0-9]{{2}}[,{_GAP}])*[0-9]{{3}}|[0-9]+"
    fits, separators = re.compile(f"({whole}){rest}").fullmatch, dict.fromkeys(map(ord, f",{_GAP}"))

    def convert(text: str) -> str | None:
        match = fits(collapsed(text)) if len(text) < MAX_NUMBER_TEXT else None
        if match is None:
            return None
        number, fraction = match[1].translate(separators), match[2]
        return number if fraction is None else f"{number}.{fraction.zfill(2) if units else fraction}"

    return convert


def _zero(*marks: str) -> Convert:
    """A reader of marks that stand for zero."""
    return lambda text: "0" if text.strip(_SPACES) in marks else None


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
    "indian": lambda: _indian(units=False),
    "indian-units": lambda: _indian(units=True),
    "dash": lambda: _zero(*DASHES),
    "hyphen": lambda: _zero("-"),
    "fixed": fixed,
    "as-printed": lambda: lambda printed: printed,
}
