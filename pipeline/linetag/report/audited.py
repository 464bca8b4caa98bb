"""What an audit of one report found, as every rendering of it needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from linetag.calc import Calculations
from linetag.findings import Finding
from linetag.model import QName

if TYPE_CHECKING:
    from linetag.checks.derivations import Derivations


class Audited(NamedTuple):
    """One report: how many facts it has, every calculation with its verdict, what was found.

    `readable` is False where nothing could be read of it. `labels` name the concepts and
    `roles` define the link roles, where a linkbase or schema at hand does. `sources` are the
    lines of the files that findings point into. `summary` are the derivations of a TSE summary,
    None for any other report.
    """

    path: str
    facts: int
    calculations: Calculations
    findings: tuple[Finding, ...]
    readable: bool = True
    labels: Mapping[QName, str] = MappingProxyType({})
    roles: Mapping[str, str] = MappingProxyType({})
    sources: Mapping[str, Sequence[str]] = MappingProxyType({})
    summary: Derivations | None = None
