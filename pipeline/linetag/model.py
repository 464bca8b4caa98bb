"""Frozen records that every stage shares; standard library only.

Amounts are `Decimal`. A record never changes after it is made, and whatever was read from a
file knows its place there (`Origin`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple, Self

EXACT = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
"""Arithmetic in which nothing is rounded."""

# --- places and names -------------------------------------------------------------------------


class Part(NamedTuple):
    """A part of a file in which places are counted: a sheet, a page, a table or a paragraph, from 1.

    `name` is that of a sheet. The default is the file itself: places are lines of its text.
    """

    kind: Literal["", "sheet", "page", "table", "paragraph"] = ""
    number: int = 0
    name: str = ""


class Origin(NamedTuple):
    """A place in a source file: line and column are 1-based, `text` is as printed there.

    In a sheet or table, line and column are its row and its cell; on a page they are the line, counted
    from the top, and the character in it.
    """

    path: str
    line: int
    column: int
    text: str = ""
    part: Part = Part()

    def order(self) -> tuple[str, int, int, int]:
        """Return what places of one file are sorted by."""
        return self.part.kind, self.part.number, self.line, self.column


class QName(tuple[str, str]):  # noqa: SLOT001 - a tuple has no room for the prefix in slots
    """A qualified name; the prefix is for people and takes no part in comparison.

    A pair of namespace and local name underneath, since names are compared and hashed all the time.
    """

    prefix: str

    def __new__(cls, namespace: str, local: str, prefix: str = "") -> Self:
        """Of a namespace ("" for none) and a local name."""
        name = super().__new__(cls, (namespace, local))
        name.prefix = prefix
        return name

    @property
    def namespace(self) -> str:
        """The URI, or ""."""
        return self[0]

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self[1]

    def prefixed(self, prefix: str) -> QName:
        """The same name with another prefix."""
        return QName(self[0], self[1], prefix)

    def __getnewargs__(self) -> tuple[str, str, str]:
        return self[0], self[1], self.prefix

    def __repr__(self) -> str:
        return f"QName({self[0]!r}, {self[1]!r}, {self.prefix!r})"

    def __str__(self) -> str:
        return f"{self.prefix}:{self.local}" if self.prefix else self.local


# --- facts ------------------------------------------------------------------------------------


class Instant(NamedTuple):
    """The end of the day `on`."""

    on: date

    @property
    def last_day(self) -> date:
        """The day itself."""
        return self.on


class Duration(NamedTuple):
    """From the start of the day `start` to the end of the day `end`; see also `FOREVER`."""

    start: date
    end: date

    @property
    def last_day(self) -> date:
        """The day at whose end it ends."""
        return self.end

    @property
    def opening(self) -> Instant:
        """The instant at which it starts: the end of the day before, XBRL 2.1 section 4.7.2."""
        return Instant(self.start - timedelta(days=1))


Period = Instant | Duration
# The period without bounds, XBRL 2.1 section 4.7.2.
FOREVER = Duration(date.min, date.max)


class Unit(NamedTuple):
    """A unit of XBRL 2.1 section 4.8: measures multiplied, and those divided by."""

    numerators: tuple[QName, ...]
    denominators: tuple[QName, ...] = ()


class Entity(NamedTuple):
    """An entity identifier, XBRL 2.1 section 4.7.3.1.

    `element` is the element of a context that has it: a pair would equal the `QName` of the same two texts.
    """

    scheme: str
    value: str
    element: Literal["identifier"] = "identifier"


class Aspects(NamedTuple):
    """What identifies a fact, together with its concept. `members` are (axis, member), sorted by axis.

    Context and unit ids exist only in a written file: equal aspects cannot get two contexts.
    A report that was read may also have `typed` dimensions, (axis, content as canonical
    XML) sorted by axis, and `other` content of segment and scenario: "segment <a>..</a>".
    """

    entity: Entity
    period: Period
    unit: Unit | None = None
    members: tuple[tuple[QName, QName], ...] = ()
    typed: tuple[tuple[QName, str], ...] = ()
    other: tuple[str, ...] = ()

    @property
    def is_slice(self) -> bool:
        """Whether these are not of the whole entity, but of a slice such as a segment."""
        return bool(self.members or self.typed or self.other)


class Fact(NamedTuple):
    """A reported value: Decimal for numbers (unscaled, full amount), str otherwise, None = nil.

    `decimals` is XBRL 2.1 section 4.6.5; None means INF or not numeric; one that is inferred from
    a precision (section 4.6.6) stands here as well, and `unstated` says where there is none.
    `origins` are all the cells that print the figure, the one it was taken from first.

    The rest is known of a report that was read: the id of the context, the document of the
    report (from 0) and the line of the element, and the tuples in which the fact stands, from
    the outermost, as numbers that are unique in the report.
    """

    id: str
    concept: QName
    aspects: Aspects
    value: Decimal | str | None
    decimals: int | None = None
    origins: tuple[Origin, ...] = ()
    unstated: Literal["", "no decimals", "precision 0"] = ""
    context: str = ""  # a writer keeps an id that is stated, and derives one otherwise
    document: int = 0
    line: int = 0
    tuples: tuple[int, ...] = ()


class Report(NamedTuple):
    """The facts of a report, in a fixed order; at most one per (concept, aspects) when ours."""

    facts: tuple[Fact, ...]


# --- taxonomy ---------------------------------------------------------------------------------


class Concept(NamedTuple):
    """An item declaration. `schema` is the absolute URL of its schema, `id` its id there."""

    name: QName
    id: str
    schema: str
    type: QName
    period: Literal["instant", "duration"]
    balance: Literal["debit", "credit"] | None = None
    abstract: bool = False
    nillable: bool = True
    substitution: Literal["item", "hypercube", "dimension"] = "item"


class Label(NamedTuple):
    """A label resource: role URI, language and text."""

    role: str
    lang: str
    text: str


class Arc(NamedTuple):
    """A relationship between two concepts; `attributes` are extra ones (xbrldt:closed, ...).

    `path` and `line` are its place in a linkbase, if it was read from one.
    """

    source: QName
    target: QName
    order: Decimal = Decimal(1)
    weight: Decimal | None = None
    preferred_label: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    path: str = ""
    line: int = 0


# The arcroles of calculations: of XBRL 2.1 section 5.2.5.2, and of Calculations 1.1.
SUMMATION_2003 = "http://www.xbrl.org/2003/arcrole/summation-item"
SUMMATION_2023 = "https://xbrl.org/2023/arcrole/summation-item"


class Network(NamedTuple):
    """The arcs of one arcrole in one extended link role."""

    role: str
    arcrole: str
    arcs: tuple[Arc, ...]


class Taxonomy(NamedTuple):
    """Concepts, labels, networks, and the definitions of the roles: URI -> {lang: definition}."""

    concepts: Mapping[QName, Concept]
    labels: Mapping[QName, tuple[Label, ...]]
    networks: tuple[Network, ...] = ()
    roles: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def definitions(self, lang: str = "en") -> Mapping[str, str]:
        """Return the definitions of the roles that have one in the language."""
        return {role: text for role, texts in self.roles.items() if (text := texts.get(lang))}


# --- what was checked -------------------------------------------------------------------------

Mode = Literal["1.0", "1.1", "1.1-truncation"]
Verdict = Literal["consistent", "inconsistent", "unchecked"]
