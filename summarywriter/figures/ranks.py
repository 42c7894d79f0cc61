"""Grades and prizes with a scale of their own: 三级响应, 五星级, 四楼, 冠军, 金奖, 特等奖."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from summarywriter.figures.lexicon import any_of
from summarywriter.figures.ordinals import NUM, value_of
from summarywriter.figures.spot import Answer, Found, Passed, Spot, build
from summarywriter.model import Figure
from summarywriter.patterns import regex

_FLOOR = regex(rf"({NUM})[ ]?楼(?!盘|栋|宇|房|道|梯|市|长|群)")
_SCHOOL_YEAR = regex(r"([一二三四五六七八九1-9])年级")
_LEVEL = regex(r"([一二三四五六七八九]|[0-9]{1,2})[ ]?级")
_LEVELS = regex(r"([一二三四五六七八九])(?:、|和|至|到|—|-)([一二三四五六七八九])[ ]?级")
_PLACES = r"(?:[省市县区镇乡村街道社企厂科院部州级班组室处站所团]、?){2,}"
_LEVELS_OF = frozenset("村乡镇县市省区")
_BODIES = frozenset("院系团司门组")
_LEVEL_ENDS = frozenset("，、。；：的层上,;:")
_CHAMPION = regex(r"([冠亚季])([亚季、]{0,4})军(?![人民事团])")
_HIDDEN = regex(r"隐形$|单项$")
_HIDDEN_AFTER = ("企业", "产品", "示范", "培育", "，")
_CHAMPIONS = {"冠": 1, "亚": 2, "季": 3}
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_ROMAN_UNITS = "级期类"
_METALS = {"金": 1, "银": 2, "铜": 3}
_METAL = regex(
    r"[金银铜](?:(?:[、和与]?[银铜])*奖(?!励|金|补|项(?!目)|评(?![出为])|勤|惩|学)|(?:[、和与]?[银铜])*牌(?=[0-9一二两三四五六七八九十百各，。、；,;）)”\n]|$))"
    r"|(?<=枚)[金银铜]牌"
)


@cache
def _graded() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Grades whose word leaves no doubt, and their units."""
    return (
        (re.compile(rf"([一二三四五六七1-7])[ ]?星(?:级|(?={any_of('star-after')}))"), "星级"),
        (_FLOOR, "楼"),
        (_SCHOOL_YEAR, "年级"),
        (re.compile(rf"([一二三四1-4])期(?={any_of('phase-after')})"), "期"),
        (re.compile(rf"([二三四])类(?={any_of('tier-after')})"), "类"),
    )


def graded(spot: Spot) -> Answer:
    """五星级, 四楼, 三年级, 二期工程: grades whose word leaves no doubt."""
    for pattern, unit in _graded():
        match = pattern.match(spot.text, spot.start)
        if match:
            value = value_of(match.group(1))
            return build(spot, spot.start, match.end(), "ordinal", value, unit=unit)
    return None


