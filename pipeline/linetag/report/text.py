"""Findings as a person reads them in a terminal: place, source line, caret, hint."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from linetag.findings import Finding
from linetag.model import Origin

_WIDTH = 100
_TAB = "    "
_MOST_RELATED = 6

Sources = Mapping[str, Sequence[str]]


def render(findings: Sequence[Finding], sources: Sources) -> Iterator[str]:
    """The lines for each finding; `sources` are the lines of each file by its name in `Origin`."""
    for item in findings:
        yield f"{item.severity} {item.code}: {item.message}"
        if item.at is not None:
            yield from _excerpt(item.at, sources)
        if item.hint:
            yield f"  hint: {item.hint}"
        if item.related:
            yield f"  see also: {_places(item.related, item.at)}"
        yield ""


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
    before, marked = line[: origin.column - 1], origin.text or " "
    if not line.startswith(marked, origin.column - 1):
        marked = line[origin.column - 1 : origin.column] or " "
    marked = marked[:_WIDTH]
    cut = max(0, _width(before) + _width(marked) - _WIDTH)
    shown = _shown(line)
    start = _width(before)
    if cut:
        shown, start = "… " + shown[cut + 2 :], start - cut
    number = str(origin.line)
    yield f"  {number} | {shown[:_WIDTH]}{'…' if len(shown) > _WIDTH else ''}"
    yield f"  {' ' * len(number)} | {' ' * start}{'^' * max(1, _width(marked))}"


def _shown(text: str) -> str:
    """The line with tabs widened and without characters that would move the cursor."""
    clean = text.replace("\t", _TAB)
    return "".join(c if c.isprintable() else "?" for c in clean)


def _width(text: str) -> int:
    """Terminal columns: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in _shown(text))
