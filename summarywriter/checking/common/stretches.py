"""Stretches of a text, asked which others they hold or touch without looking at every one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from summarywriter.model import Finding


class Stretches:
    """Half-open stretches in any order; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        known = sorted(spans)
        self.starts = [start for start, _ in known]
        self.reach = list(accumulate((end for _, end in known), max))
        """How far the stretches reach that start so far."""

    @classmethod
    def of(cls, found: Iterable[Finding]) -> Stretches:
        """The stretches of the findings that have any."""
        return cls((f.start, f.end) for f in found if f.start is not None and f.end is not None)

    def cover(self, start: int, end: int) -> bool:
        """True when one of them holds all of another stretch."""
        before = bisect_right(self.starts, start)
        return before > 0 and end <= self.reach[before - 1]

    def touch(self, start: int, end: int) -> bool:
        """True when one of them shares a character with another stretch."""
        before = bisect_left(self.starts, end)
        return before > 0 and start < self.reach[before - 1]
