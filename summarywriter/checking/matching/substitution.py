"""The edit that puts a fact's figure into a text, given only where it is sure to read as that figure."""

from __future__ import annotations

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.values import compare
from summarywriter.figures import find_figures
from summarywriter.model import Edit

_NUMERALS = frozenset("一二两三四五六七八九十百千万半")


def substitution(layout: Layout, place: Place, fact: FactFigure, period: Period | None) -> Edit | None:
    """Return the edit that puts ``fact``'s figure at ``place``, ``None`` where none is certain."""
    figure, wanted = place.figure, fact.place.figure
    phrase = Edit(start=figure.phrase_start, end=figure.phrase_end, text=wanted.phrase(fact.line.text))
    # 日均21.8吨 for 21.8万吨: the words that make the figure a rate stay.
    number = figure.phrase_start + _leading(figure.phrase(layout.text))
    tail = Edit(start=number, end=figure.phrase_end, text=wanted.text)
    return next((edit for edit in (phrase, tail) if _reads(edit, layout, place, fact, period)), None)


def _reads(edit: Edit, layout: Layout, place: Place, fact: FactFigure, period: Period | None) -> bool:
    """True when the sentence with the edit made holds the fact's figure at that place."""
    start, end = place.sentence
    mended = Edit(start=edit.start - start, end=edit.end - start, text=edit.text).apply(
        layout.text[start:end]
    )
    wanted = fact.place.figure
    words = fact.line.layout.clauses(fact.place)
    return any(
        found.start < edit.start - start + len(edit.text) and edit.start - start < found.end
        and found.bound == wanted.bound
        and compare(found, wanted, period, None, mended, words) == "equal"
        for found in find_figures(mended)
    )  # fmt: skip


def _leading(phrase: str) -> int:
    """How many signs of a phrase stand before its number."""
    return next((n for n, sign in enumerate(phrase) if sign.isdigit() or sign in _NUMERALS), 0)
