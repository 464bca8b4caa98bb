"""The items of the summary: the defaults of the exchange's form, changed or replaced by `filing.toml`.

`taxonomy/tse/items.csv` holds the default items of each accounting standard. A filing has them all,
unless it says otherwise:

* `[summary.items]` changes a default item, or leaves it out; what it does not name stays as it is:

      "results.net-income" = { label = { en = "Net income attributable to IIJ" } }
      "per-share.diluted-eps" = false

* `[[summary.item]]` lists items in full. A filing that lists any item has those and no defaults.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from linetag import data
from linetag.calc.figures import Kind
from linetag.filing.names import repeated
from linetag.filing.quarters import QUARTERS, edition_of, quarter_of
from linetag.filing.summary import (
    ON_EQUITY,
    PAID,
    PAYOUT,
    SECTIONS,
    SummaryItem,
    SummaryRows,
    SummarySpec,
    Wording,
)
from linetag.findings import finding
from linetag.inputs.toml import TomlTable
from linetag.model import Origin, Period

_KINDS: tuple[Kind, ...] = ("millions", "percent", "per-share", "shares")
_WITH_FORECAST = ("results", "per-share")
_NO_WORDS = Wording("", "")
_STANDARD = "us-gaap"


def items(root: TomlTable, spec: SummarySpec, periods: Mapping[str, Period]) -> tuple[SummaryItem, ...]:
    """Return the items of a summary in the order of the form, or as the filing lists them.

    Findings F121 to F123, and S603 where an item is listed twice.
    """
    standard = root.choice("standard", tuple(dict.fromkeys(r["standard"] for r in _defaults())), _STANDARD)
    if "item" not in root.data:
        usual = _usual(standard, spec, periods, root.at())
        return _changed(root, usual)
    listed = tuple(item for part in root.sections("item") if (item := _listed(part, spec.rows)))
    for key, origin, first in repeated((_name(item), item.origin) for item in listed):
        root.found.append(finding("S603", origin, related=(first,), key=key))
    return listed


def wording(part: TomlTable, key: str, default: Wording = _NO_WORDS) -> Wording:
    """Return words that are the same in both languages, or `{ en = "...", ja = "..." }`.

    The default stands for a language that is left out; without a default both must be there.
    """
    if isinstance(part.data.get(key), str):
        return Wording(part.text(key), part.text(key))
    words = part.section(key, required=default is _NO_WORDS)
    if words is None:
        return default
    found = Wording(words.text("en", default.en or None), words.text("ja", default.ja or None))
    words.finish()
    return found


@cache
def _defaults() -> tuple[Mapping[str, str], ...]:
    return data.table("taxonomy", "tse/items.csv")


def _usual(
    standard: str, spec: SummarySpec, periods: Mapping[str, Period], origin: Origin
) -> tuple[SummaryItem, ...]:
    """The default items of a standard for a quarter, a half year (from 2024 on) or a full year."""
    quarter = quarter_of(spec, periods)
    report = "year" if quarter == QUARTERS else "quarterly"
    if quarter == QUARTERS // 2 and edition_of(spec, periods) == "2024":
        report = "interim"
    return tuple(
        _default(row, report, spec.rows, origin)
        for row in _defaults()
        if row["standard"] == standard and row["report"] in ("", report)
    )


def _default(row: Mapping[str, str], report: str, rows: SummaryRows, origin: Origin) -> SummaryItem:
    section, label_ja = row["section"], row["label_ja"]
    named = {"current": rows.current, "prior": rows.prior, "end": rows.end, "prior-end": rows.prior_end}
    return SummaryItem(
        section=section,
        key=row["key"],
        kind=cast("Kind", row["kind"]) or _usual_kind(section, row["key"], copied=bool(row["concept"])),
        label=Wording(row["label_en"], row.get(f"label_ja_{report}") or label_ja),
        concept=row["concept"],
        quotient=tuple(row["quotient"].split()),
        siblings=tuple(row["siblings"].split()),
        periods=tuple(named[name] for name in row["rows"].split()) or _usual_periods(section, rows),
        forecast=Wording(row["label_en"], label_ja) if row["forecast"] == "yes" else None,
        origin=origin,
    )


def _changed(root: TomlTable, usual: Sequence[SummaryItem]) -> tuple[SummaryItem, ...]:
    """The default items as `[summary.items]` changes them."""
    part = root.section("items", required=False)
    if part is None:
        return tuple(usual)
    found: list[SummaryItem] = []
    for item in usual:
        name = _name(item)
        part.used.add(name)
        if part.data.get(name) is False:
            continue
        changes = part.section(name, required=False)
        found.append(_with(changes, replace(item, origin=part.at(name))) if changes else item)
    part.finish()
    return tuple(found)


def _listed(part: TomlTable, rows: SummaryRows) -> SummaryItem | None:
    section, key = part.choice("section", tuple(SECTIONS), ""), part.text("key")
    if section == "dividends":
        part.choice("key", (PAID, PAYOUT, ON_EQUITY), "")
    item = SummaryItem(
        section=section,
        key=key,
        kind=_usual_kind(section, key, copied="concept" in part.data),
        label=_NO_WORDS,
        periods=_usual_periods(section, rows),
        origin=part.at(),
    )
    read = _with(part, item)
    return read if section else None


def _with(part: TomlTable, item: SummaryItem) -> SummaryItem:
    """The item with what a section says of it; the caption of the forecast follows that of the item."""
    label = wording(part, "label", item.label)
    forecast = item.forecast
    if forecast:
        forecast = Wording(label.en, forecast.ja if label.ja == item.label.ja else label.ja)
    read = replace(
        item,
        kind=cast("Kind", part.choice("kind", _KINDS, item.kind)),
        label=label,
        concept=part.text("concept", item.concept),
        quotient=part.texts("quotient", item.quotient),
        siblings=part.texts("siblings", item.siblings),
        periods=part.texts("periods", item.periods),
        forecast=_forecast(part, forecast),
        element=part.text("element", item.element),
    )
    copied_or_divided = len(read.quotient) in (0, 2) and (read.concept or read.quotient)
    if item.section != "dividends" and not copied_or_divided:
        part.problem("quotient", "two concepts, the numerator and the denominator, or a `concept` instead")
    if read.forecast and item.section not in _WITH_FORECAST:
        part.problem("forecast", 'a caption in the sections "results" and "per-share" only')
    part.finish()
    return read


def _forecast(part: TomlTable, usual: Wording | None) -> Wording | None:
    """The caption among the forecasts; `false` leaves the forecast of a default item out."""
    if "forecast" not in part.data or part.data["forecast"] is False:
        part.used.add("forecast")
        return usual if "forecast" not in part.data else None
    return wording(part, "forecast", usual or _NO_WORDS)


def _usual_kind(section: str, key: str, *, copied: bool) -> Kind:
    """What an item counts: as its section does; a quotient and the dividends are in percent."""
    if section == "dividends":
        return "millions" if key == PAID else "percent"
    return SECTIONS.get(section, "percent") if copied else "percent"


def _usual_periods(section: str, rows: SummaryRows) -> tuple[str, ...]:
    """The rows of an item that does not name its own."""
    if section in ("position", "shares"):
        return rows.end, rows.prior_end
    return rows.current, rows.prior


def _name(item: SummaryItem) -> str:
    return f"{item.section}.{item.key}"
