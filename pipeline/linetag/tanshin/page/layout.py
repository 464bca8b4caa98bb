"""A summary → its page: the sections of the form, in the order of the form (TSE.md C1).

Quarters and years go through the same code: a page shows what the summary contains and leaves out the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from linetag.tanshin.form.names import COVER
from linetag.tanshin.form.records import FormRow, Tanshin
from linetag.tanshin.page import notes
from linetag.tanshin.page.cover import Cover
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.records import Block, FootnoteMark, Heading, HiddenFacts, Marker, Piece, SummaryPage
from linetag.tanshin.page.sections import PageSection, sections
from linetag.tanshin.page.tables import Typesetter, below, dividends, items, parts, periods, table

_TITLE, _PREAMBLE = "TitleForForecasts", "PreambleToForecasts"
_NARROW = 2


def unmarked(_: str) -> FootnoteMark:
    """No mark, for a page without footnotes."""
    return FootnoteMark()


def page(tanshin: Tanshin, language: PageLanguage, mark: Marker = unmarked) -> SummaryPage:
    """The page of a summary in one language; `left` are the facts that it does not show."""
    found, strays = sections(tanshin, language.form)
    cover = next((section for section in found if section.role == COVER), PageSection(COVER, (), {}))
    front = Cover(cover, language)
    title = language.phrase("title", year=language.calendar.fiscal_year(language.calendar.current))
    name = front.text("DocumentName")
    shown = SummaryPage(
        title=f"{title}{''.join(piece.text for piece in name)}",
        heading=tuple(piece for piece in (Piece(title), *name) if piece.text or piece.fact),
        badge=front.badge(),
        date=front.text("FilingDate"),
        cover=front.pairs(),
        rounding=front.text("NoteToFractionProcessingMethod"),
        blocks=tuple(_Chapters(Typesetter(language, mark)).blocks(s for s in found if s is not cover)),
        left=(),
    )
    return replace(shown, left=(*(fact for section in found for fact in section.left()), *strays))


class _Chapters:
    """The sections one after the other, under headings that several of them share."""

    def __init__(self, typesetter: Typesetter) -> None:
        self.typesetter = typesetter
        self.phrase = typesetter.language.phrase
        self.chapter = ""
        self.number = 0

    def blocks(self, found: Iterator[PageSection]) -> Iterator[Block]:
        """The blocks of all sections."""
        for section in found:
            role = section.role
            if role.startswith("RoleSpecialNotes"):
                yield from notes.endings(section, self.typesetter)
            elif role.startswith("RoleNotes"):
                yield from self._note(section)
            elif role.endswith("Dividends"):
                yield from self._dividends(section)
            elif role.endswith("Forecasts"):
                yield from self._forecasts(section)
            else:
                yield from self._results(section)

    def _begin(self, chapter: str, **values: object) -> Iterator[Block]:
        """The heading of a chapter where one begins; what stands in it is numbered from 1."""
        if chapter != self.chapter:
            self.chapter, self.number = chapter, 0
            yield Heading((Piece(self.phrase(chapter, **values)),), 1, leaf=chapter == "other")

    def _results(self, section: PageSection) -> Iterator[Block]:
        """Results, position or cash flows: tables, and the lines and notes below them, in form order."""
        if any(row.unit for row in section.items):
            yield from self._results_begin(section)
        for group, rows in groupby(section.items, lambda row: _group(section, row)):
            if group:
                yield self._table(section, list(rows))
                continue
            for row in rows:
                if not row.unit:
                    yield from notes.texts(section, (row,), self.typesetter)
                elif section.base_of(row) not in section.items:
                    yield items(section, row, self.typesetter)

    def _results_begin(self, section: PageSection) -> Iterator[Block]:
        language, calendar = self.typesetter.language, self.typesetter.language.calendar
        chapter = "results"
        if "Nonconsolidated" in section.role:
            chapter = "results_alone"
            if self.chapter != chapter:
                yield Heading((Piece(self.phrase("overview")),), 1)
        name = calendar.row(calendar.current)
        year = calendar.fiscal_year(calendar.current) + calendar.quarter_name(calendar.current)
        yield from self._begin(
            chapter,
            period=year if language.lang == "ja" else f"{name[:1].lower()}{name[1:]}",
            span=calendar.span(calendar.period(calendar.current)),
        )
        self.number += 1
        first = next(row for row in section.items if row.unit)
        above = section.ancestors(first)
        words = self.phrase("numbered", number=self.number, words=language.label(above[-1]) if above else "")
        changes = any(section.base_of(row) for row in section.items)
        # what a change is compared with: 対前年同四半期増減率, in a full year 対前期増減率
        basis = str(language.words["growth_basis"][language.form.code[:1]]) if changes else ""
        yield Heading((Piece(words),), 2, aside=basis)

    def _table(self, section: PageSection, rows: Sequence[FormRow]) -> Block:
        changes = any(section.base_of(row) for row in rows)
        style = "pairs" if changes else "few" if len(rows) <= _NARROW else "plain"
        name = self.typesetter.language.label(section.ancestors(rows[0])[-1])
        return table(section, rows, name, style, self.typesetter)

    def _dividends(self, section: PageSection) -> Iterator[Block]:
        yield from self._begin("dividends")
        rows = [row for row in section.items if row.unit]
        columns = [row for row in rows if not below(section, row)]
        if columns:
            yield dividends(section, columns, self.phrase("dividends"), self.typesetter)
        yield from self._flags(section)
        yield from (parts(section, row, self.typesetter) for row in rows if below(section, row))
        yield from notes.texts(section, [row for row in section.items if not row.unit], self.typesetter)

    def _forecasts(self, section: PageSection) -> Iterator[Block]:
        """The title is itself a fact; where none is given the section's own name stands there."""
        language = self.typesetter.language
        rows = [row for row in section.items if row.unit]
        names = periods(section, rows)
        named = {row.element: row for row in section.items if not row.unit}
        title, name = named.get(_TITLE), language.label(section.rows[0])
        facts = section.first(title) if title else ()
        given = tuple(p for f in facts if title for p in language.value(f, title) if p.fact and p.text)
        self.chapter = "forecast"
        basis = self.phrase("forecast_basis" if len(names) == 1 else "forecasts_basis") if rows else ""
        yield Heading(given or (Piece(name),), 1, aside=basis)
        yield from (HiddenFacts((Piece("", fact, title),)) for fact in facts if not given)
        yield from notes.texts(section, [named[_PREAMBLE]] if _PREAMBLE in named else [], self.typesetter)
        if rows:
            yield table(section, rows, name, "forecast", self.typesetter)
        yield from self._flags(section)
        yield from notes.texts(section, [row for row in section.items if not row.unit], self.typesetter)

    def _flags(self, section: PageSection) -> Iterator[Block]:
        for row in section.items:
            if row.is_of("booleanItemType"):
                words = self.phrase("note", words=self.typesetter.language.label(row))
                yield from notes.flag(section, row, words, 1, self.typesetter)

    def _note(self, section: PageSection) -> Iterator[Block]:
        yield from self._begin("other")
        rows = section.items
        counted = [row for row in rows if row.is_of("booleanItemType") or row.unit == "Shares"]
        if counted:
            self.number += 1
            shown = notes.shares if counted[0].unit == "Shares" else notes.flags
            yield from shown(section, self.number, self.typesetter)
        yield from notes.texts(section, [row for row in rows if not row.unit], self.typesetter)


def _group(section: PageSection, row: FormRow) -> str:
    """The abstract whose items make one table; "" for what stands below tables."""
    above = section.ancestors(row)
    if not row.unit or below(section, row) or not above:
        return ""
    return above[-2 if len(above) > 1 else -1].element
