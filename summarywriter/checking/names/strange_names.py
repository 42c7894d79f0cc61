"""A name right before a figure that is another one than the fact's: 超速285起 for 醉驾285起."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import marking
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.reworded import telling
from summarywriter.model import FRAME_ROLES, Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words, word_rows

_LIGHT = regex(
    r"^(?:其中|包括|含|[、,;和及与]|共|有|的|为|达|达到|已|分别|另有|另|还)+"
    r"|(?:共|有|的|为|达|达到|已|各|约|占|计|分别|了|均|由|从|较|比|于|在)+$"
)
_SHORTEST, _LONGEST = 2, 6
_CLASSES = frozenset("类型项级组")


@cache
def nameless() -> re.Pattern[str]:
    """Return the pattern of words that name nothing: verbs and common nouns."""
    words = listed_words("nameless")
    words |= {word for row in word_rows("synonyms") for word in (row[0], *row[1].split())}
    return re.compile(alternatives(words))


@cache
def _first_verb() -> re.Pattern[str]:
    """配备洗衣机, 新建书屋: what comes before a name and is none."""
    return re.compile(f"^(?:{nameless().pattern})")


def no_name(words: str) -> bool:
    """True for words that hold a verb or a common noun of two characters: 委托, 活动."""
    return any(len(match.group()) > 1 for match in nameless().finditer(words))


def strange_name(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield a short name that no fact holds, in the place of one that the text holds nowhere.

    But for a class that both end in the two share no character: an editor words a name anew, he
    hardly ever puts a wholly other one right before a figure.
    """
    if scope.role in FRAME_ROLES:
        return  # leads and closings sum up in words of their own
    if _before(layout, place) == _before(fact.line.layout, fact.place):
        return
    said = _name(layout, place)
    meant = _name(fact.line.layout, fact.place) if said else ""
    if not meant or said == meant:
        return
    said, meant = _differing(said, meant)
    if min(len(said), len(meant)) < _SHORTEST or set(said) & set(meant) or telling(said) != said:
        return
    if _holds(scope.flat_corpus, said) or _holds(layout.flat, meant):
        return
    start = layout.flat.index(said, place.own[0])
    yield finding(
        "misattributed",
        f"{quoted(said)}在事实里没有：{fact.line.label}的{quoted(fact.place.figure.text)}说的是"
        f"{quoted(meant)}（{fact.line.text}）。请改为{quoted(meant)}。",
        section=scope.heading, start=start, end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip


def _before(layout: Layout, place: Place) -> str:
    return layout.flat[place.own[0] : place.own[1]].strip("、,; ")


def _name(layout: Layout, place: Place) -> str:
    """The words right before a figure where they may be a name: short, no verb, no word of change."""
    words = _before(layout, place)
    while (bare := _first_verb().sub("", _LIGHT.sub("", words))) != words:
        words = bare
    named = _SHORTEST <= len(words) <= _LONGEST and not nameless().search(words) and not marking(words)
    return words if named else ""


def _differing(said: str, meant: str) -> tuple[str, str]:
    """Leave out the class that both end in: 投诉类 and 报修类 differ in 投诉 and 报修."""
    if said[-1] == meant[-1] and said[-1] in _CLASSES:
        return said[:-1], meant[:-1]
    return said, meant


def _holds(text: str, name: str) -> bool:
    return any(name[i : i + 2] in text for i in range(len(name) - 1))
