"""The table of dividends: the ends of the quarters are its columns, results and forecasts its rows."""

from __future__ import annotations

from collections.abc import Sequence

from linetag.tanshin.form.records import FormContext, FormFact, FormRow
from linetag.tanshin.page.facts import PageSection
from linetag.tanshin.page.periods import base
from linetag.tanshin.page.records import Head, Items, PageCell, PageEntry, PageRow, PageTable
from linetag.tanshin.page.speech import Speech
from linetag.tanshin.page.tables import FORECASTS, Desk, caption, wrapped

PER_SHARE = "DividendPerShare"
SCHEDULE = tuple(
    f"{name}Member" for name in ("FirstQuarter", "SecondQuarter", "ThirdQuarter", "YearEnd", "Annual")
)
_ORDER = ("Prior", "Current", "Next", "Next2")

_RowKey = tuple[str, bool]


def dividends(section: PageSection, rows: Sequence[FormRow], name: str, desk: Desk) -> PageTable:
    """The dividends per share by date of record, and beside them what is computed of the whole year."""
    speech = desk.speech
    per_share = next((row for row in rows if row.element == PER_SHARE), None)
    others = [row for row in rows if row is not per_share]
    columns = [(per_share, member) for member in SCHEDULE] if per_share else []
    body = []
    for number, key in enumerate(_row_keys(section, rows), 1):
        cells: list[PageCell] = []
        for at, (row, member) in enumerate([*columns, *((row, "") for row in others)], 1):
            facts = [f for f in section.facts(row) if _row_key(f) == key and _is_at(f.context, member)]
            cells.append(desk.cell(section, facts, row, "single", at))
        body.append(PageRow(_label(key, speech), number, tuple(cells), apart=key[1]))
    return PageTable(
        name,
        "dividends full" if others else "dividends",
        tuple("single" for _ in (*columns, *others)),
        _head(section, per_share, others, len(columns), speech),
        tuple(body),
    )


def _row_keys(section: PageSection, rows: Sequence[FormRow]) -> list[_RowKey]:
    """The rows that the form has: the year before, this one, and what is forecast."""
    keys = {_row_key(fact) for row in rows for fact in section.facts(row)}
    return sorted(keys, key=lambda key: (_order(key[0]), key[1]))


def _order(name: str) -> int:
    return next((i for i, start in reversed(list(enumerate(_ORDER))) if name.startswith(start)), len(_ORDER))


def _row_key(fact: FormFact) -> _RowKey:
    return base(fact.context.period), bool(FORECASTS.intersection(fact.context.members))


def _is_at(context: FormContext, member: str) -> bool:
    return not member or member in context.members


def _label(key: _RowKey, speech: Speech) -> str:
    label = speech.calendar.row(key[0])
    return speech.say("forecast_row", row=label) if key[1] else label


def _head(
    section: PageSection, per_share: FormRow | None, others: Sequence[FormRow], width: int, speech: Speech
) -> tuple[tuple[Head, ...], ...]:
    captions = (
        Head(caption(section, row, speech), "caption", at, rows=2) for at, row in enumerate(others, width + 1)
    )
    group = (Head(caption(section, per_share, speech), "group", 1, span=width),) if per_share else ()
    schedule = speech.words["schedule"]
    dates = tuple(Head(str(schedule[name]), "caption", at) for at, name in enumerate(SCHEDULE[:width], 1))
    units = tuple(
        Head(speech.unit(row, section.facts(row)), "unit", at)
        for at, row in enumerate([*([per_share] * width if per_share else ()), *others], 1)
    )
    corner = Head(speech.say("period"), "corner", rows=2)
    return ((corner, *group, *captions), dates, (Head("", "corner"), *units))


def parts(section: PageSection, row: FormRow, desk: Desk) -> Items:
    """What a dividend is made of: （注）記念配当 25年3月期末 10.00円."""
    speech = desk.speech
    before, after = speech.amount(row, section.facts(row))
    entries = []
    for fact in section.facts(row):
        cell = desk.cell(section, (fact,), row, "amount", 1)
        when = next((str(speech.words["schedule"][m]) for m in fact.context.members if m in SCHEDULE), "")
        label = f"{_label(_row_key(fact), speech)} {when}".strip()
        entries.append(PageEntry(label, (wrapped(before, cell, after),)))
    return Items(speech.say("note", words=caption(section, row, speech)), tuple(entries))
