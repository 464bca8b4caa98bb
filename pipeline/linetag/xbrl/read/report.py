"""One report as read, classic or inline: its facts with their aspects, made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from linetag.findings import Finding, finding
from linetag.model import EXACT, Aspects, Fact, QName, Unit
from linetag.wording import counted
from linetag.xbrl.limits import MAX_DECIMALS, MAX_INVALID
from linetag.xbrl.read.contexts import Context, Malformed, Resolve, is_backward, read_context, read_unit
from linetag.xbrl.read.places import Documents

if TYPE_CHECKING:
    from lxml import etree

    from linetag.xbrl.read.records import AspectIds, FactRow, FactRows, Reference

_Read = TypeVar("_Read", Context, Unit)
Unstated = Literal["", "no decimals", "precision 0"]
_STATED: Unstated = ""
# xs:float and xs:double have these values; monetary items do not, but the type is not always at hand.
_NO_DECIMALS = ("INF", "-INF", "NaN")
# Texts that are no numbers are distinguished by their first characters.
_SHOWN = 400
_OTHERS = None


class _UnusableAspects(NamedTuple):
    """A missing or malformed context or unit, the first fact that refers to it, and its contextRef."""

    why: str
    first: FactRow
    context: str
    facts: int = 0


class _NoNumbers(NamedTuple):
    """The first fact with a unit and a text that is no number, and how many there are."""

    first: FactRow
    facts: int = 0


class Instance:
    """A report: what it refers to, and its facts on demand.

    `references` are its schemas and linkbases, `namespaces` the prefixes it declares. Facts whose
    context or unit is missing or malformed are left out, and `findings` say so afterwards.
    """

    def __init__(
        self,
        documents: Documents,
        references: tuple[Reference, ...],
        namespaces: Mapping[str, str],
        rows: FactRows,
        resolve: Resolve,
    ) -> None:
        """With where its facts come from, and what its names stand for."""
        self.documents = documents
        self.references = references
        self.namespaces = namespaces
        self._rows = rows
        self._resolve = resolve
        self._figures: tuple[Fact, ...] | None = None
        self._all: tuple[Fact, ...] | None = None
        self._contexts: dict[str, Context | Malformed] = {}
        self._units: dict[str, Unit | Malformed] = {}
        self._twice: dict[str, FactRow] = {}
        self._lost: dict[AspectIds, _UnusableAspects] = {}
        self._no_numbers: dict[str | None, _NoNumbers] = {}

    @property
    def count(self) -> int:
        """How many facts it has, nil ones and those in tuples among them."""
        self.figures()
        return self._rows.totals.facts

    @property
    def has_tuples(self) -> bool:
        """Whether there are tuples, which Calculations 1.1 ignores."""
        self.figures()
        return self._rows.totals.tuples > 0

    @property
    def incompatible(self) -> str:
        """Why it does not follow the Open Information Model, or ""."""
        self.figures()
        totals = self._rows.totals
        if totals.fractions:
            return "it has fractions"
        if totals.imprecise:
            return "it has figures of precision 0"
        contexts = map(self._context, self._rows.contexts)
        undimensional = any(isinstance(found, Context) and found.other for found in contexts)
        return "its contexts have segments or scenarios that are not dimensions" if undimensional else ""

    @property
    def without_unit(self) -> Collection[QName]:
        """The concepts of facts without a unit: texts, and figures that lack theirs."""
        self.figures()
        return self._rows.without_unit

    def figures(self) -> tuple[Fact, ...]:
        """The facts that have a unit, in document order: all that calculations are made of.

        Facts of one contextRef and unitRef share one `Aspects`; equal contexts give equal ones. A
        figure that is no number stands as text.
        """
        if self._figures is None and self._all is not None:
            self._figures = tuple(fact for fact in self._all if fact.aspects.unit is not None)
        if self._figures is None:
            self._figures = self._made(texts=False)
        return self._figures

    def facts(self) -> tuple[Fact, ...]:
        """All facts, texts among them, in document order; see `figures`."""
        if self._all is None:
            self._all = self._made(texts=True)
        return self._all

    def _made(self, *, texts: bool) -> tuple[Fact, ...]:
        """The facts of the rows; a million go through this loop."""
        rows = self._rows.rows(texts=texts)
        self._lost.clear()
        self._no_numbers.clear()
        pairs = self._rows.pairs
        known = [(self._aspects(pair) if texts or pair[1] is not None else None, pair[0]) for pair in pairs]
        stated_as: dict[str, tuple[int | None, Unstated]] = {}
        facts: list[Fact] = []
        ids: set[str] = set()
        new = tuple.__new__
        rows.reverse()
        while rows:  # each goes when its fact comes: a million of both would not fit
            row = rows.pop()
            name, id_, pair, stated, precision, text, document, line, path = row
            aspects, context = known[pair]
            if aspects is None:
                self._count_lost(row, pairs[pair])
                continue
            if id_ in ids:
                self._twice.setdefault(id_, row)
                id_ = f"{id_}#{len(facts)}"  # two facts are two, whatever their ids
            ids.add(id_)
            value: Decimal | str | None = text
            decimals, unstated = None, _STATED
            if text is not None and aspects.unit is not None:
                number_ = Decimal(text) if text.isdigit() and text.isascii() else number(text)
                if number_ is not None:
                    value = number_
                    if stated is not None:
                        decimals, unstated = stated_as.get(stated) or stated_as.setdefault(
                            stated, _decimals(stated)
                        )
                    elif precision is not None:
                        decimals, unstated = _from_precision(precision, number_)
                    else:
                        unstated = "no decimals"
                elif text.strip() not in _NO_DECIMALS and "/" not in text:  # fractions are read before
                    self._count_invalid(text[:_SHOWN], row)
            facts.append(
                new(Fact, (id_, name, aspects, value, decimals, (), unstated, context, document, line, path))
            )
        return tuple(facts)

    def _aspects(self, pair: AspectIds) -> Aspects | None:
        return _joined(self._context(pair[0]), None if pair[1] is None else self._unit(pair[1]))

    def _context(self, name: str) -> Context | Malformed:
        return self._read_once(name, self._contexts, self._rows.contexts, read_context)

    def _unit(self, name: str) -> Unit | Malformed:
        return self._read_once(name, self._units, self._rows.units, read_unit)

    def _read_once(
        self,
        name: str,
        known: dict[str, _Read | Malformed],
        elements: Mapping[str, etree._Element],
        read: Callable[[etree._Element, Resolve], _Read],
    ) -> _Read | Malformed:
        """The content of a context or unit by its id, or why there is none."""
        if name not in known:
            element = elements.get(name)
            try:
                known[name] = Malformed("there is none") if element is None else read(element, self._resolve)
            except Malformed as error:
                known[name] = error
        return known[name]

    def _count_lost(self, row: FactRow, pair: AspectIds) -> None:
        """Note a fact without a context or unit, unless it is a text that was not asked for."""
        context, unit = self._context(pair[0]), None if pair[1] is None else self._unit(pair[1])
        fault = context if isinstance(context, Malformed) else unit
        if isinstance(fault, Malformed):
            key = (pair[0], None) if fault is context else ("", pair[1])
            lost = self._lost.get(key) or _UnusableAspects(str(fault), row, pair[0])
            self._lost[key] = lost._replace(facts=lost.facts + 1)

    def _count_invalid(self, text: str, row: FactRow) -> None:
        """Note a text that stands where a number has to be; of many different ones the rest together."""
        key = text if text in self._no_numbers or len(self._no_numbers) < MAX_INVALID else _OTHERS
        known = self._no_numbers.get(key) or _NoNumbers(row)
        self._no_numbers[key] = known._replace(facts=known.facts + 1)

    def aspects(self, context: str, unit: str) -> Aspects | None:
        """What a context and a unit stand for, by the ids that facts asked for before refer to."""
        return _joined(self._contexts.get(context), self._units.get(unit))

    def located(self, fact: Fact) -> Fact:
        """The fact with its place in the source as its origin; looks it up, so only for what is shown."""
        return self.documents.located(fact)

    def findings(self) -> tuple[Finding, ...]:
        """Return the defects of the facts that were asked for."""
        found = list(self._rows.findings())
        for name, (concept, _, pair, *_, document, line, _) in self._twice.items():
            at = self.documents.place(document, line, "", self._rows.pairs[pair][0], concept.local)
            found.append(finding("X906", at, name=name))
        for (context, unit), lost in self._lost.items():
            _, id_, *_, document, line, _ = lost.first
            at = self.documents.place(document, line, id_, lost.context)
            code, name = ("X903", unit) if unit is not None else ("X902", context)
            count = counted(lost.facts, "fact refers", "facts refer")
            found.append(finding(code, at, name=name, why=lost.why, count=count))
        if not self._rows.values_are_judged:
            found.extend(self._invalid_values())
        for name, context_ in self._contexts.items():
            if isinstance(context_, Context) and is_backward(context_.period):
                start, end = map(str, context_.period)
                found.append(finding("X907", self._rows.at(name), name=name, start=start, end=end))
        return tuple(found)

    def _invalid_values(self) -> Iterator[Finding]:
        """Yield one finding for each text that stands where a number has to be."""
        for text, (first, count) in self._no_numbers.items():
            concept, id_, pair, *_, document, line, _ = first
            at = self.documents.place(document, line, id_, self._rows.pairs[pair][0], concept.local)
            what = "other texts" if text is None else f'"{text.strip()}"' if text.strip() else "no text"
            yield finding(
                "X910", at, count=counted(count, "fact has", "facts have"), concept=concept, what=what
            )


def _joined(context: Context | Malformed | None, unit: Unit | Malformed | None) -> Aspects | None:
    """The aspects that a context and a unit give; None if one of them is not usable."""
    if not isinstance(context, Context) or isinstance(unit, Malformed):
        return None
    return Aspects(context.entity, context.period, unit, context.members, context.typed, context.other)


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


def _decimals(text: str) -> tuple[int | None, Unstated]:
    """XBRL 2.1 section 4.6.5; what is no integer states nothing."""
    word = text.strip()
    if word == "INF":
        return None, ""
    digits = word[1:] if word[:1] in ("+", "-") else word
    if not (digits.isascii() and digits.isdigit()):
        return None, "no decimals"
    if len(digits.lstrip("0")) > len(str(MAX_DECIMALS)):
        return (MAX_DECIMALS + 1) * (-1 if word[0] == "-" else 1), ""
    return int(word), ""


def _from_precision(text: str, value: Decimal) -> tuple[int | None, Unstated]:
    """XBRL 2.1 section 4.6.6: decimals = precision - floor(log10 |value|) - 1; a zero is exact."""
    precision, unstated = _decimals(text)
    if precision is None or unstated:
        return None, unstated
    if precision <= 0:
        return None, "precision 0"
    return (precision - value.adjusted() - 1, "") if value else (None, "")
