"""The stretches of a text that speak of each figure, by weight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from summarywriter.checking.layout.marks import CLAUSE, GROUP, ITEM, SENTENCE, Mark, Marks, has_words
from summarywriter.checking.layout.place import Place, Zone
from summarywriter.checking.layout.rows import IT_IS, LOCATIVE, turns
from summarywriter.model import Figure
from summarywriter.patterns import regex


class Zones:
    """Finds the zones of the figures of one text; ``text`` has its figures blotted out."""

    def __init__(self, text: str, marks: Sequence[Mark], figures: tuple[Figure, ...]) -> None:
        self.text = text
        self.figures = figures
        self.marks = Marks(text, marks)
        self.turns = turns(self.marks, figures)
        self.prefixes: dict[int, tuple[int, int]] = {}
        self.previous = _nearest(figures, range(len(figures)))
        self.following = _nearest(figures, range(len(figures) - 1, -1, -1))
        self.ends = [figure.phrase_end for figure in figures if figure.kind != "ordinal"]

    def place(self, n: int) -> Place:
        """Return figure ``n`` and where it stands."""
        figure = self.figures[n]
        start, end = figure.phrase_start, figure.phrase_end
        clause = (self.marks.before(start, CLAUSE), self.marks.behind(end, CLAUSE))
        group = (self.marks.before(start, GROUP), self.marks.behind(end, GROUP))
        sentence = (self.marks.before(start, SENTENCE), self.marks.behind(end, SENTENCE))
        last, following = self._neighbours(n)
        own = (min(start, max(last, clause[0])), start)
        after_end = max(end, min(following, self.marks.behind(end, ITEM)))
        if n in self.turns:
            # What stands before a row stands before each of its figures.
            first = self.turns[n].first
            head = self.figures[first].phrase_start
            if clause[0] <= head < start:
                own = (min(own[0], max(clause[0], self._neighbours(first)[0])), head)
        return Place(figure, own, (end, after_end), clause, group, sentence, self.turns.get(n))

    def zones(self, places: Sequence[Place]) -> Iterator[list[Zone]]:
        """Yield for each figure in turn the stretches that speak of it."""
        for n in range(len(places)):
            yield [_near(zone, places[n].figure) for zone in self._zones(n, places)]

    def _zones(self, n: int, places: Sequence[Place]) -> list[Zone]:
        place = places[n]
        start, clause, sentence = place.figure.phrase_start, place.clause, place.sentence
        named = self.turns.get(n)
        if place.figure.kind == "date" and named is None:
            zones = self._date_zones(n, clause, sentence)
        elif named is not None and named.name is not None:
            zones = [
                Zone(*named.name, 1.3, True),
                Zone(named.stop, min(start, self.figures[named.first].phrase_start), 0.3, True),
                Zone(*named.shared, named.weight, True),
            ]
        else:
            zones = [*self._zones_before(n, place, clause, sentence), *self._zones_behind(n, place)]
            if LOCATIVE.search(self.text, max(clause[0], start - _LOCATIVE), start):
                # 教工之家在22个分会: what they are in stands behind.
                zones = [z._replace(weight=0.2 * z.weight if z.before else 1.0) for z in zones]
            if (told := IT_IS.match(self.text, place.figure.phrase_end, clause[1])) is not None:
                # 居第二名的是西区分局，居第一名的是东区分局: who it is stands behind, the others' before.
                zones = [Zone(z.start, z.end, 0.3 * z.weight, z.before) for z in zones if z.before]
                zones += [Zone(*place.own, 0.3, True), Zone(told.end(), clause[1], _IS_THIS, False)]
            if self._sums_up(n, clause[0]):
                zones = [z._replace(weight=_NAMED * z.weight) if z.before else z for z in zones]
            previous = self.previous[n]
            if previous is not None and self.text[self.figures[previous].phrase_end : start] in ("", "、"):
                # 12期860人 and 12期、860人: the second counts the same thing in another way.
                shared = self._zones_before(previous, places[previous], clause, sentence)
                zones.extend(zone._replace(weight=zone.weight * 0.8) for zone in shared)
        for at, weight in ((place.group[0], 0.6), (sentence[0], 0.4)):
            topic = _TOPIC.match(self.text, at, start)
            if topic and topic.end() < place.own[0]:
                # 职工书屋：新建6家，现有48家: what stands before the colon is meant all along.
                zones.append(Zone(at, topic.end(), weight, True))
                break
        zones.append(Zone(*sentence, 0.1, True))
        return zones

    def _sums_up(self, n: int, floor: int) -> bool:
        """城东、城西、高新三个片区: the figure counts the names before it, and its noun stands behind."""
        figure = self.figures[n]
        floor = max(floor, figure.phrase_start - _NAMED_BEFORE)
        if self.text.find("、", floor, figure.phrase_start) < 0:
            return False
        names = _NAMES.search(self.text, floor, figure.phrase_start)
        return (
            names is not None
            and figure.value == 1 + names.group().count("、")
            and has_words(self.text, figure.phrase_end, self.marks.behind(figure.phrase_end, ITEM))
        )

    def _neighbours(self, n: int) -> tuple[int, int]:
        """Where the words of figure ``n`` end on either side: the next figures, ranks being words."""
        last, following = self.previous[n], self.following[n]
        return (
            self.figures[last].phrase_end if last is not None else 0,
            self.figures[following].phrase_start if following is not None else len(self.text),
        )

    def _zones_before(
        self, n: int, place: Place, clause: tuple[int, int], sentence: tuple[int, int]
    ) -> list[Zone]:
        """The words before a figure: its noun, the rest of its clause, the clause before."""
        start = place.figure.phrase_start
        previous = self.previous[n]
        last = self.figures[previous].phrase_end if previous is not None else 0
        floor = max(last, sentence[0])
        group = place.group[0]
        nearest = min(start, max(floor, self.marks.before(start, ITEM), self._own_of_previous(n)))
        in_clause = min(nearest, max(floor, clause[0]))
        pieces = [(nearest, start), (in_clause, nearest), (floor, in_clause)]
        named_behind = has_words(self.text, *place.after)
        shared = (
            nearest == last > sentence[0] and previous is not None and self.figures[previous].kind != "date"
        )
        zones: list[Zone] = []
        if has_words(self.text, *pieces[0]):
            head = self._head(n, nearest)
            zones.append(Zone(head, start, 0.75 if shared else 1.0, True))
            zones.append(Zone(nearest, head, 0.5, True))
            weights = (0.5, 0.35 if in_clause > group else 0.15)
        elif has_words(self.text, *pieces[1]):
            # In 1所初中、2所小学 the words before the second figure are the first one's.
            weights = (0.25 if named_behind and last > clause[0] else 0.85, 0.5)
        elif has_words(self.text, *pieces[2]):
            weights = (0.0, 0.3 if named_behind else 0.7)
        else:
            weights = (0.0, 0.0)
            if not named_behind and floor >= clause[0] > sentence[0]:
                # 平均天数缩短6天，为58天: the second figure takes up what the clause before speaks of.
                zones.append(Zone(self.marks.before(clause[0] - 1, CLAUSE), clause[0], 0.5, True))
        zones.extend(
            Zone(*piece, weight, True) for piece, weight in zip(pieces[1:], weights, strict=True) if weight
        )
        if (left_out := self._object_left_out(n)) is not None:
            zones.append(Zone(*left_out, 1.0, True))
        if n in self.prefixes:
            zones.append(Zone(*self.prefixes[n], 0.5, True))
        elif clause[0] < last <= start:
            zones.append(Zone(clause[0], last, 0.3, True))
        if group < clause[0] and last > self.marks.before(clause[0] - 1, CLAUSE):
            # 新建书屋6家、驿站9个，总投入63万元: the clause before says of what.
            zones.append(Zone(max(group, self.marks.before(clause[0] - 1, CLAUSE)), clause[0], 0.2, True))
        if clause[0] < last <= start:
            # What leads up to a list leads up to each of its figures.
            zones.append(Zone(self._lead(clause[0], sentence[0]), clause[0], 0.3, True))
        return [zone for zone in zones if zone.end > zone.start]

    def _object_left_out(self, n: int) -> tuple[int, int] | None:
        """The 建成驿站 of 城东建成驿站8个，城西建成7个: what the same verb has before the figure ahead."""
        figure, previous = self.figures[n], self.previous[n]
        verb = self.text[max(0, figure.phrase_start - _VERB) : figure.phrase_start]
        if previous is None or self.figures[previous].unit != figure.unit or not _HANZI.fullmatch(verb):
            return None
        if _PART.search(self.text, self.figures[previous].phrase_end, figure.phrase_start):
            return None  # 审计工会组织46家，其中乡镇工会9家: no verb
        end = self.figures[previous].phrase_start
        at = self.text.rfind(verb, max(self.marks.before(end, CLAUSE), end - _LONGEST_ITEM - _VERB), end)
        named = at >= 0 and _HANZI.fullmatch(self.text, at + _VERB, end) is not None
        return (at, end) if named else None

    def _lead(self, position: int, floor: int) -> int:
        """End of the last figure before ``position``, or ``floor``."""
        count = bisect_right(self.ends, position)
        return max(floor, self.ends[count - 1]) if count else floor

    def _head(self, n: int, nearest: int) -> int:
        """Where the noun of a list's first item begins, as far as its later items tell.

        In 接待家长57人次、学生143人次 both are 接待…: what the items differ in is as long as 学生.
        """
        start, end = self.figures[n].phrase_start, self.figures[n].phrase_end
        if n in self.prefixes:
            return nearest
        following = self.following[n]
        if following is None:
            return nearest
        other = self.figures[following]
        mark = self.marks.behind(end, ITEM)
        item = self.marks.before(other.phrase_start, ITEM)
        if (
            not (mark == end and mark < item <= other.phrase_start)
            or self.marks.before(other.phrase_start, CLAUSE) > end
        ):
            return nearest
        length = other.phrase_start - item
        head = max(nearest, start - length - 1)
        if not 1 <= length <= _LONGEST_ITEM or head - nearest < 2 or other.kind != self.figures[n].kind:
            return nearest
        member: int | None = following
        while member is not None and self.marks.before(self.figures[member].phrase_start, CLAUSE) <= end:
            self.prefixes[member] = (nearest, head)
            member = self.following[member]
        return head

    def _zones_behind(self, n: int, place: Place) -> list[Zone]:
        """The words behind a figure: 126户困难职工."""
        start, clause, (end, after_end) = place.figure.phrase_start, place.clause, place.after
        last, following = self._neighbours(n)
        if not has_words(self.text, end, after_end):
            return []
        quote = self.text.find("“", end, after_end)
        if quote > end and has_words(self.text, end, quote):
            after_end = quote  # 7个乡镇“妇女微家”
        joined = after_end == following < len(self.text)
        shared = self._own_of_previous(self.following[n])
        if joined and shared > end:
            after_end, joined = shared, False
        nearest = max(last, self.marks.before(start, ITEM), clause[0])
        alone = not has_words(self.text, min(nearest, start), start)
        zones = [Zone(end, after_end, 0.5 if joined else 0.95 if alone else 0.7, False)]
        if after_end < clause[1] <= following:
            # 920名出租车、网约车司机: no figure follows in the clause, so its list goes on.
            zones.append(Zone(after_end, clause[1], 0.6, False))
        return zones

    def _own_of_previous(self, n: int | None) -> int:
        """Where the words of figure ``n`` begin behind the figure before it, 0 where nothing tells.

        In 28家企业的326名职工 and 46条意见已落实41条 what stands before 的 or 已 is the first figure's.
        """
        previous = self.previous[n] if n is not None else None
        if n is None or previous is None or self.figures[previous].kind == "date":
            return 0
        last, start = self.figures[previous], self.figures[n].phrase_start
        floor = max(self.marks.before(last.phrase_start, CLAUSE), last.phrase_start - _LOCATIVE)
        if LOCATIVE.search(self.text, floor, last.phrase_start):
            return min(last.phrase_end + _PLACE, start)  # 在22个分会分别建成18个
        match = _BELONGS.match(self.text, last.phrase_end, start)
        return match.end() if match else 0

    def _date_zones(self, n: int, clause: tuple[int, int], sentence: tuple[int, int]) -> list[Zone]:
        """A date speaks of what follows it, up to the next date, and of its own clause."""
        figure = self.figures[n]
        stop = sentence[1]
        for other in (self.figures[i] for i in range(n + 1, len(self.figures))):
            if other.phrase_start >= stop:
                break
            if other.kind == "date":
                stop = other.phrase_start
                break
        zones = []
        own_start = clause[0]
        for other in (self.figures[i] for i in range(n - 1, -1, -1)):
            if other.kind == "date" or other.phrase_end <= clause[0]:
                own_start = max(own_start, other.phrase_end)
                break
        own_start = min(figure.phrase_start, own_start)
        if own_start < figure.phrase_start:
            zones.append(Zone(own_start, figure.phrase_start, 0.8, True))
        first = min(stop, max(clause[1], figure.phrase_end))
        if not has_words(self.text, figure.phrase_end, first):
            first = min(stop, self.marks.behind(first + 1, CLAUSE))
        zones.append(Zone(figure.phrase_end, first, 0.8, False))
        if first < stop:
            zones.append(Zone(first, stop, 0.5, False))
        return zones


def _near(zone: Zone, figure: Figure) -> Zone:
    """A zone as far as it is read: of the words of a long list those nearest to the figure tell what it is.

    Without a bound each figure of a list would be of all that stands before it, and a list of a
    thousand be read a thousand times.
    """
    if zone.end - zone.start <= _FAR:
        return zone
    if zone.start <= figure.phrase_start < zone.end:
        half = _FAR // 2
        return zone._replace(
            start=max(zone.start, figure.phrase_start - half), end=min(zone.end, figure.phrase_start + half)
        )
    return zone._replace(start=zone.end - _FAR) if zone.before else zone._replace(end=zone.start + _FAR)


def _nearest(figures: Sequence[Figure], order: Sequence[int]) -> dict[int, int | None]:
    """For each figure the last one before it in ``order`` whose words its own end at: ranks are words."""
    nearest: dict[int, int | None] = {}
    last = amount = None
    for n in order:
        rank = figures[n].kind == "ordinal"
        nearest[n] = last if rank else amount
        last, amount = n, amount if rank else n
    return nearest


_FAR = 240
"""Characters of a zone that are read."""
_NAMED_BEFORE = 400
"""Characters before a figure in which the names that it sums up stand."""
_LOCATIVE = 2
"""Characters of the longest word that tells where: 面向."""
_LONGEST_ITEM = 8
_VERB = 2
_PART = regex(r"其中|[含(]|包括")
_HANZI = regex("[\u4e00-\u9fff]{2,}")
_NAMED = 0.3
_IS_THIS = 1.2
_NAMES = regex(r"(?:[^、,;:。\n\0]{1,12}、)+[^、,;:。\n\0]{1,12}$")
_PLACE = 2
"""Characters that name what a figure behind 在 counts: 分会, 乡镇, 企业."""
_TOPIC = regex(r"[^:,;\0]{2,14}:")
_BELONGS = regex(r"[\u4e00-\u9fff]{1,12}?(?:当中|之中|中|里|的|(?=已|均|共|累计|全部|分别|获|被|达))")
