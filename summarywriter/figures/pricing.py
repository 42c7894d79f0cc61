"""From a value and a unit to the figure: normal units (‰ → %, 角 → 元), rates, 近三年."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from summarywriter.figures.exact import times
from summarywriter.figures.lexicon import Unit, any_of
from summarywriter.figures.rates import rate_after, rate_before
from summarywriter.figures.spot import Spot, build
from summarywriter.model.figure import Bound, Figure, Value
from summarywriter.patterns import regex

_SCALED = {
    "‰": ("%", Decimal("0.1")), "角": ("元", Decimal("0.1")), "分钱": ("元", Decimal("0.01")),
    "刻钟": ("分钟", Decimal(15)),
}  # fmt: skip
_RATED = frozenset(("count", "money", "measure"))
_RATED_LENGTHS = frozenset(("小时", "分钟", "天", "周"))
_NOT_RATED = frozenset(("岁",))
_RATE_SIGNS = frozenset(("/", "每", " "))
_JOINTS = frozenset("、和与及")
_RECENT_BEFORE = frozenset("，。、；：\n “（(　对在从将把按据以于比较与和及我")
_SHORT = frozenset(("小时", "分钟", "秒"))
_RECENT_AFTER = ("来", "以来", "内")
_ENDS = regex(
    r"(?:的?(?:时间|历史|工龄|党龄|之久|光景|努力|奋战|筹备|建设|施工|的不懈))|[，。；！？,;\n]|了|$"
)


def price(
    spot: Spot, start: int, end: int, value: Value, high: Value | None, unit: Unit,
    inner: Bound | None, article: bool = False,
) -> Figure:  # fmt: skip
    """Build the figure in its normal unit, with the rate around it (每人500元, 500元/人)."""
    name, kind = unit.name, unit.kind
    if name in _SCALED:
        name, factor = _SCALED[name]
        value, high = _scaled(value, factor), _scaled(high, factor) if high is not None else None
    if name == "元" and spot.before == "$":
        name = "美元"
    lead: int | None = None
    if (kind in _RATED or name in _RATED_LENGTHS) and name not in _NOT_RATED:
        per, end, lead = _per(spot, start, end, name)
        if per:
            name, article = f"{name}/{per}", False
    figure = build(
        spot, start, end, kind, value, high=high, unit=name, inner=inner, article=article, lead=lead
    )
    if kind == "duration" and spot.before == "近" and _recent(spot, start, end, name):
        # 近 belongs to the phrase all the same: a slot holds 近三年, 近三年内.
        return replace(figure, phrase_start=start - 1, bound=inner or "exact")
    return figure


def _scaled(value: Value, factor: Decimal) -> Value:
    return times(value, factor) if isinstance(value, Decimal) else value


def _per(spot: Spot, start: int, end: int, name: str) -> tuple[str, int, int | None]:
    """Return what the amount is told per, where its text ends, and where words of the rate begin."""
    if spot.text[end : end + 1] in _RATE_SIGNS:
        behind, end = rate_after(spot.text, end)
        if behind:
            return behind, end, None
    front, lead = rate_before(spot.text, start, spot.floor)
    if not front and spot.before in _JOINTS and spot.last is not None:
        front = _shared(spot.last, start, name)
    return front, end, lead


def _shared(last: Figure, start: int, name: str) -> str:
    """人均收入4.2万元和2.1万元: the second amount is told per the same."""
    main, _, per = (last.unit or "").partition("/")
    return per if main == name and last.phrase_end + 1 == start else ""


@cache
def _lasted() -> re.Pattern[str]:
    return re.compile(any_of("lasted") + "$")


def _recent(spot: Spot, start: int, end: int, unit: str) -> bool:
    """近三年 is a stretch up to now; 历时近三年 and 近百天 are nearly so long."""
    text, number = spot.text, spot.number
    if text.startswith(_RECENT_AFTER, end):
        return True
    if unit in _SHORT or (number is not None and number.value >= (10 if unit == "天" else 100)):
        return False
    low = max(0, start - 5)
    before = text[low : start - 1]
    if before.endswith(("接", "将", "最")) or _lasted().search(text, low, start - 1):
        return False
    return not before or before[-1] in _RECENT_BEFORE or not _ENDS.match(text, end)
