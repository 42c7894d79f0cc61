"""Whether two figures mean the same amount: value, unit, bound, rounding, ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

from summarywriter.checking.common.calendar import Period, clock_only, relate
from summarywriter.checking.common.inherited_years import equal_without_years
from summarywriter.checking.layout.rates_apart import rate_apart
from summarywriter.figures.units import convert, rate_parts, units_agree
from summarywriter.model import Figure, Kind, Moment, Value
from summarywriter.patterns import regex

Tie: TypeAlias = Literal["equal", "rounded", "declared", "part", "coarser", "digits", "other", "none"]
"""How a figure of the text stands to a fact's figure.

``equal`` same meaning; ``rounded`` an approximate form of it, marked as such; ``declared`` rounded
as the sheet declares; ``part`` an end or a member of the fact's range; ``coarser`` a date that
says less; ``digits`` the same number with another unit; ``other`` another value of the same unit;
``none`` nothing to compare.
"""

Group: TypeAlias = str

_MEMBERS = 12
"""Width up to which every whole number of a range is taken for one of its members."""


@dataclass(frozen=True)
class Amount:
    """A figure's amount in its base unit: what it can be compared with, value and upper end."""

    group: Group
    value: Fraction | str
    high: Fraction | None

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What two equal amounts share; quicker to compare than fractions."""
        return (self.group, self.low_key, _plain(self.high))

    @property
    def member_keys(self) -> Sequence[object]:
        """The same of every rank from the lower to the upper end."""
        if self.high is None or isinstance(self.value, str) or self.high - self.value > _MEMBERS:
            return (self.low_key,)
        return [_plain(self.value + step) for step in range(int(self.high - self.value) + 1)]

    @cached_property
    def low_key(self) -> object:
        """The same of the value alone, the upper end of a range left out."""
        return _plain(self.value)


def _plain(end: Fraction | str | None) -> object:
    return end.as_integer_ratio() if isinstance(end, Fraction) else end


def amount(figure: Figure) -> Amount:
    """Return the figure's amount; dates have the group ``date`` and no value of use here."""
    if figure.kind == "date":
        return _DATE
    return _amount(figure.kind, figure.value, figure.high, figure.unit)


_DATE = Amount("date", "", None)


_FOREMOST = "前名"
"""The unit of 前三名: the ranks from the first to that one."""


@lru_cache(maxsize=16384)
def _amount(kind: Kind, given: Value, upper: Value | None, unit: str | None) -> Amount:
    if kind == "code" or isinstance(given, str):
        return Amount("code", str(given), None)
    if kind in ("percent", "ratio"):
        scale = 100 if kind == "percent" else 1
        share = _number(given) / scale
        # -3.1% tells a change as 下降3.1% does: its sign is a direction, judged as one.
        share = abs(share) if kind == "percent" else share
        return Amount("share", share, None if upper is None else _number(upper) / scale)
    if kind == "count" and unit == "级":
        kind = "ordinal"  # 其中2次为三级: no levels are counted, whatever stands behind
    if kind == "point":
        given, upper = (
            abs(_number(convert(given, unit)[0])),
            None if upper is None else convert(upper, unit)[0],
        )
    if unit == _FOREMOST:
        return Amount("ordinal:名", Fraction(1), _number(given))
    if kind in ("point", "ordinal"):
        rank = "名" if unit == "位" else unit  # 第三位 is 第三名
        group = f"{kind}:{rank if kind == 'ordinal' else ''}"
        return Amount(group, _number(given), None if upper is None else _number(upper))
    low = _number(convert(given, unit)[0])
    low = abs(low) if kind == "count" else low  # 同比-15件 is 同比减少15件
    high = None if upper is None else convert(upper, unit)[0]
    return Amount("amount", low, None if high is None else _number(high))


def _number(value: object) -> Fraction:
    assert isinstance(value, (Decimal, Fraction, int))
    return Fraction(value)


