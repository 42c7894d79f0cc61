"""Ranges and lists of amounts: 3至5万元, 10—15%, 分别为12、8和5场."""

from __future__ import annotations

from decimal import Decimal

from summarywriter.figures.exact import times
from summarywriter.figures.lengths import Measured, unit_behind
from summarywriter.figures.numerals import Number
from summarywriter.figures.pricing import price
from summarywriter.figures.spot import Answer, Found, Spot, Token, build, number_at, spot_at
from summarywriter.patterns import regex

_TO = regex(r"[ ]?(?:——|[—–\-－~～〜―至到])[ ]?")
TO_SIGNS = frozenset(" —–-－~～〜―至到")
"""What a range can go on with behind its first number."""
_AND = regex(r"[ ]?(?:、|和|及|与|以及)[ ]?")
_STOP = regex(r"[，。；、：！？,;:!?）)”’》\s]|$")
_SHARED = regex(r"(?:分别|依次|各|先后|均)[^，。；]{0,8}$")
_LONGEST_LIST = 12


def span(spot: Spot, number: Number, told: Measured | None) -> Answer:
    """2～3个, 3至5万元, 5万至8万元, 10—15%: a unit or a 万 behind reaches back to the first number."""
    text = spot.text
    end = told.end if told else spot.end
    match = _TO.match(text, end)
    if match is None or number.high is not None:
        return None
    if told is not None and spot.before in ("从", "由") and match.group().strip() in ("到", "至"):
        return None  # 从71.5%到76.8% tells what was and what is
    second = number_at(text, match.end())
    if second is None or second.number.high is not None:
        return None
    last = unit_behind(text, second.end, second.number.hanzi)
    low, high = number.value, second.number.value
    if told is None:
        low = _reach(number, second.number)
    elif last is None or last.unit.name != told.unit.name:
        return None
    if low >= high:
        return None
    if last is None:
        if number.hanzi or second.number.hanzi:
            return None
        if spot.token[0] == "0" and len(spot.token) > 1 and spot.token[1] != ".":
            return None  # 06-30, 018-3
        if text[match.end() - 1] not in "至到～~" and not _STOP.match(text, second.end):
            return None
        return build(spot, spot.start, second.end, "count", low, high=high, inner=second.number.bound)
    if number.hanzi and last.unit.hanzi == "none":
        return None
    inner = second.number.bound or last.bound or number.bound
    return price(spot, spot.start, last.end, low, high, last.unit, inner)


def _reach(low: Number, high: Number) -> Decimal:
    """3至5万 is 30000 to 50000, 500至1万 stays 500."""
    if not low.scales:
        for scale in high.scales:
            scaled = times(low.value, scale)
            if scaled < high.value:
                return scaled
    return low.value


def listed(spot: Spot, number: Number) -> Answer:
    """分别为12、8和5场: every number has the unit of the last; 3、4个 alone is the estimate 3–4."""
    text = spot.text
    tokens = [Token(number, spot.start, spot.end)]
    signs = []
    last: Measured | None = None
    while last is None:
        joint = _AND.match(text, tokens[-1].end)
        following = number_at(text, joint.end()) if joint else None
        if (
            joint is None
            or following is None
            or following.number.high is not None
            or len(tokens) == _LONGEST_LIST
        ):
            return None
        signs.append(joint.group().strip())
        tokens.append(following)
        last = unit_behind(text, following.end, following.number.hanzi)
    first, second = tokens[0].number, tokens[1].number
    shared = _SHARED.search(text, max(0, spot.start - 12), spot.start)
    if signs == ["、"] and not shared and second.value == first.value + 1 and second.value < 10:
        if first.hanzi and last.unit.hanzi == "none":
            return None
        return price(spot, spot.start, last.end, first.value, second.value, last.unit, last.bound)
    if first.hanzi and not shared and not all(t.number.value >= 10 for t in tokens):
        return None
    return _each(spot, tokens, last)


def _each(spot: Spot, tokens: list[Token], last: Measured) -> Found:
    """One figure a number; the unit and a 万 of the last reach back to all."""
    text, floor = spot.text, spot.floor
    scales = tokens[-1].number.scales
    figures = []
    for item in tokens:
        value, inner = item.number.value, item.number.bound
        here = spot_at(text, item.start, item.end, floor, item.number)
        if item is tokens[-1]:
            figures.append(price(here, item.start, last.end, value, None, last.unit, inner or last.bound))
        else:
            if scales and not item.number.scales:
                value = times(value, scales[0])
            figures.append(
                build(here, item.start, item.end, last.unit.kind, value, unit=last.unit.name, inner=inner)
            )
        floor = figures[-1].phrase_end
    return Found(tuple(figures), floor)
