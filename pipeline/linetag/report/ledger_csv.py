"""`ledger.csv`: every printed figure with what became of it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence

from linetag.tag.ledger import LedgerEntry

LEDGER_COLUMNS = (
    *("line", "column", "table", "section", "label", "figure_column", "printed", "status"),
    *("facts", "covered", "relations", "reason"),
)


def relations(
    entries: Sequence[LedgerEntry], covering: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """What holds each printed figure: the relations of its facts, its tie to the summary, its copies."""
    printed = Counter(fact for entry in entries if entry.status == "tagged" for fact in entry.facts)
    return tuple(_relations(entry, covering, printed) for entry in entries)


def _relations(
    entry: LedgerEntry, covering: Mapping[str, Sequence[str]], printed: Mapping[str, int]
) -> tuple[str, ...]:
    if entry.status == "tied":
        return entry.held
    names = dict.fromkeys(name for fact in entry.facts for name in covering.get(fact, ()))
    times = max((printed[fact] for fact in entry.facts), default=0) if entry.status == "tagged" else 0
    return (*names, f"printed {times} times alike") if times > 1 else tuple(names)


def ledger_csv(entries: Sequence[LedgerEntry], covering: Mapping[str, Sequence[str]]) -> bytes:
    """Every printed figure in the order of the release: what became of it and what covers it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LEDGER_COLUMNS)
    held = zip(entries, relations(entries, covering), strict=True)
    for entry, names in sorted(held, key=lambda h: (h[0].origin.line, h[0].origin.column, h[0].column)):
        at = entry.origin
        writer.writerow(
            (
                *(at.line, at.column, entry.table, " > ".join(entry.section), entry.label),
                *(entry.column or "caption", at.text, entry.status, " ".join(entry.facts)),
                *("yes" if names else "no", "; ".join(names), entry.reason),
            )
        )
    return text.getvalue().encode()
