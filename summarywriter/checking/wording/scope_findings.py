"""Findings about how far a statement reaches: 全省 for 全市, 之一 or 部分 dropped."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place, all_clauses, clauses
from summarywriter.checking.layout.levels import nearest_level, scope_markers
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.place import one_of, remembered
from summarywriter.checking.layout.scope import Scope, Told, standing_before
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.wording.inclusion import inclusion
from summarywriter.checking.wording.lost_others import lost_others
from summarywriter.checking.wording.narrowed import narrowed
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_ONESELF = frozenset({"校", "院", "集团"})
"""Levels by which an office speaks of itself."""


def strange_levels(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield levels (全省, 国家级) that neither the facts nor the office's own name know."""
    known = {m.kind for m in scope_markers(scope.corpus, "level")}
    known |= {sign for run in _LEVELS_LISTED.findall(scope.corpus) for sign in run}
    offices = "".join(t.text for t in scope.particulars)
    for marker in scope_markers(layout.flat, "level"):
        if marker.kind in known or marker.kind in offices or marker.kind in _ONESELF:
            continue
        yield finding(
            "scope-changed",
            f"{quoted(marker.word)}这个范围在事实里没有。请按事实改正，或删去。",
            section=scope.heading, start=marker.start, end=marker.end,
        )  # fmt: skip


_LEVELS_LISTED = regex("((?:[国省市区县乡镇州]、)+[国省市区县乡镇州])[两二三四五]级")
"""省、市、区三级工会 tells of 省级工会."""
_LEVEL = regex(
    r"(?<![城都超门股楼夜上集闹菜])市|(?<![社园片景小厂辖地校灾林库山矿牧老新城街专])区|[省县州镇乡]|(?<![全祖各爱出])国|[校院系厂局村段](?=级)"
)
_LONG_TAIL = regex(r"([\u4e00-\u9fff]{4})")
_TAIL = regex(r"[“《]?([\u4e00-\u9fff]{2})")


