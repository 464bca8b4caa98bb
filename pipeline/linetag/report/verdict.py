"""The verdict on an audited report in a few words: which statements hold, how many sums fail and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from linetag.checks.roles import is_face, title
from linetag.wording import counted

if TYPE_CHECKING:
    from linetag.calc import Calculation
    from linetag.findings import Finding
    from linetag.model import Fact, Mode
    from linetag.report.result import Result

# The mode that decides: 1.1 allows for rounding, XBRL 2.1 does not.
_DECIDING: tuple[Mode, ...] = ("1.1", "1.1-truncation", "1.0")
# Findings on facts and networks, whatever becomes of their sums.
_ON_FACTS = ("C404", "C405", "C407", "C411", "C412", "C415", "C422", "C423")
_JUDGED = ("consistent", "inconsistent")
_NONE = dict.fromkeys(_JUDGED, 0)
_MOST_NAMED = 3
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class ExplainedSum(NamedTuple):
    """A sum that does not hold in the deciding mode, with the finding that explains it, if one does."""

    calculation: Calculation
    finding: Finding | None

    @property
    def severity(self) -> str:
        """The severity of the finding, or "accepted"; a sum that no finding explains is an error."""
        if self.finding is None:
            return "error"
        return "accepted" if self.finding.accepted else self.finding.severity


class Verdict(NamedTuple):
    """What became of the sums of a report; `roles` says of each extended link role whether it is a face."""

    roles: Mapping[str, bool]
    holding: Sequence[Calculation]
    failing: Sequence[ExplainedSum]

    @property
    def errors(self) -> Sequence[ExplainedSum]:
        """The failing sums that no finding weakens to a warning or note, and no baseline accepts."""
        return [own for own in self.failing if own.severity == "error"]

    @property
    def faces(self) -> tuple[int, int]:
        """How many face statements hold, and how many there are; an accepted failure is still one."""
        bad = {own.calculation.role for own in self.failing if own.severity in ("error", "accepted")}
        faces = [role for role, face in self.roles.items() if face]
        return sum(role not in bad for role in faces), len(faces)

    def of_faces(self, *, faces: bool) -> Sequence[ExplainedSum]:
        """Return the errors of face statements, or those of everything else."""
        return [own for own in self.errors if self.roles[own.calculation.role] is faces]


def verdict_of(result: Result) -> Verdict:
    """Return the verdict on the sums of a report in the mode that decides."""
    counts = result.calculations.counts()
    judging = [mode for mode in _DECIDING if any(counts.get(mode, _NONE)[one] for one in _JUDGED)]
    mode = judging[0] if judging else "1.1"
    judged = [one for one in result.calculations.in_mode(mode) if one.verdict != "unchecked"]
    explained = _Explained(result.findings)
    known = dict.fromkeys(one.role for one in judged)
    return Verdict(
        {role: is_face(result.roles.get(role) or role) for role in known},
        [one for one in judged if one.verdict == "consistent"],
        [ExplainedSum(one, explained.finding(one)) for one in judged if one.verdict == "inconsistent"],
    )


def verdict_text(result: Result) -> str:
    """Return the verdict as a sentence.

    For example "5 face statements hold; 2 sums in notes fail, one cause." or "Nothing was checked."
    """
    verdict = verdict_of(result)
    parts = [*_sums(verdict, result), *_derivations(result)]
    return f"{'; '.join(parts)}." if parts else "Nothing was checked."


def _sums(verdict: Verdict, result: Result) -> Iterator[str]:
    """Yield what to say of face statements, then of other sums, then of what is in doubt."""
    good, faces = verdict.faces
    others = [own for own in verdict.holding if not verdict.roles[own.role]]
    failing = verdict.of_faces(faces=True)
    bad = dict.fromkeys(own.calculation.role for own in failing)
    if good:
        yield counted(good, "face statement holds", "face statements hold")
    if bad:
        names = [title(result.roles.get(role) or role) for role in bad]
        named = ", ".join(names[:_MOST_NAMED])
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        yield f"{counted(len(bad), 'face statement fails', 'face statements fail')} ({named}{more})"
    where = " in notes" if faces else ""
    if failing := verdict.of_faces(faces=False):
        fail = "fails" if len(failing) == 1 else "fail"
        yield f"{counted(len(failing), 'sum', 'sums')}{where} {fail}{_causes(failing)}"
    elif others:
        yield counted(len(others), f"sum{where} holds", f"sums{where} hold")
    count = Counter(own.severity for own in verdict.failing)
    if count["warning"]:
        yield counted(count["warning"], "sum is in doubt", "sums are in doubt")
    if count["accepted"]:
        yield f"{counted(count['accepted'], 'sum fails', 'sums fail')} as accepted"
    if count["note"]:
        said = counted(count["note"], "sum fails", "sums fail")
        yield f"{said} only by the calculation of another statement"


def _causes(failing: Sequence[ExplainedSum]) -> str:
    """Return ", one cause" or ", 3 causes"; nothing where not every sum is explained."""
    found = {id(own.finding) for own in failing}
    if any(own.finding is None for own in failing) or (len(failing) == 1):
        return ""
    return ", one cause" if len(found) == 1 else f", {_number(len(found))} causes"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def _derivations(result: Result) -> Iterator[str]:
    if result.summary is None or not result.summary.all:
        return
    counts, count = result.summary.counts(), len(result.summary.all)
    failing = counts["fails"]
    fail = f", {failing} {'fails' if failing == 1 else 'fail'}" if failing else ""
    yield f"{counts['holds']} of {count} derivations of the summary hold{fail}"


class _Explained:
    """The findings on sums by the facts that they concern."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._by_fact: dict[str, list[tuple[Finding, frozenset[str]]]] = defaultdict(list)
        for item in findings:
            if item.code.startswith("C") and item.code not in _ON_FACTS:
                facts = frozenset(item.facts)
                for fact in item.facts:
                    self._by_fact[fact].append((item, facts))

    def finding(self, calculation: Calculation) -> Finding | None:
        """Return the finding that names all figures of a sum and few others, or the first with its total."""
        total, *contributors = map(shown_fact, calculation.sets)
        named = self._by_fact.get(total.id, ())
        wanted = {fact.id for fact in contributors if fact.value}
        whole = [(len(facts), number) for number, (_, facts) in enumerate(named) if wanted <= facts]
        return named[min(whole)[1] if whole else 0][0] if named else None


def shown_fact(facts: Sequence[Fact]) -> Fact:
    """Return the first of duplicate facts that has a figure, as findings name it."""
    return next((fact for fact in facts if isinstance(fact.value, Decimal)), facts[0])
