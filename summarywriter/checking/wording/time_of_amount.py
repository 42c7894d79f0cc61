"""What time an amount is of: 年供水能力15万吨 for 日供水能力, 当年改造率 for 累计改造率."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.common.flat import common_head
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_OF_TIME = regex(
    "(?P<time>(?<![0-9〇零一二三四五六七八九十上下本当每全前同近今去明某逐翌次节假休作平半往历周今])[日月年](?=均?(?P<what>"
    "[供产处发接吞用售排输加消运收存送通购来客流生利载][\u4e00-\u9fff]{1,6}))"
    "|(?:年度|全年|半年|上半年|下半年|季度|月度|当月|当年|本年)(?=(?P<task>(?:生产|工作|建设|投资|销售|利润|招生|改造|培训|收入)?(?:任务|计划|目标|指标|预算)))"
    "|(?:累计|当年|年度|当月|月度|当季|季度|历年|当期|本年|当天)(?=(?P<rate>[\u4e00-\u9fff]{2,6}率)))"
)
_SAME = (
    {"当年", "年度", "本年"},
    {"当年", "全年"},
    {"年度", "全年"},
    {"本年", "全年"},
    {"当月", "月度"},
    {"当季", "季度"},
    {"累计", "历年"},
)
_ALIKE = 2
"""Characters behind that tell the same amount."""


def _known(time: str, told: str, scope: Scope) -> bool:
    """True where a fact tells the amount of that time: 日供水, but not the 年供水 of 全年供水量."""
    return any(
        meant["time"] == time and common_head(told, meant["what"] or meant["task"] or meant["rate"]) >= _ALIKE
        for line in scope.facts for meant in _OF_TIME.finditer(line.layout.text)
    )  # fmt: skip


def time_of_amount(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the time that an amount is told of where its fact tells it of another."""
    if place.figure.kind in ("date", "ordinal", "code"):
        return
    text = fact.line.layout.text
    for said in _OF_TIME.finditer(layout.text, place.clause[0], place.figure.phrase_start):
        told = said["what"] or said["task"] or said["rate"]
        for meant in _OF_TIME.finditer(text, *fact.place.clause):
            known = meant["what"] or meant["task"] or meant["rate"]
            pair = {said["time"], meant["time"]}
            if len(pair) < len(("said", "meant")) or any(pair <= same for same in _SAME):
                continue
            same = told[-_ALIKE:] == known[-_ALIKE:] if said["task"] else common_head(told, known) >= _ALIKE
            if not same or _known(said["time"], told, scope):
                continue
            start, end = said.span("time")
            yield finding(
                "base-changed",
                f"{quoted(layout.text[start : end + _ALIKE])}与事实不符：{fact.line.label}写的是"
                f"{quoted(text[meant.start() : meant.end('time') + _ALIKE])}（{fact.line.text}）。请改为"
                f"{quoted(meant['time'])}。",
                section=scope.heading, start=start, end=place.figure.phrase_end, facts=(fact.line.id,),
                suggestion=Edit(start=start, end=end, text=meant["time"]),
            )  # fmt: skip
            return


_SHORT = regex(
    "首个?[日天周月季](?![府刊])|首年|第一(?:个月|天|周|年|个季度)|(?:开[\u4e00-\u9fff])?当[天日晚](?!前)"
)
_WIDE = regex("全年|(?:上|下)半年|全季|年内|今年|累计|至今|以来")


def short_time(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 全年接诊420人次 for 开诊首月接诊420人次."""
    said = _WIDE.search(layout.text, place.clause[0], place.figure.phrase_start)
    if said is None or place.figure.kind in ("date", "ordinal", "code", "percent"):
        return
    meant = _SHORT.search(fact.line.text, fact.place.clause[0], fact.place.figure.phrase_start)
    if meant is None or _WIDE.search(fact.line.text) or _SHORT.search(layout.text, *place.sentence):
        return
    yield finding(
        "base-changed",
        f"{quoted(said[0])}与事实不符：{fact.line.label}写的是{quoted(meant[0])}（{fact.line.text}）。请改为"
        f"{quoted(meant[0])}。",
        section=scope.heading, start=said.start(), end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip
