"""The tables of the page: an item a column, a period a row; and what stands in lines below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linetag.model import Fact
from linetag.tanshin.form.names import FORECASTS, SCHEDULE
from linetag.tanshin.form.period_names import base, rank
from linetag.tanshin.form.records import FormRow, context_of
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.records import (
    FootnoteMark,
    HeaderCell,
    Heading,
    Items,
    Marker,
    PageCell,
    PageEntry,
    PageTable,
    PageTableRow,
    Piece,
)
from linetag.tanshin.page.sections import PageSection

PER_SHARE = "DividendPerShare"
_ORDER = ("Current", "Prior", "Next2", "Next")
_AHEAD = {"NetAssetsUS": "ShareholdersEquityUS"}
"""Items that the printed form has before one that the taxonomy has before them (TSE.md C1, 4)."""

_Column = tuple[FormRow, str]
"""A row of the form and its kind: an "amount", the "change" that follows it, or "single"."""
_Line = tuple[str, Sequence[Sequence[Fact]], bool]
"""The caption of a line, the facts of each of its columns, and whether a rule is drawn above it."""
_RowKey = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Makes the cells of a page: the words of its language, and the marks of its footnotes."""

    language: PageLanguage
    marker: Marker

    def numbered(self, number: int, section: PageSection, row: FormRow) -> Heading:
        """The numbered heading of the nearest abstract above a row."""
        above = section.ancestors(row)
        words = self.language.label(above[0]) if above else ""
        return Heading((Piece(self.language.phrase("numbered", number=number, words=words)),), 3)

    def mark(self, *facts: Fact) -> FootnoteMark:
        """The mark of the first of the facts that has a cell in the summary."""
        return self.marker(next((key for fact in facts if (key := self.language.cell(fact))), ""))

    def cell(self, section: PageSection, facts: Sequence[Fact], row: FormRow, kind: str) -> PageCell:
        """The cell of the facts of one row and period: a figure, or a forecast with its bounds."""
        once = {fact.context: fact for fact in reversed(facts)}
        forecasts = [fact for fact in once.values() if FORECASTS.intersection(context_of(fact).members)]
        new = section.take(forecasts or list(once.values())[:1])
        if not new:
            return PageCell((), kind)
        pieces = self.language.forecast(new, row) if forecasts else self.language.value(new[0], row)
        if sum(bool(piece.fact and piece.text) for piece in pieces) > 1:
            kind = f"{kind} range"
        return PageCell(pieces, kind, self.mark(*new))


def below(section: PageSection, row: FormRow) -> bool:
    """Whether an item stands below the table: it belongs to a note."""
    return any(above.element.startswith("NoteTo") for above in section.ancestors(row))


def _caption(section: PageSection, row: FormRow, language: PageLanguage) -> str:
    """The caption of an item: its own, or that of the abstract that holds nothing else."""
    return language.label(section.own_abstract(row) or row, section.facts(row))


def periods(section: PageSection, rows: Sequence[FormRow]) -> list[str]:
    """The periods of the rows: the current one first, a quarter before the year."""
    names = dict.fromkeys(base(context_of(fact).period) for row in rows for fact in section.facts(row))
    return sorted(names, key=lambda name: (rank(name, _ORDER), name.endswith("Year"), name))


def _table(  # noqa: PLR0913, PLR0917 - what a table is made of
    section: PageSection,
    name: str,
    style: str,
    columns: Sequence[_Column],
    head: Iterable[tuple[HeaderCell, ...]],
    lines: Iterable[_Line],
    typesetter: Typesetter,
) -> PageTable:
    """The table of a name and style: its head, the units of its columns, and its lines."""
    units = (
        HeaderCell(
            typesetter.language.unit(row, section.facts(row)),
            "unit under" if kind == "change" else "unit",
            at,
        )
        for at, (row, kind) in enumerate(columns, 1)
    )
    body = []
    for label, figures, apart in lines:
        pairs = zip(columns, figures, strict=True)
        cells = tuple(typesetter.cell(section, facts, row, kind) for (row, kind), facts in pairs)
        body.append(PageTableRow(label, cells, apart))
    kinds = tuple(kind for _, kind in columns)
    return PageTable(name, style, kinds, (*head, (HeaderCell("", "corner"), *units)), tuple(body))


def table(
    section: PageSection, rows: Sequence[FormRow], name: str, style: str, typesetter: Typesetter
) -> PageTable:
    """The table of some rows of a section; a row and its change share a caption."""
    language, columns = typesetter.language, list(_columns(section, rows))
    heads = (
        HeaderCell(_caption(section, row, language), "caption", at, span=2 if kind == "amount" else 1)
        for at, (row, kind) in enumerate(columns, 1)
        if kind != "change"
    )
    head = (HeaderCell(language.phrase("period"), "corner"), *heads)
    lines = (
        (
            _period_label(section, rows, period, style, language),
            [section.of_period(row, period) for row, _ in columns],
            False,
        )
        for period in periods(section, rows)
    )
    return _table(section, name, style, columns, (head,), lines, typesetter)


