"""A change behind the amount of another thing than its fact's: 税费86亿元，增长3% for 税收增长3%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.marker_words import unmarked
from summarywriter.checking.layout.markers import governing
from summarywriter.checking.matching.matcher import FactFigure, Match, Matcher
from summarywriter.checking.matching.things import head_of, index_of, things
from summarywriter.model import FRAME_ROLES, Finding


def moved_changes(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield a change without words of its own behind an amount of another thing than its fact names.

    The thing that the fact names has a figure of its own elsewhere in the text. What is ``found``
    already is not said again.
    """
    if matcher.scope.role in FRAME_ROLES:
        return
    doubted = Stretches.of(found)
    for t, match in enumerate(matches):
        place = layout.places[t]
        if match is None or match.tie != "equal" or match.also or match.repeated or place.turn is not None:
            continue
        if place.figure.kind != "percent" or governing(layout, "direction", place, far=False) is None:
            continue
        own = _named(matcher.figures[match.fact])
        if not own or things(layout)[t] or doubted.touch(place.figure.phrase_start, place.figure.phrase_end):
            continue
        head, carrier = head_of(layout, t), matches[t - 1]
        if head != t - 1 or carrier is None or carrier.tie != "equal" or carrier.fact == match.fact:
            continue
        other = _named(matcher.figures[carrier.fact])
        only = own - other
        if not only or own & things(layout)[head] or not other & things(layout)[head]:
            continue
        elsewhere = (
            v for v, m in enumerate(matches)
            if v not in (t, head) and m is not None and m.fact not in (match.fact, carrier.fact)
            and things(layout)[v] & only and _named(matcher.figures[m.fact]) & only
        )  # fmt: skip
        if next(elsewhere, None) is not None:
            yield _told(layout, t, head, matcher.figures[match.fact], matcher)


def _named(fact: FactFigure) -> frozenset[str]:
    """The words that tell a thing beside a figure of the facts, in pieces; none for one of a row."""
    if fact.place.turn is not None:
        return frozenset()
    return frozenset(things(fact.line.layout)[index_of(fact.line.layout, fact.place)])


def _told(layout: Layout, t: int, head: int, fact: FactFigure, matcher: Matcher) -> Finding:
    place, carrier = layout.places[t], layout.places[head]
    said, meant = (
        next(word for span in (p.own, p.after) for word in unmarked(of.flat[slice(*span)]).split())
        for of, p in ((layout, carrier), (fact.line.layout, fact.place))
    )
    return finding(
        "misattributed",
        f"{quoted(place.figure.text)}说错了对象：{fact.line.label}的{quoted(fact.place.figure.text)}说的是"
        f"{quoted(meant)}（{fact.line.text}），这里接在{quoted(said)}后面。请按事实改正。",
        section=matcher.scope.heading,
        start=place.own[0], end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip
