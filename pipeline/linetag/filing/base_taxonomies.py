"""Which base taxonomies a filing is tagged with: those it names, or an edition of the embedded one.

`[[taxonomy]]` names packages, one table for each prefix. `[taxonomy]` with `edition` chooses an edition of
the embedded taxonomy, with the prefixes "gaap" and "dei". Without either, the date of the balance sheet
chooses. `taxonomy/editions.csv` has the editions.
"""

from __future__ import annotations

from collections.abc import Mapping

from linetag import data
from linetag.filing.records import Base
from linetag.inputs.toml import TomlTable
from linetag.model import Instant, Origin, Period

_KEY = "taxonomy"


def bases(root: TomlTable, periods: Mapping[str, Period]) -> tuple[Base, ...]:
    """Return the base taxonomies that `filing.toml` asks for."""
    if not isinstance(root.data.get(_KEY, {}), Mapping):
        return tuple(
            part.record(Base, namespace=part.uri("namespace"), schema=part.uri("schema"))
            for part in root.sections(_KEY)
        )
    begin_dates = {row["edition"]: row["balance_sheets_from"] for row in _rows()}
    edition = _edition_at(begin_dates, periods)
    part = root.section(_KEY, required=False)
    if part is not None:
        edition = part.choice("edition", tuple(begin_dates), edition)
        part.finish()
    return _embedded(edition, root.at(_KEY))


def _rows() -> tuple[Mapping[str, str], ...]:
    """One row for each schema of each edition, the earlier editions first."""
    return data.table("taxonomy", "editions.csv")


def _edition_at(begin_dates: Mapping[str, str], periods: Mapping[str, Period]) -> str:
    """The edition for the balance sheet, whose date is the latest instant; without one, the first edition.

    An edition serves balance sheets from its date on; the first one has none.
    """
    instants = [period.on for period in periods.values() if isinstance(period, Instant)]
    balance_sheet = max(instants).isoformat() if instants else ""
    return [edition for edition, begin in begin_dates.items() if begin <= balance_sheet][-1]


def _embedded(edition: str, origin: Origin) -> tuple[Base, ...]:
    """The schemas of an edition as base taxonomies, all written at `origin`."""
    return tuple(
        Base(row["prefix"], row["package"], row["namespace"], row["schema"], origin)
        for row in _rows()
        if row["edition"] == edition
    )
