"""Bare rows of figures and the lists that name them: 讲座、培训分别举办12场和8场."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarywriter.checking.layout.marks import CLAUSE, GROUP, ITEM, SENTENCE, Marks, has_words
from summarywriter.checking.layout.within import beginning, last_ending
from summarywriter.model import Figure
from summarywriter.patterns import regex


class Turn(NamedTuple):
    """A figure's turn in a row: the span of its name, which turn of how many, the row's first figure.

    ``shared`` are words of the whole row and ``weight`` is what they weigh; its verb begins at
    ``stop``. ``name`` is ``None`` where no list names the figures: 三个车间分别生产42万件、36万件和28万件.
    """

    name: tuple[int, int] | None
    shared: tuple[int, int]
    weight: float
    stop: int
    order: int
    size: int
    first: int


def turns(marks: Marks, figures: Sequence[Figure]) -> dict[int, Turn]:
    """Return the figures that stand in bare rows, each with the name that is its own.

    A row is made of cells with nothing but a list's mark between them; a cell is a figure, or
    several without a sign between (2期120人). Its names stand before 分别, behind it, or in the
    clause before, where the items of a like list have figures of their own.
    """
    found: dict[int, Turn] = {}
    row: list[list[int]] = []
    closed = False
    for n, figure in enumerate(figures):
        last = figures[row[-1][-1]] if row else None
        if last is not None and _alike(last, figure):
            if last.phrase_end == figure.phrase_start and figure.kind != "ordinal":
                row[-1].append(n)
                continue
            first = figures[row[-1][0]]
            joint = _ROW.fullmatch(marks.text, last.phrase_end, figure.phrase_start)
            if (
                _kind(figure) == _kind(first)
                and joint
                and (joint.group() != "," or (figure.unit == first.unit and not closed))
            ):
                row.append([n])
                closed = joint.group() in _LAST
                continue
        found.update(_named(marks, figures, row, found))
        row, closed = [[n]], False
    found.update(_named(marks, figures, row, found))
    return _former_and_latter(marks, figures) | found


_NAME = "[\u4e00-\u9fffA-Za-z]{2,6}"
_PAIR = regex(f"({_NAME})\0*(?:、|和|与|及)({_NAME})")
FORMER = regex(
    "(?P<one>[前后])者(?P<first>[^。!?\n]*?)(?!(?P=one))[前后]者(?P<second>[^。!?;\n]*?)(?=[前后]者|[。!?;\n]|$)"
)
"""前者 and 后者, in either order, and what is said of each."""


def _former_and_latter(marks: Marks, figures: Sequence[Figure]) -> dict[int, Turn]:
    """护理、急救两项竞赛各1场，前者有86人参加，后者有54人: the figures of the two that were listed before."""
    found: dict[int, Turn] = {}
    for match in FORMER.finditer(marks.text):
        start = marks.before(match.start(), SENTENCE)
        pairs = list(_PAIR.finditer(marks.text, start, match.start()))
        spans = match.span("first"), match.span("second")
        first, second = (_first_in(figures, *span) for span in spans)
        if first is second is None:
            first, second = (_first_in(figures, *span, dated=True) for span in spans)
        if not pairs or first is None or second is None:
            continue
        shared = (start, match.start())
        for n, order, stop in ((first, 0, match.start()), (second, 1, match.end("first"))):
            # Behind 后者, told first, stands what is said of the second of the two names.
            name = pairs[-1].span(order + 1 if match["one"] == "前" else 2 - order)
            found[n] = Turn(name, shared, 0.2, stop, order, 2, first)
    return found


def _first_in(figures: Sequence[Figure], start: int, end: int, *, dated: bool = False) -> int | None:
    """The number of the first figure in a stretch that is no date, or that is one."""
    return next((n for n in beginning(figures, start, end) if (figures[n].kind == "date") == dated), None)


def _kind(figure: Figure) -> str:
    """The kind of figures that may stand in one row: 21.4%和四分之一 are shares alike."""
    return "percent" if figure.kind == "ratio" else figure.kind


_ROW = regex(r"[、,]|和|与|及|以及")
_LAST = frozenset(("和", "与", "及", "以及"))
"""What stands before the last figure of a row: no comma leads on from 3家和19家，5家…."""


def _alike(last: Figure, figure: Figure) -> bool:
    """True when two figures may stand in one row: dates only with dates, ranks with ranks of their scale."""
    if "date" in (last.kind, figure.kind):
        return last.kind == figure.kind
    if "ordinal" in (last.kind, figure.kind):
        return last.kind == figure.kind and last.unit == figure.unit
    return True


def _named(
    marks: Marks, figures: Sequence[Figure], row: Sequence[Sequence[int]], known: Mapping[int, Turn]
) -> dict[int, Turn]:
    count = len(row)
    if count < 2 or len({len(cell) for cell in row}) > 1:
        return {}
    first = figures[row[0][0]]
    start = first.phrase_start
    floor = marks.before(start, CLAUSE)
    if first.kind == "date":
        return _dated(marks, figures, row, floor)
    words = list(RESPECTIVELY.finditer(marks.text, floor, start))
    if first.kind == "ordinal" and not words:
        names = _told_after(marks, figures, row)
        return _turns(row, names, (floor, start), 0.8, floor) if len(names) == count else {}
    stops = [_before_date(figures, words[-1].start()), start] if words else [start]
    place = _location(marks, figures, row[0][0]) if words else None
    summed = _summed(marks, figures, row[0][0], count) if words else None
    commas = not words and "," in marks.text[start : figures[row[-1][0]].phrase_start]
    # 查出水库、山塘隐患126处，118处已整改: figures parted by commas are no row of what is listed.
    for stop in [] if commas else [*stops, *(end for end in (place, summed) if end is not None)]:
        names = _listed(marks, figures, stop, count)
        if len(names) == count:
            own = _own_parts(names)
            return _turns(row, own, (names[0][0], stop), 0.2, words[-1].start() if words else stop)
    change = _CHANGE.search(marks.text, floor, start) if first.kind in _SHARES else None
    if not words:
        # 起诉214件298人，同比上升6.5%和9.2%
        names = _items(marks, figures, floor, count) if change else _told_after(marks, figures, row)
        if not names and not change and 0 < start - floor <= _SHORT:
            names = _row_before(figures, row, known, floor)
        if not names and len({figures[cell[0]].unit for cell in row}) == 1:
            names = _told_before(marks, figures, row, floor)
        return _turns(row, names, (floor, start), 0.8, floor) if len(names) == count else {}
    stop = words[-1].start()
    before = known.get(row[0][0] - 1)
    last = figures[row[0][0] - 1].phrase_end if row[0][0] else 0
    if before is not None and before.size == count and marks.before(start, SENTENCE) <= last:
        # 司机、骑手入会率为71%和80%，此前分别为46%和52%: the names are those of the row before.
        named = {turn.order: turn.name for turn in known.values() if turn.first == before.first}
        return _turns(row, [named[order] for order in range(count)], (floor, stop), 0.8, stop)
    names = (
        _named_behind(marks, figures, row)
        or _items(marks, figures, floor, count)
        or _shared_list(marks, figures, floor, count)
        or _counted_before(marks, figures, row[0][0], count)
    )
    return _turns(row, names if len(names) == count else [None] * count, (floor, stop), 0.8, stop)


def _dated(
    marks: Marks, figures: Sequence[Figure], row: Sequence[Sequence[int]], floor: int
) -> dict[int, Turn]:
    """甲会、乙会先后于5月8日、5月29日召开, 甲会、乙会的时间分别为…: a row of dates that a list names."""
    start = figures[row[0][0]].phrase_start
    words = list(_IN_TURN.finditer(marks.text, floor, start))
    if any(len(cell) > 1 for cell in row):
        return {}
    if not words:
        names = _told_after(marks, figures, row)
        return _turns(row, names, (floor, start), 0.8, floor) if names else {}
    time = _TIME.search(marks.text, floor, words[-1].start())
    names = _listed(marks, figures, time.start() if time else words[-1].start(), len(row))
    if len(names) < len(row):
        return {}
    return _turns(row, _own_parts(names), (names[0][0], start), 0.2, words[-1].start())


def _row_before(
    figures: Sequence[Figure], row: Sequence[Sequence[int]], known: Mapping[int, Turn], floor: int
) -> list[tuple[int, int]]:
    """The names of the row that ends the clause before: 分别慰问3200名、1800名，发放46.5万元、38.2万元."""
    before = known.get(row[0][0] - 1)
    if before is None or before.size != len(row) or figures[row[0][0] - 1].phrase_end != floor - 1:
        return []
    named = {turn.order: turn.name for turn in known.values() if turn.first == before.first}
    return [name for order in range(len(row)) if (name := named[order]) is not None]


def _before_date(figures: Sequence[Figure], stop: int) -> int:
    """Where the date begins that stands between a list of names and 分别: 货车司机、骑手上半年分别有…."""
    last = last_ending(figures, stop)
    beside = last >= 0 and figures[last].kind == "date" and figures[last].phrase_end == stop
    return figures[last].phrase_start if beside else stop


def _told_before(
    marks: Marks, figures: Sequence[Figure], row: Sequence[Sequence[int]], floor: int
) -> list[tuple[int, int]]:
    """What the clause before a row lists as often: 演出8场、放映32场，观众4600人次、5900人次."""
    start, end = figures[row[0][0]].phrase_start, figures[row[-1][-1]].phrase_end
    if start - floor > _SHORT or not floor or marks.text[floor - 1] != "," or "," in marks.text[start:end]:
        return []
    if not _ENDS.match(marks.text, end):
        return []  # 已办复51件、7件正在办理
    count = len(row)
    return (
        _items(marks, figures, floor, count)
        or _counted_before(marks, figures, row[0][0], count)
        or _shared_list(marks, figures, floor, count)
    )


_ENDS = regex(r"[,;。!?\n]|$")
_IN_TURN = regex("分别|依次|先后")
_TIME = regex("的?(?:[举开召闭]?[办行开幕]?时间|日期)$")
_SHORT = 6
"""Characters that may stand between a comma and a row that what stands before the comma names."""


def _location(marks: Marks, figures: Sequence[Figure], n: int) -> int | None:
    """Where 在22个分会 begins between a list of names and the 分别 of its row, where it does."""
    if n == 0:
        return None
    begin = figures[n - 1].phrase_start
    match = LOCATIVE.search(marks.text, marks.before(begin, CLAUSE), begin)
    return match.start() if match else None


def _summed(marks: Marks, figures: Sequence[Figure], n: int, count: int) -> int | None:
    """Where 三个片区 begins behind the names it counts, between them and the 分别 of their row."""
    if n == 0 or figures[n - 1].value != count:
        return None
    begin = figures[n - 1].phrase_start
    return begin if begin > marks.before(figures[n].phrase_start, CLAUSE) else None


LOCATIVE = regex(r"(?:面向|深入|走进|[在对向给赴])$")
"""What stands before a figure that tells where or for whom, not how many of what stands before."""
IT_IS = regex("[\u4e00-\u9fff]{0,8}?的[则便就]?是(?=[\u4e00-\u9fff]{2})")
"""What stands behind a figure before who or what it is of: 居第二名的是西区分局."""
_SHARES = frozenset({"percent", "point", "ratio"})
_CHANGE = regex("同比|环比|[比较]|增长|上升|提高|下降|降低|占")
RESPECTIVELY = regex("分别|依次|对应|分列|分居|分获|分占")


def _turns(
    row: Sequence[Sequence[int]],
    names: Sequence[tuple[int, int] | None],
    shared: tuple[int, int],
    weight: float,
    stop: int,
) -> dict[int, Turn]:
    return {
        n: Turn(name, shared, weight, stop, order, len(row), row[0][0])
        for order, (cell, name) in enumerate(zip(row, names, strict=True))
        for n in cell
    }


def _own_parts(names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut what the whole list shares off its first name's head and its last name's tail.

    In CT、磁共振检查等候时间 and 举办讲座、培训 the names are as long as the others are.
    """
    own = list(names)
    longest = max(end - start for start, end in names[:-1]) + 1
    start, end = own[-1]
    if end - start > longest + 2:
        own[-1] = (start, start + longest)
    longest = max(end - start for start, end in own[1:]) + 1
    start, end = own[0]
    if end - start > longest + 2:
        own[0] = (end - longest, end)
    return own


