"""Section paths: which headings a row stands under, though nothing is indented.

A heading is a row with a label and no figures. Its level comes from how it is printed:

    0  no colon: "ASSETS"                    1  capitals and colon: "CURRENT ASSETS:"
    2  mixed case and colon: "Network services:"

* A heading closes the sections of its level and deeper, opens its own, and stands under what
  is left. Without a colon it is level 0 if none is open; else, in a table whose headings bear
  no colons and if figures follow at once, it is level 1 (capitals) or 2; else it is a line
  item without figures ("COMMITMENTS AND CONTINGENCIES") and changes nothing.
* "Total ..." and "Net cash ..." rows that end in the name of an open heading ("Total current
  assets", "Net cash used in investing activities") stand directly under it and close it. A
  bare "Total" closes the innermost section. Any other total ("Total cost") closes nothing.
* A row in capitals ("OPERATING INCOME") closes levels 1 and 2 before it is placed, where capitals
  set rows apart: in a table that has rows in mixed case too. What counts is the label up to its
  first punctuation; a single word of up to three letters is an abbreviation, not capitals.
* A label that occurs more than once under the same path ("Customers") is distinguished by the
  nearest row above, under the same path, whose label does not ("ATM operation business").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from linetag.release import captions
from linetag.release.limits import MAX_ABBREVIATION

_HEAD = re.compile(r"[^,(;:…\u2010-\u2015-]*")
_TOTAL = re.compile(r"(?:total|net\s+cash)\b", re.IGNORECASE)
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionLine:
    """What decides the section of a row: its label, and whether its cells or its label print figures."""

    label: str
    figures: bool


@dataclass(frozen=True, slots=True)
class _Open:
    level: int
    label: str


def paths(lines: Sequence[SectionLine]) -> tuple[Path, ...]:
    """Return the section path of each line: the labels of the headings above it, outermost first."""
    by_capitals = any(line.figures and line.label and not _is_capitals(line.label) for line in lines)
    colons = any(_is_heading(line) and line.label.endswith(":") for line in lines)
    found: list[Path] = []
    stack: tuple[_Open, ...] = ()
    for index, line in enumerate(lines):
        if _is_heading(line):
            follows = index + 1 < len(lines) and lines[index + 1].figures
            level = _level(line.label, stack, nested=follows and not colons)
            if level is not None:
                stack = tuple(item for item in stack if item.level < level)
            found.append(_path(stack))
            if level is not None:
                stack = (*stack, _Open(level, line.label))
        else:
            path, stack = _placed(line.label, stack, by_capitals=by_capitals)
            found.append(path)
    return _distinguished(lines, found)


def _is_heading(line: SectionLine) -> bool:
    return not line.figures and any(map(str.isalpha, line.label))


def _level(label: str, stack: tuple[_Open, ...], *, nested: bool) -> int | None:
    """The level of a heading; None if it opens no section."""
    by_case = 1 if _is_capitals(label) else 2
    if label.endswith(":"):
        return by_case
    if not any(item.level == 0 for item in stack):
        return 0
    return by_case if nested else None


def _placed(label: str, stack: tuple[_Open, ...], *, by_capitals: bool) -> tuple[Path, tuple[_Open, ...]]:
    """Where a row with figures stands, and what is open after it."""
    name = captions.normal(label) if _TOTAL.match(label) else ""
    if name:
        for depth in range(len(stack), 0, -1):
            if _names(name, stack[depth - 1].label):
                return _path(stack[:depth]), stack[: depth - 1]
    if by_capitals and _is_capitals(label):
        stack = tuple(item for item in stack if item.level == 0)
    return _path(stack), stack[:-1] if name == "total" else stack


def _names(total: str, heading: str) -> bool:
    name = captions.normal(heading).rstrip(": ")
    return total.endswith(f" {name}")


def _path(stack: tuple[_Open, ...]) -> Path:
    return tuple(item.label for item in stack)


def _is_capitals(label: str) -> bool:
    head = _HEAD.match(label)
    words = head[0].strip() if head else ""
    letters = [letter for letter in words if letter.isalpha()]
    if not words.isupper():
        return False
    return len(letters) > MAX_ABBREVIATION or len(words.split()) > 1


def _distinguished(lines: Sequence[SectionLine], found: Sequence[Path]) -> tuple[Path, ...]:
    names = [captions.normal(line.label) if line.figures else "" for line in lines]
    counts = Counter(zip(found, names, strict=True))
    last: dict[Path, str] = {}
    result: list[Path] = []
    for line, name, path in zip(lines, names, found, strict=True):
        once = not name or counts[path, name] == 1
        if name and once:
            last[path] = line.label
        result.append(path if once or path not in last else (*path, last[path]))
    return tuple(result)
