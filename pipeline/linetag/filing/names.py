"""Names in the settings that stand for no concept, and what may have been meant."""

from __future__ import annotations

import difflib

from linetag.findings import Finding, finding
from linetag.model import Origin, Taxonomy

# So alike are a name and its misspelling; below it, other concepts of the same words are found.
_ALIKE = 0.7
_HEADING = "it is a heading: name a concept that has values"


def unknown(code: str, name: str, at: Origin, taxonomy: Taxonomy, label: str = "") -> Finding:
    """A finding on a name that no taxonomy declares, or that is a heading's where a value is needed."""
    declared = [str(known) for known in taxonomy.concepts]
    if name in declared:
        return finding(code, at, concept=name, label=label, hint=_HEADING)
    near = difflib.get_close_matches(name, declared, n=1, cutoff=_ALIKE)
    hint = f"did you mean {near[0]}?" if near else None
    return finding(code, at, concept=name, label=label, hint=hint)