def _listed(marks: Marks, figures: Sequence[Figure], end: int, count: int) -> list[tuple[int, int]]:
    """The last ``count`` items of the list that ends at ``end``, fewer where it has not so many."""
    floor, last = marks.before(end, CLAUSE), last_ending(figures, end)
    while last >= 0 and figures[last].kind == "ordinal" and figures[last].phrase_end > floor:
        last -= 1
    floor = max(floor, figures[last].phrase_end) if last >= 0 else floor
    names: list[tuple[int, int]] = []
    stop = end
    while stop > floor and marks.text[stop - 1] == ")":
        stop -= 1
    while len(names) < count:
        start = max(floor, marks.before(stop, ITEM))
        if marks.text[start - 1 : start] == "(":
            start = max(floor, marks.before(start - 1, ITEM))  # 周明（甲公司）、郑波（乙公司）
        if start >= stop or not has_words(marks.text, start, stop):
            break
        names.insert(0, (start, stop))
        stop = start - 1
        while stop > floor and not _SIGN.match(marks.text[stop - 1]):
            stop -= 1
        if start == floor:
            break
    return names


_SIGN = regex(r"[\u4e00-\u9fffA-Za-z]")


def _named_behind(
    marks: Marks, figures: Sequence[Figure], row: Sequence[Sequence[int]]
) -> list[tuple[int, int]]:
    """The list behind a row that has as many items: 分别有7人和35人晋升技师、高级工."""
    last = row[-1][-1]
    start = figures[last].phrase_end
    end = marks.behind(start, CLAUSE)
    if last + 1 < len(figures) and figures[last + 1].phrase_start < end:
        return []
    names: list[tuple[int, int]] = []
    while start < end:
        stop = min(end, marks.behind(start, ITEM))
        names.append((start, stop))
        start = marks.after(stop, ITEM) if stop < end else end
    if len(names) != len(row) or not all(has_words(marks.text, *name) for name in names):
        return []
    return _own_parts(names)


