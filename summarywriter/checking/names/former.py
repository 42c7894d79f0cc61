"""前者 and 后者 turned round: what is told of the former is the facts' of the latter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.rows import FORMER
from summarywriter.checking.layout.within import beginning
from summarywriter.checking.matching.matcher import FactFigure, Match, Matcher
from summarywriter.checking.matching.subject import pieces
from summarywriter.model import Finding


def turned_round(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield the figures of 前者 and 后者 where those of the facts stand in the other order before them.

    In 赤岗遗址3月开工，莲塘墓地6月开工；前者有墓葬41座，后者有灰坑63个 the 墓葬 are 莲塘's. What is ``found``
    already is not said again.
    """
    doubted = Stretches.of(found)
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
