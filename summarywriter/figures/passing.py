"""Numerals that are no figures: list markers, indefinite words, set phrases, weekdays, placeholders."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summarywriter.figures.lexicon import unit_at
from summarywriter.figures.spot import Answer, Passed, Spot
from summarywriter.resources import word_rows

_FIRST = re.compile(r"[零〇一二两三四五六七八九十百千万亿0-9半]")
_BLANK = "Xx×_＿○〇△□▲■某XＸ"
_HEADING_UNIT = re.compile(r"[百千万亿]{1,2}(?:元|吨|人|亩|平方米|千瓦时|美元|户)(?=[)）、，,。\n]|$)")
_OPENERS = "。；;：:，,\n\r\t \u3000\u00a0！？!?>》（(、—“"
_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:、|，|[)）]|[.．](?![0-9]))|[0-9]{1,2}(?:、|[)）]|[.．](?![0-9])))"
)
_CLOSED = re.compile(r"(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[ ]?[)）]")
_POINT = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|要|曰|来(?=[，、])|则(?=[，、]))")
_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![0-9])")
_MARK_THEN = re.compile(r"([0-9]{1,2})\.(?=[0-9])")
_PLENUM = re.compile(r"[一二三四五六七八九十]{1,4}届[一二三四五六七八]中(?:[、和][一二三四五六七八]中)*全会(?:精神)?")
_CONGRESS = re.compile(r"[一二三四五六七八九十]{1,3}大(?:报告|精神|以来|召开|提出)?")
_EACH_ONE = re.compile(
    r"一([人户企会家村镇乡县区市园校班岗事案品业地站院科组社街楼店月日周季年项线域厂矿所局点课生师员车路河湖行群体栋格支队盘件]{1,2})一(?![名位家个次场项件批起天年行线定些般样直致切律类人])[一-鿿]"
)
_SERIES = re.compile(r"[一-九][一-鿿][、，]?[二两][一-鿿][、，]?三[一-鿿]")
_N_DEEDS = re.compile(
    r"[二两三四五六七八九十]个(?:一(?![名位家个次场项件批起])|同步|结合|到位|统一|确保|坚持|必须|不(?!同|一)|更加|带头|帮助|讲清|强化|突出|转变|提升|覆盖|延伸|聚焦|注重|务必|服务(?!点|站|中心|项|窗|队|平|对|单|机|企|品|场|岗|示|网)|促进|加强|明确|维护|确立|意识|自信|代表(?!团|队|性|联|小|建|资|团|议|之)|务必|区分开|毫不动摇|全面|严禁|清单管理|公开|满意|放心|贴近|融入|善于|敢于|学会|做到|杜绝|落实|深入|提高)"
)
_SET = re.compile(r"[一二两三四五六七八九十]{1,2}(?:件套|人制|项全能|居室|步走|班倒|部曲|字诀|连冠|联单)")
_INDEFINITE_BEFORE = "每这那某另又再同任首逐"
_PERIODIC = re.compile(r"一(?:年|届|季度|期|轮|月|次|周|步|级|学期|个|代|批|阶段|班|任|站|场|层|版|款)")
_YEAR_PRAISED = frozenset(("关键", "重要", "收官", "开局"))
_TWICE = re.compile(r"一([一-鿿])(?:\1|又?一\1)")
_WEEKDAY = re.compile(r"[一二三四五六](?:、[一二三四五六日])*(?:(?:至|到|—|-)(?:周|星期)?[一二三四五六日])?")
_HALF_YEARLY = re.compile(r"半[年月]一(?![次场期回个])[一-鿿]{1,2}")
_NONE_MISSING = re.compile(r"一[个户人名家项件处次名]+[都也]?不[漏少落丢掉能让缺]")
_OFTEN = frozenset(("次", "场", "期", "回", "遍", "小时", "课时", "节", "天", "趟", "轮", "讲", "篇", "条", "课"))


class Phrase(NamedTuple):
    """A phrase that holds numerals: ``offset`` is where its first numeral stands."""

    text: str
    offset: int
    kind: str
    unless: tuple[str, ...]
    only: tuple[str, ...]


@cache
def _phrases() -> tuple[dict[str, tuple[Phrase, ...]], dict[str, tuple[Phrase, ...]]]:
    """Phrases by their first numeral and the character behind it, or before it where it is the last."""
    behind: dict[str, list[Phrase]] = {}
    before: dict[str, list[Phrase]] = {}
    for row in word_rows("phrases"):
        rule = row[2] if len(row) > 2 else ""
        words = tuple(w for w in re.split(r"[,，]", rule[1:]) if w)
        for text in row[1].split():
            match = _FIRST.search(text)
            if match is None:
                continue
            offset = match.start()
            phrase = Phrase(text, offset, row[0], words if rule[:1] == "!" else (), words if rule[:1] == "=" else ())
            key = text[offset : offset + 2]
            if len(key) == 2:
                behind.setdefault(key, []).append(phrase)
            else:
                before.setdefault(text[offset - 1 : offset + 1], []).append(phrase)
    return (
        {key: tuple(sorted(found, key=_length)) for key, found in behind.items()},
        {key: tuple(sorted(found, key=_length)) for key, found in before.items()},
    )


def _length(phrase: Phrase) -> int:
    return -len(phrase.text)


def phrase(spot: Spot) -> Answer:
    """两学一做, 进一步, 五一劳动奖章, 一起 (but 一起案件 is one case): the list phrases.tsv."""
    behind, before = _phrases()
    text, start = spot.text, spot.start
    for found in (behind.get(text[start : start + 2], ()), before.get(text[start - 1 : start + 1], ()) if start else ()):
        for item in found:
            begin = start - item.offset
            if begin < spot.floor or not text.startswith(item.text, begin):
                continue
            if not item.offset and spot.before == "第":
                continue
            end = begin + len(item.text)
            if item.unless and text.startswith(item.unless, end):
                continue
            if item.only and not text.startswith(item.only, end):
                continue
            return Passed(item.kind, end)
    return None


def placeholder(spot: Spot) -> Answer:
    """X万余人, 20xx年, 20__年, _7号: the amount is not filled in yet."""
    text, start = spot.text, spot.start
    before = spot.before
    if before and before in _BLANK:
        if before not in "Xxx×某" or (spot.number is not None and spot.number.hanzi):
            return Passed("placeholder", spot.end)
        if text[start - 2 : start - 1] == before:
            return Passed("placeholder", spot.end)
    elif before in ("多", "余", "几") and start > 1 and text[start - 2] in _BLANK and spot.token[0] in "万亿千百":
        return Passed("placeholder", spot.end)
    elif before in ("（", "(", "：", ":") and _HEADING_UNIT.match(text, start):
        return Passed("label", spot.end)
    following = text[spot.end : spot.end + 2]
    if following[:1] and following[0] in "XxＸ×_＿○*" and spot.token.isdigit():
        if following[0] in "_＿○*" or following[1:] in ("X", "x", "Ｘ", "×") or following[1:] in ("年", "月", "日"):
            return Passed("placeholder", spot.end)
    return None


def marker(spot: Spot) -> Answer:
    """一、 (一) 1. 1、 1） at a line's or sentence's start; 一是 一要 其一; 第一， is told by the ordinals."""
    text, start = spot.text, spot.start
    before = spot.before
    if before in ("(", "（"):
        match = _CLOSED.match(text, start)
        if match:
            return Passed("list-marker", match.end())
    if before == "其" and not _counted(text, spot.end):
        return Passed("list-marker", spot.end)
    if before and before not in _OPENERS:
        return None
    match = _POINT.match(text, start)
    if match:
        return Passed("list-marker", match.end())
    opened = not before or before in "\n>" or not text[max(0, start - 6) : start].rsplit("\n", 1)[-1].strip(" \t\u3000\u00a0>#*-“")
    if not opened and before not in "。；;：: \u3000":
        return None
    match = _MARK.match(text, start)
    if match:
        hanzi = text[start] not in "0123456789"
        sign = match.group()[-1]
        if not opened and (not hanzi or sign != "、"):
            return None
        if sign in "，" or re.match(r"[一二三四五六七八九十0-9]{1,2}(?:[、和][一二三四五六七八九十])*(?:等奖|季度|月|等功)", text[match.end() : match.end() + 8]):
            return None
        if _estimated(text, match):
            return None
        return Passed("list-marker", match.end())
    if opened:
        return _numbered(spot)
    return None


_YEAR_ITEM = re.compile(r"[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}年)")
_NEXT_DIGIT = re.compile(r"[2-9]")


def _estimated(text: str, match: re.Match[str]) -> bool:
    """3、4个人 at a line's start: neighbouring digits with a unit are an estimate, no list number."""
    sign = match.group()
    if len(sign) != 2 or not sign[0].isdigit() or sign[1] != "、":
        return False
    following = _NEXT_DIGIT.match(text, match.end())
    if following is None or int(following.group()) != int(sign[0]) + 1:
        return False
    unit = unit_at(text, following.end())
    return unit is not None and unit.kind in ("count", "duration") and unit.name not in ("年", "月")


