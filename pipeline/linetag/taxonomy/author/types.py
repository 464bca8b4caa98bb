"""The item types that a taxonomy adds (`types.csv`): lists of values, and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at
from linetag.model import Origin, QName
from linetag.xbrl.names import XBRLI
from linetag.xbrl.write.markup import is_ncname
from linetag.xbrl.write.schema import ItemType

TYPE_COLUMNS = ("name", "base", "values", "pattern", "documentation_en")
BASES = ("normalizedString", "string", "token")


def item_types(rows: Iterable[TableRow]) -> tuple[Mapping[str, ItemType], tuple[Finding, ...]]:
    """Return the types by their names in tables; "color" has the name "colorItemType" in the schema.

    Values are separated by "|". A row with a defect is left out (X702-X704).
    """
    types: dict[str, ItemType] = {}
    places: dict[str, Origin] = {}
    found: list[Finding] = []
    for row in rows:
        name, origin = row["name"], at(row, "name")
        faults = list(_faults(row))
        if name in places:
            faults.append(finding("X703", origin, related=(places[name],), concept=name))
        found.extend(faults)
        if not faults:
            base = QName(XBRLI, f"{row['base']}ItemType")
            values = tuple(value.strip() for value in row["values"].split("|") if value.strip())
            documentation = row["documentation_en"]
            types[name] = ItemType(f"{name}ItemType", base, documentation, row["pattern"], values)
            places[name] = origin
    return types, tuple(found)


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
