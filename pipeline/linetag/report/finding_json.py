"""Findings as JSON: one of them, the same wherever it is written, and those of a build in `findings.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from linetag import __version__
from linetag.findings import Finding
from linetag.model import Origin
from linetag.report.folder import GENERATOR
from linetag.report.result import Result


def origin_json(origin: Origin | None) -> Mapping[str, Any] | None:
    """Return a place as {"path", "line", "column", "text"}, or None.

    Where lines are not those of the file, "part" says in which part of it they are counted: {"kind",
    "number", "name"}.
    """
    if origin is None:
        return None
    place = {"path": origin.path, "line": origin.line, "column": origin.column, "text": origin.text}
    return {**place, "part": origin.part._asdict()} if origin.part.kind else place


def finding_json(item: Finding) -> Mapping[str, Any]:
    """Return a finding as {"code", "severity", "message", "at", "related", "hint", "facts", "standard"}.

    One of an audit, which has an id, has {"id", "accepted"} as well.
    """
    known = {"id": item.id, "accepted": item.accepted} if item.id else {}
    return {
        "code": item.code,
        "severity": item.severity,
        "message": item.message,
        "at": origin_json(item.at),
        "related": [origin_json(origin) for origin in item.related],
        "hint": item.hint,
        "facts": list(item.facts),
        "standard": item.standard,
        **known,
    }


def findings_json(result: Result) -> bytes:
    """Return `findings.json` of a build: its findings, and how many relations of each check hold."""
    built = result.built
    if built is None:
        raise ValueError("nothing was built")
    tally, checks = result.tally, built.checked.counts()
    content = {
        "version": 1,
        "generator": f"{GENERATOR} {__version__}",
        "filing": built.filing.name,
        "forced": built.forced,
        "counts": {"error": tally.errors, "warning": tally.warnings, "note": tally.notes},
        "checks": [{"name": name, "hold": hold, "of": count} for name, (hold, count) in checks.items()],
        "findings": [finding_json(item) for item in result.findings],
    }
    # A path that is no UTF-8 comes from the system with surrogates; JSON has an escape for them.
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")
