"""Figures told by the head of a group: 护理组举办培训5期，参训120人次；药剂组举办培训8期，参训90人次."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.place import Place
from summarywriter.checking.matching.matcher import FactFigure, Match, Matcher, exchange
from summarywriter.checking.matching.subject import held_by_marks, subjects
from summarywriter.checking.matching.told_of import index_of, things
from summarywriter.checking.matching.values import compare

_NEIGHBOURS = 6
"""Figures of a unit behind one with which it is held."""
_FAR = 8
"""Figures back to which what heads one is looked for."""


def part_by_heads(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """Exchange two amounts of which each is told under the head that the other's fact figure has.

    What heads a figure are the nearest words, at it or before it in its sentence, that tell one of the
    two from the other: the 护理组 of 护理组举办培训5期，参训120人次.
    """
    told, words = subjects(layout.text), things(layout)
    for t, u in _pairs(layout, matches):
        one, other = matches[t], matches[u]
        if one is None or other is None or one.tie != "equal" or other.tie != "equal":
            continue
        mine, theirs = matcher.figures[one.fact], matcher.figures[other.fact]
        if words[t] != words[u] and words[t] == _own(mine) and words[u] == _own(theirs):
            continue  # told in the facts' words
        said = _heads(layout, layout.places[t], layout, layout.places[u])
        meant = _heads(mine.line.layout, mine.place, theirs.line.layout, theirs.place) if said else None
        if not (said and meant and _crosswise(said, meant)):
            continue
        if compare(mine.place.figure, theirs.place.figure, matcher.scope.period) == "equal":
            continue
        marks, own = (told[t].marks, told[u].marks), (mine.subject.marks, theirs.subject.marks)
        if not held_by_marks(marks, own):
            exchange(matches, t, u)


def _pairs(layout: Layout, matches: Sequence[Match | None]) -> Iterator[tuple[int, int]]:
    """Yield figures of one unit that stand in no row, two by two, that are told near each other."""
    units: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for t, (place, match) in enumerate(zip(layout.places, matches, strict=True)):
        if match is not None and not match.also and place.turn is None and place.figure.kind in _TOLD_OF:
            units[place.figure.kind, place.figure.unit].append(t)
    for alike in units.values():
        for at, t in enumerate(alike):
            yield from ((t, u) for u in alike[at + 1 : at + 1 + _NEIGHBOURS])


_TOLD_OF = frozenset({"count", "measure", "money", "percent", "date", "ordinal"})
"""Kinds of figures that are told of something; codes are names."""


def _heads(one: Layout, first: Place, other: Layout, second: Place) -> tuple[Set[str], Set[str]] | None:
    """Return the words that tell one figure from another: its own, or those of what heads it."""
    start = index_of(one, first), index_of(other, second)
    for back in range(_FAR):
        i, j = (n - back for n in start)
        if i < 0 or j < 0 or (back and one is other and (i == start[1] or j == start[0])):
            return None
        a, b = one.places[i], other.places[j]
        if (a.sentence, b.sentence) != (first.sentence, second.sentence):
            return None
        if back and (a.turn or b.turn or (a.figure.kind == "date") != (b.figure.kind == "date")):
            return None
        said, meant = things(one)[i], things(other)[j]
        if said != meant:
            return said - meant, meant - said
    return None


def _own(fact: FactFigure) -> Set[str]:
    return things(fact.line.layout)[index_of(fact.line.layout, fact.place)]


def _crosswise(said: tuple[Set[str], Set[str]], meant: tuple[Set[str], Set[str]]) -> bool:
    """True where each of two heads is rather that of the other's fact figure."""
    (one, other), (mine, theirs) = said, meant
    return bool(one & theirs and other & mine) and not (one & mine or other & theirs)
