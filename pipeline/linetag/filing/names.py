"""Names in the settings that are repeated, or that are not concepts."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import TypeVar

from linetag.filing.limits import NAME_SIMILARITY
from linetag.findings import Finding, finding
from linetag.model import Origin, Taxonomy

_HEADING = "It is a heading: name a concept that has values."
_Name = TypeVar("_Name")


def repeated(named: Iterable[tuple[_Name, Origin]]) -> Iterator[tuple[_Name, Origin, Origin]]:
    """Return each name that repeats an earlier one, with its place and that of the first."""
    first: dict[_Name, Origin] = {}
    for name, place in named:
        if name in first:
            yield name, place, first[name]
        first.setdefault(name, place)


def unknown(code: str, name: str, at: Origin, taxonomy: Taxonomy, label: str = "") -> Finding:
    """Return a finding on a name that no taxonomy declares, or that is a heading where a value is needed."""
    declared = [str(known) for known in taxonomy.concepts]
    if name in declared:
        return finding(code, at, concept=name, label=label, hint=_HEADING)
    near = difflib.get_close_matches(name, declared, n=1, cutoff=NAME_SIMILARITY)
    hint = f"Did you mean {near[0]}?" if near else None
    return finding(code, at, concept=name, label=label, hint=hint)
