"""A number with its meaning: :class:`Figure` and, for dates, :class:`Moment`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "count", "money", "percent", "point", "ratio", "ordinal",
    "date", "duration", "measure", "score", "code",
]  # fmt: skip
Bound: TypeAlias = Literal["exact", "about", "near", "below", "at-most", "over", "at-least", "vague"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A calendar meaning as far as the text tells it; what is not told is ``None``.

    ``year_offset`` is relative to the report's year (今年 0, 去年 −1, 明年 +1), ``half`` is 1–2,
    ``quarter`` 1–4, ``xun`` 1–3 (上旬 中旬 下旬), ``part`` is ``"start"`` or ``"end"`` (年初, 月底).
    """

    year: int | None = None
    year_offset: int | None = None
    month: int | None = None
    day: int | None = None
    half: int | None = None
    quarter: int | None = None
    xun: int | None = None
    part: Literal["start", "end"] | None = None
    hour: int | None = None
    minute: int | None = None


Value: TypeAlias = Decimal | Fraction | Moment | str
"""Decimal where one is exact, Fraction otherwise; Moment for dates; normalised text for codes."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, a share, a rank, a date, a duration or a code found in a text.

    ``text == source[start:end]`` is the number with its unit; ``phrase_start``/``phrase_end``
    take in the bound and year words around it (近千名, 去年9月). Offsets are code points.
    ``high`` is the upper end of a range. ``article`` marks the Chinese 一 with a measure word
    that may say no more than “a”.
    """

    text: str
    start: int
    end: int
    phrase_start: int
    phrase_end: int
    kind: Kind
    value: Value
    high: Value | None = None
    unit: str | None = None
    bound: Bound = "exact"
    article: bool = False

    def phrase(self, source: str) -> str:
        """Return the figure with its bound and year words, as ``source`` writes it."""
        return source[self.phrase_start : self.phrase_end]
