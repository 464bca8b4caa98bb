"""The base taxonomies that a filing names: embedded ones, or packages of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linetag import data
from linetag.filing.base_taxonomies import FAMILIES
from linetag.filing.records import Base
from linetag.findings import Finding, Words, finding
from linetag.model import Concept, Label, QName, Taxonomy
from linetag.taxonomy.core_schema import core_schema
from linetag.taxonomy.load import load
from linetag.taxonomy.package import write_package_zip


@dataclass(frozen=True, slots=True)
class Bases:
    """All base concepts as one taxonomy, and the packages to write out: file name → content.

    Only embedded packages are written out; other packages belong to their publishers. `named` are the bases
    with their namespaces and schemas. `unlinked` are concepts whose schema leads to no label.
    """

    taxonomy: Taxonomy
    packages: Mapping[str, bytes]
    named: tuple[Base, ...]
    unlinked: frozenset[QName] = frozenset()


def load_bases(named: Sequence[Base], folder: Path) -> tuple[Bases, tuple[Finding, ...]]:
    """Return the base taxonomies that a filing names; paths are relative to its `folder`. Finding F140."""
    found: list[Finding] = []
    wanted: dict[Path, list[Base]] = {}
    beside: dict[str, tuple[str, ...]] = {}
    for base in named:
        package = _package(base, folder)
        if package is None:
            missing = finding("F171", base.origin, package=base.package)
            found.append(_missing(base, base.package) if base.schema else missing)
        elif base.schema:
            wanted.setdefault(package, []).append(base)
        else:
            core, problems = core_schema(package, FAMILIES[base.prefix], base.origin)
            found += problems
            if core is not None:
                its = replace(base, namespace=core.namespace, schema=core.address)
                wanted.setdefault(package, []).append(its)
                beside[core.address] = core.labels
    concepts: dict[QName, Concept] = {}
    labels: dict[QName, tuple[Label, ...]] = {}
    packages: dict[str, bytes] = {}
    unlinked: set[QName] = set()
    for package, bases in wanted.items():
        more = tuple(address for base in bases for address in beside.get(base.schema, ()))
        taxonomy, problems = load(package, tuple(base.schema for base in bases), more)
        found.extend(problems)
        concepts.update(_prefixed(taxonomy.concepts, bases))
        labels.update({name: _plain(its) for name, its in taxonomy.labels.items()})
        if any(base.schema in beside for base in bases):
            unlinked.update(taxonomy.concepts)
        if package.parent == data.folder("taxonomy"):
            name, content = write_package_zip(package)
            packages[name] = content
        known = {name.namespace for name in taxonomy.concepts}
        found.extend(_missing(base, package.name) for base in bases if base.namespace not in known)
    resolved = tuple(base for bases in wanted.values() for base in bases)
    return Bases(Taxonomy(concepts, labels), packages, resolved, frozenset(unlinked)), tuple(found)


def _plain(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Labels whose language is named without its country: "en" for the "en-US" of FASB."""
    return tuple(label._replace(lang=label.lang.partition("-")[0]) for label in labels)


def _package(base: Base, folder: Path) -> Path | None:
    """An embedded package by its name, or a path inside the filing's folder; None for any other."""
    embedded = data.folder("taxonomy") / base.package
    try:
        if embedded.parent == data.folder("taxonomy") and embedded.is_dir():
            return embedded
        own = (folder / base.package).resolve()
        return own if own.is_relative_to(folder.resolve()) and own.exists() else None
    except (OSError, ValueError):  # the name is too long, or holds a NUL
        return None


def _prefixed(concepts: Mapping[QName, Concept], bases: Sequence[Base]) -> Mapping[QName, Concept]:
    """The concepts with the prefixes that the filing gives them, in place of those of the package."""
    prefixes = {base.namespace: base.prefix for base in bases}
    renamed = {}
    for name, concept in concepts.items():
        own = name.prefixed(prefixes.get(name.namespace, name.prefix))
        renamed[own] = concept._replace(name=own)
    return renamed


def _missing(base: Base, package: str) -> Finding:
    values: Words = {"prefix": base.prefix, "namespace": base.namespace, "package": package}
    return finding("F140", base.origin, **values)
