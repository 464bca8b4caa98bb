"""The cells of a summary → the facts of the exchange's form that this filer uses (TSE.md A3 to A5).

Nothing is computed here but the scale: a cell of the summary is filed in the contexts that the
table of the form gives its item, nil where the cell is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linetag.filing.quarters import edition_of, quarter_of
from linetag.filing.summary import FORECAST, SECTIONS, SummaryItem, SummarySpec, Wording
from linetag.findings import Finding, finding
from linetag.model import Fact, Period, Report
from linetag.tanshin.form.facts import FormValue, form_fact
from linetag.tanshin.form.headings import chosen
from linetag.tanshin.form.names import FORECASTS, SCHEDULE
from linetag.tanshin.form.period_names import form_code, named_periods
from linetag.tanshin.form.records import Form, FormContext, FormRow, Tanshin, TanshinName, context_of
from linetag.tanshin.form.tables import in_quarter, load
from linetag.tieout.cells import Summary, SummaryCell

_SCHEDULE = dict(
    zip(SCHEDULE, ("first-quarter", "second-quarter", "third-quarter", "year-end", "total"), strict=True)
)
_BOUNDS = {"UpperMember": "upper", "LowerMember": "lower"}
_CODE_LENGTH = 5
_POWERS = {"millions": 6, "percent": -2}

_Place = tuple[str, str, bool]
"""(item, period by its name in the form, whether it is a forecast); words have no period."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A summary, and the form that it fills."""

    tanshin: Tanshin
    form: Form


def fill(summary: Summary, spec: SummarySpec) -> tuple[Filled | None, tuple[Finding, ...]]:
    """The summary as facts; None when its rows name no periods (S605). Findings S650 to S656."""
    if spec.rows.unusable(summary.periods):
        return None, ()
    edition = edition_of(spec, summary.periods)
    quarter = quarter_of(spec, summary.periods)
    form = load(form_code(quarter, edition), edition)
    choices, found = chosen(spec, form)
    markets, market_findings = _markets(spec, form)
    names = named_periods(spec, summary.periods)
    filling = _Filling(quarter, names, _cells(summary, names), choices, markets, _code(spec))
    pairs = tuple(pair for row in form.rows if not row.concept.abstract for pair in filling.facts(row))
    facts = tuple(fact for fact, _ in pairs)
    used = {context_of(fact).period for fact in facts}
    tanshin = Tanshin(
        name=TanshinName(form.code, filling.code, _number(spec, filling.code)),
        periods={name: period for name, period in names.items() if name in used},
        report=Report(facts),
        cells={fact.id: key for fact, key in pairs if key},
    )
    return Filled(tanshin, form), (*found, *market_findings)


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
    rows = {row.element: row for row in form.rows if row.filling.rule == "listing"}
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

    quarter: int
    periods: Mapping[str, Period]
    cells: Mapping[_Place, SummaryCell]
    choices: Mapping[str, SummaryItem]
    markets: frozenset[str]
    code: str

    def facts(self, row: FormRow) -> Iterator[tuple[Fact, str]]:
        """The facts of a row and the keys of their cells, by context; none if this filer does not use it."""
        for pattern in row.filling.contexts:
            context = in_quarter(pattern, self.quarter)
            if row.filling.rule == "listing":
                yield self._fact(row, context, row.element in self.markets), row.filling.key
            elif (place := self._place(row, context)) and place in self.cells:
                bound = next((_BOUNDS[member] for member in context.members if member in _BOUNDS), "")
                cell = self.cells.get((_of_bound(place[0], bound), *place[1:]))
                value = self.code if row.filling.rule == "code" else _value(cell) if cell else None
                yield self._fact(row, context, value), cell.key if cell else ""

    def _place(self, row: FormRow, context: FormContext) -> _Place | None:
        """The cell behind a fact, but for the end of a range."""
        section, _, item = row.filling.key.partition(".")
        if section in ("cover", "notes"):
            return row.filling.key, "", False
        forecast = not FORECASTS.isdisjoint(context.members)
        if row.filling.key == "dividends":
            item = next(_SCHEDULE[member] for member in context.members if member in _SCHEDULE)
        elif section in SECTIONS or section == "forecast":
            growth = item.endswith(".growth")
            choice = self.choices.get(row.element.removeprefix("ChangeIn") if growth else row.element)
            if choice is None:
                return None
            item = f"{choice.key}.growth" if growth else choice.key
            section = section if section == "forecast" else choice.section
        return f"{section}.{item}", context.period, forecast

    def _fact(self, row: FormRow, context: FormContext, value: FormValue) -> Fact:
        decimals = None if value is None else row.figure.decimals
        return form_fact(
            row.element, context, value, row.unit, decimals, code=self.code, periods=self.periods
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
        value = cell.value.scaleb(_POWERS.get(cell.kind, 0))
        return value.quantize(Decimal(1)) if cell.kind == "millions" else value
    return cell.value
