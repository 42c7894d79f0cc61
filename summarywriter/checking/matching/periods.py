"""Dates that follow from the report's period and need no fact of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from summarywriter.checking.common.calendar import Period, days_in, resolve
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.values import amount
from summarywriter.model import Figure, Finding, Moment
from summarywriter.patterns import regex


def repeats_period(figure: Figure, period: Period) -> bool:
    """True when the date only says the report's period or its year."""
    stretch = resolve(figure, period)
    if any(stretch.label) or not period.covers(replace(stretch, first=None, last=None)):
        return False
    if stretch.first is None or stretch.last is None:
        return True
    return (stretch.first, stretch.last) == ((period.first, 1), (period.last, 31))


def says_period(figure: Figure, period: Period | None) -> bool:
    """True for a date that says no more than what time a report is on, of which there may be none."""
    return figure.kind == "date" and period is not None and repeats_period(figure, period)


def ends_period(figure: Figure, period: Period) -> bool:
    """True for the end of the period: 年底, 6月底, 6月30日 of 上半年."""
    stretch = resolve(figure, period)
    if stretch.year is not None and period.year is not None and stretch.year != period.final_year:
        return False
    if stretch.label[0] == "end":
        return stretch.last in ((period.last, 31), None)
    return stretch.first == stretch.last == (period.last, days_in(period.last, period.final_year))


def as_of_month_end(one: Figure, other: Figure, period: Period | None) -> bool:
    """True for 6月30日 and 6月底, 12月31日 and 年底, which until and by then are one day."""
    first, second = resolve(one, period), resolve(other, period)
    end, day = (first, second) if first.label[0] == "end" else (second, first)
    if end.label[0] != "end" or day.last is None or day.first != day.last:
        return False
    month = end.last[0] if end.last is not None else 12
    return day.year == end.year and month > 0 and day.last == (month, days_in(month, day.year))


def _periods_compared(scope: Scope) -> Iterator[Period]:
    """The report's period, and those that a fact with 环比 tells: 三季度实现收入6.7亿元，环比增长9.3%."""
    if scope.period is not None:
        yield scope.period
    for figure in (p.figure for line in scope.facts if "环比" in line.text for p in line.places):
        stretch = resolve(figure, scope.period) if figure.kind == "date" else None
        if stretch is not None and stretch.first is not None and stretch.last is not None:
            yield Period(stretch.year, stretch.first[0], stretch.last[0], stretch.years)


def precedes(figure: Figure, period: Period) -> bool:
    """True for the quarter or the month before a period of that length: what 环比 compares with."""
    stretch = resolve(figure, period)
    begins, ends = (
        period.first - 1 - period.months,
        period.first - 2,
    )  # months from January on, below 0 before
    year = None if period.year is None else period.year + begins // 12
    return (stretch.year, stretch.years, stretch.first, stretch.last) == (
        year, ends // 12 - begins // 12 + 1, (begins % 12 + 1, 1), (ends % 12 + 1, 31),
    )  # fmt: skip


def same_last_year(figure: Figure, period: Period | None) -> bool:
    """True for 去年上半年 in a report on 上半年, 2023年 in one on 2024: what 同比 compares with."""
    if period is None or period.year is None:
        return False
    stretch = resolve(figure, period)
    if period.whole_year and stretch.first is None and not any(stretch.label):
        return stretch.year == period.year - 1
    return stretch.year == period.year - 1 and (stretch.first, stretch.last) == (
        (period.first, 1), (period.last, 31),
    )  # fmt: skip


def follows_period(figure: Figure, period: Period | None) -> bool:
    """True for dates that follow from the period: its end, the period after it."""
    if period is None:
        return False
    stretch = resolve(figure, period)
    if stretch.year is None and isinstance(figure.value, Moment) and (figure.value.year_offset or 0) < 0:
        return False  # 去年底 in a report that does not say of which year it is
    for span in (period, period.following):
        same_year = stretch.year is None or span.year is None or stretch.year == span.year
        if not same_year:
            continue
        whole = ((span.first, 1), (span.last, 31))
        if (
            stretch.first is None and stretch.label[1] is None
            and span.year is not None and stretch.year == span.year
        ):  # fmt: skip
            return True
        if not any(stretch.label) and (stretch.first, stretch.last) == whole:
            return True
        if ends_period(figure, span):
            return True
    return False


_YEAR_WORDS = {
    "上年": -1,
    "去年": -1,
    "上一年": -1,
    "前一年": -1,
    "前年": -2,
    "明年": 1,
    "下一年": 1,
    "来年": 1,
    "今年": 0,
    "本年": 0,
}


def year_told(figure: Figure, text: str, period: Period | None) -> bool:
    """True when a date that is no more than a year stands in ``text`` as a word: 2023年 as 上年."""
    if period is None or period.year is None:
        return False
    stretch = resolve(figure, period)
    if stretch.first is not None or any(stretch.label) or stretch.years > 1 or stretch.year is None:
        return False
    away = stretch.year - period.year
    return any(word in text for word, offset in _YEAR_WORDS.items() if offset == away)


Span: TypeAlias = tuple[int | None, tuple[int, int], tuple[int, int]]
"""A year and the first and last day of a quarter or a month, as (month, day)."""

_SPANS = (
    (regex("下一?个?季度"), 3, 1),
    (regex("上一?个?季度"), 3, -1),
    (regex("(?:本|当|这个)季度?"), 3, 0),
    (regex("(?<![以之线])下一?个?月(?!薪)"), 1, 1),
    (regex("(?<![以之线早晚])上一?个?月"), 1, -1),
    (regex("[本当]月"), 1, 0),
)
"""Words for a quarter or a month beside the report's own: their months, and how many lengths away."""


