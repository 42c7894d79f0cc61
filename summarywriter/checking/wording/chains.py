"""Another step of the same matter beside a figure: 放款136笔 for 批准136笔, 出雏 for 入孵.

The steps are in ``chains.tsv``, a row for each matter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import permutations
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place, all_clauses, clause_at
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.wording.telling import Telling
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import Words, word_rows

_Step: TypeAlias = tuple[int, str]
"""Where a word stands that tells a step, and the word."""


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
    yield from _changed(scope, fact.line, told, meant, layout.text[slice(*place.sentence)])


def other_steps_of_bare_facts(
    layout: Layout, scope: Scope, tellings: Mapping[int, Telling | None]
) -> Iterator[Finding]:
    """Yield such a step in the clauses that tell a fact without figures."""
    spans = all_clauses(layout)
    for n, where in sorted(tellings.items()):
        if where is None:
            continue
        line, (_, sentence) = scope.facts[n], where
        pairs = pairs_of(line.layout.flat)
        told = []
        for start, word in _told(layout):
            if sentence.start <= start < sentence.end:
                clause = layout.flat[slice(*spans[clause_at(spans, start)])]
                if len(pairs & pairs_of(clause)) >= _SHARED:
                    told.append((start, word))
        yield from _changed(scope, line, told, _told(line.layout), layout.text[sentence.start : sentence.end])


_SHARED = 2
"""Pairs of characters that a clause must share with a fact to speak of it."""


def _changed(
    scope: Scope, line: Told, told: Sequence[_Step], meant: Sequence[_Step], sentence: str
) -> Iterator[Finding]:
    _, others, same = _chains()
    for start, said in told:
        if any(word in scope.corpus for word in same[said]):
            continue
        gone = [word for _, word in meant if word in others[said]]
        gone = [word for word in gone if not any(again in sentence for again in same[word])]
        if gone:
            yield finding(
                "status-changed",
                f"{quoted(said)}与事实不符（事情的状态变了）：{line.label}写的是{quoted(gone[-1])}（{line.text}）。"
                "请按事实写。",
                section=scope.heading, start=start, end=start + len(said), facts=(line.id,),
            )  # fmt: skip
            return


_GOES_ON = regex("[,，](?:均|都|已|全部|目前|现|正|尚|仍|并)[^,;。!?\n\0]*(?=[,;。!?\n]|$)")
"""The next clause, where it goes on about the same amount: 发现险情3处，均已上报."""


def _beside(layout: Layout, place: Place) -> Sequence[_Step]:
    told = _told(layout)
    found: list[_Step] = []
    behind = _GOES_ON.match(layout.flat, place.clause[1])
    stretches = (place.own, place.after, behind.span() if behind else (0, 0))
    for start, end in stretches if told else ():
        first = bisect_left(told, start, key=itemgetter(0))
        found += told[first : bisect_left(told, end, first, key=itemgetter(0))]
    return found


@remembered
def _told(layout: Layout) -> Sequence[_Step]:
    """The words of a text that tell a step of something, and where they stand; not what is still to come."""
    found = _chains().every.find(layout.flat)
    return [(at, word) for at, word in found if not _NOT_YET.search(layout.flat, max(0, at - _FAR), at)]


_FAR = 4
_NOT_YET = regex("(?:[未没不待拟将候免需]|没有|等待|等候|准备|申请|计划|打算|即将|未能)$")
"""What before a step says that it has not been taken."""
