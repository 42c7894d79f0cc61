"""Dates as stretches of the calendar: what a moment covers, and how two of them relate."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from summarywriter.model import Figure, Moment

Relation: TypeAlias = Literal["equal", "part", "coarser", "finer", "none"]

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in(month: int, year: int | None) -> int:
    """Return how many days a month (1 to 12) has; February 29 where the year is not told."""
    if month == 2 and year is not None and not isleap(year):
        return 28
    return _LENGTHS[month - 1]


_XUN = {1: (1, 10), 2: (11, 20), 3: (21, 31)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a year, both ends included, as (month, day); ``label`` is a part or a time of day.

    ``year`` is ``None`` where neither the text nor the report's period tells it; ``first`` and
    ``last`` are ``None`` where only the year is told. ``years`` counts the years of a range.
    """

    year: int | None
    first: tuple[int, int] | None
    last: tuple[int, int] | None
    label: tuple[str | int | None, ...]
    years: int = 1


@dataclass(frozen=True, slots=True)
class Period:
    """The stretch that a report covers: its first and last month, and over how many years they lie.

    A school year begins in September of ``year`` and ends in the year after: ``years`` is 2.
    """

    year: int | None
    first: int = 1
    last: int = 12
    years: int = 1

    @property
    def whole_year(self) -> bool:
        """True when the report covers a calendar year."""
        return (self.first, self.last, self.years) == (1, 12, 1)

    @property
    def months(self) -> int:
        """How many months the report covers."""
        return (self.years - 1) * 12 + self.last - self.first + 1

    @property
    def final_year(self) -> int | None:
        """The year in which the period ends."""
        return None if self.year is None else self.year + self.years - 1

    def year_of(self, month: int) -> int | None:
        """Return the year of a month told without one; ``None`` where it may be of several."""
        if self.year is None or self.years == 1:
            return self.year
        years = range(self.year, self.year + self.years)
        within = [y for y in years if (self.year, self.first) <= (y, month) <= (self.final_year, self.last)]
        return within[0] if len(within) == 1 else None

    def covers(self, stretch: Stretch) -> bool:
        """True when the stretch lies within the period, as far as both are told."""
        if self.year is None or stretch.year is None or self.final_year is None:
            if stretch.first is None or stretch.last is None or self.years > 1:
                return True
            return self.first <= stretch.first[0] and stretch.last[0] <= self.last
        last_year = stretch.year + stretch.years - 1
        if not self.year <= stretch.year <= last_year <= self.final_year:
            return False
        if stretch.first is None or stretch.last is None:
            return True
        begins, ends = (stretch.year, stretch.first[0]), (last_year, stretch.last[0])
        return (self.year, self.first) <= begins and ends <= (self.final_year, self.last)

    @property
    def following(self) -> Period:
        """The period after this one, of the same length; after a half or a quarter, the rest of the year."""
        if self.last < 12:
            return Period(self.final_year, self.last + 1, 12)
        return Period(None if self.final_year is None else self.final_year + 1, 1, 12)


def period_of(figures: tuple[Figure, ...]) -> Period | None:
    """Return the period that a period's words tell (2024年上半年), ``None`` when they tell none."""
    for figure in figures:
        if figure.kind != "date":
            continue
        stretch = resolve(figure, None)
        if figure.text.endswith("学年"):
            return Period(stretch.year, _TERM, _TERM - 1, years=2)
        if stretch.first is None or stretch.last is None:
            return Period(stretch.year, years=stretch.years)
        return Period(stretch.year, stretch.first[0], stretch.last[0], stretch.years)
    return None


_TERM = 9
"""The month in which a school year begins."""


