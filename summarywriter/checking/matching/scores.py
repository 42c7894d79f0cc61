"""Scores told by the other side: 1比3负于甲队 for 3比1战胜乙队."""

from __future__ import annotations

from summarywriter.checking.layout.deals import other_side
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.matching.matcher import FactFigure


def score_turned(layout: Layout, place: Place, fact: FactFigure) -> bool:
    """True where a score is the fact's the other way round, and so is the side that tells it."""
    scores = [figure.value for figure in (place.figure, fact.place.figure) if figure.kind == "code"]
    if len(scores) < len((place, fact)) or str(scores[0]).split(":")[::-1] != str(scores[1]).split(":"):
        return False
    return other_side(layout, place.clause, fact.line.layout, fact.place.clause)
