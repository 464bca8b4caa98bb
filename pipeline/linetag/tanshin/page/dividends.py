"""The table of dividends: the ends of the quarters are its columns, results and forecasts its rows."""

from __future__ import annotations

from collections.abc import Sequence

from linetag.model import Fact
from linetag.tanshin.form.names import FORECASTS, SCHEDULE
from linetag.tanshin.form.period_names import base, rank
from linetag.tanshin.form.records import FormRow, context_of
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.records import HeaderCell, Items, PageCell, PageEntry, PageRow, PageTable
from linetag.tanshin.page.sections import PageSection
from linetag.tanshin.page.tables import Typesetter, caption, wrapped

PER_SHARE = "DividendPerShare"

_RowKey = tuple[str, bool]


def dividends(section: PageSection, rows: Sequence[FormRow], name: str, typesetter: Typesetter) -> PageTable:
    """The dividends per share by date of record, then the items of the whole year."""
    language = typesetter.language
    per_share = next((row for row in rows if row.element == PER_SHARE), None)
    others = [row for row in rows if row is not per_share]
    columns = [(per_share, member) for member in SCHEDULE] if per_share else []
    body = []
    for number, key in enumerate(_row_keys(section, rows), 1):
        cells: list[PageCell] = []
        for at, (row, member) in enumerate([*columns, *((row, "") for row in others)], 1):
            facts = [
                f
                for f in section.facts(row)
                if _row_key(f) == key and (not member or member in context_of(f).members)
            ]
            cells.append(typesetter.cell(section, facts, row, "single", at))
        body.append(PageRow(_label(key, language), number, tuple(cells), apart=key[1]))
    return PageTable(
        name,
        "dividends full" if others else "dividends",
        tuple("single" for _ in (*columns, *others)),
        _head(section, per_share, others, len(columns), language),
        tuple(body),
    )


def _row_keys(section: PageSection, rows: Sequence[FormRow]) -> list[_RowKey]:
    """The rows that the form has: the year before, this one, and what is forecast."""
    keys = {_row_key(fact) for row in rows for fact in section.facts(row)}
    return sorted(keys, key=lambda key: (rank(key[0]), key[1]))


def _row_key(fact: Fact) -> _RowKey:
    return base(context_of(fact).period), bool(FORECASTS.intersection(context_of(fact).members))


def _label(key: _RowKey, language: PageLanguage) -> str:
    label = language.calendar.row(key[0])
    return language.phrase("forecast_row", row=label) if key[1] else label


def _head(
    section: PageSection,
    per_share: FormRow | None,
    others: Sequence[FormRow],
    width: int,
    language: PageLanguage,
) -> tuple[tuple[HeaderCell, ...], ...]:
    captions = (
        HeaderCell(caption(section, row, language), "caption", at, rows=2)
        for at, row in enumerate(others, width + 1)
    )
    group = (HeaderCell(caption(section, per_share, language), "group", 1, span=width),) if per_share else ()
    schedule = language.words["schedule"]
    dates = tuple(
        HeaderCell(str(schedule[name]), "caption", at) for at, name in enumerate(SCHEDULE[:width], 1)
    )
    units = tuple(
        HeaderCell(language.unit(row, section.facts(row)), "unit", at)
        for at, row in enumerate([*([per_share] * width if per_share else ()), *others], 1)
    )
    corner = HeaderCell(language.phrase("period"), "corner", rows=2)
    return ((corner, *group, *captions), dates, (HeaderCell("", "corner"), *units))


def parts(section: PageSection, row: FormRow, typesetter: Typesetter) -> Items:
    """What a dividend is made of: （注）記念配当 25年3月期末 10.00円."""
    language = typesetter.language
    before, after = language.amount(row, section.facts(row))
    entries = []
    for fact in section.facts(row):
        cell = typesetter.cell(section, (fact,), row, "amount", 1)
        when = next(
            (str(language.words["schedule"][m]) for m in context_of(fact).members if m in SCHEDULE), ""
        )
        label = f"{_label(_row_key(fact), language)} {when}".strip()
        entries.append(PageEntry(label, (wrapped(before, cell, after),)))
    return Items(language.phrase("note", words=caption(section, row, language)), tuple(entries))
