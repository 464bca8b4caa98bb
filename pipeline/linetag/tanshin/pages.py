"""The summary as files: a page in each language, and the record of every cell."""

from __future__ import annotations

from collections.abc import Mapping

from linetag.filing.summary import Language, SummarySpec, Wording
from linetag.tanshin.form.fill import Filled
from linetag.tanshin.page.calendar import Calendar
from linetag.tanshin.page.footnotes import Footnotes
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.layout import page
from linetag.tanshin.page.render import PageDocument, as_text, render, wording
from linetag.tanshin.record import record
from linetag.tieout.cells import Summary, cell_key

_LANGUAGES: tuple[Language, ...] = ("en", "ja")


def pages(summary: Summary, spec: SummarySpec, filled: Filled, errors: int = 0) -> Mapping[str, bytes]:
    """`summary.en.html`, `summary.ja.html` and `summary.json`, as UTF-8; stamped if there are `errors`.

    The pages are those of the document that is filed, with the marks of the proof on the screen. The
    same figures give the same bytes: no path, line number or clock of this run is in them.
    """
    files = {
        f"summary.{lang}.html": _page(summary, spec, filled, lang, errors).encode() for lang in _LANGUAGES
    }
    return {**files, "summary.json": record(summary, errors)}


def _page(summary: Summary, spec: SummarySpec, filled: Filled, lang: Language, errors: int) -> str:
    language = _language(summary, spec, filled, lang)
    marks = Footnotes(summary, language)
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
