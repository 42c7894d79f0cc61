"""Amounts: counts, money, percentages, lengths of time, measures and scores."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from summarywriter.figures.bounds import bound_after, bound_before
from summarywriter.figures.lengths import HALF, MONTH, Measured, more_behind, unit_behind, whole_length
from summarywriter.figures.lexicon import any_of, unit_at
from summarywriter.figures.numerals import Number
from summarywriter.figures.pricing import price
from summarywriter.figures.spans import TO_SIGNS, listed, span
from summarywriter.figures.spot import Answer, Passed, Spot, build, spot_at
from summarywriter.model.figure import Bound, Moment
from summarywriter.patterns import regex

_SCALE_ONLY = regex(r"[百千万亿]+(?:余|多|来|把|有余)?")
_LOOSE_UNITS = frozenset("年天里户村家岁城国省市县道处面步回种类分")
_SLOGAN = regex(r"(?:不[漏丢落让少掉留放使]|决不让|没有|无|杜绝|未发生|未出现|从未)(?:下|过|掉|任何)?$")
_STOP = regex(r"[，。；、：！？,;:!?）)”’》\s]|$")
_TOLD = frozenset("为至到达共约近超逾足成")
_NOT_LONE = frozenset("的这那新又另唯每某任同上下再各统逐了是有不第")
_JOINTS = frozenset(("、", "和", "及", "与", "以", " "))
_SIGNS = frozenset(("下", "-", "−", "负"))
_SIGNED = frozenset(("measure", "percent", "point", "money"))
_RUN = regex(r"[0-9./%×=_\-]{0,40}")
_BARE_YEAR = regex(r"(?:199[0-9]|20[0-3][0-9])")
_CURRENCIES = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_NO_HALF = frozenset("大小前后一上下多夜两各")


def amount(spot: Spot) -> Answer:
    """12场 · 3.5万份 · 43.2490万元 · 95% · 3.2个百分点 · 2小时30分钟 · 3至5万元 · 12、8和5场."""
    number = spot.number
    if number is None:
        return None
    text = spot.text
    told = unit_behind(text, spot.end, number.hanzi)
    if told is None:
        answer = listed(spot, number) if spot.after in _JOINTS else None
        if answer is None:
            answer = span(spot, number, None) if spot.after in TO_SIGNS else None
        return _without_unit(spot, number) if answer is None else answer
    if spot.before in _SIGNS and told.unit.kind in _SIGNED:
        spot = _signed(spot, number)
        number = spot.number or number
    if text[told.end : told.end + 1] in TO_SIGNS:
        answer = span(spot, number, told)
        if answer is not None:
            return answer
    return _single(spot, number, told)


def _signed(spot: Spot, number: Number) -> Spot:
    """零下5℃, -2.3%: the sign belongs to the number; a dash between two numbers is none."""
    text, start = spot.text, spot.start
    begin = start - 2 if spot.before == "下" else start - 1
    left = text[begin - 1 : begin] if begin else ""
    if begin < spot.floor or (spot.before == "下" and text[begin] != "零"):
        return spot
    if spot.before in ("-", "−") and left and (left in "%)）-−" or (left.isascii() and left.isalnum())):
        return spot
    return spot_at(text, begin, spot.end, spot.floor, number._replace(value=-number.value), spot.last)


_POINTS = regex(r"(?:[、和与及][ ]?[0-9]+(?:\.[0-9]+)?个?)*[、和与及][ ]?[0-9]+(?:\.[0-9]+)?个百分点")


def _single(spot: Spot, number: Number, told: Measured) -> Answer:
    article = False
    if (
        told.unit.spelling == "个"
        and spot.text[told.end : told.end + 1] in _JOINTS
        and _POINTS.match(spot.text, told.end)
    ):
        # 1.8个、0.5个百分点: both are points.
        return build(spot, spot.start, told.end, "point", number.value, unit="百分点", inner=number.bound)
    if number.hanzi:
        passed = _passed(spot, number, told)
        if passed is not None:
            return passed
        article = spot.token == "一" and told.unit.kind == "count" and told.unit.spelling != "人"
    value, unit, end = whole_length(spot.text, number.value, told)
    return price(spot, spot.start, end, value, number.high, unit, number.bound or told.bound, article)


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes 百名 the name of a campaign, and 百家 a number of firms."""
    nearby = (
        rf"[^，。；、：！？,;\n0-9]{{0,8}}?(?:[进入访联帮助送结下惠暖连讲走解][百千万]|{any_of('campaign')})"
    )
    return re.compile(nearby), re.compile(any_of("firm"))


_PRICED = regex(r"(?:每[\u4e00-\u9fff]{1,2}|[由从到至为低高价费加减涨降补])$")
_AFTER_COIN = regex(r"[，。；、,;到至提降升为以）)]|$")