def _numbered(spot: Spot) -> Answer:
    """1.5万人 is an amount, 1.2 加强 a section, 3.12家 the third item with twelve."""
    text, start = spot.text, spot.start
    year = _YEAR_ITEM.match(text, start)
    if year:
        return Passed("list-marker", year.end())
    match = _SECTION.match(text, start)
    if match is None:
        return None
    token_end = spot.end
    if match.end() > token_end or text.count(".", start, match.end()) > 1:
        if re.match(r"(?:19|20)[0-9]{2}\.", text[start : start + 5]):
            return None
        return Passed("section", match.end())
    unit = unit_at(text, token_end)
    if unit is None and "." in spot.token and token_end == match.end():
        following = text[token_end : token_end + 1]
        if following in (" ", "\u3000") or "一" <= following <= "鿿":
            return Passed("section", token_end)
    if unit is not None and unit.kind == "count" and "." in spot.token and spot.token.replace(".", "").isdigit():
        first = _MARK_THEN.match(text, start)
        return Passed("list-marker", first.end()) if first else None
    return None


def weekday(spot: Spot) -> Answer:
    """周三, 星期五, 周一至周五; 每周一次 is once a week."""
    text, start = spot.text, spot.start
    if start == spot.floor and start:
        return None
    if spot.before != "周" and text[max(0, start - 2) : start] not in ("星期", "礼拜"):
        return None
    match = _WEEKDAY.match(text, start)
    if match is None:
        return None
    unit = unit_at(text, spot.end)
    if unit is not None and unit.name in _OFTEN and text[max(0, start - 2) : start - 1] not in ("上", "下", "本"):
        return None
    return Passed("weekday", match.end())


