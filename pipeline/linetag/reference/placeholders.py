"""Placeholder schemas for a base taxonomy that is not at hand, so that Arelle finds the concepts of a report.

Without them Arelle drops every calculation that points into a missing schema. linetag knows these concepts
from the ids in the linkbases and from the facts: that is enough for the sums, and for nothing else.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from xml.sax.saxutils import quoteattr

from linetag.model import Instant, QName
from linetag.taxonomy.beside import ZipsBeside
from linetag.taxonomy.discovery import Discovery
from linetag.taxonomy.files import TaxonomyFiles, TaxonomyPackages
from linetag.taxonomy.linkbase import Address
from linetag.taxonomy.package import open_package
from linetag.xbrl.hrefs import host
from linetag.xbrl.names import STANDARD_HOSTS, SUMMATION_2003, SUMMATION_2023
from linetag.xbrl.read.report import Instance
from linetag.xbrl.read.sources import Source

_TOP = "placeholders"
_PACKAGE = (
    '<taxonomyPackage xmlns="http://xbrl.org/2016/taxonomy-package"><identifier>placeholders</identifier>'
    "</taxonomyPackage>"
)


def placeholder_package(
    source: Source, instance: Instance, packages: Sequence[Path], folder: Path
) -> Path | None:
    """Write a taxonomy package with the schemas that a report lacks into a folder; None if it lacks none."""
    discovery, known = _discovered(source, instance, packages)
    absent = (url for url, one in discovery.absent.items() if not one.linkbase)
    urls = [
        url
        for url in dict.fromkeys((*discovery.names.guessed, *absent))
        if not url.startswith("/") and host(url) not in STANDARD_HOSTS
    ]
    named = {end: name for end, name in known.items() if end[0] in discovery.names.guessed}
    namespaces = {url: discovery.names.namespaces.get(url, "") for url in urls}
    namespaces |= {url: name.namespace for (url, _), name in named.items()}
    schemas = {url: namespaces[url] for url in urls if namespaces[url]}
    if not schemas:
        return None
    target = folder / f"{_TOP}.zip"
    _write(target, schemas, _elements(schemas, named, instance))
    return target


def _discovered(
    source: Source, instance: Instance, packages: Sequence[Path]
) -> tuple[Discovery, Mapping[Address, QName]]:
    """Return the taxonomy of a report as it is found, and the names at the ends of its calculations."""
    with ExitStack() as stack:
        opened = [stack.enter_context(open_package(path))[0] for path in packages]
        given = TaxonomyPackages(tuple(package for package in opened if package is not None))
        beside = ZipsBeside(source.files, source.documents[0])
        summations = frozenset((SUMMATION_2003, SUMMATION_2023))
        discovery = Discovery(TaxonomyFiles(given, source.files, beside), instance.namespaces, summations)
        discovery.follow(instance.references)
        ends = dict.fromkeys(end for file in discovery.linkbases for r in file.relations for end in r[1:3])
        return discovery, discovery.names.of(ends)


def _elements(
    schemas: Mapping[str, str], named: Mapping[Address, QName], instance: Instance
) -> Mapping[str, Sequence[str]]:
    """Return the declarations of each schema: the ends of calculations, and all concepts with facts."""
    kinds = {
        fact.concept: (isinstance(fact.aspects.period, Instant), fact.aspects.unit is not None)
        for fact in instance.facts()
    }
    found: dict[str, list[str]] = defaultdict(list)
    declared: set[QName] = set()
    for (url, fragment), name in named.items():
        if url in schemas and name not in declared:
            declared.add(name)
            found[url].append(_element(name, fragment, *kinds.get(name, (False, True))))
    first: dict[str, str] = {}
    for url, namespace in schemas.items():
        first.setdefault(namespace, url)
    for name, kind in kinds.items():
        if name.namespace in first and name not in declared:
            declared.add(name)
            found[first[name.namespace]].append(_element(name, f"{name.prefix}_{name.local}", *kind))
    return found


def _element(name: QName, id_: str, is_instant: bool, is_figure: bool) -> str:  # noqa: FBT001 - a pair of facts
    kind = "decimal" if is_figure else "string"
    period = "instant" if is_instant else "duration"
    return (
        f'<element name={quoteattr(name.local)} id={quoteattr(id_)} type="xbrli:{kind}ItemType"'
        f' substitutionGroup="xbrli:item" nillable="true" xbrli:periodType="{period}"/>'
    )


def _write(target: Path, schemas: Mapping[str, str], elements: Mapping[str, Sequence[str]]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(f"{_TOP}/META-INF/taxonomyPackage.xml", _PACKAGE)
        archive.writestr(f"{_TOP}/META-INF/catalog.xml", "".join(_catalog(schemas)))
        for number, (url, namespace) in enumerate(schemas.items()):
            archive.writestr(f"{_TOP}/{number}.xsd", _schema(namespace, elements.get(url, ())))


def _catalog(schemas: Mapping[str, str]) -> Iterator[str]:
    yield '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
    for number, url in enumerate(schemas):
        yield f'<rewriteURI uriStartString={quoteattr(url)} rewritePrefix="../{number}.xsd"/>'
    yield "</catalog>"


def _schema(namespace: str, elements: Sequence[str]) -> str:
    return (
        '<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"'
        f' targetNamespace={quoteattr(namespace)} elementFormDefault="qualified">'
        '<import namespace="http://www.xbrl.org/2003/instance"'
        ' schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
        f"{''.join(elements)}</schema>"
    )
