"""Lines of a page with the places of their words: what fixed-width text and PDF have in common.

Places grow to the right and downwards, in hundredths of the height of the letters or of a point: only their
proportion to `PageLine.em` counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from linetag.model import Origin
from linetag.release import characters, dates, edges
from linetag.release.grids import Field

_GAP = 75
"""The space between two fields, in hundredths of the height of letters; words of one field are nearer."""

_LEADERS = re.compile(r"(?:\s*[.…·_]){3,}\s*$|(?:\s+[.…·_]){2,}\s*$")
_LEADER = re.compile(r"[\s.…·]+")
_RULE = re.compile(r"[\s=_–—-]*[=_–—-]{3,}[\s=_–—-]*")
_PERIOD = re.compile(r"(?:\w+\s+)?(?:months?|weeks?|quarters?|years?)\s+(?:ended|ending)\s*", re.IGNORECASE)
_MARGIN = 10
"""A dash or figure alone so near to the margin, in heights of letters, is no row but a page number."""

_OPENING = ("$", "(", "$(")
_BETWEEN_DAYS = re.compile(r"[\s,*]*")


class Word(NamedTuple):
    """A word from `left` to `right`; `digits_right` is where its last digit ends, or `right`."""

    origin: Origin
    left: int
    right: int
    digits_right: int
    bold: bool = False


class DrawnRule(NamedTuple):
    """A horizontal rule, drawn or made of dashes; `double` rules close a column."""

    left: int
    right: int
    double: bool = False


class PageLine(NamedTuple):
    """A line: its whole text, its fields, its distance from the top of the page, and the rules over it.

    `figures` are the fields that are figures and no part of a caption. `cut` is the first field in two, if a
    figure ends it: a caption that is as long as there is room stands close to its figure. `running` lines are
    heads, feet and numbers of pages.
    """

    at: Origin
    fields: tuple[Field, ...]
    figures: tuple[Field, ...]
    top: int
    em: int
    page: int = 1
    rules: tuple[DrawnRule, ...] = ()
    cut: tuple[Field, Field] | None = None
    running: bool = False

    @property
    def has_row(self) -> bool:
        """Whether figures stand in the line as in a row: behind a caption, or alone in columns."""
        if len(self.figures) < len(self.fields):
            return bool(self.figures) and self.figures[-1] is not self.fields[0]
        if not self.fields or self.fields[0].left > _MARGIN * self.em:
            return bool(self.fields)
        return len(self.fields) > 1 and any(map(str.isdigit, self.at.text))


def line(at: Origin, words: Sequence[Word], top: int, em: int) -> PageLine:
    """Return the line of the words; "12,266,629 shares" at its beginning is a caption, not a figure."""
    found = fields(words, em)
    figures = tuple(field for field in found if edges.is_figure(field.origin.text))
    if figures and figures[0] is found[0] and any(map(str.isalpha, figures[0].origin.text)):
        figures = figures[1:]
    cut = _figure_at_end(next(_runs(words, em), [])) if found and found[0] not in figures else None
    return PageLine(at, found, figures, top, em, at.part.number or 1, cut=cut)


def _figure_at_end(run: Sequence[Word]) -> tuple[Field, Field] | None:
    """The words of a run and the figure at their end."""
    size = 1 + any(word.origin.text in _OPENING for word in run[-2:-1])
    if len(run) <= size or not edges.is_figure(_field(run[-size:]).origin.text):
        return None
    return _field(run[:-size]), _field(run[-size:])


def fields(words: Sequence[Word], em: int) -> tuple[Field, ...]:
    """Return the fields of the words of a line: words without a wide gap between, figures apart.

    The pieces of figures are joined, dot leaders and footnote marks of figures are left out. A figure ends
    where its digits end, so that figures with and without parentheses end at the same place.
    """
    found: list[Field] = []
    for run in _runs(words, em):
        found += _pieces(run)
    kept = [field for field in found if not _LEADER.fullmatch(field.origin.text)]
    return edges.joined(kept)


def ruled(lines: Iterable[PageLine]) -> Iterator[PageLine]:
    """Return the lines without those that are rules made of dashes, which become rules over the next line."""
    rules: list[DrawnRule] = []
    page = 0
    for line in lines:
        rules = rules if line.page == page else []
        page = line.page
        if all(_RULE.fullmatch(field.origin.text) for field in line.fields):
            rules += (DrawnRule(f.left, f.right, "=" in f.origin.text) for f in line.fields)
        else:
            yield line._replace(rules=(*rules, *line.rules))
            rules = []


def _runs(words: Sequence[Word], em: int) -> Iterator[list[Word]]:
    """The words in runs without a wide gap."""
    run: list[Word] = []
    for word in words:
        if run and 100 * (word.left - run[-1].right) >= _GAP * em:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _pieces(run: Sequence[Word]) -> list[Field]:
    """The fields of a run of words: one, unless the words are figures, years or days side by side."""
    whole = _field(run)
    if len(run) == 1 or (edges.is_figure(whole.origin.text) and run[-1].origin.text not in _OPENING):
        return [whole]
    apart = [_field([word]) for word in run]
    if all(_RULE.fullmatch(field.origin.text) for field in apart):  # the rules of columns, a blank between
        return apart
    figures = [edges.is_figure(field.origin.text) for field in edges.joined(apart)]
    if figures and all(figures):
        return apart
    if run[-1].origin.text in _OPENING:
        return [_field(run[:-1]), _field(run[-1:])]
    text = characters.fold(whole.origin.text)
    return list(_cut(run, _days(text) or _periods(text)))


def _days(text: str) -> list[int]:
    """Where the second and every other date of a text begins that has nothing but dates: "2012 2011"."""
    days = _date_spans(text)
    return [start for start, _ in days[1:]] if _is_all(text, days) else []


def _periods(text: str) -> list[int]:
    """Where the second and every other period begins: "Three Months Ended Six Months Ended"."""
    found = [match.span() for match in _PERIOD.finditer(text)]
    return [start for start, _ in found[1:]] if _is_all(text, sorted([*found, *_date_spans(text)])) else []


def _date_spans(text: str) -> list[tuple[int, int]]:
    whole = [(day.start, day.end) for day in dates.find(text)]
    return sorted([*whole, *((part.start, part.end) for part in dates.parts(text))])


def _is_all(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but commas and marks stands between the spans of a text."""
    borders = [0, *(place for span in spans for place in span), len(text)]
    between = zip(borders[::2], borders[1::2], strict=True)
    return all(_BETWEEN_DAYS.fullmatch(text, start, end) for start, end in between)


def _cut(run: Sequence[Word], starts: Iterable[int]) -> Iterator[Field]:
    """The fields of a run of words that is cut where its text has the positions `starts`."""
    cuts, position, part = set(starts), 0, list[Word]()
    for word in run:
        if position in cuts:
            yield _field(part)
            part = []
        part.append(word)
        position += len(word.origin.text) + 1
    yield _field(part)


def _field(run: Sequence[Word]) -> Field:
    text = " ".join(word.origin.text for word in run)
    bold = all(word.bold for word in run)
    first, last = run[0], run[-1]
    if edges.is_figure(text):
        return Field(first.origin._replace(text=text), first.left, last.digits_right, bold)
    bare = _LEADERS.sub("", text) or text
    return Field(first.origin._replace(text=characters.trimmed(bare)), first.left, _end(run, len(bare)), bold)


def _end(run: Sequence[Word], length: int) -> int:
    """Where the first `length` characters of the text of a run end."""
    position = 0
    for word in run:
        rest, whole = length - position, len(word.origin.text)
        if rest <= whole:
            return word.left + (word.right - word.left) * rest // whole
        position += whole + 1
    return run[-1].right
