"""Findings, colours and progress on the terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from linetag.findings import Finding

_T = TypeVar("_T")

_CODES = {"bold": 1, "red": 31, "yellow": 33, "cyan": 36}
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_WIDTH = 36
_PIPED = 100
_NARROWEST = 40
_MOST_DIGITS = 4


def show(findings: Sequence[Finding], sources: Mapping[str, Sequence[str]] | None = None) -> None:
    """Each finding with place, source line, caret and hint; `sources` are the lines of the files."""
    from linetag.report.text import render

    for line in render(findings, sources or {}):
        print(coloured(line))


def coloured(line: str) -> str:
    """A line of a finding, its severity in colour."""
    word, space, rest = line.partition(" ")
    return f"{styled(word, 'bold', _COLOURS[word])}{space}{rest}" if word in _COLOURS else line


def styled(text: str, *styles: str) -> str:
    """The text in these styles, if stdout is a terminal that shows them (https://no-color.org)."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{';'.join(str(_CODES[style]) for style in styles)}m{text}\033[0m"


def columns() -> int:
    """How wide the output may be: what COLUMNS says, else the terminal, else 100."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isascii() and stated.isdecimal():
        found = int(stated[:_MOST_DIGITS])
    else:
        found = os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else _PIPED
    return max(found, _NARROWEST)


def progress(done: Iterator[_T], count: int) -> Iterator[_T]:
    """A progress bar on stderr, where the results do not show on the terminal by themselves."""
    if count == 1 or sys.stdout.isatty() or not sys.stderr.isatty():
        yield from done
        return
    start = time.monotonic()
    try:
        _draw(0, count, None)
        for number, item in enumerate(done, 1):
            yield item
            _draw(number, count, (time.monotonic() - start) / number * (count - number))
    finally:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()


def _draw(number: int, count: int, left: float | None) -> None:
    full = _WIDTH * number // count
    remaining = "" if left is None else f"  {int(left) // 60}:{int(left) % 60:02} left"
    sys.stderr.write(f"\rchecking [{'#' * full}{'-' * (_WIDTH - full)}] {number}/{count}{remaining}\033[K")
    sys.stderr.flush()
