r"""Number formats of sheets: what a cell with a value prints (ECMA-376 part 1, section 18.8.31).

    41207438 as #,##0,            41,207      a comma at the end hides three zeros
    -1279    as #,##0;"△"#,##0    △1,279
    0        as 0;(0);"—"         —
    41182    as mmm d, yyyy       Sep 30, 2012

What a person reads there is what a release prints, so it is what counts, not the stored value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from linetag.release.dates import MONTHS

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "m/d/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yyyy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)',
    49: "@",
    **dict.fromkeys((27, 36, 50, 57), "yyyy/m/d"),
    **dict.fromkeys((28, 29, 31, 51, 54, 58), "yyyy年m月d日"),
    30: "m/d/yy",
    **dict.fromkeys((34, 52, 55), "yyyy年m月"),
    **dict.fromkeys((35, 53, 56), "m月d日"),
}
"""The formats that files name by number only (section 18.8.30), those of Japan included."""

_Kind = Literal["digits", "date", "clock", "text", "general", "condition", "literal", "percent", "section"]
_TOKEN = re.compile(
    r"""(?P<general>General) | "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<room>.) | \*(?P<fill>.)
    | \[(?P<condition>[<>=]+-?[0-9.]+)\] | \[\$(?P<currency>[^\]-]*)[^\]]*\] | (?P<elapsed>\[[hms]+\])
    | \[(?P<color>[^\]]*)\] | (?P<clock>AM/PM|A/P) | (?P<digits>[0#?][0#?,.]*(?:E[+-][0#?]+)?|\.[0#?]+)
    | (?P<date>y+|m+|d+|h+|s+|g+|e+|b+) | (?P<text>@) | (?P<percent>%) | (?P<section>;) | (?P<literal>.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"([<>=]+)(-?[0-9.]+)")
_STORED = Context(prec=15, rounding=ROUND_HALF_UP)
"""Programs store binary fractions and show what fifteen digits of them say."""

_ROOM = 10
"""Digits that General shows of a number with decimals."""

_LARGEST = 300
_FIRST_DAY, _LAST_DAY = datetime(1899, 12, 30), 2_958_465  # noqa: DTZ001 - days of a calendar, at no place
_FIRST_DAY_1904, _LEAP_DAY_1900 = 1_462, 60
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ABBREVIATED, _WHOLE = 3, 4


class _Token(NamedTuple):
    kind: _Kind
    text: str


def number(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """Return what a cell with this value and format prints; dates count days since 1899 or since 1904."""
    if value.adjusted() > _LARGEST:
        return f"{value:E}"
    sections = _sections(code)
    section, signed = _chosen(value, sections)
    if any(token.kind == "date" for token in section):
        day = _day(value + _FIRST_DAY_1904 if since_1904 else value)
        return "".join(_dated(day, section)).strip() if day else general(value)
    amount = value if signed else abs(value)
    return "".join(_pieces(amount, section)).strip()


def text(value: str, code: str) -> str:
    """Return what a cell with this text and format prints: a fourth section may hide or extend it."""
    sections = _sections(code)
    section = next((one for one in sections if any(token.kind == "text" for token in one)), None)
    if section is None:
        return "" if len(sections) > _ABBREVIATED and not sections[_ABBREVIATED] else value
    return "".join(value if token.kind == "text" else token.text for token in section)


def general(value: Decimal) -> str:
    """Return a number as cells without a format print it: as many decimals as there is room for."""
    stored = _STORED.plus(value)
    places = min(max(_ROOM - max(stored.adjusted() + 1, 1), 0), max(-int(stored.as_tuple().exponent), 0))
    shown = _rounded(stored, places)
    return f"{shown.normalize():f}" if shown else "0"


@lru_cache(maxsize=1_000)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """The sections of a format, which semicolons separate: positive, negative, zero, text."""
    found: list[list[_Token]] = [[]]
    for token in _tokens(code):
        if token.kind == "section":
            found.append([])
        else:
            found[-1].append(token)
    return tuple(map(tuple, found))


def _tokens(code: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        content = match[kind]
        match kind:
            case "quoted" | "escaped" | "currency":
                yield _Token("literal", content)
            case "room":
                yield _Token("literal", " ")
            case "fill":
                yield _Token("literal", " " if content == " " else "")
            case "color":
                pass
            case "elapsed":
                yield _Token("date", content.strip("[]").lower())
            case "digits" | "general" | "condition" | "clock" | "text" | "percent" | "section" | "literal":
                yield _Token(kind, content)
            case _:
                yield _Token("date", content.lower())


# --- numbers --------------------------------------------------------------------------------------


def _chosen(value: Decimal, sections: Sequence[Sequence[_Token]]) -> tuple[Sequence[_Token], bool]:
    """The section for a value, and whether a negative value has its minus sign there."""
    conditions = [next((t.text for t in section if t.kind == "condition"), "") for section in sections]
    if any(conditions):
        index = next(
            (i for i, condition in enumerate(conditions) if not condition or _holds(value, condition)), 0
        )
        return sections[index], "<" not in conditions[index]
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:  # noqa: PLR2004 - positive, negative, zero
        return sections[2], False
    return sections[0], True


def _holds(value: Decimal, condition: str) -> bool:
    match = _CONDITION.fullmatch(condition)
    if match is None:
        return False
    limit = Decimal(match[2]) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]*)?", match[2]) else Decimal(0)
    return (
        ("<" in match[1] and value < limit)
        or (">" in match[1] and value > limit)
        or (("=" in match[1] and value == limit) or (match[1] == "<>" and value != limit))
    )


def _pieces(value: Decimal, section: Sequence[_Token]) -> Iterator[str]:
    """The pieces that the section prints; the minus sign stands before all of them."""
    percents = sum(token.kind == "percent" for token in section)
    amount = _STORED.plus(value).scaleb(2 * percents)
    runs = [token.text for token in section if token.kind == "digits"]
    if amount.adjusted() > _LARGEST:
        yield f"{value:E}"
        return
    if len(runs) > 1 or "E" in "".join(runs).upper():  # fractions, powers of ten
        yield general(value)
        return
    shown = _digits(abs(amount), runs[0]) if runs else general(abs(amount))
    if amount < 0 and re.search(r"[1-9]", shown):
        yield "-"
    done = False
    for token in section:
        if token.kind in {"digits", "general", "text"}:
            yield "" if done else shown if token.kind == "digits" else general(abs(value))
            done = True
        elif token.kind in {"literal", "percent"}:
            yield token.text


def _digits(amount: Decimal, run: str) -> str:
    """The digits of an amount as placeholders like "#,##0.0," want them."""
    kept = run.rstrip(",")
    whole, _, decimals = kept.partition(".")
    thousands = len(run) - len(kept) + len(whole) - len(whole.rstrip(","))
    whole, decimals = whole.rstrip(","), decimals.replace(",", "")
    shown = f"{_rounded(amount.scaleb(-3 * thousands), len(decimals)):f}"
    before, _, after = shown.partition(".")
    least = whole.count("0")
    before = before.lstrip("0").rjust(least, "0")
    if "," in whole:
        first = len(before) % 3
        groups = [before[:first], *(before[i : i + 3] for i in range(first, len(before), 3))]
        before = ",".join(group for group in groups if group)
    after = after[: decimals.count("0")] + after[decimals.count("0") :].rstrip("0")
    return f"{before}.{after}" if after else before


def _rounded(value: Decimal, places: int) -> Decimal:
    """`value` rounded to so many decimals, halves away from zero."""
    context = Context(prec=_LARGEST + places + 2, rounding=ROUND_HALF_UP)
    return value.quantize(Decimal(1).scaleb(-places), context=context)


# --- dates ----------------------------------------------------------------------------------------


def _day(serial: Decimal) -> datetime | None:
    """The day and time that a number stands for; None beyond the calendar of sheets."""
    if not 0 <= serial <= _LAST_DAY:
        return None
    days = serial if serial >= _LEAP_DAY_1900 else serial + 1  # they count a February 29, 1900
    return _FIRST_DAY + timedelta(seconds=int(_rounded(days * 86_400, 0)))


def _dated(day: datetime, section: Sequence[_Token]) -> Iterator[str]:
    """The pieces of a date; a month in digits behind the day is printed in letters."""
    letters = [token.text for token in section if token.kind == "date"]
    firsts = [text[0] for text in letters]
    twelve = any(token.kind == "clock" for token in section)
    months = (text for i, text in enumerate(letters) if text[0] == "m" and not _minutes(firsts, i))
    month = next(months, "")
    if "d" in firsts and len(month) in {1, 2} and firsts.index("d") < letters.index(month):
        yield f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if {'y', 'e'} & set(firsts) else ''}"
        return
    position = 0
    for token in section:
        if token.kind == "date":
            minutes = _minutes(firsts, position)
            yield _date_piece(day, token.text, minutes=minutes, twelve=twelve)
            position += 1
        elif token.kind == "clock":
            yield f"{day:%p}"
        elif token.kind == "literal":
            yield token.text


def _minutes(firsts: Sequence[str], position: int) -> bool:
    """Whether the letter m at this position stands for minutes: after hours or before seconds."""
    before, after = firsts[max(position - 1, 0) : position], firsts[position + 1 : position + 2]
    return firsts[position] == "m" and ("h" in before or "s" in after)


def _date_piece(day: datetime, letters: str, *, minutes: bool, twelve: bool) -> str:
    size, kind = len(letters), letters[0]
    if kind in "yeb":
        return f"{day.year % 100:02}" if letters in {"y", "yy", "bb"} else str(day.year)
    if kind == "m" and not minutes:
        return _named(day.month, MONTHS[day.month - 1], size)
    if kind == "d":
        return _named(day.day, _WEEKDAYS[day.weekday()], size)
    hour = (day.hour - 1) % 12 + 1 if twelve else day.hour
    times = {"h": hour, "m": day.minute, "s": day.second}
    return f"{times[kind]:0{min(size, 2)}}" if kind in times else ""


def _named(value: int, name: str, size: int) -> str:
    """A month or day in as many digits or letters as the format has."""
    if size < _ABBREVIATED:
        return f"{value:0{size}}"
    return name[:3] if size == _ABBREVIATED else name[:1] if size > _WHOLE else name
