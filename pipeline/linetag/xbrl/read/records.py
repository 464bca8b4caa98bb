"""What the readers of reports hand on: references, and facts as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from lxml import etree

from linetag.findings import Finding
from linetag.model import Origin, QName


class Reference(NamedTuple):
    """A link:schemaRef or link:linkbaseRef; `address` is absolute, `role` that of a linkbaseRef."""

    address: str
    kind: Literal["schema", "linkbase"]
    role: str
    at: Origin


class Row(NamedTuple):
    """A fact as it is written, its attributes as text; a tuple for speed.

    `text` is None for a nil fact.
    """

    concept: QName
    id: str
    context: str
    unit: str | None
    decimals: str | None
    precision: str | None
    text: str | None
    document: int
    line: int
    tuples: tuple[int, ...]


@dataclass(slots=True)
class Totals:
    """How many facts and tuples there are, and what the Open Information Model does not know."""

    facts: int = 0
    tuples: int = 0
    fractions: bool = False
    imprecise: bool = False
    undimensional: bool = False


class Rows(Protocol):
    """Where facts come from: an instance, or one target of a set of inline documents.

    All but `walk` is complete once a walk has ended. `contexts` and `units` are by id.
    """

    totals: Totals

    @property
    def contexts(self) -> Mapping[str, etree._Element]:
        """The context elements."""

    @property
    def units(self) -> Mapping[str, etree._Element]:
        """The unit elements."""

    def walk(self, wanted: Mapping[str, QName] | None) -> Iterator[Row]:
        """The facts in document order; only those of the wanted names (Clark notation) if given."""

    def release(self) -> None:
        """All facts have been made: what was kept for further walks may go."""

    def findings(self) -> tuple[Finding, ...]:
        """What stands in the way of reading."""
