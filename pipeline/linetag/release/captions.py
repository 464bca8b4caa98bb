"""Captions: the amounts and dates inside a line item's label, and labels made comparable.

"Accounts receivable, net of allowance of JPY 107,919 thousand and JPY 105,762 thousand at
March 31, 2012 and September 30, 2012, respectively" has two amounts. Their lead, "allowance
of", are the words since the last punctuation or "net of"; the second of "A and B" shares it.

The dates after amounts govern all amounts since the dates before; dates at the head govern
what no other date does. As many amounts of one lead as dates belong together in pairs; a single
amount has all the dates; anything else is uncertain and has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import characters, dates, numbers, units
from linetag.release.limits import MAX_CAPTION
from linetag.release.records import Amount, PrintedUnit

_FIGURE = r"(?:[0-9](?:[,.]{0,2}[0-9OolISB]){0,60}|\.[0-9]{1,10})"
_NAME = r"japanese\s+yen|yen|JPY|USD|(?:U\.S\.|US)\s+dollars?|euros?|EUR|shares?"
_AMOUNT = re.compile(
    rf"""(?<![A-Za-z0-9.,])(?:
      \\?(?:{units.PREFIX})\s*{_FIGURE}(?:[KMBT]|\s*(?i:{units.SCALE})\b)?
    | {_FIGURE}\s*(?:(?i:{units.SCALE})\s+)?(?i:{_NAME})\b
    | {_FIGURE}(?=(?:\s*,\s*|\s+)(?:and|or)\s+{_FIGURE}\s*(?:(?i:{units.SCALE})\s+)?(?i:{_NAME})\b)
    )(?![A-Za-z0-9])""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"(?:[0-9][0-9.,/]*)?[0-9](?![0-9]*\s*株当)|(?<![\w.])\.[0-9]+")
"""What is a figure in a caption; "1株当たり", per share, has none."""

_CONNECTED = re.compile(r"[\s,;]*(?:(?:and|or|&)\s*)?", re.IGNORECASE)
_TRAILING = " \t,;:(-—–―"
_BOUNDARY = re.compile(r"[,;:]\s|[(—–―]|\s-\s|\bnet\s+of\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caption:
    """The label of a row, and the amounts printed in it."""

    label: str
    amounts: tuple[Amount, ...] = ()


def read(origin: Origin) -> tuple[Caption, tuple[Finding, ...]]:
    """Return the caption printed at `origin`. Findings R107 (an amount) and R108 (a date)."""
    text = origin.text
    folded = characters.fold(text)
    if len(text) > MAX_CAPTION or not any(map(str.isdigit, folded)):
        return Caption(characters.label(text)), ()
    days = dates.find(folded)
    findings = [impossible(piece(origin, day.start, day.end)) for day in days if day.value is None]
    spans = [(match.start(), match.end()) for match in _AMOUNT.finditer(folded)]
    if not spans:
        return Caption(characters.label(text)), tuple(findings)
    amounts: list[tuple[int, Amount]] = []
    for (start, end), lead in zip(spans, _leads(folded, spans, days), strict=True):
        at = piece(origin, start, end)
        number = numbers.parse(at.text)
        if number is None:
            why = numbers.why_not(at.text) or "it is not a figure"
            findings.append(finding("R107", at, text=at.text, why=why))
        else:
            unit = number.unit or PrintedUnit("")
            amounts.append((start, Amount(at, lead, number.value, number.decimals, unit)))
    amounts = _with_units(amounts)
    for start, end in sorted([*spans, *((day.start, day.end) for day in days)], reverse=True):
        text = f"{text[:start]}…{text[end:]}"
    return Caption(characters.label(text), _dated(amounts, days)), tuple(findings)


def _with_units(amounts: list[tuple[int, Amount]]) -> list[tuple[int, Amount]]:
    """The amounts; one without a unit, such as the first of "100 and 90 shares", has that of the next."""
    found: list[tuple[int, Amount]] = []
    unit = PrintedUnit("")
    for start, amount in reversed(amounts):
        unit = amount.unit if amount.unit.name else unit
        found.append((start, amount._replace(unit=unit)))
    return found[::-1]


def impossible(at: Origin) -> Finding:
    """Return the finding that the calendar does not have the date printed at `at`."""
    return finding("R108", at, text=at.text)


@lru_cache(maxsize=10_000)  # every entry of filing.toml is compared with the same headings and labels
def normal(label: str) -> str:
    """Return `label` for comparison: without differences of case, spacing, and kinds of dashes and quotes."""
    text = _QUOTE.sub("'", _DOUBLE_QUOTE.sub('"', label.replace("...", "…")))
    return " ".join(_DASH.sub("-", text).split()).casefold()


_QUOTE = re.compile("[‘’‛′´`＇]")
_DOUBLE_QUOTE = re.compile("[“”„‟″＂]")
_DASH = re.compile(rf"\s*[{characters.DASHES}]\s*")


def without_figures(text: str) -> str:
    """Return a printed caption with every number replaced by "…" and all its words kept.

    "Common stock, $0.01 par value; 900 shares authorized" is "Common stock, $… par value; … shares
    authorized". `Row.label` leaves out the units and whole dates as well.
    """
    return _NUMBER.sub("…", characters.label(text))


def piece(origin: Origin, start: int, end: int) -> Origin:
    """Return the place of `origin.text[start:end]`."""
    return origin._replace(column=origin.column + start, text=origin.text[start:end])


def _leads(text: str, spans: list[tuple[int, int]], days: tuple[dates.FoundDate, ...]) -> list[str]:
    """The lead of each amount; an amount joined to the one before by "and" shares its lead."""
    leads: list[str] = []
    for start, _ in spans:
        ends = [end for _, end in spans if end <= start] + [day.end for day in days if day.end <= start]
        between = text[max(ends, default=0) : start]
        if leads and _CONNECTED.fullmatch(between):
            leads.append(leads[-1])
        else:
            words = _BOUNDARY.split(between.rstrip(_TRAILING))[-1]
            leads.append(characters.label(words.strip(_TRAILING)))
    return leads


def _dated(amounts: list[tuple[int, Amount]], days: tuple[dates.FoundDate, ...]) -> tuple[Amount, ...]:
    """The amounts with the dates that govern them, by the rules of the module's docstring."""
    dated: list[Amount] = []
    pending: list[Amount] = []
    run: list[date | None] = []
    head: tuple[date | None, ...] = ()
    tokens: list[tuple[int, Amount | dates.FoundDate]] = [*amounts, *((day.start, day) for day in days)]
    for _, token in sorted(tokens, key=lambda placed: placed[0]):
        if isinstance(token, dates.FoundDate):
            run.append(token.value)
            continue
        if run and pending:
            dated += _paired(pending, tuple(run))
            pending = []
        elif run:
            head = tuple(run)
        run = []
        pending.append(token)
    return (*dated, *_paired(pending, tuple(run) or head))


def _paired(amounts: list[Amount], days: tuple[date | None, ...]) -> list[Amount]:
    """Amounts of one lead take one date each; a date that does not exist leaves all of them without one."""
    known = tuple(day for day in days if day is not None)
    paired: list[Amount] = []
    for position, amount in enumerate(amounts):
        same = [other for other in amounts if other.lead == amount.lead]
        if len(known) != len(days) or len(same) not in (1, len(days)):
            paired.append(amount)
        elif len(same) == 1:
            paired.append(amount._replace(dates=known))
        else:
            index = sum(other.lead == amount.lead for other in amounts[:position])
            paired.append(amount._replace(dates=(known[index],)))
    return paired
