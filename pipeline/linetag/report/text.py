"""Findings as a person reads them in a terminal: place, source line, caret, hint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from linetag.findings import Finding
from linetag.model import Origin

_WIDTH = 100
_AFTER = 20
_TAB = "    "
_FIRST_COMBINING = "\u0300"  # no wide character comes before it either
_MOST_RELATED = 6
_BREAKS = " ", r"[a-z/_](?=[A-Z])|/"

Sources = Mapping[str, Sequence[str]]


def render(findings: Sequence[Finding], sources: Sources) -> Iterator[str]:
    """The lines for each finding; `sources` are the lines of each file by its name in `Origin`."""
    for item in findings:
        yield from map(clean, _lines(item, sources))
        yield ""


def _lines(item: Finding, sources: Sources) -> Iterator[str]:
    yield f"{item.severity} {item.code}: {item.message}"
    if item.at is not None:
        yield from _excerpt(item.at, sources)
    if item.hint:
        yield f"  hint: {item.hint}"
    if item.related:
        yield f"  see also: {_places(item.related, item.at)}"


def place(origin: Origin) -> str:
    """Path, line and column, as editors and terminals make it a link."""
    return f"{origin.path}:{origin.line}:{origin.column}"


def _places(related: Sequence[Origin], at: Origin | None) -> str:
    here = at.path if at else ""
    named = [f"line {o.line}:{o.column}" if o.path == here else place(o) for o in related[:_MOST_RELATED]]
    more = len(related) - _MOST_RELATED
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def _excerpt(origin: Origin, sources: Sources) -> Iterator[str]:
    yield f"  --> {place(origin)}"
    lines = sources.get(origin.path, ())
    if not 0 < origin.line <= len(lines):
        return
    line = lines[origin.line - 1]
    column = origin.column - 1
    length = len(origin.text) if line.startswith(origin.text, column) else 1
    # a line may hold a whole document: no more of it is looked at than could be shown
    first = max(0, column - _WIDTH - 1)
    before, whole = clean(line[first:column]), clean(line[column : column + min(length, _WIDTH + 1)])
    marked = _head(whole, _WIDTH)
    after = clean(line[column + length : column + length + _WIDTH + 1]) if marked == whole else ""
    before = _tail(before, _WIDTH - width(marked) - min(width(after), _AFTER))
    after = _head(after, _WIDTH - width(before) - width(marked))
    number = str(origin.line)
    yield f"  {number} | {before}{marked}{after}"
    yield f"  {' ' * len(number)} | {' ' * width(before)}{'^' * max(1, width(marked))}"


def _head(text: str, room: int) -> str:
    """As much of the beginning as fits into `room` columns; "…" stands for the rest."""
    if not text or width(text) <= room:
        return text
    used, kept = 0, ""
    for character in text:
        used += _columns(character)
        if used >= room:
            break
        kept += character
    return kept + "…"


def _tail(text: str, room: int) -> str:
    """As much of the end as fits into `room` columns; "…" stands for the rest."""
    return _head(text[::-1], room)[::-1]


def wrapped(text: str, first: int, room: int, most: int) -> Sequence[str]:
    """The text in lines of so many columns, the first of its own width; "…" ends the last if it must.

    Broken at spaces, a long name before one of its words, anything else where the line is full.
    """
    lines: list[str] = []
    rest = text
    while width(rest) > (space := room if lines else first) and len(lines) < most - 1:
        line = rest[: _break(rest, len(_fitting(rest, space)))]
        lines.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return [*lines, _head(rest, space)] if rest or not lines else lines


def _break(text: str, room: int) -> int:
    """Where a line of at most so many characters is best broken: at a space, else inside a name."""
    if text[room : room + 1] == " ":
        return room
    for found in _BREAKS:
        places = [match.end() for match in re.finditer(found, text[: room + 1]) if match.end() <= room]
        if places and places[-1] > room // 3:
            return places[-1]
    return room


def _fitting(text: str, room: int) -> str:
    """As many characters as fit, at least one."""
    used = 0
    for i, character in enumerate(text):
        used += _columns(character)
        if used > room and i:
            return text[:i]
    return text


def clean(text: str) -> str:
    """Tabs widened, and nothing that would move the cursor or give the terminal an order."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    from unicodedata import category  # noqa: PLC0415 - see `_columns`

    if character == "\t":
        return _TAB
    if character in "\r\n" or category(character) == "Zs":
        return "\u3000" if character == "\u3000" else " "
    return character if character.isprintable() else "?"


def width(text: str) -> int:
    """Terminal columns: East Asian wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if character < _FIRST_COMBINING:
        return 1
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - a megabyte that few reports need

    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
