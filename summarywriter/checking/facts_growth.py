"""Growth told beside both its values: 1384人，去年同期1200人，同比增长18% does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from summarywriter.checking.layout import Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.markers import Marker, governing
from summarywriter.checking.say import quoted
from summarywriter.checking.values import amount, last_place, one_unit
from summarywriter.model import Finding

_LAST_YEAR = re.compile(r"(?:去年|上年)(?:同期|同口径)?(?:的|为|是|仅|有)?[\u4e00-\u9fff]{0,6}$")
_CHANGE = re.compile(r"[增减升降多少比较]|提高|翻")
"""Words that make the figure behind them a difference and no value of its own."""


def growth(ledger: Ledger) -> Iterator[Finding]:
    """Yield growth rates that the two values of the same fact contradict."""
    for entry in ledger.entries:
        rates = [p for p in entry.layout.places if p.figure.kind == "percent"]
        values = [p for p in entry.layout.places if amount(p.figure).group == "amount" and exact_amount(p)]
        before = [p for p in values if _last_year(entry, p)]
        if len(rates) != 1 or len(before) != 1 or not exact_amount(rates[0]):
            continue
        now = [p for p in values if p is not before[0] and one_unit(p.figure, before[0].figure)]
        moved = governing(entry.layout, "direction", rates[0])
        base = governing(entry.layout, "base", rates[0])
        if len(now) != 1 or moved is None or (base is not None and base.kind != "yoy"):
            continue
        if value_of(before[0]):
            yield from growth_of(entry, now[0], before[0], rates[0], moved)


def points(ledger: Ledger) -> Iterator[Finding]:
    """Yield 25.8%，去年同期27.4%，同比下降2.6个百分点: points that are not what lies between two rates."""
    for entry in ledger.entries:
        moves = [p for p in entry.layout.places if p.figure.kind == "point"]
        rates = [p for p in entry.layout.places if p.figure.kind == "percent"]
        before = [p for p in rates if _last_year(entry, p)]
        if (len(moves), len(rates), len(before)) != (1, 2, 1) or not all(map(exact_amount, (*moves, *rates))):
            continue
        now = next(p for p in rates if p is not before[0])
        moved = governing(entry.layout, "direction", moves[0])
        base = governing(entry.layout, "base", moves[0])
        if moved is None or (base is not None and base.kind != "yoy"):
            continue
        change = (value_of(now) - value_of(before[0])) * 100
        said = Fraction(moves[0].figure.value) * (1 if moved.kind == "up" else -1)  # type: ignore[arg-type]
        if abs(change - said) > _ROUNDING:
            right = f"{'提高' if change > 0 else '下降'}{float(abs(change)):.4g}个百分点"
            yield contradicted(entry, moved.word + moves[0].figure.text, now, before[0], right)


_ROUNDING = Fraction(1, 10)
"""How far the difference of two rounded rates may be off."""


def growth_of(entry: Entry, now: Place, before: Place, rate: Place, moved: Marker) -> Iterator[Finding]:
    """Yield a rate that the values now and before contradict; ``moved`` is the word of its direction."""
    if value_of(before) < 0 or value_of(now) < 0 or _YEARLY.search(entry.layout.flat):
        return  # from a loss to a profit, 年均增长
    change = (value_of(now) - value_of(before)) / value_of(before) * 100
    said = Fraction(rate.figure.value) * (1 if moved.kind == "up" else -1)  # type: ignore[arg-type]
    places = len(rate.figure.text.partition(".")[2].rstrip("%％"))
    step, spread = Fraction(1, 10**places), _spread(now, before)
    if not -spread - step < change - said < spread + step:
        right = f"{'增长' if change > 0 else '下降'}{round(float(abs(change)), max(1, places)):g}%"
        yield contradicted(entry, moved.word + rate.figure.text, now, before, right)


def _spread(now: Place, before: Place) -> Fraction:
    """How far, in hundredths, growth may be off because its values are rounded: 5.2亿元 of 5.24亿元."""
    halves = [
        last_place(p.figure) / 2 if _SCALED.search(p.figure.text) else Fraction(0) for p in (now, before)
    ]
    least = value_of(before) - halves[1]
    if least <= 0:
        return Fraction(100)
    return ((value_of(now) + halves[0]) / least - value_of(now) / value_of(before)) * 100


_SCALED = re.compile("[万亿]")
_YEARLY = re.compile("年均|平均每年|平均增")


def _last_year(entry: Entry, place: Place) -> bool:
    words = entry.layout.flat[place.own[0] : place.figure.phrase_start]
    found = _LAST_YEAR.search(words)
    return found is not None and not _CHANGE.search(words, max(0, found.start() - 1))


def exact_amount(place: Place) -> bool:
    """True for a single amount without a bound."""
    figure = place.figure
    return figure.bound == "exact" and figure.high is None and not figure.article


def value_of(place: Place) -> Fraction:
    """The value of an amount."""
    value = amount(place.figure).value
    assert isinstance(value, Fraction)
    return value


def contradicted(entry: Entry, said: str, one: Place, other: Place, right: str) -> Finding:
    """Say that what a fact tells does not agree with two of its amounts, and what they come to."""
    return entry.says(
        "fact-sum",
        f"{quoted(said)}与{quoted(one.figure.text)}、{quoted(other.figure.text)}对不上（算得{right}）",
        "请核对这几个数。",
    )


def disagrees(right: Fraction, rate: Place) -> bool:
    """True when a rate, in hundredths, is not the right one in the digits in which it is told."""
    digits = len(rate.figure.text.partition(".")[2].rstrip("%％"))
    return abs(right - value_of(rate) * 100) >= Fraction(1, 10**digits)


def rounded(right: Fraction, like: Place) -> str:
    """Return an amount as another is written: a rate in its digits, a sum of money in 万元."""
    figure = like.figure
    if figure.kind == "percent":
        digits = len(figure.text.partition(".")[2].rstrip("%％"))
        return f"{round(float(right), max(1, digits)):g}%"
    scale = 10000 if "万" in figure.text else 100000000 if "亿" in figure.text else 1
    unit = figure.text.lstrip("0123456789.,０１２３４５６７８９．，一二两三四五六七八九十百千零〇")
    return f"{float(right / scale):.10g}{unit}"
