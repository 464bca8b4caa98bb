"""Text fitted into the columns of a terminal, where East Asian characters are two columns wide."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TAB = "    "
_FIRST_COMBINING = "\u0300"  # no wide character comes before it either
_BREAKS = " ", r"[a-z/_](?=[A-Z])|/"


def head(text: str, room: int) -> str:
    """Return as much of the beginning as fits into `room` columns; "…" stands for the rest."""
    if not text or width(text) <= room:
        return text
    return _fitting(text, room - 1) + "…"


def tail(text: str, room: int) -> str:
    """Return as much of the end as fits into `room` columns; "…" stands for the rest."""
    return head(text[::-1], room)[::-1]


def wrapped(text: str, first: int, room: int, most: int) -> Sequence[str]:
    """Return the text in at most `most` lines of `room` columns, the first of `first` columns.

    Lines are broken at spaces, long names before one of their words, anything else where the line is full.
    "…" ends the last line if more would follow. For example, `wrapped("三四五六七八", 4, 6, 2)` is
    ["三四", "五六…"].
    """
    lines: list[str] = []
    rest = text
    while width(rest) > (space := room if lines else first) and len(lines) < most - 1:
        line = rest[: _break(rest, max(1, len(_fitting(rest, space))))]
        lines.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return [*lines, head(rest, space)] if rest or not lines else lines


def folded(text: str, columns: int | None, indent: str) -> Sequence[str]:
    """Return the text in lines of at most so many columns, all but the first indented; None folds nothing."""
    if columns is None or width(text) <= columns:
        return (text,)
    first, *rest = wrapped(text, columns, columns - len(indent), len(text))
    return (first, *(f"{indent}{line}" for line in rest))


def _break(text: str, room: int) -> int:
    """Return where to break a line of at most `room` characters: at a space, or else inside a name."""
    if text[room : room + 1] == " ":
        return room
    for found in _BREAKS:
        places = [match.end() for match in re.finditer(found, text[: room + 1]) if match.end() <= room]
        if places and places[-1] > room // 3:
            return places[-1]
    return room


def _fitting(text: str, room: int) -> str:
    """Return as many characters as fit into `room` columns."""
    used = 0
    for i, character in enumerate(text):
        used += _columns(character)
        if used > room:
            return text[:i]
    return text


def clean(text: str) -> str:
    """Return the text without control characters, which could give the terminal orders; tabs are widened."""
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
    """Return the terminal columns: East Asian wide characters take two, combining ones none."""
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
