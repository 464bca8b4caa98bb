"""How the fractions of amounts are treated, as the cover of a summary says (TSE.md C2)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from linetag.calc.figures import Rounding

_WORDS: tuple[tuple[Rounding, str], ...] = (("half-up", r"四捨五入"), ("down", r"切り?捨"))
_SCOPES = {"ConsolidatedMember": "連結", "NonConsolidatedMember": "個別|単体|単独"}


def methods(note: str) -> Mapping[str, Rounding]:
    """The method by which amounts of a scope are rounded, "" for all others.

    "（連結業績は百万円未満四捨五入、個別業績は百万円未満切捨て）" states one for each.
    """
    found: dict[str, Rounding] = {}
    for clause in re.split(r"[、，,。]", note):
        stated = [method for method, words in _WORDS if re.search(words, clause)]
        if len(stated) != 1:
            continue
        named = [scope for scope, words in _SCOPES.items() if re.search(words, clause)]
        for scope in named or ("", *_SCOPES):
            if found.get(scope, stated[0]) != stated[0]:
                return {}
            found[scope] = stated[0]
    return found
