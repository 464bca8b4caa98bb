"""The `[summary]` section of `filing.toml` → a `SummarySpec`, with every defect as a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, cast, get_args

from linetag.calc.figures import Kind, Rounding
from linetag.filing.highlight_settings import highlights
from linetag.filing.summary import (
    COVER,
    NOTES,
    ON_EQUITY,
    OPTIONAL_COVER,
    PAID,
    PAYOUT,
    SECTIONS,
    Edition,
    Split,
    StatedFigure,
    SummaryDecision,
    SummaryItem,
    SummaryRows,
    SummarySpec,
    SummaryTableSpec,
    Wording,
)
from linetag.findings import Finding, finding
from linetag.inputs.tables import plain_number
from linetag.inputs.toml import TomlTable
from linetag.model import Origin

_DASHES = ("-", "―", "－", "—")
_MOST = 10**6
_ROUNDING_WORDS: Mapping[Rounding, str] = {"half-up": "四捨五入", "down": "切捨て"}


class _Places(Mapping[str, Origin]):
    """`at` as the mapping that `TomlTable` reads; what is not written has the place of what holds it."""

    def __init__(self, at: Callable[[str], Origin]) -> None:
        self._at = at

    def __getitem__(self, key: str) -> Origin:
        nowhere = self._at("")
        while key:
            if (place := self._at(key)) != nowhere:
                return place
            key = key.rpartition(".")[0]
        return nowhere

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def parse(
    section: Mapping[str, object], at: Callable[[str], Origin]
) -> tuple[SummarySpec | None, tuple[Finding, ...]]:
    """The specification; None when any part of it cannot be understood.

    `at("summary.cover")` gives the place of a dotted key. Findings F121 to F123 (missing key,
    wrong type, unknown key) and S601 to S604.
    """
    found: list[Finding] = []
    root = TomlTable(section, "summary", _Places(at), found)
    rows = _rows(root)
    rounding = cast("Rounding", root.choice("rounding", tuple(_ROUNDING_WORDS), "half-up"))
    edition = cast('Edition | Literal[""]', root.choice("edition", ("", *get_args(Edition)), ""))
    listed = (_texts(root, "listed"), root.at("listed"))
    specific = _boolean(root, "specific-business") if "specific-business" in section else False
    cover = _cover(root, rounding)
    notes = _notes(root)
    items = tuple(item for part in root.sections("item") if (item := _item(part, rows)))
    stated = _stated(root)
    tables = tuple(_table(part) for part in root.sections("table"))
    decisions = _decisions(root)
    lines = _lines(root)
    split = _split(root)
    tables_in_millions = highlights(root, (*SECTIONS, "forecast", "cover", "notes"))
    _distinct(items, found)
    root.finish()
    if found:
        return None, tuple(found)
    return SummarySpec(
        rows=rows,
        rounding=rounding,
        edition=edition,
        items=items,
        listed=listed,
        specific=specific,
        cover=cover,
        notes=notes,
        lines=lines,
        stated=stated,
        tables=tables,
        decisions=decisions,
        split=split,
        highlights=tables_in_millions,
        origin=root.at(),
    ), ()


def _part(root: TomlTable, key: str) -> TomlTable:
    """A sub-table; when it is missing, which is then reported, one that reports nothing more."""
    return root.section(key) or TomlTable({}, f"summary.{key}", root.places, [])


def _rows(root: TomlTable) -> SummaryRows:
    part = _part(root, "rows")
    rows = SummaryRows(
        current=part.text("current"),
        prior=part.text("prior"),
        end=part.text("end"),
        prior_end=part.text("prior-end"),
        year=part.text("year"),
        prior_year=part.text("prior-year"),
        half=part.text("half", ""),
    )
    part.finish()
    return rows


def _cover(root: TomlTable, rounding: Rounding) -> Mapping[str, Wording | date | bool]:
    part = _part(root, "cover")
    cover: dict[str, Wording | date | bool] = {}
    for key, kind in COVER.items():
        if key not in OPTIONAL_COVER or key in part.data:
            value = _value(part, key, kind)
            if value is not None and not isinstance(value, Decimal):
                cover[key] = value
    words, method = cover.get("rounding"), _ROUNDING_WORDS[rounding]
    if isinstance(words, Wording) and words.ja and method not in words.ja:
        root.found.append(
            finding("S604", part.at("rounding"), words=words.ja, rounding=rounding, expected=method)
        )
    part.finish()
    return cover


def _notes(root: TomlTable) -> Mapping[str, Wording | bool | Decimal]:
    part = _part(root, "notes")
    notes: dict[str, Wording | bool | Decimal] = {}
    for key, kind in NOTES.items():
        value = _value(part, key, kind) if key in part.data else None
        if isinstance(value, Wording | bool | Decimal):
            notes[key] = value
    part.finish()
    return notes


def _value(part: TomlTable, key: str, kind: Kind) -> Wording | date | bool | Decimal | None:
    if kind == "text":
        return _wording(part, key)
    if kind == "count":
        return Decimal(part.integer(key, _MOST))
    return part.date(key) if kind == "date" else _boolean(part, key)


def _wording(part: TomlTable, key: str) -> Wording:
    """Words that are the same in both languages, or `{ en = "...", ja = "..." }`."""
    if isinstance(part.data.get(key), str):
        return Wording(part.text(key), part.text(key))
    words = part.section(key)
    if words is None:
        return Wording("", "")
    wording = Wording(words.text("en"), words.text("ja"))
    words.finish()
    return wording


def _boolean(part: TomlTable, key: str) -> bool:
    part.used.add(key)
    value = part.data.get(key)
    if not isinstance(value, bool):
        part.problem(key, "true or false")
        return False
    return value


def _texts(part: TomlTable, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A list of strings that may be left out."""
    return part.texts(key) if key in part.data else default


