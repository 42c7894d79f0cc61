"""The facts of a scope by their words and amounts: which of them a stretch of text is likeliest to tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from math import log
from weakref import WeakKeyDictionary

from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.place import Place, grouped
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.matching.values import amount

LOOKED_UP = 1500
"""Facts looked up for one stretch, the rarest word first."""
FEW = 12
"""Facts looked at for one stretch, if it does not tell many figures."""


class LineIndex:
    """The facts laid out as ``layouts``, ready to be looked up by what they hold."""

    def __init__(self, layouts: Sequence[Layout]) -> None:
        self.layouts = layouts
        # Held weakly: neither keeps the other for as long as it is itself remembered.
        self._asked: WeakKeyDictionary[Layout, dict[tuple[int, int], Sequence[int]]] = WeakKeyDictionary()

    @cached_property
    def words(self) -> Sequence[frozenset[str]]:
        """The words of each fact."""
        return [frozenset(pieces(layout.flat)) for layout in self.layouts]

    @cached_property
    def _having(self) -> Mapping[Hashable, Sequence[int]]:
        """The facts that hold each word and each amount."""
        having: dict[Hashable, list[int]] = defaultdict(list)
        for n, (layout, words) in enumerate(zip(self.layouts, self.words, strict=True)):
            for token in words.union(_amounts(layout.places)):
                having[token].append(n)
        return dict(having)

    def sharing_most(self, words: Iterable[str], least: int) -> list[int]:
        """Return the facts that share most of the words, at least so many, each counting as one."""
        shared = Counter(chain.from_iterable(self._having.get(word, ()) for word in words))
        most = max(shared.values(), default=0)
        return sorted(n for n, count in shared.items() if count == most) if most >= least else []

    def told_around(self, layout: Layout, place: Place) -> Sequence[int]:
        """Return the few facts that the group of clauses around a figure is likeliest to tell."""
        asked = self._asked.setdefault(layout, {})
        if place.group not in asked:
            places = [layout.places[t] for t in grouped(layout)[place.group]]
            tokens = [*_amounts(places), *pieces(layout.flat[slice(*place.group)])]
            asked[place.group] = self._likeliest(tokens, max(FEW, 2 * len(places)))
        return asked[place.group]

    def _likeliest(self, tokens: Iterable[Hashable], count: int) -> list[int]:
        """The facts that share most of the rarer of the words and amounts."""
        shared: dict[int, float] = defaultdict(float)
        left = LOOKED_UP
        known = (self._having[token] for token in dict.fromkeys(tokens) if token in self._having)
        for holders in sorted(known, key=len):
            if shared and len(holders) > left:
                break
            rarity = log(1 + len(self.layouts) / len(holders))
            for n in holders[:LOOKED_UP]:
                shared[n] += rarity
            left -= len(holders)
        return sorted(shared, key=lambda n: (-shared[n], n))[:count]


def _amounts(places: Iterable[Place]) -> list[Hashable]:
    return [amount(place.figure).low_key for place in places]
