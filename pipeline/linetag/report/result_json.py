"""The result of `linetag check` as JSON, version 1: a promised form, to which fields are only added."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from linetag.calc import Calculation, Candidate, JudgedSum, Reading, WeightedArc, amount_text
from linetag.model import FOREVER, Aspects, Instant, Period, QName, Unit
from linetag.report.finding_json import finding_json, origin_json
from linetag.report.result import Result

if TYPE_CHECKING:
    from linetag.checks.derivations import Derivation, Derivations

VERSION = 1
# A total may have a million arcs, and be reported in a thousand contexts.
_MOST_MISSING = 1_000


def report_json(result: Result) -> str:
    """Return one report as a JSON object, with a line for each calculation and each finding."""
    written = _Results()
    results = ",\n".join([written.line(calculation) for calculation in result.calculations.results])
    findings = ",\n".join([json.dumps(finding_json(item)) for item in result.findings])
    counts = {mode: dict(found) for mode, found in result.calculations.counts().items()}
    head = f'{{"path": {json.dumps(result.path)}, "facts": {result.facts}'
    body = f'"results": [{_block(results)}],\n "findings": [{_block(findings)}]'
    summary = f'"summary": {_summary(result.summary)},\n ' if result.summary is not None else ""
    return f'{head},\n "calculations": {json.dumps(counts)},\n {summary}{body}}}'


def _summary(summary: Derivations) -> str:
    """Return the derivations of a summary (kessan tanshin), counted, and each on a line."""
    lines = ",\n".join(json.dumps(_derivation(one)) for one in summary.all)
    return f'{{"counts": {json.dumps(summary.counts())}, "derivations": [{_block(lines)}]}}'


def _derivation(one: Derivation) -> dict[str, object]:
    return {
        "kind": one.kind,
        "item": one.item,
        "context": one.context,
        "verdict": one.verdict,
        "reason": one.reason,
        "stated": _figure(one.stated),
        "derived": {"low": _figure(one.low), "high": _figure(one.high)} if one.high is not None else None,
        "parts": [{"item": p.item, "context": p.context, "value": _figure(p.value)} for p in one.operands],
        "at": origin_json(one.at),
    }


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def document(reports: Iterator[str]) -> Iterator[str]:
    """Yield the whole document in pieces, one report after the other."""
    yield f'{{"version": {VERSION}, "reports": ['
    for number, report in enumerate(reports):
        yield f"{',' if number else ''}\n{report}"
    yield "\n]}\n"


def _block(lines: str) -> str:
    return f"\n{lines}\n " if lines else ""


class _Results:
    """Calculations as JSON, joined as text, since a thousand reports have a million of them.

    Names, roles and periods occur again and again and are encoded once. They are found by their id, and kept
    so that no other object gets the same id.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}
        self._text = cache(json.dumps)
        self._contributors: tuple[Candidate | None, str] = None, ""

    def line(self, calculation: Calculation) -> str:
        """Return one calculation as the README describes it."""
        candidate, reason, text = calculation.candidate, calculation.reason, self._text
        own = calculation.judgement
        shift, places = own.shift, own.scale + own.more
        reported, computed, difference, slack = [amount_text(f >> shift, places) for f in own.figures]
        if candidate is not self._contributors[0]:
            # the modes of a candidate come one after the other, and most figures are the same in each
            self._contributors = candidate if candidate.is_regular else None, self._listed(own, candidate)
        return (
            f'{{"mode": "{calculation.mode}", "role": {text(calculation.role)},'
            f' "total": {self._name(calculation.total)}, "context": {text(own.total.facts[0].context)},'
            f" {self._where(calculation.aspects)},"
            f' "verdict": "{calculation.verdict}", "reason": {text(reason)},'
            f' "reported": "{reported}", "computed": "{computed}",'
            f' "difference": "{difference}", "slack": "{slack}", {self._contributors[1]}}}'
        )

    def _listed(self, own: JudgedSum, candidate: Candidate) -> str:
        contributors = ", ".join(
            [
                f'{self._contributor(arc)}"{amount_text(own.value(reading) >> own.shift, own.scale)}",'
                f' "decimals": {_decimals(reading)}}}'
                for arc, reading in own.contributors
            ]
        )
        missing = ", ".join(map(self._name, candidate.first_missing(_MOST_MISSING)))
        count = candidate.missing_count
        return f'"contributors": [{contributors}], "missing": [{missing}], "missing_count": {count}'

    def _contributor(self, arc: WeightedArc) -> str:
        """Return the text of a contributor up to its value."""
        found = self._known.get(id(arc))
        if found is None:
            weight = arc.weight or Decimal(0)
            text = f'{{"concept": {self._name(arc.target)}, "weight": "{weight:f}", "value": '
            found = self._known[id(arc)] = arc, text
        return found[1]

    def _name(self, concept: QName) -> str:
        found = self._known.get(id(concept))
        if found is None:
            found = self._known[id(concept)] = concept, json.dumps(str(concept))
        return found[1]

    def _where(self, aspects: Aspects) -> str:
        """Return the text of period, unit and members."""
        found = self._known.get(id(aspects))
        if found is None:
            members = {str(axis): str(member) for axis, member in aspects.members}
            members |= {str(axis): content for axis, content in aspects.typed}
            where = {
                "period": iso_period(aspects.period),
                "unit": unit_text(aspects.unit),
                "members": members,
            }
            found = self._known[id(aspects)] = aspects, json.dumps(where)[1:-1]
        return found[1]


def _decimals(reading: Reading) -> str:
    """Return the decimals of a figure: "INF" if it is exact, null if it states none."""
    if reading.decimals is not None:
        return str(reading.decimals)
    return "null" if reading.facts[0].unstated else '"INF"'


def iso_period(value: Period) -> str:
    """Return a period as ISO 8601 writes it, such as 2012-07-01/2012-09-30; "forever" if it has no bounds."""
    if value == FOREVER:
        return "forever"
    if isinstance(value, Instant):
        return value.on.isoformat()
    return f"{value.start.isoformat()}/{value.end.isoformat()}"


def unit_text(value: Unit | None) -> str:
    """Return a unit such as iso4217:USD or iso4217:JPY/xbrli:shares; products have a *."""
    if value is None:
        return ""
    above, below = ("*".join(map(str, names)) for names in (value.numerators, value.denominators))
    return f"{above}/{below}" if below else above
