"""The result of `linetag check` as JSON, version 1 (ARCHITECTURE: the promised form)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from linetag.calc import Calculation, Contributor
from linetag.model import FOREVER, Aspects, Instant, Period, QName, Unit
from linetag.report.audited import Audited
from linetag.report.files import finding_json

VERSION = 1


def report_json(audited: Audited) -> str:
    """One report as a JSON object, on lines of its own for each calculation and finding."""
    results = ",\n".join(map(_dump, _results(audited)))
    findings = ",\n".join(_dump(finding_json(item)) for item in audited.findings)
    counts = {mode: dict(found) for mode, found in audited.calculations.counts().items()}
    head = f'{{"path": {_dump(audited.path)}, "facts": {audited.facts},\n "calculations": {_dump(counts)},'
    return f'{head}\n "results": [{_block(results)}],\n "findings": [{_block(findings)}]}}'


def document(reports: Iterator[str]) -> Iterator[str]:
    """The whole document in pieces, one report after the other."""
    yield f'{{"version": {VERSION}, "reports": ['
    for number, report in enumerate(reports):
        yield f"{',' if number else ''}\n{report}"
    yield "\n]}\n"


def _block(lines: str) -> str:
    return f"\n{lines}\n " if lines else ""


def _dump(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    return json.dumps(value)


def _results(audited: Audited) -> Iterator[Mapping[str, Any]]:
    shown: dict[int, tuple[Aspects, Mapping[str, Any]]] = {}
    for calculation in audited.calculations.results:
        aspects = calculation.aspects
        known = shown.get(id(aspects))
        if known is None:
            known = shown[id(aspects)] = aspects, _aspects(aspects)
        yield _result(calculation, known[1])


def _result(calculation: Calculation, aspects: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "mode": calculation.mode,
        "role": calculation.role,
        "total": str(calculation.total),
        "context": calculation.facts[0].context,
        **aspects,
        "verdict": calculation.verdict,
        "reason": calculation.reason,
        "reported": _plain(calculation.reported),
        "computed": _plain(calculation.computed),
        "difference": _plain(calculation.difference),
        "slack": _plain(calculation.slack),
        "contributors": [
            {
                "concept": str(part.concept),
                "weight": _plain(part.weight),
                "value": _plain(part.value),
                "decimals": _decimals(part),
            }
            for part in calculation.contributors
        ],
        "missing": [str(concept) for concept in calculation.missing],
    }


def _decimals(part: Contributor) -> int | str | None:
    """The decimals; "INF" for an exact figure, null for one that states none."""
    if part.decimals is not None:
        return part.decimals
    return None if part.facts[0].unstated else "INF"


def _plain(value: Decimal) -> str:
    return f"{value:f}"


def _aspects(aspects: Aspects) -> Mapping[str, Any]:
    members = {str(axis): str(member) for axis, member in aspects.members}
    members |= {str(axis): content for axis, content in aspects.typed}
    return {"period": period(aspects.period), "unit": unit(aspects.unit), "members": members}


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