def _columns(section: PageSection, rows: Sequence[FormRow]) -> Iterator[_Column]:
    there = {row.element: at for at, row in enumerate(rows)}
    places = {name: there.get(_AHEAD.get(name, name), at) for name, at in there.items()}
    for row in sorted(rows, key=lambda row: (places[row.element], row.element not in _AHEAD)):
        origin, change = section.base_of(row), section.change_of(row)
        if origin is not None and origin.element in there:
            yield row, "change"
        else:
            yield row, "amount" if change is not None and change.element in there else "single"


def _period_label(
    section: PageSection, rows: Sequence[FormRow], period: str, style: str, language: PageLanguage
) -> str:
    """The caption of a line: its period; of a forecast what part of the year it is for."""
    if style == "forecast":
        return language.phrase("full_year") if period.endswith("Year") else language.calendar.part(period)
    names = (context_of(fact).period for row in rows for fact in section.facts(row))
    return language.calendar.row(next((name for name in names if base(name) == period), period))


def items(section: PageSection, row: FormRow, typesetter: Typesetter) -> Items:
    """An item below a table: each period with its amount, and its change in parentheses."""
    language, change = typesetter.language, section.change_of(row)
    before, after = language.amount(row, section.facts(row))
    entries = []
    for period in periods(section, (row,)):
        facts = section.of_period(row, period)
        cells = [wrapped(before, typesetter.cell(section, facts, row, "amount"), after)]
        if change is not None:
            cell = typesetter.cell(section, section.of_period(change, period), change, "change")
            cells.append(wrapped(language.phrase("percent_open"), cell, language.phrase("percent_close")))
        label = language.calendar.row(context_of(facts[0]).period)
        entries.append(PageEntry(label, tuple(cell for cell in cells if cell.pieces)))
    key = "note" if change is not None else "reference"
    return Items(language.phrase(key, words=_caption(section, row, language)), tuple(entries))


def wrapped(before: str, cell: PageCell, after: str) -> PageCell:
    """A cell with words around its figure: 1,234百万円, （8.3％）; an empty one stays empty."""
    around = (Piece(before), *cell.pieces, Piece(after)) if cell.pieces else ()
    return PageCell(tuple(piece for piece in around if piece.text or piece.fact), cell.kind, cell.mark)


# --- dividends: the ends of the quarters are columns, results and forecasts are lines ---------------


def dividends(section: PageSection, rows: Sequence[FormRow], name: str, typesetter: Typesetter) -> PageTable:
    """The dividends per share by date of record, then the items of the whole year."""
    language = typesetter.language
    per_share = [row for row in rows if row.element == PER_SHARE]
    others = [row for row in rows if row.element != PER_SHARE]
    columns = [*((row, member) for row in per_share for member in SCHEDULE), *((row, "") for row in others)]
    head = [HeaderCell(language.phrase("period"), "corner", rows=2)]
    dates = []
    for at, (row, member) in enumerate(columns, 1):
        if member:
            dates.append(HeaderCell(language.words["schedule"][member], "caption", at))
        if not member:
            head.append(HeaderCell(_caption(section, row, language), "caption", at, rows=2))
        elif at == 1:
            head.append(HeaderCell(_caption(section, row, language), "group", at, span=len(SCHEDULE)))
    keys = {_row_key(fact) for row in rows for fact in section.facts(row)}
    lines = (
        (_label(key, language), [_facts(section, row, member, key) for row, member in columns], key[1])
        for key in sorted(keys, key=lambda key: (rank(key[0]), key[1]))
    )
    style = "dividends full" if others else "dividends"
    singles = [(row, "single") for row, _ in columns]
    return _table(section, name, style, singles, (tuple(head), tuple(dates)), lines, typesetter)


def _row_key(fact: Fact) -> _RowKey:
    members = context_of(fact).members
    return base(context_of(fact).period), not FORECASTS.isdisjoint(members)


def _facts(section: PageSection, row: FormRow, member: str, key: _RowKey) -> list[Fact]:
    facts = (fact for fact in section.facts(row) if _row_key(fact) == key)
    return [fact for fact in facts if not member or member in context_of(fact).members]


def _label(key: _RowKey, language: PageLanguage) -> str:
    label = language.calendar.row(key[0])
    return language.phrase("forecast_row", row=label) if key[1] else label


def parts(section: PageSection, row: FormRow, typesetter: Typesetter) -> Items:
    """What a dividend is made of: （注）記念配当 25年3月期末 10.00円."""
    language = typesetter.language
    before, after = language.amount(row, section.facts(row))
    entries = []
    for fact in section.facts(row):
        cell = typesetter.cell(section, (fact,), row, "amount")
        when = next((language.words["schedule"][m] for m in context_of(fact).members if m in SCHEDULE), "")
        label = f"{_label(_row_key(fact), language)} {when}".strip()
        entries.append(PageEntry(label, (wrapped(before, cell, after),)))
    return Items(language.phrase("note", words=_caption(section, row, language)), tuple(entries))
