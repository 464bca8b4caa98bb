"""Findings as text for a person: place, source line, caret, hint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linetag.findings import Finding
from linetag.model import Origin
from linetag.report.terminal_text import clean, head, tail, width

_WIDTH = 100
_AFTER = 20
_MOST_RELATED = 6

Sources = Mapping[str, Sequence[str]]


def render(findings: Sequence[Finding], sources: Sources) -> Iterator[str]:
    """Yield the lines of each finding; `sources` are the lines of each file by its name in `Origin`."""
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
    """Return path, line and column in the form that editors and terminals turn into a link."""
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
    marked = head(whole, _WIDTH)
    after = clean(line[column + length : column + length + _WIDTH + 1]) if marked == whole else ""
    before = tail(before, _WIDTH - width(marked) - min(width(after), _AFTER))
    after = head(after, _WIDTH - width(before) - width(marked))
    number = str(origin.line)
    yield f"  {number} | {before}{marked}{after}"
    yield f"  {' ' * len(number)} | {' ' * width(before)}{'^' * max(1, width(marked))}"
