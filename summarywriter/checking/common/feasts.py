"""Days that a text may tell by their feast: “三八”节 for 3月8日."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from summarywriter.model import Figure, Moment
from summarywriter.resources import word_rows


@cache
def _feasts() -> Mapping[tuple[int, int], tuple[str, ...]]:
    days: dict[tuple[int, int], tuple[str, ...]] = {}
    for row in word_rows("feasts"):
        day = int(row[0]), int(row[1])
        days[day] = (*days.get(day, ()), *row[2].split())
    return days


def told_as_feast(figure: Figure, text: str) -> bool:
    """True when a date is a day of a month whose feast the text names."""
    moment = figure.value
    if not isinstance(moment, Moment) or moment.month is None or moment.day is None:
        return False
    return any(word in text for word in _feasts().get((moment.month, moment.day), ()))
