"""Names in the settings that are not concepts, and the concepts that may have been meant."""

from __future__ import annotations

import difflib

from linetag.filing.limits import NAME_SIMILARITY
from linetag.findings import Finding, finding
from linetag.model import Origin, Taxonomy

_HEADING = "it is a heading: name a concept that has values"


def unknown(code: str, name: str, at: Origin, taxonomy: Taxonomy, label: str = "") -> Finding:
    """Return a finding on a name that no taxonomy declares, or that is a heading where a value is needed."""
    declared = [str(known) for known in taxonomy.concepts]
    if name in declared:
        return finding(code, at, concept=name, label=label, hint=_HEADING)
    near = difflib.get_close_matches(name, declared, n=1, cutoff=NAME_SIMILARITY)
    hint = f"did you mean {near[0]}?" if near else None
    return finding(code, at, concept=name, label=label, hint=hint)
