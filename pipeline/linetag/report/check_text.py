"""The result of `linetag check` for a person: what holds, what fails and why, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from linetag.calc.results import Calculations
from linetag.model import Mode
from linetag.report.audited import Audited
from linetag.report.text import render
from linetag.wording import counted

if TYPE_CHECKING:
    from linetag.checks.derivations import Derivations

_RULES: Mapping[Mode, str] = {
    "1.0": "XBRL 2.1, which does not allow for rounding",
    "1.1": "Calculations 1.1, which does",
    "1.1-truncation": "Calculations 1.1, figures being truncated",
}
_VERDICTS = ("consistent", "inconsistent", "unchecked")


class Tally(NamedTuple):
    """What an audit came to, for the exit status and the last line."""

    readable: bool
    errors: int
    warnings: int
    notes: int


def tally(audited: Audited) -> Tally:
    """Count the findings by severity."""
    counts = Counter(item.severity for item in audited.findings)
    return Tally(audited.readable, counts["error"], counts["warning"], counts["note"])


def report_text(audited: Audited) -> Iterator[str]:
    """The findings of a report, and then its account: facts, sums and verdicts."""
    yield f"== {audited.path}"
    yield from render(audited.findings, audited.sources)
    if not audited.readable:
        return
    yield f"read     {counted(audited.facts, 'fact', 'facts')}"
    yield from _sums(audited.calculations)
    if audited.summary is not None:
        yield from _summary(audited.summary)
    yield ""


def _sums(calculations: Calculations) -> Iterator[str]:
    """How many sums each mode found, with their verdicts, and why some are unchecked."""
    by_mode = calculations.counts()
    if not any(any(counts.values()) for counts in by_mode.values()):
        yield "checked  0 sums: no calculation relates its figures"
        return
    for mode, counts in by_mode.items():
        found = sum(counts[verdict] for verdict in _VERDICTS)
        verdicts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in _VERDICTS)
        sums, loose = counted(found, "sum", "sums"), counts["not_bound"]
        yield f"checked  {sums}: {verdicts} under {_RULES[mode]}; {loose} not bound"
        reasons = Counter(c.reason for c in calculations.results if c.mode == mode and c.reason)
        if reasons:
            named = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
            yield f"         unchecked: {named}"


def _summary(summary: Derivations) -> Iterator[str]:
    """How many figures of a TSE summary derive from others of it, and do."""
    counts, count = summary.counts(), len(summary.all)
    yield f"summary  {counts['holds']} of {count} derivations hold, {counts['fails']} fail"
    reasons = Counter(one.reason for one in summary.all if one.reason)
    if reasons:
        named = "; ".join(f"{count}, as {reason}" for reason, count in reasons.most_common())
        yield f"         undecided: {named}"
