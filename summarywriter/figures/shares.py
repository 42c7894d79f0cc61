"""Shares and multiples: 百分之九十五, 九成五, 三分之一, 五折, 翻一番, 1:3, 一半."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache

from summarywriter.figures.exact import EXACT, rational, times
from summarywriter.figures.lexicon import any_of, unit_at
from summarywriter.figures.names import label_before
from summarywriter.figures.numerals import read_number
from summarywriter.figures.ordinals import value_of
from summarywriter.figures.spot import Answer, Spot, build, number_at
from summarywriter.model.figure import Bound, Value
from summarywriter.patterns import regex

_PER_CENT = {"百": Decimal(1), "一百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}
_TO = regex(r"[ ]?(?:至|到|—|–|-|～|~|〜|―){1,2}")
_SHARE_STOP = frozenset("，。、；的以之左")
_NO_TENTH = "立|员|果|功|本|为|效|长|熟|就|交|品|都|语|份|套|型|分|绩|群|因|片|千|行|人"
_OF_WHOLE = r"(?<=[，。；：（(近约逾超占有过足中].成)(?=为)"
"""Before 为 a share stands only where nobody can become something: 其中七成为儿童, not 三成为标兵."""
_TENTH = regex(
    rf"([一二三四五六七八九两十]|[一二三四五六七八九]点[一二三四五六七八九]|[0-9]{{1,2}}(?:\.[0-9]+)?)成(?:(?!{_NO_TENTH})|{_OF_WHOLE})"
    r"(?:([一二三四五六七八九半])(?![个名家项人户场次件成、百千万])|(多|有余|余))?"
)
_TENTHS = regex(
    rf"([一二三四五六七八九1-9])[ ]?(?:至|到|—|-|～|、)?[ ]?([一二三四五六七八九1-9])成(?!{_NO_TENTH})"
)
_FOLD = regex(
    r"(?:([一二两三四五六七八九])点?([一二三四五六七八九])?|([0-9]{1,2}(?:\.[0-9])?))折(?!叠|旧|腾|射|合|算|中|磨|返|扣率)(?:扣)?"
)
_DOUBLED = regex(r"翻了?(约|近|将近|超|超过|逾)?([一两二三四五]|[1-9])?番(多)?")
_DOUBLED_BOUNDS: dict[str, Bound] = {
    "约": "about", "近": "near", "将近": "near", "超": "over", "超过": "over", "逾": "over",
}  # fmt: skip
_PARTS = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_RATIO = regex(rf"({_PARTS})[ ]?[:：∶][ ]?({_PARTS})((?:[:：∶]{_PARTS}){{0,4}})(?![0-9:：])")
_DIVIDED = regex(r"([0-9]{1,2})/([0-9]{1,3})(?![0-9/年月.])")
_VERSUS = regex(
    r"([0-9]{1,3}|[一二三四五六七八九十零]{1,3})比([0-9]{1,3}|[一二三四五六七八九十零]{1,3})(?![0-9]|例|较|一|武|赛|拼|学)"
)
_DATED = frozenset("年月日号")
_HALVES = regex(r"(?:一半|半数|对半)(?!个|天|年|月|小时|截|路)")
_OVER_HALF = regex(
    r"半数?(?=以上|[，。、；,;的）)]|$|职工|会员|代表|企业|单位|员工|人|教师|党员|群众|居民|业主|成员|干部|学生|项目)"
)


def per_cent(spot: Spot) -> Answer:
    """百分之九十五, 千分之三 (0.3 %), 百分之五至百分之八, 百分之3.5."""
    text = spot.text
    scale = _PER_CENT.get(spot.token)
    if scale is None or not text.startswith("分之", spot.end):
        return None
    low = number_at(text, spot.end + 2)
    if low is None:
        return None
    end, high = low.end, low.number.high
    to = _TO.match(text, end)
    if to:
        again = text.startswith(spot.token + "分之", to.end())
        upper = number_at(text, to.end() + (len(spot.token) + 2 if again else 0))
        if (
            upper
            and upper.number.value > low.number.value
            and (again or not text[upper.end : upper.end + 1] or text[upper.end] in _SHARE_STOP)
        ):
            high, end = upper.number.value, upper.end
    value = times(low.number.value, scale)
    upper_value = times(high, scale) if high is not None else None
    return build(spot, spot.start, end, "percent", value, high=upper_value, unit="%", inner=low.number.bound)


def fraction(spot: Spot) -> Answer:
    """三分之一, 四分之三, 十分之一: an exact rational."""
    if spot.number is None or not spot.number.value or not spot.text.startswith("分之", spot.end):
        return None
    top = number_at(spot.text, spot.end + 2)
    if top is None or top.number.high is not None:
        return None
    value = rational(Fraction(top.number.value) / Fraction(spot.number.value))
    return build(spot, spot.start, top.end, "ratio", value, inner=top.number.bound)


def tenths(spot: Spot) -> Answer:
    """九成 90 %, 九成五 95 %, 三成多, 六七成."""
    text, start = spot.text, spot.start
    match = _TENTHS.match(text, start)
    if match:
        low, high = value_of(match.group(1)), value_of(match.group(2))
        if low < high:
            return build(spot, start, match.end(), "percent", low * 10, high=high * 10, unit="%")
    match = _TENTH.match(text, start)
    if match is None:
        return None
    value = times(value_of(match.group(1)), 10)
    if match.group(2):
        value += 5 if match.group(2) == "半" else value_of(match.group(2))
    inner: Bound | None = "over" if match.group(3) else None
    return build(spot, start, match.end(), "percent", value, unit="%", inner=inner)


def discount(spot: Spot) -> Answer:
    """五折 1/2, 七五折 0.75, 8.5折."""
    match = _FOLD.match(spot.text, spot.start)
    if match is None:
        return None
    first, second, digits = match.groups()
    if first:
        value = EXACT.divide(value_of(first) * 10 + (value_of(second) if second else 0), Decimal(100))
    else:
        value = EXACT.divide(Decimal(digits), Decimal(10 if Decimal(digits) < 10 else 100))
    return build(spot, spot.start, match.end(), "ratio", value)


def doubled(spot: Spot) -> Answer:
    """翻一番 and 翻番 are 2倍, 翻两番 4倍; 翻了近两番 is nearly that."""
    match = _DOUBLED.match(spot.text, spot.start)
    if match is None:
        return None
    about, number, more = match.groups()
    value = Decimal(2) ** int(value_of(number) if number else 1)
    inner = _DOUBLED_BOUNDS[about] if about else ("over" if more else None)
    return build(spot, spot.start, match.end(), "ratio", value, unit="倍", inner=inner)


@cache
def _results() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(any_of("result-before") + r"[^，。；\n]{0,6}$"),
        re.compile("[ ]?" + any_of("result-after")),
    )


def _is_result(spot: Spot, end: int) -> bool:
    """True when the words around tell a match: 以68:52获胜, 比分3:1."""
    before, after = _results()
    low = max(spot.floor, spot.start - 10)
    return bool(after.match(spot.text, end) or before.search(spot.text, low, spot.start))


def versus(spot: Spot) -> Answer:
    """2比1战胜 is a result, 一比三 a ratio."""
    match = _VERSUS.match(spot.text, spot.start)
    if match is None:
        return None
    left, right = read_number(match.group(1)), read_number(match.group(2))
    if left is None or right is None or left.high is not None or right.high is not None or not right.value:
        return None
    if _is_result(spot, match.end()):
        return build(spot, spot.start, match.end(), "code", f"{left.value}:{right.value}")
    value = rational(Fraction(left.value) / Fraction(right.value))
    return build(spot, spot.start, match.end(), "ratio", value)


_PARTED = regex("分[担成配摊账别开]")


def proportion(spot: Spot) -> Answer:
    """1:3 is a ratio, 68:52 a result, 2/3 a fraction; in 7:3分担 nobody scores three."""
    text, start = spot.text, spot.start
    match = _DIVIDED.match(text, start)
    if match:
        top, bottom = int(match.group(1)), int(match.group(2))
        if not 0 < top < bottom <= 10:
            return None
        return build(spot, start, match.end(), "ratio", rational(Fraction(top, bottom)))
    match = _RATIO.match(text, start)
    if match is None:
        return None
    left, right, more = match.groups()
    if (
        label_before(text, start)
        or text[match.end() : match.end() + 1] in _DATED
        or (unit_at(text, match.end()) and not _PARTED.match(text, match.end()))
    ):
        return None  # 附件1：2024年总结, 表1：3家企业
    whole = "." not in left and "." not in right
    result = whole and (_is_result(spot, match.end()) or (len(left) > 1 and len(right) > 1))
    if more or result or not Decimal(right):
        value: Value = re.sub(r"[:：∶]", ":", match.group().replace(" ", ""))
        return build(spot, start, match.end(), "code", value)
    return build(spot, start, match.end(), "ratio", rational(Fraction(left) / Fraction(right)))


def half(spot: Spot) -> Answer:
    """一半, 半数 (1/2); 过半 over 1/2; 近半 near 1/2."""
    text, start = spot.text, spot.start
    match = _HALVES.match(text, start)
    if match is None and text[start] == "半" and spot.before in ("过", "近"):
        match = _OVER_HALF.match(text, start)
    if match is None:
        return None
    more = text.startswith(("多", "有余"), match.end()) and match.group() == "一半"
    if more:
        end = match.end() + (2 if text.startswith("有余", match.end()) else 1)
        return build(spot, start, end, "ratio", Decimal("0.5"), inner="over")
    return build(spot, start, match.end(), "ratio", Decimal("0.5"))
