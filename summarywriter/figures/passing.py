"""Numerals that are no figures: set phrases, indefinite words, slogans, weekdays, placeholders."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summarywriter.figures.lexicon import any_of, unit_at
from summarywriter.figures.spot import Answer, Passed, Spot
from summarywriter.patterns import regex
from summarywriter.resources import word_rows

_NUMERAL = regex(r"[零〇一二两三四五六七八九十百千万亿0-9半几数]")
BLANKS = frozenset("Xx×_＿○〇△□▲■某")
"""What stands for an amount that is not filled in yet; ``XX``, ``20xx``, ``__``."""
_HEADING_UNIT = regex(r"[百千万亿]{1,2}(?:元|吨|人|亩|平方米|千瓦时|美元|户)(?=[)）、，,。\n]|$)")
_PLENUM = regex(
    r"[一二三四五六七八九十]{1,4}届(?:历次全会|[一二三四五六七八]中(?:[、和][一二三四五六七八]中){0,4}全会)(?:精神)?"
)
_CONGRESS = regex(r"[一二三四五六七八九十]{1,3}大(?:报告|精神|以来|召开|提出)?")
_EACH_ONE = regex(
    r"一[人户企会家村镇乡县区市园校班岗事案品业地站院科组社街楼店月日周季年项线域厂矿所局点课生师员车路河湖行群体栋格支队盘件]{1,2}"
    r"一(?![名位家个次场项件批起天年行线定些般样直致切律类人])[一-鿿]"
)
_SET = regex(r"[一二两三四五六七八九十]{1,2}(?:件套|人制|项全能|居室|步走|班倒|部曲|字诀|连冠|联单)")
_HALF_YEARLY = regex(r"半[年月]一(?![次场期回个])[一-鿿]{1,2}")
_NONE_MISSING = regex(r"一[个户人名家项件处次]+[都也]?不[漏少落丢掉能让缺]|一[天刻日秒步][都也][不没离]")
_TWICE = regex(r"一([一-鿿])(?:\1|又?一\1)")
_PERIODIC = regex(r"一(?:年|届|季度|期|轮|月|次|周|步|级|学期|个|代|批|阶段|班|任|站|场|层|版|款)")
_TAKEN = frozenset("拿夺拼摘签立打接留写创定买租种结拍攻啃抢斩扛捧获")
"""Verbs before 下 after which 一 is a number: 拿下一个二等奖."""
_YEAR_PRAISED = frozenset(("关键", "重要", "收官", "开局"))
_INDEFINITE_BEFORE = frozenset("每这那某另又再同任首逐")
_TOGETHER = ("合同", "会同", "协同", "连同", "陪同", "随同")
_SCALES = frozenset("十百千万亿")
_WEEKDAY = regex(r"[一二三四五六](?:、[一二三四五六日]){0,6}(?:(?:至|到|—|-)(?:周|星期)?[一二三四五六日])?")
_OFTEN = frozenset(
    ("次", "场", "期", "回", "遍", "小时", "课时", "节", "天", "趟", "轮", "讲", "篇", "条", "课")
)


class Phrase(NamedTuple):
    """A phrase that holds numerals: ``offset`` is where one of them stands.

    It is no phrase where one of ``unless`` follows, and only one where one of ``only`` does;
    a word of ``unless`` that begins with … may follow a few characters later, one that ends in …
    stands right before.
    """

    text: str
    offset: int
    kind: str
    unless: tuple[str, ...]
    only: tuple[str, ...]


class Listed(NamedTuple):
    """The phrases found by one key: ``tails`` is how each goes on from the numeral, to rule out
    all of them at one look."""

    tails: tuple[str, ...]
    phrases: tuple[Phrase, ...]


@cache
def _phrases() -> tuple[dict[str, Listed], dict[str, Listed]]:
    """Phrases by two characters: a numeral and what follows it, or what precedes it where none does.

    A phrase is listed under each of its numerals: any of them may be the first that is asked about.
    """
    ahead: dict[str, list[Phrase]] = {}
    behind: dict[str, list[Phrase]] = {}
    for row in word_rows("phrases"):
        rule = row[2] if len(row) > 2 else ""
        words = tuple(w for w in re.split(r"[,，]", rule[1:]) if w)
        unless, only = (words if rule[:1] == sign else () for sign in "!=")
        for text in row[1].split():
            for match in _NUMERAL.finditer(text):
                at = match.start()
                last = len(text) == at + 1
                key = text[at - 1 : at + 1] if last else text[at : at + 2]
                (behind if last else ahead).setdefault(key, []).append(Phrase(text, at, row[0], unless, only))
    return _by_key(ahead), _by_key(behind)


def _by_key(found: dict[str, list[Phrase]]) -> dict[str, Listed]:
    listed = {}
    for key, items in found.items():
        phrases = _needed(items)
        listed[key] = Listed(tuple({item.text[item.offset :] for item in phrases}), phrases)
    return listed


def _needed(phrases: list[Phrase]) -> tuple[Phrase, ...]:
    """The longest first; 一线职工 is left out where 一线 says as much."""
    kept: list[Phrase] = []
    for item in sorted(phrases, key=lambda item: len(item.text)):
        if not any(_covers(shorter, item) for shorter in kept):
            kept.append(item)
    return tuple(reversed(kept))


def _covers(shorter: Phrase, item: Phrase) -> bool:
    return (
        item.text.startswith(shorter.text)
        and item.offset == shorter.offset
        and not (shorter.unless or shorter.only or item.unless)
        and not _NUMERAL.search(item.text, len(shorter.text))
    )


def phrase(spot: Spot) -> Answer:
    """两学一做, 进一步, 五一劳动奖章, 一起 (but 一起案件 is one case): the list phrases.tsv."""
    ahead, behind = _phrases()
    text, start = spot.text, spot.start
    listed = ahead.get(text[start : start + 2])
    if listed is not None and text.startswith(listed.tails, start):
        answer = _listed(spot, listed.phrases)
        if answer is not None:
            return answer
    listed = behind.get(text[start - 1 : start + 1]) if start else None
    return _listed(spot, listed.phrases) if listed is not None else None


def _listed(spot: Spot, phrases: tuple[Phrase, ...]) -> Answer:
    text = spot.text
    for item in phrases:
        begin = spot.start - item.offset
        end = begin + len(item.text)
        if begin < spot.floor or not text.startswith(item.text, begin):
            continue
        if not item.offset and spot.before == "第":
            continue
        if item.offset == len(item.text) - 1 and (spot.token[1:2] in _SCALES or _together(spot)):
            continue  # 合同一百三十二份
        if item.unless and (text.startswith(item.unless, end) or _later(item.unless, text, end)):
            continue
        if any(word[-1] == "…" and text.endswith(word[:-1], 0, begin) for word in item.unless):
            continue
        if item.only and not text.startswith(item.only, end):
            continue
        if not item.offset and (unit := unit_at(text, spot.end)) and spot.end + len(unit.spelling) > end:
            continue  # 五小时 is no 五小, 四平方米 no 四平
        return Passed(item.kind, end)
    return None


def _together(spot: Spot) -> bool:
    """True for the 一 of 签订合同一份 and 会同一家企业: no 同一."""
    return spot.text.endswith(_TOGETHER, spot.floor, spot.start)


def _later(words: tuple[str, ...], text: str, end: int) -> bool:
    """True when one of the words that begin with … follows in the same clause."""
    following = _CLAUSE.match(text, end)
    near = following.group() if following else ""
    return any(word[0] == "…" and word[1:] in near for word in words)


_CLAUSE = regex(r"[^，。；、：！？,;:!?\n]{0,12}")


def placeholder(spot: Spot) -> Answer:
    """X万余人, xx多万元, 20xx年, 20__年, _7号: not filled in yet; （单位：万元） names a unit."""
    text, start, before = spot.text, spot.start, spot.before
    if before in ("多", "余", "几"):
        if start > 1 and text[start - 2] in BLANKS and spot.token[0] in "万亿千百":
            return Passed("placeholder", spot.end)
    elif before in ("（", "(", "：", ":"):
        if _HEADING_UNIT.match(text, start):
            return Passed("label", spot.end)
    elif before in BLANKS and (
        before not in "Xx×某"
        or text[start - 2 : start - 1] == before
        or (spot.number is not None and spot.number.hanzi)
    ):
        return Passed("placeholder", spot.end)
    if spot.after in ("_", "＿", "○", "*") or (
        spot.after in ("X", "x", "×")
        and text[spot.end + 1 : spot.end + 2] in ("X", "x", "×", "年", "月", "日")
    ):
        return Passed("placeholder", spot.end) if spot.token.isdigit() else None
    return None


def weekday(spot: Spot) -> Answer:
    """周三, 星期五, 周一至周五; 每周一次 is once a week."""
    text, start = spot.text, spot.start
    if start == spot.floor or (
        spot.before != "周" and text[max(0, start - 2) : start] not in ("星期", "礼拜")
    ):
        return None
    match = _WEEKDAY.match(text, start)
    if match is None:
        return None
    unit = unit_at(text, spot.end)
    if (
        unit is not None
        and unit.name in _OFTEN
        and text[max(0, start - 2) : start - 1] not in ("上", "下", "本")
    ):
        return None
    return Passed("weekday", match.end())


@cache
def _deeds() -> re.Pattern[str]:
    return re.compile(
        rf"[二两三四五六七八九十]个(?:一(?![名位家个次场项件])|不(?!同|一)|(?:{any_of('deed')})(?![到至为]))"
    )


def form(spot: Spot) -> Answer:
    """二十届三中全会, 三个同步, 三件套: set phrases by their form."""
    if spot.after == "届":
        match = _PLENUM.match(spot.text, spot.start)
    elif spot.after == "个":
        match = _deeds().match(spot.text, spot.start)
    else:
        match = _SET.match(spot.text, spot.start)
    return Passed("set-phrase", match.end()) if match else None


_ONE_OF_ALL = (
    "最后", "其中之", "最高", "最低", "最多", "最少", "最大", "最小", "最长", "最短",
    "最多的", "最少的", "最高的", "最低的", "最大的", "最小的",
)  # fmt: skip


def indefinite(spot: Spot) -> Answer:
    """每一名, 另一家, 新一轮, 一企一策, 一批又一批, 一一, 一个不漏: 一 that counts nothing."""
    text, start, before = spot.text, spot.start, spot.before
    if spot.token != "一":
        return Passed("indefinite", spot.end) if spot.token == "一一" else None
    match = _EACH_ONE.match(text, start)
    if match:
        return Passed("set-phrase", match.end())
    match = _TWICE.match(text, start)
    if match:
        return Passed("indefinite", match.end())
    match = _NONE_MISSING.match(text, start)
    if match:
        return Passed("slogan", match.end())
    if start == spot.floor:
        return None
    if _together(spot):
        return None
    if before in _INDEFINITE_BEFORE or text.endswith(_ONE_OF_ALL, 0, start):
        return Passed("indefinite", spot.end)
    if spot.after == "年" and (before == "的" or text[start - 2 : start] in _YEAR_PRAISED):
        return Passed("indefinite", start + 2)
    taken = before == "下" and text[start - 2 : start - 1] in _TAKEN  # 拿下一个二等奖
    if before in ("上", "下", "新") and not taken and _PERIODIC.match(text, start):
        return Passed("indefinite", spot.end)
    return None


def half_yearly(spot: Spot) -> Answer:
    """半年一通报: a custom, no length of time."""
    match = _HALF_YEARLY.match(spot.text, spot.start)
    return Passed("set-phrase", match.end()) if match else None


def leftover(spot: Spot) -> Answer:
    """A numeral that nothing else takes: a Chinese one without a unit, a run that is no number."""
    return Passed("set-phrase" if _CONGRESS.match(spot.text, spot.start) else "bare", spot.end)
