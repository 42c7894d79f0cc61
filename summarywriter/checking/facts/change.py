"""Changes told with both ends: 由2500人增加到2000人, and 由2000人增加到2500人，增长30%."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.amounts import exact_amount, rounding_of, value_of
from summarywriter.checking.facts.growth import growth_of
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.layout.markers import governing
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.model import Finding
from summarywriter.patterns import regex


def changes(ledger: Ledger) -> Iterator[Finding]:
    """Yield changes whose verb or whose rate the two ends of the same clause contradict."""
    for entry in ledger.entries:
        # 较上年末的8.21万人: the day is none of the amounts.
        places = [p for p in entry.layout.places if p.figure.kind != "date"]
        for n, (first, last) in enumerate(pairwise(places)):
            if _ends(entry, first, last):
                yield from _turned(entry, first, last)
                if n + 2 < len(places):
                    yield from _by(entry, first, last, places[n + 2])
                    yield from _rate(entry, first, last, places[n + 2])
            elif n + 2 < len(places):
                yield from _against(entry, first, last, places[n + 2])
                if n + _FOURTH < len(places) and _than(entry, first, last):
                    yield from _grown(entry, first, last, places[n + _FOURTH])


def _ends(entry: Entry, first: Place, last: Place) -> bool:
    """True for the two ends of a change of one clause."""
    if first.clause != last.clause or not one_unit(first.figure, last.figure):
        return False
    if not all(isinstance(v := amount(p.figure).value, Fraction) and v >= 0 for p in (first, last)):
        return False  # 师生比由1:18提高到1:15
    if first.figure.kind == "ordinal" or not (exact_amount(first) and exact_amount(last)):
        return False  # 由第五位升至第二位
    one, other = step(entry.layout, first), step(entry.layout, last)
    return one is not None and other is not None and (one.kind, other.kind) == ("from", "to")


def _turned(entry: Entry, first: Place, last: Place) -> Iterator[Finding]:
    moved = governing(entry.layout, "direction", last)
    change = value_of(last) - value_of(first)
    if moved is None or not change or (change > 0) == (moved.kind == "up"):
        return
    yield entry.says(
        "fact-sum",
        f"由{quoted(first.figure.text)}到{quoted(last.figure.text)}，与{quoted(moved.word)}说反了",
        "请核对这两个数和增减。",
    )


def _by(entry: Entry, first: Place, last: Place, change: Place) -> Iterator[Finding]:
    """由142户降至118户，减少34户: the change is what lies between the two ends."""
    points = (change.figure.kind, last.figure.kind) == ("point", "percent")
    if not (points or one_unit(change.figure, last.figure)) or not exact_amount(change):
        return
    told = _ONLY_BY.fullmatch(entry.layout.flat, last.figure.phrase_end, change.figure.phrase_start)
    behind = entry.layout.flat[change.figure.phrase_end : change.sentence[1]]
    if told is None or _MORE.search(behind):
        return
    right = abs(value_of(last) - value_of(first)) * (100 if points else 1)
    if last.figure.kind == "percent" and not points:
        grown = right / value_of(first) if value_of(first) else right  # 由32%提高到40%，增长25%
        if abs(grown - value_of(change)) * 100 <= 1:
            return
    if value_of(change) != right:
        yield entry.says(
            "fact-sum",
            f"由{quoted(first.figure.text)}到{quoted(last.figure.text)}，"
            f"与{quoted(told[1] + change.figure.text)}对不上",
            "请核对这几个数。",
        )


_ONLY_BY = regex(
    "[,、;(]?(?:共|净)?(增加|减少|增长|下降|提高|提升|降低|上升|缩短|延长|压减|增|减|升|降|多|少)了?"
)
"""A change that says nothing of what it is of or of when: that of the two ends before it."""
_MORE = regex("[增减升降]|新建|撤并|剔旧")


def _rate(entry: Entry, first: Place, last: Place, rate: Place) -> Iterator[Finding]:
    growing = rate.figure.kind == "percent" or rate.figure.unit == "倍"
    if not growing or rate.sentence != last.sentence or not exact_amount(rate):
        return
    between = entry.layout.flat[last.figure.phrase_end : rate.figure.phrase_start]
    moved = governing(entry.layout, "direction", rate)
    base = governing(entry.layout, "base", rate)
    if (
        moved is None
        or len(between) > _NEAR
        or (base is not None and (base.kind != "yoy" or _since(entry, first)))
    ):
        return
    if value_of(first):
        yield from growth_of(entry, last, first, rate)


_FOURTH = 3


def _than(entry: Entry, now: Place, then: Place) -> bool:
    return _THAN.fullmatch(entry.layout.flat, now.figure.phrase_end, then.figure.phrase_start) is not None


def _grown(entry: Entry, now: Place, then: Place, rate: Place) -> Iterator[Finding]:
    """126亿元，较年初的105亿元增加21亿元，增长16.7%: the rate of the change that is told before it."""
    before = entry.layout.flat[then.figure.phrase_end : rate.figure.phrase_start]
    told = _GROWN.fullmatch(before) is not None and rate.sentence == now.sentence
    amounts = (now, then, rate)
    if told and rate.figure.kind == "percent" and all(map(exact_amount, amounts)) and value_of(then):
        yield from growth_of(entry, now, then, rate)


_GROWN = regex("(?:净)?[增减][加长少]?\0+[,(](?:增长|下降|增幅|降幅)(?:为|达)?")


def _against(entry: Entry, now: Place, then: Place, change: Place) -> Iterator[Finding]:
    """1080个，比去年同期的980个增加120个: how many more the one is than the other."""
    flat, told = entry.layout.flat, (now, then, change)
    than = _THAN.fullmatch(flat, now.figure.phrase_end, then.figure.phrase_start)
    grown = _ONLY_BY.fullmatch(flat, then.figure.phrase_end, change.figure.phrase_start)
    if than is None or grown is None or not all(map(exact_amount, told)):
        return
    points = now.figure.kind == then.figure.kind == "percent" and change.figure.kind == "point"
    if not points and not all(p.figure.kind in _COUNTED and one_unit(p.figure, now.figure) for p in told):
        return
    right = (value_of(now) - value_of(then)) * (100 if points else 1)
    off = abs(value_of(change) - (right if grown[1][0] in _MORE_THAN else -right))
    if off > rounding_of([now, then]):
        yield entry.says(
            "fact-sum",
            f"{quoted(now.figure.text)}比{quoted(then.figure.text)}，"
            f"与{quoted(grown[1] + change.figure.text)}对不上",
            "请核对这几个数。",
        )


_COUNTED = frozenset({"count", "money", "measure"})
_THAN = regex(
    "[,(]?[比较][^,;。增减升降提多少超高低]{0,12}|[,(](?:去年|上年)?(?:同期)?\0*(?:末|底|同期)?[为是]"
)
_MORE_THAN = frozenset("增提上升延多")


def _since(entry: Entry, first: Place) -> bool:
    """True for 由年初的840万吨, which is no value of the year before."""
    return _THEN.search(entry.layout.text, first.clause[0], first.figure.start) is not None


_THEN = regex("[月季初底末]|原")
_NEAR = 6
"""Characters between a change and the rate that says how much it is."""
