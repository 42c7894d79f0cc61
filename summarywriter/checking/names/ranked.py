"""Who came first, second and third: names that stand at the rank of another in the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.matching.counting import JOINT
from summarywriter.checking.matching.matcher import Matcher
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.matching.values import amount
from summarywriter.model import Finding
from summarywriter.patterns import regex

_BRACKETS = regex(r"\([^()]*\)")
_BEHIND = regex(r"的?(?:依次|分别)?(?:为|是|由|被|归)?:?(?P<list>[^,;。!?\n]+)")
_BEFORE = regex(r"[^,;。!?\n]+$")
_PLACES = "ordinal:名"
"""The amounts that tell who came first, second and third; prizes are none."""
_SHORTEST = 2
_AHEAD, _BESIDE = 4, 3
"""Characters that may part a count from its rank before and behind it."""
_SPOKEN = 2
"""Words that a clause must share with a fact to speak of it."""
_SAME_THING = 0.75
"""Share of the words before 最高 that a sentence must hold to speak of the same."""


class _Ranked(NamedTuple):
    """The words in which a rank's holder stands, and where."""

    words: str
    start: int
    end: int


def exchanged_ranks(layout: Layout, matcher: Matcher, told: Mapping[int, Sequence[int]]) -> Iterator[Finding]:
    """Yield names of a list told at other ranks: 前三名依次为乙、甲、丙 where the facts have 第一名为甲.

    Ranks that are told one by one on both sides are held together by the words around them.
    """
    tellers: dict[int, list[int]] = defaultdict(list)
    for n, ts in sorted(told.items()):
        place = matcher.figures[n].place
        if amount(place.figure).group != _PLACES:
            continue
        for t in ts:
            tellers[t].append(n)
        if amount(place.figure).high is not None:
            yield from _exchanged(layout, matcher, [n], ts)
    for t, ns in sorted(tellers.items()):
        if len(ns) > 1:
            yield from _exchanged(layout, matcher, ns, [t])


def with_rank(layout: Layout, place: Place) -> tuple[int, int]:
    """Return the span of a figure and the rank it counts: either may be what stands in the wrong place."""
    start, end = place.figure.phrase_start, place.figure.phrase_end
    before, behind = place.figure.start - start + _AHEAD, end - place.figure.end + _BESIDE
    for rank in layout.figures_beside(place.figure, before, behind):
        if rank.kind != "ordinal":
            continue
        if 0 <= start - rank.end <= _AHEAD and rank.start >= place.own[0]:
            return rank.start, end
        if 0 <= rank.start - end <= _BESIDE and rank.end <= place.after[1]:
            return start, rank.end
    return start, end


def first_of_all(layout: Layout, place: Place, matcher: Matcher) -> bool:
    """True for 首次印刷 where a fact says 首印, and for 得分居首 where one says 得分最高."""
    figure = place.figure
    if figure.kind != "ordinal" or figure.value != 1:
        return False
    follows = layout.flat[figure.phrase_end : figure.phrase_end + 1]
    if figure.text == "首次" and follows.strip() and f"首{follows}" in matcher.scope.flat_corpus:
        return True
    if figure.text[0] == "第" and f"首{figure.text[2:]}" in matcher.scope.flat_corpus:
        return True  # 第一针 for 首针
    said = frozenset(pieces(layout.flat[slice(*place.sentence)]))
    spoken = matcher.index.sharing_most(pieces(layout.flat[slice(*place.group)]), least=_SPOKEN)
    return any(_highest(matcher.scope.facts[n].layout, said) for n in spoken)


def _highest(fact: Layout, said: frozenset[str]) -> bool:
    """True where a fact calls highest what a sentence speaks of: its words before 最高 are the sentence's."""
    for marker in markers(fact, "extreme", 0, len(fact.flat)):
        start = max(fact.flat.rfind(mark, 0, marker.start) for mark in ",;。") + 1
        own = frozenset(pieces(fact.flat[start : marker.start]))
        if marker.kind == "max" and own and len(own & said) >= _SAME_THING * len(own):
            return True
    return False


def _exchanged(layout: Layout, matcher: Matcher, ns: Sequence[int], ts: Sequence[int]) -> Iterator[Finding]:
    fact = matcher.figures[ns[0]].line
    meant = _holders(fact.layout, [matcher.figures[n].place for n in ns])
    said = _holders(layout, [layout.places[t] for t in ts])
    count = len(said)
    for rank, holder in sorted(said.items()):
        known = meant.get(rank)
        if known is None or _same(holder.words, known.words):
            continue
        others = "".join(other.words for other in meant.values())
        stranger = count > 1 and not set(pieces(holder.words)).intersection(pieces(others))
        if stranger or any(_same(holder.words, other.words) for other in meant.values()):
            yield finding(
                "misattributed",
                f"名次与事实不符：{fact.label}写的第{rank}是{quoted(known.words)}（{fact.text}）。请按事实改正。",
                section=matcher.scope.heading, start=holder.start, end=holder.end, facts=(fact.id,),
            )  # fmt: skip


def _holders(layout: Layout, places: Sequence[Place]) -> Mapping[int, _Ranked]:
    """Who holds the ranks that some figures tell."""
    found: dict[int, _Ranked] = {}
    for place in places:
        span = amount(place.figure)
        if isinstance(span.value, str):
            continue
        first = int(span.value)
        count = 1 if span.high is None else int(span.high) - first + 1
        holders = [_around(layout, place)] if count == 1 else _list(layout, place, count)
        found.update(enumerate(holders, first))
    return found


def _around(layout: Layout, place: Place) -> _Ranked:
    """The words of a rank that is told by itself: its name in a row, else its clause."""
    start, end = (place.turn.name if place.turn else None) or place.clause
    return _Ranked(layout.flat[start:end], start, end)


def _list(layout: Layout, place: Place, count: int) -> list[_Ranked]:
    """As many names as there are ranks in a list behind or before them, none if there is no such list."""
    end = place.figure.phrase_end
    behind = _BEHIND.match(layout.flat, end)
    before = _BEFORE.search(layout.flat, place.clause[0], place.figure.phrase_start)
    for start, stop in ((behind.span("list") if behind else (0, 0)), (before.span() if before else (0, 0))):
        stretch = _BRACKETS.sub(lambda m: " " * len(m.group()), layout.flat[start:stop])
        items, at = [], 0
        for joint in (*JOINT.finditer(stretch), None):
            to = joint.start() if joint else len(stretch)
            items.append(_Ranked(stretch[at:to].strip(), start + at, start + to))
            at = joint.end() if joint else at
        if len(items) == count and all(len(item.words) >= _SHORTEST for item in items):
            return items
    return []


def _same(one: str, other: str) -> bool:
    """True when one of two stretches holds the other."""
    return one in other or other in one
