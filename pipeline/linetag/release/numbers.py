"""The number grammar: "1,234", "(1,234)", "△1,234", "JPY1,998 million", "820.7 Gbps", dashes.

A figure is read only when it is beyond doubt. Everything else stays text, and `why_not` says what is
wrong with a text that looks like a figure.

    figure   = [sign] [currency] [sign] ["("] [sign] [currency] digits [unit] [")"] [unit]
    digits   = 1 to 3 digits and groups of "," and 3 digits, or digits alone; then "." and digits
    sign     = one at most, a parenthesis counting as one unless a triangle stands in it: + - − △ ▲
    unit     = scale, currency or unit word of `units`
"""

from __future__ import annotations

import re

from linetag.model import Origin
from linetag.release import characters, digits, units
from linetag.release.digits import DIGITS, Number, number
from linetag.release.limits import MAX_FIGURE
from linetag.release.records import Cell, PrintedUnit

_TRIANGLES = "△▲"
_MINUS = f"‐‑−–{_TRIANGLES}-"
_DIGIT = re.compile(r"[0-9０-９]")
_FIGURE = re.compile(
    rf"""(?P<sign1>[+{_MINUS}]\s?)?(?P<currency1>{units.PREFIX})?\s*(?P<sign2>[+{_MINUS}]\s?)?
    (?P<open>\()?\s*(?P<sign3>[+{_MINUS}]\s?)?(?P<currency2>{units.PREFIX})?\s*(?P<digits>{DIGITS})
    (?P<unit1>[^()0-9]*)(?P<close>\))?(?P<unit2>[^()0-9]*)""",
    re.VERBOSE,
)
_LARGE = "兆|億|千万|百万|万|千"
_ABOVE_ALL_SCALES = 100
_COMPOUND = re.compile(
    rf"""(?P<sign>[{_MINUS}]\s?)?(?P<pieces>(?:[0-9][0-9,]*(?:{_LARGE})\s*)+)(?:(?P<last>[0-9][0-9,]*))?
    (?P<unit>円|米ドル|ドル|株) | (?P<minus>[{_MINUS}]\s?)?(?P<yen>{DIGITS})円\s*(?P<sen>[0-9]{{2}})銭""",
    re.VERBOSE,
)
_PIECE = re.compile(rf"(?P<digits>[0-9,]+)(?P<scale>{_LARGE})?")
_DASH = re.compile(
    rf"(?:{units.PREFIX})?\s*(?:\(\s*)?(?:[{characters.DASHES}]{{1,3}}|_{{1,3}})(?:\s*\))?\s*%?"
)
_THIN_GROUP = re.compile(r"(?<=[0-9])[\u2009\u202f](?=[0-9]{3}(?![0-9]))")


def is_blank(text: str) -> bool:
    """Whether nothing is printed in `text`."""
    return not text or not characters.fold(text).strip()


def is_dash(text: str) -> bool:
    """Whether `text` is a dash that stands for "no figure" ("-", "—", "_", "(-)", "$ —")."""
    folded = characters.fold(text).strip()
    return len(folded) <= MAX_FIGURE and _DASH.fullmatch(folded) is not None


def parse(text: str) -> Number | None:
    """Return the one figure that `text` is, or None."""
    if len(text) > MAX_FIGURE or not _DIGIT.search(text):
        return None
    if figure := digits.parse(text):
        return figure
    prepared = _prepared(text)
    if match := _FIGURE.fullmatch(prepared):
        return _whole(match)
    compound = _COMPOUND.fullmatch(prepared)
    return _compound(compound) if compound else None


def _whole(match: re.Match[str]) -> Number | None:
    if bool(match["open"]) != bool(match["close"]):
        return None
    signs = [sign.strip() for sign in match.group("sign1", "sign2", "sign3") if sign]
    currencies = [code for code in match.group("currency1", "currency2") if code]
    suffixes = [word for word in map(str.strip, match.group("unit1", "unit2")) if word]
    signed = bool(match["open"]) and signs[:1] not in ([triangle] for triangle in _TRIANGLES)
    if len(signs) + signed > 1 or len(currencies) > 1 or len(suffixes) > 1:
        return None
    currency = units.PREFIXES[currencies[0]] if currencies else ""
    unit = units.suffix(suffixes[0] if suffixes else "", currency)
    if unit is None:
        return None
    printed = unit if currencies or suffixes else None
    negative = bool(match["open"]) or (bool(signs) and signs[0] != "+")
    return number(match["digits"], negative=negative, unit=printed)


