"""Dates to come after the report's period, and the deadlines that they make."""

from __future__ import annotations

from summarywriter.checking.common.calendar import Period, resolve
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.scope import Told
from summarywriter.model import Figure


def to_come(figure: Figure, period: Period | None) -> bool:
    """True for a date after the period: 9月底 in a report on the first half."""
    if figure.kind != "date" or period is None:
        return False
    stretch = resolve(figure, period)
    if stretch.year is not None and period.final_year is not None and stretch.year != period.final_year:
        return stretch.year > period.final_year
    if stretch.first is not None:
        return stretch.first[0] > period.last
    return stretch.label[0] == "end" and period.last < 12


def labelled_ahead(line: Told, period: Period | None) -> bool:
    """True for 下半年：新建驿站5个: all of it is to come, told as a plan or not."""
    first = line.places[0].figure if line.places else None
    return first is not None and not first.phrase_start and to_come(first, period)


def deadline_of(layout: Layout, told: Place, period: Period | None) -> Marker | None:
    """年底前新建20个: what a date to come stands before is a plan, what is told ahead of it is none."""
    for place in layout.places:
        if place.clause[0] > told.clause[0]:
            break
        end = place.figure.phrase_end + 1
        if (
            place.figure.kind == "date"
            and layout.flat.startswith("前", end - 1)
            and to_come(place.figure, period)
        ):
            return Marker("planned", layout.text[place.figure.phrase_start : end], place.figure.start, end)
    return None
