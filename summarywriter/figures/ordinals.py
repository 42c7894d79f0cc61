"""Places in an order: 第四届, 位列第三, 前三名, 二等奖, 二届一次, 首批."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise

from summarywriter.figures.lexicon import any_of
from summarywriter.figures.numerals import read_number
from summarywriter.figures.spot import Answer, Found, Passed, Spot, build
from summarywriter.model.figure import Kind, Moment, Value
from summarywriter.patterns import regex

_HZ = "零〇一二三四五六七八九十百"
NUM = rf"[0-9]{{1,4}}|[{_HZ}两]{{1,5}}"
_NUM = regex(NUM)
_STOP = r"[，。、；：！？,;:!?（）()”’》\s的和与及由归]|分别|依次|$"
_LIST_TAIL = regex(r"[，,、：:由]|是|要")
_OPENERS = frozenset("。；;：:，,\n \u3000！？!?>（(、—")
_NAMING = frozenset(("人", "学", "号", "部", "组", "家", "所", "局", "支"))
_NOT_LAST = frozenset("先前今之以会日年月然随最往赛训课评审试修")
_NOT_FIRST = frozenset("提目先以之当日节会此往")
_TOP = regex(rf"({NUM})[ ]?(?:(名|位|强|甲)|(?=[，。、；：,;:!?（）()”’\s的]|$|行列|之列|以内|左右))")
_PRIZE = regex(r"([一二三四五六1-6])[ ]?等([奖功])")
_PRIZE_RANGE = regex(r"([一二三四五六1-6])[ ]?(?:至|到|—|-|～)[ ]?([一二三四五六1-6])[ ]?等([奖功])")
_PRIZES = regex(r"([一二三四五六1-6])((?:[、和及与][一二三四五六1-6]){1,4})[ ]?等([奖功])")
_PAIR = regex(rf"({NUM})届([{_HZ}0-9]{{1,3}})次(?!性|数)")
_TERM = regex(
    r"届(?=[0-9一-鿿]{0,6}?(?:职代会|教代会|工代会|会员代表|委员|常委|理事|代表大会|全委|全会|党代会|团代会|妇代会"
    r"|人大|政协|董事会|监事会|工会|班子|任期|一次|二次|三次|毕业生|学生|运动会|大会|论坛|赛))"
)
_TERMS_COUNTED = regex(r"(?:连续|历经|连任|先后|共|举办|任)$")
_TOPPED = regex(r"(?:[居列处排位占名][^，。；、\n]{0,8}|[全国省市县区系])$")
_PUT_FIRST = regex(r"(?:放|摆|置于)(?:在|于|到)?$")
_LEADS = regex(r"(?:位?居|位?列)[^，。；\n]{0,6}$")
_ALONE = regex(r"首(?=[，。、；,;\n]|$)")


@cache
def _first() -> re.Pattern[str]:
    return re.compile(f"首({any_of('first-unit')})")


@cache
def _after_th() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind 第: a number with a unit or at a clause's end, or a unit's name."""
    number = rf"({NUM})(?:[ ]?(?:至|到|—|-|～|~|–)[ ]?第?({NUM}))?[ ]?"
    return (
        re.compile(rf"{number}(?:({any_of('ordinal-unit')})|(?={_STOP}))"),
        re.compile(rf"[一-鿿]{{0,4}}?{any_of('ordinal-name')}"),
    )


def ranked(spot: Spot) -> Answer:
    """第四届, 第2次, 第1名, 位列第三; 第一， at a clause's start and 第二项目部 are none."""
    text, start = spot.text, spot.start
    begin = start - 1 if spot.before == "第" else start - 2
    if begin < spot.floor or text[begin] != "第":
        return None
    if text.startswith("个五年规划", spot.end):
        return Passed("set-phrase", spot.end + 5)
    prized = _PRIZE.match(text, start)
    if prized is not None:  # 第三等奖
        return build(spot, begin, prized.end(), "ordinal", value_of(prized[1]), unit=f"等{prized[2]}")
    listed = _listed(spot)
    if listed is not None:
        return listed
    numbered, named = _after_th()
    match = numbered.match(text, start)
    if match is None:
        return Passed("name" if named.match(text, spot.end) else "set-phrase", spot.end)
    number = read_number(match.group(1))
    if number is None or number.high is not None:
        return Passed("set-phrase", spot.end)
    unit, end = match.group(3), match.end()
    last = text.endswith("倒数", 0, begin)
    if unit is None:
        if (not begin or text[begin - 1] in _OPENERS) and _LIST_TAIL.match(text, end):
            return Passed("list-marker", end)
        unit = "名"
    elif unit in _NAMING and named.match(text, match.start(3)):
        return Passed("name", spot.end)
    elif unit == "位" and number.value == 1 and number.hanzi and not _tops(text, begin):
        return Passed("set-phrase", end)  # 把安全放在第一位
    elif unit == "件" and _MATTER.match(text, end):
        return Passed("set-phrase", end)
    if last and unit in ("名", "位"):
        unit = "倒数名"
    high = read_number(match.group(2)) if match.group(2) else None
    return build(spot, begin, end, "ordinal", number.value, high=high.value if high else None, unit=unit)


_MATTER = regex("[^，。；、\n0-9]{0,4}事(?![件故迹例业项])")
"""办好第一件大事, 安置是第一件要办的事: nothing is counted."""
_SERIES = regex(rf"(?:{NUM})(?:[、和及与]第?(?:{NUM})){{1,8}}")


def _listed(spot: Spot) -> Answer:
    """第一、二批, 第二、第三季度: one range where they follow each other, else one figure each."""
    text, begin = spot.text, spot.start - 1
    series = _SERIES.match(text, spot.start) if spot.after in "、和及与" and spot.after else None
    if series is None:
        return None
    if _after_th()[1].match(text, series.end()):
        return Passed("name", series.end())
    unit = _unit_behind().match(text, series.end())
    if unit is None:
        return None
    parts = list(_NUM.finditer(text, spot.start, series.end()))
    values = [value_of(m.group()) for m in parts]
    kind: Kind = "date" if unit.group() == "季度" else "ordinal"
    name = None if kind == "date" else unit.group()
    told: list[Value] = [Moment(quarter=int(v)) if kind == "date" else v for v in values]
    if all(b == a + 1 for a, b in pairwise(values)):
        return build(spot, begin, unit.end(), kind, told[0], high=told[-1], unit=name)
    figures = []
    for part, value in zip(parts, told, strict=True):
        start = part.start() - 1 if text[part.start() - 1] == "第" else part.start()
        end = unit.end() if part is parts[-1] else part.end()
        figures.append(build(spot, start, end, kind, value, unit=name))
    return Found(tuple(figures), unit.end())


@cache
def _unit_behind() -> re.Pattern[str]:
    return re.compile("季度|" + any_of("ordinal-unit"))


def top(spot: Spot) -> Answer:
    """前三名, 前5名, 前十, 后三名: a scale of its own, never 第三名; 前三年 and 提前三天 are none."""
    text, begin, before = spot.text, spot.start - 1, spot.before
    if begin < spot.floor or (
        text[begin - 1 : begin] in (_NOT_LAST if before == "后" else _NOT_FIRST) and begin
    ):
        return None
    match = _TOP.match(text, spot.start)
    number = read_number(match.group(1)) if match else None
    if match is None or number is None or number.high is not None:
        return None
    if match.group(2) is None and number.value == 1:
        return None
    if before == "后" and match.group(2) not in ("名", "位"):
        return None
    return build(spot, begin, match.end(), "ordinal", number.value, unit=f"{before}名")


_PLACED = regex(rf"({NUM})[、和至到—-]({NUM})[ ]?[名位]")
_PLACING = regex(r"(?:分列|分居|分获|分占|位列|位居|名列|并列|排名|排在|排)[^，。；、\n0-9]{0,4}$")


