"""Words beside a figure that change what it says: 增长/下降, 同比/环比, 增加了/增加到, 累计/新增, states."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set

from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.aspects import composed
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import Marker, marker_families
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.signs import signs
from summarywriter.patterns import regex


def markers(layout: Layout, family: str, start: int, end: int) -> list[Marker]:
    """Return the marking words of a family in a stretch, in order."""
    known = _told(layout).get(family)
    if known is None:
        return []
    words, starts = known
    first = bisect_left(starts, start)
    last = bisect_left(starts, end, first)
    return [word for word in words[first:last] if word.end <= end]


@remembered
def _told(layout: Layout) -> Mapping[str, tuple[list[Marker], list[int]]]:
    """The marking words of each family that has any, in order, and where each starts."""
    # What stands in quotation marks is a name: “战高温、保交付”竞赛 is not delivered.
    names = Stretches((m.start() + 1, m.end() - 1) for m in _QUOTED.finditer(layout.flat))
    told = {}
    for name, family in marker_families().items():
        words = family.find(layout.flat)
        if name == "state":
            words = composed(layout.flat, words)
        if words and names.starts:
            words = [m for m in words if not names.cover(m.start, m.end)]
        if words and name == "state":
            words = [_denied(layout.flat, m) for m in words if not _among(layout.flat, m)]
        if words:
            told[name] = (words, [word.start for word in words])
    return told


def _among(flat: str, told: Marker) -> bool:
    """True for the 调解中 of 在受理的12起调解中，有11起成功: of which ones something is told."""
    return (
        told.word.endswith("中")
        and _OF_THESE.search(flat, max(0, told.start - _HEAD), told.start) is not None
    )


_HEAD = 20
"""Characters before 中 in which its 在 stands."""
_OF_THESE = regex("(?<![正仍还尚现])在[^,;。\n]*\0[^,;。\n]*$")


def _denied(flat: str, told: Marker) -> Marker:
    """The 没有启动 of 正式协商没有启动, the 待开工 of 尚待开工: what is denied is still to come."""
    no = _NOT.search(flat, max(0, told.start - _FAR), told.start) if told.kind in _ACHIEVED else None
    if no is not None and no.group() in _UNDONE and _WHICH.match(flat, told.end):
        return told  # 未完成任务, 没有完成任务的班组: which ones are meant
    if no is None:
        return told
    kind = "planned" if told.kind == "begun" else "unmade"
    return Marker(kind, flat[no.start() : told.end], no.start(), told.end, told.deed)


_ACHIEVED = frozenset({"begun", "done", "producing", "won", "granted", "passed", "obtained", "signed"})
_NOT = regex(
    "(?:(?<![淹沉埋覆出])没有?|未|(?<![接招优期对款看善亏])待|等待|等候)(?:正式|全面|全部|完全|能)?$"
)
_UNDONE = ("未", "没有", "没")
_WHICH = regex("[\u4e00-\u9fff]{1,6}的|(?<=[^尚还仍暂]未[\u4e00-\u9fff]{2})[\u4e00-\u9fff]")
_FAR = 5
"""Characters before a state in which it may be denied."""
_QUOTED = regex("“[^“”\n]{1,20}”|《[^《》\n]{1,40}》")


@remembered
def families(layout: Layout, stretch: tuple[int, int]) -> Set[str]:
    """Return the families that have a marking word in a stretch: figures of a clause share the answer."""
    found = {name for name, (words, starts) in _told(layout).items() if _any_within(words, starts, *stretch)}
    signed_at = _signed_at(layout)
    if signed_at and bisect_left(signed_at, stretch[0]) < bisect_left(signed_at, stretch[1]):
        found.add("direction")
    return found


@remembered
def _signed_at(layout: Layout) -> Sequence[int]:
    """Where the figures start that have a sign."""
    return list(signs(layout))


def _any_within(words: Sequence[Marker], starts: Sequence[int], start: int, end: int) -> bool:
    first = bisect_left(starts, start)
    return first < len(words) and words[first].end <= end


def signed(layout: Layout, place: Place) -> Marker | None:
    """Return the direction that the sign of a figure tells, as the word for it: the 下降 of -3.1%."""
    sign = signs(layout).get(place.figure.start)
    if sign is None:
        return None
    return Marker("up" if sign.up else "down", "增长" if sign.up else "下降", sign.start, sign.end)


def governing(layout: Layout, family: str, place: Place, *, far: bool = True) -> Marker | None:
    """Return the marking word that governs a figure.

    In a row that a list names, the one in its name; else the nearest before it back to the previous
    figure or the clause's start, else the first right behind it; with ``far`` also the nearest before
    it in its clause, which lists share.
    """
    if place.turn and place.turn.name:
        verb = (place.turn.stop, place.figure.phrase_start)
        if family == "stock" and place.turn.name[1] <= place.clause[0]:
            # 建成书房5个、分馆7个，累计分别达到14个和19个: 建成 is of the figures that the names have there.
            own = markers(layout, family, place.clause[0], place.figure.phrase_start)
            return own[-1] if own else None
        named = markers(layout, family, *place.turn.name) or markers(layout, family, *verb)
        if named or family == "state":
            return named[-1] if named else None
    if family not in families(layout, place.clause):
        return None
    if family == "direction" and (sign := signed(layout, place)):
        return sign
    if family == "aim" and (aim := _aim_behind(layout, place.figure.phrase_end)):
        return aim
    before = markers(layout, family, *(own_words(layout, place) if family == "state" else place.own))
    if family == "aim" and (other := _aim_behind(layout, place.own[0])):
        before = [marker for marker in before if marker.start > other.start]
    if before:
        # 计划完成 is planned, not done; 计划…，已完成 is done.
        planned = [n for n, m in enumerate(before) if m.kind == "planned"]
        if planned and not any("已" in m.word for m in before[planned[-1] :]):
            return before[planned[-1]]
        return before[-1]
    behind = behind_in_clause(layout, family, place)
    if behind:
        return behind[0]
    if far and place.clause[0] < place.own[0]:
        earlier = markers(layout, family, place.clause[0], place.own[0])
        if earlier:
            return earlier[-1]
    return None


_OF = regex("的[\u4e00-\u9fff]{1,8}?(?=[已共均中里])")


def _aim_behind(layout: Layout, end: int) -> Marker | None:
    """The aim of 860万元的计划投资已完成310万元: it is that of the figure before it."""
    noun = _OF.match(layout.flat, end)
    found = markers(layout, "aim", *noun.span()) if noun else []
    return found[0] if found else None


def own_words(layout: Layout, place: Place) -> tuple[int, int]:
    """Return the words before a figure that are its own, before a date too: 计划三季度建成6个."""
    start, end = place.own
    return (start if place.figure.kind == "date" else _before_dates(layout).get(start, start)), end


@remembered
def _before_dates(layout: Layout) -> Mapping[int, int]:
    """Where each date ends, and where the words before it begin."""
    return {p.figure.phrase_end: p.own[0] for p in layout.places if p.figure.kind == "date"}


def behind_in_clause(layout: Layout, family: str, place: Place) -> list[Marker]:
    """Return the marking words right behind a figure, as far as they are not the next figure's."""
    stop = min(place.clause[1], place.after[0] + _BEHIND)
    figure = layout.flat.find("\0", place.after[0], stop)
    if figure < 0:
        found = markers(layout, family, place.after[0], place.clause[1])
        return [marker for marker in found if marker.start < stop - 1]
    if (date := _dates(layout).get(figure)) is not None:
        begin = date.figure.phrase_end
        following = layout.flat.find("\0", begin, place.clause[1])
        if layout.flat[figure - 1] in _TOLD_AS:
            # 8个为上半年新建: what stands behind the date is told of the figure.
            return markers(layout, family, begin, place.clause[1] if following < 0 else following)
        if following < 0 and _TO_DATE.fullmatch(layout.flat, place.after[0], figure):
            # 22个计划下半年开工; but 竣工 of 22个年底前竣工 is still to come.
            stop = figure if _BEFORE.match(layout.flat, begin) else place.clause[1]
            return markers(layout, family, place.after[0], stop)
    # 46条意见已落实41条: what runs into the next figure is that one's, and a date's (6月底已完成41条).
    own = place.after[1] < figure or place.figure.kind == "date"
    return markers(layout, family, *place.after) if own else []


