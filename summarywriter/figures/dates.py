"""Dates and times of day: 2024年6月24日, 去年9月, 3至6月, 前三季度, 5月中旬, 8:30."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from summarywriter.figures.numerals import read_number
from summarywriter.figures.spot import Answer, Found, Passed, Spot, build
from summarywriter.model.figure import Moment

Fields: TypeAlias = dict[str, Any]

_S = "[ \u00a0\u3000]?"
_N9 = "一二三四五六七八九"
_TO = rf"{_S}(?:——|[—–\-~～〜－―至到]){_S}"
_M = rf"1[0-2]|0?[1-9](?![0-9])|十[一二]?|[{_N9}元]"
_D = rf"3[01]|[12][0-9]|0?[1-9](?![0-9])|三十一?|二十[{_N9}]?|十[{_N9}]?|[{_N9}]"

_YEAR = re.compile(rf"((?:18|19|20)[0-9]{{2}}|[一二][〇零○{_N9}]{{3}}){_S}(?:学年(?:度)?|年(?:度(?!过))?)")
_SHORT_YEAR = re.compile(
    rf"([0-9]{{2}}){_S}年(?={_S}(?:1[0-2]|0?[1-9]){_S}月|[上下]半年|年?[底末初](?!步)|第?[一二三四]季度)"
)
_HALF = re.compile(r"([上下前后])半年(?:度(?!过))?")
_QUARTER = re.compile(rf"(?:第?([一二三四1-4])|首){_S}季(?:度|(?=[，。、；,;开]))")
_QUARTERS = re.compile(rf"[前头]([一二两三2-3]){_S}个?季度")
_MONTHS = re.compile(rf"[前头]({_M}|两){_S}个月")
_MONTH = re.compile(rf"({_M}){_S}月(?![饼嫂薪租供龄老季台琴])(?:份(?!额))?")
_DAY = re.compile(rf"({_D}){_S}(?:日(?![常报志均程照])|号(?!线|楼|井|令|文|召|称|码|机|标|隧|公|厅|馆|院|会))")
_OPEN_DAY = re.compile(rf"([12]?[0-9]|3[01])(?={_TO}(?:[12]?[0-9]|3[01]){_S}[日号])")
_XUN = re.compile(r"([上中下])旬")
_PART = re.compile(
    r"年?(?:([底末])(?![部下位端片层座蕴稿线数气薪伏])|(初)(?![步级赛次心衷任审中始夏冬春秋一二三试现选诊评具]))"
)
_MIDDLE = re.compile(r"年?中(?=[，。、；前]|以前|之前)")
_CLOCK = re.compile(
    rf"(上午|下午|中午|晚上|早上|凌晨|傍晚|清晨|早晨|夜间|晚|早)?{_S}"
    rf"(2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[{_N9}]?|[零两{_N9}]){_S}"
    rf"(?:[:：]([0-5][0-9])(?![0-9:：])|(时(?![期代间候刻段常效速节限长隔])|点(?:钟|整)?)"
    rf"(?:(半)|([0-5]?[0-9]|[零〇二三四五]?十?[{_N9}]?){_S}分(?![别享布析]))?)"
)
_DOTTED = re.compile(
    r"((?:19|20)[0-9]{2})(?:([-/.])(1[0-2]|0?[1-9])\2(3[01]|[12][0-9]|0?[1-9])(?![0-9])|[-/.](1[0-2]|0[1-9])(?![0-9.万%]))"
)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])")
_TO_SIGN = re.compile(_TO)
_COUNTED = rf"(?:[0-9]{{1,4}}|[{_N9}十]{{1,3}})"
_LEVEL_AHEAD = rf"(?={_COUNTED}{_S}(?:年(?!级|代)|月(?![饼嫂薪租供龄])|日(?![常报志均])|季度|学年))"
_BARE = re.compile(rf"({_COUNTED}){_TO}{_LEVEL_AHEAD}")
_CHAIN = re.compile(rf"{_COUNTED}(?:{_S}[、和与及]{_S}{_COUNTED})*{_S}[、和与及]{_S}{_LEVEL_AHEAD}")
_ONE = re.compile(_COUNTED)
_YEAR_WORDS = {
    "今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1, "来年": 1, "前年": -2, "后年": 2,
    "今年度": 0, "本年度": 0, "去年度": -1, "上年度": -1, "明年度": 1, "下年度": 1, "今年的": 0,
    "去年的": -1, "明年的": 1,
}  # fmt: skip
_YEAR_WORD = re.compile("|".join(sorted(_YEAR_WORDS, key=len, reverse=True)))
_SHORT_YEAR_WORDS = {"今": 0, "本": 0, "去": -1, "明": 1}
_AFTERNOON = frozenset(("下午", "晚上", "傍晚", "夜间", "晚"))
_PARTS_OF_DAY = ("上午", "下午", "中午", "晚上", "早上", "凌晨", "傍晚", "清晨", "早晨", "夜间", "晚", "早")
_JOINTS = frozenset("、和与及")
_RATIO_WORDS = re.compile(r"比例?[为是达约]?$|比$|按$|配比|比例")
_LEVELS = ("year", "month", "day", "hour", "minute")
_CLOCK_TAIL = re.compile(r"前|准时|开始|出发|集合|起|至|到|以后|之后|许|多|，|,|。|开|下班|上班")
_SPAN_BEFORE = re.compile(r"(?:为期|历时|连续|用时|耗时|提前|延长|延期|逾期|超过|不少于|不超过|[满共近限每第约达]|推迟|仅用|只用|短短)$")
_SPAN_AFTER = re.compile(r"[ ]?(?:内(?![部容设外])|之内|以内|以上|以下|左右|无理由|游|之久|的?(?:培训|时间|工期|假期|集训|学习))")


def starts(spot: Spot) -> Answer:
    """A date whose first sign is a numeral or 上/下 of 上半年, 年 of 年底, 元 of 元月; ranges too.

    ``2024年6月24日`` · ``今年3至6月`` · ``4月26日—6月24日`` · ``一、二季度`` · ``前5个月``
    """
    text, start = spot.text, spot.start
    begin = start
    if start > spot.floor and text[start - 1] in "前头第":
        # 提前两个月 and 目前 are other words.
        if text[start - 1] != "第" and start >= 2 and text[start - 2] in "提以之目日年月天生超空跟当先往午期面":
            if not (text[start - 2] == "年" and _year_before(text, start - 1, spot.floor)[0] is not None):
                return None
        begin = start - 1
    piece = _piece(text, begin)
    if piece is None and begin != start:
        begin = start
        piece = _piece(text, begin)
    if piece is None:
        return _bare(spot)
    fields, end = piece
    return _finish(spot, begin, fields, end)


def _finish(spot: Spot, begin: int, fields: Fields, end: int) -> Answer:
    text = spot.text
    lead: int | None = None
    high: Fields | None = fields.pop("high", None)
    if "year" not in fields:
        offset, lead = _year_before(text, begin, spot.floor)
        if offset is not None:
            fields["year_offset"] = offset
        else:
            lead = None
            _inherit(fields, spot, begin)
    if high is None:
        match = _TO_SIGN.match(text, end)
        if match:
            second = _second(text, match.end(), fields)
            if second is not None:
                high, end = second
    if high is not None:
        for name in ("year", "year_offset"):
            if name in fields and "year" not in high and "year_offset" not in high:
                high[name] = fields[name]
        high = _complete(fields, high)
    figure = build(
        spot, begin, end, "date", Moment(**fields),
        high=Moment(**high) if high is not None else None, lead=lead,
    )  # fmt: skip
    return Found((figure,), max(figure.end, end))


def _complete(low: Fields, high: Fields) -> Fields:
    """6月24日至26日: the second end has the month of the first."""
    for level in _LEVELS:
        if level in high:
            break
        if level in low:
            high = {level: low[level], **high}
    return high


def _second(text: str, position: int, low: Fields) -> tuple[Fields, int] | None:
    """The upper end of a range: 至 今年3月, 至 26日, 至 17:30."""
    word = _YEAR_WORD.match(text, position)
    extra: Fields = {}
    if word:
        extra["year_offset"] = _YEAR_WORDS[word.group()]
        position = word.end()
    piece = _piece(text, position, clock="hour" in low)
    if piece is None and "day" in low:
        match = _DAY.match(text, position)
        piece = _day_and_clock(text, {}, match) if match else None
    if piece is None:
        return None
    fields, end = piece
    if "high" in fields:
        return None
    if "hour" in low and "hour" in fields and low["hour"] > 12 > fields["hour"]:
        fields["hour"] += 12
    return {**extra, **fields}, end


def _piece(text: str, position: int, clock: bool = False) -> tuple[Fields, int] | None:
    """One calendar expression at ``position``: its fields and where it ends."""
    fields: Fields = {}
    match = _DOTTED.match(text, position) or _COMPACT.match(text, position)
    if match:
        return _dotted(text, match)
    match = _YEAR.match(text, position) or _SHORT_YEAR.match(text, position)
    end = position
    if match:
        year = _int(match.group(1))
        fields["year"] = year if year > 99 else 2000 + year
        end = match.end()
        if text.startswith((" ", "\u3000"), end) and text[end + 1 : end + 2].isdigit():
            end += 1
    start = end
    for pattern, reader in _PIECES:
        match = pattern.match(text, start)
        if match:
            more = reader(match)
            if more is None:
                continue
            fields.update(more)
            end = match.end()
            if "month" in more:
                return _inside_month(text, fields, end)
            return fields, end
    if "year" in fields:
        part = _PART.match(text, end)
        if part:
            fields["part"] = "end" if part.group(1) else "start"
            end = part.end()
        else:
            middle = _MIDDLE.match(text, end)
            if middle:
                fields["month"] = 6
                end = middle.end()
        return fields, end
    if clock:
        match = _CLOCK.match(text, position)
        if match:
            return _hour(match), match.end()
    return None


def _half(match: re.Match[str]) -> Fields:
    return {"half": 1 if match.group(1) in "上前" else 2}


def _quarter(match: re.Match[str]) -> Fields:
    return {"quarter": _int(match.group(1)) if match.group(1) else 1}


def _quarters(match: re.Match[str]) -> Fields:
    return {"quarter": 1, "high": {"quarter": _int(match.group(1))}}


def _months(match: re.Match[str]) -> Fields | None:
    last = _int(match.group(1))
    return {"high": {"month": last}, "month": 1} if 1 < last <= 12 else None


def _month(match: re.Match[str]) -> Fields:
    return {"month": 1 if match.group(1) == "元" else _int(match.group(1))}


_PIECES = (
    (_HALF, _half),
    (_QUARTER, _quarter),
    (_QUARTERS, _quarters),
    (_MONTHS, _months),
    (_MONTH, _month),
)


def _inside_month(text: str, fields: Fields, end: int) -> tuple[Fields, int]:
    """What follows a month: a day, 上旬, 底, a time of day."""
    if "high" in fields:
        return fields, end
    here = end + 1 if text.startswith((" ", "\u3000"), end) else end
    match = _DAY.match(text, here)
    if match:
        return _day_and_clock(text, fields, match)
    match = _OPEN_DAY.match(text, here)
    if match:
        fields["day"] = int(match.group(1))
        return fields, match.end()
    match = _XUN.match(text, end)
    if match:
        fields["xun"] = "上中下".index(match.group(1)) + 1
        return fields, match.end()
    if text[end - 1] == "月":
        match = _PART.match(text, end)
        if match:
            fields["part"] = "end" if match.group(1) else "start"
            return fields, match.end()
    return fields, end


def _day_and_clock(text: str, fields: Fields, match: re.Match[str]) -> tuple[Fields, int]:
    fields["day"] = _int(match.group(1))
    end = match.end()
    here = end + 1 if text.startswith((" ", "\u3000"), end) else end
    clock = _CLOCK.match(text, here)
    if clock:
        fields.update(_hour(clock))
        end = clock.end()
    return fields, end


def _dotted(text: str, match: re.Match[str]) -> tuple[Fields, int] | None:
    groups = match.groups()
    if len(groups) == 3:
        fields: Fields = {"year": int(groups[0]), "month": int(groups[1]), "day": int(groups[2])}
    elif groups[2]:
        fields = {"year": int(groups[0]), "month": int(groups[2]), "day": int(groups[3])}
    else:
        fields = {"year": int(groups[0]), "month": int(groups[4])}
    end = match.end()
    here = end + 1 if text.startswith((" ", "T"), end) else end
    clock = _CLOCK.match(text, here) if "day" in fields else None
    if clock:
        fields.update(_hour(clock))
        end = clock.end()
    return fields, end


def _hour(match: re.Match[str]) -> Fields:
    """下午3点 is 15:00; the minutes only where they are told."""
    part, hours, digits, _, half, minutes = match.groups()
    hour = _int(hours)
    if (part in _AFTERNOON and hour < 12) or (part == "中午" and hour < 10):
        hour += 12
    fields: Fields = {"hour": hour}
    if digits:
        fields["minute"] = int(digits)
    elif half:
        fields["minute"] = 30
    elif minutes:
        fields["minute"] = _int(minutes)
    return fields


def _bare(spot: Spot) -> Answer:
    """3至6月, 1、2月份, 2021—2025年, 24—26日, 一、二季度: the first number has the unit of the last."""
    text, start = spot.text, spot.start
    match = _BARE.match(text, start)
    chained = match is None
    if match is None:
        match = _CHAIN.match(text, start)
    if match is None:
        return None
    names = [m for m in _ONE.finditer(text, start, match.end())]
    values = [_int(m.group()) for m in names]
    level = _level(text, match.end())
    second = _second(text, match.end(), {"day": 1} if level == "day" else {})
    if second is None or level not in second[0] or "high" in second[0]:
        return None
    fields, end = second
    if level == "year":
        if any(len(m.group()) not in (2, 4) for m in names):
            return None
        values = [v + 2000 if v < 100 else v for v in values]
    values.append(fields[level])
    if not all(_possible(level, v) for v in values) or sorted(set(values)) != values:
        return None
    if not chained or values[-1] - values[0] == len(values) - 1:
        return _finish(spot, start, {level: values[0], "high": fields}, end)
    first = names[0]
    return _finish(spot, start, {level: values[0]}, first.end())


def _level(text: str, position: int) -> str:
    unit = re.compile(rf"{_COUNTED}{_S}(年|月|日|季|学)").match(text, position)
    return {"年": "year", "月": "month", "日": "day", "季": "quarter", "学": "year"}[unit.group(1)] if unit else ""


def _possible(name: str, value: int) -> bool:
    return {"year": 1800 <= value < 2100, "month": value <= 12, "day": value <= 31, "quarter": value <= 4}[name]


def part_of_year(spot: Spot) -> Answer:
    """年底, 年初, 年末, with 今/去/明 or a year word before them: ``今年年底``, ``明年初``.

    较年初 and 比年初 name a base of comparison, no date.
    """
    text, start = spot.text, spot.start
    match = _PART.match(text, start)
    if match is None:
        return None
    fields: Fields = {"part": "end" if match.group(1) else "start"}
    before = spot.before
    if before in ("较", "比", "岁", "当", "同", "历", "往", "近", "半", "几", "元") and before:
        return Passed("base" if before in "较比" else "indefinite", match.end())
    lead = None
    begin = start
    if before in _SHORT_YEAR_WORDS and start > spot.floor:
        fields["year_offset"] = _SHORT_YEAR_WORDS[before]
        lead = start - 1
    else:
        offset, lead = _year_before(text, start, spot.floor)
        if offset is not None:
            fields["year_offset"] = offset
    figure = build(spot, begin, match.end(), "date", Moment(**fields), lead=lead)
    return Found((figure,), figure.end)


def day_alone(spot: Spot) -> Answer:
    """24日 is a date, 3日内 a duration; 15号前 is a date, 3号井 a name."""
    text = spot.text
    match = _DAY.match(text, spot.start)
    if match is None:
        return None
    end = match.end()
    window = text[max(spot.floor, spot.start - 4) : spot.start]
    if text[end - 1] == "号":
        if not re.match(r"前|之前|以前|上午|下午|晚|早|开始|起|至|到|—|-|当", text[end : end + 2]):
            return None
    elif _SPAN_AFTER.match(text, end) or _SPAN_BEFORE.search(window):
        return None
    elif match.group(1)[0] in _N9 and match.group(1) not in ("十五",) and len(match.group(1)) < 2:
        return None
    fields, end = _day_and_clock(text, {}, match)
    return _finish(spot, spot.start, fields, end)


def clock(spot: Spot) -> Answer:
    """8:30, 9时30分, 晚6点到8点; 6点建议 are six points and 1:10 after 比 is a ratio."""
    text, start = spot.text, spot.start
    begin = start
    for part in _PARTS_OF_DAY:
        if text.startswith(part, start - len(part)) and start - len(part) >= spot.floor:
            begin = start - len(part)
            break
    match = _CLOCK.match(text, begin)
    if match is None:
        return None
    end = match.end()
    sign = text[match.end(2) : match.end(2) + 1].strip() or text[match.end(2) + 1]
    if sign in ":：":
        if _RATIO_WORDS.search(text[max(0, start - 8) : start]):
            return None
    elif sign == "点" and begin == start:
        plain = end == match.end(4) and not match.group(4).endswith(("钟", "整"))
        if plain and not re.match(r"[ ]?(?:至|到|—|-|～)[ ]?[0-9一二三四五六七八九十]+(?:点|时)", text[end : end + 6]):
            if not _CLOCK_TAIL.match(text, end) or text[end : end + 1] in "，,。多":
                return None
    elif sign == "时" and begin == start and end == match.end(4) and not start:
        return None
    return _finish(spot, begin, _hour(match), end)


def _year_before(text: str, start: int, floor: int) -> tuple[int | None, int | None]:
    """Return what a year word right before ``start`` says (去年 −1) and where it begins."""
    for length in (2, 3):
        word = text[max(start - length, 0) : start]
        if word in _YEAR_WORDS and start - length >= floor:
            return _YEAR_WORDS[word], start - length
    return None, None


def _inherit(fields: Fields, spot: Spot, begin: int) -> None:
    """今年3月、5月; 6月3日、5日: a list shares what its first date tells."""
    last = spot.last
    if last is None or last.kind != "date" or last.end + 1 != begin or spot.text[begin - 1] not in _JOINTS:
        return
    told = last.high if last.high is not None else last.value
    if not isinstance(told, Moment):
        return
    if told.year is not None:
        fields["year"] = told.year
    if told.year_offset is not None:
        fields["year_offset"] = told.year_offset
    if "day" in fields and "month" not in fields and told.month is not None and told.day is not None:
        fields["month"] = told.month


def _int(text: str) -> int:
    number = read_number(text)
    return int(number.value) if number is not None and number.high is None else 0
