"""Units behind a number and what belongs to them: 个半月, 年多, 2小时30分钟, 3元5角, 3分20秒."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from summarywriter.figures.exact import EXACT, rational
from summarywriter.figures.lexicon import Unit, unit_at
from summarywriter.figures.spot import number_at
from summarywriter.model.figure import Bound, Value
from summarywriter.patterns import regex

HALF = Decimal("0.5")
MONTH = Unit("月", "月", "duration", "all", None)
_MINUTE = Unit("分", "分钟", "duration", "all", None)
_SPACES = frozenset(" \u00a0\u3000")
_MORE = regex(
    r"(?:多(?![种样项个名次方元功媒层渠数家场条位人件部份额])|余(?![额热粮震力款])|来(?=[年月天个])|(半)(?![年月天个径数载途路百夜点小价决]))"
)
_MORE_SIGNS = frozenset("多余来半")
_ZERO = Decimal(0)
_EXTENDED = frozenset(("duration", "ratio", "measure", "money", "percent"))
_LOWER: dict[str, tuple[tuple[str, ...], int]] = {
    "年": (("个月",), 12), "周": (("天",), 7), "天": (("个小时", "小时"), 24),
    "小时": (("分钟", "刻钟", "分"), 60), "分钟": (("秒钟", "秒"), 60),
}  # fmt: skip
_SECONDS = regex(r"分(?:[0-5]?[0-9](?:\.[0-9]+)?|[零〇一二三四五六七八九十]{1,3})秒|分半(?![数年天])")
_COINS = regex(r"([0-9一二三四五六七八九])(?:角|毛)(?:([0-9一二三四五六七八九])分)?(?:钱)?")


class Measured(NamedTuple):
    """A unit as found behind a number: 个半月 adds ``extra``, 年多 a ``bound``."""

    unit: Unit
    end: int
    extra: Decimal
    bound: Bound | None


def unit_behind(text: str, position: int, hanzi: bool) -> Measured | None:
    """Return the unit behind a number that ends at ``position``.

    A space after digits and 个半月, 年半, 年多, 100+人 are included; ``hanzi`` says how the number is
    written.
    """
    following = text[position : position + 1]
    if not hanzi and following:
        if following in _SPACES:
            position += 1
            following = text[position : position + 1]
        elif following == "+":
            unit = unit_at(text, position + 1)
            return Measured(unit, position + 1 + len(unit.spelling), _ZERO, "over") if unit else None
    if following == "个" and text[position + 1 : position + 2] in ("半", "多", "来"):
        unit = MONTH if text.startswith("月", position + 2) else unit_at(text, position + 2)
        if unit is not None and unit.kind in ("duration", "point"):
            end = position + 2 + len(unit.spelling)
            half = text[position + 1] == "半"
            return Measured(unit, end, HALF, None) if half else Measured(unit, end, _ZERO, "over")
    unit = _MINUTE if following == "分" and _SECONDS.match(text, position) else unit_at(text, position)
    if unit is None:
        return None
    end = position + len(unit.spelling)
    if unit.kind not in _EXTENDED or text[end : end + 1] not in _MORE_SIGNS:
        return Measured(unit, end, _ZERO, None)
    more = _MORE.match(text, end)
    if more and not more.group(1):
        return Measured(unit, more.end(), _ZERO, "over")
    if more and unit.kind in ("duration", "ratio", "measure"):
        return Measured(unit, more.end(), HALF, None)
    return Measured(unit, end, _ZERO, None)


def more_behind(text: str, end: int) -> int | None:
    """Return where 多 or 余 behind a unit ends (半年多), ``None`` where there is none."""
    match = _MORE.match(text, end)
    return match.end() if match and not match.group(1) else None


def whole_length(text: str, value: Decimal, told: Measured) -> tuple[Value, Unit, int]:
    """Take in what counts in smaller units behind: 2小时30分钟 = 2.5小时, 3元5角 = 3.5元, 3分20秒.

    Returns the value, its unit and where all of it ends.
    """
    unit, end = told.unit, told.end
    if told.extra:
        return EXACT.add(value, told.extra), unit, end
    if told.bound is not None:
        return value, unit, end
    if unit.kind == "duration":
        whole, end = _with_lower(text, value, unit.name, end)
        return whole, unit, end
    if unit.name == "元":
        whole, end = _with_coins(text, value, end)
        return whole, unit, end
    return value, unit, end


def _with_lower(text: str, value: Decimal, unit: str, end: int) -> tuple[Value, int]:
    """2小时30分钟, 1年3个月, 3天6小时: the smaller unit counts in the larger."""
    if unit not in _LOWER:
        return value, end
    names, size = _LOWER[unit]
    position = end + 1 if text.startswith(("零", " "), end) else end
    second = number_at(text, position)
    if second is None or second.number.high is not None or second.number.bound is not None:
        return value, end
    for name in names:
        if not text.startswith(name, second.end):
            continue
        after = second.end + len(name)
        if name == "分" and text[after : after + 1] in ("别", "布"):
            return value, end
        if second.number.value >= size:
            return value, end
        scaled = Fraction(second.number.value) * (15 if name == "刻钟" else 1) / size
        return rational(Fraction(value) + scaled), after
    return value, end


def _with_coins(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """3元5角 = 3.5元."""
    match = _COINS.match(text, end)
    if match is None:
        return value, end
    digits = "零一二三四五六七八九"
    tenths, hundredths = ((digits.find(c) if c in digits else int(c)) if c else 0 for c in match.groups())
    return EXACT.add(value, EXACT.divide(Decimal(tenths * 10 + hundredths), Decimal(100))), match.end()
