"""Averages beside their totals and counts: 走访1200户，发放96万元，户均900元 does not agree."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from summarywriter.checking.facts.amounts import (
    contradicted,
    exact_amount,
    number_of,
    rounding_of,
    value_of,
    words_before,
)
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import amount
from summarywriter.figures.units import convert, rate_parts, units_agree
from summarywriter.model import Finding
from summarywriter.patterns import regex

_EACH = regex(
    "(?:^|[,、;:(，；：（])(?:平均)?"
    "(?:(?P<of>[\u4e00-\u9fff])均|(?<=平均)每个?(?P<per>[\u4e00-\u9fff]{1,3})"
    "|每(?P<each>[户人名位场次家件期批份具台套只盒支])|(?P<price>单价)|亩产|单产)"
    "(?:慰问金|救助金|助学金|补助|补贴|发放|资助|奖励|标准)?(?:约|为|达|是)?$"
    "|(?<![最限高低过足少多])每(?P<lot>[期批班亩吨])$"
)
"""An average right behind a mark: 最高每户3000元, 本科生每人6000元 are of some only.

The size of each lot may stand behind what it is of: 电商培训每期50人.
"""
_COUNTED = {
    "人": ("人", "名", "位"), "名": ("人", "名", "位"), "位": ("人", "名", "位"),
    "场": ("场", "场次"), "次": ("次", "场次"),
}  # fmt: skip
"""The units in which what an average is told per is counted; other words are their own units."""
_NEARLY = Fraction(1, 10)
"""How far an average told with 约 may be off, as a share of it."""
_ROUNDED = Fraction(1, 100)
"""The same for one told as exact."""


def averages(ledger: Ledger) -> Iterator[Finding]:
    """Yield averages that are not the one total of their fact by its one count."""
    for entry in ledger.entries:
        for place in entry.layout.places:
            yield from _average(entry, place)


def _average(entry: Entry, average: Place) -> Iterator[Finding]:
    layout, figure = entry.layout, average.figure
    each = _EACH.search(layout.text[max(0, average.own[0] - 1) : figure.start])
    if each is None or figure.bound not in ("exact", "about") or figure.high is not None:
        return
    named = each["of"] or each["per"] or each["each"] or each["lot"] or ("" if each["price"] else "亩")
    per, unit = _COUNTED.get(named, (named,)), rate_parts(figure.unit or "")[0]
    told = (
        p for p in layout.places
        if p is not average and p.group == average.group and amount(p.figure).group == "amount"
    )  # fmt: skip
    others = list(islice(told, 3))
    if each["price"]:
        counts = [p for p in others if p.figure.kind == "count"]
    else:
        counts = [p for p in others if p.figure.unit in per or _counts(entry, p, named)]
    totals = [p for p in others if p not in counts and _is_total(p, unit)]
    if len(counts) != 1 or len(totals) != 1 or len(others) != 2:
        return  # of several counts and totals nobody knows which is meant
    count, total = counts[0], totals[0]
    if not (exact_amount(count) and exact_amount(total)) or not value_of(count):
        return
    lots = named in _BATCHES or each["lot"] is not None
    mean = "平均" in each.group()
    if lots and total.figure.start < max(count.figure.start, 0 if mean else figure.start):
        return  # 为318名劳模体检，疗休养4批，每批40人
    scale = number_of(convert(Decimal(1), unit)[0])
    right, said = value_of(total) / number_of(count.figure.value), number_of(figure.value) * scale
    off = abs(right - said)
    if (right * _ANOTHER < said or right > said * _ANOTHER) and not _ten_times(right, said):
        return  # 保费每人120元，其中个人承担20元
    # 每人800元 is what each got, 人均800元 may be rounded.
    exact = each["price"] or each["lot"] or (each["each"] and not mean)
    least = rounding_of([total]) / number_of(count.figure.value) if exact else said * _ROUNDED
    loose = figure.bound == "about" or (lots and unit in _COUNTED["人"])  # 每期50人: some come, some do not
    if off > (said * _NEARLY if loose else least):
        yield contradicted(
            entry, each.group() + average.figure.text, total, count, f"{float(right / scale):.6g}{unit}"
        )


_BATCHES = frozenset("期批份具台套只盒")
"""What is counted in these is told beside other counts: the total must be what they come to."""
_ANOTHER = 3
"""How many times more or less two amounts are that are of two things."""


def _counts(entry: Entry, place: Place, named: str) -> bool:
    """True for 32个教学班 and 代表队34支, which count what 班均 and 平均每队 are told per."""
    behind = entry.layout.flat[slice(*place.after)]
    at = behind.find(named, 0, len(named) + _NOUN)
    return place.figure.unit in _ANY and (at >= 0 or words_before(entry, place).endswith(named))


_ANY = frozenset("个支家所座")
_NOUN = 4
"""Characters that the name of what is counted has at most before that word."""


def _is_total(place: Place, unit: str) -> bool:
    return {place.figure.unit, unit} == {"人", "人次"} or units_agree(place.figure.unit, unit)


def _ten_times(right: Fraction, said: Fraction) -> bool:
    """True for 8000元 for 800元: a nought too many or too few."""
    return any(right * power == said or said * power == right for power in (10, 100))
