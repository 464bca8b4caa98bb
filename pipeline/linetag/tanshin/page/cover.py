"""The cover of the summary: who files what, when, and what goes with it (TSE.md C1, 1 and 2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile

from linetag.tanshin.form.facts import typed
from linetag.tanshin.form.records import FormRow
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.records import Pair, Piece, Pieces
from linetag.tanshin.page.sections import PageSection

_EXCHANGES = "StockExchangeListingsAbstract"
_LISTED = "cover.exchange"
_PLANNED = "OtherCompanyInformationAbstract"
_ROUNDING = "NoteToFractionProcessingMethod"
_BOOLEAN, _DATE = "booleanItemType", "dateItemType"
_TWO = 2


class Cover:
    """The facts of the cover by element; each is put on the page once."""

    def __init__(self, section: PageSection, language: PageLanguage) -> None:
        """Of a section none of whose facts is on the page yet."""
        self.section = section
        self.language = language
        self._rows = {row.element: row for row in section.items if not row.hidden}

    def value(self, element: str) -> Pieces:
        """The fact of an element as printed; no pieces if there is no such fact."""
        row = self._rows.get(element)
        facts = self.section.first(row) if row else ()
        return self.language.value(facts[0], row) if row and facts else ()

    def text(self, element: str) -> Pieces:
        """A text as printed; a nil text has no dash."""
        return tuple(piece for piece in self.value(element) if piece.fact)

    def badge(self) -> Pieces:
        """The mark of members of the accounting standards foundation; no text for other companies."""
        row = self._rows.get("FASFMemberMark")
        return self._shown_if_true(row, self.language.phrase("fasf")) if row else ()

    def exchanges(self) -> Pieces:
        """The exchanges on which the shares are listed, one after the other; the others are not printed.

        Where the filer has words for all of them ("Tokyo (First Section)"), those are printed instead.
        """
        stated = self.language.texts.get(_LISTED, "")
        pieces = [Piece(stated)] if stated else []
        for row in self._rows.values():
            above = self.section.ancestors(row)
            if above and above[0].element == _EXCHANGES and row.is_of(_BOOLEAN):
                shown = self._shown_if_true(row, "" if stated else self.language.label(row))
                follows = any(p.text for p in pieces) and any(p.text for p in shown)
                pieces += [Piece(self.language.phrase("between_exchanges"))] * follows
                pieces += shown
        return tuple(pieces)

    def _shown_if_true(self, row: FormRow, text: str) -> Pieces:
        facts = self.section.first(row)
        return tuple(Piece(text if typed(fact) is True else "", fact, row) for fact in facts)

    def person(self, who: str) -> tuple[Pieces, ...]:
        """Title and name: （役職名）代表取締役社長（氏名）鈴木　幸一; "Koichi Suzuki, President"."""
        stated = {"title": self.text(f"Title{who}"), "name": self.text(f"Name{who}")}
        parts = ((Piece(str(before)), *stated[key]) for key, before in self.language.words["person"].items())
        return tuple(tuple(p for p in part if p.text or p.fact) for part in parts)

    def planned(self) -> Iterator[tuple[Pair, ...]]:
        """The planned items: dates, two on a line, then each supplement and briefing with its audience."""
        dates: list[Pair] = []
        answers: list[tuple[str, list[Pieces]]] = []
        from_first = list(dropwhile(lambda row: row.parent != _PLANNED, self.section.rows))
        for row in (row for row in self._rows.values() if row in from_first and row.element != _ROUNDING):
            if row.is_of(_DATE):
                stated = (self.value(row.element),)
                dates.append(
                    Pair(self.language.label(row), stated, "second" if len(dates) % _TWO else "first")
                )
            elif row.is_of(_BOOLEAN):
                answers.append((self.language.label(row), [self.value(row.element)]))
            elif answers:
                answers[-1][1].append(self.text(row.element))
        for at in range(0, len(dates), _TWO):
            yield tuple(dates[at : at + _TWO])
        for label, parts in answers:
            yield (Pair(label, tuple(parts), "answer"),)

    def pairs(self) -> tuple[tuple[Pair, ...], ...]:
        """The lines of the cover, in the order of the form."""
        phrase = self.language.phrase
        return (
            (
                Pair(phrase("company"), (self.text("CompanyName"),), "first"),
                Pair(phrase("exchange"), (self.exchanges(),), "second"),
            ),
            (
                Pair(phrase("code"), (self.text("SecuritiesCode"),), "first"),
                Pair(phrase("url"), (self.text("URL"),), "second"),
            ),
            (Pair(phrase("representative"), self.person("Representative"), "whole"),),
            (
                Pair(phrase("contact"), self.person("Inquiries"), "first"),
                Pair(phrase("tel"), (self.text("Tel"),), "second"),
            ),
            *self.planned(),
        )
