"""Header rows and the columns they describe, as far as broken headers can be read.

Header rows are the first rows of a table that have words, periods or units but no figures. A
column's text are the parts printed over it, joined; a unit or date is taken only from what
stands whole in that column: "As of Sept | ember 30, 2012" dates neither of its two columns. A
unit in parentheses that is alone in its header row ("(Millions of yen)") counts for every column
with a header and no unit of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linetag.findings import Finding
from linetag.model import Origin
from linetag.release import captions, characters, dates, numbers, units
from linetag.release.limits import MAX_FIGURE
from linetag.release.records import Column, Look, PrintedUnit

_SHORT_NUMBER = re.compile(r"[0-9]{1,4}")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
"""A year standing alone: a period's name, not a figure."""

_PERIOD = re.compile(
    r"\b(?:[1-4]?[HQ][0-9]{0,4}|FY\s?[0-9]{2,4}|months?|weeks?|quarters?|years?|fiscal|ended|ending|as\s+of|change"
    rf"|(?:19|20)[0-9]{{2}}|(?:{'|'.join(dates.MONTHS)})\s+[0-9]{{1,2}})\b",
    re.IGNORECASE,
)
_PERIOD_WITH_DIGITS = re.compile(
    r"""(?:19|20)[0-9]{2}\s?(?:[AEF]|[*†‡]|\([0-9a-z]\))
    | [0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4} | (?:19|20)?[0-9]{2}/[0-9]{2}
    | [0-9]{1,2}[\s-]+(?:months?|weeks?)(?:\s+(?:ended|ending))?""",
    re.IGNORECASE | re.VERBOSE,
)
"""Names of periods that look like figures: "2023*", "12/31/23", "2023/24", "13 weeks"."""

_THOUSANDS = re.compile(rf"(?:{units.PREFIX})?\s?['’`]?000['’`]?s?", re.IGNORECASE)
"""A scale that looks like a figure: "$000", "€'000"."""

