"""How the names of a filing are made."""

from __future__ import annotations

from typing import NamedTuple

from linetag.compose.signs import Find


class Names(NamedTuple):
    """The domain of the company's roles, the prefix of its names, and what finds a concept."""

    web: str
    prefix: str
    concept_of: Find

    def full(self, written: str) -> str:
        """Return "own:Sales" with the company's prefix."""
        return f"{self.prefix}:{written[4:]}" if written.startswith("own:") else written
