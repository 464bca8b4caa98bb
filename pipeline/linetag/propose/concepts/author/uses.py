"""What is known of each concept: what it counts, its period and balance, and how often companies use it."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from linetag.propose.concepts.author.corpus import KnownFiling
from linetag.propose.concepts.author.counting import Counts
from linetag.propose.concepts.captions import OWN, ConceptUse

_UNITS = {"monetary": "money", "shares": "shares", "perShare": "per share", "perUnit": "per share"}


def table(counts: Counts, tags: Path, filings: Iterable[KnownFiling]) -> bytes:
    """Return the table of concepts as it travels: gzip, without a clock in it."""
    then, now = _sums(counts.then), _sums(counts.now)
    uses = _of_tags(tags, then, now)
    printed = _printed(filings)
    for concept in sorted({*then, *now} - {OWN} - {*uses}):
        unit, period = printed.get(concept, ("money", "duration"))
        uses[concept] = ConceptUse(unit, period, "", ended=False, then=then[concept], now=now[concept])
    rows = ("\t".join((name, *map(_text, one))) for name, one in sorted(uses.items()))
    return gzip.compress("".join(f"{row}\n" for row in rows).encode(), 9, mtime=0)


def _text(value: object) -> str:
    return ("1" if value else "") if isinstance(value, bool) else str(value)


def _sums(counts: Mapping[tuple[str, str, str, str], int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_, _, _, concept), count in counts.items():
        found[concept] += count
    return found


def _of_tags(path: Path, then: Counter[str], now: Counter[str]) -> dict[str, ConceptUse]:
    balances = {"D": "debit", "C": "credit"}
    found = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["tag"]
            if name in then or name in now:
                unit = _UNITS.get(row["datatype"], "other")
                period = "instant" if row["iord"] == "I" else "duration"
                ended = row["alive2025"] == "0" and not now[name]
                found[name] = ConceptUse(
                    unit, period, balances.get(row["crdr"], ""), ended, then[name], now[name]
                )
    return found


def _printed(filings: Iterable[KnownFiling]) -> Mapping[str, tuple[str, str]]:
    """Unit and period of each concept as most lines print it."""
    seen: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for filing in filings:
        for known in filing.statements:
            for line, concept in zip(known.statement.lines, known.concepts, strict=True):
                unit = {"shares": "shares", "USD": "money", "pure": "other"}.get(line.unit, "per share")
                instant = known.statement.code == "BS" or any(cell.period for cell in line.cells)
                seen[concept][unit, "instant" if instant else "duration"] += 1
    return {concept: counts.most_common(1)[0][0] for concept, counts in seen.items()}
