"""Dates whose year comes from the words around them: the 5月 of 2023年，培训12期，5月表彰劳模8名."""

from __future__ import annotations

from dataclasses import replace

from summarywriter.checking.common.calendar import Period, relate
from summarywriter.model import Figure, Moment


def equal_without_years(told: Figure, fact: Figure, period: Period | None) -> bool:
    """True when two dates are one as soon as a year that is not in their own words is let go."""
    bare, own = _without_year(told), _without_year(fact)
    return (bare is not None and relate(bare, fact, period) == "equal") or (
        own is not None and relate(told, own, period) == "equal"
    )


def _without_year(figure: Figure) -> Figure | None:
    """A date whose year does not stand in its own words, without it."""
    moment = figure.value
    if not isinstance(moment, Moment) or (moment.month is None and moment.quarter is None):
        return None
    if (
        (moment.year, moment.year_offset) == (None, None)
        or figure.phrase_start < figure.start
        or "年" in figure.text
        or "20" in figure.text[:2]
    ):
        return None
    return replace(figure, value=replace(moment, year=None, year_offset=None))
