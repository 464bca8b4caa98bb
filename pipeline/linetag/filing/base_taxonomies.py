"""Which base taxonomies a filing is tagged with: those it names, or an edition of the embedded one.

`[taxonomy]` names packages by prefix (gaap = "us-gaap-2011.zip"), whose namespaces and schemas are found in
them; dei may be left out where the package of us-gaap has it. `[[taxonomy]]` names packages, too, one table
for each prefix. `[taxonomy]` with `edition` chooses an edition of the embedded taxonomy, with the prefixes
"gaap" and "dei". Without either, the date of the balance sheet chooses. `taxonomy/editions.csv` has the
editions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from linetag import data
from linetag.filing.records import Base
from linetag.filing.standard_names import FAMILIES
from linetag.inputs.toml import TomlTable
from linetag.model import Origin

_KEY, _EDITION = "taxonomy", "edition"
_GAAP = "us-gaap"


class BaseChoice(NamedTuple):
    """What the settings say of the base: packages, or an edition of the embedded taxonomy ("": by date)."""

    named: tuple[Base, ...]
    edition: str
    origin: Origin


def base_choice(root: TomlTable) -> BaseChoice:
    """Return what `filing.toml` says of the base taxonomies."""
    if not isinstance(root.data.get(_KEY, {}), Mapping):
        named = tuple(
            part.record(Base, namespace=part.uri("namespace"), schema=part.uri("schema"))
            for part in root.sections(_KEY)
        )
        return BaseChoice(named, "", root.at(_KEY))
    part = root.section(_KEY, required=False)
    if part is None:
        return BaseChoice((), "", root.at(_KEY))
    part.used.update((*FAMILIES, _EDITION))
    packages = {prefix: _file_name(part, prefix) for prefix in FAMILIES if prefix in part.data}
    families: dict[str, str] = {}
    for prefix in packages:
        if families.setdefault(FAMILIES[prefix], prefix) != prefix:
            part.problem(prefix, f'left out: "{families[FAMILIES[prefix]]}" names a package of this family')
            packages[prefix] = ""
    edition = ""
    if packages and _EDITION in part.data:
        part.problem(_EDITION, "left out: a package is named")
    elif _EDITION in part.data:
        editions = tuple(dict.fromkeys(row[_EDITION] for row in _rows()))
        edition = part.choice(_EDITION, editions, "")
    part.finish()
    named = tuple(Base(prefix, name, "", "", part.at(prefix)) for prefix, name in packages.items() if name)
    return BaseChoice(named, edition, root.at(_KEY))


def _file_name(part: TomlTable, prefix: str) -> str:
    name = part.text(prefix)
    if not name.strip() and part.data[prefix] == name:
        part.problem(prefix, 'the name of a taxonomy package in the folder, such as "us-gaap-2011.zip"')
        return ""
    return name


def bases(choice: BaseChoice, balance_sheet: date | None) -> tuple[Base, ...]:
    """Return the base taxonomies of a filing with a balance sheet of this day.

    Where `[taxonomy]` names a package for dei alone, us-gaap is the embedded one.
    """
    if any(FAMILIES.get(base.prefix) == _GAAP or base.schema for base in choice.named):
        return choice.named
    taken = {FAMILIES[base.prefix] for base in choice.named}
    embedded = _embedded(choice.edition or _edition_at(balance_sheet), choice.origin)
    return (*(base for base in embedded if base.family not in taken), *choice.named)


def _rows() -> tuple[Mapping[str, str], ...]:
    """One row for each schema of each edition, the earlier editions first."""
    return data.table("taxonomy", "editions.csv")


def _edition_at(balance_sheet: date | None) -> str:
    """The edition for the balance sheet of a day; without one, the first edition.

    An edition serves balance sheets from its date on; the first one has none.
    """
    begin_dates = {row["edition"]: row["balance_sheets_from"] for row in _rows()}
    day = balance_sheet.isoformat() if balance_sheet else ""
    return [edition for edition, begin in begin_dates.items() if begin <= day][-1]


def _embedded(edition: str, origin: Origin) -> tuple[Base, ...]:
    """The schemas of an edition as base taxonomies, all written at `origin`."""
    return tuple(
        Base(row["prefix"], row["package"], row["namespace"], row["schema"], origin)
        for row in _rows()
        if row["edition"] == edition
    )
