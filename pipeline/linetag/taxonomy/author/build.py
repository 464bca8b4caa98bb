"""The author's tables → the files of the taxonomy package, the same bytes every time.

The core schemas link their labels only. Each statement hangs on an entry point of its own, a
schema that imports the core and links the statement's networks; one more imports them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from linetag.findings import Finding
from linetag.model import Taxonomy
from linetag.taxonomy.author.editions import package_folder
from linetag.taxonomy.author.outline import networks
from linetag.taxonomy.author.tables import (
    AuthoredTaxonomy,
    OutlineStatement,
    Schema,
    Settings,
    read,
    read_settings,
)
from linetag.xbrl.write import WriteTarget, write_taxonomy
from linetag.xbrl.write.package import EntryPoint, PackageMetadata, package_files
from linetag.xbrl.write.schema import type_schema

LANGUAGES = ("en", "ja")


def build_editions(folder: Path) -> tuple[Mapping[Path, Mapping[str, bytes]], tuple[Finding, ...]]:
    """The files of every edition by its package folder; none when a finding is an error.

    `folder` is that of the first edition, with the tables in `source/`.
    """
    settings, found = read_settings(folder / "source")
    if settings is None:
        return {}, found
    files: dict[Path, Mapping[str, bytes]] = {}
    everything = list(found)
    for version in settings.editions:
        own, problems = build(folder / "source", version)
        files[package_folder(folder, settings.editions, version)] = own
        everything.extend(item for item in problems if item not in everything)
    if any(item.severity == "error" for item in everything):
        return {}, tuple(everything)
    return files, tuple(everything)


def build(source: Path, version: str | None = None) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """The files of an edition's package by their name in it; none when a finding is an error."""
    authored, found = read(source, version)
    if authored is None:
        return {}, found
    files, write_found = _files(authored)
    everything = (*found, *write_found)
    if any(item.severity == "error" for item in everything):
        return {}, everything
    return dict(sorted(files.items())), everything


def install(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a package folder; what an earlier build left there is removed."""
    for top in {name.split("/")[0] for name in files}:
        for path in sorted((folder / top).rglob("*"), reverse=True):
            if path.is_file() and path.relative_to(folder).as_posix() not in files:
                path.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _files(source: AuthoredTaxonomy) -> tuple[dict[str, bytes], list[Finding]]:
    settings = source.settings
    concepts = {name: declared.concept for name, declared in source.concepts.items()}
    labels = {name: declared.labels for name, declared in source.concepts.items()}
    core = Taxonomy(concepts, labels)
    parts = [(core, _target(schema, [settings.types], LANGUAGES)) for schema in settings.schemas]
    entries = [_entry(statement.entry, settings) for statement in source.statements]
    for statement, entry in zip(source.statements, entries, strict=True):
        used = {line.name.namespace for line in statement.outline}
        imports = [schema for schema in settings.schemas if schema.namespace in used]
        own = networks(statement.role, statement.outline)
        roles = {statement.role: statement.definitions}
        parts.append((Taxonomy(concepts, labels, own, roles), _target(entry, imports, ())))
    everything = _target(_entry("all", settings), [*settings.schemas, *entries], ())
    parts.append((Taxonomy({}, {}), everything))
    files: dict[str, bytes] = {}
    found: list[Finding] = []
    for taxonomy, target in parts:
        written, problems = write_taxonomy(taxonomy, target)
        files.update(written)
        found.extend(problems)
    types = (source.types[name] for name in sorted(source.types))
    files[settings.types.file] = type_schema(types, _target(settings.types, (), ())).encode()
    dated = {f"{settings.version}/{name}": content for name, content in files.items()}
    return {**dated, **package_files(_metadata(settings, source.statements))}, found


def _target(schema: Schema, imports: Sequence[Schema], languages: tuple[str, ...]) -> WriteTarget:
    return WriteTarget(
        prefix=schema.prefix,
        namespace=schema.namespace,
        stem=schema.file.removesuffix(".xsd"),
        languages=languages,
        imports=tuple((other.namespace, other.file) for other in imports),
        prefixes={other.namespace: other.prefix for other in imports},
    )


def _entry(entry: str, settings: Settings) -> Schema:
    """The schema of an entry point: its namespace holds roles and no concepts."""
    file = f"{settings.stem}-{entry}-{settings.version}.xsd"
    return Schema(entry, f"{settings.identifier}/{entry}", file)


def _metadata(settings: Settings, statements: Sequence[OutlineStatement]) -> PackageMetadata:
    """What the package says of itself; every statement has an entry point."""
    entries = [(settings.everything, "all"), *((one.definitions, one.entry) for one in statements)]
    return PackageMetadata(
        identifier=settings.identifier,
        names=settings.names,
        version=settings.version,
        entry_points=tuple(
            EntryPoint(names, f"{settings.base}{_entry(entry, settings).file}", LANGUAGES)
            for names, entry in entries
        ),
        rewrites=((settings.base, f"../{settings.version}/"),),
        descriptions=settings.descriptions,
        publisher=settings.publisher,
        publisher_url=settings.publisher_url,
        published=settings.version,
    )
