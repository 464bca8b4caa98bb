"""An audited report as text for a person: the verdict, what is wrong, and an account of what was checked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.checks.words import amount
from linetag.report.finding_text import render
from linetag.report.result_text import VERDICTS, account, unchecked, undecided
from linetag.report.terminal_text import clean, folded
from linetag.report.verdict import shown_fact, verdict_of, verdict_text
from linetag.wording import counted

if TYPE_CHECKING:
    from linetag.calc import Calculation, Contributor
    from linetag.findings import Finding
    from linetag.model import Fact, Mode, Origin, QName
    from linetag.report.result import Result

# Lines of findings that are shown in full, and lines of all findings, unless everything is asked for.
_MOST_WHOLE = 80
_MOST_LINES = 100
_MOST_CONTRIBUTORS = 12
_MOST_RELATED = 3
_LONGEST_LABEL = 60
_QUALIFIED = re.compile(r"(?<![\w:/.-])[^\W\d][\w.-]*:[^\W\d][\w.-]*[\w]")
# The figures between "add up to" and the sum, which stand with their names in the line below the message.
_FIGURES = re.compile(r"(?<=add up to )[-+x\d., ]+ = (?=[-\d])")
# Warnings that only say that rounding or truncation explains a difference: their message says it all.
_WITHIN_ROUNDING = ("C401", "C416", "C417")
_RULES: Mapping[Mode, str] = {
    "1.0": "XBRL 2.1, without rounding",
    "1.1": "Calculations 1.1",
    "1.1-truncation": "Calculations 1.1 for truncated figures",
}
_OF_ARELLE = "A"
_SEVERITIES = ("error", "warning", "note")


def report_text(result: Result, columns: int | None = None, *, verbose: bool = False) -> Iterator[str]:
    """Yield the lines of an audited report, folded where they are wider than `columns`, if it is given.

    Its path, its verdict, its errors and warnings, and the account. Notes are counted; with `verbose` they
    are shown as well, and every finding with its source line and all places.
    """
    yield clean(f"== {result.path}")
    found = sorted(result.findings, key=lambda item: _SEVERITIES.index(item.severity))
    if not result.readable:
        yield from render(found, result.sources, columns)
        return
    yield from folded(clean(verdict_text(result)), columns, "  ")
    yield ""
    if verbose:
        yield from render(found, result.sources, columns)
        yield from account(result, columns)
    else:
        yield from _brief([item for item in found if _is_shown(item)], result, columns)
        for line in _counts(result):
            yield from folded(line, columns, " " * 9)
        if accepted := sum(item.accepted for item in found):
            says = counted(accepted, "accepted finding is not shown", "accepted findings are not shown")
            yield from folded(says, columns, "  ")
        if notes := sum(item.severity == "note" and not _is_shown(item) for item in found):
            says = counted(notes, "note says that nothing is wrong", "notes say that nothing is wrong")
            yield from folded(f"{says}; --verbose shows {'it' if notes == 1 else 'them'}", columns, "  ")
    yield ""


def _is_shown(item: Finding) -> bool:
    """Whether a finding is shown, not only counted: Arelle was asked for its notes, others say too little."""
    return not item.accepted and (item.severity != "note" or item.code.startswith(_OF_ARELLE))


def _counts(result: Result) -> Iterator[str]:
    """Yield what was read and checked, in a line for each set of rules, and why sums were not checked."""
    yield f"read     {counted(result.facts, 'fact', 'facts')}"
    for mode, counts in result.calculations.counts().items():
        if any(counts[verdict] for verdict in VERDICTS):
            words = zip(VERDICTS, ("hold", "fail", "could not be checked"), strict=True)
            said = ", ".join(f"{counts[verdict]:,} {word}" for verdict, word in words if counts[verdict])
            sums = counted(sum(counts[verdict] for verdict in VERDICTS), "sum", "sums")
            yield f"checked  {sums} under {_RULES[mode]}: {said}"
            yield from unchecked(result.calculations, mode)
    if result.summary is not None:
        yield from undecided(result.summary)


def _brief(found: Sequence[Finding], result: Result, columns: int | None) -> Iterator[str]:
    """Yield the findings in few lines: of many the last with their messages only, or counted."""
    texts = _Texts(result)
    shown = 0
    for number, item in enumerate(found):
        lines = texts.lines(item, columns, whole=shown < _MOST_WHOLE)
        shown += len(lines)
        if shown > _MOST_LINES:
            left = len(found) - number
            lines = [f"{counted(left, 'more finding', 'more findings')}; --verbose shows everything"]
        yield from lines
        if shown > _MOST_LINES:
            break
    if found and lines[-1]:
        yield ""


class _Texts:
    """What is said of each finding, with the labels of concepts in place of their names."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._sums = _first_sums(result)
        self._labels = _unambiguous({str(name): text for name, text in result.labels.items()})
        self._document = next(iter(result.sources), result.path)

    def lines(self, item: Finding, columns: int | None, *, whole: bool) -> Sequence[str]:
        """Return the message, and if the `whole` is wanted the place, the figures of a sum, and the hint."""
        said: list[str] = []
        own, message = self._sums.get(id(item)), item.message
        if whole and item.code not in _WITHIN_ROUNDING:
            said += [self._equation(own, item.at)] if own is not None else self._places(item)
            said += [f"hint: {self._labelled(item.hint)}"] if item.hint else []
            message = message if own is None else _FIGURES.sub("", message)
        heading = f"{item.severity} {item.code}: {self._labelled(message)}"
        lines = list(folded(clean(heading), columns, "  "))
        for text in said:
            lines += folded(clean(f"  {text}"), columns, "    ")
        return [*lines, ""] if said else lines

    def _places(self, item: Finding) -> Sequence[str]:
        """Return where to look: the first place, and some of the others."""
        if item.at is None or not item.at.path:
            return ()
        related = [self._place(origin) for origin in item.related[:_MOST_RELATED]]
        more = len(item.related) - len(related)
        others = f"; see also {', '.join(related)}{f' and {more} more' if more else ''}" if related else ""
        return (f"{self._place(item.at)}{others}",)

    def _place(self, at: Origin) -> str:
        """Return the line, with the name of the document unless it is the first of the report."""
        name = "" if at.path == self._document else f"{posixpath.basename(at.path)} "
        return f"{name}line {at.line}"

    def _labelled(self, text: str) -> str:
        """Return the text with labels in place of qualified names, as far as they are known."""
        return _QUALIFIED.sub(lambda match: self._labels.get(match[0], match[0]), text)

    def _name(self, concept: QName) -> str:
        """Return the label of a concept in quotes, or its name."""
        return self._labels.get(str(concept), str(concept))

    def _equation(self, own: Calculation, at: Origin | None) -> str:
        """Return the total and what was added, each with its place.

        For example: line 40: 312 ≠ "Current assets" 52 (line 41) + "Goodwill" 253 (line 46).
        """
        total, contributors = shown_fact(own.facts), own.contributors
        added = [one for one in contributors if one.value] or list(contributors)
        text = "".join(self._term(one, total) for one in added[:_MOST_CONTRIBUTORS])
        if rest := added[_MOST_CONTRIBUTORS:]:
            value = amount(sum((one.value * one.weight for one in rest), Decimal(0)), total)
            text += f" + {counted(len(rest), 'more contributor', 'more contributors')} {value}"
        missing = [self._name(concept) for concept in own.candidate.first_missing(_MOST_RELATED)]
        if missing:
            more = own.missing_count - len(missing)
            text += f"; not reported: {', '.join(missing)}{f' and {more} more' if more else ''}"
        place = f"{self._place(at)}: " if at is not None else ""
        return f"{place}{amount(own.reported, total)} ≠ {text.removeprefix(' + ').strip()}"

    def _term(self, one: Contributor, total: Fact) -> str:
        factor = "" if abs(one.weight) == 1 else f"{abs(one.weight).normalize():f} x "
        fact = shown_fact(one.facts)
        document = "" if fact.document == total.document else "another document, "
        place = f" ({document}line {fact.line})" if fact.line else ""
        sign = "-" if one.weight < 0 else "+"
        return f" {sign} {factor}{self._name(one.concept)} {amount(one.value, total)}{place}"


def _first_sums(result: Result) -> Mapping[int, Calculation]:
    """Return the first sum that each finding explains, by the id of the finding."""
    found: dict[int, Calculation] = {}
    for own in verdict_of(result).failing:
        if own.finding is not None and own.finding.facts[:1] == (shown_fact(own.calculation.facts).id,):
            found.setdefault(id(own.finding), own.calculation)
    return found


def _unambiguous(labels: Mapping[str, str]) -> Mapping[str, str]:
    """Return the labels in quotes that only one concept has and that are short enough for a sentence."""
    texts = list(labels.values())
    return {
        name: f'"{text}"'
        for name, text in ((name, " ".join(text.split())) for name, text in labels.items())
        if len(text) <= _LONGEST_LABEL and texts.count(text) == 1
    }
