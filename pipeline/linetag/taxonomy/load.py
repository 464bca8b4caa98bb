"""Loading a `Taxonomy`: all that an entry point leads to, or the calculations to which a report refers."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.model import Origin, Taxonomy
from linetag.taxonomy.discovery import Discovery
from linetag.taxonomy.files import TaxonomyFiles, TaxonomyPackages
from linetag.taxonomy.package import open_package
from linetag.wording import counted
from linetag.xbrl.hrefs import host, without_fragment
from linetag.xbrl.names import EDINET_LABELS, STANDARD_HOSTS, SUMMATION_2003, SUMMATION_2023
from linetag.xbrl.read.records import Reference

if TYPE_CHECKING:
    from linetag.taxonomy.linkbase import Address, LinkbaseFile

_SUMMATIONS = frozenset((SUMMATION_2003, SUMMATION_2023))
_MOST_NAMED = 3


# --- from a package, whole ------------------------------------------------------------------------


def load(
    package: Path,
    schema_urls: Sequence[str],
    linkbase_urls: Sequence[str] = (),
    beside: Sequence[Path] = (),
) -> tuple[Taxonomy, tuple[Finding, ...]]:
    """Return concepts, labels and networks of the schemas and all that they lead to in a package.

    `package` is a folder or zip. The URL of a core schema gives concepts and the labels that it
    links; the URL of an entry point its networks too. Linkbases to which none of them leads can be named.
    Packages `beside` have files that this one refers to: us-gaap of FASB needs types of srt. Defects are
    findings (X750-X760), and the rest is loaded.
    """
    with ExitStack() as stack:
        opened, found = stack.enter_context(open_package(package))
        if opened is None:
            return Taxonomy({}, {}), found
        others = (stack.enter_context(open_package(path))[0] for path in beside)
        packages = TaxonomyPackages((opened, *(one for one in others if one is not None)))
        at, files = Origin(opened.path, 1, 1), TaxonomyFiles(packages)
        discovery = Discovery(files, {})
        discovery.follow(Reference(url, "schema", "", at) for url in schema_urls)
        discovery.follow(Reference(url, "linkbase", "", at) for url in linkbase_urls)
        ends = dict.fromkeys(end for file in discovery.linkbases for end in _ends(file))
        names = discovery.names.of(end for end in ends if end[0] not in discovery.absent)
        concepts = dict(discovery.concepts)
        known = {end: name for end, name in names.items() if name in concepts}
        lazy = discovery.taxonomy(known)
        taxonomy = Taxonomy(concepts, dict(lazy.labels), lazy.networks, dict(lazy.roles))
    more = [*discovery.findings, *_absent_in_package(discovery, opened.path, schema_urls), *files.findings()]
    for file in discovery.linkbases:
        more.extend(file.findings)
        more.extend(_unresolved(file, known))
    return taxonomy, tuple(more)


def _absent_in_package(discovery: Discovery, path: str, asked: Sequence[str]) -> Iterator[Finding]:
    for url, (referrer, _) in discovery.absent.items():
        if url in map(without_fragment, asked):
            yield finding("X756", Origin(path, 1, 1), package=path, url=url)
        elif host(url) not in STANDARD_HOSTS:
            yield finding("X757", Origin(referrer, 1, 1), package=path, url=url)


def _unresolved(file: LinkbaseFile, known: Container[Address]) -> Iterator[Finding]:
    """One finding for all locators of a linkbase that lead to no concept."""
    lost = sorted({end for end in _ends(file) if end not in known})
    if lost:
        count = counted(len(lost), "locator leads", "locators lead")
        yield finding("X758", Origin(file.url, 1, 1), path=file.url, count=count, href="#".join(lost[0]))


def _ends(file: LinkbaseFile) -> Iterator[Address]:
    for relation in file.relations:
        yield from relation[1:3]
    yield from (label.source for label in file.labels)


# --- for a report, as far as it is asked for ------------------------------------------------------


def discover(
    references: Sequence[Reference], namespaces: Mapping[str, str], files: TaxonomyFiles
) -> tuple[Taxonomy, tuple[Finding, ...]]:
    """Return the taxonomy to which a report refers, with its summation networks only (X760-X765).

    `namespaces` are the prefixes that the report declares. Files to which only presentation,
    definition, label and reference linkbases refer are not followed. Where a schema is not at hand,
    the names of its concepts are read off the locators. Concepts, labels and definitions of roles are
    read when they are asked for.
    """
    discovery = Discovery(files, namespaces, _SUMMATIONS)
    discovery.follow(references)
    ends = dict.fromkeys(end for file in discovery.linkbases for r in file.relations for end in r[1:3])
    known = discovery.names.of(ends)
    found = [*files.findings(), *(item for file in discovery.linkbases for item in file.findings)]
    found += [*discovery.findings, *_absent_for_report(discovery, references)]
    found += [item for file in discovery.linkbases for item in _unnamed(file, known, files)]
    return discovery.taxonomy(known), tuple(found)


def _absent_for_report(discovery: Discovery, references: Sequence[Reference]) -> Iterator[Finding]:
    """What could not be reached, and what that means for the calculations."""
    asked = {without_fragment(reference.address): reference.at for reference in references}
    start, files, absent = next(iter(asked.values()), None), discovery.files, discovery.absent
    own = [url for url in asked if url in absent and host(url) not in STANDARD_HOSTS]
    if own:
        yield finding("X764", asked[own[0]], paths=_listed(own, files))
    if discovery.names.guessed:
        yield finding("X761", start, paths=_listed(list(discovery.names.guessed), files))
    if sums := [url for url, one in absent.items() if one.linkbase and not _holds_labels(url)]:
        yield finding("X762", start, paths=_listed(sums, files))


def _unnamed(file: LinkbaseFile, known: Container[Address], files: TaxonomyFiles) -> Iterator[Finding]:
    """One finding for all ends of the calculations of a linkbase that lead to no concept."""
    lost = dict.fromkeys(end for relation in file.relations for end in relation[1:3] if end not in known)
    if lost:
        url, fragment = next(iter(lost))
        ends = "end of a calculation relationship leads", "ends of calculation relationships lead"
        at, href = Origin(file.shown, 1, 1), f"{files.shown(url)}#{fragment}"
        yield finding("X763", at, count=counted(len(lost), *ends), href=href)


def _listed(urls: Sequence[str], files: TaxonomyFiles) -> str:
    more = f" and {len(urls) - _MOST_NAMED} more" if len(urls) > _MOST_NAMED else ""
    return ", ".join(map(files.shown, urls[:_MOST_NAMED])) + more


def _holds_labels(url: str) -> bool:
    """Whether a linkbase that is not at hand, and of no stated role, is known to hold labels only."""
    taxonomies, folder = EDINET_LABELS
    return url.startswith(taxonomies) and folder in url
