"""Words of reach: levels (全省, 市级, 省劳模) and parts (之一, 部分, 试点)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from summarywriter.checking.layout.marker_words import Marker, guarded
from summarywriter.checking.layout.place import Layout, Place, remembered
from summarywriter.resources import alternatives, word_rows


@cache
def _families() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    tables: dict[str, dict[str, str]] = {}
    written: dict[str, str] = {}
    rows = word_rows("scope_words")
    honours = alternatives(word for row in rows if row[0] == "honour" for word in row[2].split())
    for family, kind, listed in rows:
        if family != "honour":
            for head, follows in (guarded(word, "scope_words") for word in listed.split()):
                tables.setdefault(family, {})[head] = kind
                written[head] = re.escape(head) + follows
    patterns = {
        family: "|".join(written[word] for word in sorted(table, key=len, reverse=True))
        for family, table in tables.items()
    }
    # 省劳模, 市五一奖章: one character tells the level before an honour.
    patterns["level"] += rf"|[国省市区县](?=(?:{honours}))"
    return {family: (re.compile(patterns[family]), table) for family, table in tables.items()}


def scope_markers(text: str, family: str, start: int = 0, end: int | None = None) -> list[Marker]:
    """Return the words of reach of a family (``level``, ``part``, ``every``, ``fixed``), in order."""
    pattern, table = _families()[family]
    stop = len(text) if end is None else end
    return [
        Marker(table.get(m.group(), m.group()), m.group(), m.start(), m.end())
        for m in pattern.finditer(text, start, stop)
    ]


@remembered
def nearest_level(layout: Layout, place: Place) -> Marker | None:
    """Return the level that a figure's own words tell.

    That of its name in a row, else the nearest before it, else the first behind it.
    In 8家市级中心、2家省级机构 it is the one behind: what stands before the mark is of the figure before.
    """
    if not _told(layout):
        return None
    named = place.turn.name if place.turn else None
    if place.turn is not None and named is not None:
        if shared := scope_markers(layout.flat, "level", place.turn.stop, place.figure.phrase_start):
            return shared[-1]  # 分别居全省第5位和第3位
        # 国家级 of 国家级专精特新企业、省级中小企业 may stand before what the names have of their own.
        begin = max(layout.flat.rfind(mark, 0, named[0]) for mark in ",;、。\n\0")
        if own := scope_markers(layout.flat, "level", begin + 1, named[1]):
            return own[-1]
    before = scope_markers(layout.flat, "level", *place.own)
    behind = scope_markers(layout.flat, "level", *place.after)
    if behind and layout.flat.endswith("、", 0, place.figure.phrase_start):
        return behind[0]
    return before[-1] if before else behind[0] if behind else None


@remembered
def _told(layout: Layout) -> bool:
    """True when a text tells any level at all."""
    return _families()["level"][0].search(layout.flat) is not None