def placed(spot: Spot) -> Answer:
    """分列二、三位: the second and the third place; 二、三位同志 are some people."""
    match = _PLACED.match(spot.text, spot.start)
    if match is None or not _PLACING.search(spot.text, max(0, spot.start - 6), spot.start):
        return None
    low, high = value_of(match[1]), value_of(match[2])
    if high <= low:
        return None
    return build(spot, spot.start, match.end(), "ordinal", low, high=high, unit="名")


def prize(spot: Spot) -> Answer:
    """二等奖, 三等功; 一、二等奖 is one range, 一、三等奖 are two figures."""
    text, start = spot.text, spot.start
    match = _PRIZE.match(text, start)
    if match:
        return build(
            spot, start, match.end(), "ordinal", value_of(match.group(1)), unit="等" + match.group(2)
        )
    match = _PRIZE_RANGE.match(text, start)
    if match:
        low, high = value_of(match.group(1)), value_of(match.group(2))
        if low < high:
            return build(spot, start, match.end(), "ordinal", low, high=high, unit="等" + match.group(3))
    match = _PRIZES.match(text, start)
    if match is None or spot.before in ("奖", "功"):
        return None  # 一等奖2、二等奖4: the 2 counts the prizes before it
    unit = "等" + match.group(3)
    values = [value_of(match.group(1)), *(value_of(c) for c in match.group(2)[1::2])]
    if all(b == a + 1 for a, b in pairwise(values)):
        return build(spot, start, match.end(), "ordinal", values[0], high=values[-1], unit=unit)
    figures = []
    for index, value in enumerate(values):
        begin = start + 2 * index
        end = match.end() if index == len(values) - 1 else begin + 1
        figures.append(build(spot, begin, end, "ordinal", value, unit=unit))
    return Found(tuple(figures), match.end())


def session(spot: Spot) -> Answer:
    """二届一次 = 第二届第一次, two figures; 三届职代会 is the third, 连续三届 are three."""
    text, start, number = spot.text, spot.start, spot.number
    begin = start - 1 if spot.before == "第" and start > spot.floor else start
    match = _PAIR.match(text, start)
    if match:
        middle = match.start(2)
        figures = (
            build(spot, begin, middle, "ordinal", value_of(match.group(1)), unit="届"),
            build(spot, middle, match.end(), "ordinal", value_of(match.group(2)), unit="次"),
        )
        return Found(figures, match.end())
    if number is None or not number.hanzi or spot.token[0] == "两" or not _TERM.match(text, spot.end):
        return None
    if _TERMS_COUNTED.search(text, max(0, start - 3), start):
        return None
    return build(spot, begin, spot.end + 1, "ordinal", number.value, unit="届")


def first(spot: Spot) -> Answer:
    """首届, 首次, 首批, 首家 say 第一; 居首位, 榜首 and 位居全市首 the first place."""
    text, start = spot.text, spot.start
    if text.startswith("榜首", start):
        return build(spot, start, start + 2, "ordinal", Decimal(1), unit="名")
    match = _first().match(text, start)
    if match is None:
        if _ALONE.match(text, start) and _LEADS.search(text, max(0, start - 9), start):
            return build(spot, start, start + 1, "ordinal", Decimal(1), unit="名")
        return None
    unit = match.group(1)
    if unit in ("位", "席"):
        if not _tops(text, start):
            return Passed("set-phrase", match.end())
        unit = "名"
    return build(spot, start, match.end(), "ordinal", Decimal(1), unit=unit)


def _tops(text: str, start: int) -> bool:
    """True where a first place is taken (居全市首位), not given (摆在首位)."""
    return bool(_TOPPED.search(text, max(0, start - 11), start)) and not _PUT_FIRST.search(
        text, max(0, start - 3), start
    )


def value_of(text: str) -> Decimal:
    """Return the number ``text`` says, 0 when it says none."""
    number = read_number(text)
    return number.value if number is not None else Decimal(0)
