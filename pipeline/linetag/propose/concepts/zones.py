"""Zones: the part of a statement that a line stands in, known from the printed totals below it.

Balance sheet: CA and NA are current and noncurrent assets, A assets that are not classified, CL, NL and L
likewise liabilities, EQ equity and what stands after the liabilities. Cash flows: O, I and F are operating,
investing and financing activities, S what follows them. Income: G up to gross profit, O up to operating
income, B up to income before taxes, N up to net income, P what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from linetag.propose.concepts.folding import folded
from linetag.propose.records import StatementCode, StatementLine

Zone = str


class _Anchor(NamedTuple):
    """A total that ends a zone, by the words of its caption."""

    zone: Zone
    words: re.Pattern[str]


def _anchors(*rows: tuple[Zone, str]) -> tuple[_Anchor, ...]:
    return tuple(_Anchor(zone, re.compile(words)) for zone, words in rows)


_FLOWS = (
    r"^(?:total |net )?(?:net )?cash (?:flows? )?"
    r"(?:provided|used|generated|from|in|by|flows?|required|for)\b.*\b"
)
_LIABILITIES = (
    r"^total liabilities$|^liabilities total|^負債合計"
    r"|^total liabilities (?!.*\b(?:equity|deficit|capital|deficiency)\b)"
)
_OPERATING = (
    r"^(?:total )?operating (?:income|loss|profit|earnings)|営業利益|営業損失"
    r"|^(?:income|loss|earnings|profit)(?: loss| income)? from operations"
)
_NET_INCOME = (
    r"^(?:consolidated )?net (?:income|loss|earnings|profit)\b(?!.*per)"
    r"|^(?:profit|loss) for the|当期純利益|純利益"
)
_ANCHORS: dict[StatementCode, tuple[_Anchor, ...]] = {
    "BS": _anchors(
        ("CA", r"^total current assets|^current assets total|流動資産合計"),
        ("NA", r"^total assets|^assets total|^資産合計"),
        ("CL", r"^total current liabilities|^current liabilities total|流動負債合計"),
        ("NL", _LIABILITIES),
    ),
    "CF": _anchors(
        ("O", _FLOWS + r"operati|営業活動.*(?:計|フロー)$"),
        ("I", _FLOWS + r"invest|投資活動.*(?:計|フロー)$"),
        ("F", _FLOWS + r"financ|財務活動.*(?:計|フロー)$"),
    ),
    "IS": _anchors(
        ("G", r"^(?:total )?gross (?:profit|margin|loss|income)|売上総利益|売上総損失"),
        ("O", _OPERATING),
        ("B", r"\bbefore\b.*\btax|^pre ?tax (?:income|loss|earnings)|税引前|税金等調整前"),
        ("N", _NET_INCOME),
    ),
}  # fmt: skip
_EQUITY = re.compile(
    r"\b(?:equity|stock|shares|capital|deficit|mezzanine|commitments|noncontrolling|純資産|資本)\b"
)
_SECTIONS: dict[StatementCode, tuple[_Anchor, ...]] = {
    "BS": _anchors(
        ("CA", r"^current assets|^流動資産"),
        ("CL", r"^current liabilities|^流動負債"),
        ("EQ", r"equity|deficit|capital|純資産|株主資本"),
        ("NL", r"^(?:non ?current|long term|other)(?: term)? liabilities|固定負債"),
        ("NA", r"^(?:non ?current|long term|other|fixed) assets|固定資産|property"),
        ("L", r"^liabilities|負債"),
        ("A", r"^assets|資産"),
    ),
    "CF": _anchors(
        ("S", r"supplement|non ?cash (?:investing|financing|activit|transact)|補足"),
        ("O", r"operati|adjustments|changes in|営業活動"),
        ("I", r"invest|投資活動"),
        ("F", r"financ|財務活動"),
    ),
    "IS": _anchors(
        ("P", r"per (?:common )?(?:share|unit)|weighted|shares|1株当たり"),
        ("O", r"operating (?:expenses|costs)|costs and expenses"),
        ("B", r"other (?:income|expense)|nonoperating|non operating"),
        ("G", r"^(?:net )?(?:revenue|sales)|cost of"),
    ),
}  # fmt: skip


def of_lines(code: StatementCode, lines: Sequence[StatementLine]) -> tuple[Zone, ...]:
    """Return the zone of each line, "" where the statement has none."""
    own: StatementCode = "IS" if code == "CI" else code
    if own not in _ANCHORS:
        return ("",) * len(lines)
    anchors = _found(own, lines)
    if not anchors:
        return tuple(of_section(code, line.section) for line in lines)
    order = [zone for _, zone in anchors]
    zones: list[Zone] = []
    rest = {"BS": "EQ", "CF": "S", "IS": "P"}[own]
    place = 0
    for number in range(len(lines)):
        while place < len(anchors) and anchors[place][0] < number:
            place += 1
        zones.append(order[place] if place < len(anchors) else rest)
    return tuple(_unclassified(lines, zones) if own == "BS" else zones)


def of_section(code: StatementCode, section: Sequence[str]) -> Zone:
    """Return the zone that the headings above a line name, the nearest first, or ""."""
    own: StatementCode = "IS" if code == "CI" else code
    for heading in reversed(section):
        text = folded(heading)
        for anchor in _SECTIONS.get(own, ()):
            if anchor.words.search(text):
                return anchor.zone
    return ""


def caption_of(line: StatementLine) -> str:
    """Return the folded caption of a line; that of a bare total names the section that it closes."""
    text = folded(line.caption)
    if text in ("", "total") and line.section:
        return f"total {folded(line.section[-1])}"
    return text


def _found(code: StatementCode, lines: Sequence[StatementLine]) -> list[tuple[int, Zone]]:
    """The last line of each zone, in printed order; only the first of each, but of net income the last."""
    places: dict[Zone, int] = {}
    for number, line in enumerate(lines):
        if line.in_caption or line.unit.endswith("/shares") or line.unit == "shares":
            continue
        text = caption_of(line)
        for anchor in _ANCHORS[code]:
            if anchor.words.search(text):
                if anchor.zone not in places or anchor.zone in ("N", "O", "I", "F"):
                    places[anchor.zone] = number
                break
    return sorted((number, zone) for zone, number in places.items())


def _unclassified(lines: Sequence[StatementLine], zones: Sequence[Zone]) -> list[Zone]:
    """The zones of a balance sheet; assets and liabilities without current ones are A and L."""
    found = list(zones)
    if "CA" not in found:
        found = ["A" if zone == "NA" else zone for zone in found]
    rest = "NL" if "CL" in found else "L"
    if "NL" in found:
        return [rest if zone == "NL" else zone for zone in found]
    for number, line in enumerate(lines):
        if found[number] == "EQ":
            if _EQUITY.search(" ".join((caption_of(line), *map(folded, line.section[-1:])))):
                break
            found[number] = rest
    return found
