"""The tables of results, positions, cash flows and forecasts: an item a column, a period a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linetag.tanshin.form.records import FormFact, FormRow
from linetag.tanshin.page.facts import PageSection
from linetag.tanshin.page.periods import base
from linetag.tanshin.page.records import Head, Items, Marker, PageCell, PageEntry, PageRow, PageTable, Piece
from linetag.tanshin.page.speech import Speech

FORECASTS = frozenset(("ForecastMember", "UpperMember", "LowerMember"))
_ORDER = ("Current", "Prior", "Next2", "Next")
_AHEAD = {"NetAssetsUS": "ShareholdersEquityUS"}
"""Items that the printed form has before one that the taxonomy has before them (TSE.md C1, 4)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What laying out needs: the words, and the marks of the page."""

    speech: Speech
    mark: Marker

    def cell(
        self, section: PageSection, facts: Sequence[FormFact], row: FormRow, kind: str, at: int
    ) -> PageCell:
        """The cell of the facts of one row and period: a figure, or a forecast with its bounds."""
        once = {fact.context: fact for fact in reversed(facts)}
        forecasts = [fact for fact in once.values() if FORECASTS.intersection(fact.context.members)]
        new = section.take(forecasts or list(once.values())[:1])
        if not new:
            return PageCell((), kind, at)
        pieces = self.speech.forecast(new, row) if forecasts else self.speech.value(new[0], row)
        if sum(bool(piece.fact and piece.text) for piece in pieces) > 1:
            kind = f"{kind} range"
        return PageCell(pieces, kind, at, self.mark(next((fact.key for fact in new if fact.key), "")))


def numeric(row: FormRow) -> bool:
    """Whether the row holds figures."""
    return bool(row.unit)


def below(section: PageSection, row: FormRow) -> bool:
    """Whether an item stands below the table: it belongs to a note."""
    return any(above.element.startswith("NoteTo") for above in section.ancestors(row))


def caption(section: PageSection, row: FormRow, speech: Speech) -> str:
    """The caption of an item: its own, or that of the abstract that holds nothing else."""
    return speech.label(section.own_abstract(row) or row, section.facts(row))


def periods(section: PageSection, rows: Sequence[FormRow]) -> list[str]:
    """The periods of the rows: the current one first, a quarter before the year."""
    names = dict.fromkeys(base(fact.context.period) for row in rows for fact in section.facts(row))
    return sorted(names, key=_place)


def _place(name: str) -> tuple[int, bool, str]:
    which = next((index for index, start in enumerate(_ORDER) if name.startswith(start)), len(_ORDER))
    return which, name.endswith("Year"), name


def table(section: PageSection, rows: Sequence[FormRow], name: str, style: str, desk: Desk) -> PageTable:
    """The table of some rows of a section; a row and its change share a caption."""
    columns = list(_columns(section, rows))
    body = []
    for number, period in enumerate(periods(section, rows), 1):
        cells = []
        for at, (row, kind) in enumerate(columns, 1):
            facts = [fact for fact in section.facts(row) if base(fact.context.period) == period]
            cells.append(desk.cell(section, facts, row, kind, at))
        body.append(PageRow(_caption(section, rows, period, style, desk.speech), number, tuple(cells)))
    heads = tuple(_heads(section, columns, desk.speech))
    units = tuple(
        Head(desk.speech.unit(row, section.facts(row)), "unit under" if kind == "change" else "unit", at)
        for at, (row, kind) in enumerate(columns, 1)
    )
    corner = Head(desk.speech.say("period"), "corner")
    return PageTable(
        name,
        style,
        tuple(kind for _, kind in columns),
        ((corner, *heads), (Head("", "corner"), *units)),
        tuple(body),
    )


def _columns(section: PageSection, rows: Sequence[FormRow]) -> Iterator[tuple[FormRow, str]]:
    """Each row with its kind: an amount, the change beside it, or a figure that stands alone."""
    there = {row.element: at for at, row in enumerate(rows)}
    places = {name: there.get(_AHEAD.get(name, name), at) for name, at in there.items()}
    for row in sorted(rows, key=lambda row: (places[row.element], row.element not in _AHEAD)):
        origin, change = section.base_of(row), section.change_of(row)
        if origin is not None and origin.element in there:
            yield row, "change"
        else:
            yield row, "amount" if change is not None and change.element in there else "single"


def _heads(section: PageSection, columns: Sequence[tuple[FormRow, str]], speech: Speech) -> Iterator[Head]:
    for at, (row, kind) in enumerate(columns, 1):
        if kind != "change":
            yield Head(caption(section, row, speech), "caption", at, span=2 if kind == "amount" else 1)


def _caption(section: PageSection, rows: Sequence[FormRow], period: str, style: str, speech: Speech) -> str:
    """The caption of a row: its period; of a forecast what part of the year it is for."""
    if style == "forecast":
        return speech.say("full_year") if period.endswith("Year") else speech.calendar.part(period)
    names = (fact.context.period for row in rows for fact in section.facts(row))
    whole = next((name for name in names if base(name) == period), period)
    return speech.calendar.row(whole)


def items(section: PageSection, row: FormRow, desk: Desk) -> Items:
    """An item below a table: each period with its amount, and its change in parentheses."""
    speech, change = desk.speech, section.change_of(row)
    before, after = speech.amount(row, section.facts(row))
    entries = []
    for period in periods(section, (row,)):
        facts = [fact for fact in section.facts(row) if base(fact.context.period) == period]
        cells = [wrapped(before, desk.cell(section, facts, row, "amount", 1), after)]
        if change is not None:
            changes = [fact for fact in section.facts(change) if base(fact.context.period) == period]
            cell = desk.cell(section, changes, change, "change", 2)
            cells.append(wrapped(speech.say("percent_open"), cell, speech.say("percent_close")))
        label = speech.calendar.row(facts[0].context.period)
        entries.append(PageEntry(label, tuple(cell for cell in cells if cell.pieces)))
    words = speech.say("note" if change is not None else "reference", words=caption(section, row, speech))
    return Items(words, tuple(entries))


def wrapped(before: str, cell: PageCell, after: str) -> PageCell:
    """A cell with words around its figure: 1,234百万円, （8.3％）; an empty one stays empty."""
    around = (Piece(before), *cell.pieces, Piece(after)) if cell.pieces else ()
    pieces = tuple(piece for piece in around if piece.text or piece.fact)
    return PageCell(pieces, cell.kind, cell.at, cell.mark)
