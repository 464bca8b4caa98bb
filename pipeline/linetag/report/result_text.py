"""An account of what was read, tagged and checked, as text for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from linetag.calc.results import Calculations
from linetag.model import Mode
from linetag.report.result import Built, Result, Tally
from linetag.report.terminal_text import folded
from linetag.wording import counted

if TYPE_CHECKING:
    from linetag.checks.derivations import Derivations

_RULES: Mapping[Mode, str] = {
    "1.0": "XBRL 2.1, which does not allow for rounding",
    "1.1": "Calculations 1.1, which allows for rounding",
    "1.1-truncation": "Calculations 1.1 for truncated figures",
}
VERDICTS = ("consistent", "inconsistent", "unchecked")


def account(result: Result, columns: int | None = None) -> Iterator[str]:
    """Yield what was read, tagged and checked, in one line each; of a build also the ties that hold.

    For example::

        read     691 facts
        checked  119 sums: 119 consistent, 0 inconsistent, 0 unchecked under Calculations 1.1, …
    """
    for line in _account(result):
        yield from folded(line, columns, " " * 9)


def _account(result: Result) -> Iterator[str]:
    if result.built is None:
        yield f"read     {counted(result.facts, 'fact', 'facts')}"
    else:
        yield from _figures(result.built, result.facts)
    yield from _sums(result.calculations)
    if result.built is not None:
        hold, total = result.built.ties
        yield f"checked  {total} ties between statements, periods and currencies: {hold} hold"
    if result.summary is not None:
        yield from _summary(result.summary)


def tallied(tallies: Iterable[Tally]) -> str:
    """Return the findings counted, such as "1 error, 0 warnings, 38 notes"."""
    known = tuple(tallies)
    errors = counted(sum(tally.errors for tally in known), "error", "errors")
    warnings = counted(sum(tally.warnings for tally in known), "warning", "warnings")
    return f"{errors}, {warnings}, {counted(sum(tally.notes for tally in known), 'note', 'notes')}"


def _figures(built: Built, facts: int) -> Iterator[str]:
    """Yield how many tables and figures a release has, and how many figures were tagged, tied or left."""
    found, document = built.statuses, built.document
    yield f"read     {document.path}: {len(document.tables)} tables, {sum(found.values())} figures"
    others = f"{found['left']} left on purpose, {found['reported']} reported"
    tied = f"{found['tied']} tied to facts and to each other"
    yield f"tagged   {found['tagged']} figures as {facts} facts; {tied}, {others}"


def _sums(calculations: Calculations) -> Iterator[str]:
    """Yield how many sums each mode found, with their verdicts, and why some are unchecked."""
    by_mode = calculations.counts()
    if not any(any(counts.values()) for counts in by_mode.values()):
        yield "checked  0 sums: no calculation relates its figures"
        return
    for mode, counts in by_mode.items():
        found = sum(counts[verdict] for verdict in VERDICTS)
        verdicts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
        sums, not_bound = counted(found, "sum", "sums"), counts["not_bound"]
        yield f"checked  {sums}: {verdicts} under {_RULES[mode]}; {not_bound} not bound"
        yield from unchecked(calculations, mode)


def unchecked(calculations: Calculations, mode: Mode) -> Iterator[str]:
    """Yield why some sums have no verdict in a mode, if there are any."""
    reasons = Counter(c.reason for c in calculations.results if c.mode == mode and c.reason)
    if reasons:
        named = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
        yield f"         unchecked: {named}"


def _summary(summary: Derivations) -> Iterator[str]:
    """Yield how many derivations of a summary (kessan tanshin) hold, and why some are undecided."""
    counts, count = summary.counts(), len(summary.all)
    yield f"summary  {counts['holds']} of {count} derivations hold, {counts['fails']} fail"
    yield from undecided(summary)


def undecided(summary: Derivations) -> Iterator[str]:
    """Yield why some derivations of a summary are undecided, if any are."""
    reasons = Counter(one.reason for one in summary.all if one.reason)
    if reasons:
        named = "; ".join(f"{count}, as {reason}" for reason, count in reasons.most_common())
        yield f"         undecided: {named}"
