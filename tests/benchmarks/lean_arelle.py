"""Arelle as a library, with all left out that the sums do not need: what a fast program on it could reach.

The controller and its packages are opened once and kept; a report is loaded with its linkbases, and its
calculations are validated under Calculations 1.1. Nothing else is validated, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any


class LeanArelle:
    """One controller for any number of reports."""

    def __init__(self, packages: Sequence[Path] = ()) -> None:
        """With taxonomy packages; never with a network."""
        from arelle import Cntlr, PackageManager  # noqa: PLC0415 - a second to import

        self._controller: Any = Cntlr.Cntlr(logFileName="logToBuffer", disable_persistent_config=True)
        self._controller.webCache.workOffline = True
        PackageManager.init(self._controller, loadPackagesConfig=False)
        for package in packages:
            PackageManager.addPackage(self._controller, str(package))
        PackageManager.rebuildRemappings(self._controller)

    def check(self, instance: Path) -> tuple[int, int]:
        """How many facts it found, and how many inconsistent sums."""
        from arelle.ValidateXbrlCalcs import ValidateCalcsMode, validate  # noqa: PLC0415 - as above

        manager = self._controller.modelManager
        model = manager.load(str(instance))
        found = len(model.facts), sum(1 for _ in validate(model, ValidateCalcsMode.ROUND_TO_NEAREST))
        manager.close()
        self._controller.logHandler.clearLogBuffer()
        return found
