"""Records of the readers of reports: references, and facts as they are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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


AspectIds = tuple[str, str | None]
"""A contextRef and a unitRef, as they are written."""

FactRow = tuple[QName, str, int, str | None, str | None, str | None, int, int, tuple[int, ...]]
"""A fact as it is written, a bare tuple for speed: concept, id, the number of its context and unit
(`FactRows.pairs`), decimals, precision, text (None for a nil fact), document, line, tuples."""


class FactCounts:
    """The facts and tuples counted so far, and whether some are unknown to the Open Information Model."""

    __slots__ = ("facts", "fractions", "imprecise", "tuples")

    def __init__(
        self, facts: int = 0, tuples: int = 0, *, fractions: bool = False, imprecise: bool = False
    ) -> None:
        """With nothing counted, unless it is known beforehand."""
        self.facts, self.tuples = facts, tuples
        self.fractions, self.imprecise = fractions, imprecise


class FactRows(Protocol):
    """Where facts come from: an instance, or one target of a set of inline documents.

    All is known once `rows` has been called. `contexts` and `units` are by id, `without_unit` are the
    concepts of facts without a unit.
    """

    totals: FactCounts
    # Whether its own findings say which texts are no numbers.
    values_are_judged: bool

    @property
    def contexts(self) -> Mapping[str, etree._Element]:
        """The context elements."""

    @property
    def units(self) -> Mapping[str, etree._Element]:
        """The unit elements."""

    @property
    def pairs(self) -> Sequence[AspectIds]:
        """What the facts refer to."""

    @property
    def without_unit(self) -> Collection[QName]:
        """The concepts of facts without a unit."""

    def rows(self, *, texts: bool) -> list[FactRow]:
        """The facts that have a unit, or all of them, in document order; the caller may change the list."""

    def at(self, context: str) -> Origin:
        """Where a context stands, by its id."""

    def findings(self) -> tuple[Finding, ...]:
        """The defects found while reading."""
