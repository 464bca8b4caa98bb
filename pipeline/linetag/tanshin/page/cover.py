"""The cover of the summary: who files what, when, and what goes with it (TSE.md C1, 1 and 2)."""

from __future__ import annotations

from collections.abc import Iterator

from linetag.tanshin.form.records import FormRow
from linetag.tanshin.page.facts import PageSection
from linetag.tanshin.page.records import Pair, Piece, Pieces
from linetag.tanshin.page.speech import Speech

ROLE = "RoleDocumentEntityInformation"
_EXCHANGES = "StockExchangeListingsAbstract"
_LISTED = "cover.exchange"
_PLANNED = "OtherCompanyInformationAbstract"
_BOOLEAN, _DATE = "booleanItemType", "dateItemType"
_TWO = 2


class Cover:
    """The facts of the cover by element, taken as they are placed."""

    def __init__(self, section: PageSection, speech: Speech) -> None:
        """Nothing is placed yet."""
        self.section = section
        self.speech = speech
        self._rows = {row.element: row for row in section.items if not row.hidden}

    def has(self, element: str) -> bool:
        """Whether the document has the fact."""
        return element in self._rows

    def value(self, element: str) -> Pieces:
        """The fact as printed; nothing when there is none."""
        row = self._rows.get(element)
        facts = self.section.take(self.section.facts(row)[:1]) if row else ()
        return self.speech.value(facts[0], row) if row and facts else ()

    def text(self, element: str) -> Pieces:
        """A text as printed; one that is nil is printed as nothing."""
        return tuple(piece for piece in self.value(element) if piece.fact)

    def badge(self) -> Pieces:
        """The mark of members of the accounting standards foundation, for those who are."""
        row = self._rows.get("FASFMemberMark")
        return self._shown_if_true(row, self.speech.say("fasf")) if row else ()

    def exchanges(self) -> Pieces:
        """The exchanges on which the shares are listed, one after the other; the others are not printed.

        Where the filer has words for all of them ("Tokyo (First Section)"), they are said instead.
        """
        said = self.speech.texts.get(_LISTED, "")
        pieces = [Piece(said)] if said else []
        for row in self._rows.values():
            above = self.section.ancestors(row)
            if above and above[0].element == _EXCHANGES and _is(row, _BOOLEAN):
                shown = self._shown_if_true(row, "" if said else self.speech.label(row))
                gap = any(p.text for p in pieces) and any(p.text for p in shown)
                pieces += [Piece(self.speech.say("between_exchanges"))] * gap
                pieces += shown
        return tuple(pieces)

    def _shown_if_true(self, row: FormRow, text: str) -> Pieces:
        facts = self.section.take(self.section.facts(row)[:1])
        return tuple(Piece(text if fact.value is True else "", fact, row) for fact in facts)

    def person(self, who: str) -> tuple[Pieces, ...]:
        """Title and name: （役職名）代表取締役社長（氏名）鈴木　幸一; "Koichi Suzuki, President"."""
        said = {"title": self.text(f"Title{who}"), "name": self.text(f"Name{who}")}
        parts = ((Piece(str(before)), *said[key]) for key, before in self.speech.words["person"].items())
        return tuple(tuple(p for p in part if p.text or p.fact) for part in parts)

    def planned(self) -> Iterator[tuple[Pair, ...]]:
        """Dates, two on a line, then what goes with the results and who it is for, one on each."""
        dates: list[Pair] = []
        answers: list[tuple[str, list[Pieces]]] = []
        planned = [row for row in self._rows.values() if self._is_planned(row)]
        for row in planned:
            if _is(row, _DATE):
                said = (self.value(row.element),)
                dates.append(Pair(self.speech.label(row), said, "second" if len(dates) % _TWO else "first"))
            elif _is(row, _BOOLEAN):
                answers.append((self.speech.label(row), [self.value(row.element)]))
            elif answers:
                answers[-1][1].append(self.text(row.element))
        for at in range(0, len(dates), _TWO):
            yield tuple(dates[at : at + _TWO])
        for label, parts in answers:
            yield (Pair(label, tuple(parts), "answer"),)

    def _is_planned(self, row: FormRow) -> bool:
        """Whether the row belongs to what is planned: the rows from those dates on, but for the last."""
        rows = [r.element for r in self.section.rows if r.parent == _PLANNED]
        first = next(
            (i for i, r in enumerate(self.section.rows) if r.element in rows), len(self.section.rows)
        )
        return row in self.section.rows[first:] and row.element != "NoteToFractionProcessingMethod"

    def pairs(self) -> tuple[tuple[Pair, ...], ...]:
        """The lines of the cover, in the order of the form."""
        say = self.speech.say
        return (
            (
                Pair(say("company"), (self.text("CompanyName"),), "first"),
                Pair(say("exchange"), (self.exchanges(),), "second"),
            ),
            (
                Pair(say("code"), (self.text("SecuritiesCode"),), "first"),
                Pair(say("url"), (self.text("URL"),), "second"),
            ),
            (Pair(say("representative"), self.person("Representative"), "whole"),),
            (
                Pair(say("contact"), self.person("Inquiries"), "first"),
                Pair(say("tel"), (self.text("Tel"),), "second"),
            ),
            *self.planned(),
        )


def _is(row: FormRow, kind: str) -> bool:
    return row.type.endswith(kind)
