"""The result of `linetag check` as JSON, version 1 (ARCHITECTURE: the promised form)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from linetag.calc import Branch, Calculation, Candidate, Judgement, Reading, plain_text
from linetag.model import FOREVER, Aspects, Instant, Period, QName, Unit
from linetag.report.finding_json import finding_json, origin_json
from linetag.report.result import Result

if TYPE_CHECKING:
    from linetag.checks.derivations import Derivation, Derivations

VERSION = 1
# A total may have a million arcs, and be reported in a thousand contexts.
_MOST_MISSING = 1_000


def report_json(result: Result) -> str:
    """One report as a JSON object, on lines of its own for each calculation and finding."""
    written = _Results()
    results = ",\n".join([written.line(calculation) for calculation in result.calculations.results])
    findings = ",\n".join([json.dumps(finding_json(item)) for item in result.findings])
    counts = {mode: dict(found) for mode, found in result.calculations.counts().items()}
    head = f'{{"path": {json.dumps(result.path)}, "facts": {result.facts}'
    body = f'"results": [{_block(results)}],\n "findings": [{_block(findings)}]'
    summary = f'"summary": {_summary(result.summary)},\n ' if result.summary is not None else ""
    return f'{head},\n "calculations": {json.dumps(counts)},\n {summary}{body}}}'


def _summary(summary: Derivations) -> str:
    """The derivations of a TSE summary, counted and each on a line of its own."""
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
        "parts": [{"item": p.item, "context": p.context, "value": _figure(p.value)} for p in one.parts],
        "at": origin_json(one.at),
    }


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def document(reports: Iterator[str]) -> Iterator[str]:
    """The whole document in pieces, one report after the other."""
    yield f'{{"version": {VERSION}, "reports": ['
    for number, report in enumerate(reports):
        yield f"{',' if number else ''}\n{report}"
    yield "\n]}\n"


def _block(lines: str) -> str:
    return f"\n{lines}\n " if lines else ""


class _Results:
    """Calculations as JSON: put together as text, since a thousand reports have a million of them.

    What comes again and again (names, roles, periods) is encoded once. It is known by its id; what
    has one is kept, so that no other thing gets it.
    """

    def __init__(self) -> None:
        self._names: dict[int, tuple[QName, str]] = {}
        self._aspects: dict[int, tuple[Aspects, str]] = {}
        self._branches: dict[int, tuple[Branch, str]] = {}
        self._text = cache(json.dumps)
        self._parts: tuple[Candidate | None, str] = None, ""

    def line(self, calculation: Calculation) -> str:
        """One calculation, as ARCHITECTURE promises it."""
        candidate, reason, text = calculation.candidate, calculation.reason, self._text
        own = calculation.judgement
        shift, places = own.shift, own.places + own.more
        reported, computed, difference, slack = [plain_text(f >> shift, places) for f in own.figures]
        if candidate is not self._parts[0]:
            # modes come one after the other, and most figures are the same in each
            self._parts = candidate if candidate.is_plain else None, self._listed(own, candidate)
        return (
            f'{{"mode": "{calculation.mode}", "role": {text(calculation.role)},'
            f' "total": {self._name(calculation.total)}, "context": {text(own.total.facts[0].context)},'
            f" {self._where(calculation.aspects)},"
            f' "verdict": "{calculation.verdict}", "reason": {text(reason)},'
            f' "reported": "{reported}", "computed": "{computed}",'
            f' "difference": "{difference}", "slack": "{slack}", {self._parts[1]}}}'
        )

    def _listed(self, own: Judgement, candidate: Candidate) -> str:
        parts = ", ".join(
            [
                f'{self._branch(branch)}"{plain_text(own.value(part) >> own.shift, own.places)}",'
                f' "decimals": {_decimals(part)}}}'
                for branch, part in own.parts
            ]
        )
        missing = ", ".join(map(self._name, candidate.first_missing(_MOST_MISSING)))
        count = candidate.missing_count
        return f'"contributors": [{parts}], "missing": [{missing}], "missing_count": {count}'

    def _branch(self, branch: Branch) -> str:
        """A contributor up to its value."""
        found = self._branches.get(id(branch))
        if found is None:
            weight = branch.weight or Decimal(0)
            text = f'{{"concept": {self._name(branch.target)}, "weight": "{weight:f}", "value": '
            found = self._branches[id(branch)] = branch, text
        return found[1]

    def _name(self, concept: QName) -> str:
        found = self._names.get(id(concept))
        if found is None:
            found = self._names[id(concept)] = concept, json.dumps(str(concept))
        return found[1]

    def _where(self, aspects: Aspects) -> str:
        """Period, unit and members."""
        found = self._aspects.get(id(aspects))
        if found is None:
            members = {str(axis): str(member) for axis, member in aspects.members}
            members |= {str(axis): content for axis, content in aspects.typed}
            shown = {"period": period(aspects.period), "unit": unit(aspects.unit), "members": members}
            found = self._aspects[id(aspects)] = aspects, json.dumps(shown)[1:-1]
        return found[1]


def _decimals(part: Reading) -> str:
    """The decimals; "INF" for an exact figure, null for one that states none."""
    decimals = part.decimals
    if decimals is not None:
        return str(decimals)
    return "null" if part.facts[0].unstated else '"INF"'


def period(value: Period) -> str:
    """As in ISO 8601: 2012-09-30, 2012-07-01/2012-09-30; "forever" for the period without bounds."""
    if value == FOREVER:
        return "forever"
    if isinstance(value, Instant):
        return value.on.isoformat()
    return f"{value.start.isoformat()}/{value.end.isoformat()}"


def unit(value: Unit | None) -> str:
    """Such as iso4217:USD, iso4217:JPY/xbrli:shares; products with *."""
    if value is None:
        return ""

    def product(measures: tuple[QName, ...]) -> str:
        return "*".join(map(str, measures))

    above, below = product(value.numerators), product(value.denominators)
    return f"{above}/{below}" if below else above
