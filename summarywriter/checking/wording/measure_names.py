"""A measure told of another deed: 平均办结时间1.8小时 for 平均响应时间1.8小时."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.acts import same_act
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_MEASURE = regex("(?P<deed>[\u4e00-\u9fff]{2})(?P<measure>时间|时长|用时|时限|周期|里程)[^,;。、\0]{0,8}$")
_GENERAL = regex(
    "[均总各共的全本计]|实际|所需|需要|耗费|花费|所用|合同|工作|活动|整个|全部|单次|每次|目前|现有|原有"
)
"""What tells no deed: 平均, 累计, 全年."""


def other_measure(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the deed before 时间, 周期 or such a measure, where the fact tells it of another deed."""
    said = _MEASURE.search(layout.flat, place.own[0], place.figure.phrase_start)
    meant = _MEASURE.search(fact.line.layout.flat, fact.place.own[0], fact.place.figure.phrase_start)
    if said is None or meant is None or said["measure"] != meant["measure"]:
        return
    deed, own = said["deed"], meant["deed"]
    if deed in fact.line.text or own in layout.flat[slice(*place.sentence)] or same_act(deed, own):
        return
    if _GENERAL.search(deed) or _GENERAL.search(own):
        return
    edit = Edit(start=said.start("deed"), end=said.end("deed"), text=own)
    yield finding(
        "misattributed",
        f"{quoted(deed + said['measure'])}与事实不符：{fact.line.label}写的是{quoted(own + meant['measure'])}"
        f"（{fact.line.text}）。请改为{quoted(own)}。",
        section=scope.heading, start=edit.start, end=said.end("measure"), facts=(fact.line.id,),
        suggestion=edit,
    )  # fmt: skip
