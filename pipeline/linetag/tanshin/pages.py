"""The summary as files: a page in each language, and the record of every cell."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from linetag import data
from linetag.tanshin.layout import page
from linetag.tanshin.spec import Language, SummarySpec, Wording
from linetag.tanshin.summary import Summary, SummaryCell, Value

_LANGUAGES: tuple[Language, ...] = ("en", "ja")


def pages(summary: Summary, spec: SummarySpec, errors: int = 0) -> Mapping[str, bytes]:
    """`summary.en.html`, `summary.ja.html` and `summary.json`, as UTF-8; stamped if there are `errors`.

    The same figures give the same bytes: no path, line number or clock of this run is in them.
    Nothing is written when a row of the form names no period (S605): it could not be laid out.
    """
    if spec.rows.unusable(summary.periods):
        return {}
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - slow, and only needed here

    folder = data.folder("templates")
    words = tomllib.loads((folder / "summary.toml").read_text("utf-8"))
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.get_template("summary.html.j2")
    files = {
        f"summary.{lang}.html": template.render(page(summary, spec, lang, words[lang], errors)).encode()
        for lang in _LANGUAGES
    }
    return {**files, "summary.json": _record(summary, errors)}


def _record(summary: Summary, errors: int) -> bytes:
    """Every cell with its value, how it came about, what the release prints, and the decision."""
    record = {"version": 1, "forced": errors > 0, "cells": [_cell(cell) for cell in summary.cells]}
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def _cell(cell: SummaryCell) -> Mapping[str, Any]:
    decision = cell.decision
    return {
        "key": cell.key,
        "section": cell.section,
        "item": cell.item,
        "period": cell.period or None,
        "kind": cell.kind,
        "value": _plain(cell.value),
        "status": cell.status,
        "proved": cell.proved,
        "rule": cell.rule or None,
        "facts": list(cell.facts),
        "reason": _plain(cell.reason),
        "tied": cell.printed is not None,
        "printed": _plain(cell.released),
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
