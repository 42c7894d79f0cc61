"""Dates that cannot be, and dates outside the report's period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarywriter.checking.common.calendar import Period, Stretch, days_in, resolve
from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.words import words_of
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.matching.periods import precedes, same_last_year
from summarywriter.model import Figure, Finding, Moment
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words, word_rows
from summarywriter.text import narrow

_DAY = regex(r"(?<![\d.〔])(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]")
_MONTH = regex(r"(?<![\d.])(\d{1,2})月")
_SPAN_WORDS = ("规划", "届", "工作要点", "年度", "合同", "协议", "计划》", "纲要", "以来", "截至", "累计")


def dates(ledger: Ledger) -> Iterator[Finding]:
    """Yield impossible dates, shares over the whole, and dates outside the period."""
    for n, entry in enumerate(ledger.entries):
        wrong = list(_impossible(entry, ledger.period))
        yield from wrong
        if not wrong and ledger.period is not None:
            yield from _outside(entry, ledger.period, ledger.entries[max(0, n - _NEAR) : n + _NEAR + 1])
        yield from _over_whole(entry)


def _impossible(entry: Entry, period: Period | None) -> Iterator[Finding]:
    text = narrow(entry.fact.text)
    # Without a year of its own a day is in the report's; 明年2月29日 tells that it is not.
    here = period if not _OTHER_YEAR.search(text) else None
    for match in _DAY.finditer(text):
        year, month, day = match[1], int(match[2]), int(match[3])
        own = here.year_of(month) if here is not None else None
        if not _exists(int(year) if year else own, month, day):
            yield entry.says("fact-impossible", f"没有{quoted(match.group())}这一天", "请核对日期。")
            return
    for figure in entry.layout.figures:
        if figure.kind == "date" and not _on_calendar(figure, here):
            words = quoted(figure.phrase(entry.fact.text))
            yield entry.says("fact-impossible", f"没有{words}这一天", "请核对日期。")
            return
    for match in _MONTH.finditer(text):
        if not 1 <= int(match[1]) <= 12:
            yield entry.says("fact-impossible", f"没有{quoted(match[1] + '月')}", "请核对月份。")
            return
    for match in _CLOCK.finditer(text):
        hour, minute = int(match[1]), int(match[2] or match[3] or match[4] or 0)
        if hour * 60 + minute > _MINUTES or minute >= _HOUR:
            yield entry.says("fact-impossible", f"没有{quoted(match.group())}这个时间", "请核对时间。")
            return


_CLOCK = regex(
    r"(?:(?<=[日号午晚晨])|(?<=晚上)|(?<=每天))(\d{1,2})(?::(\d{2})(?![\d:])|点(?![击赞评积])(?:(\d{1,2})分)?|(?<=[日号]\d\d)时(?:(\d{1,2})分)?)"
)
"""A time of a day; 以25:18获胜 is none."""
_HOUR, _MINUTES = 60, 24 * 60
_OTHER_YEAR = regex("[去明前来次翌]年|上年|20[0-9]{2}年")


def _on_calendar(figure: Figure, period: Period | None) -> bool:
    """False for 二月三十日, 2024-02-30 and 4月29日至31日: a date, or an end of it, that no calendar has."""
    stretch = resolve(figure, period)
    ends = None if stretch.year is None else stretch.year + stretch.years - 1
    told = ((figure.value, stretch.year), (figure.high, ends))
    return all(
        _exists(year, moment.month, moment.day)
        for moment, year in told
        if isinstance(moment, Moment) and moment.month and moment.day
    )


def _exists(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= days_in(month, year)


def _outside(entry: Entry, period: Period, near: Sequence[Entry]) -> Iterator[Finding]:
    """A date outside the report's period; plan sections look at the period after it."""
    layout = entry.layout
    dated = [p.figure for p in layout.places if p.figure.kind == "date" and _dated(p.figure)]
    if not dated:
        return
    if any(m.kind in ("yoy", "ytd", "mom") for m in markers(layout, "base", 0, len(layout.flat))):
        return
    if _YEARS.search(entry.fact.text) or _SINCE.search(layout.flat):
        return
    planned = entry.section.role == "plan"
    later = any(m.kind == "planned" for m in markers(layout, "state", 0, len(layout.flat)))
    for figure in dated:
        around = entry.fact.text[figure.phrase_end : figure.phrase_end + 8]
        if any(word in around for word in _SPAN_WORDS):
            continue
        if _compared(entry, figure) or _of_old().match(entry.layout.flat, figure.phrase_end):
            continue
        stretch = resolve(figure, period)
        if (period.covers(stretch) or _winter(figure, stretch)) and not planned:
            continue
        if (planned or later) and _after(period, stretch):
            continue
        if planned and period.covers(stretch) and stretch.first is None:
            continue
        if planned and period.covers(stretch) and any(_after(period, resolve(f, period)) for f in dated):
            continue  # 上半年已建成2家，下半年再建3家
        if _year_before(stretch, period) and any(period.covers(resolve(f, period)) for f in dated):
            continue  # 2022年立案2700件，2023年增长20%
        if _year_before(stretch, period) and any(_LAST.search(f.text) for f in entry.section.all_facts):
            continue  # 2023年新建150家 || 上半年新建83家，相当于去年全年的55.3%
        if not planned and (
            _season(entry.fact.text, stretch, period)
            or _to_date(stretch, period)
            or (_earlier(figure, period) and _is_base(entry, figure, near))
        ):
            continue
        span = "下一阶段" if planned else "报告期"
        yield entry.says(
            "fact-period",
            f"{quoted(figure.phrase(entry.fact.text))}不在{span}内",
            "请核对日期，或移到合适的小节。",
        )
        return