def _item(part: TomlTable, rows: SummaryRows) -> SummaryItem | None:
    section = part.choice("section", tuple(SECTIONS), "")
    concept, quotient = part.text("concept", ""), _texts(part, "quotient")
    item = SummaryItem(
        section=section,
        key=part.text("key"),
        kind=_kind(part, section),
        label=_wording(part, "label"),
        concept=concept,
        quotient=quotient,
        siblings=_texts(part, "siblings"),
        periods=_texts(part, "periods", _periods(section, rows)),
        growth=section in ("results", "comprehensive"),
        forecast=_wording(part, "forecast") if "forecast" in part.data else None,
        element=part.text("element", ""),
        origin=part.at(),
    )
    if section == "dividends":
        part.choice("key", (PAID, PAYOUT, ON_EQUITY), "")
    elif len(quotient) not in (0, 2) or not (concept or quotient):
        part.problem("quotient", "two concepts, the numerator and the denominator, or a `concept` instead")
    if item.forecast and section not in ("results", "per-share"):
        part.problem("forecast", 'a caption in the sections "results" and "per-share" only')
    part.finish()
    return item if section else None


def _kind(part: TomlTable, section: str) -> Kind:
    """What an item counts: as its section does, a quotient in percent, unless it says otherwise."""
    usual = SECTIONS.get(section, "percent")
    if section == "dividends":
        usual = "millions" if part.data.get("key") == PAID else "percent"
    elif "concept" not in part.data:
        usual = "percent"
    return cast("Kind", part.choice("kind", ("millions", "percent", "per-share", "shares"), usual))


def _periods(section: str, rows: SummaryRows) -> tuple[str, ...]:
    """The rows of an item that does not name its own."""
    if section in ("position", "shares"):
        return rows.end, rows.prior_end
    return rows.current, rows.prior


def _stated(root: TomlTable) -> Mapping[str, StatedFigure]:
    stated: dict[str, StatedFigure] = {}
    for part in root.sections("stated"):
        reason = _wording(part, "reason")
        for key in part.data:
            if key == "reason":
                continue
            if key in stated:
                part.used.add(key)
                root.found.append(finding("S603", part.at(key), related=(stated[key].origin,), key=key))
                continue
            stated[key] = StatedFigure(_figure(part, key), reason, part.at(key))
        part.finish()
    return stated


def _decisions(root: TomlTable) -> Mapping[str, SummaryDecision]:
    decisions: dict[str, SummaryDecision] = {}
    for part in root.sections("decision"):
        decision = SummaryDecision(
            key=part.text("key"),
            printed=_figure(part, "printed"),
            file=_figure(part, "file"),
            reason=_wording(part, "reason"),
            origin=part.at(),
        )
        if (first := decisions.get(decision.key)) is not None:
            root.found.append(finding("S603", part.at("key"), related=(first.origin,), key=decision.key))
        decisions[decision.key] = decision
        part.finish()
    return decisions


def _figure(part: TomlTable, key: str) -> Decimal | None:
    """A figure written as a string, thousands separated or not; a dash is None."""
    text = part.text(key)
    if not text or text in _DASHES:
        return None
    value = plain_number(text.replace(",", ""))
    if value is None:
        part.found.append(finding("S602", part.at(key), key=key, value=text))
    return value


def _table(part: TomlTable) -> SummaryTableSpec:
    table = SummaryTableSpec(
        section=part.text("section"),
        under=part.text("under"),
        columns=part.texts("columns"),
        rows=part.texts("rows"),
        origin=part.at(),
    )
    part.finish()
    return table


def _lines(root: TomlTable) -> Mapping[str, tuple[str, Origin]]:
    part = root.section("lines", required=False)
    if part is None:
        return {}
    lines = {key: (part.text(key), part.at(key)) for key in part.data}
    part.finish()
    return lines


def _split(root: TomlTable) -> Split | None:
    part = root.section("split", required=False)
    if part is None:
        return None
    effective, ratio = part.date("effective"), part.decimal("ratio")
    part.finish()
    return Split(effective, ratio, part.at()) if effective else None


def _distinct(items: tuple[SummaryItem, ...], found: list[Finding]) -> None:
    seen: dict[tuple[str, str], SummaryItem] = {}
    for item in items:
        first = seen.setdefault((item.section, item.key), item)
        if first is not item:
            key = f"{item.section}.{item.key}"
            found.append(finding("S603", item.origin, related=(first.origin,), key=key))
