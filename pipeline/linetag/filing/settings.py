"""`filing.toml` → a `Filing` without its tables; defects are findings (F120 to F123)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from linetag.filing.base_taxonomies import base_choice, bases
from linetag.filing.limits import MAX_COLUMN, MAX_SCALE, MAX_STEM
from linetag.filing.records import (
    ColumnSpec,
    CoverSpec,
    Decision,
    DocumentSpec,
    Exchange,
    Filing,
    LeftSpec,
    ReleaseSpec,
    StatementSpec,
    TableSpec,
    TieSpec,
)
from linetag.filing.summary_settings import summary
from linetag.findings import Finding, finding
from linetag.inputs.toml import TomlTable, places
from linetag.model import Duration, Entity, Instant, Origin, Period
from linetag.xbrl.write.markup import is_ncname

LANGUAGES = ("en", "ja")
"""The languages of labels and titles."""

# The files that are written begin with the stem, so that it must not lead out of their folder.
STEM = re.compile(rf"(?=.{{1,{MAX_STEM}}}$)\w[\w-]*(\.[\w-]+)*", re.ASCII)


def parse(text: str, path: str, name: str) -> tuple[Filing | None, tuple[Finding, ...]]:
    """Return the filing called `name` as the settings describe it; None when the file is not TOML.

    A value with a defect is a finding at its line, and a default takes its place.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # RecursionError: tables nested without end
        return None, (finding("F120", syntax_place(str(error), text, path), path=path, why=error),)
    found: list[Finding] = []
    root = TomlTable(data, "", places(text, path), found)
    document, entity, periods = _document(root), _entity(root), _periods(root)
    filing = Filing(
        name=name,
        document=document,
        entity=entity,
        periods=periods,
        bases=bases(base_choice(root), _balance_sheet(periods)),
        statements=tuple(_statement(part) for part in root.sections("statement")),
        release=ReleaseSpec(
            tables=tuple(_table(part, periods) for part in root.sections("table")),
            left=left(root),
            decisions=tuple(_decision(part) for part in root.sections("decision")),
        ),
        ties=ties(root),
        exchange=exchange(root),
        cover=_cover(root, periods),
        summary=summary(root, periods),
    )
    root.finish()
    return filing, tuple(found)


def syntax_place(message: str, text: str, path: str) -> Origin:
    """Return the place of a syntax error, which the message ends with; without one, the end of the file."""
    lines = text.splitlines() or [""]
    place = re.search(r"\(at line (\d+), column (\d+)\)$", message)
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), len(lines[-1]) + 1)
    return Origin(path, line, column)


def _document(root: TomlTable) -> DocumentSpec:
    part = root.required_section("document")
    document = part.record(
        DocumentSpec,
        namespace=part.uri("namespace"),
        titles=_titles(part),
        calculation=part.choice("calculation", ("2003", "2023"), "2003"),
    )
    if not is_ncname(document.prefix) and "prefix" in part.data:
        part.problem("prefix", "a name that XML allows as a prefix, such as a word of letters")
    if not document.languages or not set(LANGUAGES).issuperset(document.languages):
        part.problem("languages", 'a list of "en" and "ja", one of them at least')
    if not STEM.fullmatch(document.stem):
        if "stem" in part.data:
            part.problem("stem", f"a file name of at most {MAX_STEM} letters, digits, - and .")
        document = replace(document, stem="filing")  # what --force writes must stay inside its folder
    return document


def _titles(part: TomlTable) -> Mapping[str, str]:
    return {"en": part.text("title_en"), "ja": part.text("title_ja")}


def _entity(root: TomlTable) -> Entity:
    part = root.required_section("entity")
    entity = Entity(part.uri("scheme"), part.text("value"))
    part.finish()
    return entity


def _periods(root: TomlTable) -> Mapping[str, Period]:
    part = root.required_section("periods")
    periods: dict[str, Period] = {}
    for name, value in part.data.items():
        if isinstance(value, Mapping) and (span := part.section(name)):
            start, end = span.date("start"), span.date("end")
            span.finish()
            if start and end and start > end:
                part.problem(name, "a start that is not after its end")
            elif start and end:
                periods[name] = Duration(start, end)
        elif day := part.date(name):
            periods[name] = Instant(day)
    return periods


def _balance_sheet(periods: Mapping[str, Period]) -> date | None:
    """The latest instant."""
    return max((period.on for period in periods.values() if isinstance(period, Instant)), default=None)


def _statement(part: TomlTable) -> StatementSpec:
    axes = part.section("axes", required=False)
    return part.record(
        StatementSpec,
        role=part.uri("role"),
        titles=_titles(part),
        table=part.text("table", ""),
        line_items=part.text("line_items", ""),
        axes={axis: axes.text(axis) for axis in axes.data} if axes else {},
    )


def _table(part: TomlTable, periods: Mapping[str, Period]) -> TableSpec:
    columns = []
    for text in part.texts("columns"):
        period, _, currency = text.partition(" ")
        if period not in periods or not currency.strip():
            part.problem("columns", f'"<period> <currency>" with a period of [periods], not "{text}"')
        else:
            columns.append(ColumnSpec(period, currency.strip()))
    scale = part.integer("scale", MAX_SCALE)
    return part.record(TableSpec, holds=part.text("holds", ""), columns=tuple(columns), scale=scale)


def _decision(part: TomlTable) -> Decision:
    return part.record(
        Decision,
        section=split_section(part.text("section", "")),
        lead=part.text("lead", ""),
        column=part.integer("column", MAX_COLUMN),
        concept=part.text("concept", ""),
    )


def split_section(text: str) -> tuple[str, ...]:
    """Split a section path: "REVENUES: > Network services:" has two headings."""
    return tuple(piece.strip() for piece in text.split(" > ") if piece.strip())


def left(root: TomlTable) -> tuple[LeftSpec, ...]:
    """Return the tables that `[[left]]` leaves untagged on purpose."""
    return tuple(part.record(LeftSpec, holds=part.text("holds", "")) for part in root.sections("left"))


def ties(root: TomlTable) -> tuple[TieSpec, ...]:
    """Return the equalities of `[[tie]]`."""
    return tuple(part.record(TieSpec, over=part.text("over", "")) for part in root.sections("tie"))


def exchange(root: TomlTable) -> Exchange | None:
    """Return the rate of `[exchange]`, None where there is none."""
    part = root.section("exchange", required=False)
    return part.record(Exchange, source=part.text("from")) if part else None


def _cover(root: TomlTable, periods: Mapping[str, Period]) -> CoverSpec:
    part = root.required_section("cover")
    period = part.text("period")
    if not isinstance(periods.get(period), Duration):
        if "period" in part.data:
            part.problem("period", "the name of a duration in [periods]")
        period = ""
    return CoverSpec(
        period, {name: (part.text(name), part.at(name)) for name in part.data if name != "period"}
    )
