"""Rates whose unit stands apart: 每人 … 300元 is 300元/人."""

from __future__ import annotations

import re

from summarywriter.checking.layout.place import Layout, Place
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.figures.units import rate_parts, units_agree
from summarywriter.model import Figure
from summarywriter.patterns import regex

_EACH = ("每", "均", "单价", "面值", "标准为", "标准是")
_TOLD_PER = (
    "{0}(?:最低|最高|平均|基本|岗位|计时|计件)*(?:工资|收入|薪|租金|生活费)|一{0}(?![来度内以一])"
    "|(?<![全本今去当半]){0}可?[节增减创省]|{0}[产钢煤水纸矿油盐糖粮供输排取销]|{0}(?:最大|最高|最多|平均)?(?:处理|加工|接待|承载|容纳|检测|吞吐|发电|运输|消耗|消纳|循环)"
    "|(?<![\\d本今去明全上下半当后前同近末往历几多两数逐]){0}可?[\u4e00-\u9fff]{{1,6}}[量额值]"
    "|各[\u4e00-\u9fff]{{0,12}}[0-9一二两三四五六七八九十]"
)
"""What is paid by the month or the year, 月最低工资1980元; 一期15天 a course; 吨煤电耗; 各奖2000元."""


def told_per(text: str, figure: Figure) -> bool:
    """True for what another figure is told per: the 千人 of 每千人3.2名."""
    return text[figure.start - 1 : figure.start] == "每"


def rate_apart(told: Figure, fact: Figure, told_words: str, fact_words: str) -> bool:
    """True when one figure has a unit of its own and the other one by words apart.

    每天平均供餐1300份, 单台排水能力为每小时1500立方米, 就餐人次为180余.
    """
    if told.unit is None or fact.unit is None:
        known, words = (fact.unit, told_words) if told.unit is None else (told.unit, fact_words)
        own, *per = rate_parts(known or "")
        return bool(own) and f"{own}为" in words and all(_says_per(p, words, bare=True) for p in per)
    own, *per = rate_parts(told.unit)
    fact_own, *fact_per = rate_parts(fact.unit)
    if not per and not fact_per:
        return False
    if per and fact_per and units_agree(own, fact_own):
        # 每间租金900元/月 for 每间月租金900元: each says by words apart what the other has in its unit.
        return all(_says_per(p, fact_words, bare=False) for p in per if p not in fact_per) and all(
            _says_per(p, told_words, bare=False) for p in fact_per if p not in per
        )
    for rate, plain, words in ((told.unit, fact.unit, fact_words), (fact.unit, told.unit, told_words)):
        own, *per = rate_parts(rate)
        plain_own, *plain_per = rate_parts(plain)
        missing = [p for p in per if p not in plain_per]
        if len(missing) == len(per) - len(plain_per) > 0 and units_agree(own, plain_own):
            return all(_says_per(p, words, bare=not plain_per) for p in missing)
    return False


_MEASURES = frozenset(
    ["年", "季度", "季", "月", "周", "天", "小时", "分钟", "公顷", "亩", "公里", "米", "吨", "千克"]
)
_TOLD_EACH = regex("每一?个?(年|季度|月|周|天|小时|分钟|公顷|亩|公里|吨|公斤)")
"""The measures that what is told is told per."""
_LIKE = {
    "千克": frozenset({"公斤"}),
    "季": frozenset({"季度"}),
    "季度": frozenset({"季"}),
    "米": frozenset({"公里"}),
}
_PER = {"天": "[天日]", "人": "[人名位]", "口": "[口井]", "千克": "(?:公斤|千克)"}
"""How what a rate is told per may be written."""


def _says_per(per: str, words: str, *, bare: bool) -> bool:
    """True when words tell what an amount is told per; ``bare`` where it has no other such unit."""
    told = set(_TOLD_EACH.findall(words))
    if bare and told and per in _MEASURES and per not in told and not told & _LIKE.get(per, frozenset()):
        return False  # 每个月开放20小时 of 每周开放20小时
    if bare and any(sign in words for sign in _EACH):
        return True
    per = _PER.get(per, re.escape(per))
    beside = f"[每单各均]{per}|{per}(?:{per}|[均活]|[人户亩]均)|(?:^|[,;、。，；]){per}(?=[\u4e00-\u9fff])"
    # 场场 is 每场, 吨垃圾成本 that of every ton
    return bool(re.search(_TOLD_PER.format(per), words) or re.search(beside, words))


def rate_words(layout: Layout, place: Place) -> str:
    """Return the words that tell what a figure is told per: 此前为12元 shares the 每人 of its sentence."""
    change = step(layout, place)
    if change is not None and change.kind == "from":
        return layout.text[place.sentence[0] : place.sentence[1]]
    words = layout.clauses(place)
    head = _HEAD.match(layout.flat, place.group[0], place.own[0])  # 每亩单产，玉米为508公斤，小麦为432公斤
    words = head.group() + words if head else words
    # 312件，是法官人均结案数: the next clause tells what the figure is of.
    explained = _EXPLAINED.match(layout.flat, place.clause[1])
    return words + explained.group() if explained else words


_HEAD = regex("每[\u4e00-\u9fff]{1,10}[,:]")
_EXPLAINED = regex(r",这?[是为系即][^,;。!?\n]*")
