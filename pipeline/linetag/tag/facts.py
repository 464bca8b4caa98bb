"""Readings → facts: one fact per concept and aspects, contradictions settled or reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from linetag.filing.records import Decision, Filing
from linetag.findings import Finding, Words, finding
from linetag.model import Aspects, Fact, Instant, Origin, QName
from linetag.release import numbers
from linetag.release.captions import normal
from linetag.release.records import Cell
from linetag.tag.match import within
from linetag.tag.readings import TaggedFigure

Key = tuple[QName, Aspects]


@dataclass(frozen=True, slots=True)
class Decided:
    """Readings after the decisions; `by` names the decision that changed a reading."""

    readings: tuple[TaggedFigure, ...]
    by: Mapping[TaggedFigure, Decision]


def decide(readings: Sequence[TaggedFigure], filing: Filing) -> tuple[Decided, tuple[Finding, ...]]:
    """Put the filed figure in place of the printed one where `filing.toml` says so.

    A decision that no longer meets the figure it was taken for is an error: the release changed.
    """
    found: list[Finding] = []
    result = list(readings)
    by: dict[TaggedFigure, Decision] = {}
    for decision in filing.decisions:
        printed, file = _figure(decision.printed), _figure(decision.file)
        chosen = [i for i, reading in enumerate(readings) if _meant(decision, reading)]
        if printed is None or file is None or not chosen:
            code = "T353" if printed and file else "T354"
            found.append(finding(code, decision.origin, label=decision.label, table=decision.table))
            continue
        meets = [i for i in chosen if readings[i].printed == printed.value]
        # Two amounts of a caption share an address: the decision is about the one that it quotes.
        if not meets or (decision.column and len(meets) < len(chosen)):
            at = next(readings[i] for i in chosen if i not in meets).item.figure.origin
            values: Words = {"label": decision.label, "expected": decision.printed, "text": at.text}
            found.append(finding("T352", decision.origin, related=(at,), **values))
            continue
        for index in meets:
            result[index] = replace(readings[index], printed=file.value)
            by[result[index]] = decision
    return Decided(tuple(result), by), tuple(found)


def _figure(text: str) -> Cell | None:
    """A figure as a release prints it, a dash included; None for anything else."""
    cell = numbers.cell(Origin("", 0, 0, text), 0)
    return cell if cell.kind in ("number", "dash") else None


def _meant(decision: Decision, reading: TaggedFigure) -> bool:
    item = reading.item
    return (
        decision.table == item.table.name
        and decision.column == item.column
        and normal(decision.label) == normal(item.row.label)
        and normal(decision.lead) == normal(item.lead)
        and within(item.row, decision.section)
        and decision.concept in ("", str(reading.concept))
    )


def assemble(decided: Decided, filing: Filing) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """One fact for all readings of the same concept and aspects, in the order of the filing.

    Where the figures differ, the decided one is taken, else the one printed most often (the first
    of equals), and the contradiction is a finding at each figure that differs.
    """
    order = {statement.code: index for index, statement in enumerate(filing.statements)}
    groups: dict[Key, list[TaggedFigure]] = {}
    for reading in sorted(decided.readings, key=lambda r: _rank(r, order)):
        groups.setdefault((reading.concept, reading.aspects), []).append(reading)
    found: list[Finding] = []
    facts: list[Fact] = []
    for (concept, aspects), readings in groups.items():
        value = _agreed(readings, decided)
        best = min((r for r in readings if r.value == value), key=lambda r: -r.decimals)
        agreeing = [r for r in readings if r.value == value]
        identity = fact_id(readings[0].mapped.statement, concept, aspects)
        places = (*(r for r in agreeing if r not in decided.by), *(r for r in agreeing if r in decided.by))
        others = tuple(r for r in readings if r.value != value)
        origins = tuple(dict.fromkeys(r.item.figure.origin for r in (*places, *others)))
        decimals = None if value is None else best.decimals
        facts.append(Fact(identity, concept, aspects, value, decimals, origins))
        found.extend(_contradictions(identity, value, readings, decided))
    return tuple(facts), tuple(found)


def _rank(reading: TaggedFigure, order: Mapping[str, int]) -> tuple[object, ...]:
    period = reading.aspects.period
    day = (period.on, period.on) if isinstance(period, Instant) else (period.end, period.start)
    unit = reading.aspects.unit
    measures = tuple(str(m) for m in (*unit.numerators, *unit.denominators)) if unit else ()
    place = reading.item.figure.origin
    statement = order.get(reading.mapped.statement, len(order))
    return (statement, reading.mapped.origin.line, day, measures, place.line, place.column)


def _agreed(readings: Sequence[TaggedFigure], decided: Decided) -> Decimal | None:
    votes = [r for r in readings if r in decided.by] or readings
    return Counter(r.value for r in votes).most_common(1)[0][0]


def _contradictions(
    identity: str, value: Decimal | None, readings: Sequence[TaggedFigure], decided: Decided
) -> Iterator[Finding]:
    for reading in readings:
        others = tuple(r.item.figure.origin for r in readings if r is not reading)
        at = reading.item.figure.origin
        if reading in decided.by and reading.value == value:
            decision = decided.by[reading]
            values: Words = {"text": at.text, "filed": decision.file, "label": reading.item.row.label}
            yield finding(
                "T351",
                at,
                related=(*others, decision.origin),
                facts=(identity,),
                reason=decision.reason,
                **values,
            )
        elif reading.value != value:
            first = next(r for r in readings if r.value == value)
            other = first.item.figure.origin
            values = {"text": at.text, "label": reading.item.row.label, "other": other.text}
            hint = _settled(decided.by[first]) if first in decided.by else _two_lines(reading, first)
            yield finding("T350", at, related=others, facts=(identity,), line=other.line, hint=hint, **values)


def _settled(decision: Decision) -> str:
    return (
        f"a [[decision]] (filing.toml, line {decision.origin.line}) files {decision.file} there: settle this"
        " figure as well"
    )


def _two_lines(one: TaggedFigure, other: TaggedFigure) -> str | None:
    """What the settings may have to do with it: the same digits, or line items of different names."""
    rows = sorted({one.mapped.origin.line, other.mapped.origin.line})
    if one.printed == other.printed:
        lines = f"line {rows[0]}" if len(rows) == 1 else f"lines {rows[0]} and {rows[1]}"
        return (
            "both print the same, so that the `scale` of one of the two tables in filing.toml is wrong, or a"
            f" sign in mapping.csv, {lines}"
        )
    if normal(one.item.row.label) == normal(other.item.row.label) or len(rows) == 1:
        return None
    return (
        f"lines {rows[0]} and {rows[1]} of mapping.csv give both line items the same concept: if they are two"
        " things, correct one of them; if not, correct the release, or settle it by a [[decision]]"
    )


def fact_id(statement: str, concept: QName, aspects: Aspects) -> str:
    """The id of a fact, from statement, concept and aspects: the same for every printing."""
    period = aspects.period
    parts = [statement, concept.local]
    if isinstance(period, Instant):
        parts.append(f"{period.on:%Y%m%d}")
    else:
        parts.append(f"{period.start:%Y%m%d}-{period.end:%Y%m%d}")
    parts.extend(member.local for _, member in aspects.members)
    if aspects.unit:
        parts.append("Per".join(m.local for m in (*aspects.unit.numerators, *aspects.unit.denominators)))
    return "_".join(parts)
