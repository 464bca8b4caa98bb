"""The calculation trees of a report, as lines of a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

from linetag.calc import Calculation
from linetag.model import Aspects, Mode, QName
from linetag.report.audited import Audited
from linetag.report.check_json import period, unit
from linetag.report.text import clean, width

_MARKS = {"consistent": "✓", "inconsistent": "✗", "unchecked": "?"}
_SCALES = ((9, "billion "), (6, "million "), (3, "thousand "), (0, ""))
_LONGEST = 60
# More digits than any sum of the engine has.
_EXACT = Context(prec=100_000, Emin=MIN_EMIN, Emax=MAX_EMAX)
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """Which trees to show: words that role and period must contain, and how deep; failures or all."""

    role: str = ""
    period: str = ""
    depth: int = _DEEPEST
    everything: bool = False
    mode: Mode = "1.1"


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    figure: str
    note: str


def tree(audited: Audited, choice: Choice) -> Iterator[str]:
    """The trees of each role, context and unit that has a failing sum, or of all.

    A line has the weight, the label, the figure, and for a total its verdict and by how much it fails.
    """
    trees = _Trees(audited, choice)
    for (role, aspects), sums in trees.groups.items():
        roots = trees.roots(sums)
        failing = any(c.verdict != "consistent" for c in sums.values())
        if not (choice.everything or failing):
            continue
        power, word = _scale(sums.values())
        yield clean(audited.roles.get(role, role))
        members = "".join(f", {member.local}" for _, member in aspects.members)
        members += "".join(f", {axis.local}" for axis, _ in aspects.typed)
        yield clean(f"  {period(aspects.period).replace('/', ' to ')}{members}, {word}{unit(aspects.unit)}")
        lines = [line for root in roots for line in trees.lines(root, sums, power)]
        yield from map(clean, _aligned(lines))
        yield ""


class _Trees:
    def __init__(self, audited: Audited, choice: Choice) -> None:
        self._labels = audited.labels
        self._depth = choice.depth
        self.groups: dict[tuple[str, Aspects], dict[QName, Calculation]] = defaultdict(dict)
        for calculation in audited.calculations.in_mode(choice.mode):
            role = f"{calculation.role} {audited.roles.get(calculation.role, '')}".lower()
            when = period(calculation.aspects.period)
            if choice.role.lower() in role and choice.period in when:
                self.groups[calculation.role, calculation.aspects][calculation.total] = calculation

    def roots(self, sums: Mapping[QName, Calculation]) -> Sequence[QName]:
        """The totals that are part of no other; in a ring, the first."""
        parts = {part.concept for c in sums.values() for part in c.contributors if part.concept != c.total}
        return [total for total in sums if total not in parts] or list(sums)[:1]

    def lines(self, root: QName, sums: Mapping[QName, Calculation], power: int) -> Iterator[_Line]:
        """A total and what it is made of, parts first in their order; without recursion."""
        calculation = sums[root]
        waiting = [(root, Decimal(1), calculation.reported, 0)]
        shown: set[QName] = set()
        while waiting:
            concept, weight, value, depth = waiting.pop()
            own = sums.get(concept)
            label = f"{'  ' * (depth + 1)}{_sign(weight, depth)}{self._label(concept)}"
            again = concept in shown
            note = "(see above)" if own and again else _note(own, power) if own else ""
            yield _Line(label, _figure(value, power), note)
            if own is None or again or depth >= self._depth:
                continue
            shown.add(concept)
            for missing in own.missing:
                yield _Line(f"{'  ' * (depth + 2)}  {self._label(missing)}", "not reported", "")
            parts = [(part.concept, part.weight, part.value, depth + 1) for part in own.contributors]
            waiting.extend(reversed(parts))

    def _label(self, concept: QName) -> str:
        text = self._labels.get(concept) or str(concept)
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _sign(weight: Decimal, depth: int) -> str:
    if not depth:
        return ""
    if abs(weight) == 1:
        return "+ " if weight > 0 else "- "
    return f"{weight.normalize():+f} x "


def _note(calculation: Calculation, power: int) -> str:
    mark = _MARKS[calculation.verdict]
    if calculation.verdict == "unchecked":
        return f"{mark} {calculation.reason}"
    if calculation.verdict == "inconsistent":
        parts, apart = (_figure(v, power) for v in (calculation.computed, calculation.difference))
        slack = _figure(calculation.slack, power)
        return f"{mark} the parts make {parts}: {apart} apart, rounding explains {slack}"
    return (
        mark if not calculation.difference else f"{mark} {_figure(calculation.difference, power)} by rounding"
    )


def _figure(value: Decimal, power: int) -> str:
    text = f"{_EXACT.normalize(_EXACT.scaleb(value, -power)):,f}" if value else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scale(calculations: Iterable[Calculation]) -> tuple[int, str]:
    """The largest scale at which every figure of the tree is whole."""
    values = [v for c in calculations for v in (c.reported, *(part.value for part in c.contributors)) if v]
    for power, word in _SCALES:
        if values and all(not _EXACT.remainder(value, Decimal(10) ** power) for value in values):
            return power, word
    return 0, ""


def _aligned(lines: Sequence[_Line]) -> Iterator[str]:
    label = max((width(line.label) for line in lines), default=0)
    figure = max((len(line.figure) for line in lines), default=0)
    for line in lines:
        gap = " " * (label - width(line.label))
        yield f"{line.label}{gap}  {line.figure:>{figure}}  {line.note}".rstrip()
