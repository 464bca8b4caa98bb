"""The author's folder (`source/` of a taxonomy) → one frozen record, with every defect as a finding."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at, read_table, read_text
from linetag.inputs.toml import TomlTable, places
from linetag.model import Label, Origin, QName
from linetag.taxonomy.author.editions import EDITION_COLUMNS, belongs, edition_faults
from linetag.taxonomy.author.outline import OUTLINE_COLUMNS, AuthoredLine, Declared, lines
from linetag.taxonomy.author.outline_checks import problems
from linetag.taxonomy.author.types import TYPE_COLUMNS, item_types
from linetag.taxonomy.declarations import CONCEPT_COLUMNS, concept_rows, declare, label_rows
from linetag.xbrl.write.markup import is_ncname
from linetag.xbrl.write.schema import ItemType

STATEMENT_COLUMNS = ("code", "entry", "role", "definition_en", "definition_ja")
DIFFERENCE_COLUMNS = ("name", "what", "theirs", "ours", "reason")


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema of the package: prefix, namespace, file name."""

    prefix: str
    namespace: str
    file: str


@dataclass(frozen=True, slots=True)
class Settings:
    """`package.toml`: names and addresses of one edition. `base` is the URL of the dated folder."""

    identifier: str
    version: str
    editions: tuple[str, ...]
    stem: str
    base: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    everything: Mapping[str, str]
    publisher: str
    publisher_url: str
    types: Schema
    schemas: tuple[Schema, ...]


