"""The contents of a filing folder as frozen records, each with the place where it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linetag.filing.standard_names import FAMILIES, family_of
from linetag.filing.summary import SummarySpec
from linetag.model import Entity, Origin, Period, QName
from linetag.taxonomy.declarations import ConceptRow


@dataclass(frozen=True, slots=True)
class Base:
    """A base taxonomy and the prefix that stands for it in the tables.

    `package` is the name of an embedded package, or the path of a package zip or folder; `schema` is
    the URL of the schema to import. The mapping says `gaap:Assets`; this record says what `gaap` is.
    """

    prefix: str
    package: str
    namespace: str
    schema: str
    origin: Origin

    @property
    def family(self) -> str:
        """The family of its concepts, such as "us-gaap"; "" where the namespace is of none."""
        return family_of(self.namespace)


def base_named(bases: Sequence[Base], prefix: str) -> Base | None:
    """Return the base with this prefix, or else the one of the family that the prefix usually stands for."""
    family = FAMILIES.get(prefix)
    exact = (base for base in bases if base.prefix == prefix)
    usual = (base for base in bases if family and base.family == family)
    return next(exact, None) or next(usual, None)


@dataclass(frozen=True, slots=True)
class StatementSpec:
    """A statement of the filing: its code in the tables, its extended link role, its titles by language.

    A statement with members names its hypercube: `table`, `line_items` and, per axis, the
    domain, which is also the default member.
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
    """The contents of a figure column: the name of a period, and an ISO currency."""

    period: str
    currency: str


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of the release that is tagged.

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
    """A table of the release that is left untagged on purpose, and the reason."""

    heading: tuple[str, ...]
    holds: str
    reason: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class MapRow:
    """A row of the mapping: a line item of the release, and the concepts of its figures.

    `section` is the tail of the row's section path; `lead` are the words before an amount inside the
    caption. The fact is `sign` x the printed figure. `at` picks the start or end of the column's period
    for an instant concept in a flow statement. `members` are (axis, member) pairs.
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
    """A contributor of a total: `child` counts `weight` times in `parent`."""

    statement: str
    parent: str
    child: str
    weight: Decimal
    order: Decimal
    origin: Origin


@dataclass(frozen=True, slots=True)
class Decision:
    """How a preparer settles a contradictory figure: the figure printed, the figure filed, and the reason.

    `column` is the figure column, 0 with `lead` for an amount inside the caption; `concept`
    says which fact is meant when the figure is tagged with two. It acts before facts are made, on a
    figure as printed; `SummaryDecision` acts after them, on a cell that derives from facts.
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
    """The rate of a convenience translation: 1 `to` = `rate` `source`; the release must contain `stated`."""

    source: str
    to: str
    rate: Decimal
    stated: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class TieSpec:
    """An equality that the filer vouches for: the total is the sum of `parts`, divided by `over` if given.

    See `checks.ties` for the terms.
    """

    name: str
    total: str
    parts: tuple[str, ...]
    over: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """`[document]`: the names, languages and titles of what is written, and the arcs of its calculations.

    The extension taxonomy has `prefix` and `namespace`; file names begin with `stem`.
    """

    prefix: str
    namespace: str
    stem: str
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    calculation: Literal["2003", "2023"]


@dataclass(frozen=True, slots=True)
class CoverSpec:
    """`[cover]`: values of document and entity information by concept, each with its place.

    `period` names the duration that they belong to, "" when `[periods]` has none of that name.
    """

    period: str
    values: Mapping[str, tuple[str, Origin]]


@dataclass(frozen=True, slots=True)
class ReleaseSpec:
    """What `filing.toml` says of the release: tables that are tagged or left, and decisions on figures."""

    tables: tuple[TableSpec, ...]
    left: tuple[LeftSpec, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing folder, parsed once: `filing.toml`, `mapping.csv`, `rollup.csv` and `extension.csv`.

    `periods` are named in the settings, and other parts refer to them by name. `name` is the name of the
    folder.
    """

    name: str
    document: DocumentSpec
    entity: Entity
    periods: Mapping[str, Period]
    bases: tuple[Base, ...]
    statements: tuple[StatementSpec, ...]
    cover: CoverSpec
    release: ReleaseSpec
    exchange: Exchange | None
    ties: tuple[TieSpec, ...]
    summary: SummarySpec | None
    mapping: tuple[MapRow, ...] = ()
    rollups: tuple[RollUp, ...] = ()
    extension: tuple[ConceptRow, ...] = ()

    def qname(self, name: str) -> QName:
        """Return the name that the tables write as "gaap:Assets"; an unknown prefix has no namespace."""
        prefix, _, local = name.rpartition(":")
        base = base_named(self.bases, prefix)
        if base is not None:
            return QName(base.namespace, local, base.prefix)
        return QName(self.document.namespace if prefix == self.document.prefix else "", local, prefix)
