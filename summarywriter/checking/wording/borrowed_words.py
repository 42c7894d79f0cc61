"""The words of another figure of the facts beside a figure: 走访职工214户 where 214户 are 建档职工."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.matching.matcher import Match, Matcher
from summarywriter.checking.matching.reworded import unknown_words
from summarywriter.checking.matching.subject import canonical, pieces
from summarywriter.checking.matching.values import one_unit
from summarywriter.model import FRAME_ROLES, Finding

_LEAST = 3
"""Pairs of characters from which words tell one figure of the facts."""


def borrowed_words(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield a figure whose words are all those of another figure, where its own are lost in the sentence.

    What is ``found`` already is not said again.
    """
    scope = matcher.scope
    if scope.role in FRAME_ROLES:
        return
    doubted = Stretches.of(found)
    spoken = _by_words(matcher)
    for t, match in enumerate(matches):
        place = layout.places[t]
        if match is None or match.tie != "equal" or match.also or match.repeated or place.turn is not None:
            continue
        fact, start = matcher.figures[match.fact], place.own[0]
        said = _words(layout, place)
        others = spoken.get(said, ()) if fact.place.turn is None and len(said) >= _LEAST else ()
        if not others or doubted.touch(start, place.figure.phrase_end):
            continue
        other = next(
            (n for n in others if one_unit(matcher.figures[n].place.figure, fact.place.figure)), None
        )
        own = fact.line.layout.flat[slice(*fact.place.own)]
        lost = unknown_words(own, canonical(layout.text[slice(*place.sentence)]))
        if other is None or match.fact in others or not lost:
            continue
        figure = matcher.figures[other]
        yield finding(
            "misattributed",
            f"{quoted(place.figure.text)}说错了对象：{fact.line.label}的{quoted(fact.place.figure.text)}说的是"
            f"{quoted(lost[0])}（{fact.line.text}），这里写的却是{figure.line.label}的"
            f"{quoted(figure.place.figure.text)}所说的事。请按事实改正。",
            section=scope.heading, start=start, end=place.figure.phrase_end, facts=(fact.line.id,),
        )  # fmt: skip


def _by_words(matcher: Matcher) -> Mapping[Set[str], Sequence[int]]:
    """The figures of the facts by the words before each."""
    spoken: dict[Set[str], list[int]] = defaultdict(list)
    for n, fact in enumerate(matcher.figures):
        if fact.place.turn is None:
            spoken[_words(fact.line.layout, fact.place)].append(n)
    return spoken


def _words(layout: Layout, place: Place) -> frozenset[str]:
    return frozenset(pieces(canonical(layout.flat[slice(*place.own)])))
