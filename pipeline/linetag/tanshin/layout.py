"""A summary → the finished strings of one page: what the template places, nothing left to decide.

A table is {caption, columns, head, body}: `columns` tell amounts from changes, `head` has rows of
{text, span, rows}, `body` rows of a caption and cells {text, mark}. The order and the captions are
those of the form (TSE.md C1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linetag.model import Duration
from linetag.tanshin import typeset
from linetag.tanshin.quarters import QUARTERS, last_day, quarter_of
from linetag.tanshin.spec import DIVIDEND_ITEMS, FORECAST, Item, Language, SummarySpec, Wording
from linetag.tanshin.summary import Summary, SummaryCell, cell_key

View = dict[str, Any]
"""Strings, and lists and mappings of strings, for the template."""


@dataclass(slots=True)
class Page:
    """One language of the form being laid out; marks are numbered in the order they appear."""

    summary: Summary
    spec: SummarySpec
    lang: Language
    words: Mapping[str, Any]
    notes: dict[tuple[str, str], str] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """A fixed wording of the form."""
        return str(self.words[key]).format(**values)

    @property
    def year_end(self) -> date:
        """The last day of the fiscal year."""
        return last_day(self.summary.periods[self.spec.rows.year])

    @property
    def today(self) -> date:
        """The last day of the period that the summary is about."""
        return last_day(self.summary.periods[self.spec.rows.current])

    def row(self, name: str) -> str:
        """The caption of a row."""
        period = self.summary.period(name)
        if period is None:
            return name
        label = typeset.row_label(period, self.year_end, self.today, self.lang)
        return self.say("forecast_row", row=label) if name.endswith(FORECAST) else label

    def cell(self, key: str) -> View:
        """A cell as the page shows it; a place where the form has no cell stays empty."""
        cell = self.summary.cell(key)
        if cell is None:
            return {"text": "", "mark": "", "group": ""}
        text = typeset.number(cell.figure, cell.kind, self.lang)
        return {"text": text, **self._mark(cell)}

    def flag(self, key: str) -> View:
        """Yes, no, or a dash."""
        cell = self.summary.cell(key)
        value = cell.value if cell else None
        text = self.say("yes" if value else "no") if isinstance(value, bool) else typeset.NIL[self.lang]
        return {"text": text, **(self._mark(cell) if cell else {"mark": "", "group": ""})}

    def text(self, key: str) -> str:
        """Stated words or a stated date; empty when there are none."""
        cell = self.summary.cell(key)
        value = cell.value if cell else None
        if isinstance(value, Wording):
            return value.of(self.lang)
        return typeset.day(value, self.lang) if isinstance(value, date) else ""

    def _mark(self, cell: SummaryCell) -> View:
        """The footnote mark of a cell: decided, stated and unproved, or empty for a reason."""
        if cell.decision:
            printed, filed = (typeset.number(v, cell.kind, self.lang) for v in (cell.released, cell.figure))
            reason = cell.decision.reason.of(self.lang)
            return self._footnote(
                "decided", self.say("mark_decided", printed=printed, filed=filed, reason=reason)
            )
        if cell.reason is None or cell.proved:
            return {"mark": "", "group": ""}
        if cell.status == "stated" and cell.value is None:
            return {"mark": "", "group": ""}  # a dash that the company states
        key = "mark_stated" if cell.status == "stated" else "mark_nil"
        return self._footnote("stated", self.say(key, reason=cell.reason.of(self.lang)))

    def _footnote(self, group: str, text: str) -> View:
        same = [mark for (kind, _), mark in self.notes.items() if kind == group]
        mark = typeset.letters(len(same)) if group == "stated" else f"†{len(same) + 1}"
        return {"mark": self.notes.setdefault((group, text), mark), "group": group}


def page(
    summary: Summary, spec: SummarySpec, lang: Language, words: Mapping[str, Any], errors: int = 0
) -> View:
    """Everything that the page of one language shows, in the order of the form."""
    at = Page(summary, spec, lang, words)
    view: View = {
        "lang": lang,
        "colon": at.say("colon"),
        "stamp": at.say("stamp", errors=errors) if errors else "",
        "cover": _cover(at),
        "results": _results(at),
        "position": _position(at),
        "dividends": _dividends(at),
        "forecast": _forecast(at),
        "other": _other(at),
    }
    view["marks"] = _marks(at)
    return view


def _marks(at: Page) -> View:
    notes = [{"mark": mark, "text": text, "group": group} for (group, text), mark in at.notes.items()]
    notes.sort(key=lambda note: (note["group"] != "stated", len(note["mark"]), note["mark"]))
    return {"title": at.say("marks"), "intro": at.say("marks_intro"), "notes": notes}


def _cover(at: Page) -> View:
    """Title, filing date and the rows about the company: label and text, in two columns."""
    name = at.text("cover.document-name")
    title = f"{typeset.fiscal_year(at.today, at.year_end)} {name}" if at.lang == "ja" else name

    def person(who: str) -> str:
        role, full = at.text(f"cover.{who}-title"), at.text(f"cover.{who}-name")
        return f"{at.say('title')} {role}　{at.say('name')} {full}" if at.lang == "ja" else f"{full}, {role}"

    def pair(word: str, text: str) -> View:
        return {"label": at.say(word), "text": text}

    briefing = at.flag("cover.briefing")
    audience = at.text("cover.audience")
    return {
        "title": title,
        "date": at.text("cover.filing-date"),
        "company": at.text("cover.company"),
        "rows": [
            [pair("company", at.text("cover.company")), pair("exchange", at.text("cover.exchange"))],
            [pair("code", at.text("cover.code")), pair("url", at.text("cover.url"))],
            [pair("representative", person("representative"))],
            [pair("contact", person("contact")), pair("tel", at.text("cover.tel"))],
            [
                pair("report_date", at.text("cover.report-date")),
                pair("dividend_date", at.text("cover.dividend-date") or typeset.NIL[at.lang]),
            ],
            [pair("supplement", at.flag("cover.supplement")["text"])],
            [pair("briefing", f"{briefing['text']} {audience}".strip())],
        ],
        "rounding": at.text("cover.rounding"),
    }


def _head(text: str, span: int = 1, rows: int = 1) -> View:
    return {"text": text, "span": span, "rows": rows}


def _plain(at: Page, caption: str, items: Sequence[Item], rows: Sequence[str]) -> View:
    """A table with one column per item, its unit below its caption."""
    units = {"millions": "millions", "percent": "percent", "per-share": "per_share"}
    return {
        "caption": caption,
        "columns": ["amount"] * len(items),
        "head": [
            [_head(at.say("period"), rows=2), *(_head(item.label.of(at.lang)) for item in items)],
            [_head(at.say(units[item.kind])) for item in items],
        ],
        "body": [
            {
                "label": at.row(row),
                "cells": [at.cell(cell_key(item.section, item.key, row)) for item in items],
            }
            for row in rows
        ],
    }


def _pairs(at: Page, section: str, row: str, items: Sequence[Item]) -> Iterator[View]:
    for item in items:
        yield at.cell(cell_key(section, item.key, row))
        if item.growth:
            yield at.cell(cell_key(section, f"{item.key}.growth", row))


def _results(at: Page) -> View:
    rows, items = at.spec.rows, at.spec.of("results")
    current = at.summary.periods[rows.current]
    name = at.row(rows.current)
    if at.lang == "ja":
        count = quarter_of(at.spec, at.summary.periods)
        name = typeset.fiscal_year(at.today, at.year_end) + (f"第{count}四半期" if count < QUARTERS else "")
    else:
        name = name[0].lower() + name[1:]
    millions, percent = at.say("millions"), at.say("percent")
    per_share = at.spec.of("per-share")
    table = {
        "caption": at.say("operating_results"),
        "columns": ["amount", "change"] * len(items),
        "head": [
            [_head(at.say("period"), rows=2), *(_head(item.label.of(at.lang), span=2) for item in items)],
            [_head(text) for _ in items for text in (millions, percent)],
        ],
        "body": [
            {"label": at.row(row), "cells": list(_pairs(at, "results", row, items))}
            for row in (rows.current, rows.prior)
        ],
    }
    caption = " / ".join(item.label.of(at.lang) for item in per_share)
    return {
        "title": at.say("results", period=name, span=typeset.span(current, at.lang)),
        "basis": at.say("growth_basis"),
        "table": table,
        "comprehensive": [_comprehensive(at, item) for item in at.spec.of("comprehensive")],
        "notes": _notes(at, "notes.results"),
        "per_share": _plain(at, caption, per_share, (rows.current, rows.prior)),
        "per_share_notes": _notes(at, "notes.per-share"),
    }


def _comprehensive(at: Page, item: Item) -> View:
    """The note on comprehensive income: each period's amount, and its growth in parentheses."""
    entries = []
    for row in item.periods:
        amount = at.cell(cell_key(item.section, item.key, row))
        growth = at.cell(cell_key(item.section, f"{item.key}.growth", row))
        nil = growth["text"] == typeset.NIL[at.lang]
        amount["text"] = at.say("amount", number=amount["text"])
        growth["text"] = at.say("growth_nil" if nil else "growth", number=growth["text"])
        entries.append({"label": at.row(row), "amount": amount, "growth": growth})
    return {"label": at.say("note", words=item.label.of(at.lang)), "entries": entries}


