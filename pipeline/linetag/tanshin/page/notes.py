"""The notes of the summary: answers of yes and no, numbers of shares, and the closing paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linetag.tanshin.form.records import FormRow, context_of
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.records import (
    Block,
    Flag,
    Heading,
    HiddenFacts,
    Items,
    PageEntry,
    Piece,
    Shares,
    Text,
)
from linetag.tanshin.page.sections import PageSection
from linetag.tanshin.page.tables import Typesetter, periods, wrapped

_SHORT = 12
"""A closing statement no longer than this stands on the line of its heading: 無."""


def texts(section: PageSection, rows: Sequence[FormRow], typesetter: Typesetter) -> Iterator[Block]:
    """Notes of a section, one paragraph each; a note that is not given is a hidden fact."""
    for row in rows:
        for fact in section.texts(row):
            shown = typesetter.language.value(fact, row)[0]
            if not shown.text:
                yield HiddenFacts((shown,))
                continue
            before = typesetter.language.phrase("before_note")
            noted = shown.text.startswith(before.rstrip(" )）"))
            yield Text((shown,) if noted else (Piece(before), shown), "note")


def flags(section: PageSection, number: int, typesetter: Typesetter) -> Iterator[Block]:
    """A numbered note of yes and no: one on the line of its number, or a list below its heading."""
    language = typesetter.language
    answers = [row for row in section.items if row.is_of("booleanItemType")]
    alone = len(answers) <= 1
    if not alone:
        yield typesetter.numbered(number, section, answers[0])
    for index, row in enumerate(answers):
        label = language.label(row)
        several = f"{_ordinal(index, language)}{label}"
        words = language.phrase("numbered", number=number, words=label) if alone else several
        yield from flag(section, row, words, 1 if alone else 2, typesetter)
        added = [item for item in section.items if item.parent == row.element]
        if added:
            yield _subsidiaries(section, added, typesetter)


def flag(
    section: PageSection, row: FormRow, label: str, level: int, typesetter: Typesetter
) -> Iterator[Block]:
    """A yes, a no, or a dash after its label."""
    for fact in section.first(row):
        yield Flag(label, typesetter.language.value(fact, row), level, typesetter.mark(fact))


def _subsidiaries(section: PageSection, rows: Sequence[FormRow], typesetter: Typesetter) -> Block:
    """How many companies joined and left, and their names: 新規 ―社（社名）―、除外 ―社（社名）―."""
    language = typesetter.language
    pieces: list[Piece] = []
    for row in rows:
        for fact in section.first(row):
            shape = language.words["companies" if row.unit else "names"]
            if row.unit and pieces:
                pieces.append(Piece(language.phrase("and_then")))
            before, after = (str(part).format(label=language.label(row)) for part in shape)
            pieces += (Piece(before), *language.value(fact, row), Piece(after))
    if all(piece.fact is None or piece.fact.value is None for piece in pieces):
        return HiddenFacts(tuple(Piece("", piece.fact, piece.row) for piece in pieces if piece.fact))
    return Flag("", tuple(piece for piece in pieces if piece.text or piece.fact), 2)


def _ordinal(index: int, language: PageLanguage) -> str:
    ordinals = language.words["ordinals"]
    return f"{ordinals[index]} " if index < len(ordinals) else ""


def shares(section: PageSection, number: int, typesetter: Typesetter) -> Iterator[Block]:
    """The numbers of shares: each item with its two periods."""
    rows = [row for row in section.items if row.unit]
    if rows:
        yield typesetter.numbered(number, section, rows[0])
        yield Shares(tuple(_shares(section, row, index, typesetter) for index, row in enumerate(rows)))


def _shares(section: PageSection, row: FormRow, index: int, typesetter: Typesetter) -> Items:
    before, after = typesetter.language.words["share_unit"]
    entries = []
    for period in periods(section, (row,)):
        facts = section.of_period(row, period)
        cell = wrapped(before, typesetter.cell(section, facts, row, "amount"), after)
        entries.append(PageEntry(typesetter.language.calendar.brief(context_of(facts[0]).period), (cell,)))
    label = typesetter.language.label(row, section.facts(row))
    return Items(f"{_ordinal(index, typesetter.language)}{label}", tuple(entries))


def endings(section: PageSection, typesetter: Typesetter) -> Iterator[Block]:
    """The closing statements, each below a heading of its own."""
    language = typesetter.language
    for row in section.items:
        for fact in section.texts(row):
            shown = language.value(fact, row)[0]
            title = language.phrase("starred", words=language.label(row))
            if not shown.text:
                yield HiddenFacts((shown,))
            elif len(shown.text) <= _SHORT:
                yield Flag(title, (shown,), 1)
            else:
                yield Heading((Piece(title),), 3)
                yield Text((shown,), "ending")
