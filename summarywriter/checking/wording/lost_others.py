"""A lost 等: 《职工奖惩办法》制度4项 for 《职工奖惩办法》等制度4项."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_HANZI = "\u4e00-\u9fff"
_AND_OTHERS = regex(
    rf"(?P<last>《[^《》]+》|“[^“”]+”|(?<=[、和与及])[{_HANZI}]{{2,6}})等(?P<kind>[{_HANZI}]{{0,6}})"
)


def lost_others(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the last name before a figure that its fact gives as an example only, told without 等."""
    other, figure = fact.line.layout, fact.place.figure
    if figure.kind != "count" or "等" in layout.flat[slice(*place.sentence)]:
        return
    listed = list(_AND_OTHERS.finditer(other.text, fact.place.clause[0], figure.phrase_start))
    if not listed or listed[-1].end() != figure.phrase_start:
        return
    last, kind = listed[-1]["last"], listed[-1]["kind"]
    end = place.figure.phrase_start - len(kind)
    if layout.text[end : place.figure.phrase_start] != kind or not layout.text.endswith(last, 0, end):
        return
    yield finding(
        "scope-changed",
        f"少了{quoted('等')}，读起来只有写到的几个：{fact.line.label}写的是"
        f"{quoted(listed[-1].group() + fact.phrase)}（{fact.line.text}）。请补上{quoted('等')}。",
        section=scope.heading, start=end - len(last), end=place.figure.phrase_end, facts=(fact.line.id,),
        suggestion=Edit(start=end, end=end, text="等"),
    )  # fmt: skip
