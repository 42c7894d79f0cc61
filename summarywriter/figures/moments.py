"""Calendar expressions: from a position in a text to the fields of a ``Moment`` and their end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from summarywriter.figures.numerals import DIGITS, read_number
from summarywriter.patterns import regex

Fields: TypeAlias = dict[str, Any]
"""Fields of a ``Moment``; ``high`` holds the fields of a range's upper end."""
Piece: TypeAlias = tuple[Fields, int]

GAP = "[ \u00a0\u3000]?"
N9 = "一二三四五六七八九"
TO = rf"{GAP}(?:——|[—–\-~～〜－―至到]){GAP}"
YEAR_WORDS = {
    "今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1, "来年": 1, "次年": 1, "翌年": 1,
    "前年": -2, "后年": 2,
    "今年度": 0, "本年度": 0, "去年度": -1, "上年度": -1, "明年度": 1, "下年度": 1, "今年的": 0,
    "去年的": -1, "明年的": 1,
}  # fmt: skip
DAY_PARTS = ("上午", "下午", "中午", "晚上", "早上", "凌晨", "傍晚", "清晨", "早晨", "夜间", "晚", "早")

_M = rf"1[0-2]|0?[1-9](?![0-9])|十[一二]?|[{N9}元]"
_D = rf"3[01]|[12][0-9]|0?[1-9](?![0-9])|三十一?|二十[{N9}]?|十[{N9}]?|[{N9}]"
_YEAR = regex(rf"((?:18|19|20)[0-9]{{2}}|[一二][〇零○{N9}]{{3}}){GAP}(?:学年(?:度)?|财年|年(?:度(?!过))?)")
_SHORT_YEAR = regex(
    rf"(0[0-9]){GAP}年|([0-9]{{2}}){GAP}年(?={GAP}(?:1[0-2]|0?[1-9]){GAP}月|[上下]半年|年?[底末初](?!步)|第?[一二三四]季度)"
)
_HALF = regex(r"((?<!提)前|[上下后])半年(?:度(?!过))?")
_QUARTER = regex(rf"(?:第?([一二三四1-4])|首){GAP}季(?:度|(?=[，。、；,;开]))")
_QUARTERS = regex(rf"[前头]([一二两三2-3]){GAP}个?季度")
_MONTHS = regex(rf"[前头]({_M}|两){GAP}个月")
NO_MONTH = (
    "[饼嫂龄琴]|薪(?!酬)|租(?![赁金给])|供(?![水电气热暖应销给货餐养血])"
    "|老(?=[网会，。、\\n]|$)|季(?=[花园展])"
)
"""What makes another word of 月: 月饼, 月季花; 月台风, 月供货 and 月老年食堂 are a month and a word."""
_MONTH = regex(rf"({_M}){GAP}月(?!{NO_MONTH})(?:份(?!额))?")
DAY = regex(
    rf"({_D}){GAP}(?:日(?!常(?![务委])|志(?!愿)|程(?!序)|[均照])"
    r"|号(?!线|楼|井|令|文|召(?![集开])|称|码|机|标|隧|公|厅|馆|院|会))"
)
_DAY_OF_MONTH = regex(rf"({_D}){GAP}(?:日|号(?!线))")
_OPEN_DAY = regex(rf"([12]?[0-9]|3[01])(?=(?:{TO}|{GAP}[、和及与]{GAP})(?:[12]?[0-9]|3[01]){GAP}[日号])")
_OPEN = regex(rf"第?(?P<low>{_M}){TO}第?(?:{_M}){GAP}(?P<unit>月|季度)")
_NEIGHBOURS = regex(
    rf"第?(?P<low>{_M}){GAP}[、和与及]{GAP}第?(?P<high>{_M}){GAP}(?P<unit>月(?:份(?!额))?|季度)"
)
_XUN = regex(r"([上中下])[、和]?([中下])?旬")
PART = regex(
    r"年?([底末])(?![蕴薪]|气(?![温候象])|数清|线(?:思维|要求|[，。、；\n]|$))"
    r"|(?<!大)年初(?![步级赛次心衷任审中始夏冬春秋试现选诊评具])"
    r"|初(?![步级赛次心衷任审中始夏冬春秋一二三试现选诊评具])"
)
_MIDDLE = regex(r"年?中(?=[，。、；前\n]|以前|之前|$)")
CLOCK = regex(
    rf"(?P<part>{'|'.join(DAY_PARTS)})?{GAP}"
    rf"(?P<hour>2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[{N9}]?|[零两{N9}]){GAP}"
    rf"(?:[:：](?P<digits>[0-5][0-9])(?:[:：][0-5][0-9])?(?![0-9:：])"
    rf"|(?P<sign>时(?![期代间候刻段常效速节限长隔])|点(?:钟|整)?)"
    rf"(?:(?P<half>半)|(?P<minutes>[0-5]?[0-9]|[零〇二三四五]?十?[{N9}]?){GAP}分(?![别享布析]))?)"
)
_NUMERIC = regex(
    r"(?P<year>(?:19|20)[0-9]{2})(?:(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    r"|[-/.](?P<month2>1[0-2]|0[1-9])(?![0-9.万%])"
    r"|(?P<month3>0[1-9]|1[0-2])(?P<day3>0[1-9]|[12][0-9]|3[01])(?![0-9]))"
)
_YEAR_HEADS = frozenset("0123456789一二")
_AFTERNOON = frozenset(("下午", "晚上", "傍晚", "夜间", "晚"))


