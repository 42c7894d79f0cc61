"""前者 and 后者 turned round: what is told of the former is the facts' of the latter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout, Place, clauses
from summarywriter.checking.layout.rows import FORMER
from summarywriter.checking.layout.within import beginning
from summarywriter.checking.matching.matcher import FactFigure, Match, Matcher
from summarywriter.checking.matching.subject import pieces
from summarywriter.model import Finding
from summarywriter.patterns import regex


def turned_round(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield the figures of 前者 and 后者 where those of the facts stand in the other order before them.

    In 赤岗遗址3月开工，莲塘墓地6月开工；前者有墓葬41座，后者有灰坑63个 the 墓葬 are 莲塘's. What is ``found``
    already is not said again.
    """
    doubted = Stretches.of(found)
    yield from _one_alone(layout, matcher, matches, doubted)
    for said in FORMER.finditer(layout.flat):
        told = [_told(layout, matcher, matches, said.span(part)) for part in ("first", "second")]
        one, other = told if said["one"] == "前" else told[::-1]
        if one is None or other is None or doubted.touch(*said.span()):
            continue
        former, latter = _words(one[1]), _words(other[1])
        start = layout.places[one[0]].sentence[0]
        if _in_order(layout.flat[start : said.start()], former - latter, latter - former) is not False:
            continue
        for t, fact in (one, other):
            place = layout.places[t]
            yield finding(
                "misattributed",
                f"{quoted(place.figure.text)}说错了对象，前者和后者弄反了：{fact.line.label}写的是"
                f"{quoted(fact.line.text)}。请按事实改正。",
                section=matcher.scope.heading, start=place.clause[0], end=place.figure.phrase_end,
                facts=(fact.line.id,),
            )  # fmt: skip


def _one_alone(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], doubted: Stretches
) -> Iterator[Finding]:
    """Yield 前者同比增长4.1% where the thing that has so grown is told last before it."""
    for t, place in enumerate(layout.places):
        said = _ALONE.match(layout.flat, place.clause[0], place.figure.phrase_start)
        match = matches[t]
        if said is None or match is None or match.tie != "equal" or match.also:
            continue
        if len(_EITHER.findall(layout.flat, *place.sentence)) > 1 or doubted.touch(*said.span()):
            continue
        fact = matcher.figures[match.fact]
        flat = fact.line.layout.flat
        again = _EITHER.search(flat, *fact.place.sentence)
        if again is not None:
            names = _TWO.search(flat, fact.place.sentence[0], again.start())
            kept = names is not None and f"{names[1][-2:]}、{names[2][:2]}" in layout.flat
            turned = kept and again[1] != said[1]
        else:
            turned = _other_of_two(layout, place, _HEAD.match(flat, fact.place.clause[0]), said[1])
        if turned:
            yield finding(
                "misattributed",
                f"{quoted(said[0])}与事实不符，前者和后者弄反了：{fact.line.label}写的是{quoted(fact.line.text)}。请按事实改正。",
                section=matcher.scope.heading, start=said.start(), end=place.figure.phrase_end,
                facts=(fact.line.id,),
            )  # fmt: skip


_EITHER = regex("([前后])者")
_ALONE = regex("(?:其中)?([前后])者")
_TWO = regex("([\u4e00-\u9fff]{2,6})[、和与及]([\u4e00-\u9fff]{2,6})(?:两|二|$)")
_HEAD = regex("[\u4e00-\u9fff]{3,8}?(?=同比|环比|[较比]|[增下提降上减])")
"""What heads a fact's clause: the 税收收入 of 税收收入同比增长4.1%."""


def _other_of_two(layout: Layout, place: Place, head: re.Match[str] | None, which: str) -> bool:
    """True for 前者 of what the clause right before it tells, 后者 of what the one before that does."""
    if head is None:
        return False
    before = clauses(layout, place.sentence[0], place.clause[0])
    counted = [clause for clause in before if "\0" in layout.flat[slice(*clause)]]
    told = [head[0] in layout.flat[slice(*clause)] for clause in counted[-2:]]
    return told == ([False, True] if which == "前" else [True, False])


def _told(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], span: tuple[int, int]
) -> tuple[int, FactFigure] | None:
    """The first figure of a stretch, if it tells one of the facts' as it is, with that one."""
    t = next(iter(beginning(layout.figures, *span)), None)
    match = matches[t] if t is not None else None
    if t is None or match is None or match.tie != "equal" or match.also:
        return None
    return t, matcher.figures[match.fact]


def _words(fact: FactFigure) -> Set[str]:
    """What tells of a fact's figure: its name in a row, else its clause."""
    place = fact.place
    span = place.turn.name if place.turn is not None and place.turn.name is not None else place.clause
    return frozenset(piece for piece in pieces(fact.line.layout.flat[slice(*span)]) if len(piece) > 1)


def _in_order(text: str, former: Set[str], latter: Set[str]) -> bool | None:
    """Whether all of the former's words that a text has stand before all of the latter's, or none does."""
    one, other = ([at for word in words if (at := text.find(word)) >= 0] for words in (former, latter))
    if not one or not other:
        return None
    if max(one) < min(other):
        return True
    return False if max(other) < min(one) else None
