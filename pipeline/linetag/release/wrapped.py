"""Captions printed over several lines, joined by what speaks for and against it.

    Prepaid expenses and other                      a dangling word, a small letter, an indent, a full line,
      current assets          1,301      1,298      a narrow pitch speak for a caption; a colon, an empty
    Deferred income taxes     1,401      2,600      line, other capitals or weight speak for two

The figures may stand beside the first, the last or any other line of their caption.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from linetag.release.grids import Field
from linetag.release.page_lines import PageLine

_ENOUGH = 3
_STRONG, _WEAK, _AGAINST, _NEVER = 3, 1, -2, -4
_FULL = 85
_NARROW, _WIDE, _DOUBLE = 90, 150, 210
_HANGING = 30
_SAME_ROW, _ALONE = 75, 60
_DANGLING = re.compile(
    r"(?:\b(?:and|or|of|to|in|on|at|by|for|from|with|the|a|an|its|per|including|excluding|as)|[,&/(]|\w-)$",
    re.IGNORECASE,
)
_SMALL = re.compile(r"[(\"“'‘–—-]*\s?[a-z$0-9&/]|\((?i:see\s)?(?i:notes?)\b")
_CONNECTED = re.compile(r"[a-z]|(?:OF|AND|FOR|IN|TO)\b")
_TOTAL = re.compile(r"total\b|net\s+(?:cash|increase|decrease)\b|\(?(?:increase|decrease)\b", re.IGNORECASE)
_HYPHEN = re.compile(r"[A-Za-z]-$")


class PageRow(NamedTuple):
    """The lines of one row: its caption, the lines' captions joined, its other fields, and its first line."""

    line: PageLine
    caption: Field | None
    others: tuple[Field, ...]
    last: PageLine

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the row, the caption first."""
        return self.others if self.caption is None else (self.caption, *self.others)


def rows(lines: Sequence[PageLine], limit: int) -> list[PageRow]:
    """Return the rows that the lines print; captions end at `limit`."""
    single = [_row(line, limit) for line in lines]
    joiner = _Joiner(_pitch(lines), max((row.caption.right for row in single if row.caption), default=limit))
    found: list[PageRow] = []
    for index, row in enumerate(single):
        following = single[index + 1] if index + 1 < len(single) else None
        if found and (joiner.joins(found[-1], row, following) or joiner.hangs(found[-1], single[index:])):
            found[-1] = _joined(found[-1], row)
            if len(found) > 1 and joiner.joins(found[-2], found[-1], None):
                last = found.pop()
                found[-1] = _joined(found[-1], last)
        else:
            found.append(row)
    return found


def continues(first: str, second: str) -> bool:
    """Whether the words of a line clearly go on in the next one."""
    if first.count("(") > first.count(")") or _DANGLING.search(first):
        return True
    return not first.endswith((".", ":")) and _CONNECTED.match(second) is not None


def joined(first: str, second: str) -> str:
    """Return two lines of a text as one; a word divided by a hyphen at the end is not torn apart."""
    return first + second if _HYPHEN.search(first) and second[:1].islower() else f"{first} {second}"


class _Joiner(NamedTuple):
    """What is known of the table: the usual distance of its lines, and where its captions end."""

    pitch: int
    edge: int

    def joins(self, before: PageRow, row: PageRow, after: PageRow | None) -> bool:
        """Whether `row` is the rest of the row before it."""
        if before.others and row.others:
            return False
        gap = self.gap(before.last, row.line)
        if before.caption is None or row.caption is None:
            near = 100 * gap < _SAME_ROW * self.pitch
            alone = after is not None and 100 * gap < _ALONE * self.gap(row.line, after.line)
            return (near or alone) and (before.others == () or row.others == ())
        score = self.score(before, row)
        if score < _ENOUGH:
            return False
        rival = after is not None and not row.others and bool(after.others) and after.caption is not None
        return not (rival and before.others and after and self.score(row, after) >= score)

    def hangs(self, before: PageRow, below: Sequence[PageRow]) -> bool:
        """Whether the lines below are the rest of a caption, set in; figures are beside the first or last.

        Each line is as long as there is room, and the line after the caption is not set in.
        """
        count = next((count for count, row in enumerate(below, 1) if row.others), 0)
        if before.others:
            count = int(count != 1)
        block = [before, *below[:count]]
        captions = [row.caption for row in block if row.caption is not None]
        if not count or len(captions) < len(block):
            return False
        first, second = captions[:2]
        em = before.line.em
        after = below[count].caption if count < len(below) else None
        in_block = all(abs(caption.left - second.left) < em for caption in captions[2:])
        set_in = second.left > first.left + em // 2 and (after is None or after.left < second.left - em // 2)
        pitch = all(100 * self.gap(a.last, b.line) < _WIDE * self.pitch for a, b in pairwise(block))
        same = first.bold == second.bold and first.origin.text.isupper() == second.origin.text.isupper()
        full = all(self.is_full(*lines) for lines in pairwise(captions))
        return in_block and set_in and pitch and same and full and not first.origin.text.endswith(":")

    def is_full(self, first: Field, second: Field) -> bool:
        """Whether a line ends where the first word of the next one would not have had room."""
        text = second.origin.text
        word = (second.right - second.left) * (len(text.partition(" ")[0]) + 1) // len(text)
        return first.right + word > self.edge

    def gap(self, before: PageLine, line: PageLine) -> int:
        return line.top - before.top if line.page == before.page else self.pitch

    def score(self, before: PageRow, row: PageRow) -> int:
        """How much speaks for the caption of `row` being the rest of the one before."""
        first, second = before.caption, row.caption
        if first is None or second is None:
            return _NEVER
        above, below = first.origin.text, second.origin.text
        gap, hanging = self.gap(before.last, row.line), 100 * (second.left - first.left) // row.line.em
        points = _STRONG * bool(_SMALL.match(below)) + _STRONG * bool(_DANGLING.search(above))
        points += 2 * _WEAK * bool(_TOTAL.match(above) and not before.others)
        is_open = above.count("(") > above.count(")")
        points += _STRONG * is_open + _NEVER * (
            above.endswith(":") and not is_open and not below[:1].isdigit()
        )
        points += _AGAINST * bool(_TOTAL.match(below) and not _SMALL.match(below))
        if (
            not _HANGING < hanging < 2 * _WIDE
            and abs(first.left + first.right - second.left - second.right) > row.line.em
        ):
            points += _AGAINST * (hanging < -2 * _HANGING)
        else:
            points += _WEAK
        points += _WEAK * (100 * first.right >= _FULL * self.edge)
        points += 2 * _WEAK * (100 * gap < _NARROW * self.pitch)
        if 100 * gap > _WIDE * self.pitch:
            points += -_WEAK if below[:1].islower() and 100 * gap < _DOUBLE * self.pitch else _NEVER
        return points + _NEVER * (above.isupper() != below.isupper()) + _AGAINST * (first.bold != second.bold)


def _row(line: PageLine, limit: int) -> PageRow:
    """The row of one line; words apart in front of the figures are one caption."""
    count = 0
    while count < len(line.fields) and _is_caption(line, line.fields[count], limit, first=not count):
        count += 1
    if not count:
        return PageRow(line, None, line.fields, line)
    text = " ".join(field.origin.text for field in line.fields[:count])
    first, last = line.fields[0], line.fields[count - 1]
    caption = first._replace(origin=first.origin._replace(text=text), right=last.right)
    return PageRow(line, caption, line.fields[count:], line)


def _is_caption(line: PageLine, field: Field, limit: int, *, first: bool) -> bool:
    if field in line.figures:
        return False
    return field.left < limit if first else field.right <= limit


def _joined(first: PageRow, second: PageRow) -> PageRow:
    line = first.line._replace(rules=(*first.line.rules, *second.line.rules)) if second.others else first.line
    others = (*first.others, *second.others)
    if first.caption is None or second.caption is None:
        return PageRow(line, first.caption or second.caption, others, second.last)
    above, below = first.caption, second.caption
    text = joined(above.origin.text, below.origin.text)
    caption = above._replace(
        origin=above.origin._replace(text=text),
        left=min(above.left, below.left),
        right=max(above.right, below.right),
    )
    return PageRow(line, caption, others, second.last)


def _pitch(lines: Sequence[PageLine]) -> int:
    """The usual distance of two lines."""
    gaps = [after.top - line.top for line, after in pairwise(lines) if line.page == after.page]
    return median_low(gaps) if gaps else 1
