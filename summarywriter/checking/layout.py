"""Where a figure stands: which stretches of the text speak of it, and how strongly.

A figure's own words are those next to it, up to the nearest mark or the next figure; words of the
same clause, of the same sentence and of the list it continues count less and less.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from summarywriter.figures import find_figures
from summarywriter.model import Figure
from summarywriter.text import narrow

# Marks by strength: 3 ends a sentence, 2 a clause, 1 an item of a list. 和 与 及 inside words do
# not join: 和谐, 参与, 涉及, 及时.
_MARK = re.compile(
    r"[。!?\n]|[;,]|[、]|以及|和(?![谐平睦美气])|(?<!参)与(?!会[人代])|(?<![惠涉普遍触顾波累危以])及(?![时格早])|并(?=[发受参获组开举])"
)
_SENTENCE_END = frozenset("。!?\n")
_CLAUSE_END = frozenset(",;")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of words that speaks of a figure, its weight, and on which side of it it stands."""

    start: int
    end: int
    weight: float
    before: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A figure and where it stands. All spans are in the text it was found in.

    ``own`` is the stretch before it back to the previous figure or the clause's start; ``after``
    the stretch behind it up to the next mark or figure.
    """

    figure: Figure
    zones: tuple[Zone, ...]
    own: tuple[int, int]
    after: tuple[int, int]
    clause: tuple[int, int]
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """A text with its figures; in ``flat`` signs are half-width and figures are blotted out."""

    text: str
    flat: str
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]

    def clause(self, place: Place) -> str:
        """The words of the clause in which a figure stands."""
        return self.text[place.clause[0] : place.clause[1]]


@lru_cache(maxsize=4096)
def lay_out(text: str) -> Layout:
    """Find the figures of ``text`` and the stretches that speak of each."""
    figures = tuple(find_figures(text))
    flat = narrow(text)
    masked = list(flat)
    for figure in figures:
        masked[figure.phrase_start : figure.phrase_end] = "\0" * (figure.phrase_end - figure.phrase_start)
    plain = "".join(masked)
    marks = [(m.start(), m.end(), _strength(m.group())) for m in _MARK.finditer(plain)]
    finder = _Finder(plain, marks, figures)
    finder.find_respective()
    places = tuple(finder.place(n) for n in range(len(figures)))
    return Layout(text, plain, places, figures)


def _strength(mark: str) -> int:
    if mark in _SENTENCE_END:
        return 3
    return 2 if mark in _CLAUSE_END else 1


class _Finder:
    def __init__(self, text: str, marks: list[tuple[int, int, int]], figures: tuple[Figure, ...]) -> None:
        self.text = text
        self.figures = figures
        self.marks = {s: [m for m in marks if m[2] >= s] for s in (1, 2, 3)}
        self.starts = {s: [m[0] for m in self.marks[s]] for s in (1, 2, 3)}
        self.respective: dict[int, tuple[tuple[int, int], int]] = {}

    def find_respective(self) -> None:
        """Give each figure behind 分别 its name from the list before: 讲座、培训分别举办12场和8场."""
        for match in _RESPECTIVELY.finditer(self.text):
            clause_end = self._behind(match.end(), 2)
            row: list[int] = []
            for n, figure in enumerate(self.figures):
                if match.end() <= figure.phrase_start < clause_end and figure.kind != "date":
                    gap = (self.figures[n - 1].phrase_end, figure.phrase_start)
                    if row and _has_words(self.text, *gap):
                        break
                    row.append(n)
            names = self._names_before(match.start(), len(row))
            if len(row) > 1 and len(names) == len(row):
                self.respective.update((n, (name, match.start())) for n, name in zip(row, names, strict=True))

    def _names_before(self, end: int, count: int) -> list[tuple[int, int]]:
        floor = max(
            self._before(end, 2), max((f.phrase_end for f in self.figures if f.end <= end), default=0)
        )
        names: list[tuple[int, int]] = []
        stop = end
        while len(names) < count:
            start = max(floor, self._before(stop, 1))
            if start >= stop:
                break
            names.insert(0, (start, stop))
            stop = start - 1
            while stop > floor and not _WORD.match(self.text[stop - 1]):
                stop -= 1
            if start == floor:
                break
        return names

    def _before(self, position: int, strength: int) -> int:
        """End of the last mark of that strength before ``position``, or 0."""
        index = bisect_right(self.starts[strength], position - 1) - 1
        return self.marks[strength][index][1] if index >= 0 else 0

    def _behind(self, position: int, strength: int) -> int:
        """Start of the first mark of that strength at or behind ``position``, or the text's end."""
        index = bisect_left(self.starts[strength], position)
        return self.marks[strength][index][0] if index < len(self.marks[strength]) else len(self.text)

    def place(self, n: int) -> Place:
        figure = self.figures[n]
        start, end = figure.phrase_start, figure.phrase_end
        clause = (self._before(start, 2), self._behind(end, 2))
        sentence = (self._before(start, 3), self._behind(end, 3))
        last = self.figures[n - 1].phrase_end if n else 0
        following = self.figures[n + 1].phrase_start if n + 1 < len(self.figures) else len(self.text)
        own_start = min(start, max(last, clause[0]))
        after_end = max(end, min(following, self._behind(end, 1)))
        if figure.kind == "date":
            zones = self._date_zones(n, clause, sentence)
        else:
            zones = self._zones(n, clause, sentence, last, after_end, following)
        return Place(figure, zones, (own_start, start), (end, after_end), clause, sentence)

    def _zones(
        self,
        n: int,
        clause: tuple[int, int],
        sentence: tuple[int, int],
        last: int,
        after_end: int,
        following: int,
    ) -> tuple[Zone, ...]:
        figure = self.figures[n]
        start, end = figure.phrase_start, figure.phrase_end
        zones: list[Zone] = []
        floor = max(last, sentence[0])
        nearest = min(start, max(floor, self._before(start, 1), self._own_of_previous(n)))
        shared = n > 0 and nearest == last and last > sentence[0] and self.figures[n - 1].kind != "date"
        pieces = [(nearest, start)]
        clause_floor = min(nearest, max(floor, clause[0]))
        if clause_floor < nearest:
            pieces.append((clause_floor, nearest))
        if floor < clause_floor:
            pieces.append((floor, clause_floor))
        weights = [0.75 if shared else 1.0, 0.5, 0.3]
        empty_near = not _has_words(self.text, *pieces[0])
        named_behind = _has_words(self.text, end, after_end)
        if empty_near and len(pieces) > 1:
            if pieces[1][0] >= clause[0]:
                weights = [0.0, 0.85, 0.5]
            else:
                weights = [0.0, 0.3, 0.2] if named_behind else [0.0, 0.7, 0.4]
        elif len(pieces) > 1 and pieces[1][0] < clause[0]:
            weights[1] = 0.3
        named = self.respective.get(n)
        if named is not None:
            zones.append(Zone(*named[0], 1.3, True))
            zones.append(Zone(named[1], start, 0.3, True))
            zones.append(Zone(*sentence, 0.1, True))
            return tuple(zones)
        for piece, weight in zip(pieces, weights, strict=False):
            if weight and piece[1] > piece[0]:
                zones.append(Zone(*piece, weight, True))
        joined = after_end == following and following < len(self.text)
        if joined and self._own_of_previous(n + 1) > end:
            after_end, joined = self._own_of_previous(n + 1), False
        if after_end > end:
            zones.append(Zone(end, after_end, 0.5 if joined else 0.95 if empty_near else 0.7, False))
        if after_end < clause[1] <= following and named_behind:
            # 920名出租车、网约车司机: no figure follows in the clause, so its list goes on.
            zones.append(Zone(after_end, clause[1], 0.6, False))
        if empty_near and not named_behind and floor >= clause[0] > sentence[0]:
            # 平均天数缩短6天，为58天: the second figure takes up what the clause before speaks of.
            zones.append(Zone(self._before(clause[0] - 1, 2), clause[0], 0.5, True))
        if clause[0] < last <= start:
            zones.append(Zone(clause[0], last, 0.3, True))
        zones.append(Zone(*sentence, 0.1, True))
        return tuple(zones)

    def _own_of_previous(self, n: int) -> int:
        """Where the words of figure ``n`` begin behind the figure before it.

        In 23个问题中已有21个 and 28家企业的326名职工 what stands before 中 or 的 is the first figure's.
        """
        if n == 0 or n >= len(self.figures):
            return 0
        last = self.figures[n - 1]
        match = _BELONGS.match(self.text, last.phrase_end, self.figures[n].phrase_start)
        return match.end() if match and last.kind != "date" else 0

    def _date_zones(self, n: int, clause: tuple[int, int], sentence: tuple[int, int]) -> tuple[Zone, ...]:
        """A date speaks of what follows it, up to the next date, and of its own clause."""
        figure = self.figures[n]
        stop = sentence[1]
        for other in self.figures[n + 1 :]:
            if other.phrase_start >= stop:
                break
            if other.kind == "date":
                stop = other.phrase_start
                break
        zones = []
        previous = [f.phrase_end for f in self.figures[:n] if f.kind == "date" and f.phrase_end > clause[0]]
        own_start = min(figure.phrase_start, previous[-1] if previous else clause[0])
        if own_start < figure.phrase_start:
            zones.append(Zone(own_start, figure.phrase_start, 0.8, True))
        first = min(stop, max(clause[1], figure.phrase_end))
        if not _has_words(self.text, figure.phrase_end, first):
            first = min(stop, self._behind(first + 1, 2))
        zones.append(Zone(figure.phrase_end, first, 0.8, False))
        if first < stop:
            zones.append(Zone(first, stop, 0.5, False))
        zones.append(Zone(*sentence, 0.1, True))
        return tuple(zones)


_RESPECTIVELY = re.compile("分别")
_BELONGS = re.compile(r"[\u4e00-\u9fff]{1,12}?(?:当中|之中|中|里|的)")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_EMPTY = re.compile(
    r"(?:分别|和|与|及|以及|各|共计|共有|共|为|达到|达|累计|合计|总计|约|其中|有|了|的|已|均|计|个|等|超过|则|也|又|另|还)+"
)


def _has_words(text: str, start: int, end: int) -> bool:
    """True when the stretch holds words of its own, not only 共, 分别, 达 and the like."""
    return bool(_WORD.search(_EMPTY.sub("", text[start:end])))
