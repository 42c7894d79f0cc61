"""How much of a plan is done: 全年计划80家，上半年新建48家，完成年度计划的70% does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from summarywriter.checking.facts.amounts import (
    averaged,
    disagrees,
    exact_amount,
    mismatched,
    rounded,
    value_of,
    words_before,
)
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import amount, units_match
from summarywriter.model import Finding
from summarywriter.patterns import regex

_PLAN = "(?:计划|目标|任务|指标|预算)"
_DONE_OF = regex(
    f"(?:完成|达到?|占|实现)[^,;。\0]{{0,8}}?{_PLAN}(?:[^,;。]{{0,8}}的|任务|总?[量数])?(?:为|达到?|约)?$"
    "|(?:^|[,、;])(?:完成|执行|达成|实现)率(?:为|达到?|约)?$"
)
_PLANNED = regex(_PLAN)
_TIME = regex("全年|年度|年初|今年|本年|上半年|下半年|季度|[当本]月|全期")
_YEAR = frozenset({"全年", "年度", "年初", "今年", "本年"})
_ELSE = regex("总投资|概算|总[量额]|累计|[人户]均|每|同比|环比|[比较][^,;。]{1,8}[增减提下]|[增减]加?$")
"""What tells that an amount is not what a share of a plan is told of."""
_A_WHILE = regex("[当本单]月|[一二三四]季度|[0-9]月(?!底|末|份?以来)|本周|其中")
"""What tells that an amount was done in a part of the time only, or is a part."""
_NEW = "新增"


def plans(ledger: Ledger) -> Iterator[Finding]:
    """Yield shares of a plan that no amount of their fact is of any plan that it tells."""
    for entry in ledger.entries:
        for share in entry.layout.places:
            if share.figure.kind == "percent" and exact_amount(share):
                yield from _held(entry, share)


def _held(entry: Entry, share: Place) -> Iterator[Finding]:
    layout = entry.layout
    told = _DONE_OF.search(layout.text[share.clause[0] : share.figure.phrase_start])
    if told is None or _A_WHILE.search(layout.text, share.group[0], share.figure.start):
        return
    amounts = [
        p for p in layout.places
        if amount(p.figure).group == "amount" and exact_amount(p) and p.figure.unit is not None
    ]  # fmt: skip
    planned = [p for p in amounts if _PLANNED.search(words_before(entry, p)) and _one_time(entry, p, told)]
    if not planned or any(_ELSE.search(words_before(entry, p)) for p in planned):
        return
    done = [p for p in amounts if not _PLANNED.search(words_before(entry, p)) and _counts(entry, p)]
    pairs = [
        (p, whole) for whole in planned for p in done
        if units_match(p.figure, whole.figure) and value_of(whole)
    ]  # fmt: skip
    if not pairs or any(_newer(entry, *pair) for pair in pairs):
        return
    rights = [value_of(p) / value_of(whole) * 100 for p, whole in pairs]
    sums = [_sum(done, whole) / value_of(whole) * 100 for _, whole in pairs]
    if all(disagrees(right, share) for right in (*rights, *sums)):
        yield mismatched(entry, (*pairs[-1], share), rounded(rights[-1], share))


def _newer(entry: Entry, done: Place, plan: Place) -> bool:
    """True for 新增投资0.8亿元 beside a plan that is not of what is new only."""
    return _NEW in words_before(entry, done) and _NEW not in words_before(entry, plan)


def _one_time(entry: Entry, plan: Place, told: re.Match[str]) -> bool:
    """False for the plan of a year beside a share of that of the half-year."""
    ahead = entry.layout.text[plan.clause[0] : plan.figure.phrase_start]
    one, other = _times(ahead), _times(told.group())
    if other and not one:
        return "投资" not in ahead  # 计划投资10亿元 may be for years
    return not one or not other or bool(one & other)


def _times(words: str) -> set[str]:
    return {"年度" if time in _YEAR else time for time in _TIME.findall(words)}


def _counts(entry: Entry, place: Place) -> bool:
    return not averaged(entry.layout, place) and not _ELSE.search(words_before(entry, place))


def _sum(done: Sequence[Place], whole: Place) -> Fraction:
    """Everything that is done of what a plan counts: 新建48家、改建12家."""
    return sum((value_of(p) for p in done if units_match(p.figure, whole.figure)), Fraction(0))
