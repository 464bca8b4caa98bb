"""`filing.toml` of a folder with `lines.csv`: what a preparer says of the company, and what is overridden.

[company]
name = "The Buckle, Inc."
id = "0000885245"        # CIK, the code of the Tokyo Stock Exchange, or LEI
prefix = "bke"
web = "buckle.com"       # namespace and roles follow from it

Everything else is derived from the release (`linetag.compose`) and can be overridden.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from linetag.filing.base_taxonomies import BaseChoice, base_choice
from linetag.filing.lines import LineRow
from linetag.filing.records import Exchange, LeftSpec, TieSpec
from linetag.filing.settings import LANGUAGES, STEM, exchange, left, split_section, syntax_place, ties
from linetag.findings import Finding, finding
from linetag.inputs.toml import TomlTable, places
from linetag.model import Entity, Origin
from linetag.taxonomy.declarations import ConceptRow
from linetag.xbrl.write.markup import is_ncname

_WEB = re.compile(r"(?=.{4,100}$)[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)
# What an identifier looks like, the scheme that it belongs to, and how it is written there.
_SCHEMES = (
    (re.compile(r"\d{10}"), "http://www.sec.gov/CIK", "{}"),
    (re.compile(r"\d[0-9A-Z]\d[0-9A-Z]", re.ASCII), "http://www.tse.or.jp/sicc", "{}0"),
    (re.compile(r"\d[0-9A-Z]\d[0-9A-Z]0", re.ASCII), "http://www.tse.or.jp/sicc", "{}"),
    (re.compile(r"[0-9A-Z]{18}\d{2}", re.ASCII), "http://standards.iso.org/iso/17442", "{}"),
)
_IDENTIFIERS = (
    "a CIK of ten digits, a code of the Tokyo Stock Exchange such as 3774, or a legal entity identifier"
)


@dataclass(frozen=True, slots=True)
class Company:
    """Who files: the name, the identifier with its scheme, the prefix of its names, and its web domain."""

    name: str
    entity: Entity
    prefix: str
    web: str
    languages: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class LineDecision:
    """How a preparer settles a contradictory figure, by the address of its line.

    `column` is period and currency ("2012-07-01/2012-09-30 USD"), "" for an amount inside the caption.
    """

    statement: str
    section: tuple[str, ...]
    caption: str
    at: str
    column: str
    concept: str
    printed: str
    file: str
    reason: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """`[document]`: names in place of those that follow from company and balance sheet; "" keeps one.

    `titles` has the titles that are written, by language.
    """

    namespace: str
    stem: str
    titles: Mapping[str, str]
    calculation: Literal["2003", "2023"]


@dataclass(frozen=True, slots=True)
class StatementTitles:
    """`[[statement]]`: titles of a network, by its code (BS, BSP, IS, …) and language."""

    code: str
    titles: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True, slots=True)
class WrittenFiling:
    """What a folder with `lines.csv` says; the release says the rest."""

    name: str
    company: Company
    base: BaseChoice
    document: DocumentNames
    statements: tuple[StatementTitles, ...]
    cover: Mapping[str, tuple[str, Origin]]
    left: tuple[LeftSpec, ...]
    decisions: tuple[LineDecision, ...]
    ties: tuple[TieSpec, ...]
    exchange: Exchange | None
    lines: tuple[LineRow, ...] = ()
    extension: tuple[ConceptRow, ...] = ()


def parse(text: str, path: str, name: str) -> tuple[WrittenFiling | None, tuple[Finding, ...]]:
    """Return what the settings of the folder called `name` say; None when the file is not TOML.

    A value with a defect is a finding at its line (F121 to F123), and a default takes its place.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # RecursionError: tables nested without end
        return None, (finding("F120", syntax_place(str(error), text, path), path=path, why=error),)
    found: list[Finding] = []
    root = TomlTable(data, "", places(text, path), found)
    written = WrittenFiling(
        name=name,
        company=_company(root),
        base=base_choice(root),
        document=_document(root),
        statements=tuple(
            part.record(StatementTitles, titles=_titles(part)) for part in root.sections("statement")
        ),
        cover=_cover(root),
        left=left(root),
        decisions=tuple(_decision(part) for part in root.sections("decision")),
        ties=ties(root),
        exchange=exchange(root),
    )
    root.finish()
    return written, tuple(found)


def _company(root: TomlTable) -> Company:
    part = root.required_section("company")
    prefix, web = part.text("prefix"), part.text("web")
    if "prefix" in part.data and not is_ncname(prefix):
        part.problem("prefix", "a name that XML allows as a prefix, such as a word of letters")
    if "web" in part.data and not _WEB.fullmatch(web):
        part.problem("web", "a domain in small letters, such as buckle.com")
        web = ""
    languages = part.texts("languages", LANGUAGES[:1])
    if not languages or not set(LANGUAGES).issuperset(languages):
        part.problem("languages", 'a list of "en" and "ja", one of them at least')
        languages = LANGUAGES[:1]
    return part.record(
        Company,
        entity=_entity(part),
        prefix=prefix or "own",
        web=web or "company.example",
        languages=languages,
    )


def _document(root: TomlTable) -> DocumentNames:
    part = root.section("document", required=False)
    if part is None:
        return DocumentNames("", "", {}, "2003")
    stem = part.text("stem", "")
    if stem and not STEM.fullmatch(stem):
        part.problem("stem", "a file name of letters, digits, - and .")
        stem = ""
    return part.record(
        DocumentNames,
        namespace=part.uri("namespace") if "namespace" in part.data else "",
        stem=stem,
        titles=_titles(part),
        calculation=part.choice("calculation", ("2003", "2023"), "2003"),
    )


def _titles(part: TomlTable) -> Mapping[str, str]:
    """The titles that are written, by language."""
    return {lang: part.text(f"title_{lang}") for lang in LANGUAGES if f"title_{lang}" in part.data}


def _entity(part: TomlTable) -> Entity:
    written = part.text("id")
    for form, scheme, value in _SCHEMES:
        if form.fullmatch(written):
            return Entity(scheme, value.format(written))
    if "id" in part.data:
        part.problem("id", _IDENTIFIERS)
    return Entity(_SCHEMES[0][1], "0000000000")


def _cover(root: TomlTable) -> Mapping[str, tuple[str, Origin]]:
    part = root.section("cover", required=False)
    if part is None:
        return {}
    return {name: (part.text(name), part.at(name)) for name in part.data}


def _decision(part: TomlTable) -> LineDecision:
    return part.record(
        LineDecision,
        section=split_section(part.text("section", "")),
        at=part.text("at", ""),
        column=part.text("column", ""),
        concept=part.text("concept", ""),
    )
