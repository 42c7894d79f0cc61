"""The data of a laid-out text: :class:`Zone`, :class:`Place`, :class:`Layout`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar, TypeVarTuple

from summarywriter.checking.layout.rows import Turn
from summarywriter.model import Figure


class Zone(NamedTuple):
    """A stretch of words that speaks of a figure, its weight, and on which side of it it stands."""

    start: int
    end: int
    weight: float
    before: bool


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A figure and where it stands. All spans are in the text it was found in.

    ``own`` is the stretch before it back to the previous figure or the clause's start; ``after``
    the stretch behind it up to the next mark or figure. A clause ends at a comma, a group of
    clauses at a semicolon. ``turn`` is which figure of how many it is in a row that a list names.
    """

    figure: Figure
    own: tuple[int, int]
    after: tuple[int, int]
    clause: tuple[int, int]
    group: tuple[int, int]
    sentence: tuple[int, int]
    turn: Turn | None = None


_start, _end = attrgetter("start"), attrgetter("end")
_phrase_start = attrgetter("phrase_start")
_phrase_end = attrgetter("phrase_end")
_THRESHOLDS = frozenset({"at-least", "at-most", "over", "below"})


@dataclass(frozen=True, eq=False)
class Layout:
    """A text with its figures; in ``flat`` signs are half-width and figures are blotted out.

    Layouts and places are compared by identity: rules remember what they found for each.
    """

    text: str
    flat: str
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]
    zones: Callable[[], Iterator[list[Zone]]]
    """Yields for each figure the stretches that speak of it, by weight."""
    answers: dict[object, Any] = field(default_factory=dict, repr=False)
    """What each rule has found here by what it was asked, see :func:`remembered`."""

    @cached_property
    def ranks(self) -> tuple[Figure, ...]:
        """The ordinal figures: 一等奖, 第三."""
        return tuple(f for f in self.figures if f.kind == "ordinal")

    def ranks_within(self, start: int, end: int) -> Sequence[Figure]:
        """The ordinal figures that a stretch holds."""
        known = self.ranks
        first = bisect_left(known, start, key=_start) if known else 0
        return known[first : bisect_right(known, end, first, key=_end)] if known else ()

    @cached_property
    def _thresholds(self) -> tuple[Figure, ...]:
        return tuple(f for f in self.figures if f.bound in _THRESHOLDS)

    def thresholds_within(self, start: int, end: int) -> Sequence[Figure]:
        """The figures of a stretch that bound something: 50万元以上, 不足5人."""
        known = self._thresholds
        if not known:
            return ()
        first = bisect_left(known, start, key=_phrase_start)
        return known[first : bisect_right(known, end, key=_phrase_start)]

    def figures_beside(self, figure: Figure, before: int, behind: int) -> Iterator[Figure]:
        """Yield the figures that end or start within so many characters of one, and itself."""
        first = bisect_left(self.figures, figure.start - before, key=_end)
        for n in range(first, len(self.figures)):
            if self.figures[n].start > figure.end + behind:
                break
            yield self.figures[n]

    def figures_within(self, start: int, end: int) -> bool:
        """True when a stretch touches a figure."""
        first = bisect_right(self.figures, start, key=_phrase_end)
        return first < len(self.figures) and self.figures[first].phrase_start < end

    def clause(self, place: Place) -> str:
        """The words of the clause in which a figure stands."""
        return self.text[place.clause[0] : place.clause[1]]

    def clauses(self, place: Place) -> str:
        """The same with the clause before it, where that is of the same sentence."""
        floor, stop = place.sentence[0], max(0, place.clause[0] - 1)
        before = max(self.flat.rfind(",", floor, stop), self.flat.rfind(";", floor, stop)) + 1
        return self.text[max(before, floor) : place.clause[1]]


class Answering(Protocol):
    """What keeps the answers about itself: a layout, a scope."""

    @property
    def answers(self) -> dict[object, Any]:
        """What each rule has found here by what it was asked."""


_UNASKED: Any = object()
Held = TypeVar("Held", bound=Answering)
Answer = TypeVar("Answer")
Asked = TypeVarTuple("Asked")


def remembered(rule: Callable[[Held, *Asked], Answer]) -> Callable[[Held, *Asked], Answer]:
    """Let a rule answer each question about a layout or a scope once: answers stay as long as that does."""

    @wraps(rule)
    def ask(held: Held, *asked: *Asked) -> Answer:
        answers, question = held.answers, (rule, asked) if asked else rule
        answer: Answer = answers.get(question, _UNASKED)
        if answer is _UNASKED:
            answer = answers[question] = rule(held, *asked)
        return answer

    return ask


@remembered
def grouped(layout: Layout) -> Mapping[tuple[int, int], Sequence[int]]:
    """The figures of a text by their group of clauses."""
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for t, place in enumerate(layout.places):
        groups[place.group].append(t)
    return dict(groups)


def one_of(layout: Layout, place: Place) -> bool:
    """True for the 一个 of 3个案例中的一个, which counts nothing: it says 之一."""
    return place.figure.article and layout.flat.endswith("中的", 0, place.figure.phrase_start)
