"""The part of a report in which a table stands: the notes to the statements, or the discussion of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linetag.release import captions, characters
from linetag.release.records import Table

NAMES = {"note": "notes to the statements", "discussion": "discussion of the results"}
"""The parts in words."""

_REGIONS = (
    ("note", re.compile(r"notes?\s+to\b.*\bstatements?\b|note\s+1\b|1[.)]\s+.*\bpolicies")),
    (
        "discussion",
        re.compile(r"(?:item\s+[27]a?\W*)?management['’]?s\s+discussion\b|results\s+of\s+operations\b"),
    ),
    (
        "statements",
        re.compile(r"(?:part\s+i\b.*|item\s+[18]\W*)(?:financial|consolidated|condensed)\b.*\bstatements?\b"),
    ),
)
"""How the first line of a part of a report begins; "statements" ends the parts before it."""


def of_tables(tables: Sequence[Table]) -> tuple[str, ...]:
    """Return for each table "note", "discussion" or "": the part that the headings before it opened last."""
    found: list[str] = []
    region = ""
    for table in tables:
        for line in table.heading:
            text = captions.normal(characters.heading(line.text))
            opened = next(
                (name for name, words in _REGIONS if words.match(text) and not text.endswith(".")), ""
            )
            region = opened or region
        found.append(region if region != "statements" else "")
    return tuple(found)