def to_int(text: str) -> int:
    """Return the whole number ``text`` says, 0 when it says none."""
    number = read_number(text)
    return int(number.value) if number is not None and number.high is None else 0


def calendar_piece(text: str, position: int, *, clock: bool = False) -> Piece | None:
    """Read one calendar expression: 2024年6月24日上午9时, 上半年, 前三季度, 2024-06-24, 3月底.

    With ``clock`` a bare time of day counts too.
    """
    fields: Fields = {}
    end = position
    head = text[position : position + 1]
    match = None
    if head in _YEAR_HEADS:
        match = _NUMERIC.match(text, position)
        if match:
            return _numeric(text, match)
        match = _YEAR.match(text, position) or _SHORT_YEAR.match(text, position)
    if match:
        year = int("".join(str(DIGITS.get(c, c)) for c in match.group(match.lastindex or 1)))
        fields["year"] = year if year > 99 else 2000 + year
        end = _over_gap(text, match.end())
    for pattern, read in _PARTS:
        match = pattern.match(text, end)
        more = read(match) if match else None
        if match and more is not None:
            fields.update(more)
            if "month" in more and "high" not in more:
                return _inside_month(text, fields, match.end())
            if "quarter" in more and "high" not in more:
                return _end_of_quarter(text, fields, match.end())
            return fields, match.end()
    if "year" in fields:
        return _open_in_year(text, fields, end) or _part_of_year(text, fields, end)
    match = CLOCK.match(text, position) if clock else None
    return (hour_of(match), match.end()) if match else None


def _over_gap(text: str, end: int) -> int:
    """Step over a space that stands before more digits."""
    return end + 1 if text[end : end + 1] in (" ", "\u3000") and text[end + 1 : end + 2].isdigit() else end


def _half(match: re.Match[str]) -> Fields:
    return {"half": 1 if match.group(1) in "上前" else 2}


def _quarter(match: re.Match[str]) -> Fields:
    return {"quarter": to_int(match.group(1)) if match.group(1) else 1}


def _quarters(match: re.Match[str]) -> Fields:
    return {"quarter": 1, "high": {"quarter": to_int(match.group(1))}}


def _months(match: re.Match[str]) -> Fields | None:
    last = to_int(match.group(1))
    return {"month": 1, "high": {"month": last}} if 1 < last <= 12 else None


def _month(match: re.Match[str]) -> Fields:
    return {"month": 1 if match.group(1) == "元" else to_int(match.group(1))}


_PARTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Fields | None]], ...] = (
    (_MONTH, _month),
    (_HALF, _half),
    (_QUARTER, _quarter),
    (_QUARTERS, _quarters),
    (_MONTHS, _months),
)
"""What may follow a year, or stand alone."""


def _end_of_quarter(text: str, fields: Fields, end: int) -> Piece:
    """三季度末, 一季度初."""
    match = PART.match(text, end)
    if match is None or match.group().startswith("年"):
        return fields, end
    return {**fields, "part": "end" if match.group(1) else "start"}, match.end()


def _open_in_year(text: str, fields: Fields, end: int) -> Piece | None:
    """2024年1—3月, 2024年一、二季度: the first number has the unit of the last."""
    match = _OPEN.match(text, end)
    if match:
        level = "month" if match["unit"] == "月" else "quarter"
        return {**fields, level: to_int(match["low"])}, match.end("low")
    match = _NEIGHBOURS.match(text, end)
    if match is None:
        return None
    low, high = to_int(match["low"]), to_int(match["high"])
    level = "quarter" if match["unit"] == "季度" else "month"
    return ({**fields, level: low, "high": {level: high}}, match.end()) if high == low + 1 else None


def _part_of_year(text: str, fields: Fields, end: int) -> Piece:
    """2024年底, 2024年初; 2024年中 is its sixth month."""
    match = PART.match(text, end)
    if match:
        fields["part"] = "end" if match.group(1) else "start"
        return fields, match.end()
    match = _MIDDLE.match(text, end)
    if match:
        fields["month"] = 6
        return fields, match.end()
    return fields, end


def _inside_month(text: str, fields: Fields, end: int) -> Piece:
    """What follows a month: a day and a time of day, 上旬, 底."""
    here = _over_gap(text, end)
    match = _DAY_OF_MONTH.match(text, here)
    if match:
        return day_piece(text, fields, match)
    match = _OPEN_DAY.match(text, here)
    if match:
        fields["day"] = int(match.group(1))
        return fields, match.end()
    match = _XUN.match(text, end)
    if match:
        fields["xun"] = "上中下".index(match.group(1)) + 1
        if match.group(2):
            high = {"month": fields["month"], "xun": "上中下".index(match.group(2)) + 1}
            fields["high"] = high
        return fields, match.end()
    match = PART.match(text, end) if text[end - 1] == "月" else None
    if match:
        fields["part"] = "end" if match.group(1) else "start"
        return fields, match.end()
    return fields, end


def day_piece(text: str, fields: Fields, match: re.Match[str]) -> Piece:
    """A match of :data:`DAY` and the time of day behind it."""
    fields["day"] = to_int(match.group(1))
    return _with_clock(text, fields, match.end())


def _with_clock(text: str, fields: Fields, end: int) -> Piece:
    here = end + 1 if text[end : end + 1] in (" ", "\u3000", "T") else end
    match = CLOCK.match(text, here)
    if match is None:
        return fields, end
    fields.update(hour_of(match))
    return fields, match.end()


def _numeric(text: str, match: re.Match[str]) -> Piece:
    month = match["month"] or match["month2"] or match["month3"]
    day = match["day"] or match["day3"]
    fields: Fields = {"year": int(match["year"]), "month": int(month)}
    if day is None:
        return fields, match.end()
    fields["day"] = int(day)
    return _with_clock(text, fields, match.end())


def hour_of(match: re.Match[str]) -> Fields:
    """The hour and minute of a match of :data:`CLOCK`: 下午3点 is 15:00."""
    part = match["part"]
    hour = to_int(match["hour"])
    if (part in _AFTERNOON and hour < 12) or (part == "中午" and hour < 10):
        hour += 12
    fields: Fields = {"hour": hour}
    if match["digits"]:
        fields["minute"] = int(match["digits"])
    elif match["half"]:
        fields["minute"] = 30
    elif match["minutes"]:
        fields["minute"] = to_int(match["minutes"])
    return fields


def year_before(text: str, start: int, floor: int) -> tuple[int, int] | None:
    """Return what a year word right before ``start`` says (去年 −1) and where it begins."""
    for length in (2, 3):
        begin = start - length
        if begin >= floor and text[begin:start] in YEAR_WORDS:
            return YEAR_WORDS[text[begin:start]], begin
    return None