def _told_after(
    marks: Marks, figures: Sequence[Figure], row: Sequence[Sequence[int]]
) -> list[tuple[int, int]]:
    """The list behind a row that 分别 begins: 12名、8名，分别来自东区、西区; 冠军、亚军依次为一队、二队."""
    words = _AFTER.match(marks.text, figures[row[-1][-1]].phrase_end)
    if words is None:
        return []
    listed = _LIST.match(marks.text, words.end(), marks.behind(words.end(), CLAUSE))
    for signs in ("、", "、和与及") if listed is not None else ():
        assert listed is not None
        stops = [m.start() for m in re.finditer(f"[{signs}]", listed.group())] + [len(listed.group())]
        starts = [0, *(stop + 1 for stop in stops[:-1])]
        names = [
            (listed.start() + a, listed.start() + b) for a, b in zip(starts, stops, strict=True) if a < b
        ]
        if len(names) == len(row) == len(stops):
            return _own_parts(names)
    return []


_AFTER = regex("[\u4e00-\u9fff]{0,4}?,?(?:分别|依次)")
_LIST = regex("[\u4e00-\u9fff]{1,24}(?:、[\u4e00-\u9fff]{1,12})*")
_EACH = regex(r"[各均都]")


def _shared_list(marks: Marks, figures: Sequence[Figure], end: int, count: int) -> list[tuple[int, int]]:
    """The items of the clause before, in a list that ends it or that it says one thing of.

    走进社区、校园，分别为… · 羽毛球赛、棋类赛各办1场，分别有… · 甲路、乙路分别于3月和5月通车，长度分别为…
    """
    start = max(marks.before(end - 1, CLAUSE), marks.before(end, SENTENCE)) if end else 0
    each = RESPECTIVELY.search(marks.text, start, end) or _EACH.search(marks.text, start, end)
    names = _listed(marks, figures, each.start() if each else end - 1, count)
    return names if len(names) == count else []


