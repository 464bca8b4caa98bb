"""Lines that are rows of a list without tabs: "As of September 30, 2012: 758,800 shares".

Such a line consists of items only: a caption that ends in a date and a colon, a figure,
and perhaps a change in parentheses, "(up 49.8% YoY)". Prose with numbers in it is not read.
"""

from __future__ import annotations

import re

from linetag.model import Origin
from linetag.release import characters, dates, digits, numbers, units
from linetag.release.limits import MAX_LIST_LINE
from linetag.release.records import Cell

_FIGURE = (
    rf"\(?(?:\\?(?:{units.PREFIX})\s*)?[(+\-−△▲]?\s?[0-9](?:[,.]{{0,2}}[0-9OolISB]){{0,60}}\)?"
    rf"(?:\s*(?:{units.UNIT_WORD})(?![A-Za-z])){{0,3}}\)?"
)
_ITEM = re.compile(
    rf"(?:\s*[-*•]\s)?\s*(?P<label>[^:]{{1,180}}:)\s*(?P<figure>{_FIGURE})"
    r"(?:\s*\((?P<more>[^()]{0,80})\))?[\s.;,]*",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"\s*(?P<change>(?P<way>up|down|increase|increased|decrease|decreased)\s+(?:of\s+|by\s+)?(?P<figure>{_FIGURE}))[\s\w]*",
    re.IGNORECASE,
)
_DOWN = ("down", "decrease", "decreased")
ListItem = tuple[Origin, tuple[Cell, ...]]
"""A caption's place, and its one or two cells."""


def items(line: Origin) -> tuple[ListItem, ...]:
    """Return the items of a line of text; () if it contains anything else."""
    text = characters.fold(line.text)
    if len(text) > MAX_LIST_LINE or ":" not in text:
        return ()
    found: list[ListItem] = []
    position = 0
    while position < len(text):
        match = _ITEM.match(text, position)
        if match is None:
            return ()
        days = dates.find(match["label"])
        if not days or days[-1].end != len(match["label"].rstrip(" \t:")):
            return ()
        figure = numbers.cell(_place(line, match, "figure"), 1)
        if figure.kind == "text" and not numbers.why_not(figure.origin.text):
            return ()
        found.append((_place(line, match, "label"), (figure, *_change(line, match))))
        position = match.end()
    return tuple(found)


def _change(line: Origin, match: re.Match[str]) -> tuple[Cell, ...]:
    """The second cell: "up 49.8%" is 49.8, "down 5.5%" is -5.5, other figures stay text."""
    more = match["more"]
    if more is None or not any(map(str.isdigit, more)):
        return ()
    whole = _place(line, match, "more")
    change = _CHANGE.fullmatch(more)
    number = numbers.parse(change["figure"]) if change else None
    if change is None or number is None:
        return (Cell(whole, 2, "text"),)
    at = whole._replace(column=whole.column + change.start("change"), text=change["change"])
    value = digits.negated(number.value) if change["way"].casefold() in _DOWN else number.value
    return (Cell(at, 2, "number", value, number.decimals, number.unit),)


def _place(line: Origin, match: re.Match[str], group: str) -> Origin:
    start, end = match.span(group)
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip())
    return line._replace(column=line.column + start + lead, text=text.strip())
