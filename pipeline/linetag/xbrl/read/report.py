"""One report as read, classic or inline: its facts with their aspects, made when asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Decimal, InvalidOperation
from decimal import Context as Arithmetic
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from linetag.findings import Finding, finding
from linetag.model import Aspects, Fact, QName, Unit
from linetag.xbrl.read.contexts import Context, Malformed, Resolve, read_context, read_unit
from linetag.xbrl.read.places import Documents

if TYPE_CHECKING:
    from linetag.xbrl.read.records import Reference, Row, Rows

Unstated = Literal["", "no decimals", "precision 0"]

# In it nothing is rounded.
EXACT = Arithmetic(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
# Decimals beyond these say nothing of any figure; 19 digits of precision are a double's.
_FARTHEST = 99_999


@dataclass(slots=True)
class _Lost:
    """A context or unit that facts name in vain, and the first of these facts."""

    kind: Literal["context", "unit"]
    why: str
    first: Row
    count: int = 0


@dataclass(slots=True)
class Instance:
    """A report: what it refers to, and its facts on demand.

    `references` are its schemas and linkbases, `namespaces` the prefixes it declares. Facts whose
    context or unit is missing or malformed are left out, and `findings` say so afterwards.
    """

    documents: Documents
    references: tuple[Reference, ...]
    namespaces: Mapping[str, str]
    _rows: Rows
    _resolve: Resolve
    _all: tuple[Fact, ...] | None = None
    _walked: bool = False
    _contexts: dict[str, Context | Malformed] = field(default_factory=dict)
    _units: dict[str, Unit | Malformed] = field(default_factory=dict)
    _twice: dict[str, Row] = field(default_factory=dict)
    _lost: dict[tuple[str, str], _Lost] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many facts it has, nil ones and those in tuples among them."""
        self._walk_once()
        return self._rows.totals.facts

    @property
    def has_tuples(self) -> bool:
        """Whether there are tuples, which Calculations 1.1 ignores."""
        self._walk_once()
        return self._rows.totals.tuples > 0

    def _walk_once(self) -> None:
        """Facts are counted on the way; here without making any."""
        if not self._walked:
            deque(self._rows.walk({}), maxlen=0)
            self._walked = True

    @property
    def incompatible(self) -> str:
        """Why it does not follow the Open Information Model, or ""."""
        totals = self._rows.totals
        if totals.fractions:
            return "it has fractions"
        if totals.imprecise:
            return "it has figures of precision 0"
        return (
            "its contexts have segments or scenarios that are not dimensions" if totals.undimensional else ""
        )

    def facts(self, concepts: Iterable[QName] | None = None) -> tuple[Fact, ...]:
        """The facts in document order, all or those of the concepts; the fewer, the cheaper.

        Facts of one contextRef and unitRef share one `Aspects`; equal contexts give equal ones. A
        figure that is no number stands as text.
        """
        if concepts is None:
            if self._all is None:
                self._all = self._facts(None)
                self._rows.release()
            return self._all
        if self._all is not None:
            kept = frozenset(concepts)
            return tuple(fact for fact in self._all if fact.concept in kept)
        return self._facts({f"{{{name.namespace}}}{name.local}": name for name in concepts})

    def _facts(self, wanted: Mapping[str, QName] | None) -> tuple[Fact, ...]:
        rows = list(self._rows.walk(wanted))  # to the end: contexts may stand behind the facts
        self._walked = True
        self._lost.clear()
        aspects: dict[tuple[str, str | None], Aspects | None] = {}
        facts: list[Fact] = []
        ids: set[str] = set()
        for row in rows:
            key = row.context, row.unit
            try:
                found = aspects[key]
            except KeyError:
                found = aspects[key] = self._aspects(row)
            if found is None:
                self._count_lost(row)
                continue
            if row.id in ids:
                self._twice.setdefault(row.id, row)
                row = row._replace(id=f"{row.id}#{len(facts)}")  # noqa: PLW2901 - two facts are two, whatever their ids
            ids.add(row.id)
            facts.append(_fact(row, found))
        return tuple(facts)

    def _aspects(self, row: Row) -> Aspects | None:
        context = self._context(row)
        unit = self._unit(row) if row.unit is not None else None
        if isinstance(context, Malformed) or isinstance(unit, Malformed):
            return None
        return Aspects(context.entity, context.period, unit, context.members, context.typed, context.other)

    def _context(self, row: Row) -> Context | Malformed:
        found = self._contexts.get(row.context)
        if found is None:
            element = self._rows.contexts.get(row.context)
            try:
                found = (
                    read_context(element, self._resolve)
                    if element is not None
                    else Malformed("there is none")
                )
            except Malformed as error:
                found = error
            self._contexts[row.context] = found
        return found

    def _unit(self, row: Row) -> Unit | Malformed:
        name = row.unit or ""
        found = self._units.get(name)
        if found is None:
            element = self._rows.units.get(name)
            try:
                found = (
                    read_unit(element, self._resolve) if element is not None else Malformed("there is none")
                )
            except Malformed as error:
                found = error
            self._units[name] = found
        return found

    def _count_lost(self, row: Row) -> None:
        context = self._contexts[row.context]
        unit = self._units.get(row.unit or "")
        if isinstance(context, Malformed):
            lost = self._lost.setdefault(("context", row.context), _Lost("context", str(context), row))
        else:
            lost = self._lost.setdefault(("unit", row.unit or ""), _Lost("unit", str(unit), row))
        lost.count += 1

    def aspects(self, context: str, unit: str) -> Aspects | None:
        """What a context and a unit stand for, by the ids that facts asked for before refer to."""
        found, measured = self._contexts.get(context), self._units.get(unit)
        if not isinstance(found, Context) or isinstance(measured, Malformed):
            return None
        return Aspects(found.entity, found.period, measured, found.members, found.typed, found.other)

    def located(self, fact: Fact) -> Fact:
        """The fact with its place in the source as its origin; looks it up, so only for what is shown."""
        return self.documents.located(fact)

    def findings(self) -> tuple[Finding, ...]:
        """What stood in the way of the facts that were asked for."""
        found = list(self._rows.findings())
        for name, row in self._twice.items():
            at = self.documents.place(row.document, row.line, "", row.context, row.concept.local)
            found.append(finding("X906", at, name=name))
        for (kind, name), lost in self._lost.items():
            at = self.documents.place(lost.first.document, lost.first.line, lost.first.id, lost.first.context)
            code = "X902" if kind == "context" else "X903"
            found.append(finding(code, at, name=name, why=lost.why, count=lost.count))
        return tuple(found)