def pattern(spot: Spot) -> Answer:
    """二十届三中全会, 一企一策, 三个同步, 三件套, 每一名, 新一轮, 一批又一批: forms rather than words."""
    text, start = spot.text, spot.start
    if spot.before == "第" or (spot.number is not None and not spot.number.hanzi):
        return None
    match = _PLENUM.match(text, start)
    if match:
        return Passed("set-phrase", match.end())
    for form in (_EACH_ONE, _N_DEEDS, _SET):
        match = form.match(text, start)
        if match:
            return Passed("set-phrase", match.end())
    if spot.token != "一":
        return Passed("indefinite", spot.end) if spot.token == "一一" else None
    match = _TWICE.match(text, start)
    if match:
        return Passed("indefinite", match.end())
    match = _NONE_MISSING.match(text, start)
    if match:
        return Passed("slogan", match.end())
    before = spot.before
    if before and start > spot.floor:
        if before in _INDEFINITE_BEFORE and not (before == "首" and text[start - 2 : start - 1] == "榜"):
            return Passed("indefinite", spot.end)
        if text.startswith("年", start + 1) and (before == "的" or text[start - 2 : start] in _YEAR_PRAISED):
            return Passed("indefinite", start + 2)
        if before in "上下新" and _PERIODIC.match(text, start):
            return Passed("indefinite", spot.end)
    return None


def half_yearly(spot: Spot) -> Answer:
    """半年一通报: a custom, no length of time."""
    match = _HALF_YEARLY.match(spot.text, spot.start)
    return Passed("set-phrase", match.end()) if match else None


def _counted(text: str, end: int) -> bool:
    return unit_at(text, end) is not None


def leftover(spot: Spot) -> Answer:
    """A numeral that nothing above takes: a Chinese one without a unit, a run that is no number."""
    if _CONGRESS.match(spot.text, spot.start):
        return Passed("set-phrase", spot.end)
    return Passed("bare", spot.end)
