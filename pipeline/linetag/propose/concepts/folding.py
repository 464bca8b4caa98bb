"""Captions made comparable: the words that matter, without figures, punctuation and endings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from linetag.propose.concepts.limits import MAX_CAPTION_WORDS

_NOTE = re.compile(r"\((?:see\s+)?notes?\b[^)]*\)|\bnotes?\s+\d+\b", re.IGNORECASE)
_APOSTROPHE = re.compile("['‘’′`´]")
_SIGNS = re.compile(r"[^a-z\u3040-\u30ff\u4e00-\u9fff]+")
_OWNERS = (
    "non|common|stock|share|parent|ordinary|particip|prefer|controlling|"
    "redeem|minority|member|unit|continu|partner|class|discontin"
)
_NAMED = re.compile(rf"\b(attributable|available|applicable|allocable) to (?!.*\b(?:{_OWNERS})).*")
_BEFORE_TAX = re.compile(r"\bpre ?tax\b")
_STEM = 7
_LEAST_PLURAL = 4
_WORD = re.compile(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])|[a-z]+")
_EMPTY = frozenset(
    ("a", "an", "the", "of", "and", "or", "in", "on", "to", "from", "for", "by", "at", "with", "as", "its")
)
_SAME = {
    "shareholder": "stockho", "shareowner": "stockho", "share": "stock", "earning": "income",
    "profit": "income", "sale": "revenue", "turnover": "revenue", "nonredeemable": "redeema",
    "minority": "noncont", "purchase": "acquire", "acquisition": "acquire", "addition": "acquire",
    "expenditure": "acquire", "repurchase": "repurch", "reacquisition": "repurch", "repayment": "payment",
    "repay": "payment", "based": "based", "borrowing": "debt", "plant": "plant", "gain": "gain",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def folded(caption: str) -> str:
    """Return the words of a caption in lower case, separated by one space, without figures and note numbers.

    The name of the company, "net income attributable to Buckle", becomes "company".

    >>> folded("Total stockholders’ equity (Note 5)"), folded("Long-term debt, net of $1.2")
    ('total stockholders equity', 'long term debt net of')
    """
    text = unicodedata.normalize("NFKC", _APOSTROPHE.sub("", _NOTE.sub(" ", caption))).lower()
    text = " ".join(_SIGNS.sub(" ", text).split())
    text = _BEFORE_TAX.sub("before tax", text)
    return _NAMED.sub(r"\1 to company", text) if " to " in text else text


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what stands for a word and its other forms: "receivables" and "receivable" are one.

    A few words that companies use for the same thing have one stem: shareholders and stockholders.
    """
    if len(word) >= _LEAST_PLURAL and word.endswith("s") and not word.endswith("ss"):
        word = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    return _SAME.get(word, word[:_STEM])


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a folded caption in printed order, without articles and prepositions.

    Japanese words give pairs of characters: "売掛金" gives "売掛" and "掛金".
    """
    words = text.split(" ", MAX_CAPTION_WORDS)[:MAX_CAPTION_WORDS]
    found = [part for word in words if word and word not in _EMPTY for part in _parts(word)]
    return tuple(found[:MAX_CAPTION_WORDS])


def _parts(word: str) -> list[str]:
    """The stem of a word; of Japanese text, which has no spaces, each pair of characters."""
    if word[0].isascii():
        return [stem(word)]
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


@lru_cache(maxsize=20_000)
def spelled(name: str) -> str:
    """Return the folded words of a concept's name.

    >>> spelled("IncreaseDecreaseInAccountsReceivable")
    'increase decrease in accounts receivable'
    """
    return folded(" ".join(_WORD.findall(name)))