def exchanged_levels(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 市卫健系统 for 区卫健系统: one character of level in another's place before the same words."""
    known = scope.flat_corpus
    for match in _LEVEL.finditer(text):
        tail = _LONG_TAIL.match(text, match.end())
        if tail is None or tail[1] not in known:
            tail = _TAIL.match(text, match.end())
        if (
            tail is None
            or f"全国{tail[1]}" in known
            or match.group() + tail[1] in known
            or match.group() + tail[1][:3] in known
        ):
            continue  # 省级以上媒体 of 市级以上媒体发稿46篇，其中省级以上9篇
        meant = {*standing_before(scope, tail[1], 1)} - {""}
        if len(meant) > 1 and text[match.start() - 1 : match.start()] not in ("", "城"):
            framed = re.compile(f"{re.escape(text[match.start() - 1])}([{_LEVELS}]){re.escape(tail[1])}")
            meant = set(framed.findall(known))  # 向省总工会申报 for 向市总工会申报
        own = _OWN_LEVELS if tail[1][0] == "级" else ""
        others = sorted(level for level in meant if level in _LEVELS + own)
        if len(meant) != 1 or not others:
            continue
        yield finding(
            "scope-changed",
            f"{quoted(match.group() + tail.group())}与事实不符："
            f"事实里写的是{quoted(others[0] + tail.group())}。请改为{quoted(others[0])}。",
            section=scope.heading, start=match.start(), end=tail.end(),
            suggestion=Edit(start=match.start(), end=match.end(), text=others[0]),
        )  # fmt: skip


_NATIONAL = regex("(?P<level>全国|国家|[省市区县州])(?P<name>(?!级)[\u4e00-\u9fff]{4})")
_LEVEL_BEFORE = regex("(?:全国|国家|[省市区县州])$")
_OF_NATION = frozenset({"全国", "国家"})


def national_levels(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 全国五一劳动奖章 for 省五一劳动奖章, and the reverse, where the facts know one level only."""
    for match in _NATIONAL.finditer(text):
        told = [_LEVEL_BEFORE.search(word) for word in standing_before(scope, match["name"], 2)]
        meant = {level[0] for level in told if level is not None}
        if len(meant) != 1 or not all(told):
            continue
        (own,) = meant
        if own != match["level"] and (own in _OF_NATION) is not (match["level"] in _OF_NATION):
            start, end = match.span("level")
            yield finding(
                "scope-changed",
                f"{quoted(match.group())}与事实不符：事实里写的是{quoted(own + match['name'])}。"
                f"请改为{quoted(own)}。",
                section=scope.heading, severity="error", start=start, end=match.end(),
                suggestion=Edit(start=start, end=end, text=own),
            )  # fmt: skip


_LEVELS = "国省市区县州镇乡"
_OWN_LEVELS = "校院系厂局村段"
"""Levels only of what is called 校级 or 厂级."""


def added_parts(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield 部分, 试点, 之一 where no fact says so."""
    known = {m.kind for m in scope_markers(scope.corpus, "part")}
    for marker in scope_markers(layout.flat, "part"):
        if marker.kind not in known:
            yield finding(
                "scope-changed",
                f"{quoted(marker.word)}在事实里没有，范围变小了。请删去{quoted(marker.word)}，或在事实里写明。",
                section=scope.heading, start=marker.start, end=marker.end,
            )  # fmt: skip


def scope_findings(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield what a supported figure's clause says of reach that the fact's does not, and the reverse."""
    other = fact.line.layout
    said = nearest_level(layout, place)
    meant = nearest_level(other, fact.place)
    if said and meant and said.kind != meant.kind and not _both_told(layout, place, other, said, meant):
        yield finding(
            "scope-changed",
            f"{quoted(said.word)}与事实不符：{fact.line.label}写的是{quoted(meant.word)}（{fact.line.text}）。"
            f"请改为{quoted(meant.word)}。",
            section=scope.heading, start=said.start, end=said.end, facts=(fact.line.id,),
            suggestion=Edit(start=said.start, end=said.end, text=meant.word),
        )  # fmt: skip
    yield from inclusion(layout, place, fact, scope)
    yield from lost_others(layout, place, fact, scope)
    yield from narrowed(layout, place, fact, scope)
    yield from _other_whole(layout, place, fact, scope)


def _both_told(layout: Layout, place: Place, fact: Layout, said: Marker, meant: Marker) -> bool:
    """True for 占全市的54.8%，居全省第5位: fact and sentence tell both levels, each of its own."""
    known = {m.kind for m in scope_markers(fact.flat, "level")}
    told = {m.kind for m in scope_markers(layout.flat, "level", *place.sentence)}
    return {said.kind, meant.kind} <= known & told


_WHOLE = regex(
    "(全年|上半年|下半年|年度|半年度|季度|月度|[一二三四]季度|前三季度|本月|当月)的?(?:[0-9.]+万?[\u4e00-\u9fff]的?)?"
    "(?:预算|计划|任务|目标|指标)(?:数|场次|人数|总数|总量|总额)?(?:的|[0-9.]+万?[\u4e00-\u9fff]的?)?$"
)


def _other_whole(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 占上半年预算的45% for 占全年预算的45%."""
    if place.figure.kind != "percent":
        return
    said = _WHOLE.search(layout.text, place.clause[0], place.figure.phrase_start)
    meant = _WHOLE.search(fact.line.text, fact.place.clause[0], fact.place.figure.phrase_start)
    if said is None or meant is None:
        yield from _other_base(layout, place, fact, scope)
        return
    if said and meant and said[1] != meant[1] and {said[1], meant[1]} - {"全年", "年度"}:
        yield finding(
            "scope-changed",
            f"{quoted(said.group())}与事实不符：{fact.line.label}写的是{quoted(meant.group())}（{fact.line.text}）。"
            f"请改为{quoted(meant[1])}。",
            section=scope.heading, start=said.start(), end=said.end(), facts=(fact.line.id,),
            suggestion=Edit(start=said.start(1), end=said.end(1), text=meant[1]),
        )  # fmt: skip


_SHARE_OF = regex("占(?!比)到?了?(?P<whole>[\u4e00-\u9fff]{2,12}?)总?数?的?$")


def _other_base(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 占会员总数的77.5% for 占报名人数的77.5%, where the words have nothing in common."""
    said = _SHARE_OF.search(layout.flat, place.clause[0], place.figure.phrase_start)
    meant = _SHARE_OF.search(fact.line.layout.flat, fact.place.clause[0], fact.place.figure.phrase_start)
    if not (said and meant) or meant["whole"] in layout.flat[slice(*place.sentence)]:
        return
    if frozenset(pieces(said["whole"])).intersection(pieces(meant["whole"])):
        return
    if not frozenset(pieces(said["whole"])).intersection(pieces(fact.line.text)):
        yield finding(
            "scope-changed",
            f"{quoted(said.group())}与事实不符：{fact.line.label}写的是{quoted(meant['whole'])}（{fact.line.text}）。"
            f"请改为{quoted(meant['whole'])}。",
            section=scope.heading, start=said.start(), end=place.figure.phrase_end, facts=(fact.line.id,),
        )  # fmt: skip


def lost_parts(
    layout: Layout, told: Told, sentences: Sequence[tuple[int, int]], scope: Scope
) -> Iterator[Finding]:
    """Yield 之一, 部分, 试点 of a fact that no sentence telling it says."""
    other = told.layout
    said = {kind for span in sentences for kind in _parts_said(layout, span)}
    for marker in scope_markers(other.flat, "part"):
        if marker.kind in said:
            continue
        own = next(c for c in all_clauses(other) if c[0] <= marker.start < c[1])
        words = set(pieces(other.flat[slice(*own)]))
        inside = [c for span in sentences for c in clauses(layout, *span)]
        # Of clauses that share as many words, the shortest says nothing else.
        start, end = max(
            inside, key=lambda c: (len(words & set(pieces(layout.flat[slice(*c)]))), c[0] - c[1])
        )
        yield _lacks(marker, told, scope, start, end)
        return


def _parts_said(layout: Layout, span: tuple[int, int]) -> set[str]:
    """The kinds of 之一, 部分, 试点 that a stretch tells; 3个案例中的一个 is one of them."""
    said = {m.kind for m in scope_markers(layout.flat, "part", *span)}
    ones = _ones(layout)
    return said | ({"之一"} if bisect_left(ones, span[0]) < bisect_left(ones, span[1]) else set())


@remembered
def _ones(layout: Layout) -> Sequence[int]:
    """Where each 一个 of 3个案例中的一个 starts."""
    return [place.figure.start for place in layout.places if one_of(layout, place)]


def _lacks(marker: Marker, told: Told, scope: Scope, start: int, end: int) -> Finding:
    return finding(
        "scope-changed",
        f"少了{quoted(marker.word)}，范围就变大了：{told.label}写的是{quoted(told.text)}。请补上。",
        section=scope.heading, start=start, end=end, facts=(told.id,),
    )  # fmt: skip


def part_findings(
    layout: Layout,
    sentence: tuple[int, int],
    told: Told,
    clause: tuple[int, int],
    scope: Scope,
    where: tuple[int, int],
) -> Iterator[Finding]:
    """Yield 之一, 部分, 试点 that the fact's clause says and the text's sentence does not."""
    flat = told.layout.flat
    said = _parts_said(layout, sentence)
    for marker in scope_markers(flat, "part", *clause):
        if marker.kind not in said:
            yield _lacks(marker, told, scope, *where)
            return
