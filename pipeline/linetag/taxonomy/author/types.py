"""Item types of a taxonomy's own (`types.csv`): lists of values and patterns → a types schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow
from linetag.model import Origin
from linetag.taxonomy.declarations import at
from linetag.xbrl.names import SCHEMAS, XBRLI, XS
from linetag.xbrl.write.markup import document, element, is_ncname, opening

TYPE_COLUMNS = ("name", "base", "values", "pattern", "documentation_en")
BASES = ("normalizedString", "string", "token")


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A restriction of an XBRL item type; without values and pattern it only has a name."""

    name: str
    base: str
    values: tuple[str, ...]
    pattern: str
    documentation: str
    origin: Origin

    @property
    def local(self) -> str:
        """The name in the schema."""
        return f"{self.name}ItemType"


def type_rows(rows: Iterable[TableRow]) -> tuple[tuple[TypeRow, ...], tuple[Finding, ...]]:
    """Rows → types; values are separated by "|". A row with a defect is left out."""
    types: dict[str, TypeRow] = {}
    found: list[Finding] = []
    for row in rows:
        faults = list(_faults(row))
        if (first := types.get(row["name"])) is not None:
            faults.append(finding("X703", at(row, "name"), related=(first.origin,), concept=row["name"]))
        found.extend(faults)
        if not faults:
            values = tuple(value.strip() for value in row["values"].split("|") if value.strip())
            types[row["name"]] = TypeRow(
                row["name"], row["base"], values, row["pattern"], row["documentation_en"], at(row, "name")
            )
    return tuple(types.values()), tuple(found)


def _faults(row: TableRow) -> Iterator[Finding]:
    if not is_ncname(row["name"]):
        yield finding("X702", at(row, "name"), name=row["name"])
    if row["base"] not in BASES:
        known = ", ".join(BASES)
        yield finding("X704", at(row, "base"), column="base", value=row["base"], known=known)
    try:
        re.compile(row["pattern"])
    except re.error:
        known = "a pattern of XML Schema"
        yield finding("X704", at(row, "pattern"), column="pattern", value=row["pattern"], known=known)


def types_schema(types: Sequence[TypeRow], namespace: str, prefix: str) -> bytes:
    """The schema that declares the types: XBRL 2.1 section 5.1.1.3."""
    body = [
        element("xs:import", (("namespace", XBRLI), ("schemaLocation", SCHEMAS[XBRLI]))),
        *(line for row in sorted(types, key=lambda row: row.name) for line in _type(row)),
    ]
    head = (
        (f"xmlns:{prefix}", namespace),
        ("xmlns:xbrli", XBRLI),
        ("xmlns:xs", XS),
        ("targetNamespace", namespace),
        ("elementFormDefault", "qualified"),
    )
    return document("xs:schema", head, body, None).encode("utf-8")


def _type(row: TypeRow) -> Iterator[str]:
    yield opening("xs:complexType", (("name", row.local),))
    yield "    <xs:annotation>"
    yield element("xs:documentation", (("xml:lang", "en"),), text=row.documentation, depth=3)
    yield "    </xs:annotation>"
    yield "    <xs:simpleContent>"
    yield opening("xs:restriction", (("base", f"xbrli:{row.base}ItemType"),), depth=3)
    if row.pattern:
        yield element("xs:pattern", (("value", row.pattern),), depth=4)
    for value in row.values:
        yield element("xs:enumeration", (("value", value),), depth=4)
    yield element("xs:attributeGroup", (("ref", "xbrli:nonNumericItemAttrs"),), depth=4)
    yield "      </xs:restriction>"
    yield "    </xs:simpleContent>"
    yield "  </xs:complexType>"
