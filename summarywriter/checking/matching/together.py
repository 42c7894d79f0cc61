"""Figures told together or shared out: 5月6日至5月24日, 前三名, 图书馆、幼儿园各一间."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.layout.place import Layout, Place, remembered
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.values import amount, compare
from summarywriter.model import Figure
from summarywriter.patterns import regex

_LISTED = regex("[、和与及]")
OF_ALL = regex(r"(?<![平人户月日年场])均(?![价衡])|(?<![成首古])都(?!市)|全部|全员|悉数|全覆盖")
"""What says that something is true of all: 均已参保, but not 人均."""


@remembered
def of_all(layout: Layout) -> bool:
    """Return whether a text says of anything that it is true of all."""
    return OF_ALL.search(layout.flat) is not None


def told_as_one(
    told: Figure, lines: Iterable[Sequence[int]], figures: Sequence[Figure], period: Period | None
) -> tuple[int, ...]:
    """Return the numbers of the facts' figures that a figure of the text tells together, none if it does not.

    ``lines`` are the numbers of each fact's figures.
    """
    if told.kind == "ordinal":
        return _as_ranks(told, lines, figures)
    if told.high is None:
        return ()
    ends = replace(told, high=None), replace(told, value=told.high, high=None)
    together = list(lines)
    if told.kind == "date" and _LISTED.search(told.text):
        together.append([n for line in together for n in line])  # 一、二季度 may be of two facts
    return next((found for line in together if (found := _as_range(told, ends, line, figures, period))), ())


_EACH = regex(r"(?P<list>[^,;。!?\n()]+?)(?:分别|均)?各[\u4e00-\u9fff]{0,4}$")


def shared_out(layout: Layout, place: Place, fact: Layout, wanted: Figure) -> bool:
    """True for 图书馆、幼儿园各建成一间 of a fact that tells of two in all and names both places.

    And the reverse: 收银、陈列两场 for 各1场.
    """
    told = place.figure
    if told.unit != wanted.unit or told.high is not None or wanted.high is not None:
        return False
    each, whole = amount(told).value, amount(wanted).value
    if isinstance(each, str) or isinstance(whole, str):
        return False
    if found := _EACH.search(layout.flat, place.clause[0], told.phrase_start):
        items = _LISTED.split(found["list"])
        return all(item[-_NAME:] in fact.flat for item in items) and len(items) * each == whole
    found = _EACH.search(fact.flat, 0, wanted.phrase_start)
    return found is not None and len(_LISTED.split(found["list"])) * whole == each


_NAME = 2


def doubled(layout: Layout, place: Place, wanted: Figure) -> bool:
    """True for 增长一倍 and 增长100% of what a fact calls 翻一番, and the reverse."""
    told = place.figure
    change = step(layout, place)
    if not told.text.startswith("翻") and (change is None or change.kind != "by"):
        return False
    by, times = (told, wanted) if wanted.text.startswith("翻") else (wanted, told)
    if not times.text.startswith("翻") or {by.kind, times.kind} - {"ratio", "percent"}:
        return False
    growth, whole = amount(by).value, amount(times).value
    return not isinstance(growth, str) and not isinstance(whole, str) and growth + 1 == whole


def _as_range(
    told: Figure,
    ends: tuple[Figure, Figure],
    line: Sequence[int],
    figures: Sequence[Figure],
    period: Period | None,
) -> tuple[int, ...]:
    """从5月6日打到5月24日: ends that stand apart in the fact, members between."""
    single = [n for n in line if figures[n].kind == told.kind and figures[n].high is None]
    found = [next((n for n in single if compare(end, figures[n], period) == "equal"), -1) for end in ends]
    if -1 in found or found[0] == found[1]:
        return ()
    return (*found, *(n for n in single if n not in found and compare(figures[n], told, period) == "part"))


def _as_ranks(told: Figure, lines: Iterable[Sequence[int]], figures: Sequence[Figure]) -> tuple[int, ...]:
    """第一名为甲，第二名为乙，第三名为丙 told as 前三名; 夺冠 and 二、三位 make them up too."""
    span = amount(told)
    if span.high is None or isinstance(span.value, str):
        return ()
    for line in lines:
        ranks = [n for n in line if figures[n].kind == "ordinal" and amount(figures[n]).group == span.group]
        for at in range(len(ranks)):
            taken: list[int] = []
            place = span.value
            for n in ranks[at:]:
                low, high = amount(figures[n]).value, amount(figures[n]).high
                if low != place or isinstance(low, str):
                    break
                taken.append(n)
                place = (low if high is None else high) + 1
            if len(taken) > 1 and place == span.high + 1:
                return tuple(taken)
    return ()