def resolve(figure: Figure, period: Period | None) -> Stretch:
    """Return the stretch of a date figure; relative and missing years follow the period's year."""
    assert isinstance(figure.value, Moment)
    start = figure.value
    base = period.final_year if period else None
    first = _bounds(start)
    year = _year(start, base)
    if period is not None and period.years > 1 and (start.year, start.year_offset) == (None, None):
        year = period.year if first is None else period.year_of(first[0][0])
    end = figure.high if isinstance(figure.high, Moment) else start
    last = _bounds(end)
    end_year = _year(end, base) if end.year is not None or end.year_offset is not None else year
    years = (end_year - year + 1) if year is not None and end_year is not None else 1
    if first is not None and last is not None and 0 < last[1][0] < first[0][0]:
        year, years = _rolled(start, end, year, end_year)
    label: tuple[str | int | None, ...] = (
        start.part, start.hour, _minute(start), end.part, end.hour, _minute(end),
    )  # fmt: skip
    if first is None or last is None:
        return Stretch(year, None, None, label, years)
    return Stretch(year, first[0], last[1], label, years)


def _rolled(start: Moment, end: Moment, year: int | None, end_year: int | None) -> tuple[int | None, int]:
    """The year in which 11月至2月 begins, and over how many years it lies: February is that of the next."""
    told, ended = (start.year, start.year_offset), (end.year, end.year_offset)
    if ended in ((None, None), told) or end.year_offset == 1:
        return year, 2  # the end has no year of its own; 次年 is the year after that of the beginning
    if told == (None, None):
        return None if end_year is None else end_year - 1, 2  # 11月至2024年2月
    return year, 2 if year is None or end_year is None else max(2, end_year - year + 1)


def _minute(moment: Moment) -> int | None:
    """11时 is 11:00."""
    return 0 if moment.minute is None and moment.hour is not None else moment.minute


def _year(moment: Moment, base: int | None) -> int | None:
    if moment.year is not None:
        return moment.year if moment.year >= 100 or base is None else base // 100 * 100 + moment.year
    if base is None:
        return None
    if moment.year_offset is not None:
        return base + moment.year_offset
    return base


def _bounds(moment: Moment) -> tuple[tuple[int, int], tuple[int, int]] | None:
    if moment.month is not None:
        if moment.day is not None:
            return (moment.month, moment.day), (moment.month, moment.day)
        if moment.xun in _XUN:
            low, high = _XUN[moment.xun]
            return (moment.month, low), (moment.month, high)
        return (moment.month, 1), (moment.month, 31)
    if moment.quarter is not None:
        return (moment.quarter * 3 - 2, 1), (moment.quarter * 3, 31)
    if moment.half is not None:
        return (moment.half * 6 - 5, 1), (moment.half * 6, 31)
    if moment.day is not None:
        # A day without its month (24日): month 0 equals only another such day.
        return (0, moment.day), (0, moment.day)
    if moment.xun is not None and moment.xun in _XUN:
        low, high = _XUN[moment.xun]
        return (0, low), (0, high)
    return None


def clock_only(figure: Figure) -> bool:
    """True for a time of day without its day: 晚上9点."""
    stretch = resolve(figure, None)
    return stretch.first is None and stretch.label[1] is not None


def relate(told: Figure, fact: Figure, period: Period | None) -> Relation:
    """Say how a date of the text stands to a date of a fact.

    ``part``: the fact tells a range and the text one of its ends or members. ``coarser``: the text
    says less (6月 for 6月24日), ``finer``: it says more than the fact does.
    """
    if isinstance(fact.high, Moment) and _one_end(told, fact, period):
        return "part"
    left, right = resolve(told, period), resolve(fact, period)
    left, right = _with_month(left, right), _with_month(right, left)
    if not _years_agree(told, fact, left, right):
        return "none"
    if (left.first, left.last, left.label) == (
        right.first,
        right.last,
        right.label,
    ) and left.years == right.years:
        return "equal"
    if any(part is not None for part in left.label) and left.label != right.label:
        clocks = left.label[1:3] != right.label[1:3] and right.label[1] is None
        return "finer" if clocks and (left.first, left.last) == (right.first, right.last) else "none"
    if right.first is None or right.last is None:
        return "finer"
    if left.first is None or left.last is None:
        return "coarser"
    if fact.high is not None and right.first <= left.first and left.last <= right.last:
        return _within(told, fact, left, right)
    if left.first <= right.first and right.last <= left.last:
        # A range as fine as the fact's is another range (4月26日至6月30日), not a looser date.
        if told.high is not None and _grain_of_ends(told) <= _grain_of_ends(fact):
            return "none"
        return "coarser"
    if right.first <= left.first and left.last <= right.last:
        return "finer"
    return "none"


