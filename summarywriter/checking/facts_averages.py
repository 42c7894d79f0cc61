"""Averages and rates of plans beside their counts: 走访1200户，发放96万元，户均900元 does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from summarywriter.checking.facts_growth import contradicted, disagrees, exact_amount, rounded, value_of
from summarywriter.checking.layout import Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.values import amount, one_unit
from summarywriter.figures.units import rate_parts
from summarywriter.model import Finding

_EACH = re.compile(
    "(?:^|[,、;:(，；：（])(?:平均)?(?:(?P<of>[户人场次件])均|每(?P<each>[户人名位场次家件]))"
    "(?:慰问金|救助金|助学金|补助|补贴|发放|资助|奖励|标准)?(?:约|为|达|是)?$"
)
"""An average right behind a mark: 最高每户3000元, 本科生每人6000元 are of some only."""
_COUNTED = {
    "户": ("户",), "人": ("人", "名", "位"), "名": ("人", "名", "位"), "位": ("人", "名", "位"),
    "场": ("场", "场次"), "次": ("次", "场次"), "家": ("家",), "件": ("件",),
}  # fmt: skip
"""The units in which what an average is told per is counted."""
_NEARLY = Fraction(1, 10)
"""How far an average told with 约 may be off, as a share of it."""
_ROUNDED = Fraction(1, 100)
"""The same for one told as exact."""


def averages(ledger: Ledger) -> Iterator[Finding]:
    """Yield averages that are not the one total of their fact by its one count, and rates of plans."""
    for entry in ledger.entries:
        for place in entry.layout.places:
            yield from _average(entry, place)
            yield from _of_plan(entry, place)


def _average(entry: Entry, average: Place) -> Iterator[Finding]:
    layout, figure = entry.layout, average.figure
    each = _EACH.search(layout.text[max(0, average.own[0] - 1) : figure.start])
    if each is None or figure.bound not in ("exact", "about") or figure.high is not None:
        return
    per, unit = _COUNTED[each["of"] or each["each"]], rate_parts(figure.unit or "")[0]
    others = [
        p for p in layout.places
        if p is not average and p.group == average.group and amount(p.figure).group == "amount"
    ]  # fmt: skip
    totals = [p for p in others if p.figure.unit == unit or {p.figure.unit, unit} == {"人", "人次"}]
    counted = _PEOPLE if per[0] in _PEOPLE else frozenset(per)
    counts = [p for p in others if p.figure.unit in counted and p not in totals]
    if len(counts) != 1 or len(totals) != 1 or len(others) != 2 or counts[0].figure.unit not in per:
        return  # of several counts and totals nobody knows which is meant
    count, total = counts[0], totals[0]
    if not (exact_amount(count) and exact_amount(total)) or not value_of(count):
        return
    right, said = value_of(total) / value_of(count), value_of(average)
    off = abs(right - said)
    if (right * _ANOTHER < said or right > said * _ANOTHER) and not _ten_times(right, said):
        return  # 保费每人120元，其中个人承担20元
    if off > said * (_NEARLY if figure.bound == "about" else _ROUNDED):
        yield contradicted(
            entry, each.group() + average.figure.text, total, count, f"{float(right):.6g}{unit}"
        )


_ANOTHER = 3
"""How many times more or less two amounts are that are of two things."""
_PEOPLE = frozenset({"户", "人", "名", "位", "人次", "户次"})


def _ten_times(right: Fraction, said: Fraction) -> bool:
    """True for 8000元 for 800元: a nought too many or too few."""
    return any(right * power == said or said * power == right for power in (10, 100))


_PLAN = re.compile("(?:计划|目标|任务|预算)[^,;。\0]{0,10}$|(?:计划|目标|任务)(?:数|量)?$")
_DONE = re.compile("(?:^|[,，、;])(?P<rate>(?:完成|执行|达成|实现)率)(?:为|达到?|约)?$")
_AS_PLANNED = re.compile(
    "^[,、;]?(?:目前|上半年|截至\0|全年|实际)?(?:已|实际|完成|执行|支出|实现)[\u4e00-\u9fff]{0,6}$"
)
"""What tells that an amount is what was done of the plan before it."""


def _of_plan(entry: Entry, rate: Place) -> Iterator[Finding]:
    """全年计划建会50家，已建59家，完成率115%: what was done by what was planned."""
    layout = entry.layout
    if rate.figure.kind != "percent" or not exact_amount(rate):
        return
    named = _DONE.search(layout.flat[rate.own[0] : rate.figure.phrase_start])
    if named is None:
        return
    before = [
        p for p in layout.places
        if p.figure.end <= rate.figure.start and amount(p.figure).group == "amount" and exact_amount(p)
    ]  # fmt: skip
    if len(before) != 2 or not one_unit(before[0].figure, before[1].figure):
        return
    plan, done = before
    if not _AS_PLANNED.search(layout.flat[done.own[0] : done.figure.phrase_start]):
        return
    if not _PLAN.search(layout.flat[plan.clause[0] : plan.figure.phrase_start]) or not value_of(plan):
        return
    right = value_of(done) / value_of(plan) * 100
    if disagrees(right, rate):
        yield contradicted(entry, named["rate"] + rate.figure.text, plan, done, rounded(right, rate))
