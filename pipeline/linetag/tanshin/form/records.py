"""What a form of the exchange asks for (`Form`), and a summary in its terms (`Tanshin`).

Everything between reading and writing knows the form of 2014 only: a summary of the 2007 form, which
says the same with other names, is translated where it is read and written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from linetag.filing.summary import Edition
from linetag.model import Concept, Fact, Period, Report
from linetag.xbrl.names import TSE_2014


class FormContext(NamedTuple):
    """A context of the form by its names (TSE.md A4).

    `period` is "CurrentAccumulatedQ2Duration", `members` are local names in the order of the id:
    schedule of dividends, consolidated or not, previous or current, result or forecast.
    """

    period: str
    members: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id that the exchange prescribes: "PriorYearInstant_ConsolidatedMember_ResultMember"."""
        return "_".join((self.period, *self.members))


@cache
def context_named(context_id: str) -> FormContext:
    """The context of an id that the exchange prescribes."""
    period, *members = context_id.split("_")
    return FormContext(period, tuple(members))


def context_of(fact: Fact) -> FormContext:
    """The context of a fact by its names; of a fact of another taxonomy its whole id is the period."""
    return context_named(fact.context) if fact.concept.namespace == TSE_2014 else FormContext(fact.context)


class TanshinName(NamedTuple):
    """What the names of its files say (TSE.md A1): "tse-qcedussm-37740-20121108337740".

    `form` is "qcedussm", `code` the securities code of five digits, `number` the one of fourteen.
    """

    form: str
    code: str
    number: str

    @property
    def prefix(self) -> str:
        """The prefix of the filer's namespace: "tse-qcedussm-37740"."""
        return f"tse-{self.form}-{self.code}"

    @property
    def stem(self) -> str:
        """What the names of the files of the 2014 form begin with."""
        return f"{self.prefix}-{self.number}"

    @property
    def legacy_stem(self) -> str:
        """What the names of the files of the 2007 form begin with."""
        return f"{self.legacy_prefix}-{self.number}"

    @property
    def legacy_prefix(self) -> str:
        """The prefix of the filer's namespace in the 2007 form."""
        return f"tdnet-{self.form}-{self.code}"

    @property
    def namespace(self) -> str:
        """The target namespace of the filer's schema: ".../tdnet/qc/edus/sm/37740/20121108337740"."""
        return f"http://www.xbrl.tdnet.info/jp/tse/tdnet/{self.path}"

    @property
    def path(self) -> str:
        """The end of the filer's namespace in both forms: "qc/edus/sm/37740/20121108337740"."""
        return "/".join((self.form[:2], self.form[2:6], self.form[6:], self.code, self.number))


class Tanshin(NamedTuple):
    """A summary: its name, what the names of its periods stand for, and its facts in order.

    The concepts of the facts are those of the 2014 taxonomy, `Fact.context` is the id that the
    exchange prescribes. Values are what the concepts mean: yen in full, ratios as fractions (8.3% is
    0.083), dates and booleans as XBRL writes them ("2012-11-08", "true"), None for nil. `cells` are
    the keys of the cells of our own summary behind the facts, by fact id.
    """

    name: TanshinName
    periods: Mapping[str, Period]
    report: Report
    cells: Mapping[str, str] = {}

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts in order."""
        return self.report.facts


class FormLabels(NamedTuple):
    """What an element is called: in a document of a year, of a quarter and of half a year."""

    en: str
    ja: str
    ja_quarterly: str
    ja_interim: str


class FigureFormat(NamedTuple):
    """How a value that is not nil is stated and printed.

    `unit` is the id of the unit, "" for words; `scale` the power of ten that a number is printed in
    (millions 6, percent -2); `transformations` are the formats that read it: of a yes and a no, of a
    Japanese and a western year.
    """

    unit: str
    decimals: int | None
    scale: int | None
    transformations: tuple[str, ...]


class RowFilling(NamedTuple):
    """How a filer's document fills a row.

    `contexts` are those that the item stands in, "#" in a period standing for the number of the
    quarter. `key` is the item of the summary that fills it ("results.revenues"), "" where we fill
    nothing, `rule` how that item comes about. `editions` are the editions of the form with this row.
    """

    contexts: tuple[FormContext, ...]
    key: str
    rule: str
    editions: tuple[Edition, ...]


class FormRow(NamedTuple):
    """One place of a form: a row of a table in `taxonomy/tse/`, in form order.

    An element that stands in two sections has two rows. `role` and `parent` say where it stands.
    `axes` are the axes of its section with the members that each allows; a fact has one member of
    every axis. A `hidden` row is not shown on the page.
    """

    role: str
    parent: str
    concept: Concept
    labels: FormLabels
    axes: tuple[tuple[str, tuple[str, ...]], ...]
    figure: FigureFormat
    filling: RowFilling
    hidden: bool

    @property
    def element(self) -> str:
        """The local name of the concept."""
        return self.concept.name.local

    @property
    def unit(self) -> str:
        """The id of the unit of its facts, "" for words."""
        return self.figure.unit

    @property
    def is_table(self) -> bool:
        """Whether the element is the hypercube of its section."""
        return self.concept.substitution == "hypercube"

    def admits(self, members: frozenset[str]) -> bool:
        """Whether a fact of these members stands in this section: one of every axis, and no other."""
        on_axes = [members & set(allowed) for _, allowed in self.axes]
        return all(len(found) == 1 for found in on_axes) and len(members) == len(self.axes)

    def is_of(self, item_type: str) -> bool:
        """Whether its facts have this item type: "booleanItemType"."""
        return self.concept.type.local == item_type


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the exchange by its code ("qcedussm"), its rows in order."""

    code: str
    rows: tuple[FormRow, ...]

    def places(self, element: str) -> tuple[FormRow, ...]:
        """The rows of an element, one for each section that it stands in."""
        return tuple(row for row in self.rows if row.element == element)

    def row_of(self, fact: Fact) -> FormRow | None:
        """The row of a fact: of its element, in the first section whose axes admit its members."""
        members = frozenset(context_of(fact).members)
        return next((row for row in self.places(fact.concept.local) if row.admits(members)), None)

    def sections(self) -> Mapping[str, tuple[FormRow, ...]]:
        """The rows of each section, by its role, in form order."""
        found: dict[str, list[FormRow]] = {}
        for row in self.rows:
            found.setdefault(row.role, []).append(row)
        return {role: tuple(rows) for role, rows in found.items()}