def _one_end(told: Figure, fact: Figure, period: Period | None) -> bool:
    """True for the 8月底 of 7月中旬至8月底, which is no day of its own."""
    assert isinstance(told.value, Moment)
    if told.high is not None or told.value.part is None:
        return False
    ends = (replace(fact, value=end, high=None) for end in (fact.value, fact.high) if isinstance(end, Moment))
    return any(relate(told, end, period) == "equal" for end in ends)


def same_days(one: Figure, other: Figure, period: Period | None) -> bool:
    """True where two dates are the same days as far as they are told: 2024年3月1日上午 and 3月1日."""
    left, right = resolve(one, period), resolve(other, period)
    left, right = _with_month(left, right), _with_month(right, left)
    return (left.first, left.last) == (right.first, right.last) and _years_agree(one, other, left, right)


def another_day(one: Figure, other: Figure, period: Period | None) -> bool:
    """True for two days of one month: 2024年3月12日 and 3月21日."""
    left, right = resolve(one, period), resolve(other, period)
    if left.first is None or right.first is None or not _years_agree(one, other, left, right):
        return False
    return left.first[0] == right.first[0] and left.first != right.first


def another_of(told: Figure, wider: Figure, dates: Sequence[Figure], period: Period | None) -> bool:
    """True for a date within a wider one of a fact, or around one, that is a date of the fact itself.

    2024年3月 is no changed 2024年 where the fact tells that month, nor 下半年 its 10月底.
    """
    if told.kind != "date" or wider.kind != "date" or len(dates) < 2:
        return False
    apart = relate(told, wider, period) in ("finer", "coarser")
    return apart and any(relate(told, d, period) == "equal" for d in dates)


def _with_month(bare: Stretch, other: Stretch) -> Stretch:
    """A day without its month takes that of the date it is held against: 7日结业 for 3月5日至7日."""
    if bare.first is None or bare.last is None or other.first is None or other.last is None or bare.first[0]:
        return bare
    month = other.last[0] if other.last[1] == bare.last[1] else other.first[0]
    return replace(bare, first=(month, bare.first[1]), last=(month, bare.last[1]))


def _within(told: Figure, fact: Figure, left: Stretch, right: Stretch) -> Relation:
    """A date inside a fact's range: an end of it, or one of its few members."""
    if told.high is not None:
        return "none"
    if _grain(left) < _grain_of_ends(fact):
        return "finer"
    assert left.first is not None
    assert right.first is not None
    assert right.last is not None
    if left.first == right.first or left.last == right.last:
        return "part"
    days = (right.last[0] - right.first[0]) * 31 + right.last[1] - right.first[1]
    return "part" if _grain(left) == 2 or days <= _MEMBERS else "none"


_MEMBERS = 12
"""Days up to which every day of a range is taken for one of its members."""


def _years_agree(told: Figure, fact: Figure, left: Stretch, right: Stretch) -> bool:
    if left.year is not None and right.year is not None:
        return left.year == right.year
    # Without a period nothing tells which year is meant; offsets must then be the same.
    assert isinstance(told.value, Moment)
    assert isinstance(fact.value, Moment)
    return (told.value.year_offset or 0) == (fact.value.year_offset or 0)


def _grain(stretch: Stretch) -> int:
    """Length class of a stretch: 0 a day, 1 ten days, 2 a month or more."""
    assert stretch.first is not None
    assert stretch.last is not None
    if stretch.first == stretch.last:
        return 0
    if stretch.first[0] == stretch.last[0] and stretch.last[1] - stretch.first[1] < 15:
        return 1
    return 2


def _grain_of_ends(figure: Figure) -> int:
    assert isinstance(figure.value, Moment)
    ends = [_bounds(m) for m in (figure.value, figure.high) if isinstance(m, Moment)]
    grains = [_grain(Stretch(None, e[0], e[1], ())) for e in ends if e]
    return min(grains, default=2)
