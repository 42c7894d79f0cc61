"""What is true of a part told of all: 均 where the facts tell of some, or of one by its name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.exchanges.held import is_part
from summarywriter.checking.layout.layout import Layout, Place, clauses
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure, Matcher
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.matching.together import OF_ALL, of_all
from summarywriter.model import Finding
from summarywriter.patterns import regex

_MARK = regex("[,;。!?\n]")
_NAMED = regex("(?:其中)?(?P<name>[\u4e00-\u9fff]{2})")
"""What a clause begins with: 其中城南场站职工小家被评为…."""


def overstated(layout: Layout, matcher: Matcher, told: Mapping[int, Sequence[int]]) -> Iterator[Finding]:
    """Yield 九个街道都有了书房 for 九个街道中有七个有了书房, 均获评 of what a fact says of one."""
    for n, ts in told.items() if of_all(layout) else ():
        fact = matcher.figures[n]
        if of_all(fact.line.layout):
            continue
        following = n + 1 < len(matcher.figures) and matcher.line_of[n] == matcher.line_of[n + 1]
        part = matcher.figures[n + 1] if following and n + 1 not in told else None
        if part is not None and not is_part(fact, part):
            part = None
        for place in (layout.places[t] for t in ts):
            end = _said_of(layout, place)
            found = OF_ALL.search(layout.flat, place.figure.phrase_end, end)
            meant = None
            if found is not None and part is not None:
                meant = f"的是其中{quoted(part.phrase)}"
            elif found is not None and place.figure.kind == "count":
                name = _of_one(layout, fact, found.start(), end)
                meant = name and f"的是{quoted(name)}"
            if found is not None and meant:
                yield _wrong(place, found.group(), found.end(), fact, meant, matcher.scope)


def _of_one(layout: Layout, fact: FactFigure, start: int, end: int) -> str | None:
    """The clause in which the fact tells by its name of one alone what the text says of all."""
    said = frozenset(pieces(OF_ALL.sub("", _MARK.split(layout.flat[start:end], maxsplit=1)[0])))
    other = fact.line.layout
    for clause in clauses(other, fact.place.figure.phrase_end, len(other.flat)):
        words = other.flat[slice(*clause)]
        one = _NAMED.match(words)
        alike = len(said & frozenset(pieces(words)))
        if one and one["name"] not in layout.flat and 2 * alike >= len(said) > 1:
            return words
    return None


def _said_of(layout: Layout, place: Place) -> int:
    """Where what a figure's sentence says of it ends: 新建12家，现已全部开业."""
    behind = bisect_left(layout.figures, place.figure.phrase_end, key=attrgetter("phrase_start"))
    following = layout.figures[behind].phrase_start if behind < len(layout.figures) else place.sentence[1]
    return max(place.clause[1], min(place.sentence[1], following))


def _wrong(place: Place, said: str, end: int, fact: FactFigure, meant: str, scope: Scope) -> Finding:
    return finding(
        "scope-changed",
        f"{quoted(said)}与事实不符：{fact.line.label}写{meant}（{fact.line.text}）。请按事实改正。",
        section=scope.heading, start=place.figure.phrase_start, end=end, facts=(fact.line.id,),
    )  # fmt: skip
