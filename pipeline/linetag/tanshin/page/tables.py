"""The tables of results, positions, cash flows and forecasts: an item a column, a period a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linetag.model import Fact
from linetag.tanshin.form.names import FORECASTS
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
    PageRow,
    PageTable,
    Piece,
)
from linetag.tanshin.page.sections import PageSection

_ORDER = ("Current", "Prior", "Next2", "Next")
_AHEAD = {"NetAssetsUS": "ShareholdersEquityUS"}
"""Items that the printed form has before one that the taxonomy has before them (TSE.md C1, 4)."""


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

    def cell(self, section: PageSection, facts: Sequence[Fact], row: FormRow, kind: str, at: int) -> PageCell:
        """The cell of the facts of one row and period: a figure, or a forecast with its bounds."""
        once = {fact.context: fact for fact in reversed(facts)}
        forecasts = [fact for fact in once.values() if FORECASTS.intersection(context_of(fact).members)]
        new = section.take(forecasts or list(once.values())[:1])
        if not new:
            return PageCell((), kind, at)
        pieces = self.language.forecast(new, row) if forecasts else self.language.value(new[0], row)
        if sum(bool(piece.fact and piece.text) for piece in pieces) > 1:
            kind = f"{kind} range"
        return PageCell(pieces, kind, at, self.mark(*new))


def numeric(row: FormRow) -> bool:
    """Whether the row holds figures."""
    return bool(row.unit)


def below(section: PageSection, row: FormRow) -> bool:
    """Whether an item stands below the table: it belongs to a note."""
    return any(above.element.startswith("NoteTo") for above in section.ancestors(row))


def caption(section: PageSection, row: FormRow, language: PageLanguage) -> str:
    """The caption of an item: its own, or that of the abstract that holds nothing else."""
    return language.label(section.own_abstract(row) or row, section.facts(row))


def periods(section: PageSection, rows: Sequence[FormRow]) -> list[str]:
    """The periods of the rows: the current one first, a quarter before the year."""
    names = dict.fromkeys(base(context_of(fact).period) for row in rows for fact in section.facts(row))
    return sorted(names, key=_place)


def _place(name: str) -> tuple[int, bool, str]:
    return rank(name, _ORDER), name.endswith("Year"), name


def table(
    section: PageSection, rows: Sequence[FormRow], name: str, style: str, typesetter: Typesetter
) -> PageTable:
    """The table of some rows of a section; a row and its change share a caption."""
    columns = list(_columns(section, rows))
    body = []
    for number, period in enumerate(periods(section, rows), 1):
        cells = []
        for at, (row, kind) in enumerate(columns, 1):
            facts = section.of_period(row, period)
            cells.append(typesetter.cell(section, facts, row, kind, at))
        body.append(
            PageRow(_caption(section, rows, period, style, typesetter.language), number, tuple(cells))
        )
    heads = tuple(_heads(section, columns, typesetter.language))
    units = tuple(
        HeaderCell(
            typesetter.language.unit(row, section.facts(row)),
            "unit under" if kind == "change" else "unit",
            at,
        )
        for at, (row, kind) in enumerate(columns, 1)
    )
    corner = HeaderCell(typesetter.language.phrase("period"), "corner")
    return PageTable(
        name,
        style,
        tuple(kind for _, kind in columns),
        ((corner, *heads), (HeaderCell("", "corner"), *units)),
        tuple(body),
    )


def _columns(section: PageSection, rows: Sequence[FormRow]) -> Iterator[tuple[FormRow, str]]:
    """Each row with its kind: an amount, the change that follows it, or a figure without a change."""
    there = {row.element: at for at, row in enumerate(rows)}
    places = {name: there.get(_AHEAD.get(name, name), at) for name, at in there.items()}
    for row in sorted(rows, key=lambda row: (places[row.element], row.element not in _AHEAD)):
        origin, change = section.base_of(row), section.change_of(row)
        if origin is not None and origin.element in there:
            yield row, "change"
        else:
            yield row, "amount" if change is not None and change.element in there else "single"


def _heads(
    section: PageSection, columns: Sequence[tuple[FormRow, str]], language: PageLanguage
) -> Iterator[HeaderCell]:
    for at, (row, kind) in enumerate(columns, 1):
        if kind != "change":
            yield HeaderCell(
                caption(section, row, language), "caption", at, span=2 if kind == "amount" else 1
            )


def _caption(
    section: PageSection, rows: Sequence[FormRow], period: str, style: str, language: PageLanguage
) -> str:
    """The caption of a row: its period; of a forecast what part of the year it is for."""
    if style == "forecast":
        return language.phrase("full_year") if period.endswith("Year") else language.calendar.part(period)
    names = (context_of(fact).period for row in rows for fact in section.facts(row))
    whole = next((name for name in names if base(name) == period), period)
    return language.calendar.row(whole)


def items(section: PageSection, row: FormRow, typesetter: Typesetter) -> Items:
    """An item below a table: each period with its amount, and its change in parentheses."""
    language, change = typesetter.language, section.change_of(row)
    before, after = language.amount(row, section.facts(row))
    entries = []
    for period in periods(section, (row,)):
        facts = section.of_period(row, period)
        cells = [wrapped(before, typesetter.cell(section, facts, row, "amount", 1), after)]
        if change is not None:
            changes = section.of_period(change, period)
            cell = typesetter.cell(section, changes, change, "change", 2)
            cells.append(wrapped(language.phrase("percent_open"), cell, language.phrase("percent_close")))
        label = language.calendar.row(context_of(facts[0]).period)
        entries.append(PageEntry(label, tuple(cell for cell in cells if cell.pieces)))
    words = language.phrase(
        "note" if change is not None else "reference", words=caption(section, row, language)
    )
    return Items(words, tuple(entries))


def wrapped(before: str, cell: PageCell, after: str) -> PageCell:
    """A cell with words around its figure: 1,234百万円, （8.3％）; an empty one stays empty."""
    around = (Piece(before), *cell.pieces, Piece(after)) if cell.pieces else ()
    pieces = tuple(piece for piece in around if piece.text or piece.fact)
    return PageCell(pieces, cell.kind, cell.at, cell.mark)
