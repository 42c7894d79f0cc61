"""Averages per day or month beside their totals: 6月供水量186万立方米，日均6.8万立方米 does not agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from summarywriter.checking.common.calendar import Period, days_in, resolve
from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.amounts import (
    exact_amount,
    grouped_amounts,
    number_of,
    value_of,
    words_before,
)
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import amount
from summarywriter.figures.units import convert, units_agree
from summarywriter.model import Finding
from summarywriter.patterns import regex

Months: TypeAlias = Sequence[tuple[int | None, int]]
_PER = frozenset({"天", "月"})
_OF_ALL = regex("[最每均]|其中|累计")
"""What a total is not told with that the average is of."""
_ROUNDED = Fraction(3, 100)
"""How far an average may be off, as a share of it."""
_WORKING_DAYS = (Fraction(6, 5), Fraction(8, 5))
"""How many times more an average over working days alone is than one over all days."""
_SEVERAL = 2
"""Days or months from which on an average of them says more than their total does."""
_ANOTHER = 3
"""How many times more or less two amounts are that are of two things."""


def daily(ledger: Ledger) -> Iterator[Finding]:
    """Yield averages per day or month that are not their total by the days or months of its time."""
    for entry in ledger.entries:
        for places in grouped_amounts(entry):
            amounts = [p for p in places if amount(p.figure).group == "amount"]
            for average in places:
                yield from _average(entry, average, amounts, ledger.period)


def _average(entry: Entry, average: Place, amounts: list[Place], period: Period | None) -> Iterator[Finding]:
    unit, _, per = (average.figure.unit or "").partition("/")
    told = entry.layout.text[average.own[0] : average.figure.start]
    if per not in _PER or "均" not in told or not exact_amount(average):
        return
    before = [p for p in amounts if p.figure.start < average.figure.start]
    if len(before) != 1 or not units_agree(before[0].figure.unit, unit):
        return
    total = before[0]
    months = _months(entry, total, period)
    if months is None or not exact_amount(total) or _OF_ALL.search(words_before(entry, total)):
        return
    count = len(months) if per == "月" else sum(days_in(month, year) for year, month in months)
    if count < _SEVERAL or not value_of(total):
        return
    right = value_of(total) / count
    said = number_of(average.figure.value) * number_of(convert(Decimal(1), unit)[0])
    times = said / right
    worked = per == "天" and _WORKING_DAYS[0] <= times <= _WORKING_DAYS[1]
    if abs(times - 1) > _ROUNDED and not worked and Fraction(1, _ANOTHER) < times < _ANOTHER:
        yield entry.says(
            "fact-sum",
            f"{quoted(average.figure.text)}与{quoted(total.figure.text)}对不上"
            f"（按{count}{'个月' if per == '月' else '天'}算）",
            "请核对这两个数。",
            severity="warning",
        )


def _months(entry: Entry, total: Place, period: Period | None) -> Months | None:
    """The months of the time that a total is of, each with its year."""
    dates = [f for f in entry.layout.figures if f.kind == "date" and f.start < total.figure.start]
    if not dates:
        if period is None or period.years > 1:
            return None
        return _between(period.year, period.first, period.last)
    stretch = resolve(dates[-1], period)
    if stretch.first is None or stretch.last is None or stretch.years > 1 or stretch.label[0] is not None:
        return None
    whole = (stretch.first[1], stretch.last[1]) == (1, 31)
    return _between(stretch.year, stretch.first[0], stretch.last[0]) if whole and stretch.first[0] else None


def _between(year: int | None, first: int, last: int) -> Months:
    return [(year, month) for month in range(first, last + 1)]
