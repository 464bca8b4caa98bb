"""The author's tables → the files of the taxonomy package, the same bytes every time.

The core schemas link their labels only. Each statement hangs on an entry point of its own, a
schema that imports the core and links the statement's networks; one more imports them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from linetag.findings import Finding
from linetag.model import Report, Taxonomy
from linetag.taxonomy.author.outline import networks
from linetag.taxonomy.author.tables import AuthoredTaxonomy, OutlineStatement, Schema, Settings, read
from linetag.taxonomy.author.types import types_schema
from linetag.taxonomy.package import CATALOG, CATALOG_FILE, META, TP
from linetag.xbrl.write import WriteTarget, write
from linetag.xbrl.write.markup import document, element, opening

LANGUAGES = ("en", "ja")


def build(source: Path) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """The package's files by their name in it; none when a finding is an error."""
    authored, found = read(source)
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
    whole = Taxonomy(concepts, labels)
    files: dict[str, bytes] = {}
    found: list[Finding] = []
    for schema in settings.schemas:
        _add(files, found, whole, _core_target(schema, settings))
    for statement in source.statements:
        own = networks(statement.role, statement.outline)
        roles = {statement.role: statement.definitions}
        used = {line.name.namespace for line in statement.outline}
        imports = [schema for schema in settings.schemas if schema.namespace in used]
        target = _entry_target(statement.entry, imports, settings)
        _add(files, found, Taxonomy(concepts, labels, own, roles), target)
    entries = [_entry(statement.entry, settings) for statement in source.statements]
    everything = _entry_target("all", [*settings.schemas, *entries], settings)
    _add(files, found, Taxonomy({}, {}), everything)
    files[settings.types.file] = types_schema(source.types, settings.types.namespace, settings.types.prefix)
    dated = {f"{settings.version}/{name}": content for name, content in files.items()}
    dated[META] = _package_xml(settings, source.statements)
    dated[CATALOG_FILE] = _catalog_xml(settings)
    return dated, found


def _add(files: dict[str, bytes], found: list[Finding], taxonomy: Taxonomy, target: WriteTarget) -> None:
    """What the writer of filings makes of a taxonomy without facts; the empty instance is not kept."""
    written, problems = write(Report(()), taxonomy, target)
    instance = f"{target.stem}.xml"
    files.update((name, content) for name, content in written.items() if name != instance)
    found.extend(problems)


def _core_target(schema: Schema, settings: Settings) -> WriteTarget:
    return _target(schema, [settings.types], LANGUAGES)


def _entry_target(entry: str, imports: Sequence[Schema], settings: Settings) -> WriteTarget:
    return _target(_entry(entry, settings), imports, ())


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


def _package_xml(settings: Settings, statements: Sequence[OutlineStatement]) -> bytes:
    """Taxonomy Packages 1.0 section 4."""
    body = [element("tp:identifier", text=settings.identifier)]
    body.extend(_translated("tp:name", settings.names))
    body.extend(_translated("tp:description", settings.descriptions))
    body.append(element("tp:version", text=settings.version))
    body.append(element("tp:publisher", text=settings.publisher))
    body.append(element("tp:publisherURL", text=settings.publisher_url))
    body.append(element("tp:publicationDate", text=settings.version))
    body.append("  <tp:entryPoints>")
    body.extend(_entry_point(settings.everything, "all", settings))
    for statement in statements:
        body.extend(_entry_point(statement.definitions, statement.entry, settings))
    body.append("  </tp:entryPoints>")
    head = (("xml:lang", "en"), ("xmlns:tp", TP))
    return document("tp:taxonomyPackage", head, body, None).encode("utf-8")


def _entry_point(names: Mapping[str, str], entry: str, settings: Settings) -> Iterable[str]:
    yield "    <tp:entryPoint>"
    yield from _translated("tp:name", names, depth=3)
    href = f"{settings.base}{_entry(entry, settings).file}"
    yield element("tp:entryPointDocument", (("href", href),), depth=3)
    yield opening("tp:languages", depth=3)
    yield from (element("tp:language", text=language, depth=4) for language in LANGUAGES)
    yield "      </tp:languages>"
    yield "    </tp:entryPoint>"


def _translated(name: str, texts: Mapping[str, str], depth: int = 1) -> Iterator[str]:
    for language, text in texts.items():
        yield element(name, (("xml:lang", language),), text=text, depth=depth)


def _catalog_xml(settings: Settings) -> bytes:
    rewrite = (("uriStartString", settings.base), ("rewritePrefix", f"../{settings.version}/"))
    body = [element("rewriteURI", rewrite)]
    return document("catalog", (("xmlns", CATALOG),), body, None).encode("utf-8")
