"""The marks of the proof pages: which figures the document proves, and what was decided about the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linetag.tanshin import typeset
from linetag.tanshin.page.records import PageMark
from linetag.tanshin.page.speech import Speech
from linetag.tieout.cells import Summary, SummaryCell

_DECIDED, _STATED = "decided", "stated"


class PageMarks:
    """Gives the cells of a summary their marks; they are numbered in the order they are asked for."""

    def __init__(self, summary: Summary, speech: Speech) -> None:
        """No cell is marked yet."""
        self._cells = {cell.key: cell for cell in summary.cells}
        self._speech = speech
        self._notes: dict[tuple[str, str], PageMark] = {}

    def __call__(self, key: str) -> PageMark:
        """The mark of a cell: decided, stated and unproved, or empty for a reason; none if proved."""
        cell = self._cells.get(key)
        return PageMark() if cell is None else self._mark(cell)

    def footnotes(self) -> Mapping[str, Any]:
        """The notes of the marks given so far: {title, intro, notes: [{mark, text}]}."""
        notes = [(group, mark.text, text) for (group, text), mark in self._notes.items()]
        notes.sort(key=lambda note: (note[0] != _STATED, len(note[1]), note[1]))
        return {
            "title": self._speech.say("marks"),
            "intro": self._speech.say("marks_intro"),
            "notes": [{"mark": mark, "text": text} for _, mark, text in notes],
        }

    def _mark(self, cell: SummaryCell) -> PageMark:
        say, lang = self._speech.say, self._speech.lang
        if cell.decision:
            printed, filed = (typeset.number(v, cell.kind, lang) for v in (cell.released, cell.figure))
            reason = cell.decision.reason.of(lang)
            return self._note(_DECIDED, say("mark_decided", printed=printed, filed=filed, reason=reason))
        if cell.reason is None or cell.proved:
            return PageMark()
        if cell.status == "stated" and cell.value is None:
            return PageMark()  # a dash that the company states
        words = "mark_stated" if cell.status == "stated" else "mark_nil"
        return self._note(_STATED, say(words, reason=cell.reason.of(lang)))

    def _note(self, group: str, text: str) -> PageMark:
        same = sum(kind == group for kind, _ in self._notes)
        mark = typeset.letters(same) if group == _STATED else f"†{same + 1}"
        return self._notes.setdefault((group, text), PageMark(mark, group))
