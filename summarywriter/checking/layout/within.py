"""Which figures of a text stand where, without looking at every one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from summarywriter.model import Figure

_start, _phrase_start, _phrase_end = map(attrgetter, ("start", "phrase_start", "phrase_end"))


def beginning(figures: Sequence[Figure], start: int, end: int) -> range:
    """Return the numbers of the figures that begin in a stretch."""
    first = bisect_left(figures, start, key=_phrase_start)
    return range(first, bisect_left(figures, end, first, key=_phrase_start))


def counting_from(figures: Sequence[Figure], start: int, end: int) -> Sequence[Figure]:
    """Return the figures whose numerals begin in a stretch."""
    first = bisect_left(figures, start, key=_start)
    return figures[first : bisect_left(figures, end, first, key=_start)]


def last_ending(figures: Sequence[Figure], end: int) -> int:
    """Return the number of the last figure that ends at or before a position, -1 for none."""
    return bisect_right(figures, end, key=_phrase_end) - 1
