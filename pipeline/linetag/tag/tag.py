"""Line items → facts. Nothing is lost: read = tagged + left on purpose + reported.

Document ──locate──▶ tables ──match──▶ matched figures ──tagged_figures──▶ tagged figures
──decide──▶ tagged figures as filed ──assemble──▶ facts. The ledger has an entry for every figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from linetag.filing.highlights import Highlight
from linetag.filing.names import unknown
from linetag.filing.records import Filing
from linetag.findings import Finding, finding
from linetag.model import Aspects, Concept, Duration, Fact, Origin, Period, Report, Taxonomy
from linetag.release import numbers
from linetag.release.records import Document, Table
from linetag.tag.facts import Decided, assemble, decide, fact_id
from linetag.tag.headers import contradictions
from linetag.tag.ledger import LedgerEntry, ledger_entry
from linetag.tag.lines import PrintedLines, stated
from linetag.tag.locate import Located, entries_of, locate
from linetag.tag.match import MatchedFigure, match
from linetag.tag.tagged import TaggedFigure, tagged_figures

# How values of the simple types are written; the lists of dei's own types are its schema's to check.
_FORMS = {
    "dateItemType": (re.compile(r"\d{4}-\d\d-\d\d"), "a date such as 2012-09-30"),
    "booleanItemType": (re.compile(r"true|false"), "true or false"),
    "gMonthDayItemType": (re.compile(r"--\d\d-\d\d"), "a month and day such as --03-31"),
    "gYearItemType": (re.compile(r"\d{4}"), "a year such as 2012"),
}


@dataclass(frozen=True, slots=True)
class Tagging:
    """The report, a ledger entry for each printed figure, and the facts that a decision changed.

    `settled` maps their ids to the values that the release prints; `highlights` are the tables that
    are compared with the facts.
    """

    report: Report
    entries: tuple[LedgerEntry, ...]
    settled: Mapping[str, Decimal]
    highlights: tuple[tuple[Highlight, Table], ...]


def tag(document: Document, filing: Filing, taxonomy: Taxonomy) -> tuple[Tagging, tuple[Finding, ...]]:
    """Return the facts of a release, tagged with the concepts that the filing's mapping names.

    A figure that cannot be tagged is a finding (T301 to T364), and a ledger entry says so.
    """
    located, located_found = locate(document, filing)
    matched, matched_found = match(located.tagged, filing)
    figures, figure_found = tagged_figures(matched, filing, taxonomy)
    tagging, fact_found = _tagging(figures, matched, located, filing, taxonomy)
    untagged = {table.origin for _, table in (*located.left, *located.highlights)}
    found = (
        *located_found,
        *matched_found,
        *figure_found,
        *fact_found,
        *_exchange(document, filing),
        *contradictions(document, untagged, filing),
    )
    return tagging, found


def tag_lines(
    document: Document, printed: PrintedLines, filing: Filing, taxonomy: Taxonomy
) -> tuple[Tagging, tuple[Finding, ...]]:
    """Return the facts of what a release prints for the lines of its statements.

    A figure that cannot be tagged is a finding (T341 to T364), and a ledger entry says so.
    """
    figures, figure_found = stated(printed.figures, filing, taxonomy)
    matched = [one.matched for one in printed.figures]
    tagging, fact_found = _tagging(figures, matched, printed.located, filing, taxonomy)
    left = tuple(
        ledger_entry(one.matched.table.name, one.matched.row, one.matched.figure, "left", reason=one.reason)
        for one in printed.left
    )
    found = (*figure_found, *fact_found, *_exchange(document, filing))
    return replace(tagging, entries=(*tagging.entries, *left)), found


def _tagging(
    figures: Sequence[TaggedFigure],
    matched: Sequence[MatchedFigure],
    located: Located,
    filing: Filing,
    taxonomy: Taxonomy,
) -> tuple[Tagging, tuple[Finding, ...]]:
    """The facts of tagged figures after the decisions, those of the cover, and the ledger."""
    decided, decision_found = decide(figures, filing)
    facts, fact_found = assemble(decided, filing)
    cover, cover_found = _cover(filing, taxonomy)
    entries = (*_entries(located, matched, facts), *_left(located))
    tagging = Tagging(Report((*cover, *facts)), entries, _settled(decided, facts), located.highlights)
    return tagging, (*decision_found, *fact_found, *cover_found)


def _settled(decided: Decided, facts: Sequence[Fact]) -> Mapping[str, Decimal]:
    ids = {(fact.concept, fact.aspects): fact.id for fact in facts}
    settled = {}
    for figure, decision in decided.by.items():
        if printed := numbers.parse(decision.printed):
            as_printed = replace(figure, printed=printed.value).value
            settled[ids[figure.concept, figure.aspects]] = as_printed or Decimal(0)
    return settled


def _cover(filing: Filing, taxonomy: Taxonomy) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The document and entity information that `filing.toml` states."""
    facts: list[Fact] = []
    found: list[Finding] = []
    period = filing.periods.get(filing.cover.period)
    if period is None:
        return (), ()
    aspects = Aspects(filing.entity, period)
    for name, (value, origin) in filing.cover.values.items():
        concept = taxonomy.concepts.get(filing.qname(name))
        if concept is None or concept.abstract:
            found.append(unknown("T362", name, origin, taxonomy))
            continue
        if wanted := _misstated(concept, value, period):
            found.append(finding("T364", origin, concept=name, value=value, wanted=wanted))
        identity = fact_id("DEI", concept.name, aspects)
        facts.append(Fact(identity, concept.name, aspects, value, None, (origin,)))
    return tuple(facts), tuple(found)


def _misstated(concept: Concept, value: str, period: Period) -> str:
    """What a cover value should be instead, by its type or, for the dates of the document, its period."""
    own = {"DocumentPeriodStartDate": 0, "DocumentPeriodEndDate": 1}.get(concept.name.local)
    if own is not None and isinstance(period, Duration):
        day = (period.start, period.end)[own].isoformat()
        return "" if value == day else f"{day}, as the cover's period has it"
    form, words = _FORMS.get(concept.type.local, (None, ""))
    return "" if form is None or form.fullmatch(value) else words


def _exchange(document: Document, filing: Filing) -> Iterator[Finding]:
    exchange = filing.exchange
    if exchange and not any(exchange.stated in at.text.replace("\\", "") for at in document.texts()):
        yield finding("T363", exchange.origin, stated=exchange.stated, path=document.path)


def _entries(
    located: Located, matched: Sequence[MatchedFigure], facts: Sequence[Fact]
) -> Iterator[LedgerEntry]:
    carried: dict[Origin, list[str]] = defaultdict(list)
    for fact in facts:
        for origin in fact.origins:
            carried[origin].append(fact.id)
    for figure in matched:
        entry = (figure.table.name, figure.row, figure.figure)
        if ids := carried.get(figure.figure.origin):
            yield ledger_entry(*entry, "tagged", tuple(ids))
        else:
            reason = (
                "no row names its concept" if figure.mapped is None else "cannot be a fact: see the findings"
            )
            yield ledger_entry(*entry, "reported", reason=reason)
    for spec, table in located.tagged:
        for row in table.rows:
            for cell in row.cells:
                if cell.kind == "blank" and any(c.kind != "blank" for c in row.cells):
                    yield ledger_entry(spec.name, row, cell, "left", reason="blank: nothing is printed here")


def _left(located: Located) -> Iterator[LedgerEntry]:
    for spec, table in located.left:
        name = table.heading[-1].text if table.heading else spec.holds
        yield from entries_of(table, name, "left", spec.reason)