def _fact(row: Row, aspects: Aspects) -> Fact:
    name, id_, context, unit, stated, precision, text, document, line, tuples = row
    if unit is None or text is None:
        return Fact(id_, name, aspects, text, None, (), "", context, document, line, tuples)
    value = number(text)
    decimals: int | None = None
    unstated: Unstated = ""
    if value is None:
        return Fact(id_, name, aspects, text, None, (), "", context, document, line, tuples)
    if stated is not None:
        decimals, unstated = _decimals(stated)
    elif precision is not None:
        decimals, unstated = _from_precision(precision, value)
    else:
        unstated = "no decimals"
    return Fact(id_, name, aspects, value, decimals, (), unstated, context, document, line, tuples)


def number(text: str) -> Decimal | None:
    """A finite number of xs:decimal or xs:double, else None (NaN, INF, "1_000", "")."""
    try:
        value = Decimal(text)
    except (InvalidOperation, ValueError):
        return None
    return value if value.is_finite() and text.isascii() and "_" not in text else None


def fraction(numerator: str, denominator: str) -> str:
    """A fraction as text, "1/3": no decimal number stands for it."""
    return "/".join(map(_term, (numerator, denominator)))


def _term(text: str) -> str:
    """A number without superfluous zeros; one with an exponent as it is, which could be endless."""
    value = number(text)
    if value is None or "e" in text.lower():
        return "" if value is None else text.strip()
    return f"{value.normalize(EXACT):f}"


@lru_cache(maxsize=1024)
def _decimals(text: str) -> tuple[int | None, Unstated]:
    """XBRL 2.1 section 4.6.5; what is no integer states nothing."""
    word = text.strip()
    if word == "INF":
        return None, ""
    digits = word[1:] if word[:1] in ("+", "-") else word
    if not (digits.isascii() and digits.isdigit()):
        return None, "no decimals"
    if len(digits.lstrip("0")) > len(str(_FARTHEST)):
        return (_FARTHEST + 1) * (-1 if word[0] == "-" else 1), ""
    return int(word), ""


def _from_precision(text: str, value: Decimal) -> tuple[int | None, Unstated]:
    """XBRL 2.1 section 4.6.6: decimals = precision - floor(log10 |value|) - 1; a zero is exact."""
    precision, unstated = _decimals(text)
    if precision is None or unstated:
        return None, unstated
    if precision <= 0:
        return None, "precision 0"
    return (precision - value.adjusted() - 1, "") if value else (None, "")
