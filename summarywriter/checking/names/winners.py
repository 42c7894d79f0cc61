"""Who won what: 市特殊教育学校队夺得女子组冠军 where the fact's champions are of another school."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_WON = "(?:夺得|夺取|荣获|获得|获|摘得|摘取|赢得|斩获|捧得|拿下|取得)"
_PRIZE = "(?:[冠亚季]军|[特一二三]等奖|[金银铜][奖牌]|优胜奖|奖杯|流动红旗)"
_WHAT = f"(?P<what>[^,;。\n\0由]{{0,10}}{_PRIZE})"
_BY = regex(f"(?:^|(?<=[,;。\n、]))(?P<who>[\u4e00-\u9fff]{{3,16}}?){_WON}了?{_WHAT}")
_OF = regex(
    f"(?:^|(?<=[,;。\n])){_WHAT}(?:分别)?[被由归](?P<who>[\u4e00-\u9fff]{{3,16}}?)(?:{_WON}|所有|包揽)"
)
_TEAM = regex("(?:队|组|班|团|科|室|部|厂|校|院|所|站|局|公司|中心|学校|工会|幼儿园)$")


@remembered
def _wins(layout: Layout) -> Sequence[re.Match[str]]:
    """Who won in a text, and what."""
    found = (match for form in (_BY, _OF) for match in form.finditer(layout.flat))
    return [match for match in found if _TEAM.search(match["who"])]


def other_winners(layout: Layout, scope: Scope, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield who is said to have won what the facts let others win, and no fact lets them.

    What is ``found`` already is not said again.
    """
    facts = [(line, win["who"], win["what"]) for line in scope.facts for win in _wins(line.layout)]
    doubted = Stretches.of(found)
    for win in _wins(layout) if facts else ():
        who, what = win["who"], win["what"]
        same = [(line, own) for line, own, known in facts if known.endswith(what) or what.endswith(known)]
        if same and not any(_akin(who, own) for _, own in same) and not doubted.touch(*win.span()):
            line, own = same[0]
            start, end = win.span("who")
            yield finding(
                "misattributed",
                f"{quoted(who)}与事实不符：{line.label}写的是{quoted(own)}（{line.text}）。请改为{quoted(own)}。",
                section=scope.heading, start=start, end=end, facts=(line.id,),
                suggestion=Edit(start=start, end=end, text=own),
            )  # fmt: skip


def _akin(one: str, other: str) -> bool:
    """True for 县医院队 and 县人民医院代表队: names that share what is no mere ending."""
    own, known = (_TEAM.sub("", _TEAM.sub("", name)) for name in (one, other))
    return not {*map("".join, pairwise(own))}.isdisjoint(map("".join, pairwise(known))) or own in known
