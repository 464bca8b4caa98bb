"""Captions that resemble a caption: by their words, weighted by how rare these are, and pairs of words.

A word that no caption has is compared with all words by the trigrams of its letters, so that a slip of the
pen ("recievables") or an unusual form finds the usual one.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from linetag.propose.concepts.captions import CaptionTable
from linetag.propose.concepts.folding import stems
from linetag.propose.concepts.limits import MAX_CAPTION_WORDS, MAX_POSTINGS, MAX_SIMILAR

_LEAST_LIKE = 0.5
_LEAST_SHARED = 0.25
_PAIR = 0.6
_MOST_FORMS = 3

_Vector = Mapping[str, float]


class Similar(NamedTuple):
    """A caption of the table, by its number, and how much it resembles: 1 for the same words."""

    number: int
    similarity: float


class CaptionIndex:
    """The search for similar captions in a table."""

    def __init__(self, table: CaptionTable) -> None:
        """Prepare the search; vectors are made when a caption is first compared."""
        self.table = table
        self._all = len(table.captions)
        factors = [(3 + spaces) ** -0.5 for spaces in range(MAX_CAPTION_WORDS)]
        self._short = [factors[min(caption.count(" "), len(factors) - 1)] for caption in table.captions]
        self._vectors: dict[int, tuple[_Vector, float]] = {}
        self._forms: dict[str, tuple[tuple[str, float], ...]] = {}
        self._rarity: dict[str, float] = {}
        self._sets: dict[str, frozenset[int]] = {}

    def similar(self, text: str) -> list[Similar]:
        """Return the captions most similar to a folded caption, best first."""
        words = self._known(stems(text))
        vector, norm = self._of_words(words)
        if not norm:
            return []
        found = []
        shortlist = self._shortlist(words)
        same = self.table.number.get(text)
        for number in shortlist if same is None or same in shortlist else (*shortlist, same):
            other, other_norm = self._vector(number)
            small, large = (vector, other) if len(vector) < len(other) else (other, vector)
            dot = sum(weight * large.get(key, 0.0) for key, weight in small.items())
            found.append(Similar(number, dot / (norm * other_norm)))
        found.sort(key=lambda one: (-one.similarity, one.number))
        return found

    def _shortlist(self, words: tuple[str, ...]) -> list[int]:
        """The captions that share the rarest words, those first that share most of them."""
        scores: dict[int, float] = defaultdict(float)
        for word in sorted(set(words), key=lambda word: (len(self.table.words.get(word, ())), word)):
            numbers = self.table.words.get(word, ())
            weight = self._rare(word) ** 2
            few = not scores or len(scores) + len(numbers) <= MAX_POSTINGS
            for number in numbers if few else self._having(word) & scores.keys():
                scores[number] += weight
        short = self._short
        least = _LEAST_SHARED * max(scores.values(), default=0.0)
        shared = [(score * short[n], -n) for n, score in scores.items() if score >= least]
        return [-number for _, number in heapq.nlargest(MAX_SIMILAR, shared)]

    def _having(self, word: str) -> frozenset[int]:
        """The captions with a common word; those without the rare words are not looked at."""
        found = self._sets.get(word)
        if found is None:
            found = self._sets[word] = frozenset(self.table.words[word])
        return found

    def _rare(self, word: str) -> float:
        found = self._rarity.get(word)
        if found is None:
            found = self._rarity[word] = math.log(self._all / (1 + len(self.table.words.get(word, ())))) + 0.1
        return found

    def _vector(self, number: int) -> tuple[_Vector, float]:
        found = self._vectors.get(number)
        if found is None:
            found = self._vectors[number] = self._of_words(stems(self.table.captions[number]))
        return found

    def _of_words(self, words: tuple[str, ...]) -> tuple[_Vector, float]:
        """The weights of the words and of the pairs of neighbours, and the length of the vector."""
        vector = {word: self._rare(word) for word in words}
        for one, other in pairwise(words):
            vector[f"{one} {other}"] = _PAIR * math.sqrt(vector[one] * vector[other])
        return vector, math.sqrt(sum(weight * weight for weight in vector.values()))

    def _known(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words; one that no caption has is replaced by the known one with the most letters in common."""
        return tuple(word if word in self.table.words else self._nearest(word) for word in words)

    def _nearest(self, word: str) -> str:
        own = _trigrams(word)
        shared: dict[str, int] = defaultdict(int)
        for part in own:
            for other in self._by_trigram.get(part, ()):
                shared[other] += 1
        best = max(shared, key=lambda o: (_dice(shared[o], len(own), len(o)), o), default="")
        return best if best and _dice(shared[best], len(own), len(best)) >= _LEAST_LIKE else word

    @cached_property
    def _by_trigram(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.table.words:
            for part in _trigrams(word):
                found[part].append(word)
        return found


def _trigrams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _dice(shared: int, own: int, length: int) -> float:
    return 2 * shared / (own + length)
