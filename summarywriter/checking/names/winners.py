"""Who won what: 市特殊教育学校队夺得女子组冠军 where the fact's champions are of another school."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.frames import frame_words
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Edit, Finding


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """市医院队夺得冠军, 冠军由市医院队夺得."""
    won, prize = frame_words("winner", "deeds"), frame_words("winner", "kinds")
    who, what = "(?P<who>[\u4e00-\u9fff]{3,16}?)", f"(?P<what>[^,;。\n\0由]{{0,10}}(?:{prize}))"
    return (
        re.compile(f"(?:^|(?<=[,;。\n、])){who}(?:{won})了?{what}"),
        re.compile(f"(?:^|(?<=[,;。\n])){what}(?:分别)?[被由归]{who}(?:{won}|所有|包揽)"),
    )


@cache
def _team() -> re.Pattern[str]:
    return re.compile(f"(?:{frame_words('winner', 'ends')})$")


@remembered
def _wins(layout: Layout) -> Sequence[re.Match[str]]:
    """Who won in a text, and what."""
    found = (match for form in _forms() for match in form.finditer(layout.flat))
    return [match for match in found if _team().search(match["who"])]


def other_winners(layout: Layout, scope: Scope, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield who is said to have won what the facts let others win, and no fact lets them.

    What is ``found`` already is not said again.
    """
    facts = [(line, win["who"], win["what"]) for line in scope.facts for win in _wins(line.layout)]
    doubted = Stretches.of(found)
    for win in _wins(layout) if facts else ():
        who, what = win["who"], win["what"]
        same = [(line, own) for line, own, known in facts if known.endswith(what) or what.endswith(known)]
        if not same or any(_akin(who, own) for _, own in same) or doubted.touch(*win.span()):
            continue
        if not any(_may_have_won(who, what, line.layout.flat) for line in scope.facts):
            line, own = same[0]
            start, end = win.span("who")
            yield finding(
                "misattributed",
                f"{quoted(who)}与事实不符：{line.label}写的是{quoted(own)}（{line.text}）。请改为{quoted(own)}。",
                section=scope.heading, start=start, end=end, facts=(line.id,),
                suggestion=Edit(start=start, end=end, text=own),
            )  # fmt: skip


def _may_have_won(who: str, what: str, fact: str) -> bool:
    """True for 县医院队 of 县医院队在技能大赛中获一等奖: a fact that names the team and such a prize."""
    return what[-_PRIZE:] in fact and pairs_of(_team().sub("", who)) <= pairs_of(fact)


_PRIZE = 2
"""Characters of a prize: 冠军, 等奖."""


def _akin(one: str, other: str) -> bool:
    """True for 县医院队 and 县人民医院代表队: names that share what is no mere ending."""
    own, known = (_team().sub("", _team().sub("", name)) for name in (one, other))
    return not {*map("".join, pairwise(own))}.isdisjoint(map("".join, pairwise(known))) or own in known
