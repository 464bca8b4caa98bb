"""Everything that is checked, in one list, for builds and for audits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linetag.checks.case import Case
from linetag.checks.check import Family
from linetag.checks.duplicates import duplicates
from linetag.checks.networks import preconditions, wrong_weights
from linetag.checks.sums import sums, unbound
from linetag.checks.ties import cumulative, declared, malformed, members
from linetag.checks.translation import misrated, translation
from linetag.checks.unchecked import unchecked
from linetag.findings import Finding

if TYPE_CHECKING:
    from linetag.checks.derivations import Derivation
    from linetag.checks.relation import Relation


def _derivations(case: Case) -> Iterator[Relation | Derivation | Finding]:
    """Yield what the figures of a TSE summary derive from; other reports do not pay for the import."""
    if case.instance is None or case.attached is None:
        return
    from linetag.tanshin.form.read import read  # noqa: PLC0415
    from linetag.tanshin.verify import derivations  # noqa: PLC0415

    if found := read(case.instance):
        yield from derivations(found, case.attached)


# Each family yields nothing where it has nothing to check: an audited report has no ties, a build no
# duplicates. Relations that fail are explained together, at the place of the first of their families.
FAMILIES = (
    Family("terms of ties", "Every term of a [[tie]] can be read and names a concept.", malformed),
    Family("exchange rate", "The rate in the settings is that of the translated figures.", misrated),
    Family("sums", "The contributors of every calculation add up to its total.", sums),
    Family(
        "sums with a dash", "A total and its contributors agree where a dash leaves the sum unbound.", unbound
    ),
    Family(
        "ties", "Figures of different statements or periods agree as ties.toml and filing.toml say.", declared
    ),
    Family("members", "Segments and eliminations add up to the consolidated figure.", members),
    Family(
        "translation", "Each figure in the second currency is the first divided by the rate.", translation
    ),
    Family(
        "parts of a period", "A flow that cannot be negative is at most that of the whole period.", cumulative
    ),
    Family("duplicates", "Facts of one concept, context and unit do not contradict each other.", duplicates),
    Family(
        "weights", "No weight is 0 or has the wrong sign for the balances of its concepts.", wrong_weights
    ),
    Family("unchecked sums", "Every sum has figures that allow a verdict.", unchecked),
    Family(
        "derivations of a summary",
        "Growth, ratios and totals of a TSE summary follow from its other figures.",
        _derivations,
    ),
    Family("preconditions", "Calculations 1.1 applies to the report and its networks.", preconditions),
)
