"""A summary → the document of the exchange's form: every item that this filer uses (TSE.md A3 to A5).

Nothing is computed here but the scale: a cell of the summary is filed in the contexts that the
table of the form gives its item, nil where the cell is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linetag.filing.quarters import edition_of, quarter_of
from linetag.filing.summary import FORECAST, SECTIONS, SummarySpec, Wording
from linetag.findings import Finding, finding
from linetag.model import Period
from linetag.tanshin.form.calendar import form_code, named_periods
from linetag.tanshin.form.headings import Choice, chosen
from linetag.tanshin.form.records import (
    Digest,
    DigestName,
    Form,
    FormContext,
    FormFact,
    FormRow,
    FormValue,
)
from linetag.tanshin.form.tables import in_quarter, load
from linetag.tieout.cells import Summary, SummaryCell

_SCHEDULE = {
    "FirstQuarterMember": "first-quarter",
    "SecondQuarterMember": "second-quarter",
    "ThirdQuarterMember": "third-quarter",
    "YearEndMember": "year-end",
    "AnnualMember": "total",
}
_BOUNDS = {"UpperMember": "upper", "LowerMember": "lower"}
_FORECASTS = {"ForecastMember", *_BOUNDS}
_CODE_LENGTH = 5
_PLACES = {"millions": 6, "percent": -2}

_Place = tuple[str, str, bool]
"""(item, period by its name in the form, whether it is a forecast); words have no period."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The document, and the form that it fills."""

    digest: Digest
    form: Form


def fill(summary: Summary, spec: SummarySpec) -> tuple[Filled | None, tuple[Finding, ...]]:
    """The document of a summary; None when its rows name no periods (S605). Findings S650 to S656."""
    if spec.rows.unusable(summary.periods):
        return None, ()
    edition = edition_of(spec, summary.periods)
    quarter = quarter_of(spec, summary.periods)
    form = load(form_code(quarter, edition), edition)
    choices, found = chosen(spec, form)
    markets, market_findings = _markets(spec, form)
    names = named_periods(spec, summary.periods)
    filling = _Filling(form, quarter, _cells(summary, names), choices, markets, _code(spec))
    facts = tuple(fact for row in form.rows if not row.abstract for fact in filling.facts(row))
    used = {fact.context.period for fact in facts}
    periods = {name: period for name, period in names.items() if name in used}
    name = DigestName(form.code, filling.code, _number(spec, filling.code))
    return Filled(Digest(name, periods, facts), form), (*found, *market_findings)


def _code(spec: SummarySpec) -> str:
    """The securities code of five digits: that of common stock ends in 0."""
    code = spec.cover.get("code")
    text = code.ja.strip() if isinstance(code, Wording) else ""
    return text if len(text) == _CODE_LENGTH else f"{text}0"


def _number(spec: SummarySpec, code: str) -> str:
    """The number of a document that the filer prepares: its day, a 3 and the code (TSE.md A1)."""
    filed = spec.cover.get("filing-date")
    return f"{filed:%Y%m%d}3{code}" if isinstance(filed, date) else ""


def _markets(spec: SummarySpec, form: Form) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """The elements of the cover that are true: the sections listed on, and their exchanges."""
    listed, at = spec.listed
    rows = {row.element: row for row in form.rows if row.rule == "listing"}
    known = ", ".join(rows)
    found = [
        finding("S656", at, market=market or "none", edition=form.code, known=known)
        for market in listed or ("",)
        if market not in rows
    ]
    parents = {rows[market].parent for market in listed if market in rows}
    return frozenset({*listed, *parents} & rows.keys()), tuple(found)


def _cells(summary: Summary, names: Mapping[str, Period]) -> Mapping[_Place, SummaryCell]:
    by_period = {period: name for name, period in names.items()}
    cells: dict[_Place, SummaryCell] = {}
    for cell in summary.cells:
        period = summary.period(cell.period) if cell.period else None
        forecast = cell.section == "forecast" or cell.period.endswith(FORECAST)
        cells[f"{cell.section}.{cell.item}", by_period.get(period, "") if period else "", forecast] = cell
    return cells


@dataclass(frozen=True, slots=True)
class _Filling:
    """What the facts of each row are made from."""

    form: Form
    quarter: int
    cells: Mapping[_Place, SummaryCell]
    choices: Mapping[str, Choice]
    markets: frozenset[str]
    code: str

    def facts(self, row: FormRow) -> Iterator[FormFact]:
        """The facts of a row, in the order of its contexts; none if this filer does not use it."""
        for pattern in row.contexts:
            context = in_quarter(pattern, self.quarter)
            if row.rule == "listing":
                yield FormFact(row.element, context, row.element in self.markets, key=row.key)
            elif (place := self._place(row, context)) and place in self.cells:
                yield self._fact(row, context, place)

    def _place(self, row: FormRow, context: FormContext) -> _Place | None:
        """The cell behind a fact, ranges left aside."""
        section, _, item = row.key.partition(".")
        if section in ("cover", "notes"):
            return row.key, "", False
        forecast = not _FORECASTS.isdisjoint(context.members)
        if row.key == "dividends":
            item = next(_SCHEDULE[member] for member in context.members if member in _SCHEDULE)
        elif section in SECTIONS or section == "forecast":
            growth = item.endswith(".growth")
            choice = self.choices.get(row.element.removeprefix("ChangeIn") if growth else row.element)
            if choice is None:
                return None
            item = f"{choice.item.key}.growth" if growth else choice.item.key
            section = section if section == "forecast" else choice.item.section
        return f"{section}.{item}", context.period, forecast

    def _fact(self, row: FormRow, context: FormContext, place: _Place) -> FormFact:
        bound = next((_BOUNDS[member] for member in context.members if member in _BOUNDS), "")
        cell = self.cells.get((_of_bound(place[0], bound), *place[1:]))
        value = _value(cell) if cell else None
        if row.rule == "code":
            value = self.code
        return FormFact(
            element=row.element,
            context=context,
            value=value,
            unit=row.unit,
            decimals=None if value is None else row.decimals,
            key=cell.key if cell else "",
        )


def _of_bound(item: str, bound: str) -> str:
    """The item of one end of a range: "forecast.revenues.upper.growth" of "forecast.revenues.growth"."""
    if not bound:
        return item
    growth = item.endswith(".growth")
    return f"{item.removesuffix('.growth')}.{bound}{'.growth' if growth else ''}"


def _value(cell: SummaryCell) -> FormValue:
    """What the cell means: yen in full, a percentage as a fraction; words of the form are Japanese."""
    if isinstance(cell.value, Wording):
        return cell.value.ja or None
    if isinstance(cell.value, Decimal):
        value = cell.value.scaleb(_PLACES.get(cell.kind, 0))
        return value.quantize(Decimal(1)) if cell.kind == "millions" else value
    return cell.value
