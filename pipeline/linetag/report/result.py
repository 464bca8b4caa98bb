"""The result of a build or an audit: the one record that every rendering takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from linetag.calc import Calculations
from linetag.findings import Finding
from linetag.model import QName

if TYPE_CHECKING:
    from linetag.checks.check import Checked
    from linetag.checks.derivations import Derivations
    from linetag.filing.records import Filing
    from linetag.model import Report
    from linetag.release.records import Document
    from linetag.tag.ledger import LedgerEntry
    from linetag.tanshin.form.fill import Filled


class Tally(NamedTuple):
    """What a result comes to, for the exit status and the last line: its findings by severity.

    `readable` is False where nothing could be read of the input.
    """

    readable: bool
    errors: int
    warnings: int
    notes: int


class Built(NamedTuple):
    """A filing as built: what was read, tagged and checked, and the files by their relative names.

    `forced` says that the files are stamped, since they are to be written in spite of errors.
    """

    filing: Filing
    document: Document
    report: Report
    entries: tuple[LedgerEntry, ...]
    checked: Checked
    filled: Filled | None
    files: Mapping[str, bytes]
    forced: bool = False

    @property
    def statuses(self) -> Mapping[str, int]:
        """How many printed figures were tagged, tied, left and reported; blanks are not figures."""
        printed = Counter(entry.status for entry in self.entries if entry.origin.text)
        return {status: printed[status] for status in ("tagged", "tied", "left", "reported")}

    @property
    def ties(self) -> tuple[int, int]:
        """How many ties hold, and how many were evaluated; sums are counted as calculations."""
        ties = sum(relation.kind != "sum" for relation in self.checked.relations)
        return ties - sum(relation.kind != "sum" for relation in self.checked.failing), ties


class Result(NamedTuple):
    """A report with its facts counted, every calculation with its verdict, and what was found in it.

    `path` names the report, or the release of a build. `sources` are the lines of the files that findings
    point into. `labels` name the concepts and `roles` define the extended link roles, where a linkbase or
    schema at hand does. `summary` holds the derivations of a summary (kessan tanshin), and `built` what only
    a build has; both are None for any other report, and `built` also where its input could not be read.
    """

    path: str
    findings: tuple[Finding, ...]
    facts: int = 0
    calculations: Calculations = Calculations((), {})
    readable: bool = True
    labels: Mapping[QName, str] = MappingProxyType({})
    roles: Mapping[str, str] = MappingProxyType({})
    sources: Mapping[str, Sequence[str]] = MappingProxyType({})
    summary: Derivations | None = None
    built: Built | None = None

    @property
    def tally(self) -> Tally:
        """The findings counted by severity, without accepted ones."""
        counts = Counter(item.severity for item in self.findings if not item.accepted)
        return Tally(self.readable, counts["error"], counts["warning"], counts["note"])
