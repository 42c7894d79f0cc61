"""Classes of units, exact conversions, and which units can mean the same."""

from __future__ import annotations

import re
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache

from summarywriter.figures.lexicon import lexicon, words_for
from summarywriter.model.figure import Value
from summarywriter.patterns import regex
from summarywriter.resources import word_rows

_EXACT = Context(prec=100)
_PRIZE = "奖"
_NO_THING = frozenset(("persons", "person-times", "money", "age", "levels"))


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in word_rows("unit-classes"):
        for unit in row[1].split():
            found.setdefault(unit, []).append(row[0])
    return {unit: tuple(names) for unit, names in found.items()}


@cache
def _factors() -> dict[str, tuple[str, Fraction]]:
    found = {}
    for unit, base, factor in word_rows("unit-factors"):
        found[unit] = (base, Fraction(factor))
    return found


def unit_class(unit: str | None) -> str:
    """Return the class of ``unit`` (``"persons"``, ``"money"``, …); a unit of no class is its own.

    A rate has the classes of its parts (``"money/persons"``); ``None`` gives ``""``.
    """
    if unit is None:
        return ""
    return "/".join(_classes().get(part, (part,))[0] for part in unit.split("/"))


def unit_kind(unit: str | None) -> str:
    """Return the kind of figure a unit makes (``"measure"``, ``"duration"``, …), ``""`` when unknown."""
    known = lexicon().units.get(unit) if unit is not None else None
    return known.kind if known is not None else ""


def convert(value: Value, unit: str | None) -> tuple[Value, str | None]:
    """Return ``value`` in the base unit of ``unit``: 28.4公里 → 28400 米, 1.5年 → 18 月.

    Exact: a ``Fraction`` comes back where no finite decimal exists. A unit without a conversion,
    a date or a code comes back as it is. A rate converts both parts (公里/小时 → 米/分钟).
    """
    if unit is None or not isinstance(value, (Decimal, Fraction)):
        return value, unit
    factors = _factors()
    parts = unit.split("/")
    if not any(part in factors for part in parts):
        return value, unit
    exact = Fraction(value)
    bases = []
    for index, part in enumerate(parts):
        base, factor = factors.get(part, (part, Fraction(1)))
        exact = exact * factor if index == 0 else exact / factor
        bases.append(base)
    return _tidy(exact), "/".join(bases)


def _tidy(value: Fraction) -> Decimal | Fraction:
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return value
    with localcontext(_EXACT):
        return Decimal(value.numerator) / Decimal(value.denominator)


def units_agree(a: str | None, b: str | None, noun: str = "") -> bool:
    """True when both units can tell the same amount of the same thing.

    Equal units and units of one class agree (场 and 次, 件 and 起), also after conversion (公里 and
    米); the generic 个 fits any thing, though no person; ``None`` fits what the noun implies, so any
    unit of countable things. ``noun`` are the words the figure speaks of: 户 of firms are 家, and
    一等奖5名 are 5个一等奖.
    """
    if a == b:
        return True
    if {a, b} == {"个", "天"} and _DAYS.search(noun):
        return True  # 348个开馆日
    if "个" in (a, b) and "persons" in (unit_class(a), unit_class(b)) and _CHILDREN.search(noun):
        return True  # 165个孩子
    if a and b and _PUPILS.search(noun):
        a, b = (f"{unit[:-1]}人" if unit.endswith("/生") else unit for unit in (a, b))  # 生均34册, 每人34册
    firms = "户" in f"{a}{b}" and any(word in noun for word in words_for("households"))
    return _units_agree(a, b, firms, "个" in f"{a}{b}" and _PRIZE in noun)


_DAYS = regex("个[\u4e00-\u9fff]{1,4}日(?![常志记期报程益])")
_CHILDREN = regex(
    "个(?:孩子|小朋友|娃|儿童|青年|青少年|年轻人|老人|学生|大人|男孩|女孩|姑娘|小伙|婴儿|新生儿|困境儿童|留守儿童)"
)
_PUPILS = regex("学生|学员|幼儿|孩子")


@lru_cache(maxsize=16384)
def _units_agree(a: str | None, b: str | None, firms: bool, prizes: bool) -> bool:
    if a is None or b is None:
        other = a if b is None else b
        return other is not None and _countable(other)
    first, second = rate_parts(a), rate_parts(b)
    if len(first) != len(second):
        return False
    if len(first) == 2 and first[1] == second[1] and {first[0], second[0]} <= words_for("frequency"):
        return True  # 每月一期 is 每月一次
    return all(_agree(x, y, firms, prizes) for x, y in zip(first, second, strict=True))


@lru_cache(maxsize=1024)
def rate_parts(unit: str) -> tuple[str, ...]:
    """A rate's own unit, then what it is told per: 元/人·天 is 元/天/人."""
    own, *per = re.split("[/·]", unit)
    return (own, *sorted(per))


def _agree(a: str, b: str, firms: bool, prizes: bool) -> bool:
    if a == b:
        return True
    factors = _factors()
    if factors.get(a, (a,))[0] == factors.get(b, (b,))[0]:
        return True
    classes = _classes()
    first, second = classes.get(a, (a,)), classes.get(b, (b,))
    if set(first) & set(second):
        return True
    if a.endswith("次") and b.endswith("次") and len(a) == len(b) == 2:
        return bool(set(classes.get(a[0], ())) & set(classes.get(b[0], ())))  # 辆次 and 台次
    if "个" in (a, b):
        other, names = (b, second) if a == "个" else (a, first)
        if other == "户":
            return firms
        return _countable(other) and (prizes or not _NO_THING & set(names))
    return firms and {a, b} == {"户", "家"}


def _countable(unit: str) -> bool:
    """True for units of things that are counted: no money, share, length, or 人次."""
    known = lexicon().units.get(unit)
    if unit.endswith("次") and len(unit) > 1:
        return unit == "人次"
    return known is not None and known.kind == "count"


__all__ = ["convert", "unit_class", "unit_kind", "units_agree"]