_TOLD_AS = frozenset("为是")
_BEFORE = regex("[之以]?前")
_TO_DATE = regex(
    "[均都也已将于在要需]*|[\u4e00-\u9fff]{0,14}?(?:计划|预计|力争|确保|打算|争取|[拟将]|定于)[将于在]?"
)


@remembered
def _dates(layout: Layout) -> Mapping[int, Place]:
    """The dates of a text by where they begin."""
    return {place.figure.phrase_start: place for place in layout.places if place.figure.kind == "date"}


_COMPARED = regex(r"(?<![占对评])比(?![例重赛武拼])|较(?![大好高为多强快])|相比")
_DIFFERENCE = regex(r"(多|少|高|低)[\u4e00-\u9fff]{0,2}$")
_HELD_AGAINST = regex("[\u4e00-\u9fff\0]{2,12}")
_BLOT = regex("\0+")
_SPEED = frozenset("快慢")


def difference(layout: Layout, place: Place) -> Marker | None:
    """Return the 多 of 比去年同期多办210件, the 高于 of 高于平均水平0.7个百分点, as a direction."""
    start, end = place.clause[0], place.figure.phrase_start
    words = markers(layout, "than", start, end)
    last = words[-1] if words else None
    if last and last.word[0] in _SPEED and place.figure.kind == "duration":
        return None  # 快了40分钟 took less time
    if last and _HELD_AGAINST.fullmatch(layout.flat, last.end, end):
        amounts = (m.start() for m in _BLOT.finditer(layout.flat, last.end, end))
        return last if all(at in _dates(layout) for at in amounts) else None
    if match := _DIFFERENCE.search(layout.flat, *place.own):
        last = Marker("up" if match[1] in "多高" else "down", match.group(), match.start(), match.end())
    elif last and last.end < end:
        return None
    return last if last and _COMPARED.search(layout.flat, start, last.start) else None


def extreme(layout: Layout, place: Place) -> Marker | None:
    """Return 最高, 最低 and the like (``max``, ``min``) before a figure or in its phrase."""
    stretch = range(place.clause[0], place.figure.phrase_end)
    found = [m for m in _ends(layout) if m.start in stretch and m.end <= stretch.stop]
    return found[-1] if found else None


@remembered
def _ends(layout: Layout) -> list[Marker]:
    return [m for m in marker_families()["extreme"].find(layout.text) if m.kind in ("max", "min")]


_BEHIND = 12
"""Characters behind a figure in which a marking word may govern it."""


_EACH = regex(r"每[个名人户家位支所间\0]|(?<!平)均(?=[配建设派安])")


@remembered
def of_each(layout: Layout, place: Place) -> bool:
    """True for what is told of each of several: 每个网格配专职2名."""
    told = _each(layout)
    at = bisect_left(told, (place.clause[0], 0))
    return at < len(told) and told[at][1] <= place.figure.phrase_start


@remembered
def _each(layout: Layout) -> Sequence[tuple[int, int]]:
    return [match.span() for match in _EACH.finditer(layout.flat)]
