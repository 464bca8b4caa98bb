"""The formats of Inline XBRL: what is printed → what is reported.

Transformation Rules Registries 1 to 5 and the SEC's numbers in words. All formats of numbers, those
of dates in figures, in English and in Japanese, booleans and fixed values. Names of months in
other languages are left as they are printed: no figure depends on them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from linetag.model import QName

Format = Callable[[str], str | None]

_REGISTRY = "http://www.xbrl.org/inlineXBRL/transformation/"
_OLD = "http://www.xbrl.org/2008/inlineXBRL/transformation"
_SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"
# Digits as wide as the characters of Chinese and Japanese, those of Devanagari, and what separates them.
_WIDE = str.maketrans("０１２３４５６７８９．，＇", "0123456789.,'") | str.maketrans(
    "०१२३४५६७८९", "0123456789"
)
_GAPS = re.compile(r"[ \t\r\n\u00a0]+")
_DASHES = frozenset("-\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d")
_APOSTROPHES = "'`´’′"


def _number(point: str, groups: str, *, strict: str = "") -> Format:
    """A number with this decimal point and these characters between groups of digits.

    `strict` is the pattern of a group, in the registries up to the third.
    """
    between = re.escape(groups)
    whole = rf"[0-9]{{1,3}}(?:[{between}]?[0-9]{{3}})*" if strict == "groups" else rf"[{between}0-9]*"
    tail = "[0-9]" if strict else r"[ \u00a00-9]"
    if strict == "plain":
        whole = "[0-9]+"
    pattern = re.compile(rf"({whole})(?:{re.escape(point)}({tail}+))?")
    removed = re.compile(rf"[{between}\u00a0 ]") if groups else re.compile(r"[\u00a0 ]")

    def convert(text: str) -> str | None:
        match = pattern.fullmatch(text.strip(" \t\r\n"))
        if match is None:
            return None
        units, fraction = (removed.sub("", part or "") for part in match.groups())
        return f"{units or '0'}.{fraction}" if fraction else units or None

    return convert


def _with_units(separators: str) -> Format:
    """A number with words for its unit and its hundredths: 10円50銭, 1,000 rupees 5 paise."""
    pattern = re.compile(
        rf"([0-9{re.escape(separators)}]+)[^0-9{re.escape(separators)}][^0-9]*([0-9]{{1,2}})[^0-9]*"
    )
    removed = re.compile(f"[{re.escape(separators)}]")

    def convert(text: str) -> str | None:
        match = pattern.fullmatch(text.translate(_WIDE).strip())
        if match is None:
            return None
        return f"{removed.sub('', match[1])}.{match[2].zfill(2)}"

    return convert


def _indian(text: str) -> str | None:
    match = re.fullmatch(
        r"((?:[0-9]{1,2}[, \u00a0])?(?:[0-9]{2}[, \u00a0])*[0-9]{3}|[0-9]+)(\.[0-9]+)?", text.strip()
    )
    return None if match is None else re.sub("[, \u00a0]", "", match[1]) + (match[2] or "")


def _dash(text: str) -> str | None:
    return "0" if text.strip() in _DASHES else None


def _fixed(value: str) -> Format:
    return lambda _: value


_ONES = {
    word: number
    for number, word in enumerate(
        (
            *(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
            ),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
# Longer than the words of any figure below a quadrillion.
_MOST_WORDS = 40
_POWERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def _in_words(text: str) -> str | None:
    """English numbers: two hundred and five thousand; no, none and nil are zero."""
    words = [word for word in re.split(r"[\s,-]+", text.strip().lower()) if word and word != "and"]
    if len(words) > _MOST_WORDS:
        return None
    if words in (["no"], ["none"], ["nil"]):
        return "0"
    whole = part = 0
    for word in words:
        if word in _ONES:
            part += _ONES[word]
        elif word == "hundred" and part:
            part *= 100
        elif word in _POWERS:
            whole, part = whole + (part or 1) * _POWERS[word], 0
        else:
            return None
    return str(whole + part) if words else None


# --- dates ----------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",)),
            *(("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sep", "sept")),
            *(("october", "oct"), ("november", "nov"), ("december", "dec")),
        ),
        1,
    )
    for name in names
}
_ERAS = {"令和": 2018, "令": 2018, "平成": 1988, "平": 1988, "昭和": 1925, "昭": 1925}
_ERAS |= {"大正": 1911, "大": 1911, "明治": 1867, "明": 1867}
_PART = re.compile(r"[0-9]+|[A-Za-z]+")
_LONGEST_YEAR = 4


def _date(order: str) -> Format:
    """A date whose parts come in this order, of d, m and y; months in figures or in English."""

    def convert(text: str) -> str | None:
        words = _PART.findall(text.translate(_WIDE))
        parts = [w for w in words if w.isdigit() or w.lower() in _MONTHS]
        if len(parts) != len(order) or any(p.isdigit() and len(p) > _LONGEST_YEAR for p in parts):
            return None
        found = dict(zip(order, (int(p) if p.isdigit() else _MONTHS[p.lower()] for p in parts), strict=True))
        return _written(found.get("y"), found.get("m"), found.get("d"))

    return convert


def _written(year: int | None, month: int | None, day: int | None) -> str | None:
    """ISO 8601, with what is not given left out: --12-31, 2012-09."""
    if year is not None and year < 100:  # noqa: PLR2004 - the registries put short years after 2000
        year += 2000
    if 0 in (month, day):
        return None
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    if year is None:
        return f"--{month:02}-{day:02}"
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day is not None else "")


def _era(text: str) -> str | None:
    """A Japanese date: 平成26年3月31日, 令和元年5月."""
    text = _GAPS.sub("", text.translate(_WIDE))
    match = re.fullmatch(r"(\D{1,2}?)([0-9]{1,2}|元)年([0-9]{1,2})月(?:([0-9]{1,2})日)?", text)
    if match is None or match[1] not in _ERAS:
        return None
    year = _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
    return _written(year, int(match[3]), int(match[4]) if match[4] else None)


# --- the registries -------------------------------------------------------------------------------

_GROUPED = ", \u00a0"
_ALIKE: Mapping[str, Format] = {
    "booleanfalse": _fixed("false"),
    "booleantrue": _fixed("true"),
    "nocontent": _fixed(""),
    "zerodash": _dash,
    "numcommadecimal": _number(",", ". \u00a0", strict="groups"),
    "numdotdecimal": _number(".", _GROUPED, strict="groups"),
    "numunitdecimal": _with_units(".,"),
    "numdotdecimalin": _indian,
    "numunitdecimalin": _with_units(", \u00a0"),
    "dateerayearmonthdayjp": _era,
    "dateerayearmonthjp": _era,
    "datedaymonth": _date("dm"),
    "datedaymonthen": _date("dm"),
    "datedaymonthyear": _date("dmy"),
    "datedaymonthyearen": _date("dmy"),
    "datemonthday": _date("md"),
    "datemonthdayen": _date("md"),
    "datemonthdayyear": _date("mdy"),
    "datemonthdayyearen": _date("mdy"),
    "datemonthyear": _date("my"),
    "datemonthyearen": _date("my"),
    "dateyearmonthcjk": _date("ym"),
    "dateyearmonthday": _date("ymd"),
    "dateyearmonthdaycjk": _date("ymd"),
    "dateyearmonthen": _date("ym"),
}
_FIRST: Mapping[str, Format] = {
    "numcomma": _number(",", "", strict="plain"),
    "numcommadot": _number(".", ",", strict="groups"),
    "numdash": _dash,
    "numdotcomma": _number(",", ".", strict="groups"),
    "numspacecomma": _number(",", " \u00a0", strict="groups"),
    "numspacedot": _number(".", " \u00a0", strict="groups"),
    **{name: _date("mdy") for name in ("dateslashus", "datedotus", "datelongus", "dateshortus")},
    **{name: _date("dmy") for name in ("dateslasheu", "datedoteu", "datelonguk", "dateshortuk")},
    **{name: _date("dm") for name in ("datelongdaymonthuk", "dateshortdaymonthuk", "dateslashdaymontheu")},
    **{name: _date("md") for name in ("datelongmonthdayus", "dateshortmonthdayus", "dateslashmonthdayus")},
    **{name: _date("ym") for name in ("datelongyearmonth", "dateshortyearmonth")},
    **{name: _date("my") for name in ("datelongmonthyear", "dateshortmonthyear")},
}
_FOURTH: Mapping[str, Format] = {
    "fixed-empty": _fixed(""),
    "fixed-false": _fixed("false"),
    "fixed-true": _fixed("true"),
    "fixed-zero": _fixed("0"),
    "num-comma-decimal": _number(",", ". \u00a0"),
    "num-dot-decimal": _number(".", _GROUPED),
    "num-unit-decimal": _with_units(".,"),
    "numdotdecimalin": _indian,
    "date-jpn-era-year-month-day": _era,
    "date-jpn-era-year-month": _era,
    **{
        f"date-{name}": _date(order)
        for name, order in {
            "day-month": "dm",
            "day-monthname-en": "dm",
            "day-month-year": "dmy",
            "day-monthname-year-en": "dmy",
            "month-day": "md",
            "monthname-day-en": "md",
            "month-day-year": "mdy",
            "monthname-day-year-en": "mdy",
            "month-year": "my",
            "monthname-year-en": "my",
            "year-month": "ym",
            "year-month-day": "ymd",
            "year-monthname-en": "ym",
        }.items()
    },
}
_FIFTH: Mapping[str, Format] = {
    **_FOURTH,
    "num-comma-decimal-apos": _number(",", f". \u00a0{_APOSTROPHES}"),
    "num-dot-decimal-apos": _number(".", f"{_GROUPED}{_APOSTROPHES}"),
    "num-unit-decimal-apos": _with_units(f".,{_APOSTROPHES}"),
}
_FORMATS: Mapping[str, Mapping[str, Format]] = {
    _OLD: _FIRST,
    f"{_REGISTRY}2010-04-20": _FIRST,
    f"{_REGISTRY}2011-07-31": _ALIKE,
    f"{_REGISTRY}2015-02-26": _ALIKE,
    f"{_REGISTRY}2020-02-12": _FOURTH,
    f"{_REGISTRY}2022-02-16": _FIFTH,
    _SEC: {"numwordsen": _in_words},
}


def format_of(name: QName) -> Format | None:
    """The format of that name, which gives None for a text that does not fit; None if unknown."""
    return _FORMATS.get(name.namespace, {}).get(name.local)
