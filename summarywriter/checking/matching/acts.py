"""The verbs of office work in a text, and which of them may tell one act.

They are in ``acts.tsv``, a row for each way to say one thing; what one party does to another is in
``dealings.tsv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.place import remembered
from summarywriter.patterns import regex
from summarywriter.resources import Words, listed_words, word_rows


class Act(NamedTuple):
    """A verb and where it stands."""

    word: str
    start: int
    end: int


@remembered
def acts(layout: Layout) -> Sequence[Act]:
    """The verbs of a text, without those that are part of a noun (培训班)."""
    found = (Act(word, start, start + len(word)) for start, word in _verbs().find(layout.flat))
    return [act for act in found if not _NOUN.match(layout.flat, act.end)]


_NOUN = regex(
    "[班室站队员者会所处点栏月周日卡证单表书率费款金师法案类型性量力额]|中心|[热专路]线|平台|系统|机制|制度"
)
"""What makes a noun of a verb before it: 培训班, 调解室, 办结率."""


def same_act(one: str, other: str) -> bool:
    """True for two verbs that may tell one act."""
    rows = _rows()
    return one in other or other in one or not rows.get(one, _NONE).isdisjoint(rows.get(other, _NONE))


_NONE: frozenset[int] = frozenset()


@cache
def _rows() -> Mapping[str, frozenset[int]]:
    """The rows in which each verb stands."""
    rows: dict[str, set[int]] = defaultdict(set)
    for n, row in enumerate((*word_rows("acts"), *word_rows("dealings"))):
        for word in row[0].split():
            rows[word].add(n)
    return {word: frozenset(found) for word, found in rows.items()}


@cache
def _verbs() -> Words:
    return Words(listed_words("acts"))