def _winter(figure: Figure, stretch: Stretch) -> bool:
    """True for 供暖期11月至3月, which without a year may be this winter's or the last one's."""
    ends = [m for m in (figure.value, figure.high) if isinstance(m, Moment)]
    return stretch.years > 1 and all((m.year, m.year_offset) == (None, None) for m in ends)


def _to_date(stretch: Stretch, period: Period) -> bool:
    """True for 前三季度 in a report on the third quarter: the year up to the period's end."""
    return (stretch.year, stretch.first, stretch.last) == (period.final_year, (1, 1), (period.last, 31))


def _earlier(figure: Figure, period: Period) -> bool:
    """True for the year before, or the same time in it, its end, or the quarter or the month before."""
    stretch = resolve(figure, period)
    ended = stretch.label[0] == "end" and period.year is not None and stretch.year == period.year - 1
    before = same_last_year(figure, period) or precedes(figure, period)
    return ended or before or _year_before(stretch, period)


def _is_base(entry: Entry, figure: Figure, near: Sequence[Entry]) -> bool:
    """True where the fact, or one near it, tells the same of now: 2023年收缴1200万元, 全年收缴1286万元."""
    if _MOVED.search(entry.layout.flat):
        return True
    text = entry.fact.text
    said = set(words_of(text[: figure.phrase_start] + text[figure.phrase_end :])) - _NUMERALS
    others = (set(words_of(other.fact.text)) for other in near if other is not entry)
    return len(said) >= _TELLING and any(len(said & told) >= len(said) * _SAME for told in others)


@cache
def _of_old() -> re.Pattern[str]:
    """What tells since when something is, or what thing of that time is told of: 2019年成立的工作室."""
    return re.compile(f"[^,;。]{{0,24}}以来|(?:{alternatives(listed_words('origins'))})的(?=[\u4e00-\u9fff])")


_MOVED = regex("提高|增长|上升|增加|下降|减少|降低|(?<=\0)的\0")
_NUMERALS = frozenset("0123456789.%")
_NEAR = 8
"""Facts before and behind one that may tell what it is the base of."""
_TELLING = 2
_SAME = 0.75
"""Share of a base's characters that the fact of now has too."""
_LAST = regex("[去上]年")
_SINCE = regex("(?:[始建创设立]|成立|创办|创建|创刊|建成|组建|起源|追溯)[于自](?=\0)")
"""本馆始建于1986年，2019年完成改造: what a thing goes back to."""
_YEARS = regex("(?:近|连续|过去)[两二三四五六七八九十0-9]年")
"""近三年累计投入480万元，其中2022年130万元 tells of other years too."""


def _compared(entry: Entry, figure: Figure) -> bool:
    """True for a date that others are held against: 比2023年6月, 是去年底的1.5倍, 去年底45家."""
    moment = figure.value
    assert isinstance(moment, Moment)
    before = entry.fact.text[: figure.phrase_start]
    return before.endswith(("比", "较", "与", "同", "是", "由", "从", "自")) or (
        moment.part == "end"
        and moment.month is None
        and (moment.year is not None or moment.year_offset == -1)
    )


def _dated(figure: Figure) -> bool:
    moment = figure.value
    return (
        isinstance(moment, Moment)
        and not (moment.month in (0, None) and moment.day is not None)
        and (moment.year, moment.year_offset, moment.month, moment.quarter, moment.half) != (None,) * 5
    )


def _after(period: Period, stretch: Stretch) -> bool:
    following = period.following
    if following.covers(stretch):
        return True
    if period.final_year is None or stretch.year is None:
        return stretch.first is None or stretch.first[0] > period.last or period.whole_year
    return (stretch.year, stretch.last or (12, 31)) > (period.final_year, (period.last, 31))


def _year_before(stretch: Stretch, period: Period) -> bool:
    """True for the year before the report's, as a whole."""
    return stretch.first is None and period.year is not None and stretch.year == period.year - 1


def _season(text: str, stretch: Stretch, period: Period) -> bool:
    """元旦春节期间 may reach back into the December before."""
    return (
        any(word in text for word in ("两节", "元旦", "春节"))
        and stretch.first is not None
        and stretch.first[0] == 12
        and period.first == 1
    )


def _over_whole(entry: Entry) -> Iterator[Finding]:
    """参与率、覆盖率 and the like above 100 %."""
    for place in entry.layout.places:
        figure = place.figure
        if figure.kind != "percent" or figure.value <= 100:  # type: ignore[operator]  # a number here
            continue
        before = entry.fact.text[max(0, figure.phrase_start - 12) : figure.phrase_start]
        named = before.split("，")[-1].split("、")[-1]
        rate = next((row[0] for row in word_rows("capped_rates") if _capped(row, named)), None)
        if rate and not _COMPARED.search(named[named.rfind(rate) + len(rate) :]):
            yield entry.says(
                "fact-impossible",
                f"{quoted(rate)}不可能是{quoted(figure.text)}",
                "请核对，比率超过100%的只有完成率一类。",
            )


_COMPARED = regex("同比|环比|增长|提高(?![到至])|计划|目标|任务|去年|上年|的$|↑")
"""What makes a percentage behind a rate another one: 覆盖率同比增长120%, 达到计划的104%."""


def _capped(row: tuple[str, ...], named: str) -> bool:
    """True when the words name that rate, and none that only ends so: 覆盖率, not 拨备覆盖率."""
    others = row[1].split() if len(row) > 1 else ()
    return row[0] in named and not any(other + row[0] in named for other in others)