@cache
def _level_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What follows a rank, a number of levels, a rank for certain; what stands before levels."""
    return (
        re.compile(r"[ ]?[（(]?" + any_of("level-rank")),
        re.compile(r"[ ]?" + any_of("level-count")),
        re.compile(any_of("level-urgent")),
        re.compile(f"(?:{_PLACES}|{any_of('level-before')})$"),
    )


def level(spot: Spot) -> Answer:
    """三级响应, 二级单位, 三、四级手术 are ranks; 市县乡三级 are three levels, left to the counts."""
    text, start, number = spot.text, spot.start, spot.number
    rank_after, count_after, urgent, levels_before = _level_words()
    match = _LEVELS.match(text, start)
    if match:
        low, high = value_of(match.group(1)), value_of(match.group(2))
        if low < high and rank_after.match(text, match.end()):
            return build(spot, start, match.end(), "ordinal", low, high=high, unit="级")
    if number is not None and number.high is not None and spot.after == "级":
        return build(spot, start, spot.end + 1, "ordinal", number.value, high=number.high, unit="级")
    match = _LEVEL.match(text, start)
    if match is None:
        return None
    end = match.end()
    value = value_of(match.group(1))
    if value == 1 and (
        spot.before in _LEVELS_OF or (spot.before in _BODIES and text[end : end + 1] in _LEVEL_ENDS)
    ):
        return Passed("set-phrase", end)  # 行政村一级, 学院一级，
    if levels_before.search(text, max(0, start - 8), start) and not urgent.match(text, end):
        return None
    if text.startswith("联动", end):
        return Passed("set-phrase", end + 2)  # without the levels before it, a way of working
    if value >= 3 and match.group(1) in "三四五六七八九":
        at_stop = not text[end : end + 1].strip("，。、；,;）)")
        if count_after.match(text, end) or (at_stop and not rank_after.match(text, end)):
            return None
    return build(spot, start, end, "ordinal", value, unit="级")


def champion(spot: Spot) -> Answer:
    """冠军 1, 亚军 2, 季军 3 名; 冠亚军 is the range 1–2; 隐形冠军 is a title."""
    text, start = spot.text, spot.start
    match = _CHAMPION.match(text, start)
    if match is None:
        return None
    hidden = _HIDDEN.search(text, max(0, start - 2), start)
    if hidden and (hidden.group() == "隐形" or text.startswith(_HIDDEN_AFTER, match.end())):
        return Passed("title", match.end())
    others = [c for c in match.group(2) if c in _CHAMPIONS]
    high = Decimal(_CHAMPIONS[others[-1]]) if others else None
    value = Decimal(_CHAMPIONS[match.group(1)])
    return build(spot, start, match.end(), "ordinal", value, high=high, unit="名")


@cache
def _triumph() -> re.Pattern[str]:
    return re.compile(any_of("first-place") + "(?![军林花皮单子])")


def triumph(spot: Spot) -> Answer:
    """夺冠, 折桂, 头筹: the first place in other words."""
    match = _triumph().match(spot.text, spot.start)
    return build(spot, spot.start, match.end(), "ordinal", Decimal(1), unit="名") if match else None


_SECOND = regex("次之(?=[，。、；,;\n]|$)")


def second(spot: Spot) -> Answer:
    """综采队居首，机电队次之: the second place."""
    match = _SECOND.match(spot.text, spot.start)
    return build(spot, spot.start, match.end(), "ordinal", Decimal(2), unit="名") if match else None


def roman(spot: Spot) -> Answer:
    """Ⅲ级, Ⅱ期, Ⅰ类: a grade in Roman numerals of one character."""
    text, start = spot.text, spot.start
    unit = text[start + 1 : start + 2]
    if not unit or unit not in _ROMAN_UNITS:
        return None
    return build(spot, start, start + 2, "ordinal", Decimal(ROMAN.index(text[start]) + 1), unit=unit)


def metal(spot: Spot) -> Answer:
    """金奖 1, 银奖 2, 铜奖 3 奖牌; 金、银、铜奖 is the range 1–3; 金牌工人 is a title."""
    match = _METAL.match(spot.text, spot.start)
    if match is None:
        return None
    values = [_METALS[c] for c in match.group() if c in _METALS]
    high = Decimal(values[-1]) if len(values) > 1 else None
    return build(spot, spot.start, match.end(), "ordinal", Decimal(values[0]), high=high, unit="奖牌")


_MEDAL = rf"({NUM})([金银铜])(?![奖牌])"
_MEDALS = regex(rf"(?:{_MEDAL}[、，和]?){{1,3}}")
_MEDAL_ONE = regex(_MEDAL)
_WON = regex(r"[获得揽摘夺捧收斩入取][了下得获揽取入]?$")


def medals(spot: Spot) -> Answer:
    """2金1银 tells what 2枚金牌、1枚银牌 does: two counts and two ranks; 五险一金 tells none."""
    text, start = spot.text, spot.start
    run = _MEDALS.match(text, start)
    found = list(_MEDAL_ONE.finditer(text, start, run.end())) if run else []
    if not found or (len(found) == 1 and not _WON.search(text, max(0, start - 2), start)):
        return None
    figures: list[Figure] = []
    for one in found:
        figures.append(build(spot, one.start(), one.end(1), "count", value_of(one[1]), unit="枚"))
        rank = Decimal(_METALS[one[2]])
        figures.append(build(spot, one.end(1), one.end(), "ordinal", rank, unit="奖牌"))
    return Found(tuple(figures), found[-1].end())


def special_prize(spot: Spot) -> Answer:
    """特等奖 is 0 on the scale of 一等奖, 二等奖."""
    if not spot.text.startswith("特等奖", spot.start):
        return None
    return build(spot, spot.start, spot.start + 3, "ordinal", Decimal(0), unit="等奖")
