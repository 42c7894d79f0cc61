"""Growth told beside both its values: 1384人，去年同期1200人，同比增长18% does not agree."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.facts.amounts import contradicted, exact_amount, number_of, step_of, value_of
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.layout.markers import governing
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.periods import same_last_year
from summarywriter.checking.matching.values import amount, last_place, one_unit
from summarywriter.model import Finding
from summarywriter.patterns import regex

_LAST_YEAR = regex(r"(?:去年|上年)(?:同期|同口径)?(?:的|为|是|仅|有)?[\u4e00-\u9fff]{0,6}$")
_CHANGE = regex(r"[增减升降多少比较]|提高|翻")
"""Words that make the figure behind them a difference and no value of its own."""


def growth(ledger: Ledger) -> Iterator[Finding]:
    """Yield growth, in hundredths or in times, that the two values of the same fact contradict."""
    for entry in ledger.entries:
        rates = [p for p in entry.layout.places if p.figure.kind == "percent" or _in_times(p)]
        values = [p for p in entry.layout.places if amount(p.figure).group == "amount" and exact_amount(p)]
        before = [p for p in values if _last_year(entry, p, ledger.period)]
        if len(rates) != 1 or len(before) != 1 or not exact_amount(rates[0]):
            continue
        now = [p for p in values if p is not before[0] and one_unit(p.figure, before[0].figure)]
        base = governing(entry.layout, "base", rates[0])
        if len(now) == 1 and (base is None or base.kind == "yoy") and value_of(before[0]):
            yield from growth_of(entry, now[0], before[0], rates[0])


def _in_times(place: Place) -> bool:
    return place.figure.kind == "ratio" and (place.figure.unit == "倍" or place.figure.text.startswith("翻"))


def points(ledger: Ledger) -> Iterator[Finding]:
    """Yield 25.8%，去年同期27.4%，同比下降2.6个百分点: points that are not what lies between two rates."""
    for entry in ledger.entries:
        moves = [p for p in entry.layout.places if p.figure.kind == "point"]
        rates = [p for p in entry.layout.places if p.figure.kind == "percent"]
        before = [p for p in rates if _last_year(entry, p, ledger.period)]
        if (len(moves), len(rates), len(before)) != (1, 2, 1) or not all(map(exact_amount, (*moves, *rates))):
            continue
        now = next(p for p in rates if p is not before[0])
        moved = governing(entry.layout, "direction", moves[0])
        base = governing(entry.layout, "base", moves[0])
        if moved is None or (base is not None and base.kind != "yoy"):
            continue
        change = (value_of(now) - value_of(before[0])) * 100
        # The sign of -1.6个百分点 is its direction, and counts once.
        said = abs(number_of(moves[0].figure.value)) * (1 if moved.kind == "up" else -1)
        if abs(change - said) > _ROUNDING:
            right = f"{'提高' if change > 0 else '下降'}{float(abs(change)):.4g}个百分点"
            yield contradicted(entry, moved.word + _unsigned(moves[0]), now, before[0], right)


def _unsigned(place: Place) -> str:
    """The words of a change without the sign that its direction stands for."""
    return place.figure.text.lstrip("-－−负")


_ROUNDING = Fraction(1, 10)
"""How far the difference of two rounded rates may be off."""


def growth_of(entry: Entry, now: Place, before: Place, rate: Place) -> Iterator[Finding]:
    """Yield a rate of growth that the values now and before contradict."""
    told = _told_growth(entry, rate)
    if told is None or value_of(before) < 0 or value_of(now) < 0 or _YEARLY.search(entry.layout.flat):
        return  # from a loss to a profit, 年均增长
    change = (value_of(now) - value_of(before)) / value_of(before) * 100
    one = step_of(rate) * (100 if _in_times(rate) else 1)
    if abs(change - told.hundredths) >= max(one, one / 2 + _LIKELY * _spread(now, before)):
        yield contradicted(entry, told.words + _unsigned(rate), now, before, told.like(change, rate))


_LIKELY = Fraction(9, 10)
"""How much of the spread is reckoned with: not both values lie at the far ends of theirs at once."""


class _Growth(NamedTuple):
    """Growth as told, in hundredths, with the words before it; ``of`` where it tells how many times."""

    hundredths: Fraction
    words: str
    of: bool = False

    def like(self, change: Fraction, rate: Place) -> str:
        """Return another growth in the same words."""
        if self.of:
            return f"{float(change + 100) / 100:.3g}倍"
        way = "增长" if change > 0 else "下降"
        if _in_times(rate):
            return f"{way}{float(abs(change)) / 100:.3g}倍"
        digits = len(rate.figure.text.partition(".")[2].rstrip("%％"))
        return f"{way}{round(float(abs(change)), max(1, digits)):g}%"


def _told_growth(entry: Entry, rate: Place) -> _Growth | None:
    change = step(entry.layout, rate)
    if _in_times(rate) and change is not None and change.kind in ("of", "to"):
        words = "" if rate.figure.text.startswith("翻") else change.word
        return _Growth((value_of(rate) - 1) * 100, words, of=True)
    moved = governing(entry.layout, "direction", rate)
    if moved is None:
        return None
    return _Growth(value_of(rate) * (100 if moved.kind == "up" else -100), moved.word)


def _spread(now: Place, before: Place) -> Fraction:
    """How far, in hundredths, growth may be off because its values are rounded: 5.2亿元 of 5.24亿元.

    Both are told to the finer of their two last places: beside 23.1亿元, 21亿元 are 21.0.
    """
    places = [last_place(p.figure) if _SCALED.search(p.figure.text) else None for p in (now, before)]
    half = min((place for place in places if place is not None), default=Fraction(0)) / 2
    halves = [Fraction(0) if place is None else half for place in places]
    least = value_of(before) - halves[1]
    if least <= 0:
        return Fraction(100)
    return ((value_of(now) + halves[0]) / least - value_of(now) / value_of(before)) * 100


_SCALED = regex("[万亿]")
_YEARLY = regex("年均|平均每年|平均增")


def _last_year(entry: Entry, place: Place, period: Period | None) -> bool:
    """True for 去年同期980人, and 2023年为980人 in a report on 2024."""
    dates = (f for f in entry.layout.figures if f.kind == "date" and f.phrase_end == place.own[0])
    if period is not None and any(same_last_year(date, period) for date in dates):
        return True
    words = entry.layout.flat[place.own[0] : place.figure.phrase_start]
    found = _LAST_YEAR.search(words)
    if found is None:
        return False
    # 比去年同期的45万标箱增长: a value of its own, with what it is compared with.
    return words.endswith("的") or not _CHANGE.search(words, max(0, found.start() - 1))
