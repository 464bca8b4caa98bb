"""What a filing folder says, as frozen records. Each knows the place it was written at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linetag.filing.summary import SummarySpec
from linetag.model import Entity, Origin, Period, QName
from linetag.taxonomy.declarations import ConceptRow


@dataclass(frozen=True, slots=True)
class Base:
    """A base taxonomy behind a prefix of the mapping.

    `package` is the name of an embedded one or the path of a package zip or folder, `schema`
    the URL of the schema to import. The mapping says `gaap:Assets`; this says what `gaap` is.
    """

    prefix: str
    package: str
    namespace: str
    schema: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the filing: its code in the tables, its link role, titles by language.

    A statement with members names its hypercube: `table`, `line_items` and, per axis, the
    domain, which is the default member too.
    """

    code: str
    role: str
    titles: Mapping[str, str]
    root: str
    table: str
    line_items: str
    axes: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """What a figure column holds: a period by name, and an ISO currency."""

    period: str
    currency: str


@dataclass(frozen=True, slots=True)
class TableSpec:
    """Which table of the release is meant, and what it holds.

    The table has every word of `heading` in its heading lines or column headers, and a row
    labelled `holds`. `rows` names the group of mapping rows; amounts count 10**`scale`.
    """

    name: str
    rows: str
    heading: tuple[str, ...]
    holds: str
    columns: tuple[ColumnSpec, ...]
    scale: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class LeftSpec:
    """A table that is left untagged on purpose, and why."""

    heading: tuple[str, ...]
    holds: str
    reason: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class MapRow:
    """One line item: where it stands in the release and which concepts carry it.

    `section` is the tail of the row's section path; `lead` tells an amount inside the caption.
    fact = sign x printed. `at` picks the start or end of the column's period for an instant
    concept in a flow statement. `members` are (axis, member).
    """

    rows: str
    section: tuple[str, ...]
    label: str
    lead: str
    statement: str
    concepts: tuple[str, ...]
    sign: int
    at: Literal["", "start", "end"]
    members: tuple[tuple[str, str], ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class RollUp:
    """A summation: `parent` holds weight x `child`."""

    statement: str
    parent: str
    child: str
    weight: Decimal
    order: Decimal
    origin: Origin


@dataclass(frozen=True, slots=True)
class Decision:
    """How a preparer settles a contradictory figure: what is printed, what is filed, why.

    `column` is the figure column, 0 with `lead` for an amount inside the caption; `concept`
    tells which one when the amount states two.
    """

    table: str
    section: tuple[str, ...]
    label: str
    lead: str
    column: int
    concept: str
    printed: str
    file: str
    reason: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Exchange:
    """The convenience translation: 1 `to` = `rate` `source`; `stated` must occur in the release."""

    source: str
    to: str
    rate: Decimal
    stated: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class TieSpec:
    """An equality the filer vouches for: total = sum of parts, divided by `over` (see checks/ties)."""

    name: str
    total: str
    parts: tuple[str, ...]
    over: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Filing:
    """The folder, parsed once."""

    name: str
    path: str
    prefix: str
    namespace: str
    stem: str
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    calculation: Literal["2003", "2023"]
    entity: Entity
    periods: Mapping[str, Period]
    bases: tuple[Base, ...]
    statements: tuple[Statement, ...]
    tables: tuple[TableSpec, ...]
    left: tuple[LeftSpec, ...]
    cover: Mapping[str, tuple[str, Origin]]
    cover_period: str  # empty when [cover] names none that is there
    exchange: Exchange | None
    decisions: tuple[Decision, ...]
    ties: tuple[TieSpec, ...]
    mapping: tuple[MapRow, ...]
    rollups: tuple[RollUp, ...]
    extension: tuple[ConceptRow, ...]
    summary: SummarySpec | None

    def qname(self, name: str) -> QName:
        """A name of the tables, "gaap:Assets"; an unknown prefix gives an empty namespace."""
        prefix, _, local = name.rpartition(":")
        namespaces = {self.prefix: self.namespace, **{base.prefix: base.namespace for base in self.bases}}
        return QName(namespaces.get(prefix, ""), local, prefix)
