"""The header of a table whose cells stand one after the other in a text: which words are over which column.

"Three Months Ended March 31, Nine Months Ended March 31, 2025 2024 2025 2024" are two rows of spans over
four columns. The cells come row by row, as here, or column by column ("Three Months Ended March 31, 2025
2024 Nine Months Ended March 31, 2025 2024").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from linetag.release import dates, period_words
from linetag.release.limits import MAX_GLUED_FIGURES

_CHANGE = re.compile(
    r"(?<![A-Za-z])(?:[$%]\s*)?(?:Change|Variance|Increase\s*/?\s*\(?Decrease\)?)(?:\s*[$%])?(?![A-Za-z])",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:as\s+(?:of|at)|at|for|for\s+the|the)\s*$", re.IGNORECASE)
_SMALL_WORDS = r"ended|ending|as|of|at|for|the|period|periods|then|unaudited|audited|restated|fiscal|note|\d"
_GAP = re.compile(rf"(?:[\s.,:()*]|\b(?:{_SMALL_WORDS})\b)*(?:[A-Z][a-z]+\s+){{0,2}}\s*", re.IGNORECASE)
_COLUMN_GAP = re.compile(rf"(?:[\s()*$%]|\b(?:{_SMALL_WORDS})\b)*", re.IGNORECASE)
_AND = re.compile(r"[\s,]*(?:and|&|or|to|through|compared\s+(?:to|with))\s+(?:the\s+)?", re.IGNORECASE)
_YEAR_LAST = re.compile(r"[A-Za-z]+\.?\s*[0-9]{1,2}(?P<between>[\s,]*)[0-9]{4}")
_FEWEST_COLUMNS = 2

HeaderKind = Literal["period", "day", "column"]


class HeaderField(NamedTuple):
    """A piece of a header at text[start:end] over the columns `first` to `last` - 1, counted from 0."""

    start: int
    end: int
    first: int
    last: int


class WireHeader(NamedTuple):
    """A header at text[start:end]: its rows from top to bottom, each of fields from left to right."""

    start: int
    end: int
    columns: int
    rows: tuple[tuple[HeaderField, ...], ...]


class _WireToken(NamedTuple):
    start: int
    end: int
    kind: HeaderKind
    day_end: int = 0
    year_start: int = 0
    """Of a column that is a whole date: where its day ends and where its year begins."""


def find(text: str) -> tuple[WireHeader, ...]:
    """Return the headers in the folded `text`: runs of at least two columns, with the periods before them."""
    found = [header for run in _runs(text, _tokens(text)) if (header := _header(text, run))]
    return tuple(found)


def masked(text: str) -> str:
    """Return the text with "x" for the characters of dates and years, which are no figures of a table."""
    letters = list(text)
    for start, end in _dates(text):
        letters[start:end] = "x" * (end - start)
    return "".join(letters)


def _dates(text: str) -> Iterator[tuple[int, int]]:
    yield from ((day.start, day.end) for day in dates.find(text))
    yield from ((part.start, part.end) for part in dates.parts(text) if part.day or part.year)


def _tokens(text: str) -> list[_WireToken]:
    found: list[_WireToken] = []
    for day in dates.find(text):
        match = _YEAR_LAST.fullmatch(text, day.start, day.end)
        found.append(_WireToken(day.start, day.end, "column", *(match.span("between") if match else ())))
    found += [
        _WireToken(part.start, part.end, "column" if part.year else "day")
        for part in dates.parts(text)
        if part.year or part.day
    ]
    for words in period_words.find(text):
        named = words.ordinal or words.year or words.relation
        found.append(_WireToken(words.start, words.end, "column" if named else "period"))
    found += [_WireToken(match.start(), match.end(), "column") for match in _CHANGE.finditer(text)]
    apart: list[_WireToken] = []
    for token in sorted(found, key=lambda token: (token.start, -token.end)):
        if not apart or token.start >= apart[-1].end:
            apart.append(token)
    return apart


def _runs(text: str, tokens: Sequence[_WireToken]) -> Iterator[list[_WireToken]]:
    """The runs of tokens with nothing but small words between them; dates joined by "and" belong to prose."""
    run: list[_WireToken] = []
    prose = False
    for before, token in pairwise([None, *tokens, None]):
        gap = text[before.end : token.start] if before and token else ""
        if before and not prose:
            run.append(before)
        prose = bool(gap) and _AND.fullmatch(gap) is not None
        if prose:
            run = []
            continue
        pattern = _COLUMN_GAP if before and token and before.kind == token.kind == "column" else _GAP
        if token is None or (before and not pattern.fullmatch(gap)):
            if run:
                yield run
            run = []


def _header(text: str, run: Sequence[_WireToken]) -> WireHeader | None:
    columns = [token for token in run if token.kind == "column"]
    if not _FEWEST_COLUMNS <= len(columns) <= MAX_GLUED_FIGURES:
        return None
    last = run.index(columns[-1])
    tokens = list(_years_apart(run[: last + 1]))
    borders = [_start(text, before, token) for before, token in pairwise([None, *tokens])]
    ends = [*borders[1:], tokens[-1].end]
    places = {token: (start, end) for token, start, end in zip(tokens, borders, ends, strict=True)}
    rows = [_spans(tokens, kind, len(columns)) for kind in ("period", "day", "column")]
    fields = tuple(
        tuple(HeaderField(*places[token], first, stop) for token, first, stop in row) for row in rows if row
    )
    return WireHeader(borders[0], tokens[-1].end, len(columns), fields)


def _years_apart(run: Sequence[_WireToken]) -> Iterator[_WireToken]:
    """The tokens; beside a year alone, the years of whole dates are apart: "December 31, | 2024 | 2023"."""
    bare = any(token.kind == "column" and not token.day_end for token in run)
    for token in run:
        if bare and token.day_end:
            yield _WireToken(token.start, token.day_end, "day")
            yield _WireToken(token.year_start, token.end, "column")
        else:
            yield token


def _start(text: str, before: _WireToken | None, token: _WireToken | None) -> int:
    """Where the field of a token begins: with the words "As of" or "For the" before it."""
    if token is None:
        return 0
    floor = before.end if before else max(token.start - len("for the fiscal "), 0)
    match = _BEFORE.search(text, floor, token.start)
    return match.start() if match else token.start


def _spans(tokens: Sequence[_WireToken], kind: HeaderKind, count: int) -> list[tuple[_WireToken, int, int]]:
    """The tokens of a kind, each with the first and the last column (+ 1) that it is over."""
    columns = [index for index, token in enumerate(tokens) if token.kind == "column"]
    of_kind = [(index, token) for index, token in enumerate(tokens) if token.kind == kind]
    if kind == "column":
        return [(token, index, index + 1) for index, (_, token) in enumerate(of_kind)]
    if not of_kind:
        return []
    if of_kind[-1][0] < columns[0]:
        each, rest = divmod(count, len(of_kind))
        if rest:
            return [(token, 0, count) for _, token in of_kind[:1]]
        return [(token, each * n, each * (n + 1)) for n, (_, token) in enumerate(of_kind)]
    firsts = [sum(column < index for column in columns) for index, _ in of_kind]
    spans = zip(of_kind, firsts, [*firsts[1:], count], strict=True)
    return [(token, first, stop) for (_, token), first, stop in spans if stop > first]
