"""Heads, feet and numbers of pages: lines that a table on two pages goes across."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from linetag.release.page_lines import PageLine

_LINES = 4
_NUMBER = re.compile(
    r"(?:page\s+)?[-–—(\s]*(?:[A-Z]-)?[0-9]{1,4}(?:\s+of\s+[0-9]{1,4})?[-–—)\s]*", re.IGNORECASE
)
_STAMP = re.compile(
    r"^[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4},?\s+[0-9]{1,2}:[0-9]{2}|^(?:https?|file)://\S+(?:\s+[0-9]+/[0-9]+)?$",
    re.IGNORECASE,
)
"""What a browser prints at the edges of each page: the time and the title, the address and "2/5"."""

_DIGITS = re.compile(r"[0-9]+")


def marked(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines, those that are heads, feet or numbers of pages marked as `running`."""
    pages: defaultdict[int, list[PageLine]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    if len(pages) == 1:
        return list(lines)
    counts = Counter(text for page in pages.values() for text in {_text(line) for line in _outer(page)})
    running = {
        (line.page, line.at.line)
        for page in pages.values()
        for line in _outer(page)
        if (counts[_text(line)] > 1 and not line.has_row)
        or (_NUMBER.fullmatch(line.at.text.strip()) and line in (page[0], page[-1]))
    }
    return [line._replace(running=(line.page, line.at.line) in running) for line in lines]


def is_stamp(line: PageLine) -> bool:
    """Whether a browser printed the line at the edge of its page: its date is that of the printing."""
    return line.running and _STAMP.search(line.at.text.strip()) is not None


def _outer(page: Sequence[PageLine]) -> Iterator[PageLine]:
    """The first and last lines of a page."""
    yield from page[:_LINES]
    yield from page[max(_LINES, len(page) - _LINES) :]


def _text(line: PageLine) -> str:
    """The text of a line for comparison: pages have other numbers."""
    return _DIGITS.sub("#", line.at.text.strip())