@dataclass(frozen=True, slots=True)
class OutlineStatement:
    """A statement and its outline; `entry` is the name of its entry point."""

    code: str
    entry: str
    role: str
    definitions: Mapping[str, str]
    outline: tuple[AuthoredLine, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a concept differs from the published US GAAP element of that name, and why."""

    name: QName
    what: str
    reason: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class AuthoredTaxonomy:
    """A taxonomy as its author wrote it."""

    settings: Settings
    types: Mapping[str, ItemType]
    concepts: Mapping[QName, Declared]
    statements: tuple[OutlineStatement, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """The concepts of an edition by the name that tables use, and the names of other editions only."""

    concepts: Mapping[str, Declared]
    elsewhere: AbstractSet[str]


def read(folder: Path, version: str | None = None) -> tuple[AuthoredTaxonomy | None, tuple[Finding, ...]]:
    """Read all tables as one edition has them, by default the first.

    None when `package.toml` does not say what is being made. Places are relative to the folder.
    """
    settings, found = read_settings(folder, version)
    if settings is None:
        return None, found
    type_table, type_problems = read_table(folder / "types.csv", "types.csv", TYPE_COLUMNS)
    types, type_found = item_types(type_table)
    home = settings.types
    names = {name: QName(home.namespace, one.name, home.prefix) for name, one in types.items()}
    known, concept_found = _declared(folder, settings, names)
    known, label_found = _labelled(folder, known)
    statements, statement_found = _statements(folder, settings, known)
    differences, difference_found = _differences(folder, known)
    concepts = {declared.concept.name: declared for declared in known.concepts.values()}
    source = AuthoredTaxonomy(settings, types, concepts, statements, differences)
    found = (*found, *type_problems, *type_found, *concept_found, *label_found, *statement_found)
    return source, (*found, *difference_found)


def _rows(
    folder: Path, pattern: str, columns: Sequence[str]
) -> tuple[Sequence[TableRow], tuple[Finding, ...]]:
    """The rows of every table of a pattern, by file name."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern))
    tables = [read_table(folder / name, name, columns, EDITION_COLUMNS) for name in names]
    rows = [row for own, _ in tables for row in own]
    return rows, tuple(item for _, found in tables for item in found)


def read_settings(folder: Path, version: str | None = None) -> tuple[Settings | None, tuple[Finding, ...]]:
    """Read `package.toml` for an edition, by default the first; "{version}" stands for its version.

    None with a finding when the file has a defect.
    """
    name = "package.toml"
    text, problems_found = read_text(folder / name, name)
    if text is None:
        return None, problems_found
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (finding("X710", Origin(name, 1, 1), path=name, why=str(error)),)
    found: list[Finding] = []
    root = TomlTable(data, "", places(text, name), found)
    editions = root.texts("editions")
    if not editions:
        return None, tuple(found) or (
            finding("X710", root.at("editions"), path=name, why="its editions are an empty list"),
        )
    chosen = editions[0] if version is None else version
    if chosen not in editions:
        return None, (*found, finding("X714", edition=chosen, known=", ".join(editions)))
    parts = {key: root.section(key) for key in ("name", "description", "everything", "publisher", "types")}
    publisher, types = parts["publisher"], parts["types"]
    settings = Settings(
        identifier=_text(root, "identifier", chosen),
        version=chosen,
        editions=editions,
        stem=root.text("stem"),
        base=_text(root, "base", chosen),
        names=_texts(parts["name"]),
        descriptions=_texts(parts["description"]),
        everything=_texts(parts["everything"]),
        publisher=publisher.text("name") if publisher else "",
        publisher_url=publisher.text("url") if publisher else "",
        types=_schema(types, chosen) if types else Schema("", "", ""),
        schemas=tuple(_schema(part, chosen) for part in root.sections("schema")),
    )
    root.finish()
    return (None if found else settings), tuple(found)


def _text(part: TomlTable, key: str, version: str) -> str:
    """The text of a key for an edition."""
    return part.text(key).replace("{version}", version)


def _texts(part: TomlTable | None) -> Mapping[str, str]:
    return {lang: part.text(lang) for lang in ("en", "ja")} if part else {}


def _schema(part: TomlTable, version: str) -> Schema:
    return Schema(part.text("prefix"), _text(part, "namespace", version), _text(part, "file", version))


def _declared(
    folder: Path, settings: Settings, types: Mapping[str, QName]
) -> tuple[_Known, tuple[Finding, ...]]:
    """Every concept of the edition by the name that tables use, such as "gaap:Assets"."""
    table, problems_found = _rows(folder, "concepts/*.csv", ("schema", *CONCEPT_COLUMNS))
    own = [row for row in table if belongs(row, settings.version)]
    rows, row_found = concept_rows(own, types, demanding=True)
    found = [*problems_found, *edition_faults(table, settings.editions), *row_found]
    schemas = {schema.prefix: schema for schema in settings.schemas}
    known: dict[str, Declared] = {}
    for row in rows:
        schema = schemas.get(row.schema)
        if schema is None:
            prefixes = ", ".join(schemas)
            found.append(finding("X704", row.origin, column="schema", value=row.schema, known=prefixes))
            continue
        concept = declare(row, schema.prefix, schema.namespace, schema.file)
        known[f"{schema.prefix}:{row.name}"] = Declared(concept, row.kind, row.texts)
    every = {f"{row['schema']}:{row['name']}" for row in table}
    return _Known(known, every - {f"{row['schema']}:{row['name']}" for row in own}), tuple(found)


def _labelled(folder: Path, known: _Known) -> tuple[_Known, tuple[Finding, ...]]:
    """The concepts with their own labels and those of `labels*.csv`."""
    table, problems_found = _rows(folder, "labels*.csv", ("name", "role", "lang", "text"))
    rows, row_found = label_rows(table)
    names = known.concepts.keys() | known.elsewhere
    unknown = [finding("X722", row.origin, concept=row.concept) for row in rows if row.concept not in names]
    more: dict[str, tuple[Label, ...]] = {}
    for row in rows:
        more[row.concept] = (*more.get(row.concept, ()), row.label)
    labelled = {
        name: replace(one, labels=(*one.labels, *more.get(name, ()))) for name, one in known.concepts.items()
    }
    return _Known(labelled, known.elsewhere), (*problems_found, *row_found, *unknown)


def _statements(
    folder: Path, settings: Settings, known: _Known
) -> tuple[tuple[OutlineStatement, ...], tuple[Finding, ...]]:
    """Each row of `statements*.csv` with its outline; codes, entries and roles are unique."""
    rows, problems_found = _rows(folder, "statements*.csv", STATEMENT_COLUMNS)
    found = [*problems_found, *edition_faults(rows, settings.editions)]
    statements: list[OutlineStatement] = []
    seen: dict[tuple[str, str], Origin] = {}
    for row in rows:
        faults = [finding("X701", at(row, c), column=c) for c in STATEMENT_COLUMNS if not row[c]]
        faults.extend(
            finding("X702", at(row, c), name=row[c])
            for c in ("code", "entry")
            if row[c] and not is_ncname(row[c])
        )
        for column in ("code", "entry", "role"):
            first = seen.setdefault((column, row[column]), row.origin)
            if first is not row.origin:
                faults.append(
                    finding("X711", at(row, column), related=(first,), column=column, value=row[column])
                )
        found.extend(faults)
        if faults or not belongs(row, settings.version):
            continue
        outline, outline_found = _outline(folder, row["code"], settings, known)
        found.extend(outline_found)
        definitions = {lang: row[f"definition_{lang}"] for lang in ("en", "ja")}
        statements.append(
            OutlineStatement(row["code"], row["entry"], row["role"], definitions, outline, row.origin)
        )
    for path in sorted(folder.glob("outlines/*.csv")):
        if ("code", path.stem) not in seen:
            name = path.relative_to(folder).as_posix()
            found.append(finding("X712", Origin(name, 1, 1), path=name, statement=path.stem))
    return tuple(statements), tuple(found)


def _outline(
    folder: Path, code: str, settings: Settings, known: _Known
) -> tuple[tuple[AuthoredLine, ...], tuple[Finding, ...]]:
    """The outline of a statement; a line whose concept is of other editions only is left out."""
    name = f"outlines/{code}.csv"
    table, table_found = read_table(folder / name, name, OUTLINE_COLUMNS, EDITION_COLUMNS)
    left_out = {
        row.origin for row in table if not belongs(row, settings.version) or row["concept"] in known.elsewhere
    }
    outline, line_found = lines(table, known.concepts, left_out)
    faults = edition_faults(table, settings.editions)
    return outline, (*table_found, *faults, *line_found, *problems(outline))


def _differences(folder: Path, known: _Known) -> tuple[tuple[Difference, ...], tuple[Finding, ...]]:
    rows, problems_found = _rows(folder, "differences*.csv", DIFFERENCE_COLUMNS)
    found = list(problems_found)
    differences: list[Difference] = []
    for row in rows:
        empty = [c for c in ("what", "reason") if not row[c]]
        found.extend(finding("X701", at(row, c), column=c) for c in empty)
        if row["name"] not in known.concepts:
            if row["name"] not in known.elsewhere:
                found.append(finding("X722", at(row, "name"), concept=row["name"]))
        elif not empty:
            name = known.concepts[row["name"]].concept.name
            differences.append(Difference(name, row["what"], row["reason"], at(row, "name")))
    return tuple(differences), tuple(found)