def span_told(figure: Figure, text: str, period: Period | None) -> bool:
    """True when a quarter or a month stands in ``text`` as a word: 四季度 as 下季度 in a report on 三季度."""
    if period is None:
        return False
    stretch = resolve(figure, period)
    if any(stretch.label):
        return False
    return any(
        (stretch.year, stretch.first, stretch.last) == span and words.search(text)
        for words, _, span in _spans(period)
    )


def _spans(period: Period) -> Iterator[tuple[re.Pattern[str], int, Span]]:
    """The words for quarters or months beside a report's own: how many away, their years and days."""
    for words, months, away in _SPANS:
        if period.months == months:
            at = period.first - 1 + away * months
            year = None if period.year is None else period.year + at // 12
            yield words, away, (year, (at % 12 + 1, 1), (at % 12 + months, 31))


def strange_spans(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 上月走访企业 in a report on June where no fact tells of May."""
    if scope.period is None:
        return
    for words, away, span in _spans(scope.period):
        if away >= 0 or not words.search(text) or words.search(scope.corpus) or _dates(scope, span):
            continue  # what is to come may be told of any plan
        for match in words.finditer(text):
            start, end = match.span()
            if text[start - 1 : start] in _COMPARED_WITH or text.startswith("同期", end):
                continue
            yield finding(
                "unsupported-figure",
                f"{quoted(match.group())}在事实里找不到依据。请核对后改正，或删去这个时间。",
                section=scope.heading, start=start, end=end,
            )  # fmt: skip


def _dates(scope: Scope, span: Span) -> bool:
    """True when a date of the facts is that stretch of days."""
    dates = (p.figure for line in scope.lines for p in line.places if p.figure.kind == "date")
    told = (resolve(date, scope.period) for date in dates)
    return any((stretch.year, stretch.first, stretch.last) == span for stretch in told)


_COMPARED_WITH = frozenset("较比与同由从")


def told_by_period(figure: Figure, layout: Layout, scope: Scope) -> bool:
    """True for a date or a length of time that follows from the period and from how the facts compare."""
    period = scope.period
    if figure.kind == "ordinal" and figure.value == 1:
        first = _FIRST.get(figure.unit or "")
        return first is not None and first.search(scope.corpus) is not None
    if figure.kind == "duration":
        months = figure.unit in ("年", "月") and amount(figure).value
        told = _PER_TIME.get(figure.unit or "") if figure.value == 1 else None
        if (
            figure.unit == "年"
            and figure.value == 1
            and (
                "全年" in scope.corpus or (period is None and layout.flat.startswith("来", figure.phrase_end))
            )
        ):
            return True  # 一年来 in a report that does not say what time it covers, 一年 for 全年
        per = told is not None and told.search(scope.flat_corpus)
        return bool(per) or (period is not None and months == period.months)
    return figure.kind == "date" and (
        follows_period(figure, period)
        or span_told(figure, scope.corpus, period)
        or (
            _compared(figure, layout)
            and (_told_as_word(figure, layout, scope) or _before_a_date(figure, scope))
        )
    )


def _before_a_date(figure: Figure, scope: Scope) -> bool:
    """True for 与上年二季度相比 where a fact tells 二季度同比…, for 比5月低 where one tells 6月较上月…."""
    told = resolve(figure, scope.period)
    if told.first is None or told.last is None or told.year is None or any(told.label):
        return False
    for line in scope.facts:
        for date in line.dates:
            known = resolve(date, scope.period)
            if known.first is None or known.last is None or known.year is None:
                continue
            same = (told.first, told.last) == (known.first, known.last)
            if same and told.year == known.year - 1 and _YEAR_BEFORE.search(line.text):
                return True
            months = [12 * s.year + s.first[0] for s in (told, known)]  # type: ignore[operator, index]
            if months[1] - months[0] == 1 and _MONTH_BEFORE.search(line.text):
                return True
    return False


_YEAR_BEFORE = regex("同比|同期|上年|去年")
_MONTH_BEFORE = regex("上月|上个月|环比")


_FIRST = {
    unit: regex(f"首个?{word}")
    for unit, word in (("个月", "月"), ("天", "[日天]"), ("周", "周"), ("年", "年"), ("季度", "季"))
}
"""What lets a text say 第一个月, 第一天."""
_PER_TIME = {
    "年": regex(r"每年|(?<![\d今去明全上半本当后前同近末])年(?=可?(?:[节增减产均省]|替代|发电|供))"),
    "月": regex("每月|月均"), "周": regex("每周|周均"), "天": regex("每[天日]|日均"),
}  # fmt: skip
"""What lets a text say 一年, 一周: the facts tell something per year (年节约成本), per week."""


def _told_as_word(figure: Figure, layout: Layout, scope: Scope) -> bool:
    """True for a year or a quarter that the facts tell by a word: 上年, 环比."""
    period, corpus = scope.period, scope.corpus
    part = layout.flat.startswith("同期", figure.phrase_end)  # 2023年同期 is the part of it that is reported
    return (
        year_told(figure, corpus, period)
        or ("环比" in corpus and any(precedes(figure, p) for p in _periods_compared(scope)))
        or (
            ("同比" in corpus or "同期" in corpus)
            and (same_last_year(figure, period) or (part and year_told(figure, "上年", period)))
        )
    )


def _compared(figure: Figure, layout: Layout) -> bool:
    """True for 比2023年, 2023年同期, 2023年为94%: a year that something is compared with."""
    before = layout.flat[max(0, figure.phrase_start - 1) : figure.phrase_start]
    return before in ("比", "较", "与", "同", "由", "从", "是") or layout.flat.startswith(
        ("同期", "为\0", "是\0"), figure.phrase_end
    )
