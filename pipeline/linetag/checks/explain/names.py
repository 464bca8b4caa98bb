"""Whether the names of two concepts speak of the same thing."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from linetag.checks.limits import LEAST_WORDS, SHARE_OF_WORDS

if TYPE_CHECKING:
    from linetag.model import QName

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Words of nearly every name.
_EMPTY = frozenset(("and", "of", "in", "the", "for", "by", "to", "from", "or", "other", "net", "total"))


def similarity(one: QName, other: QName) -> Decimal:
    """Return the share of the words of two names that both have; 0 where that is too little to tell.

    They are similar if they share most words of the shorter one, at least two.
    """
    words, others = _words(one.local), _words(other.local)
    shared = len(words & others)
    is_little = shared < LEAST_WORDS or shared < SHARE_OF_WORDS * min(len(words), len(others))
    return Decimal(0) if is_little else Decimal(shared) / len(words | others)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name)) - _EMPTY
