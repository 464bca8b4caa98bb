"""A summary made by hand, checked as an audit checks one."""

from __future__ import annotations

from collections.abc import Sequence

from linetag.calc import Calculations, sets_of
from linetag.checks.case import Case
from linetag.checks.check import Family, check
from linetag.checks.derivations import Derivations
from linetag.findings import Finding
from linetag.model import Taxonomy
from linetag.tanshin.form.read import ReadTanshin
from linetag.tanshin.verify import derivations
from linetag.xbrl.read.report import Instance


def verified(found: ReadTanshin, instance: Instance) -> tuple[Derivations, Sequence[Finding]]:
    """The derivations of a summary and the findings; `instance` is the report that it was read from."""
    case = Case((), sets_of(()), Taxonomy({}, {}), Calculations((), {}), instance=instance)
    family = Family("summary", "The summary alone.", lambda _: derivations(found))
    checked, findings = check(case, (family,))
    return Derivations(checked.derivations), findings
