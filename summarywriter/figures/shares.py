"""Shares and multiples: 百分之九十五, 九成五, 三分之一, 五折, 翻一番, 1:3, 一半."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction

from summarywriter.figures.numerals import NUMBER, read_number
from summarywriter.figures.spot import Answer, Found, Spot, build, number_at
from summarywriter.model.figure import Bound, Kind, Value

_EXACT = Context(prec=60)
_PER = {100: Decimal(1), 1000: Decimal("0.1"), 10000: Decimal("0.01")}
_TO = re.compile(r"[ ]?(?:至|到|—|–|-|～|~|〜|―){1,2}")
_PART = re.compile(r"(?:个)?(?:百分点)")
_TENTH = re.compile(
    r"(?:([一二三四五六七八九两])|([0-9]{1,2}(?:\.[0-9]+)?)|(十))成(?!立|员|果|功|本|为|效|长|熟|就|交|品|都|语|份|套|型|分|绩|群|因|片|千|行|人)"
    r"(?:([一二三四五六七八九半])(?![个名家项人户场次件成、百千万])|(多|有余|余))?"
)
_TENTH_TO = re.compile(r"([一二三四五六七八九1-9])[ ]?(?:至|到|—|-|～|、)?[ ]?([一二三四五六七八九1-9])成(?!立|员|果|功|本|为|效)")
_FOLD = re.compile(r"(?:([一二三四五六七八九])([一二三四五六七八九])?|([0-9]{1,2}(?:\.[0-9])?))折(?!叠|旧|腾|射|合|算|中|磨|返|扣率)(?:扣)?")
_DOUBLED = re.compile(r"翻(?:了)?(?:([一两二三四五]|[1-9])?(?:番))")
_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?)[ ]?[:：∶][ ]?([0-9]+(?:\.[0-9]+)?)((?:[:：∶][0-9]+(?:\.[0-9]+)?)*)(?![0-9:：])")
_RESULT = re.compile(r"(?:比分|战胜|击败|力克|险胜|取胜|获胜|胜|负|夺冠|决赛|告负|战平|领先|落败|淘汰|大胜|完胜|对阵|分以|以)[^，。；\n]{0,6}$")
_RESULT_AFTER = re.compile(r"[ ]?(?:的?(?:比分|成绩|总比分)|战胜|击败|力克|险胜|取胜|获胜|大胜|完胜|胜|负|淘汰|领先|夺|逆转|告负|落败|战平)")
_HALVES = re.compile(r"(一半|半数|对半)(?!个|天|年|月|小时|截|路)")
_OVER_HALF = re.compile(
    r"半数?(?=以上|[，。、；,;的）)]|$|职工|会员|代表|企业|单位|员工|人|教师|党员|群众|居民|业主|成员|干部|学生|项目)"
)


def per_cent(spot: Spot) -> Answer:
    """百分之九十五, 千分之三 (0.3 %), 百分之五至百分之八, 百分之3.5."""
    text = spot.text
    if not text.startswith("分之", spot.end) or spot.token not in ("百", "千", "万", "百分", "一百"):
        return None
    low = number_at(text, spot.end + 2)
    if low is None:
        return None
    base = {"百": 100, "一百": 100, "千": 1000, "万": 10000}[spot.token]
    end, kind, unit = low.end, "percent", "%"
    high: Decimal | None = None
    to = _TO.match(text, end)
    if to:
        position = to.end()
        if text.startswith(spot.token + "分之", position):
            position += len(spot.token) + 2
        upper = number_at(text, position)
        if upper is not None and upper.number.value > low.number.value and upper.end > position:
            if position != to.end() or not text[upper.end : upper.end + 1].strip("，。、；的以之左"):
                high, end = upper.number.value, upper.end
    scale = _PER[base]
    value = _EXACT.multiply(low.number.value, scale)
    figure = build(
        spot, spot.start, end, kind, value, unit=unit, inner=low.number.bound,  # type: ignore[arg-type]
        high=_EXACT.multiply(high, scale) if high is not None else
        (_EXACT.multiply(low.number.high, scale) if low.number.high is not None else None),
    )  # fmt: skip
    return Found((figure,), figure.end)


def fraction(spot: Spot) -> Answer:
    """三分之一, 四分之三, 十分之一: an exact rational."""
    text = spot.text
    if not text.startswith("分之", spot.end) or spot.number is None:
        return None
    match = NUMBER.match(text, spot.end + 2)
    top = read_number(match.group()) if match else None
    if match is None or top is None or not spot.number.value or top.high is not None:
        return None
    value = _rational(Fraction(top.value) / Fraction(spot.number.value))
    figure = build(spot, spot.start, match.end(), "ratio", value, inner=top.bound)
    return Found((figure,), figure.end)


def tenths(spot: Spot) -> Answer:
    """九成 90 %, 九成五 95 %, 三成多, 六七成."""
    text = spot.text
    match = _TENTH_TO.match(text, spot.start)
    if match:
        low, high = read_number(match.group(1)), read_number(match.group(2))
        if low is not None and high is not None and low.value < high.value:
            figure = build(
                spot, spot.start, match.end(), "percent", low.value * 10, high=high.value * 10, unit="%"
            )
            return Found((figure,), figure.end)
    match = _TENTH.match(text, spot.start)
    if match is None:
        return None
    number = read_number(match.group(1) or match.group(2) or match.group(3))
    if number is None:
        return None
    value = _EXACT.multiply(number.value, Decimal(10))
    if match.group(4):
        more = read_number(match.group(4)) if match.group(4) != "半" else None
        value += more.value if more is not None else 5
    inner: Bound | None = "over" if match.group(5) else None
    figure = build(spot, spot.start, match.end(), "percent", value, unit="%", inner=inner)
    return Found((figure,), figure.end)


def discount(spot: Spot) -> Answer:
    """五折 1/2, 七五折 0.75, 8.5折."""
    match = _FOLD.match(spot.text, spot.start)
    if match is None:
        return None
    first, second, digits = match.groups()
    if first:
        number = read_number(first)
        more = read_number(second) if second else None
        if number is None:
            return None
        value = number.value / 10 + (more.value / 100 if more is not None else 0)
    else:
        value = Decimal(digits)
        value = value / 10 if value < 10 else value / 100
    figure = build(spot, spot.start, match.end(), "ratio", value)
    return Found((figure,), figure.end)


def doubled(spot: Spot) -> Answer:
    """翻一番 and 翻番 are 2倍, 翻两番 4倍."""
    match = _DOUBLED.match(spot.text, spot.start)
    if match is None:
        return None
    times = read_number(match.group(1)) if match.group(1) else None
    value = Decimal(2) ** int(times.value if times is not None else 1)
    figure = build(spot, spot.start, match.end(), "ratio", value, unit="倍")
    return Found((figure,), figure.end)


_VERSUS = re.compile(r"([0-9]{1,3}|[一二三四五六七八九十零]{1,3})比([0-9]{1,3}|[一二三四五六七八九十零]{1,3})(?![0-9]|例|较|一|武|赛|拼|学)")


def versus(spot: Spot) -> Answer:
    """2比1战胜 is a result, 一比三 a ratio."""
    match = _VERSUS.match(spot.text, spot.start)
    if match is None:
        return None
    left, right = read_number(match.group(1)), read_number(match.group(2))
    if left is None or right is None or left.high is not None or right.high is not None:
        return None
    window = spot.text[max(spot.floor, spot.start - 10) : spot.start]
    if _RESULT_AFTER.match(spot.text, match.end()) or _RESULT.search(window):
        figure = build(spot, spot.start, match.end(), "code", f"{left.value}:{right.value}")
    elif right.value:
        figure = build(spot, spot.start, match.end(), "ratio", _rational(Fraction(left.value) / Fraction(right.value)))
    else:
        return None
    return Found((figure,), figure.end)


def proportion(spot: Spot) -> Answer:
    """1:3 is a ratio, 68:52 a result."""
    text = spot.text
    match = _RATIO.match(text, spot.start)
    if match is None:
        return None
    left, right, more = match.groups()
    end = match.end()
    code = ":".join(re.split(r"[:：∶]", match.group().replace(" ", "")))
    window = text[max(spot.floor, spot.start - 10) : spot.start]
    result = _RESULT_AFTER.match(text, end) or (_RESULT.search(window) and not window.endswith("比例"))
    whole = "." not in left and "." not in right
    if more or not Decimal(right):
        kind: Kind = "code"
    elif whole and (result or (len(left) > 1 and len(right) > 1)):
        kind = "code"
    else:
        kind = "ratio"
    value: Value = code if kind == "code" else _rational(Fraction(left) / Fraction(right))
    figure = build(spot, spot.start, end, kind, value)
    return Found((figure,), figure.end)


def half(spot: Spot) -> Answer:
    """一半, 半数 (1/2); 过半 over 1/2; 近半 near 1/2."""
    text, start = spot.text, spot.start
    match = _HALVES.match(text, start)
    if match is None and text[start] == "半" and spot.before in ("过", "近"):
        match = _OVER_HALF.match(text, start)
    if match is None:
        return None
    figure = build(spot, start, match.end(), "ratio", Decimal("0.5"))
    return Found((figure,), figure.end)


def _rational(value: Fraction) -> Value:
    """A Decimal where one is exact, the fraction itself otherwise."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return value
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
