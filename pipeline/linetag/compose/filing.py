"""A written folder and the reading of its release → the whole `Filing`, and what is printed for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from linetag.compose import figures
from linetag.compose.addresses import addressed
from linetag.compose.decisions import decisions
from linetag.compose.names import Names
from linetag.compose.outline import outline
from linetag.compose.signs import Find, signs
from linetag.extension.bases import Bases
from linetag.filing.base_taxonomies import bases
from linetag.filing.company import StatementTitles, WrittenFiling
from linetag.filing.load import LINES
from linetag.filing.records import (
    Base,
    CoverSpec,
    DocumentSpec,
    Exchange,
    Filing,
    MapRow,
    ReleaseSpec,
    StatementSpec,
    base_named,
)
from linetag.findings import Finding
from linetag.model import Concept, Duration, Origin, Period, QName
from linetag.propose.records import ReleaseReading, StatementColumn
from linetag.tag.lines import PrintedLines
from linetag.taxonomy.declarations import declare

_NO_DAY = date(1970, 1, 1)


class ComposedFiling(NamedTuple):
    """The whole filing, and what its release prints."""

    filing: Filing
    printed: PrintedLines


def balance_sheet_day(reading: ReleaseReading) -> date | None:
    """Return the day of the latest balance sheet; without one, the latest end of a period."""
    statements = [one for one in reading.statements if one.code == "BS"] or reading.statements
    days = [
        column.period.last_day
        for statement in statements
        for table in statement.tables
        for column in table.columns
        if column.period is not None and column.role == "reported"
    ]
    return max(days, default=None)


def bases_of(written: WrittenFiling, reading: ReleaseReading) -> tuple[Base, ...]:
    """Return the base taxonomies of the filing."""
    return bases(written.base, balance_sheet_day(reading))


def compose(
    written: WrittenFiling, reading: ReleaseReading, base: Bases
) -> tuple[ComposedFiling, tuple[Finding, ...]]:
    """Return the filing of a folder and its release; `base` are its base taxonomies.

    Findings F151 to F157.
    """
    reading = _filed(reading, written.exchange)
    day = balance_sheet_day(reading) or _NO_DAY
    document = _document(written, day)
    find = _finder(written, document, base)
    names = Names(written.company.web, document.prefix, find)
    lines, line_found = addressed(reading.statements, written.lines, LINES)
    outlined, outline_found = outline(lines, signs(lines, find), names)
    tables = figures.tables(reading.statements)
    decided, decision_found = decisions(written.decisions, lines, tables)
    mapped: Mapping[tuple[str, int], MapRow] = outlined.lines
    printed, printed_found = figures.printed_lines(reading, lines, mapped, tables, written.left)
    span = _covered(tables.periods.values(), day)
    declared = {row.name for row in written.extension}
    filing = Filing(
        name=written.name,
        document=document,
        entity=written.company.entity,
        periods=tables.periods,
        bases=base.named,
        statements=tuple(_titled(one, written.statements) for one in outlined.statements),
        cover=_cover(written, find, span, day),
        release=ReleaseSpec(tuple(tables.specs.values()), written.left, decided),
        exchange=written.exchange,
        ties=written.ties,
        summary=None,
        mapping=outlined.mapping,
        rollups=outlined.rollups,
        extension=(
            *written.extension,
            *(row for row in outlined.abstracts if row.name not in declared),
        ),
    )
    everything = (*line_found, *outline_found, *decision_found, *printed_found)
    return ComposedFiling(filing, printed), everything


def _document(written: WrittenFiling, day: date) -> DocumentSpec:
    company = written.company
    names = written.document
    return DocumentSpec(
        prefix=company.prefix,
        namespace=names.namespace or f"http://{company.web}/{day:%Y%m%d}",
        stem=names.stem or f"{company.prefix}-{day:%Y%m%d}",
        languages=company.languages,
        titles={"en": company.name, "ja": company.name, **names.titles},
        calculation=names.calculation,
    )


def _filed(reading: ReleaseReading, exchange: Exchange | None) -> ReleaseReading:
    """The reading with its convenience translation among the filed columns, if `[exchange]` asks for it."""
    if exchange is None:
        return reading
    statements = [
        statement._replace(
            tables=tuple(
                table._replace(columns=tuple(_column(one, exchange.to) for one in table.columns))
                for table in statement.tables
            )
        )
        for statement in reading.statements
    ]
    return reading._replace(statements=tuple(statements))


def _column(column: StatementColumn, currency: str) -> StatementColumn:
    is_translation = column.role == "convenience" and column.currency == currency
    return column._replace(role="reported") if is_translation else column


def _titled(statement: StatementSpec, written: Sequence[StatementTitles]) -> StatementSpec:
    """A statement with the titles that the settings give it."""
    titles = {
        lang: text for one in written if one.code == statement.code for lang, text in one.titles.items()
    }
    return replace(statement, titles={**statement.titles, **titles})


def _finder(written: WrittenFiling, document: DocumentSpec, base: Bases) -> Find:
    """What finds the concept that a row names, among those of the base and the company's own."""
    own = {
        row.name: declare(row, document.prefix, document.namespace, f"{document.stem}.xsd")
        for row in written.extension
    }

    def find(name: str) -> Concept | None:
        prefix, _, local = name.rpartition(":")
        if prefix in ("own", document.prefix):
            return own.get(local)
        named = base_named(base.named, prefix)
        return base.taxonomy.concepts.get(QName(named.namespace, local, prefix)) if named else None

    return find


def _covered(periods: Iterable[Period], day: date) -> Duration | None:
    """The longest period that ends with the balance sheet: the one that the document covers."""
    spans = [period for period in periods if isinstance(period, Duration)]
    return max(spans, key=lambda one: (one.end == day, one.end, one.end - one.start), default=None)


def _cover(written: WrittenFiling, find: Find, span: Duration | None, day: date) -> CoverSpec:
    """What the settings state, and before it what is known without them, as far as the base has it."""
    at = written.company.origin
    entity = written.company.entity
    values: dict[str, tuple[str, Origin]] = {
        "dei:DocumentType": ("Other", at),
        "dei:AmendmentFlag": ("false", at),
        "dei:DocumentPeriodEndDate": ((span.end if span else day).isoformat(), at),
        "dei:EntityRegistrantName": (written.company.name, at),
    }
    if entity.scheme.endswith("/CIK"):
        values["dei:EntityCentralIndexKey"] = (entity.value, at)
    known = {name: value for name, value in values.items() if find(name) is not None}
    return CoverSpec(figures.period_name(span) if span else "", {**known, **written.cover})
