"""Shares of one whole: what leaves nothing out is 100 % together, what leaves each other out no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from summarywriter.checking.facts.amounts import (
    disagrees,
    grouped_amounts,
    mismatched,
    rounded,
    step_of,
    value_of,
    words_before,
)
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.parts import family_of, ladder, leaves_nothing, names_of
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.layout.markers import governing
from summarywriter.checking.matching.values import one_unit
from summarywriter.model import Finding
from summarywriter.patterns import regex

_GRADES = regex(
    "(?:[^、，,]*(?:[：:]|[为是]))?(?:非常满意|很满意|比较满意|较满意|基本满意|满意|一般|不太满意|不满意|很不满意)(?:的)?为?"
)
"""The words of one scale, of which everybody asked said one."""
_SORTED = regex("按[^，,；;：:]{1,8}(?:分|划分|来看|统计)[，,：:]")
"""What opens a list of shares that leave each other out: 按年龄分."""
_SHARE = regex(
    "[,(]约?占(?:比|总数的?|全部的?|(?P<of>[^,;。]{2,8}?)(?:人数|总数|数量|总量)?的)?(?:为|达到?)?$"
)
_OVERLAP = regex("多选|兼|同时|交叉|重复")
_RATE = regex("率|度$|[增减升降]")


def shares(ledger: Ledger) -> Iterator[Finding]:
    """Yield shares of a whole that are not 100 % together, and shares of a part that are another's."""
    for entry in ledger.entries:
        for places in grouped_amounts(entry):
            yield from _together(entry, [p for p in places if p.figure.kind == "percent"])
            yield from _of_part(entry, places)
            yield from _of_told_whole(entry, places)


def _together(entry: Entry, told: Sequence[Place]) -> Iterator[Finding]:
    """按年龄分，35岁以下占38%、36至50岁占45%、51岁以上占22%: the shares of all there are make 100 %."""
    layout = entry.layout
    if len(told) < _FEW or any(governing(layout, "direction", p) for p in told):
        return
    group = layout.text[slice(*told[0].group)]
    opened = _SORTED.search(layout.text, told[0].group[0], told[0].figure.start)
    names = names_of(entry, told, opened.end() if opened else told[0].clause[0])
    if _OVERLAP.search(group) or any(_RATE.search(name) for name in names):
        return
    grades = names[-1].startswith("不满意") and all(map(_GRADES.fullmatch, names))
    behind_verb = [p for p in told if p.turn is None or p is told[0]]
    if not grades and not all(_SHARED.search(layout.flat, p.group[0], p.figure.start) for p in behind_verb):
        return
    complete = grades or leaves_nothing(names)
    apart = complete or opened is not None or ladder(names)[0] or family_of(entry, told, names) is not None
    off = sum((value_of(p) for p in told), Fraction(0)) * 100 - 100
    rounding = sum((step_of(p) for p in told), Fraction(0)) / 2
    if (apart and off > rounding) or (complete and -off > rounding):
        yield mismatched(entry, told, f"合计{float(off + 100):g}%")


_SHARED = regex("占(?:比|总数的?|全部的?)?(?:分别)?(?:为|达到?|约)?$")
_FEW = 3


def _of_part(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """手术1860台，其中三四级手术744台，占40%: a share right behind a part is the part by its whole.

    So is 居民8000人，老人1840人，占居民的32%, which names its whole.
    """
    for n, share in enumerate(places):
        if share.figure.kind != "percent" or n < _BEHIND:
            continue
        part = places[n - 1]
        words = entry.layout.flat[part.figure.phrase_end : share.figure.phrase_start]
        wholes = [p for p in places[: n - 1] if one_unit(p.figure, part.figure) and value_of(p)]
        told = _SHARE.fullmatch(words)
        among = entry.layout.flat[places[n - 2].figure.phrase_end : part.figure.phrase_start]
        if told is not None and told["of"]:
            of = told["of"].removeprefix("已")
            named = [p for p in wholes if of in words_before(entry, p)]
            # Without 其中 the whole's name must end so: 企业工会46家 are no whole of 企业.
            wholes = [p for p in named if "其中" in among or words_before(entry, p).endswith(of)]
        if told is None or not ("其中" in among or among.startswith("中") or told["of"]) or not wholes:
            continue
        rights = [value_of(part) / value_of(whole) * 100 for whole in wholes]
        if all(disagrees(right, share) for right in rights):
            yield mismatched(entry, (wholes[-1], part, share), rounded(rights[-1], share))


_BEHIND = 2


def _of_told_whole(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """女代表58名，占代表总数186名的31.2%: the part by the whole that stands between it and its share."""
    for part, whole, share in zip(places, places[1:], places[2:], strict=False):
        told = _OF_WHOLE.fullmatch(words_before(entry, whole)), _THAT.fullmatch(words_before(entry, share))
        if (
            share.figure.kind != "percent"
            or told[0] is None
            or told[1] is None
            or not one_unit(part.figure, whole.figure)
        ):
            continue
        if sum(one_unit(p.figure, whole.figure) for p in places) > _BEHIND:
            continue  # of several parts nobody knows which is meant
        of_plan = _PLAN.search(told[0].group()) is not None
        if of_plan and _A_WHILE.search(entry.layout.text, part.group[0], share.figure.start):
            continue
        right = value_of(part) / value_of(whole) * 100 if value_of(whole) else Fraction(0)
        if disagrees(right, share):
            yield mismatched(entry, (part, whole, share), rounded(right, share))


_OF_WHOLE = regex("[,、(]?约?占[^,;。]{0,10}")
_PLAN = regex("计划|目标|任务|预算")
_A_WHILE = regex("新增|[本当单]月|[本当]季|[一二三四]季度|[0-9]月(?!底|末)|本周|其中")
"""What was done in a part of the time only: the share of a plan may be of all that was done."""
_THAT = regex("的约?")
