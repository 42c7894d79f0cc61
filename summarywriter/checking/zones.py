"""The stretches of a text that speak of each figure, by weight."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from summarywriter.checking.place import Place, Zone
from summarywriter.model import Figure


class Mark(NamedTuple):
    """A mark and its strength: 3 ends a sentence, 2 a clause, 1 an item of a list."""

    start: int
    end: int
    strength: int


class Zones:
    """Finds the zones of the figures of one text; ``text`` has its figures blotted out."""

    def __init__(self, text: str, marks: Sequence[Mark], figures: tuple[Figure, ...]) -> None:
        self.text = text
        self.figures = figures
        self.marks = {s: [m for m in marks if m[2] >= s] for s in (1, 2, 3)}
        self.starts = {s: [m[0] for m in self.marks[s]] for s in (1, 2, 3)}
        self.respective: dict[int, tuple[tuple[int, int], int]] = {}
        self.prefixes: dict[int, tuple[int, int]] = {}
        self._find_respective()

    def _find_respective(self) -> None:
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
        """Return figure ``n`` and where it stands."""
        figure = self.figures[n]
        start, end = figure.phrase_start, figure.phrase_end
        clause = (self._before(start, 2), self._behind(end, 2))
        sentence = (self._before(start, 3), self._behind(end, 3))
        last, following = self._neighbours(n)
        own_start = min(start, max(last, clause[0]))
        after_end = max(end, min(following, self._behind(end, 1)))
        if figure.kind == "date":
            zones = self._date_zones(n, clause, sentence)
        elif n in self.respective:
            name, stop = self.respective[n]
            zones = [Zone(*name, 1.3, True), Zone(stop, start, 0.3, True)]
        else:
            zones = [*self._zones_before(n, clause, sentence), *self._zones_behind(n, clause)]
        zones.append(Zone(*sentence, 0.1, True))
        return Place(figure, tuple(zones), (own_start, start), (end, after_end), clause, sentence)

    def _neighbours(self, n: int) -> tuple[int, int]:
        """Where the words of figure ``n`` end on either side: the next figures, ranks being words."""
        last, following = self._previous(n), self._next(n)
        return (
            self.figures[last].phrase_end if last is not None else 0,
            self.figures[following].phrase_start if following is not None else len(self.text),
        )

    def _previous(self, n: int) -> int | None:
        rank = self.figures[n].kind == "ordinal"
        return next((i for i in range(n - 1, -1, -1) if rank or self.figures[i].kind != "ordinal"), None)

    def _next(self, n: int) -> int | None:
        rank = self.figures[n].kind == "ordinal"
        return next(
            (i for i in range(n + 1, len(self.figures)) if rank or self.figures[i].kind != "ordinal"), None
        )

    def _zones_before(self, n: int, clause: tuple[int, int], sentence: tuple[int, int]) -> list[Zone]:
        """The words before a figure: its noun, the rest of its clause, the clause before."""
        start, end = self.figures[n].phrase_start, self.figures[n].phrase_end
        previous = self._previous(n)
        last = self.figures[previous].phrase_end if previous is not None else 0
        floor = max(last, sentence[0])
        nearest = min(start, max(floor, self._before(start, 1), self._own_of_previous(n)))
        in_clause = min(nearest, max(floor, clause[0]))
        pieces = [(nearest, start), (in_clause, nearest), (floor, in_clause)]
        after_end = min(self._neighbours(n)[1], self._behind(end, 1))
        named_behind = _has_words(self.text, end, after_end)
        shared = (
            nearest == last > sentence[0] and previous is not None and self.figures[previous].kind != "date"
        )
        zones: list[Zone] = []
        if _has_words(self.text, *pieces[0]):
            head = self._head(n, nearest)
            zones.append(Zone(head, start, 0.75 if shared else 1.0, True))
            zones.append(Zone(nearest, head, 0.5, True))
            weights = (0.5, 0.3)
        elif _has_words(self.text, *pieces[1]):
            weights = (0.85, 0.5)
        elif _has_words(self.text, *pieces[2]):
            weights = (0.0, 0.3 if named_behind else 0.7)
        else:
            weights = (0.0, 0.0)
            if not named_behind and floor >= clause[0] > sentence[0]:
                # 平均天数缩短6天，为58天: the second figure takes up what the clause before speaks of.
                zones.append(Zone(self._before(clause[0] - 1, 2), clause[0], 0.5, True))
        zones.extend(
            Zone(*piece, weight, True) for piece, weight in zip(pieces[1:], weights, strict=True) if weight
        )
        if n in self.prefixes:
            zones.append(Zone(*self.prefixes[n], 0.5, True))
        elif clause[0] < last <= start:
            zones.append(Zone(clause[0], last, 0.3, True))
        return [zone for zone in zones if zone.end > zone.start]

    def _head(self, n: int, nearest: int) -> int:
        """Where the noun of a list's first item begins, as far as its later items tell.

        In 接待家长57人次、学生143人次 both are 接待…: what the items differ in is as long as 学生.
        """
        start, end = self.figures[n].phrase_start, self.figures[n].phrase_end
        if n in self.prefixes:
            return nearest
        following = self._next(n)
        if following is None:
            return nearest
        other = self.figures[following]
        mark = self._behind(end, 1)
        item = self._before(other.phrase_start, 1)
        if (
            not (mark == end and mark < item <= other.phrase_start)
            or self._before(other.phrase_start, 2) > end
        ):
            return nearest
        length = other.phrase_start - item
        head = max(nearest, start - length - 1)
        if not 1 <= length <= _LONGEST_ITEM or head - nearest < 2 or other.kind != self.figures[n].kind:
            return nearest
        member: int | None = following
        while member is not None and self._before(self.figures[member].phrase_start, 2) <= end:
            self.prefixes[member] = (nearest, head)
            member = self._next(member)
        return head

    def _zones_behind(self, n: int, clause: tuple[int, int]) -> list[Zone]:
        """The words behind a figure: 126户困难职工."""
        start, end = self.figures[n].phrase_start, self.figures[n].phrase_end
        following = self._neighbours(n)[1]
        after_end = max(end, min(following, self._behind(end, 1)))
        if not _has_words(self.text, end, after_end):
            return []
        joined = after_end == following < len(self.text)
        shared = self._own_of_previous(self._next(n))
        if joined and shared > end:
            after_end, joined = shared, False
        nearest = max(self._neighbours(n)[0], self._before(start, 1), clause[0])
        alone = not _has_words(self.text, min(nearest, start), start)
        zones = [Zone(end, after_end, 0.5 if joined else 0.95 if alone else 0.7, False)]
        if after_end < clause[1] <= following:
            # 920名出租车、网约车司机: no figure follows in the clause, so its list goes on.
            zones.append(Zone(after_end, clause[1], 0.6, False))
        return zones

    def _own_of_previous(self, n: int | None) -> int:
        """Where the words of figure ``n`` begin behind the figure before it, 0 where nothing tells.

        In 23个问题中已有21个 and 28家企业的326名职工 what stands before 中 or 的 is the first figure's.
        """
        previous = self._previous(n) if n is not None else None
        if n is None or previous is None or self.figures[previous].kind == "date":
            return 0
        match = _BELONGS.match(self.text, self.figures[previous].phrase_end, self.figures[n].phrase_start)
        return match.end() if match else 0

    def _date_zones(self, n: int, clause: tuple[int, int], sentence: tuple[int, int]) -> list[Zone]:
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
        return zones


_LONGEST_ITEM = 8
_RESPECTIVELY = re.compile("分别")
_BELONGS = re.compile(r"[\u4e00-\u9fff]{1,12}?(?:当中|之中|中|里|的)")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_EMPTY = re.compile(
    r"(?:分别|和|与|及|以及|各|共计|共有|共|为|达到|达|累计|合计|总计|约|其中|有|了|的|已|均|计|个|等|超过|则|也|又|另|还)+"
)


def _has_words(text: str, start: int, end: int) -> bool:
    """True when the stretch holds words of its own, not only 共, 分别, 达 and the like."""
    return bool(_WORD.search(_EMPTY.sub("", text[start:end])))
