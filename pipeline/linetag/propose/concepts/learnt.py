"""Captions and concepts of the user's own reports, kept in a CSV file that the user names.

A pair is a label of a concept that a report uses, with the statement in whose calculations it stands. The
file can be edited in a spreadsheet; what it says comes before what other companies print.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from linetag.findings import Finding
from linetag.inputs.tables import read_table
from linetag.model import Origin, QName, Taxonomy
from linetag.propose import titles
from linetag.propose.concepts.folding import folded
from linetag.propose.records import ConceptCandidate, Evidence, ReleaseReading

COLUMNS = ("statement", "caption", "concept")
CONFIDENCE = Decimal("0.965")
"""How often a line of a company's last filing has the same concept in the next one (measured in trials)."""

_LABEL_ROLES = ("label", "terseLabel", "verboseLabel", "totalLabel", "netLabel", "negatedLabel")
_NUMBERED = re.compile(r"^\s*[0-9]+\s*-\s*(?:Statement|Disclosure|Document)\s*-\s*")


class LearntPair(NamedTuple):
    """A statement, "" if unknown, a caption in it, and its concept, such as "us-gaap:InventoryNet"."""

    statement: str
    caption: str
    concept: str


def of_report(taxonomy: Taxonomy, used: Iterable[QName]) -> tuple[LearntPair, ...]:
    """Return a pair for each label of each concept with facts, in a fixed order."""
    found = {
        LearntPair(code, " ".join(label.text.split()), f"{name.prefix}:{name.local}")
        for name, code in _statements(taxonomy, used)
        for label in taxonomy.labels.get(name, ())
        if label.role.rpartition("/")[2] in _LABEL_ROLES and folded(label.text)
    }
    return tuple(sorted(found))


def _statements(taxonomy: Taxonomy, used: Iterable[QName]) -> Iterator[tuple[QName, str]]:
    """Yield each concept with the statements in whose calculations it stands, or ""."""
    known: dict[QName, set[str]] = {name: set() for name in used}
    definitions = taxonomy.definitions()
    for network in taxonomy.networks:
        text = _NUMBERED.sub("", definitions.get(network.role, ""))
        title = titles.of_line(Origin("", 1, 1, text))
        if title is not None and title.code:
            for arc in network.arcs:
                for name in (arc.source, arc.target):
                    known.get(name, set()).add(title.code)
    for name, codes in known.items():
        for code in codes or {""}:
            yield name, code


def read(path: Path) -> tuple[tuple[LearntPair, ...], tuple[Finding, ...]]:
    """Return the pairs of a file; one that does not exist yet has none."""
    if not path.exists():
        return (), ()
    rows, findings = read_table(path, path.name, COLUMNS)
    return tuple(LearntPair(*(row[column] for column in COLUMNS)) for row in rows), findings


def written(pairs: Iterable[LearntPair]) -> str:
    """Return the pairs as CSV, each once, in a fixed order."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(set(pairs)))
    return text.getvalue()


def preferred(reading: ReleaseReading, pairs: Sequence[LearntPair]) -> ReleaseReading:
    """Return a reading with proposals in which what is learnt comes first."""
    from linetag.propose.concepts.propose import preferring  # noqa: PLC0415 - it needs the embedded captions

    if not pairs:
        return reading
    statements = [
        statement._replace(
            proposals=tuple(
                preferring(proposal, candidate(pairs, line.caption, statement.code))
                for line, proposal in zip(statement.lines, statement.proposals, strict=True)
            )
        )
        for statement in reading.statements
    ]
    return reading._replace(statements=tuple(statements))


def candidate(pairs: Sequence[LearntPair], caption: str, statement: str) -> ConceptCandidate | None:
    """Return what the pairs say about a caption of a statement ("" if unknown), or None.

    Where they name several concepts, the one with most pairs is returned, with the confidence divided.
    """
    text = folded(caption)
    counts = Counter(
        pair.concept.rpartition(":")[2]
        for pair in pairs
        if folded(pair.caption) == text and (not statement or pair.statement in ("", statement))
    )
    if not text or not counts:
        return None
    concept, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    share = Decimal(count) / counts.total()
    evidence = Evidence("used for this caption in your own reports", None, round(CONFIDENCE * share, 3))
    return ConceptCandidate(concept, evidence)
