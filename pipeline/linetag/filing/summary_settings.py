"""`[summary]` of `filing.toml` → `SummarySpec`; defects are findings (F121 to F123, S601 to S604)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal, cast, get_args

from linetag.calc.figures import Kind, Rounding
from linetag.filing.highlight_settings import highlights
from linetag.filing.items import items, wording
from linetag.filing.limits import MAX_SUBSIDIARIES
from linetag.filing.names import repeated
from linetag.filing.summary import (
    SECTIONS,
    Edition,
    Split,
    StatedFigure,
    SummaryDecision,
    SummaryRows,
    SummarySpec,
    SummaryTableSpec,
    TextValue,
    Wording,
    texts,
)
from linetag.findings import finding
from linetag.inputs.tables import written_number
from linetag.inputs.toml import TomlTable
from linetag.model import Origin, Period

_DASHES = ("-", "―", "－", "—")
_ROUNDING_WORDS: Mapping[Rounding, str] = {"half-up": "四捨五入", "down": "切捨て"}
# The files of the exchange's form are named after the code, which must not lead out of their folder.
_SECURITIES_CODE = re.compile(" *[0-9A-Z]{4,5} *")


def summary(root: TomlTable, periods: Mapping[str, Period]) -> SummarySpec | None:
    """Return `[summary]` of a filing's settings, or None if there is none or it has a defect."""
    part = root.section("summary", required=False)
    if part is None:
        return None
    before = len(root.found)
    rounding = cast("Rounding", part.choice("rounding", tuple(_ROUNDING_WORDS), "half-up"))
    spec = SummarySpec(
        rows=_rows(part),
        rounding=rounding,
        edition=cast('Edition | Literal[""]', part.choice("edition", ("", *get_args(Edition)), "")),
        items=(),
        listed=(part.texts("listed", ()), part.at("listed")),
        specific=part.boolean("specific-business", default=False),
        cover=_cover(part.required_section("cover"), rounding),
        notes=_texts(part.required_section("notes"), "notes"),
        lines=_lines(part),
        stated=_stated(part),
        tables=tuple(table.record(SummaryTableSpec) for table in part.sections("table")),
        decisions=_decisions(part),
        split=_split(part),
        highlights=highlights(part, (*SECTIONS, "forecast", "cover", "notes")),
        origin=part.at(),
    )
    spec = replace(spec, items=items(part, spec, periods))
    part.finish()
    return None if len(root.found) > before else spec


def _rows(root: TomlTable) -> SummaryRows:
    part = root.required_section("rows")
    return part.record(SummaryRows, half=part.text("half", ""))


def _texts(part: TomlTable, section: str) -> Mapping[str, TextValue]:
    values: dict[str, TextValue] = {}
    for key, kind, required in texts(section):
        if required or key in part.data:
            value = _value(part, key, kind)
            if value is not None:
                values[key] = value
    part.finish()
    return values


def _value(part: TomlTable, key: str, kind: Kind) -> TextValue | None:
    if kind == "text":
        return wording(part, key)
    if kind == "count":
        return Decimal(part.integer(key, MAX_SUBSIDIARIES))
    return part.date(key) if kind == "date" else part.boolean(key)


def _cover(part: TomlTable, rounding: Rounding) -> Mapping[str, TextValue]:
    cover = _texts(part, "cover")
    words, method = cover.get("rounding"), _ROUNDING_WORDS[rounding]
    if isinstance(words, Wording) and words.ja and method not in words.ja:
        found = finding("S604", part.at("rounding"), words=words.ja, rounding=rounding, expected=method)
        part.found.append(found)
    code = cover.get("code")
    given = isinstance(code, Wording) and (code.ja or part.data["code"] == "")
    if given and not _SECURITIES_CODE.fullmatch(cast("Wording", code).ja):
        part.problem("code", "the securities code: four or five digits or capital letters")
    return cover


def _stated(root: TomlTable) -> Mapping[str, StatedFigure]:
    stated: dict[str, StatedFigure] = {}
    for part in root.sections("stated"):
        reason = wording(part, "reason")
        for key in part.data:
            if key in stated:
                root.found.append(finding("S603", part.at(key), related=(stated[key].origin,), key=key))
            elif key != "reason":
                stated[key] = StatedFigure(_figure(part, key), reason, part.at(key))
    return stated


def _decisions(root: TomlTable) -> Mapping[str, SummaryDecision]:
    decisions: dict[Origin, SummaryDecision] = {}
    for part in root.sections("decision"):
        printed, filed, reason = _figure(part, "printed"), _figure(part, "file"), wording(part, "reason")
        decision = part.record(SummaryDecision, printed=printed, file=filed, reason=reason)
        decisions[part.at("key")] = decision
    for key, origin, first in repeated((decision.key, place) for place, decision in decisions.items()):
        root.found.append(finding("S603", origin, related=(first,), key=key))
    return {decision.key: decision for decision in decisions.values()}


def _figure(part: TomlTable, key: str) -> Decimal | None:
    """A figure written as a string, with or without commas between thousands; a dash is None."""
    text = part.text(key)
    if not text or text in _DASHES:
        return None
    value = written_number(text.replace(",", ""))
    if value is None:
        part.found.append(finding("S602", part.at(key), key=key, value=text))
    return value


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