def _notes(at: Page, *keys: str) -> list[str]:
    words = [text for key in keys if (text := at.text(key))]
    return [at.say("note", words=text) for text in words]


def _position(at: Page) -> View:
    rows = (at.spec.rows.end, at.spec.rows.prior_end)
    caption = at.say("position")
    return {"table": _plain(at, caption, at.spec.of("position"), rows)}


def _dividends(at: Page) -> View:
    rows = (at.spec.rows.prior_year, at.spec.rows.year, at.spec.rows.year + FORECAST)
    unit = at.say("per_share")
    return {
        "title": at.say("dividends"),
        "table": {
            "caption": at.say("dividends"),
            "columns": ["amount"] * len(DIVIDEND_ITEMS),
            "head": [
                [
                    _head(at.say("period"), rows=3),
                    _head(at.say("annual_dividends"), span=len(DIVIDEND_ITEMS)),
                ],
                [_head(at.say(item)) for item in DIVIDEND_ITEMS],
                [_head(unit) for _ in DIVIDEND_ITEMS],
            ],
            "body": [
                {
                    "label": at.row(row),
                    "cells": [at.cell(cell_key("dividends", item, row)) for item in DIVIDEND_ITEMS],
                }
                for row in rows
            ],
        },
        "changed": {"label": at.say("dividends_changed"), **at.flag("notes.dividends-changed")},
        "notes": _notes(at, "notes.dividends"),
    }


