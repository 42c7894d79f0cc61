"""Amounts of facts: their values, how they are written, and how one says that they do not agree."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.ledger import Entry
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.matching.values import amount, last_place
from summarywriter.model import Finding
from summarywriter.patterns import regex


def exact_amount(place: Place) -> bool:
    """True for a single amount without a bound."""
    figure = place.figure
    return figure.bound == "exact" and figure.high is None and not figure.article


def averaged(layout: Layout, place: Place) -> bool:
    """True for 平均到场时间28分钟, 每人60元 and 最快12分钟, which nothing adds up to."""
    return _AVERAGE.search(layout.flat, place.clause[0], place.figure.phrase_start) is not None


_AVERAGE = regex(
    "平均|最[快慢高低长短]|[人户亩班校村场次日月年台件]均(?!衡|匀)|每(?!年|周|月举)|均价|单价|单产"
)


def value_of(place: Place) -> Fraction:
    """The value of an amount."""
    value = amount(place.figure).value
    assert isinstance(value, Fraction)
    return value


def number_of(value: object) -> Fraction:
    """Return a number as it is told, in its own unit."""
    assert isinstance(value, (Decimal, Fraction))
    return Fraction(value)


def contradicted(entry: Entry, said: str, one: Place, other: Place, right: str) -> Finding:
    """Say that what a fact tells does not agree with two of its amounts, and what they come to."""
    return entry.says(
        "fact-sum",
        f"{quoted(said)}与{quoted(one.figure.text)}、{quoted(other.figure.text)}对不上（算得{right}）",
        "请核对这几个数。",
    )


def disagrees(right: Fraction, rate: Place) -> bool:
    """True when a rate, in hundredths, is not the right one in the digits in which it is told."""
    return abs(right - value_of(rate) * 100) >= step_of(rate)


def rounded(right: Fraction, like: Place) -> str:
    """Return an amount as another is written: a rate in its digits, a sum of money in 万元."""
    figure = like.figure
    if figure.kind == "percent":
        digits = len(figure.text.partition(".")[2].rstrip("%％"))
        return f"{round(float(right), max(1, digits)):g}%"
    scale = 10000 if "万" in figure.text else 100000000 if "亿" in figure.text else 1
    unit = figure.text.lstrip("0123456789.,０１２３４５６７８９．，一二两三四五六七八九十百千零〇")
    return f"{float(right / scale):.10g}{unit}"


def step_of(rate: Place) -> Fraction:
    """Return what one in the last digit of a rate is worth, in hundredths: 1/10 of 38.5%."""
    return Fraction(1, 10 ** len(rate.figure.text.partition(".")[2].rstrip("%％")))


def words_before(entry: Entry, place: Place) -> str:
    """Return the words right before an amount, back to the one before it or the clause's start."""
    return entry.layout.flat[place.own[0] : place.figure.phrase_start]


def grouped_amounts(entry: Entry) -> Collection[Sequence[Place]]:
    """Return the single amounts and rates without a bound of each group of clauses."""
    return _grouped(entry.layout).values()


@remembered
def _grouped(layout: Layout) -> Mapping[tuple[int, int], Sequence[Place]]:
    groups: dict[tuple[int, int], list[Place]] = {}
    for place in layout.places:
        if amount(place.figure).group in ("amount", "share") and exact_amount(place):
            groups.setdefault(place.group, []).append(place)
    return groups


def mismatched(entry: Entry, places: Sequence[Place], right: str) -> Finding:
    """Say that amounts of one fact do not agree, and what they come to."""
    return disagreeing(entry, [(entry, place) for place in places], right)


def disagreeing(entry: Entry, told: Sequence[tuple[Entry, Place]], right: str) -> Finding:
    """Say that amounts of one fact and of others do not agree, and what they come to."""
    listed = "、".join(quoted(place.figure.phrase(teller.fact.text)) for teller, place in told)
    others = {teller.fact.id: teller for teller, _ in told if teller is not entry}
    return entry.says("fact-sum", f"{listed}对不上（算得{right}）", "请核对这几个数。", *others.values())


def rounding_of(places: Sequence[Place]) -> Fraction:
    """Return how far a sum of amounts told in 万 or 亿 may be off because each of them is rounded."""
    halves = (last_place(p.figure) / 2 for p in places if _SCALED.search(p.figure.text))
    return sum(halves, Fraction(0))


_SCALED = regex("[万亿]")
