"""Another step of the same matter beside a figure: 放款136笔 for 批准136笔, 出雏 for 入孵.

The steps are in ``chains.tsv``, a row for each matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import permutations
from operator import itemgetter
from typing import NamedTuple

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Finding
from summarywriter.resources import Words, word_rows


class _Chains(NamedTuple):
    """All words, for each those of the other steps of its matters, and those that say its own step."""

    every: Words
    others: Mapping[str, Set[str]]
    same: Mapping[str, Set[str]]


@cache
def _chains() -> _Chains:
    others: dict[str, set[str]] = defaultdict(set)
    same: dict[str, set[str]] = defaultdict(set)
    for row in word_rows("chains"):
        for step, other in permutations([frozenset(cell.split()) for cell in row], 2):
            for word in step:
                same[word] |= step
                others[word] |= other
    return _Chains(Words(others), {word: steps - same[word] for word, steps in others.items()}, same)


def other_steps_of_chains(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield a step beside a figure that its fact does not tell, where the fact's own one is gone.

    The fact's step is told by none of its words in the sentence, the other one by none in the facts.
    """
    told = _beside(layout, place)
    meant = _beside(fact.line.layout, fact.place) if told else []
    if not meant:
        return
    sentence, known = layout.text[slice(*place.sentence)], scope.corpus
    _, others, same = _chains()
    for start, said in told:
        if any(word in known for word in same[said]):
            continue
        gone = [word for _, word in meant if word in others[said]]
        gone = [word for word in gone if not any(again in sentence for again in same[word])]
        if gone:
            yield finding(
                "status-changed",
                f"{quoted(said)}与事实不符（事情的状态变了）：{fact.line.label}写的是{quoted(gone[-1])}"
                f"（{fact.line.text}）。请按事实写。",
                section=scope.heading, start=start, end=start + len(said), facts=(fact.line.id,),
            )  # fmt: skip
            return


def _beside(layout: Layout, place: Place) -> Sequence[tuple[int, str]]:
    told = _told(layout)
    found: list[tuple[int, str]] = []
    for start, end in (place.own, place.after) if told else ():
        first = bisect_left(told, start, key=itemgetter(0))
        found += told[first : bisect_left(told, end, first, key=itemgetter(0))]
    return found


@remembered
def _told(layout: Layout) -> Sequence[tuple[int, str]]:
    """The words of a text that tell a step of something, and where they stand; not what is still to come."""
    found = _chains().every.find(layout.flat)
    return [(at, word) for at, word in found if not _NOT_YET.search(layout.flat, max(0, at - _FAR), at)]


_FAR = 4
_NOT_YET = re.compile("(?:[未没不待拟将候免需]|没有|等待|等候|准备|申请|计划|打算|即将|未能)$")
"""What before a step says that it has not been taken."""