_PERIOD_ALONE = re.compile(
    r"""\(?(?:for\s+)?(?:the\s+)?(?:fiscal\s+)?(?:\w+\s+|[0-9]{1,2}\s+)?
    (?:months?|weeks?|quarters?|half|years?|fiscal|period)(?:\s+(?:ended|ending|end|from))?\b
    (?:[\s,.()]*(?:\w{3,9}\.?\s+[0-9]{1,2}|(?:19|20)[0-9]{2}|and|to|through|unaudited))*[\s,.:)]*$
    | \(?(?:as\s+(?:of|at)|at)\s+\w{3,9}\.?\s+[0-9]{1,2}[\s,.:0-9]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_FIGURE = re.compile(r"n\.?\s?/?\s?[am]\.?|none|nil|[*]+", re.IGNORECASE)


class TableLine(NamedTuple):
    """The fields of a line, trimmed, each with its place: the label, and a cell per column."""

    label: Origin
    cells: tuple[Origin, ...]
    look: Look = Look()

    def printed(self) -> tuple[Origin, ...]:
        """The cells in which something is printed."""
        return tuple(cell for cell in self.cells if cell.text)


def split(rows: Sequence[TableLine]) -> tuple[tuple[TableLine, ...], tuple[TableLine, ...]]:
    """Return the header rows and the other rows; headings without figures may precede a header row."""
    headers: list[int] = []
    doubtful: list[int] = []
    for index, row in enumerate(rows):
        if not row.printed():
            continue
        if _is_header(row, first=not headers):
            headers += [*doubtful, index]
            doubtful = []
        elif not row.label.text and all(numbers.is_dash(cell.text) for cell in row.printed()):
            # Dashes above a header row are the remains of a rule.
            doubtful.append(index)
        else:
            break
    taken = set(headers)
    others = [index for index in range(len(rows)) if index not in taken]
    if not any(rows[index].label.text or _has_figures(rows[index]) for index in others):
        return (), tuple(rows)
    labelled = any(rows[index].label.text for index in headers)
    if labelled and not any(_has_figures(rows[index]) for index in others):
        return (), tuple(rows)
    return tuple(rows[index] for index in headers), tuple(rows[index] for index in others)


def is_period_row(row: TableLine) -> bool:
    """Whether a row without a caption prints nothing but periods: a header, wherever it stands."""
    if row.label.text and not (row.label.text.startswith("(") and row.label.text.endswith(")")):
        return False
    texts = [characters.fold(cell.text).strip() for cell in row.printed()]
    return bool(texts) and all(_is_word(text) and _is_period(text) for text in texts)


def names_period(text: str) -> bool:
    """Whether `text` is the name of a period: "Years ended December 31,", "Three Months Ended"."""
    return len(text) <= MAX_FIGURE and _PERIOD_ALONE.match(characters.fold(text).strip()) is not None


def is_period(text: str) -> bool:
    """Whether `text` is a header that names or dates a period: "2012", "Q3 FY25", "As of June 30,"."""
    folded = characters.fold(text).strip()
    return len(folded) <= MAX_FIGURE and _is_word(folded) and _is_period(folded)


def is_no_figure(text: str) -> bool:
    """Whether `text` stands in place of a figure: "na", "n/m", "none", "*"."""
    return _NO_FIGURE.fullmatch(characters.fold(text).strip()) is not None


def columns(
    headers: Sequence[TableLine], count: int, first: Origin
) -> tuple[tuple[Column, ...], tuple[Finding, ...]]:
    """Return `count` columns as the header rows describe them; a column without a header is at `first`."""
    printed: list[list[Origin]] = [[] for _ in range(count)]
    for row in headers:
        for parts, cell in zip(printed, row.cells, strict=False):
            if cell.text and not numbers.is_dash(cell.text):
                parts.append(cell)
    findings: list[Finding] = []
    found: list[Column] = []
    for parts in printed:
        column, wrong = _column(parts, first)
        found.append(column)
        findings += wrong
    common = _common_unit(headers)
    if common is not None:
        found = [item._replace(unit=item.unit or common) if item.text else item for item in found]
    return tuple(found), tuple(findings)


def _column(parts: Sequence[Origin], first: Origin) -> tuple[Column, list[Finding]]:
    if not parts:
        return Column(first._replace(text=""), ""), []
    text = " ".join(characters.label(part.text) for part in parts)
    folded = characters.fold(text)
    days = dates.find(folded)
    known = tuple(day.value for day in days if day.value is not None)
    wrong = [
        captions.impossible(captions.piece(part, day.start, day.end))
        for part in parts
        for day in dates.find(characters.fold(part.text))
        if day.value is None
    ]
    with_unit = (part for part in parts if units.of_header(characters.fold(part.text)))
    unit_origin = next(with_unit, parts[-1])
    return Column(parts[0], text, units.of_header(folded), known, unit_origin, tuple(parts)), wrong


def _common_unit(headers: Iterable[TableLine]) -> PrintedUnit | None:
    for row in headers:
        parts = [row.label, *row.printed()] if row.label.text else list(row.printed())
        text = characters.fold(parts[0].text).strip()
        alone = bool(row.label.text) or len(parts) == 1
        if alone and text.startswith("(") and text.endswith(")"):
            return units.of_header(text)
    return None


def _is_header(row: TableLine, *, first: bool) -> bool:
    """Whether the row has words or periods where other rows have figures.

    A row with a label must have words only in the first header row, and periods or units in the rows
    after it: otherwise a line item whose figure is a word would be taken for a header.
    """
    texts = [characters.fold(cell.text).strip() for cell in row.printed()]
    words = [text for text in texts if _is_word(text)]
    if row.label.text:
        if len(words) < len(texts):
            return False
        every = 1 < len(texts) == len(row.cells) and not any(map(is_no_figure, texts))
        return first or every or all(_is_period(text) or units.of_header(text) for text in words)
    others = [text for text in texts if text not in words]
    return bool(words) and not any(_is_figure(text) for text in others)


def _is_period(text: str) -> bool:
    return bool(_PERIOD.search(text) or _PERIOD_WITH_DIGITS.fullmatch(text) or dates.find(text))


def _is_word(text: str) -> bool:
    if YEAR.fullmatch(text) or _PERIOD_WITH_DIGITS.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return True
    return not numbers.is_dash(text) and numbers.parse(text) is None and not numbers.why_not(text)


def _is_figure(text: str) -> bool:
    """Whether `text` is certainly a figure: up to four digits may be the rest of a date."""
    return numbers.parse(text) is not None and not _SHORT_NUMBER.fullmatch(text)


def _has_figures(row: TableLine) -> bool:
    return any(not _is_word(characters.fold(cell.text).strip()) for cell in row.printed())
