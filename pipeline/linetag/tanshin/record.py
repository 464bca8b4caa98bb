"""`summary.json`: every cell of the summary, how it came about, and what the release prints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from linetag.filing.summary import Wording
from linetag.tieout.cells import Summary, SummaryCell, Value


def record(summary: Summary, errors: int) -> bytes:
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
