"""The schema of a taxonomy package that declares the concepts of a family: us-gaap, dei or srt.

The packages of FASB and the SEC have it in `elts/` or beside the other files, under a name with the date of
the edition: us-gaap-2011-01-31.xsd, us-gaap-2025.xsd, dei-2009-01-31.xsd.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.taxonomy.package import TaxonomyPackage, open_package
from linetag.xbrl.names import XS
from linetag.xbrl.xml import parse


class CoreSchema(NamedTuple):
    """The namespace of a family in a package, the address of its schema, and those of its labels."""

    namespace: str
    address: str
    labels: tuple[str, ...]


def core_schema(package: Path, family: str, at: Origin) -> tuple[CoreSchema | None, tuple[Finding, ...]]:
    """Return the schema of a family in a package; the latest, if it has several.

    `at` is the place that names the package. Findings X752 to X755, and F170 where there is none.
    """
    with open_package(package) as (opened, found):
        if opened is None:
            return None, found
        schema = re.compile(rf"(?:.*/)?{family}-\d{{4}}(?:-\d\d-\d\d)?\.xsd")
        named = sorted(
            (name for name in opened.names if schema.fullmatch(name)), key=lambda n: n.rpartition("/")[2]
        )
        for name in reversed(named):
            address = _address(opened, name)
            namespace = _namespace(opened, name)
            if address and namespace:
                return CoreSchema(namespace, address, _labels(opened, name, family)), ()
    return None, (finding("F170", at, package=package.name, family=family),)


def _namespace(package: TaxonomyPackage, name: str) -> str:
    root, _ = parse(package.read(name) or b"", name)
    return root.get("targetNamespace", "") if root is not None and root.tag == f"{{{XS}}}schema" else ""


def _labels(package: TaxonomyPackage, schema: str, family: str) -> tuple[str, ...]:
    """The label linkbases of the same edition by their names, or the schemas that hold or link them.

    FASB calls them us-gaap-lab-2011-01-31.xml, the SEC dei-2025_lab.xsd.
    """
    edition = re.escape(schema.removesuffix(".xsd").rpartition(f"{family}-")[2])
    found = re.compile(rf"(?:.*/)?{family}-(?:lab-{edition}|{edition}_lab)\.(?:xml|xsd)")
    return tuple(
        address for name in package.names if found.fullmatch(name) and (address := _address(package, name))
    )


def _address(package: TaxonomyPackage, name: str) -> str:
    """The URL of a file of the package, as its catalog has it."""
    for start, prefix in package.rewrites:
        if name.startswith(prefix):
            return f"{start}{name[len(prefix) :]}"
    return ""
