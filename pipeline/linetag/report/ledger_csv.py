"""`ledger.csv`: every printed figure with what became of it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence

from linetag.tag.ledger import LedgerEntry
from linetag.wording import position

LEDGER_COLUMNS = (
    *("line", "column", "table", "section", "label", "figure_column", "printed", "status"),
    *("facts", "covered", "relations", "reason"),
)


def relations(
    entries: Sequence[LedgerEntry], covering: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return what each printed figure was checked against, in the order of `entries`.

    `covering` names the relations of each fact by its id. A fact that is printed in several places is
    checked against each of them; a tied figure brings its relations along.
    """
    printed = Counter(fact for entry in entries if entry.status == "tagged" for fact in entry.facts)
    found: list[tuple[str, ...]] = []
    for entry in entries:
        names = dict.fromkeys(name for fact in entry.facts for name in covering.get(fact, ()))
        places = max((printed[fact] for fact in entry.facts), default=0) if entry.status == "tagged" else 0
        repeated = (f"printed in {places} places",) if places > 1 else ()
        found.append(entry.relations if entry.status == "tied" else (*names, *repeated))
    return tuple(found)


def ledger_csv(entries: Sequence[LedgerEntry], covering: Mapping[str, Sequence[str]]) -> bytes:
    """Return `ledger.csv`: every printed figure in the order of the release, and what became of it.

    If lines are counted in parts of the release, such as sheets, a last column "place" says in which.
    """
    in_parts = any(entry.origin.part.kind for entry in entries)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*LEDGER_COLUMNS, *(("place",) if in_parts else ())))
    lines = zip(entries, relations(entries, covering), strict=True)
    for entry, names in sorted(lines, key=lambda n: (n[0].origin.order(), n[0].column)):
        at = entry.origin
        where = (position(at),) if in_parts else ()
        writer.writerow(
            (
                *(at.line, at.column, entry.table, " > ".join(entry.section), entry.label),
                *(entry.column or "caption", at.text, entry.status, " ".join(entry.facts)),
                *("yes" if names else "no", "; ".join(names), entry.reason, *where),
            )
        )
    return text.getvalue().encode()