def _counted_before(marks: Marks, figures: Sequence[Figure], n: int, count: int) -> list[tuple[int, int]]:
    """The list that a figure before a row counts: 开摄影、剪辑2门课，学员分别为38人、32人."""
    floor = marks.before(figures[n].phrase_start, SENTENCE)
    for figure in reversed(figures[max(0, n - _LOOKED_BACK) : n]):
        if figure.value == count and figure.phrase_start >= floor:
            names = _listed(marks, figures, figure.phrase_start, count)
            if len(names) == count:
                return _own_parts(names)
    return []


_LOOKED_BACK = 3


def _items(marks: Marks, figures: Sequence[Figure], end: int, count: int) -> list[tuple[int, int]]:
    """The nouns of the last ``count`` figures before ``end``, where they stand in one clause or each in
    one of its own: 总产量29.48万吨、播种面积63.7万亩，比上年分别增长…"""
    if not end:
        return []
    floor = marks.before(end, GROUP)
    within = (figures[n] for n in beginning(figures, floor, end))
    before = [f for f in within if f.phrase_end <= end and f.kind not in _ASIDE]
    inside = before[-count:]
    if len(inside) != count:
        return []
    start = max(floor, marks.before(end - 1, CLAUSE))
    here = sum(f.phrase_start >= start for f in before)
    if here not in (1, count) or (
        here == count and len(before) > count and before[-count - 1].phrase_start >= start
    ):
        return []
    ahead = [(max(floor, marks.before(f.phrase_start, ITEM)), f.phrase_start) for f in inside]
    if all(has_words(marks.text, *span) for span in ahead):
        return ahead
    behind = [(f.phrase_end, min(end, marks.behind(f.phrase_end, ITEM))) for f in inside]
    return [span for span in behind if has_words(marks.text, *span)]


_ASIDE = frozenset({"ordinal", "date"})
