"""What the caption of a line says about its part in a sum: whether it is a total, deducted, or a remark."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from linetag.release import captions

Kind = Literal["total", "result", "net", "balance", "item"]
"""How a caption sounds. A "total" adds up the lines before it ("Total current assets", or no caption at all),
a "result" is what remains of them ("Net income"), a "net" may be one, but often is a figure of its own
("Receivables, net"), a "balance" is cash at the beginning or end of a period, and an "item" is anything else.
"""


class TotalWords(NamedTuple):
    """How a caption sounds, whether it is deducted when printed positive, and whether it is a remark."""

    kind: Kind
    is_deducted: bool
    is_remark: bool


_TOTAL = re.compile(r"\b(?:sub)?totals?\b|合計|総計|小計|総額|計$")
_RESULT = re.compile(
    r"^\(?net\)?,? \(?(?:cash|income|loss|earnings|profit|sales|revenues?|increase|decrease|change in cash"
    r"|interest income|other comprehensive)\b"
    r"|\bgross \(?(?:profit|margin|loss)|\bcomprehensive \(?(?:income|loss|earnings|profit)"
    r"|\boperating \(?(?:income|loss|profit|earnings)\b"
    r"|\b(?:income|loss|profit|earnings)\)? from (?:\w+ )*operations"
    r"|\b(?:income|loss|profit|earnings)\)?,? \(?(?:loss\)?,? )?before\b"
    r"|\bcash flows? (?:from|\(?used|provided)"
    r"|\bcash \(?(?:provided|used|generated)|\b(?:increase|decrease|change)\)? in cash\b"
    r"|\b(?:income|loss|profit|earnings)\)? (?:attributable|available|applicable) (?:to|for)\b"
    r"(?!.*(?:non-?controlling|minority|participating))"
    r"|(?:総|営業|経常|純|前)利益|キャッシュ・?フロー$|増減額"
)
_NET = re.compile(r"^net\b|, net\b|\bnet$|\battributable to\b|\bavailable (?:to|for)\b|利益|純額")
_BALANCE = re.compile(
    r"\bbeginning\b|\b(?:at|,|-|and) end\b|\bend of (?:the )?(?:period|year|quarter|month)|\bending\b"
    r"|\b(?:opening|closing) balance|\bbalances? at\b|期首|期末"
)
_DEDUCTED = re.compile(
    r"\bless\b|\bdeduct|\bcosts?\b|\bexpenses?\b|\bprovision\b|\btax(?:es)?\b|\bloss(?:es)?\b|\ballowances?\b"
    r"|\baccumulated (?:depreciation|amortization)|\btreasury\b|\bnon-?controlling\b|\bminority\b"
    r"|\bdividends?\b"
    r"|\bcharges?\b(?!-offs?\b)|^interest\b(?!.*(?:income|revenue|received|earned))"
    r"|\bdepreciation\b|\bamortization\b|\bimpairment|\bresearch\b|\bmarketing\b|\bgeneral\b"
    r"|\badministrative\b|\bselling\b|\bdiscounts?\b|\bcontra\b|費|原価|税金|控除|引当金|償却"
)
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
"""The other sign of a caption: what "Gain (loss) on sales" prints positive is no loss."""

_REMARK = re.compile(
    r"^\(?(?:of which|including|includes?|memo|out of which)\b|\bincluded (?:in|above)\b|うち"
)


@lru_cache(maxsize=10_000)
def of_caption(caption: str) -> TotalWords:
    """Return what a printed caption says; an empty one is that of an unlabelled total.

    >>> of_caption("Total current assets").kind, of_caption("Cost of sales").is_deducted
    ('total', True)
    """
    text = captions.normal(caption)
    deducted = _DEDUCTED.search(_IN_PARENTHESES.sub("", text)) is not None
    return TotalWords(_kind(text), deducted, _REMARK.search(text) is not None)


def _kind(text: str) -> Kind:
    if _BALANCE.search(text):
        return "balance"
    if _TOTAL.search(text) or not any(sign.isalpha() for sign in text):
        return "total"
    if _RESULT.search(text):
        return "result"
    return "net" if _NET.search(text) else "item"
