"""What a form asks for (`Form`) and what a document of it says (`Digest`), in the terms of the 2014 form.

The 2007 form says the same with other names: it is translated where it is read and written, so that
everything between (filling, checking, laying out) knows one form only. "Digest" is the exchange's own
word for the document (earnings digest, the "ed" of its file names).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from linetag.filing.summary import Edition
from linetag.model import Origin, Period

Version = Literal["2014", "2007"]
FormValue = Decimal | str | date | bool | None


@dataclass(frozen=True, slots=True, order=True)
class FormContext:
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


@dataclass(frozen=True, slots=True)
class FormFact:
    """A fact of the form. `element` is a local name of the 2014 taxonomy.

    `value` is what the concept means: yen in full, ratios as fractions (8.3% is 0.083), None for nil.
    `unit` is the id of the unit ("JPY", "Pure", "JPYPerShares", "Shares", "NumberOfCompanies") or "".
    `key` is the cell of the summary behind it, `origin` the place in a document it was read from and
    `id` its id there.
    """

    element: str
    context: FormContext
    value: FormValue
    unit: str = ""
    decimals: int | None = None
    key: str = ""
    origin: Origin | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class DigestName:
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
        return f"tdnet-{self.form}-{self.code}-{self.number}"


@dataclass(frozen=True, slots=True)
class Digest:
    """A summary of either form: its name, what the names of its periods stand for, and its facts in order."""

    name: DigestName
    periods: Mapping[str, Period]
    facts: tuple[FormFact, ...]


@dataclass(frozen=True, slots=True)
class FormRow:
    """One place of a form: a row of a table in `taxonomy/tse/`, in form order.

    An element that stands in two sections has two rows. `label_ja` is what it is called in a document
    of a year, the other two in one of a quarter and of half a year. `axes` are the axes of its section
    with the members that each allows; a fact has one member of every axis. `contexts` are those that a
    filer's document gives the item, "#" in a period standing for the number of the quarter. `format` is
    the transformation of a value that is not nil: of a yes and a no, of a Japanese and a western year.
    `key` is the item of the summary that fills it ("results.revenues"), "" where nothing of ours does,
    `rule` how that item comes about. `editions` are those that have the row; `hidden` rows are not
    shown on the page.
    """

    role: str
    parent: str
    element: str
    label_en: str
    label_ja: str
    label_ja_quarterly: str
    label_ja_interim: str
    type: str
    period: Literal["instant", "duration"]
    balance: Literal["debit", "credit", ""]
    abstract: bool
    axes: tuple[tuple[str, tuple[str, ...]], ...]
    unit: str
    decimals: int | None
    scale: int | None
    format: tuple[str, ...]
    contexts: tuple[FormContext, ...]
    key: str
    rule: str
    editions: tuple[Edition, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the exchange by its code ("qcedussm"), its rows in order."""

    code: str
    rows: tuple[FormRow, ...]

    def places(self, element: str) -> tuple[FormRow, ...]:
        """The rows of an element, one for each section that it stands in."""
        return tuple(row for row in self.rows if row.element == element)
