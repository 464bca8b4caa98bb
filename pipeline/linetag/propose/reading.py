"""A release as understood: its statements are recognised, the sums of each are found, then the concepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.propose import sum_questions
from linetag.propose.recognise import recognise
from linetag.propose.records import ReleaseReading, StatementCode
from linetag.propose.trees import sums
from linetag.release.records import Document

FACE: Mapping[StatementCode, str] = {
    "BS": "balance sheet",
    "IS": "income statement",
    "CF": "statement of cash flows",
}
"""The statements that a results release is expected to print."""


def read_statements(document: Document) -> tuple[ReleaseReading, tuple[Finding, ...]]:
    """Return the statements of a document with their sums, and the tables that are none.

    Findings: those of the two stages, P143 for totals without captions, P160 where no statement is
    recognised, and P161 where one is missing
    although a table remains unknown.
    """
    recognised, findings = recognise(document)
    statements = []
    for statement in recognised.statements:
        found, questions = sums(statement)
        statements.append(statement._replace(sums=found))
        findings += questions
    reading = recognised._replace(statements=tuple(statements))
    unnamed = sum_questions.without_captions(reading.statements)
    return reading, (*findings, *unnamed, *_missing(document, reading))


def with_concepts(reading: ReleaseReading) -> ReleaseReading:
    """Return a reading with the concepts proposed for each line, which takes as long as all the rest."""
    from linetag.propose.concepts import propose  # noqa: PLC0415 - the captions of companies are large

    return reading._replace(statements=propose.of_statements(reading.statements))


def _missing(document: Document, reading: ReleaseReading) -> Iterator[Finding]:
    """Yield what is expected of a release and was not recognised in this one."""
    if not document.tables:
        return  # the reader of the format reports it
    codes = {statement.code for statement in reading.statements}
    if not codes:
        kinds = Counter(other.what for other in reading.other)
        tables = ", ".join(f"{count} {what}" for what, count in kinds.most_common())
        yield finding("P160", Origin(document.path, 1, 1), path=document.path, tables=tables)
        return
    unknown = tuple(other.table.origin for other in reading.other if other.what == "unknown")
    for code, name in FACE.items():
        if unknown and code not in codes:
            yield finding("P161", unknown[0], related=unknown[1:], statement=name, count=len(unknown))
