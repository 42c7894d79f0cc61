"""The marks of a text by what they end, and the search for the nearest of a strength."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from summarywriter.patterns import regex

ITEM, CLAUSE, GROUP, SENTENCE = 1, 2, 3, 4
"""Strengths of marks: what they end. A group of clauses ends at a semicolon."""


class Mark(NamedTuple):
    """A mark and its strength: what it ends."""

    start: int
    end: int
    strength: int


class Marks:
    """The marks of one text; ``text`` has its figures blotted out."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text = text
        strong = {s: [m for m in marks if m.strength >= s] for s in (ITEM, CLAUSE, GROUP, SENTENCE)}
        self.starts = {s: [m.start for m in strong[s]] for s in strong}
        self.ends = {s: [m.end for m in strong[s]] for s in strong}

    def before(self, position: int, strength: int) -> int:
        """End of the last mark of that strength before ``position``, or 0."""
        count = bisect_left(self.starts[strength], position)
        return self.ends[strength][count - 1] if count else 0

    def behind(self, position: int, strength: int) -> int:
        """Start of the first mark of that strength at or behind ``position``, or the text's end."""
        starts = self.starts[strength]
        index = bisect_left(starts, position)
        return starts[index] if index < len(starts) else len(self.text)

    def after(self, position: int, strength: int) -> int:
        """End of the mark of that strength that starts at ``position``."""
        return self.ends[strength][bisect_left(self.starts[strength], position)]


_EMPTY = regex(
    r"(?:分别|和|与|及|以及|各|共计|共有|共|为|达到|达|累计|合计|总计|约|其中|有|了|的|已|均|计|个|等|超过|则|也|又|另|还)+"
)
_WORD = regex(r"[\u4e00-\u9fffA-Za-z]")


def has_words(text: str, start: int, end: int) -> bool:
    """True when the stretch holds words of its own, not only 共, 分别, 达 and the like."""
    return start < end and bool(_WORD.search(_EMPTY.sub("", text[start:end])))
