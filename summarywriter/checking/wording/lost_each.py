"""What is told per thing and loses its 每 or 各: 共补助2万元 for 每个补助2万元."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Finding
from summarywriter.patterns import regex

_EACH = regex("每[\u4e00-\u9fff]{1,3}[^,;。\0]{0,6}$")
_SAID = regex("[每各均单一]")


def lost_each(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield an amount of money that a fact tells of each thing and a text tells of all."""
    yield from _summed(layout, place, fact, scope)
    wanted = fact.place.figure
    if wanted.kind != "money" or "/" in (wanted.unit or ""):
        return  # 2万元/人: the unit tells what it is per
    meant = _EACH.search(fact.line.layout.flat, fact.place.clause[0], wanted.phrase_start)
    if meant is None or _SAID.search(layout.text, place.sentence[0], place.figure.phrase_end):
        return
    start = place.clause[0]
    yield finding(
        "unit-changed",
        f"少了{quoted(meant.group()[:2])}，读起来是总数：{fact.line.label}写的是"
        f"{quoted(meant.group() + fact.phrase)}（{fact.line.text}）。请补上{quoted(meant.group()[:2])}。",
        section=scope.heading, start=start, end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip


_PER = regex("每一?个?[\u4e00-\u9fff]{1,2}[^;。\0]{0,14}$")
"""What tells, apart from an amount, what it is told per."""


def per_another(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Finding | None:
    """Return what is wrong with 每人送去救助金2000元 for 每户2000元, 累计访问1200人次 for 日均.

    The number is the fact's.
    """
    if place.figure.text != fact.place.figure.text:
        return None
    each = _PER.search(layout.flat, place.group[0], place.figure.phrase_start)
    each = each or _SUMMED_UP.search(layout.flat, place.own[0], place.figure.phrase_start)
    if each is None:
        return None
    start, end = each.start(), place.figure.phrase_end
    return finding(
        "unit-changed",
        f"{quoted(layout.text[start:end])}与事实不符：{fact.line.label}写的是{quoted(fact.line.text)}。请按事实写。",
        section=scope.heading, start=start, end=end, facts=(fact.line.id,),
    )  # fmt: skip


_SUMMED_UP = regex("(?:累计|共计?|合计|总[计共]|最[高低多少大小]|[\u4e00-\u9fff]均|平均)[^,;。、\0]{0,8}$")
"""What tells what an amount is of: of all, of the most, of each."""
_OF_EACH = regex("各(?=[建设办派配举开组新成培发评增完])|每")
_IN_ALL = regex("(?<!公)共(?!同|享|产|建共|有制)|合计|总计")


def _summed(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 共建服务点3个 of what a fact tells of each: 5个乡镇各建服务点3个."""
    said = _IN_ALL.search(layout.flat, *place.own)
    own = fact.line.layout.flat[slice(*fact.place.own)]
    if said is None or not _OF_EACH.search(own) or _IN_ALL.search(own):
        return
    if _OF_EACH.search(layout.flat, *place.clause):
        return
    yield finding(
        "unit-changed",
        f"{quoted(said.group())}把每一个的数说成了总数：{fact.line.label}写的是{quoted(fact.line.text)}。请按事实改正。",
        section=scope.heading, start=said.start(), end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip
