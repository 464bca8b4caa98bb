"""Footnotes of the pages: figures that the release does not prove, and figures that were decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linetag.tanshin import typeset
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.records import FootnoteMark
from linetag.tieout.cells import Summary, SummaryCell

_DECIDED, _STATED = "decided", "stated"


class Footnotes:
    """Gives the cells of a summary their marks; they are numbered in the order they are asked for."""

    def __init__(self, summary: Summary, language: PageLanguage) -> None:
        """Of a summary none of whose cells has a mark yet."""
        self._cells = {cell.key: cell for cell in summary.cells}
        self._language = language
        self._notes: dict[tuple[str, str], FootnoteMark] = {}

    def __call__(self, key: str) -> FootnoteMark:
        """The mark of a cell that was decided, is stated without proof or is empty for a reason."""
        cell = self._cells.get(key)
        return FootnoteMark() if cell is None else self._mark(cell)

    def footnotes(self) -> Mapping[str, Any]:
        """The notes of the marks given so far: {title, intro, notes: [{mark, text}]}."""
        notes = [(group, mark.text, text) for (group, text), mark in self._notes.items()]
        notes.sort(key=lambda note: (note[0] != _STATED, len(note[1]), note[1]))
        return {
            "title": self._language.phrase("marks"),
            "intro": self._language.phrase("marks_intro"),
            "notes": [{"mark": mark, "text": text} for _, mark, text in notes],
        }

    def _mark(self, cell: SummaryCell) -> FootnoteMark:
        phrase, lang = self._language.phrase, self._language.lang
        if decision := cell.tie_out.decision:
            printed, filed = (
                typeset.number(v, cell.kind, lang) for v in (cell.tie_out.released, cell.figure)
            )
            reason = decision.reason.of(lang)
            return self._note(_DECIDED, phrase("mark_decided", printed=printed, filed=filed, reason=reason))
        if cell.reason is None or cell.proved:
            return FootnoteMark()
        if cell.status == "stated" and cell.value is None:
            return FootnoteMark()  # a dash that the company states
        words = "mark_stated" if cell.status == "stated" else "mark_nil"
        return self._note(_STATED, phrase(words, reason=cell.reason.of(lang)))

    def _note(self, group: str, text: str) -> FootnoteMark:
        same = sum(kind == group for kind, _ in self._notes)
        mark = typeset.letters(same) if group == _STATED else f"†{same + 1}"
        return self._notes.setdefault((group, text), FootnoteMark(mark, group))
