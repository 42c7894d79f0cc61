"""Lengths, sizes and words as people write them in a settings file → exact numbers and stored words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator

from summarywriter.patterns import regex
from summarywriter.resources import word_rows
from summarywriter.text import narrow

_AMOUNT = regex(r"(?P<number>\d{1,4}(?:\.\d{1,4})?)\s*(?P<unit>\D*)")
_MILLIMETRES = {"": Decimal(1), "mm": Decimal(1), "毫米": Decimal(1), "cm": Decimal(10), "厘米": Decimal(10)}
_POINTS = {"": Decimal(1), "pt": Decimal(1), "磅": Decimal(1)}
_CHARACTERS = {"": Decimal(1), "字符": Decimal(1), "字": Decimal(1), "个字": Decimal(1)}
_LINES = {"": Decimal(1), "行": Decimal(1)}
_COUNTS = {**_CHARACTERS, **_LINES}


def _amount(value: Any, units: Mapping[str, Decimal], advice: str) -> Decimal:
    match = _AMOUNT.fullmatch(narrow(str(value)).strip().lower())
    factor = units.get(match["unit"].strip()) if match else None
    if match is None or factor is None:
        raise ValueError(f"看不懂“{value}”，{advice}")
    return Decimal(match["number"]) * factor


def _length(value: Any) -> Decimal:
    return _amount(value, _MILLIMETRES, "请写毫米数，如 37 或 3.7厘米")


def _size(value: Any) -> Decimal:
    named = sizes().get(narrow(str(value)).strip())
    return named if named is not None else _amount(value, _POINTS, "请写字号或磅数，如 三号 或 16")


def _spacing(value: Any) -> Decimal:
    return _amount(value, _POINTS, "请写磅数，如 28 或 28.95磅")


def _characters(value: Any) -> Decimal:
    return _amount(value, _CHARACTERS, "请写字数，如 2")


def _lines(value: Any) -> Decimal:
    return _amount(value, _LINES, "请写行数，如 0.5")


def _count(value: Any) -> int:
    amount = _amount(value, _COUNTS, "请写整数，如 22")
    if amount % 1:
        raise ValueError(f"“{value}”不行，请写整数，如 22")
    return int(amount)


def _half(value: Decimal) -> Decimal:
    if value % Decimal("0.5"):
        raise ValueError(f"{value}磅不行，字号要是半磅的整数倍，如 16 或 10.5")
    return value


Millimetres = Annotated[Decimal, BeforeValidator(_length)]
Size = Annotated[Decimal, BeforeValidator(lambda value: _half(_size(value)))]
"""Points, given so or by the name of a size (三号 is 16)."""
Points = Annotated[Decimal, BeforeValidator(_spacing)]
Characters = Annotated[Decimal, BeforeValidator(_characters)]
Lines = Annotated[Decimal, BeforeValidator(_lines)]
Count = Annotated[int, BeforeValidator(_count)]


@cache
def sizes() -> Mapping[str, Decimal]:
    """Return the named sizes in points; 3号 is 三号 (words/font-sizes.tsv)."""
    found = {row[0]: Decimal(row[1]) for row in word_rows("font-sizes")}
    digits = {
        f"{n}号": found[name]
        for n, hanzi in enumerate("一二三四五六七八", 1)
        if (name := f"{hanzi}号") in found
    }
    return {**found, **digits}
