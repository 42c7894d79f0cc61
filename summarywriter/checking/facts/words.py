"""What two facts speak of, made comparable: light words left out, synonyms made one, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from summarywriter.checking.facts.parts import family_named
from summarywriter.checking.layout.marker_words import guarded
from summarywriter.checking.layout.offices import endings, suffixes
from summarywriter.patterns import regex
from summarywriter.resources import word_rows

_OURS = regex(
    r"(?:(?<=[,;。\n])|^)(?:[本我全](?:院|校|公司|局|馆|中心|站|所|行|厂|矿)(?=[\u4e00-\u9fff])"
    r"|(?:医院|学校|公司|集团|单位)(?=现有|共有|全年|上半年|今年|本年|累计|编制|在册))"
)
"""How a fact begins to speak of the office itself: 本院编制床位, 公司全年营业收入."""
_MARK = regex(r"[^\u4e00-\u9fffA-Za-z0-9]|[的了在等共达为及与和已将均还各新于被由从我]")


def words_of(*stretches: str) -> str:
    """Return the characters of stretches that tell what they speak of, sorted: their order says nothing.

    Nor does how often one occurs, but for 女 and 男 (女职工子女); letters and numerals stay together
    (II类, 第12街道 and 第21街道).
    """
    if len(stretches) == 1:
        return _joined(_weighty(stretches[0]))
    return _joined(",".join(map(_weighty, stretches)))


@lru_cache(maxsize=4096)
def _weighty(stretch: str) -> str:
    """A stretch without what is light, its synonyms made one."""
    light, same, table = _patterns()
    plain = light.sub("", _OURS.sub("", stretch))
    plain = light.sub("", same.sub(lambda match: table[match.group()], plain))
    return _MARK.sub("", plain)


@lru_cache(maxsize=4096)
def _joined(plain: str) -> str:
    runs = _RUN.findall(plain)
    rest = _RUN.sub("", plain).replace(",", "")
    once = {c for c in rest if c not in _SEXES}
    return "".join([*sorted(once), *sorted(c for c in rest if c in _SEXES), *sorted(runs)])


_RUN = regex("[A-Za-z0-9]+|[一二三四五六七八九十百]{2,}")
_SEXES = frozenset("女男")


def telling(stretch: str) -> int:
    """Return how many characters of a stretch tell one thing from others: 培训 and 职工 do not."""
    return len(words_of(_of_kind("泛").sub("", stretch)))


def tells_all(text: str) -> bool:
    """True for a fact of the whole office or the whole period: 上半年, 全区, 累计."""
    return _of_kind("总").search(text) is not None


def sums_up(heading: str) -> bool:
    """True for a section that tells of what the others do: 综合情况, 经费使用."""
    return _of_kind("综").search(heading) is not None


def plain(stretch: str) -> str:
    """Return the same as :func:`words_of` without verbs that say nothing of which thing is told: 收取, 按."""
    return words_of(_of_kind("动").sub("", stretch))


def parallel(one: str, other: str, *, planned: bool = False) -> bool:
    """True for headings that tell two things of a kind apart: 城关镇 and 河口镇, 一季度 and 二季度.

    A section of plans tells other things than one of what was done, unless it is of plans too.
    """
    if any(_DATED.search(heading) or (_PLANS.search(heading) and not planned) for heading in (one, other)):
        return True
    if one == other:
        return False
    if suffixes().search(one[-_NAME:]) and suffixes().search(other[-_NAME:]):
        return True
    if len(one) != len(other) or len(one) > _NAME:
        return False
    if one[-2:] == other[-2:] and family_named([one[:-2], other[:-2]], ["", ""]) is not None:
        return True  # 工业经济, 农业经济
    return one[-1:] == other[-1:] and _ends_as_name().search(one) is not None


@cache
def _ends_as_name() -> re.Pattern[str]:
    """城关镇, 东城区, 生产部; 创业扶持 and 金融支持 only end alike."""
    return re.compile(f"(?:{endings()}|[区县市乡旗线路岛])$")


_DATED = regex("[0-9一二三四五六七八九十]+(?:季度|月|年)|[上下]半年")
_PLANS = regex("目标|计划|打算|任务")
_NAME = 5
"""Characters that a name of a town, a ward, a department has at most."""


@cache
def _of_kind(kind: str) -> re.Pattern[str]:
    rows = word_rows("light_words")
    return _any_of("light_words", (w for row in rows if row[1:] == (kind,) for w in row[0].split()))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, str]]:
    """The light words, the words that are one with others, and which each is one with."""
    table = {}
    for row in word_rows("same-facts"):
        table.update(dict.fromkeys((row[0], *row[1].split()), row[0]))
    light = (word for row in word_rows("light_words") if len(row) == 1 for word in row[0].split())
    return _any_of("light_words", light), _any_of("same-facts", table), table


def _any_of(name: str, words: Iterable[str]) -> re.Pattern[str]:
    """Words of a list as a pattern, the longest first; each may end in 〔!甲|乙〕, what may not follow it."""
    ordered = sorted(words, key=lambda word: (-len(word.partition("〔")[0]), word))
    parted = (guarded(word, name) for word in ordered)
    return re.compile("|".join(re.escape(head) + follows for head, follows in parted))
