"""Tagged figures → facts: one fact per concept and aspects, contradictions settled or reported.

A figure that is printed in several places is one fact. Its value is the one that a decision files, else
the one printed most often, the first of equals. Its `decimals` are those of the most precise printing
that agrees with this value: "12.5" in one table and "12.50" in another make 12.50 with decimals 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from linetag.filing.records import Decision, Filing
from linetag.filing.standard_names import standard_name, standard_name_of
from linetag.findings import Finding, Words, finding
from linetag.model import Aspects, Fact, Instant, Origin, QName
from linetag.release import numbers
from linetag.release.captions import normal
from linetag.release.records import Cell
from linetag.tag.match import within
from linetag.tag.tagged import TaggedFigure
from linetag.wording import position

Key = tuple[QName, Aspects]


@dataclass(frozen=True, slots=True)
class Decided:
    """Tagged figures after the decisions; `by` has the decision that changed a figure."""

    figures: tuple[TaggedFigure, ...]
    by: Mapping[TaggedFigure, Decision]


def decide(figures: Sequence[TaggedFigure], filing: Filing) -> tuple[Decided, tuple[Finding, ...]]:
    """Put the filed figure in place of the printed one where a [[decision]] of `filing.toml` says so.

    A decision whose printed figure is no longer there is an error (T352), because the release has
    changed; T353 and T354 are decisions on figures that cannot be found or read.
    """
    found: list[Finding] = []
    result = list(figures)
    by: dict[TaggedFigure, Decision] = {}
    for decision in filing.release.decisions:
        printed, file = _figure(decision.printed), _figure(decision.file)
        chosen = [i for i, figure in enumerate(figures) if _meant(decision, figure)]
        if printed is None or file is None or not chosen:
            code = "T353" if printed and file else "T354"
            found.append(finding(code, decision.origin, label=decision.label, table=decision.table))
            continue
        meets = [i for i in chosen if figures[i].printed == printed.value]
        # Two amounts of a caption share an address: the decision is about the one that it quotes.
        if not meets or (decision.column and len(meets) < len(chosen)):
            at = next(figures[i] for i in chosen if i not in meets).matched.figure.origin
            values: Words = {"label": decision.label, "expected": decision.printed, "text": at.text}
            found.append(finding("T352", decision.origin, related=(at,), **values))
            continue
        for index in meets:
            scale = figures[index].factor.adjusted()
            decimals = max(figures[index].decimals, file.decimals - scale)
            result[index] = replace(figures[index], printed=file.value, decimals=decimals)
            by[result[index]] = decision
    return Decided(tuple(result), by), tuple(found)


def _figure(text: str) -> Cell | None:
    """The cell that prints `text`, a figure or a dash; None for anything else."""
    cell = numbers.cell(Origin("", 0, 0, text), 0)
    return cell if cell.kind in ("number", "dash") else None


def _meant(decision: Decision, figure: TaggedFigure) -> bool:
    matched = figure.matched
    return (
        decision.table == matched.table.name
        and decision.column == matched.column
        and normal(decision.label) == normal(matched.row.label)
        and normal(decision.lead) == normal(matched.lead)
        and within(matched.row, decision.section)
        and (not decision.concept or standard_name(decision.concept) == standard_name_of(figure.concept))
    )


def assemble(decided: Decided, filing: Filing) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """Return one fact for all figures of the same concept and aspects, in the order of the filing.

    Figures that differ from the fact's value are findings at their places (T350), and so are those that
    a decision settles (T351).
    """
    order = {statement.code: index for index, statement in enumerate(filing.statements)}
    rows = {row: index for index, row in enumerate(filing.mapping)}
    groups: dict[Key, list[TaggedFigure]] = {}
    for figure in sorted(decided.figures, key=lambda r: _rank(r, order, rows[r.mapped])):
        groups.setdefault((figure.concept, figure.aspects), []).append(figure)
    found: list[Finding] = []
    facts: list[Fact] = []
    for (concept, aspects), figures in groups.items():
        value = _agreed(figures, decided)
        agreeing = [r for r in figures if r.value == value]
        identity = fact_id(figures[0].mapped.statement, concept, aspects)
        places = (*(r for r in agreeing if r not in decided.by), *(r for r in agreeing if r in decided.by))
        others = tuple(r for r in figures if r.value != value)
        origins = tuple(dict.fromkeys(r.matched.figure.origin for r in (*places, *others)))
        decimals = None if value is None else max(r.decimals for r in agreeing)
        facts.append(Fact(identity, concept, aspects, value, decimals, origins))
        found.extend(_contradictions(identity, value, figures, decided))
    return tuple(facts), tuple(found)


def _rank(figure: TaggedFigure, order: Mapping[str, int], row: int) -> tuple[object, ...]:
    period = figure.aspects.period
    day = (period.on, period.on) if isinstance(period, Instant) else (period.end, period.start)
    unit = figure.aspects.unit
    units = tuple(str(name) for name in (*unit.numerators, *unit.denominators)) if unit else ()
    place = figure.matched.figure.origin
    statement = order.get(figure.mapped.statement, len(order))
    return (statement, row, day, units, place.order())


def _agreed(figures: Sequence[TaggedFigure], decided: Decided) -> Decimal | None:
    votes = [r for r in figures if r in decided.by] or figures
    return Counter(r.value for r in votes).most_common(1)[0][0]


def _contradictions(
    identity: str, value: Decimal | None, figures: Sequence[TaggedFigure], decided: Decided
) -> Iterator[Finding]:
    for figure in figures:
        others = tuple(r.matched.figure.origin for r in figures if r is not figure)
        at = figure.matched.figure.origin
        if figure in decided.by and figure.value == value:
            decision = decided.by[figure]
            values: Words = {"text": at.text, "label": figure.matched.row.label}
            values = {**values, "filed": decision.file, "reason": decision.reason}
            related = (*others, decision.origin)
            yield finding("T351", at, related=related, facts=(identity,), **values)
        elif figure.value != value:
            first = next(r for r in figures if r.value == value)
            other = first.matched.figure.origin
            values = {"text": at.text, "label": figure.matched.row.label, "other": other.text}
            values["place"] = position(other)
            hint = _settled(decided.by[first]) if first in decided.by else _two_lines(figure, first)
            yield finding("T350", at, related=others, facts=(identity,), hint=hint, **values)


def _settled(decision: Decision) -> str:
    return (
        f"A [[decision]] (filing.toml, line {decision.origin.line}) files {decision.file} there. Settle this"
        " figure as well."
    )


def _two_lines(one: TaggedFigure, other: TaggedFigure) -> str | None:
    """A hint on the settings: a wrong scale or sign, or one concept for two line items."""
    rows = sorted({one.mapped.origin.line, other.mapped.origin.line})
    if one.printed == other.printed:
        lines = f"line {rows[0]}" if len(rows) == 1 else f"lines {rows[0]} and {rows[1]}"
        return (
            "Both print the same. Correct the `scale` of one of the two tables in filing.toml, or a sign in"
            f" {one.mapped.origin.path}, {lines}."
        )
    if normal(one.matched.row.label) == normal(other.matched.row.label) or len(rows) == 1:
        return None
    return (
        f"Lines {rows[0]} and {rows[1]} of {one.mapped.origin.path} give both line items the same concept. If"
        " they are two things, correct one of the lines. Otherwise correct the release, or settle it by a"
        " [[decision]]."
    )


def fact_id(statement: str, concept: QName, aspects: Aspects) -> str:
    """Return the id of a fact, made from statement, concept and aspects: "BS_Assets_20120930_JPY"."""
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
