"""What each figure is told of, by the words beside it that tell a thing, and what heads it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from operator import attrgetter

from summarywriter.checking.layout.headings import heading
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.marker_words import unmarked
from summarywriter.checking.layout.place import Place, remembered
from summarywriter.checking.matching.reworded import verbs
from summarywriter.checking.matching.subject import canonical, pieces


@remembered
def things(layout: Layout) -> Sequence[Set[str]]:
    """Return the words beside each figure that tell a thing, in pieces, in the order of the figures.

    Words between two figures are the first one's; what heads a clause (在古建筑方面) is of its figures.
    """
    found = []
    own = 0  # where the words begin that the figure before has not taken
    for place in layout.places:
        stretches = heading(layout, place.own[0]), (max(own, place.own[0]), place.own[1]), place.after
        words = (word for start, end in stretches for word in nouns(layout, start, end))
        found.append(frozenset(piece for word in words for piece in pieces(word)))
        own = place.after[1] if place.figure.kind != "date" else 0
    return found


def nouns(layout: Layout, start: int, end: int) -> list[str]:
    """Return the words of a stretch that are no verbs, marking or empty words."""
    return verbs().sub(" ", unmarked(canonical(layout.flat[start:end]))).split()


def index_of(layout: Layout, place: Place) -> int:
    """Return which of the figures of its text one is."""
    return bisect_left(layout.figures, place.figure.start, key=_start)


_start = attrgetter("start")


def head_of(layout: Layout, n: int) -> int | None:
    """Return the figure whose words tell what another is of: itself, or one before it in its sentence.

    同比增长3% of 水费45万元，同比增长3% is of the 水费. In a row of a list nothing is said.
    """
    sentence = layout.places[n].sentence
    while not things(layout)[n]:
        n -= 1
        if n < 0 or layout.places[n].sentence != sentence or layout.places[n].turn is not None:
            return None
    return n
