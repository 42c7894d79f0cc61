"""Bound words around a figure: what they say and how far the phrase reaches."""

from __future__ import annotations

from summarywriter.figures.lexicon import lexicon
from summarywriter.model.figure import Bound, Kind
from summarywriter.patterns import regex

_LINKS = frozenset("占有为达是到计共在可")
_ROUND = frozenset("百千万亿半")
_LENGTHS = frozenset(("duration", "measure"))
_OF_DATES = frozenset(("about", "at-most"))
_SHARES = frozenset(("percent", "ratio"))
_AMOUNTS = frozenset(("count", "money", "duration", "measure"))
_DETACHED = regex(
    r"(?:(约|近|超|逾)占(?:到|了|比)?(?:[^，。；、：！？,;:!?（）()\n0-9]{1,10}的)?"
    r"|(接近|将近|超过|突破|不足|不到|不少于|不低于|不超过|至少|最多)"
    r"(?:占(?:到|了|比)?|完成(?:了)?|[^，。；、：！？,;:!?（）()\n0-9]{1,10}的))$"
)
_ADVERBS = regex(
    r"(?:(?<![签预违节集合契制简邀])(约)(?:投入|需要?|支出|花费|发放|惠及|覆盖|服务|节约|节省|减少|增加|创造|实现|完成|带动|吸引|参与|补助)"
    r"[^，。；、：！？,;:!?（）()\n0-9的]{0,6}|(至少|最少|最多|至多)(?![时的])[^，。；、：！？,;:!?（）()\n0-9的]{1,6}"
    r"|(最高|最低)(?:可|能|将)?(?:补助|补贴|奖励|赔付|报销|支持|资助|给予|贷款|贷|享受|申请|领取|不超过|限额))$"
)
_OF_ALL = regex(
    r"(约)?(接近|将近|超过|不足|不到|不少于|不低于|不超过|至少)[^，。；、：！？,;:!?（）()\n0-9的]{1,8}$"
)

_THAN = regex(
    r"(?:(?<![同环占对评])比(?![例赛重率武拼])|较(?![大好高为多强快之]))"
    r"[^，。；、：！？,;:!?（）()\n增长升高降减少多提节缩]{2,12}$"
)
_EXCEEDING = frozenset(("超", "超出", "超过", "超过了"))
"""What tells a difference, and bounds nothing, behind what is compared: 比年初计划超出1.3万元."""


def bound_before(text: str, start: int, floor: int, kind: Kind) -> tuple[Bound | None, int]:
    """Return the bound word that ends at ``start`` and where it begins.

    With a linking verb between (约有, 近达) the bound counts and the phrase begins at ``start``.
    ``floor`` is where the previous figure ends; nothing before it is looked at.
    """
    tables = lexicon()
    end, detached = start, False
    if end > floor and text[end - 1] == " ":
        end -= 1  # 超过 100 人
    while end > floor:
        for length in tables.before_lengths.get(text[end - 1], ()):
            begin = end - length
            if begin < floor:
                continue
            word = tables.before.get(text[begin:end])
            if word is None or (begin and text[begin - 1] in word.beside):
                continue
            if word.round_only and text[start] not in _ROUND:
                continue
            if kind == "date" and word.bound not in _OF_DATES:
                continue  # 低于年初目标, 超过去年: no date is bounded
            if text[begin:end] in _EXCEEDING and _THAN.search(text, max(0, begin - 14), begin):
                return None, start
            return word.bound, start if detached else begin
        if text[end - 1] not in _LINKS or start - end >= 2:
            break
        end, detached = end - 1, True
    return None, start


def bound_after(text: str, end: int, kind: Kind) -> tuple[Bound | None, int]:
    """Return the bound word that begins at ``end`` (左右, 以上, 3日内) and where it ends."""
    tables = lexicon()
    lengths = tables.after_lengths.get(text[end : end + 1])
    if lengths is None:
        return None, end
    for length in lengths:
        if end + length > len(text):
            continue
        word = tables.after.get(text[end : end + length])
        if word is None or text[end + length : end + length + 1] in word.beside:
            continue
        if length == 1 and text[end] == "内" and kind not in _LENGTHS:
            continue
        if kind == "count" and text.startswith("封顶", end):
            continue  # 5栋封顶: a roof, no limit
        if (
            kind in ("date", "ordinal", "code")
            and word.bound != "about"
            and (length == 1 or kind != "ordinal")
        ):
            # 6月起, 1号以内: no amount is bounded; 三级及以上 is.
            continue
        return word.bound, end + length
    return None, end


def bound_apart(text: str, start: int, floor: int, kind: Kind) -> Bound | None:
    """Return a bound that stands apart: 约占四分之一, 超过年度预算的六成, 至少参加2次, 最高奖励5万元."""
    low = max(floor, start - 18)
    if kind in _SHARES:
        match = _DETACHED.search(text, low, start)
        if match is None and kind == "ratio":
            match = _OF_ALL.search(text, low, start)
    elif kind in _AMOUNTS:
        low = max(floor, start - 8)
        if not any(text.find(sign, low, start) >= 0 for sign in "最至约"):
            return None
        match = _ADVERBS.search(text, low, start)
    else:
        return None
    return lexicon().before[next(filter(None, match.groups()))].bound if match else None
