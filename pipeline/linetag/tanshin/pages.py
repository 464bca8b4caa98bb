"""The summary as files: a page in each language, and the record of every cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from linetag.filing.summary import Language, SummarySpec, Wording
from linetag.tanshin import typeset
from linetag.tanshin.form.fill import Filled
from linetag.tanshin.page.calendar import Calendar
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.layout import page
from linetag.tanshin.page.records import FootnoteMark
from linetag.tanshin.page.render import PageDocument, as_text, render, wording
from linetag.tieout.cells import Summary, SummaryCell, Value, cell_key

_LANGUAGES: tuple[Language, ...] = ("en", "ja")


def pages(summary: Summary, spec: SummarySpec, filled: Filled, errors: int = 0) -> Mapping[str, bytes]:
    """`summary.en.html`, `summary.ja.html` and `summary.json`, as UTF-8; stamped if there are `errors`.

    The pages are those of the document that is filed, with the marks of the proof on the screen. The
    same figures give the same bytes: no path, line number or clock of this run is in them.
    """
    files = {
        f"summary.{lang}.html": _page(summary, spec, filled, lang, errors).encode() for lang in _LANGUAGES
    }
    return {**files, "summary.json": _record(summary, errors)}


def _page(summary: Summary, spec: SummarySpec, filled: Filled, lang: Language, errors: int) -> str:
    language = _language(summary, spec, filled, lang)
    marks = _Footnotes(summary, language)
    shown = page(filled.tanshin, language, marks)
    document = PageDocument(
        opening=f'<!DOCTYPE html>\n<html lang="{lang}">',
        pieces=as_text,
        stamp=language.phrase("stamp", errors=errors) if errors else "",
        footnotes=marks.footnotes(),
    )
    return render(shown, language, document)


def _language(summary: Summary, spec: SummarySpec, filled: Filled, lang: Language) -> PageLanguage:
    """The language of a page: the form speaks Japanese, the filer's own words are English."""
    calendar = Calendar.of(filled.tanshin, lang)
    if lang == "ja":
        return PageLanguage(lang, filled.form, calendar, wording(lang), cells=filled.tanshin.cells)
    captions = {cell_key(item.section, item.key): item.label.en for item in spec.items}
    forecasts = {cell_key("forecast", item.key): item.forecast.en for item in spec.items if item.forecast}
    texts = {cell.key: cell.value.en for cell in summary.cells if isinstance(cell.value, Wording)}
    return PageLanguage(
        lang, filled.form, calendar, wording(lang), {**captions, **forecasts}, texts, filled.tanshin.cells
    )


# --- footnotes ------------------------------------------------------------------------------------

_DECIDED, _STATED = "decided", "stated"


class _Footnotes:
    """Gives the cells of a summary their marks; they are numbered in the order they are asked for."""

    def __init__(self, summary: Summary, language: PageLanguage) -> None:
        """Of a summary none of whose cells has a mark yet."""
        self._cells = {cell.key: cell for cell in summary.cells}
        self._language = language
        self._notes: dict[tuple[str, str], FootnoteMark] = {}

    def __call__(self, key: str) -> FootnoteMark:
        """The mark of a cell that was decided, is stated without proof or is empty for a reason."""
        cell, phrase, lang = self._cells.get(key), self._language.phrase, self._language.lang
        if cell and (decision := cell.tie_out.decision):
            printed, filed = (
                typeset.number(v, cell.kind, lang) for v in (cell.tie_out.released, cell.figure)
            )
            reason = decision.reason.of(lang)
            return self._note(_DECIDED, phrase("mark_decided", printed=printed, filed=filed, reason=reason))
        if cell is None or cell.reason is None or cell.proved:
            return FootnoteMark()
        if cell.status == "stated" and cell.value is None:
            return FootnoteMark()  # a dash that the company states
        words = "mark_stated" if cell.status == "stated" else "mark_nil"
        return self._note(_STATED, phrase(words, reason=cell.reason.of(lang)))

    def footnotes(self) -> Mapping[str, Any]:
        """The notes of the marks given so far: {title, intro, notes: [{mark, text}]}."""
        notes = [(group, mark.text, text) for (group, text), mark in self._notes.items()]
        notes.sort(key=lambda note: (note[0] != _STATED, len(note[1]), note[1]))
        return {
            "title": self._language.phrase("marks"),
            "intro": self._language.phrase("marks_intro"),
            "notes": [{"mark": mark, "text": text} for _, mark, text in notes],
        }

    def _note(self, group: str, text: str) -> FootnoteMark:
        same = sum(kind == group for kind, _ in self._notes)
        mark = typeset.letters(same) if group == _STATED else f"†{same + 1}"
        return self._notes.setdefault((group, text), FootnoteMark(mark, group))


# --- the record -----------------------------------------------------------------------------------


def _record(summary: Summary, errors: int) -> bytes:
    """Every cell with its value, how it came about, what the release prints, and the decision.

    `highlights` are the figures of the highlight tables in the same form; nothing of them is filed.
    """
    content = {
        "version": 1,
        "forced": errors > 0,
        "cells": [_cell(cell) for cell in summary.cells],
        "highlights": [_cell(cell) for cell in summary.highlights],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _cell(cell: SummaryCell) -> Mapping[str, Any]:
    decision = cell.tie_out.decision
    return {
        "key": cell.key,
        "section": cell.section,
        "item": cell.item,
        "period": cell.period or None,
        "kind": cell.kind,
        "value": _plain(cell.value),
        "status": cell.status,
        "proved": cell.proved,
        "rule": cell.source.rule or None,
        "facts": list(cell.source.facts),
        "reason": _plain(cell.reason),
        "tied": cell.tie_out.printed is not None,
        "printed": _plain(cell.tie_out.released),
        "decision": decision
        and {
            "printed": _plain(decision.printed),
            "file": _plain(decision.file),
            "reason": _plain(decision.reason),
        },
    }


def _plain(value: Value) -> Any:  # noqa: ANN401 - what JSON takes
    """Figures as strings, so that they keep their digits; dates as ISO; words by language."""
    if isinstance(value, Wording):
        return {"en": value.en, "ja": value.ja}
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
