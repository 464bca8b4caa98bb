"""A finding as JSON, the same wherever findings are written as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linetag.findings import Finding
from linetag.model import Origin


def origin_json(origin: Origin | None) -> Mapping[str, Any] | None:
    """A place as {"path", "line", "column", "text"}, or null."""
    if origin is None:
        return None
    return {"path": origin.path, "line": origin.line, "column": origin.column, "text": origin.text}


def finding_json(item: Finding) -> Mapping[str, Any]:
    """A finding as {"code", "severity", "message", "at", "related", "hint", "facts", "standard"}."""
    return {
        "code": item.code,
        "severity": item.severity,
        "message": item.message,
        "at": origin_json(item.at),
        "related": [origin_json(origin) for origin in item.related],
        "hint": item.hint,
        "facts": list(item.facts),
        "standard": item.standard,
    }
