"""A change told of another amount than the facts': 税费86亿元，增长3% for 税费86亿元，税收增长3%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import unmarked
from summarywriter.checking.layout.markers import difference, governing, markers
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.matcher import FactFigure, Match, Matcher
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.matching.told_of import index_of, things
from summarywriter.checking.matching.values import one_unit
from summarywriter.model import FRAME_ROLES, Figure, Finding
from summarywriter.patterns import regex

_CARRIERS = frozenset({"count", "measure", "money"})
"""Kinds of amounts that rise and fall."""
_CHANGES = _CARRIERS | {"percent"}
"""Kinds of figures that tell by how much."""


def moved_changes(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield a rate of change behind another amount, or of a thing named otherwise, than its fact's.

    The amount that the fact tells it of is told elsewhere in the text. What is ``found`` already is not
    said again.
    """
    if matcher.scope.role in FRAME_ROLES:
        return
    doubted = Stretches.of(found)
    told = {m.fact for m in matches if m is not None and m.tie == "equal"}
    for t, match in enumerate(matches):
        place = layout.places[t]
        if match is None or match.tie != "equal" or match.also or match.repeated:
            continue
        if not _changes(layout, place) or doubted.touch(place.figure.phrase_start, place.figure.phrase_end):
            continue
        fact = matcher.figures[match.fact]
        if not _changes(fact.line.layout, fact.place):
            continue
        other = _other(layout, t, matcher, matches, told)
        if other is not None:
            yield _moved(layout, place, fact, other, matcher)


def _changes(layout: Layout, place: Place) -> bool:
    """True for the 3.8% of 同比增长3.8% and the 7.2万元 of 比去年同期减少7.2万元, told by themselves."""
    if place.turn is not None or place.figure.kind not in _CHANGES:
        return False
    if place.figure.kind == "percent":
        return governing(layout, "direction", place, far=False) is not None
    change = step(layout, place)
    return (
        change is not None and change.kind == "by" and governing(layout, "base", place, far=False) is not None
    )


def _other(
    layout: Layout, t: int, matcher: Matcher, matches: Sequence[Match | None], told: Set[int]
) -> int | None:
    """The fact's amount that a text tells a change of, where its fact tells it of another one."""
    match = matches[t]
    assert match is not None
    n, line = match.fact, matcher.of_line[matcher.line_of[match.fact]]
    figure = layout.places[t].figure
    amounts = [m for m in line if m != n and _carries(matcher.figures[m].place.figure, figure)]
    said, meant = _words(layout, layout.places[t]), _words_of(matcher.figures[n])
    own = {m for m in amounts if _words_of(matcher.figures[m]) & meant}
    if said:
        if not own or said & meant:
            return None
        return next((m for m in amounts if said & (_words_of(matcher.figures[m]) - meant)), None)
    behind = _carrier(layout, t)
    carrier = matches[behind] if behind is not None else None
    if carrier is None or carrier.tie != "equal" or carrier.also:
        return None
    if not meant:
        at = _carrier(matcher.figures[n].line.layout, line.index(n))
        own = {line[at]} if at is not None and not _of_one(matcher, line[at], carrier.fact) else set()
    elsewhere = own & told - {carrier.fact}
    return carrier.fact if elsewhere and carrier.fact not in own else None


def _words(layout: Layout, place: Place) -> Set[str]:
    """What stands before a figure but 同比增长, 比上年增长 and the like, in pairs of characters."""
    return {piece for piece in pieces(unmarked(layout.flat[slice(*place.own)])) if len(piece) > 1}


def _words_of(fact: FactFigure) -> Set[str]:
    return _words(fact.line.layout, fact.place)


def _of_one(matcher: Matcher, one: int, other: int) -> bool:
    """True for two values of one thing: 由20家增加到26家，增长30% may be told behind either."""
    a, b = matcher.figures[one], matcher.figures[other]
    if a.line is not b.line or a.place.figure.kind != b.place.figure.kind:
        return False
    mine, theirs = (things(a.line.layout)[index_of(a.line.layout, fact.place)] for fact in (a, b))
    return not mine or not theirs or bool(mine & theirs)


def _carrier(layout: Layout, t: int) -> int | None:
    """The amount before a figure that it is a change of, as its place's number, unless that is a part.

    An amount that changed is the last one of the change's own unit: 合同312份，覆盖职工2.6万人，同比增加38份.
    """
    place = layout.places[t]
    for n in range(t - 1, -1, -1):
        before = layout.places[n]
        if before.sentence != place.sentence or before.turn is not None:
            return None
        if _CLOSED.match(layout.flat, before.figure.phrase_end, place.figure.phrase_start):
            continue
        among = _AMONG.search(layout.flat, place.group[0], before.own[1])
        if among or _EACH.search(layout.flat, *before.own):
            return None
        # 增加210万元 and 超计划210万元 are changes themselves; 新增图书4.26万册 is none.
        moved = any(m.end >= before.own[1] - 1 for m in markers(layout, "direction", *before.own))
        if moved or difference(layout, before):
            continue
        if _carries(before.figure, place.figure):
            return n
        if place.figure.kind == "percent":
            return None
    return None


def _carries(amount: Figure, change: Figure) -> bool:
    """True for an amount that may have changed by so much."""
    return amount.kind in _CARRIERS and (change.kind == "percent" or one_unit(amount, change))


_AMONG = regex("其中|(?<!包)含|包括")
_EACH = regex("均|每")
_CLOSED = regex(r"[^()]*\)")
"""What parts a figure in brackets from one behind them."""


def _moved(layout: Layout, place: Place, fact: FactFigure, other: int, matcher: Matcher) -> Finding:
    wrong = matcher.figures[other]
    named = unmarked(wrong.line.layout.flat[slice(*wrong.place.own)]).strip() or wrong.phrase
    start = next((n for n in range(*place.own) if layout.flat[n] not in "、,;"), place.figure.phrase_start)
    return finding(
        "misattributed",
        f"{quoted(place.figure.text)}说错了对象：{fact.line.label}写的是{quoted(fact.line.text)}，"
        f"这里却成了{quoted(named)}的变化。请按事实改正。",
        section=matcher.scope.heading,
        start=start, end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip
