"""The words of one language: how it prints values, captions and the fixed wordings of the form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from linetag.filing.summary import Language
from linetag.model import Fact
from linetag.tanshin import typeset
from linetag.tanshin.form.facts import typed, unit_of
from linetag.tanshin.form.records import Form, FormRow, context_of
from linetag.tanshin.page.calendar import Calendar
from linetag.tanshin.page.records import Piece, Pieces

_UNIT_IN_LABEL = re.compile(r" \((?:Yen|%)\)$")
_CODE = 4
_SHORTEST_CODE = 5


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """One language of a document.

    `words` are the fixed wordings of the form (`templates/summary.toml`). `captions` are the filer's
    own captions by item ("results.revenues") and `texts` the filer's own texts by cell of the
    summary; where there is none, the labels of the taxonomy and the values of the facts are printed.
    `cells` are the keys of the cells behind the facts, by fact id.
    """

    lang: Language
    form: Form
    calendar: Calendar
    words: Mapping[str, Any]
    captions: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    def cell(self, fact: Fact) -> str:
        """The key of the cell of the summary behind a fact; "" where there is none."""
        return self.cells.get(fact.id, "")

    def phrase(self, key: str, **values: object) -> str:
        """A fixed wording of the form."""
        return str(self.words[key]).format(**values)

    def label(self, row: FormRow, facts: Sequence[Fact] = ()) -> str:
        """What a row is called: by the filer, by the printed form, by the taxonomy."""
        keys = (self.cell(fact).partition("@")[0] for fact in facts)
        own = next((self.captions[key] for key in keys if key in self.captions), None)
        return own or self.words["labels"].get(row.element) or self._standard(row)

    def _standard(self, row: FormRow) -> str:
        if self.lang == "en":
            return _UNIT_IN_LABEL.sub("", row.labels.en)
        labels = {"q": row.labels.ja_quarterly, "s": row.labels.ja_interim}
        return labels.get(self.form.code[:1], row.labels.ja)

    def unit(self, row: FormRow, facts: Sequence[Fact] = ()) -> str:
        """The heading of a column of figures: 百万円, ％, 円 銭."""
        if row.unit == "JPY":
            scale = next((scale_of(fact, row) for fact in facts if fact.value is not None), row.figure.scale)
            return str(self.words["money"].get(str(scale), self.words["money"]["6"]))
        return str(self.words["units"].get(row.unit, ""))

    def amount(self, row: FormRow, facts: Sequence[Fact]) -> tuple[str, str]:
        """What stands before and after an amount in a line of text: 百万円; "JPY " and " million"."""
        key = self.unit(row, facts)
        before, after = self.words["amounts"].get(key, ("", f" {key}"))
        return str(before), str(after)

    def value(self, fact: Fact, row: FormRow) -> Pieces:
        """A fact as printed: a nil is a dash, a decline △1.2 or (1.2), a text in this language.

        Of a securities code the four digits that people know are printed.
        """
        value = typed(fact)
        if value is None:
            return (Piece("", fact, row), Piece(typeset.NIL[self.lang]))
        if isinstance(value, bool):
            return (Piece(self.phrase("yes" if value else "no"), fact, row),)
        if isinstance(value, Decimal):
            before, after = typeset.SIGN[self.lang] if value.is_signed() else ("", "")
            number = Piece(digits(value, fact.decimals, scale_of(fact, row)), fact, row)
            return tuple(piece for piece in (Piece(before), number, Piece(after)) if piece.text)
        if isinstance(value, date):
            return (Piece(self.calendar.day(value), fact, row),)
        if fact.concept.local == "SecuritiesCode" and len(value) == _SHORTEST_CODE and value.endswith("0"):
            return (Piece(value[:_CODE], fact, row, hidden=value[_CODE:]),)
        return (Piece(self.texts.get(self.cell(fact), value), fact, row),)

    def forecast(self, facts: Sequence[Fact], row: FormRow) -> Pieces:
        """A forecast and its bounds: the figure, or 10.00～12.00, or a dash; nil facts have no text."""
        by_member = {member: fact for fact in facts for member in context_of(fact).members}
        single, low, high = (by_member.get(f"{name}Member") for name in ("Forecast", "Lower", "Upper"))
        figure, first, last = (self._figure(fact, row) for fact in (single, low, high))
        bounds = [*first, *last]
        if any(fact is not None and fact.value is not None for fact in (low, high)):
            bounds = [*first, Piece(self.phrase("to")), *last]
            if any(piece.text for piece in figure):
                bounds = [Piece(self.phrase("open")), *bounds, Piece(self.phrase("close"))]
        pieces = (*figure, *bounds)
        return pieces if any(piece.text for piece in pieces) else (*pieces, Piece(typeset.NIL[self.lang]))

    def _figure(self, fact: Fact | None, row: FormRow) -> Pieces:
        if fact is None:
            return ()
        return (Piece("", fact, row),) if fact.value is None else self.value(fact, row)


def scale_of(fact: Fact, row: FormRow | None) -> int:
    """The power of ten that a printed figure is short of: millions 6, percent -2.

    Amounts are printed in the unit that they are exact to: thousands have decimals of -3.
    """
    unit = unit_of(fact)
    if unit == "JPY" and fact.decimals is not None and fact.decimals < 0:
        return -fact.decimals
    if row is not None and row.figure.scale is not None:
        return row.figure.scale
    return {"JPY": 6, "Pure": -2 if fact.decimals else 0}.get(unit, 0)


def digits(value: Decimal, decimals: int | None, scale: int) -> str:
    """The absolute value, short of `scale` powers of ten, in groups: 51,109; 8.3; 1,758.75.

    As many decimal places as `decimals` promise, more where the value has more: nothing is rounded.
    """
    _, figures, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return str(value)
    shown = Decimal((0, figures, exponent - scale))
    written = len(f"{shown:f}".partition(".")[2].rstrip("0"))
    return f"{shown:,.{max(written, (decimals or 0) + scale, 0)}f}"
