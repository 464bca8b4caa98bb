"""The base taxonomies that a filing names: embedded ones, or packages of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from linetag import data
from linetag.filing.records import Base
from linetag.filing.standard_names import FAMILIES
from linetag.findings import Finding, Words, finding
from linetag.model import Concept, Label, QName, Taxonomy
from linetag.taxonomy.core_schema import core_schema
from linetag.taxonomy.load import load
from linetag.taxonomy.package import write_package_zip

_GAAP, _DEI = "us-gaap", "dei"


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


class _FoundBase(NamedTuple):
    """A base with the place of its package; `labels` are linkbases to which its schema does not lead.

    `given` is the address that the settings have for its schema, "" where it was found in the package.
    """

    base: Base
    package: Path
    labels: tuple[str, ...]
    given: str


def load_bases(named: Sequence[Base], folder: Path) -> tuple[Bases, tuple[Finding, ...]]:
    """Return the base taxonomies that a filing names; paths are relative to its `folder`.

    Findings F140, F170, F171, and those on packages.
    """
    located, found = _located(named, folder)
    concepts: dict[QName, Concept] = {}
    labels: dict[QName, tuple[Label, ...]] = {}
    packages: dict[str, bytes] = {}
    unlinked: set[QName] = set()
    resolved: list[Base] = []
    paths = tuple(dict.fromkeys(one.package for one in located))
    for package in paths:
        here = [one for one in located if one.package == package]
        addresses, more = [one.base.schema for one in here], [url for one in here for url in one.labels]
        others = [path for path in paths if path != package]
        taxonomy, problems = load(package, addresses, more, others)
        found += problems
        entries = [_at_core_schema(one, taxonomy) for one in here]
        found += [
            _missing(one.base, package.name) for one, entry in zip(here, entries, strict=True) if not entry
        ]
        resolved += [entry for entry in entries if entry]
        concepts.update(_prefixed(taxonomy.concepts, [one.base for one in located]))
        labels.update({name: _without_country(its) for name, its in taxonomy.labels.items()})
        if any(entry and entry.schema != one.given for one, entry in zip(here, entries, strict=True)):
            unlinked.update(taxonomy.concepts)
        if package.parent == data.folder("taxonomy"):
            name, content = write_package_zip(package)
            packages[name] = content
    return Bases(Taxonomy(concepts, labels), packages, tuple(resolved), frozenset(unlinked)), tuple(found)


def _located(named: Sequence[Base], folder: Path) -> tuple[list[_FoundBase], list[Finding]]:
    """The bases whose packages are at hand, with namespaces and schemas; findings F140, F170 and F171.

    Where a package for us-gaap has dei as well and nothing else is named, dei is a base, too.
    """
    found: list[Finding] = []
    located: list[_FoundBase] = []
    for base in named:
        package = _package(base, folder)
        if package is None:
            missing = finding("F171", base.origin, package=base.package)
            found.append(_missing(base, base.package) if base.schema else missing)
        elif base.schema:
            located += _given(base, package)
        else:
            one, problems = _discovered(base, package)
            located += one
            found += problems
    if len(named) == len(located) == 1 and not located[0].given and FAMILIES[named[0].prefix] == _GAAP:
        located += _discovered(replace(named[0], prefix=_DEI), located[0].package)[0]
    return located, found


def _given(base: Base, package: Path) -> tuple[_FoundBase, ...]:
    """A base whose schema the settings give: that of the concepts, or an entry point that leads there."""
    if base.family and package.parent != data.folder("taxonomy"):
        one, _ = _discovered(base, package)
        if one and one[0].base.namespace == base.namespace and one[0].base.schema != base.schema:
            return one
    return (_FoundBase(base, package, (), base.schema),)


def _discovered(base: Base, package: Path) -> tuple[tuple[_FoundBase, ...], tuple[Finding, ...]]:
    core, found = core_schema(package, base.family or FAMILIES[base.prefix], base.origin)
    if core is None:
        return (), found
    known = replace(base, namespace=core.namespace, schema=core.address)
    return (_FoundBase(known, package, core.labels, ""),), found


def _at_core_schema(one: _FoundBase, taxonomy: Taxonomy) -> Base | None:
    """The base with the schema that declares its concepts; None if no schema does.

    The settings may give the schema of an entry point, which leads to that schema but declares nothing.
    """
    base = one.base
    addresses = dict.fromkeys(
        concept.schema for name, concept in taxonomy.concepts.items() if name.namespace == base.namespace
    )
    if base.schema in addresses:
        return base
    return next((replace(base, schema=address) for address in addresses), None)


def _without_country(labels: Sequence[Label]) -> tuple[Label, ...]:
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
