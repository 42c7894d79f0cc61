"""How alike facts are: character bigrams, the rare ones weighing more, found by an inverted index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from summarywriter.patterns import regex

Vector = Mapping[str, float]
"""Bigram → weight, of unit length."""

_RUN = regex(r"[\u3400-\u9fffA-Za-z]+")
_PROBES = 64
"""Bigrams of a query that are looked up, the weightiest first: the rest hardly moves the order."""


def bigrams(text: str) -> Counter[str]:
    """Count the pairs of neighbouring letters; figures and marks part them and count for nothing."""
    counted: Counter[str] = Counter()
    for run in _RUN.findall(text):
        counted.update(run[i : i + 2] for i in range(len(run) - 1))
    return counted


class Index:
    """Documents by their bigrams. Weights are (1 + ln count) · ln(1 + documents / documents with it)."""

    def __init__(self, documents: Sequence[Mapping[str, int]]) -> None:
        held: Counter[str] = Counter()
        for document in documents:
            held.update(document.keys())
        size = len(documents)
        self._rarity = {pair: math.log(1 + size / count) for pair, count in held.items()}
        self._unknown = math.log(1 + size)
        self.vectors: list[Vector] = [self.vector(document) for document in documents]
        self._postings: dict[str, list[tuple[int, float]]] = {pair: [] for pair in held}
        for number, vector in enumerate(self.vectors):
            for pair, weight in vector.items():
                self._postings[pair].append((number, weight))

    def vector(self, counted: Mapping[str, int]) -> Vector:
        """Return the weights of counted bigrams, scaled to length 1 (all zero stays empty)."""
        rarity, unknown = self._rarity, self._unknown
        raw = {
            pair: rarity.get(pair, unknown)
            if count == 1
            else (1 + math.log(count)) * rarity.get(pair, unknown)
            for pair, count in counted.items()
        }
        length = math.sqrt(sum([weight * weight for weight in raw.values()]))
        return {pair: weight / length for pair, weight in raw.items()} if length else {}

    def nearest(self, query: Vector, limit: int) -> list[int]:
        """Return up to ``limit`` documents that share the query's weightiest bigrams, best first."""
        probes = sorted(sorted(query), key=query.__getitem__, reverse=True)[:_PROBES]
        scores: dict[int, float] = {}
        for pair in probes:
            weight = query[pair]
            for number, other in self._postings.get(pair, ()):
                scores[number] = scores.get(number, 0.0) + weight * other
        return sorted(sorted(scores), key=scores.__getitem__, reverse=True)[:limit]


def cosine(one: Vector, other: Vector) -> float:
    """Return how alike two vectors are, 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum([one[pair] * other[pair] for pair in filter(other.__contains__, one)])


def shared_words(one: str, other: str, weights: Vector, limit: int) -> list[str]:
    """Return up to ``limit`` stretches that stand in both texts, the weightiest first.

    Stretches are two to eight characters long and do not hold one another.
    """
    found: dict[str, float] = {}
    for run in _RUN.findall(one):
        start = 0
        while start < len(run) - 1:
            end = start
            while end < len(run) and end - start < 8 and run[start : end + 1] in other:
                end += 1
            if end - start >= 2:
                piece = run[start:end]
                found[piece] = sum(weights.get(piece[i : i + 2], 0.0) for i in range(len(piece) - 1))
            start = max(end, start + 1)
    kept: list[str] = []
    # Two characters alone (万元, 参加) say little about the matter: they come last.
    for piece in sorted(found, key=lambda piece: (len(piece) < 3, -found[piece], piece)):
        if len(kept) < limit and not any(piece in other or other in piece for other in kept):
            kept.append(piece)
    return kept
