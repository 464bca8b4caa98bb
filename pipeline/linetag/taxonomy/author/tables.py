"""The author's folder (`source/` of a taxonomy) → one frozen record, with every defect as a finding."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at, read_table, read_text
from linetag.inputs.toml import TomlTable, places
from linetag.model import Label, Origin, QName
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
    """`package.toml`: names and addresses. `base` is the URL of the dated folder."""

    identifier: str
    version: str
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


def read(folder: Path) -> tuple[AuthoredTaxonomy | None, tuple[Finding, ...]]:
    """Read all tables; None when `package.toml` does not say what is being made.

    Places are relative to the folder.
    """
    settings, found = _settings(folder)
    if settings is None:
        return None, found
    type_table, type_problems = read_table(folder / "types.csv", "types.csv", TYPE_COLUMNS)
    types, type_found = item_types(type_table)
    home = settings.types
    names = {name: QName(home.namespace, one.name, home.prefix) for name, one in types.items()}
    known, concept_found = _declared(folder, settings, names)
    known, label_found = _labelled(folder, known)
    statements, statement_found = _statements(folder, known)
    differences, difference_found = _differences(folder, known)
    concepts = {declared.concept.name: declared for declared in known.values()}
    source = AuthoredTaxonomy(settings, types, concepts, statements, differences)
    found = (*found, *type_problems, *type_found, *concept_found, *label_found, *statement_found)
    return source, (*found, *difference_found)


def _rows(
    folder: Path, pattern: str, columns: Sequence[str]
) -> tuple[Sequence[TableRow], tuple[Finding, ...]]:
    """The rows of every table of a pattern, by file name."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern))
    tables = [read_table(folder / name, name, columns) for name in names]
    rows = [row for own, _ in tables for row in own]
    return rows, tuple(item for _, found in tables for item in found)


def _settings(folder: Path) -> tuple[Settings | None, tuple[Finding, ...]]:
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
    parts = {key: root.section(key) for key in ("name", "description", "everything", "publisher", "types")}
    schemas = tuple(_schema(part) for part in root.sections("schema"))
    settings = Settings(
        identifier=root.text("identifier"),
        version=root.text("version"),
        stem=root.text("stem"),
        base=root.text("base"),
        names=_texts(parts["name"]),
        descriptions=_texts(parts["description"]),
        everything=_texts(parts["everything"]),
        publisher=parts["publisher"].text("name") if parts["publisher"] else "",
        publisher_url=parts["publisher"].text("url") if parts["publisher"] else "",
        types=_schema(parts["types"]) if parts["types"] else Schema("", "", ""),
        schemas=schemas,
    )
    root.finish()
    return (None if found else settings), tuple(found)


def _texts(part: TomlTable | None) -> Mapping[str, str]:
    return {lang: part.text(lang) for lang in ("en", "ja")} if part else {}


def _schema(part: TomlTable) -> Schema:
    return Schema(part.text("prefix"), part.text("namespace"), part.text("file"))


def _declared(
    folder: Path, settings: Settings, types: Mapping[str, QName]
) -> tuple[Mapping[str, Declared], tuple[Finding, ...]]:
    """Every concept by the name that tables use, such as "gaap:Assets"."""
    table, problems_found = _rows(folder, "concepts/*.csv", ("schema", *CONCEPT_COLUMNS))
    rows, row_found = concept_rows(table, types, demanding=True)
    found = [*problems_found, *row_found]
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
    return known, tuple(found)


def _labelled(
    folder: Path, known: Mapping[str, Declared]
) -> tuple[Mapping[str, Declared], tuple[Finding, ...]]:
    """The concepts with their own labels and those of `labels*.csv`."""
    table, problems_found = _rows(folder, "labels*.csv", ("name", "role", "lang", "text"))
    rows, row_found = label_rows(table)
    unknown = [finding("X722", row.origin, concept=row.concept) for row in rows if row.concept not in known]
    more: dict[str, tuple[Label, ...]] = {}
    for row in rows:
        more[row.concept] = (*more.get(row.concept, ()), row.label)
    labelled = {name: replace(one, labels=(*one.labels, *more.get(name, ()))) for name, one in known.items()}
    return labelled, (*problems_found, *row_found, *unknown)


def _statements(
    folder: Path, known: Mapping[str, Declared]
) -> tuple[tuple[OutlineStatement, ...], tuple[Finding, ...]]:
    """Each row of `statements*.csv` with its outline; codes, entries and roles are unique."""
    rows, problems_found = _rows(folder, "statements*.csv", STATEMENT_COLUMNS)
    found = list(problems_found)
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
        if faults:
            continue
        name = f"outlines/{row['code']}.csv"
        table, table_found = read_table(folder / name, name, OUTLINE_COLUMNS)
        outline, line_found = lines(table, known)
        found += [*table_found, *line_found, *problems(outline)]
        definitions = {lang: row[f"definition_{lang}"] for lang in ("en", "ja")}
        statements.append(
            OutlineStatement(row["code"], row["entry"], row["role"], definitions, outline, row.origin)
        )
    for path in sorted(folder.glob("outlines/*.csv")):
        if ("code", path.stem) not in seen:
            name = path.relative_to(folder).as_posix()
            found.append(finding("X712", Origin(name, 1, 1), path=name, statement=path.stem))
    return tuple(statements), tuple(found)


def _differences(
    folder: Path, known: Mapping[str, Declared]
) -> tuple[tuple[Difference, ...], tuple[Finding, ...]]:
    rows, problems_found = _rows(folder, "differences*.csv", DIFFERENCE_COLUMNS)
    found = list(problems_found)
    differences: list[Difference] = []
    for row in rows:
        empty = [c for c in ("what", "reason") if not row[c]]
        found.extend(finding("X701", at(row, c), column=c) for c in empty)
        if row["name"] not in known:
            found.append(finding("X722", at(row, "name"), concept=row["name"]))
        elif not empty:
            name = known[row["name"]].concept.name
            differences.append(Difference(name, row["what"], row["reason"], at(row, "name")))
    return tuple(differences), tuple(found)
