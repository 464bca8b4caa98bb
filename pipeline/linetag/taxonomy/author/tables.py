"""The author's folder (`source/` of a taxonomy) → one frozen record, with every defect as a finding."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at, read_table, read_text
from linetag.inputs.toml import TomlTable, places
from linetag.model import Label, Origin, QName
from linetag.taxonomy.author.outline import OUTLINE_COLUMNS, AuthoredLine, Declared, lines
from linetag.taxonomy.author.outline_checks import problems
from linetag.taxonomy.author.types import TYPE_COLUMNS, item_types
from linetag.taxonomy.declarations import CONCEPT_COLUMNS, ConceptRow, concept_rows, declare, label_rows
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
    tables = _Tables(folder, list(found))
    types, type_found = item_types(tables.rows("types.csv", TYPE_COLUMNS))
    home = settings.types
    names = {name: QName(home.namespace, one.name, home.prefix) for name, one in types.items()}
    rows, concept_found = concept_rows(
        tables.all("concepts/*.csv", ("schema", *CONCEPT_COLUMNS)), names, demanding=True
    )
    tables.found += [*type_found, *concept_found]
    known = _labelled(_declared(rows, settings, tables.found), tables)
    statements = tuple(_statements(tables, known))
    differences = tuple(_differences(tables, known))
    concepts = {declared.concept.name: declared for declared in known.values()}
    source = AuthoredTaxonomy(settings, types, concepts, statements, differences)
    return source, tuple(tables.found)


class _Tables:
    """Reads the tables of one folder and collects what is wrong with them."""

    def __init__(self, folder: Path, found: list[Finding]) -> None:
        self.folder = folder
        self.found = found

    def rows(self, name: str, columns: Sequence[str]) -> tuple[TableRow, ...]:
        rows, found = read_table(self.folder / name, name, columns)
        self.found.extend(found)
        return rows

    def all(self, pattern: str, columns: Sequence[str]) -> list[TableRow]:
        """The rows of every table of a pattern, by file name."""
        names = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern))
        return [row for name in names for row in self.rows(name, columns)]


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


def _declared(rows: Sequence[ConceptRow], settings: Settings, found: list[Finding]) -> dict[str, Declared]:
    """Every concept by the name that tables use, such as "gaap:Assets"."""
    schemas = {schema.prefix: schema for schema in settings.schemas}
    known: dict[str, Declared] = {}
    for row in rows:
        schema = schemas.get(row.schema)
        if schema is None:
            known_schemas = ", ".join(schemas)
            found.append(finding("X704", row.origin, column="schema", value=row.schema, known=known_schemas))
            continue
        concept = declare(row, schema.prefix, schema.namespace, schema.file)
        known[f"{schema.prefix}:{row.name}"] = Declared(concept, row.kind, row.texts)
    return known


def _labelled(known: dict[str, Declared], tables: _Tables) -> dict[str, Declared]:
    """The concepts with their own labels and those of `labels*.csv`."""
    rows, found = label_rows(tables.all("labels*.csv", ("name", "role", "lang", "text")))
    tables.found.extend(found)
    more: dict[str, list[Label]] = {}
    for row in rows:
        if row.concept in known:
            more.setdefault(row.concept, []).append(row.label)
        else:
            tables.found.append(finding("X722", row.origin, concept=row.concept))
    return {
        name: replace(declared, labels=(*declared.labels, *more.get(name, ())))
        for name, declared in known.items()
    }


def _statements(tables: _Tables, known: Mapping[str, Declared]) -> Iterator[OutlineStatement]:
    """Each row of `statements*.csv` with its outline; codes, entries and roles are unique."""
    seen: dict[tuple[str, str], Origin] = {}
    for row in tables.all("statements*.csv", STATEMENT_COLUMNS):
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
        tables.found.extend(faults)
        if faults:
            continue
        outline, found = lines(tables.rows(f"outlines/{row['code']}.csv", OUTLINE_COLUMNS), known)
        tables.found += [*found, *problems(outline)]
        definitions = {lang: row[f"definition_{lang}"] for lang in ("en", "ja")}
        yield OutlineStatement(row["code"], row["entry"], row["role"], definitions, outline, row.origin)
    for path in sorted(tables.folder.glob("outlines/*.csv")):
        if ("code", path.stem) not in seen:
            name = path.relative_to(tables.folder).as_posix()
            tables.found.append(finding("X712", Origin(name, 1, 1), path=name, statement=path.stem))


def _differences(tables: _Tables, known: Mapping[str, Declared]) -> Iterator[Difference]:
    for row in tables.all("differences*.csv", DIFFERENCE_COLUMNS):
        empty = [c for c in ("what", "reason") if not row[c]]
        tables.found.extend(finding("X701", at(row, c), column=c) for c in empty)
        if row["name"] not in known:
            tables.found.append(finding("X722", at(row, "name"), concept=row["name"]))
        elif not empty:
            name = known[row["name"]].concept.name
            yield Difference(name, row["what"], row["reason"], at(row, "name"))
