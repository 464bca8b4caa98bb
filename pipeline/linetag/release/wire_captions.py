"""Where headings end and a caption begins, in words that stand in one paragraph: "Current assets: | Cash".

Colons, the borders of cells (`glued_text`), wide space, new lines, the change from capitals to small letters
and usual headings ("Operating expenses") separate them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linetag.release.glued_text import BORDER

_BREAK = re.compile(
    rf"""(?P<colon>:)\s+(?=[A-Z“"(])
    | (?P<space>(?<!\s)\s*(?:{BORDER}|\n|[ ]{{2,}}))\s*(?=[A-Z“"(])
    | (?<=[A-Z]{{2}})(?P<capitals>\s+)(?=[A-Z][a-z]+[\s,:]|A\s[a-z])
    | \b(?:equity|deficit|[Aa]ctivities|outstanding|share)(?P<heading>\s+)
      (?=[A-Z][a-z]+[\s(,](?:[a-z(]|$)|Basic|Diluted)
    | [a-z](?P<total>\s+)(?=Total\s[a-z])""",
    re.VERBOSE,
)
_NOT_BEFORE_COLON = re.compile(r"(?:less|add|plus|deduct|note)\s*$", re.IGNORECASE)
_NEVER_LAST = re.compile(
    r"(?:[,&–—/-]|\b(?:of|and|or|the|in|to|from|for|per|by|on|at|with))\s*$", re.IGNORECASE
)
_CAPITALS = re.compile(
    r"(?:[^a-z]*\s)?(?:[A-Z’'&-]{2,}\s+[A-Z’']{2,}|ASSETS|LIABILITIES|EXPENSES|REVENUES?|EQUITY)"
)
"""A heading in capitals before a caption that is not: more than an abbreviation ("GAAP Net income")."""

_HEADING = re.compile(
    r"""\s*(?i:current\s+(?:assets|liabilities)
    | (?:operating|costs\s+and|operating\s+costs\s+and)\s+expenses
    | liabilities(?:\s+and\s+(?:[\w’'-]+\s+){1,2}(?:equity|deficit|investment)|\s+and\s+equity)? | equity
    | (?:stock|share)holders[’']?\s+(?:equity|deficit) | commitments\s+and\s+contingencies)
    \s+(?=[A-Z][a-z-]+[\s,(:](?:[a-z(\s]|$))""",
    re.VERBOSE,
)
"""Usual headings before a caption: "Operating expenses | Research and development"."""

_FIRST_HEADING = re.compile(r"\s*(?i:assets|revenues?|net\s+sales)\s+(?=[A-Z][a-z])")


def ranges(text: str, start: int, end: int, *, first: bool) -> list[tuple[int, int]]:
    """Return the ranges of the headings in text[start:end] and, last, of the caption.

    `first` says that the words begin a table: then "Assets" is a heading, too.
    """
    found: list[tuple[int, int]] = []
    for begin, stop in _broken(text, start, end):
        position = begin
        heading = _FIRST_HEADING.match(text, begin, stop) if first and not found else None
        while heading := heading or _HEADING.match(text, position, stop):
            found.append((position, heading.end()))
            position, heading = heading.end(), None
        found.append((position, stop))
    return found


def _broken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of text[start:end] between breaks."""
    for match in _BREAK.finditer(text, start, end):
        before = text[start : match.start()]
        colon = bool(match["colon"])
        unfinished = _NOT_BEFORE_COLON.search(before) if colon else _NEVER_LAST.search(before)
        abbreviation = match["capitals"] and not _CAPITALS.fullmatch(before.strip())
        if before.strip() and not unfinished and not abbreviation:
            yield start, match.end("colon") if colon else match.start(match.lastgroup or 0)
            start = match.end()
    yield start, end
