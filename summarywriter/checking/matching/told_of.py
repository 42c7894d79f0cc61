"""What each figure is told of: the words beside it that tell a thing."""

from __future__ import annotations

from collections.abc import Sequence, Set

from summarywriter.checking.common.keeping import keeping
from summarywriter.checking.layout.headings import heading
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.marker_words import unmarked
from summarywriter.checking.layout.place import Place, remembered
from summarywriter.checking.layout.within import beginning
from summarywriter.checking.matching.reworded import nouns_of
from summarywriter.checking.matching.subject import canonical, pieces


@remembered
def things(layout: Layout) -> Sequence[Set[str]]:
    """Return the words beside each figure that tell a thing, in pieces, in the order of the figures.

    Words between two figures are the first one's; what heads a clause (在古建筑方面) is of its figures,
    and those of a row have the names of its list.
    """
    found = []
    own = 0  # where the words begin that the figure before has not taken
    for place in layout.places:
        stretches = [heading(layout, place.own[0]), (max(own, place.own[0]), place.own[1]), place.after]
        if place.turn is not None and place.turn.name is not None:
            stretches = [place.turn.name]
        found.append(frozenset().union(*(_things(layout.flat[start:end]) for start, end in stretches)))
        own = place.after[1] if place.figure.kind != "date" else 0
    return found


@keeping(8192)
def _things(words: str) -> frozenset[str]:
    """What words are no verbs, marking or empty words, in pieces."""
    nouns = nouns_of(unmarked(canonical(words))).split()
    return frozenset(piece for noun in nouns for piece in pieces(noun))


def index_of(layout: Layout, place: Place) -> int:
    """Return which of the figures of its text one is."""
    start = place.figure.phrase_start
    return beginning(layout.figures, start, start + 1)[0]
