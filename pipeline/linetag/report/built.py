"""What only a build has: the filing, its release, what became of each figure, and the files to write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from linetag.checks.check import Checked
from linetag.filing.records import Filing
from linetag.model import Report
from linetag.release.records import Document
from linetag.tag.ledger import LedgerEntry
from linetag.tanshin.form.fill import Filled


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