def units_match(left: Figure, right: Figure, noun: str = "") -> bool:
    """True when the two figures are counted in units of one class.

    ``noun`` are the words around them: a 户 of firms is a 家.
    """
    a, b = amount(left), amount(right)
    if a.group != b.group:
        return False
    if a.group != "amount":
        return True
    return units_agree(left.unit, right.unit, noun)


def comparable(told: Figure, fact: Figure) -> bool:
    """True when the two could tell one thing by their units alone, whatever the words around them."""
    if "date" in (told.kind, fact.kind):
        return told.kind == fact.kind
    if (
        units_match(told, fact, _ANY_NOUN)
        or _same_phase(told, fact)
        or _half_month(told, fact)
        or {told.unit, fact.unit} == _DAYS_AND_HOURS
    ):
        return True
    return one_is_rate(told.unit, fact.unit)


_ANY_NOUN = "企业奖学生个孩子"
"""A noun under which every pair of units agrees that agrees under some noun."""


def one_is_rate(told: str | None, fact: str | None) -> bool:
    """True when one of two units is told per something: 自然箱/小时 and 自然箱."""
    return told is not None and fact is not None and ("/" in told) != ("/" in fact)


def one_unit(left: Figure, right: Figure) -> bool:
    """True when two figures are counted in one unit: 个, which fits any thing, is one with itself only."""
    if left.kind != right.kind or not units_match(left, right):
        return False
    return left.unit == right.unit or "个" not in (left.unit, right.unit)


def compare(
    told: Figure,
    fact: Figure,
    period: Period | None,
    decimals: int | None = None,
    told_words: str = "",
    fact_words: str = "",
    noun: str = "",
) -> Tie:
    """Say how ``told`` (a figure of the text) stands to ``fact`` (a figure of a fact).

    The words are those of the clauses around them: they tell whether 每 or 平均 stands apart from the
    figure it makes a rate. They and ``noun``, further words around, tell 户 of firms.
    """
    if told.kind == "date" or fact.kind == "date":
        if told.kind != fact.kind:
            return "none"
        relation = relate(told, fact, period)
        if relation in ("equal", "part", "coarser"):
            return relation
        if equal_without_years(told, fact, period):
            return "equal"
        return "other" if clock_only(told) == clock_only(fact) else "none"
    if _same_phase(told, fact) or _half_month(told, fact) or _none_before(told, fact):
        return "equal"
    told, fact = _in_hours(told, fact)
    a, b = amount(told), amount(fact)
    if a.group == b.group and (
        told.unit == fact.unit
        or a.group != "amount"
        or units_agree(told.unit, fact.unit, told_words + fact_words + noun)
    ):
        return _compare_values(told, a, fact, b, decimals)
    if _unit_shared(told, fact, told_words, fact_words):
        return "equal"
    if told.unit is None and _labelled(told, fact, told_words):
        return "equal"
    if rate_apart(told, fact, told_words, fact_words) and _own_amount(told) == _own_amount(fact):
        return "equal"
    return "digits" if same_number(told, fact) else "none"


def _unit_shared(told: Figure, fact: Figure, told_words: str, fact_words: str) -> bool:
    """True for 11万千瓦时 of 一线11万、二线7万千瓦时: one side tells the unit with the last alone."""
    if (told.unit is None) == (fact.unit is None) or told.high is not None or fact.high is not None:
        return False
    bare, full, words = (told, fact, told_words) if told.unit is None else (fact, told, fact_words)
    if bare.value != full.value:
        return False
    number, unit = re.escape(bare.text), re.escape(full.unit or "")
    listed = re.search(rf"{number}[、，,和与及][^，。；,;0-9]{{0,12}}[0-9.]+[十百千万亿]*{unit}", words)
    return listed is not None


def _own_amount(figure: Figure) -> tuple[Value | None, ...]:
    """A figure's value and upper end in the base of its own unit, what it is told per left out."""
    own, *_ = rate_parts(figure.unit or "")
    return tuple(None if end is None else convert(end, own or None)[0] for end in (figure.value, figure.high))


def _labelled(told: Figure, fact: Figure, words: str) -> bool:
    """True for the 620.5 of 供水量（万吨）：620.5, whose unit stands in the label."""
    unit = fact.text[len(fact.text.rstrip("%％\u33a1")) :] or fact.text.lstrip("0123456789.,-")
    return same_number(told, fact) and bool(unit) and any(f"{mark}{unit}" in words for mark in "（(")


def _same_phase(told: Figure, fact: Figure) -> bool:
    """True for the 二期 of a plant, told with other words behind it; 第二期 is no 二期 of courses."""
    return (
        told.unit == fact.unit == "期"
        and told.value == fact.value
        and told.high is fact.high is None
        and "第" not in (told.text[0], fact.text[0])
    )


def _half_month(told: Figure, fact: Figure) -> bool:
    """True for 半个月 and 15天, which offices take for one."""
    if told.unit == fact.unit or not {told.unit, fact.unit} <= _HALF_MONTH:
        return False
    return {(f.value, f.unit) for f in (told, fact)} == {(Decimal("0.5"), "月"), (Decimal(15), "天")}


def _none_before(told: Figure, fact: Figure) -> bool:
    """True for 签订首份合同 of what a fact 首次 signed: both say that there was none before."""
    return (
        told.kind == fact.kind == "ordinal"
        and told.value == fact.value == 1
        and told.text[0] == fact.text[0] == "首"
        and "次" in (told.unit, fact.unit)
    )


_HALF_MONTH = frozenset({"月", "天"})
_DAYS_AND_HOURS = {"天", "小时"}
_DAY = 24


def _in_hours(told: Figure, fact: Figure) -> tuple[Figure, Figure]:
    """Turn the days of 48小时内 and 两天内 into hours, for these two only: 15元/天 stays what it is."""
    if told.unit == fact.unit or {told.unit, fact.unit} != _DAYS_AND_HOURS:
        return told, fact
    return _hours(told), _hours(fact)


def _hours(figure: Figure) -> Figure:
    if figure.unit != "天" or isinstance(figure.value, (Moment, str)):
        return figure
    high = None if figure.high is None else _number(figure.high) * _DAY
    return replace(figure, value=_number(figure.value) * _DAY, high=high, unit="小时")


def _compare_values(told: Figure, a: Amount, fact: Figure, b: Amount, decimals: int | None) -> Tie:
    if a.key == b.key:
        return "equal"
    if isinstance(a.value, str) or isinstance(b.value, str):
        return "other"
    if fact.unit == _FOREMOST and a.high is None:
        return "other"  # which of them 获前三名 does not tell
    if b.high is not None and a.high is None and b.value <= a.value <= b.high:
        member = a.value.denominator == 1 and b.high - b.value <= _MEMBERS
        return "part" if member or a.value in (b.value, b.high) else "other"
    if told.kind == "ordinal" and a.high is not None and b.high is not None and fact.unit != _FOREMOST:
        return "part" if b.value <= a.value and a.high <= b.high else "other"
    marked = told.bound != "exact" or decimals is not None
    if marked and a.high is None and b.high is None and a.group in ("amount", "share"):
        return _rounding(told, a.value, fact, b.value, decimals)
    return "other"


def last_place(figure: Figure) -> Fraction:
    """Return what one in the last place told is worth: 100 in 百余户, 0 where it cannot be said."""
    value = amount(figure).value
    return (None if isinstance(value, str) else _step(figure, value)) or Fraction(0)


def rounds_to(loose: Figure, exact: Figure) -> bool:
    """True when an amount told with fewer digits is another one rounded: 38.4万元 for 38.42万元."""
    a, b = amount(loose), amount(exact)
    if isinstance(a.value, str) or isinstance(b.value, str) or a.group != b.group:
        return False
    step = _step(loose, a.value)
    return step is not None and abs(a.value - b.value) * 2 <= step and b.value % step != 0


def significant(figure: Figure) -> int:
    """Return how many digits a figure's number has, zeros at its ends left out; 1 for dates."""
    if isinstance(figure.value, (Moment, str)) or figure.kind == "date":
        return 1
    return max(1, len(str(figure.value).replace(".", "").strip("0")))


