"""The notes of the summary: what is so or not, numbers of shares, and the paragraphs that end it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linetag.tanshin.form.records import FormRow
from linetag.tanshin.page.facts import PageSection
from linetag.tanshin.page.periods import base
from linetag.tanshin.page.records import Block, Flag, Heading, Items, PageEntry, Piece, Shares, Text, Unseen
from linetag.tanshin.page.speech import Speech
from linetag.tanshin.page.tables import Desk, numeric, periods, wrapped

_SHORT = 12
"""A closing statement no longer than this stands on the line of its heading: 無."""


def texts(section: PageSection, rows: Sequence[FormRow], desk: Desk) -> Iterator[Block]:
    """Notes of a section, one paragraph each; what is not given is there, unseen."""
    for row in rows:
        for fact in section.take(
            f for f in section.facts(row) if f.value is None or isinstance(f.value, str)
        ):
            shown = desk.speech.value(fact, row)[0]
            if not shown.text:
                yield Unseen((shown,))
                continue
            before = desk.speech.say("before_note")
            noted = shown.text.startswith(before.rstrip(" )）"))
            yield Text((shown,) if noted else (Piece(before), shown), "note")


def flags(section: PageSection, number: int, desk: Desk) -> Iterator[Block]:
    """A numbered note of yes and no: one on the line of its number, or a list below its heading."""
    speech = desk.speech
    answers = [row for row in section.items if row.type.endswith("booleanItemType")]
    if len(answers) > 1:
        above = section.ancestors(answers[0])
        label = speech.label(above[0]) if above else ""
        yield Heading((Piece(speech.say("numbered", number=number, words=label)),), 3)
    for index, row in enumerate(answers):
        words = speech.label(row)
        if len(answers) > 1:
            words = f"{_ordinal(index, speech)}{words}"
        else:
            words = speech.say("numbered", number=number, words=words)
        yield from flag(section, row, words, 2 if len(answers) > 1 else 1, desk)
        added = [item for item in section.items if item.parent == row.element]
        if added:
            yield _subsidiaries(section, added, desk)


def flag(section: PageSection, row: FormRow, label: str, level: int, desk: Desk) -> Iterator[Block]:
    """A yes, a no, or a dash after its label."""
    for fact in section.take(section.facts(row)[:1]):
        yield Flag(label, desk.speech.value(fact, row), level, desk.mark(fact.key))


def _subsidiaries(section: PageSection, rows: Sequence[FormRow], desk: Desk) -> Block:
    """How many companies joined and left, and their names: 新規 ―社（社名）―、除外 ―社（社名）―."""
    speech = desk.speech
    pieces: list[Piece] = []
    for row in rows:
        for fact in section.take(section.facts(row)[:1]):
            shape = speech.words["companies" if numeric(row) else "names"]
            if numeric(row) and pieces:
                pieces.append(Piece(speech.say("and_then")))
            before, after = (str(part).format(label=speech.label(row)) for part in shape)
            pieces += (Piece(before), *speech.value(fact, row), Piece(after))
    if all(piece.fact is None or piece.fact.value is None for piece in pieces):
        return Unseen(tuple(Piece("", piece.fact, piece.row) for piece in pieces if piece.fact))
    return Flag("", tuple(piece for piece in pieces if piece.text or piece.fact), 2)


def _ordinal(index: int, speech: Speech) -> str:
    ordinals = speech.words["ordinals"]
    return f"{ordinals[index]} " if index < len(ordinals) else ""


def shares(section: PageSection, number: int, desk: Desk) -> Iterator[Block]:
    """The numbers of shares: each item with its two periods."""
    speech = desk.speech
    rows = [row for row in section.items if numeric(row)]
    if rows:
        above = section.ancestors(rows[0])
        label = speech.label(above[0]) if above else ""
        yield Heading((Piece(speech.say("numbered", number=number, words=label)),), 3)
        yield Shares(tuple(_shares(section, row, index, desk) for index, row in enumerate(rows)))


def _shares(section: PageSection, row: FormRow, index: int, desk: Desk) -> Items:
    before, after = desk.speech.words["share_unit"]
    entries = []
    for period in periods(section, (row,)):
        facts = [fact for fact in section.facts(row) if base(fact.context.period) == period]
        cell = wrapped(before, desk.cell(section, facts, row, "amount", 1), after)
        entries.append(PageEntry(desk.speech.calendar.brief(facts[0].context.period), (cell,)))
    label = desk.speech.label(row, section.facts(row))
    return Items(f"{_ordinal(index, desk.speech)}{label}", tuple(entries))


def endings(section: PageSection, desk: Desk) -> Iterator[Block]:
    """The closing statements, each below a heading of its own."""
    speech = desk.speech
    for row in section.items:
        for fact in section.take(
            f for f in section.facts(row) if f.value is None or isinstance(f.value, str)
        ):
            shown = speech.value(fact, row)[0]
            title = speech.say("starred", words=speech.label(row))
            if not shown.text:
                yield Unseen((shown,))
            elif len(shown.text) <= _SHORT:
                yield Flag(title, (shown,), 1)
            else:
                yield Heading((Piece(title),), 3)
                yield Text((shown,), "ending")
