"""Findings as text for a person: place, source line, caret, hint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linetag.findings import Finding
from linetag.model import Origin
from linetag.report.terminal_text import clean, folded, head, tail, width
from linetag.wording import place, position

_WIDTH = 100
_AFTER = 20
_MOST_RELATED = 6

Sources = Mapping[str, Sequence[str]]


def render(findings: Sequence[Finding], sources: Sources, columns: int | None = None) -> Iterator[str]:
    """Yield the lines of each finding; `sources` are the lines of each file by its name in `Origin`.

    Lines wider than `columns`, if it is given, are folded, and source lines are cut to fit.
    """
    for item in findings:
        yield from map(clean, _lines(item, sources, columns))
        yield ""


def _lines(item: Finding, sources: Sources, columns: int | None) -> Iterator[str]:
    yield from folded(f"{item.severity} {item.code}: {item.message}", columns, "  ")
    if item.at is not None:
        yield from _excerpt(item.at, sources, columns)
    if item.hint:
        yield from folded(f"  hint: {item.hint}", columns, "  ")
    if item.related:
        yield from folded(f"  see also: {_places(item.related, item.at)}", columns, "  ")


def _places(related: Sequence[Origin], at: Origin | None) -> str:
    here = at.path if at else ""
    named = [_near(o) if o.path == here else place(o) for o in related[:_MOST_RELATED]]
    more = len(related) - _MOST_RELATED
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def _near(origin: Origin) -> str:
    """A place in the same file."""
    return position(origin) if origin.part.kind else f"line {origin.line}:{origin.column}"


def _excerpt(origin: Origin, sources: Sources, columns: int | None) -> Iterator[str]:
    yield f"  --> {place(origin)}"
    lines = () if origin.part.kind else sources.get(origin.path, ())
    if not 0 < origin.line <= len(lines):
        return
    line, number = lines[origin.line - 1], str(origin.line)
    room = _WIDTH if columns is None else max(min(_WIDTH, columns - len(number) - 5), _AFTER + 1)
    column = origin.column - 1
    length = len(origin.text) if line.startswith(origin.text, column) else 1
    # a line may hold a whole document: no more of it is looked at than could be shown
    first = max(0, column - room - 1)
    before, whole = clean(line[first:column]), clean(line[column : column + min(length, room + 1)])
    marked = head(whole, room)
    after = clean(line[column + length : column + length + room + 1]) if marked == whole else ""
    before = tail(before, room - width(marked) - min(width(after), _AFTER))
    after = head(after, room - width(before) - width(marked))
    yield f"  {number} | {before}{marked}{after}"
    yield f"  {' ' * len(number)} | {' ' * width(before)}{'^' * max(1, width(marked))}"