def same_number(told: Figure, fact: Figure) -> bool:
    """True when only the unit differs: 9户 and 9人, 1.2万元 and 1.2元, 3% and 3个百分点."""
    if isinstance(told.value, (Moment, str)) or isinstance(fact.value, (Moment, str)):
        return False
    if told.value == fact.value and told.high == fact.high:
        return True
    left, right = _leading_value(told.text), _leading_value(fact.text)
    return left is not None and left == right


def numbers(figure: Figure) -> tuple[object, ...]:
    """The keys under which :func:`same_number` finds a figure: its value, its leading digits."""
    if isinstance(figure.value, (Moment, str)):
        return ()
    digits = _leading_value(figure.text)
    return (figure.value,) if digits is None or digits == figure.value else (figure.value, digits)


def _rounding(told: Figure, value: Fraction, fact: Figure, exact: Fraction, decimals: int | None) -> Tie:
    """Tell a marked and arithmetically right rounding from another value."""
    step = _step(told, value)
    if step is None or exact == value:
        return "other"
    off = exact - value
    # A rounding keeps at least two significant digits, or all the digits above its last place.
    if abs(off) >= step or (value and abs(off) / abs(value) > Fraction(1, 10)):
        return "other"
    if _finer(exact, step):
        if told.bound == "about" and abs(off) * 2 <= step:
            return "rounded"
        if told.bound in ("over", "at-least") and 0 < off < step:
            # 60岁以上 of 65岁以上: others are meant
            return "other" if told.bound == fact.bound == "at-least" else "rounded"
        if told.bound in ("near", "below") and -step < off < 0:
            return "rounded"
        # The sheet's office rounds amounts to that many decimals of the unit as written.
        if _decimals(told) == decimals and told.bound == fact.bound and abs(off) * 2 <= step:
            return "declared"
    return "other"


def _finer(exact: Fraction, step: Fraction) -> bool:
    """True when the fact tells more places than the step of the text's figure."""
    return exact % step != 0


def _decimals(figure: Figure) -> int:
    digits = figure.text.replace("．", ".")
    if "." not in digits:
        return 0
    tail = digits.split(".", 1)[1]
    return len(tail) - len(tail.lstrip("0123456789０１２３４５６７８９"))


def _step(figure: Figure, value: Fraction) -> Fraction | None:
    """The value of one in the last place that is written: 0.01万元 in 43.25万元 is 100."""
    if value == 0:
        return None
    if any(c.isdigit() for c in figure.text):
        number = _leading_number(figure.text)
        if not number:
            return None
        written = Fraction(number)
        if written == 0:
            return None
        scale = value / written
        places = _decimals(figure)
        step: Fraction = scale / Fraction(10) ** places
        if places == 0 and scale == 1:
            # 3600余人: trailing zeros are not told.
            trailing = len(number) - len(number.rstrip("0"))
            step = scale * Fraction(10) ** trailing
        return abs(step)
    # In Chinese numerals: the last digit that is not zero.
    last = Fraction(1)
    while value % (last * 10) == 0 and last < value:
        last *= 10
    return last


@lru_cache(maxsize=8192)
def _leading_value(text: str) -> Decimal | None:
    number = _leading_number(text)
    return Decimal(number) if number else None


def _leading_number(text: str) -> str:
    number = ""
    for char in text:
        if "０" <= char <= "９":
            char = chr(ord(char) - 0xFEE0)
        if char in ",，":
            continue
        if char.isascii() and (char.isdigit() or (char == "." and "." not in number and number)):
            number += char
        elif number:
            break
    return number.rstrip(".")


def kin(told: Figure, fact: Figure) -> bool:
    """True when one could stand in the other's place with only its unit changed: both are numerals."""
    return _numeral(told) and _numeral(fact)


def _numeral(figure: Figure) -> bool:
    """False for dates and codes, and for ranks in words: 金牌, 夺冠."""
    if isinstance(figure.value, (Moment, str)):
        return False
    return figure.kind != "ordinal" or bool(_DIGITS.search(figure.text))


_DIGITS = regex("[0-9０-９一二三四五六七八九十]")
