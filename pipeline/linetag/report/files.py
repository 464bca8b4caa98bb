"""`findings.json` and `ledger.csv`."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence

from linetag import __version__
from linetag.findings import Finding
from linetag.report.finding_json import finding_json
from linetag.report.folder import GENERATOR
from linetag.tag.ledger import LedgerEntry

LEDGER_COLUMNS = (
    *("line", "column", "table", "section", "label", "figure_column", "printed", "status"),
    *("facts", "covered", "relations", "reason"),
)


def findings_json(
    findings: Sequence[Finding], *, filing: str, forced: bool, checks: Mapping[str, tuple[int, int]]
) -> bytes:
    """The findings of a build, and how many of each check's relations hold."""
    counts = Counter(item.severity for item in findings)
    content = {
        "version": 1,
        "generator": f"{GENERATOR} {__version__}",
        "filing": filing,
        "forced": forced,
        "counts": {severity: counts[severity] for severity in ("error", "warning", "note")},
        "checks": [{"name": name, "hold": hold, "of": count} for name, (hold, count) in checks.items()],
        "findings": [finding_json(item) for item in findings],
    }
    # A path that is no UTF-8 comes from the system with surrogates; JSON has an escape for them.
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


def relations(
    entries: Sequence[LedgerEntry], covering: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return what each printed figure was checked against, in the order of `entries`.

    `covering` names the relations of each fact by its id. A fact that is printed in several places is
    checked against each of them; a tied figure brings its relations along.
    """
    printed = Counter(fact for entry in entries if entry.status == "tagged" for fact in entry.facts)
    return tuple(_relations(entry, covering, printed) for entry in entries)


def _relations(
    entry: LedgerEntry, covering: Mapping[str, Sequence[str]], printed: Mapping[str, int]
) -> tuple[str, ...]:
    if entry.status == "tied":
        return entry.relations
    names = dict.fromkeys(name for fact in entry.facts for name in covering.get(fact, ()))
    places = max((printed[fact] for fact in entry.facts), default=0) if entry.status == "tagged" else 0
    return (*names, f"printed in {places} places") if places > 1 else tuple(names)


def ledger_csv(entries: Sequence[LedgerEntry], covering: Mapping[str, Sequence[str]]) -> bytes:
    """Return `ledger.csv`: every printed figure in the order of the release, and what became of it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LEDGER_COLUMNS)
    lines = zip(entries, relations(entries, covering), strict=True)
    for entry, names in sorted(
        lines, key=lambda line: (line[0].origin.line, line[0].origin.column, line[0].column)
    ):
        at = entry.origin
        writer.writerow(
            (
                *(at.line, at.column, entry.table, " > ".join(entry.section), entry.label),
                *(entry.column or "caption", at.text, entry.status, " ".join(entry.facts)),
                *("yes" if names else "no", "; ".join(names), entry.reason),
            )
        )
    return text.getvalue().encode()
