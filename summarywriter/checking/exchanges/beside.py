"""Figures of a text that may have changed places, two by two: of one fact or one group of clauses."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.matching.matcher import MANY, Match, Matcher, Matching

_NEIGHBOURS = 8
"""Figures behind one with which it is held in any case, in a long row."""


def pairs_beside(
    layout: Layout, matcher: Matcher, matching: Matching, matches: Sequence[Match | None]
) -> list[tuple[int, int]]:
    """Return the pairs of figures told beside each other as they stand in the facts, in order.

    Of a long row not all pairs are looked at, which would be millions: figures that have nothing of
    each other's subjects do not change places unless they stand side by side.
    """
    beside: dict[tuple[str, int], list[int]] = defaultdict(list)
    for t, match in enumerate(matches):
        if match is not None and match.tie == "equal" and not match.also:
            beside["line", matcher.line_of[match.fact]].append(t)
            beside["group", layout.places[t].group[0]].append(t)
    facts = [match.fact if match is not None else None for match in matches]
    pairs: set[tuple[int, int]] = set()
    for together in beside.values():
        pairs.update(
            combinations(together, 2)
            if len(together) <= MANY
            else _alike(together, facts, matching.likenesses)
        )
    return sorted(pair for pair in pairs if facts[pair[0]] != facts[pair[1]])


def _alike(
    together: Sequence[int], facts: Sequence[int | None], likenesses: Sequence[Mapping[int, float]]
) -> Iterator[tuple[int, int]]:
    """Yield each figure with the next ones, and with the nearest that tell what it is like on either side."""
    tellers: dict[int | None, list[int]] = defaultdict(list)
    for t in together:
        tellers[facts[t]].append(t)
    for at, t in enumerate(together):
        yield from ((t, u) for u in together[at + 1 : at + 1 + _NEIGHBOURS])
        for n in likenesses[t].keys() & tellers.keys():
            tell = tellers[n]
            behind = bisect(tell, t)
            yield from ((min(t, u), max(t, u)) for u in tell[max(0, behind - 1) : behind + 1] if u != t)
