"""Two figures of a row whose names say that they changed places: 用电、用水分别下降6%和4.76%."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.matching.matcher import FactFigure, Match, Matcher, exchange
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.matching.values import one_unit
from summarywriter.patterns import regex


def part_by_names(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """Exchange two matches where each figure's name stands in the other's fact only."""
    rows: dict[int, list[int]] = defaultdict(list)
    for t, place in enumerate(layout.places):
        if place.turn is not None and place.turn.name is not None:
            rows[place.turn.first].append(t)
    for row in rows.values():
        for t, u in combinations(row, 2):
            mine, theirs = matches[t], matches[u]
            if mine is None or theirs is None or mine.tie != "equal" or theirs.tie != "equal":
                continue
            own, other = matcher.figures[mine.fact], matcher.figures[theirs.fact]
            mine_named, theirs_named = _apart(layout, layout.places[t], layout.places[u])
            turned = _told_of(other, own, mine_named, theirs_named)
            if turned and one_unit(own.place.figure, other.place.figure):
                exchange(matches, t, u)


def names_hold(layout: Layout, t: int, u: int, own: FactFigure, other: FactFigure) -> bool:
    """True for two figures of a row of which each has the name that its own fact tells."""
    one, two = layout.places[t], layout.places[u]
    if one.turn is None or two.turn is None or one.turn.first != two.turn.first:
        return False
    if one.turn.name is None or two.turn.name is None:
        return False
    return _told_of(own, other, *_apart(layout, one, two))


def titles_hold(layout: Layout, t: int, u: int, own: FactFigure, other: FactFigure) -> bool:
    """True for 《甲》获银奖，《乙》获金奖 and 《甲》《乙》分获银奖和金奖: each stands with its own title."""
    first, second = layout.places[t], layout.places[u]
    one, two = (_titles(layout, place) for place in (first, second))
    if first.clause == second.clause and one == two and len(one) == _TWO:
        one, two = one[:1], one[1:]
    mine, theirs = (set(_titles(fact.line.layout, fact.place)) for fact in (own, other))
    return len(one) == len(two) == 1 and mine != theirs and set(one) <= mine and set(two) <= theirs


_TWO = 2
_TITLE = regex("《[^《》\n]{2,40}》|“[^“”\n]{2,40}”")


def _titles(layout: Layout, place: Place) -> list[str]:
    """The quoted names in the clause of a figure."""
    return _quoted(layout, place.clause)


@remembered
def _quoted(layout: Layout, clause: tuple[int, int]) -> list[str]:
    return _TITLE.findall(layout.flat, *clause)


def _apart(layout: Layout, one: Place, two: Place) -> tuple[frozenset[str], frozenset[str]]:
    """The words of each name that the other lacks."""
    assert one.turn is not None
    assert two.turn is not None
    first, second = (
        frozenset(pieces(layout.flat[slice(*turn.name)])) for turn in (one.turn, two.turn) if turn.name
    )
    return first - second, second - first


def _told_of(one: FactFigure, two: FactFigure, first: frozenset[str], second: frozenset[str]) -> bool:
    """True when the words of each name stand with its own one of two figures of the facts."""
    here, there = _words(one, two), _words(two, one)
    return _only_in(here, first, there) and _only_in(there, second, here)


def _only_in(one: str, words: frozenset[str], other: str) -> bool:
    """True when some of the words stand in one text only, and none only in the other."""
    telling = {word for word in words if (word in one) != (word in other)}
    return bool(telling) and all(word in one for word in telling)


def _words(fact: FactFigure, other: FactFigure) -> str:
    """The words that speak of a fact's figure: its clause where the other stands in the same fact.

    In 讲座6场，参加540人次；咨询4场，接待93人次 they are those of its group of clauses.
    """
    if fact.line is not other.line:
        return fact.line.text
    if fact.place.group != other.place.group:
        return fact.line.text[slice(*fact.place.group)]
    return fact.line.text[slice(*fact.place.clause)]
