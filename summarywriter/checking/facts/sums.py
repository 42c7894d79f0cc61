"""Parts and wholes of one fact: what must add up and what must fit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import islice, pairwise

from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.amounts import averaged, exact_amount, rounded, rounding_of, value_of
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.parts import family_of, names_of
from summarywriter.checking.facts.weighed import Parts, Whole, weigh
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words

_CUE = regex(
    r"(?P<among>其中|包括|分别(?:为|是)|(?<=[,，])由(?=[^;；。]{4,60}(?:组成|构成)))"
    r"|(?P<bracket>[(（](?!含在))|(?P<colon>[:：])"
)
_ENDS = regex(r"[;；。)）]")
"""What ends a list of parts, or parts a cue from the whole before it."""
_FAR = 12
"""Characters that may stand between a whole and the colon that opens its parts."""


def sums(ledger: Ledger) -> Iterator[Finding]:
    """Yield partitions that do not add up and parts larger than their whole."""
    for entry in ledger.entries:
        yield from _partition(entry)
        yield from _states(entry)
        yield from _totalled(entry)


def _partition(entry: Entry) -> Iterator[Finding]:
    layout = entry.layout
    for cue in _CUE.finditer(layout.flat):
        whole = _whole_of(entry, cue)
        parts = [] if whole is None else list(parts_from(entry, cue.end(), whole))
        if whole is not None and _CARRIED.search(layout.flat, 0, whole.figure.start):
            # 新收420件，其中劳动争议96件，结案448件: those of before may be done too.
            parts = [part for part in parts if part.clause == parts[0].clause]
        if whole is not None and parts:
            among = cue["among"] or ""
            listed = among.startswith(("分别", "包括", "由")) or cue["colon"] is not None
            counted = (
                listed
                and among != "包括"
                and (
                    among == "由"
                    or _STATED.search(layout.text, whole.own[0], whole.figure.start)
                    or _every_quarter(layout.text[whole.figure.end : cue.start()], len(parts))
                )
            )
            names = names_of(entry, parts, cue.end())
            yield from weigh(Parts(entry, parts, names, listed, bool(counted)), Whole(entry, whole))
            return


def _every_quarter(words: str, count: int) -> bool:
    """True for 一至四季度分别为 and 两个季度分别为: parts that leave nothing of the time out."""
    told = _QUARTERS.search(words)
    return told is not None and (told[1] is None or "两三四".find(told[1]) + 2 == count)


_QUARTERS = regex("(?:一[至—到～]四季度|([两三四])个季度|各季度|四个季度)[\u4e00-\u9fff]{0,8}$")
_CARRIED = regex("[旧原]存|结转")
_STATED = regex("共|合计|总计|总数")


def _states(entry: Entry) -> Iterator[Finding]:
    """受理218件，审结203件，正在审理25件: states of one thing that follow it are no more than it.

    What was begun before (旧存) may be done too, and then they are.
    """
    layout = entry.layout
    for whole, first in pairwise(layout.places):
        ahead = _STATE_AHEAD.fullmatch(layout.flat, whole.figure.phrase_end, first.clause[0])
        if ahead is None or not _summable(whole):
            continue
        parts = list(islice(parts_from(entry, first.clause[0], whole), _STATES))
        names = names_of(entry, parts, first.clause[0])
        words = layout.flat[whole.clause[0] : whole.figure.phrase_start]
        for most in range(len(parts), 1, -1):
            family = family_of(entry, parts[:most], names[:most])
            if family is None:
                continue
            stands = all(map(family.heads, names[:most]))
            if stands and family.of(words) is None and not _BEFORE.search(layout.flat):
                told = Parts(entry, parts[:most], names[:most])
                complete = family.listed and not _IN_PART.search(layout.flat, *whole.sentence)
                if complete or sum(value_of(p) for p in told.places) > value_of(whole):
                    yield from weigh(told, Whole(entry, whole))
            break


_STATES = 6
"""States of one thing that follow it at most."""
_STATE_AHEAD = regex("[\u4e00-\u9fff]{0,8}[,，]")
_IN_PART = regex("其[中余他它]|剩余|含|另|尚|未")
_BEFORE = regex("旧存|结转|上年|去年|往年|此前|历史|存量|新收|新受理|累计")


_TOTAL = regex("(?:[,，]|^)(?:共计|合计|总计|计)[为是达]?$|(?:共计|合计|总计)[为是达]?$")
_IN_ALL = regex("(?:共计?|合计|总计)[\u4e00-\u9fff]{0,8}$")
"""What tells a total behind clauses that each have a date: 一季度96场，二季度124场，上半年共220场."""


def _totalled(entry: Entry) -> Iterator[Finding]:
    """男职工120人、女职工80人，共计210人: the figures of one row before a total that they must make up."""
    layout = entry.layout
    for n, whole in enumerate(layout.places):
        words = layout.flat[whole.own[0] : whole.figure.phrase_start]
        listed, dated = _TOTAL.search(words) is not None, _IN_ALL.search(words)
        if not (listed or dated) or not _summable(whole):
            continue
        row: list[Place] = []
        for place in reversed([p for p in layout.places[:n] if p.figure.kind not in ("date", "ordinal")]):
            joined = layout.flat[place.figure.phrase_end : row[-1].figure.phrase_start] if row else ""
            if place.sentence != whole.sentence or not one_unit(place.figure, whole.figure):
                break
            goes_on = not row or _JOINED.search(joined) or _each_opened(entry, place, row[-1])
            if not _summable(place) or not goes_on:
                break
            row.append(place)
        sums = [sum((value_of(p) for p in row[:k]), Fraction(0)) for k in range(2, len(row) + 1)]
        listed = listed or _kinds(entry, row)
        if not listed and not (row and (row[0].turn is not None or _each_opened(entry, row[0], row[-1]))):
            continue
        if not listed and value_of(whole) > max(sums, default=Fraction(0)) and not _covers(entry, row, whole):
            continue  # 3月36人，5月26人，上半年共126人
        if sums and min(abs(value_of(whole) - summed) for summed in sums) > rounding_of([whole]):
            text = entry.fact.text
            told = "、".join(quoted(p.figure.phrase(text)) for p in reversed(row))
            yield entry.says(
                "fact-sum",
                f"{told}相加是{rounded(sums[-1], whole)}，与{quoted(whole.figure.phrase(text))}对不上",
                "请核对各项和总数。",
            )


def _kinds(entry: Entry, row: list[Place]) -> bool:
    """True for 一等奖3名、二等奖6名、三等奖12名，共表彰21名: kinds that leave nothing out."""
    parts = row[::-1]
    family = family_of(entry, parts, names_of(entry, parts, parts[0].clause[0])) if parts else None
    return family is not None and 0 < family.whole <= len(parts)


_JOINED = regex("[、和/]")


def _covers(entry: Entry, row: list[Place], whole: Place) -> bool:
    """True where a row has all quarters of the period that the total is of, or all of 分三批."""
    text = entry.fact.text[row[-1].clause[0] : whole.figure.start]
    for quarters, period in (
        ("一二", "上半年"),
        ("三四", "下半年"),
        ("一二三四", "全年"),
        ("一二三四", "年"),
    ):
        if len(row) == len(quarters) and all(f"{q}季度" in text for q in quarters) and period in text:
            return True
    lots = re.search("分([两三四五六])[批期轮]", entry.fact.text)
    if lots is not None and "两三四五六".index(lots[1]) + 2 == len(row):
        return True
    return row[0].turn is not None and len(row) == 4 and "季度" in text  # 四个季度分别为…


def _each_opened(entry: Entry, one: Place, other: Place) -> bool:
    """True for 一季度收缴312万元，二季度收缴345万元 and 第一批85人，第二批92人: a clause each, begun so."""
    opened = {
        p.clause for p in entry.layout.places
        if p.own[1] == p.clause[0] and (p.figure.kind == "date" or p.figure.unit in _LOTS)
    }  # fmt: skip
    return one.clause != other.clause and {one.clause, other.clause} <= opened


_LOTS = frozenset({"批", "期", "轮", "阶段", "批次", "轮次"})


def _summable(place: Place) -> bool:
    return exact_amount(place) and amount(place.figure).group == "amount" and place.figure.unit is not None


def _whole_of(entry: Entry, cue: re.Match[str]) -> Place | None:
    """Return the figure whose parts the cue opens: the last before it, with nothing that parts them.

    A bracket belongs to the figure right before it, a colon to one close by.
    """
    layout = entry.layout
    before = [p for p in layout.places if p.figure.end <= cue.start() and cue.start() < p.sentence[1]]
    while before and (before[-1].figure.kind == "date" or _is_change(entry, before[-1])):
        before.pop()  # 342项，同比增加57项，其中61项…: what 其中 is of stands before the change
    if not before:
        return None
    whole = before[-1]
    between = layout.flat[whole.figure.end : cue.start()]
    if amount(whole.figure).group != "amount" or whole.figure.bound == "vague" or whole.figure.unit is None:
        return None
    if averaged(layout, whole) or _ENDS.search(between):
        return None
    if (cue["bracket"] and between) or (cue["colon"] and len(between) > _FAR):
        return None
    return whole


def _is_change(entry: Entry, place: Place) -> bool:
    """True for a figure that tells how much more or less, or how much is new beside a total."""
    change = step(entry.layout, place)
    words = entry.layout.flat[place.own[0] : place.figure.phrase_start]
    return (change is not None and change.kind == "by") or _CHANGED.search(words) is not None


_CHANGED = regex("[比较][^,;。]{0,8}[增减多少升降]|同比|环比|净增$")


def parts_from(entry: Entry, start: int, whole: Place) -> Iterator[Place]:
    """Yield the parts that are listed from there on: figures of the whole's kind up to the list's end.

    A total, a goal or last year's count among them is no part: the list ends before it. The 35岁以下 that
    names a part is none either.
    """
    layout = entry.layout
    reached = start
    for n in range(
        bisect_left(layout.places, start, key=lambda p: p.figure.phrase_start), len(layout.places)
    ):
        place = layout.places[n]
        if place.figure.kind == "ordinal" or _names_step(place) or _names_month(layout, n):
            continue
        between = layout.flat[reached : place.figure.phrase_start]
        alike = one_unit(whole.figure, place.figure)
        if not alike or place.figure.article or _ENDS.search(between) or _no_part().search(between):
            return
        yield place
        reached = place.figure.end


def _names_month(layout: Layout, n: int) -> bool:
    """True for the 1月 of 1月19.4万元、2月12.7万元: a date that names the amount right behind it."""
    date = layout.places[n].figure
    behind = layout.places[n + 1].figure.phrase_start if n + 1 < len(layout.places) else -1
    return date.kind == "date" and date.phrase_end == behind


def _names_step(place: Place) -> bool:
    """True for a limit of age, which tells what part the next figure is."""
    return place.figure.unit == "岁" and (place.figure.high is not None or place.figure.bound != "exact")


@cache
def _no_part() -> re.Pattern[str]:
    return re.compile(alternatives(listed_words("no_part")))