def _passed(spot: Spot, number: Number, told: Measured) -> Passed | None:
    """What a Chinese numeral with a unit may be instead of a figure: a slogan, a campaign, a phrase."""
    text, unit, end = spot.text, told.unit, told.end
    if spot.token == "一" and _SLOGAN.search(text, max(0, spot.start - 5), spot.start):
        return Passed("slogan", end)
    if number.bound is None and _SCALE_ONLY.fullmatch(spot.token) and not _bounded(spot, told):
        campaign, firm = _words()
        if campaign.match(text, end):
            return Passed("title", end)
        if unit.name in _LOOSE_UNITS and not (unit.name == "家" and firm.match(text, end)):
            return Passed("set-phrase", end)
    if unit.spelling == "角" and not (
        _PRICED.search(text, spot.floor, spot.start) and _AFTER_COIN.match(text, end)
    ):
        return Passed("bare", spot.end)  # 长三角, 八角
    if unit.hanzi == "all" or number.bound is not None or number.high is not None:
        return None
    if unit.spelling == "点" and re.match(any_of("point-after"), text[end : end + 4]):
        return None  # 三点建议
    if unit.hanzi == "two":
        return None if spot.token != "一" or _lone(spot, end) else Passed("indefinite", end)
    if unit.kind == "score" and _RISEN.search(spot.text, spot.floor, spot.start):
        return None  # 比上年高出九分
    if unit.spelling == "日" and text.startswith(("内", "之内", "以内"), end):
        return None  # 七日内
    each = unit.spelling == "班" and _EACH_TIME.search(text, max(0, spot.start - 4), spot.start)
    if each and not text.startswith(("倒", "制"), end):
        return None  # 每周七班
    if "点" in spot.token or number.value > 10 or (number.value == 10 and unit.kind != "score"):
        return None
    return Passed("bare", spot.end)


_EACH_TIME = regex("(?:[每一][周天日月](?:开行|运行|加开|增开|)|[周日月]均)$")
_RISEN = regex("(?:[高低多少涨升降减]|高出|低出|提高|提升|上升|增加|增长|下降|降低|减少|相差)了?$")


def _bounded(spot: Spot, told: Measured) -> bool:
    return (
        bound_before(spot.text, spot.start, spot.floor, "count")[0] is not None
        or bound_after(spot.text, told.end, told.unit.kind)[0] is not None
    )


def _lone(spot: Spot, end: int) -> bool:
    """锦旗一面, 救护车一辆: behind its noun and before a mark, 一 counts."""
    before = spot.before
    return "一" <= before <= "鿿" and before not in _NOT_LONE and bool(_STOP.match(spot.text, end))


def _without_unit(spot: Spot, number: Number) -> Answer:
    """3.5万职工, 近千职工, 增至35: a count whose noun names the unit."""
    text, after = spot.text, spot.after
    if number.hanzi:
        if not _tells(spot, number):
            return None
    elif _BARE_YEAR.fullmatch(spot.token) and spot.before not in _TOLD and number.bound is None:
        return build(spot, spot.start, spot.end, "date", Moment(year=int(spot.token)))
    elif spot.before in _CURRENCIES:
        return build(
            spot, spot.start, spot.end, "money", number.value, high=number.high,
            unit=_CURRENCIES[spot.before], inner=number.bound,
        )  # fmt: skip
    elif after and after in "./%×=_" and not (after == "." and _STOP.match(text, spot.end + 1)):
        return Passed("section", _run_end(text, spot.end))
    elif spot.token[0] == "0" and len(spot.token) > 1 and spot.token[1] != ".":
        return Passed("name", _run_end(text, spot.end))
    inner = number.bound
    if after == "+" and not number.hanzi and _STOP.match(text, spot.end + 1):
        inner = "over"  # 10万+
    return build(spot, spot.start, spot.end, "count", number.value, high=number.high, inner=inner)


def _run_end(text: str, end: int) -> int:
    """Where digits and the marks between them end: 192.168.1.1, 06-30."""
    match = _RUN.match(text, end)
    return match.end() if match else end


def _tells(spot: Spot, number: Number) -> bool:
    """True when a Chinese numeral without a unit is an amount all the same."""
    if spot.after in ("分", "计", "载", "佳", "强", "大"):
        return False
    if number.bound is not None:
        return number.value >= 10
    if _SCALE_ONLY.fullmatch(spot.token):
        return bound_before(spot.text, spot.start, spot.floor, "count")[0] is not None
    if len(spot.token) < 2:
        return (
            spot.token == "零"
            and spot.before in ("为", "至", "到")
            and bool(_STOP.match(spot.text, spot.end))
        )
    if number.value >= 100 and number.high is None:
        return True
    return spot.before in _TOLD and bool(_STOP.match(spot.text, spot.end))


def half_of(spot: Spot) -> Answer:
    """半年 0.5年, 半个月 0.5月, 半天 0.5天, 半小时 0.5小时, 半年多."""
    text, start = spot.text, spot.start
    position = start + 1
    if text.startswith("个", position):
        position += 1
        unit = MONTH if text.startswith("月", position) else unit_at(text, position)
    else:
        unit = unit_at(text, position)
    ahead = text.endswith("提前", 0, start) or (
        spot.before == "前" and unit is not None and unit.name == "小时"
    )
    whole = spot.before in _NO_HALF and not ahead  # 前半小时免费
    if unit is None or unit.kind != "duration" or whole:
        return Passed("indefinite", start + 1)
    end = position + len(unit.spelling)
    more = more_behind(text, end)
    inner: Bound | None = "over" if more is not None else None
    return price(spot, start, more or end, HALF, None, unit, inner, article=False)


def both(spot: Spot) -> Answer:
    """俩 two, 仨 three: 姐妹俩, 俩人."""
    value = Decimal(2 if spot.token == "俩" else 3)
    people = spot.after == "人"
    return build(spot, spot.start, spot.end + people, "count", value, unit="人" if people else "个")
