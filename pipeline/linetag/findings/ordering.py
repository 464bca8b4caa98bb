"""The order in which findings are shown, and the merging of equal ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from linetag.findings.record import Finding
from linetag.model import Origin

_RANK: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}
# The first letters of the codes about calculations, ties and the summary, which check the tagged figures.
_STAGES: Mapping[str, int] = {"C": 1, "K": 1, "S": 2}
_LAST_STAGE = 3


def ordered(findings: Iterable[Finding], last: str = "") -> tuple[Finding, ...]:
    """Return the findings sorted by severity, then causes before their effects, then by place and code.

    An error in the settings or in the tagging makes sums and ties fail, and these make the summary
    fail. Findings without a place come last. The file `last` comes after the other files.
    Findings with the same texts at the same place become one, with the facts and places of all.
    """
    merged: dict[tuple[object, ...], Finding] = {}
    for item in findings:
        same = (item.code, item.severity, item.message, item.at, item.hint)
        first = merged.get(same, item)
        related = tuple(dict.fromkeys((*first.related, *item.related)))
        facts = tuple(dict.fromkeys((*first.facts, *item.facts)))
        merged[same] = first._replace(related=related, facts=facts)

    def key(item: Finding) -> tuple[object, ...]:
        at = item.at or Origin("", 0, 0)
        stage = _STAGES.get(item.code[0], 0) if item.at else _LAST_STAGE
        place = at.path == last, at.path, at.order()
        return (_RANK[item.severity], stage, *place, item.code, item.message)

    return tuple(sorted(merged.values(), key=key))
