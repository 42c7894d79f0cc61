"""Dates and times of day: 2024年6月24日, 去年9月, 3至6月, 前三季度, 5月中旬, 8:30."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.figures.lexicon import any_of, words_for
from summarywriter.figures.moments import (
    CLOCK,
    DAY,
    DAY_PARTS,
    GAP,
    N9,
    NO_MONTH,
    PART,
    TO,
    YEAR_WORDS,
    Fields,
    Piece,
    calendar_piece,
    day_piece,
    hour_of,
    to_int,
    year_before,
)
from summarywriter.figures.spot import Answer, Passed, Spot, build
from summarywriter.model.figure import Moment
from summarywriter.patterns import regex

_TO_SIGN = regex(TO)
_COUNTED = rf"(?:[0-9]{{1,4}}|[{N9}十]{{1,3}})"
_AHEAD = rf"(?={_COUNTED}{GAP}(?:年(?!级|代)|月(?!{NO_MONTH})|日(?![常志均])|季度|学年|财年))"
_BARE = regex(rf"({_COUNTED}){TO}{_AHEAD}")
_CHAIN = regex(rf"{_COUNTED}(?:{GAP}[、和与及]{GAP}{_COUNTED}){{0,5}}{GAP}[、和与及]{GAP}{_AHEAD}")
_ONE = regex(_COUNTED)
_LEVEL = regex(rf"{_COUNTED}{GAP}(年|月|日|季|学|财)")
_ESTIMATED = regex(r"月(?:份|(?=[，。、；间里中开组举的上中下底初\n]|$))|季度")
_LEVEL_NAMES = {"年": "year", "月": "month", "日": "day", "季": "quarter", "学": "year", "财": "year"}
_LARGEST = {"year": 2100, "month": 12, "day": 31, "quarter": 4}
_COHORT = regex(
    r"[ ]?(?:级(?!别)|届(?=(?:的?[0-9]+[名人个位])?[一-鿿]{0,4}?"
    r"(?:毕业|学生|本科|硕士|博士|研究生|高校|高中|初中|中职)))"
)
_HANZI_YEAR = regex(f"[一二][〇零○{N9}]{{3}}")
_YEARS = regex(r"((?:19|20)[0-9]{2})(?:——|[—–\-~～〜－])((?:19|20)[0-9]{2})(?![0-9年学财])")
_YEAR_WORD = regex("|".join(sorted(YEAR_WORDS, key=len, reverse=True)))
_SHORT_YEAR_WORDS = {"今": 0, "本": 0, "去": -1, "上": -1, "明": 1}
_NO_YEAR_BEFORE = frozenset(("岁", "当", "同", "历", "往", "近", "半", "几", "元", "每"))
_JOINTS = frozenset("、和与及")
_ORDER = ("year", "month", "day", "hour", "minute")
_RATIO_WORDS = regex(r"比例?[为是达约]?$|比$|按$|配比|比例")
_CLOCK_RANGE = regex(r"[ ]?(?:至|到|—|-|～)[ ]?[0-9一二三四五六七八九十]+(?:点|时)")
_SCORED = regex(r"(?:提高|降低|上升|下降|增加|减少|均分|得分|评分|多|少|高|低|得|[为达到])了?$")
_DEADLINE = regex(r"前|之前|以前|上午|下午|晚|早|开始|起|至|到|—|-|当")
_NOT_FIRST = frozenset("提以目之日天生超空跟当先往午期面节会")


def calendar(spot: Spot) -> Answer:
    """A date that begins with a numeral, with 上/下 of 上半年, 前 of 前三季度, 元 of 元月; ranges too.

    ``2024年6月24日`` · ``今年3至6月`` · ``4月26日—6月24日`` · ``一、二季度`` · ``前5个月``
    """
    text, start = spot.text, spot.start
    begin = start
    if start > spot.floor and spot.before in ("前", "头", "第"):
        if spot.before != "第" and text[start - 2 : start - 1] in _NOT_FIRST and start > 1:
            return None  # 提前两个月, 目前
        begin = start - 1
    piece = calendar_piece(text, begin)
    if piece is None and begin != start:
        begin = start
        piece = calendar_piece(text, begin)
    if piece is not None:
        return _date(spot, begin, *piece)
    number = spot.number
    if number is not None and number.high is not None:
        return _estimate(spot, int(number.value), int(number.high))
    return _shared_unit(spot)


_MONTHS = regex(r"([0-9]{1,2}(?:[、和与及][0-9]{1,2}){1,5})[ ]?([两二三四五六])个?月(?!份?[至到前底末初])")


def months(spot: Spot) -> Answer:
    """6、7、8三个月 is the range 6—8月; without order, or another number of months, it is none."""
    match = _MONTHS.match(spot.text, spot.start)
    if match is None:
        return None
    told = [int(n) for n in re.findall("[0-9]+", match[1])]
    if (
        len(told) != to_int(match[2])
        or told[-1] > _LARGEST["month"]
        or told != list(range(told[0], told[-1] + 1))
    ):
        return None
    return _date(spot, spot.start, {"month": told[0], "high": {"month": told[-1]}}, match.end())


def _estimate(spot: Spot, low: int, high: int) -> Answer:
    """七八月份, 二三季度: neighbouring numerals are a range."""
    match = _ESTIMATED.match(spot.text, spot.end)
    level = "quarter" if match and match.group() == "季度" else "month"
    if match is None or high > _LARGEST[level]:
        return None
    return _date(spot, spot.start, {level: low, "high": {level: high}}, match.end())


def calendar_number(spot: Spot) -> Answer:
    """2024.06, 2024.6.24 and 20240624 look like one number; 2024级, 2024届毕业生 tell a year."""
    if len(spot.token) < 4 or spot.token[:2] not in ("19", "20"):
        return None
    if len(spot.token) == 4:
        match = _COHORT.match(spot.text, spot.end) if spot.token.isdigit() else None
        if match is None:
            return None
        return build(spot, spot.start, match.end(), "date", Moment(year=int(spot.token)))
    piece = calendar_piece(spot.text, spot.start)
    return None if piece is None else _date(spot, spot.start, *piece)


def cohort(spot: Spot) -> Answer:
    """二〇二四届毕业生, 二〇二四级 tell a year."""
    match = _COHORT.match(spot.text, spot.end) if _HANZI_YEAR.fullmatch(spot.token) else None
    if match is None:
        return None
    return build(spot, spot.start, match.end(), "date", Moment(year=to_int(spot.token)))


def _date(spot: Spot, begin: int, fields: Fields, end: int) -> Answer:
    """Make the figure from what was read: year words before it, a range behind it."""
    text = spot.text
    lead: int | None = None
    high: Fields | None = fields.pop("high", None)
    if "year" not in fields:
        told = year_before(text, begin, spot.floor)
        if told is not None:
            fields["year_offset"], lead = told
        else:
            _inherit(fields, spot, begin)
    if high is None:
        match = _TO_SIGN.match(text, end)
        second = _upper_end(text, match.end(), fields) if match else _next_day(text, end, fields)
        if second is not None:
            high, end = second
    if high is not None:
        high = _complete(fields, high)
    return build(
        spot, begin, end, "date", Moment(**fields),
        high=Moment(**high) if high is not None else None, lead=lead,
    )  # fmt: skip


def _complete(low: Fields, high: Fields) -> Fields:
    """6月24日至26日: the upper end has the year and the month of the lower."""
    shared: Fields = {}
    if "year" not in high and "year_offset" not in high:
        shared = {name: low[name] for name in ("year", "year_offset") if name in low}
    for level in _ORDER[1:]:
        if level in high:
            break
        if level in low:
            shared[level] = low[level]
    return {**shared, **high}


def _upper_end(text: str, position: int, low: Fields) -> Piece | None:
    """The upper end of a range: 至 今年3月, 至 26日, 至 17:30."""
    word = _YEAR_WORD.match(text, position)
    extra: Fields = {"year_offset": YEAR_WORDS[word.group()]} if word else {}
    if word:
        position = word.end()
    piece = calendar_piece(text, position, clock="hour" in low)
    if piece is None and "day" in low:
        match = DAY.match(text, position)
        piece = day_piece(text, {}, match) if match else None
    if piece is None or "high" in piece[0]:
        return None
    fields, end = piece
    if "hour" in low and "hour" in fields and low["hour"] > 12 > fields["hour"]:
        fields["hour"] += 12
    return {**extra, **fields}, end


def _next_day(text: str, end: int, low: Fields) -> Piece | None:
    """6月15、16日: the day after without a 日 between; 6月15、18日 are two dates."""
    if "day" not in low or text[end : end + 1] not in _JOINTS or not text[end - 1].isdigit():
        return None
    match = DAY.match(text, end + 1)
    if match is None or to_int(match.group(1)) != low["day"] + 1:
        return None
    return {"day": low["day"] + 1}, match.end()


def _shared_unit(spot: Spot) -> Answer:
    """3至6月, 1、2月份, 2021—2025年, 24—26日, 一、二季度: the first number has the unit of the last."""
    text, start = spot.text, spot.start
    match = _YEARS.match(text, start)
    if match:
        low, high = int(match.group(1)), int(match.group(2))
        return _date(spot, start, {"year": low, "high": {"year": high}}, match.end()) if low < high else None
    match = _BARE.match(text, start)
    chained = match is None
    match = match or _CHAIN.match(text, start)
    if match is None:
        return None
    unit = _LEVEL.match(text, match.end())
    level = _LEVEL_NAMES[unit.group(1)] if unit else ""
    second = _upper_end(text, match.end(), {"day": 1} if level == "day" else {})
    if second is None or level not in second[0]:
        return None
    fields, end = second
    names = list(_ONE.finditer(text, start, match.end()))
    values = [_full_year(m.group()) if level == "year" else to_int(m.group()) for m in names]
    values.append(fields[level])
    if sorted(set(values)) != values or not values[0] > 0 or values[-1] > _LARGEST[level]:
        return None
    if not chained or values[-1] - values[0] == len(values) - 1:
        return _date(spot, start, {level: values[0], "high": fields}, end)
    return _date(spot, start, {level: values[0]}, names[0].end())


def _full_year(text: str) -> int:
    """06 before —2024年 is 2006; what is no year gives 0."""
    value = to_int(text)
    if len(text) == 2 and text.isascii():
        return 2000 + value
    return value if len(text) == 4 else 0


_WITH = ("与", "同", "和", "跟")


def part_of_year(spot: Spot) -> Answer:
    """年底, 年初, 年末, with 今/去/明 or a year word before them: ``今年年底``, ``明年初``.

    较年初, 比年初 and 与年初相比 name a base of comparison, no date.
    """
    text, start, before = spot.text, spot.start, spot.before
    match = PART.match(text, start)
    if match is None:
        return None
    if before == "较" or (before == "比" and text[start - 2 : start] not in words_for("ratio")):
        return Passed("base", match.end())
    if before in _WITH and text.startswith("相比", match.end()):
        return Passed("base", match.end())
    if before in _NO_YEAR_BEFORE:
        return Passed("indefinite", match.end())
    fields: Fields = {"part": "end" if match.group(1) else "start"}
    lead: int | None = None
    if before in _SHORT_YEAR_WORDS and start > spot.floor:
        fields["year_offset"], lead = _SHORT_YEAR_WORDS[before], start - 1
    else:
        told = year_before(text, start, spot.floor)
        if told is not None:
            fields["year_offset"], lead = told
    return build(spot, start, match.end(), "date", Moment(**fields), lead=lead)


@cache
def _spans() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(any_of("span-before") + "$"), re.compile("[ ]?" + any_of("span-after"))


def day_alone(spot: Spot) -> Answer:
    """24日 is a date, 3日内 a duration; 15号前 is a date, 3号井 a name."""
    text, start = spot.text, spot.start
    match = DAY.match(text, start)
    if match is None:
        return None
    end = match.end()
    if text[end - 1] == "号":
        if not _DEADLINE.match(text, end):
            return None
    else:
        before, after = _spans()
        if after.match(text, end) or before.search(text, max(spot.floor, start - 4), start):
            return None
        if match.group(1) in N9:
            return None  # 一日, 三日: customs and lengths, rarely days of a month
    return _date(spot, start, *day_piece(text, {}, match))


@cache
def _clock_after() -> re.Pattern[str]:
    return re.compile(any_of("clock-after"))


def clock(spot: Spot) -> Answer:
    """8:30, 9时30分, 晚6点到8点; 6点建议 are six points and 1:10 after 比 is a ratio."""
    text, start = spot.text, spot.start
    begin = start
    close = start - 1 if spot.before == " " else start
    for part in DAY_PARTS:
        if text.endswith(part, max(spot.floor, close - 2), close):
            begin = close - len(part)
            break
    match = CLOCK.match(text, begin)
    if match is None:
        return None
    sign, end = match["sign"], match.end()
    if sign == "点" and match["minutes"] and _SCORED.search(text, max(0, start - 4), start):
        return None  # 提高二点三分
    if sign is None:
        if _RATIO_WORDS.search(text, max(0, start - 8), start):
            return None
    elif begin == start and end == match.end("sign"):
        if sign == "点" and not _CLOCK_RANGE.match(text, end) and not _clock_after().match(text, end):
            return None
        if sign == "时" and not start:
            return None
    return _date(spot, begin, hour_of(match), end)


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
