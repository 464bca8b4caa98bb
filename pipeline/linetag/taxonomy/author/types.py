"""Item types of a taxonomy's own (`types.csv`): lists of values and patterns → a types schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at
from linetag.model import Origin, QName
from linetag.xbrl.names import XBRLI
from linetag.xbrl.write import WriteTarget
from linetag.xbrl.write.markup import is_ncname
from linetag.xbrl.write.schema import ItemType, type_schema

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


def types_schema(types: Sequence[TypeRow], target: WriteTarget) -> bytes:
    """The schema that declares the types, by name."""
    declared = (
        ItemType(row.local, QName(XBRLI, f"{row.base}ItemType"), row.documentation, row.pattern, row.values)
        for row in sorted(types, key=lambda row: row.name)
    )
    return type_schema(declared, target).encode()