def _forecast(at: Page) -> View:
    row, items = at.spec.rows.year, at.spec.forecasts
    year = at.summary.periods[row]
    end = typeset.fiscal_year(at.today, at.year_end) if at.lang == "ja" else typeset.day(at.year_end, at.lang)
    shown = [(item, item.forecast.of(at.lang)) for item in items if item.forecast]
    units = [
        at.say(word)
        for item, _ in shown
        for word in (("millions", "percent") if item.growth else ("per_share",))
    ]
    title = at.say("forecast", end=end, span=typeset.span(year, at.lang))
    return {
        "title": title,
        "basis": at.say("forecast_basis"),
        "table": {
            "caption": title,
            "columns": [
                c for item, _ in shown for c in (("amount", "change") if item.growth else ("single",))
            ],
            "head": [
                [
                    _head(at.say("period"), rows=2),
                    *(_head(label, span=2 if item.growth else 1) for item, label in shown),
                ],
                [_head(unit) for unit in units],
            ],
            "body": [
                {"label": at.say("full_year"), "cells": list(_pairs(at, "forecast", row, items))},
            ],
        },
        "changed": {"label": at.say("forecast_changed"), **at.flag("notes.forecast-changed")},
        "notes": _notes(at, "notes.forecast"),
    }


def _other(at: Page) -> View:
    flags = [
        {"label": at.say("subsidiaries"), **at.flag("notes.subsidiaries-changed")},
        {"label": at.say("simplified"), **at.flag("notes.simplified-accounting")},
    ]
    changes = [
        {"label": at.say("standards"), **at.flag("notes.standards-changed")},
        {"label": at.say("other_changes"), **at.flag("notes.other-changes")},
    ]
    endings = [
        {"title": at.say(word), "text": text}
        for word, key in (("review", "notes.review"), ("forward", "notes.forward-looking"))
        if (text := at.text(key))
    ]
    return {
        "title": at.say("other"),
        "flags": flags,
        "policies": at.say("policies"),
        "changes": changes,
        "shares": _shares(at),
        "notes": _notes(at, "notes.shares"),
        "endings": endings,
    }


def _shares(at: Page) -> View:
    """Two periods beside each other per item, as the form has them."""
    body = []
    for index, item in enumerate(at.spec.of("shares")):
        ordinals = at.words["ordinals"]
        ordinal = f"{ordinals[index]} " if index < len(ordinals) else ""
        cells = []
        for row in item.periods:
            cell = at.cell(cell_key(item.section, item.key, row))
            cell["text"] = at.say("share_unit", number=cell["text"])
            cells.append({"label": _share_row(at, row), **cell})
        body.append({"label": f"{ordinal}{item.label.of(at.lang)}", "cells": cells})
    return {"title": at.say("share_numbers"), "body": body}


def _share_row(at: Page, row: str) -> str:
    """The short caption of the form's share counts: 25年3月期2Q."""
    period = at.summary.period(row)
    if at.lang == "en" or period is None:
        return at.row(row)
    on = last_day(period)
    name = typeset.fiscal_year(on, at.year_end, short=True)
    count = typeset.quarter(on, at.year_end)
    is_year = count == QUARTERS and not (isinstance(period, Duration) and row == at.spec.rows.current)
    return name if is_year else f"{name}{count}Q"
