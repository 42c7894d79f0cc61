"""Words beside a figure that change what it says: 增长/下降, 同比/环比, 增加了/增加到, 累计/新增, states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from summarywriter.checking.layout import Layout, Place
from summarywriter.resources import word_rows

NO_MARKER = "-"
"""Class of words that hold a marking word and are none: 年度计划."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A marking word and its class, with its span in the text."""

    kind: str
    word: str
    start: int
    end: int


@cache
def _families() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for family, kind, listed in word_rows("markers"):
        words[family].update((word, kind) for word in listed.split())
    return {
        family: (re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True)))), table)
        for family, table in words.items()
    }


def markers(layout: Layout, family: str, start: int, end: int) -> list[Marker]:
    """Return the marking words of a family in a stretch, in order."""
    found = _all_markers(layout.flat, family)
    if not found:
        return []
    return [marker for marker in found if start <= marker.start and marker.end <= end]


@lru_cache(maxsize=32768)
def _all_markers(flat: str, family: str) -> tuple[Marker, ...]:
    pattern, table = _families()[family]
    found = (Marker(table[m.group()], m.group(), m.start(), m.end()) for m in pattern.finditer(flat))
    return tuple(marker for marker in found if marker.kind != NO_MARKER)


def governing(layout: Layout, family: str, place: Place, *, far: bool = True) -> Marker | None:
    """Return the marking word that governs a figure.

    The nearest before it back to the previous figure or the clause's start, else the first right
    behind it; with ``far`` also the nearest before it in its clause, which lists share.
    """
    if not _all_markers(layout.flat, family):
        return None
    before = markers(layout, family, *place.own)
    if before:
        # 计划完成 is planned, not done; 计划…，已完成 is done.
        planned = [n for n, m in enumerate(before) if m.kind == "planned"]
        if planned and not any("已" in m.word for m in before[planned[-1] :]):
            return before[planned[-1]]
        return before[-1]
    stop = min(place.clause[1], place.after[0] + _BEHIND)
    figure = layout.flat.find("\0", place.after[0], stop)
    # 46条意见已落实41条: what runs into the next figure is that one's.
    if figure < 0 or place.after[1] < figure:
        behind = markers(layout, family, place.after[0], stop if figure < 0 else place.after[1])
        if behind:
            return behind[0]
    if far and place.clause[0] < place.own[0]:
        earlier = markers(layout, family, place.clause[0], place.own[0])
        if earlier:
            return earlier[-1]
    return None


def extreme(layout: Layout, place: Place) -> Marker | None:
    """Return 最高, 最低 and the like (``max``, ``min``) before a figure or in its phrase."""
    pattern, table = _families()["extreme"]
    found = [
        Marker(table[m.group()], m.group(), m.start(), m.end())
        for m in pattern.finditer(layout.text, place.own[0], place.figure.phrase_end)
        if table[m.group()] in ("max", "min")
    ]
    return found[-1] if found else None


_BEHIND = 12
"""Characters behind a figure in which a marking word may govern it."""

_STEP = re.compile(
    r"(增加|减少|提高|降低|下降|增长|上升|压减|扩大|提升|缩短|延长|压缩|缩减|上涨|回落|增|减|降|升)(了|到|至|为)?(?:约|近)?$"
)


_FROM = re.compile(r"(?:由|从|(?:此前|原来|原先|原|过去|之前|以前)(?:分别)?(?:的|是|为|仅|有)?)$")


def step(layout: Layout, place: Place) -> Marker | None:
    """Return the verb of change right before a figure.

    Its class is ``by`` (增加, 增加了), ``to`` (增加到), ``from`` (由, 从, 此前为) or, with a ratio,
    ``of`` (是去年的1.5倍).
    """
    start, end = place.own
    if place.figure.kind == "ratio" and layout.flat[max(start, end - 1) : end] in (
        "的",
        "达",
        "为",
        "是",
        "到",
    ):
        return Marker("of", layout.flat[end - 1 : end], end - 1, end)
    match = _STEP.search(layout.flat, max(start, end - 8), end)
    if match is None:
        match = _FROM.search(layout.flat, max(start, end - 6), end)
        return Marker("from", match.group(), match.start(), match.end()) if match else None
    kind = "to" if match[2] in ("到", "至", "为") else "by"
    return Marker(kind, match[1] + (match[2] or ""), match.start(), match.end(2 if match[2] else 1))
