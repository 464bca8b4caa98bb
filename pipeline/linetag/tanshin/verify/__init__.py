"""A TSE summary as read → whether its figures derive from each other, and what fails."""

from __future__ import annotations

from collections.abc import Sequence

from linetag.calc import formulas
from linetag.checks.derivations import Derivation, Derivations
from linetag.findings import Finding, finding
from linetag.tanshin.form.read import ReadTanshin
from linetag.tanshin.verify import dividends, rules, statements, told
from linetag.tanshin.verify.periods import periods
from linetag.tanshin.verify.relation import Relation, Stated, judge
from linetag.wording import counted
from linetag.xbrl.read.report import Instance

# More failures than this nobody reads; the derivations hold all of them.
_MOST_TOLD = 100


def verified(
    found: ReadTanshin, attached: Sequence[Instance] = ()
) -> tuple[Derivations, tuple[Finding, ...]]:
    """The derivations of a summary with their verdicts, and findings S701 to S712.

    `attached` are the statements that were submitted with it.
    """
    stated = Stated(found.tanshin)
    relations = (
        *rules.relations(stated),
        *dividends.relations(stated),
        *statements.relations(stated, attached),
    )
    verdicts = [judge(relation, stated) for relation in relations]
    findings = list(told.findings(relations, verdicts, stated, _MOST_TOLD))
    pairs = zip(relations, verdicts, strict=True)
    findings += [
        told.dash(relation.stated, stated) for relation, one in pairs if _is_for_a_dash(relation, one)
    ]
    covers = tuple(periods(found.tanshin))
    findings.extend(one.finding for one in covers if one.finding)
    if found.strays:
        first = found.strays[0]
        count = counted(len(found.strays), "fact stands", "facts stand")
        findings.append(finding("S710", None, facts=(first.id,), count=count, context=first.context))
    return Derivations((*verdicts, *(one.derivation for one in covers))), tuple(findings)


def _is_for_a_dash(relation: Relation, verdict: Derivation) -> bool:
    """Whether a growth is printed that says nothing by the rules of the form."""
    values = [part.value for part in verdict.parts]
    if relation.form != "growth" or verdict.stated is None or len(values) != 2:  # noqa: PLR2004 - a pair
        return False
    return verdict.verdict != "fails" and formulas.growth(*values)[1] not in (None, "no-figure")