def _compound(match: re.Match[str]) -> Number | None:
    """The figure "12億3,400万円" is 123,400 of 万円, "33円59銭" 33.59 yen; None if a piece is too large."""
    if match["sen"]:
        yen = PrintedUnit("JPY")
        return number(f"{match['yen']}.{match['sen']}", negative=bool(match["minus"]), unit=yen)
    total, unit = 0, PrintedUnit("", _ABOVE_ALL_SCALES)
    for piece in _PIECE.finditer(match["pieces"] + (match["last"] or "")):
        smaller = units.suffix(f"{piece['scale'] or ''}{match['unit']}")
        if smaller is None or smaller.scale >= unit.scale or not re.fullmatch(DIGITS, piece["digits"]):
            return None
        value, room = int(piece["digits"].replace(",", "")), 10 ** (unit.scale - smaller.scale)
        if value >= room:
            return None
        total, unit = total * room + value, smaller
    return number(str(total), negative=bool(match["sign"]), unit=unit)


def cell(origin: Origin, column: int) -> Cell:
    """Return the cell whose printed text is `origin.text`."""
    text = origin.text
    if is_blank(text):
        return Cell(origin, column, "blank")
    if figure := parse(text):
        return Cell(origin, column, "number", figure.value, figure.decimals, figure.unit)
    return Cell(origin, column, "dash" if is_dash(text) else "text")


def _prepared(text: str) -> str:
    return characters.unmarked(characters.fold(_THIN_GROUP.sub(",", text)))


# --- why a text is not a figure ------------------------------------------------------------------

_SIGNS = f"+{_MINUS}"
_LOOK_ALIKE = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "Z": "2", "S": "5", "B": "8"}
_NAMES = {"0": "zero", "1": "one", "2": "two", "5": "five", "8": "eight"}
_CORE = re.compile(
    rf"(?:{units.PREFIX}|[\s({_SIGNS}])*(?P<core>[0-9OolISBZ|.,]*[0-9][0-9OolISBZ|.,]*)(?P<rest>.*)"
)
_TWO = re.compile(r"[\s(]*[0-9][0-9,.]*\)?[\s/]+\(?[0-9][0-9,.\s()/]*")
_DAY = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?")
_WHOLE_REST = re.compile(r"\s*(?:\)\s*)?(?:(?:thousand|million|billion|trillion)s?\b\s*)?[\w%.$ ]{0,20}\)?")


def why_not(text: str) -> str:
    """Return why `text` looks like a figure but is not one; "" if it is one, or looks like something else.

    The answer is a clause for a hint: "it has the character O where a zero is expected".
    """
    if len(text) > MAX_FIGURE or is_blank(text) or is_dash(text) or parse(text) is not None:
        return ""
    folded = _prepared(text)
    if re.search(r"[0-9][¹²³⁰-⁹₀-₉*†‡^]+$", folded):
        return "a footnote mark is attached to it"
    if _DAY.fullmatch(folded):
        return ""
    if _TWO.fullmatch(folded):
        return "two numbers are in one cell"
    match = _CORE.fullmatch(folded)
    why = _why_core(match["core"], folded, match["rest"]) if match else ""
    if why or any(map(str.isalpha, folded)) or not any(map(str.isdigit, folded)):
        return why
    return "it contains characters that are not part of a figure"


def _why_core(core: str, folded: str, rest: str) -> str:
    """Why the digits `core` with `rest` after them are not a figure; "" if they do not look like one."""
    letters = [letter for letter in core if letter in _LOOK_ALIKE]
    if letters:
        meant = "".join(_LOOK_ALIKE.get(letter, letter) for letter in core)
        if units.suffix(rest.strip(" ()")) is not None and re.fullmatch(DIGITS, meant):
            digit = _NAMES[_LOOK_ALIKE[letters[0]]]
            return f"it has the character {letters[0]} where a {digit} is expected"
        return "there are letters among its digits" if "," in core else ""
    if not _WHOLE_REST.fullmatch(rest):
        return ""
    if folded.count("(") != folded.count(")"):
        return "one of its parentheses is missing"
    if folded.count("(") + sum(folded.count(sign) for sign in _SIGNS) > 1:
        return "it has more than one sign"
    return _why_digits(core) or _why_unit(rest)


def _why_unit(rest: str) -> str:
    # "1H12", "2nd Quarter" and "30 September" name a period: they were not meant as figures.
    unit = rest.strip(" ()")
    meant = rest.startswith(" ") and unit.isalpha() and unit.islower()
    return f'the unit "{unit}" is unknown' if meant else ""


def _why_digits(core: str) -> str:
    if re.fullmatch(DIGITS, core):
        return ""
    if core.count(".") > 1 or re.search(r"\.[0-9]*,", core):
        return "a decimal point is in the wrong place"
    if "," in core:
        return "its thousands separators are not three digits apart"
    return "it begins with a zero" if core.startswith("0") else "its digits are incomplete"
