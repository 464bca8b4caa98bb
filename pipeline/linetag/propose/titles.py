"""Titles: what the lines above a table say that it is.

A title is a line that is little more than the name of a statement: "CONDENSED CONSOLIDATED BALANCE SHEETS
(In thousands)". A sentence that mentions one ("the consolidated balance sheets are as follows:") is none.
The title nearest to the table counts; a sentence between title and table ends what the title governs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from linetag.model import Origin
from linetag.propose.limits import MAX_TITLE, MAX_TITLE_LINES
from linetag.propose.records import StatementCode
from linetag.release import captions, characters
from linetag.release.records import Table

_OF = r"statements?\s+of\s+(?:(?!comprehensive|other|income|loss)[\w'’]+\s+){0,3}?"
_PROFIT = r"\(?(?:net\s+)?(?:income|loss(?:es)?|earnings|profits?|operations|results)\b"
_NAMES: tuple[tuple[StatementCode, re.Pattern[str]], ...] = (
    (
        "EQ",
        re.compile(
            r"(?:statements?\s+of|changes\s+in)\s+(?:[\w'/()&,]+\s+){0,8}?"
            r"(?:equity|deficit|deficiency|(?:partners'?|members'?)\s+capital|holders'?\s+investment|net\s+worth)\b"
            r"|株主資本等変動計算書|持分変動計算書"
        ),
    ),
    ("CF", re.compile(rf"{_OF}cash\s*flows?\b|cash\s*flows?\s+statements?\b|キャッシュ・?フロー計算書")),
    ("IS", re.compile(rf"{_OF}{_PROFIT}|(?:income|earnings|profit\s+and\s+loss)\s+statements?\b|損益計算書")),
    ("CI", re.compile(r"statements?\s+of\s+(?:[\w()/,]+\s+){0,6}?comprehensive\b|包括利益計算書")),
    (
        "BS",
        re.compile(
            rf"balance\s*sheets?\b|{_OF}(?:financial\s+(?:position|condition)|condition\b"
            r"|assets\s*(?:and|,|&)\s*liabilities|net\s+assets)|貸借対照表"
        ),
    ),
    (
        "SEG",
        re.compile(
            r"^(?:business\s+|operating\s+)?segment\s+(?:information|reporting)|^business\s+segments\b"
        ),
    ),
)
"""The names of statements in the order in which they are looked for: combined titles name several."""

_COMBINED_INCOME = re.compile(rf"{_PROFIT}.*\bcomprehensive\b|\bcomprehensive\b.*\band\b.*{_PROFIT}")

_SHORT_NAMES: tuple[tuple[StatementCode, re.Pattern[str]], ...] = (
    ("IS", re.compile(r"(?:results\s+of\s+)?operations|results|income|earnings|operating\s+results")),
    ("CF", re.compile(r"cash\s+flows?")),
    ("BS", re.compile(r"financial\s+(?:position|condition)")),
)
"""Names without the word "statement", which count only where the line has nothing else."""

_ADJECTIVES = re.compile(
    r"\b(?:condensed|consolidated|consolidating|combined|unaudited|audited|interim|quarterly|annual|the|gaap"
    r"|summary|summari[sz]ed|financial\s+results)\b|[:.\-]"
)
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^][]*\]")
_GLUED = re.compile(r"(?<=[a-z.)])(?=[A-Z])|(?<=[a-z])(?=\()|(?<=\b(?:ANIES|ARIES|TIONS))(?=CONSOL|CONDENS)")

_SENTENCE = re.compile(
    r"\b(?:see|the\s+following|accompanying|as\s+follows|included\s+in|presented|reported\s+in|index\s+to"
    r"|notes?\s+to|should|were|was|are|is|has|have|pursuant|which|from\s+the|in\s+the|on\s+the|our|we)\b"
)
_PROSE = re.compile(r"[a-z)][.;:]\s*(?:\(\w{1,3}\))?$")
_LEAST_PROSE = 90

_OTHER: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "reconciliation",
        re.compile(
            r"reconcil|non-?\s?gaap|ebitda|free\s+cash\s+flow"
            r"|\badjusted\s+(?:net|earnings|operating|income|eps|gross|results|diluted|funds|pre)"
        ),
    ),
    ("pro forma", re.compile(r"pro[\s-]?forma")),
    (
        "cover",
        re.compile(
            r"exact\s+name\s+of|commission\s+file|employer\s+identification|securities\s+registered"
            r"|state\s+or\s+other\s+jurisdiction"
        ),
    ),
    (
        "parent only",
        re.compile(r"parent(?:[\s-]+company)?[\s-]+only|of\s+(?:the\s+)?registrant|\bschedule\s+[iv]+\b"),
    ),
    ("consolidating", re.compile(r"consolidating")),
    (
        "highlights",
        re.compile(
            r"highlights?|selected\b|\bkey\b|at\s+a\s+glance|snapshot|summary|overview|\bdata\b|metrics"
        ),
    ),
    ("supplement", re.compile(r"supplement|additional\s+information")),
    ("note", re.compile(r"^notes?\s+(?:to|\d)|^\(?\d{1,2}[.)]\s")),
)
"""What a line that names no statement, or a qualified one, says of the table below it."""

_DATA = re.compile(
    r"\b(?:share|value|percentage|ratio|unit|unaudited|number|store|\w+\s+and)s?\s+(?:data|information)\b"
)
"""Data that a scale excepts: "in thousands, except per share data" is no table of selected data."""

_CONTINUED = re.compile(r"\bcont(?:inued|['’]d|\.)")


_FURNITURE = re.compile(
    r"\(?(?:in\s|dollars|amounts|millions|thousands|u\.?s\.?|\$|unaudited|audited|as\s+of|for\s+the|at\s|page\s"
    r"|years?\s|three\s|six\s|nine\s|twelve\s|quarters?\s|fiscal\s|period|table\s+of\s+contents|item\s+\d|part\s+i"
    r"|financial\s+statements|[\d\s./f-]+$|cont|(?:the\s+)?accompanying\s+notes|see\s+(?:the\s+)?(?:accompanying\s+)?notes)",
)
"""How lines begin that are part of every heading: scales, periods, page numbers, "(Unaudited)"."""

_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s")


class Title(NamedTuple):
    """What a line above a table says: the statement that it names, if any, and what else.

    `qualifier` is what keeps the table from being a statement of the reporting entity ("highlights",
    "reconciliation"), "" for nothing. `short` says that the name lacks the word "statement", `distance` how
    many lines that say nothing of the table stand between.
    """

    code: StatementCode | None
    qualifier: str
    at: Origin
    short: bool = False
    continued: bool = False
    distance: int = 0


class _Named(NamedTuple):
    code: StatementCode | None
    qualifier: str
    short: bool = False


def of_table(table: Table) -> Title | None:
    """Return the title that governs the table: the nearest line that names a statement or another kind.

    The lines are those of the heading, then those next to the header rows; None if nothing names the table.
    """
    return nearest([*table.heading[-MAX_TITLE_LINES:], *table.stub])


def nearest(lines: Sequence[Origin]) -> Title | None:
    """Return the title nearest to the end of `lines`; None after a sentence, or if no line names anything."""
    distance = 0
    qualified: Title | None = None
    for line in reversed(lines):
        found = of_line(line)
        if found is not None and found.code:
            qualifier = found.qualifier or (qualified.qualifier if qualified else "")
            return found._replace(qualifier=qualifier, distance=distance)
        if found is not None:
            qualified = qualified or found
            if found.qualifier in ("note", "reconciliation"):
                return found
        elif not _FURNITURE.match(_line(line.text)):
            if is_prose(line.text):
                break
            distance += 1
    return qualified


def of_line(line: Origin) -> Title | None:
    """Return what one line names: a statement, another kind of table, or None for neither."""
    named = _named(line.text)
    if named is None:
        return None
    continued = _CONTINUED.search(_line(line.text)) is not None
    return Title(named.code, named.qualifier, line, named.short, continued)


def is_prose(text: str) -> bool:
    """Whether the line is a sentence or part of a paragraph rather than a heading."""
    return len(text) > MAX_TITLE or (len(text) > _LEAST_PROSE and _PROSE.search(text) is not None)


@lru_cache(maxsize=4_096)
def _named(text: str) -> _Named | None:
    if not text or len(text) > MAX_TITLE or text[0].islower():
        return None
    line = _line(text)
    outside = " ".join(_PARENTHESES.sub(" ", line).split())
    unscaled = _DATA.sub(" ", line)
    qualifier = next((name for name, words in _OTHER if words.search(unscaled)), "")
    if _SENTENCE.search(outside) or (outside.endswith(".") and len(outside) > _LEAST_PROSE):
        return _Named(None, qualifier) if qualifier == "note" else None
    code = _code(line, outside)
    if code is not None:
        return _Named(code, "" if qualifier == "note" and _NUMBERED.match(line) else qualifier)
    bare = " ".join(_ADJECTIVES.sub(" ", _NUMBERED.sub("", outside)).split())
    for code, words in _SHORT_NAMES:
        if words.fullmatch(bare):
            return _Named(code, "" if qualifier in ("highlights", "note") else qualifier, short=True)
    return _Named(None, qualifier) if qualifier and not _FURNITURE.match(line) else None


def _code(line: str, outside: str) -> StatementCode | None:
    """The statement that a line names; `outside` is the line without the text in parentheses."""
    for code, words in _NAMES:
        if words.search(outside) or words.search(line):
            combined = code in ("IS", "CI") and "statement" in line and _COMBINED_INCOME.search(line)
            return "IS" if combined else code
    return None


def _line(text: str) -> str:
    return captions.normal(characters.heading(_GLUED.sub(" ", characters.fold(text))))
