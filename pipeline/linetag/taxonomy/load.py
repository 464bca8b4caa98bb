"""A taxonomy package → `Taxonomy`: schemas, what they import, and the linkbases that they link.

References are followed inside the package only; nothing is ever fetched.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from linetag.findings import Finding, finding
from linetag.model import Origin, QName, Taxonomy
from linetag.taxonomy.linkbase import Address, LinkbaseFile, read_linkbase
from linetag.taxonomy.networks import labels_of, networks_of
from linetag.taxonomy.package import Package, open_package
from linetag.taxonomy.schema import SchemaFile, concepts_of, read_schema
from linetag.wording import counted
from linetag.xbrl.hrefs import host, without_fragment
from linetag.xbrl.names import LINK, STANDARD_HOSTS, XS
from linetag.xbrl.xml import parse


def load(package: Path, schema_urls: Sequence[str]) -> tuple[Taxonomy, tuple[Finding, ...]]:
    """Concepts, labels and networks of the schemas and all that they lead to, from a package.

    `package` is a folder or zip. The URL of a core schema gives concepts and the labels that it
    links; the URL of an entry point its networks too. What cannot be read is a finding
    (X750-X759) and the rest is loaded.
    """
    with open_package(package) as (opened, found):
        if opened is None:
            return Taxonomy({}, {}), found
        schemas, linkbases, read_found = _discover(opened, schema_urls)
    taxonomy, unresolved = _compose(schemas, linkbases)
    return taxonomy, (*read_found, *unresolved)


def _discover(
    package: Package, urls: Iterable[str]
) -> tuple[list[SchemaFile], list[LinkbaseFile], list[Finding]]:
    """Read files, breadth first, each once."""
    schemas: list[SchemaFile] = []
    linkbases: list[LinkbaseFile] = []
    found: list[Finding] = []
    asked = dict.fromkeys(without_fragment(url) for url in urls)
    waiting, seen = deque((url, package.path) for url in asked), set(asked)
    while waiting:
        url, referrer = waiting.popleft()
        data = package.fetch(url)
        if data is None:
            found.extend(_absent(url, referrer, package, asked=url in asked))
            continue
        root, problems = parse(data, url)
        found.extend(problems)
        if root is None:
            continue
        references: Iterable[str] = ()
        if root.tag == f"{{{XS}}}schema":
            schemas.append(read_schema(root, url))
            references = schemas[-1].references
        for node in [root] if root.tag == f"{{{LINK}}}linkbase" else root.iter(f"{{{LINK}}}linkbase"):
            linkbases.append(read_linkbase(node, url))
            references = (*references, *linkbases[-1].references)
        for reference in references:
            address = without_fragment(reference)
            if address not in seen:
                seen.add(address)
                waiting.append((address, url))
    return schemas, linkbases, found


def _absent(url: str, referrer: str, package: Package, *, asked: bool) -> Iterable[Finding]:
    if asked:
        yield finding("X756", Origin(package.path, 1, 1), package=package.path, url=url)
    elif host(url) not in STANDARD_HOSTS:
        yield finding("X757", Origin(referrer, 1, 1), package=package.path, url=url)


def _compose(
    schemas: Sequence[SchemaFile], linkbases: Sequence[LinkbaseFile]
) -> tuple[Taxonomy, list[Finding]]:
    concepts = concepts_of(schemas)
    names: dict[Address, QName] = {(c.schema, c.id): name for name, c in concepts.items() if c.id}
    found: list[Finding] = []
    for linkbase in linkbases:
        found.extend(linkbase.findings)
        found.extend(_unresolved(linkbase, names))
    relations = (relation for linkbase in linkbases for relation in linkbase.relations)
    roles = {
        role: {"en": definition} if definition else {}
        for schema in schemas
        for role, definition in schema.roles.items()
    }
    taxonomy = Taxonomy(
        concepts=concepts,
        labels=labels_of(linkbases, names),
        networks=networks_of(relations, names),
        roles=roles,
    )
    return taxonomy, found


def _unresolved(linkbase: LinkbaseFile, names: Mapping[Address, QName]) -> Iterable[Finding]:
    """One finding for all locators of a linkbase that lead to no concept."""
    ends = {end for relation in linkbase.relations for end in (relation.source, relation.target)}
    ends.update(label.source for label in linkbase.labels)
    lost = sorted(end for end in ends if end not in names)
    if lost:
        at = Origin(linkbase.url, 1, 1)
        yield finding(
            "X758",
            at,
            path=linkbase.url,
            count=counted(len(lost), "locator leads", "locators lead"),
            href="#".join(lost[0]),
        )
